//! `recall`: shows what was said before, in this session or in an earlier one. Where nothing was said,
//! the step has no place in the conversation.
//!
//! ```yaml
//! - step: earlier_vision
//!   kind: recall
//!   say: This is what you wrote the last time.
//!   of: sharper or vision
//!   from: last session
//! ```
//!
//! Keys: Enter goes on. `of` names one step or a list of them; `a or b` takes the first that was
//! answered. `from` is `this session`, `last session` or `first session`; with `protocol: iceberg` it
//! is one with that protocol, and `of` names steps of that one. An earlier session is one that came to
//! its end and that everybody who is here was part of; where the program was called with `--thread
//! Tuesdays`, one of that thread, whoever came. What was written alone comes back to nobody at a table,
//! and what somebody kept to themselves to them alone, in a step with `who: each` and
//! `visibility: own`. People copy what they read: show
//! earlier words after the new ones were written, or say `contrast: true` where holding the two
//! against each other is the exercise; `fieldbook check` reminds you of it. The answer is what was shown, so that later steps can quote
//! it, and go through it where it was a list.

mod editor;
mod view;

pub use editor::Editor;

use serde::{Deserialize, Serialize};

use crate::base::id::{ItemId, ProtocolId};
use crate::base::page::{Block, Page};
use crate::base::problem::Problem;
use crate::base::span::Spanned;
use crate::expr::{Expr, Scope, Value, Which};
use crate::kind::contract::{Given, Kind, LooksBack, Opening, Refusal};
use crate::written::asked::Wanted;
use crate::written::fields::{self, Fields};
use crate::written::mention::Wants;
use crate::written::suggest;

/// What is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Spec {
    of: Vec<Expr>,
    /// Which session; this one, if nothing is said.
    from: Option<Which>,
    /// Another protocol, whose session it is.
    protocol: Option<ProtocolId>,
    /// Whether it stands before the new words on purpose.
    contrast: bool,
}

/// What was shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// Each thing, with the title of the step it answered.
    pub said: Vec<Said>,
}

/// Something that was said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// The title of its step; may be empty.
    pub title: String,
    /// The words, a list with one line for each item.
    pub text: String,
    /// Whether each line is an item of its own.
    #[serde(default)]
    pub items: bool,
}

/// A scope that looks at an earlier session instead of this one.
struct Earlier<'a> {
    scope: &'a dyn Scope,
    protocol: Option<&'a str>,
    which: Which,
}

impl Scope for Earlier<'_> {
    fn value(&self, name: &str) -> Value {
        self.scope.earlier(self.protocol, self.which, name)
    }

    fn title(&self, name: &str) -> Option<String> {
        match self.protocol {
            Some(protocol) => self.scope.title_in(protocol, name),
            None => self.scope.title(name),
        }
    }
}

impl Spec {
    fn shown(&self, scope: &dyn Scope) -> Answer {
        let protocol = self.protocol.as_ref().map(ProtocolId::as_str);
        let earlier = self.from.map(|which| Earlier { scope, protocol, which });
        let within: &dyn Scope = match &earlier {
            Some(earlier) => earlier,
            None => scope,
        };
        let said = |expr: &Expr| {
            let value = expr.value(within);
            let names = expr.names();
            let title = names.iter().find(|name| within.value(&name.value).holds());
            let title = title.and_then(|name| within.title(&name.value)).unwrap_or_default();
            let items = matches!(value, Value::List(_));
            value.holds().then(|| Said { title, text: lines(&value), items })
        };
        Answer { said: self.of.iter().filter_map(said).collect() }
    }

    /// When it was said, in words; empty where it was just now.
    fn when(&self) -> &'static str {
        match self.from {
            None => "",
            Some(Which::Last) => "last time",
            Some(Which::First) => "first time",
        }
    }
}

fn lines(value: &Value) -> String {
    match value {
        Value::List(items) => {
            let items: Vec<String> = items.iter().map(item).collect();
            items.join("\n")
        }
        single => single.read_aloud(),
    }
}

/// An item on one line: its words, or the cells of a row behind what the row is about.
fn item(value: &Value) -> String {
    let words = match value {
        Value::Record(parts) => {
            let has_id = parts.iter().any(|(name, _)| name == "id");
            let cells = parts.iter().filter(|(name, part)| {
                name != "id" && name != "label" && part.holds() && matches!(part, Value::Text(_))
            });
            let cells: Vec<String> = cells.map(|(_, cell)| cell.read_aloud()).collect();
            match value.label() {
                // What has parts of its own is said by its label alone; a row is its cells.
                Some(label) if has_id || cells.is_empty() => label.read_aloud(),
                Some(label) => format!("{}: {}", label.read_aloud(), cells.join(" · ")),
                None => cells.join(" · "),
            }
        }
        other => other.read_aloud(),
    };
    words.lines().collect::<Vec<_>>().join(" ")
}

impl Kind for Spec {
    type Answer = Answer;
    type Editor = Editor;
    const HAS_ITEMS: bool = true;

