//! All conversations there were, newest first: to be read, or gone on with.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::key::{Binding, Code, Hint, Key, bound, called, hints};
use crate::kind::contract::Input;
use crate::screen::list::{Choice, MOVES};
use crate::screen::{Door, Effect, Spoken, Surface, frame};
use crate::session::Standing;
use crate::widget::theme::Theme;
use crate::widget::{ink, wrap};

/// A conversation in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// The name of its folder.
    pub name: String,
    /// The title of its protocol.
    pub title: String,
    /// The id of its protocol.
    pub protocol: String,
    /// When it began, in words.
    pub day: String,
    /// The name of the thread it belongs to.
    pub thread: Option<String>,
    /// Whether it came to its end.
    pub closed: bool,
    /// What is wrong with it, if anything is.
    pub trouble: Option<String>,
    /// What it has to be come back to for, once it came to its end.
    pub due: Option<Due>,
}

/// What a conversation has to be come back to for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// How it stands today.
    pub standing: Standing,
    /// What it is called; may be empty.
    pub about: String,
    /// How many days after the end.
    pub days: u32,
    /// The day from which on it can be gone on with, in words.
    pub on: String,
    /// The same day, as `2026-12-09`.
    pub date: String,
    /// The day on which the conversation came to its end, where there is little room.
    pub from: String,
}

impl Due {
    /// What there is to come back to, with its day.
    pub fn says(&self) -> String {
        let to = if self.about.is_empty() { String::new() } else { format!(": {}", self.about) };
        match self.standing {
            Standing::ToCome => format!("to come back to on {}{to}", self.on),
            Standing::Due => format!("due since {}{to}", self.on),
            Standing::PutOff => format!("put off{to}"),
            Standing::LetGo => format!("let go{to}"),
        }
    }
}

impl Summary {
    /// Whether it can be gone on with.
    pub fn goes_on(&self) -> bool {
        let due = self.due.as_ref().is_some_and(|due| due.standing.is_open());
        self.trouble.is_none() && (!self.closed || due)
    }

    /// What is due here and wants to be spoken of.
    pub fn due_now(&self) -> Option<&Due> {
        self.due.as_ref().filter(|due| due.standing == Standing::Due)
    }
}

/// The archive.
#[derive(Debug)]
pub struct Archive {
    sessions: Vec<Summary>,
    choice: Choice,
    size: (u16, u16),
    notice: Option<String>,
}

#[derive(Clone, Copy)]
enum Act {
    Read,
    GoOn,
    Back,
}

const KEYS: [Binding<Act>; 3] = [
    Binding {
        keys: &[Key::plain(Code::Enter), Key::plain(Code::Right)],
        word: "read",
        does: Act::Read,
        says: "read",
        foot: true,
    },
    Binding {
        keys: &[Key::char('r')],
        word: "resume",
        does: Act::GoOn,
        says: "go on with it",
        foot: true,
    },
    Binding {
        keys: &[Key::plain(Code::Escape), Key::ctrl('p'), Key::plain(Code::Left)],
        word: "back",
        does: Act::Back,
        says: "back; to the shelf",
        foot: true,
    },
];

impl Archive {
    /// These conversations, newest first.
    pub fn new(sessions: Vec<Summary>) -> Self {
        Self { sessions, choice: Choice::default(), size: (0, 0), notice: None }
    }

    fn act(&mut self, act: Act, at: usize) -> Vec<Effect> {
        let chosen = self.sessions.get(at);
        let door = match (act, chosen) {
            (Act::Back, _) => Door::Shelf,
            (Act::Read, Some(summary)) => Door::Page(summary.name.clone()),
            (Act::GoOn, Some(summary)) if summary.goes_on() => Door::Resume(summary.name.clone()),
            (Act::GoOn, Some(summary)) => {
                self.notice = Some(why_not(summary));
                return Vec::new();
            }
            (_, None) => return Vec::new(),
        };
        vec![Effect::Open(door)]
    }

    fn refit(&mut self) {
        let (width, height) = self.size;
        let body = frame::parts(Rect::new(0, 0, width, height)).body;
        self.choice.fit(&vec![1; self.sessions.len()], body.height);
    }

