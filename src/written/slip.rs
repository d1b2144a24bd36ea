//! What the parser of YAML stumbled over, in words for someone who has never programmed: what was
//! probably meant, the place of it, and how to write it.

use crate::base::problem::Problem;
use crate::base::span::{Span, mark};

/// What the parser stumbled over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Slip {
    /// A tab where spaces belong.
    Tab,
    /// Lists and groups within one another, too many.
    Depth,
    /// Something after '…'.
    AfterSingleQuote,
    /// Something after "…".
    AfterDoubleQuote,
    /// A quotation mark without its second.
    OpenQuote,
    /// A backslash that begins no known sign.
    Backslash,
    /// A character that cannot begin a value.
    Character(char),
    /// A byte order mark in the middle.
    Mark,
    /// `&` or `*`.
    Anchor,
    /// `!`.
    Tag,
    /// A bracket without its second.
    OpenBracket,
    /// A closing bracket without its first.
    LoneBracket,
    /// A bracket closed by one of another kind.
    OtherBracket(char, char),
    /// `#` right after a word.
    Remark,
    /// Something after `|` or `>`.
    AfterBar,
    /// A line that should have a colon.
    NoColon,
    /// A colon where none can be.
    Colon,
    /// A line in a column where none can begin.
    Indentation,
    /// Anything else.
    Other,
}

/// The problem for a slip at byte `at`. `open` are the beginnings of the lists and groups around
/// it, from outside in.
pub(super) fn explain(slip: Slip, at: usize, open: &[usize], source: &str) -> Problem {
    let at = source.floor_char_boundary(at.min(source.len()));
    let told = Told { source, at };
    match slip {
        Slip::Tab => told.first(
            "\t",
            "a tab stands where spaces are needed",
            "indent with spaces, two for each level",
        ),
        Slip::Depth => Problem::new("too-deep", Span::new(at, at + 1), "this is nested too deeply")
            .hint("a protocol needs three or four levels; check the indentation"),
        Slip::AfterSingleQuote | Slip::AfterDoubleQuote if told.in_brackets() => {
            told.here("a comma is missing before this", "write a comma between any two of them")
        }
        Slip::AfterSingleQuote => told.here(
            "the text goes on after its closing quotation mark",
            "write an apostrophe inside '…' twice, or put \"…\" around the text",
        ),
        Slip::AfterDoubleQuote => told.here(
            "the text goes on after its closing quotation mark",
            "put '…' around the whole text, or begin it on the next line after |",
        ),
        Slip::OpenQuote => told.here(
            "a quotation mark is opened and never closed",
            "close it, or begin the text on the next line after |",
        ),
        Slip::Backslash => told.backslash(),
        Slip::Character(strange) if strange.is_control() => {
            told.here("a character that cannot be seen stands here", "delete it")
        }
        Slip::Character(strange) => told.here(
            &format!("a text cannot begin with “{strange}”"),
            "put quotation marks around the whole text",
        ),
        Slip::Mark => told.here(
            "an invisible mark stands at the beginning of this line",
            "delete the line and write it anew",
        ),
        Slip::Anchor => {
            told.sign(['&', '*'], "a text cannot begin with & or *; anchors are not used here")
        }
        Slip::Tag => told.sign(['!', '!'], "a text cannot begin with !; tags are not used here"),
        Slip::OpenBracket => told.bracket(open),
        Slip::LoneBracket => told.here(
            "a bracket is closed that was never opened",
            "remove it, or put quotation marks around the whole text",
        ),
        Slip::OtherBracket(opened, closed) => {
            told.here(&format!("“{opened}” is closed by “{closed}”"), "close [ with ] and { with }")
        }
        Slip::Remark => told.here("a remark begins right after a word", "put a space before #"),
        Slip::AfterBar => told.here(
            "words stand in the same line as | or >",
            "begin the text on the next line, or put quotation marks around it",
        ),
        Slip::NoColon => told.no_colon(),
        Slip::Colon => told.colon(),
        Slip::Indentation => told.indentation(),
        Slip::Other if source.trim_start_matches('\u{feff}').starts_with('%') => {
            let told = Told { source, at: mark(source) };
            told.here("a line that begins with % is not used here", "delete it")
        }
        Slip::Other => told.here(
            "this cannot be read",
            "look for a missing colon, quotation mark or space just before this place",
        ),
    }
}

/// Where it happened.
struct Told<'a> {
    source: &'a str,
    at: usize,
}

