//! A protocol as it was written: read key by key, every slip noted, nothing looked up yet.

mod asked;
mod head;
mod jumps;
mod parts;
mod step;
mod timing;
mod translation;
mod using;

use std::time::Duration;

pub use asked::Keys;
pub(super) use head::ENGLISH;
pub(super) use translation::{Texts, problems as problems_of_translation};

use crate::advice::Watch;
use crate::base::problem::Problem;
use crate::base::span::{Span, Spanned};
use crate::expr::{Expr, Text};
use crate::kind::Spec;
use crate::protocol::beside::Fragments;
use crate::protocol::types::{
    Capability, Minutes, Moment, People, Safety, Source, Time, Visibility,
};
use crate::written::asked::Wanted;
use crate::written::fields::Fields;
use crate::written::mention::{Mention, Reading};
use crate::written::suggest::nearest;
use crate::written::tree::{Entry, Node};

/// A protocol as it was written.
pub(super) struct RawProtocol {
    pub id: Option<Spanned<String>>,
    pub title: Option<Spanned<String>>,
    pub version: String,
    pub language: String,
    pub source: Source,
    pub capability: Vec<Capability>,
    pub purpose: String,
    pub when_to_use: String,
    pub when_not_to_use: String,
    pub people: People,
    pub minutes: Minutes,
    pub prepare: String,
    pub safety: Safety,
    pub pitfalls: Vec<String>,
    pub outcome: String,
    pub next_time: String,
    pub every: Option<Duration>,
    pub compare: Vec<Spanned<String>>,
    pub parts: Vec<RawPart>,
}

/// One part of what happens, as it was written.
pub(super) enum RawPart {
    Step(Box<RawStep>),
    Loop(RawLoop),
    Block(RawBlock),
    Jump(RawJump),
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
    pub who: RawWho,
    pub visibility: Visibility,
    pub watch_for: Vec<Watch>,
    pub optional: bool,
    pub moment: Moment,
    pub when: Option<Expr>,
    pub spec: Option<Spec>,
    pub mentions: Vec<Mention>,
}

/// Who is asked, as it was written.
pub(super) enum RawWho {
    All,
    Each,
    But(Spanned<String>),
    Named(Spanned<String>),
}

/// A loop as it was written.
pub(super) struct RawLoop {
    pub name: Option<Spanned<String>>,
    /// Whether the author gave the name; a jump back makes a loop that nobody named.
    pub named: bool,
    pub over: RawOver,
    pub when: Option<Expr>,
    pub parts: Vec<RawPart>,
    /// What is mentioned before it.
    pub mentions: Vec<Mention>,
    /// What is mentioned after each lap.
    pub after: Vec<Mention>,
}

/// What a loop goes through.
pub(super) enum RawOver {
    /// The items of a list.
    Items(Option<Expr>),
    /// Lap after lap.
    Laps { until: Option<Expr>, at_most: u32, going_on: bool },
}

/// Steps under a heading of their own, as they were written.
pub(super) struct RawBlock {
    pub title: Text,
    pub when: Option<Expr>,
    pub parts: Vec<RawPart>,
    pub mentions: Vec<Mention>,
}

/// A jump as it was written.
pub(super) struct RawJump {
    pub to: Option<Spanned<String>>,
    pub when: Option<Expr>,
    pub at_most: Option<Spanned<u32>>,
    pub mentions: Vec<Mention>,
}

const HOW_TO_BEGIN: &str = "a protocol begins with the line fieldbook: 1, then id:, title:, \
                            capability:, purpose: and steps:";

/// Whether neither the first nor the last key of every protocol is here, not even misspelt.
fn is_something_else(entries: &[Entry]) -> bool {
    !entries.iter().any(|entry| nearest(&entry.key.value, &["fieldbook", "steps"]).is_some())
}

/// Reads the whole file. Without a protocol, there is at least one problem.
pub(super) fn read(
    tree: &Spanned<Node>,
    source: &str,
    fragments: &Fragments,
) -> (Option<RawProtocol>, Vec<Problem>) {
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
    let fields = Fields::of(tree, "a protocol", source, &mut reading);
    let protocol = fields.and_then(|fields| protocol(fields, fragments));
    (protocol, reading.problems)
}

fn protocol(mut fields: Fields<'_, '_>, fragments: &Fragments) -> Option<RawProtocol> {
    if !head::is_ours(&mut fields) {
        return None;
    }
    let head = head_of_protocol(&mut fields);
    translation::languages(&mut fields);
    // What they mention is looked up when they are spoken.
    fields.reading.mentions.clear();
    fields.wants("steps", || Wanted::Parts);
    let steps = fields.needed("steps", "add steps: with one “- step: name” for each");
    let source = fields.source();
    let reading = fields.finish();
    let parts = steps
        .map(|node| parts::parts(node, source, reading, parts::Around::with(fragments)))
        .unwrap_or_default();
    Some(RawProtocol { parts, ..head })
}

/// All that stands in the head, in one language.
fn head_of_protocol(fields: &mut Fields<'_, '_>) -> RawProtocol {
    let words = |fields: &mut Fields<'_, '_>, key| {
        fields.words(key).map(|words| words.value).unwrap_or_default()
    };
    let id = fields.needed_new_name("id", '-', "add id: with a short name such as my-practice");
    let title = fields.needed_words("title", "add title: with the name people will see");
    let version = words(fields, "version");
    let language = head::language(fields);
    let from = fields.group("source", head::source).unwrap_or_default();
    let capability = head::capability(fields);
    let purpose =
        fields.needed_words("purpose", "add purpose: with one sentence on what it is for");
    let when_to_use = words(fields, "when_to_use");
    let when_not_to_use = words(fields, "when_not_to_use");
    let people = head::people(fields);
    let minutes = head::minutes(fields, &people);
    let prepare = words(fields, "prepare");
    let safety = fields.group("safety", head::safety).unwrap_or_default();
    let pitfalls = fields.several("pitfalls");
    let (outcome, next_time) = (words(fields, "outcome"), words(fields, "next_time"));
    let every = timing::days(fields, "every");
    let compare = fields.names("compare");
    RawProtocol {
        id,
        title,
        version,
        language,
        source: from,
        capability,
        purpose: purpose.map(|purpose| purpose.value).unwrap_or_default(),
        when_to_use,
        when_not_to_use,
        people,
        minutes,
        prepare,
        safety,
        pitfalls: pitfalls.into_iter().map(|words| words.value).collect(),
        outcome,
        next_time,
        every,
        compare,
        parts: Vec::new(),
    }
}

/// Reads a fragment on its own, to be checked: its parts, and what was wrong.
pub(super) fn fragment(
    tree: &Spanned<Node>,
    source: &str,
    fragments: &Fragments,
) -> (Vec<RawPart>, Vec<Problem>) {
    let mut reading = Reading::default();
    let fields = Fields::of(tree, "a fragment", source, &mut reading);
    let steps = fields.and_then(using::alone);
    let around = parts::Around::with(fragments);
    let parts = steps.map(|steps| parts::parts(steps, source, &mut reading, around));
    (parts.unwrap_or_default(), reading.problems)
}
