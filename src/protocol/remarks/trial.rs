//! Trying out whether a condition can hold: so many people at the table, and answers of every sort
//! that it tells apart.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

use crate::base::id::Voice;
use crate::expr::{ALWAYS, Compares, Expr, Named, Scope, Value};

/// Most conditions tried out for one file. Beyond that, they are taken to hold.
const MOST: usize = 20_000;
/// Most names whose answers are tried out together.
const MOST_NAMES: usize = 6;
/// Most ways in which the answers to a condition are tried out.
const MOST_WAYS: usize = 1_024;

/// What may still be tried out.
pub(super) struct Trials(Cell<usize>);

/// Answers, by the names of steps.
pub(super) type Answers<'a> = BTreeMap<&'a str, Value>;

/// A table with so many people, and these answers.
pub(super) struct Table<'a> {
    pub people: usize,
    pub answers: &'a Answers<'a>,
}

impl Trials {
    pub fn new() -> Self {
        Self(Cell::new(MOST))
    }

    /// Whether a condition holds at this table; yes, where enough was tried out already.
    pub fn holds(&self, condition: &Expr, table: &Table<'_>) -> bool {
        let left = self.0.get();
        self.0.set(left.saturating_sub(1));
        left == 0 || condition.holds(table)
    }
}

impl Scope for Table<'_> {
    fn value(&self, name: &str) -> Value {
        match name {
            "people" => Value::List((0..self.people).map(person).collect()),
            "alone" => Value::YesNo(self.people == 1),
            "me" => person(0),
            _ => self.answers.get(name).cloned().unwrap_or(Value::Nothing),
        }
    }
}

fn person(seat: usize) -> Value {
    let name = Voice::of_seat(seat).as_str().to_owned();
    Value::Choice { id: name.clone(), text: name }
}

/// The names in a condition whose values depend on what people say.
pub(super) fn open_names(condition: &Expr) -> BTreeSet<&str> {
    let names = condition.names().into_iter().map(|name| name.value.as_str());
    names.filter(|name| !ALWAYS.contains(name) || *name == "minutes_left").collect()
}

/// Whether the answers to so many names can be tried out together.
pub(super) fn can_be_tried(names: usize) -> bool {
    names <= MOST_NAMES
}

/// Answers of every sort that these conditions tell apart, for one name.
pub(super) fn candidates(name: &str, conditions: &[&Expr]) -> Vec<Value> {
    let mut found = vec![Value::Nothing, text("something")];
    let mut items = Vec::new();
    let all = conditions.iter().flat_map(|condition| condition.named());
    for Named { parts, compared, .. } in all.filter(|named| named.name.value == name) {
        let own = compared.map(|(how, with)| sorts(how, &with.value)).unwrap_or_default();
        match parts.first().map(|part| part.value.as_str()) {
            None => {
                items.extend(
                    own.iter().filter(|value| matches!(value, Value::Choice { .. })).cloned(),
                );
                found.extend(own);
            }
            Some("count") => found.extend(counts(&own).map(many)),
            Some("words") => found.extend(counts(&own).map(|words| text(&"word ".repeat(words)))),
            Some(part) => {
                let record = |value| Value::Record(vec![(part.to_owned(), value)]);
                let values = own.into_iter().chain([text("something")]).map(record);
                found.extend(values);
            }
        }
    }
    // Several things may have been chosen at once.
    found.extend(items.iter().map(|item| Value::List(vec![item.clone()])).collect::<Vec<_>>());
    if items.len() > 1 {
        found.push(Value::List(items));
    }
    let mut different: Vec<Value> = Vec::new();
    for value in found {
        if !different.contains(&value) {
            different.push(value);
        }
    }
    different
}

/// Values on both sides of what is compared with.
fn sorts(how: Compares, with: &Value) -> Vec<Value> {
    match with {
        Value::Number(number) => [-1.0, 0.0, 1.0].map(|by| Value::Number(number + by)).into(),
        Value::Text(word) if matches!(how, Compares::Same | Compares::Has) => {
            vec![Value::Choice { id: word.clone(), text: word.clone() }]
        }
        other => vec![other.clone()],
    }
}

/// Lengths near the numbers among these values.
fn counts(near: &[Value]) -> impl Iterator<Item = usize> {
    const LONGEST: f64 = 50.0;
    let numbers = near.iter().filter_map(|value| match value {
        Value::Number(number) => Some(number.clamp(1.0, LONGEST) as usize),
        _ => None,
    });
    numbers.chain([1]).collect::<Vec<_>>().into_iter()
}

/// So many things in a list.
pub(super) fn many(count: usize) -> Value {
    let item = |at: usize| Value::Choice { id: at.to_string(), text: format!("item {at}") };
    Value::List((1..=count).map(item).collect())
}

fn text(words: &str) -> Value {
    Value::Text(words.to_owned())
}

/// Every way to answer these names, one value for each; nothing where there are too many.
pub(super) fn ways<'a>(names: &[(&'a str, Vec<Value>)]) -> Option<Vec<Answers<'a>>> {
    let count = names.iter().try_fold(1_usize, |ways, (_, values)| ways.checked_mul(values.len()));
    if count? > MOST_WAYS {
        return None;
    }
    let mut ways = vec![Answers::new()];
    for (name, values) in names {
        let with = |way: &Answers<'a>| {
            let one = |value: &Value| {
                let mut way = way.clone();
                way.insert(name, value.clone());
                way
            };
            values.iter().map(one).collect::<Vec<_>>()
        };
        ways = ways.iter().flat_map(with).collect();
    }
    Some(ways)
}
