//! A YAML file into a tree with places, within limits that no file can exceed. The only file
//! that names the YAML crate.
//!
//! The parser's events are composed here rather than through serde: serde stops at the first
//! mistake and forgets places inside a step.

use serde_yaml::granit_parser::{ErrorKind, Event, Options, Parser, ScalarStyle, ScanError};

use crate::base::problem::Problem;
use crate::base::span::{Span, Spanned};
use crate::written::slip::{self, Slip};
use crate::written::tree::{Entry, Node, trimmed};

/// Largest file, in bytes.
pub const LARGEST: usize = 1_024 * 1_024;
/// Deepest nesting of lists and groups.
const DEEPEST: usize = 24;
/// Most values in one file.
const MOST_VALUES: usize = 50_000;

/// Reads one YAML document. Anchors, aliases and tags are refused: nobody needs them to write
/// down a conversation, and they are how small files become large ones.
pub fn read(source: &str) -> Result<Spanned<Node>, Problem> {
    if source.len() > LARGEST {
        let message = format!("this file is larger than {} KiB", LARGEST / 1_024);
        return Err(Problem::new("too-large", Span::default(), message)
            .hint("a protocol is a page or two of words; is this the right file?"));
    }
    let source_without_mark = source.strip_prefix('\u{feff}').unwrap_or(source);
    let mut reader = Reader {
        source,
        skipped: source.len() - source_without_mark.len(),
        parser: Parser::new_from_str_with_options(source_without_mark, options()),
        values: 0,
    };
    let root = reader.document()?;
    Ok(root.unwrap_or(Spanned::new(Node::Nothing, Span::default())))
}

fn options() -> Options {
    let mut options = Options::default();
    options.emit_comments = false;
    options.flow_nesting_limit = DEEPEST;
    options.block_nesting_limit = DEEPEST;
    options
}

struct Reader<'a> {
    source: &'a str,
    /// Bytes of a byte order mark before what the parser sees.
    skipped: usize,
    parser: Parser<'a, serde_yaml::granit_parser::StrInput<'a>>,
    values: usize,
}

/// A list or group that is still being filled.
enum Open {
    List(usize, Vec<Spanned<Node>>),
    Map(usize, Vec<Entry>, Option<Spanned<String>>),
}

impl Open {
    fn start(&self) -> usize {
        match self {
            Self::List(start, _) | Self::Map(start, ..) => *start,
        }
    }
}

