//! Several texts stacked in one column, one of which has the caret: the part that list, table and
//! commit share.

mod placed;

pub use placed::{Place, Stand};

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::kind::contract::{Draft, Input, Passage, Reply, TextEdit};
use crate::kind::part::writing::reply;
use crate::prose::{Form, LONGEST, NO_ROOM, Prose};
use crate::widget::theme::Theme;
use crate::widget::{field, ink, wrap};

/// Texts with the caret in one of them. Never without a cell.
#[derive(Clone, Debug)]
pub struct Cells {
    cells: Vec<Prose>,
    focus: usize,
    /// Whether cells came or went since the last edits were asked for.
    restacked: bool,
    /// First visible row of the whole stack.
    top: u16,
    /// Rows of each cell, as last laid out.
    heights: Vec<u16>,
}

impl Cells {
    /// These texts; the caret stands in the last of them.
    pub fn of(texts: impl IntoIterator<Item = impl AsRef<str>>) -> Self {
        let mut cells: Vec<Prose> =
            texts.into_iter().map(|text| Prose::with(Form::Line, text.as_ref())).collect();
        if cells.is_empty() {
            cells.push(Prose::new(Form::Line));
        }
        let focus = cells.len() - 1;
        Self { heights: vec![1; cells.len()], cells, focus, restacked: false, top: 0 }
    }

    /// The cells of a draft, with its caret.
    pub fn restore(draft: &Draft) -> Self {
        let mut restored = Self::of(draft.texts.iter().map(|passage| passage.text.as_str()));
        for (cell, passage) in restored.cells.iter_mut().zip(&draft.texts) {
            cell.restore(passage.at);
        }
        restored.focus = draft.focus.min(restored.cells.len() - 1);
        restored
    }

    /// How many there are; at least one.
    pub fn count(&self) -> usize {
        self.cells.len()
    }

    /// Which has the caret.
    pub fn focus(&self) -> usize {
        self.focus
    }

    /// Whether the caret stands in the first row of its cell.
    pub fn at_first_row(&self) -> bool {
        self.cells[self.focus].at_first_row()
    }

    /// Whether the caret stands in the last row of its cell.
    pub fn at_last_row(&self) -> bool {
        self.cells[self.focus].at_last_row()
    }

    /// Whether the cell with the caret holds nothing at all.
    pub fn is_empty(&self) -> bool {
        self.cells[self.focus].is_empty()
    }

    /// Puts the caret into cell `at`, or the last.
    pub fn go(&mut self, at: usize) {
        let to = at.min(self.cells.len() - 1);
        if to != self.focus {
            let cut = self.cut().to_owned();
            self.focus = to;
            self.take_cut(&cut);
        }
    }

    /// What was cut last.
    pub fn cut(&self) -> &str {
        self.cells[self.focus].cut()
    }

    /// Takes over what was cut somewhere else.
    pub fn take_cut(&mut self, cut: &str) {
        self.cells[self.focus].take_cut(cut);
    }

    /// The text of cell `at`.
    pub fn text(&self, at: usize) -> String {
        self.cells.get(at).map(Prose::text).unwrap_or_default()
    }

    /// Whether cell `at` says nothing.
    pub fn is_blank(&self, at: usize) -> bool {
        self.cells.get(at).is_none_or(Prose::is_blank)
    }

    /// The cell itself, to be drawn.
    pub fn cell(&self, at: usize) -> Option<&Prose> {
        self.cells.get(at)
    }

    /// Rows of cell `at`, as last laid out.
    pub fn height(&self, at: usize) -> u16 {
        self.heights.get(at).copied().unwrap_or(1)
    }

    /// First visible row of the stack.
    pub fn top(&self) -> u16 {
        self.top
    }

    /// Replaces the text of cell `at`.
    pub fn set(&mut self, at: usize, text: &str) {
        if let Some(cell) = self.cells.get_mut(at) {
            cell.replace_all(text);
        }
    }

    /// Puts other texts in the place of all.
    pub fn restack(&mut self, texts: impl IntoIterator<Item = impl AsRef<str>>) {
        let cut = self.cut().to_owned();
        *self = Self { restacked: true, ..Self::of(texts) };
        self.take_cut(&cut);
    }

    /// Puts a new cell before `at`.
    pub fn insert(&mut self, at: usize, text: &str) {
        let at = at.min(self.cells.len());
        self.cells.insert(at, Prose::with(Form::Line, text));
        self.heights.insert(at, 1);
        self.restacked = true;
    }

    /// Takes cell `at` away, unless it is the only one.
    pub fn remove(&mut self, at: usize) {
        if self.cells.len() > 1 && at < self.cells.len() {
            self.cells.remove(at);
            self.heights.remove(at);
            self.focus = self.focus.min(self.cells.len() - 1);
            self.restacked = true;
        }
    }

