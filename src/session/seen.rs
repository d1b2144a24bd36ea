//! The one projection: what of a conversation may be seen, and by whom. Screen, page, export,
//! log view and plain mode all show what comes out of here and nothing else.

use crate::base::id::StepId;
use crate::expr::{Scope as _, Value};
use crate::kind::Answer;
use crate::session::fact::Slot;
use crate::session::{Entry, Session, Sight};

/// Who looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Eyes {
    /// The person whose words these are: everything, with what was said earlier in each place.
    Writer,
    /// A reader of the page: what stands at the end, on the way that was taken.
    Reader,
}

/// What was given in a slot.
#[derive(Clone, Debug, PartialEq)]
pub enum Given {
    /// An answer.
    Answer(Answer),
    /// A pass, which is an answer.
    Pass,
}

/// A conversation as it may be seen.
#[derive(Clone, Debug)]
pub struct Seen {
    /// The steps in order.
    pub steps: Vec<SeenStep>,
    /// Steps that are no longer passed, whose answers are kept.
    pub parked: Vec<SeenStep>,
}

/// A step as it may be seen.
#[derive(Clone, Debug)]
pub struct SeenStep {
    /// Its slot.
    pub slot: Slot,
    /// Its heading; may be empty.
    pub title: String,
    /// What the facilitator says first, quotations filled in.
    pub say: String,
    /// The question, quotations filled in.
    pub ask: String,
    /// The items it is asked about, from outside in.
    pub about: Vec<String>,
    /// What stands there.
    pub given: Option<Given>,
    /// What stood there before, oldest first.
    pub before: Vec<Entry>,
    /// Whether it asks for something.
    pub asks: bool,
}

impl SeenStep {
    /// Its heading on the page; empty where it has none and the question says it all.
    pub fn heading_on_page(&self) -> String {
        let words = &self.title;
        match self.about.last() {
            Some(item) if words.is_empty() => item.clone(),
            Some(item) if !words.contains(item.as_str()) => format!("{words} — {item}"),
            _ => words.clone(),
        }
    }

    /// A name for it in a list: its heading, or the beginning of what it asks or says.
    pub fn heading(&self) -> String {
        let said = [&self.title, &self.ask, &self.say].into_iter().find(|words| !words.is_empty());
        let words = said.map_or(self.slot.step.as_str(), |words| words);
        match self.about.last() {
            Some(item) if !words.contains(item.as_str()) => format!("{words} — {item}"),
            _ => words.to_owned(),
        }
    }
}

impl Session {
    /// The conversation as `eyes` may see it.
    pub fn seen_by(&self, eyes: Eyes) -> Seen {
        let steps = self.path().iter().filter_map(|slot| self.seen_step(slot, eyes)).collect();
        let parked = match eyes {
            Eyes::Writer => {
                self.parked().into_iter().filter_map(|slot| self.seen_step(slot, eyes)).collect()
            }
            Eyes::Reader => Vec::new(),
        };
        Seen { steps, parked }
    }

    /// One step as `eyes` may see it.
    pub fn seen_step(&self, slot: &Slot, eyes: Eyes) -> Option<SeenStep> {
        let (step, _) = self.protocol().step(&slot.step)?;
        let sight = self.sight(slot);
        let history = self.history(slot);
        let before = match eyes {
            Eyes::Writer => history[..history.len().saturating_sub(1)].to_vec(),
            Eyes::Reader => Vec::new(),
        };
        Some(SeenStep {
            slot: slot.clone(),
            title: step.title.fill(&sight),
            say: step.say.fill(&sight),
            ask: step.ask.fill(&sight),
            about: sight.items_in_words(),
            given: self.given(slot).cloned(),
            before,
            asks: step.spec.asks(),
        })
    }

    /// What a later session may recall of this one: the answers on the path, as values.
    pub fn to_recall(&self) -> std::collections::BTreeMap<StepId, Value> {
        let sight = Sight::from_the_end(self, &self.path);
        let steps = self.protocol().steps().into_iter();
        let values = steps.map(|step| (step.id.clone(), sight.value(step.id.as_str())));
        values.filter(|(_, value)| value.holds()).collect()
    }
}
