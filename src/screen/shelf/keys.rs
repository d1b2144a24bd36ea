//! The keys of the shelf: those that lead somewhere, those that narrow, and those that work while
//! words are being written.

use crate::key::{Binding, Code, Hint, Key, hints};
use crate::screen::list::{MOVES, Move};
use crate::screen::shelf::narrowing::Side;

/// What a key does on the shelf.
#[derive(Clone, Copy)]
pub(super) enum Act {
    Open,
    Find,
    Suggest,
    All,
    Archive,
    ComeBack,
    PutOff,
    LetGo,
}

/// The keys of the shelf.
pub(super) const KEYS: [Binding<Act>; 8] = [
    Binding {
        keys: &[Key::plain(Code::Enter), Key::plain(Code::Right)],
        word: "",
        does: Act::Open,
        says: "open",
        foot: true,
    },
    Binding {
        keys: &[Key::char('n')],
        word: "later",
        does: Act::PutOff,
        says: "later; say nothing of what is due here for a week",
        foot: true,
    },
    Binding {
        keys: &[Key::char('x')],
        word: "let-go",
        does: Act::LetGo,
        says: "let go; say nothing more of what is due here",
        foot: true,
    },
    Binding {
        keys: &[Key::char('c')],
        word: "come-back",
        does: Act::ComeBack,
        says: "come back; to what is due",
        foot: true,
    },
    Binding {
        keys: &[Key::plain(Code::Escape)],
        word: "all",
        does: Act::All,
        says: "show all",
        foot: true,
    },
    Binding {
        keys: &[Key::char('/'), Key::ctrl('f')],
        word: "find",
        does: Act::Find,
        says: "find; by some letters of a name, or a word",
        foot: true,
    },
    Binding {
        keys: &[Key::char('s')],
        word: "suggest",
        does: Act::Suggest,
        says: "suggest; three questions, if you do not know where to start",
        foot: true,
    },
    Binding {
        keys: &[Key::char('a')],
        word: "archive",
        does: Act::Archive,
        says: "look back; at earlier conversations",
        foot: true,
    },
];

/// The keys that narrow; they are shown above the list.
pub(super) const SIDES: [Binding<Side>; 4] = [
    side(&[Key::char('w')], "who", Side::People, "who is here; one person, two, a group"),
    side(&[Key::char('m')], "minutes", Side::Minutes, "how many minutes there are; 15, 30, 60, 90"),
    side(&[Key::char('d')], "depth", Side::Level, "how close to the bone it may go"),
    side(&[Key::char('g')], "goal", Side::Capability, "what it is to help with"),
];

const fn side(
    keys: &'static [Key],
    word: &'static str,
    does: Side,
    says: &'static str,
) -> Binding<Side> {
    Binding { keys, word, does, says, foot: false }
}

/// What a key does while words are being written.
#[derive(Clone, Copy)]
pub(super) enum Find {
    Open,
    Go(Move),
    Keep,
    Away,
}

/// The keys while words are being written; all others write.
pub(super) const FINDING: [Binding<Find>; 7] = [
    finding(&[Key::plain(Code::Enter)], Find::Open, "open", true),
    finding(&[Key::plain(Code::Escape)], Find::Away, "show all", true),
    finding(&[Key::plain(Code::Up)], Find::Go(Move::Up), "up", true),
    finding(&[Key::plain(Code::Down)], Find::Go(Move::Down), "down", true),
    finding(&[Key::plain(Code::Tab)], Find::Keep, "narrow; keep the words", true),
    finding(&[Key::plain(Code::PageUp)], Find::Go(Move::PageUp), "page up", false),
    finding(&[Key::plain(Code::PageDown)], Find::Go(Move::PageDown), "page down", false),
];

const fn finding(
    keys: &'static [Key],
    does: Find,
    says: &'static str,
    foot: bool,
) -> Binding<Find> {
    Binding { keys, word: "", does, says, foot }
}

/// The keys of this place, whatever stands on it.
pub(in crate::screen) fn keys_of_shelf() -> Vec<Hint> {
    [hints(&MOVES), hints(&KEYS), hints(&SIDES)].concat()
}

/// The keys while words are being written.
pub(in crate::screen) fn keys_of_finding() -> Vec<Hint> {
    hints(&FINDING)
}

/// The keys that move; the arrows need no telling where room is needed for what one would not guess.
pub(super) fn moves() -> Vec<Hint> {
    hints(&MOVES).into_iter().map(|hint| Hint { foot: false, ..hint }).collect()
}
