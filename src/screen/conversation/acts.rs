//! What a person can do in a conversation: go on, pass, go back, go anywhere, ask for help.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::key::Key;
use crate::kind::contract::{Draft, Input, Reply};
use crate::kind::part::writing::time_in_words;
use crate::screen::Effect;
use crate::screen::conversation::closing::Ended;
use crate::screen::conversation::curtain::Curtain;
use crate::screen::conversation::keys::Act;
use crate::screen::conversation::outline::{Chosen, Leads, Outline};
use crate::screen::conversation::timing::Due;
use crate::screen::conversation::{At, Conversation, Over, Saving};
use crate::screen::help::Turned;
use crate::session::{Place, Slot, Wish};

impl Conversation {
    /// Goes on from here. `sure` says that going on from an empty answer is meant as a pass.
    pub(super) fn go_on(&mut self, sure: bool) -> Vec<Effect> {
        let open = match &mut self.at {
            At::Step(open) => open,
            At::Curtain(_) => {
                self.lift();
                return Vec::new();
            }
            At::End(_) => return self.close(),
        };
        let (slot, took_ms) = (open.slot.clone(), open.spent.as_millis() as u64);
        match open.editor.answer() {
            Err(why) => {
                self.say(why.to_string());
                Vec::new()
            }
            Ok(_) if open.timing.is_short(open.spent) && !open.advised => {
                open.advised = true;
                let least = open.timing.least().map(time_in_words).unwrap_or_default();
                self.say(format!("This is meant to last {least} at least. Once more goes on."));
                Vec::new()
            }
            Ok(Some(answer)) => {
                if let Some(advice) = open.editor.advice().filter(|_| !open.advised) {
                    open.advised = true;
                    self.say(advice);
                    return Vec::new();
                }
                self.wish(Wish::Answer { slot, answer, took_ms })
            }
            Ok(None) if sure || open.advised => self.wish(Wish::Pass { slot, took_ms }),
            Ok(None) => {
                open.advised = true;
                self.say("Nothing is here yet. Once more passes, which is an answer too.");
                Vec::new()
            }
        }
    }

    pub(super) fn close(&mut self) -> Vec<Effect> {
        // After what was prepared, the session itself begins.
        self.wish(if self.session.has_met() { Wish::Close } else { Wish::Meet })
    }

    pub(super) fn act(&mut self, act: Act) -> Vec<Effect> {
        match act {
            Act::GoOn => self.go_on(true),
            Act::Back => self.wish(Wish::Back),
            Act::Outline => {
                let mut outline = self.outline();
                outline.fit(self.area);
                self.over = Some(Over::Outline(outline));
                Vec::new()
            }
            Act::Hint => {
                self.show_hint();
                Vec::new()
            }
            Act::Clock => {
                self.clock = !self.clock;
                let hidden = matches!(&self.at, At::Step(open) if open.timing.hides_the_clock());
                if hidden {
                    self.say("No clock is shown here. Take the time it takes.");
                }
                Vec::new()
            }
            Act::More => {
                if let At::Step(open) = &mut self.at
                    && open.timing.target().is_some()
                {
                    open.timing.more(open.spent);
                    self.say("Two more minutes.");
                } else {
                    self.say("This step has no time of its own. Take what you need.");
                }
                Vec::new()
            }
            Act::LeaveOut => {
                let plan = self.session.plan();
                let steps = plan.map(|plan| plan.could_go).unwrap_or_default();
                self.wish(Wish::LeaveOut { steps })
            }
            Act::TakeIn => self.wish(Wish::TakeIn),
            Act::Editor => match &self.at {
                At::Step(open) => match open.editor.passage() {
                    Some(text) => vec![Effect::Edit(text)],
                    None => {
                        self.say("There is no text here to hand to your editor.");
                        Vec::new()
                    }
                },
                At::Curtain(_) | At::End(_) => Vec::new(),
            },
            Act::Elsewhere => match self.saving {
                Saving::NotSaved(_) => vec![Effect::SaveElsewhere],
                _ => {
                    self.say("All of it is saved already.");
                    Vec::new()
                }
            },
            Act::Nothing => {
                self.say("Nothing is discarded here. Ctrl-P goes back, Ctrl-Q leaves.");
                Vec::new()
            }
        }
    }

    /// The steps there are; the one at hand is unfinished once something was written.
    pub(super) fn outline(&self) -> Outline {
        let written = self.drafts.iter().filter(|(_, draft)| !draft.is_blank());
        let mut drafts: BTreeMap<&Slot, Draft> =
            written.map(|(slot, draft)| (slot, draft.clone())).collect();
        if let At::Step(open) = &self.at
            && open.touched
        {
            drafts.insert(&open.slot, open.draft());
        }
        Outline::of(&self.session, &drafts)
    }

    pub(super) fn show_hint(&mut self) {
        let At::Step(open) = &self.at else { return };
        let leaf = open.help();
        if leaf.is_empty() {
            self.say("There is nothing more to say about this step.");
        } else {
            self.over = Some(Over::Leaf(leaf));
            self.fit();
        }
    }

