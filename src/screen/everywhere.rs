//! The keys that work on every screen.

use crate::key::{Binding, Code, Key};

/// What they do.
#[derive(Clone, Copy)]
pub(super) enum Act {
    Leave,
    Help,
    Again,
}

/// The table of them.
pub(super) const KEYS: [Binding<Act>; 3] = [
    Binding {
        keys: &[Key::plain(Code::F(1)), Key::char('?')],
        word: "keys",
        does: Act::Help,
        says: "keys; all that work here",
        foot: true,
    },
    Binding {
        keys: &[Key::ctrl('q'), Key::ctrl('c')],
        word: "leave",
        does: Act::Leave,
        says: "leave; everything is kept",
        foot: true,
    },
    Binding {
        keys: &[],
        word: "again",
        does: Act::Again,
        says: "say again what is here",
        foot: false,
    },
];
