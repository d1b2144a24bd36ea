//! Drawing that knows no conversation: colours by meaning, lines of words, a field to write in.

pub mod field;
pub mod ink;
pub mod theme;
pub mod wrap;
