//! Journals on the disk: handed to the operating system before anything is drawn, brought to the
//! disk by a thread of its own, read back without ever being changed.
//!
//! One run of the program is one new segment; one fact is one line with a checksum.

mod desk;
mod disk;
mod drafts;
mod names;
mod page;
mod read;
mod room;
mod session;
mod sheet;
mod words;

#[cfg(test)]
mod power;
#[cfg(test)]
mod tests;

pub use page::Published;
pub use read::{Damage, Draft, PageOnDisk, Recovered, read};
pub use room::{Found, Room};
pub use session::{State, Store, create, open};
pub use sheet::put_new;
pub use words::{Trouble, plain};
