//! Where rows begin, for the part of the text that matters: what is visible and a little around
//! it. A change keeps the rows above it, finds new ones below, and stops as soon as they are the
//! old ones again.

use crate::prose::cluster;
use crate::prose::text::Text;
use crate::prose::wrap::{self, Ends, UNSURE};

/// Rows above a change that are found anew, besides those within [`UNSURE`] bytes of it: a row looks
/// at the words after it.
const LOOKED_AT: usize = 3;

/// Bytes between the known rows and a place from where on it is quicker to begin anew; so many, and
/// so many for each cell of a row.
const NEAR: (usize, usize) = (8 * 1024, 128);

/// Bytes of a line after which its rows are no longer counted from its beginning, but from a word
/// on the way. Nobody can tell in the middle of such a line where its rows would have begun.
const FAR: usize = 32 * 1024;

/// Bytes to go back for such a word.
const BACK: usize = 8 * 1024;

/// Rows that are remembered at least.
const REMEMBERED: usize = 2048;

/// Rows that follow one another, all of them right.
#[derive(Clone, Debug, Default)]
pub(super) struct Layout {
    width: usize,
    /// Where each row begins; then where the row after the last begins. Empty if none is known.
    starts: Vec<usize>,
    /// Whether the last row is the last of the text.
    done: bool,
    /// Rows from before a change, moved with it, that may be met again; none before the change.
    old: Vec<usize>,
    old_done: bool,
}

impl Layout {
    pub fn new(width: usize) -> Self {
        Self { width: width.max(1), ..Self::default() }
    }

    pub fn width(&self) -> usize {
        self.width
    }

