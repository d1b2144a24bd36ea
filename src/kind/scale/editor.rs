//! Setting a mark on a scale.

use crate::expr::number_in_words;
use crate::key::{Binding, Code, Hint, Key, bound, hints};
use crate::kind::contract::{self, Draft, Input, Opening, Refusal, Reply};
use crate::kind::scale::{Answer, Spec};

/// Someone setting a mark.
#[derive(Clone, Debug)]
pub struct Editor {
    pub(super) spec: Spec,
    pub(super) number: Option<f64>,
    /// Digits typed so far, where a number is being typed.
    typed: String,
    width: u16,
}

#[derive(Clone, Copy)]
enum Act {
    GoOn,
    By(f64),
    Lowest,
    Highest,
    Unset,
}

const KEYS: [Binding<Act>; 8] = [
    Binding {
        keys: &[Key::plain(Code::Enter)],
        word: "",
        does: Act::GoOn,
        says: "go on",
        foot: true,
    },
    Binding {
        keys: &[Key::plain(Code::Left), Key::plain(Code::Down), Key::char('-')],
        word: "",
        does: Act::By(-1.0),
        says: "less",
        foot: true,
    },
    Binding {
        keys: &[Key::plain(Code::Right), Key::plain(Code::Up), Key::char('+')],
        word: "",
        does: Act::By(1.0),
        says: "more",
        foot: true,
    },
    Binding {
        keys: &[Key::plain(Code::PageDown)],
        word: "",
        does: Act::By(-5.0),
        says: "much less",
        foot: false,
    },
    Binding {
        keys: &[Key::plain(Code::PageUp)],
        word: "",
        does: Act::By(5.0),
        says: "much more",
        foot: false,
    },
    Binding {
        keys: &[Key::plain(Code::Home)],
        word: "",
        does: Act::Lowest,
        says: "lower end",
        foot: false,
    },
    Binding {
        keys: &[Key::plain(Code::End)],
        word: "",
        does: Act::Highest,
        says: "upper end",
        foot: false,
    },
    Binding {
        keys: &[Key::plain(Code::Delete)],
        word: "clear",
        does: Act::Unset,
        says: "take the mark away",
        foot: false,
    },
];

impl Editor {
    pub(super) fn open(spec: &Spec, opening: &Opening<'_, Answer>) -> Self {
        let earlier = opening.earlier.map(|answer| answer.number);
        let number = opening.draft.map_or(earlier, |draft| draft.number);
        let number = number.filter(|number| (spec.from..=spec.to).contains(number));
        Self { spec: spec.clone(), number, typed: String::new(), width: 0 }
    }

    fn act(&mut self, act: Act) -> Reply {
        self.typed.clear();
        let Spec { from, to, by, .. } = self.spec;
        let number = match act {
            Act::GoOn => return Reply::Done,
            Act::Unset => None,
            Act::Lowest => Some(from),
            Act::Highest => Some(to),
            Act::By(steps) => Some(match self.number {
                // The first press shows the mark, in the middle, where it says nothing yet.
                None => from + ((to - from) / by / 2.0).round() * by,
                Some(number) => (number + steps * by).clamp(from, to),
            }),
        };
        self.set(number)
    }

    fn set(&mut self, number: Option<f64>) -> Reply {
        let changed = self.number != number;
        self.number = number;
        if changed { Reply::Changed } else { Reply::Moved }
    }

    fn digit(&mut self, typed: char) -> Reply {
        let mut digits = self.typed.clone();
        digits.push(typed);
        let fits = |digits: &str| digits.parse::<f64>().is_ok_and(|number| number <= self.spec.to);
        if !fits(&digits) {
            digits = typed.to_string();
        }
        let number = digits.parse::<f64>().ok();
        self.typed = digits;
        match number.filter(|number| (self.spec.from..=self.spec.to).contains(number)) {
            Some(number) => self.set(Some(number)),
            None => Reply::Moved,
        }
    }

    fn backspace(&mut self) -> Reply {
        self.typed.pop();
        let number = self.typed.parse::<f64>().ok();
        self.set(number.filter(|number| (self.spec.from..=self.spec.to).contains(number)))
    }

    /// Sets the mark where the mouse points.
    fn click(&mut self, column: u16) -> Reply {
        let cells = f64::from(self.width.saturating_sub(1).max(1));
        let part = (f64::from(column) / cells).clamp(0.0, 1.0);
        let Spec { from, to, by, .. } = self.spec;
        let number = from + ((to - from) * part / by).round() * by;
        self.set(Some(number.clamp(from, to)))
    }
}

impl contract::Editor for Editor {
    type Answer = Answer;

    fn on(&mut self, input: Input<'_>) -> Reply {
        match input {
            Input::Key(key) => match (bound(&KEYS, key), key.typed()) {
                (Some(act), _) => self.act(act),
                (None, Some(c)) if c.is_ascii_digit() => self.digit(c),
                (None, _) if key == Key::plain(Code::Backspace) => self.backspace(),
                _ => Reply::Ignored,
            },
            Input::Line(line) if line.trim().is_empty() => Reply::Done,
            Input::Line(line) => match line.trim().parse::<f64>() {
                Ok(number) if (self.spec.from..=self.spec.to).contains(&number) => {
                    self.number = Some(number);
                    Reply::Done
                }
                _ => Reply::Refused(format!("This asks for {}.", self.spec.range())),
            },
            Input::Fit { width, .. } => {
                self.width = width;
                Reply::Moved
            }
            Input::Click { column, row: 0, .. } => self.click(column),
            _ => Reply::Ignored,
        }
    }

    fn word(&mut self, word: &str, _rest: &str) -> Reply {
        if word == "clear" { self.act(Act::Unset) } else { Reply::Ignored }
    }

    fn answer(&self) -> Result<Option<Answer>, Refusal> {
        Ok(self.number.map(|number| Answer { number }))
    }

    fn draft(&self) -> Draft {
        Draft { number: self.number, ..Draft::default() }
    }

    fn hints(&self) -> Vec<Hint> {
        hints(&KEYS)
    }

    fn height(&self, _width: u16) -> u16 {
        4
    }

    fn lines(&self) -> Vec<String> {
        let Spec { from, to, low, high, .. } = &self.spec;
        let mut lines = Vec::new();
        for (end, name) in [(from, low), (to, high)] {
            if !name.is_empty() {
                lines.push(format!("{} means {name}.", number_in_words(*end)));
            }
        }
        lines.extend(self.number.map(|number| format!("Set to {}.", number_in_words(number))));
        lines
    }

    fn line_label(&self) -> String {
        let range = self.spec.range();
        let range = format!("{}{}", range[..1].to_uppercase(), &range[1..]);
        match self.number {
            None => range,
            Some(_) => format!("{range}, or an empty line to keep it"),
        }
    }
}
