//! Options that are chosen or not, and a line for own words below them: the part that pick and multi
//! share.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::expr::Scope;
use crate::key::{Code, Key};
use crate::kind::contract::{Draft, Input, Passage, Reply};
use crate::kind::part::listing::Listing;
use crate::kind::part::options::{Chosen, Options};
use crate::kind::part::writing::{reply, rows_of};
use crate::prose::{Form, Prose};
use crate::widget::theme::Theme;
use crate::widget::{field, ink};

/// Cells of a box.
const BOX: u16 = 3;

/// What can be chosen, what is chosen, and where one is.
#[derive(Clone, Debug)]
pub struct Choosing {
    /// All there is to choose from, and where one is.
    pub list: Listing,
    /// What is chosen, by place among the options; the place after them stands for own words.
    pub on: Vec<bool>,
    /// Own words, where the step allows them.
    pub own: Option<Prose>,
}

impl Choosing {
    /// From a draft, from what was chosen earlier and the own words beside it, or from nothing.
    pub fn open(
        options: &Options,
        scope: &dyn Scope,
        (earlier, aside): (&[Chosen], &str),
        draft: Option<&Draft>,
    ) -> Self {
        let choices = options.choices(scope);
        let own_words = earlier.iter().find(|chosen| chosen.id.is_empty());
        let own = options.other.then(|| {
            let passage = draft.and_then(|draft| draft.texts.first());
            let text = passage.map(|passage| passage.text.as_str());
            let text = text.or(own_words.map(|own| own.text.as_str())).unwrap_or(aside);
            let mut prose = Prose::with(Form::Line, text);
            prose.restore(passage.map_or(prose.position(), |passage| passage.at));
            prose
        });
        let chosen = |id: &str| match draft {
            Some(draft) => draft.chosen.iter().any(|chosen| chosen == id),
            None => earlier.iter().any(|chosen| chosen.id == id),
        };
        let mut on: Vec<bool> = choices.iter().map(|choice| chosen(&choice.is.id)).collect();
        if own.is_some() {
            on.push(chosen(""));
        }
        let first = on.iter().position(|on| *on).unwrap_or(0);
        let here = draft.map_or(first, |draft| draft.focus).min(on.len().saturating_sub(1));
        Self { list: Listing::new(choices, here, BOX), on, own }
    }

    /// Everything as a draft.
    pub fn draft(&self) -> Draft {
        let ids = self.list.choices.iter().map(|choice| choice.is.id.clone());
        let ids = ids.chain(self.own.iter().map(|_| String::new()));
        let chosen = ids.zip(&self.on).filter(|(_, on)| **on).map(|(id, _)| id).collect();
        let passage = |prose: &Prose| Passage { text: prose.text(), at: prose.position() };
        let texts = self.own.iter().map(passage).collect();
        Draft { texts, chosen, focus: self.list.here, ..Draft::default() }
    }

    /// What is chosen, own words last.
    pub fn chosen(&self) -> Vec<Chosen> {
        let mut chosen: Vec<Chosen> = self
            .list
            .choices
            .iter()
            .zip(&self.on)
            .filter(|(_, on)| **on)
            .map(|(choice, _)| choice.is.clone())
            .collect();
        if let Some(own) = self.own.as_ref().filter(|own| !own.is_blank())
            && self.on.last() == Some(&true)
        {
            chosen.push(Chosen { id: String::new(), text: own.text().trim().to_owned() });
        }
        chosen
    }

    /// Own words that were written and are not chosen.
    pub fn aside(&self) -> String {
        let own = self.own.as_ref().filter(|_| self.on.last() != Some(&true));
        own.map(Prose::text).filter(|text| !text.trim().is_empty()).unwrap_or_default()
    }

    /// Whether the line for own words has the caret.
    pub fn in_own_words(&self) -> bool {
        self.own.is_some() && self.list.here == self.list.choices.len()
    }

    /// Whether the line for own words needs this key for itself: letters, and arrows within it.
    pub fn keeps(&self, key: Key) -> bool {
        let Some(own) = self.own.as_ref().filter(|_| self.in_own_words()) else { return false };
        match key.code {
            Code::Up => !own.at_first_row(),
            Code::Down => !own.at_last_row(),
            _ => key.typed().is_some(),
        }
    }

