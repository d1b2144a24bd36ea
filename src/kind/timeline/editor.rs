//! Writing a timeline, line by line.

use crate::key::{Code, Hint, Key, bound, called, hints};
use crate::kind::contract::{self, Draft, Input, Kind as _, Opening, Refusal, Reply, TextEdit};
use crate::kind::part::cells::Place;
use crate::kind::timeline::entries::{Column, Entries};
use crate::kind::timeline::keys::{Act, KEYS};
use crate::kind::timeline::{Answer, MOST, Spec};
use crate::prose;

/// Cells before a line: the line of time, and a blank.
pub(super) const INDENT: u16 = 2;
/// What parts date and words in a line of plain mode.
const BAR: char = '|';

/// Someone writing a timeline.
#[derive(Clone, Debug)]
pub struct Editor {
    pub(super) entries: Entries,
    pub(super) spec: Spec,
    /// The names of the earliest and the latest end.
    pub(super) from: String,
    pub(super) to: String,
    width: u16,
}

impl Editor {
    pub(super) fn open(spec: &Spec, opening: &Opening<'_, Answer>) -> Self {
        let end = |text: &crate::expr::Text| text.fill(opening.scope).trim().to_owned();
        let (from, to) = (end(&spec.from), end(&spec.to));
        Self { entries: Entries::open(spec, opening), spec: spec.clone(), from, to, width: 0 }
    }

    /// The names that stand at the top and at the bottom.
    pub(super) fn ends(&self) -> (&str, &str) {
        if self.spec.backward { (&self.to, &self.from) } else { (&self.from, &self.to) }
    }

    /// Where each cell stands on the screen. With lanes, the words stand under date and lane;
    /// without, beside the date.
    pub(super) fn places(&self, width: u16) -> Vec<Place> {
        let (top, bottom) = self.ends();
        let (top, bottom) = (u16::from(!top.is_empty()), u16::from(!bottom.is_empty()));
        let wide = (width / 4).clamp(8, 14);
        let lanes = !self.spec.lanes.is_empty();
        let cells = self.entries.cells.count();
        let place = |at: usize| {
            let above = if at == 0 { top } else { 0 };
            let below = if at + 1 == cells { bottom } else { 0 };
            match (at.is_multiple_of(2), lanes) {
                (true, _) => {
                    Place { left: INDENT, width: Some(wide), above, below: 0, beside: false }
                }
                (false, true) => Place { left: INDENT, below, ..Place::default() },
                (false, false) => {
                    Place { left: INDENT + wide + 1, below, beside: true, ..Place::default() }
                }
            }
        };
        (0..cells).map(place).collect()
    }

    /// Whether Enter goes on from here.
    fn goes_on(&self) -> bool {
        let at = self.entries.at();
        let last = at + 1 == self.entries.count();
        let full = self.entries.count() >= MOST;
        last && self.entries.written() > 0 && (full || self.entries.is_blank(at))
    }

    fn act(&mut self, act: Act) -> Reply {
        let (at, column) = (self.entries.at(), self.entries.column());
        let last = at + 1 == self.entries.count();
        match act {
            Act::Next => return self.next(),
            Act::Cell if column == Column::When => self.entries.go(at, Column::What),
            Act::Cell => self.entries.go(at, Column::When),
            Act::Lane => return self.put_in_lane(at, None),
            Act::Up if at > 0 => self.entries.go(at - 1, column),
            Act::Down if !last => self.entries.go(at + 1, column),
            Act::Earlier if at > 0 => {
                self.entries.swap(at - 1);
                return Reply::Changed;
            }
            Act::Later if !last => {
                self.entries.swap(at);
                return Reply::Changed;
            }
            _ => return Reply::Ignored,
        }
        Reply::Moved
    }

    fn next(&mut self) -> Reply {
        let (at, column) = (self.entries.at(), self.entries.column());
        let last = at + 1 == self.entries.count();
        match (self.entries.is_blank(at), column) {
            (false, Column::When) if self.entries.text(at, Column::What).is_empty() => {
                self.entries.go(at, Column::What);
            }
            (false, _) if self.entries.grow(at) => return Reply::Changed,
            _ if last => return Reply::Done,
            _ => self.entries.go(at + 1, Column::What),
        }
        Reply::Moved
    }

