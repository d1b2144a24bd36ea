//! One line of a journal: a checksum, a blank, one JSON object, a line end. The line end is the
//! frame, so that one damaged line costs one line; `cut -c10- | jq` reads the rest.

use std::io;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::ser::{Formatter, Serializer};

use crate::base::stamp::Stamp;

/// Longest line read, in bytes. An answer of one mebibyte takes six when every character of it
/// has to be escaped.
pub const LONGEST_LINE: usize = 8 << 20;
/// Greatest number a line may carry; beyond it numbers are garbage, not counting.
pub const GREATEST: u64 = 1 << 53;
/// The layout of lines and folders written by this program.
pub const FORMAT: u32 = 1;
/// Bytes before the JSON: eight hexadecimal digits and a blank.
const PREFIX: usize = 9;

/// One line of a log.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Its number in the session. Order goes by it, never by time.
    pub n: u64,
    /// When it was said.
    pub at: Stamp,
    /// What kind of thing it says.
    pub kind: String,
    /// The slot whose draft it closes.
    pub slot: Option<String>,
    /// For the first line of a segment: who writes here.
    pub opening: Option<Opening>,
    /// What it says.
    pub what: Value,
    /// The segment it was read from.
    pub from: String,
}

impl Line {
    /// Whether both say the same, wherever each was read from.
    pub fn repeats(&self, other: &Self) -> bool {
        self.n == other.n
            && self.at == other.at
            && self.kind == other.kind
            && self.slot == other.slot
            && self.what == other.what
    }
}

/// Who writes a segment, and what a program must understand to go on after it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opening {
    /// The layout it is written in.
    pub format: u32,
    /// The oldest layout a program must know so as not to misread it.
    pub min_reader: u32,
    /// The run of the program; several segments belong to one when a disk failed on the way.
    pub run: String,
    /// Earlier runs whose drafts this run carries on.
    #[serde(default)]
    pub took: Vec<String>,
}

/// One line of a draft journal: a whole draft, or an edit to what stands before it.
#[derive(Clone, Debug, PartialEq)]
pub struct DraftLine {
    /// Counts the lines of one slot in one run, without gaps.
    pub n: u64,
    /// The last number of the log when the draft was begun: a later answer closes it.
    pub after: u64,
    /// Whether this is the draft itself, not an edit.
    pub whole: bool,
    /// The slot being answered.
    pub slot: String,
    /// The draft or the edit.
    pub what: Value,
}

/// Why bytes are no line.
#[derive(Clone, Debug, PartialEq)]
pub enum Flaw {
    /// Longer than [`LONGEST_LINE`].
    TooLong,
    /// No checksum stands in front.
    Unframed,
    /// The checksum differs. When what follows still reads as a line, a person edited it.
    Altered(Option<Box<Line>>),
    /// The checksum is right, but what follows is not a line as this program knows them.
    Strange,
}

impl Flaw {
    /// The flaw in words.
    pub fn words(&self) -> &'static str {
        match self {
            Self::TooLong => "the line is too long to be one of ours",
            Self::Unframed => "there is no checksum in front",
            Self::Altered(None) => "the checksum differs and the rest is no entry",
            Self::Altered(Some(_)) => "the checksum differs: the entry was edited by hand",
            Self::Strange => "the entry has a shape this version does not know",
        }
    }
}

#[derive(Deserialize)]
struct Envelope {
    n: u64,
    t: i64,
    #[serde(default)]
    tz: i32,
    k: String,
    #[serde(default)]
    s: Option<String>,
    #[serde(default)]
    segment: Option<Opening>,
    #[serde(default)]
    d: Value,
}

#[derive(Deserialize)]
struct DraftEnvelope {
    n: u64,
    a: u64,
    k: String,
    s: String,
    #[serde(default)]
    d: Value,
}

/// The line for one fact, with its line end.
pub fn encode(n: u64, at: Stamp, kind: &str, slot: Option<&str>, what: &Value) -> Vec<u8> {
    framed(|out| {
        out.extend_from_slice(format!("{{\"n\":{n},").as_bytes());
        put_stamp(out, at);
        put(out, "k", &kind);
        if let Some(slot) = slot {
            put(out, "s", &slot);
        }
        put_last(out, what);
    })
}

/// The first line of a segment, with its line end.
pub fn encode_head(n: u64, at: Stamp, opening: &Opening, what: &Value) -> Vec<u8> {
    framed(|out| {
        out.extend_from_slice(format!("{{\"n\":{n},").as_bytes());
        put_stamp(out, at);
        put(out, "k", &"head");
        put(out, "segment", opening);
        put_last(out, what);
    })
}

