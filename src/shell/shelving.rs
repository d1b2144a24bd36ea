//! What the shelf holds beyond what came with the program, and how someone last looked at it.

#![expect(clippy::disallowed_methods, reason = "what takes long to read is shown now and then")]

use std::time::{Duration, Instant};

use crate::base::stamp::Stamp;
use crate::screen::{Looking, Screen, Shelf};
use crate::shell::catalog::{self, Own};
use crate::shell::journals;
use crate::shell::places::Places;

/// How long reading goes on before what was read is put on the shelf: with thousands of files,
/// putting them in order takes its time as well.
const MEANWHILE: Duration = Duration::from_millis(200);

/// What the shelf is filled from.
pub(super) struct Shelving {
    own: Own,
    looking: Looking,
    /// How long protocols of the person's own are read at a time, before anybody is waited for. The
    /// full screen goes on with the rest while keys come.
    pub slice: Duration,
    /// When something read was last put on the shelf.
    shown: Option<Instant>,
}

impl Default for Shelving {
    fn default() -> Self {
        let (own, looking) = (Own::default(), Looking::default());
        Self { own, looking, slice: Duration::MAX, shown: None }
    }
}

impl Shelving {
    /// A shelf as far as it is known, looked at as it was last.
    pub fn shelf(&self) -> Shelf {
        let mut shelf = Shelf::new(catalog::shipped_cards());
        shelf.own(self.own.cards());
        shelf.look(self.looking.clone());
        shelf
    }

    /// Notes how someone looks at the shelf, before they leave it.
    pub fn note(&mut self, screen: &Screen) {
        if let Screen::Shelf(shelf) = screen {
            self.looking = shelf.looking();
        }
    }

    /// Lets the shelf be looked at afresh.
    pub fn forget(&mut self) {
        self.looking = Looking::default();
    }

    /// Puts on the shelf what only the disk knows, or the beginning of it.
    pub fn fill(&mut self, shelf: &mut Shelf, places: &Places, now: Stamp) {
        let sessions = places.existing_room();
        let sessions = sessions.map(|room| journals::summaries(&room, now)).unwrap_or_default();
        shelf.begun(&sessions);
        self.own.look(places);
        self.own.read_for(self.slice);
        shelf.own(self.own.cards());
        self.shown = Some(Instant::now());
    }

    /// Reads on, if there is anything left to read. True where something was read, and is to be
    /// seen.
    pub fn read_on(&mut self, shelf: &mut Shelf) -> bool {
        if self.own.is_read() {
            return false;
        }
        let done = self.own.read_for(self.slice);
        if done || self.shown.is_none_or(|shown| shown.elapsed() >= MEANWHILE) {
            shelf.own(self.own.cards());
            self.shown = Some(Instant::now());
        }
        true
    }
}
