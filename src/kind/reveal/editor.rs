//! Turning the cards: what is seen now, and what comes next.

use crate::expr::Scope;
use crate::key::{Binding, Code, Hint, Key, bound, hints};
use crate::kind::contract::{self, Draft, Input, Refusal, Reply};
use crate::kind::reveal::cards::{self, Card, Set};
use crate::kind::reveal::{Answer, How, Spec};
use crate::widget::wrap;

/// A reveal going on.
#[derive(Clone, Debug)]
pub struct Editor {
    sets: Vec<Set>,
    leaves: Vec<Leaf>,
    /// The leaf that is open.
    at: usize,
    top: u16,
    room: (u16, u16),
}

/// What is seen at one time.
#[derive(Clone, Debug, PartialEq)]
enum Leaf {
    /// How far apart the answers are.
    Spread,
    /// All answers.
    All,
    /// One answer: which set, which card.
    One(usize, usize),
}

/// How a row looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    Title,
    Name,
    Words,
}

#[derive(Clone, Copy)]
enum Act {
    GoOn,
    Back,
    Scroll(i16),
}

const KEYS: [Binding<Act>; 4] = [
    Binding {
        keys: &[Key::plain(Code::Enter), Key::plain(Code::Right), Key::char(' ')],
        word: "",
        does: Act::GoOn,
        says: "next",
        foot: true,
    },
    Binding {
        keys: &[Key::plain(Code::Left)],
        word: "before",
        does: Act::Back,
        says: "the one before",
        foot: false,
    },
    Binding {
        keys: &[Key::plain(Code::Up), Key::plain(Code::PageUp)],
        word: "",
        does: Act::Scroll(-4),
        says: "scroll up",
        foot: false,
    },
    Binding {
        keys: &[Key::plain(Code::Down), Key::plain(Code::PageDown)],
        word: "",
        does: Act::Scroll(4),
        says: "scroll down",
        foot: false,
    },
];

impl Editor {
    pub(super) fn new(spec: &Spec, scope: &dyn Scope) -> Self {
        let sets = cards::sets(spec, scope);
        let one_by_one = || {
            let cards = |(at, set): (usize, &Set)| {
                (0..set.cards.len()).map(move |card| Leaf::One(at, card)).collect::<Vec<_>>()
            };
            sets.iter().enumerate().flat_map(cards).collect::<Vec<Leaf>>()
        };
        let mut leaves = match spec.how {
            How::SpreadFirst if sets.iter().any(|set| !set.spread.is_empty()) => {
                vec![Leaf::Spread, Leaf::All]
            }
            How::AllAtOnce | How::SpreadFirst => vec![Leaf::All],
            How::OutlierFirst | How::OneByOne => one_by_one(),
        };
        if leaves.is_empty() {
            leaves.push(Leaf::All);
        }
        Self { sets, leaves, at: 0, top: 0, room: (80, 20) }
    }

    /// What is seen now, in rows of this width.
    pub(super) fn rows(&self, width: u16) -> Vec<(String, Look)> {
        if self.sets.is_empty() {
            return vec![("Nobody gave anything to be shown here.".to_owned(), Look::Words)];
        }
        let mut rows = Vec::new();
        let titled = |rows: &mut Vec<(String, Look)>, title: &str| {
            if !rows.is_empty() {
                rows.push((String::new(), Look::Words));
            }
            if !title.is_empty() {
                rows.push((wrap::cut(title, usize::from(width)), Look::Title));
            }
        };
        match &self.leaves[self.at] {
            Leaf::Spread => {
                for set in self.sets.iter().filter(|set| !set.spread.is_empty()) {
                    titled(&mut rows, &set.title);
                    rows.extend(strip(set, width).into_iter().map(|row| (row, Look::Words)));
                }
            }
            Leaf::All => {
                for set in &self.sets {
                    titled(&mut rows, &set.title);
                    for card in &set.cards {
                        rows.extend(card_rows(card, width));
                    }
                }
            }
            Leaf::One(set, card) => {
                titled(&mut rows, &self.sets[*set].title);
                rows.extend(card_rows(&self.sets[*set].cards[*card], width));
            }
        }
        rows
    }

    /// Where one is among several leaves.
    pub(super) fn place(&self) -> String {
        match self.leaves.len() {
            0 | 1 => String::new(),
            all => format!("{} of {all}", self.at + 1),
        }
    }

    pub(super) fn top(&self) -> u16 {
        self.top
    }

    fn is_last(&self) -> bool {
        self.at + 1 >= self.leaves.len()
    }

