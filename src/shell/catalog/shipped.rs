//! What comes with the program: every file under `protocols/`, and the cards of those that are
//! protocols.

use std::path::Path;

#[cfg(test)]
use crate::protocol::Beside;
use crate::screen::Card;
use crate::written::sources::Sheet;

/// All files, by their paths below `protocols/`.
const FILES: &[(&str, &str)] = &include!(concat!(env!("OUT_DIR"), "/shipped.rs"));

/// The cards, so that the shelf can be drawn before any YAML is read. A test keeps them true.
const CARDS: &str = include_str!("shipped.json");

/// Cards of the protocols that come with the program.
pub(in crate::shell) fn cards() -> Vec<Card> {
    serde_json::from_str(CARDS).unwrap_or_default()
}

/// The protocols, each by its id, which is the name of its file.
fn protocols() -> impl Iterator<Item = (&'static str, &'static str)> {
    let protocols = FILES
        .iter()
        .filter(|(path, text)| !path.starts_with("fragments/") && super::is_protocol(text));
    protocols.map(|(path, text)| {
        let stem = Path::new(path).file_stem().and_then(|stem| stem.to_str());
        (stem.unwrap_or(path), *text)
    })
}

/// The text of the protocol called `id`.
pub(super) fn text(id: &str) -> Option<&'static str> {
    protocols().find(|(known, _)| *known == id).map(|(_, text)| text)
}

/// What stands in the file at `path` below `protocols/`.
fn file(path: &str) -> Option<Sheet> {
    let (path, text) = FILES.iter().find(|(known, _)| *known == path)?;
    let name = path.rsplit('/').next().unwrap_or(path);
    Some(Sheet { name: name.to_owned(), text: (*text).to_owned() })
}

/// A fragment that comes with the program.
pub(in crate::shell) fn fragment(name: &str) -> Option<Sheet> {
    file(&format!("fragments/{name}.yaml"))
}

/// The names of the fragments that come with the program.
pub(in crate::shell) fn fragments() -> Vec<String> {
    let names = FILES.iter().filter_map(|(path, _)| path.strip_prefix("fragments/"));
    names.filter_map(|name| name.strip_suffix(".yaml")).map(str::to_owned).collect()
}

/// The translation of a protocol that comes with the program.
pub(in crate::shell) fn translation(id: &str, language: &str) -> Option<Sheet> {
    let end = format!("/{id}.{language}.yaml");
    let (path, _) = FILES.iter().find(|(path, _)| path.ends_with(&end))?;
    file(path)
}

/// Whether this very text comes with the program: whoever calls the program in its own sources has
/// nothing to tell apart.
pub(super) fn is(text: &str) -> bool {
    FILES.iter().any(|(_, known)| *known == text)
}

/// What comes with the program, and nothing else.
#[cfg(test)]
struct Shipped;

#[cfg(test)]
impl Beside for Shipped {
    fn fragment(&self, name: &str) -> Option<Sheet> {
        fragment(name)
    }

    fn fragments(&self) -> Vec<String> {
        fragments()
    }

    fn translation(&self, id: &str, language: &str) -> Option<Sheet> {
        translation(id, language)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::{self, Capability};

    fn read(text: &str) -> protocol::Protocol {
        let examined = protocol::examine("shipped", text, &Shipped);
        let problems = examined.problems.iter().flatten();
        let told: Vec<String> = problems.map(|one| examined.sources.render(one)).collect();
        assert!(told.is_empty(), "{}", told.join("\n"));
        examined.protocol.expect("a protocol")
    }

    #[test]
    fn the_cards_of_shipped_protocols_are_true() {
        let fresh: Vec<Card> = protocols().map(|(_, text)| Card::of(&read(text))).collect();
        let mut text = serde_json::to_string_pretty(&fresh).expect("plain text");
        text.push('\n');
        if std::env::var_os("FIELDBOOK_FRESHEN").is_some() {
            let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/shell/catalog/shipped.json");
            std::fs::write(path, &text).expect("the file of cards");
        }
        assert_eq!(
            cards(),
            fresh,
            "the cards are out of date; run the tests once with FIELDBOOK_FRESHEN=1 and build again"
        );
    }

    #[test]
    fn each_protocol_lies_in_the_folder_of_its_capability_under_its_own_name() {
        for (path, text) in FILES {
            let folder = path.split('/').next().expect("a folder");
            if folder == "fragments" {
                continue;
            }
            let capability = Capability::ALL.iter().find(|(name, _)| *name == folder);
            let (_, capability) = capability.unwrap_or_else(|| panic!("{path}: no capability"));
            if super::super::is_protocol(text) {
                let protocol = read(text);
                assert_eq!(protocol.capability.first(), Some(capability), "{path}");
                assert!(path.ends_with(&format!("/{}.yaml", protocol.id)), "{path}");
            }
        }
    }
}
