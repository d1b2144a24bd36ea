//! Choosing one option.

use crate::key::{Binding, Code, Hint, Key, bound, hints};
use crate::kind::contract::{self, Draft, Input, Opening, Refusal, Reply};
use crate::kind::part::choosing::Choosing;
use crate::kind::pick::{Answer, Spec};

/// Someone choosing.
#[derive(Clone, Debug)]
pub struct Editor {
    pub(super) choosing: Choosing,
    width: u16,
}

#[derive(Clone, Copy)]
enum Act {
    Take,
    Choose,
    Up,
    Down,
}

const KEYS: [Binding<Act>; 4] = [
    Binding {
        keys: &[Key::plain(Code::Up)],
        word: "",
        does: Act::Up,
        says: "up",
        foot: true,
    },
    Binding {
        keys: &[Key::plain(Code::Down), Key::plain(Code::Tab)],
        word: "",
        does: Act::Down,
        says: "down",
        foot: true,
    },
    Binding {
        keys: &[Key::plain(Code::Enter)],
        word: "",
        does: Act::Take,
        says: "choose; and go on",
        foot: true,
    },
    Binding {
        keys: &[Key::char(' ')],
        word: "",
        does: Act::Choose,
        says: "choose, or take the choice back",
        foot: false,
    },
];

impl Editor {
    pub(super) fn open(spec: &Spec, opening: &Opening<'_, Answer>) -> Self {
        let earlier: Vec<_> =
            opening.earlier.map(|answer| answer.chosen.clone()).into_iter().collect();
        let aside = opening.earlier.map(|answer| answer.aside.as_str()).unwrap_or_default();
        let earlier = (earlier.as_slice(), aside);
        let choosing = Choosing::open(&spec.options, opening.scope, earlier, opening.draft);
        Self { choosing, width: 0 }
    }

    fn act(&mut self, act: Act) -> Reply {
        match act {
            Act::Up => self.choosing.step(-1),
            Act::Down => self.choosing.step(1),
            Act::Choose => {
                let chosen = self.choosing.on.get(self.choosing.list.here) == Some(&true);
                self.choose(self.choosing.list.here, !chosen);
                return Reply::Changed;
            }
            Act::Take => {
                let blank = self.choosing.own.as_ref().is_none_or(crate::prose::Prose::is_blank);
                if !(self.choosing.in_own_words() && blank) {
                    self.choose(self.choosing.list.here, true);
                }
                return Reply::Done;
            }
        }
        Reply::Moved
    }

    fn choose(&mut self, at: usize, on: bool) {
        self.choosing.on.fill(false);
        if let Some(option) = self.choosing.on.get_mut(at) {
            *option = on;
        }
        self.choosing.list.here = at;
    }

    fn write(&mut self, input: Input<'_>) -> Reply {
        let reply = self.choosing.write(input);
        if reply == Reply::Changed {
            let own = self.choosing.on.last() == Some(&true);
            self.choose(self.choosing.list.here, own);
        }
        reply
    }

    /// A line of plain mode: a number, an option's words, or own words.
    fn line(&mut self, line: &str) -> Reply {
        if line.trim().is_empty() {
            return Reply::Done;
        }
        match self.choosing.named(line) {
            Ok(at) => {
                self.choose(at, true);
                Reply::Done
            }
            Err(why) => Reply::Refused(why),
        }
    }
}

impl contract::Editor for Editor {
    type Answer = Answer;

    fn on(&mut self, input: Input<'_>) -> Reply {
        match input {
            Input::Key(key) => {
                if self.choosing.keeps(key) {
                    return self.write(input);
                }
                if let Some(at) = self.choosing.named_by(key) {
                    self.choose(at, true);
                    return Reply::Changed;
                }
                match bound(&KEYS, key) {
                    Some(act) => self.act(act),
                    None => self.write(input),
                }
            }
            Input::Paste(_) => self.write(input),
            Input::Line(line) => self.line(line),
            Input::Fit { width, height } => {
                self.width = width;
                self.choosing.fit(width, height);
                Reply::Moved
            }
            Input::Click { row, .. } => match self.choosing.at_row(row, self.width) {
                Some(at) => {
                    self.choose(at, true);
                    Reply::Changed
                }
                None => Reply::Ignored,
            },
            Input::Elapsed(_) | Input::Rewritten(_) => Reply::Ignored,
        }
    }

    fn answer(&self) -> Result<Option<Answer>, Refusal> {
        let chosen = self.choosing.chosen().pop();
        Ok(chosen.map(|chosen| Answer { chosen, aside: self.choosing.aside() }))
    }

    fn draft(&self) -> Draft {
        self.choosing.draft()
    }

    fn types(&self) -> bool {
        self.choosing.in_own_words()
    }

    fn hints(&self) -> Vec<Hint> {
        hints(&KEYS)
    }

    fn height(&self, width: u16) -> u16 {
        self.choosing.height(width)
    }

    fn lines(&self) -> Vec<String> {
        self.choosing.lines()
    }

    fn line_label(&self) -> String {
        let own = if self.choosing.own.is_some() { ", or your own words" } else { "" };
        let keeps = if self.choosing.chosen().is_empty() {
            ""
        } else {
            "; an empty line keeps what is chosen"
        };
        format!("A number{own}{keeps}")
    }
}
