//! A text cut into words and marks, of which one knows whether they begin a sentence and whether
//! they are quoted.

use std::ops::Range;

/// Most characters looked at before the caret, or before the end.
const BEFORE: usize = 2_000;
/// Most characters looked at after the caret.
const AFTER: usize = 500;

/// A word, or a mark.
#[derive(Debug)]
pub(super) struct Token {
    /// In bytes of the whole text.
    pub(super) span: Range<usize>,
    /// In small letters, apostrophes straight; a mark as it is.
    pub(super) text: String,
    /// Whether it begins with a capital letter.
    pub(super) is_capital: bool,
    /// Whether it is the first word of a sentence.
    pub(super) is_first: bool,
    /// Whether it stands in quotation marks.
    pub(super) is_quoted: bool,
    /// Which sentence it belongs to, from 0.
    pub(super) sentence: usize,
}

impl Token {
    /// Whether it is a word, and no mark.
    pub(super) fn is_word(&self) -> bool {
        self.text.starts_with(char::is_alphanumeric)
    }
}

/// The part of a text that is looked at: around the caret, or at the end.
pub(super) fn window(text: &str, caret: Option<usize>, paragraph: bool) -> Range<usize> {
    let text_end = text.trim_end().len();
    let at = text.floor_char_boundary(caret.map_or(text_end, |caret| caret.min(text.len())));
    let (before, after) = text.split_at(at);
    let far = |found: Option<(usize, char)>| found.map(|(at, _)| at);
    let mut start = far(before.char_indices().rev().nth(BEFORE - 1)).unwrap_or(0);
    // A word that is cut in two is none.
    if start > 0 {
        let blank = before[start..].find(char::is_whitespace);
        start += blank.unwrap_or(before.len() - start);
    }
    let mut end = at + far(after.char_indices().nth(AFTER)).unwrap_or(after.len());
    if paragraph && caret.is_some() {
        start = before[start..].rfind('\n').map_or(start, |line| start + line + 1);
        end = text[at..end].find('\n').map_or(end, |line| at + line);
    }
    start..end
}

/// The words and marks of a part of a text.
pub(super) fn tokens(text: &str, window: Range<usize>) -> Vec<Token> {
    let mut found = Vec::new();
    let mut at = window.start;
    let mut first = window.start == 0 || text[..window.start].ends_with('\n');
    let mut sentence = 0;
    let mut closing: Option<&[char]> = None;
    while let Some(next) = text[at..window.end].chars().next() {
        let rest = &text[at..window.end];
        let is_word = next.is_alphanumeric();
        let length = if is_word { word(rest) } else { next.len_utf8() };
        let ends_quotation = closing.is_some_and(|closing| closing.contains(&next));
        if ends_quotation {
            closing = None;
        } else if closing.is_none() {
            closing = closed_by(next);
            // What somebody says begins a sentence of its own.
            first |= closing.is_some();
        }
        if is_word || matches!(next, ',' | ';' | ':' | '.' | '?' | '!') {
            let text = if is_word { plain(&rest[..length]) } else { next.to_string() };
            found.push(Token {
                span: at..at + length,
                text,
                is_capital: next.is_uppercase(),
                is_first: is_word && first,
                is_quoted: closing.is_some(),
                sentence,
            });
            first &= !is_word;
        }
        at += length;
        let follows = text[at..window.end].chars().next();
        let ends = match next {
            '\n' => true,
            '.' | '!' | '?' | '…' => !follows.is_some_and(char::is_alphanumeric),
            _ => false,
        };
        if ends {
            first = true;
            sentence += 1;
        }
        if next == '\n' {
            closing = None;
        }
    }
    found
}

/// The length of the word that `rest` begins with; an apostrophe between letters belongs to it.
fn word(rest: &str) -> usize {
    let mut letters = rest.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let joins = matches!(letter, '\'' | '’')
            && letters.peek().is_some_and(|(_, next)| next.is_alphabetic());
        if !letter.is_alphanumeric() && !joins {
            return at;
        }
    }
    rest.len()
}

fn plain(word: &str) -> String {
    word.to_lowercase().replace('’', "'")
}

/// The marks that close what this one opens.
fn closed_by(opening: char) -> Option<&'static [char]> {
    match opening {
        '"' => Some(&['"']),
        '“' => Some(&['”']),
        '„' => Some(&['“', '”']),
        '«' => Some(&['»']),
        '»' => Some(&['«']),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_into_words_that_know_their_place() {
        let text = "So. He said: “Don’t, always!” Pass-it 3.5 on";
        let read = tokens(text, 0..text.len());
        let words: Vec<&str> = read.iter().map(|token| token.text.as_str()).collect();
        assert_eq!(
            words,
            [
                "so", ".", "he", "said", ":", "don't", ",", "always", "!", "pass", "it", "3", ".",
                "5", "on"
            ]
        );
        let told = |tell: fn(&Token) -> bool| -> Vec<&str> {
            read.iter().filter(|token| tell(token)).map(|token| token.text.as_str()).collect()
        };
        assert_eq!(told(|token| token.is_first), ["so", "he", "don't", "pass"]);
        assert_eq!(told(|token| token.is_quoted), ["don't", ",", "always", "!"]);
    }

    #[test]
    fn only_what_is_near_the_caret_is_looked_at() {
        let text = format!("first {}\nthe second paragraph\nthe third", "long ".repeat(1_000));
        let second = text.find("second").unwrap_or_default();
        assert_eq!(&text[window(&text, Some(second), true)], "the second paragraph");
        assert_eq!(&text[window(&text, Some(text.len()), true)], "the third");
        assert!(text[window(&text, None, true)].ends_with("paragraph\nthe third"));
        let near = window(&text, Some(second), false);
        assert!(
            near.len() <= BEFORE + AFTER && text[near.clone()].starts_with(" long"),
            "{near:?}"
        );
        assert_eq!(window("é", Some(1), true), 0..2);
        assert_eq!(window("", Some(9), true), 0..0);
    }
}
