//! The keys of writing a timeline.

use crate::key::{Binding, Code, Key};

/// What they do.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Act {
    Next,
    Cell,
    Lane,
    Up,
    Down,
    Earlier,
    Later,
    When,
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

pub(super) const KEYS: [Binding<Act>; 10] = [
    line(&[Key::plain(Code::Enter)], "", Act::Next, "next; from an empty line, go on", true),
    line(
        &[Key::plain(Code::Tab), held(Code::Tab, false, true)],
        "",
        Act::Cell,
        "date; and back to the words",
        true,
    ),
    line(
        &[Key::plain(Code::F(3)), Key::alt('r')],
        "lane",
        Act::Lane,
        "lane; the next one: :lane 2 and its name",
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
    line(&[], "when", Act::When, "date a line: :when 2 and the date", false),
    line(&[], "drop", Act::Drop, "take a line away: :drop 2", false),
    line(&[], "change", Act::Change, "write a line anew: :change 2 and the new words", false),
];
