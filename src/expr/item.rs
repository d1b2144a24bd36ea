//! What functions need to know of a value: which item it is, what it says, and whether two say the
//! same.

use crate::expr::value::Value;
use crate::expr::words;

/// Most items of a list that a function gives.
pub const MOST_ITEMS: usize = 1_000;
/// Longest text that a function gives, or that is made by filling in, in bytes; what is longer is
/// cut with an ellipsis.
pub(super) const LONGEST_WORDS: usize = 64 * 1_024;

impl Value {
    /// A number, if it is one that can be written.
    pub(super) fn number(number: f64) -> Self {
        if number.is_finite() { Self::Number(number) } else { Self::Nothing }
    }

    /// The number it is, or that is written in it.
    pub fn as_number(&self) -> Option<f64> {
        let number = match self {
            Self::Number(number) => Some(*number),
            Self::Text(text) | Self::Choice { text, .. } => text.trim().parse().ok(),
            _ => None,
        };
        number.filter(|number| number.is_finite())
    }

    /// What it is a list of; lists in lists are one list, and something single is a list of one.
    pub fn into_items(self) -> Vec<Self> {
        let mut items = Vec::new();
        self.flatten(&mut items);
        items
    }

    fn flatten(self, items: &mut Vec<Self>) {
        match self {
            Self::Nothing => {}
            Self::List(inside) => inside.into_iter().for_each(|value| value.flatten(items)),
            single => items.push(single),
        }
    }

    /// The name by which an item is known: its id where it has one, or what it says.
    pub fn item_id(&self) -> String {
        self.id().map_or_else(|| self.read_aloud(), str::to_owned)
    }

    /// Its id, if that means the same in every list: the numbers of listed items do not, nor does
    /// one that begins with the place it was told in, such as `p1.2`.
    pub(super) fn id_everywhere(&self) -> Option<String> {
        let Self::Choice { id, .. } = self.label().unwrap_or(self) else { return None };
        let is_of_a_place = id.contains('.');
        (!id.is_empty() && !is_number(id) && !is_of_a_place).then(|| id.clone())
    }

    /// Itself, with the name of its list before an id that means nothing outside of it.
    pub(super) fn kept_apart(self, list: &str) -> Self {
        let apart = |id: &str| format!("{list}_{id}");
        match self {
            Self::Choice { id, text } if is_number(&id) => Self::Choice { id: apart(&id), text },
            Self::Record(parts) => {
                let part = |(name, part): (String, Self)| match (name.as_str(), part) {
                    ("label", label @ Self::Choice { .. }) => (name, label.kept_apart(list)),
                    ("id", Self::Text(id)) if is_number(&id) => (name, Self::Text(apart(&id))),
                    (_, part) => (name, part),
                };
                Self::Record(parts.into_iter().map(part).collect())
            }
            other => other,
        }
    }

    /// What it says, without what does not tell two answers apart.
    pub(super) fn plain_words(&self) -> String {
        words::plain(&self.read_aloud())
    }

    /// Whether somebody who gave both said the same twice.
    pub(super) fn says_the_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Number(one), Self::Number(two)) => one.total_cmp(two).is_eq(),
            (Self::List(one), Self::List(two)) => {
                one.len() == two.len() && one.iter().zip(two).all(|(a, b)| a.says_the_same(b))
            }
            (Self::Record(one), Self::Record(two)) if self.label().is_none() => {
                one.len() == two.len() && one.iter().zip(two).all(|(a, b)| a.1.says_the_same(&b.1))
            }
            _ => self.plain_words() == other.plain_words(),
        }
    }

    /// With its words put another way; of a list, with those of each item. Its id stays.
    pub(super) fn reworded(self, how: &dyn Fn(&str) -> String) -> Self {
        match self {
            Self::Nothing => Self::Nothing,
            Self::Text(text) => Self::Text(how(&text)),
            Self::Choice { id, text } => Self::Choice { id, text: how(&text) },
            Self::List(items) => {
                Self::List(items.into_iter().map(|item| item.reworded(how)).collect())
            }
            other => match other.label() {
                Some(label) => label.clone().reworded(how),
                None => Self::Text(how(&other.read_aloud())),
            },
        }
    }

    /// No longer than what a function may give.
    pub(super) fn bounded(self) -> Self {
        match self {
            Self::List(mut items) => {
                items.truncate(MOST_ITEMS);
                Self::List(items)
            }
            Self::Text(text) => Self::Text(cut(text)),
            other => other,
        }
    }
}

/// No longer than words may be that are made of answers.
pub(super) fn cut(mut text: String) -> String {
    if text.len() > LONGEST_WORDS {
        text.truncate(text.floor_char_boundary(LONGEST_WORDS));
        text.push('…');
    }
    text
}

/// Whether an id is a number, as listed items have: a name within one list only.
fn is_number(id: &str) -> bool {
    !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit())
}
