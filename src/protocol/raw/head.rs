//! The head of a protocol: its format, whose practice it is, what to know before it begins.

use crate::base::id::ProtocolId;
use crate::base::problem::Problem;
use crate::kind::contract::words_of;
use crate::protocol::types::{
    Capability, Form, Level, MOST_PEOPLE, Minutes, People, Safety, Source,
};
use crate::written::asked::Wanted;
use crate::written::fields::Fields;
use crate::written::suggest::short;
use crate::written::tree::Node;

/// Whether the file is written for this program. What belongs to another version is left unread.
pub(super) fn is_ours(fields: &mut Fields<'_, '_>) -> bool {
    let hint = "write fieldbook: 1 on the first line";
    fields.wants("fieldbook", || Wanted::Exactly(1));
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
    fields.needed("capability", &format!("add capability: with {}", names.join(" or ")));
    fields.some_of("capability", &Capability::ALL)
}

pub(super) fn source(fields: &mut Fields<'_, '_>) -> Source {
    let mut words = |key| fields.words(key).map(|words| words.value).unwrap_or_default();
    let (author, work, licence, note) =
        (words("author"), words("work"), words("licence"), words("note"));
    let year = fields.count("year", 0, 9_999);
    Source { author, work, year, licence, note }
}

pub(super) fn safety(fields: &mut Fields<'_, '_>) -> Safety {
    const LEVELS: [(&str, Level); 3] =
        [("ordinary", Level::Ordinary), ("tender", Level::Tender), ("high", Level::High)];
    let level = fields.one_of("level", &LEVELS).unwrap_or_default();
    let consent = fields.words("consent").map(|words| words.value).unwrap_or_default();
    let exit = fields.words("exit").map(|words| words.value).unwrap_or_default();
    // Nobody is led that far without having agreed to it, and without knowing the way out.
    let message = |key| format!("a protocol of level high needs `{key}`");
    let hint = "add consent: with what one agrees to by beginning";
    fields.needed_where("consent", ("level", "high"), message("consent"), hint);
    let hint = "add exit: with how to stop well";
    fields.needed_where("exit", ("level", "high"), message("exit"), hint);
    Safety { level, consent, exit }
}

/// `people: 1`, `people: 3 to 6`, or a group with `from`, `to` and `note`.
pub(super) fn people(fields: &mut Fields<'_, '_>) -> People {
    const HINT: &str = "write 1, or a range such as 3 to 6";
    let group = fields.group_or("people", |inner| {
        let from = inner.count("from", 1, MOST_PEOPLE);
        let to = inner.count("to", 1, MOST_PEOPLE);
        let note = inner.words("note").map(|note| note.value).unwrap_or_default();
        let from = from.unwrap_or(1);
        People { from, to: to.unwrap_or(from.max(1)), note }
    });
    fields.wants("people", || Wanted::Count(1, MOST_PEOPLE));
    fields.wants("people", || Wanted::Form(pattern_of_ranges()));
    let Some(node) = fields.node("people") else { return People::default() };
    let source = fields.source();
    let found = if let Some(people) = group {
        people
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
        fields.problem("people", "at-odds", message, "write the smaller number first");
        return People { from: found.to, to: found.from, note: found.note };
    }
    found
}

/// "1", "3 to 6", "alone".
fn range(words: &str) -> Option<(u32, u32)> {
    let number = |word: &str| {
        let word = word.trim();
        (1..=MOST_PEOPLE).find(|number| number.to_string() == word)
    };
    match words.split_once(" to ") {
        Some((from, to)) => number(from).zip(number(to)),
        None if words == "alone" => Some((1, 1)),
        None => number(words).map(|both| (both, both)),
    }
}

/// What [`range`] reads.
fn pattern_of_ranges() -> String {
    let numbers: Vec<String> = (1..=MOST_PEOPLE).map(|number| number.to_string()).collect();
    let number = format!("({})", numbers.join("|"));
    format!("^ *(alone|{number}|{number} to {number}) *$")
}

/// `minutes: 60` for every form there is, or a group with `alone`, `pair` and `group`.
pub(super) fn minutes(fields: &mut Fields<'_, '_>, people: &People) -> Minutes {
    const LONGEST: u32 = 1_440;
    let group = fields.group_or("minutes", |inner| {
        let minutes = Minutes {
            alone: inner.count("alone", 1, LONGEST),
            pair: inner.count("pair", 1, LONGEST),
            group: inner.count("group", 1, LONGEST),
        };
        if inner.either(&Form::ALL.map(|(name, _)| name)) {
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
        minutes
    });
    if let Some(minutes) = group {
        return minutes;
    }
    let all = fields.count("minutes", 1, LONGEST);
    let of = |form| if people.allow(form) { all } else { None };
    Minutes { alone: of(Form::Alone), pair: of(Form::Pair), group: of(Form::Group) }
}

/// What tags of languages look like. [`is_tag`] decides.
pub(super) const TAG: &str = "^[a-z-]{2,12}$";

/// Whether this is a short tag of a language, such as `en` or `pt-br`.
pub(super) fn is_tag(words: &str) -> bool {
    let small = |c: char| c.is_ascii_lowercase() || c == '-';
    (2..=12).contains(&words.len()) && words.chars().all(small)
}

/// The language of a file for which nothing is said.
pub(in crate::protocol) const ENGLISH: &str = "en";

/// The language of a file's own words.
pub(super) fn language(fields: &mut Fields<'_, '_>) -> String {
    fields.wants("language", || Wanted::Form(TAG.to_owned()));
    let Some(node) = fields.node("language") else { return ENGLISH.to_owned() };
    let words = words_of(node, fields.source()).unwrap_or_default();
    if is_tag(&words) && matches!(node.value, Node::Text(_)) {
        return words;
    }
    let message = format!("“{}” is no language", short(&words));
    fields.problem("language", "unknown-value", message, "write a short tag such as en, es or de");
    ENGLISH.to_owned()
}

/// The name of a fragment, or of the protocol that is translated.
pub(super) fn named(fields: &mut Fields<'_, '_>, key: &'static str, hint: &str) {
    let Some(name) = fields.needed_new_name(key, '-', hint) else { return };
    if let Err(why) = ProtocolId::new(&name.value) {
        let message = format!("“{}” cannot be a name here", short(&name.value));
        fields.problem(key, "bad-name", message, &why.to_string());
    }
}
