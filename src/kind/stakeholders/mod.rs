//! `stakeholders`: who affects something, and who is affected by it.
//!
//! ```yaml
//! - step: parties
//!   kind: stakeholders
//!   ask: Who affects this, and who is affected by it? The silent ones too.
//!   ask_for: [wants, fears, sees, cannot_see, must]
//!   in_room: true
//!   heard: true
//! ```
//!
//! `ask_for` is any of these five, in the order in which they are asked; the last is what must be
//! true of them. Where it is left out or empty, names are enough. With `in_room` each party can be
//! marked as being here, with `heard` as asked, and not guessed at.
//!
//! Keys: Enter and Tab go to the next cell, F3 marks a party as being in the room, F5 as asked;
//! Enter on an empty party goes on. The answer is the parties in order; each has its
//! `{party.wants}` and so on, its `{party.in_room}` (yes or no), and its `{party.heard}`: asked, or
//! guess.

mod editor;
mod given;
mod keys;
mod parties;
mod view;

pub use editor::Editor;

use serde::{Deserialize, Serialize};

use crate::base::id::ItemId;
use crate::base::page::{Block, Page};
use crate::base::problem::Problem;
use crate::expr::Value;
use crate::kind::contract::{Given, Kind, Opening, Refusal, Shape};
use crate::written::asked::Wanted;
use crate::written::fields::{self, Fields};
use crate::written::suggest;

/// Most parties of one answer.
const MOST: usize = 100;

/// What may be asked for: its id, and its title.
const CELLS: [(&str, &str); 5] = [
    ("wants", "What they want"),
    ("fears", "What they fear"),
    ("sees", "What they see"),
    ("cannot_see", "What they cannot see from there"),
    ("must", "What must be true of them"),
];

/// What is asked for of each party.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spec {
    /// Id and title of each cell beside the name; there may be none.
    pub cells: Vec<(&'static str, &'static str)>,
    /// Whether parties are marked as being here.
    pub in_room: bool,
    /// Whether parties are marked as asked or guessed at.
    pub heard: bool,
}

/// The parties in order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The parties.
    pub parties: Vec<Party>,
}

/// One party.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Party {
    /// Its number, for as long as the answer exists.
    pub id: u32,
    /// What it is called.
    pub name: String,
    /// One text for each cell that is asked for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cells: Vec<String>,
    /// Whether it is in the room.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub in_room: bool,
    /// Whether it was asked, and not guessed at.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub heard: bool,
}

impl Kind for Spec {
    type Answer = Answer;
    type Editor = Editor;
    const HAS_ITEMS: bool = true;

    fn read(fields: &mut Fields<'_, '_>) -> Self {
        let cells = cells(fields);
        let in_room = fields.yes_no("in_room").unwrap_or(false);
        let heard = fields.yes_no("heard").unwrap_or(false);
        Self { cells, in_room, heard }
    }

    fn admits(&self, answer: &Answer) -> Result<(), Refusal> {
        let no = |words: String| Err(Refusal::Because(words));
        if answer.parties.is_empty() {
            return no("nobody is named here".to_owned());
        }
        if answer.parties.len() > MOST {
            return no(format!("there is room for {MOST} parties here"));
        }
        for (at, party) in answer.parties.iter().enumerate() {
            if party.name.trim().is_empty() {
                return no(format!("party {} has no name yet", at + 1));
            }
            if party.cells.len() != self.cells.len() {
                return no(format!("each party has {} cells", self.cells.len()));
            }
            if answer.parties[..at].iter().any(|other| other.id == party.id) {
                return no("two parties have the same number".to_owned());
            }
        }
        Ok(())
    }

    fn open(&self, opening: &Opening<'_, Answer>) -> Editor {
        Editor::open(self, opening)
    }

    fn value(&self, answer: &Answer) -> Value {
        let party = |party: &Party| {
            let text = |words: &String| match words.as_str() {
                "" => Value::Nothing,
                words => Value::Text(words.to_owned()),
            };
            let ids = self.cells.iter().map(|(id, _)| *id);
            let mut parts: Vec<(&str, Value)> = ids.zip(party.cells.iter().map(text)).collect();
            if self.in_room {
                parts.push(("in_room", Value::YesNo(party.in_room)));
            }
            if self.heard {
                let (id, text) =
                    if party.heard { ("asked", "asked") } else { ("guess", "a guess") };
                let heard = Value::Choice { id: id.to_owned(), text: text.to_owned() };
                parts.push(("heard", heard));
            }
            Value::item(&party.id.to_string(), &party.name, parts)
        };
        Value::List(answer.parties.iter().map(party).collect())
    }

