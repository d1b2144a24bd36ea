//! `tree`: short things under one another, such as causes and what lies behind them.
//!
//! ```yaml
//! - step: web
//!   kind: tree
//!   ask: Why? And why that?
//!   root: "{event}"
//!   deepest: 5
//!   widest: 2
//!   returns: true
//! ```
//!
//! Keys: Enter begins the next line, Tab puts a line under the one above it and Shift-Tab takes it
//! out again; with `widest: 1` each line stands under the one before. `deepest` is the most levels,
//! `widest` the most lines under one. With `returns: true` a line may lead back up to an earlier
//! one, or to the `root`: F3. The answer is the lines; `{web.leaves}` are those that nothing stands
//! under, `{web.returns}` those that lead back, `{web.deepest}` is the one that stands deepest.

mod acts;
mod editor;
mod keys;
mod read;
mod shape;
mod view;

pub use editor::Editor;

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::base::id::ItemId;
use crate::base::page::{Block, Page};
use crate::base::plural::counted;
use crate::base::problem::Problem;
use crate::expr::{Text, Value};
use crate::kind::contract::{Given, Kind, Opening, Refusal, Shape};
use crate::written::fields::Fields;

/// Most lines of one tree.
const MOST: usize = 60;
/// Most levels, and what is meant where nothing is said.
const DEEPEST: (u32, u32) = (8, 5);
/// Most lines under one, and what is meant where nothing is said.
const WIDEST: (u32, u32) = (12, 8);

/// What the lines hang from, and how far they may spread.
#[derive(Clone, Debug, PartialEq)]
pub struct Spec {
    /// What all lines hang from.
    pub root: Text,
    /// Most levels.
    pub deepest: usize,
    /// Most lines right under one.
    pub widest: usize,
    /// Whether a line may lead back up.
    pub returns: bool,
}

/// The lines from top to bottom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// What they hang from, as it stood.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub root: String,
    /// The lines, each after the one it stands under.
    pub items: Vec<Item>,
}

/// One line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// Its number, for as long as the tree exists.
    pub id: u32,
    /// Its words.
    pub text: String,
    /// The line it stands under; 0 where it is outermost.
    #[serde(default, skip_serializing_if = "is_root")]
    pub under: u32,
    /// The line it leads back to; 0 is what all of them hang from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub back_to: Option<u32>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands it over like this")]
fn is_root(id: &u32) -> bool {
    *id == 0
}

impl Answer {
    /// How deep each line stands, by its number.
    fn depths(&self) -> HashMap<u32, usize> {
        let mut depths = HashMap::from([(0, 0)]);
        for item in &self.items {
            let above = depths.get(&item.under).copied().unwrap_or(0);
            depths.insert(item.id, above + 1);
        }
        depths
    }

    /// The words of a line, or of what all of them hang from.
    fn words(&self, id: u32) -> &str {
        let item = self.items.iter().find(|item| item.id == id);
        item.map_or(self.root.as_str(), |item| item.text.as_str())
    }

    fn is_leaf(&self, item: &Item) -> bool {
        !self.items.iter().any(|other| other.under == item.id)
    }

    /// A line as conditions and quotations see it.
    fn value(&self, item: &Item) -> Value {
        let other = |id: u32| match id {
            0 if self.root.is_empty() => Value::Nothing,
            0 => Value::Text(self.root.clone()),
            id => Value::Choice { id: id.to_string(), text: self.words(id).to_owned() },
        };
        let back_to = item.back_to.map_or(Value::Nothing, other);
        let parts = vec![("under", other(item.under)), ("back_to", back_to)];
        Value::item(&item.id.to_string(), &item.text, parts)
    }
}

impl Kind for Spec {
    type Answer = Answer;
    type Editor = Editor;
    const HAS_ITEMS: bool = true;

    fn read(fields: &mut Fields<'_, '_>) -> Self {
        let root = fields.text("root").unwrap_or_default();
        let deepest = fields.count("deepest", 1, DEEPEST.0).unwrap_or(DEEPEST.1) as usize;
        let widest = fields.count("widest", 1, WIDEST.0).unwrap_or(WIDEST.1) as usize;
        let returns = fields.yes_no("returns").unwrap_or(false);
        Self { root, deepest, widest, returns }
    }

