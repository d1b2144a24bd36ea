//! What one can choose from: options an author wrote, or the items of an earlier list.

use std::cmp::Reverse;
use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use crate::base::page::{Block, Page};
use crate::base::plural::counted;
use crate::base::problem::Problem;
use crate::base::span::Spanned;
use crate::expr::{Expr, Scope, Value};
use crate::kind::contract::{Given, Refusal};
use crate::written::asked::{Asked, Wanted};
use crate::written::fields::{self, Fields};
use crate::written::suggest;
use crate::written::tree::Node;

/// Most options of one step.
const MOST: usize = 100;

/// Something one can choose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chosen {
    /// What conditions compare with. Empty for a participant's own words.
    pub id: String,
    /// Its words, as they stood when it was chosen.
    pub text: String,
}

/// One option as an author wrote it.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// Its id and words.
    pub is: Chosen,
    /// What it means, if that needs saying.
    pub means: String,
}

/// Where the options come from.
#[derive(Clone, Debug, PartialEq)]
pub enum Source {
    /// The author.
    Written(Vec<Choice>),
    /// Items of earlier answers.
    From(Vec<Expr>),
}

/// What one can choose from.
#[derive(Clone, Debug, PartialEq)]
pub struct Options {
    /// Where they come from.
    pub source: Source,
    /// Whether own words may be chosen.
    pub other: bool,
}

impl Chosen {
    /// As conditions and quotations see it.
    pub fn value(&self) -> Value {
        if self.id.is_empty() {
            return Value::Text(self.text.clone());
        }
        Value::Choice { id: self.id.clone(), text: self.text.clone() }
    }
}

/// How many people chose each, on the page: the most first, ties by their words.
pub fn write_counts<'a>(chosen: impl Iterator<Item = &'a Chosen>, page: &mut Page) {
    let mut counts: Vec<(&Chosen, usize)> = Vec::new();
    for one in chosen {
        match counts.iter_mut().find(|(known, _)| *known == one) {
            Some((_, count)) => *count += 1,
            None => counts.push((one, 1)),
        }
    }
    counts.sort_by_cached_key(|(one, count)| (Reverse(*count), one.text.to_lowercase()));
    let item = |(one, n): (&Chosen, usize)| (one.text.clone(), counted(n, "person", "people"));
    page.add(Block::Items(counts.into_iter().map(item).collect()));
}

impl Options {
    /// Reads `options`, `options_from` and `other`.
    pub fn read(fields: &mut Fields<'_, '_>) -> Self {
        let other = fields.yes_no("other").unwrap_or(false);
        Self { other, ..Self::called("options", "options_from", &[], fields) }
    }