    /// Puts a line into a lane, or into the next one.
    fn put_in_lane(&mut self, at: usize, lane: Option<usize>) -> Reply {
        let lanes = self.spec.lanes.len();
        if lanes == 0 {
            return Reply::Ignored;
        }
        let entry = &mut self.entries.all[at];
        entry.lane = lane.unwrap_or((entry.lane + 1) % lanes);
        self.entries.changed = true;
        // An empty line in another lane is nothing yet that anyone wrote.
        if self.entries.is_blank(at) && self.entries.written() == 0 {
            Reply::Moved
        } else {
            Reply::Changed
        }
    }

    fn write(&mut self, at: usize, line: &str) {
        let (when, what) = line.split_once(BAR).unwrap_or(("", line));
        if line.contains(BAR) {
            self.entries.set(at, Column::When, when.trim());
        }
        self.entries.set(at, Column::What, what.trim());
    }

    /// A line of plain mode: another line of the timeline, or its end.
    fn line(&mut self, line: &str) -> Reply {
        if line.trim().is_empty() {
            return Reply::Done;
        }
        if let Err(refused) = self.entries.cells.takes(line.len()) {
            return refused;
        }
        // Unless one stands at an empty line, the next one comes last.
        let mut at = self.entries.at();
        if !self.entries.is_blank(at) {
            at = self.entries.count() - 1;
            if !self.entries.is_blank(at) && !self.entries.grow(at) {
                return Reply::Refused(format!("There is room for {MOST} lines here."));
            }
            at = self.entries.count() - 1;
        }
        self.write(at, line);
        if !self.entries.grow(at) {
            self.entries.go(at, Column::What);
        }
        Reply::Changed
    }

    /// `:lane 2 assumed`, or `:lane assumed` for the line at hand and those after it.
    fn lane_word(&mut self, rest: &str) -> Reply {
        if self.spec.lanes.is_empty() {
            return Reply::Refused("There is only one lane here.".to_owned());
        }
        let (number, name) = rest.split_once(' ').unwrap_or((rest, ""));
        let numbered = self.named(number);
        let (at, name) = match (numbered, name.trim()) {
            (Some(at), name) => (at, name),
            (None, _) => (self.entries.at(), rest),
        };
        if name.is_empty() {
            return self.put_in_lane(at, None);
        }
        match self.spec.lane_called(name) {
            Some(lane) => self.put_in_lane(at, Some(lane)),
            None => {
                let names: Vec<&str> = self.spec.lanes.iter().map(|(id, _)| id.as_str()).collect();
                Reply::Refused(format!("The lanes are called {}.", names.join(", ")))
            }
        }
    }

    /// The line that a number names.
    fn named(&self, number: &str) -> Option<usize> {
        let at = number.parse::<usize>().ok()?.checked_sub(1)?;
        (at < self.entries.count()).then_some(at)
    }
}

impl contract::Editor for Editor {
    type Answer = Answer;

    fn on(&mut self, input: Input<'_>) -> Reply {
        let at = self.entries.at();
        match input {
            Input::Key(key) => match bound(&KEYS, key) {
                Some(Act::Up) if !self.entries.cells.at_first_row() => self.entries.cells.on(input),
                Some(Act::Down) if !self.entries.cells.at_last_row() => {
                    self.entries.cells.on(input)
                }
                Some(act) => self.act(act),
                None if key == Key::plain(Code::Backspace)
                    && self.entries.is_blank(at)
                    && self.entries.cells.is_empty()
                    && self.entries.count() > 1 =>
                {
                    self.entries.remove(at);
                    self.entries.go(at.saturating_sub(1), Column::What);
                    Reply::Changed
                }
                None => self.entries.cells.on(input),
            },
            Input::Line(line) => self.line(line),
            Input::Fit { width, height } => {
                self.width = width;
                let places = self.places(width);
                self.entries.cells.fit_placed(width, height, |at| places[at]);
                Reply::Moved
            }
            Input::Click { column, row, extend } => {
                let places = self.places(self.width);
                self.entries.cells.click_placed((column, row), extend, |at| places[at])
            }
            other => self.entries.cells.on(other),
        }
    }

