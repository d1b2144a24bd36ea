//! `recall`: shows what was said before, in this session or in the last one with this protocol.
//! Where nothing was said, the step has no place in the conversation.
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
//! answered. The answer is what was shown, so that later steps can quote it.

mod editor;
mod view;

pub use editor::Editor;

use serde::{Deserialize, Serialize};

use crate::base::page::{Block, Page};
use crate::base::problem::Problem;
use crate::expr::{Expr, Scope, Value};
use crate::kind::contract::{Given, Kind, Opening, Refusal};
use crate::written::fields::{self, Fields};
use crate::written::mention::Wants;

/// What is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Spec {
    of: Vec<Expr>,
    last_session: bool,
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

/// A scope that looks at the last session instead of this one.
struct Last<'a>(&'a dyn Scope);

impl Scope for Last<'_> {
    fn value(&self, name: &str) -> Value {
        self.0.last(name)
    }
}

impl Spec {
    fn shown(&self, scope: &dyn Scope) -> Answer {
        let said = |expr: &Expr| {
            let last = Last(scope);
            let within: &dyn Scope = if self.last_session { &last } else { scope };
            let value = expr.value(within);
            let names = expr.names();
            let title = names.iter().find(|name| within.value(&name.value).holds());
            let title = title.and_then(|name| scope.title(&name.value)).unwrap_or_default();
            let items = matches!(value, Value::List(_));
            value.holds().then(|| Said { title, text: lines(&value), items })
        };
        Answer { said: self.of.iter().filter_map(said).collect() }
    }
}

fn lines(value: &Value) -> String {
    match value {
        Value::List(items) => {
            let items: Vec<String> = items.iter().map(Value::read_aloud).collect();
            items.join("\n")
        }
        single => single.read_aloud(),
    }
}

impl Kind for Spec {
    type Answer = Answer;
    type Editor = Editor;

    fn read(fields: &mut Fields<'_, '_>) -> Self {
        const TIMES: [(&str, bool); 2] = [("this session", false), ("last session", true)];
        let from = fields.one_of("from", &TIMES);
        // Where the time cannot be read, it may have been the last session.
        let last_session = from.unwrap_or(fields.has("from"));
        let mut of = Vec::new();
        if !fields.has("of") {
            fields.needed("of", "add of: with the name of the step whose answer is to be shown");
        }
        for node in fields.some_items("of") {
            let source = fields.source();
            let wants = |_: &Expr| if last_session { Wants::AnyStep } else { Wants::Answer };
            of.extend(fields::expr(node, "of", source, fields.reading, wants));
        }
        Self { of, last_session }
    }

    fn admits(&self, _answer: &Answer) -> Result<(), Refusal> {
        Ok(())
    }

    fn open(&self, opening: &Opening<'_, Answer>) -> Editor {
        let shown = self.shown(opening.scope);
        let words = if self.last_session { "Last time" } else { "" };
        Editor { shown, words, top: 0, room: (0, 0) }
    }

    fn value(&self, answer: &Answer) -> Value {
        match answer.said.as_slice() {
            [] => Value::Nothing,
            [one] => Value::Text(one.text.clone()),
            several => {
                Value::List(several.iter().map(|said| Value::Text(said.text.clone())).collect())
            }
        }
    }

    fn parts(&self) -> Vec<String> {
        ["count", "first", "last", "words"].map(str::to_owned).into()
    }

    fn write(&self, answer: &Answer, page: &mut Page) {
        if !self.last_session {
            return;
        }
        for said in &answer.said {
            let joint = if said.title.is_empty() { "" } else { ", " };
            page.add(Block::Quiet(format!("{}{joint}the last time:", said.title)));
            page.add(Block::Said(said.text.clone()));
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
}
