//! The shelf: what can be gone on with, and the protocols there are: under their capabilities,
//! narrowed to who is here and how much time there is, found by some of their letters, or suggested
//! after three questions.

mod arranging;
mod due;
mod finding;
mod keys;
pub mod narrowing;
mod needs;
mod spoken;
mod starting;
mod view;

use std::collections::HashSet;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::key::{Hint, Key, bound, called, hints};
use crate::kind::contract::Input;
use crate::prose::{Form, Happened, Prose};
use crate::screen::list::{Choice, MOVES, Move};
use crate::screen::{Card, Door, Effect, Spoken, Summary, Surface};
use crate::widget::theme::Theme;
use arranging::{Arranged, Begun, Entry};
pub use finding::find;
use keys::{Act, FINDING, Find, KEYS, SIDES, moves};
pub(super) use keys::{keys_of_finding, keys_of_shelf};
use narrowing::{Narrowing, Side};
pub(super) use starting::keys_of_starting;
use starting::{Led, Starting};

/// Unfinished conversations shown.
const MOST_UNFINISHED: usize = 3;
/// Most bytes of the words that are looked for.
const MOST_WORDS: usize = 200;

/// The shelf.
#[derive(Debug)]
pub struct Shelf {
    /// What came with the program.
    shipped: Vec<Card>,
    /// Everything there is, as one looks for it.
    cards: Vec<Card>,
    unfinished: Vec<Summary>,
    /// Conversations in which something is due, and how many of them there are.
    due: Vec<Summary>,
    all_due: usize,
    kept: usize,
    narrowing: Narrowing,
    /// The words that are looked for, and whether they are being written.
    words: Prose,
    typing: bool,
    /// The three questions, while they are asked.
    starting: Option<Starting>,
    arranged: Arranged,
    choice: Choice,
    /// Whether the person has moved: until then the first line is the chosen one.
    moved: bool,
    size: (u16, u16),
    notice: Option<String>,
    asked: bool,
}

/// How someone looks at the shelf, to be come back to.
#[derive(Clone, Debug, Default)]
pub struct Looking {
    narrowing: Narrowing,
    words: String,
    at: Option<String>,
    starting: Option<Starting>,
}

/// A person's own protocols beside those that came with the program, in place of those with the
/// same id, in the order in which one looks for them.
pub fn together(shipped: Vec<Card>, own: Vec<Card>) -> Vec<Card> {
    let whole = own.iter().filter(|card| card.problem.is_none());
    let replaced: HashSet<&str> = whole.map(|card| card.id.as_str()).collect();
    let mut cards: Vec<Card> =
        shipped.into_iter().filter(|card| !replaced.contains(card.id.as_str())).collect();
    cards.extend(own);
    cards.sort_by_cached_key(Card::sorts_as);
    cards
}

impl Shelf {
    /// A shelf with what came with the program. What only the disk knows comes later, with
    /// [`Shelf::own`] and [`Shelf::begun`].
    pub fn new(shipped: Vec<Card>) -> Self {
        let mut words = Prose::new(Form::Line);
        words.within(MOST_WORDS);
        let mut shelf = Self {
            shipped,
            cards: Vec::new(),
            unfinished: Vec::new(),
            due: Vec::new(),
            all_due: 0,
            kept: 0,
            narrowing: Narrowing::default(),
            words,
            typing: false,
            starting: None,
            arranged: Arranged::default(),
            choice: Choice::default(),
            moved: false,
            size: (0, 0),
            notice: None,
            asked: false,
        };
        shelf.own(Vec::new());
        shelf
    }

    /// Puts a person's own protocols beside those that came with the program.
    pub fn own(&mut self, own: Vec<Card>) {
        let at = self.chosen();
        self.cards = together(self.shipped.clone(), own);
        if let Some(starting) = &mut self.starting {
            starting.look(&self.cards);
        }
        self.arrange(at.as_deref());
    }

    /// Adds the conversations there were.
    pub fn begun(&mut self, sessions: &[Summary]) {
        let at = self.chosen();
        let open = sessions.iter().filter(|summary| !summary.closed);
        self.unfinished = open.take(MOST_UNFINISHED).cloned().collect();
        self.note_due(sessions);
        self.kept = sessions.len();
        self.arrange(at.as_deref());
    }

    /// How someone looks at it, to be come back to.
    pub fn looking(&self) -> Looking {
        Looking {
            narrowing: self.narrowing,
            words: self.words.text(),
            at: self.chosen(),
            starting: self.starting.clone(),
        }
    }

    /// Looks at it as before.
    pub fn look(&mut self, looking: Looking) {
        self.narrowing = looking.narrowing;
        self.words.replace_all(&looking.words);
        self.starting = looking.starting;
        self.moved = looking.at.is_some();
        if let Some(starting) = &mut self.starting {
            starting.look(&self.cards);
        }
        self.arrange(looking.at.as_deref());
    }

