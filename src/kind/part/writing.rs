//! One text in the making: the part that short, long and talk share.

use std::time::Duration;

use crate::kind::contract::{Draft, Input, Passage, Reply, TextEdit};
use crate::prose::{Form, Happened, Prose};

/// A text in the making, and how it grew since it was last written down.
#[derive(Clone, Debug)]
pub struct Writing {
    /// The text itself.
    pub prose: Prose,
}

impl Writing {
    /// Goes on from a draft, an earlier text, or the words a step starts with.
    pub fn open(form: Form, draft: Option<&Draft>, earlier: Option<&str>, start: &str) -> Self {
        let Some(passage) = draft.and_then(|draft| draft.texts.first()) else {
            return Self { prose: Prose::with(form, earlier.unwrap_or(start)) };
        };
        let mut prose = Prose::with(form, &passage.text);
        prose.restore(passage.at);
        Self { prose }
    }

    /// Takes what a text can take.
    pub fn on(&mut self, input: Input<'_>) -> Reply {
        match input {
            Input::Key(key) => reply(self.prose.on(key)),
            Input::Paste(text) => reply(self.prose.paste(text)),
            Input::Click { column, row, extend } => reply(self.prose.place(column, row, extend)),
            Input::Fit { width, height } => {
                self.prose.fit(width, height);
                Reply::Moved
            }
            Input::Rewritten(text) => {
                self.prose.replace_all(text);
                Reply::Changed
            }
            Input::Line(_) | Input::Elapsed(_) => Reply::Ignored,
        }
    }

    /// The text with its caret, as a draft.
    pub fn draft(&self) -> Draft {
        Draft { texts: vec![self.passage()], ..Draft::default() }
    }

    /// The text with its caret.
    pub fn passage(&self) -> Passage {
        Passage { text: self.prose.text(), at: self.prose.position() }
    }

    /// What changed since the last call.
    pub fn edits(&mut self) -> Option<Vec<TextEdit>> {
        let edits = self.prose.take_edits();
        Some(vec![TextEdit { text: 0, edits, at: self.prose.position() }])
    }

    /// Rows it fills at this width, at least one.
    pub fn height(&self, width: u16) -> u16 {
        rows_of(&self.prose, width)
    }
}

/// Rows a text fills at this width. Very long texts are not counted: they fill any screen.
pub fn rows_of(prose: &Prose, width: u16) -> u16 {
    const COUNTED: usize = 100;
    match prose.rows_up_to(width, COUNTED) {
        COUNTED => u16::MAX / 2,
        rows => rows as u16,
    }
}

/// What an editor says after its text did this.
pub fn reply(happened: Happened) -> Reply {
    match happened {
        Happened::Ignored => Reply::Ignored,
        Happened::Moved => Reply::Moved,
        Happened::Changed => Reply::Changed,
        Happened::Refused(why) => Reply::Refused(why.to_owned()),
    }
}

/// A length of time as people say it: "3 minutes", "45 seconds".
pub fn time_in_words(time: Duration) -> String {
    let seconds = time.as_secs();
    let counted = crate::base::plural::counted;
    match (seconds / 60, seconds % 60) {
        (0, seconds) => counted(seconds as usize, "second", "seconds"),
        (minutes, 0) => counted(minutes as usize, "minute", "minutes"),
        (minutes, seconds) => format!("{minutes} min {seconds} s"),
    }
}
