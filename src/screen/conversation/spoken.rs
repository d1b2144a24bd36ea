//! The conversation in lines, for plain mode.

use crate::screen::Spoken;
use crate::screen::conversation::{At, Conversation};
use crate::screen::reading::in_words;

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
            At::Curtain(curtain) => {
                let (first, second) = curtain.words();
                let place = format!("the curtain before step {}: {first}", here + 1);
                let lines = vec![first, second.to_owned()];
                Spoken { lines, label: "Enter to lift the curtain".to_owned(), place }
            }
            At::End(closing) => {
                let mut lines = vec![closing.words()];
                lines.extend(in_words(&closing.page, 10_000));
                let label = if closing.before {
                    "Enter to begin the session, or :leave until then"
                } else {
                    "Enter to close and keep the page, or :back"
                };
                let label = label.to_owned();
                Spoken { lines, label, place: "the end".to_owned() }
            }
        }
    }
}
