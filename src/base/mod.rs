//! Words every floor shares: names, places in a text, problems, suggestions, counting, cleaning.
//! Knows no conversation.

pub mod clean;
pub mod id;
pub mod loops;
pub mod page;
pub mod plural;
pub mod problem;
pub mod span;
pub mod stamp;
pub mod suggest;
