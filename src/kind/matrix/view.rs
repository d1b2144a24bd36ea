//! The item at hand above a grid with what is placed already, and a list of all where there is
//! room. The number of an item is its mark; the one at hand is a dot.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::kind::contract::View;
use crate::kind::matrix::editor::Editor;
use crate::kind::matrix::plan::{Plan, first};
use crate::prose::width;
use crate::widget::theme::Theme;
use crate::widget::{ink, wrap};

impl View for Editor {
    fn draw(&self, area: Rect, buf: &mut Buffer, theme: &Theme) -> Option<(u16, u16)> {
        let plan = self.plan(area.width, area.height);
        let (across, up) = self.axes();
        ink::paragraph(buf, ink::top(area, plan.item), &self.title(), theme.here);
        for (row, words) in [(plan.up, up), (plan.across, across)] {
            let room = ink::top(ink::below(area, row), plan.words);
            ink::paragraph(buf, room, &words, theme.text);
        }
        if let Some(row) = plan.corner {
            let words = wrap::cut(self.corner(), usize::from(area.width.saturating_sub(5)));
            ink::put(buf, area, (5, row), &words, theme.quiet);
        }
        let grid = Grid { plan, area: ink::top(ink::below(area, plan.top), plan.rows), theme };
        if plan.line {
            let line = format!("└{}", "─".repeat(usize::from(11 * plan.step)));
            ink::put(buf, area, (0, plan.top + plan.rows), &line, theme.quiet);
        }
        for row in 0..plan.rows {
            ink::put(buf, grid.area, (0, row), "│", theme.quiet);
        }
        self.draw_corners(&grid, buf);
        self.draw_list(&plan, area, buf, theme);
        self.draw_marks(&grid, buf)
    }
}

/// The grid on the screen.
struct Grid<'a> {
    plan: Plan,
    area: Rect,
    theme: &'a Theme,
}

impl Editor {
    /// The names of the corners, each in its own.
    fn draw_corners(&self, grid: &Grid<'_>, buf: &mut Buffer) {
        let corners = &self.spec.corners;
        let half = (11 * grid.plan.step).saturating_sub(3) / 2;
        let most = usize::from(grid.plan.rows / 4).min(3);
        if half < 8 || most == 0 {
            return;
        }
        let all = [
            (&corners.upper_left, false, false),
            (&corners.upper_right, true, false),
            (&corners.lower_left, false, true),
            (&corners.lower_right, true, true),
        ];
        for (name, right, lower) in all.into_iter().filter(|(name, ..)| !name.is_empty()) {
            let mut rows = wrap::rows(name, usize::from(half));
            if rows.len() > most {
                rows.truncate(most);
                let last = rows.pop().unwrap_or_default();
                rows.push(wrap::cut(&format!("{last} …"), usize::from(half)));
            }
            let tall = wrap::tall(&rows);
            let top = if lower { grid.plan.rows.saturating_sub(tall) } else { 0 };
            for (row, words) in (top..).zip(&rows) {
                let wide = width::of(words) as u16;
                let left =
                    if right { (1 + 11 * grid.plan.step).saturating_sub(wide) } else { 2 };
                ink::put(buf, grid.area, (left, row), words, grid.theme.quiet);
            }
        }
    }

    /// What is placed, and the mark of the item at hand.
    fn draw_marks(&self, grid: &Grid<'_>, buf: &mut Buffer) -> Option<(u16, u16)> {
        let Grid { plan, area, theme } = *grid;
        let cell = |(across, up): (u8, u8)| (plan.column(across), plan.row(up));
        let mut taken: Vec<(u16, u16)> = Vec::new();
        for (at, mark) in self.marks.iter().enumerate().filter(|(at, _)| *at != self.here) {
            let Some((column, row)) = mark.place().map(cell) else { continue };
            let shared = taken.contains(&(column, row));
            taken.push((column, row));
            let number = format!("{:^1$}", at + 1, usize::from(plan.step));
            let last = column + plan.step.saturating_sub(1);
            if shared {
                ink::put(buf, area, (last, row), "+", theme.text);
            } else {
                ink::put(buf, area, (column, row), &number, theme.text);
            }
        }
        let mark = self.mark();
        let middle = |across: u8| plan.column(across) + plan.step.saturating_sub(1) / 2;
        match (mark.across, mark.up) {
            (Some(across), None) => {
                for row in 0..plan.rows {
                    ink::put(buf, area, (middle(across), row), "┊", theme.here);
                }
                None
            }
            (None, Some(up)) => {
                let line = "┄".repeat(usize::from(11 * plan.step));
                ink::put(buf, area, (1, plan.row(up)), &line, theme.here);
                None
            }
            (Some(across), Some(up)) => {
                let (column, row) = (middle(across), plan.row(up));
                ink::put(buf, area, (column, row), "●", theme.here);
                let inside = column < area.width && row < area.height;
                inside.then(|| (area.x + column, area.y + row))
            }
            (None, None) => None,
        }
    }

    /// All items with their numbers, beside the grid or below.
    fn draw_list(&self, plan: &Plan, area: Rect, buf: &mut Buffer, theme: &Theme) {
        let Some((left, top, rows)) = plan.list else { return };
        let list = ink::top(ink::below(ink::indented(area, left), top), rows);
        let from = first(self.here, self.items.len(), usize::from(rows));
        let all = self.items.iter().zip(&self.marks).enumerate().skip(from);
        for (row, (at, (item, mark))) in (0..rows).zip(all) {
            let here = at == self.here;
            let (sign, style) = if here { ("›", theme.here) } else { (" ", theme.text) };
            let place =
                mark.place().map(|(across, up)| format!("{across} · {up}")).unwrap_or_default();
            let right = list.width.saturating_sub(width::of(&place) as u16 + 1);
            let words = format!("{sign} {}. {}", at + 1, item.text);
            let words = wrap::cut(&words, usize::from(right.saturating_sub(1)));
            ink::put(buf, list, (0, row), &words, style);
            ink::put(buf, list, (right, row), &place, theme.quiet);
        }
        let below = from + usize::from(rows) < self.items.len();
        ink::more(buf, list, from > 0, below, theme.quiet);
    }
}
