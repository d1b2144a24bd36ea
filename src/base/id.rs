//! Names that must not be mixed up with one another; each is checked when it is made.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The name of a step within its protocol: `a-z`, digits and `_`, beginning with a letter.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct StepId(Box<str>);

/// The name of a protocol: `a-z`, digits and `-`, beginning with a letter.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ProtocolId(Box<str>);

/// An item of a list, or an option of a choice, for as long as it exists: it keeps its name when
/// the list is sorted or shortened, so that what was said about it stays with it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ItemId(pub Box<str>);

impl ItemId {
    /// The item called `name`.
    pub fn new(name: &str) -> Self {
        Self(name.into())
    }
}

impl fmt::Display for ItemId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whoever gives an answer: one person, or several who give it together. People are named by their
/// seats, `p1` and on, so that a name can be written differently without losing its words.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Voice(Box<str>);

impl Voice {
    /// The voice called `name`: `p2`, or `p1+p3`.
    pub fn new(name: &str) -> Self {
        Self(name.into())
    }

    /// The person in this seat, counted from 0.
    pub fn of_seat(seat: usize) -> Self {
        Self(format!("p{}", seat + 1).into())
    }

    /// The name as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the person called `other` speaks with it.
    pub fn includes(&self, other: &Voice) -> bool {
        self.0.split('+').any(|one| one == &*other.0)
    }
}

/// Longest name, in characters.
pub const LONGEST_NAME: usize = 64;

/// A text that is no name. Says what a name looks like.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "a name is made of {allowed}; it begins with a letter and has at most {LONGEST_NAME} characters"
)]
pub struct NotAName {
    allowed: &'static str,
}

impl StepId {
    /// `text` as a step's name.
    pub fn new(text: &str) -> Result<Self, NotAName> {
        let allowed = "small letters a–z, digits and _";
        if is_name(text, '_') { Ok(Self(text.into())) } else { Err(NotAName { allowed }) }
    }

    /// The name as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl ProtocolId {
    /// `text` as a protocol's name.
    pub fn new(text: &str) -> Result<Self, NotAName> {
        let allowed = "small letters a–z, digits and -";
        if is_name(text, '-') { Ok(Self(text.into())) } else { Err(NotAName { allowed }) }
    }

    /// The name as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn is_name(text: &str, joint: char) -> bool {
    text.len() <= LONGEST_NAME
        && text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == joint)
}

macro_rules! as_text {
    ($name:ident) => {
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
        impl TryFrom<String> for $name {
            type Error = NotAName;
            fn try_from(text: String) -> Result<Self, NotAName> {
                Self::new(&text)
            }
        }
        impl From<$name> for String {
            fn from(id: $name) -> String {
                id.0.into()
            }
        }
    };
}
as_text!(StepId);
as_text!(ProtocolId);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_what_it_says() {
        for good in ["a", "sure_then", "step2"] {
            assert!(StepId::new(good).is_ok(), "{good}");
        }
        for bad in ["", "2a", "_a", "A", "left-out", "é", "a b", "../x", &"a".repeat(65)] {
            assert!(StepId::new(bad).is_err(), "{bad}");
        }
        assert!(ProtocolId::new("ladder-of-inference").is_ok());
        assert!(ProtocolId::new("a_b").is_err());
    }
}
