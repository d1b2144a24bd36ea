//! The keys of writing: the one table that handles them and explains them.

use crate::key::{Binding, Code, Key};

/// What a key does to a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Moves the caret and lets go of the selection.
    Go(Motion),
    /// Moves the caret as the same key does without Shift, and draws out the selection.
    Select,
    /// Lets go of the selection.
    LetGo,
    /// Begins a new line.
    NewLine,
    /// Takes away what lies between the caret and there, or the selection.
    RubOut(Motion),
    /// The same, kept to be put somewhere else.
    Cut(Motion),
    /// Puts what was cut.
    Put,
    /// Takes the last thought back.
    Undo,
    /// Does again what was taken back.
    Redo,
}

/// Where the caret goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Motion {
    /// One letter back.
    Left,
    /// One letter on.
    Right,
    /// To the row above.
    Up,
    /// To the row below.
    Down,
    /// To the beginning of the word.
    WordLeft,
    /// To the end of the word.
    WordRight,
    /// To the beginning of the row; there already, of the line.
    RowStart,
    /// To the end of the row; there already, of the line.
    RowEnd,
    /// To the end of the line; there already, past its line break.
    LineEnd,
    /// To the beginning of the text.
    TextStart,
    /// To the end of the text.
    TextEnd,
    /// As many rows up as are visible.
    PageUp,
    /// As many rows down as are visible.
    PageDown,
}

const fn plain(code: Code) -> Key {
    Key::plain(code)
}

const fn ctrl(code: Code) -> Key {
    Key { code, ctrl: true, alt: false, shift: false }
}

const fn alt(code: Code) -> Key {
    Key { code, ctrl: false, alt: true, shift: false }
}

const fn shift(key: Key) -> Key {
    Key { shift: true, ..key }
}

const fn line(keys: &'static [Key], does: Act, says: &'static str) -> Binding<Act> {
    Binding { keys, word: "", does, says, foot: false }
}

/// Every key that a text takes, other than letters.
pub const KEYS: &[Binding<Act>] = &[
    line(&[plain(Code::Left), Key::ctrl('b')], Act::Go(Motion::Left), "letter back"),
    line(&[plain(Code::Right), Key::ctrl('f')], Act::Go(Motion::Right), "letter on"),
    line(&[plain(Code::Up)], Act::Go(Motion::Up), "row above"),
    line(&[plain(Code::Down)], Act::Go(Motion::Down), "row below"),
    line(
        &[ctrl(Code::Left), Key::alt('b'), alt(Code::Left)],
        Act::Go(Motion::WordLeft),
        "beginning of the word",
    ),
    line(
        &[ctrl(Code::Right), Key::alt('f'), alt(Code::Right)],
        Act::Go(Motion::WordRight),
        "end of the word",
    ),
    line(
        &[plain(Code::Home), Key::ctrl('a')],
        Act::Go(Motion::RowStart),
        "beginning of the row; again, of the paragraph",
    ),
    line(
        &[plain(Code::End), Key::ctrl('e')],
        Act::Go(Motion::RowEnd),
        "end of the row; again, of the paragraph",
    ),
    line(&[ctrl(Code::Home), Key::alt('<')], Act::Go(Motion::TextStart), "beginning of the text"),
    line(&[ctrl(Code::End), Key::alt('>')], Act::Go(Motion::TextEnd), "end of the text"),
    line(&[plain(Code::PageUp)], Act::Go(Motion::PageUp), "a screen up"),
    line(&[plain(Code::PageDown)], Act::Go(Motion::PageDown), "a screen down"),
    line(
        &[
            shift(plain(Code::Left)),
            shift(plain(Code::Right)),
            shift(plain(Code::Down)),
            shift(plain(Code::Up)),
            shift(plain(Code::Home)),
            shift(plain(Code::End)),
            shift(plain(Code::PageUp)),
            shift(plain(Code::PageDown)),
            shift(ctrl(Code::Left)),
            shift(ctrl(Code::Right)),
            shift(ctrl(Code::Home)),
            shift(ctrl(Code::End)),
            shift(alt(Code::Left)),
            shift(alt(Code::Right)),
        ],
        Act::Select,
        "select; Shift and any key that moves",
    ),
    line(&[plain(Code::Escape)], Act::LetGo, "let go of what is selected"),
    line(
        &[plain(Code::Enter), alt(Code::Enter), Key::ctrl('j'), shift(plain(Code::Enter))],
        Act::NewLine,
        "new line; where Enter goes on, the other keys",
    ),
    line(
        &[plain(Code::Backspace), Key::ctrl('h'), shift(plain(Code::Backspace))],
        Act::RubOut(Motion::Left),
        "rub out the letter before, or the selection",
    ),
    line(
        &[plain(Code::Delete), Key::ctrl('d')],
        Act::RubOut(Motion::Right),
        "delete the letter after, or the selection",
    ),
    line(
        &[Key::ctrl('w'), alt(Code::Backspace), ctrl(Code::Backspace)],
        Act::Cut(Motion::WordLeft),
        "cut the word before, or the selection",
    ),
    line(
        &[Key::alt('d'), ctrl(Code::Delete), alt(Code::Delete)],
        Act::Cut(Motion::WordRight),
        "cut the word after",
    ),
    line(&[Key::ctrl('u')], Act::Cut(Motion::RowStart), "cut to the beginning of the row"),
    line(&[Key::ctrl('k')], Act::Cut(Motion::LineEnd), "cut to the end of the paragraph"),
    line(&[Key::ctrl('y')], Act::Put, "put what was cut"),
    line(&[Key::ctrl('z'), Key::ctrl('_')], Act::Undo, "undo"),
    line(&[Key::alt('z'), shift(Key::ctrl('z')), Key::ctrl('r')], Act::Redo, "redo"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_does_two_things_or_belongs_to_the_program() {
        let taken = ["n", "p", "g", "o", "t", "q", "c", "l"].map(|c| format!("<c-{c}>"));
        let others = ["<f1>", "<f2>", "<f4>", "<a-e>", "<tab>", "<s-tab>", "?"];
        let keys: Vec<String> =
            KEYS.iter().flat_map(|line| line.keys).map(ToString::to_string).collect();
        for (at, key) in keys.iter().enumerate() {
            assert!(!keys[..at].contains(key), "{key} is bound twice");
            assert!(!taken.contains(key) && !others.contains(&key.as_str()), "{key} is taken");
        }
    }

    #[test]
    fn every_selecting_key_moves_without_shift() {
        let selecting = KEYS.iter().filter(|line| line.does == Act::Select);
        for key in selecting.flat_map(|line| line.keys) {
            let without = Key { shift: false, ..*key };
            let moves = crate::key::bound(KEYS, without);
            assert!(matches!(moves, Some(Act::Go(_))), "{key}");
        }
    }
}
