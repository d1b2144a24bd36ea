//! What can be done to a tree in the making.

use crate::base::plural::counted;
use crate::key::{Key, bound};
use crate::kind::contract::Reply;
use crate::kind::tree::editor::Editor;
use crate::kind::tree::keys::{Act, POINTING};
use crate::kind::tree::shape::Line;
use crate::kind::tree::{MOST, Spec};

impl Editor {
    /// Does what a key or a word asks for.
    pub(super) fn act(&mut self, act: Act) -> Reply {
        let at = self.at();
        match act {
            Act::Next => self.next_line(),
            Act::Deeper => self.deeper(),
            Act::Out if self.out() => Reply::Changed,
            Act::Out => Reply::Refused(self.stays(at)),
            Act::Back => self.point(),
            Act::Up if at > 0 => self.go(at - 1),
            Act::Down if at + 1 < self.cells.count() => self.go(at + 1),
            Act::Earlier | Act::Later => {
                let order = self.shape.moved(at, act == Act::Later);
                self.arrange(order)
            }
            Act::Up | Act::Down | Act::Under | Act::Drop | Act::Change => Reply::Ignored,
        }
    }

    fn go(&mut self, at: usize) -> Reply {
        self.cells.go(at);
        Reply::Moved
    }

    fn arrange(&mut self, order: Option<Vec<usize>>) -> Reply {
        let Some(order) = order else { return Reply::Ignored };
        self.cells.arrange(&order);
        self.reshaped = true;
        Reply::Changed
    }

    fn next_line(&mut self) -> Reply {
        let (at, last) = (self.at(), self.cells.count() - 1);
        if !self.cells.is_blank(at) && self.grow() {
            return Reply::Changed;
        }
        if at < last { self.go(at + 1) } else { Reply::Done }
    }

    /// Begins a new line after the one at hand. False where there is no room for one.
    fn grow(&mut self) -> bool {
        self.shape.next(self.at()).is_some_and(|place| self.begin(place))
    }

    /// Begins a new line, or goes to the one that waits there empty already.
    fn begin(&mut self, (at, deep): (usize, usize)) -> bool {
        let before = at.checked_sub(1).filter(|at| self.cells.is_blank(*at));
        let waits = |at: &usize| self.cells.is_blank(*at) && self.shape.lines[*at].deep == deep;
        let there = Some(at).filter(|at| *at < self.cells.count()).into_iter().chain(before);
        if let Some(there) = there.into_iter().find(waits) {
            self.cells.go(there);
            return true;
        }
        if self.cells.count() >= MOST {
            return false;
        }
        self.shape.insert(at, Line::new(self.next, deep));
        self.next = self.next.saturating_add(1);
        self.cells.insert(at, "");
        self.cells.go(at);
        self.reshaped = true;
        true
    }

    /// Puts the line at hand under the one beside it; where that cannot be, outermost.
    fn deeper(&mut self) -> Reply {
        if self.shape.deeper(self.at()) {
            self.reshaped = true;
            return Reply::Changed;
        }
        let mut moved = false;
        while self.out() {
            moved = true;
        }
        if moved { Reply::Changed } else { Reply::Refused(self.stays(self.at())) }
    }

    fn out(&mut self) -> bool {
        let order = self.shape.out(self.at());
        self.arrange(order) == Reply::Changed
    }

    /// Why a line stands where it stands.
    fn stays(&self, at: usize) -> String {
        if at == 0 { "The first line stands outermost.".to_owned() } else { self.room() }
    }

    /// How many lines there may be.
    fn room(&self) -> String {
        let Spec { deepest, widest, .. } = self.spec;
        let (levels, lines) =
            (counted(deepest, "level", "levels"), counted(widest, "line", "lines"));
        format!("There is room for {levels} here, and for {lines} under one.")
    }

