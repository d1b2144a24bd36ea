//! What a YAML file says, before anyone asks what it means: every key and value with its place.

use crate::base::span::{Span, Spanned};

/// One value of a file.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// An empty value, `~` or `null`.
    Nothing,
    /// `true` or `false`.
    YesNo(bool),
    /// A number.
    Number(f64),
    /// Words.
    Text(String),
    /// `- one` `- two`
    List(Vec<Spanned<Node>>),
    /// `key: value` pairs in the order written; a key may stand twice.
    Map(Vec<Entry>),
}

/// One `key: value`.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The key, as words.
    pub key: Spanned<String>,
    /// What it says.
    pub value: Spanned<Node>,
}

impl Node {
    /// What kind of value this is, in words for a message.
    pub fn is_called(&self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::YesNo(_) => "true or false",
            Self::Number(_) => "a number",
            Self::Text(_) => "words",
            Self::List(_) => "a list",
            Self::Map(_) => "a group of keys",
        }
    }
}

/// A value's own span without what a block leaves behind it, so that a caret ends where words do.
pub fn trimmed(span: Span, source: &str) -> Span {
    let text = span.of(source);
    Span::new(span.start, span.start + text.trim_end().len())
}
