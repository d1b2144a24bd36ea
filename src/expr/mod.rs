//! The small language in which a protocol looks at earlier answers: `when: sure_now >= 50`,
//! `{vision}`. It can compare and quote; it can run nothing, and every mistake has its place.
//!
//! - `{vision}` in a text quotes the answer to the step `vision`; `{{` shows a brace.
//! - `{reality.count}` counts a list; `.first` and `.last` are its ends; `{note.words}` counts words.
//!   A table has its columns, and a promise its parts: `{promise.by}`.
//! - `when: sure >= 7` compares numbers: `<` `<=` `>` `>=` `=`.
//! - `when: level is "event"` and `level is not "event"` compare a choice with an option, by its id or
//!   its words; `checks has "seen"` and `checks lacks "seen"` ask about several.
//! - `when: vision is answered` and `vision is missing` ask whether anything was said; a pass is
//!   nothing said.
//! - `until: deeper repeats` holds when an answer is the same as in the lap before, or was passed;
//!   `{deeper.laps}` is all of them, lap after lap.
//! - `people`, `alone`, `me` and `minutes_left` are always there.
//! - `and`, `or`, `not` and brackets join conditions. Words to compare with stand in quotation marks.
//! - Only earlier steps can be spoken of, by their names.

mod arguments;
mod eval;
mod fuel;
mod functions;
mod item;
mod parse;
#[cfg(test)]
mod tests;
mod text;
mod token;
mod tree;
mod value;
mod words;

pub use functions::{FUNCTIONS, Function};
pub use item::MOST_ITEMS;
pub use text::Text;
pub use value::{Value, number_in_words};

use crate::base::page::Page;
use crate::base::problem::Problem;
use crate::base::span::Spanned;
use eval::Run;
use fuel::Fuel;
use tree::Tree;

/// Where names get their values: the session's answers, cut down to what may be seen.
pub trait Scope {
    /// The value behind a name; `Nothing` where there is no answer.
    fn value(&self, name: &str) -> Value;

    /// A part of what stands behind a name, where its value alone does not have it.
    fn part(&self, _name: &str, _part: &str) -> Option<Value> {
        None
    }

    /// What was said in the last session with this protocol; `Nothing` where there was none.
    fn last(&self, _name: &str) -> Value {
        Value::Nothing
    }

    /// What was said in an earlier session, with this protocol or with another one.
    fn earlier(&self, protocol: Option<&str>, which: Which, name: &str) -> Value {
        match (protocol, which) {
            (None, Which::Last) => self.last(name),
            _ => Value::Nothing,
        }
    }

    /// The title of a step of another protocol.
    fn title_in(&self, _protocol: &str, _name: &str) -> Option<String> {
        None
    }

    /// What people gave in the step behind a name, for a step that reveals it.
    fn hidden(&self, _name: &str) -> Vec<Hidden> {
        Vec::new()
    }

    /// Which seat begins a round here.
    fn begins_at(&self) -> usize {
        0
    }

    /// What was answered in the lap before this one; `Nothing` in the first, and outside of laps.
    fn lap_before(&self, _name: &str) -> Value {
        Value::Nothing
    }

    /// The answers of all laps, in order, as a list; `Nothing` for what is not gone through in laps.
    fn laps(&self, _name: &str) -> Value {
        Value::Nothing
    }

    /// What one person answered, in a step that everyone answers.
    fn by(&self, _step: &str, _person: &str) -> Value {
        Value::Nothing
    }

    /// The title of the step behind a name.
    fn title(&self, _name: &str) -> Option<String> {
        None
    }
}

/// Which of the earlier sessions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// The one before this.
    Last,
    /// The first there was.
    First,
}

/// What one voice gave, as it is revealed.
#[derive(Clone, Debug, PartialEq)]
pub struct Hidden {
    /// Whose it is, where that may be known.
    pub who: Option<String>,
    /// The items it is about, from outside in.
    pub about: Vec<String>,
    /// What it comes to.
    pub value: Value,
    /// Between which numbers it lies, where it is a number.
    pub range: Option<(f64, f64)>,
    /// Whether its items were chosen among those that all could choose.
    pub chosen: bool,
    /// Its words.
    pub page: Page,
}

