//! The options, each with its place in the box before it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::kind::contract::View;
use crate::kind::rank::Editor;
use crate::widget::theme::Theme;

impl View for Editor {
    fn draw(&self, area: Rect, buf: &mut Buffer, theme: &Theme) -> Option<(u16, u16)> {
        let wide = usize::from(self.digits());
        let boxed = |at: usize| match self.place_of(at) {
            Some(place) => format!("[{:>wide$}]", place + 1),
            None => format!("[{:wide$}]", ""),
        };
        let heights = self.list.heights(area.width);
        self.list.draw(&heights, &boxed, area, buf, theme).0
    }
}
