//! The lines, indented, with marks that show which hangs from which.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::kind::contract::View;
use crate::kind::part::cells::Stand;
use crate::kind::tree::Editor;
use crate::widget::theme::Theme;
use crate::widget::{ink, wrap};

impl View for Editor {
    fn draw(&self, area: Rect, buf: &mut Buffer, theme: &Theme) -> Option<(u16, u16)> {
        let places = self.places(area.width);
        let stands = self.cells.stands(|at| places[at]);
        let mut caret = self.draw_root(&stands, area, buf, theme);
        for (at, stand) in stands.iter().enumerate() {
            let here = at == self.cells.focus();
            for row in stand.first..stand.end {
                let Some(y) = self.cells.seen(row, area) else { continue };
                let guides = self.guides(at, row == stand.first);
                ink::put(buf, area, (2, y), &guides, theme.quiet);
                if row >= stand.last {
                    let left = places[at].left;
                    let room = usize::from(area.width.saturating_sub(left));
                    let to = self.shape.lines[at].back.map(|to| self.words(to));
                    let words = wrap::cut(&format!("↩ {}", to.unwrap_or_default()), room);
                    ink::put(buf, area, (left, y), &words, theme.quiet);
                }
            }
            if let Some(y) = self.cells.seen(stand.first, area) {
                let mark = match self.pointing {
                    Some(to) if to == self.shape.lines[at].id => "›",
                    Some(_) if here => "↩",
                    None if here => "›",
                    _ => " ",
                };
                ink::put(buf, area, (0, y), mark, theme.here);
                if mark == "›" && !here {
                    caret = Some((area.x, area.y + y));
                }
            }
            let cell = self.cells.draw_cell(at, (places[at], *stand), area, buf, theme);
            caret = if self.pointing.is_none() { cell.or(caret) } else { caret };
        }
        let rows = stands.last().map_or(0, |stand| stand.end);
        self.cells.draw_more(rows, area, buf, theme);
        caret
    }
}

impl Editor {
    /// What all lines hang from. Gives its cell, where it is pointed at.
    fn draw_root(
        &self,
        stands: &[Stand],
        area: Rect,
        buf: &mut Buffer,
        theme: &Theme,
    ) -> Option<(u16, u16)> {
        let first = stands.first().filter(|_| !self.root.is_empty())?;
        let mut caret = None;
        let inner = ink::indented(area, 2);
        let rows = wrap::rows(&self.root, usize::from(inner.width));
        let room = usize::from(first.first - first.top);
        for (at, words) in rows.iter().enumerate().take(room) {
            let Some(y) = self.cells.seen(at as u16, area) else { continue };
            let more = at + 1 == room && rows.len() > room;
            let words = if more { format!("{words} …") } else { words.clone() };
            ink::put(buf, inner, (0, y), &wrap::cut(&words, usize::from(inner.width)), theme.quiet);
            if at == 0 && self.pointing == Some(0) {
                ink::put(buf, area, (0, y), "›", theme.here);
                caret = Some((area.x, area.y + y));
            }
        }
        caret
    }

    /// The marks before a line, on its first row or below it.
    fn guides(&self, at: usize, first: bool) -> String {
        let line = &self.shape.lines[at];
        let levels = self.levels(line);
        let mut marks = vec![""; levels];
        let mut above = Some(at);
        for (level, mark) in marks.iter_mut().enumerate().rev() {
            let Some(there) = above else { break };
            let next = self.shape.has_next(there);
            *mark = match (level + 1 == levels && first, next) {
                (true, true) => "├ ",
                (true, false) => "└ ",
                (false, true) => "│ ",
                (false, false) => "  ",
            };
            above = self.shape.parent(there);
        }
        marks.concat()
    }
}
