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
use crate::kind::contract::{Given, Kind, Opening, Refusal, Shape};
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
        let mut sound = true;
        let mut number = |key, least, otherwise| {
            let found = fields.number(key, least, FARTHEST);
            sound &= found.is_some() || !fields.has(key);
            found.unwrap_or(otherwise)
        };
        let from = number("from", -FARTHEST, 0.0);
        let to = number("to", -FARTHEST, 10.0);
        let by = number("by", 0.001, 1.0);
        if sound && from >= to {
            let end = if fields.has("from") { "from" } else { "to" };
            let message = format!("a scale must rise, and {from} is not below {to}");
            let hint = "write the lower end after from: and the higher one after to:";
            fields.problem(end, "at-odds", message, hint);
        } else if sound && by > to - from {
            let step = if fields.has("by") { "by" } else { "to" };
            let message = format!("one step of {by} is wider than the whole scale");
            fields.problem(step, "at-odds", message, "write a smaller number after by:");
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

    fn shape(&self) -> Shape {
        Shape::Number(self.from, self.to)
    }

    fn write(&self, answer: &Answer, page: &mut Page) {
        page.add(Block::Said(number_in_words(answer.number)));
        page.add(Block::Quiet(self.in_words()));
    }

    fn write_all(&self, answers: &[(String, &Answer)], page: &mut Page) {
        page.add(Block::Quiet(self.in_words()));
        let mut answers = answers.to_vec();
        if answers.iter().all(|(beside, _)| beside.is_empty()) {
            answers.sort_by(|(_, one), (_, two)| one.number.total_cmp(&two.number));
        }
        for (beside, answer) in answers {
            page.add(Block::Fact(beside, number_in_words(answer.number)));
        }
    }

    fn given(&self, given: &Given<'_>) -> Result<Answer, Problem> {
        let Node::Number(number) = given.node.value else {
            return Err(given.problem("this step wants a number").hint(self.range()));
        };
        let answer = Answer { number };
        let outside = |_| given.problem("this number is not on the scale").hint(self.range());
        self.admits(&answer).map_err(outside)?;
        Ok(answer)
    }
}

impl Spec {
    /// The scale and its ends, in words.
    fn in_words(&self) -> String {
        let (from, to) = (number_in_words(self.from), number_in_words(self.to));
        let named = |end: &str| if end.is_empty() { String::new() } else { format!(" ({end})") };
        format!("on a scale from {from}{} to {to}{}", named(&self.low), named(&self.high))
    }

    /// What numbers there are, in words.
    pub fn range(&self) -> String {
        format!("a number from {} to {}", number_in_words(self.from), number_in_words(self.to))
    }
}
