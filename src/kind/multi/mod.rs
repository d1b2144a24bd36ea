//! `multi`: any number of several options.
//!
//! ```yaml
//! - step: checks
//!   kind: multi
//!   ask: Which of these are true of the sentence you wrote?
//!   options:
//!     - seen: I can see it before me
//!     - result: It is a result, not a way to get there
//! ```
//!
//! Keys: ↑ and ↓ move, Space or a digit chooses and takes back, Enter goes on. `options_from` takes
//! the items of an earlier list, or of what an expression gives; `other: true` allows own words;
//! `at_least` is a wish that is said once, `at_most` a limit. The answer is the options chosen, as
//! they stood.

mod editor;
mod view;

pub use editor::Editor;

use serde::{Deserialize, Serialize};

use crate::base::id::ItemId;
use crate::base::page::{Block, Page};
use crate::base::plural::counted;
use crate::base::problem::Problem;
use crate::expr::{Scope, Value};
use crate::kind::contract::{Given, Kind, Opening, Refusal, Shape};
use crate::kind::part::options::{Chosen, Options, write_counts};
use crate::written::fields::Fields;

/// Most options one may choose.
const MOST: u32 = 100;

/// What one can choose from, and how many are meant.
#[derive(Clone, Debug, PartialEq)]
pub struct Spec {
    /// The options.
    pub options: Options,
    /// Fewer than these are asked about once.
    pub at_least: usize,
    /// More than these are not taken.
    pub at_most: usize,
}

/// What was chosen, in the order of the options.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The options.
    pub chosen: Vec<Chosen>,
    /// Own words that were written and not chosen; they are kept, and not shown on the page.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub aside: String,
}

impl Kind for Spec {
    type Answer = Answer;
    type Editor = Editor;
    const HAS_ITEMS: bool = true;
    const CHOOSES: bool = true;

    fn read(fields: &mut Fields<'_, '_>) -> Self {
        let options = Options::read(fields);
        let (at_least, at_most) = fields.limits(MOST);
        Self { options, at_least, at_most }
    }

    fn admits(&self, answer: &Answer) -> Result<(), Refusal> {
        if answer.chosen.len() > self.at_most {
            let message = format!("at most {} may be chosen here", self.at_most);
            return Err(Refusal::Because(message));
        }
        answer.chosen.iter().try_for_each(|chosen| self.options.admit(chosen))
    }

    fn open(&self, opening: &Opening<'_, Answer>) -> Editor {
        Editor::open(self, opening)
    }

    fn value(&self, answer: &Answer) -> Value {
        Value::List(answer.chosen.iter().map(Chosen::value).collect())
    }

    fn parts(&self) -> Vec<String> {
        ["count", "first", "last", "id"].map(str::to_owned).into()
    }

    fn shape(&self) -> Shape {
        Shape::Several(self.options.all())
    }

    fn write(&self, answer: &Answer, page: &mut Page) {
        if answer.chosen.is_empty() {
            page.add(Block::Quiet("none of them".to_owned()));
        }
        let items = answer.chosen.iter().map(|chosen| (chosen.text.clone(), String::new()));
        page.add(Block::Items(items.collect()));
    }

    fn write_all(&self, answers: &[(String, &Answer)], page: &mut Page) {
        let named = answers.iter().any(|(beside, _)| !beside.is_empty());
        if named {
            for (beside, answer) in answers {
                page.add(Block::Voice(beside.clone()));
                self.write(answer, page);
            }
            return;
        }
        write_counts(answers.iter().flat_map(|(_, answer)| &answer.chosen), page);
        let none = answers.iter().filter(|(_, answer)| answer.chosen.is_empty()).count();
        if none > 0 {
            let people = counted(none, "person", "people");
            page.add(Block::Quiet(format!("none of them: {people}")));
        }
    }

    fn unlinked(&self, answers: Vec<Answer>) -> Vec<Answer> {
        let one = |chosen: &[Chosen]| Answer { chosen: chosen.to_vec(), aside: String::new() };
        let apart = answers.iter().flat_map(|answer| match answer.chosen.as_slice() {
            [] => vec![one(&[])],
            chosen => chosen.chunks(1).map(one).collect(),
        });
        let mut apart: Vec<Answer> = apart.collect();
        apart.sort_by_cached_key(|one| one.chosen.first().map(|one| one.text.to_lowercase()));
        apart
    }

    fn given(&self, given: &Given<'_>) -> Result<Answer, Problem> {
        let items = given.items();
        let chosen: Result<Vec<Chosen>, Problem> =
            items.iter().map(|item| self.options.given(item)).collect();
        let answer = Answer { chosen: chosen?, aside: String::new() };
        self.admits(&answer).map_err(|why| given.problem(why.to_string()))?;
        Ok(answer)
    }

    fn stands(&self, scope: &dyn Scope) -> bool {
        self.options.other || !self.options.choices(scope).is_empty()
    }

    fn items(answer: &Answer) -> Option<Vec<ItemId>> {
        let name = |chosen: &Chosen| {
            ItemId::new(if chosen.id.is_empty() { &chosen.text } else { &chosen.id })
        };
        Some(answer.chosen.iter().map(name).collect())
    }
}