    /// Moves by `steps`, stopping at the ends.
    pub fn step(&mut self, steps: isize) {
        let last = self.on.len().saturating_sub(1);
        self.list.here = self.list.here.saturating_add_signed(steps).min(last);
    }

    /// Takes a key or a paste into the line for own words, and chooses it.
    pub fn write(&mut self, input: Input<'_>) -> Reply {
        let at = self.list.choices.len();
        let Some(own) = self.own.as_mut().filter(|_| self.list.here == at) else {
            return Reply::Ignored;
        };
        let reply = match input {
            Input::Key(key) => reply(own.on(key)),
            Input::Paste(text) => reply(own.paste(text)),
            _ => Reply::Ignored,
        };
        if reply == Reply::Changed {
            self.on[at] = !own.is_blank();
        }
        reply
    }

    /// The option a digit key names, where digits are not being written.
    pub fn named_by(&self, key: Key) -> Option<usize> {
        let digit = key.typed()?.to_digit(10)? as usize;
        let at = digit.checked_sub(1)?;
        (!self.in_own_words() && at < self.on.len()).then_some(at)
    }

    /// The option at a row of the drawn part.
    pub fn at_row(&self, row: u16, width: u16) -> Option<usize> {
        self.list.at_row(row, &self.heights(width))
    }

    /// Rows of each option at this width.
    fn heights(&self, width: u16) -> Vec<u16> {
        let inner = width.saturating_sub(self.list.indent()).max(1);
        let mut heights = self.list.heights(width);
        heights.extend(self.own.as_ref().map(|own| rows_of(own, inner).min(4)));
        heights
    }

    /// Rows of all options at this width.
    pub fn height(&self, width: u16) -> u16 {
        self.heights(width).into_iter().fold(0, u16::saturating_add).max(1)
    }

    /// Lays the options out so that the one with the mark is visible.
    pub fn fit(&mut self, width: u16, height: u16) {
        let heights = self.heights(width);
        self.list.show(&heights, height);
        let inner = width.saturating_sub(self.list.indent()).max(1);
        if let Some(own) = &mut self.own {
            own.fit(inner, rows_of(own, inner).min(4));
        }
    }

    /// Draws the options; `boxes` are the marks of what is not chosen and what is.
    pub fn draw(
        &self,
        boxes: (&str, &str),
        area: Rect,
        buf: &mut Buffer,
        theme: &Theme,
    ) -> Option<(u16, u16)> {
        let boxed = |at: usize| (if self.on[at] { boxes.1 } else { boxes.0 }).to_owned();
        let (caret, own) = self.list.draw(&self.heights(area.width), &boxed, area, buf, theme);
        own.and_then(|room| self.draw_own(room, buf, theme)).or(caret)
    }

    fn draw_own(&self, area: Rect, buf: &mut Buffer, theme: &Theme) -> Option<(u16, u16)> {
        let own = self.own.as_ref()?;
        if own.is_empty() {
            ink::put(buf, area, (0, 0), "In your own words", theme.quiet);
        }
        let caret = field::draw(own, area, buf, theme);
        caret.filter(|_| self.in_own_words())
    }

    /// The option that a line of plain mode names: by number, by its words, or as own words. Says
    /// what is wanted where there is none.
    pub fn named(&mut self, line: &str) -> Result<usize, String> {
        if let Some(at) = self.list.named(line) {
            return Ok(at);
        }
        match &mut self.own {
            Some(own) => {
                own.replace_all(line.trim());
                Ok(self.list.choices.len())
            }
            None => Err(self.list.none_named()),
        }
    }

    /// The options as numbered lines, for plain mode.
    pub fn lines(&self) -> Vec<String> {
        let mark = |at: usize| (if self.on[at] { " (chosen)" } else { "" }).to_owned();
        let mut lines = self.list.lines(&mark);
        if let Some(own) = &self.own {
            let text = own.text();
            let said =
                if text.trim().is_empty() { String::new() } else { format!(" So far: {text}") };
            lines.push(format!("Or write your own words.{said}"));
        }
        lines
    }
}