    /// How many rows are known.
    pub fn rows(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// Where row `row` begins and where the next one does.
    pub fn row(&self, row: usize) -> Option<(usize, usize)> {
        Some((*self.starts.get(row)?, *self.starts.get(row + 1)?))
    }

    /// Whether the first known row is the first of the text.
    pub fn has_first(&self) -> bool {
        self.starts.first() == Some(&0)
    }

    /// Whether the last known row is the last of the text.
    pub fn has_last(&self) -> bool {
        self.done
    }

    /// The row that holds `at`, or the nearest one that is known.
    pub fn row_of(&self, at: usize) -> usize {
        let after = self.starts.partition_point(|start| *start <= at);
        after.saturating_sub(1).min(self.rows().saturating_sub(1))
    }

    fn end(&self) -> usize {
        self.starts.last().copied().unwrap_or_default()
    }

    /// Whether the row that holds `at` is known.
    pub fn covers(&self, at: usize) -> bool {
        let begun = self.rows() > 0 && self.starts[0] <= at;
        begun && (at < self.end() || (self.done && at == self.end()))
    }

    /// Makes known the row that holds `at`, and `above` rows above it where there are as many.
    pub fn around(&mut self, text: &Text, at: usize, above: usize) {
        let first = self.starts.first().copied().unwrap_or(usize::MAX);
        let near = NEAR.0 + NEAR.1 * self.width;
        let reached = at.saturating_add(near) >= first && at <= self.end().saturating_add(near);
        if self.starts.is_empty() || !reached {
            self.begin(start_for(text, at));
        }
        while self.starts[0] > at {
            self.climb(text, 1);
        }
        self.more(text, |layout| layout.covers(at));
        loop {
            let missing = above.saturating_sub(self.row_of(at));
            if missing == 0 || self.has_first() {
                break;
            }
            self.climb(text, missing);
            self.more(text, |layout| layout.covers(at));
        }
        self.forget(at, above);
    }

    fn begin(&mut self, at: usize) {
        *self = Self { starts: vec![at], ..Self::new(self.width) };
    }

    /// Finds rows from `begin` at least, and on until `enough` or the end of the text.
    pub fn more(&mut self, text: &Text, enough: impl Fn(&Self) -> bool) {
        if self.starts.is_empty() {
            self.begin(0);
        }
        let mut size = 1024 + 8 * self.width;
        while !self.done && !enough(self) {
            let from = self.end();
            let to = text.floor(from + size);
            let slice = text.slice(from..to);
            let model = cluster::model(&slice);
            let mut at = 0;
            while let Some((len, ends)) = wrap::row(&model[at..], to == text.len(), self.width) {
                at += len;
                self.starts.push(from + at);
                self.done = ends == Ends::Text;
                self.meet_old();
                if self.done || self.end() != from + at || enough(self) {
                    break;
                }
            }
            size = (2 * size).min(if at == 0 { usize::MAX / 2 } else { 32 * 1024 });
        }
    }

    /// Takes over the rows from before a change, if the newest row begins where one of them does.
    fn meet_old(&mut self) {
        let end = self.end();
        if self.done || self.old.last().is_none_or(|last| *last < end) {
            self.old.clear();
            return;
        }
        let met = self.old.partition_point(|start| *start < end);
        if self.old[met] == end && (met + 1 < self.old.len() || !self.old_done) {
            self.starts.extend(self.old.drain(met + 1..));
            self.done = self.old_done;
            self.old.clear();
        }
    }

    /// Finds about `rows` rows above the first known one, at least one.
    fn climb(&mut self, text: &Text, rows: usize) {
        let first = self.starts[0];
        let from = start_for(text, (first - 1).saturating_sub((rows * 16).max(256)));
        let mut above = Self::new(self.width);
        above.begin(from);
        above.more(text, |layout| layout.end() >= first);
        if above.end() == first && !above.done {
            above.starts.pop();
            self.starts.splice(0..0, above.starts);
            return;
        }
        // Only in very long lines: rows counted from another place did not begin where these do.
        above.old = std::mem::take(&mut self.starts);
        above.old_done = self.done;
        *self = above;
    }

    /// Lets go of rows that are far from `at`.
    fn forget(&mut self, at: usize, near: usize) {
        let most = REMEMBERED.max(near.saturating_mul(4));
        if self.rows() > 2 * most {
            let row = self.row_of(at);
            let last = (row + most).min(self.rows());
            if last < self.rows() {
                self.starts.truncate(last + 1);
                self.done = false;
                self.old.clear();
            }
            self.starts.drain(..row.saturating_sub(most));
        }
    }

    /// Takes note that `removed` bytes at `at` gave way to `added` ones. `text` is changed already.
    pub fn changed(&mut self, text: &Text, at: usize, removed: usize, added: usize) {
        let Some(first) = self.starts.first().copied() else { return };
        let sure = at.saturating_sub(UNSURE);
        let row = self.starts.partition_point(|start| *start <= sure).saturating_sub(1);
        let right = row.saturating_sub(LOOKED_AT);
        // The first row may be there because of what stood before it, which it must not look at.
        if at < first || (row < LOOKED_AT && !text.is_line_start(first)) {
            self.starts.clear();
            self.old.clear();
            self.done = false;
            return;
        }
        let after = self.starts.partition_point(|start| *start < at + removed);
        let moved = self.starts[after..].iter().map(|start| start - removed + added);
        self.old = moved.collect();
        self.old_done = self.done;
        self.starts.truncate(right + 1);
        self.done = false;
    }
}

/// A place at or before `at` where a row begins: the beginning of its line, or, where that is very
/// far, a word on the way to it.
fn start_for(text: &Text, at: usize) -> usize {
    let at = text.floor(at);
    let far = text.floor(at.saturating_sub(FAR));
    if let Some(found) = text.line_break_before(far..at) {
        return found + 1;
    }
    if far > 0 {
        let from = text.floor(at - BACK);
        let window = text.slice(from..text.floor(from + BACK / 4));
        if let Some(word) = a_word(&cluster::model(&window)) {
            return from + word;
        }
    }
    text.line_start(far)
}

/// Where in a part of a line a word begins, or at least a letter.
fn a_word(part: &str) -> Option<usize> {
    let letters = || part.char_indices().skip(1).map(|(at, _)| at);
    let certain = |at: &usize| cluster::ends_plainly(part, *at);
    let begins = |at: &usize| part[..*at].ends_with(' ') && !part[*at..].starts_with(' ');
    let word = letters().find(|at| begins(at) && cluster::end(part, at - 1) == *at);
    word.or_else(|| letters().find(certain))
}
