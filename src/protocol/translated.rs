//! A protocol in another language: the texts of a translation laid over those of the protocol, by the
//! ids of steps and options. What is not translated stays as it is.

use crate::base::span::Spanned;
use crate::written::tree::{Entry, Node};

/// How much of a protocol a translation has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Texts that there are.
    pub all: usize,
    /// Where the texts stand that are not translated: `event.hint`.
    pub missing: Vec<String>,
}

/// Keys of the head and of a step that hold texts for people.
const TEXTS: [&str; 20] = [
    "title",
    "purpose",
    "when_to_use",
    "when_not_to_use",
    "prepare",
    "outcome",
    "next_time",
    "pitfalls",
    "consent",
    "exit",
    "say",
    "ask",
    "hint",
    "example",
    "listen_for",
    "low",
    "high",
    "text",
    "means",
    "note",
];

/// Keys that hold named things, each with words of its own.
const NAMED: [&str; 5] = ["options", "items", "columns", "rows", "lanes"];

/// The protocol with the texts of the translation, and how many there were.
pub fn over(mut protocol: Spanned<Node>, translation: &Spanned<Node>) -> (Spanned<Node>, Coverage) {
    let mut coverage = Coverage::default();
    if let (Node::Map(entries), Some(language)) =
        (&mut protocol.value, find(Some(translation), "language"))
    {
        entries.retain(|entry| entry.key.value != "language");
        let key = Spanned::new("language".to_owned(), language.span);
        entries.push(Entry { key, value: language.clone() });
    }
    lay(&mut protocol, Some(translation), "", &mut coverage);
    (protocol, coverage)
}

fn find<'a>(node: Option<&'a Spanned<Node>>, key: &str) -> Option<&'a Spanned<Node>> {
    let Node::Map(entries) = &node?.value else { return None };
    entries.iter().find(|entry| entry.key.value == key).map(|entry| &entry.value)
}

/// Lays the texts of one group of keys over another's; `path` says where it is.
fn lay(
    group: &mut Spanned<Node>,
    translation: Option<&Spanned<Node>>,
    path: &str,
    coverage: &mut Coverage,
) {
    let Node::Map(entries) = &mut group.value else { return };
    for Entry { key, value } in entries {
        let key = key.value.as_str();
        let given = find(translation, key);
        let place = if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
        match key {
            "steps" => {
                parts(value, find(translation, "steps"), find(translation, "parts"), coverage);
            }
            "safety" | "people" => lay(value, given, &place, coverage),
            _ if NAMED.contains(&key) => named(value, given, &place, coverage),
            _ if TEXTS.contains(&key) => text(value, given, place, coverage),
            _ => {}
        }
    }
}

fn text(
    value: &mut Spanned<Node>,
    given: Option<&Spanned<Node>>,
    place: String,
    coverage: &mut Coverage,
) {
    coverage.all += 1;
    match given {
        Some(given) => *value = given.clone(),
        None => coverage.missing.push(place),
    }
}

/// Steps, loops and parts, whose texts the translation has by their names.
fn parts(
    list: &mut Spanned<Node>,
    steps: Option<&Spanned<Node>>,
    headings: Option<&Spanned<Node>>,
    coverage: &mut Coverage,
) {
    let Node::List(items) = &mut list.value else { return };
    for item in items {
        let Node::Map(entries) = &mut item.value else { continue };
        let step = entries.iter().find_map(|entry| match &entry.value.value {
            Node::Text(name) if entry.key.value == "step" => Some(name.clone()),
            _ => None,
        });
        for Entry { key, value } in entries.iter_mut() {
            match (key.value.as_str(), &value.value) {
                ("steps", _) => parts(value, steps, headings, coverage),
                ("part", Node::Text(heading)) => {
                    let given = find(headings, heading);
                    text(value, given, format!("part {heading}"), coverage);
                }
                _ => {}
            }
        }
        if let Some(step) = step {
            lay(item, find(steps, &step), &step, coverage);
        }
    }
}

/// Things with ids: `words`, `id: words`, or `{id, text, means}`.
fn named(
    list: &mut Spanned<Node>,
    given: Option<&Spanned<Node>>,
    place: &str,
    coverage: &mut Coverage,
) {
    let Node::List(items) = &mut list.value else { return };
    for item in items {
        let span = item.span;
        let entry = |key: &str, value: Spanned<Node>| Entry {
            key: Spanned::new(key.to_owned(), span),
            value,
        };
        match &mut item.value {
            Node::Map(entries) if entries.len() == 1 && entries[0].key.value != "text" => {
                let id = entries[0].key.value.clone();
                text(
                    &mut entries[0].value,
                    words(find(given, &id)),
                    format!("{place}.{id}"),
                    coverage,
                );
            }
            Node::Map(entries) => {
                let id = entries.iter().find_map(|entry| match &entry.value.value {
                    Node::Text(id) if entry.key.value == "id" => Some(id.clone()),
                    _ => None,
                });
                let Some(id) = id else { continue };
                let mine = find(given, &id);
                let place = format!("{place}.{id}");
                // The words alone are its text.
                if let Some(Spanned { value: Node::Text(_), .. }) = mine {
                    for Entry { key, value } in entries.iter_mut() {
                        match key.value.as_str() {
                            "text" => text(value, mine, format!("{place}.text"), coverage),
                            "means" => text(value, None, format!("{place}.means"), coverage),
                            _ => {}
                        }
                    }
                } else {
                    lay(item, mine, &place, coverage);
                }
            }
            Node::Text(written) => {
                let id = crate::kind::part::options::slug(written);
                let mine = words(find(given, &id)).or_else(|| words(find(given, written)));
                let mut value = Spanned::new(Node::Text(written.clone()), span);
                text(&mut value, mine, format!("{place}.{id}"), coverage);
                *item = Spanned::new(Node::Map(vec![entry(&id, value)]), span);
            }
            _ => {}
        }
    }
}

/// The words of an option, given alone or as its `text`.
fn words(given: Option<&Spanned<Node>>) -> Option<&Spanned<Node>> {
    match &given?.value {
        Node::Map(_) => find(given, "text"),
        _ => given,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::written::yaml;

    const BASE: &str = "title: One\nsafety: {consent: Yes., exit: Stop.}\nsteps:\n  - step: a\n    \
        ask: Which?\n    hint: Think.\n    options: [Not yet, {now: Now}, {id: later, text: Later, \
        means: not now}]\n  - part: After\n    steps:\n      - step: b\n        ask: And?\n";

    #[test]
    fn texts_are_found_by_ids_and_what_is_missing_stays() {
        let translation = "title: Eins\nsafety: {consent: Ja.}\nparts: {After: Danach}\nsteps:\n  a:\n    \
            ask: Welches?\n    options: {not_yet: Noch nicht, now: Jetzt, later: {text: Später}}\n  \
            b: {ask: Und?}\n";
        let base = yaml::read(BASE).expect("a tree");
        let (over, coverage) = over(base, &yaml::read(translation).expect("a tree"));
        let shown = format!("{over:?}");
        for word in ["Eins", "Ja.", "Stop.", "Welches?", "Think.", "Noch nicht", "Jetzt", "Später"]
        {
            assert!(shown.contains(word), "{word}: {shown}");
        }
        assert!(shown.contains("not_yet") && shown.contains("Danach") && shown.contains("Und?"));
        assert_eq!(coverage.all, 11);
        assert_eq!(coverage.missing, ["safety.exit", "a.hint", "a.options.later.means"]);
    }
}
