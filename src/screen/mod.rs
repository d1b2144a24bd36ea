//! What a person sees and does: shelf, threshold, conversation, archive, page. State, keys, drawing
//! and plain lines; what is to happen in the world comes out as effects.

mod archive;
pub mod card;
mod conversation;
mod everywhere;
pub mod frame;
mod gathering;
mod help;
mod list;
mod reading;
pub mod shelf;
mod stage;
mod threshold;
pub mod words;

pub use archive::{Archive, Due, Summary};
pub use card::Card;
pub use conversation::{Conversation, Saving, Unsaved};
pub use gathering::Gathering;
pub use reading::Reading;
pub use shelf::{Looking, Shelf};
pub use stage::{Screen, Stage};
pub use threshold::Threshold;

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::key::Hint;
use crate::kind::contract::Input;
use crate::session::Fact;
use crate::widget::theme::Theme;

/// What is to happen in the world.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Another screen is to be shown.
    Open(Door),
    /// These facts are to be stored, and then applied.
    Keep(Vec<Fact>),
    /// The text is to be handed to the editor of the person's choice.
    Edit(String),
    /// A soft bell.
    Ring,
    /// What this conversation has to be come back to for is to be spoken of again later.
    PutOff(String),
    /// What this conversation has to be come back to for is to be spoken of no more.
    LetGo(String),
    /// Everything is to be written to a place that has room.
    SaveElsewhere,
    /// The program is to end, with everything kept.
    Leave,
}

/// A screen to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Door {
    /// The protocols there are.
    Shelf,
    /// What will happen and what is kept, before the first question.
    Threshold(String),
    /// Who is here, before a conversation begins.
    Gathering(String),
    /// A new conversation.
    Begin {
        /// The protocol.
        id: String,
        /// Who is here, in the order of their seats; nobody where one person is alone.
        people: Vec<String>,
        /// How many minutes there are, where that was agreed on.
        minutes: Option<u32>,
    },
    /// A conversation that was begun earlier.
    Resume(String),
    /// All conversations there were.
    Archive,
    /// The page of a conversation.
    Page(String),
}

/// A screen as plain mode speaks it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spoken {
    /// What it shows, line by line.
    pub lines: Vec<String>,
    /// What the next line of input is; empty where none is taken.
    pub label: String,
    /// The place it speaks of: while it is the same, nothing needs to be said again.
    pub place: String,
}

/// What every screen can do.
pub trait Surface {
    /// One thing the person did.
    fn on(&mut self, input: Input<'_>) -> Vec<Effect>;
    /// One word of plain mode, after a colon, and what follows it. `None`: not a word of this
    /// place.
    fn word(&mut self, word: &str, rest: &str) -> Option<Vec<Effect>>;
    /// Draws the whole screen. Gives the cell of the caret.
    fn draw(&self, area: Rect, buf: &mut Buffer, theme: &Theme) -> Option<(u16, u16)>;
    /// The keys of this place.
    fn hints(&self) -> Vec<Hint>;
    /// What plain mode says on entering, and after what was done changed it.
    fn spoken(&self) -> Spoken;
    /// Something to say now, in plain mode and at the foot of the screen; taken once.
    fn notice(&mut self) -> Option<String> {
        None
    }
    /// Whether letters are text here, so that `?` cannot ask for help.
    fn types(&self) -> bool {
        false
    }
    /// How often it wants to hear of passing time.
    fn pace(&self) -> Option<Duration> {
        None
    }
}

/// The keys of every place, by the name of the place: what `fieldbook keys` lists.
pub fn key_lists() -> Vec<(&'static str, Vec<Hint>)> {
    vec![
        ("Everywhere", crate::key::hints(&everywhere::KEYS)),
        ("On the shelf", shelf::keys_of_shelf()),
        ("Finding on the shelf", shelf::keys_of_finding()),
        ("Where to start", shelf::keys_of_starting()),
        ("Before a conversation", threshold::keys_of_threshold()),
        ("Gathering", gathering::keys_of_gathering()),
        ("In a conversation", conversation::keys_of_conversation()),
        ("Writing", crate::key::hints(crate::prose::KEYS)),
        ("Among earlier conversations", archive::keys_of_archive()),
        ("Reading a page", reading::keys_of_page()),
    ]
}