    /// A key while something lies over the question.
    pub(super) fn key_over(&mut self, key: Key) -> Vec<Effect> {
        let gone = match self.over.as_mut() {
            Some(Over::Leaf(leaf)) => {
                // The key that opened it puts it away as well.
                leaf.on(key) == Turned::Away
            }
            Some(Over::Outline(outline)) => match outline.on(key) {
                Chosen::Stays => false,
                Chosen::Away => true,
                Chosen::Leads(Leads::To(place)) => {
                    self.over = None;
                    return self.go(place);
                }
                Chosen::Leads(Leads::Kept(leaf)) => {
                    self.over = Some(Over::Leaf(leaf));
                    self.fit();
                    false
                }
            },
            None => true,
        };
        if gone {
            self.over = None;
        }
        Vec::new()
    }

    pub(super) fn go(&mut self, place: Place) -> Vec<Effect> {
        if self.session.place() == place {
            return Vec::new();
        }
        self.wish(Wish::Go(place))
    }

    /// Takes over a text that was written elsewhere. If it is not taken, says why, and all is as it
    /// was.
    pub fn rewrite(&mut self, text: &str) -> Result<(), String> {
        let no_text = || Err("There is no text to be written here.".to_owned());
        let At::Step(open) = &mut self.at else { return no_text() };
        match open.on(Input::Rewritten(text)) {
            Reply::Refused(why) => return Err(why),
            Reply::Ignored => return no_text(),
            Reply::Changed | Reply::Moved | Reply::Done => {}
        }
        self.notice = None;
        self.fit();
        Ok(())
    }

    /// What the step, or the closing page, makes of an input.
    pub(super) fn pass_on(&mut self, input: Input<'_>) -> Vec<Effect> {
        let open = match &mut self.at {
            At::Step(open) => open,
            At::Curtain(_) => {
                if Curtain::lifts(input) {
                    self.lift();
                }
                return Vec::new();
            }
            At::End(closing) => {
                return match closing.on(input) {
                    Ended::No => Vec::new(),
                    Ended::Yes => self.close(),
                    Ended::Ask(words) => {
                        self.say(words);
                        Vec::new()
                    }
                };
            }
        };
        match open.on(input) {
            Reply::Done if matches!(input, Input::Line(_)) => {
                open.look();
                let remark = self.remark();
                let effects = self.go_on(false);
                // Line by line, one has gone on before anything could be said of it.
                // The next person is told nothing of it.
                let still_theirs = !matches!(self.at, At::Curtain(_));
                if let (Some(remark), None, true) = (remark, &self.notice, still_theirs) {
                    self.say(format!("{remark} “:back” goes back to it."));
                }
                return effects;
            }
            Reply::Done => return self.go_on(false),
            Reply::Refused(why) => self.say(why),
            Reply::Changed => self.notice = None,
            Reply::Moved | Reply::Ignored => {}
        }
        self.fit();
        Vec::new()
    }

    pub(super) fn elapsed(&mut self, time: Duration) -> Vec<Effect> {
        let At::Step(open) = &mut self.at else { return Vec::new() };
        open.spent = open.spent.saturating_add(time);
        open.editor.on(Input::Elapsed(time));
        let mut effects = if open.editor.rings() { vec![Effect::Ring] } else { Vec::new() };
        match open.timing.due(open.spent) {
            None => return effects,
            Some(Due::Third) => {}
            Some(Due::Over) => {
                self.say("The time meant for this is over. Two more minutes (F6), or go on.");
            }
            // What is written so far is taken along; a place that holds nothing yet stays open.
            Some(Due::Stop) => match open.editor.answer() {
                Ok(Some(_)) => {
                    open.advised = true;
                    effects.extend(self.go_on(false));
                }
                _ => self.say("The time for this is over. Finish your sentence, and go on."),
            },
        }
        if effects.is_empty() || !effects.contains(&Effect::Ring) {
            effects.insert(0, Effect::Ring);
        }
        effects
    }

    /// Passes this step, whatever is written so far; what is written is kept beside it.
    pub(super) fn pass(&mut self) -> Vec<Effect> {
        let At::Step(open) = &self.at else { return Vec::new() };
        let asks = self.session.step_of(&open.slot).is_some_and(|step| step.spec.asks());
        if !asks {
            return self.go_on(true);
        }
        let (slot, took_ms) = (open.slot.clone(), open.spent.as_millis() as u64);
        self.wish(Wish::Pass { slot, took_ms })
    }

    pub(super) fn go_to_number(&mut self, rest: &str) -> Vec<Effect> {
        let number = rest.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        match number.and_then(|at| self.outline().leads(at)) {
            Some(Leads::To(place)) => self.go(place),
            Some(Leads::Kept(leaf)) => {
                self.say(leaf.lines().join("\n"));
                Vec::new()
            }
            None => {
                self.say("“:outline” lists the steps; “:go 3” goes to the third.");
                Vec::new()
            }
        }
    }
}