    fn read(fields: &mut Fields<'_, '_>) -> Self {
        fields.wants("protocol", || Wanted::Name('-'));
        let written = fields.node("protocol").and_then(|node| {
            fields::words(node, "protocol", fields.source(), fields.reading)
        });
        let protocol = written.and_then(|written| protocol(&written, fields));
        let times = [
            ("this session", None),
            ("last session", Some(Which::Last)),
            ("first session", Some(Which::First)),
        ];
        // Where the time cannot be read, it may have been an earlier one.
        let elsewhere = fields.has("protocol");
        let unread = (fields.has("from") || elsewhere).then_some(Which::Last);
        let from = fields.one_of("from", &times).unwrap_or(unread);
        if elsewhere && from.is_none() {
            let message = "`protocol` looks at an earlier session, and not at this one".to_owned();
            let hint = "write from: last session, or leave it out";
            fields.problem("from", "at-odds", message, hint);
        }
        let contrast = fields.yes_no("contrast").unwrap_or(false);
        let mut of = Vec::new();
        if !fields.has("of") {
            fields.needed("of", "add of: with the name of the step whose answer is to be shown");
        }
        fields.wants("of", || Wanted::Some(vec![Wanted::Condition]));
        for node in fields.some_items("of") {
            let source = fields.source();
            let wants = |_: &Expr| if from.is_some() { Wants::AnyStep } else { Wants::Answer };
            let before = fields.reading.mentions.len();
            of.extend(fields::expr(node, "of", source, fields.reading, wants));
            if elsewhere {
                // The steps of another protocol are not known here.
                fields.reading.mentions.truncate(before);
            }
        }
        Self { of, from, protocol, contrast }
    }

    fn admits(&self, _answer: &Answer) -> Result<(), Refusal> {
        Ok(())
    }

    fn open(&self, opening: &Opening<'_, Answer>) -> Editor {
        let shown = self.shown(opening.scope);
        let words = match self.when() {
            "" => "",
            "first time" => "The first time",
            _ => "Last time",
        };
        Editor { shown, words, top: 0, room: (0, 0) }
    }

    fn value(&self, answer: &Answer) -> Value {
        match (answer.said.as_slice(), answer.items()) {
            ([], _) => Value::Nothing,
            ([one], None) => Value::Text(one.text.clone()),
            (_, items) => {
                let choice = |(id, text): (usize, &str)| Value::Choice {
                    id: id.to_string(),
                    text: text.to_owned(),
                };
                Value::List((1..).zip(items.unwrap_or_default()).map(choice).collect())
            }
        }
    }

    fn parts(&self) -> Vec<String> {
        ["count", "first", "last", "id", "words"].map(str::to_owned).into()
    }

    fn write(&self, answer: &Answer, page: &mut Page) {
        if self.from.is_none() {
            return;
        }
        for said in &answer.said {
            let joint = if said.title.is_empty() { "" } else { ", " };
            page.add(Block::Quiet(format!("{}{joint}the {}:", said.title, self.when())));
            if said.items {
                let items = said.lines().into_iter().map(|line| (line.to_owned(), String::new()));
                page.add(Block::Items(items.collect()));
            } else {
                page.add(Block::Said(said.text.clone()));
            }
        }
    }

    fn given(&self, given: &Given<'_>) -> Result<Answer, Problem> {
        Ok(self.shown(given.scope))
    }

    fn stands(&self, scope: &dyn Scope) -> bool {
        !self.shown(scope).said.is_empty()
    }

    fn asks(&self) -> bool {
        false
    }

    fn looks_back(&self) -> Option<LooksBack<'_>> {
        let protocol = self.protocol.as_ref().map(ProtocolId::as_str);
        let steps = self.of.iter().flat_map(Expr::names).map(|name| name.value.as_str());
        let look = |which| LooksBack {
            protocol,
            which,
            steps: steps.collect(),
            contrast: self.contrast,
        };
        self.from.map(look)
    }

    fn items(answer: &Answer) -> Option<Vec<ItemId>> {
        let items = answer.items()?;
        Some((1..=items.len()).map(|id| ItemId::new(&id.to_string())).collect())
    }
}

impl Answer {
    /// Its items, where it has some: each line of a list, and anything else as a whole.
    fn items(&self) -> Option<Vec<&str>> {
        let are_items = self.said.len() > 1 || self.said.iter().any(|said| said.items);
        are_items.then(|| self.said.iter().flat_map(Said::lines).collect())
    }
}

impl Said {
    fn lines(&self) -> Vec<&str> {
        if self.items { self.text.lines().collect() } else { vec![&self.text] }
    }
}

/// The id of another protocol. Whether there is one is seen when the conversation begins.
fn protocol(written: &Spanned<String>, fields: &mut Fields<'_, '_>) -> Option<ProtocolId> {
    match ProtocolId::new(&written.value) {
        Ok(id) => Some(id),
        Err(why) => {
            let name = suggest::short(&written.value);
            let message = format!("“{name}” cannot be the id of a protocol");
            let problem = Problem::new("bad-name", written.span, message);
            let hint = format!("write what stands after id: in its file; {why}");
            fields.reading.problems.push(problem.hint(hint));
            None
        }
    }
}
