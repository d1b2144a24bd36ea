//! Putting words on a buffer, never outside it and never raw.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::base::clean;
use crate::prose::width;
use crate::widget::wrap;

/// Puts one row of words at a cell of `area`, counted from its corner, cut at its edge. Gives the
/// cells used.
pub fn put(
    buf: &mut Buffer,
    area: Rect,
    (column, row): (u16, u16),
    text: &str,
    style: Style,
) -> u16 {
    let area = area.intersection(buf.area);
    if row >= area.height || column >= area.width {
        return 0;
    }
    let room = usize::from(area.width - column);
    let text = clean::for_display(text);
    let (end, _) = buf.set_stringn(area.x + column, area.y + row, &text, room, style);
    end.saturating_sub(area.x + column)
}

/// Puts words, wrapped, from the top of `area`. Gives the rows used, which are at most its height.
/// Where they do not fit, the last row ends with an ellipsis.
pub fn paragraph(buf: &mut Buffer, area: Rect, text: &str, style: Style) -> u16 {
    let rows = wrap::rows(text, usize::from(area.width));
    let room = usize::from(area.height);
    for (at, row) in rows.iter().take(room).enumerate() {
        let more = at + 1 == room && rows.len() > room;
        let row = if more { shortened(row, usize::from(area.width)) } else { row.clone() };
        put(buf, area, (0, at as u16), &row, style);
    }
    rows.len().min(room) as u16
}

/// Puts one row of words in the middle of a row of `area`.
pub fn centred(buf: &mut Buffer, area: Rect, row: u16, text: &str, style: Style) {
    let text = wrap::cut(text, usize::from(area.width));
    let left = usize::from(area.width).saturating_sub(width::of(&text)) / 2;
    put(buf, area, (left as u16, row), &text, style);
}

fn shortened(row: &str, room: usize) -> String {
    wrap::cut(&format!("{row} …"), room)
}

/// Marks, at the right edge, that there is more above or below what is shown.
pub fn more(buf: &mut Buffer, area: Rect, above: bool, below: bool, style: Style) {
    let right = area.width.saturating_sub(1);
    let bottom = area.height.saturating_sub(1);
    if area.width < 8 {
        return;
    }
    match (above, below) {
        (true, true) if bottom == 0 => {
            put(buf, area, (right, 0), "↕", style);
        }
        _ => {
            if above {
                put(buf, area, (right, 0), "↑", style);
            }
            if below {
                put(buf, area, (right, bottom), "↓", style);
            }
        }
    }
}

/// The part of `area` below its first `rows` rows.
pub fn below(area: Rect, rows: u16) -> Rect {
    let rows = rows.min(area.height);
    Rect { y: area.y.saturating_add(rows), height: area.height - rows, ..area }
}

/// The first `rows` rows of `area`.
pub fn top(area: Rect, rows: u16) -> Rect {
    Rect { height: rows.min(area.height), ..area }
}

/// `area` without its first `columns` columns.
pub fn indented(area: Rect, columns: u16) -> Rect {
    let columns = columns.min(area.width);
    Rect { x: area.x.saturating_add(columns), width: area.width - columns, ..area }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_put_outside() {
        let mut buf = Buffer::empty(Rect::new(0, 0, 4, 2));
        let area = Rect::new(2, 1, 9, 9);
        assert_eq!(put(&mut buf, area, (0, 0), "abc", Style::new()), 2);
        assert_eq!(put(&mut buf, area, (5, 5), "abc", Style::new()), 0);
        assert_eq!(paragraph(&mut buf, Rect::new(0, 0, 4, 2), "aaaa bb cc", Style::new()), 2);
        assert_eq!(paragraph(&mut buf, Rect::new(9, 9, 4, 2), "aaaa", Style::new()), 1);
    }

    #[test]
    fn what_does_not_fit_ends_with_an_ellipsis() {
        let mut buf = Buffer::empty(Rect::new(0, 0, 6, 1));
        paragraph(&mut buf, Rect::new(0, 0, 6, 1), "one two three", Style::new());
        let row: String = (0..6).map(|x| buf[(x, 0)].symbol().to_owned()).collect();
        assert!(row.contains('…'), "{row}");
    }
}
