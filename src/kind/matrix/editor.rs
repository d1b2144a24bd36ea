//! Placing items, one after the other.

use crate::base::plural::counted;
use crate::key::{Hint, bound, called, hints};
use crate::kind::contract::{self, Draft, Input, Opening, Refusal, Reply};
use crate::kind::matrix::keys::{Act, KEYS};
use crate::kind::matrix::plan::{Plan, Wanted};
use crate::kind::matrix::{Answer, FAR, Placed, Spec};
use crate::kind::part::options::Chosen;
use crate::widget::wrap;

/// How far across and how far up, as far as it has been said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Mark {
    pub across: Option<u8>,
    pub up: Option<u8>,
}

impl Mark {
    /// The place, once both are there.
    pub fn place(self) -> Option<(u8, u8)> {
        self.across.zip(self.up)
    }
}

/// Someone placing items.
#[derive(Clone, Debug)]
pub struct Editor {
    pub(super) spec: Spec,
    /// All there is to place.
    pub(super) items: Vec<Chosen>,
    /// The mark of each.
    pub(super) marks: Vec<Mark>,
    /// Those that have a mark, in the order in which they were given one.
    order: Vec<usize>,
    /// The item at hand.
    pub(super) here: usize,
    size: (u16, u16),
}

impl Editor {
    pub(super) fn open(spec: &Spec, opening: &Opening<'_, Answer>) -> Self {
        let items = spec.choices(opening.scope);
        let mut marks = vec![Mark::default(); items.len()];
        let mut order = Vec::new();
        let mut put = |id: &str, mark: Mark| {
            let at = items.iter().position(|item| item.id == id);
            if let Some(at) = at.filter(|at| !order.contains(at)) {
                marks[at] = mark;
                order.push(at);
            }
        };
        match opening.draft {
            Some(draft) => {
                for (id, mark) in draft.ids.iter().zip(&draft.chosen) {
                    put(id, drafted(mark));
                }
            }
            None => {
                for Placed { is, across, up } in opening.earlier.iter().flat_map(|all| &all.placed) {
                    put(&is.id, Mark { across: Some(*across), up: Some(*up) });
                }
            }
        }
        let here = opening.draft.map_or(0, |draft| draft.focus);
        let here = here.min(items.len().saturating_sub(1));
        Self { spec: spec.clone(), items, marks, order, here, size: (0, 0) }
    }

    /// The mark of the item at hand.
    pub(super) fn mark(&self) -> Mark {
        self.marks.get(self.here).copied().unwrap_or_default()
    }

    /// Where everything stands in so many columns and rows.
    pub(super) fn plan(&self, width: u16, height: u16) -> Plan {
        Plan::of(width, height, self.wanted(width))
    }

    fn wanted(&self, width: u16) -> Wanted {
        let rows = |words: &str| wrap::count(words, usize::from(width));
        let (across, up) = self.axes();
        Wanted {
            item: rows(&self.title()),
            words: rows(&across).max(rows(&up)),
            corners: self.spec.corners.named().next().is_some(),
            items: u16::try_from(self.items.len()).unwrap_or(u16::MAX),
        }
    }

    /// The item at hand, and how far one has come.
    pub(super) fn title(&self) -> String {
        let words = self.items.get(self.here).map(|item| item.text.as_str()).unwrap_or_default();
        format!("{} of {}: {words}", self.here + 1, self.items.len())
    }

    /// The axes with the numbers of the item at hand.
    pub(super) fn axes(&self) -> (String, String) {
        let Mark { across, up } = self.mark();
        let told = |arrow: &str, number: Option<u8>, words: String| {
            let number = number.map_or("–".to_owned(), |number| number.to_string());
            format!("{arrow} {number:>2} {words}")
        };
        (told("→", across, self.spec.across.words()), told("↑", up, self.spec.up.words()))
    }

    /// The corner in which the item at hand lies.
    pub(super) fn corner(&self) -> &str {
        self.mark().place().map_or("", |(across, up)| self.spec.corners.of(across, up))
    }