/// A scope without answers.
impl Scope for () {
    fn value(&self, _name: &str) -> Value {
        Value::Nothing
    }
}

/// Names that are always there. They come through [`Scope::value`] like all others: the people of
/// this conversation, whether one is alone, whose turn it is, and what is left of the time agreed on.
pub const ALWAYS: &[&str] = &["people", "alone", "me", "minutes_left"];

/// Whether `word` means something in an expression, so that no step can be called so.
pub fn is_reserved(word: &str) -> bool {
    parse::RESERVED.contains(&word) || ALWAYS.contains(&word)
}

/// A condition or a quotation.
#[derive(Clone, Debug, PartialEq)]
pub struct Expr(Tree);

impl Expr {
    /// Parses `source`, whose first byte stands at `start` in its file.
    pub fn parse(source: &str, start: usize) -> Result<Self, Problem> {
        // Most quotations are one name and nothing else; a hostile file holds them by the thousand.
        let is_name = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        let plain = source.starts_with(|c: char| c.is_ascii_lowercase())
            && source.len() <= crate::base::id::LONGEST_NAME
            && source.chars().all(is_name);
        if plain && !parse::RESERVED.contains(&source) {
            let span = crate::base::span::Span::new(start, start + source.len());
            return Ok(Self(Tree::Name(Spanned::new(source.to_owned(), span))));
        }
        parse::parse(source, start).map(Self)
    }

    /// What it comes to, given the answers.
    pub fn value(&self, scope: &dyn Scope) -> Value {
        Run { scope, fuel: &Fuel::full() }.value(&self.0)
    }

    /// Whether it holds, given the answers.
    pub fn holds(&self, scope: &dyn Scope) -> bool {
        self.value(scope).holds()
    }

    /// The name, where that is all there is.
    pub fn as_name(&self) -> Option<&Spanned<String>> {
        match &self.0 {
            Tree::Name(name) => Some(name),
            _ => None,
        }
    }

    /// What holds exactly where this does not.
    #[must_use]
    pub fn negated(self) -> Self {
        Self(Tree::Not(Box::new(self.0)))
    }

    /// Every name it mentions, each with its place.
    pub fn names(&self) -> Vec<&Spanned<String>> {
        self.named().into_iter().map(|named| named.name).collect()
    }

    /// Every name it mentions, each with the parts that are asked of it.
    pub fn named(&self) -> Vec<Named<'_>> {
        let mut found = Vec::new();
        self.0.collect(&mut found);
        found
    }

    /// The same expression with names replaced. Words that are more than one quotation become the
    /// words they come to. What was put in keeps the places it was written at.
    #[must_use]
    pub fn substitute(&self, by: &dyn Fn(&str) -> Option<Replacement>) -> Self {
        Self(self.0.substitute(by))
    }
}

/// What is put in place of a name, when a fragment is used.
#[derive(Clone, Debug, PartialEq)]
pub enum Replacement {
    /// Another name; it stands at the place of the first.
    Name(String),
    /// What an expression comes to.
    Expr(Expr),
    /// Words, which may quote.
    Text(Text),
}

/// A name in an expression, and the parts asked of it: `facts.first.words`.
#[derive(Clone, Debug, PartialEq)]
pub struct Named<'a> {
    /// The name.
    pub name: &'a Spanned<String>,
    /// The parts, from left to right.
    pub parts: Vec<&'a Spanned<String>>,
    /// What it is compared with, where that is written beside it.
    pub compared: Option<(Compares, &'a Spanned<Value>)>,
}

/// How a name is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compares {
    /// `<`
    Below,
    /// `<=`
    AtMost,
    /// `>`
    Above,
    /// `>=`
    AtLeast,
    /// `is`, `is not`, `=`
    Same,
    /// `has`, `lacks`
    Has,
}
