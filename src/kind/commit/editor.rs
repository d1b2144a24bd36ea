//! Making a promise, part by part.

use crate::key::{Binding, Code, Hint, Key, bound, called, hints};
use crate::kind::commit::{Answer, PARTS};
use crate::kind::contract::{self, Draft, Input, Opening, Refusal, Reply, TextEdit};
use crate::kind::part::cells::Cells;
use crate::prose;

/// Someone promising.
#[derive(Clone, Debug)]
pub struct Editor {
    pub(super) cells: Cells,
    /// Which part each cell is.
    pub(super) asked: Vec<usize>,
}

#[derive(Clone, Copy)]
enum Act {
    Next,
    Down,
    Up,
    Back,
}

const KEYS: [Binding<Act>; 4] = [
    Binding {
        keys: &[Key::plain(Code::Enter)],
        word: "",
        does: Act::Next,
        says: "next part; after the last, go on",
        foot: true,
    },
    Binding {
        keys: &[Key::plain(Code::Down), Key::plain(Code::Tab)],
        word: "",
        does: Act::Down,
        says: "part below",
        foot: false,
    },
    Binding {
        keys: &[
            Key::plain(Code::Up),
            Key { code: Code::Tab, ctrl: false, alt: false, shift: true },
        ],
        word: "",
        does: Act::Up,
        says: "part above",
        foot: false,
    },
    Binding { keys: &[], word: "up", does: Act::Back, says: "back to the part above", foot: false },
];

impl Editor {
    /// Whether Enter goes on from here.
    fn goes_on(&self) -> bool {
        self.cells.focus() + 1 == self.cells.count()
    }

    pub(super) fn open(asked: &[usize], start: &str, opening: &Opening<'_, Answer>) -> Self {
        let texts = asked.iter().map(|at| match opening.earlier {
            Some(answer) => answer.part(*at),
            None if *at == 0 => start.to_owned(),
            None => String::new(),
        });
        let drafted = opening.draft.filter(|draft| draft.texts.len() == asked.len());
        let mut cells = drafted.map_or_else(|| Cells::of(texts), Cells::restore);
        if drafted.is_none() {
            cells.go(0);
        }
        Self { cells, asked: asked.to_vec() }
    }

    fn next(&mut self) -> Reply {
        let at = self.cells.focus();
        if at + 1 == self.cells.count() {
            return Reply::Done;
        }
        self.cells.go(at + 1);
        Reply::Moved
    }

    fn up(&mut self) -> Reply {
        match self.cells.focus().checked_sub(1) {
            Some(above) => {
                self.cells.go(above);
                Reply::Moved
            }
            None => Reply::Ignored,
        }
    }

    fn words(&self, part: usize) -> String {
        let cell = self.asked.iter().position(|asked| *asked == part);
        cell.map(|at| self.cells.text(at)).unwrap_or_default()
    }
}

impl contract::Editor for Editor {
    type Answer = Answer;

    fn on(&mut self, input: Input<'_>) -> Reply {
        match input {
            Input::Key(key) => match bound(&KEYS, key) {
                // Within a part of several rows, arrows move in it first; Tab does not.
                Some(Act::Up) if key.code == Code::Up && !self.cells.at_first_row() => {
                    self.cells.on(input)
                }
                Some(Act::Down) if key.code == Code::Down && !self.cells.at_last_row() => {
                    self.cells.on(input)
                }
                Some(Act::Next) => self.next(),
                Some(Act::Down) if self.cells.focus() + 1 < self.cells.count() => self.next(),
                Some(Act::Down) => Reply::Ignored,
                Some(Act::Up | Act::Back) => self.up(),
                None => self.cells.on(input),
            },
            Input::Line("") => self.next(),
            Input::Line(line) => {
                if let Err(refused) = self.cells.takes(line.len()) {
                    return refused;
                }
                self.cells.set(self.cells.focus(), line);
                match self.next() {
                    Reply::Moved => Reply::Changed,
                    other => other,
                }
            }
            Input::Fit { width, height } => {
                self.cells.fit(width.saturating_sub(super::view::INDENT), height, |_| super::view::ABOVE);
                Reply::Moved
            }
            Input::Click { column, row, extend } => {
                let column = column.saturating_sub(super::view::INDENT);
                self.cells.click((column, row), extend, |_| super::view::ABOVE)
            }
            other => self.cells.on(other),
        }
    }

    fn word(&mut self, word: &str, _rest: &str) -> Reply {
        match called(&KEYS, word) {
            Some(_) => match self.up() {
                Reply::Ignored => Reply::Refused("This is the first part.".to_owned()),
                reply => reply,
            },
            None => Reply::Ignored,
        }
    }

    fn answer(&self) -> Result<Option<Answer>, Refusal> {
        Answer::of(&|part| self.words(part))
    }

    fn advice(&self) -> Option<String> {
        let sure = self.answer().ok()??.sure?;
        let small = "Below 80, a smaller promise is often kept and a larger one is not. Is there a \
                     smaller first piece?";
        (sure < 80).then(|| small.to_owned())
    }

    fn draft(&self) -> Draft {
        self.cells.draft()
    }

    fn edits(&mut self) -> Option<Vec<TextEdit>> {
        self.cells.edits()
    }

    fn types(&self) -> bool {
        true
    }

    fn hints(&self) -> Vec<Hint> {
        let mut own = hints(&KEYS);
        if self.goes_on() {
            own[0].says = "go on";
        }
        [own, hints(prose::KEYS)].concat()
    }

    fn cut(&self) -> Option<&str> {
        Some(self.cells.cut())
    }

    fn take_cut(&mut self, cut: &str) {
        self.cells.take_cut(cut);
    }

    fn passage(&self) -> Option<String> {
        Some(self.cells.text(self.cells.focus()))
    }

    fn promised(&self) -> Option<(String, String)> {
        // Before its day has been come to, nothing can be said to be missing.
        let past = self.asked.get(self.cells.focus()).is_some_and(|part| *part > 1);
        past.then(|| (self.words(0), self.words(1)))
    }

    fn focus(&self) -> usize {
        self.cells.focus()
    }

    fn height(&self, width: u16) -> u16 {
        self.cells.wanted(width.saturating_sub(super::view::INDENT), |_| super::view::ABOVE)
    }

    fn lines(&self) -> Vec<String> {
        let filled = (0..self.cells.count()).filter(|at| !self.cells.is_blank(*at));
        filled.map(|at| format!("{}: {}", PARTS[self.asked[at]].1, self.cells.text(at))).collect()
    }

    fn line_label(&self) -> String {
        let (_, label, help) = PARTS[self.asked[self.cells.focus()]];
        if self.cells.is_blank(self.cells.focus()) && self.cells.focus() == 0 {
            format!("{label} ({help})")
        } else if self.cells.is_blank(self.cells.focus()) {
            format!("{label} ({help}; empty to leave it out)")
        } else {
            format!("{label} (an empty line keeps it)")
        }
    }
}
