//! The parts of a promise, each under its label.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::kind::commit::{Editor, PARTS};
use crate::kind::contract::View;
use crate::widget::theme::Theme;

/// Rows above each part: its label.
pub(super) const ABOVE: u16 = 1;
/// Cells before the words under a label.
pub(super) const INDENT: u16 = 4;

impl View for Editor {
    fn draw(&self, area: Rect, buf: &mut Buffer, theme: &Theme) -> Option<(u16, u16)> {
        self.cells.draw(area, (INDENT, ABOVE), buf, theme, &|at| {
            let (_, label, help) = PARTS[self.asked[at]];
            let here = at == self.cells.focus();
            if here { format!("› {label} — {help}") } else { format!("  {label}") }
        })
    }
}
