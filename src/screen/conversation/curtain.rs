//! Between two people: a quiet screen with a name. What was written before is not on it, and what
//! comes next is opened by the one it is for.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::base::id::Voice;
use crate::key::{Code, Hint, Key};
use crate::kind::contract::Input;
use crate::protocol::Visibility;
use crate::screen::frame;
use crate::session::{Session, Slot};
use crate::widget::theme::Theme;
use crate::widget::{ink, wrap};

/// A curtain before a place that is for one person, or for all again.
#[derive(Debug)]
pub(super) struct Curtain {
    /// Who lifts it; nobody in particular where the laptop goes back to the middle.
    pub to: Option<Voice>,
    name: String,
}

/// Who alone may see a place while something is written there, on the way or not.
pub(super) fn alone_with(session: &Session, slot: &Slot) -> Option<Voice> {
    let (step, _) = session.protocol().step(&slot.step)?;
    if step.visibility == Visibility::Open {
        return None;
    }
    slot.by.clone()
}

impl Curtain {
    /// The curtain between `holder` and the place one comes to, if there is one.
    pub fn between(session: &Session, slot: Option<&Slot>, holder: Option<&Voice>) -> Option<Self> {
        let next = slot.and_then(|slot| alone_with(session, slot));
        if next.as_ref() == holder {
            return None;
        }
        let name = next.as_ref().map(|voice| session.setting().name(voice)).unwrap_or_default();
        Some(Self { to: next, name })
    }

    /// Whether an input lifts it.
    pub fn lifts(input: Input<'_>) -> bool {
        match input {
            Input::Key(key) => key == Key::plain(Code::Enter),
            Input::Line(line) => line.trim().is_empty(),
            _ => false,
        }
    }

    /// What stands on it.
    pub fn words(&self) -> (String, &'static str) {
        match &self.to {
            Some(_) => (
                format!("Please pass the laptop to {}.", self.name),
                "What you write next is for your eyes. Lift the curtain when only you can see.",
            ),
            None => (
                "Please put the laptop back in the middle.".to_owned(),
                "What comes next is for all of you.",
            ),
        }
    }

    /// The key that lifts it.
    pub fn hints() -> Vec<Hint> {
        let keys = vec![Key::plain(Code::Enter)];
        vec![Hint { keys, word: "", says: "lift the curtain", foot: true }]
    }

    /// Draws it: a name, and nothing else.
    pub fn draw(&self, area: Rect, buf: &mut Buffer, theme: &Theme) {
        let body = frame::parts(area).body;
        let (first, second) = self.words();
        let rows = wrap::count(&first, usize::from(body.width));
        let middle = ink::below(body, body.height.saturating_sub(rows + 4) / 2);
        ink::paragraph(buf, middle, &first, theme.title);
        ink::paragraph(buf, ink::below(middle, rows + 1), second, theme.quiet);
    }
}
