//! Writing some paragraphs: what the prose editor takes, Enter for a new line.

use crate::key::{Binding, Hint, Key, called, hints};
use crate::kind::contract::{self, Draft, Input, Refusal, Reply, TextEdit};
use crate::kind::long::Answer;
use crate::kind::part::writing::Writing;
use crate::prose;

/// Someone writing a long answer.
#[derive(Clone, Debug)]
pub struct Editor {
    pub(super) writing: Writing,
    pub(super) words: Option<u32>,
}

/// What lines do in plain mode, where there is no caret to move.
#[derive(Clone, Copy)]
enum Act {
    Clear,
    Undo,
}

const NO_KEYS: &[Key] = &[];

const WORDS: [Binding<Act>; 2] = [
    Binding {
        keys: NO_KEYS,
        word: "clear",
        does: Act::Clear,
        says: "begin this text anew",
        foot: false,
    },
    Binding {
        keys: NO_KEYS,
        word: "undo",
        does: Act::Undo,
        says: "take the last line back",
        foot: false,
    },
];

impl contract::Editor for Editor {
    type Answer = Answer;

    fn on(&mut self, input: Input<'_>) -> Reply {
        match input {
            Input::Line(".") => Reply::Done,
            Input::Line(line) => {
                let mut text = self.writing.prose.text();
                if !text.is_empty() {
                    text.push('\n');
                }
                text.push_str(
                    line.strip_prefix('.').filter(|rest| rest.starts_with('.')).unwrap_or(line),
                );
                self.writing.prose.replace_all(&text);
                Reply::Changed
            }
            other => self.writing.on(other),
        }
    }

    fn word(&mut self, word: &str, _rest: &str) -> Reply {
        match called(&WORDS, word) {
            Some(Act::Clear) => self.writing.prose.replace_all(""),
            Some(Act::Undo) => {
                self.writing.prose.act(prose::Act::Undo);
            }
            None => return Reply::Ignored,
        }
        Reply::Changed
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
        [hints(&WORDS), hints(prose::KEYS)].concat()
    }

    fn takes_enter(&self) -> bool {
        true
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
        self.writing.prose.text().lines().map(str::to_owned).collect()
    }

    fn line_label(&self) -> String {
        let words = if self.writing.prose.is_empty() {
            "Your answer, line by line; a line with only a full stop ends it"
        } else {
            "Next line, or a full stop"
        };
        words.to_owned()
    }
}
