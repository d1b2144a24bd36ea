//! The line, its points, their heights in numbers below, and the names of the ends around it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::kind::contract::View;
use crate::kind::curve::plan::{self, Columns, Rows};
use crate::kind::curve::{Editor, FUTURES, HIGHEST, MARKS};
use crate::prose::width;
use crate::widget::theme::Theme;
use crate::widget::{ink, wrap};

impl View for Editor {
    fn draw(&self, area: Rect, buf: &mut Buffer, theme: &Theme) -> Option<(u16, u16)> {
        let (shown, rows) = (self.shown(), self.rows(area.height));
        let columns = plan::columns(&shown, area.width);
        let drawing = ink::top(ink::below(area, rows.first), rows.count);
        self.draw_names(&columns, &rows, area, buf, theme);
        if self.heights[self.at].is_none() {
            // Where the point would be.
            let column = columns.at[self.at.min(self.points).min(columns.at.len() - 1)];
            for y in 0..rows.count {
                ink::put(buf, drawing, (column, y), "┊", theme.quiet);
            }
        }
        for (y, row) in plan::line(&shown, &columns, rows.count).iter().enumerate() {
            let blank = |c: &(usize, char)| c.1 != ' ';
            for (x, mark) in row.chars().enumerate().filter(blank) {
                let mark = mark.to_string();
                ink::put(buf, drawing, (x as u16, y as u16), &mark, theme.text);
            }
        }
        let mut caret = None;
        for (at, height) in self.heights[..self.points].iter().enumerate() {
            let here = at == self.at;
            let column = columns.at[at];
            if let Some(height) = height {
                let row = plan::row_of(*height, rows.count);
                let (mark, style) = if here { ("●", theme.here) } else { ("•", theme.text) };
                ink::put(buf, drawing, (column, row), mark, style);
                if here {
                    caret = Some((drawing.x + column, drawing.y + row));
                }
            } else if here {
                caret = Some((drawing.x + column, drawing.y + rows.count.saturating_sub(1)));
            }
            if let Some(row) = rows.numbers {
                let words = height.map_or("·".to_owned(), |height| height.to_string());
                let style = if here { theme.here } else { theme.quiet };
                ink::put(buf, area, (column, row), &words, style);
                if here {
                    ink::put(buf, area, (column.saturating_sub(1), row), "›", theme.here);
                }
            }
        }
        let ahead = self.draw_futures(&columns, &rows, drawing, buf, theme);
        caret.or(ahead).filter(|(x, y)| *x < area.right() && *y < area.bottom())
    }
}

impl Editor {
    /// The two futures, each with its name at its height.
    fn draw_futures(
        &self,
        columns: &Columns,
        rows: &Rows,
        area: Rect,
        buf: &mut Buffer,
        theme: &Theme,
    ) -> Option<(u16, u16)> {
        let futures = self.heights.get(self.points..).filter(|futures| futures.len() == 2)?;
        let column = columns.at[self.points];
        let place = |at: usize| {
            let end = if at == 0 { HIGHEST } else { 0 };
            plan::row_of(futures[at].unwrap_or(end), rows.count)
        };
        let mut names = [place(0), place(1)];
        if names[0] == names[1] && rows.count > 1 {
            // Both names need a row: the one feared gives way downwards, or else the other upwards.
            if names[1] + 1 < rows.count { names[1] += 1 } else { names[0] -= 1 }
        }
        let mut caret = None;
        let room = area.width.saturating_sub(column + 2);
        for (at, height) in futures.iter().enumerate() {
            let here = self.at == self.points + at;
            let style = if here { theme.here } else { theme.quiet };
            if let Some(height) = height {
                ink::put(buf, area, (column, plan::row_of(*height, rows.count)), MARKS[at], style);
            }
            let number = height.map_or("·".to_owned(), |height| height.to_string());
            let mark = if here { "›" } else { " " };
            let words = format!("{mark}{} {} {number}", MARKS[at], FUTURES[at]);
            let short = format!("{mark}{}{number}", MARKS[at]);
            let words = if width::of(&words) <= usize::from(room) { words } else { short };
            ink::put(buf, area, (column + 2, names[at]), &words, style);
            if here {
                caret = Some((area.x + column + 2, area.y + names[at]));
            }
        }
        caret
    }

    /// The names of the ends of time and height.
    fn draw_names(
        &self,
        columns: &Columns,
        rows: &Rows,
        area: Rect,
        buf: &mut Buffer,
        theme: &Theme,
    ) {
        let all = usize::from(area.width);
        let (high, low) = (format!("↑ {}", self.ends.high), format!("↓ {}", self.ends.low));
        match (rows.high, rows.low) {
            (Some(row), None) if !self.ends.low.is_empty() => {
                let high = if self.ends.high.is_empty() { String::new() } else { high };
                draw_two((&high, &low), (row, area.width), area, buf, theme);
            }
            (above, below) => {
                for (row, name) in [(above, &high), (below, &low)] {
                    if let Some(row) = row {
                        ink::put(buf, area, (0, row), &wrap::cut(name, all), theme.quiet);
                    }
                }
            }
        }
        if let Some(row) = rows.ends {
            // The latest end stands under the last point, not under what is ahead.
            let right = columns.at[self.points - 1].saturating_add(2).min(area.width);
            draw_two((&self.ends.from, &self.ends.to), (row, right), area, buf, theme);
        }
    }

}

/// Two names in one row, one at the left, one ending at column `right`.
fn draw_two(
        (left, last): (&str, &str),
        (row, right): (u16, u16),
        area: Rect,
        buf: &mut Buffer,
        theme: &Theme,
    ) {
        let room = usize::from(right);
        // Each may take what the other leaves, and at least a half.
        let half = room.saturating_sub(2) / 2;
        let most = |other: &str| room.saturating_sub(width::of(other) + 2).max(half);
        let (left, last) = (wrap::cut(left, most(last)), wrap::cut(last, most(left)));
        ink::put(buf, area, (0, row), &left, theme.quiet);
        let column = room.saturating_sub(width::of(&last)) as u16;
        ink::put(buf, area, (column, row), &last, theme.quiet);
    }
