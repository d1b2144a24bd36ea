//! The outline: every step on the way, what stands there, and a way to each; then what is parked.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::key::{Code, Key, bound};
use crate::screen::frame;
use crate::screen::list::{Choice, MOVES};
use crate::session::{Eyes, Given, Place, SeenStep, Session, Slot};
use crate::widget::theme::Theme;
use crate::widget::{ink, wrap};

/// The outline, and where one is in it.
#[derive(Debug)]
pub(super) struct Outline {
    lines: Vec<Line>,
    parked: Vec<String>,
    choice: Choice,
    here: usize,
    height: u16,
}

#[derive(Debug)]
struct Line {
    place: Place,
    mark: &'static str,
    says: &'static str,
    heading: String,
}

/// What a key did.
#[derive(Debug, PartialEq)]
pub(super) enum Chosen {
    Stays,
    Away,
    Go(Place),
}

impl Outline {
    /// The outline of a session; `drafts` are the slots with an answer in the making.
    pub fn of(session: &Session, drafts: &[&Slot]) -> Self {
        let seen = session.seen_by(Eyes::Writer);
        let line = |step: &SeenStep| {
            let (mark, says) = match &step.given {
                _ if drafts.contains(&&step.slot) => ("…", "unfinished"),
                Some(Given::Answer(_)) if step.asks => ("✓", "answered"),
                Some(Given::Answer(_)) => ("✓", "seen"),
                Some(Given::Pass) => ("–", "passed"),
                None => ("·", "not yet"),
            };
            Line { place: Place::At(step.slot.clone()), mark, says, heading: step.heading() }
        };
        let mut lines: Vec<Line> = seen.steps.iter().map(line).collect();
        let end = "The closing page".to_owned();
        lines.push(Line { place: Place::End, mark: "·", says: "", heading: end });
        let here = session.progress().0.min(lines.len() - 1);
        let choice = Choice { at: here, top: 0 };
        let parked = seen.parked.iter().map(SeenStep::heading).collect();
        Self { lines, parked, choice, here, height: 0 }
    }

    /// Moves, goes somewhere, or is put away.
    pub fn on(&mut self, key: Key) -> Chosen {
        if let Some(to) = bound(&MOVES, key) {
            self.choice.go(to, self.lines.len());
            self.refit();
            return Chosen::Stays;
        }
        match key.code {
            Code::Enter | Code::Right => match self.lines.get(self.choice.at) {
                Some(line) => Chosen::Go(line.place.clone()),
                None => Chosen::Away,
            },
            _ => Chosen::Away,
        }
    }

    /// Notes the room there is.
    pub fn fit(&mut self, area: Rect) {
        self.height = frame::parts(area).body.height;
        self.refit();
    }

    fn refit(&mut self) {
        self.choice.fit(&vec![1; self.lines.len()], self.height);
    }

    /// Draws it over everything.
    pub fn draw(&self, area: Rect, buf: &mut Buffer, theme: &Theme) {
        ratatui::widgets::Widget::render(ratatui::widgets::Clear, area, buf);
        let parts = frame::parts(area);
        frame::head(parts.head, buf, theme, "All steps", "");
        let room = usize::from(parts.body.width.saturating_sub(4));
        let visible = self.lines.iter().enumerate().skip(usize::from(self.choice.top));
        let mut row = 0;
        for (at, line) in visible.take(usize::from(parts.body.height)) {
            let chosen = at == self.choice.at;
            let style = match (chosen, at == self.here) {
                (true, _) => theme.here,
                (false, true) => theme.question,
                (false, false) => theme.text,
            };
            ink::put(buf, parts.body, (0, row), if chosen { "›" } else { " " }, theme.here);
            ink::put(buf, parts.body, (2, row), line.mark, theme.quiet);
            ink::put(buf, parts.body, (4, row), &wrap::cut(&line.heading, room), style);
            row += 1;
        }
        for (at, words) in self.parked_lines().iter().enumerate() {
            let at = row + 1 + at as u16;
            ink::put(buf, parts.body, (0, at), &wrap::cut(words, room + 4), theme.quiet);
        }
        let keys = [("↑↓", "move"), ("Enter", "go there"), ("Esc", "back")];
        frame::keys(parts.foot, buf, theme, keys);
    }

    fn parked_lines(&self) -> Vec<String> {
        if self.parked.is_empty() {
            return Vec::new();
        }
        let mut lines = vec!["Kept, and not on this way:".to_owned()];
        lines.extend(self.parked.iter().map(|heading| format!("    {heading}")));
        lines
    }

    /// The outline in lines, for plain mode.
    pub fn lines(&self) -> Vec<String> {
        let line = |(at, line): (usize, &Line)| {
            let here = if at == self.here { ", you are here" } else { "" };
            match line.says {
                "" => format!("{}. {}", at + 1, line.heading),
                says => format!("{}. {} ({says}{here})", at + 1, line.heading),
            }
        };
        let mut lines: Vec<String> = self.lines.iter().enumerate().map(line).collect();
        lines.extend(self.parked_lines());
        lines
    }
}
