//! Where wishes meet the world: effects of the screens are carried out here, in the order stored,
//! applied, drawn.

#![expect(
    clippy::disallowed_methods,
    reason = "a second place to save in is looked for when the first is full"
)]

mod doors;
mod later;

use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::Result;

use crate::base::stamp::Stamp;
use crate::journal::{markdown, page, record};
use crate::screen::{Effect, Saving, Screen, Stage, Threshold, Unsaved};
use crate::session::Fact;
use crate::shell::catalog::{self, Found, Missing};
use crate::shell::lending::Lent;
use crate::shell::places::Places;
use crate::shell::shelving::Shelving;
use crate::shell::{clock, earlier, said};
use crate::store::{Published, State, Store};

/// How long the disk may be behind before that is worth a word.
const SLOW: Duration = Duration::from_secs(3);

/// Said before the first question when there is no place for the answers.
const NO_ROOM: &str = "Your words could not be kept here; --home names another place";

/// What the loop around the desk has to do.
#[derive(Debug, PartialEq)]
pub(super) enum Ask {
    /// Hand this text to the person's editor.
    Edit(String),
    /// Ring.
    Ring,
    /// End.
    Leave,
}

/// The desk: where things are kept, and the journal that is open.
pub(super) struct Desk {
    pub places: Places,
    pub stage: Stage,
    /// Tells the time.
    pub clock: fn() -> Stamp,
    /// What the shelf is filled from.
    pub shelving: Shelving,
    store: Option<Store>,
    name: String,
    wake: Box<dyn Fn() -> Box<dyn Fn() + Send + 'static>>,
    /// A protocol given by its path, so that its name need not be looked up.
    given: Option<Found>,
    /// What is to be said once the program has ended.
    pub last_words: Option<String>,
    warned: bool,
    /// What was last said about the page: said once, not after each answer.
    page_news: Option<String>,
    /// Whether words were left behind that could not be saved.
    pub lost: bool,
    /// Answers that an editor's own window may still be writing.
    pub lent: Lent,
}

impl Desk {
    /// A desk with the shelf on it. `wake` makes what the disk calls when something became safe.
    pub fn new(places: Places, wake: Box<dyn Fn() -> Box<dyn Fn() + Send + 'static>>) -> Self {
        let shelving = Shelving::default();
        Self {
            places,
            stage: Stage::new(Screen::Shelf(Box::new(shelving.shelf()))),
            clock: clock::now,
            shelving,
            store: None,
            name: String::new(),
            wake,
            given: None,
            last_words: None,
            warned: false,
            page_news: None,
            lost: false,
            lent: Lent::default(),
        }
    }

    /// Puts on the shelf, or on the threshold, what only the disk knows.
    pub fn fill(&mut self) {
        let now = (self.clock)();
        match &mut self.stage.screen {
            Screen::Shelf(shelf) => self.shelving.fill(shelf, &self.places, now),
            Screen::Threshold(threshold) => {
                let Some(room) = self.places.existing_room() else { return };
                let thread = self.places.thread.as_deref();
                let last = earlier::last_time(&room, threshold.protocol(), thread);
                threshold.look_back(last, now);
            }
            _ => {}
        }
    }

    /// Opens the threshold of a protocol that was read already.
    pub fn offer(&mut self, found: Found) {
        let kept_in = catalog::shown(&self.places.sessions());
        let threshold = Threshold::new(found.protocol.clone(), kept_in);
        self.given = Some(found);
        self.stage.set(Screen::Threshold(threshold));
    }

    /// Carries out what a screen wishes.
    pub fn carry_out(&mut self, effects: Vec<Effect>) -> Vec<Ask> {
        let mut asks = Vec::new();
        for effect in effects {
            // Keys that came in one burst may have written and moved on at once.
            self.save_draft();
            match effect {
                Effect::Open(door) => self.open(door),
                Effect::Keep(facts) => self.keep(&facts),
                Effect::Edit(text) => asks.push(Ask::Edit(text)),
                Effect::Ring => asks.push(Ask::Ring),
                Effect::PutOff(name) => self.put_off(&name),
                Effect::LetGo(name) => self.let_go(&name),
                Effect::SaveElsewhere => self.save_elsewhere(),
                Effect::Leave => asks.extend(self.leave()),
            }
        }
        asks
    }

