//! The parties one under the other, each with its name, its marks, and what is said of it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::kind::contract::View;
use crate::kind::stakeholders::editor::{Editor, INDENT, MARK};
use crate::widget::theme::Theme;
use crate::widget::{ink, wrap};

impl View for Editor {
    fn draw(&self, area: Rect, buf: &mut Buffer, theme: &Theme) -> Option<(u16, u16)> {
        let places = self.places(area.width);
        let cells = &self.parties.cells;
        let stands = cells.stands(|at| places[at]);
        let rows = stands.last().map_or(0, |stand| stand.end);
        let inner = ink::indented(area, INDENT);
        let mut caret = None;
        for (at, (place, stand)) in places.iter().zip(&stands).enumerate() {
            let (party, column) = (at / self.parties.wide, at % self.parties.wide);
            let here = at == cells.focus();
            let style = if here { theme.here } else { theme.quiet };
            match column.checked_sub(1).and_then(|column| self.spec.cells.get(column)) {
                None => {
                    if let Some(y) = cells.seen(stand.first, area) {
                        let sign = if here { "›" } else { " " };
                        let number = format!("{sign}{:>2}.", party + 1);
                        ink::put(buf, area, (0, y), &number, style);
                    }
                    self.draw_marks(party, (stand.first, stand.last), area, buf, theme);
                }
                Some((_, title)) => {
                    if let Some(y) = cells.seen(stand.top, area) {
                        // Whose cell it is has to be said where the name is out of sight.
                        let name = stands[party * self.parties.wide].first;
                        let title = match cells.seen(name, area) {
                            None if here => format!("{}: {title}", self.parties.name(party)),
                            _ => (*title).to_owned(),
                        };
                        let title = wrap::cut(&title, usize::from(inner.width));
                        if here {
                            ink::put(buf, area, (0, y), "›", theme.here);
                        }
                        ink::put(buf, inner, (0, y), &title, style);
                    }
                }
            }
            let drawn = cells.draw_cell(at, (*place, *stand), area, buf, theme);
            caret = drawn.or(caret);
        }
        cells.draw_more(rows, area, buf, theme);
        caret
    }
}

impl Editor {
    /// What is marked of a party: beside its name, or below.
    fn draw_marks(
        &self,
        party: usize,
        (first, below): (u16, u16),
        area: Rect,
        buf: &mut Buffer,
        theme: &Theme,
    ) {
        if self.parties.is_blank(party) {
            return;
        }
        let beside = Self::marks_beside(area.width);
        let (row, left) =
            if beside { (first, area.width.saturating_sub(self.marks_width())) } else { (below, INDENT) };
        let Some(y) = self.parties.cells.seen(row, area) else { return };
        let marked = self.parties.all[party];
        let mut left = left;
        let asked = [
            (self.spec.in_room, marked.in_room, "in the room"),
            (self.spec.heard, marked.heard, "asked"),
        ];
        for (_, is, words) in asked.into_iter().filter(|(wanted, ..)| *wanted) {
            let (boxed, style) =
                if is { ("[x]", theme.text) } else { ("[ ]", theme.quiet) };
            ink::put(buf, area, (left, y), &format!("{boxed} {words}"), style);
            left = left.saturating_add(MARK);
        }
    }
}
