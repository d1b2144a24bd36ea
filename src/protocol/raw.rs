//! A protocol as it was written: read key by key, every slip noted, nothing looked up yet.

use std::time::Duration;

use crate::base::problem::Problem;
use crate::base::span::{Span, Spanned};
use crate::expr::{Expr, Text};
use crate::kind::{NAMES, Spec};
use crate::protocol::types::{Capability, Level, Safety, Source, Time};
use crate::written::fields::Fields;
use crate::written::mention::{Mention, Reading, Wants};
use crate::written::suggest::{nearest, short, suggest};
use crate::written::tree::{Entry, Node};

/// A protocol as it was written.
pub(super) struct RawProtocol {
    pub id: Option<Spanned<String>>,
    pub title: Option<Spanned<String>>,
    pub version: String,
    pub source: Source,
    pub capability: Vec<Capability>,
    pub purpose: String,
    pub when_to_use: String,
    pub when_not_to_use: String,
    pub people: String,
    pub minutes: u32,
    pub safety: Safety,
    pub parts: Vec<RawPart>,
}

/// A step or a loop as it was written.
pub(super) enum RawPart {
    Step(Box<RawStep>),
    Each(RawEach),
}

/// A step as it was written.
pub(super) struct RawStep {
    pub id: Option<Spanned<String>>,
    pub title: Text,
    pub say: Text,
    pub ask: Text,
    pub listen_for: Text,
    pub hint: Text,
    pub example: Text,
    pub time: Time,
    pub when: Option<Expr>,
    pub spec: Option<Spec>,
    pub mentions: Vec<Mention>,
}

/// A loop as it was written.
pub(super) struct RawEach {
    pub name: Option<Spanned<String>>,
    pub of: Option<Spanned<String>>,
    pub when: Option<Expr>,
    pub parts: Vec<RawPart>,
    pub mentions: Vec<Mention>,
}

/// Deepest nesting of loops.
const DEEPEST: usize = 3;
/// Most steps of one protocol.
const MOST_STEPS: usize = 1_000;

const HOW_TO_BEGIN: &str = "a protocol begins with the line fieldbook: 1, then id:, title:, \
                            capability:, purpose: and steps:";

/// Whether neither the first nor the last key of every protocol is here, not even misspelt.
fn is_something_else(entries: &[Entry]) -> bool {
    !entries.iter().any(|entry| nearest(&entry.key.value, &["fieldbook", "steps"]).is_some())
}

/// Reads the whole file. Without a protocol, there is at least one problem.
pub(super) fn read(tree: &Spanned<Node>, source: &str) -> (Option<RawProtocol>, Vec<Problem>) {
    let mut reading = Reading::default();
    let problem = |span, message: String| {
        let problem = Problem::new("no-protocol", span, message);
        (None, vec![problem.hint(HOW_TO_BEGIN)])
    };
    match &tree.value {
        Node::Nothing => return problem(Span::default(), "this file is empty".to_owned()),
        Node::Map(entries) if is_something_else(entries) => {
            let span = entries.first().map(|entry| entry.key.span).unwrap_or_default();
            return problem(span, "this is not a protocol".to_owned());
        }
        Node::Map(_) => {}
        other => {
            let message = format!("this is not a protocol, but {}", other.is_called());
            return problem(tree.span, message);
        }
    }
    let protocol = protocol(tree, source, &mut reading);
    (protocol, reading.problems)
}

fn protocol(tree: &Spanned<Node>, source: &str, reading: &mut Reading) -> Option<RawProtocol> {
    let mut fields = Fields::of(tree, "a protocol", source, reading)?;
    if !is_ours(&mut fields) {
        return None;
    }
    let words = |fields: &mut Fields<'_, '_>, key| {
        fields.words(key).map(|words| words.value).unwrap_or_default()
    };
    let id = fields.needed_words("id", "add id: with a short name such as my-practice");
    let title = fields.needed_words("title", "add title: with the name people will see");
    let version = words(&mut fields, "version");
    let from = fields.node("source");
    let capability = capability(&mut fields);
    let purpose =
        fields.needed_words("purpose", "add purpose: with one sentence on what it is for");
    let when_to_use = words(&mut fields, "when_to_use");
    let when_not_to_use = words(&mut fields, "when_not_to_use");
    let people = words(&mut fields, "people");
    let minutes = fields.count("minutes", 1, 1_440).unwrap_or(0);
    let safety = fields.node("safety");
    let steps = fields.needed("steps", "add steps: with one “- step: name” for each");
    fields.finish();
    let from = from.and_then(|node| self::source(node, source, reading)).unwrap_or_default();
    let safety = safety.and_then(|node| self::safety(node, source, reading)).unwrap_or_default();
    let parts = steps.map(|node| parts(node, source, reading, 0)).unwrap_or_default();
    Some(RawProtocol {
        id,
        title,
        version,
        source: from,
        capability,
        purpose: purpose.map(|purpose| purpose.value).unwrap_or_default(),
        when_to_use,
        when_not_to_use,
        people,
        minutes,
        safety,
        parts,
    })
}

