//! Text as it is shown, cluster by cluster: what the eye takes for one letter is one step of the
//! caret and one press of Backspace.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;

use crate::base::clean;
use crate::prose::width;

/// Columns from one tab stop to the next.
const TAB: usize = 4;

/// Most bytes of a cluster. No script needs them; what is piled higher is taken in parts, so that
/// one step never costs more than this.
const LONGEST: usize = 256;

/// `text` with a plain letter in the place of every character that is shown as a mark. Each is as
/// many bytes as what it stands for, so that places are the same in both, and clusters, widths and
/// row ends are those of the marks that are seen.
pub(super) fn model(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~' | b'\n' | b'\t')) {
        return Cow::Borrowed(text);
    }
    let mut model = String::new();
    let mut from = 0;
    for (at, c, _) in clean::marked(text) {
        model.push_str(&text[from..at]);
        model.push(stand_in(c));
        from = at + c.len_utf8();
    }
    if from == 0 {
        return Cow::Borrowed(text);
    }
    model.push_str(&text[from..]);
    Cow::Owned(model)
}

fn stand_in(c: char) -> char {
    match (c, c.len_utf8()) {
        // A row may still end after it.
        ('\u{200b}', _) => '\u{2010}',
        (_, 1) => '#',
        (_, 2) => '\u{2b0}',
        (_, 3) => '\u{1d00}',
        _ => '\u{10300}',
    }
}

/// Whether a letter never becomes one with another of this sort: most letters of most texts, so
/// that the long way of finding out is rarely gone.
fn is_plain(c: char) -> bool {
    matches!(c, '\0'..='~' | 'À'..='˿' | 'Ѐ'..='ҁ' | 'Ҋ'..='ԯ' | 'א'..='ת' | 'ؠ'..='ي'
        | '‐'..='‧' | '\u{3000}'..='〩' | 'ぁ'..='ゖ' | '゛'..='ヿ' | '㐀'..='䶿' | '一'..='鿿'
        | '가'..='힣' | '！'..='ﾝ')
}

/// Whether a cluster certainly ends at `at`.
pub(super) fn ends_plainly(model: &str, at: usize) -> bool {
    let before = model[..at].chars().next_back();
    before.is_none_or(is_plain) && model[at..].chars().next().is_none_or(is_plain)
}

/// Where the cluster ends that begins at `at` in a model.
pub(super) fn end(model: &str, at: usize) -> usize {
    let bytes = model.as_bytes();
    if bytes[at].is_ascii() && bytes.get(at + 1).is_none_or(u8::is_ascii) {
        return at + 1;
    }
    let mut letters = model[at..].chars();
    if letters.next().is_some_and(is_plain) && letters.clone().next().is_none_or(is_plain) {
        return model.len() - letters.as_str().len();
    }
    let near = &model[at..model.floor_char_boundary(at + LONGEST)];
    near.graphemes(true).next().map_or(model.len(), |cluster| at + cluster.len())
}

/// Whether a cluster is white space that may stand beyond the edge of a row unseen.
pub(super) fn is_blank(cluster: &str) -> bool {
    let mut letters = cluster.chars();
    letters.next().is_some_and(blank) && letters.next().is_none()
}

fn blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{2000}'..='\u{2003}' | '\u{3000}')
}

/// One cluster of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cluster {
    pub at: usize,
    pub end: usize,
    /// The cell it begins in.
    pub column: usize,
    /// How many cells it takes.
    pub cells: usize,
}

/// The clusters of a row, from its beginning to its line break or its end.
#[derive(Clone, Debug)]
pub(super) struct Walk<'a> {
    model: &'a str,
    at: usize,
    column: usize,
    /// Cells of a row; nothing is wider.
    width: usize,
}

impl<'a> Walk<'a> {
    pub fn new(model: &'a str, width: usize) -> Self {
        Self { model, at: 0, column: 0, width }
    }
}

