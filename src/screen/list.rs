//! Choosing from a list that may be longer than the screen: a place in it, and what is visible.

use crate::key::{Binding, Code, Key};

/// A place in a list of entries, some of which take several rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Choice {
    /// The entry one is at.
    pub at: usize,
    /// First visible row.
    pub top: u16,
}

/// What one can do in a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Move {
    Up,
    Down,
    PageUp,
    PageDown,
    First,
    Last,
}

/// The keys that move in a list.
pub(super) const MOVES: [Binding<Move>; 6] = [
    line(&[Key::plain(Code::Up), Key::char('k')], Move::Up, "up", true),
    line(
        &[Key::plain(Code::Down), Key::char('j'), Key::plain(Code::Tab)],
        Move::Down,
        "down",
        true,
    ),
    line(&[Key::plain(Code::PageUp)], Move::PageUp, "page up", false),
    line(&[Key::plain(Code::PageDown), Key::char(' ')], Move::PageDown, "page down", false),
    line(&[Key::plain(Code::Home)], Move::First, "to the top", false),
    line(&[Key::plain(Code::End)], Move::Last, "to the end", false),
];

const fn line(keys: &'static [Key], does: Move, says: &'static str, foot: bool) -> Binding<Move> {
    Binding { keys, word: "", does, says, foot }
}

impl Choice {
    /// Moves among `count` entries.
    pub fn go(&mut self, to: Move, count: usize) {
        let last = count.saturating_sub(1);
        self.at = match to {
            Move::Up => self.at.saturating_sub(1),
            Move::Down => self.at.saturating_add(1),
            Move::PageUp => self.at.saturating_sub(8),
            Move::PageDown => self.at.saturating_add(8),
            Move::First => 0,
            Move::Last => last,
        }
        .min(last);
    }

    /// Makes the chosen entry visible, given the rows of each entry and the rows there are.
    pub fn fit(&mut self, heights: &[u16], height: u16) {
        let before = |at: usize| {
            heights[..at.min(heights.len())].iter().copied().fold(0, u16::saturating_add)
        };
        let (start, end) = (before(self.at), before(self.at + 1));
        if end > self.top.saturating_add(height) {
            self.top = end.saturating_sub(height);
        }
        // The heading above the first entry is worth seeing too.
        if start < self.top || self.at == 0 {
            self.top = if self.at == 0 { 0 } else { start };
        }
        self.top = self.top.min(before(heights.len()).saturating_sub(height));
    }
}