    fn set(&mut self, at: usize, mark: Mark) -> Reply {
        if self.marks.get(at).is_none_or(|before| *before == mark) {
            return Reply::Moved;
        }
        self.marks[at] = mark;
        if mark == Mark::default() {
            self.order.retain(|other| *other != at);
        } else if !self.order.contains(&at) {
            self.order.push(at);
        }
        Reply::Changed
    }

    fn act(&mut self, act: Act) -> Reply {
        let Mark { across, up } = self.mark();
        // A number begins at the end that one comes from: a mark that stands in the middle before
        // anything is said would draw answers to it.
        let more = |number: Option<u8>| Some(number.map_or(0, |number| (number + 1).min(FAR)));
        let less = |number: Option<u8>| Some(number.map_or(FAR, |number| number.saturating_sub(1)));
        let mark = match act {
            Act::Next => return self.next(),
            Act::Later => return self.take_up(self.here.checked_add(1)),
            Act::Before => return self.take_up(self.here.checked_sub(1)),
            Act::Left => Mark { across: less(across), up },
            Act::Right => Mark { across: more(across), up },
            Act::Up => Mark { across, up: more(up) },
            Act::Down => Mark { across, up: less(up) },
            Act::FarLeft => Mark { across: Some(0), up },
            Act::FarRight => Mark { across: Some(FAR), up },
            Act::Top => Mark { across, up: Some(FAR) },
            Act::Bottom => Mark { across, up: Some(0) },
            Act::Clear => Mark::default(),
        };
        self.set(self.here, mark)
    }

    fn take_up(&mut self, at: Option<usize>) -> Reply {
        let Some(at) = at.filter(|at| *at < self.items.len()) else { return Reply::Ignored };
        self.here = at;
        Reply::Moved
    }

    fn next(&mut self) -> Reply {
        let Mark { across, up } = self.mark();
        match (across, up) {
            (Some(_), None) => Reply::Refused("And how far up? ↑ and ↓ move it.".to_owned()),
            (None, Some(_)) => Reply::Refused("And how far across? ← and → move it.".to_owned()),
            _ if self.is_last() => Reply::Done,
            _ => self.take_up(self.here.checked_add(1)),
        }
    }

    fn is_last(&self) -> bool {
        self.here + 1 >= self.items.len()
    }

    fn placed(&self) -> usize {
        self.marks.iter().filter(|mark| mark.place().is_some()).count()
    }

    /// The item that a number or its words name.
    fn named(&self, words: &str) -> Option<usize> {
        let words = words.trim();
        let number = words.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        let called = |item: &Chosen| item.text.eq_ignore_ascii_case(words) || item.id == words;
        number
            .filter(|at| *at < self.items.len())
            .or_else(|| self.items.iter().position(called))
    }

    /// A line of plain mode: `7 3` for the item at hand, `2: 7 3` for another, or the end.
    fn line(&mut self, line: &str) -> Reply {
        if line.trim().is_empty() {
            return Reply::Done;
        }
        let (at, numbers) = match line.rsplit_once(':') {
            None => (Some(self.here), line),
            Some((name, numbers)) => (self.named(name), numbers),
        };
        let Some(at) = at else {
            return Reply::Refused(format!(
                "Name an item by its number, from 1 to {}, such as “2: 7 3”.",
                self.items.len()
            ));
        };
        let numbers: Vec<Option<u8>> = numbers
            .split(|c: char| c.is_whitespace() || c == ',')
            .filter(|part| !part.is_empty())
            .map(|part| part.parse::<u8>().ok().filter(|number| *number <= FAR))
            .collect();
        let [Some(across), Some(up)] = numbers.as_slice() else {
            let words = format!("Two numbers from 0 to {FAR}, across and up, such as “7 3”.");
            return Reply::Refused(words);
        };
        let before = self.placed();
        self.set(at, Mark { across: Some(*across), up: Some(*up) });
        let open = |at: &usize| self.marks[*at].place().is_none();
        let next = (at + 1..self.items.len()).find(open).or_else(|| (0..at).find(open));
        self.here = next.unwrap_or(at);
        if next.is_none() && self.placed() > before { Reply::Done } else { Reply::Changed }
    }

