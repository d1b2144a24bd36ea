//! The cards that are turned: names, and the words under them.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::kind::contract::View;
use crate::kind::reveal::Editor;
use crate::kind::reveal::editor::Look;
use crate::widget::ink;
use crate::widget::theme::Theme;

/// Cells before words.
pub(super) const INDENT: u16 = 2;
/// Rows below: where one is among several cards.
pub(super) const BELOW: u16 = 1;

impl View for Editor {
    fn draw(&self, area: Rect, buf: &mut Buffer, theme: &Theme) -> Option<(u16, u16)> {
        let height = area.height.saturating_sub(BELOW);
        let rows = self.rows(area.width);
        let visible = rows.iter().skip(usize::from(self.top())).take(usize::from(height));
        for (at, (row, look)) in visible.enumerate() {
            let (indent, style) = match look {
                Look::Title => (0, theme.quiet),
                Look::Name => (0, theme.title),
                Look::Words => (INDENT, theme.text),
            };
            ink::put(buf, area, (indent, at as u16), row, style);
        }
        ink::put(buf, area, (0, height), &self.place(), theme.quiet);
        let below = rows.len() > usize::from(self.top().saturating_add(height));
        ink::more(buf, area, self.top() > 0, below, theme.quiet);
        None
    }
}
