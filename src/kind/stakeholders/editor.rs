//! Naming parties, and saying of each what is asked for.

use crate::key::{Code, Hint, Key, bound, called, hints};
use crate::kind::contract::{self, Draft, Input, Kind as _, Opening, Refusal, Reply, TextEdit};
use crate::kind::part::cells::Place;
use crate::kind::stakeholders::keys::{Act, KEYS};
use crate::kind::stakeholders::parties::Parties;
use crate::kind::stakeholders::{Answer, MOST, Spec};
use crate::prose;

/// Cells before the words: the mark of where one is, and the number.
pub(super) const INDENT: u16 = 5;
/// Cells for a mark: its box, its longest words, and a gap.
pub(super) const MARK: u16 = 18;
/// Fewest columns at which they do.
const BESIDE: u16 = 66;

/// Someone naming parties.
#[derive(Clone, Debug)]
pub struct Editor {
    pub(super) parties: Parties,
    pub(super) spec: Spec,
    width: u16,
}

impl Editor {
    pub(super) fn open(spec: &Spec, opening: &Opening<'_, Answer>) -> Self {
        Self { parties: Parties::open(spec, opening), spec: spec.clone(), width: 0 }
    }

    /// Whether there is anything to mark.
    pub(super) fn marks(&self) -> bool {
        self.spec.in_room || self.spec.heard
    }

    /// Cells for the marks of one party.
    pub(super) fn marks_width(&self) -> u16 {
        MARK * (u16::from(self.spec.in_room) + u16::from(self.spec.heard))
    }

    /// Whether the marks stand beside the name, and not below.
    pub(super) fn marks_beside(width: u16) -> bool {
        width >= BESIDE
    }

    /// Where each cell stands on the screen: the name first, and under it its marks and all else.
    pub(super) fn places(&self, width: u16) -> Vec<Place> {
        let wide = self.parties.wide;
        let place = |at: usize| {
            if !at.is_multiple_of(wide) {
                return Place { left: INDENT, ..Place::under(1) };
            }
            let above = u16::from(at > 0 && wide > 1);
            match (self.marks(), Self::marks_beside(width)) {
                (false, _) => Place { left: INDENT, ..Place::under(above) },
                (true, false) => Place { left: INDENT, below: 1, ..Place::under(above) },
                (true, true) => {
                    let room = width.saturating_sub(INDENT + self.marks_width());
                    Place { left: INDENT, width: Some(room), ..Place::under(above) }
                }
            }
        };
        (0..self.parties.cells.count()).map(place).collect()
    }

    /// Whether Enter goes on from here.
    fn goes_on(&self) -> bool {
        let (at, last) = (self.parties.at(), self.parties.count() - 1);
        let empty = self.parties.column() == 0 && self.parties.is_blank(at);
        let full = last + 1 >= MOST && self.parties.column() + 1 == self.parties.wide;
        at == last && ((empty && last > 0) || full)
    }

    fn act(&mut self, act: Act) -> Reply {
        let at = self.parties.cells.focus();
        let after = Some(at + 1).filter(|after| *after < self.parties.cells.count());
        let to = match act {
            Act::Next => return self.next(),
            Act::Room | Act::Asked => return self.mark(self.parties.at(), act),
            Act::NextCell | Act::Down => after,
            Act::CellBefore | Act::Up | Act::Back => at.checked_sub(1),
            Act::Drop | Act::Change => None,
        };
        let Some(to) = to else { return Reply::Ignored };
        self.parties.cells.go(to);
        Reply::Moved
    }

    fn next(&mut self) -> Reply {
        let (at, cell) = (self.parties.at(), self.parties.cells.focus());
        let last = at + 1 == self.parties.count();
        if last && self.parties.is_blank(at) {
            return Reply::Done;
        }
        if cell + 1 < self.parties.cells.count() {
            self.parties.cells.go(cell + 1);
            return Reply::Moved;
        }
        if self.parties.grow() { Reply::Changed } else { Reply::Done }
    }

    /// Marks a party, or takes the mark back.
    fn mark(&mut self, at: usize, act: Act) -> Reply {
        if (act == Act::Room && !self.spec.in_room) || (act == Act::Asked && !self.spec.heard) {
            return Reply::Ignored;
        }
        if self.parties.is_blank(at) {
            return Reply::Refused("Name the party first.".to_owned());
        }
        let party = &mut self.parties.all[at];
        let mark = if act == Act::Room { &mut party.in_room } else { &mut party.heard };
        *mark = !*mark;
        self.parties.changed = true;
        Reply::Changed
    }

    /// A line of plain mode, for the cell at hand; an empty one leaves it as it is.
    fn line(&mut self, line: &str) -> Reply {
        if line.trim().is_empty() {
            return self.next();
        }
        if let Err(refused) = self.parties.cells.takes(line.len()) {
            return refused;
        }
        self.parties.cells.set(self.parties.cells.focus(), line.trim());
        match self.next() {
            Reply::Moved => Reply::Changed,
            other => other,
        }
    }

    /// The party that a number names; where there is none, the one at hand, or the one before it
    /// while that is empty.
    fn named(&self, number: &str) -> Option<usize> {
        if number.is_empty() {
            let at = self.parties.at();
            let before = at.checked_sub(1).filter(|_| self.parties.is_blank(at));
            return Some(before.unwrap_or(at));
        }
        let at = number.parse::<usize>().ok()?.checked_sub(1)?;
        (at < self.parties.count()).then_some(at)
    }
}

