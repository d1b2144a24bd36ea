//! Being silent: time passes, and Enter goes on.

use std::time::Duration;

use crate::key::{Binding, Code, Hint, Key, bound, hints};
use crate::kind::contract::{self, Draft, Input, Opening, Refusal, Reply};
use crate::kind::part::writing::time_in_words;
use crate::kind::pause::{Answer, Spec};

/// A silence going on.
#[derive(Clone, Debug)]
pub struct Editor {
    pub(super) spent: Duration,
    pub(super) target: Option<Duration>,
    bell: bool,
    due: bool,
}

#[derive(Clone, Copy)]
enum Act {
    GoOn,
}

const KEYS: [Binding<Act>; 1] = [Binding {
    keys: &[Key::plain(Code::Enter)],
    word: "",
    does: Act::GoOn,
    says: "go on",
    foot: true,
}];

impl Editor {
    pub(super) fn open(spec: &Spec, opening: &Opening<'_, Answer>) -> Self {
        let spent = opening.draft.map_or(0, |draft| draft.spent_ms);
        let spent = Duration::from_millis(spent);
        Self { spent, target: opening.time, bell: spec.bell, due: false }
    }

    /// Whether the time meant for it has passed.
    pub(super) fn is_over(&self) -> bool {
        self.target.is_some_and(|target| self.spent >= target)
    }
}

impl contract::Editor for Editor {
    type Answer = Answer;

    fn on(&mut self, input: Input<'_>) -> Reply {
        match input {
            Input::Key(key) if bound(&KEYS, key).is_some() => Reply::Done,
            Input::Line(_) => Reply::Done,
            Input::Elapsed(time) => {
                let over = self.is_over();
                self.spent = self.spent.saturating_add(time);
                self.due |= self.bell && self.is_over() && !over;
                Reply::Moved
            }
            _ => Reply::Ignored,
        }
    }

    fn answer(&self) -> Result<Option<Answer>, Refusal> {
        Ok(Some(Answer {}))
    }

    fn draft(&self) -> Draft {
        Draft { spent_ms: self.spent.as_millis() as u64, ..Draft::default() }
    }

    fn hints(&self) -> Vec<Hint> {
        hints(&KEYS)
    }

    fn pace(&self) -> Option<Duration> {
        (self.target.is_some() && !self.is_over()).then_some(Duration::from_secs(1))
    }

    fn rings(&mut self) -> bool {
        std::mem::take(&mut self.due)
    }

    fn height(&self, _width: u16) -> u16 {
        2
    }

    fn lines(&self) -> Vec<String> {
        self.target
            .map(|time| format!("A silence of {}.", time_in_words(time)))
            .into_iter()
            .collect()
    }

    fn line_label(&self) -> String {
        "Enter when you are ready".to_owned()
    }
}