    /// Begins to say where the line at hand leads back to; or, begun already, that it does not.
    fn point(&mut self) -> Reply {
        let at = self.at();
        if self.pointing.take().is_some() {
            let led = self.shape.lines[at].back.take().is_some();
            self.reshaped |= led;
            return if led { Reply::Changed } else { Reply::Moved };
        }
        if self.cells.is_blank(at) {
            return Reply::Refused("Write the line first, then say where it leads back.".to_owned());
        }
        let ends = self.ends();
        let above = self.shape.parent(at).map_or(0, |parent| self.shape.lines[parent].id);
        let begin = self.shape.lines[at].back.unwrap_or(above);
        let near = ends.iter().find(|id| **id == begin).or(ends.last()).copied();
        self.pointing = near;
        match near {
            Some(_) => Reply::Moved,
            None => Reply::Refused("There is no earlier line to lead back to.".to_owned()),
        }
    }

    /// A key while someone says where the line leads back to; none if it means something else.
    pub(super) fn pointed(&mut self, key: Key) -> Option<Reply> {
        let at = self.pointing?;
        let act = bound(&POINTING, key);
        let ends = self.ends();
        let here = ends.iter().position(|id| *id == at).unwrap_or(0);
        match act? {
            Act::Up => self.pointing = Some(ends[here.saturating_sub(1)]),
            Act::Down => self.pointing = ends.get(here + 1).copied().or(self.pointing),
            Act::Next => {
                self.pointing = None;
                return Some(self.lead_back(self.at(), Some(at)));
            }
            _ => return Some(self.point()),
        }
        Some(Reply::Moved)
    }

    fn lead_back(&mut self, at: usize, to: Option<u32>) -> Reply {
        self.shape.lines[at].back = to;
        self.reshaped = true;
        Reply::Changed
    }

    /// Takes a line away, with all under it.
    pub(super) fn take_away(&mut self, at: usize) {
        let gone = self.shape.remove(at);
        if self.shape.lines.is_empty() {
            self.shape.insert(0, Line::new(self.next, 1));
            self.next = self.next.saturating_add(1);
            self.cells.restack([""]);
        } else {
            (0..gone).for_each(|_| self.cells.remove(at));
        }
        self.reshaped = true;
    }

    fn full(&self) -> String {
        if self.cells.count() >= MOST {
            return format!("There is room for {MOST} lines here.");
        }
        self.room()
    }

    /// A line of plain mode: another line of the tree, or its end.
    pub(super) fn line(&mut self, line: &str) -> Reply {
        if line.trim().is_empty() {
            return Reply::Done;
        }
        if let Err(refused) = self.cells.takes(line.len()) {
            return refused;
        }
        if !self.cells.is_blank(self.at()) && !self.grow() {
            return Reply::Refused(self.full());
        }
        self.cells.set(self.at(), line);
        self.grow();
        Reply::Changed
    }

    /// Begins the next line under another.
    pub(super) fn under(&mut self, at: usize) -> Reply {
        let here = self.at();
        let Some(place) = self.shape.under(at) else { return Reply::Refused(self.room()) };
        if !self.begin(place) {
            return Reply::Refused(self.full());
        }
        // The empty line that was to be the next one is not needed any more.
        let waits = if place.0 <= here { here + 1 } else { here };
        if waits != self.at()
            && self.cells.is_blank(waits)
            && self.shape.end(waits) == waits + 1
            && self.cells.count() > 1
        {
            self.take_away(waits);
        }
        Reply::Changed
    }

    /// The line that a number names.
    pub(super) fn named(&self, number: &str) -> Result<usize, Reply> {
        let at = number.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        at.filter(|at| *at < self.cells.count()).ok_or_else(|| {
            Reply::Refused("Name a line by its number, such as “:drop 2”.".to_owned())
        })
    }

    /// `:returns 4 1`, `:returns 4 0`, `:returns 4`.
    pub(super) fn returns(&mut self, at: usize, to: &str) -> Reply {
        if self.cells.is_blank(at) {
            return Reply::Refused("That line says nothing yet.".to_owned());
        }
        let back = match to {
            "" => None,
            "0" if !self.root.is_empty() => Some(0),
            number => match self.named(number) {
                Ok(to) if to < at && !self.cells.is_blank(to) => Some(self.shape.lines[to].id),
                Ok(_) => {
                    return Reply::Refused("A line leads back to an earlier one.".to_owned());
                }
                Err(refused) => return refused,
            },
        };
        self.lead_back(at, back)
    }
}
