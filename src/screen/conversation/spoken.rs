//! The conversation in lines, for plain mode.

use crate::screen::Spoken;
use crate::screen::conversation::{At, Conversation};
use crate::screen::reading::rows;

impl Conversation {
    pub(super) fn speak(&self) -> Spoken {
        let (here, _) = self.session.progress();
        match &self.at {
            At::Step(open) => {
                let joint = if open.title.is_empty() { "" } else { ": " };
                let mut lines = vec![format!("Step {}{joint}{}", here + 1, open.title)];
                lines.extend(open.say.lines().map(str::to_owned));
                if !open.ask.is_empty() {
                    lines.push(format!("Question: {}", open.ask));
                }
                let there = open.editor.lines();
                lines.extend(there);
                lines.extend(self.trouble());
                Spoken { lines, label: open.editor.line_label(), place: open.slot.name() }
            }
            At::End(closing) => {
                let mut lines = vec![closing.words()];
                lines.extend(rows(&closing.page, 10_000).into_iter().map(|(words, _)| words));
                let label = "Enter to close and keep the page, or :back".to_owned();
                Spoken { lines, label, place: "the end".to_owned() }
            }
        }
    }
}
