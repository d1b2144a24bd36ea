//! The links and loops there are, the one being made as a sentence, and the names below it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::kind::contract::View;
use crate::kind::map::Editor;
use crate::kind::map::rows::{INDENT, NUMBER, Row};
use crate::prose::width;
use crate::widget::theme::Theme;
use crate::widget::{field, ink, wrap};

impl View for Editor {
    fn draw(&self, area: Rect, buf: &mut Buffer, theme: &Theme) -> Option<(u16, u16)> {
        let words = ink::indented(area, INDENT + NUMBER);
        let (column, _) = self.field(area.width);
        let naming = self.is_naming() && !self.is_full();
        let mut caret = None;
        let mut begun = false;
        for (y, row) in self.rows(area.width, area.height).into_iter().enumerate() {
            let y = y as u16;
            match row {
                Row::Link { at, first, text } => {
                    let here = self.link == Some(at);
                    let style = if here { theme.here } else { theme.text };
                    if first {
                        let number = format!("{:>2}", at + 1);
                        ink::put(buf, area, (INDENT, y), &number, theme.quiet);
                        if here {
                            ink::put(buf, area, (0, y), "›", theme.here);
                            caret = Some((area.x, area.y + y));
                        }
                    }
                    ink::put(buf, words, (0, y), &text, style);
                }
                Row::Loop { name, text } => {
                    ink::put(buf, area, (INDENT, y), &name, theme.here);
                    ink::put(buf, words, (0, y), &text, theme.quiet);
                }
                Row::Prompt { text, last } => {
                    if !begun && self.link.is_none() {
                        ink::put(buf, area, (0, y), "›", theme.here);
                    }
                    begun = true;
                    ink::put(buf, area, (INDENT, y), &text, theme.text);
                    if last && self.link.is_none() {
                        let end = INDENT + width::of(text.trim_end()) as u16 + 1;
                        caret = Some((area.x + end, area.y + y));
                        if naming && !self.field(area.width).1 {
                            caret = self.draw_query((column, y), area, buf, theme);
                        }
                    }
                }
                Row::Field if naming => caret = self.draw_query((column, y), area, buf, theme),
                Row::Field | Row::Blank => {}
                Row::Asked(text) => {
                    let room = usize::from(area.width.saturating_sub(INDENT));
                    ink::put(buf, area, (INDENT, y), &wrap::cut(text, room), theme.quiet);
                }
                Row::Names(names) => {
                    for name in names {
                        let here = self.marked == Some(name.candidate) && self.link.is_none();
                        let style = if here { theme.here } else { theme.quiet };
                        ink::put(buf, area, (name.column, y), &name.text, style);
                    }
                }
            }
        }
        caret.filter(|(x, y)| *x < area.right() && *y < area.bottom())
    }
}

impl Editor {
    /// The letters being typed, or what is to be typed there.
    fn draw_query(
        &self,
        (column, row): (u16, u16),
        area: Rect,
        buf: &mut Buffer,
        theme: &Theme,
    ) -> Option<(u16, u16)> {
        let room = ink::top(ink::below(ink::indented(area, column), row), 1);
        if self.query.is_empty() {
            let words = match (self.candidates().is_empty(), self.spec.new_items) {
                (true, true) => "a name",
                (_, true) => "number, letters or a new name",
                _ => "number or letters",
            };
            ink::put(buf, room, (0, 0), &wrap::cut(words, usize::from(room.width)), theme.quiet);
        }
        field::draw(&self.query, room, buf, theme)
    }
}
