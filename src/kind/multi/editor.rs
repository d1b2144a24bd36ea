//! Choosing any number of options.

use crate::base::plural::counted;
use crate::key::{Binding, Code, Hint, Key, bound, called, hints};
use crate::kind::contract::{self, Draft, Input, Opening, Refusal, Reply};
use crate::kind::multi::{Answer, Spec};
use crate::kind::part::choosing::Choosing;

/// Someone choosing.
#[derive(Clone, Debug)]
pub struct Editor {
    pub(super) choosing: Choosing,
    at_least: usize,
    at_most: usize,
    /// Whether choosing none was meant: "none of these" is an answer too.
    touched: bool,
    width: u16,
}

#[derive(Clone, Copy)]
enum Act {
    GoOn,
    Toggle,
    Up,
    Down,
    None,
}

const KEYS: [Binding<Act>; 5] = [
    Binding {
        keys: &[Key::char(' ')],
        word: "",
        does: Act::Toggle,
        says: "choose; or take back",
        foot: true,
    },
    Binding {
        keys: &[Key::plain(Code::Enter)],
        word: "",
        does: Act::GoOn,
        says: "go on",
        foot: true,
    },
    Binding {
        keys: &[Key::plain(Code::Up)],
        word: "",
        does: Act::Up,
        says: "option above",
        foot: false,
    },
    Binding {
        keys: &[Key::plain(Code::Down), Key::plain(Code::Tab)],
        word: "",
        does: Act::Down,
        says: "option below",
        foot: false,
    },
    Binding {
        keys: &[Key::plain(Code::Delete)],
        word: "none",
        does: Act::None,
        says: "choose none of them",
        foot: false,
    },
];

impl Editor {
    pub(super) fn open(spec: &Spec, opening: &Opening<'_, Answer>) -> Self {
        let earlier = opening.earlier.map(|answer| answer.chosen.as_slice()).unwrap_or_default();
        let aside = opening.earlier.map(|answer| answer.aside.as_str()).unwrap_or_default();
        let earlier = (earlier, aside);
        let choosing = Choosing::open(&spec.options, opening.scope, earlier, opening.draft);
        let drafted = opening.draft.is_some_and(|draft| draft.number.is_some());
        let touched = opening.earlier.is_some() || drafted;
        Self { choosing, at_least: spec.at_least, at_most: spec.at_most, touched, width: 0 }
    }

    fn act(&mut self, act: Act) -> Reply {
        match act {
            Act::Up => self.choosing.step(-1),
            Act::Down => self.choosing.step(1),
            Act::GoOn => return Reply::Done,
            Act::Toggle => return self.toggle(self.choosing.list.here),
            Act::None => {
                self.choosing.on.fill(false);
                self.touched = true;
                return Reply::Changed;
            }
        }
        Reply::Moved
    }

    fn toggle(&mut self, at: usize) -> Reply {
        let Some(on) = self.choosing.on.get(at).copied() else { return Reply::Ignored };
        if !on && self.choosing.chosen().len() >= self.at_most {
            return Reply::Refused(self.full());
        }
        self.choosing.on[at] = !on;
        self.choosing.list.here = at;
        self.touched = true;
        Reply::Changed
    }

    fn full(&self) -> String {
        let most = self.at_most;
        format!("At most {most} may be chosen here. Take one back to choose another.")
    }

    fn write(&mut self, input: Input<'_>) -> Reply {
        let reply = self.choosing.write(input);
        if reply == Reply::Changed {
            self.touched = true;
            if self.choosing.chosen().len() > self.at_most {
                let last = self.choosing.on.len() - 1;
                self.choosing.on[last] = false;
                return Reply::Refused(self.full());
            }
        }
        reply
    }

    /// A line of plain mode: numbers, apart by blanks or commas; or an option's words.
    fn line(&mut self, line: &str) -> Reply {
        let numbers = line.split([',', ' ', ';']).filter(|part| !part.is_empty());
        let numbers: Vec<&str> = numbers.collect();
        if numbers.is_empty() {
            return Reply::Done;
        }
        let all_numbers = numbers.iter().all(|part| part.parse::<usize>().is_ok());
        let named = if all_numbers { numbers } else { vec![line] };
        let before = self.choosing.clone();
        self.choosing.on.fill(false);
        for name in named {
            match self.choosing.named(name) {
                Ok(at) => self.choosing.on[at] = true,
                Err(why) => {
                    self.choosing = before;
                    return Reply::Refused(why);
                }
            }
        }
        if self.choosing.chosen().len() > self.at_most {
            self.choosing = before;
            return Reply::Refused(self.full());
        }
        self.touched = true;
        Reply::Done
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
                    return self.toggle(at);
                }
                match bound(&KEYS, key) {
                    Some(Act::None) if self.choosing.in_own_words() => self.write(input),
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
                Some(at) => self.toggle(at),
                None => Reply::Ignored,
            },
            Input::Elapsed(_) | Input::Rewritten(_) => Reply::Ignored,
        }
    }

    fn word(&mut self, word: &str, _rest: &str) -> Reply {
        match called(&KEYS, word) {
            Some(act) => {
                self.act(act);
                Reply::Done
            }
            None => Reply::Ignored,
        }
    }

    fn answer(&self) -> Result<Option<Answer>, Refusal> {
        let chosen = self.choosing.chosen();
        let aside = self.choosing.aside();
        Ok((self.touched || !chosen.is_empty()).then_some(Answer { chosen, aside }))
    }

    fn advice(&self) -> Option<String> {
        let there = self.choosing.chosen().len();
        (there > 0 && there < self.at_least).then(|| {
            let there = counted(there, "is", "are");
            format!("{there} chosen, and {} are asked for. Is there another?", self.at_least)
        })
    }

    fn draft(&self) -> Draft {
        let number = self.touched.then_some(1.0);
        Draft { number, ..self.choosing.draft() }
    }

    fn types(&self) -> bool {
        self.choosing.in_own_words()
    }

    fn hints(&self) -> Vec<Hint> {
        let mut own = hints(&KEYS);
        if self.choosing.in_own_words() {
            // A blank is a blank there.
            own[0].foot = false;
        }
        own
    }

    fn height(&self, width: u16) -> u16 {
        self.choosing.height(width)
    }

    fn lines(&self) -> Vec<String> {
        self.choosing.lines()
    }

    fn line_label(&self) -> String {
        "Numbers, apart by blanks; an empty line keeps what is chosen".to_owned()
    }
}
