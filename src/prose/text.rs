//! The text itself, in pieces of a few kilobytes, so that a change costs the same wherever it is
//! made and however long the text has become.

use std::borrow::Cow;
use std::ops::Range;

/// Bytes of a piece as it is cut; a piece may grow to twice as many.
const PIECE: usize = 2048;

/// A text. All places are byte offsets between characters of the whole.
#[derive(Clone, Debug)]
pub(super) struct Text {
    /// Never without a piece.
    pieces: Vec<String>,
    /// Where each piece begins.
    starts: Vec<usize>,
    len: usize,
}

impl Text {
    pub fn new(text: &str) -> Self {
        let mut new = Self { pieces: Vec::new(), starts: Vec::new(), len: 0 };
        new.pieces = cut(text);
        new.count_from(0);
        new
    }

    pub fn len(&self) -> usize {
        self.len
    }

    pub fn whole(&self) -> String {
        self.pieces.concat()
    }

    pub fn pieces(&self) -> impl Iterator<Item = &str> {
        self.pieces.iter().map(String::as_str)
    }

    /// The piece that holds the byte at `at`, or the last one.
    fn piece(&self, at: usize) -> usize {
        self.starts.partition_point(|start| *start <= at).saturating_sub(1)
    }

    /// The nearest place between characters at or before `at`.
    pub fn floor(&self, at: usize) -> usize {
        let at = at.min(self.len);
        let piece = self.piece(at);
        self.starts[piece] + self.pieces[piece].floor_char_boundary(at - self.starts[piece])
    }

    /// The words of `range`, which lies between characters.
    pub fn slice(&self, range: Range<usize>) -> Cow<'_, str> {
        let first = self.piece(range.start);
        let from = range.start - self.starts[first];
        if let Some(words) = self.pieces[first].get(from..range.end - self.starts[first]) {
            return Cow::Borrowed(words);
        }
        let mut words = String::with_capacity(range.len());
        words.push_str(&self.pieces[first][from..]);
        for (piece, start) in self.pieces.iter().zip(&self.starts).skip(first + 1) {
            if *start >= range.end {
                break;
            }
            words.push_str(&piece[..piece.len().min(range.end - start)]);
        }
        Cow::Owned(words)
    }

    /// Puts `words` in the place of `range`, which lies between characters.
    pub fn replace(&mut self, range: Range<usize>, words: &str) {
        let (first, last) = (self.piece(range.start), self.piece(range.end));
        let (from, to) = (range.start - self.starts[first], range.end - self.starts[last]);
        if first == last && self.pieces[first].len() + words.len() - range.len() <= 2 * PIECE {
            self.pieces[first].replace_range(from..to, words);
        } else {
            let mut new = String::with_capacity(2 * PIECE + words.len());
            new.push_str(&self.pieces[first][..from]);
            new.push_str(words);
            new.push_str(&self.pieces[last][to..]);
            self.pieces.splice(first..=last, cut(&new));
        }
        self.join(first);
        self.count_from(first.saturating_sub(1));
    }

    /// Joins a piece that has become small to the one before or after it.
    fn join(&mut self, at: usize) {
        if self.pieces[at].len() >= PIECE / 4 || self.pieces.len() == 1 {
            return;
        }
        let left = at.saturating_sub(1).min(self.pieces.len() - 2);
        if self.pieces[left].len() + self.pieces[left + 1].len() <= 2 * PIECE {
            let right = self.pieces.remove(left + 1);
            self.pieces[left].push_str(&right);
        }
    }

    fn count_from(&mut self, piece: usize) {
        let piece = piece.min(self.starts.len());
        self.starts.truncate(piece);
        let before = piece.checked_sub(1);
        let mut at = before.map_or(0, |before| self.starts[before] + self.pieces[before].len());
        for piece in &self.pieces[piece..] {
            self.starts.push(at);
            at += piece.len();
        }
        self.len = at;
    }

    /// The last line break within `range`, which lies between characters.
    pub fn line_break_before(&self, range: Range<usize>) -> Option<usize> {
        let mut to = range.end;
        loop {
            let piece = self.piece(to.saturating_sub(1));
            let start = self.starts[piece];
            let from = range.start.max(start);
            if from >= to {
                return None;
            }
            if let Some(found) = self.pieces[piece][from - start..to - start].rfind('\n') {
                return Some(from + found);
            }
            to = from;
        }
    }

    /// The first line break at or after `at`; the end of the text where there is none.
    pub fn line_end(&self, at: usize) -> usize {
        let first = self.piece(at);
        for (piece, start) in self.pieces.iter().zip(&self.starts).skip(first) {
            let from = at.saturating_sub(*start);
            if let Some(found) = piece[from..].find('\n') {
                return start + from + found;
            }
        }
        self.len
    }

    /// Where the line begins that holds `at`.
    pub fn line_start(&self, at: usize) -> usize {
        self.line_break_before(0..at).map_or(0, |found| found + 1)
    }

    /// Whether a line begins at `at`.
    pub fn is_line_start(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else { return true };
        let piece = self.piece(before);
        self.pieces[piece].as_bytes().get(before - self.starts[piece]) == Some(&b'\n')
    }
}

fn cut(text: &str) -> Vec<String> {
    let mut pieces = Vec::with_capacity(text.len() / PIECE + 1);
    let mut rest = text;
    while rest.len() > 2 * PIECE {
        let (piece, after) = rest.split_at(rest.floor_char_boundary(PIECE));
        pieces.push(piece.to_owned());
        rest = after;
    }
    pieces.push(rest.to_owned());
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &Text, model: &str) {
        assert_eq!(text.whole(), model);
        assert_eq!(text.len(), model.len());
        let joined: usize = text.pieces.iter().map(String::len).sum();
        assert_eq!((joined, text.pieces.len()), (model.len(), text.starts.len()));
        assert!(text.pieces.iter().all(|piece| piece.len() <= 2 * PIECE));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        #[test]
        fn it_is_a_text_like_any_other(
            edits in prop::collection::vec((0.0..1.0_f64, 0_usize..9_000, 0_usize..9_000), 1..24),
        ) {
            let source = "Über allen Gipfeln\nist Ruh’ — 漢字 👩‍👩‍👧\n".repeat(200);
            let mut model = String::new();
            let mut text = Text::new("");
            for (place, remove, add) in edits {
                let at = model.floor_char_boundary((place * model.len() as f64) as usize);
                let to = model.floor_char_boundary((at + remove).min(model.len())).max(at);
                let words = &source[..source.floor_char_boundary(add.min(source.len()))];
                text.replace(at..to, words);
                model.replace_range(at..to, words);
                check(&text, &model);
                prop_assert_eq!(text.slice(0..at), &model[..at]);
                prop_assert_eq!(text.slice(at..model.len()), &model[at..]);
                let line = model[..at].rfind('\n').map_or(0, |found| found + 1);
                prop_assert_eq!(text.line_start(at), line);
                prop_assert_eq!(text.is_line_start(at), line == at);
                let end = model[at..].find('\n').map_or(model.len(), |found| at + found);
                prop_assert_eq!(text.line_end(at), end);
                prop_assert_eq!(text.floor(at + 1), model.floor_char_boundary(at + 1));
            }
        }
    }

    #[test]
    fn many_small_deletions_leave_no_crumbs() {
        let model = "abcdefgh".repeat(2_000);
        let mut text = Text::new(&model);
        for at in 0..7_000 {
            text.replace(at..at + 1, "");
        }
        assert_eq!(text.len(), 9_000);
        assert!(text.pieces.len() < 20, "{}", text.pieces.len());
    }
}
