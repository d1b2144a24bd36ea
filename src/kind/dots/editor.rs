//! Putting dots beside options.

use crate::base::plural::counted;
use crate::key::{Binding, Code, Hint, Key, bound, called, hints};
use crate::kind::contract::{self, Draft, Input, Opening, Refusal, Reply};
use crate::kind::dots::{Answer, Placed, Spec};
use crate::kind::part::listing::Listing;

/// So many dots are drawn one by one; more are a number.
pub(super) const DRAWN: usize = 5;

/// Someone putting dots.
#[derive(Clone, Debug)]
pub struct Editor {
    pub(super) list: Listing,
    /// How many dots each option has.
    dots: Vec<usize>,
    /// How many there are in all, as far as there is room for them.
    all: usize,
    /// How many may stand on one.
    pub(super) most_on_one: usize,
    width: u16,
    height: u16,
}

#[derive(Clone, Copy, PartialEq)]
enum Act {
    Put,
    Take,
    GoOn,
    Up,
    Down,
    Clear,
}

const fn line(
    keys: &'static [Key],
    word: &'static str,
    does: Act,
    says: &'static str,
    foot: bool,
) -> Binding<Act> {
    Binding { keys, word, does, says, foot }
}

const KEYS: [Binding<Act>; 6] = [
    line(
        &[Key::char(' '), Key::char('+'), Key::plain(Code::Right)],
        "",
        Act::Put,
        "put a dot",
        true,
    ),
    line(&[Key::plain(Code::Enter)], "", Act::GoOn, "go on", true),
    line(
        &[Key::plain(Code::Left), Key::char('-'), Key::plain(Code::Backspace)],
        "",
        Act::Take,
        "take back; one dot",
        true,
    ),
    line(&[Key::plain(Code::Up)], "", Act::Up, "option above", false),
    line(&[Key::plain(Code::Down), Key::plain(Code::Tab)], "", Act::Down, "option below", false),
    line(&[Key::plain(Code::Delete)], "clear", Act::Clear, "take all dots back", false),
];

impl Editor {
    pub(super) fn open(spec: &Spec, opening: &Opening<'_, Answer>) -> Self {
        let choices = spec.options.choices(opening.scope);
        let most_on_one = spec.most_on_one as usize;
        let all = (spec.dots as usize).min(choices.len().saturating_mul(most_on_one));
        let earlier = opening.earlier.map(|answer| answer.placed.as_slice()).unwrap_or_default();
        let before = |id: &str| match opening.draft {
            Some(draft) => draft.chosen.iter().filter(|chosen| *chosen == id).count(),
            None => {
                let placed = earlier.iter().find(|placed| placed.on.id == id);
                placed.map_or(0, |placed| placed.dots as usize)
            }
        };
        let mut left = all;
        let mut dots = Vec::with_capacity(choices.len());
        for choice in &choices {
            let there = before(&choice.is.id).min(most_on_one).min(left);
            left -= there;
            dots.push(there);
        }
        let first = dots.iter().position(|dots| *dots > 0).unwrap_or(0);
        let here = opening.draft.map_or(first, |draft| draft.focus);
        let here = here.min(choices.len().saturating_sub(1));
        let boxes = most_on_one.min(DRAWN) as u16;
        Self { list: Listing::new(choices, here, boxes), dots, all, most_on_one, width: 0, height: 0 }
    }

    /// How many dots an option has.
    pub(super) fn dots_on(&self, at: usize) -> usize {
        self.dots.get(at).copied().unwrap_or(0)
    }

    fn placed(&self) -> usize {
        self.dots.iter().sum()
    }

    /// How many there are, in words.
    fn in_all(&self) -> String {
        counted(self.all, "dot", "dots")
    }

    /// What is left to be placed, in words.
    pub(super) fn left(&self) -> String {
        match self.all - self.placed() {
            0 => "no dot left".to_owned(),
            left => format!("{} left", counted(left, "dot", "dots")),
        }
    }

    /// How many rows of so many there are for the options: the last says what is left.
    pub(super) fn rows_of_options(height: u16) -> u16 {
        if height > 1 { height - 1 } else { height }
    }

    fn act(&mut self, act: Act) -> Reply {
        match act {
            Act::GoOn => return Reply::Done,
            Act::Up => self.list.step(-1),
            Act::Down => self.list.step(1),
            Act::Put => return self.put(self.list.here),
            Act::Take => {
                let Some(dots) = self.dots.get_mut(self.list.here).filter(|dots| **dots > 0) else {
                    return Reply::Ignored;
                };
                *dots -= 1;
                return Reply::Changed;
            }
            Act::Clear if self.placed() == 0 => return Reply::Ignored,
            Act::Clear => {
                self.dots.fill(0);
                return Reply::Changed;
            }
        }
        Reply::Moved
    }

    fn put(&mut self, at: usize) -> Reply {
        if at >= self.dots.len() {
            return Reply::Ignored;
        }
        self.list.here = at;
        if self.dots[at] >= self.most_on_one {
            return Reply::Refused(self.full_on_one());
        }
        if self.placed() >= self.all {
            return Reply::Refused(self.full());
        }
        self.dots[at] += 1;
        Reply::Changed
    }

