//! Drawing a curve, point by point.

use crate::base::plural::counted;
use crate::key::{Hint, bound, called, hints};
use crate::kind::contract::{self, Draft, Input, Opening, Refusal, Reply};
use crate::kind::curve::keys::{Act, KEYS};
use crate::kind::curve::plan::{self, Rows, Shown};
use crate::kind::curve::{Answer, Ends, FUTURES, HIGHEST, Spec};

/// Where the first point stands that was set with nothing beside it.
const MIDDLE: u8 = HIGHEST / 2;

/// Someone drawing a curve.
#[derive(Clone, Debug)]
pub struct Editor {
    /// The height of each point, and of the two futures after them.
    pub(super) heights: Vec<Option<u8>>,
    /// How many of them are points.
    pub(super) points: usize,
    pub(super) at: usize,
    pub(super) ends: Ends,
    /// Whether a digit 1 was typed just now, which may become a 10.
    one: bool,
    width: u16,
    height: u16,
}

impl Editor {
    pub(super) fn open(spec: &Spec, opening: &Opening<'_, Answer>) -> Self {
        let count = spec.points + if spec.futures { FUTURES.len() } else { 0 };
        let mut heights = vec![None; count];
        let mut at = 0;
        if let Some(draft) = opening.draft {
            for kept in &draft.chosen {
                let Some((at, height)) = kept.split_once(':') else { continue };
                let (at, height) = (at.parse::<usize>(), height.parse::<u8>());
                if let (Ok(at), Ok(height)) = (at, height)
                    && let Some(place) = heights.get_mut(at)
                {
                    *place = Some(height.min(HIGHEST));
                }
            }
            at = draft.focus.min(count - 1);
        } else if let Some(answer) = opening.earlier {
            let earlier = answer.points.iter().copied().chain(answer.futures());
            heights.iter_mut().zip(earlier).for_each(|(place, height)| *place = height);
        }
        let ends = spec.ends(opening.scope);
        Self { heights, points: spec.points, at, ends, one: false, width: 0, height: 0 }
    }

    /// What is drawn.
    pub(super) fn shown(&self) -> Shown<'_> {
        let (points, ahead) = self.heights.split_at(self.points);
        let futures = <[Option<u8>; 2]>::try_from(ahead).ok();
        Shown { points, futures }
    }

    /// The rows of everything, in so many.
    pub(super) fn rows(&self, height: u16) -> Rows {
        let Ends { from, to, low, high } = &self.ends;
        let ends = !from.is_empty() || !to.is_empty();
        plan::rows(height, !high.is_empty(), !low.is_empty(), ends)
    }

    fn set_count(&self) -> usize {
        self.heights.iter().flatten().count()
    }

    /// The next point that is not set, after the one at hand.
    fn next_unset(&self) -> Option<usize> {
        (self.at + 1..self.heights.len()).find(|at| self.heights[*at].is_none())
    }

    /// Whether Enter goes on from here.
    fn goes_on(&self) -> bool {
        self.set_count() > 0 && self.next_unset().is_none()
    }

    fn act(&mut self, act: Act) -> Reply {
        self.one = false;
        match act {
            Act::Next => match self.next_unset().filter(|_| self.set_count() > 0) {
                Some(at) => self.go(at),
                None => Reply::Done,
            },
            Act::By(by) => {
                let height = match self.heights[self.at] {
                    Some(height) => height.saturating_add_signed(by).min(HIGHEST),
                    None => match self.beside() {
                        Some(height) => height.saturating_add_signed(by).min(HIGHEST),
                        // The first press shows the point, where it says nothing yet.
                        None => MIDDLE,
                    },
                };
                self.set(Some(height))
            }
            Act::Point(by) => {
                let last = self.heights.len() - 1;
                self.go(self.at.saturating_add_signed(by).min(last))
            }
            Act::Unset => self.set(None),
            Act::Digit | Act::GoTo | Act::Back => Reply::Ignored,
        }
    }

    fn go(&mut self, at: usize) -> Reply {
        self.at = at;
        Reply::Moved
    }

    /// The height of the nearest point before this one, or after it.
    fn beside(&self) -> Option<u8> {
        let before = self.heights[..self.at.min(self.points)].iter().rev().flatten().next();
        before.or_else(|| self.heights[self.at..].iter().flatten().next()).copied()
    }

    fn set(&mut self, height: Option<u8>) -> Reply {
        let changed = self.heights[self.at] != height;
        self.heights[self.at] = height;
        if changed { Reply::Changed } else { Reply::Moved }
    }

    fn digit(&mut self, digit: u8) -> Reply {
        let ten = self.one && digit == 0;
        self.one = digit == 1 && !ten;
        self.set(Some(if ten { HIGHEST } else { digit }))
    }

    /// Sets the nearest point where the mouse points.
    fn click(&mut self, column: u16, row: u16) -> Reply {
        let (shown, rows) = (self.shown(), self.rows(self.height));
        let columns = plan::columns(&shown, self.width);
        let near = |(_, at): &(usize, &u16)| at.abs_diff(column);
        let Some((at, _)) = columns.at.iter().enumerate().min_by_key(near) else {
            return Reply::Ignored;
        };
        let Some(row) = row.checked_sub(rows.first).filter(|row| *row < rows.count) else {
            return Reply::Ignored;
        };
        let height = plan::height_of(row, rows.count);
        // Both futures stand in one column: the higher half is for the one hoped for.
        let feared = at == self.points && height < MIDDLE;
        self.one = false;
        self.at = at + usize::from(feared);
        self.set(Some(height))
    }

    /// A line of plain mode: heights for this point and those after it; a dash leaves one out.
    fn line(&mut self, line: &str) -> Reply {
        let parts = line.split([' ', ',', ';']).filter(|part| !part.is_empty());
        let height = |part: &str| match part {
            "-" | "–" | "." => Some(None),
            digits => digits.parse::<u8>().ok().filter(|height| *height <= HIGHEST).map(Some),
        };
        let heights: Vec<Option<Option<u8>>> = parts.map(height).collect();
        if heights.is_empty() {
            return Reply::Done;
        }
        let room = self.heights.len() - self.at;
        if heights.len() > room {
            let left = counted(room, "height is", "heights are");
            return Reply::Refused(format!("{left} asked for from here on."));
        }
        let Some(heights) = heights.into_iter().collect::<Option<Vec<Option<u8>>>>() else {
            let words = format!("This asks for whole numbers from 0 to {HIGHEST}.");
            return Reply::Refused(words);
        };
        let end = self.at + heights.len();
        for (place, height) in self.heights[self.at..].iter_mut().zip(heights) {
            *place = height.or(*place);
        }
        if end == self.heights.len() {
            self.at = end - 1;
            return Reply::Done;
        }
        self.at = end;
        Reply::Changed
    }

    /// What the point at hand is called.
    pub(super) fn name(&self, at: usize) -> String {
        match at.checked_sub(self.points) {
            Some(0) => "The future hoped for".to_owned(),
            Some(_) => "The future feared".to_owned(),
            None => format!("Point {} of {}", at + 1, self.points),
        }
    }
}

