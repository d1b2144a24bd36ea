//! `scale`: one number between two ends that are named. The middle has no name.
//!
//! ```yaml
//! - step: sure_then
//!   kind: scale
//!   ask: How sure were you?
//!   from: 0
//!   to: 100
//!   by: 5
//!   low: not at all
//!   high: completely
//! ```
//!
//! Keys: ← and → move the mark, digits set it, Enter goes on. Nothing is set to begin with, so
//! that nobody's answer is drawn towards a number of ours. The answer is the number.

mod editor;
mod view;

pub use editor::Editor;

use serde::{Deserialize, Serialize};

use crate::base::page::{Block, Page};
use crate::base::problem::Problem;
use crate::expr::{Value, number_in_words};
use crate::kind::contract::{Given, Kind, Opening, Refusal};
use crate::written::fields::Fields;
use crate::written::tree::Node;

/// Farthest end of a scale, either way.
const FARTHEST: f64 = 1_000_000.0;

/// The ends of the scale, their names, and the steps between.
#[derive(Clone, Debug, PartialEq)]
pub struct Spec {
    /// The lower end.
    pub from: f64,
    /// The upper end.
    pub to: f64,
    /// From one mark to the next.
    pub by: f64,
    /// What the lower end means.
    pub low: String,
    /// What the upper end means.
    pub high: String,
}

/// The number chosen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// Between the ends.
    pub number: f64,
}

impl Kind for Spec {
    type Answer = Answer;
    type Editor = Editor;

    fn read(fields: &mut Fields<'_, '_>) -> Self {
        let from = fields.number("from", -FARTHEST, FARTHEST).unwrap_or(0.0);
        let to = fields.number("to", -FARTHEST, FARTHEST).unwrap_or(10.0);
        let by = fields.number("by", 0.001, FARTHEST).unwrap_or(1.0);
        if from >= to {
            let message = "a scale must rise: `from` is not below `to`".to_owned();
            fields.problem("from", "out-of-range", message, "exchange the two numbers");
        } else if by > to - from {
            let message = "`by` is wider than the whole scale".to_owned();
            fields.problem("by", "out-of-range", message, "choose a smaller step");
        }
        let low = fields.words("low").map(|low| low.value).unwrap_or_default();
        let high = fields.words("high").map(|high| high.value).unwrap_or_default();
        Self { from, to, by, low, high }
    }

    fn admits(&self, answer: &Answer) -> Result<(), Refusal> {
        if (self.from..=self.to).contains(&answer.number) {
            return Ok(());
        }
        Err(Refusal::Because(self.range()))
    }

    fn open(&self, opening: &Opening<'_, Answer>) -> Editor {
        Editor::open(self, opening)
    }

    fn value(&self, answer: &Answer) -> Value {
        Value::Number(answer.number)
    }

    fn write(&self, answer: &Answer, page: &mut Page) {
        let (number, from, to) =
            (number_in_words(answer.number), number_in_words(self.from), number_in_words(self.to));
        let named = |end: &str| if end.is_empty() { String::new() } else { format!(" ({end})") };
        let scale = format!("on a scale from {from}{} to {to}{}", named(&self.low), named(&self.high));
        page.add(Block::Said(number));
        page.add(Block::Quiet(scale));
    }

    fn given(&self, given: &Given<'_>) -> Result<Answer, Problem> {
        let Node::Number(number) = given.node.value else {
            return Err(given.problem("this step wants a number").hint(self.range()));
        };
        let answer = Answer { number };
        self.admits(&answer).map_err(|why| given.problem(why.to_string()))?;
        Ok(answer)
    }
}

impl Spec {
    /// What numbers there are, in words.
    pub fn range(&self) -> String {
        format!("a number from {} to {}", number_in_words(self.from), number_in_words(self.to))
    }
}
