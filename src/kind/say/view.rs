//! There is nothing to draw below the words themselves.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::kind::contract::View;
use crate::kind::say::Editor;
use crate::widget::theme::Theme;

impl View for Editor {
    fn draw(&self, _area: Rect, _buf: &mut Buffer, _theme: &Theme) -> Option<(u16, u16)> {
        None
    }
}
