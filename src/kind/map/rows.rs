//! The rows of a map being drawn: the links, the loops under them, the link being made, and the
//! names there are. What has no room gives way: names first, then links further up.

use crate::kind::map::editor::{Candidate, Editor};
use crate::kind::map::sketch::{Making, Stage};
use crate::kind::map::{Sure, words};
use crate::prose::width;
use crate::widget::wrap;

/// Cells before everything: the mark of where one is.
pub(super) const INDENT: u16 = 2;
/// Cells before the words of a link or a loop: its number or name.
pub(super) const NUMBER: u16 = 3;
/// Fewest cells for letters that are typed beside other words.
const FIELD: usize = 14;
/// Most loops that are told while drawing.
const LOOPS: usize = 8;
/// Lower than this, a screen has no room for what is not needed.
const LOW: u16 = 5;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Row {
    Blank,
    /// A link, or the rest of it.
    Link { at: usize, first: bool, text: String },
    /// A loop with its name, or the rest of it.
    Loop { name: String, text: String },
    /// The link being made; behind the last row of it, letters may be typed.
    Prompt { text: String, last: bool },
    /// Letters being typed, on a row of their own.
    Field,
    /// What is asked.
    Asked(&'static str),
    /// Names that can be chosen.
    Names(Vec<Name>),
}

/// A name that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Name {
    pub column: u16,
    pub text: String,
    /// Its place among the candidates.
    pub candidate: usize,
}

impl Editor {
    /// What there is of the link being made.
    pub(super) fn so_far(&self) -> String {
        let sketch = &self.sketch;
        let Making { from, minus, to, late } = sketch.making;
        let Some(from) = from else { return "more ".to_owned() };
        let beginning = words::beginning(sketch.text(from));
        match (minus, to) {
            (None, _) => beginning.trim_end().to_owned(),
            (Some(minus), None) => {
                format!("{beginning}{} ", if minus { "less" } else { "more" })
            }
            (Some(minus), Some(to)) => {
                let late = late.unwrap_or(false);
                words::link(sketch.text(from), sketch.text(to), minus, late)
            }
        }
    }

    /// The column of the letters being typed, and whether they have a row of their own.
    pub(super) fn field(&self, all: u16) -> (u16, bool) {
        let inner = usize::from(all.saturating_sub(INDENT));
        let rows = wrap::rows(&self.so_far(), inner.max(1));
        // Rows lose the blank at their end, which parts the words from what is typed.
        let last = rows.last().map_or(0, |row| width::of(row.trim_end()) + 1);
        if last + FIELD > inner && last > "more ".len() {
            return (INDENT, true);
        }
        (INDENT + last as u16, false)
    }

    fn above(&self, all: u16) -> Vec<Row> {
        let inner = usize::from(all.saturating_sub(INDENT + NUMBER)).max(1);
        let mut rows = Vec::new();
        for (at, link) in self.sketch.links.iter().enumerate() {
            let sure = link.sure.map(Sure::name).map(|sure| format!(" ({sure})"));
            let text = format!("{}{}", self.sketch.link_in_words(link), sure.unwrap_or_default());
            let lines = wrap::rows(&text, inner).into_iter().enumerate();
            rows.extend(lines.map(|(nth, text)| Row::Link { at, first: nth == 0, text }));
        }
        for (name, text) in self.sketch.loops_in_words().into_iter().take(LOOPS) {
            let lines = wrap::rows(&text, inner).into_iter().enumerate();
            rows.extend(lines.map(|(nth, text)| {
                let name = if nth == 0 { name.clone() } else { String::new() };
                Row::Loop { name, text }
            }));
        }
        if self.sketch.loops.len() > LOOPS {
            let text = format!("and {} loops more", self.sketch.loops.len() - LOOPS);
            rows.push(Row::Loop { name: String::new(), text });
        }
        rows
    }

