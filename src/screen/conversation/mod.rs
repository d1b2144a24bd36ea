//! The conversation: one question at a time, and the page at its end.

mod acts;
mod closing;
mod curtain;
mod keys;
mod layout;
mod open;
mod outline;
mod spoken;
mod surface;
mod timing;
mod view;

use std::collections::BTreeMap;
use std::time::Duration;

use ratatui::layout::Rect;

use crate::base::id::{StepId, Voice};
use crate::base::plural::counted;
use crate::base::stamp::Stamp;
use crate::journal::about::About;
use crate::journal::draft::{Change, Whole};
use crate::key::{Hint, hints};
use crate::kind::contract::Draft;
use crate::screen::Effect;
use crate::screen::help::Leaf;
use crate::session::{Fact, Given, Place, Session, Slot, Wish};
use closing::Closing;
use curtain::Curtain;
use keys::KEYS;
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
    /// Who holds the laptop for themselves just now.
    holder: Option<Voice>,
    over: Option<Over>,
    /// Answers in the making that were left behind on the way.
    drafts: BTreeMap<Slot, Draft>,
    /// What was cut last from any answer.
    cut: String,
    notice: Option<String>,
    /// Whether the notice has yet to be said aloud in plain mode.
    unsaid: bool,
    /// Whether the clock was asked for.
    clock: bool,
    /// What was last said could be left out for want of time.
    could_go: Option<Vec<StepId>>,
    saving: Saving,
    /// The moment that was last heard of.
    now: Stamp,
    /// Whether it has yet to be said aloud in plain mode that words are not saved.
    alarm: bool,
    area: Rect,
}