impl contract::Editor for Editor {
    type Answer = Answer;

    fn on(&mut self, input: Input<'_>) -> Reply {
        let at = self.parties.at();
        match input {
            Input::Key(key) => match bound(&KEYS, key) {
                Some(Act::Up) if !self.parties.cells.at_first_row() => self.parties.cells.on(input),
                Some(Act::Down) if !self.parties.cells.at_last_row() => {
                    self.parties.cells.on(input)
                }
                Some(act) => self.act(act),
                None if key == Key::plain(Code::Backspace)
                    && self.parties.is_blank(at)
                    && self.parties.cells.is_empty()
                    && self.parties.count() > 1 =>
                {
                    self.parties.remove(at);
                    let before = at.saturating_sub(1) * self.parties.wide;
                    self.parties.cells.go(before);
                    Reply::Changed
                }
                None => self.parties.cells.on(input),
            },
            Input::Line(line) => self.line(line),
            Input::Fit { width, height } => {
                self.width = width;
                let places = self.places(width);
                self.parties.cells.fit_placed(width, height, |at| places[at]);
                Reply::Moved
            }
            Input::Click { column, row, extend } => {
                let places = self.places(self.width);
                self.parties.cells.click_placed((column, row), extend, |at| places[at])
            }
            other => self.parties.cells.on(other),
        }
    }

    fn word(&mut self, word: &str, rest: &str) -> Reply {
        let Some(act) = called(&KEYS, word) else { return Reply::Ignored };
        if act == Act::Back {
            return match self.act(act) {
                Reply::Ignored => Reply::Refused("This is the first cell.".to_owned()),
                reply => reply,
            };
        }
        let (number, words) = rest.trim().split_once(' ').unwrap_or((rest.trim(), ""));
        let needed = matches!(act, Act::Drop | Act::Change);
        let at = self.named(number).filter(|_| !(needed && number.is_empty()));
        let Some(at) = at else {
            return Reply::Refused(format!("Name a party by its number: “:{word} 2”."));
        };
        match act {
            Act::Drop => self.parties.remove(at),
            Act::Change if words.trim().is_empty() => {
                return Reply::Refused("Write the new name after the number.".to_owned());
            }
            Act::Change => self.parties.cells.set(at * self.parties.wide, words.trim()),
            act => {
                return match self.mark(at, act) {
                    Reply::Ignored => Reply::Refused("That is not asked for here.".to_owned()),
                    reply => reply,
                };
            }
        }
        Reply::Changed
    }

    fn answer(&self) -> Result<Option<Answer>, Refusal> {
        let parties = self.parties.parties();
        if parties.is_empty() {
            return Ok(None);
        }
        let answer = Answer { parties };
        self.spec.admits(&answer)?;
        Ok(Some(answer))
    }

    fn draft(&self) -> Draft {
        self.parties.draft()
    }

    fn edits(&mut self) -> Option<Vec<TextEdit>> {
        let edits = self.parties.cells.edits();
        if std::mem::take(&mut self.parties.changed) { None } else { edits }
    }

    fn types(&self) -> bool {
        true
    }

    fn hints(&self) -> Vec<Hint> {
        let mut own: Vec<Hint> = Vec::new();
        for (binding, mut hint) in KEYS.iter().zip(hints(&KEYS)) {
            match binding.does {
                Act::Next if self.goes_on() => hint.says = "go on",
                Act::Room if !self.spec.in_room => continue,
                Act::Asked if !self.spec.heard => continue,
                _ => {}
            }
            own.push(hint);
        }
        [own, hints(prose::KEYS)].concat()
    }

    fn cut(&self) -> Option<&str> {
        Some(self.parties.cells.cut())
    }

    fn take_cut(&mut self, cut: &str) {
        self.parties.cells.take_cut(cut);
    }

    fn passage(&self) -> Option<String> {
        Some(self.parties.cells.text(self.parties.cells.focus()))
    }

    fn focus(&self) -> usize {
        self.parties.cells.focus()
    }

    fn height(&self, width: u16) -> u16 {
        let places = self.places(width);
        self.parties.cells.wanted_placed(width, |at| places[at])
    }

    fn lines(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for at in self.parties.written() {
            let party = self.parties.all[at];
            let marks = self.spec.marks(party.in_room, party.heard);
            let marks = if marks.is_empty() { marks } else { format!(" ({marks})") };
            lines.push(format!("{}. {}{marks}", at + 1, self.parties.name(at)));
            for (column, (_, title)) in self.spec.cells.iter().enumerate() {
                let text = self.parties.text(at, column + 1);
                if !text.is_empty() {
                    lines.push(format!("{title}: {text}"));
                }
            }
        }
        lines
    }

    fn line_label(&self) -> String {
        let (at, column) = (self.parties.at(), self.parties.column());
        let keeps = match (self.parties.cells.is_blank(self.parties.cells.focus()), column) {
            (true, 0) => return match at {
                0 => "The first party".to_owned(),
                _ => "Another party, or an empty line to go on".to_owned(),
            },
            (true, _) => "an empty line leaves it open",
            (false, _) => "an empty line keeps it",
        };
        let title = match column.checked_sub(1).and_then(|column| self.spec.cells.get(column)) {
            Some((_, title)) => title,
            None => "the name",
        };
        format!("{}, {title}; {keeps}", self.parties.name(at))
    }
}