    fn word(&mut self, word: &str, rest: &str) -> Reply {
        let Some(act) = called(&KEYS, word) else { return Reply::Ignored };
        if act == Act::Lane {
            return self.lane_word(rest.trim());
        }
        let (number, words) = rest.trim().split_once(' ').unwrap_or((rest.trim(), ""));
        let Some(at) = self.named(number) else {
            let words = "Name a line by its number, such as “:drop 2”.";
            return Reply::Refused(words.to_owned());
        };
        match act {
            Act::When => self.entries.set(at, Column::When, words.trim()),
            Act::Drop => self.entries.remove(at),
            Act::Change => self.write(at, words),
            other => {
                self.entries.go(at, Column::What);
                return match self.act(other) {
                    Reply::Ignored => Reply::Refused("It stands at the end already.".to_owned()),
                    reply => reply,
                };
            }
        }
        Reply::Changed
    }

    fn answer(&self) -> Result<Option<Answer>, Refusal> {
        let items = self.entries.items(&self.spec);
        if items.is_empty() {
            return Ok(None);
        }
        let answer = Answer { from: self.from.clone(), to: self.to.clone(), items };
        self.spec.admits(&answer)?;
        Ok(Some(answer))
    }

    fn draft(&self) -> Draft {
        self.entries.draft()
    }

    fn edits(&mut self) -> Option<Vec<TextEdit>> {
        let edits = self.entries.cells.edits();
        if std::mem::take(&mut self.entries.changed) { None } else { edits }
    }

    fn types(&self) -> bool {
        true
    }

    fn hints(&self) -> Vec<Hint> {
        let mut own: Vec<Hint> = Vec::new();
        for (binding, mut hint) in KEYS.iter().zip(hints(&KEYS)) {
            match binding.does {
                Act::Next if self.goes_on() => hint.says = "go on",
                Act::Lane if self.spec.lanes.is_empty() => continue,
                Act::Cell if self.entries.column() == Column::When => hint.says = "words",
                _ => {}
            }
            own.push(hint);
        }
        [own, hints(prose::KEYS)].concat()
    }

    fn cut(&self) -> Option<&str> {
        Some(self.entries.cells.cut())
    }

    fn take_cut(&mut self, cut: &str) {
        self.entries.cells.take_cut(cut);
    }

    fn passage(&self) -> Option<String> {
        Some(self.entries.cells.text(self.entries.cells.focus()))
    }

    fn focus(&self) -> usize {
        self.entries.cells.focus()
    }

    fn height(&self, width: u16) -> u16 {
        let places = self.places(width);
        self.entries.cells.wanted_placed(width, |at| places[at])
    }

    fn lines(&self) -> Vec<String> {
        let mut lines = Vec::new();
        match (self.from.as_str(), self.to.as_str()) {
            ("", "") => {}
            (from, "") => lines.push(format!("It begins with: {from}.")),
            ("", to) => lines.push(format!("It ends with: {to}.")),
            (from, to) => lines.push(format!("From {from} to {to}.")),
        }
        if self.spec.backward {
            lines.push("Begin with the last, and go back.".to_owned());
        }
        if !self.spec.lanes.is_empty() {
            let lane = |(id, title): &(String, String)| format!("{id} ({title})");
            let names: Vec<String> = self.spec.lanes.iter().map(lane).collect();
            lines.push(format!("Lanes: {}.", names.join(", ")));
        }
        let line = |at: usize| {
            let (when, what) =
                (self.entries.text(at, Column::When), self.entries.text(at, Column::What));
            let joint = if when.is_empty() || what.is_empty() { "" } else { ": " };
            let lane = self.spec.lanes.get(self.entries.all[at].lane);
            let lane = lane.map(|(id, _)| format!(" ({id})")).unwrap_or_default();
            format!("{}. {when}{joint}{what}{lane}", at + 1)
        };
        let written = (0..self.entries.count()).filter(|at| !self.entries.is_blank(*at));
        lines.extend(written.map(line));
        lines
    }

    fn line_label(&self) -> String {
        let lane = self.spec.lanes.get(self.entries.all[self.entries.at()].lane);
        let lane = lane.map(|(_, title)| format!(" ({title})")).unwrap_or_default();
        let how = format!("as words, or as date {BAR} words");
        match (self.entries.written(), self.spec.backward) {
            (0, false) => format!("The first line{lane}, {how}"),
            (0, true) => format!("The last line{lane}, {how}"),
            (_, false) => format!("The next line{lane}, or an empty one to go on"),
            (_, true) => format!("The line before{lane}, or an empty one to go on"),
        }
    }
}
