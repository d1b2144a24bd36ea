//! The keys of drawing a curve.

use crate::key::{Binding, Code, Key};

/// What they do.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Act {
    Next,
    By(i8),
    Point(isize),
    Digit,
    Unset,
    GoTo,
    Back,
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

pub(super) const KEYS: [Binding<Act>; 13] = [
    line(&[Key::plain(Code::Up), Key::char('+')], "", Act::By(1), "up", true),
    line(&[Key::plain(Code::Down), Key::char('-')], "", Act::By(-1), "down", true),
    line(&[Key::plain(Code::Enter)], "", Act::Next, "next; from the last point, go on", true),
    line(
        &[Key::plain(Code::Right), Key::plain(Code::Tab)],
        "",
        Act::Point(1),
        "point; the next one",
        true,
    ),
    line(
        &[
            Key::plain(Code::Left),
            Key { code: Code::Tab, ctrl: false, alt: false, shift: true },
        ],
        "",
        Act::Point(-1),
        "point; the one before",
        true,
    ),
    line(&[Key::char('0')], "", Act::Digit, "to 9, set the height; 1 and 0 set 10", true),
    line(&[Key::plain(Code::PageUp)], "", Act::By(3), "far up", false),
    line(&[Key::plain(Code::PageDown)], "", Act::By(-3), "far down", false),
    line(&[Key::plain(Code::Home)], "", Act::Point(-100), "first point", false),
    line(&[Key::plain(Code::End)], "", Act::Point(100), "last point", false),
    line(
        &[Key::plain(Code::Delete), Key::plain(Code::Backspace)],
        "clear",
        Act::Unset,
        "take this point away",
        false,
    ),
    line(&[], "point", Act::GoTo, "go to a point: :point 3", false),
    line(&[], "up", Act::Back, "back to the point before", false),
];
