//! What a conversation has to be come back to for: what is asked so many days after its end, whether
//! that is due, and whether the person wants to hear of it.

use crate::base::stamp::Stamp;
use crate::protocol::{Block, Moment, Part};
use crate::session::fact::{Fact, Place, Slot};
use crate::session::{Session, path};

/// How many days nothing is said of what was put off.
const PUT_OFF: u32 = 7;

/// What is asked some days after the end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Later {
    /// How many days after the end.
    pub days: u32,
    /// What it is called, where it has a heading that quotes nobody.
    pub title: String,
    /// How it stands on the day one looks.
    pub standing: Standing,
}

/// How something that is asked after the end stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Its day has not come.
    ToCome,
    /// Its day has come.
    Due,
    /// Its day has come, and the person wants to hear of it later.
    PutOff,
    /// The person wants to hear of it no more. It can be gone on with all the same.
    LetGo,
}

impl Standing {
    /// Whether it can be gone on with.
    pub fn is_open(self) -> bool {
        self != Self::ToCome
    }
}

impl Fact {
    /// Whether it says when one wants to hear of what is asked later, and leads nowhere itself.
    pub(super) fn is_about_later(&self) -> bool {
        matches!(self, Self::PutOff { .. } | Self::LetGo { .. })
    }
}

impl Session {
    /// When it first came to its end.
    pub fn ended(&self) -> Option<Stamp> {
        self.ended
    }

    /// Whether something is asked this many days after the end that was not asked before.
    pub(super) fn follows(&self, days: u32) -> bool {
        let due = self.protocol.due();
        due.iter().any(|due| *due <= days && self.days.is_none_or(|before| *due > before))
    }

    /// After how many days something is asked next; `None` where nothing more is.
    pub fn next_due(&self) -> Option<u32> {
        let due = self.protocol.due().into_iter();
        due.filter(|due| self.days.is_none_or(|before| *due > before)).min()
    }

    /// What is asked next after the end, as it stands this many days after it. Steps whose
    /// conditions do not hold here are not spoken of.
    pub fn later(&self, days: u32) -> Option<Later> {
        let due = self.protocol.due().into_iter();
        let ahead: Vec<u32> =
            due.filter(|due| self.days.is_none_or(|before| *due > before)).collect();
        if ahead.is_empty() {
            return None;
        }
        let mut then = self.clone();
        then.met = true;
        let mut found = None;
        for due in ahead {
            then.days = Some(due);
            then.path = path::of(&then);
            let is_new = |slot: &&Slot| self.path.place(slot).is_none();
            let Some(first) = then.path.slots.iter().find(is_new) else { continue };
            let let_go = self.let_go.is_some_and(|before| due <= before);
            let later = Later {
                days: due,
                title: self.heading_of(first),
                standing: self.standing(due, days),
            };
            if !let_go {
                return Some(later);
            }
            found.get_or_insert(later);
        }
        found
    }

    fn standing(&self, due: u32, days: u32) -> Standing {
        if due > days {
            return Standing::ToCome;
        }
        if self.let_go.is_some_and(|before| due <= before) {
            return Standing::LetGo;
        }
        // Where the clock has gone back behind the day on which it was put off, nothing is said
        // either.
        let waits = self.put_off.is_some_and(|since| days < since.saturating_add(PUT_OFF));
        if waits { Standing::PutOff } else { Standing::Due }
    }

    /// The heading a step stands under, or its own; nothing where these quote an answer.
    fn heading_of(&self, slot: &Slot) -> String {
        let nothing_quoted = |title: &crate::expr::Text| {
            let words = title.fill(&());
            (title.named().is_empty() && !words.trim().is_empty()).then_some(words)
        };
        let parts = self.protocol.parts.as_slice();
        let around = parts.iter().find_map(|part| match part {
            Part::Block(block) if holds(block, slot) => nothing_quoted(&block.title),
            _ => None,
        });
        let own =
            || self.protocol.step(&slot.step).and_then(|(step, _)| nothing_quoted(&step.title));
        around.or_else(own).unwrap_or_default()
    }

    /// Whether a place is one of those that were let go of.
    pub fn is_let_go(&self, slot: &Slot) -> bool {
        self.asked_after(slot).zip(self.let_go).is_some_and(|(after, let_go)| after <= let_go)
    }

    /// How many days after the end a place is asked; nothing where it is asked in the session.
    fn asked_after(&self, slot: &Slot) -> Option<u32> {
        const DAY: u64 = 24 * 3_600;
        match self.protocol.step(&slot.step)?.0.moment {
            Moment::After(after) => u32::try_from(after.as_secs() / DAY).ok(),
            Moment::Before(_) | Moment::Session => None,
        }
    }

    /// The first place of what is asked after the end where nothing was given yet; what was let go
    /// of comes last.
    pub(super) fn first_afterwards(&self) -> Place {
        let open = |slot: &&Slot| self.asked_after(slot).is_some() && self.given(slot).is_none();
        let mut all = self.path.slots.iter().filter(open);
        let first = all.clone().find(|slot| !self.is_let_go(slot)).or_else(|| all.next());
        match first {
            Some(slot) => Place::At(slot.clone()),
            None => self.first_open(),
        }
    }
}

fn holds(block: &Block, slot: &Slot) -> bool {
    fn any(parts: &[Part], slot: &Slot) -> bool {
        parts.iter().any(|part| match part {
            Part::Step(step) => step.id == slot.step,
            Part::Loop(each) => any(&each.parts, slot),
            Part::Block(block) => any(&block.parts, slot),
        })
    }
    any(&block.parts, slot)
}
