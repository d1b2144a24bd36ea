//! Options on the screen, a mark on one of them, and a line for own words: the part that pick and
//! multi share.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::expr::Scope;
use crate::key::{Code, Key};
use crate::kind::contract::{Draft, Input, Passage, Reply};
use crate::kind::part::options::{Choice, Chosen, Options};
use crate::kind::part::writing::{reply, rows_of};
use crate::prose::{Form, Prose};
use crate::widget::theme::Theme;
use crate::widget::{field, ink, wrap};

/// Cells before an option's words: the mark of where one is, and the box.
const INDENT: u16 = 6;

/// What can be chosen, what is chosen, and where one is.
#[derive(Clone, Debug)]
pub struct Choosing {
    /// All there is to choose from.
    pub choices: Vec<Choice>,
    /// What is chosen, by place in `choices`; the last place after them stands for own words.
    pub on: Vec<bool>,
    /// Where one is.
    pub here: usize,
    /// Own words, where the step allows them.
    pub own: Option<Prose>,
    /// First visible row.
    top: u16,
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
        Self { choices, on, here, own, top: 0 }
    }

    /// Everything as a draft.
    pub fn draft(&self) -> Draft {
        let ids = self.choices.iter().map(|choice| choice.is.id.clone());
        let ids = ids.chain(self.own.iter().map(|_| String::new()));
        let chosen = ids.zip(&self.on).filter(|(_, on)| **on).map(|(id, _)| id).collect();
        let passage = |prose: &Prose| Passage { text: prose.text(), at: prose.position() };
        let texts = self.own.iter().map(passage).collect();
        Draft { texts, chosen, focus: self.here, ..Draft::default() }
    }

    /// What is chosen, own words last.
    pub fn chosen(&self) -> Vec<Chosen> {
        let mut chosen: Vec<Chosen> = self
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
        self.own.is_some() && self.here == self.choices.len()
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
        self.here = self.here.saturating_add_signed(steps).min(last);
    }

    /// Takes a key or a paste into the line for own words, and chooses it.
    pub fn write(&mut self, input: Input<'_>) -> Reply {
        let at = self.choices.len();
        let Some(own) = self.own.as_mut().filter(|_| self.here == at) else {
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
        let wanted = row.saturating_add(self.top);
        let mut start: u16 = 0;
        for (at, rows) in self.heights(width).into_iter().enumerate() {
            start = start.saturating_add(rows);
            if wanted < start {
                return Some(at);
            }
        }
        None
    }

    /// Rows of each option at this width.
    fn heights(&self, width: u16) -> Vec<u16> {
        let inner = width.saturating_sub(INDENT).max(1);
        let rows = |text: &str| wrap::count(text, usize::from(inner));
        let height = |choice: &Choice| {
            let means = if choice.means.is_empty() { 0 } else { rows(&choice.means) };
            rows(&choice.is.text).saturating_add(means)
        };
        let mut heights: Vec<u16> = self.choices.iter().map(height).collect();
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
        let before =
            |at: usize| heights.iter().take(at).fold(0, |sum: u16, h| sum.saturating_add(*h));
        let (start, end) = (before(self.here), before(self.here + 1));
        if end > self.top.saturating_add(height) {
            self.top = end.saturating_sub(height);
        }
        self.top = self.top.min(start).min(before(heights.len()).saturating_sub(height));
        let inner = width.saturating_sub(INDENT).max(1);
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
        let inner = ink::indented(area, INDENT);
        let mut caret = None;
        let mut row = 0_u16;
        for (at, rows) in self.heights(area.width).into_iter().enumerate() {
            let first = row;
            row = row.saturating_add(rows);
            if first < self.top || first - self.top >= area.height {
                continue;
            }
            let y = first - self.top;
            let here = at == self.here;
            let style = if here { theme.here } else { theme.text };
            let mark = if here { "›" } else { " " };
            let boxed = if self.on[at] { boxes.1 } else { boxes.0 };
            ink::put(buf, area, (0, y), mark, theme.here);
            ink::put(buf, area, (2, y), boxed, style);
            let below = ink::below(inner, y);
            match self.choices.get(at) {
                Some(choice) => {
                    let used = ink::paragraph(buf, below, &choice.is.text, style);
                    if !choice.means.is_empty() {
                        ink::paragraph(buf, ink::below(below, used), &choice.means, theme.quiet);
                    }
                    if here {
                        caret = (area.width > 2).then_some((area.x + 2, area.y + y));
                    }
                }
                None => caret = self.draw_own(ink::top(below, rows), buf, theme).or(caret),
            }
        }
        let below = row > self.top.saturating_add(area.height);
        ink::more(buf, area, self.top > 0, below, theme.quiet);
        caret
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
        let line = line.trim();
        let count = self.choices.len();
        let number = line.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        if let Some(at) = number.filter(|at| *at < count) {
            return Ok(at);
        }
        let called = |choice: &Choice| choice.is.text == line || choice.is.id == line;
        if let Some(at) = self.choices.iter().position(called) {
            return Ok(at);
        }
        match &mut self.own {
            Some(own) => {
                own.replace_all(line);
                Ok(count)
            }
            None => Err(format!("Choose by number, from 1 to {count}.")),
        }
    }

    /// The options as numbered lines, for plain mode.
    pub fn lines(&self) -> Vec<String> {
        let line = |(at, choice): (usize, &Choice)| {
            let mark = if self.on[at] { " (chosen)" } else { "" };
            let means = if choice.means.is_empty() { "" } else { " — " };
            format!("{}. {}{means}{}{mark}", at + 1, choice.is.text, choice.means)
        };
        let mut lines: Vec<String> = self.choices.iter().enumerate().map(line).collect();
        if let Some(own) = &self.own {
            let text = own.text();
            let said =
                if text.trim().is_empty() { String::new() } else { format!(" So far: {text}") };
            lines.push(format!("Or write your own words.{said}"));
        }
        lines
    }
}
