//! What can be seen from a slot: earlier answers on the path, and the items one stands at. The
//! only way in which words of the conversation reach prompts and conditions.

use crate::base::id::{ItemId, StepId};
use crate::expr::{Scope, Value};
use crate::protocol::Each;
use crate::session::fact::Slot;
use crate::session::path::Path;
use crate::session::{Given, Session};

/// A view back along the path.
pub struct Sight<'a> {
    session: &'a Session,
    path: &'a Path,
    /// How much of the path lies behind.
    until: usize,
    /// The loops one stands in, from outside in, and the item of each.
    around: Vec<&'a Each>,
    items: Vec<ItemId>,
}

impl<'a> Sight<'a> {
    /// From `slot`, over the first `until` slots of the path.
    pub(super) fn new(session: &'a Session, path: &'a Path, until: usize, slot: &Slot) -> Self {
        let around = session.protocol.step(&slot.step).map(|(_, around)| around);
        Self { session, path, until, around: around.unwrap_or_default(), items: slot.items.clone() }
    }

    /// From the end of a path in the making, within these loops.
    pub(super) fn within(
        session: &'a Session,
        path: &'a Path,
        around: &[&'a Each],
        items: &[ItemId],
    ) -> Self {
        let until = path.slots.len();
        Self { session, path, until, around: around.to_vec(), items: items.to_vec() }
    }

    /// From after the last step, outside all loops.
    pub(super) fn from_the_end(session: &'a Session, path: &'a Path) -> Self {
        Self::within(session, path, &[], &[])
    }

    /// The items of a list, from where one stands.
    pub(super) fn items(&self, of: &StepId) -> Vec<ItemId> {
        let slot = self.slots(of).into_iter().next();
        let answer = slot.and_then(|slot| self.session.answer(slot));
        answer.and_then(crate::kind::Answer::items).unwrap_or_default()
    }

    /// The words of the items one stands at, from outside in.
    pub fn items_in_words(&self) -> Vec<String> {
        let words = |each: &&Each| self.value(each.name.as_str()).read_aloud();
        self.around.iter().take(self.items.len()).map(words).collect()
    }

    /// The slots of a step that belong to the items one stands at.
    fn slots(&self, step: &StepId) -> Vec<&'a Slot> {
        let path: &'a Path = self.path;
        let Some((_, theirs)) = self.session.protocol.step(step) else { return Vec::new() };
        let shared = self.shared(&theirs).min(self.items.len());
        let here = &self.items[..shared];
        path.of_step(step, self.until).filter(|slot| slot.items.starts_with(here)).collect()
    }

    /// How many of the loops one stands in go, from outside in, through the same items as `theirs`.
    fn shared(&self, theirs: &[&Each]) -> usize {
        let same = |(a, b): &(&&Each, &&Each)| a.name == b.name && a.of == b.of;
        self.around.iter().zip(theirs).take_while(same).count()
    }

    fn item(&self, at: usize) -> Value {
        let (Some(each), Some(item)) = (self.around.get(at), self.items.get(at)) else {
            return Value::Nothing;
        };
        let Some((step, _)) = self.session.protocol.step(&each.of) else { return Value::Nothing };
        // An item that was dropped since keeps the words it last had.
        let entries = self.slots(&each.of).into_iter();
        let entries = entries.flat_map(|slot| self.session.history(slot).iter().rev());
        let answers = entries.filter_map(|entry| match &entry.given {
            Given::Answer(answer) => Some(answer),
            Given::Pass => None,
        });
        let mut found = answers.filter_map(|answer| {
            let Value::List(values) = step.spec.value(answer) else { return None };
            let place = answer.items()?.iter().position(|id| id == item)?;
            values.into_iter().nth(place)
        });
        let found = found.next();
        found.unwrap_or(Value::Nothing)
    }
}

impl Scope for Sight<'_> {
    fn value(&self, name: &str) -> Value {
        if let Some(at) = self.around.iter().position(|each| each.name.as_str() == name) {
            return self.item(at);
        }
        let Ok(id) = StepId::new(name) else { return Value::Nothing };
        let Some((step, theirs)) = self.session.protocol.step(&id) else { return Value::Nothing };
        let shared = self.shared(&theirs);
        let value = |slot: &Slot| match self.session.given(slot) {
            Some(Given::Answer(answer)) => Some(step.spec.value(answer)),
            _ => None,
        };
        if shared == theirs.len() {
            return self.slots(&id).into_iter().find_map(value).unwrap_or(Value::Nothing);
        }
        let values: Vec<Value> = self.slots(&id).into_iter().filter_map(value).collect();
        if values.is_empty() { Value::Nothing } else { Value::List(values) }
    }

    fn last(&self, name: &str) -> Value {
        let id = StepId::new(name).ok();
        id.and_then(|id| self.session.last.get(&id).cloned()).unwrap_or(Value::Nothing)
    }

    fn title(&self, name: &str) -> Option<String> {
        let (step, _) = self.session.protocol.step(&StepId::new(name).ok()?)?;
        let title = step.title.fill(self);
        (!title.is_empty()).then_some(title)
    }
}
