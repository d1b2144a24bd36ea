//! The frame that all screens share: a column of a readable width, a quiet line at the head, the
//! keys at the foot.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::key::{self, Hint};
use crate::prose::width;
use crate::screen::everywhere;
use crate::widget::theme::Theme;
use crate::widget::{ink, wrap};

/// The widest column of text, in cells: what one reads without losing the line.
pub const MEASURE: u16 = 66;

/// Cells between two keys at the foot, where there is room, and where there is little.
const GAP: usize = 3;
const LITTLE: usize = 2;
/// Screens narrower than this have little room.
const NARROW: u16 = 50;

/// The parts of a screen, from top to bottom. Any of them may have no rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parts {
    /// The line at the head.
    pub head: Rect,
    /// What the screen is about.
    pub body: Rect,
    /// A word to the person, when there is one.
    pub notice: Rect,
    /// The keys.
    pub foot: Rect,
}

/// Divides a screen. Small ones give up air first, then the head, then the foot.
pub fn parts(area: Rect) -> Parts {
    let margin = if area.width < NARROW { 1 } else { 2 };
    let width = area.width.saturating_sub(2 * margin).clamp(0, MEASURE).max(area.width.min(1));
    let left = (area.width - width) / 2;
    let column = Rect { x: area.x + left, width, ..area };
    let rows = |from: u16, height: u16| {
        let from = from.min(area.height);
        Rect { y: area.y + from, height: height.min(area.height - from), ..column }
    };
    let height = area.height;
    let head = u16::from(height >= 5);
    let foot = u16::from(height >= 4);
    let notice = if height >= 10 { 2 } else { u16::from(height >= 6) };
    let air = match height {
        0..=13 => 0,
        14..=23 => 1,
        24..=39 => 2,
        _ => height / 10,
    };
    let top = head + air;
    let below = foot + notice;
    Parts {
        head: rows(0, head),
        body: rows(top, height.saturating_sub(top + below)),
        notice: rows(height.saturating_sub(below), notice),
        foot: rows(height.saturating_sub(foot), foot),
    }
}

/// The body of a screen that says nothing below it: the rows for notices are part of it, but for
/// some air.
pub fn whole(area: Rect) -> Rect {
    let Parts { body, notice, .. } = parts(area);
    let air = u16::from(area.height >= 14).min(notice.height);
    Rect { height: body.height + notice.height - air, ..body }
}

/// The head: where one is, on the left; something more, on the right.
pub fn head(area: Rect, buf: &mut Buffer, theme: &Theme, left: &str, right: &str) {
    let room = usize::from(area.width);
    let right = wrap::cut(right, room);
    let beside = if right.is_empty() { 0 } else { width::of(&right) + 2 };
    let left = wrap::cut(left, room.saturating_sub(beside));
    ink::put(buf, area, (0, 0), &left, theme.quiet);
    let at = room.saturating_sub(width::of(&right)) as u16;
    ink::put(buf, area, (at, 0), &right, theme.quiet);
}

/// The foot: the keys worth knowing here, as many as there is room for; how to see the others
/// always, and how to leave if it fits.
pub fn foot(area: Rect, buf: &mut Buffer, theme: &Theme, hints: &[Hint]) {
    let everywhere = key::hints(&everywhere::KEYS);
    let (help, leave): (Vec<&Hint>, Vec<&Hint>) =
        everywhere.iter().filter(|hint| hint.foot).partition(|hint| hint.word == "keys");
    let gap = gap(area);
    let length = |hint: &Hint| width::of(&name(hint)) + 1 + width::of(brief(hint)) + gap;
    let kept: usize = help.iter().map(|hint| length(hint)).sum();
    let mut room = (usize::from(area.width) + gap).saturating_sub(kept);
    let mut shown: Vec<&Hint> = Vec::new();
    for hint in hints.iter().filter(|hint| hint.foot).chain(leave) {
        if length(hint) <= room {
            room -= length(hint);
            shown.push(hint);
        }
    }
    let named: Vec<(String, &str)> =
        shown.into_iter().chain(help).map(|hint| (name(hint), brief(hint))).collect();
    keys(area, buf, theme, named.iter().map(|(key, says)| (key.as_str(), *says)));
}

fn gap(area: Rect) -> usize {
    if area.width < NARROW { LITTLE } else { GAP }
}

/// Keys and what they do, on one row; what has no room is left out whole.
pub fn keys<'a>(
    area: Rect,
    buf: &mut Buffer,
    theme: &Theme,
    shown: impl IntoIterator<Item = (&'a str, &'a str)>,
) {
    let mut at = 0;
    for (key, says) in shown {
        if usize::from(at) + width::of(key) + 1 + width::of(says) <= usize::from(area.width) {
            at += ink::put(buf, area, (at, 0), key, theme.key) + 1;
            at += ink::put(buf, area, (at, 0), says, theme.quiet) + gap(area) as u16;
        }
    }
}

/// What a key does, without what only matters to someone who wants to know all of it.
pub fn brief(hint: &Hint) -> &'static str {
    hint.says.split_once(';').map_or(hint.says, |(first, _)| first)
}

fn name(hint: &Hint) -> String {
    hint.keys.first().map(|key| key.name()).unwrap_or_default()
}

/// A word to the person, above the foot, on as many rows as there are.
pub fn notice(area: Rect, buf: &mut Buffer, theme: &Theme, words: &str) {
    if area.height > 1 && wrap::count(words, usize::from(area.width)) == 1 {
        ink::paragraph(buf, ink::below(area, 0), words, theme.caution);
    } else {
        ink::paragraph(buf, area, words, theme.caution);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_never_leave_the_screen_or_overlap() {
        for width in [0, 1, 2, 3, 20, 40, 66, 80, 200, 1_000] {
            for height in 0..70 {
                let area = Rect::new(0, 0, width, height);
                let Parts { head, body, notice, foot } = parts(area);
                let mut end = 0;
                for part in [head, body, notice, foot] {
                    assert!(part.y >= end || part.height == 0, "{width}×{height}: {part:?}");
                    assert!(part.bottom() <= height && part.right() <= width, "{part:?}");
                    end = end.max(part.bottom());
                }
                assert!(body.height > 0 || height == 0, "{width}×{height} has a body");
            }
        }
    }
}
