//! What is asked some days after the end of a conversation: gone on with, put off, or let go of.

use anyhow::{Context as _, Result};

use crate::base::stamp::Stamp;
use crate::journal::{page, record};
use crate::screen::Screen;
use crate::session::{Session, Standing, Wish};
use crate::shell::desk::Desk;
use crate::shell::journals::{self, Journal};
use crate::store::Store;

/// Why a conversation cannot be gone on with at this moment; nothing where it can.
pub(super) fn why_not(session: &Session, now: Stamp) -> Option<String> {
    const ENDED: &str = "this conversation came to its end";
    if !session.is_closed() {
        return None;
    }
    match journals::due(session, now) {
        Some(due) if due.standing.is_open() => None,
        Some(due) => Some(format!("{ENDED}; on {} there is something to come back to", due.on)),
        None => Some(format!("{ENDED}; the archive has its page")),
    }
}

/// What is said first to someone who comes back.
pub(super) fn welcome(session: &Session) -> String {
    let day = session.ended().map(page::day_alone).unwrap_or_default();
    format!("Back to what ended on {day}; Ctrl-O (“:outline”) shows it.")
}

/// Goes on with what is asked after the end.
pub(super) fn follow(store: &mut Store, session: &mut Session, now: Stamp) -> Result<()> {
    let days = session.ended().map_or(0, |ended| now.days_since(ended));
    decide(store, session, Wish::Follow { days }, now)
}

/// Stores what follows from a wish, then lets the conversation take it in.
fn decide(store: &mut Store, session: &mut Session, wish: Wish, now: Stamp) -> Result<()> {
    for fact in session.decide(wish)? {
        let (word, what) = record::of(&fact);
        store.append(&word, &what, now, None);
        session.apply(&fact, now);
    }
    Ok(())
}

impl Desk {
    /// Puts off what a conversation has to be come back to for.
    pub(super) fn put_off(&mut self, name: &str) {
        let said = "Put off. It will be here again in a week; the archive has it until then.";
        self.on_later(name, said, |days, _| Wish::PutOff { days });
    }

    /// Lets go of what a conversation has to be come back to for.
    pub(super) fn let_go(&mut self, name: &str) {
        let said = "Let go. It will not be spoken of again; the archive still opens it.";
        self.on_later(name, said, |_, due| Wish::LetGo { days: due });
    }

    /// Notes in a journal what someone wishes about what is due there, and says so on the shelf.
    /// `wish` is given the days since the end, and the days after which it was due.
    fn on_later(&mut self, name: &str, said: &str, wish: impl FnOnce(u32, u32) -> Wish) {
        let said = match self.note_on_later(name, wish) {
            Ok(()) => said.to_owned(),
            Err(why) => format!("{why:#}."),
        };
        self.fill();
        if let Screen::Shelf(shelf) = &mut self.stage.screen {
            shelf.say(said);
        }
    }

    fn note_on_later(&mut self, name: &str, wish: impl FnOnce(u32, u32) -> Wish) -> Result<()> {
        let room = self.places.room()?;
        let (_, folder) = journals::folder(&room, name)?;
        let now = (self.clock)();
        let journal = journals::read(&folder)?;
        let head = serde_json::to_value(&journal.about).context("the head of the journal")?;
        let (mut store, recovered) = crate::store::open(&folder, &head, now)?;
        let Journal { mut session, .. } = journals::of(&recovered)?;
        // Another window may have gone on with it since.
        let due = journals::due(&session, now).filter(|due| due.standing == Standing::Due);
        if let (Some(due), Some(ended)) = (due, session.ended()) {
            let wish = wish(now.days_since(ended), due.days);
            decide(&mut store, &mut session, wish, now)?;
        }
        store.close()?;
        Ok(())
    }
}