    /// Says something on the shelf, which then shows what there is.
    pub fn say(&mut self, words: String) {
        self.starting = None;
        self.tell(words);
    }

    fn tell(&mut self, words: String) {
        self.notice = Some(words);
        self.asked = true;
    }

    /// Whether anything is looked for by its letters.
    fn is_finding(&self) -> bool {
        self.typing || !self.words.is_blank()
    }

    /// Whether less than everything may be shown.
    fn is_narrowed(&self) -> bool {
        !self.narrowing.is_empty() || !self.words.is_blank()
    }

    /// How many protocols there are.
    fn whole(&self) -> usize {
        self.cards.iter().filter(|card| card.problem.is_none()).count()
    }

    /// What the chosen line is called, once the person has moved.
    fn chosen(&self) -> Option<String> {
        let entry = self.arranged.entries.get(self.choice.at).filter(|_| self.moved)?;
        Some(self.called(*entry).to_owned())
    }

    fn called(&self, entry: Entry) -> &str {
        match entry {
            Entry::GoOn(at) => &self.unfinished[at].name,
            Entry::Due(at) => &self.due[at].name,
            Entry::Archive => "",
            Entry::Card(at) => self.cards[at].opens(),
        }
    }

    /// Puts everything in order, and chooses the line called `at`, or else the first one that leads
    /// forward.
    fn arrange(&mut self, at: Option<&str>) {
        let (cards, narrowing) = (&self.cards, &self.narrowing);
        let arranged = if self.words.is_blank() {
            let (unfinished, due) = (self.unfinished.len(), self.due.len());
            Arranged::all(cards, narrowing, Begun { unfinished, due, kept: self.kept > 0 })
        } else {
            Arranged::found(cards, narrowing, &self.words.text())
        };
        self.arranged = if self.has_air() { arranged } else { arranged.dense() };
        let found = at.and_then(|at| {
            self.arranged.entries.iter().position(|entry| self.called(*entry) == at)
        });
        // What is due is not put before anyone who came for something else.
        let leads = |entry: &Entry| matches!(entry, Entry::GoOn(_) | Entry::Card(_));
        let forward = self.arranged.entries.iter().position(leads);
        self.choice = Choice { at: found.or(forward).unwrap_or(0), top: 0 };
        self.refit();
    }

    fn refit(&mut self) {
        let (width, height) = self.size;
        let places = self.places(Rect::new(0, 0, width, height));
        self.choice.fit(&self.arranged.heights(), places.list.height);
    }

    fn go(&mut self, to: Move) {
        self.moved = true;
        self.choice.go(to, self.arranged.entries.len());
        self.refit();
    }

    fn open(&mut self, at: usize) -> Vec<Effect> {
        let Some(entry) = self.arranged.entries.get(at) else { return Vec::new() };
        self.choice.at = at;
        self.moved = true;
        let door = match entry {
            Entry::GoOn(at) => Door::Resume(self.unfinished[*at].name.clone()),
            Entry::Due(at) => Door::Resume(self.due[*at].name.clone()),
            Entry::Archive => Door::Archive,
            Entry::Card(at) => return self.open_card(*at),
        };
        vec![Effect::Open(door)]
    }

    fn open_card(&mut self, at: usize) -> Vec<Effect> {
        let card = &self.cards[at];
        let opens = card.opens().to_owned();
        if card.problem.is_some() {
            let opens = crate::base::clean::for_line(&opens, 200);
            self.tell(format!(
                "“fieldbook check {opens}” shows all that is wrong, and how to mend it."
            ));
            return Vec::new();
        }
        vec![Effect::Open(Door::Threshold(opens))]
    }

    fn act(&mut self, act: Act) -> Vec<Effect> {
        match act {
            Act::Open => return self.open(self.choice.at),
            Act::Archive => return vec![Effect::Open(Door::Archive)],
            Act::ComeBack | Act::PutOff | Act::LetGo => return self.act_on_due(act),
            Act::Find => self.typing = true,
            Act::Suggest => {
                let mut starting = Starting::default();
                starting.fit(self.size, &self.cards);
                self.starting = Some(starting);
            }
            Act::All => {
                let at = self.chosen();
                self.narrowing = Narrowing::default();
                self.words.replace_all("");
                self.arrange(at.as_deref());
            }
        }
        self.refit();
        Vec::new()
    }

    fn turn(&mut self, side: Side) {
        let at = self.chosen();
        self.narrowing.turn(side);
        self.arrange(at.as_deref());
    }