    /// Reads what can be chosen from under these two keys.
    /// `instead` names keys with which neither of them is needed.
    pub fn called(
        options: &'static str,
        options_from: &'static str,
        instead: &[&'static str],
        fields: &mut Fields<'_, '_>,
    ) -> Self {
        let other = false;
        let from = fields.lists(options_from);
        let group = || Wanted::Group(Asked::by(&[], |mut fields| drop(option(&mut fields))));
        fields.wants(options, || Wanted::Some(vec![Wanted::Words, Wanted::Labelled, group()]));
        let written = fields.some_items(options);
        fields.apart(options, options_from, "keep one of the two");
        if fields.either(&[&[options, options_from], instead].concat()) {
            let hint = format!("add {options}: with one line “- id: words” for each");
            let message = "there is nothing to choose from".to_owned();
            fields.missing(options, "kind", message, &hint);
        }
        let source = if fields.has(options) || !fields.has(options_from) {
            Source::Written(choices(written, fields))
        } else {
            Source::From(from)
        };
        Self { source, other }
    }

    /// What there is to choose from, given the answers so far.
    pub fn choices(&self, scope: &dyn Scope) -> Vec<Choice> {
        let mut choices: Vec<Choice> = match &self.source {
            Source::Written(choices) => return choices.clone(),
            Source::From(lists) => lists
                .iter()
                .flat_map(|list| {
                    let items = match list.value(scope) {
                        Value::List(items) => items,
                        Value::Nothing => Vec::new(),
                        single => vec![single],
                    };
                    let names = list.names();
                    let name = names.first().map(|name| name.value.clone());
                    let several = name.filter(|_| lists.len() > 1);
                    items.into_iter().filter_map(move |item| choice_of(&item, several.as_deref()))
                })
                .collect(),
        };
        // What stands there several times, as under its dots, can be chosen once.
        let mut known = HashSet::new();
        choices.retain(|choice| known.insert(choice.is.id.clone()));
        choices
    }

    /// Ids and words of all options, where the author wrote every one there is.
    pub fn all(&self) -> Option<Vec<String>> {
        match &self.source {
            Source::Written(choices) if !self.other => {
                let both = |choice: &Choice| [choice.is.id.clone(), choice.is.text.clone()];
                Some(choices.iter().flat_map(both).collect())
            }
            Source::Written(_) | Source::From(_) => None,
        }
    }

    /// Whether an option may stand as an answer.
    pub fn admit(&self, chosen: &Chosen) -> Result<(), Refusal> {
        let no = |words: &str| Err(Refusal::Because(words.to_owned()));
        if chosen.id.is_empty() && !self.other {
            return no("own words are not among the options");
        }
        match &self.source {
            Source::Written(choices)
                if !chosen.id.is_empty()
                    && !choices.iter().any(|choice| choice.is.id == chosen.id) =>
            {
                no("this is not one of the options")
            }
            _ => Ok(()),
        }
    }

    /// The option that a file of answers names.
    pub fn given(&self, given: &Given<'_>) -> Result<Chosen, Problem> {
        let words = given.words()?;
        let choices = self.choices(given.scope);
        let called = |choice: &&Choice| choice.is.id == words || choice.is.text == words;
        if let Some(choice) = choices.iter().find(called) {
            return Ok(choice.is.clone());
        }
        if self.other && !words.trim().is_empty() {
            return Ok(Chosen { id: String::new(), text: words });
        }
        let names: Vec<&str> = choices.iter().map(|choice| choice.is.text.as_str()).collect();
        let problem = given.problem(format!("“{words}” is not one of the options"));
        Err(problem.hint(format!("choose one of: {}", names.join("; "))))
    }
}

/// An item as an option; one without words is none. Where items come from several lists, the list's
/// name keeps them apart.
fn choice_of(value: &Value, list: Option<&str>) -> Option<Choice> {
    let text = value.label().unwrap_or(value).read_aloud();
    if text.trim().is_empty() {
        return None;
    }
    let id = value.id().map_or_else(|| text.clone(), str::to_owned);
    let id = list.map_or(id.clone(), |list| format!("{list}_{id}"));
    Some(Choice { is: Chosen { id, text }, means: String::new() })
}

fn choices(written: Vec<&Spanned<Node>>, fields: &mut Fields<'_, '_>) -> Vec<Choice> {
    let mut choices: Vec<Choice> = Vec::new();
    if let [only] = written.as_slice()
        && let Node::Text(words) = &only.value
        && words.contains(',')
    {
        let message = "these words are one option, commas and all".to_owned();
        let problem = Problem::new("one-option", only.span, message);
        fields.reading.problems.push(problem.hint("put brackets around them: [one, two, three]"));
    }
    for node in written {
        let Some(choice) = choice(node, fields) else { continue };
        if choices.iter().any(|earlier| earlier.is.id == choice.is.id) {
            let message = format!("the option `{}` stands twice", suggest::short(&choice.is.id));
            let problem = Problem::new("doubled-option", node.span, message);
            fields.reading.problems.push(problem.hint("give one of them another id"));
        }
        if choices.len() == MOST {
            let message = format!("there are more than {MOST} options");
            let problem = Problem::new("too-large", node.span, message);
            fields.reading.problems.push(problem.hint("leave some out; few people read so many"));
            break;
        }
        choices.push(choice);
    }
    choices
}

/// `words`, `id: words`, or `{id, text, means}`.
fn choice(node: &Spanned<Node>, fields: &mut Fields<'_, '_>) -> Option<Choice> {
    let source = fields.source();
    match &node.value {
        Node::Map(entries) if entries.len() == 1 && entries[0].key.value != "text" => {
            let entry = &entries[0];
            let words = fields::words(&entry.value, &entry.key.value, source, fields.reading)?;
            let id = entry.key.value.clone();
            Some(Choice { is: Chosen { id, text: words.value }, means: String::new() })
        }
        Node::Map(_) => {
            let mut inner = Fields::of(node, "an option", source, fields.reading)?;
            let choice = option(&mut inner);
            inner.finish();
            choice
        }
        _ => {
            let words = fields::words(node, "options", source, fields.reading)?.value;
            Some(Choice { is: Chosen { id: slug(&words), text: words }, means: String::new() })
        }
    }
}

/// An option as a group of keys.
fn option(fields: &mut Fields<'_, '_>) -> Option<Choice> {
    let text = fields.needed_words("text", "add text: with the words of the option");
    let id = fields.words("id");
    let means = fields.words("means").map(|means| means.value).unwrap_or_default();
    let text = text?.value;
    let id = id.map_or_else(|| slug(&text), |id| id.value);
    Some(Choice { is: Chosen { id, text }, means })
}

/// An id made of the words themselves: "Not yet" is `not_yet`.
pub fn slug(words: &str) -> String {
    let letters = words.to_lowercase();
    let parts: Vec<&str> =
        letters.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
    if parts.is_empty() { words.to_owned() } else { parts.join("_") }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Votes;

    impl Scope for Votes {
        fn value(&self, name: &str) -> Value {
            let choice =
                |id: &str| Value::Choice { id: id.to_owned(), text: format!("{name} {id}") };
            Value::List(["2", "2", "1"].map(choice).into())
        }
    }

    #[test]
    fn what_stands_in_a_list_several_times_is_one_option() {
        let ids = |lists: &[&str]| -> Vec<String> {
            let list = |list: &&str| Expr::parse(list, 0).expect(list);
            let source = Source::From(lists.iter().map(list).collect());
            let choices = Options { source, other: false }.choices(&Votes);
            choices.into_iter().map(|choice| choice.is.id).collect()
        };
        assert_eq!(ids(&["votes"]), ["2", "1"]);
        let apart = ["votes_2", "votes_1", "others_2", "others_1"];
        assert_eq!(ids(&["votes", "top(others, 3)"]), apart, "two lists have names of their own");
    }
}
