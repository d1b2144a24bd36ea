//! A conversation as it goes on: what was given, and where one is. Pure: it knows no clock, no
//! disk and no screen. `decide` may refuse; what it returns is stored; `apply` then cannot fail.

mod after;
mod around;
mod compared;
mod fact;
mod gather;
mod path;
mod plan;
mod seen;
mod setting;
mod sight;
mod veil;

pub use after::{Later, Standing};
pub use around::{Around, Ring};
pub use compared::Compared;
pub use fact::{Fact, Place, Slot, Wish};
pub use plan::Plan;
pub use seen::{Eyes, Given, Seen, SeenStep};
pub use setting::Setting;
pub use sight::Sight;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::base::id::{ItemId, StepId};
use crate::base::stamp::Stamp;
use crate::kind::Answer;
use crate::kind::contract::Refusal;
use crate::protocol::{Loop, Over, Protocol, Step};
use path::Path;

/// A conversation.
#[derive(Clone, Debug)]
pub struct Session {
    protocol: Arc<Protocol>,
    setting: Setting,
    entries: BTreeMap<Slot, Vec<Entry>>,
    cursor: Place,
    closed: bool,
    /// Whether the session itself has begun, where something is prepared beforehand.
    met: bool,
    /// When it first came to its end.
    ended: Option<Stamp>,
    /// How many days after the end the latest follow-up was.
    days: Option<u32>,
    /// How many days after the end the next one was last put off.
    put_off: Option<u32>,
    /// What is asked so many days after the end, or sooner, is no longer spoken of.
    let_go: Option<u32>,
    /// Steps left out for want of time.
    left_out: BTreeSet<StepId>,
    path: Path,
}

/// One thing given in a slot. All of them are kept, in order; the last one stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// An answer, or a pass.
    pub given: Given,
    /// When.
    pub at: Stamp,
    /// How long the step took, in milliseconds.
    pub took_ms: u64,
}

impl Session {
    /// A conversation that has not begun.
    pub fn new(protocol: Arc<Protocol>, setting: Setting) -> Self {
        let mut session = Self {
            protocol,
            setting,
            entries: BTreeMap::new(),
            cursor: Place::End,
            closed: false,
            met: false,
            ended: None,
            days: None,
            put_off: None,
            let_go: None,
            left_out: BTreeSet::new(),
            path: Path::default(),
        };
        session.path = path::of(&session);
        session.cursor = session.place_at(0);
        session
    }

    /// The conversation that these facts lead to. A fact that no longer fits changes nothing.
    pub fn replay(
        protocol: Arc<Protocol>,
        setting: Setting,
        facts: impl IntoIterator<Item = (Fact, Stamp)>,
    ) -> Self {
        let mut session = Self::new(protocol, setting);
        let mut latest = None;
        for (fact, at) in facts {
            match &fact {
                Fact::Answered { slot, answer, took_ms } => {
                    session.enter(slot, Given::Answer(answer.clone()), at, *took_ms);
                }
                Fact::Passed { slot, took_ms } => {
                    session.enter(slot, Given::Pass, at, *took_ms);
                }
                other => session.note(other, at),
            }
            if !matches!(fact, Fact::Closed | Fact::Unknown) && !fact.is_about_later() {
                latest = Some(fact);
            }
        }
        // The way is worked out once, at the end: where one is depends on the last fact alone.
        session.path = path::of(&session);
        session.cursor = match latest {
            Some(Fact::Answered { slot, .. } | Fact::Passed { slot, .. }) => session.after(&slot),
            Some(Fact::Moved { to }) => to,
            Some(Fact::Followed { .. }) => session.first_afterwards(),
            Some(_) => session.first_open(),
            None => session.place_at(0),
        };
        session
    }

