//! Who has the word, large enough to be seen from across the table, and the notes.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::kind::contract::View;
use crate::kind::round::Editor;
use crate::widget::ink;
use crate::widget::theme::Theme;

/// Rows above all notes, for who has the word, and above each, for whose it is.
pub(super) const ABOVE: (u16, u16) = (2, 1);
/// The same where there is little room.
const LITTLE: (u16, u16) = (1, 0);

/// The rows above, in so many rows.
pub(super) fn above(height: u16) -> (u16, u16) {
    if height < 6 { LITTLE } else { ABOVE }
}

/// Cells before each note.
pub(super) const INDENT: u16 = 4;

impl View for Editor {
    fn draw(&self, area: Rect, buf: &mut Buffer, theme: &Theme) -> Option<(u16, u16)> {
        ink::paragraph(buf, ink::top(area, 1), &self.speaking(), theme.title);
        let (all, each) = self.above;
        let at = self.cells.focus();
        let caret = self.cells.draw(ink::below(area, all), (INDENT, each), buf, theme, &|cell| {
            let mark = if cell == at && !self.by_wish { "›" } else { " " };
            // Beside a note there is room for a mark alone.
            if each == 0 { mark.to_owned() } else { format!("{mark} {}", self.label(cell)) }
        });
        caret.filter(|_| self.notes)
    }
}