    /// Stores facts, then lets the conversation take them in.
    fn keep(&mut self, facts: &[Fact]) {
        let (Some(store), Screen::Conversation(conversation)) =
            (&mut self.store, &mut self.stage.screen)
        else {
            return;
        };
        let at = (self.clock)();
        let mut answered = false;
        for fact in facts {
            let (word, what) = record::of(fact);
            let closes = conversation.closes(fact).map(|slot| slot.name());
            answered |= matches!(fact, Fact::Answered { .. } | Fact::Passed { .. });
            store.append(&word, &what, at, closes.as_deref());
        }
        conversation.kept(facts, at);
        let closed = conversation.session().is_closed();
        if answered || closed {
            self.publish();
        }
        if closed {
            self.finish();
        }
    }

    /// Brings the page up to date.
    fn publish(&mut self) {
        let (Some(store), Screen::Conversation(conversation)) =
            (&mut self.store, &mut self.stage.screen)
        else {
            return;
        };
        let about = conversation.about();
        let page = markdown::of(&page::of(conversation.session(), about), about);
        if let Some(words) = about_page(&store.publish(&page, (self.clock)())) {
            conversation.say(words);
        }
    }

    /// After the end: back to the shelf, with a word about where the page is.
    fn finish(&mut self) {
        let folder = self.store.as_ref().map(|store| store.folder().join("session.md"));
        let kept = folder.is_some();
        self.shelving.forget();
        let words = "Kept. Its page is among the earlier conversations.".to_owned();
        self.back_to_shelf(kept.then_some(words));
        if let Some(path) = folder {
            self.last_words = Some(format!("Kept in {}.", catalog::shown(&path)));
        }
    }

    /// Writes down what changed in the answer in the making. Called before each frame.
    pub fn save_draft(&mut self) {
        let (Some(store), Screen::Conversation(conversation)) =
            (&mut self.store, &mut self.stage.screen)
        else {
            return;
        };
        let Some(mut unsaved) = conversation.unsaved(false) else { return };
        self.warned = false;
        if matches!(unsaved, Unsaved::Change(..))
            && store.wants_snapshot()
            && let Some(whole) = conversation.unsaved(true)
        {
            unsaved = whole;
        }
        let written = match &unsaved {
            Unsaved::Whole(whole) => serde_json::to_value(whole)
                .map(|value| store.draft_whole(&whole.slot.name(), &value)),
            Unsaved::Change(slot, change) => serde_json::to_value(change).map(|value| {
                if !store.draft_edit(&slot.name(), &value)
                    && let Some(Unsaved::Whole(whole)) = conversation.unsaved(true)
                    && let Ok(value) = serde_json::to_value(&whole)
                {
                    store.draft_whole(&slot.name(), &value);
                }
            }),
        };
        if let Err(why) = written {
            conversation.set_saving(Saving::NotSaved(why.to_string()));
        }
    }

    /// Lets the store do what is due, and tells the screen how safe the words are. Gives the time
    /// after which it wants to be asked again.
    pub fn tick(&mut self, now: Instant) -> Option<Duration> {
        if let Screen::Shelf(shelf) = &mut self.stage.screen
            && self.shelving.read_on(shelf)
        {
            return Some(Duration::ZERO);
        }
        let store = self.store.as_mut()?;
        let next = store.tick(now);
        let saving = match store.state() {
            State::Saving { since: Some(since) } if since >= SLOW => Saving::Slow(since),
            State::Saved | State::Saving { .. } => Saving::Safe,
            State::NotSaved { why, .. } => Saving::NotSaved(why),
        };
        if let Screen::Conversation(conversation) = &mut self.stage.screen {
            if saving == Saving::Safe {
                self.warned = false;
            }
            conversation.set_saving(saving);
            // The page is put in place by the thread of the disk; what came of it is known later.
            let news = store.published().and_then(|published| about_page(&published));
            if news.is_some() && news != self.page_news {
                conversation.say(news.clone().unwrap_or_default());
                self.page_news = news;
            }
        }
        next
    }

