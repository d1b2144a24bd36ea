//! Where things stand in a file: what was checked has left its places behind. Steps of fragments
//! stand in other files, and are not among these.

use crate::base::span::{Span, Spanned};
use crate::written::tree::{Entry, Node};

/// A file, looked through for its steps.
pub(super) struct Written<'a> {
    tree: &'a Spanned<Node>,
    /// Its text.
    pub source: &'a str,
    /// Every step, in order.
    pub steps: Vec<WrittenStep<'a>>,
}

/// A step as it stands in its file.
pub(super) struct WrittenStep<'a> {
    /// Its name, and where it is given.
    pub name: Spanned<&'a str>,
    entries: &'a [Entry],
}

impl<'a> Written<'a> {
    pub fn of(tree: &'a Spanned<Node>, source: &'a str) -> Self {
        let mut steps = Vec::new();
        match value(tree, "steps").map(|steps| &steps.value) {
            // A translation names the steps it has words for.
            Some(Node::Map(entries)) => steps.extend(entries.iter().filter_map(translated)),
            _ => gather(tree, &mut steps),
        }
        // So do the languages in a file, which come after its own steps.
        if let Some(Node::Map(languages)) = value(tree, "languages").map(|all| &all.value) {
            let of = |language: &'a Entry| value(&language.value, "steps").map(|all| &all.value);
            for named in languages.iter().filter_map(of) {
                if let Node::Map(entries) = named {
                    steps.extend(entries.iter().filter_map(translated));
                }
            }
        }
        Self { tree, source, steps }
    }

    /// The value of a key of the file's head.
    pub fn head(&self, key: &str) -> Option<&'a Spanned<Node>> {
        value(self.tree, key)
    }

    /// The step called `name`.
    pub fn step(&self, name: &str) -> Option<&WrittenStep<'a>> {
        self.steps.iter().find(|step| step.name.value == name)
    }

    /// The words around a place in this file.
    pub fn words_at(&self, place: usize) -> Option<Spanned<&'a str>> {
        words_at(self.tree, place)
    }
}

impl<'a> WrittenStep<'a> {
    /// The value of one of its keys.
    pub fn key(&self, key: &str) -> Option<&'a Spanned<Node>> {
        self.entries.iter().find(|entry| entry.key.value == key).map(|entry| &entry.value)
    }

    /// The words after one of its keys.
    pub fn words(&self, key: &str) -> Option<Spanned<&'a str>> {
        words(self.key(key)?)
    }
}

/// The value of a key in a group.
pub(super) fn value<'a>(group: &'a Spanned<Node>, key: &str) -> Option<&'a Spanned<Node>> {
    let Node::Map(entries) = &group.value else { return None };
    entries.iter().find(|entry| entry.key.value == key).map(|entry| &entry.value)
}

/// The words that a value is.
pub(super) fn words(node: &Spanned<Node>) -> Option<Spanned<&str>> {
    match &node.value {
        Node::Text(words) => Some(Spanned::new(words.as_str(), node.span)),
        _ => None,
    }
}

fn translated(entry: &Entry) -> Option<WrittenStep<'_>> {
    let Node::Map(entries) = &entry.value.value else { return None };
    let name = Spanned::new(entry.key.value.as_str(), entry.key.span);
    Some(WrittenStep { name, entries })
}

fn gather<'a>(tree: &'a Spanned<Node>, found: &mut Vec<WrittenStep<'a>>) {
    match &tree.value {
        Node::List(items) => items.iter().for_each(|item| gather(item, found)),
        Node::Map(entries) => {
            if let Some(name) = value(tree, "step").and_then(words) {
                found.push(WrittenStep { name, entries });
            }
            if let Some(steps) = value(tree, "steps") {
                gather(steps, found);
            }
        }
        _ => {}
    }
}

fn words_at(tree: &Spanned<Node>, place: usize) -> Option<Spanned<&str>> {
    let Span { start, end } = tree.span;
    match &tree.value {
        _ if !(start..end).contains(&place) => None,
        Node::Text(_) => words(tree),
        Node::List(items) => items.iter().find_map(|item| words_at(item, place)),
        Node::Map(entries) => entries.iter().find_map(|entry| words_at(&entry.value, place)),
        _ => None,
    }
}