/// Where one is.
#[derive(Debug)]
enum At {
    Step(Box<Open>),
    Curtain(Curtain),
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
    pub fn new(session: Session, about: About, drafts: Vec<Whole>, now: Stamp) -> Self {
        let drafts = drafts.into_iter().map(|whole| (whole.slot, whole.draft)).collect();
        let at = At::End(Closing::default());
        let mut conversation = Self {
            session,
            about,
            at,
            holder: None,
            over: None,
            drafts,
            cut: String::new(),
            notice: None,
            unsaid: false,
            clock: false,
            could_go: None,
            saving: Saving::Safe,
            now,
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
        self.now = at;
        for fact in facts {
            if let Some(slot) = self.closes(fact) {
                self.drafts.remove(&slot);
            }
            self.session.apply(fact, at);
        }
        self.arrive();
        self.say_what_was_left_out(facts);
        if let Some(words) = self.plan_in_words() {
            self.say(words);
            return;
        }
        if matches!(self.at, At::Curtain(_)) {
            // What one person did is nothing to the next.
            return;
        }
        let passed = facts.iter().any(|fact| matches!(fact, Fact::Passed { .. }));
        if passed && !self.session.is_closed() {
            self.say("Passed, which is an answer. It can be gone back to.");
        } else if let At::Step(open) = &self.at
            && self.session.given(&open.slot) == Some(&Given::Pass)
        {
            self.say("You passed this one earlier.");
        }
    }

    /// What there is to say about the time ahead: once each time more would have to go.
    fn plan_in_words(&mut self) -> Option<String> {
        let plan = self.session.plan().filter(|plan| !plan.fits() && !plan.could_go.is_empty())?;
        if self.could_go.as_ref() == Some(&plan.could_go) {
            return None;
        }
        let names: Vec<String> = plan.could_go.iter().map(|step| self.called(step)).collect();
        let left = match plan.left {
            left if left > 0 => {
                format!("{} left", counted(left as usize, "minute is", "minutes are"))
            }
            _ => "the time you agreed on is over".to_owned(),
        };
        let words = format!(
            "What lies ahead takes about {}, and {left}. F7 leaves out {}.",
            counted(plan.ahead as usize, "minute", "minutes"),
            names.join(", ")
        );
        self.could_go = Some(plan.could_go);
        Some(words)
    }

    fn say_what_was_left_out(&mut self, facts: &[Fact]) {
        for fact in facts {
            match fact {
                Fact::LeftOut { steps } => {
                    let names: Vec<String> = steps.iter().map(|step| self.called(step)).collect();
                    self.say(format!("Left out: {}. “:take-in” brings it back.", names.join(", ")));
                }
                Fact::TakenIn => self.say("What was left out is on the way again."),
                _ => {}
            }
        }
    }

    /// A step as people call it.
    fn called(&self, step: &StepId) -> String {
        let found = self.session.protocol().step(step);
        let title = found.map(|(step, _)| step.title.fill(&())).unwrap_or_default();
        if title.is_empty() { step.to_string() } else { format!("“{title}”") }
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
            _ => None,
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

    /// Before leaving: the time spent on the step at hand is to be kept with the rest.
    pub fn keep_time(&mut self) {
        if let At::Step(open) = &mut self.at {
            open.keep_time();
        }
    }

    /// Whether a bell is due since the last call.
    pub fn rings(&mut self) -> bool {
        match &mut self.at {
            At::Step(open) => open.editor.rings() || std::mem::take(&mut open.rings),
            At::Curtain(_) | At::End(_) => false,
        }
    }

    /// Opens the place the session is at.
    fn arrive(&mut self) {
        self.over = None;
        self.notice = None;
        let cut = match &self.at {
            At::Step(open) => open.editor.cut().unwrap_or_default().to_owned(),
            At::Curtain(_) | At::End(_) => String::new(),
        };
        let holder = self.holder.as_ref();
        if let Some(curtain) = Curtain::between(&self.session, self.session.slot(), holder) {
            // What one person cut is not for the next.
            self.cut.clear();
            self.at = At::Curtain(curtain);
            self.fit();
            return;
        }
        self.at = match self.session.slot().cloned() {
            Some(slot) => match Open::new(&self.session, &slot, self.drafts.get(&slot)) {
                Some(open) => At::Step(Box::new(open)),
                None => At::End(Closing::of(&self.session, &self.about, self.now)),
            },
            None => At::End(Closing::of(&self.session, &self.about, self.now)),
        };
        if !cut.is_empty() {
            self.cut = cut;
        }
        if let At::Step(open) = &mut self.at {
            // What was cut from one answer may belong into another.
            open.editor.take_cut(&self.cut);
        }
        self.fit();
    }

    /// Lifts the curtain: whoever it was for holds the laptop now.
    fn lift(&mut self) {
        if let At::Curtain(curtain) = &self.at {
            self.holder.clone_from(&curtain.to);
            self.arrive();
        }
    }

    /// Lays everything out for the room there is.
    fn fit(&mut self) {
        match &mut self.at {
            At::Step(open) => open.fit(self.area),
            At::Curtain(_) => {}
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
            Ok(facts) => vec![Effect::Keep(self.with_what_stands(facts))],
            Err(why) => {
                let why = why.to_string();
                let mut letters = why.chars();
                let first = letters.next().map(|c| c.to_uppercase().to_string());
                self.say(format!("{}{}.", first.unwrap_or_default(), letters.as_str()));
                Vec::new()
            }
        }
    }

    /// Where these facts lead to the end, answers in the making become answers first: what one sees
    /// there is what one leaves with, and nothing that was written is missing from it.
    fn with_what_stands(&self, facts: Vec<Fact>) -> Vec<Fact> {
        let last = self.session.path().last();
        let ends = facts.iter().any(|fact| match fact {
            Fact::Moved { to } => *to == Place::End,
            Fact::Answered { slot, .. } | Fact::Passed { slot, .. } => Some(slot) == last,
            _ => false,
        });
        if !ends {
            return facts;
        }
        let given = |slot: &Slot| {
            facts.iter().any(|fact| match fact {
                Fact::Answered { slot: other, .. } | Fact::Passed { slot: other, .. } => {
                    other == slot
                }
                _ => false,
            })
        };
        let stands = |(slot, draft): (&Slot, &Draft)| {
            let open = Open::new(&self.session, slot, Some(draft))?;
            let answer = open.editor.answer().ok().flatten()?;
            let new = self.session.answer(slot) != Some(&answer);
            let (slot, took_ms) = (slot.clone(), draft.spent_ms);
            new.then_some(Fact::Answered { slot, answer, took_ms })
        };
        let written = self.drafts.iter().filter(|(slot, draft)| !draft.is_blank() && !given(slot));
        let mut all: Vec<Fact> = written.filter_map(stands).collect();
        all.extend(facts);
        all
    }

    /// Remembers an answer in the making before one goes elsewhere.
    fn put_aside(&mut self) {
        if let At::Step(open) = &self.at
            && (open.touched || open.is_timed())
        {
            self.drafts.insert(open.slot.clone(), open.draft());
        }
    }
}

/// The keys that work in every step.
pub(super) fn keys_of_conversation() -> Vec<Hint> {
    hints(KEYS)
}