    fn turn(&mut self, forward: bool) -> Reply {
        if forward && self.is_last() {
            return Reply::Done;
        }
        let to = if forward { Some(self.at + 1) } else { self.at.checked_sub(1) };
        let Some(to) = to else { return Reply::Ignored };
        (self.at, self.top) = (to, 0);
        Reply::Moved
    }

    fn scroll(&mut self, by: i16) -> Reply {
        let (width, height) = self.room;
        let last = wrap::tall(&self.rows(width)).saturating_sub(height);
        self.top = self.top.saturating_add_signed(by).min(last);
        Reply::Moved
    }
}

/// A strip of dots under a scale, each dot one person, or the spread in words.
fn strip(set: &Set, width: u16) -> Vec<String> {
    let Some((from, to, numbers)) = &set.numbers else {
        return wrap::rows(&set.spread, usize::from(width));
    };
    let room = usize::from(width.clamp(12, 62)) - 1;
    let column = |number: f64| (((number - from) / (to - from)) * room as f64).round() as usize;
    let mut stacks: Vec<Vec<char>> = Vec::new();
    for number in numbers {
        let at = column(*number).min(room);
        let free = stacks.iter().position(|row| row[at] == ' ');
        let row = free.unwrap_or_else(|| {
            stacks.push(vec![' '; room + 1]);
            stacks.len() - 1
        });
        stacks[row][at] = '●';
    }
    let ends = (crate::expr::number_in_words(*from), crate::expr::number_in_words(*to));
    let line = format!("├{}┤", "─".repeat(room.saturating_sub(1)));
    let below = (room + 1).saturating_sub(ends.0.len() + ends.1.len());
    let mut rows: Vec<String> = stacks.into_iter().rev().map(String::from_iter).collect();
    rows.push(line);
    rows.push(format!("{}{}{}", ends.0, " ".repeat(below), ends.1));
    rows.push(set.spread.clone());
    rows
}

fn card_rows(card: &Card, width: u16) -> Vec<(String, Look)> {
    let mut rows = Vec::new();
    if let Some(who) = &card.who {
        rows.push((wrap::cut(who, usize::from(width)), Look::Name));
    }
    let inner = usize::from(width.saturating_sub(super::view::INDENT)).max(1);
    for line in &card.lines {
        let wrapped = wrap::rows(line, inner).into_iter().enumerate();
        // Cards without a name are told apart by a dash before their first row.
        rows.extend(wrapped.map(|(at, row)| {
            let own = card.who.is_none() && at == 0 && !line.starts_with('·');
            (if own { format!("– {row}") } else { row }, Look::Words)
        }));
    }
    rows
}

impl contract::Editor for Editor {
    type Answer = Answer;

    fn on(&mut self, input: Input<'_>) -> Reply {
        match input {
            Input::Key(key) => match bound(&KEYS, key) {
                Some(Act::GoOn) if key.code != Code::Enter && self.is_last() => Reply::Ignored,
                Some(Act::GoOn) => self.turn(true),
                Some(Act::Back) => self.turn(false),
                Some(Act::Scroll(by)) => self.scroll(by),
                None => Reply::Ignored,
            },
            Input::Line(_) => self.turn(true),
            Input::Fit { width, height } => {
                self.room = (width, height.saturating_sub(super::view::BELOW));
                self.scroll(0)
            }
            _ => Reply::Ignored,
        }
    }

    fn word(&mut self, word: &str, _rest: &str) -> Reply {
        match word {
            "before" if self.turn(false) == Reply::Moved => Reply::Moved,
            "before" => Reply::Refused("This is the first.".to_owned()),
            _ => Reply::Ignored,
        }
    }

    fn answer(&self) -> Result<Option<Answer>, Refusal> {
        Ok(Some(cards::answer(&self.sets)))
    }

    fn draft(&self) -> Draft {
        Draft::default()
    }

    fn hints(&self) -> Vec<Hint> {
        let mut own = hints(&KEYS);
        if self.is_last() {
            own[0].says = "go on";
        }
        own
    }

    fn height(&self, width: u16) -> u16 {
        wrap::tall(&self.rows(width)).saturating_add(super::view::BELOW)
    }

    fn lines(&self) -> Vec<String> {
        let rows = self.rows(72).into_iter().map(|(row, look)| match look {
            Look::Words => format!("  {row}"),
            Look::Title | Look::Name => row,
        });
        let place = self.place();
        let place = (!place.is_empty()).then(|| format!("({place})"));
        place.into_iter().chain(rows).collect()
    }

    fn line_label(&self) -> String {
        if self.is_last() { "Enter to go on" } else { "Enter for the next" }.to_owned()
    }
}
