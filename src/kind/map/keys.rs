//! The keys of drawing a map: for each thing that is asked of a link, and for a link that is there.

use crate::key::{Binding, Code, Key};

/// What they do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Act {
    Take,
    After,
    Before,
    Back,
    Plus,
    Minus,
    Soon,
    Late,
    Known(usize),
    Open,
    Drop,
    Up,
    Down,
    Return,
    Turn,
    Delay,
    Sure,
    New,
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

const UP: Key = Key::plain(Code::Up);
const DOWN: Key = Key::plain(Code::Down);
const ENTER: Key = Key::plain(Code::Enter);
const BACKSPACE: Key = Key::plain(Code::Backspace);

/// While a variable is chosen.
pub(super) const NAMING: [Binding<Act>; 4] = [
    line(&[ENTER], "", Act::Take, "choose; from an empty line, go on", true),
    line(&[DOWN, Key::plain(Code::Tab)], "", Act::After, "next name", true),
    line(
        &[UP, Key { code: Code::Tab, ctrl: false, alt: false, shift: true }],
        "",
        Act::Before,
        "name before; from the first, up to the links",
        false,
    ),
    line(&[BACKSPACE], "", Act::Back, "back; from an empty line", false),
];

/// While it is asked which way the other is moved.
pub(super) const SIGN: [Binding<Act>; 3] = [
    line(&[Key::char('+'), Key::char('='), UP], "", Act::Plus, "more", true),
    line(&[Key::char('-'), Key::char('−'), DOWN], "", Act::Minus, "less", true),
    line(&[BACKSPACE], "", Act::Back, "back", true),
];

/// While it is asked whether it takes long.
pub(super) const DELAY: [Binding<Act>; 3] = [
    line(&[Key::char('n'), ENTER], "", Act::Soon, "no", true),
    line(&[Key::char('y')], "", Act::Late, "yes", true),
    line(&[BACKSPACE], "", Act::Back, "back", true),
];

/// While it is asked how a link is known; the places are those of [`super::Sure::ALL`].
pub(super) const SURE: [Binding<Act>; 5] = [
    line(&[Key::char('d'), Key::char('1')], "", Act::Known(0), "data", true),
    line(&[Key::char('e'), Key::char('2')], "", Act::Known(1), "experience", true),
    line(&[Key::char('h'), Key::char('3')], "", Act::Known(2), "hunch", true),
    line(&[ENTER], "", Act::Open, "leave it open", true),
    line(&[BACKSPACE], "", Act::Back, "back", false),
];

/// On a link that is there, where it is asked how links are known.
pub(super) const KNOWING: [Binding<Act>; 3] = [
    line(&[Key::char('d'), Key::char('1')], "", Act::Known(0), "data", true),
    line(&[Key::char('e'), Key::char('2')], "", Act::Known(1), "experience", true),
    line(&[Key::char('h'), Key::char('3')], "", Act::Known(2), "hunch", true),
];

/// On a link that is there.
pub(super) const LINK: [Binding<Act>; 7] = [
    line(&[Key::plain(Code::Delete), BACKSPACE], "", Act::Drop, "drop", true),
    line(&[ENTER], "", Act::Return, "new link", true),
    line(&[Key::char('+'), Key::char('=')], "", Act::Plus, "more", true),
    line(&[Key::char('-'), Key::char('−')], "", Act::Minus, "less", true),
    line(&[Key::char('l')], "", Act::Delay, "later; or at once", true),
    line(&[UP], "", Act::Up, "link above", false),
    line(&[DOWN], "", Act::Down, "link below", false),
];

/// The words of plain mode.
pub(super) const WORDS: [Binding<Act>; 5] = [
    line(&[], "drop", Act::Drop, "take a link away: :drop 2", false),
    line(&[], "turn", Act::Turn, "turn the sign of a link: :turn 2", false),
    line(&[], "late", Act::Delay, "a link takes long, or not: :late 2", false),
    line(&[], "sure", Act::Sure, "how a link is known: :sure 2 hunch", false),
    line(&[], "new", Act::New, "add a variable: :new and its name", false),
];
