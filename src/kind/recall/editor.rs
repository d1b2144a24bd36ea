//! Reading what was said: it can be scrolled, and Enter goes on.

use crate::key::{Binding, Code, Hint, Key, bound, hints};
use crate::kind::contract::{self, Draft, Input, Refusal, Reply};
use crate::kind::recall::Answer;
use crate::widget::wrap;

/// Someone reading what was said.
#[derive(Clone, Debug)]
pub struct Editor {
    pub(super) shown: Answer,
    pub(super) words: &'static str,
    pub(super) top: u16,
    pub(super) room: (u16, u16),
}

#[derive(Clone, Copy)]
enum Act {
    GoOn,
    Scroll(i32),
}

const KEYS: [Binding<Act>; 5] = [
    Binding {
        keys: &[Key::plain(Code::Enter)],
        word: "",
        does: Act::GoOn,
        says: "go on",
        foot: true,
    },
    Binding {
        keys: &[Key::plain(Code::Up)],
        word: "",
        does: Act::Scroll(-1),
        says: "scroll up",
        foot: false,
    },
    Binding {
        keys: &[Key::plain(Code::Down)],
        word: "",
        does: Act::Scroll(1),
        says: "scroll down",
        foot: false,
    },
    Binding {
        keys: &[Key::plain(Code::PageUp)],
        word: "",
        does: Act::Scroll(-8),
        says: "page up",
        foot: false,
    },
    Binding {
        keys: &[Key::plain(Code::PageDown), Key::char(' ')],
        word: "",
        does: Act::Scroll(8),
        says: "page down",
        foot: false,
    },
];

impl Editor {
    /// The rows to be read at this width, each with whether it is a label.
    pub(super) fn rows(&self, width: u16) -> Vec<(String, bool)> {
        let inner = usize::from(width.saturating_sub(super::view::INDENT)).max(1);
        let mut rows = Vec::new();
        for said in &self.shown.said {
            if !rows.is_empty() {
                rows.push((String::new(), true));
            }
            let label = self.label(&said.title);
            if !label.is_empty() {
                rows.push((wrap::cut(&label, usize::from(width)), true));
            }
            for line in said.text.lines() {
                let (inner, bullet) = if said.items { (inner.max(3) - 2, "· ") } else { (inner, "") };
                for (at, row) in wrap::rows(line, inner).into_iter().enumerate() {
                    let before = if at == 0 { bullet } else { &"  "[..bullet.len().min(2)] };
                    rows.push((format!("{before}{row}"), false));
                }
            }
        }
        rows
    }

    /// What stands over something that was said: when, and in answer to what.
    fn label(&self, title: &str) -> String {
        let joint = if self.words.is_empty() || title.is_empty() { "" } else { " — " };
        format!("{}{joint}{title}", self.words)
    }

    fn scroll(&mut self, by: i32) -> Reply {
        let (width, height) = self.room;
        let last = wrap::tall(&self.rows(width)).saturating_sub(height);
        self.top = self.top.saturating_add_signed(by as i16).min(last);
        Reply::Moved
    }
}

impl contract::Editor for Editor {
    type Answer = Answer;

    fn on(&mut self, input: Input<'_>) -> Reply {
        match input {
            Input::Key(key) => match bound(&KEYS, key) {
                Some(Act::GoOn) => Reply::Done,
                Some(Act::Scroll(by)) => self.scroll(by),
                None => Reply::Ignored,
            },
            Input::Line(_) => Reply::Done,
            Input::Fit { width, height } => {
                self.room = (width, height);
                self.scroll(0)
            }
            _ => Reply::Ignored,
        }
    }

    fn answer(&self) -> Result<Option<Answer>, Refusal> {
        Ok(Some(self.shown.clone()))
    }

    fn draft(&self) -> Draft {
        Draft::default()
    }

    fn hints(&self) -> Vec<Hint> {
        hints(&KEYS)
    }

    fn height(&self, width: u16) -> u16 {
        self.rows(width).len().min(usize::from(u16::MAX / 2)) as u16
    }

    fn lines(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for said in &self.shown.said {
            let label = self.label(&said.title);
            if !label.is_empty() {
                lines.push(format!("{label}:"));
            }
            lines.extend(said.text.lines().map(str::to_owned));
        }
        lines
    }

    fn line_label(&self) -> String {
        "Enter to go on".to_owned()
    }
}
