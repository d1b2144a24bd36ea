//! The items, one below the other, each with its mark.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::kind::contract::View;
use crate::kind::list::Editor;
use crate::widget::theme::Theme;

/// Cells before an item: its mark and a blank.
pub(super) const INDENT: u16 = 2;

impl View for Editor {
    fn draw(&self, area: Rect, buf: &mut Buffer, theme: &Theme) -> Option<(u16, u16)> {
        self.cells.draw(area, (INDENT, 0), buf, theme, &|at| {
            (if at == self.cells.focus() { "›" } else { "·" }).to_owned()
        })
    }
}
