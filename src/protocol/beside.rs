//! What a protocol may use beside its own file: fragments by their names, and translations.

use std::collections::BTreeMap;

use crate::base::problem::Problem;
use crate::base::span::Spanned;
use crate::protocol::translated::Tongue;
use crate::written::sources::{Sheet, Sources};
use crate::written::suggest::{short, suggest};
use crate::written::tree::{Entry, Node};

/// Where fragments and translations are found. The protocol floor reads no disk; the shell does.
pub trait Beside {
    /// The fragment called `name`.
    fn fragment(&self, name: &str) -> Option<Sheet>;
    /// The names of all fragments there are, for suggestions.
    fn fragments(&self) -> Vec<String>;
    /// The translation of the protocol or fragment called `id` into `language`.
    fn translation(&self, id: &str, language: &str) -> Option<Sheet>;
}

/// Nothing beside.
impl Beside for () {
    fn fragment(&self, _name: &str) -> Option<Sheet> {
        None
    }

    fn fragments(&self) -> Vec<String> {
        Vec::new()
    }

    fn translation(&self, _id: &str, _language: &str) -> Option<Sheet> {
        None
    }
}

/// Deepest nesting of fragments that use fragments.
const DEEPEST: usize = 4;
/// Most fragments of one protocol.
const MOST: usize = 50;

/// The fragments that a protocol uses, read and in place.
#[derive(Debug, Default)]
pub(super) struct Fragments(BTreeMap<String, Spanned<Node>>);

impl Fragments {
    /// Reads every fragment that `tree` uses, and those that they use. What cannot be had is a
    /// problem at the place that asks for it.
    pub fn of(
        tree: &Spanned<Node>,
        tongue: &mut Tongue<'_>,
        sources: &mut Sources,
        problems: &mut Vec<Problem>,
    ) -> Self {
        let mut found = Self::default();
        found.gather(tree, tongue, sources, problems, &mut Vec::new());
        found
    }

    /// The fragment called `name`.
    pub fn get(&self, name: &str) -> Option<&Spanned<Node>> {
        self.0.get(name)
    }

    fn gather(
        &mut self,
        tree: &Spanned<Node>,
        tongue: &mut Tongue<'_>,
        sources: &mut Sources,
        problems: &mut Vec<Problem>,
        within: &mut Vec<String>,
    ) {
        let mut uses = Vec::new();
        used(tree, &mut uses);
        for name in uses {
            let word = &name.value;
            if within.contains(word) {
                let chain = [within.as_slice(), std::slice::from_ref(word)].concat().join(" uses ");
                let problem = Problem::new("circle", name.span, format!("a circle: {chain}"));
                problems.push(problem.hint("take one of these uses out"));
                continue;
            }
            if within.len() >= DEEPEST || self.0.len() >= MOST {
                let message = format!("fragments use fragments more than {DEEPEST} deep");
                let problem = Problem::new("too-deep", name.span, message);
                problems.push(problem.hint("write the steps here instead"));
                continue;
            }
            if self.0.contains_key(word) {
                continue;
            }
            let Some(sheet) = tongue.beside.fragment(word) else {
                let message = format!("there is no fragment called “{}”", short(word));
                let all = tongue.beside.fragments();
                let all: Vec<&str> = all.iter().map(String::as_str).collect();
                let problem = Problem::new("no-such-fragment", name.span, message);
                problems.push(problem.hint(suggest(word, &all)));
                continue;
            };
            match sources.add(&sheet) {
                Ok(tree) => {
                    let tree = tongue.said(tree, sources, problems);
                    within.push(word.clone());
                    self.gather(&tree, tongue, sources, problems, within);
                    within.pop();
                    self.0.insert(word.clone(), tree);
                }
                Err(problem) => problems.push(problem),
            }
        }
    }
}

/// Every name after `use:` in a part.
fn used(tree: &Spanned<Node>, found: &mut Vec<Spanned<String>>) {
    match &tree.value {
        Node::List(items) => items.iter().for_each(|item| used(item, found)),
        Node::Map(entries) => {
            for Entry { key, value } in entries {
                match &value.value {
                    Node::Text(name) if key.value == "use" => {
                        found.push(Spanned::new(name.clone(), value.span));
                    }
                    _ if key.value == "steps" => used(value, found),
                    _ => {}
                }
            }
        }
        _ => {}
    }
}
