//! What an expression can hold, and how two values compare and read aloud.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

/// A value an expression works with. Comes from answers; has no way back into them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    /// Not answered, passed, or no such part.
    #[default]
    Nothing,
    /// The outcome of a comparison.
    YesNo(bool),
    /// A number.
    Number(f64),
    /// Words as written.
    Text(String),
    /// A chosen option: its id, and its words.
    Choice {
        /// What conditions compare with.
        id: String,
        /// What is shown when quoted.
        text: String,
    },
    /// Several values in order.
    List(Vec<Value>),
    /// Named parts, such as the cells of a row or the parts of a commitment. With an `id`, and a
    /// choice as its `label`, it is an item: it reads aloud, and compares, as that choice.
    Record(Vec<(String, Value)>),
}

impl Value {
    /// Whether there is something here: not nothing, not empty, not "no".
    pub fn holds(&self) -> bool {
        match self {
            Self::Nothing => false,
            Self::YesNo(yes) => *yes,
            Self::Number(_) | Self::Choice { .. } => true,
            Self::Text(text) => !text.trim().is_empty(),
            Self::List(items) => !items.is_empty(),
            Self::Record(parts) => parts.iter().any(|(_, part)| part.holds()),
        }
    }

    /// The value in words, as it is quoted in a prompt.
    pub fn read_aloud(&self) -> String {
        match self {
            Self::Nothing => String::new(),
            Self::YesNo(yes) => (if *yes { "yes" } else { "no" }).to_owned(),
            Self::Number(number) => number_in_words(*number),
            Self::Text(text) | Self::Choice { text, .. } => text.clone(),
            Self::List(items) => {
                let items: Vec<String> = items.iter().map(Self::read_aloud).collect();
                items.join("; ")
            }
            Self::Record(parts) => {
                if let Some(label) = self.label().filter(|_| parts.iter().any(|(is, _)| is == "id"))
                {
                    return label.read_aloud();
                }
                let parts: Vec<String> = parts
                    .iter()
                    .filter(|(name, part)| name != "id" && part.holds())
                    .map(|(_, part)| part.read_aloud())
                    .collect();
                parts.join(", ")
            }
        }
    }

    /// An item with parts of its own.
    pub fn item(id: &str, text: &str, parts: Vec<(&str, Self)>) -> Self {
        let label = Self::Choice { id: id.to_owned(), text: text.to_owned() };
        let named = [("id", Self::Text(id.to_owned())), ("label", label)];
        let parts = named.into_iter().chain(parts);
        Self::Record(parts.map(|(name, part)| (name.to_owned(), part)).collect())
    }

    /// The choice that a record stands for.
    pub fn label(&self) -> Option<&Self> {
        let Self::Record(parts) = self else { return None };
        let (_, label) = parts.iter().find(|(name, _)| name == "label")?;
        matches!(label, Self::Choice { .. }).then_some(label)
    }

    /// A part by name: `count`, `first`, `last` of a list; a named part of a record, or of each
    /// record in a list.
    #[must_use]
    pub fn part(&self, name: &str) -> Self {
        match (self, name) {
            (Self::List(items), "count") => Self::Number(items.len() as f64),
            (Self::Nothing, "count") => Self::Number(0.0),
            (Self::List(items), "first") => items.first().cloned().unwrap_or(Self::Nothing),
            (Self::List(items), "last") => items.last().cloned().unwrap_or(Self::Nothing),
            (Self::List(items), _) => {
                Self::List(items.iter().map(|item| item.part(name)).collect())
            }
            (Self::Record(parts), _) => parts
                .iter()
                .find(|(part, _)| part == name)
                .map_or(Self::Nothing, |(_, value)| value.clone()),
            (Self::Choice { id, .. }, "id") => Self::Text(id.clone()),
            (Self::Text(text), "words") => Self::Number(text.split_whitespace().count() as f64),
            _ => Self::Nothing,
        }
    }

    /// The name of an item, by which it is known whatever its words: that of a choice, or of the
    /// label of a record.
    pub fn id(&self) -> Option<&str> {
        match self {
            Self::Choice { id, .. } => Some(id),
            Self::Record(parts) => {
                let of = |name| parts.iter().find(|(part, _)| part == name);
                match of("label").or_else(|| of("id")).map(|(_, value)| value) {
                    Some(Self::Choice { id, .. } | Self::Text(id)) => Some(id),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// Whether both mean the same: a choice equals its id and its words; nothing equals nothing.
    pub fn same(&self, other: &Self) -> bool {
        let (one, two) = (self.label().unwrap_or(self), other.label().unwrap_or(other));
        match (one, two) {
            (Self::Choice { id, text }, Self::Text(word))
            | (Self::Text(word), Self::Choice { id, text }) => word == id || word == text,
            (Self::Choice { id: one, .. }, Self::Choice { id: two, .. }) => one == two,
            _ => one == two,
        }
    }

    /// Which is greater, for numbers and for words; `None` for anything else.
    pub fn order(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Number(one), Self::Number(two)) => one.partial_cmp(two),
            (Self::Text(one), Self::Text(two)) => Some(one.cmp(two)),
            _ => None,
        }
    }

    /// Whether a list, or a single value, includes `wanted`.
    pub fn has(&self, wanted: &Self) -> bool {
        match self {
            Self::List(items) => items.iter().any(|item| item.same(wanted)),
            Self::Nothing => false,
            single => single.same(wanted),
        }
    }
}

/// A number without a needless fraction: `7`, `2.5`.
pub fn number_in_words(number: f64) -> String {
    let rounded = (number * 100.0).round() / 100.0;
    format!("{rounded}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(word: &str) -> Value {
        Value::Text(word.to_owned())
    }

    #[test]
    fn values_read_as_a_person_would_say_them() {
        let list = Value::List(vec![text("one"), text("two")]);
        assert_eq!(list.read_aloud(), "one; two");
        assert_eq!(Value::Number(7.0).read_aloud(), "7");
        assert_eq!(Value::Number(2.5).read_aloud(), "2.5");
        assert_eq!(list.part("count").read_aloud(), "2");
        assert_eq!(Value::Nothing.part("count").read_aloud(), "0");
    }

    #[test]
    fn a_choice_is_known_by_its_id_and_its_words() {
        let choice = Value::Choice { id: "no".to_owned(), text: "Not yet".to_owned() };
        assert!(choice.same(&text("no")) && choice.same(&text("Not yet")));
        assert!(Value::List(vec![choice]).has(&text("no")));
    }

    #[test]
    fn an_item_with_parts_reads_aloud_and_compares_as_its_label() {
        let item = Value::item("2", "late again", vec![("when", text("Monday"))]);
        assert_eq!(item.read_aloud(), "late again");
        assert_eq!(item.part("when"), text("Monday"));
        assert_eq!(item.part("id"), text("2"));
        let choice = Value::Choice { id: "2".to_owned(), text: "late again".to_owned() };
        assert!(item.same(&choice) && choice.same(&item) && item.same(&text("late again")));
        assert!(Value::List(vec![item]).has(&text("late again")));
        let row =
            Value::Record(vec![("label".to_owned(), text("Ines")), ("cost".to_owned(), text("2"))]);
        assert_eq!(row.read_aloud(), "Ines, 2", "a label of mere words is a part like the others");
    }
}
