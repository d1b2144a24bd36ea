//! A protocol that has been checked: every name in it leads somewhere, every number is in range.

use std::collections::HashMap;
use std::time::Duration;

use crate::base::id::{ProtocolId, StepId};
use crate::expr::{Expr, Text};
use crate::kind::Spec;

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
}

impl Parts {
    /// These parts. Steps have names of their own; where two share one, the first counts.
    pub fn new(parts: Vec<Part>) -> Self {
        let mut places = HashMap::new();
        note(&parts, &mut Vec::new(), &mut places);
        Self { parts, places }
    }

    /// The parts, in order.
    pub fn as_slice(&self) -> &[Part] {
        &self.parts
    }

    /// The part at a step's place, and the loops around it.
    fn find(&self, id: &StepId) -> Option<(&Step, Vec<&Each>)> {
        let (_, place) = self.places.get(id)?;
        let mut parts = self.parts.as_slice();
        let mut around = Vec::new();
        for at in place {
            match parts.get(*at)? {
                Part::Step(step) => return Some((step, around)),
                Part::Each(each) => {
                    around.push(each);
                    parts = &each.parts;
                }
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
            Part::Each(each) => note(&each.parts, above, places),
        }
        above.pop();
    }
}

/// Whose practice a protocol follows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Source {
    /// Who.
    pub author: String,
    /// Where it is written.
    pub work: String,
    /// When, as a year.
    pub year: Option<u32>,
    /// Under which terms the words of the protocol stand.
    pub licence: String,
    /// Anything else.
    pub note: String,
}

/// The three capabilities of system leadership (Senge, Hamilton & Kania, 2015).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Capability {
    /// Seeing the larger system.
    SeeTheSystem,
    /// Reflecting, and talking so that something new can appear.
    SurfaceAssumptions,
    /// From reacting to co-creating.
    BuildSharedVision,
}

impl Capability {
    /// All three, by the names authors use.
    pub const ALL: [(&'static str, Self); 3] = [
        ("see-the-system", Self::SeeTheSystem),
        ("surface-assumptions", Self::SurfaceAssumptions),
        ("build-shared-vision", Self::BuildSharedVision),
    ];

    /// In words for a reader.
    pub fn says(self) -> &'static str {
        match self {
            Self::SeeTheSystem => "See the larger system",
            Self::SurfaceAssumptions => "Reflect, and hear another view",
            Self::BuildSharedVision => "From reacting to creating",
        }
    }
}

/// What to know before the first question.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Safety {
    /// How close to the bone it goes.
    pub level: Level,
    /// What one agrees to by beginning.
    pub consent: String,
    /// How to stop well.
    pub exit: String,
}

/// How close to the bone a protocol goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Level {
    /// An ordinary working conversation.
    #[default]
    Ordinary,
    /// It may touch something.
    Tender,
    /// It goes deep: it is not begun without consent, and not without knowing how to stop.
    High,
}

/// For how many people a protocol is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct People {
    /// The fewest.
    pub from: u32,
    /// The most.
    pub to: u32,
    /// What else there is to say about them, such as their roles.
    pub note: String,
}

/// Most people at one laptop.
pub const MOST_PEOPLE: u32 = 12;

impl Default for People {
    fn default() -> Self {
        Self { from: 1, to: 1, note: String::new() }
    }
}

impl People {
    /// Whether it can be run in this form.
    pub fn allow(&self, form: Form) -> bool {
        let (least, most) = form.range();
        self.from <= most && least <= self.to
    }

    /// In words: "alone", "alone or up to 6", "3 to 6 people".
    pub fn says(&self) -> String {
        match (self.from, self.to) {
            (1, 1) => "alone".to_owned(),
            (1, 2) => "alone, or two people".to_owned(),
            (1, most) => format!("alone, or up to {most} people"),
            (2, 2) => "two people".to_owned(),
            (least, most) if least == most => format!("{most} people"),
            (least, most) => format!("{least} to {most} people"),
        }
    }
}

/// Who sits at the table: what one file may hold side by side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// One person.
    Alone,
    /// Two.
    Pair,
    /// Three or more.
    Group,
}

impl Form {
    /// All three, by the names authors use.
    pub const ALL: [(&'static str, Self); 3] =
        [("alone", Self::Alone), ("pair", Self::Pair), ("group", Self::Group)];

    /// The form of this many people.
    pub fn of(people: usize) -> Self {
        match people {
            0 | 1 => Self::Alone,
            2 => Self::Pair,
            _ => Self::Group,
        }
    }

    /// The fewest and the most people of this form.
    pub fn range(self) -> (u32, u32) {
        match self {
            Self::Alone => (1, 1),
            Self::Pair => (2, 2),
            Self::Group => (3, MOST_PEOPLE),
        }
    }

    /// How many people minutes are counted for: a group is counted as four (Senge et al. write for
    /// tables of that size, and so do we).
    pub fn counted(self) -> usize {
        match self {
            Self::Alone => 1,
            Self::Pair => 2,
            Self::Group => 4,
        }
    }
}

/// About how many minutes a protocol takes, by form; nothing where nobody said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Minutes {
    /// For one person.
    pub alone: Option<u32>,
    /// For two.
    pub pair: Option<u32>,
    /// For four.
    pub group: Option<u32>,
}

impl Minutes {
    /// The minutes of one form.
    pub fn of(&self, form: Form) -> Option<u32> {
        match form {
            Form::Alone => self.alone,
            Form::Pair => self.pair,
            Form::Group => self.group,
        }
    }
}

/// A step, or steps that are repeated.
#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    /// One step.
    Step(Box<Step>),
    /// Steps repeated for each item of an earlier answer.
    Each(Each),
}

/// One step.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// Its name.
    pub id: StepId,
    /// A short heading; may be empty.
    pub title: Text,
    /// What the facilitator says first.
    pub say: Text,
    /// The question.
    pub ask: Text,
    /// What a coach listens for.
    pub listen_for: Text,
    /// Help for someone who is stuck.
    pub hint: Text,
    /// A worked example.
    pub example: Text,
    /// How long it may take.
    pub time: Time,
    /// Under which condition it is taken.
    pub when: Option<Expr>,
    /// The kind of step, and what belongs to it.
    pub spec: Spec,
}

/// How long a step may take.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Time {
    /// About how long.
    pub target: Option<Duration>,
    /// Whether the clock is shown without being asked for.
    pub shown: bool,
}

/// Steps repeated for each item of an earlier answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Each {
    /// What an item is called inside.
    pub name: StepId,
    /// The step whose items are gone through.
    pub of: StepId,
    /// Under which condition the loop is taken at all.
    pub when: Option<Expr>,
    /// What is repeated.
    pub parts: Vec<Part>,
}

impl Protocol {
    /// The step called `id`, and the loops around it from outside in.
    pub fn step(&self, id: &StepId) -> Option<(&Step, Vec<&Each>)> {
        self.parts.find(id)
    }

    /// Where the step called `id` stands in the order of the file, from 0.
    pub fn place(&self, id: &StepId) -> Option<usize> {
        self.parts.places.get(id).map(|(nth, _)| *nth)
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
            Part::Each(each) => collect(&each.parts, steps),
        }
    }
}
