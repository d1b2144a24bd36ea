//! Room for notes, with a word of what it is for while there are none.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::kind::contract::View;
use crate::kind::talk::Editor;
use crate::widget::theme::Theme;
use crate::widget::{field, ink};

impl View for Editor {
    fn draw(&self, area: Rect, buf: &mut Buffer, theme: &Theme) -> Option<(u16, u16)> {
        let words = if self.is_over() {
            "The time has passed. Go on when you are ready."
        } else {
            "Talk. Notes are welcome, and not needed."
        };
        // With notes, only what there is to know is said, in the last row, which they leave free.
        let row = if self.notes.prose.is_empty() { 1 } else { area.height.saturating_sub(1) };
        if self.notes.prose.is_empty() || self.is_over() {
            ink::put(buf, area, (0, row), words, theme.quiet);
        }
        field::draw(&self.notes.prose, area, buf, theme)
    }
}
