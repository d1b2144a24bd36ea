//! The rows, each a small stack of labelled cells: this reads the same at 40 columns and at 200.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::kind::contract::View;
use crate::kind::table::Editor;
use crate::widget::theme::Theme;

/// Rows above a cell: its label.
pub(super) const ABOVE: u16 = 1;
/// Cells before the words under a label.
pub(super) const INDENT: u16 = 4;

impl View for Editor {
    fn draw(&self, area: Rect, buf: &mut Buffer, theme: &Theme) -> Option<(u16, u16)> {
        let width = self.spec.columns.len();
        self.cells.draw(area, (INDENT, ABOVE), buf, theme, &|at| {
            let (row, column) = (at / width, at % width);
            let title = &self.spec.columns[column].1;
            let mark = if at == self.cells.focus() { "›" } else { " " };
            match self.rows[row].1.as_str() {
                "" => format!("{mark} {}. {title}", row + 1),
                label => format!("{mark} {label} · {title}"),
            }
        })
    }
}