    fn admits(&self, answer: &Answer) -> Result<(), Refusal> {
        let no = |words: String| Err(Refusal::Because(words));
        if answer.items.is_empty() {
            return no("there is nothing in this tree".to_owned());
        }
        if answer.items.len() > MOST {
            return no(format!("there is room for {MOST} lines here"));
        }
        let mut under: HashMap<u32, usize> = HashMap::from([(0, 0)]);
        for item in &answer.items {
            if item.text.trim().is_empty() {
                return no("a line of this tree says nothing".to_owned());
            }
            let Some(there) = under.get_mut(&item.under) else {
                return no(format!("“{}” stands under a line that is not there", item.text));
            };
            *there += 1;
            if *there > self.widest {
                let lines = counted(self.widest, "line", "lines");
                return no(format!("there is room for {lines} under one"));
            }
            if under.insert(item.id, 0).is_some() {
                return no("two lines of this tree have the same number".to_owned());
            }
        }
        let deepest = answer.depths().into_values().max().unwrap_or(0);
        if deepest > self.deepest {
            return no(format!("this goes {} deep at most", counted(self.deepest, "level", "levels")));
        }
        for item in &answer.items {
            let lost = |to: &u32| !under.contains_key(to) || *to == item.id;
            if item.back_to.as_ref().is_some_and(lost) || (item.back_to.is_some() && !self.returns) {
                return no(format!("“{}” cannot lead back there", item.text));
            }
        }
        Ok(())
    }

    fn open(&self, opening: &Opening<'_, Answer>) -> Editor {
        Editor::open(self, opening)
    }

    fn value(&self, answer: &Answer) -> Value {
        Value::List(answer.items.iter().map(|item| answer.value(item)).collect())
    }

    fn part(&self, answer: &Answer, name: &str) -> Option<Value> {
        let items = answer.items.iter();
        match name {
            "leaves" => {
                let leaves = items.filter(|item| answer.is_leaf(item));
                Some(Value::List(leaves.map(|item| answer.value(item)).collect()))
            }
            "returns" => {
                let back = |item: &Item| {
                    let to = answer.words(item.back_to?);
                    let text = format!("{} → {to}", item.text);
                    Some(Value::Choice { id: item.id.to_string(), text })
                };
                Some(Value::List(items.filter_map(back).collect()))
            }
            "deepest" => {
                let depths = answer.depths();
                let deep = |item: &&Item| depths.get(&item.id).copied().unwrap_or(0);
                // Of several, the first.
                let deepest = items.rev().max_by_key(deep);
                Some(deepest.map_or(Value::Nothing, |item| answer.value(item)))
            }
            _ => None,
        }
    }

    fn parts(&self) -> Vec<String> {
        ["count", "first", "last", "id", "under", "back_to", "leaves", "returns", "deepest"]
            .map(str::to_owned)
            .into()
    }

    fn shape(&self) -> Shape {
        Shape::Several(None)
    }

    fn write(&self, answer: &Answer, page: &mut Page) {
        let depths = answer.depths();
        let rooted = usize::from(!answer.root.is_empty());
        let line = |item: &Item| {
            let deep = depths.get(&item.id).copied().unwrap_or(1) - 1 + rooted;
            let mark = item.back_to.map(|to| format!("back to: {}", answer.words(to)));
            (deep, item.text.clone(), mark.unwrap_or_default())
        };
        let root = (rooted > 0).then(|| (0, answer.root.clone(), String::new()));
        page.add(Block::Nested(root.into_iter().chain(answer.items.iter().map(line)).collect()));
    }

    fn given(&self, given: &Given<'_>) -> Result<Answer, Problem> {
        read::given(self, given)
    }

    fn items(answer: &Answer) -> Option<Vec<ItemId>> {
        Some(answer.items.iter().map(|item| ItemId::new(&item.id.to_string())).collect())
    }
}
