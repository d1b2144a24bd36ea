//! The screen one is at, and the keys that may be laid over it.

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::key::{Hint, bound, called, hints};
use crate::kind::contract::Input;
use crate::screen::everywhere::{Act, KEYS};
use crate::screen::help::{Leaf, Turned};
use crate::screen::{
    Archive, Conversation, Effect, Gathering, Reading, Shelf, Spoken, Surface, Threshold,
};
use crate::widget::ink;
use crate::widget::theme::Theme;

/// The screens there are.
#[derive(Debug)]
pub enum Screen {
    /// The protocols there are.
    Shelf(Box<Shelf>),
    /// What will happen and what is kept.
    Threshold(Threshold),
    /// Who is here, and for how long.
    Gathering(Box<Gathering>),
    /// One question at a time, and the end.
    Conversation(Box<Conversation>),
    /// All conversations there were.
    Archive(Archive),
    /// The page of one of them.
    Reading(Reading),
}

/// The screen one is at, as the person sees it.
#[derive(Debug)]
pub struct Stage {
    /// The screen.
    pub screen: Screen,
    keys: Option<Leaf>,
    area: Rect,
}

impl Stage {
    /// A stage with this screen on it.
    pub fn new(screen: Screen) -> Self {
        Self { screen, keys: None, area: Rect::default() }
    }

    /// Puts another screen on the stage.
    pub fn set(&mut self, screen: Screen) {
        self.screen = screen;
        self.keys = None;
        self.fit(self.area);
    }

    /// Notes the room there is.
    pub fn fit(&mut self, area: Rect) {
        self.area = area;
        let Rect { width, height, .. } = area;
        self.surface_mut().on(Input::Fit { width, height });
        if let Some(keys) = &mut self.keys {
            keys.fit(area);
        }
    }

    /// The room there was when it was last noted.
    pub fn area(&self) -> Rect {
        self.area
    }

    /// One thing the person did.
    pub fn on(&mut self, input: Input<'_>) -> Vec<Effect> {
        if let Input::Key(key) = input {
            if let Some(keys) = &mut self.keys {
                if bound(&KEYS, key).is_some_and(|act| matches!(act, Act::Leave)) {
                    return vec![Effect::Leave];
                }
                if keys.on(key) == Turned::Away {
                    self.keys = None;
                }
                return Vec::new();
            }
            match bound(&KEYS, key) {
                Some(Act::Leave) => return vec![Effect::Leave],
                // Where letters are text, a question mark is one.
                Some(Act::Help) if key.typed().is_some() && self.surface().types() => {}
                Some(Act::Help) => {
                    let mut leaf = Leaf::of_keys(&self.hints());
                    leaf.fit(self.area);
                    self.keys = Some(leaf);
                    return Vec::new();
                }
                Some(Act::Again) | None => {}
            }
        } else if self.keys.is_some() && !matches!(input, Input::Elapsed(_)) {
            return Vec::new();
        }
        self.surface_mut().on(input)
    }

    /// One line of plain mode. A word after a colon is a wish; a doubled colon begins a line that
    /// begins with a colon; all else is text. What is to be said at once comes back beside the
    /// effects.
    pub fn line(&mut self, line: &str) -> (Vec<Effect>, Vec<String>) {
        if let Some(rest) = line.strip_prefix("::") {
            return (self.surface_mut().on(Input::Line(&format!(":{rest}"))), Vec::new());
        }
        let Some(command) = line.strip_prefix(':') else {
            return (self.surface_mut().on(Input::Line(line)), Vec::new());
        };
        let (word, rest) = command.split_once(' ').unwrap_or((command, ""));
        match called(&KEYS, word) {
            Some(Act::Leave) => return (vec![Effect::Leave], Vec::new()),
            Some(Act::Help) => return (Vec::new(), self.words()),
            Some(Act::Again) => return (Vec::new(), self.surface().spoken().lines),
            None => {}
        }
        match self.surface_mut().word(word, rest.trim()) {
            Some(effects) => (effects, Vec::new()),
            None => {
                let words =
                    format!("“:{word}” is not a word here. “:keys” lists the words there are.");
                (Vec::new(), vec![words])
            }
        }
    }

    /// What plain mode says of the screen.
    pub fn spoken(&self) -> Spoken {
        self.surface().spoken()
    }

    /// Something to say now; taken once.
    pub fn notice(&mut self) -> Option<String> {
        self.surface_mut().notice()
    }

    /// Draws it. Gives the cell of the caret.
    pub fn draw(&self, area: Rect, buf: &mut Buffer, theme: &Theme) -> Option<(u16, u16)> {
        if let Some(keys) = &self.keys {
            keys.draw(area, buf, theme);
            return None;
        }
        let caret = self.surface().draw(area, buf, theme);
        if area.height == 0 || area.width == 0 {
            ink::put(buf, area, (0, 0), "", theme.text);
        }
        caret
    }

    /// The keys of this place, those that work everywhere last.
    pub fn hints(&self) -> Vec<Hint> {
        let mut all = self.surface().hints();
        let mut everywhere = hints(&KEYS);
        if self.surface().types() {
            for hint in &mut everywhere {
                hint.keys.retain(|key| key.typed().is_none());
            }
        }
        all.extend(everywhere);
        all
    }

    /// How often the screen wants to hear of passing time.
    pub fn pace(&self) -> Option<Duration> {
        self.surface().pace()
    }

    /// The words of plain mode, for this place.
    fn words(&self) -> Vec<String> {
        let line = |hint: &Hint| format!("  :{}  {}", hint.word, hint.says);
        let mut lines = vec!["The words here, each on a line of its own:".to_owned()];
        lines.extend(self.hints().iter().filter(|hint| !hint.word.is_empty()).map(line));
        lines.push("A line that begins with “::” is text that begins with a colon.".to_owned());
        lines
    }

    fn surface(&self) -> &dyn Surface {
        match &self.screen {
            Screen::Shelf(shelf) => shelf.as_ref(),
            Screen::Threshold(threshold) => threshold,
            Screen::Gathering(gathering) => gathering.as_ref(),
            Screen::Conversation(conversation) => conversation.as_ref(),
            Screen::Archive(archive) => archive,
            Screen::Reading(reading) => reading,
        }
    }

    fn surface_mut(&mut self) -> &mut dyn Surface {
        match &mut self.screen {
            Screen::Shelf(shelf) => shelf.as_mut(),
            Screen::Threshold(threshold) => threshold,
            Screen::Gathering(gathering) => gathering.as_mut(),
            Screen::Conversation(conversation) => conversation.as_mut(),
            Screen::Archive(archive) => archive,
            Screen::Reading(reading) => reading,
        }
    }
}
