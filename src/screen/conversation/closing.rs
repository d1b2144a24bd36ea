//! The end of a conversation: the page that is theirs, and a last word.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::base::page::{Block, Page};
use crate::base::plural::counted;
use crate::base::stamp::Stamp;
use crate::journal::about::About;
use crate::journal::page;
use crate::key::{Binding, Code, Hint, Key, bound, hints};
use crate::kind::contract::Input;
use crate::screen::reading::{draw_rows, rows};
use crate::screen::{frame, words};
use crate::session::{Eyes, SeenStep, Session, Standing};
use crate::widget::theme::Theme;
use crate::widget::{ink, wrap};

/// What came of an input at the end.
#[derive(Debug, PartialEq)]
pub(super) enum Ended {
    /// One is still there.
    No,
    /// The person is done.
    Yes,
    /// The person is asked whether they are.
    Ask(String),
}

/// The page at the end, and how far one has read it.
#[derive(Debug, Default)]
pub(super) struct Closing {
    pub page: Page,
    /// Questions on the way that nothing was given to.
    open: usize,
    /// Whether this is the end of what is prepared, and the session itself comes next.
    pub before: bool,
    /// Whether the person was told that they are there.
    told: bool,
    top: u16,
    area: Rect,
}

#[derive(Clone, Copy)]
enum Act {
    Close,
    Scroll(i16),
}

const KEYS: [Binding<Act>; 7] = [
    Binding {
        keys: &[Key::plain(Code::Enter)],
        word: "",
        does: Act::Close,
        says: "close; and keep the page",
        foot: true,
    },
    Binding {
        keys: &[Key::plain(Code::Down)],
        word: "",
        does: Act::Scroll(1),
        says: "down",
        foot: true,
    },
    Binding {
        keys: &[Key::plain(Code::Up)],
        word: "",
        does: Act::Scroll(-1),
        says: "up",
        foot: false,
    },
    Binding {
        keys: &[Key::plain(Code::PageDown), Key::char(' ')],
        word: "",
        does: Act::Scroll(10),
        says: "page down",
        foot: false,
    },
    Binding {
        keys: &[Key::plain(Code::PageUp)],
        word: "",
        does: Act::Scroll(-10),
        says: "page up",
        foot: false,
    },
    Binding {
        keys: &[Key::plain(Code::Home)],
        word: "",
        does: Act::Scroll(-30_000),
        says: "to the top",
        foot: false,
    },
    Binding {
        keys: &[Key::plain(Code::End)],
        word: "",
        does: Act::Scroll(30_000),
        says: "to the end",
        foot: false,
    },
];

/// What there is to come back to once this is closed, and when.
fn to_come(session: &Session, now: Stamp) -> Option<String> {
    let ended = session.ended().unwrap_or(now);
    let later = session.later(now.days_since(ended)).filter(|_| session.has_met())?;
    let day = page::day_alone(ended.days_later(later.days));
    let about = match later.title.as_str() {
        "" => ".".to_owned(),
        title => format!(": {title}"),
    };
    Some(match later.standing {
        Standing::ToCome => format!("On {day} there is something to come back to here{about}"),
        Standing::LetGo => return None,
        Standing::Due | Standing::PutOff => {
            format!("Since {day} there is something more to come back to here{about}")
        }
    })
}

/// What the author says about the next run, and how soon that is meant to be.
fn next_time(session: &Session) -> Vec<Block> {
    let protocol = session.protocol();
    let every = protocol.every.map(words::rhythm);
    let every = every.map(|every| format!("This is meant to be done {every}.")).unwrap_or_default();
    let said = [protocol.next_time.trim(), every.as_str()];
    let said: Vec<&str> = said.into_iter().filter(|words| !words.is_empty()).collect();
    if said.is_empty() {
        return Vec::new();
    }
    let heading = Block::Section(0, "When you come back to this".to_owned());
    vec![heading, Block::Quiet(said.join(" "))]
}

impl Closing {
    /// The end of a session.
    pub fn of(session: &Session, about: &About, now: Stamp) -> Self {
        let mut page = page::of(session, about);
        // The last line of an open page says that it is not finished; here it is about to be.
        if !session.is_closed() {
            page.blocks.pop();
        }
        if session.has_met() {
            for block in next_time(session) {
                page.add(block);
            }
        }
        if let Some(words) = to_come(session, now) {
            page.blocks.insert(0, Block::Quiet(words));
        }
        let seen = session.seen_by(&Eyes::Writer).steps;
        let is_open = |step: &&SeenStep| {
            step.asks && step.given.is_none() && !step.hidden && !session.is_let_go(&step.slot)
        };
        let open = seen.iter().filter(is_open).count();
        Self { page, open, before: !session.has_met(), ..Self::default() }
    }

    /// What stands above the page.
    pub fn words(&self) -> String {
        if self.before {
            return "This much was to be prepared. It waits here until the session begins."
                .to_owned();
        }
        match self.open {
            0 => "That was the last question. This is what you leave with.".to_owned(),
            open => format!(
                "{} still open. This is what is written so far.",
                counted(open, "question is", "questions are")
            ),
        }
    }

    /// Ends, or asks once whether it is to end with questions open.
    fn close(&mut self) -> Ended {
        if self.open == 0 || self.told || self.before {
            return Ended::Yes;
        }
        self.told = true;
        let open = counted(self.open, "question", "questions");
        Ended::Ask(format!(
            "Once more closes this conversation for good, with {open} open. Leaving keeps it open."
        ))
    }

    /// One thing the person did.
    pub fn on(&mut self, input: Input<'_>) -> Ended {
        match input {
            Input::Key(key) => match bound(&KEYS, key) {
                Some(Act::Close) => return self.close(),
                Some(Act::Scroll(by)) => self.scroll(by),
                None => {}
            },
            Input::Line(_) => return self.close(),
            _ => {}
        }
        Ended::No
    }

    fn body(area: Rect) -> Rect {
        ink::below(frame::parts(area).body, if area.height >= 12 { 3 } else { 2 })
    }

    fn scroll(&mut self, by: i16) {
        let body = Self::body(self.area);
        let rows = wrap::tall(&rows(&self.page, usize::from(body.width)));
        self.top = self.top.saturating_add_signed(by).min(rows.saturating_sub(body.height));
    }

    /// Notes the room there is.
    pub fn fit(&mut self, area: Rect) {
        self.area = area;
        self.scroll(0);
    }

    /// The keys of the end.
    pub fn hints(&self) -> Vec<Hint> {
        let mut all = hints(&KEYS);
        if self.before {
            all[0].says = "begin the session";
        }
        all
    }

    /// Draws it.
    pub fn draw(&self, area: Rect, buf: &mut Buffer, theme: &Theme) {
        let parts = frame::parts(area);
        ink::paragraph(buf, ink::top(parts.body, 2), &self.words(), theme.question);
        let body = Self::body(area);
        let rows = rows(&self.page, usize::from(body.width));
        draw_rows(&rows, self.top, body, buf, theme);
        if rows.len() > usize::from(self.top) + usize::from(body.height) {
            ink::put(buf, parts.notice, (0, 0), "↓ more", theme.quiet);
        }
    }
}