impl contract::Editor for Editor {
    type Answer = Answer;

    fn on(&mut self, input: Input<'_>) -> Reply {
        match input {
            Input::Key(key) => match (key.typed().and_then(|c| c.to_digit(10)), bound(&KEYS, key)) {
                (Some(digit), _) => self.digit(digit as u8),
                (None, Some(act)) => self.act(act),
                (None, None) => Reply::Ignored,
            },
            Input::Line(line) => self.line(line),
            Input::Fit { width, height } => {
                (self.width, self.height) = (width, height);
                Reply::Moved
            }
            Input::Click { column, row, .. } => self.click(column, row),
            _ => Reply::Ignored,
        }
    }

    fn word(&mut self, word: &str, rest: &str) -> Reply {
        match called(&KEYS, word) {
            Some(Act::Back) => match self.at.checked_sub(1) {
                Some(before) => self.go(before),
                None => Reply::Refused("This is the first point.".to_owned()),
            },
            Some(Act::GoTo) => {
                let at = rest.trim().parse::<usize>().ok().and_then(|number| number.checked_sub(1));
                match at.filter(|at| *at < self.heights.len()) {
                    Some(at) => self.go(at),
                    None => Reply::Refused("Name a point by its number: “:point 3”.".to_owned()),
                }
            }
            Some(act) => self.act(act),
            None => Reply::Ignored,
        }
    }

    fn answer(&self) -> Result<Option<Answer>, Refusal> {
        if self.set_count() == 0 {
            return Ok(None);
        }
        let points = self.heights[..self.points].to_vec();
        let future = |at: usize| self.heights.get(self.points + at).copied().flatten();
        let (hoped, feared, ends) = (future(0), future(1), self.ends.clone());
        Ok(Some(Answer { points, hoped, feared, ends }))
    }

    fn advice(&self) -> Option<String> {
        let (set, all) = (self.set_count(), self.heights.len());
        (set > 0 && set < all).then(|| {
            let left = counted(all - set, "point is", "points are");
            format!("{left} not set; the line leaves out what is missing.")
        })
    }

    fn draft(&self) -> Draft {
        let kept = |(at, height): (usize, &Option<u8>)| Some(format!("{at}:{}", (*height)?));
        let chosen = self.heights.iter().enumerate().filter_map(kept).collect();
        Draft { chosen, focus: self.at, ..Draft::default() }
    }

    fn focus(&self) -> usize {
        self.at
    }

    fn hints(&self) -> Vec<Hint> {
        let mut own = hints(&KEYS);
        for (binding, hint) in KEYS.iter().zip(&mut own) {
            if binding.does == Act::Next && self.goes_on() {
                hint.says = "go on";
            }
        }
        own
    }

    fn height(&self, _width: u16) -> u16 {
        12
    }

    fn lines(&self) -> Vec<String> {
        let mut lines = self.ends.in_words();
        let set = self.heights.iter().enumerate();
        let set = set.filter_map(|(at, height)| Some(format!("{}: {}", self.name(at), (*height)?)));
        lines.extend(set);
        lines
    }

    fn line_label(&self) -> String {
        let name = self.name(self.at);
        let keeps = if self.heights[self.at].is_some() { "; a dash keeps it" } else { "" };
        let (several, ends) = match self.set_count() {
            0 => ("; or all of them with blanks between", ""),
            _ => ("", "; an empty line goes on"),
        };
        format!("{name}, a number from 0 to {HIGHEST}{several}{keeps}{ends}")
    }
}
