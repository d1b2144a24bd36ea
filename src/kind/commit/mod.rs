//! `commit`: one promise: what, by when, what sets it off, the first sign that others will see, who
//! may ask about it, and how sure one is. After the promise cycle of Fernando Flores and the
//! if-then plans of Peter Gollwitzer (1999).
//!
//! ```yaml
//! - step: promise
//!   kind: commit
//!   ask: What will you do?
//!   start: "{next_step}"
//!   leave_out: [witness]
//! ```
//!
//! Keys: Enter and Tab go to the next part, Enter goes on after the last. `start` puts words into
//! the first part; `leave_out` names parts that are not asked for. Any part but the first may stay
//! empty. The answer is the parts.

mod editor;
mod view;

pub use editor::Editor;

use serde::{Deserialize, Serialize};

use crate::base::page::{Block, Page};
use crate::base::problem::Problem;
use crate::expr::{Text, Value};
use crate::kind::contract::{Given, Kind, Opening, Refusal};
use crate::written::asked::Wanted;
use crate::written::fields::{self, Fields};
use crate::written::suggest;
use crate::written::tree::Node;

/// The parts of a promise, in order: name, label, and what helps to fill it in.
pub const PARTS: [(&str, &str, &str); 6] = [
    ("what", "I will", "a verb, and something one could see done"),
    ("by", "by", "a day"),
    ("cue", "I start when", "a moment that will come by itself"),
    ("sign", "first sign", "what others will see first"),
    ("witness", "who may ask", "someone who may ask how it went"),
    ("sure", "how sure, from 0 to 100", "a number"),
];

/// Which parts are asked for, and the words to begin with.
#[derive(Clone, Debug, PartialEq)]
pub struct Spec {
    start: Text,
    /// Places in [`PARTS`].
    asked: Vec<usize>,
}

/// A promise. Parts that were left empty are empty.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Answer {
    /// What will be done.
    pub what: String,
    /// By when, in the participant's own words.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub by: String,
    /// What sets it off.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub cue: String,
    /// What others will see first.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub sign: String,
    /// Who may ask about it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub witness: String,
    /// How sure, from 0 to 100.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sure: Option<u8>,
}

impl Answer {
    /// The part at this place of [`PARTS`], in words.
    pub fn part(&self, at: usize) -> String {
        let parts = [&self.what, &self.by, &self.cue, &self.sign, &self.witness];
        match parts.get(at) {
            Some(part) => (*part).clone(),
            None => self.sure.map(|sure| sure.to_string()).unwrap_or_default(),
        }
    }

    /// A promise from its parts in words; says what is wrong with one.
    pub fn of(words: &dyn Fn(usize) -> String) -> Result<Option<Self>, Refusal> {
        let part = |at: usize| words(at).trim().to_owned();
        let sure = part(5);
        let sure = match sure.trim_end_matches(['%', ' ']).parse::<u8>() {
            _ if sure.is_empty() => None,
            Ok(number) if number <= 100 => Some(number),
            _ => {
                let message = "How sure you are is a number from 0 to 100, or nothing.".to_owned();
                return Err(Refusal::Because(message));
            }
        };
        let answer = Self {
            what: part(0),
            by: part(1),
            cue: part(2),
            sign: part(3),
            witness: part(4),
            sure,
        };
        if answer == Self::default() {
            return Ok(None);
        }
        if answer.what.is_empty() {
            let message = "The first part is still empty: what will you do?".to_owned();
            return Err(Refusal::Because(message));
        }
        Ok(Some(answer))
    }
}

impl Kind for Spec {
    type Answer = Answer;
    type Editor = Editor;

    fn read(fields: &mut Fields<'_, '_>) -> Self {
        let start = fields.text("start").unwrap_or_default();
        let mut asked: Vec<usize> = (0..PARTS.len()).collect();
        let names: Vec<&str> = PARTS.iter().skip(1).map(|(part, ..)| *part).collect();
        let named = || Wanted::OneOf(names.iter().copied().map(str::to_owned).collect());
        fields.wants("leave_out", || Wanted::Several(vec![named()]));
        for node in fields.items("leave_out").unwrap_or_default() {
            let source = fields.source();
            let Some(name) = fields::words(node, "leave_out", source, fields.reading) else {
                continue;
            };
            match names.iter().position(|part| *part == name.value) {
                Some(at) => asked.retain(|part| *part != at + 1),
                None => {
                    let name = suggest::short(&name.value);
                    let message = format!("“{name}” is not a part that can be left out");
                    let problem = Problem::new("unknown-value", node.span, message);
                    fields.reading.problems.push(problem.hint(suggest::suggest(&name, &names)));
                }
            }
        }
        Self { start, asked }
    }

    fn admits(&self, answer: &Answer) -> Result<(), Refusal> {
        Answer::of(&|at| answer.part(at)).map(|_| ())
    }

    fn open(&self, opening: &Opening<'_, Answer>) -> Editor {
        Editor::open(&self.asked, &self.start.fill(opening.scope), opening)
    }

    fn value(&self, answer: &Answer) -> Value {
        let part = |at: usize| {
            let words = answer.part(at);
            let value = if words.is_empty() { Value::Nothing } else { Value::Text(words) };
            (PARTS[at].0, value)
        };
        let mut parts: Vec<(&str, Value)> = (0..PARTS.len() - 1).map(part).collect();
        let sure = answer.sure.map_or(Value::Nothing, |sure| Value::Number(f64::from(sure)));
        parts.push(("sure", sure));
        // Said aloud, a promise is what is promised, and for when.
        let aloud = match answer.by.as_str() {
            "" => answer.what.clone(),
            by => format!("{} ({by})", answer.what),
        };
        Value::item(&answer.what, &aloud, parts)
    }

    fn parts(&self) -> Vec<String> {
        PARTS.iter().map(|(name, ..)| (*name).to_owned()).collect()
    }

    fn write(&self, answer: &Answer, page: &mut Page) {
        for (at, (_, label, _)) in PARTS.iter().enumerate() {
            page.add(Block::Fact((*label).to_owned(), answer.part(at)));
        }
    }

    fn given(&self, given: &Given<'_>) -> Result<Answer, Problem> {
        if let Ok(what) = given.words() {
            return Ok(Answer { what, ..Answer::default() });
        }
        let Node::Map(entries) = &given.node.value else {
            return Err(given.problem("a promise is words, or parts such as what: and by:"));
        };
        for entry in entries {
            if !PARTS.iter().any(|(part, ..)| *part == entry.key.value) {
                let names: Vec<&str> = PARTS.iter().map(|(name, ..)| *name).collect();
                let message = format!("`{}` is not a part of a promise", entry.key.value);
                let problem = Problem::new("unknown-key", entry.key.span, message);
                return Err(problem.hint(suggest::suggest(&entry.key.value, &names)));
            }
        }
        let words = |at: usize| {
            given.part(PARTS[at].0).and_then(|part| part.words().ok()).unwrap_or_default()
        };
        let answer = Answer::of(&words).map_err(|why| given.problem(why.to_string()))?;
        answer.ok_or_else(|| given.problem("a promise needs words"))
    }
}