    /// A key while words are being written.
    fn write(&mut self, key: Key) -> Vec<Effect> {
        match bound(&FINDING, key) {
            Some(Find::Open) => return self.open(self.choice.at),
            Some(Find::Go(to)) => self.go(to),
            Some(Find::Keep) => self.typing = false,
            Some(Find::Away) => {
                self.typing = false;
                self.seek("");
            }
            None => {
                if self.words.on(key) == Happened::Changed {
                    self.arrange(None);
                }
            }
        }
        self.refit();
        Vec::new()
    }

    fn seek(&mut self, words: &str) {
        self.words.replace_all("");
        self.words.paste(words);
        self.arrange(None);
    }

    fn led(&mut self, led: Led) -> Vec<Effect> {
        match led {
            Led::Stays => {}
            Led::Refused(words) => self.tell(words),
            Led::Back => self.starting = None,
            Led::To(at) => return self.open_card(at),
            Led::Among(narrowing) => {
                self.starting = None;
                self.words.replace_all("");
                self.narrowing = narrowing;
                self.arrange(None);
            }
        }
        Vec::new()
    }

    /// Turns one side to what was said in plain mode; with nothing said, to the next choice.
    fn set(&mut self, side: Side, said: &str) {
        match self.narrowing.set(side, said) {
            Ok(()) => self.arrange(None),
            Err(words) => self.tell(words),
        }
    }
}

impl Surface for Shelf {
    fn on(&mut self, input: Input<'_>) -> Vec<Effect> {
        if let Input::Fit { width, height } = input {
            let at = self.chosen();
            self.size = (width, height);
            self.words.fit(width.saturating_sub(12).max(8), 1);
            if let Some(starting) = &mut self.starting {
                starting.fit(self.size, &self.cards);
            }
            self.arrange(at.as_deref());
            return Vec::new();
        }
        if matches!(input, Input::Key(_) | Input::Line(_)) {
            self.notice = None;
        }
        if let Some(starting) = &mut self.starting {
            let led = starting.on(input, &self.cards);
            return self.led(led);
        }
        match input {
            Input::Key(key) if self.typing => return self.write(key),
            Input::Key(key) => {
                if let Some(to) = bound(&MOVES, key) {
                    self.go(to);
                } else if let Some(side) = bound(&SIDES, key) {
                    self.turn(side);
                } else if let Some(act) = bound(&KEYS, key) {
                    return self.act(act);
                }
            }
            Input::Paste(text) if self.typing => {
                self.words.paste(text);
                self.arrange(None);
            }
            Input::Line(line) => {
                let count = self.arranged.entries.len();
                let line = line.trim();
                match line.parse::<usize>() {
                    Ok(number) if (1..=count).contains(&number) => return self.open(number - 1),
                    Err(_) if !line.is_empty() => self.seek(line),
                    _ if count == 0 => self.tell("“:all” shows all.".to_owned()),
                    _ => self.tell(format!("Choose by number, from 1 to {count}.")),
                }
            }
            _ => {}
        }
        Vec::new()
    }

    fn word(&mut self, word: &str, rest: &str) -> Option<Vec<Effect>> {
        self.notice = None;
        if let Some(starting) = &mut self.starting {
            let led = starting.word(word, &self.cards)?;
            return Some(self.led(led));
        }
        if let Some(side) = called(&SIDES, word) {
            self.set(side, rest);
            return Some(Vec::new());
        }
        match called(&KEYS, word)? {
            Act::Find => self.seek(rest),
            act @ (Act::ComeBack | Act::PutOff | Act::LetGo) => {
                return Some(self.on_due_called(act, rest));
            }
            act => return Some(self.act(act)),
        }
        Some(Vec::new())
    }

    fn draw(&self, area: Rect, buf: &mut Buffer, theme: &Theme) -> Option<(u16, u16)> {
        match &self.starting {
            Some(starting) => {
                starting.draw(&self.cards, area, buf, theme);
                None
            }
            None => self.draw_shelf(area, buf, theme),
        }
    }

    fn hints(&self) -> Vec<Hint> {
        if let Some(starting) = &self.starting {
            return starting.hints();
        }
        if self.typing {
            return hints(&FINDING);
        }
        let mut all = hints(&KEYS);
        all.retain(|hint| match hint.word {
            "archive" => self.kept > 0,
            "come-back" | "later" | "let-go" => !self.due.is_empty(),
            "all" => self.is_narrowed(),
            "" => !self.arranged.entries.is_empty(),
            _ => true,
        });
        self.tell_of_due(&mut all);
        all.extend(hints(&SIDES));
        all.extend(moves());
        all
    }

    fn spoken(&self) -> Spoken {
        if let Some(starting) = &self.starting {
            return starting.spoken(&self.cards);
        }
        self.spoken_shelf()
    }

    fn notice(&mut self) -> Option<String> {
        std::mem::take(&mut self.asked).then(|| self.notice.clone()).flatten()
    }

    fn types(&self) -> bool {
        self.typing && self.starting.is_none()
    }
}
