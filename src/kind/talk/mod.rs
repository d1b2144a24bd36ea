//! `talk`: speaking, with the question left on the screen. Someone may take notes; nobody has to.
//!
//! ```yaml
//! - step: aloud
//!   kind: talk
//!   ask: Say it aloud, once, to the empty chair. What do you hear?
//!   time: 3 minutes
//!   bell: true
//! ```
//!
//! Keys: all of the prose editor; Ctrl-N goes on. The answer is the notes, which may be empty.

mod editor;
mod view;

pub use editor::Editor;

use serde::{Deserialize, Serialize};

use crate::base::page::{Block, Page};
use crate::base::problem::Problem;
use crate::expr::Value;
use crate::kind::contract::{Given, Kind, Opening, Refusal, Shape};
use crate::written::fields::Fields;
use crate::written::tree::Node;

/// How the end of the talk is marked.
#[derive(Clone, Debug, PartialEq)]
pub struct Spec {
    /// Whether a bell rings when the time has passed.
    pub bell: bool,
}

/// It was spoken about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// What was noted; may be empty.
    pub notes: String,
}

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

    fn value(&self, answer: &Answer) -> Value {
        Value::Text(answer.notes.trim().to_owned())
    }

    fn parts(&self) -> Vec<String> {
        vec!["words".to_owned()]
    }

    fn shape(&self) -> Shape {
        Shape::Words
    }

    fn write(&self, answer: &Answer, page: &mut Page) {
        page.add(Block::Said(answer.notes.clone()));
    }

    fn given(&self, given: &Given<'_>) -> Result<Answer, Problem> {
        let silent = given.node.value == Node::Nothing;
        Ok(Answer { notes: if silent { String::new() } else { given.words()? } })
    }

    fn asks(&self) -> bool {
        false
    }
}
