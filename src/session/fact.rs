//! What can be wished for, and what then has happened.

use serde::{Deserialize, Serialize};

use crate::base::id::{ItemId, StepId, Voice};
use crate::kind::Answer;

/// The place of an answer: a step, the items its loops stand at, from outside in, and whose answer
/// it is, where not the whole table gives it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Slot {
    /// The step.
    pub step: StepId,
    /// The items.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<ItemId>,
    /// Whose answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Voice>,
}

impl Slot {
    /// The slot in one short text: `pattern`, `meaning/2`, `closeness@p1`.
    pub fn name(&self) -> String {
        let mut name = self.step.to_string();
        for item in &self.items {
            name.push('/');
            name.push_str(&item.0);
        }
        if let Some(by) = &self.by {
            name.push('@');
            name.push_str(by.as_str());
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
    /// To begin the session, after what was prepared.
    Meet,
    /// To go on with what is asked this many days after the end.
    Follow {
        /// Whole days since the end.
        days: u32,
    },
    /// To be told later of what is asked after the end.
    PutOff {
        /// Whole days since the end.
        days: u32,
    },
    /// To be told no more of what is asked so many days after the end, or sooner.
    LetGo {
        /// Whole days since the end.
        days: u32,
    },
    /// To leave out these steps, for want of time.
    LeaveOut {
        /// Which.
        steps: Vec<StepId>,
    },
    /// To take in again what was left out.
    TakeIn,
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
    /// The session began, after what was prepared.
    Met,
    /// What is asked this many days after the end was gone on with.
    Followed {
        /// Whole days since the end.
        days: u32,
    },
    /// What is asked after the end was put off, this many days after it.
    PutOff {
        /// Whole days since the end.
        days: u32,
    },
    /// What is asked so many days after the end, or sooner, was let go of.
    LetGo {
        /// Whole days since the end.
        days: u32,
    },
    /// Steps were left out, for want of time.
    LeftOut {
        /// Which.
        steps: Vec<StepId>,
    },
    /// What had been left out was taken in again.
    TakenIn,
    /// Something that a newer version of the program wrote down.
    Unknown,
}
