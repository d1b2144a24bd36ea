//! A file of answers, given to the same engine without a terminal: for rehearsal, for tests, for
//! other programs. It writes the same journal.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context as _, Result};

use crate::base::id::{ItemId, Voice};
use crate::base::problem::{Problem, Problems};
use crate::base::span::Spanned;
use crate::journal::about::About;
use crate::journal::{markdown, page, record};
use crate::kind::contract::Given;
use crate::protocol::{Moment, Protocol};
use crate::session::{Fact, Session, Slot, Wish};
use crate::shell::catalog::{self, Found};
use crate::shell::places::Places;
use crate::shell::{clock, earlier};
use crate::written::suggest::suggest;
use crate::written::tree::{Entry, Node};
use crate::written::yaml;

/// Runs a protocol with the answers in `path`. Gives the folder of the journal, and whether the
/// conversation came to its end.
pub(super) fn run(
    found: &Found,
    path: &Path,
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
    let people = people(&tree, &source, &found.protocol).map_err(in_words)?;
    let thread = places.thread.clone();
    let setting = earlier::setting(&room, &found.protocol, thread.as_deref(), people);
    let about =
        About::new(&found.protocol, &found.source, &found.beside, thread, setting.clone(), began)
            .in_language(found.language.clone());
    // Everything is tried before anything is kept: a mistake in the file leaves no journal behind.
    let mut session = Session::new(Arc::clone(&found.protocol), setting);
    let mut answers = Answers::of(&tree, &source, &session).map_err(in_words)?;
    let mut kept = Vec::new();
    loop {
        let wish = match session.slot().cloned() {
            Some(slot) => match answers.take(&session, &slot) {
                Ok(Some(wish)) => wish,
                Ok(None) => break,
                Err(problem) => return Err(in_words(Problems::one(problem))),
            },
            None => match answers.goes_on(&session) {
                Some(wish) => wish,
                None => break,
            },
        };
        let at = session.slot().map(Slot::name).unwrap_or_default();
        let facts = session.decide(wish).with_context(|| format!("the step {at}"))?;
        let at = clock::now();
        for fact in facts {
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

/// Who is here, where several people are.
const PEOPLE: &str = "people";

/// The names after `people`.
fn people(
    tree: &Spanned<Node>,
    source: &str,
    protocol: &Protocol,
) -> Result<Vec<String>, Problems> {
    let Node::Map(entries) = &tree.value else { return Ok(Vec::new()) };
    let Some(entry) = entries.iter().find(|entry| entry.key.value == PEOPLE) else {
        return Ok(Vec::new());
    };
    let given = Given { node: &entry.value, source, scope: &() };
    let names: Result<Vec<String>, Problem> = given.items().iter().map(Given::words).collect();
    let names = names.map_err(Problems::one)?;
    let count = u32::try_from(names.len()).unwrap_or(u32::MAX);
    if count < protocol.people.from || count > protocol.people.to {
        let message = format!("this protocol is for {}", protocol.people.says());
        let problem = Problem::new("answers", entry.value.span, message);
        return Err(Problems::one(problem.hint("name as many people as it has room for")));
    }
    // One name is that of someone alone.
    Ok(if count == 1 { Vec::new() } else { names })
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
        let unknown = entries.iter().filter(|entry| entry.key.value != PEOPLE);
        let unknown = unknown.filter(|entry| !names.contains(&entry.key.value.as_str()));
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

    /// What comes after the last step on the way: the session after what was prepared, the end, and
    /// what is asked afterwards, if the file speaks of that.
    fn goes_on(&self, session: &Session) -> Option<Wish> {
        if !session.has_met() {
            return Some(Wish::Meet);
        }
        if !session.is_closed() {
            return Some(Wish::Close);
        }
        let speaks = |step: &&crate::protocol::Step| {
            matches!(step.moment, Moment::After(_)) && self.by_step.contains_key(step.id.as_str())
        };
        let speaks = session.protocol().steps().iter().any(speaks);
        let days = session.next_due().filter(|_| speaks)?;
        Some(Wish::Follow { days })
    }

    /// The answer in `node` that belongs to a slot: by the name of whoever gives it, and, where the
    /// step is asked more than once, the next in its list.
    fn next<'n>(
        &mut self,
        session: &Session,
        slot: &Slot,
        node: &'n Spanned<Node>,
    ) -> Result<Option<&'n Spanned<Node>>, Problem> {
        let setting = session.setting();
        let mut key = slot.step.to_string();
        let mut node = node;
        let mut alone = slot.by.is_none();
        if let (Some(by), Node::Map(entries)) = (&slot.by, &node.value) {
            let is_name = |entry: &Entry| {
                setting.voices().iter().any(|voice| setting.name(voice) == entry.key.value)
                    || entry.key.value == setting.name(by)
            };
            if entries.iter().all(is_name) {
                let name = setting.name(by);
                let Some(own) = entries.iter().find(|entry| entry.key.value == name) else {
                    return Ok(None);
                };
                (node, alone) = (&own.value, true);
                key = format!("{key}@{name}");
            }
        }
        // Of a loop over people, whoever answers is named already; one alone needs no name.
        let named = slot.by.is_some() || setting.is_alone();
        let is_named = |item: &ItemId| named && setting.knows(&Voice::new(&item.0));
        let in_loops = slot.items.iter().any(|item| !is_named(item));
        if alone && !in_loops {
            return Ok(Some(node));
        }
        let Node::List(items) = &node.value else {
            let (message, hint) = match &slot.by {
                Some(by) => {
                    let name = setting.name(by);
                    let message = format!("`{}` is asked of {name}, by name", slot.step);
                    (message, format!("write a group: {{{name}: …}}"))
                }
                None => (
                    format!("`{}` is asked once for each item: a list is wanted", slot.step),
                    "write one “- answer” for each item".to_owned(),
                ),
            };
            return Err(Problem::new("answer", node.span, message).hint(hint));
        };
        let at = self.taken.entry(key).or_insert(0);
        let item = items.get(*at);
        *at += usize::from(item.is_some());
        Ok(item)
    }

    /// What the file says about a slot. Steps that ask for nothing need no answer; `~` passes; a
    /// step the file does not speak of ends the run, so that it can be gone on with by hand.
    fn take(&mut self, session: &Session, slot: &Slot) -> Result<Option<Wish>, Problem> {
        let Some(step) = session.step_of(slot) else { return Ok(None) };
        let sight = session.sight(slot);
        let nothing = Spanned::new(Node::Nothing, crate::base::span::Span::default());
        let name = slot.step.as_str();
        let node = match self.by_step.get(name).copied() {
            Some(node) => match self.next(session, slot, node)? {
                Some(node) => node,
                None => return Ok(None),
            },
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
