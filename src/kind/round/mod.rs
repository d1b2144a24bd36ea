//! `round`: each person speaks in turn, once before anyone speaks twice. A line may be typed for
//! each of them; they say whether it stands. After the talking piece of the circle (Baldwin and
//! Linnea, The Circle Way, 2010).
//!
//! ```yaml
//! - step: checkin
//!   kind: round
//!   ask: What do you bring with you today?
//!   time: 1 minute each
//! ```
//!
//! Keys: Enter gives the word to the next person, and goes on after the last. `order` is seat
//! (each round begins one seat further), reversed, by lot or volunteers; `turns` says how
//! often everyone speaks; `notes: false` leaves the keyboard out of it. A pass leaves no trace. The
//! answer is the notes, each with whose it is. Alone, the step has no place in the conversation.

mod editor;
mod view;

pub use editor::Editor;

use serde::{Deserialize, Serialize};

use crate::base::id::ItemId;
use crate::base::page::{Block, Page};
use crate::base::problem::Problem;
use crate::expr::{Scope, Value};
use crate::kind::contract::{Given, Kind, Opening, Refusal, Shape};
use crate::written::fields::Fields;
use crate::written::tree::Node;

/// Most turns of one person.
const MOST_TURNS: u32 = 5;

/// How a round goes.
#[derive(Clone, Debug, PartialEq)]
pub struct Spec {
    /// Who speaks after whom.
    pub order: Order,
    /// How often everyone speaks.
    pub turns: usize,
    /// Whether notes may be typed.
    pub notes: bool,
}

/// Who speaks after whom.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// By seat, each round one seat further.
    #[default]
    Seat,
    /// By seat, the other way round.
    Reversed,
    /// Whoever wishes.
    Volunteers,
    /// As the lot falls.
    Lot,
}

/// The notes of a round.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// What was typed, in the order it was said.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Note>,
}

/// What was typed for one person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// Their seat.
    pub by: String,
    /// Their name, as it was then.
    pub name: String,
    /// The words, which they let stand.
    pub text: String,
}

impl Kind for Spec {
    type Answer = Answer;
    type Editor = Editor;
    const HAS_ITEMS: bool = true;
    const GOES_ROUND: bool = true;

    fn read(fields: &mut Fields<'_, '_>) -> Self {
        const ORDERS: [(&str, Order); 4] = [
            ("seat", Order::Seat),
            ("reversed", Order::Reversed),
            ("volunteers", Order::Volunteers),
            ("by lot", Order::Lot),
        ];
        let order = fields.one_of("order", &ORDERS).unwrap_or_default();
        let turns = fields.count("turns", 1, MOST_TURNS).unwrap_or(1) as usize;
        let notes = fields.yes_no("notes").unwrap_or(true);
        Self { order, turns, notes }
    }

    fn admits(&self, answer: &Answer) -> Result<(), Refusal> {
        const MOST: usize = 200;
        if answer.notes.len() > MOST {
            return Err(Refusal::Because(format!("there is room for {MOST} notes here")));
        }
        Ok(())
    }

    fn open(&self, opening: &Opening<'_, Answer>) -> Editor {
        Editor::open(self, &self.speakers(opening.scope), opening)
    }

    fn value(&self, answer: &Answer) -> Value {
        let note = |(at, note): (usize, &Note)| {
            let label = Value::Choice { id: (at + 1).to_string(), text: note.text.clone() };
            let by = Value::Choice { id: note.by.clone(), text: note.name.clone() };
            Value::Record(vec![("label".to_owned(), label), ("by".to_owned(), by)])
        };
        Value::List(answer.notes.iter().enumerate().map(note).collect())
    }

    fn parts(&self) -> Vec<String> {
        ["count", "first", "last", "label", "by"].map(str::to_owned).into()
    }

    fn shape(&self) -> Shape {
        Shape::Several(None)
    }

    fn write(&self, answer: &Answer, page: &mut Page) {
        for note in &answer.notes {
            page.add(Block::Voice(note.name.clone()));
            page.add(Block::Said(note.text.clone()));
        }
    }

    /// A group of names and notes; nothing where nothing was typed.
    fn given(&self, given: &Given<'_>) -> Result<Answer, Problem> {
        let mut notes = Vec::new();
        for (by, name) in self.speakers(given.scope) {
            let Some(part) = given.part(&name) else { continue };
            // A pass leaves no trace here either.
            for item in part.items().iter().filter(|item| item.node.value != Node::Nothing) {
                notes.push(Note { by: by.clone(), name: name.clone(), text: item.words()? });
            }
        }
        Ok(Answer { notes })
    }

    fn stands(&self, scope: &dyn Scope) -> bool {
        !scope.value("alone").holds()
    }

    fn asks(&self) -> bool {
        false
    }

    fn items(answer: &Answer) -> Option<Vec<ItemId>> {
        Some((1..=answer.notes.len()).map(|at| ItemId::new(&at.to_string())).collect())
    }
}

impl Spec {
    /// Seat and name of those who speak, one after the other.
    fn speakers(&self, scope: &dyn Scope) -> Vec<(String, String)> {
        let Value::List(people) = scope.value("people") else { return Vec::new() };
        let person = |value: Value| match value {
            Value::Choice { id, text } => Some((id, text)),
            _ => None,
        };
        let mut people: Vec<(String, String)> = people.into_iter().filter_map(person).collect();
        let count = people.len().max(1);
        match self.order {
            Order::Seat => people.rotate_left(scope.begins_at() % count),
            Order::Reversed => {
                people.reverse();
                people.rotate_left(scope.begins_at() % count);
            }
            Order::Volunteers => {}
            Order::Lot => {
                let turn = scope.begins_at();
                people.sort_by_cached_key(|(id, name)| {
                    crc32fast::hash(format!("{turn} {id} {name} {count}").as_bytes())
                });
            }
        }
        people
    }
}
