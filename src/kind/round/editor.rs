//! Giving the word to one person after the other, with a line for each.

use crate::key::{Binding, Code, Hint, Key, bound, called, hints};
use crate::kind::contract::{self, Draft, Input, Opening, Refusal, Reply, TextEdit};
use crate::kind::part::cells::Cells;
use crate::kind::round::{Answer, Note, Order, Spec};
use crate::prose;

/// A round going on.
#[derive(Clone, Debug)]
pub struct Editor {
    pub(super) cells: Cells,
    /// Seat and name behind each cell, and which turn of theirs it is, from 1.
    pub(super) turns: Vec<(String, String, usize)>,
    pub(super) notes: bool,
    pub(super) by_wish: bool,
    /// Rows above all notes, and above each: none to spare on a small screen, where who has the word
    /// says enough.
    pub(super) above: (u16, u16),
}

#[derive(Clone, Copy)]
enum Act {
    Next,
    Back,
}

const KEYS: [Binding<Act>; 3] = [
    Binding {
        keys: &[Key::plain(Code::Enter), Key::plain(Code::Tab), Key::plain(Code::Down)],
        word: "",
        does: Act::Next,
        says: "next voice",
        foot: true,
    },
    Binding {
        keys: &[
            Key::plain(Code::Up),
            Key { code: Code::Tab, ctrl: false, alt: false, shift: true },
        ],
        word: "",
        does: Act::Back,
        says: "the voice before",
        foot: false,
    },
    Binding { keys: &[], word: "up", does: Act::Back, says: "the voice before", foot: false },
];

impl Editor {
    pub(super) fn open(
        spec: &Spec,
        speakers: &[(String, String)],
        opening: &Opening<'_, Answer>,
    ) -> Self {
        let turn = |turn| speakers.iter().map(move |(by, name)| (by.clone(), name.clone(), turn));
        let turns: Vec<(String, String, usize)> = (1..=spec.turns).flat_map(turn).collect();
        let mut left = opening.earlier.map(|answer| answer.notes.clone()).unwrap_or_default();
        let texts = turns.iter().map(|(by, ..)| {
            let at = left.iter().position(|note| note.by == *by);
            at.map(|at| left.remove(at).text).unwrap_or_default()
        });
        let texts: Vec<String> = texts.collect();
        let drafted = opening.draft.filter(|draft| draft.texts.len() == turns.len());
        let mut cells = drafted.map_or_else(|| Cells::of(texts), Cells::restore);
        if drafted.is_none() {
            cells.go(0);
        }
        let by_wish = spec.order == Order::Volunteers;
        Self { cells, turns, notes: spec.notes, by_wish, above: super::view::ABOVE }
    }

    fn is_last(&self) -> bool {
        self.cells.focus() + 1 >= self.turns.len()
    }

    fn next(&mut self) -> Reply {
        if self.is_last() {
            return Reply::Done;
        }
        self.cells.go(self.cells.focus() + 1);
        Reply::Moved
    }

    fn back(&mut self) -> Reply {
        match self.cells.focus().checked_sub(1) {
            Some(above) => {
                self.cells.go(above);
                Reply::Moved
            }
            None => Reply::Ignored,
        }
    }

    /// Who has the word, and who is next.
    pub(super) fn speaking(&self) -> String {
        let at = self.cells.focus();
        let name = |at: usize| self.turns.get(at).map(|(_, name, _)| name.as_str());
        match (name(at), name(at + 1)) {
            _ if self.by_wish => "Whoever wishes has the word.".to_owned(),
            (Some(name), Some(next)) => format!("{name} has the word. Then {next}."),
            (Some(name), None) => format!("{name} has the word, as the last."),
            (None, _) => String::new(),
        }
    }

    /// What stands before each note.
    pub(super) fn label(&self, at: usize) -> String {
        match self.turns.get(at) {
            Some((_, name, turn)) if *turn > 1 => format!("{name}, again"),
            Some((_, name, _)) => name.clone(),
            None => String::new(),
        }
    }