    /// What follows from a wish; or why it cannot be.
    pub fn decide(&self, wish: Wish) -> Result<Vec<Fact>, Refusal> {
        let no = |words: &str| Err(Refusal::Because(words.to_owned()));
        if self.closed {
            return match wish {
                Wish::Follow { days } if self.follows(days) => Ok(vec![Fact::Followed { days }]),
                Wish::Follow { .. } => no("nothing is due yet"),
                Wish::PutOff { days } => Ok(vec![Fact::PutOff { days }]),
                Wish::LetGo { days } => Ok(vec![Fact::LetGo { days }]),
                _ => no("this conversation is closed"),
            };
        }
        match wish {
            Wish::Answer { slot, answer, took_ms } => {
                let Some(step) = self.step_of(&slot) else { return no("this step is not here") };
                step.spec.admits(&answer)?;
                let given = Given::Answer(answer);
                if self.given(&slot) == Some(&given) {
                    return Ok(vec![Fact::Moved { to: self.after(&slot) }]);
                }
                let Given::Answer(answer) = given else { return no("there is no answer") };
                Ok(vec![Fact::Answered { slot, answer, took_ms }])
            }
            Wish::Pass { slot, took_ms } => {
                if self.step_of(&slot).is_none() {
                    return no("this step is not here");
                }
                if self.given(&slot) == Some(&Given::Pass) {
                    return Ok(vec![Fact::Moved { to: self.after(&slot) }]);
                }
                Ok(vec![Fact::Passed { slot, took_ms }])
            }
            Wish::Back => match self.here().checked_sub(1) {
                Some(before) => Ok(vec![Fact::Moved { to: self.place_at(before) }]),
                None => no("this is where it begins"),
            },
            Wish::Go(place) => match &place {
                Place::At(slot) if self.path.place(slot).is_none() => no("this step is not here"),
                _ => Ok(vec![Fact::Moved { to: place }]),
            },
            Wish::Close if !self.has_met() => no("the session itself has not begun"),
            Wish::Close => Ok(vec![Fact::Closed]),
            Wish::Meet if self.has_met() => no("the session has begun already"),
            Wish::Meet => Ok(vec![Fact::Met]),
            Wish::Follow { .. } | Wish::PutOff { .. } | Wish::LetGo { .. } => {
                no("this conversation is still going on")
            }
            Wish::LeaveOut { steps } => {
                let steps: Vec<StepId> =
                    steps.into_iter().filter(|step| self.may_leave_out(step)).collect();
                if steps.is_empty() {
                    return no("there is nothing that can be left out");
                }
                Ok(vec![Fact::LeftOut { steps }])
            }
            Wish::TakeIn if self.left_out.is_empty() => no("nothing was left out"),
            Wish::TakeIn => Ok(vec![Fact::TakenIn]),
        }
    }

    /// Takes in a fact that has been stored.
    pub fn apply(&mut self, fact: &Fact, at: Stamp) {
        match fact {
            Fact::Answered { slot, answer, took_ms } => {
                self.take(slot, Given::Answer(answer.clone()), at, *took_ms);
            }
            Fact::Passed { slot, took_ms } => self.take(slot, Given::Pass, at, *took_ms),
            Fact::Moved { to } => self.cursor = to.clone(),
            other => {
                let here = self.place();
                self.note(other, at);
                self.path = path::of(self);
                self.cursor = match other {
                    Fact::Met => self.first_open(),
                    Fact::Followed { .. } => self.first_afterwards(),
                    _ => here,
                };
            }
        }
    }

    /// Takes in what changes the conversation as a whole.
    fn note(&mut self, fact: &Fact, at: Stamp) {
        match fact {
            Fact::Closed => {
                self.closed = true;
                self.ended.get_or_insert(at);
            }
            Fact::Met => self.met = true,
            Fact::Followed { days } => {
                self.closed = false;
                self.days = Some(self.days.map_or(*days, |before| before.max(*days)));
            }
            Fact::PutOff { days } => self.put_off = Some(*days),
            Fact::LetGo { days } => {
                self.let_go = Some(self.let_go.map_or(*days, |before| before.max(*days)));
            }
            Fact::LeftOut { steps } => self.left_out.extend(steps.iter().cloned()),
            Fact::TakenIn => self.left_out.clear(),
            Fact::Answered { .. } | Fact::Passed { .. } | Fact::Moved { .. } | Fact::Unknown => {}
        }
    }

    /// The first place where nothing was given yet.
    fn first_open(&self) -> Place {
        let open = self.path.slots.iter().position(|slot| self.given(slot).is_none());
        self.place_at(open.unwrap_or(self.path.slots.len()))
    }

    fn take(&mut self, slot: &Slot, given: Given, at: Stamp, took_ms: u64) {
        self.enter(slot, given, at, took_ms);
        self.path = path::of(self);
        self.cursor = self.after(slot);
    }

