//! One step: its words, who is asked, who may see what is given, when, and how long.

use std::time::Duration;

use crate::advice::Watch;
use crate::base::id::StepId;
use crate::expr::{Expr, Text};
use crate::kind::Spec;

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
    /// Who is asked.
    pub who: Who,
    /// Who may see what is given.
    pub visibility: Visibility,
    /// What is gently remarked on while somebody writes.
    pub watch_for: Vec<Watch>,
    /// Whether it is an offer, left out first when time runs short.
    pub optional: bool,
    /// When it is asked.
    pub moment: Moment,
    /// Under which condition it is taken.
    pub when: Option<Expr>,
    /// The kind of step, and what belongs to it.
    pub spec: Spec,
}

/// Who is asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Who {
    /// The table, once.
    #[default]
    All,
    /// Every person in turn.
    Each,
    /// Every person but the one that this name stands for.
    But(StepId),
    /// The person that this name stands for: a step in which one was picked, or an item of a loop.
    Named(StepId),
}

impl Who {
    /// Whether more than one answer is wanted where more than one person is here.
    pub fn is_several(&self) -> bool {
        matches!(self, Self::Each | Self::But(_))
    }
}

/// Who may see what is given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Visibility {
    /// Everybody at the table.
    #[default]
    Open,
    /// Whoever gave it.
    Own,
    /// Whoever gave it; after a reveal everybody, with names.
    Sealed,
    /// Whoever gave it; after a reveal everybody, shuffled and without names.
    Unsigned,
    /// The facilitator.
    Coach,
}

impl Visibility {
    /// All of them, by the names authors use.
    pub const ALL: [(&'static str, Self); 5] = [
        ("open", Self::Open),
        ("own", Self::Own),
        ("sealed", Self::Sealed),
        ("unsigned", Self::Unsigned),
        ("coach", Self::Coach),
    ];
}

/// When a step is asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Moment {
    /// Beforehand, up to this long.
    Before(Duration),
    /// In the session.
    #[default]
    Session,
    /// Afterwards, once this long has passed since the session ended.
    After(Duration),
}

/// How long a step may take.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Time {
    /// About how long, whoever is here.
    pub target: Option<Duration>,
    /// About how long for each person, beside that.
    pub each: Option<Duration>,
    /// The least it should take, for silences.
    pub least: Option<Duration>,
    /// When it rings.
    pub bell: Bell,
    /// Whether the end of the time is the end of the step.
    pub hard: bool,
    /// When the clock is seen.
    pub clock: Clock,
}

impl Time {
    /// About how long it takes this many people.
    pub fn of(&self, people: usize) -> Option<Duration> {
        let each = self.each.map(|each| each * people.max(1) as u32);
        match (self.target, each) {
            (None, None) => None,
            (target, each) => Some(target.unwrap_or_default() + each.unwrap_or_default()),
        }
    }
}

/// When a step rings, softly.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Bell {
    /// Never.
    #[default]
    None,
    /// Once, at the end of its time.
    Soft,
    /// After each third of its time.
    Thirds,
}

impl Bell {
    /// All of them, by the names authors use.
    pub const ALL: [(&'static str, Self); 3] =
        [("none", Self::None), ("soft", Self::Soft), ("thirds", Self::Thirds)];
}

/// When the clock is seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Clock {
    /// When somebody asks for it.
    #[default]
    OnRequest,
    /// Always.
    Shown,
    /// Never.
    Hidden,
}

impl Clock {
    /// All of them, by the names authors use.
    pub const ALL: [(&'static str, Self); 3] =
        [("on request", Self::OnRequest), ("shown", Self::Shown), ("hidden", Self::Hidden)];
}
