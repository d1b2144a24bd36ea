//! The conversation: one question at a time, and the page at its end.

mod closing;
mod keys;
mod layout;
mod open;
mod outline;
mod spoken;
mod view;

use std::collections::BTreeMap;
use std::time::Duration;

use ratatui::layout::Rect;

use crate::base::stamp::Stamp;
use crate::journal::about::About;
use crate::journal::draft::{Change, Whole};
use crate::key::{Hint, Key, bound, called, hints};
use crate::kind::contract::{Draft, Input, Reply};
use crate::screen::help::{Leaf, Turned};
use crate::screen::{Effect, Spoken, Surface, frame};
use crate::session::{Fact, Place, Session, Slot, Wish};
use crate::widget::theme::Theme;
use closing::Closing;
use keys::{Act, KEYS};
use open::Open;
use outline::Outline;

/// How safe the words are just now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Saving {
    /// All is as it should be.
    #[default]
    Safe,
    /// The disk is slow: this long since the last word was safe from a power cut.
    Slow(Duration),
    /// Nothing could be saved, for this reason.
    NotSaved(String),
}

/// What is to be written down of an answer in the making.
#[derive(Clone, Debug, PartialEq)]
pub enum Unsaved {
    /// The whole of it.
    Whole(Whole),
    /// What changed.
    Change(Slot, Change),
}

/// A conversation on the screen.
#[derive(Debug)]
pub struct Conversation {
    session: Session,
    about: About,
    at: At,
    over: Option<Over>,
    /// Answers in the making that were left behind on the way.
    drafts: BTreeMap<Slot, Draft>,
    notice: Option<String>,
    /// Whether the notice has yet to be said aloud in plain mode.
    unsaid: bool,
    /// Whether the clock was asked for.
    clock: bool,
    saving: Saving,
    /// Whether it has yet to be said aloud in plain mode that words are not saved.
    alarm: bool,
    area: Rect,
}

/// Where one is.
#[derive(Debug)]
enum At {
    Step(Box<Open>),
    End(Closing),
}

/// What lies over the question.
#[derive(Debug)]
enum Over {
    Leaf(Leaf),
    Outline(Outline),
}

impl Conversation {
    /// A conversation where it stands, with the answers in the making that were found.
    pub fn new(session: Session, about: About, drafts: Vec<Whole>) -> Self {
        let drafts = drafts.into_iter().map(|whole| (whole.slot, whole.draft)).collect();
        let at = At::End(Closing::default());
        let mut conversation = Self {
            session,
            about,
            at,
            over: None,
            drafts,
            notice: None,
            unsaid: false,
            clock: false,
            saving: Saving::Safe,
            alarm: false,
            area: Rect::default(),
        };
        conversation.arrive();
        conversation
    }

    /// The conversation itself.
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// The head of its journal.
    pub fn about(&self) -> &About {
        &self.about
    }

    /// Takes in facts that have been stored.
    pub fn kept(&mut self, facts: &[Fact], at: Stamp) {
        for fact in facts {
            if let Some(slot) = self.closes(fact) {
                self.drafts.remove(&slot);
            }
            self.session.apply(fact, at);
        }
        self.arrive();
    }

    /// The slot whose answer in the making is done with once this fact is kept. What was written
    /// in a place that was then passed stays there, unfinished: a pass discards nothing.
    pub fn closes(&self, fact: &Fact) -> Option<Slot> {
        match fact {
            Fact::Answered { slot, .. } => Some(slot.clone()),
            Fact::Passed { slot, .. } => {
                self.drafts.get(slot).is_none_or(Draft::is_blank).then(|| slot.clone())
            }
            Fact::Moved { .. } => self.stands_already(),
            Fact::Closed | Fact::Unknown => None,
        }
    }

    /// The slot at hand, where what is written in it is what stands there already.
    fn stands_already(&self) -> Option<Slot> {
        let At::Step(open) = &self.at else { return None };
        let written = open.editor.answer().ok().flatten()?;
        (self.session.answer(&open.slot) == Some(&written)).then(|| open.slot.clone())
    }

    /// Says how safe the words are.
    pub fn set_saving(&mut self, saving: Saving) {
        let failed = |saving: &Saving| matches!(saving, Saving::NotSaved(_));
        self.alarm = failed(&saving) && (self.alarm || !failed(&self.saving));
        self.saving = saving;
    }

    /// Says something at the foot of the screen.
    pub fn say(&mut self, words: impl Into<String>) {
        self.notice = Some(words.into());
        self.unsaid = true;
    }

    /// What changed in the answer in the making since the last call. `whole` asks for all of it.
    pub fn unsaved(&mut self, whole: bool) -> Option<Unsaved> {
        let At::Step(open) = &mut self.at else { return None };
        open.unsaved(whole)
    }

