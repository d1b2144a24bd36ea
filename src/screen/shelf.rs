//! The shelf: what can be gone on with, the practices there are, and the way to what was.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::base::plural::counted;
use crate::key::{Binding, Code, Hint, Key, bound, called, hints};
use crate::kind::contract::Input;
use crate::screen::list::{Choice, MOVES};
use crate::screen::{Card, Door, Effect, Spoken, Summary, Surface, frame};
use crate::widget::theme::Theme;
use crate::widget::{ink, wrap};

/// Unfinished conversations shown.
const MOST_UNFINISHED: usize = 3;

/// The shelf.
#[derive(Debug, Default)]
pub struct Shelf {
    cards: Vec<Card>,
    unfinished: Vec<Summary>,
    kept: usize,
    choice: Choice,
    size: (u16, u16),
    notice: Option<String>,
    asked: bool,
}

/// A line one can choose.
enum Entry<'a> {
    GoOn(&'a Summary),
    Card(&'a Card),
    Archive(usize),
}

#[derive(Clone, Copy)]
enum Act {
    Open,
    Archive,
}

const KEYS: [Binding<Act>; 2] = [
    Binding {
        keys: &[Key::plain(Code::Enter), Key::plain(Code::Right)],
        word: "",
        does: Act::Open,
        says: "choose",
        foot: true,
    },
    Binding {
        keys: &[Key::char('a')],
        word: "archive",
        does: Act::Archive,
        says: "earlier conversations",
        foot: true,
    },
];

impl Shelf {
    /// A shelf with these cards. What was begun earlier comes later, with [`Shelf::begun`].
    pub fn new(cards: Vec<Card>) -> Self {
        Self { cards, ..Self::default() }
    }

    /// Adds what only the disk knows: protocols of the person's own, and conversations there were.
    pub fn begun(&mut self, own: Vec<Card>, sessions: &[Summary]) {
        for card in own {
            self.cards.retain(|known| known.id != card.id || known.own);
            self.cards.push(card);
        }
        let open = sessions.iter().filter(|summary| !summary.closed);
        self.unfinished = open.take(MOST_UNFINISHED).cloned().collect();
        self.kept = sessions.len();
        self.refit();
    }

    /// Says something at the foot of the shelf.
    pub fn say(&mut self, words: String) {
        self.notice = Some(words);
        self.asked = true;
    }

    fn entries(&self) -> Vec<Entry<'_>> {
        let mut entries: Vec<Entry<'_>> = self.unfinished.iter().map(Entry::GoOn).collect();
        entries.extend(self.cards.iter().map(Entry::Card));
        if self.kept > 0 {
            entries.push(Entry::Archive(self.kept));
        }
        entries
    }

    fn open(&mut self, at: usize) -> Vec<Effect> {
        let door = match self.entries().get(at) {
            Some(Entry::GoOn(summary)) => Door::Resume(summary.name.clone()),
            Some(Entry::Card(Card { problem: Some(_), id, .. })) => {
                let words =
                    format!("“fieldbook check {id}” shows all that is wrong, and how to mend it.");
                self.say(words);
                return Vec::new();
            }
            Some(Entry::Card(card)) => Door::Threshold(card.id.clone()),
            Some(Entry::Archive(_)) => Door::Archive,
            None => return Vec::new(),
        };
        vec![Effect::Open(door)]
    }

    /// Heading, first row and further rows of an entry.
    fn rows(&self, at: usize, entry: &Entry<'_>, width: usize) -> Vec<(String, Weight)> {
        let mut rows = Vec::new();
        let first_card = at == self.unfinished.len();
        match entry {
            Entry::GoOn(summary) => {
                if at == 0 {
                    rows.push(("Go on with".to_owned(), Weight::Heading));
                }
                rows.push((format!("{} — {}", summary.title, summary.day), Weight::Entry));
            }
            Entry::Card(card) => {
                if first_card {
                    if at > 0 {
                        rows.push((String::new(), Weight::Quiet));
                    }
                    rows.push(("Begin".to_owned(), Weight::Heading));
                }
                let length = card.length();
                let length = if length.is_empty() { length } else { format!(" · {length}") };
                let mark = if card.problem.is_some() { "! " } else { "" };
                let own = if card.own { " · yours" } else { "" };
                rows.push((format!("{mark}{}{length}{own}", card.title), Weight::Entry));
                let about = card.problem.as_ref().unwrap_or(&card.purpose);
                if self.size.1 >= 16 || card.problem.is_some() {
                    let inner = width.saturating_sub(2).max(1);
                    let lines = wrap::rows(about, inner).into_iter();
                    rows.extend(lines.map(|line| (line, Weight::Quiet)));
                }
            }
            Entry::Archive(kept) => {
                rows.push((String::new(), Weight::Quiet));
                rows.push(("Look back".to_owned(), Weight::Heading));
                let count = counted(*kept, "conversation", "conversations");
                rows.push((format!("{count} so far"), Weight::Entry));
            }
        }
        rows
    }

    fn refit(&mut self) {
        let (width, height) = self.size;
        let parts = frame::parts(Rect::new(0, 0, width, height));
        let inner = usize::from(parts.body.width);
        let entries = self.entries();
        let heights: Vec<u16> = entries
            .iter()
            .enumerate()
            .map(|(at, entry)| self.rows(at, entry, inner).len() as u16)
            .collect();
        let last = entries.len().saturating_sub(1);
        self.choice.at = self.choice.at.min(last);
        self.choice.fit(&heights, parts.body.height);
    }
}

