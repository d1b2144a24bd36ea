//! The options, with a mark where one is and a box that says what is chosen.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::kind::contract::View;
use crate::kind::multi::Editor;
use crate::widget::theme::Theme;

impl View for Editor {
    fn draw(&self, area: Rect, buf: &mut Buffer, theme: &Theme) -> Option<(u16, u16)> {
        self.choosing.draw(("[ ]", "[x]"), area, buf, theme)
    }
}
