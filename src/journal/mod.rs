//! A conversation as it is kept: facts as lines of a log, words as a page. Text in, text out.

pub mod about;
mod compared;
pub mod draft;
pub mod export;
pub mod frame;
mod layout;
pub mod markdown;
pub mod page;
pub mod record;
