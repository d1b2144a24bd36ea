//! A line between two named ends, with a mark on it and the number above the words.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::expr::number_in_words;
use crate::kind::contract::View;
use crate::kind::scale::Editor;
use crate::prose::width;
use crate::widget::theme::Theme;
use crate::widget::{ink, wrap};

impl View for Editor {
    fn draw(&self, area: Rect, buf: &mut Buffer, theme: &Theme) -> Option<(u16, u16)> {
        let line = "─".repeat(usize::from(area.width));
        ink::put(buf, area, (0, 0), &line, theme.quiet);
        let share = |number: f64| (number - self.spec.from) / (self.spec.to - self.spec.from);
        let last = f64::from(area.width.saturating_sub(1));
        let mark = self.number.map(|number| (share(number) * last).round() as u16);
        let (from, to) = (number_in_words(self.spec.from), number_in_words(self.spec.to));
        let right = usize::from(area.width).saturating_sub(width::of(&to)) as u16;
        ink::put(buf, area, (0, 1), &from, theme.quiet);
        ink::put(buf, area, (right, 1), &to, theme.quiet);
        let half = usize::from(area.width / 2).saturating_sub(1);
        let ends = ink::below(area, 2);
        ink::paragraph(buf, Rect { width: half as u16, ..ends }, &self.spec.low, theme.quiet);
        for (row, words) in wrap::rows(&self.spec.high, half.max(1)).iter().enumerate() {
            let left = usize::from(area.width).saturating_sub(width::of(words)) as u16;
            ink::put(buf, ends, (left, row as u16), words, theme.quiet);
        }
        let (Some(mark), Some(number)) = (mark, self.number) else { return None };
        ink::put(buf, area, (mark, 0), "●", theme.here);
        let words = number_in_words(number);
        let most = usize::from(area.width).saturating_sub(width::of(&words)) as u16;
        let left = mark.saturating_sub(width::of(&words) as u16 / 2).min(most);
        ink::put(buf, area, (left, 1), &words, theme.here);
        (area.height > 0).then_some((area.x + mark, area.y))
    }
}
