//! Making text from outside harmless and visible before it is shown anywhere. Storage keeps what
//! was written; the screen, listings and error messages show what comes out of here.

use std::borrow::Cow;

/// `text` with every character that could steer a terminal or hide meaning replaced by a visible
/// mark. Line breaks and tabs stay; joiners that Persian, Indic scripts and emoji need stay.
pub fn for_display(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| mark(c).is_none()) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|c| mark(c).unwrap_or(c)).collect())
}

/// Like [`for_display`], on one line and no longer than `most` characters: for names, titles and
/// error messages.
pub fn for_line(text: &str, most: usize) -> String {
    let flat: String = text.chars().map(|c| if c == '\n' || c == '\t' { ' ' } else { c }).collect();
    let clean = for_display(&flat);
    if clean.chars().count() <= most {
        return clean.into_owned();
    }
    let mut cut: String = clean.chars().take(most.saturating_sub(1)).collect();
    cut.push('…');
    cut
}

/// The visible mark for a character that must not reach a terminal; `None` for all others.
fn mark(c: char) -> Option<char> {
    match c {
        '\n' | '\t' => None,
        '\u{00}'..='\u{1f}' => char::from_u32(0x2400 + c as u32),
        '\u{7f}' => Some('\u{2421}'),
        // C1 controls; line and paragraph separators; bidi marks, overrides and isolates;
        // interlinear annotation; byte order mark.
        '\u{80}'..='\u{9f}'
        | '\u{2028}'
        | '\u{2029}'
        | '\u{61c}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2066}'..='\u{2069}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{feff}' => Some('\u{fffd}'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_steers_a_terminal_survives() {
        let hostile = "a\u{1b}[31mb\u{9b}2J\u{202e}c\u{7f}\r";
        assert_eq!(for_display(hostile), "a␛[31mb\u{fffd}2J\u{fffd}c␡␍");
    }

    #[test]
    fn what_languages_need_is_left_alone() {
        for text in ["می\u{200c}خواهم", "👩\u{200d}👩\u{200d}👧", "één\n\ttwo", "क्षि"]
        {
            assert!(matches!(for_display(text), Cow::Borrowed(_)), "{text:?}");
        }
    }

    #[test]
    fn a_line_is_cut_where_it_is_told() {
        assert_eq!(for_line("one\ntwo", 20), "one two");
        assert_eq!(for_line("abcdef", 4), "abc…");
    }
}
