//! Gentle remarks while somebody writes: a judging word where an observation was asked for, a
//! promise without a day. A remark asks rather than corrects, blocks nothing, and would rather stay
//! unsaid than be wrong. The words it looks for are data: `words/`, one file for each language.

mod book;
mod matching;
mod reading;

use std::ops::Range;

use crate::base::clean;
use book::{Book, book};
use matching::Page;

/// What a step is watched for, as an author asks for it with `watch_for`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Watch {
    /// Judging words, in an observation.
    Judging,
    /// What others did, in place of a feeling.
    PseudoFeeling,
    /// People, in a structure.
    Person,
    /// What is not there, in a variable or a vision.
    Lack,
    /// Measures against today, in a vision.
    Comparison,
    /// What one does, as a variable.
    Verb,
    /// Questions that carry their answer.
    Leading,
    /// A promise without a day, or for somebody else.
    Dateless,
    /// Ways to get there, in a vision.
    Means,
}

impl Watch {
    /// All of them, by the names authors use.
    pub const ALL: [(&str, Self); 9] = [
        ("judging", Self::Judging),
        ("pseudo_feeling", Self::PseudoFeeling),
        ("person", Self::Person),
        ("lack", Self::Lack),
        ("comparison", Self::Comparison),
        ("verb", Self::Verb),
        ("leading", Self::Leading),
        ("dateless", Self::Dateless),
        ("means", Self::Means),
    ];
}

/// What somebody wrote, or is writing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Written<'a> {
    /// The text.
    pub text: &'a str,
    /// Where the caret stands, in bytes, while it is being written. The word at the caret is not
    /// looked at yet.
    pub caret: Option<usize>,
    /// The day that stands beside a promise, if there is a place for one.
    pub date: &'a str,
    /// Names of the people who are here.
    pub people: &'a [String],
}

/// A remark on what somebody wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// The words it is about, in bytes of the text.
    pub found: Range<usize>,
    /// What to say: one sentence, or two, that end in a question.
    pub says: String,
}

/// Fewest words of a promise whose day is asked for.
const FEWEST: usize = 3;

/// The remark on a finished text, if there is one. `language` is that of the protocol: `en`, `es`,
/// `de`; there are none for others.
pub fn remark(watch: Watch, text: &str, language: &str) -> Option<Remark> {
    remark_on(watch, &Written { text, ..Written::default() }, language)
}

/// The remark on what somebody wrote, or is writing: on the paragraph at the caret, and on no more
/// than the last 2,000 characters, so that it can be asked after every key.
pub fn remark_on(watch: Watch, written: &Written<'_>, language: &str) -> Option<Remark> {
    let book = book(watch, language)?;
    let page = Page::read(book, written, watch != Watch::Dateless);
    let hit = page.hit(written.caret);
    let hit =
        hit.map(|(found, ask)| Remark { says: said(ask, &written.text[found.clone()]), found });
    hit.or_else(|| undated(book, &page, written))
}

fn said(ask: &str, found: &str) -> String {
    ask.replace("{word}", &clean::for_line(found, 40))
}

/// A promise that nobody could say of whether it was kept in time. It is not hurried: while it is
/// being written, its day may still come.
fn undated(book: &Book, page: &Page<'_>, written: &Written<'_>) -> Option<Remark> {
    let ask = book.ask_date.as_ref()?;
    let text = written.text.trim_end();
    let finished = written.caret.is_none() || text.ends_with(['.', '!', ';']);
    let dated = !written.date.trim().is_empty() || page.has_date();
    (finished && !dated && page.words() >= FEWEST)
        .then(|| Remark { found: page.span(), says: ask.clone() })
}
