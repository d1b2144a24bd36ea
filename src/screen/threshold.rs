//! The threshold: what will happen and what is kept, before the first question.

use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::key::{Binding, Code, Hint, Key, bound, called, hints};
use crate::kind::contract::Input;
use crate::protocol::{Level, Protocol};
use crate::screen::{Card, Door, Effect, Gathering, Spoken, Surface, frame};
use crate::widget::theme::Theme;
use crate::widget::{ink, wrap};

/// A protocol about to begin.
#[derive(Debug)]
pub struct Threshold {
    card: Card,
    protocol: Arc<Protocol>,
    /// Where the words will be kept, for people to see.
    kept_in: String,
    top: u16,
    size: (u16, u16),
}

/// How one leaves the full screen, and what that keeps.
const LEAVING: &str = "You can leave at any moment with Ctrl-Q and come back to the same sentence.";
/// How one leaves plain mode, where a line is the program's own only once it was entered.
const LEAVING_PLAIN: &str = "You can leave at any moment with “:leave”; every line you have \
                             entered is kept, and you come back to the same question.";

#[derive(Clone, Copy)]
enum Act {
    Begin,
    Back,
    Scroll(i16),
}

const KEYS: [Binding<Act>; 4] = [
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
    Binding {
        keys: &[Key::plain(Code::Up), Key::plain(Code::PageUp)],
        word: "",
        does: Act::Scroll(-4),
        says: "scroll up",
        foot: false,
    },
    Binding {
        keys: &[Key::plain(Code::Down), Key::plain(Code::PageDown), Key::char(' ')],
        word: "",
        does: Act::Scroll(4),
        says: "scroll down",
        foot: false,
    },
];

impl Threshold {
    /// The threshold of a protocol whose conversations are kept in `kept_in`.
    pub fn new(protocol: Arc<Protocol>, kept_in: String) -> Self {
        Self { card: Card::of(&protocol), protocol, kept_in, top: 0, size: (0, 0) }
    }

    /// What there is to know; `leaving` says how one leaves here, and what that keeps.
    fn about(&self, leaving: &str) -> Vec<(&'static str, String)> {
        let protocol = &self.protocol;
        let tender = match protocol.safety.level {
            Level::Tender => "This one may touch something. Stop whenever you like. ",
            Level::High => {
                "This one goes deep. Begin it only if you want to, and stop whenever you like. "
            }
            Level::Ordinary => "",
        };
        let kept = format!(
            "Every word you write is kept on this machine, in {}, and nowhere else. {leaving}",
            self.kept_in
        );
        let source = &protocol.source;
        let year = source.year.map(|year| year.to_string());
        let named = [Some(source.author.clone()), Some(source.work.clone()), year];
        let named: Vec<String> =
            named.into_iter().flatten().filter(|part| !part.is_empty()).collect();
        let mut parts = vec![
            ("", protocol.purpose.clone()),
            ("When it fits", protocol.when_to_use.clone()),
            ("When it does not", protocol.when_not_to_use.clone()),
            ("Before you begin", format!("{tender}{}", protocol.safety.consent)),
            ("How to stop", protocol.safety.exit.clone()),
            ("What is kept", kept),
            ("Source", named.join(", ")),
        ];
        parts.retain(|(_, words)| !words.trim().is_empty());
        parts
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
            rows.extend(wrap::rows(&words, width).into_iter().map(|row| (row, false)));
        }
        rows
    }

    /// The room for the words, and how many rows they have.
    fn room(&self) -> (u16, u16) {
        let (width, height) = self.size;
        let body = frame::parts(Rect::new(0, 0, width, height)).body;
        let rows = wrap::tall(&self.rows(usize::from(body.width)));
        (body.height.saturating_sub(2), rows)
    }

    fn act(&mut self, act: Act) -> Vec<Effect> {
        let door = match act {
            Act::Begin if Gathering::is_needed(&self.protocol) => {
                Door::Gathering(self.card.id.clone())
            }
            Act::Begin => {
                Door::Begin { id: self.card.id.clone(), people: Vec::new(), minutes: None }
            }
            Act::Back => Door::Shelf,
            Act::Scroll(by) => {
                let (room, rows) = self.room();
                self.top = self.top.saturating_add_signed(by).min(rows.saturating_sub(room));
                return Vec::new();
            }
        };
        vec![Effect::Open(door)]
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
                self.act(Act::Scroll(0))
            }
            _ => Vec::new(),
        }
    }

    fn word(&mut self, word: &str, _rest: &str) -> Option<Vec<Effect>> {
        called(&KEYS, word).map(|act| self.act(act))
    }

    fn draw(&self, area: Rect, buf: &mut Buffer, theme: &Theme) -> Option<(u16, u16)> {
        let parts = frame::parts(area);
        frame::head(parts.head, buf, theme, &self.card.capability, &self.card.length());
        ink::put(buf, parts.body, (0, 0), &self.card.title, theme.title);
        let body = ink::below(parts.body, 2);
        let rows = self.rows(usize::from(body.width));
        let visible = rows.iter().skip(usize::from(self.top)).take(usize::from(body.height));
        for (at, (row, heading)) in visible.enumerate() {
            let style = if *heading { theme.quiet } else { theme.text };
            ink::put(buf, body, (0, at as u16), row, style);
        }
        if rows.len() > usize::from(self.top) + usize::from(body.height) {
            ink::put(buf, parts.notice, (0, 0), "↓ more", theme.quiet);
        }
        frame::foot(parts.foot, buf, theme, &self.hints());
        None
    }

    fn hints(&self) -> Vec<Hint> {
        hints(&KEYS)
    }

    fn spoken(&self) -> Spoken {
        let length = self.card.length();
        let joint = if length.is_empty() { "" } else { " — " };
        let mut lines = vec![format!("{}{joint}{length}", self.card.title)];
        for (heading, words) in self.about(LEAVING_PLAIN) {
            let joint = if heading.is_empty() { "" } else { ": " };
            lines.push(format!("{heading}{joint}{words}"));
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
