//! Breaking words into rows at the places Unicode allows, by the cells they take on a screen.

use unicode_segmentation::UnicodeSegmentation;

use crate::base::clean;
use crate::prose::{self, width};

/// `text`, made harmless, in rows of at most `width` cells. A word longer than a row is broken
/// between its characters; a line break in the text begins a new row. Never empty.
pub fn rows(text: &str, width: usize) -> Vec<String> {
    let text = clean::for_display(text).replace('\t', "    ");
    let text = text.strip_suffix('\n').unwrap_or(&text);
    prose::rows(text, width).into_iter().map(|row| text[row].to_owned()).collect()
}

/// How many rows [`rows`] gives.
pub fn count(text: &str, width: usize) -> u16 {
    tall(&rows(text, width))
}

/// How many rows these are, or as many as can be counted in a terminal.
pub fn tall<T>(rows: &[T]) -> u16 {
    u16::try_from(rows.len()).unwrap_or(u16::MAX)
}

/// `text` on one row of at most `width` cells, its end replaced by an ellipsis if need be.
pub fn cut(text: &str, width: usize) -> String {
    let text = clean::for_line(text, 10_000);
    if width::of(&text) <= width {
        return text;
    }
    let mut kept = String::new();
    let mut used = 0;
    for cluster in text.graphemes(true) {
        let wide = width::of(cluster);
        if used + wide + 1 > width {
            break;
        }
        used += wide;
        kept.push_str(cluster);
    }
    if width > 0 {
        kept.push('…');
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_break_where_a_reader_expects_it() {
        assert_eq!(rows("one two three", 7), ["one two", "three"]);
        assert_eq!(rows("one\n\ntwo", 7), ["one", "", "two"]);
        assert_eq!(rows("what-if", 5), ["what-", "if"]);
        assert_eq!(rows("日本語", 4), ["日本", "語"]);
        assert_eq!(rows("abcdefgh", 3), ["abc", "def", "gh"]);
        assert_eq!(rows("", 3), [""]);
        assert_eq!(rows("a\u{1b}[2J", 9), ["a␛[2J"]);
    }

    #[test]
    fn no_row_is_wider_than_asked() {
        let text = "A family 👩‍👩‍👧 walks, “quietly” — 漢字かな交じり文 and on\tand on.";
        for width in 2..30 {
            for row in rows(text, width) {
                assert!(width::of(&row) <= width, "{row:?} in {width}");
            }
        }
    }

    #[test]
    fn what_is_cut_says_so() {
        assert_eq!(cut("a long title", 6), "a lon…");
        assert_eq!(cut("short", 6), "short");
        assert_eq!(cut("short", 0), "");
    }
}
