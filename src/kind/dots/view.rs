//! The options, their dots before them, and how many are left below.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::kind::contract::View;
use crate::kind::dots::Editor;
use crate::kind::dots::editor::DRAWN;
use crate::widget::ink;
use crate::widget::theme::Theme;

impl View for Editor {
    fn draw(&self, area: Rect, buf: &mut Buffer, theme: &Theme) -> Option<(u16, u16)> {
        let one_by_one = self.most_on_one <= DRAWN;
        let boxed = |at: usize| match (self.dots_on(at), one_by_one) {
            (dots, true) => "●".repeat(dots) + &"·".repeat(self.most_on_one - dots),
            (0, false) => "    ·".to_owned(),
            (dots, false) => format!("{dots:>3} ●"),
        };
        let heights = self.list.heights(area.width);
        let options = ink::top(area, Self::rows_of_options(area.height));
        let caret = self.list.draw(&heights, &boxed, options, buf, theme).0;
        if options.height < area.height {
            let row = self.list.height(area.width).saturating_add(1).min(area.height - 1);
            ink::put(buf, ink::indented(area, 2), (0, row), &self.left(), theme.quiet);
        }
        caret
    }
}
