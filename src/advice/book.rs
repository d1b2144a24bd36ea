//! The words that are looked for, as data. A file of `words/` is read line by line:
//!
//! - `ask:` is what to say when one of the words below it is found; `{word}` is what was found.
//! - A line without a colon at its first word is what is looked for: one word, or several that follow
//!   one another, in small letters. `^` before them: only at the beginning of a sentence; `~`: only in
//!   a short one, such as the name of a variable. `*` at the end of a word: however it goes on. `#` is a number, `@` the name of a person; `,` and `?` are marks.
//! - `but:` is where the words above do not count: `but: more than once`.
//! - `before:` takes the weight from what follows in its sentence: `before: i thought`.
//! - `skip:` are words that may stand before the beginning of a sentence; `quoted: counts`: words in
//!   quotation marks are looked at, too.
//! - `dated:` are the words of a day, `ask_date:` is what to say where there are none.

use std::collections::{HashMap, HashSet};
use std::sync::{LazyLock, OnceLock};

use crate::advice::Watch;

/// What is looked for, in one language.
#[derive(Debug, Default)]
pub(super) struct Book {
    pub(super) asks: Vec<String>,
    pub(super) ask_date: Option<String>,
    pub(super) looked_for: Phrases,
    pub(super) but: Phrases,
    pub(super) before: Phrases,
    pub(super) dated: Phrases,
    pub(super) skip: Vec<String>,
    pub(super) quoted_counts: bool,
}

/// Phrases, to be found by their first word.
#[derive(Debug, Default)]
pub(super) struct Phrases {
    all: Vec<Phrase>,
    by_word: HashMap<String, Vec<usize>>,
    /// Those whose first piece is no plain word.
    others: Vec<usize>,
}

/// Words that follow one another.
#[derive(Debug)]
pub(super) struct Phrase {
    pub(super) pieces: Vec<Piece>,
    /// Only at the beginning of a sentence.
    pub(super) at_first: bool,
    /// Only in a short sentence.
    pub(super) in_short: bool,
    /// Which of the questions belongs to it.
    pub(super) ask: usize,
}

#[derive(Debug)]
pub(super) enum Piece {
    Word(String),
    Beginning(String),
    Number,
    Name,
}

impl Phrases {
    fn add(&mut self, written: &str, ask: usize) {
        let (at_first, in_short) = (written.starts_with('^'), written.starts_with('~'));
        let words = written.trim_start_matches(['^', '~']);
        let pieces: Vec<Piece> = words.split_whitespace().map(piece).collect();
        let at = self.all.len();
        match pieces.first() {
            Some(Piece::Word(word)) => self.by_word.entry(word.clone()).or_default().push(at),
            Some(_) => self.others.push(at),
            None => return,
        }
        self.all.push(Phrase { pieces, at_first, in_short, ask });
    }

    /// Those that may begin with `word`.
    pub(super) fn beginning(&self, word: &str) -> impl Iterator<Item = &Phrase> {
        let exact = self.by_word.get(word).map(Vec::as_slice).unwrap_or_default();
        exact.iter().chain(&self.others).map(|at| &self.all[*at])
    }
}

fn piece(written: &str) -> Piece {
    match (written, written.strip_suffix('*')) {
        ("#", _) => Piece::Number,
        ("@", _) => Piece::Name,
        (_, Some(beginning)) => Piece::Beginning(beginning.to_owned()),
        (word, None) => Piece::Word(word.to_owned()),
    }
}

impl Book {
    fn read(source: &str) -> Self {
        let mut book = Self::default();
        for line in source.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let ask = book.asks.len().saturating_sub(1);
            match line.split_once(": ") {
                Some(("ask", words)) => book.asks.push(words.to_owned()),
                Some(("ask_date", words)) => book.ask_date = Some(words.to_owned()),
                Some(("but", words)) => book.but.add(words, ask),
                Some(("before", words)) => book.before.add(words, ask),
                Some(("dated", words)) => book.dated.add(words, ask),
                Some(("skip", words)) => {
                    book.skip.extend(words.split_whitespace().map(str::to_owned));
                }
                Some(("quoted", words)) => book.quoted_counts = words == "counts",
                _ if line.starts_with("# ") => {}
                _ => book.looked_for.add(line, ask),
            }
        }
        book
    }
}

/// The files of all watches, language by language.
macro_rules! books {
    ($($watch:ident: $file:literal,)+) => {
        [$(
            (Watch::$watch, "en", include_str!(concat!("words/", $file, ".en.txt"))),
            (Watch::$watch, "es", include_str!(concat!("words/", $file, ".es.txt"))),
            (Watch::$watch, "de", include_str!(concat!("words/", $file, ".de.txt"))),
        )+]
    };
}

const SOURCES: [(Watch, &str, &str); 27] = books! {
    Judging: "judging",
    PseudoFeeling: "pseudo_feeling",
    Person: "person",
    Lack: "lack",
    Comparison: "comparison",
    Verb: "verb",
    Leading: "leading",
    Dateless: "dateless",
    Means: "means",
};

static BOOKS: [OnceLock<Book>; 27] = [const { OnceLock::new() }; 27];

/// What is looked for in a language, which may have a region: `es-MX`.
pub(super) fn book(watch: Watch, language: &str) -> Option<&'static Book> {
    let language = language.split(['-', '_']).next().unwrap_or_default();
    let (at, source) = SOURCES.iter().enumerate().find_map(|(at, (of, known, source))| {
        (*of == watch && known.eq_ignore_ascii_case(language)).then_some((at, source))
    })?;
    Some(BOOKS[at].get_or_init(|| Book::read(source)))
}

/// Whether a word is a first name, and hardly ever anything else.
pub(super) fn is_name(word: &str) -> bool {
    static NAMES: LazyLock<HashSet<&str>> = LazyLock::new(|| {
        let lines = include_str!("words/names.txt").lines().filter(|line| !line.starts_with('#'));
        lines.flat_map(str::split_whitespace).collect()
    });
    NAMES.contains(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A slip in a file would silently look for something that nobody writes.
    #[test]
    fn every_line_of_every_file_can_be_found() {
        const KEYS: [&str; 7] = ["ask", "ask_date", "but", "before", "dated", "skip", "quoted"];
        for (watch, language, source) in SOURCES {
            let mut seen = HashSet::new();
            let mut lines = source.lines();
            assert!(
                lines.next().is_some_and(|line| line.starts_with("# ")),
                "{watch:?} {language}"
            );
            for line in lines.filter(|line| !line.is_empty()) {
                let place = format!("{watch:?} {language}: {line}");
                assert_eq!(line, line.trim(), "{place}");
                let (key, words) =
                    line.split_once(':').map_or(("", line), |(key, words)| (key, words));
                if ["ask", "ask_date"].contains(&key) {
                    let asks = words.contains("{word}") && words.ends_with('?');
                    assert!(asks || (key == "ask_date" && words.contains('?')), "{place}");
                    continue;
                }
                assert!(key.is_empty() || KEYS.contains(&key), "{place}");
                assert!(seen.insert(line), "it stands twice: {place}");
                let small = words.to_lowercase() == words && !words.contains(['’', '-', '/', '.']);
                assert!(small || words.contains(" . "), "{place}");
            }
            let book = Book::read(source);
            assert!(
                !book.asks.is_empty() && !book.looked_for.all.is_empty(),
                "{watch:?} {language}"
            );
            assert_eq!(book.ask_date.is_some(), watch == Watch::Dateless);
        }
    }
}
