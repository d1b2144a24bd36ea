//! `reveal`: shows what each person gave behind the curtain. From here on everybody may see it.
//!
//! ```yaml
//! - step: closeness
//!   kind: scale
//!   who: each
//!   visibility: sealed
//!   ask: How close are we to it?
//! - step: side_by_side
//!   kind: reveal
//!   of: closeness
//!   how: spread first
//!   say: Look at the numbers for a moment before anyone explains one.
//! ```
//!
//! Keys: Enter turns to what comes next, and goes on after the last; ↑ and ↓ scroll. `of` names one
//! step or several; `how` is all at once, spread first, outlier first or one by one.
//! Unsigned answers come in the order of their words, so that neither seat nor time gives anyone
//! away. Nothing is typed. Alone, the step has no place in the conversation.

mod cards;
mod editor;
mod view;

pub use editor::Editor;

use serde::{Deserialize, Serialize};

use crate::base::id::StepId;
use crate::base::page::{Block, Page};
use crate::base::problem::Problem;
use crate::expr::{Scope, Value};
use crate::kind::contract::{Given, Kind, Opening, Refusal};
use crate::written::fields::Fields;
use crate::written::mention::{Mention, Wants};

/// What is revealed, and how.
#[derive(Clone, Debug, PartialEq)]
pub struct Spec {
    /// The steps.
    pub of: Vec<StepId>,
    /// How.
    pub how: How,
}

/// How something is revealed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum How {
    /// Everything side by side.
    #[default]
    AllAtOnce,
    /// First how far apart the answers are, then whose they are.
    SpreadFirst,
    /// One after the other, the one farthest from the rest first.
    OutlierFirst,
    /// One after the other.
    OneByOne,
}

/// What is kept of a reveal: that it was, and how far apart the answers were.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// A line for each step whose answers have a spread.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub spread: Vec<String>,
}

impl Kind for Spec {
    type Answer = Answer;
    type Editor = Editor;

    fn read(fields: &mut Fields<'_, '_>) -> Self {
        const WAYS: [(&str, How); 4] = [
            ("all at once", How::AllAtOnce),
            ("spread first", How::SpreadFirst),
            ("outlier first", How::OutlierFirst),
            ("one by one", How::OneByOne),
        ];
        let how = fields.one_of("how", &WAYS).unwrap_or_default();
        fields.needed("of", "add of: with the step whose answers are to be shown");
        let names = fields.names("of");
        for name in &names {
            let mention = Mention::of(name.clone(), Wants::Hidden);
            fields.reading.mentions.push(mention);
        }
        let of = names.iter().filter_map(|name| StepId::new(&name.value).ok()).collect();
        Self { of, how }
    }

    fn admits(&self, _answer: &Answer) -> Result<(), Refusal> {
        Ok(())
    }

    fn open(&self, opening: &Opening<'_, Answer>) -> Editor {
        Editor::new(self, opening.scope)
    }

    fn value(&self, _answer: &Answer) -> Value {
        Value::Nothing
    }

    fn write(&self, answer: &Answer, page: &mut Page) {
        for line in &answer.spread {
            page.add(Block::Quiet(line.clone()));
        }
    }

    fn given(&self, given: &Given<'_>) -> Result<Answer, Problem> {
        Ok(cards::answer(&cards::sets(self, given.scope)))
    }

    fn stands(&self, scope: &dyn Scope) -> bool {
        !scope.value("alone").holds()
    }

    fn asks(&self) -> bool {
        false
    }

    fn reveals(&self) -> Vec<StepId> {
        self.of.clone()
    }
}
