//! Talking: notes as they come, and a clock where the step has a time.

use std::time::Duration;

use crate::key::{Hint, hints};
use crate::kind::contract::{self, Draft, Input, Opening, Refusal, Reply, TextEdit};
use crate::kind::part::writing::{Writing, time_in_words};
use crate::kind::talk::{Answer, Spec};
use crate::prose::{self, Form};

/// Someone talking, and perhaps someone writing.
#[derive(Clone, Debug)]
pub struct Editor {
    pub(super) notes: Writing,
    spent: Duration,
    target: Option<Duration>,
    bell: bool,
    due: bool,
}

impl Editor {
    pub(super) fn open(spec: &Spec, opening: &Opening<'_, Answer>) -> Self {
        let earlier = opening.earlier.map(|answer| answer.notes.as_str());
        Self {
            notes: Writing::open(Form::Long, opening.draft, earlier, ""),
            spent: Duration::from_millis(opening.draft.map_or(0, |draft| draft.spent_ms)),
            target: opening.time,
            bell: spec.bell,
            due: false,
        }
    }

    pub(super) fn is_over(&self) -> bool {
        self.target.is_some_and(|target| self.spent >= target)
    }
}

impl contract::Editor for Editor {
    type Answer = Answer;

    fn on(&mut self, input: Input<'_>) -> Reply {
        match input {
            Input::Line("") => Reply::Done,
            Input::Line(line) => {
                let mut text = self.notes.prose.text();
                if !text.is_empty() {
                    text.push('\n');
                }
                text.push_str(line);
                self.notes.prose.replace_all(&text);
                Reply::Changed
            }
            Input::Fit { width, height } => {
                // Where a clock runs, one row stays free to say that the time has passed.
                let free = u16::from(self.target.is_some() && height > 1);
                self.notes.on(Input::Fit { width, height: height - free })
            }
            Input::Elapsed(time) => {
                let over = self.is_over();
                self.spent = self.spent.saturating_add(time);
                self.due |= self.bell && self.is_over() && !over;
                Reply::Moved
            }
            other => self.notes.on(other),
        }
    }

    fn answer(&self) -> Result<Option<Answer>, Refusal> {
        Ok(Some(Answer { notes: self.notes.prose.text() }))
    }

    fn draft(&self) -> Draft {
        Draft { spent_ms: self.spent.as_millis() as u64, ..self.notes.draft() }
    }

    fn edits(&mut self) -> Option<Vec<TextEdit>> {
        self.notes.edits()
    }

    fn types(&self) -> bool {
        true
    }

    fn hints(&self) -> Vec<Hint> {
        hints(prose::KEYS)
    }

    fn takes_enter(&self) -> bool {
        true
    }

    fn pace(&self) -> Option<Duration> {
        (self.bell && self.target.is_some() && !self.is_over()).then_some(Duration::from_secs(1))
    }

    fn rings(&mut self) -> bool {
        std::mem::take(&mut self.due)
    }

    fn cut(&self) -> Option<&str> {
        Some(self.notes.prose.cut())
    }

    fn take_cut(&mut self, cut: &str) {
        self.notes.prose.take_cut(cut);
    }

    fn passage(&self) -> Option<String> {
        Some(self.notes.prose.text())
    }

    fn height(&self, width: u16) -> u16 {
        self.notes.height(width).saturating_add(1)
    }

    fn lines(&self) -> Vec<String> {
        let time = self.target.map(|time| format!("About {}.", time_in_words(time)));
        let notes = self.notes.prose.text();
        time.into_iter().chain(notes.lines().map(str::to_owned)).collect()
    }

    fn line_label(&self) -> String {
        "A note, or an empty line to go on".to_owned()
    }
}
