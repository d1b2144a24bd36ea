//! The protocols there are: those that come with the program, and a person's own.

#![expect(
    clippy::disallowed_methods,
    reason = "protocols are files of people, read here and nowhere else"
)]

use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Result, bail};

use crate::base::clean;
use crate::base::problem::Problems;
use crate::protocol::{self, Beside, Protocol};
use crate::screen::Card;
use crate::shell::beside::Nearby;
use crate::shell::places::Places;
use crate::written::sources::{Sheet, Sources};
use crate::written::yaml::LARGEST;

/// The protocols that come with the program, in the order of the shelf.
const SHIPPED: [(&str, &str); 3] = [
    ("iceberg", include_str!("../../protocols/see-the-system/iceberg.yaml")),
    (
        "ladder-of-inference",
        include_str!("../../protocols/surface-assumptions/ladder-of-inference.yaml"),
    ),
    ("creative-tension", include_str!("../../protocols/build-shared-vision/creative-tension.yaml")),
];

/// The fragments that come with the program.
const SHIPPED_FRAGMENTS: [(&str, &str); 0] = [];

/// The cards of the shipped protocols, so that the shelf can be drawn before any YAML is read.
/// A test keeps them true.
const SHIPPED_CARDS: &str = include_str!("shipped.json");

/// A protocol that was read, with the text it was read from.
#[derive(Clone, Debug)]
pub(super) struct Found {
    /// The protocol.
    pub protocol: Arc<Protocol>,
    /// Its text.
    pub source: String,
    /// The fragments it uses, and its translation.
    pub beside: Vec<Sheet>,
    /// The language it was translated into, if it was.
    pub language: Option<String>,
}

/// Why a protocol could not be had.
#[derive(Debug, thiserror::Error)]
pub(super) enum Missing {
    /// There is none of that name.
    #[error("{0}")]
    Unknown(String),
    /// It has mistakes: the texts it was read from, what is wrong.
    #[error("{}", .sources.headline(.problems.first()))]
    Broken {
        /// Its text, and those of its fragments.
        sources: Box<Sources>,
        /// What is wrong.
        problems: Problems,
    },
}

/// Cards of the protocols that come with the program.
pub(super) fn shipped_cards() -> Vec<Card> {
    serde_json::from_str(SHIPPED_CARDS).unwrap_or_default()
}

/// Cards of a person's own protocols; broken files show their first problem.
pub(super) fn own_cards(places: &Places) -> Vec<Card> {
    let mut cards: Vec<Card> = Vec::new();
    for path in yaml_files(&places.protocols()) {
        let file = clean::for_line(&path.file_name().unwrap_or_default().to_string_lossy(), 80);
        let card = match read_text(&path) {
            Ok(source) => match checked(&file, &source, &Nearby::of(Some(&path), &path), None)
                .map(|found| found.protocol)
            {
                Ok(protocol) if cards.iter().any(|card| card.id == protocol.id.as_str()) => {
                    let problem =
                        format!("{file}: another file of yours has the id {} too", protocol.id);
                    broken(&path, Some(protocol.title.clone()), problem)
                }
                Ok(protocol) => Card { own: true, ..Card::of(&protocol) },
                Err(Missing::Broken { sources, problems }) => {
                    let (title, _) = protocol::glimpse(&source);
                    let (file, text, problem) = sources.locate(problems.first());
                    let line = problem.place(text).line;
                    let words = format!("{file}, line {line}: {}", problem.message());
                    broken(&path, title, words)
                }
                Err(Missing::Unknown(words)) => broken(&path, None, words),
            },
            Err(why) => broken(&path, None, clean::for_line(&format!("{why:#}"), 200)),
        };
        cards.push(card);
    }
    cards
}

fn broken(path: &Path, title: Option<String>, problem: String) -> Card {
    let name = clean::for_line(&path.file_stem().unwrap_or_default().to_string_lossy(), 80);
    Card {
        id: name.clone(),
        title: title.map_or(name, |title| clean::for_line(&title, 80)),
        purpose: String::new(),
        minutes: 0,
        capability: String::new(),
        own: true,
        problem: Some(problem),
    }
}

