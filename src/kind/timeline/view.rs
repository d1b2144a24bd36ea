//! A line of time from top to bottom, with what stands on it beside it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::kind::contract::View;
use crate::kind::timeline::Editor;
use crate::kind::timeline::editor::INDENT;
use crate::widget::theme::Theme;
use crate::widget::{ink, wrap};

impl View for Editor {
    fn draw(&self, area: Rect, buf: &mut Buffer, theme: &Theme) -> Option<(u16, u16)> {
        let places = self.places(area.width);
        let cells = &self.entries.cells;
        let stands = cells.stands(|at| places[at]);
        let (top, bottom) = self.ends();
        let rows = stands.last().map_or(0, |stand| stand.end);
        let inner = ink::indented(area, INDENT);
        let room = usize::from(inner.width);
        let last = stands.len().checked_sub(2).map_or(0, |at| stands[at].first);
        // The line runs from its first name, or its first point, to its last.
        let end = if bottom.is_empty() { last } else { rows.saturating_sub(1) };
        for row in 0..=end {
            if let Some(y) = cells.seen(row, area) {
                let mark = match row {
                    0 if !top.is_empty() => "╷",
                    row if row + 1 == rows && !bottom.is_empty() => "╵",
                    _ => "│",
                };
                ink::put(buf, area, (0, y), mark, theme.quiet);
            }
        }
        for (row, name) in [(0, top), (rows.saturating_sub(1), bottom)] {
            if let Some(y) = cells.seen(row, area).filter(|_| !name.is_empty()) {
                ink::put(buf, inner, (0, y), &wrap::cut(name, room), theme.quiet);
            }
        }
        let mut caret = None;
        for at in 0..self.entries.count() {
            let here = at == self.entries.at();
            let (when, what) = (2 * at, 2 * at + 1);
            if let Some(y) = cells.seen(stands[when].first, area) {
                let (mark, style) = if here { ("›", theme.here) } else { ("●", theme.quiet) };
                ink::put(buf, area, (0, y), mark, style);
                if here && cells.text(when).is_empty() {
                    ink::put(buf, inner, (0, y), "when", theme.quiet);
                }
                if let Some((_, title)) = self.spec.lanes.get(self.entries.all[at].lane) {
                    let left = places[when].width.unwrap_or(0) + 1;
                    let room = usize::from(inner.width.saturating_sub(left));
                    ink::put(buf, inner, (left, y), &wrap::cut(title, room), theme.quiet);
                }
            }
            for cell in [when, what] {
                let drawn = cells.draw_cell(cell, (places[cell], stands[cell]), area, buf, theme);
                caret = drawn.or(caret);
            }
        }
        cells.draw_more(rows, area, buf, theme);
        caret
    }
}
