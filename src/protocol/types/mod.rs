//! A protocol that has been checked: every name in it leads somewhere, every number is in range.

mod head;
mod step;

use std::collections::HashMap;
use std::time::Duration;

use crate::base::id::{ProtocolId, StepId};
use crate::expr::{Expr, Text};

pub use head::{Capability, Form, Level, MOST_PEOPLE, Minutes, People, Safety, Source};
pub use step::{Bell, Clock, Moment, Step, Time, Visibility, Who};

/// A conversation protocol.
#[derive(Clone, Debug, PartialEq)]
pub struct Protocol {
    /// Its name.
    pub id: ProtocolId,
    /// Its title.
    pub title: String,
    /// Its version, as the author counts.
    pub version: String,
    /// The language its words are in, as a short tag such as `en`.
    pub language: String,
    /// Whose practice this is.
    pub source: Source,
    /// What it helps people become able to do; never empty.
    pub capability: Vec<Capability>,
    /// What it is for, in a sentence.
    pub purpose: String,
    /// When it fits.
    pub when_to_use: String,
    /// When something else fits better.
    pub when_not_to_use: String,
    /// For how many people.
    pub people: People,
    /// About how long it takes.
    pub minutes: Minutes,
    /// What to have ready, or to do, beforehand.
    pub prepare: String,
    /// What to know before the first question.
    pub safety: Safety,
    /// What goes wrong easily, for the facilitator.
    pub pitfalls: Vec<String>,
    /// What one leaves with.
    pub outcome: String,
    /// What to do on the next run.
    pub next_time: String,
    /// The rhythm in which it is worth coming back to.
    pub every: Option<Duration>,
    /// The steps whose answers are worth laying beside those of the last run.
    pub compare: Vec<StepId>,
    /// What happens, in order. Has at least one step.
    pub parts: Parts,
}

/// What happens, in order, with a way to each step by its name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Parts {
    parts: Vec<Part>,
    /// For each step, its place in the order of the file, and its places in the parts around it
    /// from outside in.
    places: HashMap<StepId, (usize, Box<[usize]>)>,
    /// Whether anything is asked before the session.
    before: bool,
}

impl Parts {
    /// These parts. Steps have names of their own; where two share one, the first counts.
    pub fn new(parts: Vec<Part>) -> Self {
        let mut places = HashMap::new();
        note(&parts, &mut Vec::new(), &mut places);
        let mut steps = Vec::new();
        collect(&parts, &mut steps);
        let before = steps.iter().any(|step| matches!(step.moment, Moment::Before(_)));
        Self { parts, places, before }
    }

    /// Whether anything is asked before the session.
    pub fn have_before(&self) -> bool {
        self.before
    }

    /// The parts, in order.
    pub fn as_slice(&self) -> &[Part] {
        &self.parts
    }

    /// The parts that lead to a step, from outside in, each with its place among its neighbours; the
    /// step itself is the last.
    fn way(&self, id: &StepId) -> impl Iterator<Item = (usize, &Part)> {
        let places = self.places.get(id).map(|(_, place)| place.iter()).unwrap_or_default();
        let mut parts = self.parts.as_slice();
        places.map_while(move |at| {
            let part = parts.get(*at)?;
            parts = match part {
                Part::Step(_) => &[],
                Part::Loop(each) => &each.parts,
                Part::Block(block) => &block.parts,
            };
            Some((*at, part))
        })
    }

    /// The part at a step's place, and the loops around it.
    fn find(&self, id: &StepId) -> Option<(&Step, Vec<&Loop>)> {
        let mut around = Vec::new();
        for (_, part) in self.way(id) {
            match part {
                Part::Step(step) => return Some((step, around)),
                Part::Loop(each) => around.push(each),
                Part::Block(_) => {}
            }
        }
        None
    }
}

fn note(
    parts: &[Part],
    above: &mut Vec<usize>,
    places: &mut HashMap<StepId, (usize, Box<[usize]>)>,
) {
    for (at, part) in parts.iter().enumerate() {
        above.push(at);
        match part {
            Part::Step(step) => {
                let nth = places.len();
                places.entry(step.id.clone()).or_insert_with(|| (nth, above.as_slice().into()));
            }
            Part::Loop(each) => note(&each.parts, above, places),
            Part::Block(block) => note(&block.parts, above, places),
        }
        above.pop();
    }
}

/// One part of what happens.
#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    /// One step.
    Step(Box<Step>),
    /// Steps gone through more than once.
    Loop(Loop),
    /// Steps that belong together.
    Block(Block),
}

impl Part {
    /// Under which condition it is taken.
    pub fn when(&self) -> Option<&Expr> {
        match self {
            Self::Step(step) => step.when.as_ref(),
            Self::Loop(each) => each.when.as_ref(),
            Self::Block(block) => block.when.as_ref(),
        }
    }
}

/// Steps gone through more than once.
#[derive(Clone, Debug, PartialEq)]
pub struct Loop {
    /// What an item, or a lap, is called inside.
    pub name: StepId,
    /// What it goes through.
    pub over: Over,
    /// Under which condition the loop is taken at all.
    pub when: Option<Expr>,
    /// What is repeated.
    pub parts: Vec<Part>,
}

/// What a loop goes through.
#[derive(Clone, Debug, PartialEq)]
pub enum Over {
    /// The items of a list.
    Items(Expr),
    /// Lap after lap.
    Laps {
        /// The condition that ends it, looked at after each lap.
        until: Expr,
        /// The most laps.
        at_most: u32,
        /// Whether a lap goes on from the answers of the one before: a jump back asks to look at
        /// them again, a deepening asks anew.
        going_on: bool,
    },
}

/// Steps that belong together.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// Their heading; may be empty.
    pub title: Text,
    /// Under which condition they are taken.
    pub when: Option<Expr>,
    /// The steps.
    pub parts: Vec<Part>,
}

impl Protocol {
    /// The step called `id`, and the loops around it from outside in.
    pub fn step(&self, id: &StepId) -> Option<(&Step, Vec<&Loop>)> {
        self.parts.find(id)
    }

    /// The parts that lead to the step called `id`, from outside in, each with its place among its
    /// neighbours; the step itself is the last.
    pub fn way(&self, id: &StepId) -> impl Iterator<Item = (usize, &Part)> {
        self.parts.way(id)
    }

    /// Where the step called `id` stands in the order of the file, from 0.
    pub fn place(&self, id: &StepId) -> Option<usize> {
        self.parts.places.get(id).map(|(nth, _)| *nth)
    }

    /// After how many days something is asked, from the soonest.
    pub fn due(&self) -> Vec<u32> {
        const DAY: u64 = 24 * 3_600;
        let after = self.steps().into_iter().filter_map(|step| match step.moment {
            Moment::After(after) => u32::try_from(after.as_secs() / DAY).ok(),
            _ => None,
        });
        let mut due: Vec<u32> = after.collect();
        due.sort_unstable();
        due.dedup();
        due
    }

    /// All steps in the order of the file.
    pub fn steps(&self) -> Vec<&Step> {
        let mut steps = Vec::new();
        collect(self.parts.as_slice(), &mut steps);
        steps
    }
}

fn collect<'a>(parts: &'a [Part], steps: &mut Vec<&'a Step>) {
    for part in parts {
        match part {
            Part::Step(step) => steps.push(step),
            Part::Loop(each) => collect(&each.parts, steps),
            Part::Block(block) => collect(&block.parts, steps),
        }
    }
}