    fn full(&self) -> String {
        match self.all {
            1 => "There is one dot here. Take it back to put it elsewhere.".to_owned(),
            all => format!("All {all} dots are placed. Take one back to put it elsewhere."),
        }
    }

    fn full_on_one(&self) -> String {
        let most = counted(self.most_on_one, "dot", "dots");
        format!("At most {most} may stand on one.")
    }

    /// A line of plain mode: numbers, one for each dot; or an option's words for one more dot.
    fn line(&mut self, line: &str) -> Reply {
        let numbers = line.split([',', ' ', ';']).filter(|part| !part.is_empty());
        let numbers: Vec<&str> = numbers.collect();
        if numbers.is_empty() {
            return Reply::Done;
        }
        if !numbers.iter().all(|part| part.parse::<usize>().is_ok()) {
            return match self.list.named(line) {
                Some(at) => self.put(at),
                None => Reply::Refused(self.list.none_named()),
            };
        }
        let mut dots = vec![0; self.dots.len()];
        for number in &numbers {
            match self.list.named(number) {
                Some(at) => dots[at] += 1,
                None => return Reply::Refused(self.list.none_named()),
            }
        }
        if dots.iter().any(|dots| *dots > self.most_on_one) {
            return Reply::Refused(self.full_on_one());
        }
        if numbers.len() > self.all {
            return Reply::Refused(format!("At most {} may be placed here.", self.in_all()));
        }
        self.dots = dots;
        Reply::Done
    }
}

impl contract::Editor for Editor {
    type Answer = Answer;

    fn on(&mut self, input: Input<'_>) -> Reply {
        match input {
            Input::Key(key) => match (bound(&KEYS, key), key.typed()) {
                (Some(act), _) => self.act(act),
                (None, Some(c)) => match c.to_digit(10).and_then(|digit| digit.checked_sub(1)) {
                    Some(at) => self.put(at as usize),
                    None => Reply::Ignored,
                },
                (None, None) => Reply::Ignored,
            },
            Input::Line(line) => self.line(line),
            Input::Fit { width, height } => {
                (self.width, self.height) = (width, height);
                let heights = self.list.heights(width);
                self.list.show(&heights, Self::rows_of_options(height));
                Reply::Moved
            }
            Input::Click { row, .. } if row < Self::rows_of_options(self.height) => {
                match self.list.at_row(row, &self.list.heights(self.width)) {
                    Some(at) => self.put(at),
                    None => Reply::Ignored,
                }
            }
            _ => Reply::Ignored,
        }
    }

    fn word(&mut self, word: &str, _rest: &str) -> Reply {
        match called(&KEYS, word) {
            Some(_) => {
                self.dots.fill(0);
                Reply::Changed
            }
            None => Reply::Ignored,
        }
    }

    fn answer(&self) -> Result<Option<Answer>, Refusal> {
        let with_dots = self.list.choices.iter().zip(&self.dots).filter(|(_, dots)| **dots > 0);
        let placed = with_dots
            .map(|(choice, dots)| Placed { on: choice.is.clone(), dots: *dots as u32 })
            .collect::<Vec<_>>();
        Ok((!placed.is_empty()).then_some(Answer { placed }))
    }

    fn advice(&self) -> Option<String> {
        let there = self.placed();
        let others = if self.all - there == 1 { "the last one go" } else { "the others go" };
        let does = if self.all - there == 1 { "does" } else { "do" };
        (there > 0 && there < self.all)
            .then(|| format!("{there} of {} placed so far. Where {does} {others}?", self.in_all()))
    }

    fn draft(&self) -> Draft {
        let each = self.list.choices.iter().zip(&self.dots);
        let chosen = each.flat_map(|(choice, dots)| vec![choice.is.id.clone(); *dots]).collect();
        Draft { chosen, focus: self.list.here, ..Draft::default() }
    }

    fn hints(&self) -> Vec<Hint> {
        let here = self.dots_on(self.list.here);
        let mut own = hints(&KEYS);
        for (binding, hint) in KEYS.iter().zip(&mut own) {
            match binding.does {
                Act::Put => hint.foot = here < self.most_on_one && self.placed() < self.all,
                Act::Take => hint.foot = here > 0,
                _ => {}
            }
        }
        own
    }

    fn height(&self, width: u16) -> u16 {
        // A blank row, and what is left.
        self.list.height(width).saturating_add(2)
    }

    fn lines(&self) -> Vec<String> {
        let mark = |at: usize| match self.dots_on(at) {
            0 => String::new(),
            dots => format!(" ({})", counted(dots, "dot", "dots")),
        };
        let mut lines = self.list.lines(&mark);
        let dots = self.in_all();
        let on_one = match self.most_on_one {
            most if most >= self.all => String::new(),
            most => format!(", at most {most} on one"),
        };
        let left = match self.placed() {
            0 => String::new(),
            _ => format!("; {}", self.left()),
        };
        lines.push(format!("{dots} in all{on_one}{left}."));
        lines
    }

    fn line_label(&self) -> String {
        let keeps = if self.placed() == 0 { "" } else { "; an empty line keeps the dots" };
        let how = match self.all {
            1 => "The number of the one that gets the dot",
            _ => "Numbers, apart by blanks, one for each dot",
        };
        format!("{how}{keeps}")
    }
}