    fn enter(&mut self, slot: &Slot, given: Given, at: Stamp, took_ms: u64) {
        let entry = Entry { given, at, took_ms };
        self.entries.entry(slot.clone()).or_default().push(entry);
    }

    /// The protocol.
    pub fn protocol(&self) -> &Arc<Protocol> {
        &self.protocol
    }

    /// What it began with.
    pub fn setting(&self) -> &Setting {
        &self.setting
    }

    /// Whether the session itself has begun; where nothing is prepared, it has from the start.
    pub fn has_met(&self) -> bool {
        self.met || !self.protocol.parts.have_before()
    }

    /// Whether it was brought to its end.
    pub fn is_closed(&self) -> bool {
        self.closed
    }

    /// Where one is.
    pub fn place(&self) -> Place {
        self.place_at(self.here())
    }

    /// The slot one is at; `None` at the end.
    pub fn slot(&self) -> Option<&Slot> {
        self.path.slots.get(self.here())
    }

    /// The slots of the conversation as it stands, in order.
    pub fn path(&self) -> &[Slot] {
        &self.path.slots
    }

    /// The step of a slot on the path.
    pub fn step_of(&self, slot: &Slot) -> Option<&Step> {
        self.path.place(slot)?;
        self.protocol.step(&slot.step).map(|(step, _)| step)
    }

    /// What stands in a slot.
    pub fn given(&self, slot: &Slot) -> Option<&Given> {
        self.entries.get(slot)?.last().map(|entry| &entry.given)
    }

    /// The answer in a slot.
    pub fn answer(&self, slot: &Slot) -> Option<&Answer> {
        match self.given(slot)? {
            Given::Answer(answer) => Some(answer),
            Given::Pass => None,
        }
    }

    /// The answer that a slot begins with: what stands there, or, where a jump led back, what was
    /// said there in the lap before.
    pub fn begins_with(&self, slot: &Slot) -> Option<&Answer> {
        if let Some(given) = self.given(slot) {
            return match given {
                Given::Answer(answer) => Some(answer),
                Given::Pass => None,
            };
        }
        let (_, around) = self.protocol.step(&slot.step)?;
        let goes_on = |each: &Loop| matches!(each.over, Over::Laps { going_on: true, .. });
        let at = around.iter().rposition(|each| goes_on(each))?;
        let lap: u32 = slot.items.get(at)?.0.parse().ok()?;
        let mut before = slot.clone();
        before.items[at] = ItemId::new(&lap.checked_sub(1)?.to_string());
        self.answer(&before)
    }

    /// Everything that was ever given in a slot, in order.
    pub fn history(&self, slot: &Slot) -> &[Entry] {
        self.entries.get(slot).map(Vec::as_slice).unwrap_or_default()
    }

    /// The names of all items that were ever given in a slot.
    pub fn items_ever(&self, slot: &Slot) -> Vec<ItemId> {
        let items = |entry: &Entry| match &entry.given {
            Given::Answer(answer) => answer.items(),
            Given::Pass => None,
        };
        self.history(slot).iter().filter_map(items).flatten().collect()
    }

    /// Slots in which something stands although the conversation no longer passes them. Nothing
    /// stores that they are parked: they come back by themselves.
    pub fn parked(&self) -> Vec<&Slot> {
        self.entries.keys().filter(|slot| self.path.place(slot).is_none()).collect()
    }

    /// What can be seen from a slot: the answers before it, and the items its loops stand at.
    pub fn sight(&self, slot: &Slot) -> Sight<'_> {
        let until = self.path.place(slot).unwrap_or(self.path.slots.len());
        Sight::new(self, &self.path, until, slot)
    }

    /// The number of steps on the path, and which of them one is at, from 0; the end is after the
    /// last.
    pub fn progress(&self) -> (usize, usize) {
        (self.here(), self.path.slots.len())
    }

    fn here(&self) -> usize {
        let Place::At(slot) = &self.cursor else { return self.path.slots.len() };
        self.path.place(slot).unwrap_or_else(|| self.path.place_near(slot, &self.protocol))
    }

    fn after(&self, slot: &Slot) -> Place {
        let near = || self.path.place_near(slot, &self.protocol);
        self.place_at(self.path.place(slot).map_or_else(near, |at| at + 1))
    }

    fn place_at(&self, at: usize) -> Place {
        self.path.slots.get(at).map_or(Place::End, |slot| Place::At(slot.clone()))
    }
}
