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
//! Keys: Enter and Tab go to the next cell; Enter on an empty last row goes on. `rows_from` names a
//! list whose items label the rows. The answer is the rows in order.

mod editor;
mod view;

pub use editor::Editor;

use serde::{Deserialize, Serialize};

use crate::base::id::ItemId;
use crate::base::page::{Block, Page};
use crate::base::problem::Problem;
use crate::expr::{Scope, Value};
use crate::kind::contract::{Given, Kind, Opening, Refusal};
use crate::kind::part::titled::{self, Called};
use crate::written::fields::Fields;
use crate::written::mention::{Mention, Wants};
use crate::written::tree::Node;

/// Most rows of one table.
const MOST_ROWS: u32 = 100;
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
    /// The list whose items label the rows.
    pub rows_from: Option<String>,
    /// Fewer rows than these are asked about once.
    pub at_least: usize,
    /// More rows than these are not taken.
    pub at_most: usize,
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
        let rows_from = fields.words("rows_from");
        if let Some(name) = &rows_from {
            let mention = Mention::of(name.clone(), Wants::Items);
            fields.reading.mentions.push(mention);
        }
        let (at_least, at_most) = fields.limits(MOST_ROWS);
        Self { columns, rows_from: rows_from.map(|name| name.value), at_least, at_most }
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
        page.add(Block::Table(head.collect(), answer.rows.iter().map(row).collect()));
    }

    fn given(&self, given: &Given<'_>) -> Result<Answer, Problem> {
        let labels = self.labels(given.scope);
        let mut rows = Vec::new();
        for (at, item) in given.items().iter().enumerate() {
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
    /// Names and labels of the rows, where an earlier list gives them.
    fn labels(&self, scope: &dyn Scope) -> Option<Vec<(String, String)>> {
        let name = self.rows_from.as_ref()?;
        let Value::List(items) = scope.value(name) else { return Some(Vec::new()) };
        let label = |item: &Value| match item.label().unwrap_or(item) {
            Value::Choice { id, text } => (id.clone(), text.clone()),
            other => (other.read_aloud(), other.read_aloud()),
        };
        Some(items.iter().map(label).collect())
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
