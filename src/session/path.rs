//! The way through a protocol, given what was answered: a pure function of the two. It is worked
//! out anew after each answer, so that it can never disagree with the answers.

use std::collections::HashMap;

use crate::base::id::{ItemId, StepId, Voice};
use crate::protocol::{Loop, Moment, Over, Part, Protocol, Step, Who};
use crate::session::fact::Slot;
use crate::session::{Session, Sight};

/// Most parts looked at on the way to them, those that are not taken included.
const MOST_VISITS: usize = 40_000;

/// Most slots of one conversation. Loops within loops over long lists stop here.
const MOST_SLOTS: usize = 4_000;

/// The slots in order, and where each step has its slots.
#[derive(Clone, Debug, Default)]
pub(super) struct Path {
    /// The slots.
    pub slots: Vec<Slot>,
    by_step: HashMap<StepId, Vec<usize>>,
    /// Steps whose answers were revealed, each with where that was.
    reveals: Vec<(StepId, usize)>,
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

    /// Whether what was given in `slot` has been revealed among the first `until` slots.
    pub(super) fn is_revealed(&self, slot: &Slot, until: usize) -> bool {
        self.reveals.iter().any(|(step, at)| {
            let items = self.slots.get(*at).map(|reveal| reveal.items.as_slice());
            let same = |items: &[ItemId]| items.iter().zip(&slot.items).all(|(a, b)| a == b);
            *at < until && *step == slot.step && items.is_some_and(same)
        })
    }

    /// Where one goes on from a slot that is no longer on the path: the next one after it.
    pub(super) fn place_near(&self, slot: &Slot, protocol: &Protocol) -> usize {
        let wanted = protocol.place(&slot.step).unwrap_or(0);
        let after = |other: &Slot| protocol.place(&other.step).is_some_and(|at| at >= wanted);
        self.slots.iter().position(after).unwrap_or(self.slots.len())
    }
}

/// The way through the session's protocol: what is prepared, then the session itself once it has
/// begun, then what is asked afterwards once it is due.
pub(super) fn of(session: &Session) -> Path {
    let mut walk = Walk { session, span: Span::Before, path: Path::default(), visits: 0 };
    let parts = session.protocol.parts.as_slice();
    let mut spans = vec![Span::Before];
    if session.has_met() {
        spans.push(Span::Session);
        spans.extend(session.days.map(Span::After));
    }
    for span in spans {
        walk.span = span;
        walk.parts(parts, &mut Vec::new(), &mut Vec::new());
    }
    walk.path
}

/// The part of a conversation one goes through.
#[derive(Clone, Copy)]
enum Span {
    /// What is prepared.
    Before,
    /// The session.
    Session,
    /// What is asked this many days afterwards, or earlier.
    After(u32),
}

impl Span {
    fn includes(self, moment: Moment) -> bool {
        const DAY: u64 = 24 * 3_600;
        match (self, moment) {
            (Self::Before, Moment::Before(_)) | (Self::Session, Moment::Session) => true,
            (Self::After(days), Moment::After(after)) => u64::from(days) * DAY >= after.as_secs(),
            _ => false,
        }
    }
}

struct Walk<'a> {
    session: &'a Session,
    span: Span,
    path: Path,
    visits: usize,
}

impl<'a> Walk<'a> {
    /// Goes through `parts`, within the loops `around` that stand at `items`.
    fn parts(&mut self, parts: &'a [Part], around: &mut Vec<&'a Loop>, items: &mut Vec<ItemId>) {
        for part in parts {
            self.visits += 1;
            if self.path.slots.len() >= MOST_SLOTS || self.visits > MOST_VISITS {
                return;
            }
            match part {
                Part::Step(step) if self.span.includes(step.moment) => {
                    self.step(step, around, items);
                }
                Part::Step(_) => {}
                Part::Block(block) => {
                    let sight = Sight::within(self.session, &self.path, around, items);
                    if block.when.as_ref().is_none_or(|when| when.holds(&sight)) {
                        self.parts(&block.parts, around, items);
                    }
                }
                Part::Loop(each) => {
                    let sight = Sight::within(self.session, &self.path, around, items);
                    if each.when.as_ref().is_none_or(|when| when.holds(&sight)) {
                        self.each(each, around, items);
                    }
                }
            }
        }
    }

    fn step(&mut self, step: &'a Step, around: &[&'a Loop], items: &[ItemId]) {
        if self.session.left_out.contains(&step.id) {
            return;
        }
        let asked = Sight::within(self.session, &self.path, around, items);
        for by in voices(self.session, step, &asked) {
            let sight = Sight::within(self.session, &self.path, around, items);
            let sight = sight.of(by.as_ref(), step.visibility);
            let taken = step.when.as_ref().is_none_or(|when| when.holds(&sight));
            if taken && step.spec.stands(&sight) {
                let slot = Slot { step: step.id.clone(), items: items.to_vec(), by };
                if self.session.given(&slot).is_some() {
                    let at = self.path.slots.len();
                    let reveals = step.spec.reveals().into_iter();
                    self.path.reveals.extend(reveals.map(|step| (step, at)));
                }
                self.path.push(slot);
            }
        }
    }

    fn each(&mut self, each: &'a Loop, around: &mut Vec<&'a Loop>, items: &mut Vec<ItemId>) {
        match &each.over {
            Over::Items(of) => {
                let sight = Sight::within(self.session, &self.path, around, items);
                let through = sight.items(of);
                around.push(each);
                for item in through {
                    if self.visits > MOST_VISITS {
                        break;
                    }
                    items.push(item);
                    self.parts(&each.parts, around, items);
                    items.pop();
                }
                around.pop();
            }
            Over::Laps { until, at_most, .. } => {
                around.push(each);
                for lap in 1..=*at_most {
                    let from = self.path.slots.len();
                    items.push(ItemId::new(&lap.to_string()));
                    self.parts(&each.parts, around, items);
                    let sight = Sight::within(self.session, &self.path, around, items);
                    let over = until.holds(&sight);
                    items.pop();
                    // Whether another lap comes can only be said when this one is gone through.
                    let mut slots = self.path.slots[from..].iter();
                    let done =
                        slots.len() > 0 && slots.all(|slot| self.session.given(slot).is_some());
                    if over || !done {
                        break;
                    }
                }
                around.pop();
            }
        }
    }
}

/// Whose answers a step wants, one after the other; `None` is the table's.
fn voices(session: &Session, step: &Step, sight: &Sight<'_>) -> Vec<Option<Voice>> {
    if session.setting.is_alone() {
        return vec![None];
    }
    let named = |name: &StepId| {
        let value = crate::expr::Scope::value(sight, name.as_str());
        let voice = Voice::new(value.id()?);
        session.setting.knows(&voice).then_some(voice)
    };
    let mut voices = session.setting.voices();
    // Each round begins one seat further.
    let turn = session.protocol.place(&step.id).unwrap_or(0) % voices.len();
    voices.rotate_left(turn);
    match &step.who {
        // A round goes through people by itself.
        _ if step.spec.goes_round() => return vec![None],
        Who::All => return vec![None],
        Who::Named(name) => return vec![named(name)],
        Who::But(name) => {
            let but = named(name);
            voices.retain(|voice| but.as_ref().is_none_or(|but| !but.includes(voice)));
        }
        Who::Each => {}
    }
    voices.into_iter().map(Some).collect()
}
