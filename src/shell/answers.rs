//! A file of answers, given to the same engine without a terminal: for rehearsal, for tests, for
//! other programs. It writes the same journal.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context as _, Result};

use crate::base::problem::{Problem, Problems};
use crate::base::span::Spanned;
use crate::journal::about::About;
use crate::journal::{markdown, page, record};
use crate::kind::contract::Given;
use crate::session::{Fact, Session, Slot, Wish};
use crate::shell::catalog::{self, Found};
use crate::shell::places::Places;
use crate::shell::{clock, journals};
use crate::written::suggest::suggest;
use crate::written::tree::Node;
use crate::written::yaml;

/// Runs a protocol with the answers in `path`. Gives the folder of the journal, and whether the
/// conversation came to its end.
pub(super) fn run(
    found: &Found,
    path: &Path,
    thread: Option<String>,
    places: &Places,
) -> Result<(std::path::PathBuf, bool)> {
    let source = catalog::read_text(path)?;
    let name = catalog::shown(path);
    let in_words = |problems: Problems| {
        let shown: Vec<String> = problems.iter().map(|one| one.render(&name, &source)).collect();
        anyhow::anyhow!("{}", shown.join("\n"))
    };
    let tree = yaml::read(&source).map_err(|problem| in_words(Problems::one(problem)))?;
    let room = places.room()?;
    let began = clock::now();
    let setting = journals::earlier(&room, &found.protocol, thread.as_deref());
    let about =
        About::new(&found.protocol, &found.source, &found.beside, thread, setting.clone(), began)
            .in_language(found.language.clone());
    // Everything is tried before anything is kept: a mistake in the file leaves no journal behind.
    let mut session = Session::new(Arc::clone(&found.protocol), setting);
    let mut answers = Answers::of(&tree, &source, &session).map_err(in_words)?;
    let mut kept = Vec::new();
    while let Some(slot) = session.slot().cloned() {
        let wish = match answers.take(&session, &slot) {
            Ok(Some(wish)) => wish,
            Ok(None) => break,
            Err(problem) => return Err(in_words(Problems::one(problem))),
        };
        let facts = session.decide(wish).with_context(|| format!("the step {}", slot.name()))?;
        let at = clock::now();
        for fact in facts {
            session.apply(&fact, at);
            kept.push((fact, at));
        }
    }
    if session.slot().is_none() {
        let at = clock::now();
        for fact in session.decide(Wish::Close)? {
            session.apply(&fact, at);
            kept.push((fact, at));
        }
    }
    let head = serde_json::to_value(&about)?;
    let mut store = crate::store::create(&room, began, &page::date(began), &head)?;
    for (fact, at) in &kept {
        let (word, what) = record::of(fact);
        let closes = match fact {
            Fact::Answered { slot, .. } | Fact::Passed { slot, .. } => Some(slot.name()),
            _ => None,
        };
        store.append(&word, &what, *at, closes.as_deref());
    }
    store.publish(&markdown::of(&page::of(&session, &about), &about), clock::now());
    let folder = store.folder().to_owned();
    store.close()?;
    Ok((folder, session.is_closed()))
}

/// The answers of a file, by step; each step takes its own in the order of the conversation.
struct Answers<'a> {
    source: &'a str,
    by_step: HashMap<&'a str, &'a Spanned<Node>>,
    taken: HashMap<String, usize>,
}

impl<'a> Answers<'a> {
    fn of(tree: &'a Spanned<Node>, source: &'a str, session: &Session) -> Result<Self, Problems> {
        let Node::Map(entries) = &tree.value else {
            let problem =
                Problem::new("answers", tree.span, "a file of answers is a group of keys");
            return Err(Problems::one(
                problem.hint("write the name of a step, a colon, the answer"),
            ));
        };
        let steps = session.protocol().steps();
        let names: Vec<&str> = steps.iter().map(|step| step.id.as_str()).collect();
        let unknown = entries.iter().filter(|entry| !names.contains(&entry.key.value.as_str()));
        let problems = unknown.map(|entry| {
            let word = &entry.key.value;
            let message = format!("no step of this protocol is called `{word}`");
            Problem::new("no-such-step", entry.key.span, message).hint(suggest(word, &names))
        });
        match Problems::new(problems.collect()) {
            Some(problems) => Err(problems),
            None => {
                let by_step = entries.iter().map(|entry| (entry.key.value.as_str(), &entry.value));
                Ok(Self { source, by_step: by_step.collect(), taken: HashMap::new() })
            }
        }
    }

    /// What the file says about a slot. Steps that ask for nothing need no answer; `~` passes; a
    /// step the file does not speak of ends the run, so that it can be gone on with by hand.
    fn take(&mut self, session: &Session, slot: &Slot) -> Result<Option<Wish>, Problem> {
        let Some(step) = session.step_of(slot) else { return Ok(None) };
        let sight = session.sight(slot);
        let nothing = Spanned::new(Node::Nothing, crate::base::span::Span::default());
        let name = slot.step.as_str();
        let node = match self.by_step.get(name) {
            Some(node) if slot.items.is_empty() => *node,
            Some(node) => {
                let Node::List(items) = &node.value else {
                    let message = format!("`{name}` is asked once for each item: a list is wanted");
                    return Err(Problem::new("answer", node.span, message)
                        .hint("write one “- answer” for each item"));
                };
                let at = self.taken.entry(name.to_owned()).or_insert(0);
                let Some(item) = items.get(*at) else { return Ok(None) };
                *at += 1;
                item
            }
            None if !step.spec.asks() => &nothing,
            None => return Ok(None),
        };
        let took_ms = 0;
        let given = Given { node, source: self.source, scope: &sight };
        if node.value == Node::Nothing && step.spec.asks() {
            return Ok(Some(Wish::Pass { slot: slot.clone(), took_ms }));
        }
        let answer = step.spec.given(&given)?;
        Ok(Some(Wish::Answer { slot: slot.clone(), answer, took_ms }))
    }
}
