//! `short`: an answer of a line or a few. Enter goes on.
//!
//! ```yaml
//! - step: event
//!   kind: short
//!   ask: What happened, as a camera would have recorded it?
//!   words: 40
//! ```
//!
//! Keys: all of the prose editor; Enter goes on. `start` puts words there to begin with; `words`
//! says about how many are meant. The answer is the text as written.

mod editor;
mod view;

pub use crate::kind::part::worded::Answer;
pub use editor::Editor;

use crate::base::page::Page;
use crate::base::problem::Problem;
use crate::expr::Value;
use crate::kind::contract::{Given, Kind, Opening, Refusal, Shape};
use crate::kind::part::worded::Worded;
use crate::prose::Form;
use crate::written::fields::Fields;

/// Words to begin with, and about how many are meant.
#[derive(Clone, Debug, PartialEq)]
pub struct Spec(Worded);

impl Kind for Spec {
    type Answer = Answer;
    type Editor = Editor;

    fn read(fields: &mut Fields<'_, '_>) -> Self {
        Self(Worded::read(fields))
    }

    fn admits(&self, answer: &Answer) -> Result<(), Refusal> {
        answer.admitted()
    }

    fn open(&self, opening: &Opening<'_, Answer>) -> Editor {
        Editor { writing: self.0.open(Form::Line, opening), words: self.0.words }
    }

    fn value(&self, answer: &Answer) -> Value {
        answer.value()
    }

    fn parts(&self) -> Vec<String> {
        vec!["words".to_owned()]
    }

    fn shape(&self) -> Shape {
        Shape::Words
    }

    fn write(&self, answer: &Answer, page: &mut Page) {
        answer.write(page);
    }

    fn given(&self, given: &Given<'_>) -> Result<Answer, Problem> {
        Answer::given(given)
    }
}
