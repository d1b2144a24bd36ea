//! `keys`: every key of every place, from the tables that handle them.

use anyhow::Result;
use serde_json::{Value, json};

use crate::key::Hint;
use crate::screen::key_lists;
use crate::shell::said;
use crate::shell::verbs::Outcome;

/// The keys, place by place.
pub(super) fn keys(json: bool) -> Result<Outcome> {
    let lists = key_lists();
    if json {
        let one = |(place, hints): &(&str, Vec<Hint>)| json!({ "place": place, "keys": hints.iter().map(as_json).collect::<Vec<_>>() });
        let all: Vec<Value> = lists.iter().map(one).collect();
        said::json(&all)?;
        return Ok(Outcome::Well);
    }
    let mut text = String::new();
    for (place, hints) in &lists {
        text.push_str(&format!("{place}\n"));
        for hint in hints {
            let keys: Vec<String> = hint.keys.iter().map(|key| key.name()).collect();
            let word = if hint.word.is_empty() { String::new() } else { format!(":{}", hint.word) };
            text.push_str(&format!("  {:26} {word:11} {}\n", keys.join(" "), hint.says));
        }
        text.push('\n');
    }
    said::data(text.trim_end())?;
    Ok(Outcome::Well)
}

fn as_json(hint: &Hint) -> Value {
    let keys: Vec<String> = hint.keys.iter().map(|key| key.name()).collect();
    json!({ "keys": keys, "word": hint.word, "does": hint.says })
}
