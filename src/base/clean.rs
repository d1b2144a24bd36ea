//! Making text from outside harmless and visible before it is shown anywhere. Storage keeps what
//! was written; the screen, listings and error messages show what comes out of here.

use std::borrow::Cow;

/// `text` with every character that could steer a terminal or hide meaning replaced by a visible
/// mark. Line breaks and tabs stay; joiners that Persian, Indic scripts and emoji need stay.
pub fn for_display(text: &str) -> Cow<'_, str> {
    let Some((first, ..)) = marked(text).next() else { return Cow::Borrowed(text) };
    let mut shown = String::with_capacity(text.len() + 16);
    shown.push_str(&text[..first]);
    let mut from = first;
    for (at, c, mark) in marked(text) {
        shown.push_str(&text[from..at]);
        shown.push(mark);
        from = at + c.len_utf8();
    }
    shown.push_str(&text[from..]);
    Cow::Owned(shown)
}

/// The characters of `text` that are shown as a mark: where each stands, what it is, and its mark,
/// which is one cell wide.
pub fn marked(text: &str) -> impl Iterator<Item = (usize, char, char)> {
    let mut before = '\0';
    let mut flag_ends = 0;
    text.char_indices().filter_map(move |(at, c)| {
        let last = std::mem::replace(&mut before, c);
        if matches!(c, ' '..='~') {
            return None;
        }
        if c == BLACK_FLAG {
            flag_ends = at + flag(&text[at..]);
        }
        if at < flag_ends || (c == ZERO_WIDTH_SPACE && unspaced(last)) {
            return None;
        }
        mark(c).map(|mark| (at, c, mark))
    })
}

const BLACK_FLAG: char = '\u{1f3f4}';
const ZERO_WIDTH_SPACE: char = '\u{200b}';

/// How long the flag is that begins `text`: the flags of Scotland and its like are a black flag
/// followed by a name in tag characters. Zero where nothing names it.
fn flag(text: &str) -> usize {
    const LONGEST_NAME: usize = 8;
    let tags = |c: &char| matches!(c, '\u{e0020}'..='\u{e007e}');
    let name = text.chars().skip(1).take_while(tags).take(LONGEST_NAME + 1).count();
    let named = (1..=LONGEST_NAME).contains(&name);
    let closed = text.chars().nth(name + 1) == Some('\u{e007f}');
    if named && closed { (name + 2) * BLACK_FLAG.len_utf8() } else { 0 }
}

/// Whether a letter is of a script that puts no spaces between words, where a zero-width space is
/// how a careful writer says that a row may end.
fn unspaced(letter: char) -> bool {
    matches!(letter, '\u{e00}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{1950}'..='\u{1aaf}'
        | '\u{a980}'..='\u{a9ff}' | '\u{aa60}'..='\u{aadf}')
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
        ZERO_WIDTH_SPACE => Some('\u{2423}'),
        // C1 controls; line and paragraph separators; bidi marks, overrides and isolates;
        // invisible operators and format controls; interlinear annotation; byte order mark;
        // letters written in tags, which nobody would see.
        '\u{80}'..='\u{9f}'
        | '\u{2028}'
        | '\u{2029}'
        | '\u{61c}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{fff0}'..='\u{fffb}'
        | '\u{feff}'
        | '\u{e0000}'..='\u{e007f}' => Some('\u{fffd}'),
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
        let scotland = "🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}";
        for text in [
            "می\u{200c}خواهم",
            "👩\u{200d}👩\u{200d}👧",
            "één\n\ttwo",
            "क्षि",
            "❤\u{fe0f} ☺\u{fe0e}",
            "葛\u{e0100}",
            "ភាសា\u{200b}ខ្មែរ",
            scotland,
        ] {
            assert!(matches!(for_display(text), Cow::Borrowed(_)), "{text:?}");
        }
    }

    #[test]
    fn what_hides_is_shown() {
        let table = [
            ("pay\u{200b}pal", "pay␣pal"),
            ("a\u{2060}b\u{2063}", "a\u{fffd}b\u{fffd}"),
            ("a\u{e0068}\u{e0069}", "a\u{fffd}\u{fffd}"),
            ("🏴\u{e0067}\u{e0062}", "🏴\u{fffd}\u{fffd}"),
            ("🏴\u{e007f}", "🏴\u{fffd}"),
            ("\u{e0001}en", "\u{fffd}en"),
        ];
        for (text, shown) in table {
            assert_eq!(for_display(text), shown);
            assert_eq!(for_display(shown), shown, "what was made harmless stays as it is");
        }
        let too_long = format!("🏴{}\u{e007f}", "\u{e0061}".repeat(9));
        assert_eq!(for_display(&too_long).chars().filter(|c| *c == '\u{fffd}').count(), 10);
    }

    #[test]
    fn a_line_is_cut_where_it_is_told() {
        assert_eq!(for_line("one\ntwo", 20), "one two");
        assert_eq!(for_line("abcdef", 4), "abc…");
    }
}
