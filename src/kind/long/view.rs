//! The words as they are being written.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::kind::contract::View;
use crate::kind::long::Editor;
use crate::widget::field;
use crate::widget::theme::Theme;

impl View for Editor {
    fn draw(&self, area: Rect, buf: &mut Buffer, theme: &Theme) -> Option<(u16, u16)> {
        field::draw(&self.writing.prose, area, buf, theme)
    }
}
