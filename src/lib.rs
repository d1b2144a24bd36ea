//! fieldbook: a guided reflection facilitator for the terminal.

pub mod advice;
pub mod base;
pub mod expr;
pub mod journal;
pub mod key;
pub mod kind;
pub mod prose;
pub mod protocol;
pub mod screen;
pub mod session;
pub mod shell;
pub mod store;
pub mod widget;
pub mod written;
