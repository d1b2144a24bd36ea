//! The head of a protocol: its format, whose practice it is, what to know before it begins.

use crate::base::problem::Problem;
use crate::base::span::Spanned;
use crate::kind::contract::words_of;
use crate::protocol::types::{
    Capability, Form, Level, MOST_PEOPLE, Minutes, People, Safety, Source,
};
use crate::written::fields::{self as written, Fields};
use crate::written::mention::Reading;
use crate::written::suggest::{short, suggest};
use crate::written::tree::Node;

/// Whether the file is written for this program. What belongs to another version is left unread.
pub(super) fn is_ours(fields: &mut Fields<'_, '_>) -> bool {
    let hint = "write fieldbook: 1 on the first line";
    let Some(node) = fields.needed("fieldbook", hint) else { return true };
    let (message, hint) = match node.value {
        Node::Number(1.0) => return true,
        Node::Number(_) => (
            "this file is written for another version of fieldbook",
            "this program reads version 1",
        ),
        _ => ("`fieldbook` wants the number 1", hint),
    };
    let problem = Problem::new("format", node.span, message);
    fields.reading.problems.push(problem.hint(hint));
    !matches!(node.value, Node::Number(_))
}

pub(super) fn capability(fields: &mut Fields<'_, '_>) -> Vec<Capability> {
    let names: Vec<&str> = Capability::ALL.iter().map(|(name, _)| *name).collect();
    let mut found = Vec::new();
    if fields
        .needed("capability", &format!("add capability: with {}", names.join(" or ")))
        .is_none()
    {
        return found;
    }
    for node in fields.some_items("capability") {
        let source = fields.source();
        let Some(word) = crate::written::fields::words(node, "capability", source, fields.reading)
        else {
            continue;
        };
        match Capability::ALL.iter().find(|(name, _)| *name == word.value) {
            Some((_, capability)) => found.push(*capability),
            None => {
                let message = format!("`capability` cannot be “{}”", short(&word.value));
                let problem = Problem::new("unknown-value", word.span, message);
                fields.reading.problems.push(problem.hint(suggest(&word.value, &names)));
            }
        }
    }
    found
}

pub(super) fn source(node: &Spanned<Node>, source: &str, reading: &mut Reading) -> Option<Source> {
    let mut fields = Fields::of(node, "`source`", source, reading)?;
    let mut words = |key| fields.words(key).map(|words| words.value).unwrap_or_default();
    let (author, work, licence, note) =
        (words("author"), words("work"), words("licence"), words("note"));
    let year = fields.count("year", 0, 9_999);
    fields.finish();
    Some(Source { author, work, year, licence, note })
}

pub(super) fn safety(node: &Spanned<Node>, source: &str, reading: &mut Reading) -> Option<Safety> {
    const LEVELS: [(&str, Level); 3] =
        [("ordinary", Level::Ordinary), ("tender", Level::Tender), ("high", Level::High)];
    let mut fields = Fields::of(node, "`safety`", source, reading)?;
    let level = fields.one_of("level", &LEVELS).unwrap_or_default();
    let consent = fields.words("consent").map(|words| words.value).unwrap_or_default();
    let exit = fields.words("exit").map(|words| words.value).unwrap_or_default();
    if level == Level::High {
        // Nobody is led that far without having agreed to it, and without knowing the way out.
        let message = |key| format!("a protocol of level high needs `{key}`");
        let hint = "add consent: with what one agrees to by beginning";
        if !fields.has("consent") {
            fields.missing("consent", "level", message("consent"), hint);
        }
        let hint = "add exit: with how to stop well";
        if !fields.has("exit") {
            fields.missing("exit", "level", message("exit"), hint);
        }
    }
    fields.finish();
    Some(Safety { level, consent, exit })
}

