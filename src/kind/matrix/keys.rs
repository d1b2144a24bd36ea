//! The keys of placing items.

use crate::key::{Binding, Code, Key};

/// What they do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Act {
    Next,
    Left,
    Right,
    Up,
    Down,
    Later,
    Before,
    FarLeft,
    FarRight,
    Top,
    Bottom,
    Clear,
}

const fn line(
    keys: &'static [Key],
    word: &'static str,
    does: Act,
    says: &'static str,
    foot: bool,
) -> Binding<Act> {
    Binding { keys, word, does, says, foot }
}

pub(super) const KEYS: [Binding<Act>; 12] = [
    line(&[Key::plain(Code::Enter)], "", Act::Next, "next", true),
    line(&[Key::plain(Code::Left)], "", Act::Left, "left", true),
    line(&[Key::plain(Code::Right)], "", Act::Right, "right", true),
    line(&[Key::plain(Code::Up)], "", Act::Up, "up", true),
    line(&[Key::plain(Code::Down)], "", Act::Down, "down", true),
    line(&[Key::plain(Code::Tab)], "", Act::Later, "item after", false),
    line(
        &[Key { code: Code::Tab, ctrl: false, alt: false, shift: true }],
        "",
        Act::Before,
        "item before",
        false,
    ),
    line(&[Key::plain(Code::Home)], "", Act::FarLeft, "left end", false),
    line(&[Key::plain(Code::End)], "", Act::FarRight, "right end", false),
    line(&[Key::plain(Code::PageUp)], "", Act::Top, "upper end", false),
    line(&[Key::plain(Code::PageDown)], "", Act::Bottom, "lower end", false),
    line(&[Key::plain(Code::Delete)], "clear", Act::Clear, "take its place away: :clear 2", false),
];
