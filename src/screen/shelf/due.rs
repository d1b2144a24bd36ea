//! What is due on the shelf: conversations that came to their end, and in which something is asked
//! some days later. A line or two, and a way to be told later or no more.

use crate::key::Hint;
use crate::screen::shelf::Shelf;
use crate::screen::shelf::arranging::Entry;
use crate::screen::shelf::keys::Act;
use crate::screen::{Door, Effect, Summary};

/// Conversations shown in which something is due; the archive has all of them.
const MOST_DUE: usize = 2;

impl Shelf {
    /// Notes in which conversations something is due.
    pub(super) fn note_due(&mut self, sessions: &[Summary]) {
        let due = || sessions.iter().filter(|summary| summary.due_now().is_some());
        self.due = due().take(MOST_DUE).cloned().collect();
        self.all_due = due().count();
    }

    /// The conversation at hand, where something is due in it.
    pub(super) fn due_here(&self) -> Option<usize> {
        match self.arranged.entries.get(self.choice.at) {
            Some(Entry::Due(at)) => Some(*at),
            _ => None,
        }
    }

    /// Does something with what is due.
    fn on_due(&mut self, act: Act, at: usize) -> Vec<Effect> {
        let name = self.due[at].name.clone();
        vec![match act {
            Act::PutOff => Effect::PutOff(name),
            Act::LetGo => Effect::LetGo(name),
            _ => Effect::Open(Door::Resume(name)),
        }]
    }

    /// Does something with what is due in plain mode, where it may be named by its number.
    pub(super) fn on_due_called(&mut self, act: Act, rest: &str) -> Vec<Effect> {
        let number = rest.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        let named = number.and_then(|at| self.arranged.entries.get(at));
        match named {
            Some(Entry::Due(at)) => self.on_due(act, *at),
            None if rest.is_empty() && self.due.len() == 1 => self.on_due(act, 0),
            _ if self.due.is_empty() => {
                self.tell("Nothing is due.".to_owned());
                Vec::new()
            }
            _ => {
                let is_due = |entry: &Entry| matches!(entry, Entry::Due(_));
                let first = self.arranged.entries.iter().position(is_due).map_or(1, |at| at + 1);
                self.tell(format!("Say which by its number, such as “:later {first}”."));
                Vec::new()
            }
        }
    }

    /// Does something with what is due. What puts away is meant for the line one is at; coming back
    /// needs no line.
    pub(super) fn act_on_due(&mut self, act: Act) -> Vec<Effect> {
        let first = (matches!(act, Act::ComeBack) && !self.due.is_empty()).then_some(0);
        let at = self.due_here().or(first);
        at.map(|at| self.on_due(act, at)).unwrap_or_default()
    }

    /// Lets the foot tell of the keys that can be used on the line one is at.
    pub(super) fn tell_of_due(&self, hints: &mut [Hint]) {
        let at_due = self.due_here().is_some();
        for hint in hints {
            match hint.word {
                "come-back" => hint.foot = !at_due,
                "later" | "let-go" => hint.foot = at_due,
                _ => {}
            }
        }
    }
}