    fn prompt(&self, all: u16) -> Vec<Row> {
        if self.is_full() {
            return vec![Row::Prompt { text: self.full(), last: true }];
        }
        let inner = usize::from(all.saturating_sub(INDENT)).max(1);
        let rows = wrap::rows(&self.so_far(), inner);
        let count = rows.len();
        let prompt = |(at, text): (usize, String)| Row::Prompt { text, last: at + 1 == count };
        let mut rows: Vec<Row> = rows.into_iter().enumerate().map(prompt).collect();
        match self.sketch.stage() {
            Stage::From | Stage::To if self.field(all).1 => rows.push(Row::Field),
            Stage::From | Stage::To => {}
            Stage::Sign => rows.push(Row::Asked("+ more of what?   − less of what?")),
            Stage::Delay => rows.push(Row::Asked("Does it take long?   y yes   n no")),
            Stage::Sure => rows.push(Row::Asked("How do you know?")),
        }
        rows
    }

    /// The names that can be chosen, as many on a row as there is room for.
    fn names(&self, all: u16) -> Vec<Row> {
        let inner = usize::from(all.saturating_sub(INDENT));
        let mut rows: Vec<Vec<Name>> = Vec::new();
        let mut used = 0;
        for (place, candidate) in self.candidates().into_iter().enumerate() {
            let mark = if self.marked == Some(place) { "›" } else { " " };
            let words = match candidate {
                Candidate::Known(at) => format!("{mark}{} {}", at + 1, self.sketch.text(at)),
                Candidate::New => format!("{mark}new: {}", self.query.text().trim()),
            };
            let text = wrap::cut(&words, inner);
            let wide = width::of(&text);
            if rows.is_empty() || used + wide > inner {
                rows.push(Vec::new());
                used = 0;
            }
            let column = all.min(INDENT.saturating_sub(1)) + used as u16;
            used += wide + 1;
            if let Some(row) = rows.last_mut() {
                row.push(Name { column, text, candidate: place });
            }
        }
        rows.into_iter().map(Row::Names).collect()
    }

    /// Rows of everything at this width.
    pub(super) fn wanted(&self, all: u16) -> u16 {
        let above = self.above(all);
        let gap = usize::from(!above.is_empty());
        wrap::tall(&above)
            .saturating_add(gap as u16)
            .saturating_add(wrap::tall(&self.prompt(all)))
            .saturating_add(wrap::tall(&self.names(all)))
    }

    /// The rows that are seen where there are so many.
    pub(super) fn rows(&self, all: u16, height: u16) -> Vec<Row> {
        let (above, mut prompt, names) = (self.above(all), self.prompt(all), self.names(all));
        let room = usize::from(height);
        if height < LOW && self.link.is_none() {
            prompt.retain(|row| !matches!(row, Row::Asked(_)));
        }
        if prompt.len() > room {
            prompt.drain(..prompt.len() - room);
        }
        let rest = room - prompt.len();
        // The latest of what there is stays where it can: between two links the whole of it, while
        // names are looked for two rows.
        let begins = |row: &Row| match row {
            Row::Link { first, .. } => *first,
            Row::Loop { name, .. } => !name.is_empty(),
            _ => false,
        };
        let latest = above.iter().rposition(begins).map_or(0, |at| above.len() - at);
        let few = if self.goes_on() { latest.max(2) } else { 2 }.min(above.len());
        let names_room = names.len().min(rest.saturating_sub(few).max(1)).min(rest);
        let above_room = above.len().min(rest - names_room);
        let gap = !above.is_empty() && above.len() + names.len() < rest;
        let marked = self.marked.unwrap_or(0);
        let has_mark = |row: &Row| match row {
            Row::Names(names) => names.iter().any(|name| name.candidate == marked),
            _ => false,
        };
        let here = |row: &Row| matches!(row, Row::Link { at, .. } if Some(*at) == self.link);
        let mut seen = window(above, above_room, true, here);
        seen.extend(gap.then_some(Row::Blank));
        seen.extend(prompt);
        seen.extend(window(names, names_room, false, has_mark));
        seen
    }
}

/// So many of the rows: the first of them or the last, unless what one is at lies elsewhere.
fn window(rows: Vec<Row>, room: usize, last: bool, here: impl Fn(&Row) -> bool) -> Vec<Row> {
    let most = rows.len().saturating_sub(room);
    let usual = if last { most } else { 0 };
    let start = match (rows.iter().position(&here), rows.iter().rposition(&here)) {
        (Some(first), Some(end)) => usual.min(first).max((end + 1).saturating_sub(room)),
        _ => usual,
    };
    rows.into_iter().skip(start.min(most)).take(room).collect()
}
