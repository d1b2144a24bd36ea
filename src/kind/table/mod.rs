//! `table`: rows of named cells.
//!
//! ```yaml
//! - step: two_columns
//!   kind: table
//!   ask: What was said, and what did you think and not say?
//!   columns:
//!     - said: What was said
//!     - unsaid: What I thought and did not say
//!   at_least: 3
//! ```
//!
//! Keys: Enter and Tab go to the next cell; Enter on an empty last row goes on. `rows` are headings
//! of rows, written as the columns are; `rows_from` names an earlier list, or makes one, whose items
//! are the headings. The answer is the rows in order.

mod editor;
mod view;

pub use editor::Editor;

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use crate::base::id::ItemId;
use crate::base::page::{Block, Page};
use crate::base::plural::counted;
use crate::base::problem::Problem;
use crate::expr::{Expr, Scope, Value};
use crate::kind::contract::{Given, Kind, Opening, Refusal};
use crate::kind::part::titled::{self, Called};
use crate::written::fields::Fields;
use crate::written::tree::Node;

/// Most rows of one table.
const MOST_ROWS: u32 = 100;
/// What rows are called that an author wrote.
const ROWS: Called = Called {
    one: "row",
    key: "rows",
    most: MOST_ROWS as usize,
    instead: "leave some out, or make two tables",
};

/// What the columns are called.
const COLUMNS: Called = Called {
    one: "column",
    key: "columns",
    most: 8,
    instead: "leave some out, or make two tables",
};

/// Columns, and how many rows are meant.
#[derive(Clone, Debug, PartialEq)]
pub struct Spec {
    /// Id and title of each column; never empty once checked.
    pub columns: Vec<(String, String)>,
    /// Where the rows have their headings from.
    pub rows: Rows,
    /// Fewer rows than these are asked about once.
    pub at_least: usize,
    /// More rows than these are not taken.
    pub at_most: usize,
}

/// Where rows have their headings from.
#[derive(Clone, Debug, PartialEq)]
pub enum Rows {
    /// They have none; there are as many as are written.
    Free,
    /// The author: id and heading of each.
    Written(Vec<(String, String)>),
    /// The items of an earlier list.
    From(Expr),
}

/// The rows in order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The rows.
    pub rows: Vec<Row>,
}

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// Its name, for as long as the table exists: a number, or the name of the item it is about.
    pub id: String,
    /// The item it is about; empty where rows have no labels.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub label: String,
    /// One text for each column.
    pub cells: Vec<String>,
}

impl Kind for Spec {
    type Answer = Answer;
    type Editor = Editor;
    const HAS_ITEMS: bool = true;

    fn read(fields: &mut Fields<'_, '_>) -> Self {
        let columns = columns(fields);
        let written = titled::read(fields, &ROWS);
        let written = fields.has("rows").then_some(written);
        let from = fields.list("rows_from");
        fields.apart("rows", "rows_from", "keep one of the two");
        let rows = match (written, from) {
            (Some(written), _) => Rows::Written(written),
            (None, Some(from)) => Rows::From(from),
            (None, None) => Rows::Free,
        };
        let (at_least, at_most) = fields.limits(MOST_ROWS);
        Self { columns, rows, at_least, at_most }
    }

    fn admits(&self, answer: &Answer) -> Result<(), Refusal> {
        let no = |words: String| Err(Refusal::Because(words));
        if answer.rows.is_empty() {
            return no("there is nothing in this table".to_owned());
        }
        if answer.rows.len() > self.at_most {
            return no(format!("there is room for {} rows here", self.at_most));
        }
        if answer.rows.iter().any(|row| row.cells.len() != self.columns.len()) {
            return no(format!("each row has {} cells", self.columns.len()));
        }
        Ok(())
    }

    fn open(&self, opening: &Opening<'_, Answer>) -> Editor {
        Editor::open(self, self.labels(opening.scope).as_deref(), opening)
    }

    fn value(&self, answer: &Answer) -> Value {
        let row = |row: &Row| {
            let cells = self.columns.iter().zip(&row.cells);
            let cell = |((id, _), text): (&(String, String), &String)| {
                (id.clone(), Value::Text(text.clone()))
            };
            let (name, is) = if row.label.is_empty() {
                ("id", Value::Text(row.id.clone()))
            } else {
                ("label", Value::Choice { id: row.id.clone(), text: row.label.clone() })
            };
            let label = std::iter::once((name.to_owned(), is));
            Value::Record(label.into_iter().chain(cells.map(cell)).collect())
        };
        Value::List(answer.rows.iter().map(row).collect())
    }

