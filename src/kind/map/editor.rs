//! Drawing a map, link by link.

use crate::key::{Hint, Key, bound, hints};
use crate::kind::contract::{self, Draft, Input, Opening, Passage, Refusal, Reply, TextEdit};
use crate::kind::map::keys::{Act, DELAY, KNOWING, LINK, NAMING, SIGN, SURE, WORDS};
use crate::kind::map::sketch::{Sketch, Stage};
use crate::kind::map::{Answer, MOST_VARIABLES, Sign, Spec, Sure, names};
use crate::kind::part::writing::reply;
use crate::prose::{self, Form, Prose};

/// Someone drawing a map.
#[derive(Clone, Debug)]
pub struct Editor {
    pub(super) sketch: Box<Sketch>,
    /// The letters by which a variable is looked for.
    pub(super) query: Prose,
    /// The name that has the mark, where one went to it.
    pub(super) marked: Option<usize>,
    /// The link one is at, where one went up to the links.
    pub(super) link: Option<usize>,
    pub(super) spec: Spec,
    pub(super) width: u16,
    pub(super) height: u16,
}

/// A name that can be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Candidate {
    /// A variable, by its place.
    Known(usize),
    /// What is typed, as a new one.
    New,
}

impl Editor {
    pub(super) fn open(spec: &Spec, opening: &Opening<'_, Answer>) -> Self {
        let mut query = Prose::new(Form::Line);
        let mut link = None;
        if let Some(draft) = opening.draft {
            if let Some(passage) = draft.texts.first() {
                query = Prose::with(Form::Line, &passage.text);
                query.restore(passage.at);
            }
            link = draft.focus.checked_sub(1);
        }
        let sketch = Box::new(Sketch::open(spec, opening));
        if opening.draft.is_none() && opening.earlier.is_none() && spec.sure {
            // Of links that stand there to begin with, it is asked first how they are known.
            link = sketch.unsure(0);
        }
        let link = link.filter(|at| *at < sketch.links.len());
        let spec = spec.clone();
        Self { sketch, query, marked: None, link, spec, width: 0, height: 0 }
    }

    /// Whether a variable is asked for.
    pub(super) fn is_naming(&self) -> bool {
        matches!(self.sketch.stage(), Stage::From | Stage::To) && self.link.is_none()
    }

    /// Whether there is room for no other link.
    pub(super) fn is_full(&self) -> bool {
        self.sketch.stage() == Stage::From && self.sketch.links.len() >= self.spec.at_most
    }

    /// Whether Enter goes on from here.
    pub(super) fn goes_on(&self) -> bool {
        self.sketch.stage() == Stage::From && self.query.is_blank() && self.marked.is_none()
    }

    /// The names that can be chosen, the likeliest first.
    pub(super) fn candidates(&self) -> Vec<Candidate> {
        if !matches!(self.sketch.stage(), Stage::From | Stage::To) || self.is_full() {
            return Vec::new();
        }
        let typed = self.query.text();
        let from = self.sketch.making.from;
        let found = names::found(&self.sketch.variables, &typed).into_iter();
        let known = found.filter(|at| Some(*at) != from).map(Candidate::Known);
        let is_new = self.spec.new_items && !typed.trim().is_empty();
        let small = typed.trim().to_lowercase();
        let called = |one: &crate::kind::part::options::Chosen| one.text.to_lowercase() == small;
        let new = is_new && !self.sketch.variables.iter().any(called);
        known.chain(new.then_some(Candidate::New)).collect()
    }

    fn act(&mut self, act: Act) -> Reply {
        match (act, self.link) {
            (Act::Take, _) => self.take(),
            (Act::After, _) => self.mark(1),
            (Act::Before, _) => self.mark(-1),
            (Act::Back, _) if self.sketch.take_back() => Reply::Changed,
            (Act::Plus | Act::Minus, Some(at)) => {
                self.sketch.change(at, |link| link.sign = Sign::of(act == Act::Minus));
                Reply::Changed
            }
            (Act::Plus | Act::Minus, None) => {
                self.sketch.making.minus = Some(act == Act::Minus);
                Reply::Changed
            }
            (Act::Soon | Act::Late, _) => self.delayed(act == Act::Late),
            (Act::Known(known), Some(at)) => {
                self.sketch.change(at, |link| link.sure = Sure::ALL.get(known).copied());
                self.link = self.sketch.unsure(at + 1);
                Reply::Changed
            }
            (Act::Known(known), None) => self.finish(Sure::ALL.get(known).copied()),
            (Act::Open, _) => self.finish(None),
            (Act::Delay, Some(at)) => {
                self.sketch.change(at, |link| link.delay = !link.delay);
                Reply::Changed
            }
            (Act::Drop, Some(at)) => {
                self.sketch.drop_link(at);
                let last = self.sketch.links.len().checked_sub(1);
                self.link = last.map(|last| at.min(last));
                Reply::Changed
            }
            (Act::Up, Some(at)) => {
                self.link = Some(at.saturating_sub(1));
                Reply::Moved
            }
            (Act::Down | Act::Return, Some(at)) => {
                let next = Some(at + 1).filter(|next| *next < self.sketch.links.len());
                self.link = next.filter(|_| act == Act::Down);
                Reply::Moved
            }
            _ => Reply::Ignored,
        }
    }

