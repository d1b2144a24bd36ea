//! `pause`: a silence. It shows how it passes, rings softly at its end if asked to, and can be
//! ended early.
//!
//! ```yaml
//! - step: stretch
//!   kind: pause
//!   say: Let both stand side by side for a moment. There is nothing to solve.
//!   time: 1 minute
//!   bell: true
//! ```
//!
//! Keys: Enter goes on. It leaves no trace on the page; how long it lasted is kept in the journal.

mod editor;
mod view;

pub use editor::Editor;

use serde::{Deserialize, Serialize};

use crate::base::page::Page;
use crate::base::problem::Problem;
use crate::expr::Value;
use crate::kind::contract::{Given, Kind, Opening, Refusal};
use crate::written::fields::Fields;

/// How the end of the silence is marked.
#[derive(Clone, Debug, PartialEq)]
pub struct Spec {
    /// Whether a bell rings at the end.
    pub bell: bool,
}

/// It was kept, for as long as it was.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Answer {}

impl Kind for Spec {
    type Answer = Answer;
    type Editor = Editor;

    fn read(fields: &mut Fields<'_, '_>) -> Self {
        Self { bell: fields.yes_no("bell").unwrap_or(false) }
    }

    fn admits(&self, _answer: &Answer) -> Result<(), Refusal> {
        Ok(())
    }

    fn open(&self, opening: &Opening<'_, Answer>) -> Editor {
        Editor::open(self, opening)
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