/// The protocol called `name`, or in the file `name`. A person's own goes before one that came
/// with the program.
pub(super) fn find(name: &str, places: &Places) -> Result<Found, Missing> {
    let path = Path::new(name);
    let is_path = name.contains(['/', '\\'])
        || path.extension().is_some_and(|end| end == "yaml" || end == "yml");
    if is_path {
        return read(path, places);
    }
    for path in yaml_files(&places.protocols()) {
        let Ok(source) = read_text(&path) else { continue };
        let named = path.file_stem().is_some_and(|stem| stem == name);
        if protocol::glimpse(&source).1.as_deref() == Some(name) || named {
            return read(&path, places);
        }
    }
    if let Some((_, source)) = SHIPPED.iter().find(|(id, _)| *id == name) {
        return checked(
            &format!("{name}.yaml"),
            source,
            &Nearby::of(None, &places.protocols()),
            places.language.as_deref(),
        );
    }
    let known: Vec<&str> = SHIPPED.iter().map(|(id, _)| *id).collect();
    let hint = crate::written::suggest::suggest(name, &known);
    let name = clean::for_line(name, 80);
    Err(Missing::Unknown(format!("there is no protocol called “{name}”; {hint}")))
}

fn read(path: &Path, places: &Places) -> Result<Found, Missing> {
    let source = read_text(path).map_err(|why| Missing::Unknown(format!("{why:#}")))?;
    checked(
        &shown(path),
        &source,
        &Nearby::of(Some(path), &places.protocols()),
        places.language.as_deref(),
    )
}

fn checked(
    file: &str,
    source: &str,
    beside: &dyn Beside,
    language: Option<&str>,
) -> Result<Found, Missing> {
    let examined = protocol::examine_in(language, file, source, beside);
    let sources = examined.sources;
    match (examined.protocol, examined.problems) {
        (Some(protocol), None) => {
            let (source, beside) = (source.to_owned(), sources.beside());
            let language = examined.coverage.and(language).map(str::to_owned);
            Ok(Found { protocol: Arc::new(protocol), source, beside, language })
        }
        (_, Some(problems)) => Err(Missing::Broken { sources: Box::new(sources), problems }),
        (None, None) => {
            let words = format!("{file} is a fragment; a protocol uses it with “- use:”");
            Err(Missing::Unknown(words))
        }
    }
}

/// A fragment that comes with the program.
pub(super) fn shipped_fragment(name: &str) -> Option<Sheet> {
    let (name, text) = SHIPPED_FRAGMENTS.iter().find(|(id, _)| *id == name)?;
    Some(Sheet { name: format!("{name}.yaml"), text: (*text).to_owned() })
}

/// The names of the fragments that come with the program.
pub(super) fn shipped_fragments() -> Vec<String> {
    SHIPPED_FRAGMENTS.iter().map(|(name, _)| (*name).to_owned()).collect()
}

fn cannot(name: &str, why: &std::io::Error) -> anyhow::Error {
    anyhow::anyhow!("{name} cannot be read: {}", crate::store::plain(why))
}

/// The text of a file a person wrote: a regular file of bounded size, in UTF-8.
pub(super) fn read_text(path: &Path) -> Result<String> {
    let name = shown(path);
    let about = std::fs::metadata(path).map_err(|why| cannot(&name, &why))?;
    if !about.is_file() {
        bail!("{name} is not a file");
    }
    let file = File::open(path).map_err(|why| cannot(&name, &why))?;
    let mut bytes = Vec::new();
    file.take(LARGEST as u64 + 1).read_to_end(&mut bytes).map_err(|why| cannot(&name, &why))?;
    if bytes.len() > LARGEST {
        bail!("{name} is larger than {} KiB; is it the right file?", LARGEST / 1_024);
    }
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let line = error.as_bytes()[..at].iter().filter(|byte| **byte == b'\n').count() + 1;
        anyhow::anyhow!("{name}, line {line}: this is not UTF-8 text; save the file as UTF-8")
    })
}

/// The YAML files of a folder, by name. None where there is no folder.
pub(super) fn yaml_files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let is_yaml = |path: &PathBuf| {
        let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        !hidden && path.extension().is_some_and(|end| end == "yaml" || end == "yml")
    };
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let mut paths: Vec<PathBuf> = paths.filter(is_yaml).collect();
    paths.sort();
    paths
}

/// A path as it may be shown.
pub(super) fn shown(path: &Path) -> String {
    clean::for_line(&path.to_string_lossy(), 300)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cards_of_shipped_protocols_are_true() {
        let read = |(_, source): &(&str, &str)| protocol::read(source).expect("a whole protocol");
        let cards: Vec<Card> = SHIPPED.iter().map(|shipped| Card::of(&read(shipped))).collect();
        let mut fresh = serde_json::to_string_pretty(&cards).expect("plain text");
        fresh.push('\n');
        if std::env::var_os("FIELDBOOK_FRESHEN").is_some() {
            std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/src/shell/shipped.json"), &fresh)
                .expect("the file of cards");
        }
        assert_eq!(
            shipped_cards(),
            cards,
            "the cards are out of date; run the tests once with FIELDBOOK_FRESHEN=1 and build again"
        );
    }
}
