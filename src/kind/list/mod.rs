//! `list`: several short things, one on each line. Later steps can go through them one by one.
//!
//! ```yaml
//! - step: assumptions
//!   kind: list
//!   ask: What were you assuming?
//!   at_least: 2
//! ```
//!
//! Keys: Enter begins the next line, and goes on from an empty one; Alt-↑ and Alt-↓ move a line.
//! `start_from` names an earlier list, or makes one, whose items stand there to begin with, to be
//! merged and changed. `at_least` is a wish that is said once; `at_most` is a limit. The answer is the
//! items in order, each with an id of its own that it keeps.

mod editor;
mod view;

pub use editor::Editor;

use serde::{Deserialize, Serialize};

use crate::base::id::ItemId;
use crate::base::page::{Block, Page};
use crate::base::problem::Problem;
use crate::expr::{Expr, Scope, Value};
use crate::kind::contract::{Given, Kind, Opening, Refusal, Shape};
use crate::prose::LONGEST;
use crate::written::fields::Fields;

/// Most items of one list.
pub const MOST: u32 = 200;

/// How many items are meant, and which stand there to begin with.
#[derive(Clone, Debug, PartialEq)]
pub struct Spec {
    /// The list whose items stand there until something was written.
    pub start_from: Option<Expr>,
    /// Fewer than these are asked about once.
    pub at_least: usize,
    /// More than these are not taken.
    pub at_most: usize,
}

/// The items in order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The items.
    pub items: Vec<Item>,
}

/// One item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// Its number, for as long as the list exists.
    pub id: u32,
    /// Its words.
    pub text: String,
}

impl Kind for Spec {
    type Answer = Answer;
    type Editor = Editor;
    const HAS_ITEMS: bool = true;

    fn read(fields: &mut Fields<'_, '_>) -> Self {
        let start_from = fields.list("start_from");
        let (at_least, at_most) = fields.limits(MOST);
        Self { start_from, at_least, at_most }
    }

    fn admits(&self, answer: &Answer) -> Result<(), Refusal> {
        if answer.items.is_empty() {
            return Err(Refusal::Because("there is nothing on this list".to_owned()));
        }
        if answer.items.len() > self.at_most {
            let message = format!("there is room for {} here", self.at_most);
            return Err(Refusal::Because(message));
        }
        Ok(())
    }

    fn open(&self, opening: &Opening<'_, Answer>) -> Editor {
        Editor::open(self, opening)
    }

    fn value(&self, answer: &Answer) -> Value {
        let value =
            |item: &Item| Value::Choice { id: item.id.to_string(), text: item.text.clone() };
        Value::List(answer.items.iter().map(value).collect())
    }

    fn parts(&self) -> Vec<String> {
        ["count", "first", "last", "id"].map(str::to_owned).into()
    }

    fn shape(&self) -> Shape {
        Shape::Several(None)
    }

    fn write(&self, answer: &Answer, page: &mut Page) {
        let items = answer.items.iter().map(|item| (item.text.clone(), String::new()));
        page.add(Block::Items(items.collect()));
    }

    fn unlinked(&self, answers: Vec<Answer>) -> Vec<Answer> {
        let mut items: Vec<Item> = answers.into_iter().flat_map(|answer| answer.items).collect();
        items.sort_by_cached_key(|item| item.text.to_lowercase());
        vec![Answer { items }]
    }

    fn given(&self, given: &Given<'_>) -> Result<Answer, Problem> {
        let texts: Result<Vec<String>, Problem> = given.items().iter().map(Given::words).collect();
        let items = texts?.into_iter().zip(1..).map(|(text, id)| Item { id, text });
        let answer = Answer { items: items.collect() };
        self.admits(&answer).map_err(|why| given.problem(why.to_string()))?;
        Ok(answer)
    }

    fn items(answer: &Answer) -> Option<Vec<ItemId>> {
        Some(answer.items.iter().map(|item| ItemId::new(&item.id.to_string())).collect())
    }
}

impl Spec {
    /// The words that stand there to begin with, each on one line: all of them, even where the answer
    /// has less room, so that it is the person who leaves some out.
    fn start(&self, scope: &dyn Scope) -> Vec<String> {
        let items = self.start_from.as_ref().map(|expr| expr.value(scope).into_items());
        let one_line = |item: Value| {
            let words = item.read_aloud();
            words.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
        };
        let items = items.unwrap_or_default().into_iter().map(one_line);
        let items = items.filter(|words| !words.is_empty()).take(MOST as usize);
        let within = |length: &mut usize, words: String| {
            *length += words.len();
            (*length <= LONGEST).then_some(words)
        };
        items.scan(0, within).collect()
    }
}