    fn parts(&self) -> Vec<String> {
        let mut parts = vec!["count", "first", "last", "id"];
        parts.extend(self.cells.iter().map(|(id, _)| id));
        parts.extend(self.in_room.then_some("in_room"));
        parts.extend(self.heard.then_some("heard"));
        parts.into_iter().map(str::to_owned).collect()
    }

    fn shape(&self) -> Shape {
        Shape::Several(None)
    }

    fn write(&self, answer: &Answer, page: &mut Page) {
        if self.cells.is_empty() {
            let item = |party: &Party| (party.name.clone(), self.marks(party.in_room, party.heard));
            page.add(Block::Items(answer.parties.iter().map(item).collect()));
            return;
        }
        if let [(_, title)] = self.cells.as_slice() {
            // The question is who they are, so that what is told of them needs its title.
            let told = |party: &Party| {
                let words = party.cells.first().filter(|words| !words.is_empty());
                let words = words.map(|words| (1, format!("{title}: {words}"), String::new()));
                let marks = self.marks(party.in_room, party.heard);
                std::iter::once((0, party.name.clone(), marks)).chain(words)
            };
            page.add(Block::Nested(answer.parties.iter().flat_map(told).collect()));
            return;
        }
        let titles = self.cells.iter().map(|(_, title)| (*title).to_owned());
        let head = std::iter::once(String::new()).chain(titles).collect();
        let row = |party: &Party| {
            let name = match self.marks(party.in_room, party.heard) {
                marks if marks.is_empty() => party.name.clone(),
                marks => format!("{} ({marks})", party.name),
            };
            std::iter::once(name).chain(party.cells.iter().cloned()).collect()
        };
        page.add(Block::Table(head, answer.parties.iter().map(row).collect()));
    }

    fn unlinked(&self, answers: Vec<Answer>) -> Vec<Answer> {
        let mut parties: Vec<Party> = answers.into_iter().flat_map(|one| one.parties).collect();
        parties.sort_by_cached_key(|party| {
            (party.name.to_lowercase(), party.cells.join("\n").to_lowercase())
        });
        vec![Answer { parties }]
    }

    fn given(&self, given: &Given<'_>) -> Result<Answer, Problem> {
        let answer = Answer { parties: given::parties(self, given)? };
        self.admits(&answer).map_err(|why| given.problem(why.to_string()))?;
        Ok(answer)
    }

    fn items(answer: &Answer) -> Option<Vec<ItemId>> {
        Some(answer.parties.iter().map(|party| ItemId::new(&party.id.to_string())).collect())
    }
}

impl Spec {
    /// What is marked of a party, in words.
    fn marks(&self, in_room: bool, heard: bool) -> String {
        let room = if in_room { "in the room" } else { "not in the room" };
        let heard = if heard { "asked" } else { "a guess" };
        let marks = [self.in_room.then_some(room), self.heard.then_some(heard)];
        marks.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
}

/// Reads `ask_for`, which may be empty.
fn cells(fields: &mut Fields<'_, '_>) -> Vec<(&'static str, &'static str)> {
    let mut cells: Vec<(&str, &str)> = Vec::new();
    fields.wants("ask_for", || Wanted::Several(vec![Wanted::one_of(&CELLS)]));
    for node in fields.items("ask_for").unwrap_or_default() {
        let source = fields.source();
        let Some(word) = fields::words(node, "ask_for", source, fields.reading) else { continue };
        let short = suggest::short(&word.value);
        let mut problem = |code, message: String, hint: String| {
            fields.reading.problems.push(Problem::new(code, word.span, message).hint(hint));
        };
        let Some(cell) = CELLS.iter().find(|(id, _)| *id == word.value) else {
            let names = CELLS.map(|(id, _)| id);
            let hint = suggest::suggest(&word.value, &names);
            problem("unknown-value", format!("“{short}” cannot be asked for here"), hint);
            continue;
        };
        if cells.contains(cell) {
            let message = format!("`{short}` is asked for twice");
            problem("doubled-option", message, "leave one of the two out".to_owned());
            continue;
        }
        cells.push(*cell);
    }
    cells
}
