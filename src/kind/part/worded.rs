//! An answer in words: what short and long share beyond the text in the making.

use serde::{Deserialize, Serialize};

use crate::base::page::{Block, Page};
use crate::base::problem::Problem;
use crate::expr::{Text, Value};
use crate::kind::contract::{Given, Opening, Refusal};
use crate::kind::part::writing::Writing;
use crate::prose::Form;
use crate::written::fields::Fields;

/// Most words a soft guide may name.
const MOST_WORDS: u32 = 5_000;

/// What an author may say about an answer in words.
#[derive(Clone, Debug, PartialEq)]
pub struct Worded {
    /// Words that stand there to begin with.
    pub start: Text,
    /// About how many words are meant; a guide, never a limit.
    pub words: Option<u32>,
}

/// Words, to the letter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// What was written.
    pub text: String,
}

impl Worded {
    /// Reads `start` and `words`.
    pub fn read(fields: &mut Fields<'_, '_>) -> Self {
        let start = fields.text("start").unwrap_or_default();
        Self { start, words: fields.count("words", 1, MOST_WORDS) }
    }

    /// A text to be written.
    pub fn open(&self, form: Form, opening: &Opening<'_, Answer>) -> Writing {
        let earlier = opening.earlier.map(|answer| answer.text.as_str());
        Writing::open(form, opening.draft, earlier, &self.start.fill(opening.scope))
    }
}

impl Answer {
    /// The answer that `text` would be: none if it says nothing.
    pub fn of(text: String) -> Option<Self> {
        (!text.trim().is_empty()).then_some(Self { text })
    }

    /// Whether it may stand.
    pub fn admitted(&self) -> Result<(), Refusal> {
        if self.text.trim().is_empty() {
            return Err(Refusal::Because("there are no words in this answer".to_owned()));
        }
        Ok(())
    }

    /// As conditions and quotations see it.
    pub fn value(&self) -> Value {
        Value::Text(self.text.trim().to_owned())
    }

    /// On the page.
    pub fn write(&self, page: &mut Page) {
        page.add(Block::Said(self.text.clone()));
    }

    /// From a file of answers.
    pub fn given(given: &Given<'_>) -> Result<Self, Problem> {
        let text = given.words()?;
        Self::of(text).ok_or_else(|| given.problem("this step wants words"))
    }
}