/// Whether the file is written for this program. What belongs to another version is left unread.
fn is_ours(fields: &mut Fields<'_, '_>) -> bool {
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

fn capability(fields: &mut Fields<'_, '_>) -> Vec<Capability> {
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

fn source(node: &Spanned<Node>, source: &str, reading: &mut Reading) -> Option<Source> {
    let mut fields = Fields::of(node, "`source`", source, reading)?;
    let mut words = |key| fields.words(key).map(|words| words.value).unwrap_or_default();
    let (author, work, licence, note) =
        (words("author"), words("work"), words("licence"), words("note"));
    let year = fields.count("year", 0, 9_999);
    fields.finish();
    Some(Source { author, work, year, licence, note })
}

fn safety(node: &Spanned<Node>, source: &str, reading: &mut Reading) -> Option<Safety> {
    const LEVELS: [(&str, Level); 2] = [("ordinary", Level::Ordinary), ("tender", Level::Tender)];
    let mut fields = Fields::of(node, "`safety`", source, reading)?;
    let level = fields.one_of("level", &LEVELS).unwrap_or_default();
    let consent = fields.words("consent").map(|words| words.value).unwrap_or_default();
    let exit = fields.words("exit").map(|words| words.value).unwrap_or_default();
    fields.finish();
    Some(Safety { level, consent, exit })
}

fn parts(node: &Spanned<Node>, source: &str, reading: &mut Reading, depth: usize) -> Vec<RawPart> {
    let Node::List(items) = &node.value else {
        let message = format!("`steps` wants a list, not {}", node.value.is_called());
        let problem = Problem::new("wrong-type", node.span, message);
        reading.problems.push(problem.hint("begin each step with “- step: name” on its own line"));
        return Vec::new();
    };
    if items.is_empty() {
        let problem = Problem::new("no-steps", node.span, "there are no steps here");
        reading.problems.push(problem.hint("add at least one “- step: name” on a line of its own"));
    }
    if let Some(extra) = items.get(MOST_STEPS) {
        let message = format!("there are more than {MOST_STEPS} steps");
        let problem = Problem::new("too-large", extra.span, message);
        reading.problems.push(problem.hint("split the protocol in two"));
        return Vec::new();
    }
    items.iter().filter_map(|item| part(item, source, reading, depth)).collect()
}

fn part(
    node: &Spanned<Node>,
    source: &str,
    reading: &mut Reading,
    depth: usize,
) -> Option<RawPart> {
    let Node::Map(entries) = &node.value else {
        let message = format!("a step is a group of keys, not {}", node.value.is_called());
        let problem = Problem::new("wrong-type", node.span, message);
        let hint = "begin it with “- step: name”, and write its other keys on the lines below";
        reading.problems.push(problem.hint(hint));
        return None;
    };
    let word_of = |key: &str| entries.iter().find(|entry| entry.key.value == key);
    let Some(loops) = word_of("each") else {
        return Some(step(Fields::of(node, "a step", source, reading)?));
    };
    if word_of("step").is_none() {
        return each(node, source, reading, depth).map(RawPart::Each);
    }
    // One part cannot be both. It is read as a step, so that its name is known.
    let problem =
        Problem::new("both-given", loops.key.span, "`step` and `each` exclude each other");
    let hint = "a loop is a part of its own: “- each: name”, in: and steps: with the steps inside";
    reading.problems.push(problem.hint(hint));
    let mut fields = Fields::of(node, "a step", source, reading)?;
    let item = fields.words("each");
    fields.node("in");
    fields.node("steps");
    let mut both = step(fields);
    if let (RawPart::Step(step), Some(item)) = (&mut both, item) {
        step.mentions.retain(|mention| mention.name.value != item.value);
    }
    Some(both)
}

fn step(mut fields: Fields<'_, '_>) -> RawPart {
    let id = fields.needed_words("step", "begin the step with “- step:” and a name of its own");
    let mut step = RawStep {
        id,
        title: fields.text("title").unwrap_or_default(),
        say: fields.text("say").unwrap_or_default(),
        ask: fields.text("ask").unwrap_or_default(),
        listen_for: fields.text("listen_for").unwrap_or_default(),
        hint: fields.text("hint").unwrap_or_default(),
        example: fields.text("example").unwrap_or_default(),
        time: time(&mut fields),
        when: fields.expr("when"),
        spec: spec(&mut fields),
        mentions: Vec::new(),
    };
    if step.spec.as_ref().is_some_and(Spec::asks) && !fields.has("ask") {
        let message = "this step asks nothing".to_owned();
        fields.missing("ask", "step", message, "add ask: with the question");
    }
    step.mentions = std::mem::take(&mut fields.reading.mentions);
    // Which keys belong here is only known where the kind is.
    if step.spec.is_some() {
        fields.finish();
    } else {
        fields.finish_in_part();
    }
    RawPart::Step(Box::new(step))
}

fn spec(fields: &mut Fields<'_, '_>) -> Option<Spec> {
    let names: Vec<&str> = NAMES.iter().map(|(name, _)| *name).collect();
    let hint = format!("add kind: with one of {}", names.join(", "));
    fields.needed("kind", &hint)?;
    let kind = fields.words("kind")?;
    let spec = Spec::read(&kind.value, fields);
    if spec.is_some() {
        return spec;
    }
    let message = format!("there is no kind of step called “{}”", short(&kind.value));
    let problem = Problem::new("unknown-kind", kind.span, message);
    fields.reading.problems.push(problem.hint(suggest(&kind.value, &names)));
    // What else is wrong can be seen if it is known what was meant.
    nearest(&kind.value, &names).and_then(|meant| Spec::read(meant, fields))
}

fn each(
    node: &Spanned<Node>,
    source: &str,
    reading: &mut Reading,
    depth: usize,
) -> Option<RawEach> {
    if depth == DEEPEST {
        let message = format!("loops stand inside loops more than {DEEPEST} deep");
        let problem = Problem::new("too-deep", node.span, message);
        reading.problems.push(problem.hint("move this loop out of the others"));
        return None;
    }
    let mut fields = Fields::of(node, "a loop", source, reading)?;
    let name = fields.needed_words("each", "name what one item is called: “- each: assumption”");
    let of = fields.needed_words("in", "add in: with the step whose items are gone through");
    let when = fields.expr("when");
    let steps = fields.needed("steps", "add steps: with what is asked about each of them");
    if let Some(of) = &of {
        fields.reading.mentions.push(Mention::of(of.clone(), Wants::Items));
    }
    fields.finish();
    let mentions = std::mem::take(&mut reading.mentions);
    let parts = steps.map(|steps| parts(steps, source, reading, depth + 1)).unwrap_or_default();
    Some(RawEach { name, of, when, parts, mentions })
}

/// `time: 3 minutes`, or a group with `target` and `clock`.
fn time(fields: &mut Fields<'_, '_>) -> Time {
    let Some(node) = fields.node("time") else { return Time::default() };
    let source = fields.source();
    if !matches!(node.value, Node::Map(_)) {
        return Time { target: length(node, fields), shown: false };
    }
    let Some(mut inner) = Fields::of(node, "`time`", source, fields.reading) else {
        return Time::default();
    };
    let target = inner.needed("target", "add target: with a length such as 3 minutes");
    let target = target.and_then(|target| length(target, &mut inner));
    let shown = inner.one_of("clock", &[("shown", true), ("on request", false)]);
    inner.finish();
    Time { target, shown: shown.unwrap_or(false) }
}

/// "3 minutes", "90 seconds", "1 hour".
fn length(node: &Spanned<Node>, fields: &mut Fields<'_, '_>) -> Option<Duration> {
    const LONGEST: f64 = 24.0 * 3_600.0;
    let words = crate::kind::contract::words_of(node, fields.source()).unwrap_or_default();
    let (number, unit) = words.trim().split_once(' ').unwrap_or((words.trim(), ""));
    let unit = match unit.trim().trim_end_matches('s') {
        "second" | "sec" => Some(1.0),
        "minute" | "min" => Some(60.0),
        "hour" => Some(3_600.0),
        _ => None,
    };
    let seconds = number.parse::<f64>().ok().zip(unit).map(|(number, unit)| number * unit);
    let found = seconds.filter(|seconds| (1.0..=LONGEST).contains(seconds));
    if found.is_none() {
        let message = format!("“{}” is no length of time", short(&words));
        let problem = Problem::new("wrong-type", node.span, message);
        let hint = "write a number and a unit, such as 3 minutes or 45 seconds";
        fields.reading.problems.push(problem.hint(hint));
    }
    found.map(Duration::from_secs_f64)
}
