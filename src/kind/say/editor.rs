//! Reading: Enter goes on, and there is nothing to lose.

use crate::key::{Binding, Code, Hint, Key, bound, hints};
use crate::kind::contract::{self, Draft, Input, Refusal, Reply};
use crate::kind::say::Answer;

/// Someone reading.
#[derive(Clone, Debug)]
pub struct Editor;

#[derive(Clone, Copy)]
enum Act {
    GoOn,
}

const KEYS: [Binding<Act>; 1] = [Binding {
    keys: &[Key::plain(Code::Enter), Key::char(' ')],
    word: "",
    does: Act::GoOn,
    says: "go on",
    foot: true,
}];

impl contract::Editor for Editor {
    type Answer = Answer;

    fn on(&mut self, input: Input<'_>) -> Reply {
        match input {
            Input::Key(key) => match bound(&KEYS, key) {
                Some(Act::GoOn) => Reply::Done,
                None => Reply::Ignored,
            },
            Input::Line(_) => Reply::Done,
            _ => Reply::Ignored,
        }
    }

    fn answer(&self) -> Result<Option<Answer>, Refusal> {
        Ok(Some(Answer {}))
    }

    fn draft(&self) -> Draft {
        Draft::default()
    }

    fn hints(&self) -> Vec<Hint> {
        hints(&KEYS)
    }

    fn height(&self, _width: u16) -> u16 {
        0
    }

    fn lines(&self) -> Vec<String> {
        Vec::new()
    }

    fn line_label(&self) -> String {
        "Enter to go on".to_owned()
    }
}