/// How a row of the shelf is drawn.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Weight {
    Heading,
    Entry,
    Quiet,
}

impl Surface for Shelf {
    fn on(&mut self, input: Input<'_>) -> Vec<Effect> {
        match input {
            Input::Fit { width, height } => {
                self.size = (width, height);
                self.refit();
            }
            Input::Key(key) => {
                self.notice = None;
                if let Some(to) = bound(&MOVES, key) {
                    let count = self.entries().len();
                    self.choice.go(to, count);
                    self.refit();
                } else {
                    match bound(&KEYS, key) {
                        Some(Act::Open) => return self.open(self.choice.at),
                        Some(Act::Archive) => return vec![Effect::Open(Door::Archive)],
                        None => {}
                    }
                }
            }
            Input::Line(line) => {
                let count = self.entries().len();
                let number = line.trim().parse::<usize>().ok().and_then(|n| n.checked_sub(1));
                match number.filter(|at| *at < count) {
                    Some(at) => return self.open(at),
                    None => self.say(format!("Choose by number, from 1 to {count}.")),
                }
            }
            _ => {}
        }
        Vec::new()
    }

    fn word(&mut self, word: &str, _rest: &str) -> Option<Vec<Effect>> {
        match called(&KEYS, word)? {
            Act::Archive => Some(vec![Effect::Open(Door::Archive)]),
            Act::Open => None,
        }
    }

    fn draw(&self, area: Rect, buf: &mut Buffer, theme: &Theme) -> Option<(u16, u16)> {
        let parts = frame::parts(area);
        frame::head(parts.head, buf, theme, "fieldbook", "");
        let width = usize::from(parts.body.width);
        let mut row = 0_u16;
        for (at, entry) in self.entries().iter().enumerate() {
            let here = at == self.choice.at;
            for (words, weight) in self.rows(at, entry, width) {
                let y = row.checked_sub(self.choice.top);
                row = row.saturating_add(1);
                let Some(y) = y.filter(|y| *y < parts.body.height) else { continue };
                let (indent, style) = match weight {
                    Weight::Heading => (0, theme.quiet),
                    Weight::Entry if here => (2, theme.here),
                    Weight::Entry => (2, theme.text),
                    Weight::Quiet => (2, theme.quiet),
                };
                if here && weight == Weight::Entry {
                    ink::put(buf, parts.body, (0, y), "›", theme.here);
                }
                let room = width.saturating_sub(usize::from(indent));
                ink::put(buf, parts.body, (indent, y), &wrap::cut(&words, room), style);
            }
        }
        let below = row > self.choice.top.saturating_add(parts.body.height);
        ink::more(buf, parts.body, self.choice.top > 0, below, theme.quiet);
        if let Some(words) = &self.notice {
            frame::notice(parts.notice, buf, theme, words);
        }
        frame::foot(parts.foot, buf, theme, &self.hints());
        None
    }

    fn hints(&self) -> Vec<Hint> {
        let mut all = hints(&MOVES[..2]);
        all.extend(hints(&KEYS).into_iter().filter(|hint| hint.word != "archive" || self.kept > 0));
        all.extend(hints(&MOVES[2..]));
        all
    }

    fn spoken(&self) -> Spoken {
        let mut lines = vec!["fieldbook".to_owned()];
        for (at, entry) in self.entries().iter().enumerate() {
            for (words, weight) in self.rows(at, entry, 10_000) {
                match weight {
                    Weight::Entry => lines.push(format!("{}. {words}", at + 1)),
                    Weight::Heading => lines.push(words),
                    Weight::Quiet if words.is_empty() => {}
                    Weight::Quiet => lines.push(format!("   {words}")),
                }
            }
        }
        Spoken {
            lines,
            label: "A number (:keys lists more)".to_owned(),
            place: "the shelf".to_owned(),
        }
    }

    fn notice(&mut self) -> Option<String> {
        std::mem::take(&mut self.asked).then(|| self.notice.clone()).flatten()
    }
}

/// The keys of this place, whatever stands on it.
pub(super) fn keys_of_shelf() -> Vec<Hint> {
    [hints(&MOVES), hints(&KEYS)].concat()
}
