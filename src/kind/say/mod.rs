//! `say`: something to read, or to hear read aloud. Asks for nothing.
//!
//! ```yaml
//! - step: welcome
//!   kind: say
//!   say: |
//!     We will walk down the ladder one rung at a time, and then up again.
//! ```
//!
//! Keys: Enter goes on. On the page it leaves no trace.

mod editor;
mod view;

pub use editor::Editor;

use serde::{Deserialize, Serialize};

use crate::base::page::Page;
use crate::base::problem::Problem;
use crate::expr::Value;
use crate::kind::contract::{Given, Kind, Opening, Refusal};
use crate::written::fields::Fields;

/// Nothing beyond what every step has.
#[derive(Clone, Debug, PartialEq)]
pub struct Spec;

/// It was read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Answer {}

impl Kind for Spec {
    type Answer = Answer;
    type Editor = Editor;

    fn read(fields: &mut Fields<'_, '_>) -> Self {
        if !fields.has("say") {
            let message = "a step of kind `say` has nothing to say".to_owned();
            let hint = "add say: with the words to be read";
            fields.missing("say", "kind", message, hint);
        }
        Self
    }

    fn admits(&self, _answer: &Answer) -> Result<(), Refusal> {
        Ok(())
    }

    fn open(&self, _opening: &Opening<'_, Answer>) -> Editor {
        Editor
    }

    fn value(&self, _answer: &Answer) -> Value {
        Value::Nothing
    }

    fn write(&self, _answer: &Answer, _page: &mut Page) {}

    fn given(&self, _given: &Given<'_>) -> Result<Answer, Problem> {
        Ok(Answer {})
    }

    fn asks(&self) -> bool {
        false
    }
}