    /// Moves the mark among the names; above the first of them are the links.
    fn mark(&mut self, by: isize) -> Reply {
        let count = self.candidates().len();
        match (self.marked, by) {
            (None | Some(0), -1) if !self.sketch.links.is_empty() => {
                self.marked = None;
                self.link = Some(self.sketch.links.len() - 1);
            }
            (Some(0), -1) => self.marked = None,
            (Some(at), by) => self.marked = Some(at.saturating_add_signed(by).min(count - 1)),
            (None, 1) if count > 0 => self.marked = Some(0),
            (None, _) => return Reply::Ignored,
        }
        Reply::Moved
    }

    /// Takes the name that has the mark, or the likeliest of those that are meant.
    fn take(&mut self) -> Reply {
        if self.is_full() || self.goes_on() {
            return Reply::Done;
        }
        if self.query.is_blank() && self.marked.is_none() {
            return Reply::Refused("Its number or a few letters, then Enter.".to_owned());
        }
        let candidates = self.candidates();
        let typed = self.query.text();
        match candidates.get(self.marked.unwrap_or(0)) {
            Some(Candidate::Known(at)) => self.name(*at),
            Some(Candidate::New) => match self.sketch.add(&typed) {
                Some(at) => self.name(at),
                None => Reply::Refused(no_room()),
            },
            None => Reply::Refused(format!("None of them is called “{}”.", typed.trim())),
        }
    }

    /// Puts a variable where one is asked for.
    pub(super) fn name(&mut self, at: usize) -> Reply {
        if self.sketch.making.from == Some(at) {
            return Reply::Refused("A variable cannot be linked to itself.".to_owned());
        }
        if self.sketch.stage() == Stage::From {
            self.sketch.making.from = Some(at);
        } else {
            self.sketch.making.to = Some(at);
        }
        self.clear();
        Reply::Changed
    }

    pub(super) fn clear(&mut self) {
        self.query = Prose::new(Form::Line);
        self.marked = None;
    }

    pub(super) fn delayed(&mut self, late: bool) -> Reply {
        self.sketch.making.late = Some(late);
        if self.spec.sure { Reply::Changed } else { self.finish(None) }
    }

    pub(super) fn finish(&mut self, sure: Option<Sure>) -> Reply {
        self.sketch.finish(sure);
        Reply::Changed
    }

    fn key(&mut self, key: Key) -> Reply {
        let table: &[_] = match self.sketch.stage() {
            _ if self.link.is_some() => &LINK,
            Stage::From | Stage::To => &NAMING,
            Stage::Sign => &SIGN,
            Stage::Delay => &DELAY,
            Stage::Sure => &SURE,
        };
        let knowing = self.link.is_some() && self.spec.sure;
        let act = bound(table, key).or(bound(&KNOWING, key).filter(|_| knowing));
        // A letter is rubbed out before what was chosen is taken back.
        match act.filter(|act| *act != Act::Back || !self.is_naming() || self.query.is_empty()) {
            Some(act) => self.act(act),
            None if !self.is_naming() => Reply::Ignored,
            None => self.write(Input::Key(key)),
        }
    }

    fn write(&mut self, input: Input<'_>) -> Reply {
        if self.is_full() {
            return Reply::Refused(self.full());
        }
        let reply = match input {
            Input::Key(key) => reply(self.query.on(key)),
            Input::Paste(text) => {
                // A name has one line.
                let line = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
                reply(self.query.paste(line))
            }
            _ => Reply::Ignored,
        };
        if reply == Reply::Changed {
            self.marked = None;
        }
        reply
    }

    /// That there is no room for another link, as a sentence.
    pub(super) fn full(&self) -> String {
        let words = self.spec.full();
        format!("{}{}.", words[..1].to_uppercase(), &words[1..])
    }

