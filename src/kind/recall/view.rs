//! What was said, indented under a quiet label.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::kind::contract::View;
use crate::kind::recall::Editor;
use crate::widget::ink;
use crate::widget::theme::Theme;

/// Cells before what was said.
pub(super) const INDENT: u16 = 2;

impl View for Editor {
    fn draw(&self, area: Rect, buf: &mut Buffer, theme: &Theme) -> Option<(u16, u16)> {
        let rows = self.rows(area.width);
        let visible = rows.iter().skip(usize::from(self.top)).take(usize::from(area.height));
        for (at, (row, label)) in visible.enumerate() {
            let (indent, style) = if *label { (0, theme.quiet) } else { (INDENT, theme.text) };
            ink::put(buf, area, (indent, at as u16), row, style);
        }
        let below = rows.len() > usize::from(self.top.saturating_add(area.height));
        ink::more(buf, area, self.top > 0, below, theme.quiet);
        None
    }
}
