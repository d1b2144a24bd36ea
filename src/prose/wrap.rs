//! Where a row ends: at the last place before the edge where Unicode lets a line break (UAX 14).
//! A row depends on nothing before it, so rows can be found from any row that is right.

use std::ops::Range;

use unicode_linebreak::linebreaks;

use crate::prose::cluster::{self, Cluster, Walk};

/// How a row ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ends {
    /// Because the next word, or the next letter, did not fit.
    Soft,
    /// With a line break, which belongs to it.
    Line,
    /// With the text.
    Text,
}

/// Bytes at the end of a part of a text that cannot be judged: what follows may belong to them.
pub(super) const UNSURE: usize = 64;

/// How long the row is that begins `model`, and how it ends. `None` where `model` is not the
/// whole rest of the text and does not tell.
pub(super) fn row(model: &str, whole: bool, width: usize) -> Option<(usize, Ends)> {
    match plain_row(model, width) {
        Some(next) => Some((next, Ends::Soft)),
        None => any_row(model, whole, width),
    }
}

fn any_row(model: &str, whole: bool, width: usize) -> Option<(usize, Ends)> {
    let sure = if whole { model.len() } else { model.len().saturating_sub(UNSURE) };
    // Letters that take no cell must not make a row endless.
    let longest = 1024 + 16 * width;
    let mut walked = 0;
    for Cluster { at, end, column, cells } in Walk::new(model, width) {
        if at >= sure || (!whole && end == model.len()) {
            return None;
        }
        let blank = cluster::is_blank(&model[at..end]);
        // White space at the end of a row hangs over its edge, up to another row of it.
        let edge = if blank { width + width.max(16) } else { width };
        if at > 0 && (column + cells > edge || at > longest) {
            let next = if blank { at } else { last_break(model, at).unwrap_or(at) };
            return Some((next, Ends::Soft));
        }
        walked = end;
    }
    match model.as_bytes().get(walked) {
        Some(_) if walked < sure => Some((walked + 1, Ends::Line)),
        None if whole => Some((walked, Ends::Text)),
        _ => None,
    }
}

/// How long a full row of plain English is, found by looking at its last words only. `None` where
/// it takes a closer look.
fn plain_row(model: &str, width: usize) -> Option<usize> {
    const FEW: usize = 16;
    let bytes = model.as_bytes().get(..width + FEW + 1)?;
    if !bytes[..width + 2].iter().all(|byte| matches!(byte, b' '..=b'~')) {
        return None;
    }
    let ended = |byte: u8| byte.is_ascii_alphanumeric() || b",.;:!?".contains(&byte);
    if bytes[width] == b' ' {
        let hanging = bytes[width..].iter().take_while(|byte| **byte == b' ').count();
        let next = bytes.get(width + hanging).is_some_and(u8::is_ascii_alphabetic);
        return (next && ended(bytes[width - 1])).then_some(width + hanging);
    }
    let letter = |at: &usize| bytes[*at].is_ascii_alphabetic();
    if (0..=width).all(|at| letter(&at)) {
        return Some(width);
    }
    // Between a word and a word, whatever came before them.
    let begins = |at: &usize| letter(at) && bytes[at - 1] == b' ' && ended(bytes[at - 2]);
    let word = (2..=width).rev().find(begins)?;
    let breaks = linebreaks(&model[word..=width]).map(|(at, _)| word + at);
    Some(breaks.take_while(|at| *at <= width).last().unwrap_or(word))
}

/// The last place up to `edge` where a row may end.
fn last_break(model: &str, edge: usize) -> Option<usize> {
    let after = model[edge..].chars().next().map_or(0, char::len_utf8);
    let breaks =
        || linebreaks(&model[..edge + after]).map(|(at, _)| at).take_while(|at| *at <= edge);
    let last = breaks().last()?;
    if cluster::ends_plainly(model, last) {
        return Some(last);
    }
    let mut boundary = 0;
    let whole = breaks().filter(|at| {
        while boundary < *at {
            boundary = cluster::end(model, boundary);
        }
        boundary == *at
    });
    whole.last()
}

