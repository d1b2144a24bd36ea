//! An answer in the making as it is kept: the whole of it now and then, and small edits between.

use serde::{Deserialize, Serialize};

use crate::kind::contract::{Draft, TextEdit};
use crate::prose::apply_edit;
use crate::session::Slot;

/// The whole of an answer in the making.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Whole {
    /// Where it is being given.
    pub slot: Slot,
    /// What there is so far.
    pub draft: Draft,
}

/// What changed since the last line.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// Changes to its texts.
    pub edits: Vec<TextEdit>,
    /// Which text has the caret.
    pub focus: usize,
    /// Time spent so far, in milliseconds.
    pub spent_ms: u64,
}

impl Whole {
    /// Takes in a change. False, and nothing more is changed, where it does not fit.
    pub fn take(&mut self, change: &Change) -> bool {
        for edit in &change.edits {
            let Some(passage) = self.draft.texts.get_mut(edit.text) else { return false };
            if !edit.edits.iter().all(|edit| apply_edit(&mut passage.text, edit)) {
                return false;
            }
            passage.at = edit.at;
        }
        self.draft.focus = change.focus;
        self.draft.spent_ms = change.spent_ms;
        true
    }

    /// A draft from the lines that were kept: a whole one, and the changes after it. Stops at the
    /// first change that cannot be read.
    pub fn from_lines(whole: &serde_json::Value, changes: &[serde_json::Value]) -> Option<Self> {
        let mut draft: Self = serde_json::from_value(whole.clone()).ok()?;
        for change in changes {
            let Ok(change) = serde_json::from_value::<Change>(change.clone()) else { break };
            if !draft.take(&change) {
                break;
            }
        }
        Some(draft)
    }
}