impl Told<'_> {
    fn here(&self, message: &str, hint: &str) -> Problem {
        at(self.at, message, hint)
    }

    /// At the first `wanted` from the beginning of the line, if there is one.
    fn first(&self, wanted: &str, message: &str, hint: &str) -> Problem {
        let (from, _) = self.line(self.at);
        at(self.source[from..].find(wanted).map_or(self.at, |found| from + found), message, hint)
    }

    /// At the last of `signs` before the place in its line, or after it.
    fn sign(&self, signs: [char; 2], message: &str) -> Problem {
        let (from, line) = self.line(self.at);
        let until = self.source[self.at..].chars().next().map_or(0, char::len_utf8);
        let before = self.source[from..self.at + until].rfind(signs);
        let found = before.or_else(|| line.find(signs)).map_or(self.at, |found| from + found);
        at(found, message, "put quotation marks around the whole text")
    }

    /// At the first backslash of the text that begins nothing known.
    fn backslash(&self) -> Problem {
        let mut place = self.at;
        let mut rest = self.source[self.at..].char_indices();
        while let Some((found, c)) = rest.next() {
            if c == '\\' {
                place = self.at + found;
                let known = "0abtnvfre \"/\\N_LP\t\r\n";
                if rest.next().is_some_and(|(_, next)| !known.contains(next)) {
                    break;
                }
            }
        }
        let message = "a backslash inside \"…\" has a meaning, and this one has none";
        at(place, message, "write it twice, or put '…' around the text")
    }

    /// Whether a bracket was opened before the place in its line.
    fn in_brackets(&self) -> bool {
        let (from, _) = self.line(self.at);
        let before = &self.source[from..self.at];
        before.rfind(['[', '{']) > before.rfind([']', '}'])
    }

    fn bracket(&self, open: &[usize]) -> Problem {
        let is_bracket =
            |at: &usize| self.source.get(*at..).is_some_and(|rest| rest.starts_with(['[', '{']));
        let before = || self.source[..self.at].rfind(['[', '{']);
        let start = open.iter().rev().copied().find(is_bracket);
        let start = start.or_else(before).unwrap_or(self.at);
        let braces = self.source[start..].starts_with('{');
        let (open, close) = if braces { ('{', '}') } else { ('[', ']') };
        let hint = format!("end it with {close}, or put quotation marks around the whole text");
        at(start, &format!("{open} is opened here and not closed as it should be"), &hint)
    }

    fn no_colon(&self) -> Problem {
        let (from, line) = self.line(self.at);
        let tight = |(colon, _): &(usize, &str)| {
            line[colon + 1..].starts_with(|c: char| !c.is_whitespace() && c != '/')
        };
        if let Some((colon, _)) = line.match_indices(':').find(tight) {
            let message = "a space is missing after this colon";
            return at(from + colon, message, "write key: value, with a space between");
        }
        let hint = "write key: value; where a text goes on, indent its lines below the key";
        self.here("a colon is missing in this line", hint)
    }

    fn colon(&self) -> Problem {
        let (from, line) = self.line(self.at);
        let colons = line.matches(": ").count() + usize::from(line.trim_end().ends_with(':'));
        if colons > 1 {
            return self.here(
                "a second “: ” stands in this line",
                "put quotation marks around the text, or begin it on the next line after |",
            );
        }
        let (above_from, above) = self.line(self.source[..from].trim_end().len());
        let dash = above.len() - above.trim_start().len();
        let after_dash = above[dash..].strip_prefix('-');
        if after_dash.is_some_and(|rest| !rest.starts_with([' ', '-'])) {
            let message = "a space is missing after this dash";
            return at(above_from + dash, message, "write “- step: name”");
        }
        let start = from + line.len() - line.trim_start().len();
        let hint = "begin it in the same column as the key above it";
        at(start, "this line is indented too far", hint)
    }

    fn indentation(&self) -> Problem {
        let (from, line) = self.line(self.at);
        let before = &self.source[from..self.at];
        for start in [": [", ": {", "- [", "- {"] {
            if let Some(found) = before.find(start) {
                let message = format!("a text cannot begin with {}", &start[2..]);
                let hint = "put quotation marks around the whole text";
                return at(from + found + 2, &message, hint);
            }
        }
        let start = from + line.len() - line.trim_start().len();
        let hint = "lines that belong together begin in the same column";
        at(start, "the indentation does not fit", hint)
    }

    /// The line around `at`, and where it begins.
    fn line(&self, at: usize) -> (usize, &str) {
        let from = self.source[..at].rfind('\n').map_or(0, |before| before + 1);
        (from, self.source[from..].lines().next().unwrap_or_default())
    }
}

fn at(place: usize, message: &str, hint: &str) -> Problem {
    Problem::new("yaml", Span::new(place, place + 1), message).hint(hint)
}
