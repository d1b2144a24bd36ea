//! The keys of writing a tree.

use crate::key::{Binding, Code, Key};

/// What they do.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Act {
    Next,
    Deeper,
    Out,
    Back,
    Up,
    Down,
    Earlier,
    Later,
    Under,
    Drop,
    Change,
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

const fn held(code: Code, alt: bool, shift: bool) -> Key {
    Key { code, ctrl: false, alt, shift }
}

pub(super) const KEYS: [Binding<Act>; 11] = [
    line(&[Key::plain(Code::Enter)], "", Act::Next, "next; from an empty line, go on", true),
    line(&[Key::plain(Code::Tab)], "deeper", Act::Deeper, "deeper; or outermost", true),
    line(&[held(Code::Tab, false, true)], "out", Act::Out, "out; by one level", true),
    line(
        &[Key::plain(Code::F(3)), Key::alt('r')],
        "returns",
        Act::Back,
        "leads back; to an earlier line: :returns 4 1",
        true,
    ),
    line(&[Key::plain(Code::Up)], "", Act::Up, "line above", false),
    line(&[Key::plain(Code::Down)], "", Act::Down, "line below", false),
    line(
        &[held(Code::Up, true, false)],
        "earlier",
        Act::Earlier,
        "move this line up (:earlier 2)",
        false,
    ),
    line(
        &[held(Code::Down, true, false)],
        "later",
        Act::Later,
        "move this line down (:later 2)",
        false,
    ),
    line(&[], "under", Act::Under, "the next line comes under another: :under 2", false),
    line(&[], "drop", Act::Drop, "take a line away, with all under it: :drop 2", false),
    line(&[], "change", Act::Change, "write a line anew: :change 2 and the new words", false),
];

/// The keys while someone says where a line leads back to.
pub(super) const POINTING: [Binding<Act>; 4] = [
    line(&[Key::plain(Code::Up)], "", Act::Up, "up", true),
    line(&[Key::plain(Code::Down)], "", Act::Down, "down", true),
    line(&[Key::plain(Code::Enter)], "", Act::Next, "leads back here", true),
    line(
        &[Key::plain(Code::F(3)), Key::alt('r'), Key::plain(Code::Backspace)],
        "",
        Act::Back,
        "leads nowhere",
        true,
    ),
];
