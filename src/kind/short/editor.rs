//! Writing a line or a few: what the prose editor takes, and Enter to go on.

use crate::key::{Binding, Code, Hint, Key, bound, hints};
use crate::kind::contract::{self, Draft, Input, Refusal, Reply, TextEdit};
use crate::kind::part::writing::Writing;
use crate::kind::short::Answer;
use crate::prose;

/// Someone writing a short answer.
#[derive(Clone, Debug)]
pub struct Editor {
    pub(super) writing: Writing,
    pub(super) words: Option<u32>,
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

impl contract::Editor for Editor {
    type Answer = Answer;

    fn on(&mut self, input: Input<'_>) -> Reply {
        match input {
            Input::Key(key) if bound(&KEYS, key).is_some() => Reply::Done,
            Input::Line("") => Reply::Done,
            Input::Line(line) => {
                self.writing.prose.replace_all(line);
                Reply::Done
            }
            other => self.writing.on(other),
        }
    }

    fn answer(&self) -> Result<Option<Answer>, Refusal> {
        Ok(Answer::of(self.writing.prose.text()))
    }

    fn draft(&self) -> Draft {
        self.writing.draft()
    }

    fn edits(&mut self) -> Option<Vec<TextEdit>> {
        self.writing.edits()
    }

    fn types(&self) -> bool {
        true
    }

    fn hints(&self) -> Vec<Hint> {
        [hints(&KEYS), hints(prose::KEYS)].concat()
    }

    fn cut(&self) -> Option<&str> {
        Some(self.writing.prose.cut())
    }

    fn take_cut(&mut self, cut: &str) {
        self.writing.prose.take_cut(cut);
    }

    fn passage(&self) -> Option<String> {
        Some(self.writing.prose.text())
    }

    fn length(&self) -> usize {
        self.writing.prose.len()
    }

    fn height(&self, width: u16) -> u16 {
        self.writing.height(width)
    }

    fn guide(&self) -> Option<u32> {
        self.words
    }

    fn lines(&self) -> Vec<String> {
        let text = self.writing.prose.text();
        if text.is_empty() { Vec::new() } else { vec![text] }
    }

    fn line_label(&self) -> String {
        if self.writing.prose.is_blank() {
            "Your answer, on one line".to_owned()
        } else {
            "A new answer on one line, or an empty line to keep the one above".to_owned()
        }
    }
}
