//! `pick`: one of several options.
//!
//! ```yaml
//! - step: level
//!   kind: pick
//!   ask: At which level could you act first?
//!   options:
//!     - structure: Change a rule, a flow of information, a thing in the room
//!     - belief: Look again at what is taken for granted
//!   other: true
//! ```
//!
//! Keys: ↑ and ↓ move, Space chooses, Enter chooses and goes on, a digit chooses by number.
//! `options_from` takes the items of an earlier list, or of what an expression gives, such as
//! `top(tally(votes), 3)`; `other: true` allows own words. The answer is the option's id and its
//! words as they stood.

mod editor;
mod view;

pub use editor::Editor;

use serde::{Deserialize, Serialize};

use crate::base::page::{Block, Page};
use crate::base::problem::Problem;
use crate::expr::{Scope, Value};
use crate::kind::contract::{Given, Kind, Opening, Refusal, Shape};
use crate::kind::part::options::{Chosen, Options, write_counts};
use crate::written::fields::Fields;

/// What one can choose from.
#[derive(Clone, Debug, PartialEq)]
pub struct Spec {
    /// The options.
    pub options: Options,
}

/// What was chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The option.
    pub chosen: Chosen,
    /// Own words that were written and not chosen; they are kept, and not shown on the page.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub aside: String,
}

impl Kind for Spec {
    type Answer = Answer;
    type Editor = Editor;

    fn read(fields: &mut Fields<'_, '_>) -> Self {
        Self { options: Options::read(fields) }
    }

    fn admits(&self, answer: &Answer) -> Result<(), Refusal> {
        self.options.admit(&answer.chosen)
    }

    fn open(&self, opening: &Opening<'_, Answer>) -> Editor {
        Editor::open(self, opening)
    }

    fn value(&self, answer: &Answer) -> Value {
        answer.chosen.value()
    }

    fn parts(&self) -> Vec<String> {
        vec!["id".to_owned()]
    }

    fn shape(&self) -> Shape {
        Shape::One(self.options.all())
    }

    fn write(&self, answer: &Answer, page: &mut Page) {
        page.add(Block::Said(answer.chosen.text.clone()));
    }

    fn write_all(&self, answers: &[(String, &Answer)], page: &mut Page) {
        if answers.iter().all(|(beside, _)| beside.is_empty()) {
            return write_counts(answers.iter().map(|(_, answer)| &answer.chosen), page);
        }
        for (beside, answer) in answers {
            page.add(Block::Fact(beside.clone(), answer.chosen.text.clone()));
        }
    }

    fn given(&self, given: &Given<'_>) -> Result<Answer, Problem> {
        Ok(Answer { chosen: self.options.given(given)?, aside: String::new() })
    }

    fn stands(&self, scope: &dyn Scope) -> bool {
        self.options.other || !self.options.choices(scope).is_empty()
    }
}
