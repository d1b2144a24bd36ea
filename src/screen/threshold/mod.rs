//! The threshold: what will happen and what is kept, before the first question.

mod about;
mod ahead;

use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::base::stamp::Stamp;
use crate::key::{Binding, Code, Hint, Key, bound, called, hints};
use crate::kind::contract::Input;
use crate::protocol::Protocol;
use crate::screen::{Door, Effect, Gathering, Spoken, Surface, frame, words};
use crate::widget::theme::Theme;
use crate::widget::{ink, wrap};
use about::{ITEM, LEAVING, LEAVING_PLAIN, about, last_time};

/// A protocol about to begin.
#[derive(Debug)]
pub struct Threshold {
    protocol: Arc<Protocol>,
    /// Where the words will be kept, for people to see.
    kept_in: String,
    /// What there is to say of the last time, if there was one.
    last_time: String,
    top: u16,
    size: (u16, u16),
}

/// What the key says that shows more, where there is more.
const MORE: &str = "more";

#[derive(Clone, Copy)]
enum Act {
    Begin,
    Back,
    Scroll(Scroll),
}

#[derive(Clone, Copy)]
enum Scroll {
    Rows(i16),
    Pages(i16),
    Ends(i16),
}

const KEYS: [Binding<Act>; 8] = [
    Binding {
        keys: &[Key::plain(Code::Enter), Key::ctrl('n')],
        word: "begin",
        does: Act::Begin,
        says: "begin",
        foot: true,
    },
    Binding {
        keys: &[Key::plain(Code::Escape), Key::ctrl('p'), Key::plain(Code::Left)],
        word: "back",
        does: Act::Back,
        says: "back; to the shelf",
        foot: true,
    },
    scroll(&[Key::plain(Code::Down), Key::char('j')], Scroll::Rows(2), MORE, true),
    scroll(&[Key::plain(Code::Up), Key::char('k')], Scroll::Rows(-2), "scroll up", false),
    scroll(&[Key::plain(Code::PageDown), Key::char(' ')], Scroll::Pages(1), "page down", false),
    scroll(&[Key::plain(Code::PageUp)], Scroll::Pages(-1), "page up", false),
    scroll(&[Key::plain(Code::Home)], Scroll::Ends(-1), "to the top", false),
    scroll(&[Key::plain(Code::End)], Scroll::Ends(1), "to the end", false),
];

const fn scroll(
    keys: &'static [Key],
    does: Scroll,
    says: &'static str,
    foot: bool,
) -> Binding<Act> {
    Binding { keys, word: "", does: Act::Scroll(does), says, foot }
}

impl Threshold {
    /// The threshold of a protocol whose conversations are kept in `kept_in`.
    pub fn new(protocol: Arc<Protocol>, kept_in: String) -> Self {
        Self { protocol, kept_in, last_time: String::new(), top: 0, size: (0, 0) }
    }

    /// The protocol.
    pub fn protocol(&self) -> &Protocol {
        &self.protocol
    }

    /// Takes in when someone went through it last, as seen from this moment.
    pub fn look_back(&mut self, last: Option<Stamp>, now: Stamp) {
        self.last_time = last.map(|last| last_time(&self.protocol, last, now)).unwrap_or_default();
    }

    fn rows(&self, width: usize) -> Vec<(String, bool)> {
        let mut rows = Vec::new();
        for (heading, words) in self.about(LEAVING) {
            if !rows.is_empty() {
                rows.push((String::new(), false));
            }
            if !heading.is_empty() {
                rows.push((heading.to_owned(), true));
            }
            let lines = words.lines().flat_map(|line| in_rows(line, width));
            rows.extend(lines.map(|row| (row, false)));
        }
        rows
    }

    fn about(&self, leaving: &str) -> Vec<(&'static str, String)> {
        about(&self.protocol, &self.last_time, &self.kept_in, leaving)
    }

    /// Where the title stands, and below it the words. There is nothing else to be said here, so
    /// that the rows for notices are theirs as well.
    fn places(&self, area: Rect) -> (Rect, Rect) {
        let all = frame::whole(area);
        let (title, air) = match all.height {
            0..=13 => (1, 0),
            _ => (wrap::count(&self.protocol.title, usize::from(all.width).max(1)).min(2), 1),
        };
        (ink::top(all, title), ink::below(all, title + air))
    }

    /// How many rows there is room for, and how many there are.
    fn room(&self) -> (u16, u16) {
        let (width, height) = self.size;
        let (_, room) = self.places(Rect::new(0, 0, width, height));
        (room.height, wrap::tall(&self.rows(usize::from(room.width))))
    }