/// `people: 1`, `people: 3 to 6`, or a group with `from`, `to` and `note`.
pub(super) fn people(fields: &mut Fields<'_, '_>) -> People {
    const HINT: &str = "write 1, or a range such as 3 to 6";
    let Some(node) = fields.node("people") else { return People::default() };
    let source = fields.source();
    let found = if matches!(node.value, Node::Map(_)) {
        let Some(mut inner) = Fields::of(node, "`people`", source, fields.reading) else {
            return People::default();
        };
        let from = inner.count("from", 1, MOST_PEOPLE);
        let to = inner.count("to", 1, MOST_PEOPLE);
        let note = inner.words("note").map(|note| note.value).unwrap_or_default();
        inner.finish();
        let from = from.unwrap_or(1);
        People { from, to: to.unwrap_or(from.max(1)), note }
    } else {
        let words = words_of(node, source).unwrap_or_default();
        let Some((from, to)) = range(words.trim()) else {
            let message = format!("“{}” is no number of people", short(&words));
            let problem = Problem::new("wrong-type", node.span, message);
            let most = format!("{HINT}; there is room for {MOST_PEOPLE} at one laptop");
            fields.reading.problems.push(problem.hint(most));
            return People::default();
        };
        People { from, to, note: String::new() }
    };
    if found.from > found.to {
        let message = format!("{} to {} is no range of people", found.from, found.to);
        fields.problem("people", "out-of-range", message, "write the smaller number first");
        return People { from: found.to, to: found.from, note: found.note };
    }
    found
}

/// "1", "3 to 6", "alone".
fn range(words: &str) -> Option<(u32, u32)> {
    let number = |word: &str| {
        let number: u32 = word.trim().parse().ok()?;
        (1..=MOST_PEOPLE).contains(&number).then_some(number)
    };
    match words.split_once(" to ") {
        Some((from, to)) => number(from).zip(number(to)),
        None if words == "alone" => Some((1, 1)),
        None => number(words).map(|both| (both, both)),
    }
}

/// `minutes: 60` for every form there is, or a group with `alone`, `pair` and `group`.
pub(super) fn minutes(fields: &mut Fields<'_, '_>, people: &People) -> Minutes {
    const LONGEST: u32 = 1_440;
    let mut minutes = Minutes::default();
    let Some(node) = fields.node("minutes") else { return minutes };
    if !matches!(node.value, Node::Map(_)) {
        let all = fields.count("minutes", 1, LONGEST);
        let of = |form| if people.allow(form) { all } else { None };
        return Minutes { alone: of(Form::Alone), pair: of(Form::Pair), group: of(Form::Group) };
    }
    let source = fields.source();
    let Some(mut inner) = Fields::of(node, "`minutes`", source, fields.reading) else {
        return minutes;
    };
    minutes.alone = inner.count("alone", 1, LONGEST);
    minutes.pair = inner.count("pair", 1, LONGEST);
    minutes.group = inner.count("group", 1, LONGEST);
    if Form::ALL.iter().all(|(name, _)| !inner.has(name)) {
        let message = "`minutes` says nothing".to_owned();
        inner.problem("minutes", "empty", message, "write a number, such as minutes: 40");
    }
    for (name, form) in Form::ALL {
        if minutes.of(form).is_some() && !people.allow(form) {
            let message =
                format!("this protocol has no form for `{name}`: it is for {}", people.says());
            inner.problem(name, "no-such-form", message, "remove the line, or widen people:");
        }
    }
    inner.finish();
    minutes
}

/// Several texts; a single one is a list of one.
pub(super) fn several(fields: &mut Fields<'_, '_>, key: &'static str) -> Vec<Spanned<String>> {
    let source = fields.source();
    let nodes = fields.some_items(key).into_iter();
    nodes.filter_map(|node| written::words(node, key, source, fields.reading)).collect()
}

/// A short tag of a language, such as `en` or `pt-br`.
pub(super) fn language(fields: &mut Fields<'_, '_>) -> String {
    const ENGLISH: &str = "en";
    let Some(words) = fields.words("language") else { return ENGLISH.to_owned() };
    let small = |c: char| c.is_ascii_lowercase() || c == '-';
    if (2..=12).contains(&words.value.len()) && words.value.chars().all(small) {
        return words.value;
    }
    let message = format!("“{}” is no language", short(&words.value));
    fields.problem("language", "unknown-value", message, "write a short tag such as en, es or de");
    ENGLISH.to_owned()
}
