//! Words laid over a screen, to be read and put away: the keys, the whole question, a hint.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::key::{self, Code, Hint, Key};
use crate::prose;
use crate::prose::width;
use crate::screen::frame;
use crate::widget::theme::Theme;
use crate::widget::{ink, wrap};

/// Words to be read, under headings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Leaf {
    title: String,
    /// A heading, which may be empty, and what stands under it.
    parts: Vec<(String, String)>,
    top: u16,
    rows: u16,
    room: u16,
}

/// What a key did to a leaf.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turned {
    /// It is still there.
    Stays,
    /// It was put away.
    Away,
}

impl Leaf {
    /// A leaf with these parts; those that say nothing are left out.
    pub fn new(title: &str, parts: Vec<(String, String)>) -> Self {
        let parts = parts.into_iter().filter(|(_, words)| !words.trim().is_empty()).collect();
        Self { title: title.to_owned(), parts, ..Self::default() }
    }

    /// The keys of a place; those of writing, which are many, after all others.
    pub fn of_keys(hints: &[Hint]) -> Self {
        let writing = key::hints(prose::KEYS);
        let (writing, others): (Vec<&Hint>, Vec<&Hint>) =
            hints.iter().partition(|hint| writing.contains(hint));
        let lines = |hints: Vec<&Hint>| -> String {
            let lines: Vec<String> = hints.into_iter().filter_map(line_of).collect();
            lines.join("\n")
        };
        let parts =
            vec![(String::new(), lines(others)), ("While you write".to_owned(), lines(writing))];
        Self::new("The keys here", parts)
    }

    /// What it says, line by line.
    pub fn lines(&self) -> Vec<String> {
        let mut lines = vec![self.title.clone()];
        for (heading, words) in &self.parts {
            if !heading.is_empty() {
                lines.push(format!("{heading}:"));
            }
            lines.extend(words.lines().map(str::to_owned));
        }
        lines
    }

    /// Whether there is anything to read.
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// Scrolls, or is put away by any other key.
    pub fn on(&mut self, key: Key) -> Turned {
        let last = self.rows.saturating_sub(self.room);
        let page = self.room.saturating_sub(1).max(1);
        self.top = match key.code {
            Code::Up => self.top.saturating_sub(1),
            Code::Down => self.top.saturating_add(1),
            Code::PageUp => self.top.saturating_sub(page),
            Code::PageDown | Code::Char(' ') => self.top.saturating_add(page),
            _ => return Turned::Away,
        }
        .min(last);
        Turned::Stays
    }

    fn set(&self, width: usize) -> Vec<(String, bool)> {
        let mut rows = Vec::new();
        for (heading, words) in &self.parts {
            if !rows.is_empty() {
                rows.push((String::new(), false));
            }
            if !heading.is_empty() {
                rows.push((wrap::cut(heading, width), true));
            }
            for line in words.lines() {
                rows.extend(hanging(line, width).into_iter().map(|row| (row, false)));
            }
        }
        rows
    }

    /// Notes how much room there is.
    pub fn fit(&mut self, area: Rect) {
        let body = frame::parts(area).body;
        self.rows = wrap::tall(&self.set(usize::from(body.width)));
        self.room = body.height;
        self.top = self.top.min(self.rows.saturating_sub(self.room));
    }

    /// Draws it over everything.
    pub fn draw(&self, area: Rect, buf: &mut Buffer, theme: &Theme) {
        ratatui::widgets::Widget::render(ratatui::widgets::Clear, area, buf);
        let parts = frame::parts(area);
        frame::head(parts.head, buf, theme, &self.title, "");
        let rows = self.set(usize::from(parts.body.width));
        let visible = rows.iter().skip(usize::from(self.top)).take(usize::from(parts.body.height));
        for (at, (row, heading)) in visible.enumerate() {
            let style = if *heading { theme.title } else { theme.text };
            ink::put(buf, parts.body, (0, at as u16), row, style);
        }
        let more = self.rows > self.top.saturating_add(parts.body.height);
        let more = more.then_some(("↓", "more"));
        frame::keys(parts.foot, buf, theme, more.into_iter().chain([("Esc", "back")]));
    }
}

/// A key, or as many as find room beside one another, and what it does.
fn line_of(hint: &Hint) -> Option<String> {
    const ROOM: usize = 16;
    let mut keys = hint.keys.first()?.name();
    for key in &hint.keys[1..] {
        let more = format!("{keys} {}", key.name());
        if width::of(&more) > ROOM {
            break;
        }
        keys = more;
    }
    Some(format!("{keys:<ROOM$}  {}", hint.says))
}

/// A row with a label and a gap keeps what follows under itself when it wraps.
fn hanging(line: &str, room: usize) -> Vec<String> {
    let Some(gap) = line.find("  ") else { return wrap::rows(line, room) };
    let indent = width::of(&line[..gap]) + line[gap..].len() - line[gap..].trim_start().len();
    if indent + 12 > room {
        return wrap::rows(&line.replace("  ", " "), room);
    }
    let (label, words) = (&line[..gap], line[gap..].trim_start());
    let mut rows = Vec::new();
    for (at, row) in wrap::rows(words, room - indent).into_iter().enumerate() {
        let before = if at == 0 { label } else { "" };
        let blank = " ".repeat(indent.saturating_sub(width::of(before)));
        rows.push(format!("{before}{blank}{row}"));
    }
    rows
}
