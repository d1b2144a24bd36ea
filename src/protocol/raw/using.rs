//! `use: check-in`: the steps of a fragment, read as if they stood here, with its parameters filled
//! in and its steps named for this place.

use std::collections::BTreeMap;

use crate::base::problem::Problem;
use crate::base::span::Spanned;
use crate::expr::Text;
use crate::protocol::raw::RawBlock;
use crate::protocol::raw::head::{is_ours, language, named};
use crate::protocol::raw::parts::{Around, Using, parts};
use crate::protocol::raw::translation::languages;
use crate::written::asked::{Asked, Wanted};
use crate::written::fields::{self, Fields};
use crate::written::mention::Reading;
use crate::written::naming::{Given, Naming};
use crate::written::suggest::{short, suggest};
use crate::written::tree::{Entry, Node};

/// Most parameters of one fragment.
const MOST: usize = 20;

/// A parameter of a fragment.
struct Takes {
    name: Spanned<String>,
    /// What it is if nothing is said; nothing where something has to be said.
    default: Option<Given>,
}

/// `- use: name`, with `as`, `with` and `when`.
pub(super) fn using(mut fields: Fields<'_, '_>, around: Around<'_>) -> RawBlock {
    let name = fields.needed_words("use", "add use: with the name of a fragment");
    let prefix = fields.words("as");
    let when = fields.expr("when");
    let optional = fields.yes_no("optional").unwrap_or(false);
    fields.wants("with", || Wanted::Named(vec![Wanted::Text]));
    let with = fields.node("with");
    let source = fields.source();
    let span = fields.place();
    let reading = fields.finish();
    let mut block = RawBlock {
        title: Text::default(),
        when,
        parts: Vec::new(),
        mentions: reading.take_mentions(),
    };
    let given = with.map(|with| given(with, source, reading)).unwrap_or_default();
    // What is given may speak of steps here.
    block.mentions.append(&mut reading.mentions);
    let Some(name) = name else { return block };
    let Some(tree) = around.fragments.get(&name.value) else { return block };
    let link = Using { name: &name.value, outer: around.within };
    if around.is_within(&name.value) {
        return block;
    }
    let here = around.using(&link, optional);
    let Some((takes, steps)) = head(tree, &name, source, reading) else { return block };
    let (mut values, mut open) = (BTreeMap::new(), Vec::new());
    for parameter in &takes {
        let word = &parameter.name.value;
        match given.get(word).map(|(_, given)| given).or(parameter.default.as_ref()) {
            Some(given) => {
                values.insert(word.clone(), given.clone());
            }
            None => {
                let message = format!("the fragment `{}` needs `{word}`", name.value);
                let problem = Problem::new("missing-key", span, message);
                let hint = format!("add with: {{{word}: …}} below use:");
                reading.problems.push(problem.hint(hint));
                open.push(word.clone());
            }
        }
    }
    let known: Vec<&str> = takes.iter().map(|takes| takes.name.value.as_str()).collect();
    for (word, (span, _)) in &given {
        if !known.contains(&word.as_str()) {
            let message = format!("the fragment `{}` takes no `{}`", name.value, short(word));
            let problem = Problem::new("unknown-key", *span, message);
            let hint = match known.as_slice() {
                [] => "it takes nothing; remove with:".to_owned(),
                known => suggest(word, known),
            };
            reading.problems.push(problem.hint(hint));
        }
    }
    let mut own = Vec::new();
    names(steps, &mut own);
    let prefix = reading.naming.prefix_within(prefix.map(|prefix| prefix.value));
    let naming = Naming::new(prefix, own, values).with_open(open);
    let around_it = std::mem::replace(&mut reading.naming, naming);
    block.parts = parts(steps, source, reading, here);
    reading.naming = around_it;
    block
}

/// The head of a fragment: what it takes, and its steps.
fn head<'a>(
    tree: &'a Spanned<Node>,
    name: &Spanned<String>,
    source: &str,
    reading: &mut Reading,
) -> Option<(Vec<Takes>, &'a Spanned<Node>)> {
    let Node::Map(entries) = &tree.value else { return None };
    let find = |key: &str| entries.iter().find(|entry| entry.key.value == key);
    let (Some(_), Some(steps)) = (find("fragment"), find("steps")) else {
        let message = format!("“{}” is no whole fragment", short(&name.value));
        let problem = Problem::new("no-such-fragment", name.span, message);
        let hint = "a fragment has fragment: with its name, and steps:";
        reading.problems.push(problem.hint(hint));
        return None;
    };
    let takes = find("takes").map(|takes| takes_of(&takes.value, source, reading));
    Some((takes.unwrap_or_default(), &steps.value))
}

