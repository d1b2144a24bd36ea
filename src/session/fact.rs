//! What can be wished for, and what then has happened.

use serde::{Deserialize, Serialize};

use crate::base::id::{ItemId, StepId};
use crate::kind::Answer;

/// The place of an answer: a step, and the items its loops stand at, from outside in. Participants
/// will be a third part of it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Slot {
    /// The step.
    pub step: StepId,
    /// The items.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<ItemId>,
}

impl Slot {
    /// The slot in one short text: `pattern`, `meaning/2`.
    pub fn name(&self) -> String {
        let mut name = self.step.to_string();
        for item in &self.items {
            name.push('/');
            name.push_str(&item.0);
        }
        name
    }
}

/// Where one is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// At a step.
    At(Slot),
    /// After the last step.
    End,
}

/// What a participant wishes.
#[derive(Clone, Debug, PartialEq)]
pub enum Wish {
    /// To give this answer and go on.
    Answer {
        /// Where.
        slot: Slot,
        /// What.
        answer: Answer,
        /// How long it took, in milliseconds.
        took_ms: u64,
    },
    /// To pass, which is an answer, and go on.
    Pass {
        /// Where.
        slot: Slot,
        /// How long it took, in milliseconds.
        took_ms: u64,
    },
    /// To go back by one step.
    Back,
    /// To go somewhere.
    Go(Place),
    /// To bring the conversation to its end.
    Close,
}

/// What has happened. Stored first, then applied, then drawn.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fact {
    /// An answer was given, and one went on.
    Answered {
        /// Where.
        slot: Slot,
        /// What.
        answer: Answer,
        /// How long it took, in milliseconds.
        took_ms: u64,
    },
    /// A step was passed, and one went on.
    Passed {
        /// Where.
        slot: Slot,
        /// How long it took, in milliseconds.
        took_ms: u64,
    },
    /// One went somewhere.
    Moved {
        /// Where to.
        to: Place,
    },
    /// The conversation came to its end.
    Closed,
    /// Something that a newer version of the program wrote down.
    Unknown,
}