impl Reader<'_> {
    fn document(&mut self) -> Result<Option<Spanned<Node>>, Problem> {
        let mut open: Vec<Open> = Vec::new();
        let mut root = None;
        while let Some(next) = self.parser.next_event() {
            let (event, span) = next.map_err(|error| self.explain(&error, &open))?;
            let range = span.byte_range().unwrap_or(0..0);
            let span = Span::new(range.start + self.skipped, range.end + self.skipped);
            let done = match event {
                Event::Scalar(text, style, anchor, tag) => {
                    self.plain(anchor, tag.is_some(), span)?;
                    let span = trimmed(span, self.source);
                    if style == ScalarStyle::Plain {
                        self.whole(span)?;
                    }
                    Some(Spanned::new(scalar(&text, style), span))
                }
                Event::SequenceStart(_, anchor, tag) => {
                    self.plain(anchor, tag.is_some(), span)?;
                    open.push(Open::List(span.start, Vec::new()));
                    None
                }
                Event::MappingStart(_, anchor, tag) => {
                    self.plain(anchor, tag.is_some(), span)?;
                    open.push(Open::Map(span.start, Vec::new(), None));
                    None
                }
                Event::SequenceEnd | Event::MappingEnd => open
                    .pop()
                    .map(|closed| match closed {
                        Open::List(start, items) => (start, Node::List(items)),
                        Open::Map(start, entries, _) => (start, Node::Map(entries)),
                    })
                    .map(|(start, node)| {
                        Spanned::new(node, trimmed(Span::new(start, span.end), self.source))
                    }),
                Event::Alias(_) | Event::UnresolvedAlias(_) => {
                    return Err(slip::explain(Slip::Anchor, span.start, &[], self.source));
                }
                Event::DocumentStart(..) if root.is_some() => {
                    return Err(Problem::new("yaml", span, "a second document begins here")
                        .hint("keep one protocol in one file; remove the line ---"));
                }
                _ => None,
            };
            if open.len() > DEEPEST {
                return Err(slip::explain(Slip::Depth, span.start, &[], self.source));
            }
            if let Some(value) = done {
                self.keep(value, &mut open, &mut root)?;
            }
        }
        Ok(root)
    }

    /// Refuses words whose end was taken for a remark: `Which is #1 here?` would be asked as
    /// “Which is”. A remark that someone means has a blank after its sign.
    fn whole(&self, span: Span) -> Result<(), Problem> {
        let rest = self.source.get(span.end..).unwrap_or_default();
        let rest = rest.lines().next().unwrap_or_default();
        let Some(remark) = rest.trim_start().strip_prefix('#') else { return Ok(()) };
        if span.start == span.end || !remark.starts_with(|c: char| c.is_alphanumeric()) {
            return Ok(());
        }
        let at = span.end + rest.len() - rest.trim_start().len();
        let lost = Span::new(at, span.end + rest.trim_end().len());
        let problem = Problem::new("yaml", lost, "from # on, these words would be left out");
        Err(problem.hint("put quotation marks around the whole text; a remark has a blank after #"))
    }

    fn keep(
        &mut self,
        value: Spanned<Node>,
        open: &mut [Open],
        root: &mut Option<Spanned<Node>>,
    ) -> Result<(), Problem> {
        self.values += 1;
        if self.values > MOST_VALUES {
            let message = format!("there are more than {MOST_VALUES} values in this file");
            return Err(Problem::new("too-large", value.span, message)
                .hint("a protocol is a page or two of words; is this the right file?"));
        }
        match open.last_mut() {
            None => *root = Some(value),
            Some(Open::List(_, items)) => items.push(value),
            Some(Open::Map(_, entries, key)) => match key.take() {
                Some(key) => entries.push(Entry { key, value }),
                None => *key = Some(self.key(value)?),
            },
        }
        Ok(())
    }

    /// A key as words, whatever it looks like: `no: Not yet` has the key "no".
    fn key(&self, value: Spanned<Node>) -> Result<Spanned<String>, Problem> {
        match value.value {
            Node::Text(text) => Ok(Spanned::new(text, value.span)),
            Node::Nothing | Node::YesNo(_) | Node::Number(_) => {
                Ok(Spanned::new(value.span.of(self.source).to_owned(), value.span))
            }
            Node::List(_) | Node::Map(_) => {
                Err(Problem::new("yaml", value.span, "a key must be a word")
                    .hint("words that begin with { or [ need quotation marks around them"))
            }
        }
    }

    /// The parser's complaint, in words.
    fn explain(&self, error: &ScanError, open: &[Open]) -> Problem {
        let at = error.marker().byte_offset().unwrap_or(0).saturating_add(self.skipped);
        let starts: Vec<usize> = open.iter().map(Open::start).collect();
        slip::explain(slip_of(error.kind()), at, &starts, self.source)
    }

    /// Refuses what turns small files into large ones, and what a person did not mean.
    fn plain(&self, anchor: usize, tagged: bool, span: Span) -> Result<(), Problem> {
        if anchor > 0 {
            return Err(slip::explain(Slip::Anchor, span.start, &[], self.source));
        }
        if tagged {
            return Err(slip::explain(Slip::Tag, span.start, &[], self.source));
        }
        Ok(())
    }
}

fn slip_of(kind: &ErrorKind) -> Slip {
    use ErrorKind as Kind;
    match kind {
        Kind::TabNotAllowed
        | Kind::TabInBlockIndentation
        | Kind::TabAtBlockScalarStart
        | Kind::TabInIndentation
        | Kind::TabInPlainScalar => Slip::Tab,
        Kind::RecursionLimitExceeded => Slip::Depth,
        Kind::InvalidTrailingSingleQuotedScalar => Slip::AfterSingleQuote,
        Kind::InvalidTrailingDoubleQuotedScalar => Slip::AfterDoubleQuote,
        Kind::UnclosedQuotedScalar
        | Kind::InvalidQuotedScalarIndent
        | Kind::DocumentIndicatorInQuotedScalar => Slip::OpenQuote,
        Kind::UnknownQuotedScalarEscape
        | Kind::InvalidQuotedScalarHexEscape
        | Kind::InvalidLowSurrogateHexEscape
        | Kind::InvalidLowSurrogate
        | Kind::MissingLowSurrogate
        | Kind::UnpairedLowSurrogate
        | Kind::InvalidUnicodeEscape => Slip::Backslash,
        Kind::UnexpectedCharacter { character } => Slip::Character(*character),
        Kind::BomInsideDocument => Slip::Mark,
        Kind::UnknownAnchor | Kind::MissingAnchorOrAliasName | Kind::AnchorCountOverflow => {
            Slip::Anchor
        }
        Kind::ExpectedTagBang
        | Kind::ExpectedTagDirectiveBang
        | Kind::InvalidGlobalTagCharacter
        | Kind::InvalidTagTerminator
        | Kind::MissingTagUri
        | Kind::UnclosedVerbatimTag
        | Kind::InvalidTagEscape
        | Kind::InvalidTagUtf8LeadingByte
        | Kind::InvalidTagUtf8TrailingByte
        | Kind::InvalidTagUtf8
        | Kind::UndeclaredTagHandle => Slip::Tag,
        Kind::UnexpectedEofFlowSequence
        | Kind::UnexpectedEofFlowMapping
        | Kind::UnexpectedEofImplicitFlowMapping
        | Kind::ExpectedFlowMappingSeparator
        | Kind::ExpectedFlowSequenceSeparator
        | Kind::UnclosedFlowCollection { .. }
        | Kind::BlockEntryInFlowCollection
        | Kind::InvalidFlowScalarIndent
        | Kind::FlowMappingValueAdjacentCollection
        | Kind::InvalidColonPlacement => Slip::OpenBracket,
        Kind::MisplacedFlowCollectionEnd => Slip::LoneBracket,
        Kind::MismatchedFlowCollectionEnd { open, close } => Slip::OtherBracket(*open, *close),
        Kind::CommentNotSeparated => Slip::Remark,
        Kind::ZeroBlockScalarIndent | Kind::InvalidBlockScalarHeader => Slip::AfterBar,
        Kind::SimpleKeyExpected | Kind::InvalidSimpleKey => Slip::NoColon,
        Kind::MappingValueNotAllowed | Kind::InvalidMappingValueWhitespace => Slip::Colon,
        Kind::ExpectedBlockMappingKey
        | Kind::ExpectedBlockSequenceEntry
        | Kind::BlockSequenceEntryNotAllowed
        | Kind::InvalidBlockScalarIndent
        | Kind::InvalidIndentation => Slip::Indentation,
        _ => Slip::Other,
    }
}