fn takes_of(node: &Spanned<Node>, source: &str, reading: &mut Reading) -> Vec<Takes> {
    let Node::Map(entries) = &node.value else {
        // Nobody is to be told twice that these are no parameters.
        let Node::List(items) = &node.value else { return Vec::new() };
        let name = |item: &Spanned<Node>| match &item.value {
            Node::Text(name) => Some(Spanned::new(name.clone(), item.span)),
            _ => None,
        };
        let names = items.iter().take(MOST).filter_map(name);
        return names.map(|name| Takes { name, default: None }).collect();
    };
    let takes = |entry: &Entry| {
        let needed = matches!(&entry.value.value, Node::Map(_));
        let default = if needed { None } else { one(&entry.value, source, reading) };
        Takes { name: entry.key.clone(), default }
    };
    entries.iter().take(MOST).map(takes).collect()
}

/// What is given after `with:`.
fn given(
    with: &Spanned<Node>,
    source: &str,
    reading: &mut Reading,
) -> BTreeMap<String, (crate::base::span::Span, Given)> {
    let Node::Map(entries) = &with.value else {
        let message = format!("`with` must be a group of keys, not {}", with.value.is_called());
        let problem = Problem::new("wrong-type", with.span, message);
        reading.problems.push(problem.hint("write with: {question: What is with you?}"));
        return BTreeMap::new();
    };
    let mut given = BTreeMap::new();
    for entry in entries {
        if let Some(value) = one(&entry.value, source, reading) {
            given.insert(entry.key.value.clone(), (entry.key.span, value));
        }
    }
    given
}

fn one(node: &Spanned<Node>, source: &str, reading: &mut Reading) -> Option<Given> {
    let words = fields::words(node, "with", source, reading)?;
    let text = fields::text(node, "with", source, reading)?;
    Some(Given::new(words, text, &reading.naming))
}

/// The names that a fragment gives to steps and loops.
fn names(steps: &Spanned<Node>, found: &mut Vec<String>) {
    let Node::List(items) = &steps.value else { return };
    for item in items {
        let Node::Map(entries) = &item.value else { continue };
        for Entry { key, value } in entries {
            match (key.value.as_str(), &value.value) {
                ("step" | "each" | "repeat", Node::Text(name)) => found.push(name.clone()),
                ("steps", _) => names(value, found),
                _ => {}
            }
        }
    }
}

/// A fragment read on its own, to be checked: its parameters stand for themselves.
pub(super) fn alone<'a>(mut fields: Fields<'a, '_>) -> Option<&'a Spanned<Node>> {
    if !is_ours(&mut fields) {
        return None;
    }
    let takes = head_of_fragment(&mut fields);
    languages(&mut fields);
    fields.wants("steps", || Wanted::Parts);
    let steps = fields.needed("steps", "add steps: with one “- step: name” for each");
    let source = fields.source();
    let reading = fields.finish();
    let takes = takes.map(|takes| takes_of(takes, source, reading)).unwrap_or_default();
    // What is given, and which steps it speaks of, only a use can tell.
    let open = takes.into_iter().map(|takes| takes.name.value).collect();
    reading.naming = Naming::default().with_open(open);
    reading.mentions.clear();
    steps
}

/// The head of a fragment, in one language. Gives what it takes.
pub(super) fn head_of_fragment<'a>(fields: &mut Fields<'a, '_>) -> Option<&'a Spanned<Node>> {
    named(fields, "fragment", "add fragment: with a short name such as check-in");
    fields.needed_words("title", "add title: with the name people will see");
    fields.needed_words("purpose", "add purpose: with one sentence on what it is for");
    language(fields);
    takes_alone(fields)
}

/// What a fragment says it takes: a name, and what stands for it if nothing is given; or `needed` and
/// what has to be given.
fn takes_alone<'a>(fields: &mut Fields<'a, '_>) -> Option<&'a Spanned<Node>> {
    let needed = |inner: &mut Fields<'_, '_>| {
        inner.needed_words("needed", "add needed: with what has to be given");
    };
    fields.wants("takes", || {
        let group = Asked::by(&[], |mut inner| needed(&mut inner));
        Wanted::Named(vec![Wanted::Text, Wanted::Group(group)])
    });
    fields.each_named("takes", |fields, name, node| {
        let what = format!("`{}`", short(name));
        if matches!(node.value, Node::Map(_))
            && let Some(mut inner) = Fields::of(node, &what, fields.source(), fields.reading)
        {
            needed(&mut inner);
            inner.finish();
        }
    });
    fields.node("takes")
}