/// The rows of a whole text, without their line breaks and without the white space at their ends.
pub fn rows(text: &str, width: usize) -> Vec<Range<usize>> {
    let model = cluster::model(text);
    let width = width.max(1);
    let mut rows = Vec::new();
    let mut from = 0;
    while let Some((len, ends)) = row(&model[from..], true, width) {
        rows.push(from..from + text[from..from + len].trim_end().len());
        from += len;
        if ends == Ends::Text {
            break;
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn broken(text: &str, width: usize) -> Vec<&str> {
        rows(text, width).into_iter().map(|row| &text[row]).collect()
    }

    #[test]
    fn rows_end_where_a_reader_expects_it() {
        let table: [(&str, usize, &[&str]); 24] = [
            ("", 5, &[""]),
            ("one two three", 7, &["one two", "three"]),
            ("one two three", 8, &["one two", "three"]),
            ("ccc, ddd (eee)", 13, &["ccc, ddd", "(eee)"]),
            ("ccc, ddd (eee)", 14, &["ccc, ddd (eee)"]),
            ("what-if", 5, &["what-", "if"]),
            ("a\n\nb\n", 5, &["a", "", "b", ""]),
            ("abcdefgh", 3, &["abc", "def", "gh"]),
            ("xy abcdefgh", 5, &["xy", "abcde", "fgh"]),
            ("one     two", 3, &["one", "two"]),
            ("one two     ", 7, &["one two"]),
            ("日本語", 4, &["日本", "語"]),
            ("日本語", 5, &["日本", "語"]),
            ("彼は「はい」と", 8, &["彼は「は", "い」と"]),
            ("彼は「はい」と", 10, &["彼は「は", "い」と"]),
            ("です。はい", 4, &["で", "す。", "はい"]),
            ("今ー日", 2, &["今", "ー", "日"]),
            ("漢字", 1, &["漢", "字"]),
            ("ab", 1, &["a", "b"]),
            ("👩\u{200d}👩\u{200d}👧👍🏽", 2, &["👩\u{200d}👩\u{200d}👧", "👍🏽"]),
            ("🇩🇪🇫🇷🇬🇧", 4, &["🇩🇪🇫🇷", "🇬🇧"]),
            ("e\u{301}e\u{301}e\u{301}", 2, &["e\u{301}e\u{301}", "e\u{301}"]),
            ("100 000 €", 5, &["100", "000 €"]),
            ("שלום עולם", 5, &["שלום", "עולם"]),
        ];
        for (text, width, expected) in table {
            assert_eq!(broken(text, width), expected, "{text:?} in {width}");
        }
    }

    #[test]
    fn marks_break_no_line_and_hidden_breaks_are_none() {
        assert_eq!(broken("a\u{b}b\u{85}c\u{2028}d", 20).len(), 1);
        assert_eq!(broken("pay\u{200b}pal", 4), ["pay\u{200b}", "pal"]);
    }

    #[test]
    fn white_space_hangs_for_a_row_and_no_longer() {
        let text = format!("ab{}c", " ".repeat(50));
        let rows = rows(&text, 20);
        assert_eq!(rows, [0..2, 40..53]);
        assert_eq!(row(&text, true, 20), Some((40, Ends::Soft)));
    }

    #[test]
    fn letters_without_a_cell_make_no_endless_row() {
        let text = "\u{301}".repeat(40_000);
        let longest = rows(&text, 10).into_iter().map(|row| row.len()).max();
        assert!(longest.is_some_and(|longest| longest < 2_000), "{longest:?}");
    }

    proptest! {
        #[test]
        fn a_short_look_finds_what_a_long_one_does(
            text in "[a-z]{1,4}([a-zA-Z0-9 ,.;:!?()/%$\"'-]|[a-z]{1,3}|[a-z]  ?[a-z]){0,60}",
            width in 1_usize..40,
        ) {
            if let Some(next) = plain_row(&text, width) {
                prop_assert_eq!(Some((next, Ends::Soft)), any_row(&text, true, width));
            }
        }
    }

    #[test]
    fn a_part_tells_what_the_whole_would() {
        let text = "The quick brown 狐 jumps over 👩‍👩‍👧 and 🇩🇪🇫🇷, “quietly” — twice. ".repeat(8);
        for width in [1, 3, 9, 20, 80] {
            let whole = row(&text, true, width);
            for cut in 0..text.len() {
                let part = &text[..text.floor_char_boundary(cut)];
                if let Some(told) = row(part, false, width) {
                    assert_eq!(Some(told), whole, "cut at {cut}, width {width}");
                }
            }
        }
    }
}