fn scalar(text: &str, style: ScalarStyle) -> Node {
    if style != ScalarStyle::Plain {
        return Node::Text(text.to_owned());
    }
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Node::Nothing,
        "true" | "True" | "TRUE" => Node::YesNo(true),
        "false" | "False" | "FALSE" => Node::YesNo(false),
        _ => number(text).map_or_else(|| Node::Text(text.to_owned()), Node::Number),
    }
}

/// A decimal number as people write it; `012`, `1_000`, `.inf` and `0x10` are words.
fn number(text: &str) -> Option<f64> {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let plain = digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.len() <= 15
        && digits.chars().all(|c| c.is_ascii_digit() || c == '.')
        && (!digits.starts_with('0') || digits == "0" || digits.starts_with("0."));
    if plain { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(source: &str) -> Spanned<Node> {
        read(source).expect("this is YAML")
    }

    #[test]
    fn every_key_and_value_has_its_place() {
        let source =
            "title: Brücke 👩‍👩‍👧\nsteps:\n  - kind: short\n    ask: |\n      Was?\n      Wie?\n";
        let Node::Map(entries) = tree(source).value else { panic!("a group of keys") };
        assert_eq!(entries[0].key.span.of(source), "title");
        assert_eq!(entries[0].value.span.of(source), "Brücke 👩‍👩‍👧");
        let Node::List(steps) = &entries[1].value.value else { panic!("a list") };
        let Node::Map(step) = &steps[0].value else { panic!("a group of keys") };
        assert_eq!(step[0].value.span.of(source), "short");
        assert_eq!(step[1].value.value, Node::Text("Was?\nWie?\n".to_owned()));
    }

    #[test]
    fn words_stay_words() {
        let source = "a: no\nb: 012\nc: 1_000\nd: .inf\ne: \"3\"\nf: 3\ng: -2.5\nh:\nno: 1e3\n";
        let Node::Map(entries) = tree(source).value else { panic!("a group of keys") };
        let shapes: Vec<&str> = entries.iter().map(|entry| entry.value.value.is_called()).collect();
        let words = "words";
        let number = "a number";
        assert_eq!(shapes, [words, words, words, words, words, number, number, "nothing", words]);
        assert_eq!(entries[8].key.value, "no");
    }

    #[test]
    fn both_copies_of_a_doubled_key_are_kept() {
        let Node::Map(entries) = tree("a: 1\na: 2\n").value else { panic!("a group of keys") };
        assert_eq!(entries.len(), 2);
    }

    #[test]
    fn bombs_are_refused_at_once() {
        let laughs = "a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]\n".to_owned();
        for source in [
            laughs,
            "[".repeat(100_000),
            "{a: ".repeat(100_000),
            "- ".repeat(100_000),
            "? ".repeat(100_000),
            "x: y\n".repeat(60_000),
            "a".repeat(LARGEST + 1),
            "--- a\n--- b\n".to_owned(),
            "a: !!binary x\n".to_owned(),
        ] {
            let problem = read(&source).expect_err("refused");
            assert!(problem.message().chars().count() <= 400);
        }
    }
}