    fn click(&mut self, column: u16, row: u16) -> Reply {
        let plan = self.plan(self.size.0, self.size.1);
        if let Some((across, up)) = plan.at(column, row) {
            return self.set(self.here, Mark { across: Some(across), up: Some(up) });
        }
        self.take_up(plan.listed(column, row, self.here, self.items.len()))
    }
}

/// A mark as a draft keeps it: `7 3`, with a dash for a number that is not said yet.
fn drafted(kept: &str) -> Mark {
    let (across, up) = kept.split_once(' ').unwrap_or((kept, ""));
    let number = |kept: &str| kept.parse::<u8>().ok().filter(|number| *number <= FAR);
    Mark { across: number(across), up: number(up) }
}

impl contract::Editor for Editor {
    type Answer = Answer;

    fn on(&mut self, input: Input<'_>) -> Reply {
        match input {
            Input::Key(key) => match bound(&KEYS, key) {
                Some(act) => self.act(act),
                None => Reply::Ignored,
            },
            Input::Line(line) => self.line(line),
            Input::Fit { width, height } => {
                self.size = (width, height);
                Reply::Moved
            }
            Input::Click { column, row, .. } => self.click(column, row),
            Input::Paste(_) | Input::Elapsed(_) | Input::Rewritten(_) => Reply::Ignored,
        }
    }

    fn word(&mut self, word: &str, rest: &str) -> Reply {
        if called(&KEYS, word) != Some(Act::Clear) {
            return Reply::Ignored;
        }
        match self.named(rest) {
            Some(at) => {
                self.here = at;
                self.set(at, Mark::default())
            }
            None => Reply::Refused("Name an item by its number: “:clear 2”.".to_owned()),
        }
    }

    fn answer(&self) -> Result<Option<Answer>, Refusal> {
        let placed = self.order.iter().filter_map(|at| {
            let (across, up) = self.marks[*at].place()?;
            Some(Placed { is: self.items[*at].clone(), across, up })
        });
        let placed: Vec<Placed> = placed.collect();
        Ok((!placed.is_empty()).then_some(Answer { placed }))
    }

    fn advice(&self) -> Option<String> {
        let (there, all) = (self.placed(), self.items.len());
        (there > 0 && there < all).then(|| {
            let one = "item has no place yet, and stays out.";
            counted(all - there, one, "items have no place yet, and stay out.")
        })
    }

    fn draft(&self) -> Draft {
        let number = |number: Option<u8>| number.map_or("-".to_owned(), |number| number.to_string());
        let kept = |at: &usize| {
            let Mark { across, up } = self.marks[*at];
            format!("{} {}", number(across), number(up))
        };
        Draft {
            ids: self.order.iter().map(|at| self.items[*at].id.clone()).collect(),
            chosen: self.order.iter().map(kept).collect(),
            focus: self.here,
            ..Draft::default()
        }
    }

    fn hints(&self) -> Vec<Hint> {
        let mut own = hints(&KEYS);
        if self.is_last() {
            own[0].says = "go on";
        }
        own
    }

    fn height(&self, width: u16) -> u16 {
        Plan::height(width, self.wanted(width))
    }

    fn lines(&self) -> Vec<String> {
        let mut lines = vec![self.spec.across.told("Across"), self.spec.up.told("Up")];
        lines.extend(self.spec.corners.named().map(|(at, name)| format!("{at}: {name}.")));
        lines.extend(self.items.iter().zip(&self.marks).enumerate().map(|(at, (item, mark))| {
            let told = |(across, up)| self.spec.corners.told(across, up);
            let place = mark.place().map_or("no place yet".to_owned(), told);
            format!("{}. {} ({place})", at + 1, item.text)
        }));
        lines
    }

    fn line_label(&self) -> String {
        let Some(item) = self.items.get(self.here) else { return String::new() };
        if self.mark().place().is_some() {
            return "An empty line goes on; “2: 7 3” moves an item".to_owned();
        }
        format!("{}. {}: across and up, such as 7 3; an empty line goes on", self.here + 1, item.text)
    }
}