    /// Whether a bell is due since the last call.
    pub fn rings(&mut self) -> bool {
        match &mut self.at {
            At::Step(open) => open.editor.rings(),
            At::End(_) => false,
        }
    }

    /// Opens the place the session is at.
    fn arrive(&mut self) {
        self.over = None;
        self.notice = None;
        self.at = match self.session.slot().cloned() {
            Some(slot) => match Open::new(&self.session, &slot, self.drafts.get(&slot)) {
                Some(open) => At::Step(Box::new(open)),
                None => At::End(Closing::of(&self.session, &self.about)),
            },
            None => At::End(Closing::of(&self.session, &self.about)),
        };
        self.fit();
    }

    /// Lays everything out for the room there is.
    fn fit(&mut self) {
        match &mut self.at {
            At::Step(open) => open.fit(self.area),
            At::End(closing) => closing.fit(self.area),
        }
        match &mut self.over {
            Some(Over::Leaf(leaf)) => leaf.fit(self.area),
            Some(Over::Outline(outline)) => outline.fit(self.area),
            None => {}
        }
    }

    /// What follows from a wish: facts to be stored, or a word about why not.
    fn wish(&mut self, wish: Wish) -> Vec<Effect> {
        self.put_aside();
        match self.session.decide(wish) {
            Ok(facts) => vec![Effect::Keep(facts)],
            Err(why) => {
                let why = why.to_string();
                let mut letters = why.chars();
                let first = letters.next().map(|c| c.to_uppercase().to_string());
                self.say(format!("{}{}.", first.unwrap_or_default(), letters.as_str()));
                Vec::new()
            }
        }
    }

    /// Remembers an answer in the making before one goes elsewhere.
    fn put_aside(&mut self) {
        if let At::Step(open) = &self.at
            && open.touched
        {
            self.drafts.insert(open.slot.clone(), open.draft());
        }
    }

