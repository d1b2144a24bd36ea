//! Who has the word, large enough to be seen from across the table, and the notes.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::kind::contract::View;
use crate::kind::round::Editor;
use crate::widget::ink;
use crate::widget::theme::Theme;

/// Rows above the notes: who has the word.
pub(super) const ABOVE_ALL: u16 = 2;
/// Rows above each note: whose it is.
pub(super) const ABOVE: u16 = 1;
/// Cells before each note.
pub(super) const INDENT: u16 = 4;

impl View for Editor {
    fn draw(&self, area: Rect, buf: &mut Buffer, theme: &Theme) -> Option<(u16, u16)> {
        ink::paragraph(buf, ink::top(area, 1), &self.speaking(), theme.title);
        let below = ink::below(area, ABOVE_ALL);
        let at = self.cells.focus();
        let caret = self.cells.draw(below, (INDENT, ABOVE), buf, theme, &|cell| {
            let mark = if cell == at && !self.by_wish { "›" } else { " " };
            format!("{mark} {}", self.label(cell))
        });
        caret.filter(|_| self.notes)
    }
}