/// One line of a draft journal, with its line end.
pub fn encode_draft(n: u64, after: u64, whole: bool, slot: &str, what: &Value) -> Vec<u8> {
    framed(|out| {
        out.extend_from_slice(format!("{{\"n\":{n},\"a\":{after},").as_bytes());
        put(out, "k", if whole { &"whole" } else { &"edit" });
        put(out, "s", &slot);
        put_last(out, what);
    })
}

/// Reads one line of a log, without its line end.
pub fn decode(bytes: &[u8], from: &str) -> Result<Line, Flaw> {
    let (json, sound) = unframe(bytes)?;
    let line = serde_json::from_slice::<Envelope>(json).ok().filter(|e| e.n <= GREATEST);
    let line = line.map(|e| Line {
        n: e.n,
        at: Stamp { utc_ms: e.t, offset_minutes: e.tz },
        kind: e.k,
        slot: e.s,
        opening: e.segment,
        what: e.d,
        from: from.to_owned(),
    });
    match (sound, line) {
        (true, Some(line)) => Ok(line),
        (true, None) => Err(Flaw::Strange),
        (false, line) => Err(Flaw::Altered(line.map(Box::new))),
    }
}

/// Reads one line of a draft journal, without its line end.
pub fn decode_draft(bytes: &[u8]) -> Result<DraftLine, Flaw> {
    let (json, sound) = unframe(bytes)?;
    if !sound {
        return Err(Flaw::Altered(None));
    }
    let e: DraftEnvelope = serde_json::from_slice(json).map_err(|_| Flaw::Strange)?;
    let whole = match e.k.as_str() {
        "whole" => true,
        "edit" => false,
        _ => return Err(Flaw::Strange),
    };
    if e.n > GREATEST || e.a > GREATEST {
        return Err(Flaw::Strange);
    }
    Ok(DraftLine { n: e.n, after: e.a, whole, slot: e.s, what: e.d })
}

/// The JSON of a line, and whether its checksum is right.
fn unframe(bytes: &[u8]) -> Result<(&[u8], bool), Flaw> {
    if bytes.len() > LONGEST_LINE {
        return Err(Flaw::TooLong);
    }
    let (prefix, json) = bytes.split_at_checked(PREFIX).ok_or(Flaw::Unframed)?;
    let digits = prefix.strip_suffix(b" ").ok_or(Flaw::Unframed)?;
    let lower = |b: &u8| b.is_ascii_digit() || (b'a'..=b'f').contains(b);
    let digits = std::str::from_utf8(digits).ok().filter(|d| d.bytes().all(|b| lower(&b)));
    let sum = digits.and_then(|d| u32::from_str_radix(d, 16).ok()).ok_or(Flaw::Unframed)?;
    Ok((json, sum == crc32fast::hash(json)))
}

fn framed(write: impl FnOnce(&mut Vec<u8>)) -> Vec<u8> {
    let mut out = Vec::with_capacity(256);
    out.extend_from_slice(&[b' '; PREFIX]);
    write(&mut out);
    let sum = crc32fast::hash(&out[PREFIX..]);
    out[..PREFIX - 1].copy_from_slice(format!("{sum:08x}").as_bytes());
    out.push(b'\n');
    out
}

fn put_stamp(out: &mut Vec<u8>, at: Stamp) {
    let Stamp { utc_ms, offset_minutes } = at;
    out.extend_from_slice(format!("\"t\":{utc_ms},\"tz\":{offset_minutes},").as_bytes());
}

fn put(out: &mut Vec<u8>, key: &str, value: &impl Serialize) {
    out.extend_from_slice(format!("\"{key}\":").as_bytes());
    put_json(out, value);
    out.push(b',');
}

fn put_last(out: &mut Vec<u8>, what: &Value) {
    out.extend_from_slice(b"\"d\":");
    put_json(out, what);
    out.push(b'}');
}

fn put_json(out: &mut Vec<u8>, value: &impl Serialize) {
    value
        .serialize(&mut Serializer::with_formatter(out, Visible))
        .expect("strings and JSON values go into memory without fail");
}

/// JSON in which nothing steers a terminal: what serde leaves raw is escaped too, so that `cat`
/// of a journal is harmless. Reading gives back every character.
struct Visible;

impl Formatter for Visible {
    fn write_string_fragment<W>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()>
    where
        W: ?Sized + io::Write,
    {
        if fragment.bytes().all(|b| b < 0x7f) {
            return writer.write_all(fragment.as_bytes());
        }
        let mut plain = 0;
        for (at, c) in fragment.char_indices().filter(|(_, c)| steers(*c)) {
            writer.write_all(&fragment.as_bytes()[plain..at])?;
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(writer, "\\u{unit:04x}")?;
            }
            plain = at + c.len_utf8();
        }
        writer.write_all(&fragment.as_bytes()[plain..])
    }
}