    /// Goes on from here. `sure` says that going on from an empty answer is meant as a pass.
    fn go_on(&mut self, sure: bool) -> Vec<Effect> {
        let At::Step(open) = &mut self.at else { return self.close() };
        let (slot, took_ms) = (open.slot.clone(), open.spent.as_millis() as u64);
        match open.editor.answer() {
            Err(why) => {
                self.say(why.to_string());
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

    fn close(&mut self) -> Vec<Effect> {
        self.wish(Wish::Close)
    }

    fn act(&mut self, act: Act) -> Vec<Effect> {
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
                Vec::new()
            }
            Act::Editor => match &self.at {
                At::Step(open) => match open.editor.passage() {
                    Some(text) => vec![Effect::Edit(text)],
                    None => {
                        self.say("There is no text here to hand to your editor.");
                        Vec::new()
                    }
                },
                At::End(_) => Vec::new(),
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
    fn outline(&self) -> Outline {
        let mut drafts: Vec<&Slot> = self.drafts.keys().collect();
        if let At::Step(open) = &self.at
            && open.touched
        {
            drafts.push(&open.slot);
        }
        Outline::of(&self.session, &drafts)
    }

    fn show_hint(&mut self) {
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
    fn key_over(&mut self, key: Key) -> Vec<Effect> {
        let gone = match self.over.as_mut() {
            Some(Over::Leaf(leaf)) => {
                // The key that opened it puts it away as well.
                leaf.on(key) == Turned::Away
            }
            Some(Over::Outline(outline)) => match outline.on(key) {
                outline::Chosen::Stays => false,
                outline::Chosen::Away => true,
                outline::Chosen::Go(place) => {
                    self.over = None;
                    return self.go(place);
                }
            },
            None => true,
        };
        if gone {
            self.over = None;
        }
        Vec::new()
    }

    fn go(&mut self, place: Place) -> Vec<Effect> {
        if self.session.place() == place {
            return Vec::new();
        }
        self.wish(Wish::Go(place))
    }

    /// What the step, or the closing page, makes of an input.
    fn pass_on(&mut self, input: Input<'_>) -> Vec<Effect> {
        let open = match &mut self.at {
            At::Step(open) => open,
            At::End(closing) => return if closing.on(input) { self.close() } else { Vec::new() },
        };
        match open.on(input) {
            Reply::Done => return self.go_on(false),
            Reply::Refused(why) => self.say(why),
            Reply::Changed => self.notice = None,
            Reply::Moved | Reply::Ignored => {}
        }
        self.fit();
        Vec::new()
    }

    fn elapsed(&mut self, time: Duration) -> Vec<Effect> {
        let At::Step(open) = &mut self.at else { return Vec::new() };
        open.spent = open.spent.saturating_add(time);
        open.editor.on(Input::Elapsed(time));
        if open.editor.rings() { vec![Effect::Ring] } else { Vec::new() }
    }
}

impl Surface for Conversation {
    fn on(&mut self, input: Input<'_>) -> Vec<Effect> {
        match input {
            Input::Fit { width, height } => {
                self.area = Rect::new(0, 0, width, height);
                self.fit();
                Vec::new()
            }
            Input::Elapsed(time) => self.elapsed(time),
            Input::Key(key) if self.over.is_some() => self.key_over(key),
            Input::Key(key) => match bound(KEYS, key) {
                Some(act) => {
                    self.notice = None;
                    self.act(act)
                }
                None => self.pass_on(input),
            },
            Input::Rewritten(_) => self.pass_on(input),
            _ if self.over.is_some() => Vec::new(),
            other => self.pass_on(other),
        }
    }

    fn word(&mut self, word: &str, rest: &str) -> Option<Vec<Effect>> {
        match word {
            "outline" => {
                let lines = self.outline().lines();
                self.say(lines.join("\n"));
                return Some(Vec::new());
            }
            "go" => return Some(self.go_to_number(rest)),
            "hint" => {
                if let At::Step(open) = &self.at {
                    let lines = open.help().lines().join("\n");
                    self.say(lines);
                }
                return Some(Vec::new());
            }
            "clock" => {
                let words = self.clock_in_words();
                self.say(words);
                return Some(Vec::new());
            }
            "pass" => return Some(self.pass()),
            _ => {}
        }
        if let At::Step(open) = &mut self.at {
            match open.word(word, rest) {
                Reply::Ignored => {}
                Reply::Done => return Some(self.go_on(true)),
                Reply::Refused(why) => {
                    self.say(why);
                    return Some(Vec::new());
                }
                Reply::Moved | Reply::Changed => {
                    let lines = open.editor.lines().join("\n");
                    self.say(if lines.is_empty() {
                        "Nothing is here now.".to_owned()
                    } else {
                        lines
                    });
                    return Some(Vec::new());
                }
            }
        }
        called(KEYS, word).map(|act| self.act(act))
    }

    fn draw(
        &self,
        area: Rect,
        buf: &mut ratatui::buffer::Buffer,
        theme: &Theme,
    ) -> Option<(u16, u16)> {
        self.draw_all(area, buf, theme)
    }

    fn hints(&self) -> Vec<Hint> {
        let own = match &self.at {
            At::Step(open) => open.editor.hints(),
            At::End(_) => Closing::hints(),
        };
        let (first, rest): (Vec<Hint>, Vec<Hint>) = own.into_iter().partition(|hint| hint.foot);
        let mut everywhere = hints(KEYS);
        // One way to go on is enough for the foot.
        let goes_on = first.iter().any(|hint| frame::brief(hint).ends_with("go on"));
        for hint in everywhere.iter_mut().filter(|hint| hint.word == "next" && goes_on) {
            hint.foot = false;
        }
        if matches!(self.saving, Saving::NotSaved(_)) {
            // What helps now goes first.
            everywhere.sort_by_key(|hint| hint.word != "elsewhere");
            everywhere[0].foot = true;
            return [everywhere, first, rest].concat();
        }
        [first, everywhere, rest].concat()
    }

    fn spoken(&self) -> Spoken {
        self.speak()
    }

    fn notice(&mut self) -> Option<String> {
        let alarm = std::mem::take(&mut self.alarm).then(|| self.trouble()).flatten();
        let notice = std::mem::take(&mut self.unsaid).then(|| self.notice.clone()).flatten();
        let words: Vec<String> = alarm.into_iter().chain(notice).collect();
        (!words.is_empty()).then(|| words.join("\n"))
    }

    fn types(&self) -> bool {
        matches!(&self.at, At::Step(open) if open.editor.types())
    }

    fn pace(&self) -> Option<Duration> {
        let At::Step(open) = &self.at else { return None };
        let clock = (self.clock || open.time.shown).then_some(Duration::from_secs(1));
        open.editor.pace().into_iter().chain(clock).min()
    }
}

impl Conversation {
    /// Passes this step, whatever is written so far; what is written is kept beside it.
    fn pass(&mut self) -> Vec<Effect> {
        let At::Step(open) = &self.at else { return Vec::new() };
        let asks = self.session.step_of(&open.slot).is_some_and(|step| step.spec.asks());
        if !asks {
            return self.go_on(true);
        }
        let (slot, took_ms) = (open.slot.clone(), open.spent.as_millis() as u64);
        self.wish(Wish::Pass { slot, took_ms })
    }

    fn go_to_number(&mut self, rest: &str) -> Vec<Effect> {
        let number = rest.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        let slot = number.and_then(|at| self.session.path().get(at).cloned());
        match slot {
            Some(slot) => self.go(Place::At(slot)),
            None => {
                self.say("“:outline” lists the steps; “:go 3” goes to the third.");
                Vec::new()
            }
        }
    }
}

/// The keys that work in every step.
pub(super) fn keys_of_conversation() -> Vec<Hint> {
    hints(KEYS)
}
