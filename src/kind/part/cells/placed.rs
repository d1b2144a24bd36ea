//! Cells that do not all stand in one column: indented, beside one another, with rows between.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::kind::contract::Reply;
use crate::kind::part::cells::Cells;
use crate::kind::part::writing::{reply, rows_of};
use crate::widget::theme::Theme;
use crate::widget::{field, ink};

/// Where a cell is to stand.
#[derive(Clone, Copy, Debug, Default)]
pub struct Place {
    /// Columns before its words.
    pub left: u16,
    /// Columns for its words; where nothing is said, all there are to the right.
    pub width: Option<u16>,
    /// Rows above it, for what stands over it.
    pub above: u16,
    /// Rows below it.
    pub below: u16,
    /// Whether it stands beside the cell before it, and not beneath.
    pub beside: bool,
}

/// Where a cell stands, in rows of the whole stack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stand {
    /// The row of what stands over it.
    pub top: u16,
    /// The first row of its words.
    pub first: u16,
    /// The row after its words.
    pub last: u16,
    /// The row after what stands below it.
    pub end: u16,
}

impl Place {
    /// Beneath the cell before it, with so many rows above.
    pub fn under(above: u16) -> Self {
        Self { above, ..Self::default() }
    }

    /// Columns for its words where there are so many in all.
    fn columns(&self, all: u16) -> u16 {
        let room = all.saturating_sub(self.left);
        self.width.map_or(room, |width| width.min(room))
    }
}

/// Where cells of these heights stand.
fn lay(heights: impl Iterator<Item = u16>, place: impl Fn(usize) -> Place) -> Vec<Stand> {
    let mut stands: Vec<Stand> = Vec::new();
    let mut row: u16 = 0;
    for (at, height) in heights.enumerate() {
        let Place { above, below, beside, .. } = place(at);
        let before = stands.last().filter(|_| beside).copied();
        let top = before.map_or(row, |before| before.top);
        let first = before.map_or(top.saturating_add(above), |before| before.first);
        let last = first.saturating_add(height);
        row = row.max(last).saturating_add(below);
        stands.push(Stand { top, first, last, end: row });
    }
    stands
}

impl Cells {
    /// Where each cell stands, as last laid out.
    pub fn stands(&self, place: impl Fn(usize) -> Place) -> Vec<Stand> {
        lay(self.heights.iter().copied(), place)
    }

    /// Lays the cells out. Afterwards the one with the caret is visible, with what stands over it
    /// where there is room.
    pub fn fit_placed(&mut self, width: u16, height: u16, place: impl Fn(usize) -> Place) {
        let tallest = height.max(1);
        for (at, cell) in self.cells.iter_mut().enumerate() {
            let columns = place(at).columns(width);
            let rows = rows_of(cell, columns).clamp(1, tallest);
            cell.fit(columns, rows);
            self.heights[at] = rows;
        }
        self.show(self.focus, height, place);
    }

    /// Scrolls, in so many rows, as little as it takes to see cell `at`.
    pub fn show(&mut self, at: usize, height: u16, place: impl Fn(usize) -> Place) {
        let stands = self.stands(place);
        let rows = stands.last().map_or(0, |stand| stand.end);
        let Some(here) = stands.get(at) else { return };
        // What stands below it comes with it, unless that would push its own words out.
        let end = if here.end - here.first > height { here.last } else { here.end };
        if end > self.top.saturating_add(height) {
            self.top = end - height;
        }
        if here.top < self.top {
            self.top = here.top.max(end.saturating_sub(height));
        }
        self.top = self.top.min(rows.saturating_sub(height));
    }

    /// Rows of all cells at this width.
    pub fn wanted_placed(&self, width: u16, place: impl Fn(usize) -> Place) -> u16 {
        let rows = |(at, cell)| rows_of(cell, place(at).columns(width)).max(1);
        let heights: Vec<u16> = self.cells.iter().enumerate().map(rows).collect();
        lay(heights.into_iter(), &place).last().map_or(0, |stand| stand.end)
    }