    fn row(summary: &Summary) -> String {
        let state = match (&summary.trouble, summary.closed, &summary.due) {
            (Some(_), ..) => " · damaged".to_owned(),
            (None, false, _) => " · unfinished".to_owned(),
            (None, true, Some(Due { standing: Standing::ToCome, on, .. })) => {
                format!(" · again on {on}")
            }
            (None, true, Some(Due { standing: Standing::Due, .. })) => " · due".to_owned(),
            (None, true, Some(Due { standing: Standing::PutOff, .. })) => " · put off".to_owned(),
            (None, true, _) => String::new(),
        };
        let thread = summary.thread.as_ref().map(|thread| format!(" · {thread}"));
        format!("{}{}{state} — {}", summary.title, thread.unwrap_or_default(), summary.day)
    }
}

/// Why a conversation cannot be gone on with.
fn why_not(summary: &Summary) -> String {
    match (&summary.trouble, &summary.due) {
        (Some(why), _) => why.clone(),
        (None, Some(Due { standing: Standing::ToCome, on, .. })) => {
            format!("It came to its end. On {on} there is something to come back to here.")
        }
        (None, _) => "This conversation came to its end. Enter reads it.".to_owned(),
    }
}

impl Surface for Archive {
    fn on(&mut self, input: Input<'_>) -> Vec<Effect> {
        match input {
            Input::Fit { width, height } => {
                self.size = (width, height);
                self.refit();
            }
            Input::Key(key) => {
                self.notice = None;
                if let Some(act) = bound(&KEYS, key) {
                    return self.act(act, self.choice.at);
                }
                if let Some(to) = bound(&MOVES, key) {
                    self.choice.go(to, self.sessions.len());
                    self.refit();
                }
            }
            Input::Line(line) => {
                let number = line.trim().parse::<usize>().ok().and_then(|n| n.checked_sub(1));
                match number.filter(|at| *at < self.sessions.len()) {
                    Some(at) => return self.act(Act::Read, at),
                    None => {
                        self.notice = Some(format!(
                            "Choose by number, from 1 to {}, or “:back”.",
                            self.sessions.len()
                        ));
                    }
                }
            }
            _ => {}
        }
        Vec::new()
    }

    fn word(&mut self, word: &str, rest: &str) -> Option<Vec<Effect>> {
        let act = called(&KEYS, word)?;
        let at = rest.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        Some(self.act(act, at.unwrap_or(0)))
    }

    fn draw(&self, area: Rect, buf: &mut Buffer, theme: &Theme) -> Option<(u16, u16)> {
        let parts = frame::parts(area);
        frame::head(parts.head, buf, theme, "Earlier conversations", "");
        if self.sessions.is_empty() {
            let words = "There are none yet. What you begin on the shelf will be found here.";
            ink::paragraph(buf, parts.body, words, theme.quiet);
        }
        let visible = self.sessions.iter().enumerate().skip(usize::from(self.choice.top));
        for (y, (at, summary)) in visible.take(usize::from(parts.body.height)).enumerate() {
            let here = at == self.choice.at;
            let style = if here { theme.here } else { theme.text };
            ink::put(buf, parts.body, (0, y as u16), if here { "›" } else { " " }, theme.here);
            let room = usize::from(parts.body.width.saturating_sub(2));
            let words = wrap::cut(&Self::row(summary), room);
            ink::put(buf, parts.body, (2, y as u16), &words, style);
        }
        if let Some(words) = &self.notice {
            frame::notice(parts.notice, buf, theme, words);
        }
        frame::foot(parts.foot, buf, theme, &self.hints());
        None
    }

    fn hints(&self) -> Vec<Hint> {
        let mut all = hints(&KEYS);
        all.extend(hints(&MOVES));
        all
    }

    fn spoken(&self) -> Spoken {
        let mut lines = vec!["Earlier conversations".to_owned()];
        let numbered = self.sessions.iter().enumerate();
        lines.extend(numbered.map(|(at, summary)| format!("{}. {}", at + 1, Self::row(summary))));
        if self.sessions.is_empty() {
            lines.push("There are none yet.".to_owned());
        }
        Spoken {
            lines,
            label: "A number to read, “:resume 1” to go on, or :back".to_owned(),
            place: "the archive".to_owned(),
        }
    }

    fn notice(&mut self) -> Option<String> {
        self.notice.clone()
    }
}

/// The keys of this place, whatever stands on it.
pub(super) fn keys_of_archive() -> Vec<Hint> {
    [hints(&MOVES), hints(&KEYS)].concat()
}
