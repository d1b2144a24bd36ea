//! The world: command line, terminal, clock, processes, and where things are kept. The only floor
//! that touches any of them.

mod answers;
mod backend;
mod beside;
mod catalog;
mod cli;
mod clock;
mod desk;
mod earlier;
mod editor;
mod full;
mod ground;
mod input;
mod journals;
mod lending;
mod places;
mod plain;
mod rehearsal;
mod said;
mod schema;
mod shelving;
mod terminal;
mod verbs;
mod wake;

pub use rehearsal::Rehearsal;
pub use verbs::main;
