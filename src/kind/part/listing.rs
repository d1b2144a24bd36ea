//! Options one below the other, each with a box before it, and a mark where one is: the part that
//! all kinds share in which one goes from option to option.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::kind::part::options::Choice;
use crate::widget::theme::Theme;
use crate::widget::{ink, wrap};

/// Cells before a box: the mark of where one is, and a blank.
const MARK: u16 = 2;

/// What there is to go through, and where one is.
#[derive(Clone, Debug)]
pub struct Listing {
    /// All options.
    pub choices: Vec<Choice>,
    /// Where one is. May be one further than the options, where something stands below them.
    pub here: usize,
    /// Cells that a box takes.
    boxes: u16,
    /// First visible row.
    top: u16,
}

impl Listing {
    /// These options, one of them marked, with boxes that take so many cells.
    pub fn new(choices: Vec<Choice>, here: usize, boxes: u16) -> Self {
        Self { choices, here, boxes, top: 0 }
    }

    /// Cells before an option's words.
    pub fn indent(&self) -> u16 {
        MARK + self.boxes + 1
    }

    /// Moves by `steps`, stopping at the ends of the options.
    pub fn step(&mut self, steps: isize) {
        let last = self.choices.len().saturating_sub(1);
        self.here = self.here.saturating_add_signed(steps).min(last);
    }

    /// Rows of each option at this width.
    pub fn heights(&self, width: u16) -> Vec<u16> {
        let inner = usize::from(width.saturating_sub(self.indent()).max(1));
        let height = |choice: &Choice| {
            let means = if choice.means.is_empty() { 0 } else { wrap::count(&choice.means, inner) };
            wrap::count(&choice.is.text, inner).saturating_add(means)
        };
        self.choices.iter().map(height).collect()
    }

    /// Rows of all options at this width.
    pub fn height(&self, width: u16) -> u16 {
        sum(&self.heights(width)).max(1)
    }

    /// Scrolls, in so many rows, so that the marked one of these heights is visible.
    pub fn show(&mut self, heights: &[u16], height: u16) {
        let before = |at: usize| sum(&heights[..at.min(heights.len())]);
        let (start, end) = (before(self.here), before(self.here + 1));
        if end > self.top.saturating_add(height) {
            self.top = end.saturating_sub(height);
        }
        self.top = self.top.min(start).min(before(heights.len()).saturating_sub(height));
    }

    /// Which of these heights lies at a row of the drawn part.
    pub fn at_row(&self, row: u16, heights: &[u16]) -> Option<usize> {
        let wanted = row.saturating_add(self.top);
        (0..heights.len()).find(|at| wanted < sum(&heights[..=*at]))
    }

    /// Draws the options with their boxes. Gives the cell of the caret; and the room of what stands
    /// below the options, where these heights say that something does.
    pub fn draw(
        &self,
        heights: &[u16],
        boxed: &dyn Fn(usize) -> String,
        area: Rect,
        buf: &mut Buffer,
        theme: &Theme,
    ) -> (Option<(u16, u16)>, Option<Rect>) {
        let inner = ink::indented(area, self.indent());
        let (mut caret, mut below_options) = (None, None);
        let mut row = 0_u16;
        for (at, rows) in heights.iter().copied().enumerate() {
            let first = row;
            row = row.saturating_add(rows);
            if first < self.top || first - self.top >= area.height {
                continue;
            }
            let y = first - self.top;
            let here = at == self.here;
            let style = if here { theme.here } else { theme.text };
            ink::put(buf, area, (0, y), if here { "›" } else { " " }, theme.here);
            ink::put(buf, area, (MARK, y), &boxed(at), style);
            let below = ink::below(inner, y);
            let Some(choice) = self.choices.get(at) else {
                below_options = Some(ink::top(below, rows));
                continue;
            };
            let used = ink::paragraph(buf, below, &choice.is.text, style);
            if !choice.means.is_empty() {
                ink::paragraph(buf, ink::below(below, used), &choice.means, theme.quiet);
            }
            if here && area.width > MARK {
                caret = Some((area.x + MARK, area.y + y));
            }
        }
        let below = row > self.top.saturating_add(area.height);
        ink::more(buf, area, self.top > 0, below, theme.quiet);
        (caret, below_options)
    }

    /// The option that a line of plain mode names, by its number, its words or its id.
    pub fn named(&self, line: &str) -> Option<usize> {
        let line = line.trim();
        let number = line.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        let called = |choice: &Choice| choice.is.text == line || choice.is.id == line;
        let numbered = number.filter(|at| *at < self.choices.len());
        numbered.or_else(|| self.choices.iter().position(called))
    }

    /// What is said where a line names none.
    pub fn none_named(&self) -> String {
        format!("Choose by number, from 1 to {}.", self.choices.len())
    }

    /// The options as numbered lines, for plain mode; `mark` says what stands behind each.
    pub fn lines(&self, mark: &dyn Fn(usize) -> String) -> Vec<String> {
        let line = |(at, choice): (usize, &Choice)| {
            let means = if choice.means.is_empty() { "" } else { " — " };
            format!("{}. {}{means}{}{}", at + 1, choice.is.text, choice.means, mark(at))
        };
        self.choices.iter().enumerate().map(line).collect()
    }
}

fn sum(heights: &[u16]) -> u16 {
    heights.iter().fold(0, |sum: u16, rows| sum.saturating_add(*rows))
}
