//! The way through a protocol, given what was answered: a pure function of the two. It is worked
//! out anew after each answer, so that it can never disagree with the answers.

use std::collections::HashMap;

use crate::base::id::{ItemId, StepId};
use crate::protocol::{Each, Part, Protocol};
use crate::session::fact::Slot;
use crate::session::{Session, Sight};

/// Most slots of one conversation. Loops within loops over long lists stop here.
const MOST_SLOTS: usize = 4_000;

/// The slots in order, and where each step has its slots.
#[derive(Clone, Debug, Default)]
pub(super) struct Path {
    /// The slots.
    pub slots: Vec<Slot>,
    by_step: HashMap<StepId, Vec<usize>>,
}

impl Path {
    fn push(&mut self, slot: Slot) {
        self.by_step.entry(slot.step.clone()).or_default().push(self.slots.len());
        self.slots.push(slot);
    }

    /// Where a slot stands.
    pub(super) fn place(&self, slot: &Slot) -> Option<usize> {
        let places = self.by_step.get(&slot.step)?;
        places.iter().copied().find(|at| self.slots[*at] == *slot)
    }

    /// The slots of a step among the first `until`.
    pub(super) fn of_step(&self, step: &StepId, until: usize) -> impl Iterator<Item = &Slot> {
        let places = self.by_step.get(step).map(Vec::as_slice).unwrap_or_default();
        places.iter().filter(move |at| **at < until).map(|at| &self.slots[*at])
    }

    /// Where one goes on from a slot that is no longer on the path: the next one after it.
    pub(super) fn place_near(&self, slot: &Slot, protocol: &Protocol) -> usize {
        let wanted = protocol.place(&slot.step).unwrap_or(0);
        let after = |other: &Slot| protocol.place(&other.step).is_some_and(|at| at >= wanted);
        self.slots.iter().position(after).unwrap_or(self.slots.len())
    }
}

/// The way through the session's protocol.
pub(super) fn of(session: &Session) -> Path {
    let mut path = Path::default();
    let parts = session.protocol.parts.as_slice();
    walk(session, parts, &mut Vec::new(), &mut Vec::new(), &mut path);
    path
}

/// Goes through `parts`, within the loops `around` that stand at `items`.
fn walk<'a>(
    session: &'a Session,
    parts: &'a [Part],
    around: &mut Vec<&'a Each>,
    items: &mut Vec<ItemId>,
    path: &mut Path,
) {
    for part in parts {
        if path.slots.len() >= MOST_SLOTS {
            return;
        }
        let sight = Sight::within(session, path, around, items);
        match part {
            Part::Step(step) => {
                let taken = step.when.as_ref().is_none_or(|when| when.holds(&sight));
                if taken && step.spec.stands(&sight) {
                    path.push(Slot { step: step.id.clone(), items: items.clone() });
                }
            }
            Part::Each(each) => {
                let taken = each.when.as_ref().is_none_or(|when| when.holds(&sight));
                let through = if taken { sight.items(&each.of) } else { Vec::new() };
                around.push(each);
                for item in through {
                    items.push(item);
                    walk(session, &each.parts, around, items, path);
                    items.pop();
                }
                around.pop();
            }
        }
    }
}
