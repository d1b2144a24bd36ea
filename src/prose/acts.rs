//! What keys do to a text, other than moving in it.

use std::ops::Range;

use crate::key::{Code, Key, bound};
use crate::prose::history::{Doing, Stand, Step, Thought};
use crate::prose::{Act, Form, Happened, KEYS, Motion, NO_ROOM, Prose};

impl Prose {
    /// Takes a key.
    pub fn on(&mut self, key: Key) -> Happened {
        if let Some(c) = key.typed() {
            return self.type_letter(c);
        }
        match bound(KEYS, key) {
            Some(Act::NewLine) if key == Key::plain(Code::Enter) && self.form == Form::Line => {
                Happened::Ignored
            }
            Some(Act::Select) => match bound(KEYS, Key { shift: false, ..key }) {
                Some(Act::Go(motion)) => self.go(motion, true),
                _ => Happened::Ignored,
            },
            Some(act) => self.act(act),
            None => Happened::Ignored,
        }
    }

    /// Does what a key of the table does. [`Act::Select`] needs its key to mean anything.
    pub fn act(&mut self, act: Act) -> Happened {
        let cutting = std::mem::take(&mut self.cutting);
        match act {
            Act::Go(motion) => self.go(motion, false),
            Act::Select => Happened::Ignored,
            Act::LetGo => {
                let selected = self.selection().is_some();
                self.anchor = None;
                if selected { self.moved() } else { Happened::Ignored }
            }
            Act::NewLine => self.type_letter('\n'),
            Act::RubOut(motion) => {
                let doing = match (self.selection(), motion) {
                    (Some(_), _) => Doing::Else,
                    (None, Motion::Left) => Doing::RubbingOut,
                    (None, _) => Doing::Deleting,
                };
                self.take_away(motion, doing).map_or(Happened::Ignored, |_| Happened::Changed)
            }
            Act::Cut(motion) => self.cut_to(motion, cutting),
            Act::Put => {
                let cut = self.cut.clone();
                if cut.is_empty() {
                    Happened::Ignored
                } else {
                    self.write(&cut, Doing::Else, NO_ROOM)
                }
            }
            Act::Undo => self.turn_back(),
            Act::Redo => self.turn_forth(),
        }
    }

    fn type_letter(&mut self, c: char) -> Happened {
        let c = if c == '\r' { '\n' } else { c };
        self.cutting = false;
        self.write(c.encode_utf8(&mut [0; 4]), Doing::Typing(c), NO_ROOM)
    }

    /// Takes away the selection, or what lies between the caret and there. Gives where it stood and
    /// what it was.
    fn take_away(&mut self, motion: Motion, doing: Doing) -> Option<(Range<usize>, String)> {
        let range = self.selection().unwrap_or_else(|| {
            let to = self.target(motion, false).0;
            to.min(self.caret)..to.max(self.caret)
        });
        if range.is_empty() {
            return None;
        }
        let was = self.text.slice(range.clone()).into_owned();
        self.change(doing, range.clone(), "", Stand { caret: range.start, anchor: None });
        self.settle();
        Some((range, was))
    }

    fn cut_to(&mut self, motion: Motion, goes_on: bool) -> Happened {
        let caret = self.caret;
        let Some((range, was)) = self.take_away(motion, Doing::Else) else {
            self.cutting = goes_on;
            return Happened::Ignored;
        };
        self.cutting = true;
        if !goes_on {
            self.cut = was;
        } else if range.end == caret {
            self.cut.insert_str(0, &was);
        } else {
            self.cut.push_str(&was);
        }
        Happened::Changed
    }

    fn turn_back(&mut self) -> Happened {
        let mut history = std::mem::take(&mut self.history);
        let turned = history.back(|thought| self.turn(thought, |thought| thought.before));
        self.history = history;
        self.turned(turned)
    }

    fn turn_forth(&mut self) -> Happened {
        let mut history = std::mem::take(&mut self.history);
        let turned = history.forth(|thought| self.turn(thought, |thought| thought.after));
        self.history = history;
        self.turned(turned)
    }

    fn turned(&mut self, turned: bool) -> Happened {
        if !turned {
            return Happened::Ignored;
        }
        self.settle();
        Happened::Changed
    }

    /// Makes the changes of a thought the other way round, and gives them so turned.
    fn turn(&mut self, mut thought: Thought, to: fn(&Thought) -> Stand) -> Thought {
        let steps = std::mem::take(&mut thought.steps).into_iter().rev();
        let turned = steps.map(|Step { at, len, was }| {
            let stood = self.replace(at..at + len, &was);
            Step { at, len: was.len(), was: stood }
        });
        thought.steps = turned.collect();
        let stand = to(&thought);
        self.stand(stand.caret, false);
        self.anchor = stand.anchor;
        thought
    }

    /// Ends the thought that is going on, and sees to it that the caret is visible.
    pub(super) fn moved(&mut self) -> Happened {
        self.history.pause();
        self.cutting = false;
        self.settle();
        Happened::Moved
    }
}
