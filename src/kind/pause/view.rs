//! A line that fills slowly, and a word when the time has passed.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::kind::contract::View;
use crate::kind::pause::Editor;
use crate::widget::ink;
use crate::widget::theme::Theme;

/// Cells of the line.
const LENGTH: u16 = 24;

impl View for Editor {
    fn draw(&self, area: Rect, buf: &mut Buffer, theme: &Theme) -> Option<(u16, u16)> {
        let Some(target) = self.target else {
            ink::put(buf, area, (0, 0), "As long as it needs.", theme.quiet);
            return None;
        };
        let length = LENGTH.min(area.width);
        let part = self.spent.as_secs_f64() / target.as_secs_f64().max(1.0);
        let passed = (part.min(1.0) * f64::from(length)).floor() as usize;
        let rest = usize::from(length) - passed;
        ink::put(buf, area, (0, 0), &"•".repeat(passed), theme.here);
        ink::put(buf, area, (passed as u16, 0), &"·".repeat(rest), theme.quiet);
        if self.is_over() {
            ink::put(buf, area, (0, 1), "Go on when you are ready.", theme.quiet);
        }
        None
    }
}