impl Iterator for Walk<'_> {
    type Item = Cluster;

    fn next(&mut self) -> Option<Cluster> {
        let (at, column) = (self.at, self.column);
        let byte = *self.model.as_bytes().get(at).filter(|byte| **byte != b'\n')?;
        let end = end(self.model, at);
        let cells = match byte {
            b'\t' => TAB - column % TAB,
            _ if end == at + 1 => 1,
            _ => width::of_cluster(&self.model[at..end]),
        };
        let cells = cells.min(self.width);
        self.at = end;
        self.column += cells;
        Some(Cluster { at, end, column, cells })
    }
}

/// What of a row is drawn: harmless, tabs as spaces, and without white space at its end.
pub(super) fn shown(row: &str, width: usize) -> Cow<'_, str> {
    let row = row.trim_end_matches(|c| c == '\n' || blank(c));
    let model = model(row);
    let harmless = matches!(model, Cow::Borrowed(_)) && !row.contains('\t');
    // All rows fit, except where there is no room for even one letter.
    let first = || Walk::new(&model, usize::MAX).find(|cluster| cluster.cells > 0);
    if row.is_empty() || (harmless && first().is_none_or(|first| first.cells <= width)) {
        return Cow::Borrowed(row);
    }
    let mut shown = String::with_capacity(row.len() + 8);
    for Cluster { at, end, column, cells } in Walk::new(&model, width) {
        if column + cells > width {
            break;
        }
        match &row[at..end] {
            "\t" => shown.extend(std::iter::repeat_n(' ', cells)),
            // A place for a break, which is of no use any more.
            "\u{200b}" if cells == 0 => {}
            // Wider than the whole row, and told so.
            _ if width::of_cluster(&model[at..end]) > width => shown.push('…'),
            _ => shown.push_str(&row[at..end]),
        }
    }
    Cow::Owned(clean::for_display(&shown).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_model_has_the_places_of_its_text() {
        let text = "a\u{1b}[1m\u{85}\u{202e}b\u{2060}\u{200b}c\u{e0041}\t漢\u{feff}";
        let model = model(text);
        let places = |text: &str| text.char_indices().map(|(at, _)| at).collect::<Vec<_>>();
        assert_eq!(places(text), places(&model));
        assert!(clean::marked(&model).next().is_none());
        assert_eq!(width::of(&clean::for_display(text)), width::of(&model));
    }

    #[test]
    fn what_the_eye_takes_for_one_is_one() {
        let table = [
            ("abc", 3),
            ("e\u{301}a\u{308}", 2),
            ("👩\u{200d}👩\u{200d}👧x", 2),
            ("🇩🇪🇫🇷", 2),
            ("क्षि", 1),
            ("\u{1100}\u{1161}\u{11a8}", 1),
            ("a\u{e0041}\u{301}", 2),
            ("\u{1b}[", 2),
            ("\r\r", 2),
        ];
        for (text, clusters) in table {
            assert_eq!(Walk::new(&model(text), 80).count(), clusters, "{text:?}");
        }
        let piled = format!("a{}", "\u{301}".repeat(5_000));
        let walked: Vec<Cluster> = Walk::new(&piled, 80).collect();
        assert!(walked.iter().all(|cluster| cluster.end - cluster.at <= LONGEST));
    }

    #[test]
    fn rows_are_shown_harmless_and_no_wider_than_asked() {
        let table = [
            ("abc\n", 9, "abc"),
            ("a\tb", 9, "a   b"),
            ("\u{1b}[2J", 9, "␛[2J"),
            ("漢", 1, "…"),
            ("a\u{202e}b", 9, "a\u{fffd}b"),
            ("abc   ", 4, "abc"),
            ("", 4, ""),
            ("漢\t字\u{3000}", 9, "漢  字"),
        ];
        for (row, width, expected) in table {
            assert_eq!(shown(row, width), expected, "{row:?} in {width}");
        }
    }
}