    fn scroll(&mut self, by: Scroll) {
        let (room, rows) = self.room();
        // One row is seen again, so that the eye finds its place.
        let page = i16::try_from(room.saturating_sub(1).max(1)).unwrap_or(i16::MAX);
        let by = match by {
            Scroll::Rows(by) => by,
            Scroll::Pages(by) => by.saturating_mul(page),
            Scroll::Ends(by) => by.saturating_mul(i16::MAX),
        };
        self.top = self.top.saturating_add_signed(by).min(rows.saturating_sub(room));
    }

    fn has_more(&self) -> bool {
        let (room, rows) = self.room();
        rows > self.top.saturating_add(room)
    }

    fn act(&mut self, act: Act) -> Vec<Effect> {
        let door = match act {
            Act::Begin if Gathering::is_needed(&self.protocol) => {
                Door::Gathering(self.protocol.id.to_string())
            }
            Act::Begin => {
                let id = self.protocol.id.to_string();
                Door::Begin { id, people: Vec::new(), minutes: None }
            }
            Act::Back => Door::Shelf,
            Act::Scroll(by) => {
                self.scroll(by);
                return Vec::new();
            }
        };
        vec![Effect::Open(door)]
    }

    /// All that it helps with.
    fn helps_with(&self) -> String {
        let Some((leads, others)) = self.protocol.capability.split_first() else {
            return String::new();
        };
        let mut all = vec![leads.says()];
        all.extend(others.iter().copied().map(words::capability_briefly));
        all.join(" · ")
    }
}

/// A line in rows; what follows a mark at its beginning stays under itself.
fn in_rows(line: &str, width: usize) -> Vec<String> {
    match line.strip_prefix(ITEM) {
        None => wrap::rows(line, width),
        Some(words) => {
            let rows = wrap::rows(words, width.saturating_sub(2).max(1)).into_iter().enumerate();
            let row = |(at, row)| format!("{}{row}", if at == 0 { ITEM } else { "  " });
            rows.map(row).collect()
        }
    }
}

impl Surface for Threshold {
    fn on(&mut self, input: Input<'_>) -> Vec<Effect> {
        match input {
            Input::Key(key) => match bound(&KEYS, key) {
                Some(act) => self.act(act),
                None => Vec::new(),
            },
            Input::Line(line) if line.trim().is_empty() => self.act(Act::Begin),
            Input::Fit { width, height } => {
                self.size = (width, height);
                self.scroll(Scroll::Rows(0));
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    fn word(&mut self, word: &str, _rest: &str) -> Option<Vec<Effect>> {
        called(&KEYS, word).map(|act| self.act(act))
    }

    fn draw(&self, area: Rect, buf: &mut Buffer, theme: &Theme) -> Option<(u16, u16)> {
        let parts = frame::parts(area);
        let (title, body) = self.places(area);
        let minutes = words::minutes_briefly(&self.protocol.minutes);
        frame::head(parts.head, buf, theme, &self.helps_with(), &minutes);
        ink::paragraph(buf, title, &self.protocol.title, theme.title);
        let rows = self.rows(usize::from(body.width));
        let visible = rows.iter().skip(usize::from(self.top)).take(usize::from(body.height));
        for (at, (row, heading)) in visible.enumerate() {
            let style = if *heading { theme.quiet } else { theme.text };
            ink::put(buf, body, (0, at as u16), row, style);
        }
        frame::foot(parts.foot, buf, theme, &self.hints());
        None
    }

    fn hints(&self) -> Vec<Hint> {
        let mut all = hints(&KEYS);
        all.retain(|hint| hint.says != MORE || self.has_more());
        all
    }

    fn spoken(&self) -> Spoken {
        let mut lines = vec![self.protocol.title.clone(), self.helps_with()];
        for (heading, words) in self.about(LEAVING_PLAIN) {
            let joint = match heading {
                "" => "",
                // Several things stand each on a line of its own.
                _ if words.starts_with(ITEM) => ":\n",
                _ => ": ",
            };
            let words = format!("{heading}{joint}{words}");
            lines.extend(words.lines().map(str::to_owned));
        }
        Spoken {
            lines,
            label: "Enter to begin, or :back (:keys lists more)".to_owned(),
            place: "the threshold".to_owned(),
        }
    }
}

/// The keys of this place, whatever stands on it.
pub(super) fn keys_of_threshold() -> Vec<Hint> {
    hints(&KEYS)
}
