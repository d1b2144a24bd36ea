//! The protocols there are: those that come with the program, and a person's own.

#![expect(
    clippy::disallowed_methods,
    reason = "protocols are files of people, read here and nowhere else"
)]

mod files;
mod shipped;

use std::path::Path;
use std::sync::Arc;

use crate::base::clean;
use crate::base::problem::Problems;
use crate::protocol::{self, Beside, Protocol};
use crate::screen::Card;
use crate::shell::beside::Nearby;
use crate::shell::places::Places;
use crate::written::sources::{Sheet, Sources};

pub(super) use files::{read_text, shown, yaml_files};
pub(super) use shipped::cards as shipped_cards;
pub(super) use shipped::translation as shipped_translation;
pub(super) use shipped::{fragment as shipped_fragment, fragments as shipped_fragments};

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

/// Whether a file is meant to be a protocol: fragments and translations, which say so in their
/// heads, stand on no shelf. Looks only at beginnings of lines, so that a file that cannot be read
/// as YAML is told apart too.
fn is_protocol(source: &str) -> bool {
    let mut lines = source.lines();
    !lines.any(|line| line.starts_with("fragment:") || line.starts_with("translates:"))
}

/// Cards of a person's own protocols; broken files show their first problem.
pub(super) fn own_cards(places: &Places) -> Vec<Card> {
    let mut cards: Vec<Card> = Vec::new();
    for path in yaml_files(&places.protocols()) {
        if read_text(&path).is_ok_and(|source| !is_protocol(&source)) {
            continue;
        }
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
        if !is_protocol(&source) {
            continue;
        }
        let named = path.file_stem().is_some_and(|stem| stem == name);
        if protocol::glimpse(&source).1.as_deref() == Some(name) || named {
            return read(&path, places);
        }
    }
    if let Some(source) = shipped::text(name) {
        return checked(
            &format!("{name}.yaml"),
            source,
            &Nearby::of(None, &places.protocols()),
            places.language.as_deref(),
        );
    }
    let known: Vec<String> = shipped_cards().into_iter().map(|card| card.id).collect();
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
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