    fn inset(width: u16) -> u16 {
        width.saturating_sub(super::view::INDENT)
    }
}

impl contract::Editor for Editor {
    type Answer = Answer;

    fn on(&mut self, input: Input<'_>) -> Reply {
        match input {
            Input::Key(key) => match bound(&KEYS, key) {
                Some(Act::Next) if key.code != Code::Enter && self.is_last() => Reply::Ignored,
                Some(Act::Next) => self.next(),
                Some(Act::Back) => self.back(),
                None if self.notes => self.cells.on(input),
                None => Reply::Ignored,
            },
            Input::Line("") => self.next(),
            Input::Line(_) if !self.notes => {
                Reply::Refused("Nothing is written down in this round.".to_owned())
            }
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
                self.above = super::view::above(height);
                let (all, each) = self.above;
                self.cells.fit(Self::inset(width), height.saturating_sub(all), |_| each);
                Reply::Moved
            }
            Input::Click { column, row, extend } if self.notes => {
                let column = column.saturating_sub(super::view::INDENT);
                let (all, each) = self.above;
                self.cells.click((column, row.saturating_sub(all)), extend, |_| each)
            }
            Input::Paste(_) | Input::Rewritten(_) | Input::Click { .. } if !self.notes => {
                Reply::Ignored
            }
            other => self.cells.on(other),
        }
    }

    fn word(&mut self, word: &str, _rest: &str) -> Reply {
        match called(&KEYS, word) {
            Some(_) => match self.back() {
                Reply::Ignored => Reply::Refused("This is the first voice.".to_owned()),
                reply => reply,
            },
            None => Reply::Ignored,
        }
    }

    fn answer(&self) -> Result<Option<Answer>, Refusal> {
        let note = |(at, (by, name, _)): (usize, &(String, String, usize))| {
            let text = self.cells.text(at).trim().to_owned();
            (!text.is_empty()).then(|| Note { by: by.clone(), name: name.clone(), text })
        };
        Ok(Some(Answer { notes: self.turns.iter().enumerate().filter_map(note).collect() }))
    }

    fn draft(&self) -> Draft {
        self.cells.draft()
    }

    fn edits(&mut self) -> Option<Vec<TextEdit>> {
        self.cells.edits()
    }

    fn types(&self) -> bool {
        self.notes
    }

    fn hints(&self) -> Vec<Hint> {
        let mut own = hints(&KEYS);
        if self.is_last() {
            own[0].says = "go on";
        }
        if self.notes { [own, hints(prose::KEYS)].concat() } else { own }
    }

    fn cut(&self) -> Option<&str> {
        Some(self.cells.cut())
    }

    fn take_cut(&mut self, cut: &str) {
        self.cells.take_cut(cut);
    }

    fn passage(&self) -> Option<String> {
        self.notes.then(|| self.cells.text(self.cells.focus()))
    }

    fn focus(&self) -> usize {
        self.cells.focus()
    }

    fn height(&self, width: u16) -> u16 {
        let (all, each) = super::view::ABOVE;
        self.cells.wanted(Self::inset(width), |_| each).saturating_add(all)
    }

    fn lines(&self) -> Vec<String> {
        let noted = (0..self.turns.len()).filter(|at| !self.cells.is_blank(*at));
        let noted = noted.map(|at| format!("{}: {}", self.label(at), self.cells.text(at)));
        std::iter::once(self.speaking()).chain(noted).collect()
    }

    fn line_label(&self) -> String {
        let name = self.label(self.cells.focus());
        match (self.notes, self.is_last()) {
            (true, false) => format!("{name} (a note if they wish, or an empty line: next voice)"),
            (true, true) => format!("{name} (a note if they wish, or an empty line to go on)"),
            (false, false) => format!("{name} speaks; Enter for the next voice"),
            (false, true) => format!("{name} speaks; Enter to go on"),
        }
    }
}
