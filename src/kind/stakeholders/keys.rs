//! The keys of naming parties.

use crate::key::{Binding, Code, Key};

/// What they do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Act {
    Next,
    Room,
    Asked,
    NextCell,
    CellBefore,
    Up,
    Down,
    Drop,
    Change,
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

pub(super) const KEYS: [Binding<Act>; 10] = [
    line(&[Key::plain(Code::Enter)], "", Act::Next, "next; from an empty party, go on", true),
    line(
        &[Key::plain(Code::F(3)), Key::alt('r')],
        "room",
        Act::Room,
        "in the room; or not (:room 2)",
        true,
    ),
    line(
        &[Key::plain(Code::F(5)), Key::alt('a')],
        "asked",
        Act::Asked,
        "asked; or a guess (:asked 2)",
        true,
    ),
    line(&[Key::plain(Code::Tab)], "", Act::NextCell, "next cell", false),
    line(
        &[Key { code: Code::Tab, ctrl: false, alt: false, shift: true }],
        "",
        Act::CellBefore,
        "cell before",
        false,
    ),
    line(&[Key::plain(Code::Up)], "", Act::Up, "cell above", false),
    line(&[Key::plain(Code::Down)], "", Act::Down, "cell below", false),
    line(&[], "drop", Act::Drop, "take a party away: :drop 2", false),
    line(&[], "change", Act::Change, "name a party anew: :change 2 and the new name", false),
    line(&[], "up", Act::Back, "back to the cell before", false),
];
