//! Drawing a text that is being written.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::prose::Prose;
use crate::widget::ink;
use crate::widget::theme::Theme;

/// Draws the visible rows of `prose` from the corner of `area`; marks what lies above and below.
/// Gives the cell of the caret, if it is inside.
pub fn draw(prose: &Prose, area: Rect, buf: &mut Buffer, theme: &Theme) -> Option<(u16, u16)> {
    for (at, row) in prose.rows().iter().enumerate().take(usize::from(area.height)) {
        ink::put(buf, area, (0, at as u16), &row.text, theme.text);
        let Some(selected) = &row.selected else { continue };
        let width = selected.end.saturating_sub(selected.start);
        let from = area.x.saturating_add(selected.start);
        let marked = Rect { x: from, y: area.y + at as u16, width, height: 1 };
        buf.set_style(marked.intersection(area).intersection(buf.area), theme.selected);
    }
    let caret = prose.caret();
    // The column that is kept free for the caret has room for a mark where the caret is not.
    let (right, bottom) = (area.width.saturating_sub(1), area.height.saturating_sub(1));
    let mut mark = |row: u16, mark: &str| {
        if right > 0 && caret != Some((right, row)) {
            ink::put(buf, area, (right, row), mark, theme.quiet);
        }
    };
    match (prose.more_above(), prose.more_below()) {
        (true, true) if bottom == 0 => mark(0, "↕"),
        (above, below) => {
            if above {
                mark(0, "↑");
            }
            if below {
                mark(bottom, "↓");
            }
        }
    }
    let (column, row) = caret?;
    let inside = column < area.width && row < area.height;
    inside.then(|| (area.x + column, area.y + row))
}

#[cfg(test)]
mod tests {
    use ratatui::style::Style;

    use super::*;
    use crate::prose::{Form, Position, width};
    use crate::widget::theme::Ground;

    fn drawn(prose: &mut Prose, area: Rect) -> (Vec<String>, Option<(u16, u16)>) {
        let mut buf = Buffer::empty(area);
        prose.fit(area.width, area.height);
        let caret = draw(prose, area, &mut buf, &Theme::on(Ground::Plain));
        let cell = |x, y| buf[(x, y)].symbol().to_owned();
        let row = |y| (area.left()..area.right()).map(|x| cell(x, y)).collect::<String>();
        ((area.top()..area.bottom()).map(row).collect(), caret)
    }

    #[test]
    fn what_lies_above_and_below_is_marked_beside_the_text() {
        let mut prose = Prose::with(Form::Long, "one\ntwo\nthree\nfour");
        let area = Rect::new(2, 1, 6, 2);
        assert_eq!(drawn(&mut prose, area), (vec!["three↑".into(), "four  ".into()], Some((6, 2))));
        prose.restore(Position { caret: 5, anchor: None, top: 4 });
        assert_eq!(drawn(&mut prose, area).0, ["two  ↑", "three↓"]);
        assert_eq!(drawn(&mut prose, Rect::new(0, 0, 6, 1)).0, ["two  ↕"]);
        let tall = Rect::new(0, 0, 6, 4);
        assert_eq!(drawn(&mut prose, tall).0, ["one   ", "two   ", "three ", "four  "]);
        for size in [(0, 0), (0, 2), (1, 2), (2, 0), (1, 1)] {
            drawn(&mut prose, Rect::new(0, 0, size.0, size.1));
        }
    }

    #[test]
    fn cells_are_counted_as_they_are_drawn() {
        let table = [
            "",
            "a",
            "abc",
            "é",
            "e\u{301}",
            "漢",
            "「",
            "」",
            "。",
            "ｶ",
            "ｶﾞ",
            "ﾊﾟ",
            "aﾞ",
            "あﾞ",
            "\u{ff9e}",
            "カ\u{3099}",
            "¡",
            "…",
            "—",
            "“",
            "👩\u{200d}👩\u{200d}👧",
            "🇩🇪",
            "🇩",
            "👍🏽",
            "👍",
            "🏽",
            "1\u{fe0f}\u{20e3}",
            "❤\u{fe0f}",
            "❤",
            "☺\u{fe0f}",
            "☺\u{fe0e}",
            "क्षि",
            "த",
            "மி",
            "각",
            "\u{1100}\u{1161}\u{11a8}",
            "\u{1161}",
            "\u{301}",
            "\u{200d}",
            "\u{200b}",
            "\u{ad}",
            "\t",
            "\u{1b}",
            "a\tb",
            "ﷺ",
            "لا",
            "שָׁ",
            "ภาษา",
            "ភាសា",
            "🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}",
            "葛\u{e0100}",
            "\u{17d8}",
            "␛[2J\u{fffd}",
            "A family 👩\u{200d}👩\u{200d}👧 — 漢字かな 🇫🇷🇩🇪!",
        ];
        for text in table {
            let mut buf = Buffer::empty(Rect::new(0, 0, 60, 1));
            let (end, _) = buf.set_stringn(0, 0, text, 60, Style::new());
            assert_eq!(usize::from(end), width::of(text), "{text:?}");
        }
    }
}