    /// Puts the caret where the mouse points, counted from the corner of the drawn part.
    pub fn click_placed(
        &mut self,
        (column, row): (u16, u16),
        extend: bool,
        place: impl Fn(usize) -> Place,
    ) -> Reply {
        let wanted = row.saturating_add(self.top);
        let stands = self.stands(&place);
        let hit = |at: &usize| {
            let before = place(*at).beside && column < place(*at).left;
            (stands[*at].top..stands[*at].end).contains(&wanted) && !before
        };
        // Of two that stand beside one another, the one further to the right is asked first.
        let Some(at) = (0..stands.len()).rev().find(hit) else { return Reply::Ignored };
        self.go(at);
        let (column, row) =
            (column.saturating_sub(place(at).left), wanted.saturating_sub(stands[at].first));
        reply(self.cells[at].place(column, row, extend))
    }

    /// The row of the drawn part in which a row of the stack is seen.
    pub fn seen(&self, row: u16, area: Rect) -> Option<u16> {
        row.checked_sub(self.top).filter(|y| *y < area.height)
    }

    /// Draws the words of cell `at`. Gives the cell of the caret, if it is there.
    pub fn draw_cell(
        &self,
        at: usize,
        (place, stand): (Place, Stand),
        area: Rect,
        buf: &mut Buffer,
        theme: &Theme,
    ) -> Option<(u16, u16)> {
        let y = self.seen(stand.first, area)?;
        let room = ink::top(ink::below(ink::indented(area, place.left), y), self.height(at));
        let room = Rect { width: place.columns(area.width).min(room.width), ..room };
        let caret = field::draw(self.cells.get(at)?, room, buf, theme);
        caret.filter(|_| at == self.focus)
    }

    /// Marks at the edge that there is more above or below what is drawn.
    pub fn draw_more(&self, rows: u16, area: Rect, buf: &mut Buffer, theme: &Theme) {
        let below = rows > self.top.saturating_add(area.height);
        ink::more(buf, area, self.top > 0, below, theme.quiet);
    }

    /// Puts the cells into another order; the caret stays in its own.
    pub fn arrange(&mut self, order: &[usize]) {
        if order.len() != self.cells.len() {
            return;
        }
        let cells = std::mem::take(&mut self.cells);
        let mut cells: Vec<Option<_>> = cells.into_iter().map(Some).collect();
        self.cells = order.iter().filter_map(|at| cells.get_mut(*at)?.take()).collect();
        self.heights = vec![1; self.cells.len()];
        self.focus = order.iter().position(|at| *at == self.focus).unwrap_or(0);
        self.restacked = true;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_stand_beneath_and_beside_one_another() {
        let place = |at: usize| match at % 2 {
            0 => Place { left: 2, width: Some(6), above: 1, ..Place::default() },
            _ => Place { left: 9, beside: true, below: 1, ..Place::default() },
        };
        let stands = lay([1, 3, 2, 1].into_iter(), place);
        let rows = |stand: &Stand| (stand.top, stand.first, stand.last, stand.end);
        let rows: Vec<_> = stands.iter().map(rows).collect();
        assert_eq!(rows, [(0, 1, 2, 2), (0, 1, 4, 5), (5, 6, 8, 8), (5, 6, 7, 9)]);
    }

    #[test]
    fn the_caret_is_where_the_mouse_points() {
        let place = |at: usize| match at % 2 {
            0 => Place { left: 2, width: Some(6), ..Place::default() },
            _ => Place { left: 9, beside: true, ..Place::default() },
        };
        let mut cells = Cells::of(["one", "two", "three", "four"]);
        cells.fit_placed(30, 10, place);
        for (column, row, at) in [(2, 0, 0), (0, 0, 0), (9, 0, 1), (29, 0, 1), (3, 1, 2), (9, 1, 3)]
        {
            assert_eq!(cells.click_placed((column, row), false, place), Reply::Moved);
            assert_eq!(cells.focus(), at, "{column},{row}");
        }
        assert_eq!(cells.click_placed((2, 7), false, place), Reply::Ignored);
    }

    #[test]
    fn another_order_takes_nothing_away() {
        let mut cells = Cells::of(["one", "two", "three"]);
        cells.arrange(&[2, 0, 1]);
        assert_eq!((0..3).map(|at| cells.text(at)).collect::<Vec<_>>(), ["three", "one", "two"]);
        assert_eq!(cells.focus(), 0, "the caret went with its cell");
        assert_eq!(cells.edits(), None, "a change of order is no edit of a text");
    }
}