    /// Takes the name, or goes to the link, that the mouse points at.
    fn click(&mut self, column: u16, row: u16) -> Reply {
        use crate::kind::map::rows::Row;
        let rows = self.rows(self.width, self.height);
        match rows.get(usize::from(row)) {
            Some(Row::Link { at, .. }) => {
                self.link = Some(*at);
                Reply::Moved
            }
            Some(Row::Names(names)) => {
                let Some(name) = names.iter().rev().find(|name| name.column <= column) else {
                    return Reply::Ignored;
                };
                self.link = None;
                self.marked = Some(name.candidate);
                self.take()
            }
            Some(Row::Prompt { .. } | Row::Field) => {
                self.link = None;
                Reply::Moved
            }
            _ => Reply::Ignored,
        }
    }
}

/// That there is no room for another variable.
pub(super) fn no_room() -> String {
    format!("There is room for {MOST_VARIABLES} variables here.")
}

impl contract::Editor for Editor {
    type Answer = Answer;

    fn on(&mut self, input: Input<'_>) -> Reply {
        match input {
            Input::Key(key) => self.key(key),
            Input::Paste(_) if self.is_naming() => self.write(input),
            Input::Line(line) => self.line(line),
            Input::Fit { width, height } => {
                (self.width, self.height) = (width, height);
                let (column, _) = self.field(width);
                self.query.fit(width.saturating_sub(column), 1);
                Reply::Moved
            }
            Input::Click { column, row, .. } => self.click(column, row),
            Input::Rewritten(text) if self.is_naming() && self.spec.new_items => {
                self.query.replace_all(text.lines().next().unwrap_or_default());
                Reply::Changed
            }
            Input::Paste(_) | Input::Elapsed(_) | Input::Rewritten(_) => Reply::Ignored,
        }
    }

    fn word(&mut self, word: &str, rest: &str) -> Reply {
        self.said(word, rest.trim())
    }

    fn answer(&self) -> Result<Option<Answer>, Refusal> {
        Ok(self.sketch.answer())
    }

    fn advice(&self) -> Option<String> {
        let begun = self.sketch.stage() != Stage::From || !self.query.is_blank();
        begun.then(|| "The last link is not finished. Once more leaves it out.".to_owned())
    }

    fn draft(&self) -> Draft {
        let mut draft = self.sketch.draft();
        draft.texts.insert(0, Passage { text: self.query.text(), at: self.query.position() });
        draft.ids.insert(0, String::new());
        draft.focus = self.link.map_or(0, |at| at + 1);
        draft
    }

    fn edits(&mut self) -> Option<Vec<TextEdit>> {
        // A map is small, and a key may change any part of it.
        self.query.take_edits();
        None
    }

    fn hints(&self) -> Vec<Hint> {
        let mut own = match self.sketch.stage() {
            _ if self.asked_about().is_some() => {
                // Where links are gone through once more, this is what one is there for.
                let mut link = hints(&LINK);
                link.rotate_left(1);
                [hints(&KNOWING), link].concat()
            }
            _ if self.link.is_some() && self.spec.sure => [hints(&LINK), hints(&KNOWING)].concat(),
            _ if self.link.is_some() => hints(&LINK),
            Stage::From | Stage::To => hints(&NAMING),
            Stage::Sign => hints(&SIGN),
            Stage::Delay => hints(&DELAY),
            Stage::Sure => hints(&SURE),
        };
        if self.is_naming() {
            if self.goes_on() || self.is_full() {
                own[0].says = "go on";
            }
            own[1].foot = !self.candidates().is_empty();
            own.extend(hints(prose::KEYS));
        }
        own.extend(hints(&WORDS));
        own
    }

    fn types(&self) -> bool {
        self.is_naming()
    }

    fn passage(&self) -> Option<String> {
        // Letters by which one looks for a name are no words; a new name is.
        (self.is_naming() && self.spec.new_items).then(|| self.query.text())
    }

    fn cut(&self) -> Option<&str> {
        Some(self.query.cut())
    }

    fn take_cut(&mut self, cut: &str) {
        self.query.take_cut(cut);
    }

    fn focus(&self) -> usize {
        self.link.map_or(0, |at| at + 1)
    }

    fn height(&self, width: u16) -> u16 {
        self.wanted(width)
    }

    fn lines(&self) -> Vec<String> {
        self.spoken()
    }

    fn line_label(&self) -> String {
        self.label()
    }
}
