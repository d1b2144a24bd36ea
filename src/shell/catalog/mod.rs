//! The protocols there are: those that come with the program, and a person's own.

#![expect(
    clippy::disallowed_methods,
    reason = "protocols are files of people, read here and nowhere else"
)]

mod files;
mod own;
mod shipped;

use std::path::Path;
use std::sync::Arc;

use crate::base::clean;
use crate::base::problem::Problems;
use crate::protocol::{self, Beside, Protocol};
use crate::shell::beside::Nearby;
use crate::shell::places::Places;
use crate::written::sources::{Sheet, Sources};

pub(super) use files::{all_yaml_files, read_text, shown, yaml_files};
pub(super) use own::Own;
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

/// The protocol called `name`, or in the file `name`. A person's own goes before one that came
/// with the program.
pub(super) fn find(name: &str, places: &Places) -> Result<Found, Missing> {
    if is_path(name) {
        return read(Path::new(name), places);
    }
    let own = own::all(places);
    for (path, _) in &own {
        let Ok(source) = read_text(path) else { continue };
        let named = path.file_stem().is_some_and(|stem| stem == name);
        // Few files speak of it; only those are read as YAML.
        let called =
            || source.contains(name) && protocol::glimpse(&source).1.as_deref() == Some(name);
        if is_protocol(&source) && (called() || named) {
            return read_as(path, &source, places);
        }
    }
    open(name, places).unwrap_or_else(|| {
        let mut known: Vec<String> = shipped_cards().into_iter().map(|card| card.id).collect();
        let stem = |path: &Path| Some(path.file_stem()?.to_str()?.to_owned());
        known.extend(own.iter().filter_map(|(path, _)| stem(path)));
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        let hint = match crate::written::suggest::nearest(name, &known) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "“fieldbook list” shows what there is".to_owned(),
        };
        let name = clean::for_line(name, 80);
        Err(Missing::Unknown(format!("there is no protocol called “{name}”; {hint}")))
    })
}

/// What a card of the shelf opens: the file it names, or else what came with the program.
pub(super) fn opened(card: &str, places: &Places) -> Result<Found, Missing> {
    if is_path(card) {
        read(Path::new(card), places)
    } else {
        open(card, places).unwrap_or_else(|| find(card, places))
    }
}

/// The protocol of that id that came with the program.
fn open(id: &str, places: &Places) -> Option<Result<Found, Missing>> {
    let nearby = Nearby::of(None, &places.protocols());
    let source = shipped::text(id)?;
    Some(checked(&format!("{id}.yaml"), source, &nearby, places.language.as_deref()))
}

/// Whether the name of a protocol is meant as the path of a file.
pub(super) fn is_path(name: &str) -> bool {
    let end = Path::new(name).extension();
    name.contains(['/', '\\']) || end.is_some_and(|end| end == "yaml" || end == "yml")
}

fn read(path: &Path, places: &Places) -> Result<Found, Missing> {
    let source = read_text(path).map_err(|why| Missing::Unknown(format!("{why:#}")))?;
    read_as(path, &source, places)
}

fn read_as(path: &Path, source: &str, places: &Places) -> Result<Found, Missing> {
    let nearby = Nearby::of(Some(path), &places.protocols());
    checked(&shown(path), source, &nearby, places.language.as_deref())
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
            let language = language.filter(|_| examined.translated).map(str::to_owned);
            Ok(Found { protocol: Arc::new(protocol), source, beside, language })
        }
        (_, Some(problems)) => Err(Missing::Broken { sources: Box::new(sources), problems }),
        (None, None) => {
            let words = format!("{file} is a fragment; a protocol uses it with “- use:”");
            Err(Missing::Unknown(words))
        }
    }
}