    /// Exchanges two cells.
    pub fn swap(&mut self, one: usize, two: usize) {
        if one < self.cells.len() && two < self.cells.len() {
            self.cells.swap(one, two);
            self.restacked = true;
        }
    }

    /// Bytes that all of them together may still grow by: they are one answer, and kept as one.
    fn room(&self) -> usize {
        LONGEST.saturating_sub(self.cells.iter().map(Prose::len).sum())
    }

    /// Whether so many bytes more are taken; if not, what is said of it.
    pub fn takes(&self, bytes: usize) -> Result<(), Reply> {
        if bytes > self.room() { Err(Reply::Refused(NO_ROOM.to_owned())) } else { Ok(()) }
    }

    /// Gives the cell with the caret what a text can take.
    pub fn on(&mut self, input: Input<'_>) -> Reply {
        let room = self.room();
        let cell = &mut self.cells[self.focus];
        cell.within(cell.len() + room);
        match input {
            Input::Key(key) => reply(cell.on(key)),
            Input::Paste(text) => reply(cell.paste(text)),
            Input::Rewritten(text) => {
                cell.replace_all(text);
                Reply::Changed
            }
            _ => Reply::Ignored,
        }
    }

    /// Lays the stack out: `above` gives the rows of what stands over each cell. Afterwards the
    /// cell with the caret is visible, with what stands over it where there is room.
    pub fn fit(&mut self, width: u16, height: u16, above: impl Fn(usize) -> u16) {
        self.fit_placed(width, height, |at| Place::under(above(at)));
    }

    /// Rows of the whole stack at this width.
    pub fn wanted(&self, width: u16, above: impl Fn(usize) -> u16) -> u16 {
        self.wanted_placed(width, |at| Place::under(above(at)))
    }

    /// Draws the visible part. Each cell stands `margin.0` columns to the right and `margin.1` rows
    /// down from its label: beside it where that is no row, under it otherwise.
    pub fn draw(
        &self,
        area: Rect,
        margin: (u16, u16),
        buf: &mut Buffer,
        theme: &Theme,
        label: &dyn Fn(usize) -> String,
    ) -> Option<(u16, u16)> {
        let (indent, above) = margin;
        let inner = ink::indented(area, indent);
        let labels = if above == 0 { Rect { width: indent.min(area.width), ..area } } else { area };
        let visible = |row: u16| row.checked_sub(self.top).filter(|y| *y < area.height);
        let mut caret = None;
        let mut row: u16 = 0;
        for (at, cell) in self.cells.iter().enumerate() {
            let here = at == self.focus;
            let style = if here { theme.here } else { theme.quiet };
            if let Some(y) = visible(row) {
                let words = wrap::cut(&label(at), usize::from(labels.width));
                ink::put(buf, labels, (0, y), &words, style);
            }
            row = row.saturating_add(above);
            if let Some(y) = visible(row) {
                let room = ink::top(ink::below(inner, y), self.height(at));
                let place = field::draw(cell, room, buf, theme);
                caret = if here { place } else { caret };
            }
            row = row.saturating_add(self.height(at));
        }
        let below = row > self.top.saturating_add(area.height);
        ink::more(buf, area, self.top > 0, below, theme.quiet);
        caret
    }

    /// Puts the caret where the mouse points, `column` counted from the texts' own edge.
    pub fn click(&mut self, at: (u16, u16), extend: bool, above: impl Fn(usize) -> u16) -> Reply {
        self.click_placed(at, extend, |at| Place::under(above(at)))
    }

    /// All texts with their carets.
    pub fn draft(&self) -> Draft {
        let passage = |cell: &Prose| Passage { text: cell.text(), at: cell.position() };
        let texts = self.cells.iter().map(passage).collect();
        Draft { texts, focus: self.focus, ..Draft::default() }
    }

    /// What changed since the last call; `None` if cells came or went.
    pub fn edits(&mut self) -> Option<Vec<TextEdit>> {
        let edits: Vec<TextEdit> = self
            .cells
            .iter_mut()
            .enumerate()
            .map(|(text, cell)| TextEdit { text, edits: cell.take_edits(), at: cell.position() })
            .filter(|edit| !edit.edits.is_empty() || edit.text == self.focus)
            .collect();
        if std::mem::take(&mut self.restacked) { None } else { Some(edits) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn together_they_hold_what_one_answer_may() {
        let half = "word ".repeat(LONGEST / 10);
        let mut cells = Cells::of([half.as_str(), ""]);
        assert_eq!(cells.on(Input::Paste("some words")), Reply::Changed);
        assert!(matches!(cells.on(Input::Paste(&half)), Reply::Refused(_)));
        assert!(cells.takes(half.len()).is_err());
        assert!(cells.takes(half.len() - 10).is_ok());
        assert_eq!(cells.text(1), "some words", "what was there is still there");
        cells.go(0);
        assert_eq!(cells.on(Input::Paste(" and more")), Reply::Changed, "there is room for that");
    }
}