/// Characters that steer a terminal or hide meaning and that JSON does not escape by itself.
fn steers(c: char) -> bool {
    matches!(c,
        '\u{7f}'..='\u{9f}'
        | '\u{61c}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2066}'..='\u{2069}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{feff}'
        | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const AT: Stamp = Stamp { utc_ms: -1, offset_minutes: -150 };

    fn trimmed(line: &[u8]) -> &[u8] {
        line.strip_suffix(b"\n").expect("a line end")
    }

    #[test]
    fn a_line_comes_back_as_it_was_said() {
        let texts = [
            "",
            "one\ntwo\r\n\ttabs",
            "\u{1b}[31m\u{9b}2J\u{7f}\u{202e}\u{feff}",
            "👩\u{200d}👩\u{200d}👧 🏴\u{e0067}\u{e007f} می\u{200c}خواهم",
            "\"\\u0041\" } 00000000 {}",
            "\u{0}\u{10ffff}",
        ];
        for text in texts {
            let what = json!({"text": text, text: [null, 1.5, u64::MAX, i64::MIN]});
            let bytes = encode(7, AT, "answer", Some(text), &what);
            assert_eq!(bytes.iter().filter(|b| **b == b'\n').count(), 1, "{text:?}");
            assert!(bytes[..bytes.len() - 1].iter().all(|b| *b >= b' ' && *b != 0x7f));
            assert!(!std::str::from_utf8(&bytes).expect("UTF-8").chars().any(steers), "{text:?}");
            let line = decode(trimmed(&bytes), "here").expect("a line");
            assert_eq!((line.n, line.at, line.kind.as_str()), (7, AT, "answer"));
            assert_eq!((line.slot.as_deref(), &line.what), (Some(text), &what));

            let bytes = encode_draft(3, 7, false, text, &what);
            let read = decode_draft(trimmed(&bytes)).expect("a draft line");
            let said = DraftLine { n: 3, after: 7, whole: false, slot: text.into(), what };
            assert_eq!(read, said);
        }
    }

    #[test]
    fn a_head_says_who_writes() {
        let opening =
            Opening { format: 1, min_reader: 1, run: "r".into(), took: vec!["q".to_owned()] };
        let bytes = encode_head(1, AT, &opening, &json!({"title": "Ladder"}));
        let line = decode(trimmed(&bytes), "s").expect("a line");
        assert_eq!((line.kind.as_str(), line.opening), ("head", Some(opening)));
    }

    #[test]
    fn every_flipped_bit_and_every_cut_is_noticed() {
        let bytes = encode(12, AT, "note", None, &json!("some words"));
        let whole = trimmed(&bytes);
        for at in 0..whole.len() {
            assert!(decode(&whole[..at], "s").is_err(), "cut at {at}");
            for bit in 0..8 {
                let mut bent = whole.to_vec();
                bent[at] ^= 1 << bit;
                assert!(decode(&bent, "s").is_err(), "byte {at}, bit {bit}");
            }
        }
    }

    #[test]
    fn a_hand_edit_is_told_from_rubbish() {
        let text = String::from_utf8(encode(1, AT, "note", None, &json!("grey"))).expect("UTF-8");
        let edited = text.trim_end().replace("grey", "gray");
        match decode(edited.as_bytes(), "s") {
            Err(Flaw::Altered(Some(line))) => assert_eq!(line.what, json!("gray")),
            other => panic!("{other:?}"),
        }
        let sum = |json: &str| format!("{:08x} {json}", crc32fast::hash(json.as_bytes()));
        let deep = format!("{{\"n\":1,\"t\":0,\"k\":\"x\",\"d\":{}", "[".repeat(100_000));
        let table = [
            ("", Flaw::Unframed),
            ("00000000", Flaw::Unframed),
            ("+0000000 {}", Flaw::Unframed),
            ("00000000 {}", Flaw::Altered(None)),
            (&sum("{}"), Flaw::Strange),
            (&sum("{\"n\":9007199254740993,\"t\":0,\"k\":\"x\"}"), Flaw::Strange),
            (&sum(&deep), Flaw::Strange),
            (&"x".repeat(LONGEST_LINE + 1), Flaw::TooLong),
        ];
        for (text, flaw) in table {
            let shown = text.chars().take(60).collect::<String>();
            assert_eq!(decode(text.as_bytes(), "s"), Err(flaw), "{shown}");
        }
    }

    #[test]
    fn what_newer_programs_add_is_passed_over() {
        let json = "{\"n\":4,\"t\":5,\"k\":\"sang\",\"mood\":[1],\"d\":{\"la\":1}}";
        let text = format!("{:08x} {json}", crc32fast::hash(json.as_bytes()));
        let line = decode(text.as_bytes(), "s").expect("a line");
        assert_eq!((line.n, line.kind.as_str(), line.what), (4, "sang", json!({"la": 1})));
    }
}