    /// How safe the words of the open journal are.
    pub fn state(&self) -> Option<State> {
        self.store.as_ref().map(Store::state)
    }

    /// Whether an answer was given that a power cut could still undo.
    pub fn answer_pending(&self) -> bool {
        self.store.as_ref().is_some_and(Store::answer_pending)
    }

    /// The folder of the open journal.
    pub fn folder(&self) -> Option<PathBuf> {
        self.store.as_ref().map(|store| store.folder().to_owned())
    }

    /// Leaves, unless words would be lost that were not warned of.
    fn leave(&mut self) -> Option<Ask> {
        self.save_draft();
        self.tick(Instant::now());
        let unsaved = self
            .store
            .as_ref()
            .is_some_and(|store| matches!(store.state(), State::NotSaved { .. }));
        if unsaved && !self.warned {
            self.warned = true;
            if let Screen::Conversation(conversation) = &mut self.stage.screen {
                conversation.say(
                    "Leaving once more leaves behind what is not saved; F2 (“:elsewhere”) saves \
                     it in another place.",
                );
            }
            return None;
        }
        Some(Ask::Leave)
    }

    /// Ends the open journal, if there is one, with everything kept; says where.
    pub fn close(&mut self) {
        self.save_draft();
        if let Some(store) = self.store.take_if(|store| store.is_untouched()) {
            store.discard();
            self.last_words = Some("Nothing was written, so nothing is kept.".to_owned());
            return;
        }
        if let Screen::Conversation(conversation) = &mut self.stage.screen {
            conversation.keep_time();
        }
        self.save_draft();
        // A page that came late is tried once more.
        self.tick(Instant::now());
        if let Screen::Conversation(conversation) = &self.stage.screen
            && !conversation.session().is_closed()
            && self.store.is_some()
        {
            self.publish();
            let name = &self.name;
            let kept_in = catalog::shown(&self.places.sessions().join(name));
            self.last_words =
                Some(format!("Kept in {kept_in}. “fieldbook resume” goes on from here."));
        }
        let Some(store) = self.store.take() else { return };
        if let Err(why) = store.close() {
            self.last_words = Some(format!("{why}."));
            self.lost = true;
        }
    }

    fn save_elsewhere(&mut self) {
        let (Some(store), Screen::Conversation(conversation)) =
            (&self.store, &mut self.stage.screen)
        else {
            return;
        };
        let home = std::env::var_os("HOME").map(PathBuf::from);
        let places = home.into_iter().chain(std::env::current_dir());
        let saved = places.map(|place| store.save_elsewhere(&place)).find_map(Result::ok);
        conversation.say(match saved {
            Some(path) => format!("All of it is now in {} as well.", catalog::shown(&path)),
            None => "There was no room in your home folder or in this one either.".to_owned(),
        });
    }

    /// Says what there is to say once the program has ended.
    pub fn farewell(&self) {
        if let Some(words) = &self.last_words {
            said::words(words);
        }
    }
}

/// What there is to say about how publishing the page went.
fn about_page(published: &Published) -> Option<String> {
    match published {
        Published::Late(why) => Some(format!("The page is late: {why}. Your words are safe.")),
        Published::KeptBesideHandEdit(path) => {
            let name = catalog::shown(path.file_name().unwrap_or_default().as_ref());
            Some(format!("You edited the page, so the new one stands beside it, in {name}."))
        }
        Published::Done | Published::Unchanged | Published::UnderWay => None,
    }
}

fn name_of(store: &Store) -> String {
    store.folder().file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn in_words(missing: Missing) -> anyhow::Error {
    match missing {
        Missing::Unknown(words) => anyhow::anyhow!("{words}"),
        broken @ Missing::Broken { .. } => anyhow::anyhow!("{broken}"),
    }
}