    fn parts(&self) -> Vec<String> {
        let rows = ["count", "first", "last"].map(str::to_owned).into_iter();
        rows.chain(self.columns.iter().map(|(id, _)| id.clone())).collect()
    }

    fn write(&self, answer: &Answer, page: &mut Page) {
        let labelled = answer.rows.iter().any(|row| !row.label.is_empty());
        let titles = self.columns.iter().map(|(_, title)| title.clone());
        let head = labelled.then(String::new).into_iter().chain(titles);
        let row = |row: &Row| {
            let label = labelled.then(|| row.label.clone());
            label.into_iter().chain(row.cells.iter().cloned()).collect()
        };
        let says = |row: &&Row| row.cells.iter().any(|cell| !cell.trim().is_empty());
        let rows = answer.rows.iter().filter(says).map(row).collect();
        page.add(Block::Table(head.collect(), rows));
    }

    fn unlinked(&self, answers: Vec<Answer>) -> Vec<Answer> {
        let labels = |answers: &[Answer]| -> Vec<String> {
            answers.first().iter().flat_map(|one| one.rows.iter().map(|row| row.id.clone())).collect()
        };
        let labels = if matches!(self.rows, Rows::Free) { Vec::new() } else { labels(&answers) };
        let mut rows: Vec<Row> = answers.into_iter().flat_map(|answer| answer.rows).collect();
        rows.sort_by_cached_key(|row| {
            let at = labels.iter().position(|id| *id == row.id);
            (at.unwrap_or(labels.len()), row.cells.join("\n").to_lowercase())
        });
        vec![Answer { rows }]
    }

    fn given(&self, given: &Given<'_>) -> Result<Answer, Problem> {
        let labels = self.labels(given.scope);
        let mut rows = Vec::new();
        for (at, item) in given.items().iter().enumerate() {
            if labels.as_ref().is_some_and(|labels| at >= labels.len()) {
                let rows = counted(at, "row", "rows");
                return Err(item.problem(format!("this table has {rows} and no more")));
            }
            let (id, label) = match &labels {
                Some(labels) => labels.get(at).cloned().unwrap_or_default(),
                None => ((at + 1).to_string(), String::new()),
            };
            rows.push(Row { id, label, cells: self.cells(item)? });
        }
        let answer = Answer { rows };
        self.admits(&answer).map_err(|why| given.problem(why.to_string()))?;
        Ok(answer)
    }

    fn stands(&self, scope: &dyn Scope) -> bool {
        self.labels(scope).is_none_or(|labels| !labels.is_empty())
    }

    fn items(answer: &Answer) -> Option<Vec<ItemId>> {
        Some(answer.rows.iter().map(|row| ItemId::new(&row.id)).collect())
    }
}

impl Spec {
    /// Names and headings of the rows, where they have some. The same item twice is one row.
    fn labels(&self, scope: &dyn Scope) -> Option<Vec<(String, String)>> {
        let mut labels = match &self.rows {
            Rows::Free => return None,
            Rows::Written(rows) => rows.clone(),
            Rows::From(expr) => {
                let heading = |item: &Value| item.label().unwrap_or(item).read_aloud();
                let items = expr.value(scope).into_items();
                items.iter().map(|item| (item.item_id(), heading(item))).collect()
            }
        };
        let mut seen = HashSet::new();
        labels.retain(|(id, _)| seen.insert(id.clone()));
        labels.truncate(self.at_most);
        Some(labels)
    }

    /// One row from a file of answers: the cells in order, or by the names of their columns.
    fn cells(&self, row: &Given<'_>) -> Result<Vec<String>, Problem> {
        if matches!(row.node.value, Node::Map(_)) {
            let cell = |(id, _): &(String, String)| {
                row.part(id).map_or(Ok(String::new()), |part| part.words())
            };
            return self.columns.iter().map(cell).collect();
        }
        let mut cells: Vec<String> =
            row.items().iter().map(Given::words).collect::<Result<_, _>>()?;
        if cells.len() > self.columns.len() {
            let message = format!("a row has {} cells here", self.columns.len());
            return Err(row.problem(message));
        }
        cells.resize(self.columns.len(), String::new());
        Ok(cells)
    }
}

fn columns(fields: &mut Fields<'_, '_>) -> Vec<(String, String)> {
    let hint = "add columns: with one line “- id: title” for each";
    fields.needed("columns", hint);
    let mut columns = titled::read(fields, &COLUMNS);
    if columns.is_empty() {
        columns.push(("words".to_owned(), String::new()));
    }
    columns
}
