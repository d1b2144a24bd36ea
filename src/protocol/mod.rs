//! A conversation protocol: read once, checked once, and trusted afterwards.

mod check;
mod compare;
mod raw;
mod types;

pub use types::{Capability, Each, Level, Part, Parts, Protocol, Safety, Source, Step, Time};

use crate::base::problem::{Problem, Problems};
use crate::written::yaml;

/// Reads and checks a protocol. All that is wrong comes back at once, in the order of the file.
pub fn read(source: &str) -> Result<Protocol, Problems> {
    let tree = yaml::read(source).map_err(Problems::one)?;
    let (raw, mut problems) = raw::read(&tree, source);
    let Some(raw) = raw else { return Err(or_one(problems)) };
    let checked = check::check(raw, &mut problems);
    match (Problems::new(problems), checked) {
        (None, Some(protocol)) => Ok(protocol),
        (Some(problems), _) => Err(problems),
        (None, None) => Err(or_one(Vec::new())),
    }
}

fn or_one(problems: Vec<Problem>) -> Problems {
    Problems::new(problems).unwrap_or_else(|| {
        let span = crate::base::span::Span::default();
        Problems::one(Problem::new("no-protocol", span, "this is not a protocol"))
    })
}

/// The title and the id of a file that may be broken, as far as they can be read: for the shelf.
pub fn glimpse(source: &str) -> (Option<String>, Option<String>) {
    use crate::written::tree::Node;
    let found = |key: &str| {
        let prefix = format!("{key}:");
        let line = source.lines().find_map(|line| line.strip_prefix(&prefix))?;
        let words = line.trim().trim_matches(['"', '\'']).trim();
        (!words.is_empty()).then(|| words.chars().take(200).collect::<String>())
    };
    let Ok(tree) = yaml::read(source) else { return (found("title"), found("id")) };
    let Node::Map(entries) = &tree.value else { return (None, None) };
    let word = |key: &str| {
        let entry = entries.iter().find(|entry| entry.key.value == key)?;
        crate::kind::contract::words_of(&entry.value, source)
    };
    (word("title"), word("id"))
}
