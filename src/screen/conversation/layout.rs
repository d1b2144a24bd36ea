//! Where words, question and answer stand. The question comes first; words of the facilitator give
//! way to it, and both give way to room for the answer.

use ratatui::layout::Rect;

use crate::screen::frame::{self, Parts};
use crate::widget::{ink, wrap};

/// Fewest rows for an answer, where the screen has them.
const FEWEST: u16 = 3;

/// Where everything stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Layout {
    pub parts: Parts,
    /// Words of the facilitator.
    pub say: Rect,
    /// The question.
    pub ask: Rect,
    /// What takes the answer.
    pub field: Rect,
    /// Whether words had to be left out.
    pub cut: bool,
}

/// Divides the body among `say`, `ask` and an answer that would fill `wanted` rows.
pub(super) fn layout(area: Rect, say: &str, ask: &str, wanted: impl Fn(u16) -> u16) -> Layout {
    let parts = frame::parts(area);
    let body = parts.body;
    let width = usize::from(body.width);
    let rows = |words: &str| if words.is_empty() { 0 } else { wrap::count(words, width) };
    let (say_rows, ask_rows, wanted) = (rows(say), rows(ask), wanted(body.width));
    let gap = u16::from(body.height >= 9);
    let gaps = gap * (u16::from(say_rows > 0 && ask_rows > 0) + u16::from(wanted > 0));
    let least = wanted.min(FEWEST).min(body.height.saturating_sub(1));
    let room = body.height.saturating_sub(least + gaps);
    let ask_height = ask_rows.min(room);
    let say_height = say_rows.min(room - ask_height);
    let say_area = ink::top(body, say_height);
    let between = if say_height > 0 && ask_height > 0 { gap } else { 0 };
    let below_say = ink::below(body, say_height + between);
    let ask_area = ink::top(below_say, ask_height);
    let above_field = if ask_height + say_height > 0 { gap } else { 0 };
    Layout {
        parts,
        say: say_area,
        ask: ask_area,
        field: ink::below(below_say, ask_height + above_field),
        cut: say_height < say_rows || ask_height < ask_rows,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_room_to_answer_on_any_screen() {
        let long = "word ".repeat(2_000);
        for (width, height) in [(40, 12), (80, 24), (200, 60), (20, 8), (40, 6)] {
            let laid = layout(Rect::new(0, 0, width, height), &long, &long, |_| 10);
            assert!(laid.field.height >= 2, "{width}×{height}: {laid:?}");
            assert!(laid.cut, "what does not fit is said not to fit");
        }
    }

    #[test]
    fn nothing_overlaps_at_any_size() {
        for width in 0..90 {
            for height in 0..40 {
                let laid = layout(Rect::new(0, 0, width, height), "Some words.", "Why?", |_| 4);
                assert!(laid.say.bottom() <= laid.ask.y || laid.ask.height == 0, "{laid:?}");
                assert!(laid.ask.bottom() <= laid.field.y || laid.field.height == 0, "{laid:?}");
                assert!(laid.field.bottom() <= height, "{laid:?}");
            }
        }
    }
}
