//! Words every floor shares: places in a text, counting, and cleaning. Knows no conversation.

pub mod clean;
pub mod plural;
pub mod span;
