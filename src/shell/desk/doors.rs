//! The doors between screens: what has to be found, read or made before one stands on the next.

use std::sync::Arc;

use anyhow::{Context as _, Result};

use crate::journal::about::About;
use crate::journal::page;
use crate::screen::{Archive, Conversation, Door, Gathering, Reading, Screen};
use crate::session::{Session, Setting};
use crate::shell::catalog::{self, Found};
use crate::shell::desk::{Desk, NO_ROOM, in_words, later, name_of};
use crate::shell::earlier;
use crate::shell::journals::{self, Journal};

impl Desk {
    pub(super) fn open(&mut self, door: Door) {
        self.shelving.note(&self.stage.screen);
        if let Err(why) = self.try_open(door) {
            self.back_to_shelf(Some(format!("{why:#}.")));
        }
    }

    /// Back to the shelf, with a word.
    pub(super) fn back_to_shelf(&mut self, words: Option<String>) {
        self.close();
        let mut shelf = self.shelving.shelf();
        if let Some(words) = words {
            shelf.say(words);
        }
        self.stage.set(Screen::Shelf(Box::new(shelf)));
        self.fill();
    }

    fn try_open(&mut self, door: Door) -> Result<()> {
        match door {
            Door::Shelf => self.back_to_shelf(None),
            Door::Threshold(card) => {
                // Whoever comes back from who is here finds the same protocol.
                let found = match self.given.take() {
                    Some(found) if found.protocol.id.as_str() == card => found,
                    _ => catalog::opened(&card, &self.places).map_err(in_words)?,
                };
                self.offer(found);
                self.fill();
            }
            Door::Gathering(id) => {
                let found = self.take_given(&id)?;
                let gathering = Gathering::new(Arc::clone(&found.protocol));
                self.given = Some(found);
                self.stage.set(Screen::Gathering(Box::new(gathering)));
            }
            Door::Begin { id, people, minutes } => self.begin(&id, people, minutes)?,
            Door::Resume(name) => self.resume(&name)?,
            Door::Archive => {
                let room = self.places.existing_room();
                let sessions =
                    room.map(|room| journals::summaries(&room, (self.clock)())).unwrap_or_default();
                self.stage.set(Screen::Archive(Archive::new(sessions)));
            }
            Door::Page(name) => {
                let room = self.places.room()?;
                let (name, folder) = journals::folder(&room, &name)?;
                let journal = journals::read(&folder)?;
                let due = journals::due(&journal.session, (self.clock)());
                let due = due.is_some_and(|due| due.standing.is_open());
                let open = !journal.session.is_closed() || due;
                let page = page::of(&journal.session, &journal.about);
                let notes = journal.notes.join(" ");
                let note = (!notes.is_empty()).then_some(notes);
                self.stage.set(Screen::Reading(Reading::new(page, name, open, note)));
            }
        }
        Ok(())
    }

    /// Begins a conversation with the protocol called `id`.
    pub fn begin(&mut self, id: &str, people: Vec<String>, minutes: Option<u32>) -> Result<()> {
        let found = self.take_given(id)?;
        let room = self.places.room().context(NO_ROOM)?;
        let began = (self.clock)();
        let thread = self.places.thread.as_deref();
        let earlier = earlier::setting(&room, &found.protocol, thread, people);
        let setting = Setting { minutes, ..earlier };
        let about = About::new(
            &found.protocol,
            &found.source,
            &found.beside,
            self.places.thread.clone(),
            setting.clone(),
            began,
        )
        .in_language(found.language.clone());
        let head = serde_json::to_value(&about).context("the head of the journal")?;
        let mut store =
            crate::store::create(&room, began, &page::date(began), &head).context(NO_ROOM)?;
        store.wake((self.wake)());
        self.name = name_of(&store);
        self.store = Some(store);
        let session = Session::new(found.protocol, setting);
        let conversation = Conversation::new(session, about, Vec::new(), began);
        self.stage.set(Screen::Conversation(Box::new(conversation)));
        Ok(())
    }

    /// The protocol that was shown at the threshold, or the one called `id`.
    fn take_given(&mut self, id: &str) -> Result<Found> {
        match self.given.take() {
            Some(found) if found.protocol.id.as_str() == id => Ok(found),
            _ => catalog::find(id, &self.places).map_err(in_words),
        }
    }

    /// Goes on with the conversation called `name`: where it was left, or, where it came to its end,
    /// with what is asked afterwards, once that is due.
    pub fn resume(&mut self, name: &str) -> Result<()> {
        let room = self.places.room()?;
        let (_, folder) = journals::folder(&room, name)?;
        let now = (self.clock)();
        let journal = journals::read(&folder)?;
        if let Some(why) = later::why_not(&journal.session, now) {
            anyhow::bail!("{why}");
        }
        let head = serde_json::to_value(&journal.about).context("the head of the journal")?;
        let (mut store, recovered) = crate::store::open(&folder, &head, now)?;
        store.wake((self.wake)());
        let Journal { mut session, about, drafts, mut notes, .. } = journals::of(&recovered)?;
        if session.is_closed() {
            later::follow(&mut store, &mut session, now)?;
            notes.insert(0, later::welcome(&session));
        }
        self.name = name_of(&store);
        self.store = Some(store);
        let mut conversation = Conversation::new(session, about, drafts, now);
        if !notes.is_empty() {
            conversation.say(notes.join(" "));
        }
        self.stage.set(Screen::Conversation(Box::new(conversation)));
        Ok(())
    }
}
