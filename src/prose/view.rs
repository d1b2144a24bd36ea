//! What is seen of a text: its visible rows, the caret among them, and what a click there means.

use std::borrow::Cow;
use std::ops::Range;

use crate::prose::cluster;
use crate::prose::layout::Layout;
use crate::prose::{Happened, Prose, cells_for_text};

/// A visible row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row<'a> {
    /// Its words, harmless, no wider than the window.
    pub text: Cow<'a, str>,
    /// Which of its cells are selected; a selected line break is one cell.
    pub selected: Option<Range<u16>>,
    /// Whether a line begins here, rather than going on from the row above.
    pub starts_line: bool,
}

impl Prose {
    /// Notes how much room there is. Only what is visible is laid out.
    pub fn fit(&mut self, width: u16, height: u16) {
        let cells = cells_for_text(width);
        if self.layout.width() != cells {
            self.layout = Layout::new(cells);
            self.goal = None;
            self.leans = false;
        }
        (self.width, self.height) = (width, height);
        self.settle();
    }

    /// Lays out what is visible, and moves the view if the caret would not be.
    pub(super) fn settle(&mut self) {
        let height = usize::from(self.height);
        self.layout.around(&self.text, self.caret, height);
        if height == 0 {
            return;
        }
        let here = self.here();
        let top = self.layout.row_of(self.top).clamp(here.saturating_sub(height - 1), here);
        self.layout.more(&self.text, |layout| layout.rows() >= top + height);
        let lowest = self.layout.rows().saturating_sub(height);
        let top = if self.layout.has_last() { top.min(lowest) } else { top };
        if top != self.layout.row_of(self.top) || !self.layout.covers(self.top) {
            self.top = self.layout.row(top).map_or(0, |(start, _)| start);
        }
    }

    /// The visible rows among those that are laid out.
    fn visible(&self) -> Range<usize> {
        let top = self.layout.row_of(self.top);
        top..self.layout.rows().min(top + usize::from(self.height))
    }

    /// The visible rows.
    pub fn rows(&self) -> Vec<Row<'_>> {
        let room = self.layout.width();
        let selection = self.selection();
        let row = |row: usize| {
            let (start, end) = self.layout.row(row)?;
            let text = match self.text.slice(start..end) {
                _ if self.width == 0 => Cow::Borrowed(""),
                Cow::Borrowed(words) => cluster::shown(words, room),
                Cow::Owned(words) => Cow::Owned(cluster::shown(&words, room).into_owned()),
            };
            let selected = selection.as_ref().and_then(|range| self.selected(row, range));
            Some(Row { text, selected, starts_line: self.text.is_line_start(start) })
        };
        self.visible().filter_map(row).collect()
    }

    /// The cells of a row that `range` selects.
    fn selected(&self, row: usize, range: &Range<usize>) -> Option<Range<u16>> {
        let (start, end) = self.layout.row(row)?;
        if range.end <= start || range.start >= end {
            return None;
        }
        let line_break = end > start && range.end >= end && self.text.is_line_start(end);
        let to = self.column_in(row, range.end) + usize::from(line_break);
        let seen = |column: usize| column.min(usize::from(self.width)) as u16;
        let cells = seen(self.column_in(row, range.start))..seen(to);
        (!cells.is_empty()).then_some(cells)
    }

    /// The cell of the caret, counted from the corner of the window.
    pub fn caret(&self) -> Option<(u16, u16)> {
        let (here, visible) = (self.here(), self.visible());
        if !visible.contains(&here) {
            return None;
        }
        let last = usize::from(self.width).saturating_sub(1);
        let column = self.column_in(here, self.caret).min(last);
        Some((column as u16, (here - visible.start) as u16))
    }

    /// Whether there are rows above the visible ones.
    pub fn more_above(&self) -> bool {
        let first = self.layout.row(self.visible().start);
        first.is_some_and(|(start, _)| start > 0)
    }

    /// Whether there are rows below the visible ones.
    pub fn more_below(&self) -> bool {
        !(self.layout.has_last() && self.visible().end == self.layout.rows())
    }

    /// Whether the caret is in the first row of the text, so that there is nowhere up to go.
    pub fn at_first_row(&self) -> bool {
        self.here() == 0 && self.layout.has_first()
    }

    /// Whether the caret is in the last row of the text, so that there is nowhere down to go.
    pub fn at_last_row(&self) -> bool {
        self.layout.has_last() && self.here() + 1 == self.layout.rows()
    }

    /// How many rows the whole text has at the present width. Lays all of it out.
    pub fn rows_in_all(&self) -> usize {
        let mut all = Layout::new(self.layout.width());
        all.more(&self.text, |_| false);
        all.rows()
    }

    /// How many rows the text has in a window of this width, but not more than `most`. Leaves the
    /// window as it is, and remembers what it found until the text changes there.
    pub fn rows_up_to(&self, width: u16, most: usize) -> usize {
        let cells = cells_for_text(width);
        let mut head = self.head.borrow_mut();
        if head.width() != cells {
            *head = Layout::new(cells);
        }
        head.more(&self.text, |layout| layout.rows() >= most);
        head.rows().min(most)
    }

    /// Puts the caret at a cell of the window, drawing out the selection if it is to `extend`.
    pub fn place(&mut self, column: u16, row: u16, extend: bool) -> Happened {
        self.settle();
        let visible = self.visible();
        let row = visible.start + usize::from(row);
        let (to, leans) = if row < visible.end {
            self.place_in(row, usize::from(column))
        } else if self.layout.has_last() {
            (self.text.len(), false)
        } else {
            self.place_in(visible.end.saturating_sub(1), usize::from(column))
        };
        self.anchor = extend.then(|| self.anchor.unwrap_or(self.caret));
        self.stand(to, leans);
        self.moved()
    }
}
