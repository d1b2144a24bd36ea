//! The keys that work in every step.

use crate::key::{Binding, Code, Key};

/// What they do.
#[derive(Clone, Copy, Debug)]
pub(super) enum Act {
    GoOn,
    Back,
    Outline,
    Hint,
    Clock,
    More,
    LeaveOut,
    TakeIn,
    Editor,
    Elsewhere,
    Nothing,
}

pub(super) const KEYS: &[Binding<Act>] = &[
    Binding {
        keys: &[Key::ctrl('n')],
        word: "next",
        does: Act::GoOn,
        says: "go on; or pass",
        foot: true,
    },
    Binding { keys: &[], word: "pass", does: Act::GoOn, says: "pass this question", foot: false },
    Binding { keys: &[Key::ctrl('p')], word: "back", does: Act::Back, says: "back", foot: true },
    Binding { keys: &[Key::ctrl('g')], word: "hint", does: Act::Hint, says: "help", foot: true },
    Binding {
        keys: &[Key::ctrl('o')],
        word: "outline",
        does: Act::Outline,
        says: "all steps, and a way to each",
        foot: false,
    },
    Binding {
        keys: &[],
        word: "go",
        does: Act::Outline,
        says: "go to a step of the outline: :go 3",
        foot: false,
    },
    Binding {
        keys: &[Key::ctrl('t')],
        word: "clock",
        does: Act::Clock,
        says: "show or hide the clock",
        foot: false,
    },
    Binding {
        keys: &[Key::plain(Code::F(6))],
        word: "more",
        does: Act::More,
        says: "two more minutes",
        foot: false,
    },
    Binding {
        keys: &[Key::plain(Code::F(7))],
        word: "leave-out",
        does: Act::LeaveOut,
        says: "leave out what the time has no room for",
        foot: false,
    },
    Binding {
        keys: &[],
        word: "take-in",
        does: Act::TakeIn,
        says: "take in again what was left out",
        foot: false,
    },
    Binding {
        keys: &[Key::plain(Code::F(4)), Key::alt('e')],
        word: "edit",
        does: Act::Editor,
        says: "write in your own editor",
        foot: false,
    },
    Binding {
        keys: &[Key::plain(Code::F(2))],
        word: "elsewhere",
        does: Act::Elsewhere,
        says: "save in another place",
        foot: false,
    },
    Binding {
        keys: &[Key::plain(Code::Escape)],
        word: "",
        does: Act::Nothing,
        says: "put away what lies over the question",
        foot: false,
    },
];
