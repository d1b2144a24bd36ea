//! Writing a tree: one cell for each line, and a shape that says which stands under which.

use crate::key::{Code, Hint, Key, bound, called, hints};
use crate::kind::contract::{self, Draft, Input, Kind as _, Opening, Refusal, Reply, TextEdit};
use crate::kind::part::cells::{Cells, Place};
use crate::kind::tree::keys::{Act, KEYS, POINTING};
use crate::kind::tree::shape::{Line, Shape};
use crate::kind::tree::{Answer, Item, MOST, Spec};
use crate::prose;
use crate::widget::wrap;

/// Cells before the outermost lines, and for each level more.
const STEP: u16 = 2;
/// Most rows for what all lines hang from.
const ROOT: u16 = 2;

/// Someone writing a tree.
#[derive(Clone, Debug)]
pub struct Editor {
    pub(super) cells: Cells,
    pub(super) shape: Shape,
    pub(super) root: String,
    pub(super) spec: Spec,
    pub(super) next: u32,
    /// While someone says where a line leads back to: the line pointed at; 0 is the root.
    pub(super) pointing: Option<u32>,
    /// Whether the shape changed since the last edits were asked for.
    pub(super) reshaped: bool,
    width: u16,
}

impl Editor {
    pub(super) fn open(spec: &Spec, opening: &Opening<'_, Answer>) -> Self {
        let (cells, lines) = match opening.draft.filter(|draft| !draft.texts.is_empty()) {
            Some(draft) => {
                let lines = draft.ids.iter().filter_map(|kept| Line::restored(kept)).collect();
                (Cells::restore(draft), lines)
            }
            None => match opening.earlier {
                Some(answer) => {
                    let depths = answer.depths();
                    let line = |item: &Item| {
                        let deep = depths.get(&item.id).copied().unwrap_or(1);
                        Line { id: item.id, deep, back: item.back_to }
                    };
                    let cells = Cells::of(answer.items.iter().map(|item| item.text.as_str()));
                    (cells, answer.items.iter().map(line).collect())
                }
                None => (Cells::of([""]), Vec::new()),
            },
        };
        let mut lines: Vec<Line> = lines;
        lines.truncate(cells.count());
        let used = opening.used.iter().filter_map(|item| item.0.parse().ok());
        let ids = lines.iter().map(|line| line.id).chain(used);
        let mut next = ids.max().map_or(1, |id: u32| id.saturating_add(1));
        while lines.len() < cells.count() {
            lines.push(Line::new(next, 1));
            next = next.saturating_add(1);
        }
        let root = spec.root.fill(opening.scope).trim().to_owned();
        let pointing = opening.draft.and_then(|draft| draft.number).map(|id| id as u32);
        let shape = Shape::new(lines, spec);
        let mut editor =
            Self { cells, shape, root, spec: spec.clone(), next, pointing, reshaped: false, width: 0 };
        editor.pointing = pointing.filter(|id| editor.ends().contains(id));
        editor
    }

    pub(super) fn at(&self) -> usize {
        self.cells.focus()
    }

    fn is_chain(&self) -> bool {
        self.spec.widest == 1
    }

    /// Whether Enter goes on from here.
    fn goes_on(&self) -> bool {
        let at = self.at();
        let full = self.cells.count() >= MOST || self.shape.next(at).is_none();
        at + 1 == self.cells.count() && self.written() > 0 && (full || self.cells.is_blank(at))
    }

    /// How many lines say something.
    fn written(&self) -> usize {
        (0..self.cells.count()).filter(|at| !self.cells.is_blank(*at)).count()
    }

    /// Where each line stands on the screen.
    pub(super) fn places(&self, width: u16) -> Vec<Place> {
        let root = match self.root.as_str() {
            "" => 0,
            root => wrap::count(root, usize::from(width.saturating_sub(STEP))).min(ROOT),
        };
        let place = |(at, line): (usize, &Line)| Place {
            left: STEP + self.levels(line) as u16 * STEP,
            above: if at == 0 { root } else { 0 },
            below: u16::from(line.back.is_some()),
            ..Place::default()
        };
        self.shape.lines.iter().enumerate().map(place).collect()
    }

    /// How many marks stand before a line: what hangs from nothing needs none.
    pub(super) fn levels(&self, line: &Line) -> usize {
        if self.root.is_empty() { line.deep - 1 } else { line.deep }
    }

    /// What the line at hand may lead back to: earlier lines, and what all of them hang from.
    pub(super) fn ends(&self) -> Vec<u32> {
        let root = (!self.root.is_empty()).then_some(0);
        let above = (0..self.at()).filter(|at| !self.cells.is_blank(*at));
        root.into_iter().chain(above.map(|at| self.shape.lines[at].id)).collect()
    }

    /// The words of a line, or of what all of them hang from.
    pub(super) fn words(&self, id: u32) -> String {
        self.shape.place(id).map_or_else(|| self.root.clone(), |at| self.cells.text(at))
    }
}

impl contract::Editor for Editor {
    type Answer = Answer;

    fn on(&mut self, input: Input<'_>) -> Reply {
        let at = self.at();
        match input {
            Input::Key(key) => {
                if let Some(reply) = self.pointed(key) {
                    return reply;
                }
                self.pointing = None;
                let act = bound(&KEYS, key).filter(|act| *act != Act::Back || self.spec.returns);
                match act {
                    Some(Act::Up) if !self.cells.at_first_row() => self.cells.on(input),
                    Some(Act::Down) if !self.cells.at_last_row() => self.cells.on(input),
                    Some(act) => self.act(act),
                    None if key == Key::plain(Code::Backspace)
                        && self.cells.is_empty()
                        && self.cells.count() > 1
                        && self.shape.end(at) == at + 1 =>
                    {
                        self.take_away(at);
                        self.cells.go(at.saturating_sub(1));
                        Reply::Changed
                    }
                    None => self.cells.on(input),
                }
            }
            Input::Line(line) => self.line(line),
            Input::Fit { width, height } => {
                self.width = width;
                let places = self.places(width);
                self.cells.fit_placed(width, height, |at| places[at]);
                if let Some(to) = self.pointing {
                    let to = self.shape.place(to).unwrap_or(0);
                    self.cells.show(to, height, |at| places[at]);
                }
                Reply::Moved
            }
            Input::Click { column, row, extend } => {
                self.pointing = None;
                let places = self.places(self.width);
                self.cells.click_placed((column, row), extend, |at| places[at])
            }
            other => self.cells.on(other),
        }
    }

    fn word(&mut self, word: &str, rest: &str) -> Reply {
        let Some(act) = called(&KEYS, word) else { return Reply::Ignored };
        self.pointing = None;
        let (number, words) = rest.trim().split_once(' ').unwrap_or((rest.trim(), ""));
        if matches!(act, Act::Deeper | Act::Out) && number.is_empty() {
            return self.act(act);
        }
        let at = match self.named(number) {
            Ok(at) => at,
            Err(refused) => return refused,
        };
        match act {
            Act::Back if !self.spec.returns => {
                Reply::Refused("No line leads back in this one.".to_owned())
            }
            Act::Back => self.returns(at, words.trim()),
            Act::Under => self.under(at),
            Act::Drop => {
                self.take_away(at);
                Reply::Changed
            }
            Act::Change => {
                self.cells.set(at, words);
                Reply::Changed
            }
            other => {
                self.cells.go(at);
                match self.act(other) {
                    Reply::Ignored => Reply::Refused("It stands at the end already.".to_owned()),
                    reply => reply,
                }
            }
        }
    }

    fn answer(&self) -> Result<Option<Answer>, Refusal> {
        let mut items: Vec<Item> = Vec::new();
        // What stands under an empty line stands under the one above that.
        let mut above: Vec<(usize, u32)> = Vec::new();
        let lines = self.shape.lines.iter().enumerate();
        for (at, line) in lines.filter(|(at, _)| !self.cells.is_blank(*at)) {
            above.retain(|(deep, _)| *deep < line.deep);
            let under = above.last().map_or(0, |(_, id)| *id);
            above.push((line.deep, line.id));
            let text = self.cells.text(at).trim().to_owned();
            items.push(Item { id: line.id, text, under, back_to: line.back });
        }
        if items.is_empty() {
            return Ok(None);
        }
        let ids: Vec<u32> = std::iter::once(0).chain(items.iter().map(|item| item.id)).collect();
        for item in &mut items {
            item.back_to = item.back_to.filter(|to| ids.contains(to));
        }
        let answer = Answer { root: self.root.clone(), items };
        self.spec.admits(&answer)?;
        Ok(Some(answer))
    }

    fn draft(&self) -> Draft {
        let ids = self.shape.lines.iter().map(Line::kept).collect();
        let number = self.pointing.map(f64::from);
        Draft { ids, number, ..self.cells.draft() }
    }

    fn edits(&mut self) -> Option<Vec<TextEdit>> {
        let edits = self.cells.edits();
        if std::mem::take(&mut self.reshaped) || self.pointing.is_some() { None } else { edits }
    }

    fn types(&self) -> bool {
        true
    }

    fn hints(&self) -> Vec<Hint> {
        if self.pointing.is_some() {
            return hints(&POINTING);
        }
        let at = self.at();
        let (deeper, out) = (self.shape.can_go_deeper(at), self.shape.can_go_out(at));
        let mut own: Vec<Hint> = Vec::new();
        for (binding, mut hint) in KEYS.iter().zip(hints(&KEYS)) {
            match binding.does {
                Act::Next if self.goes_on() => hint.says = "go on",
                Act::Back if !self.spec.returns => continue,
                Act::Deeper | Act::Out | Act::Earlier | Act::Later | Act::Under
                    if self.is_chain() =>
                {
                    continue;
                }
                Act::Deeper if deeper => {}
                Act::Deeper if out => hint.says = "outermost",
                Act::Deeper => hint.foot = false,
                Act::Out => hint.foot = out && deeper,
                Act::Back => hint.foot = !self.cells.is_blank(at) && !self.ends().is_empty(),
                _ => {}
            }
            // Once a line is written, where it leads back is the next question.
            let first = hint.foot && binding.does == Act::Back;
            own.insert(if first { 1 } else { own.len() }, hint);
        }
        [own, hints(prose::KEYS)].concat()
    }

    fn cut(&self) -> Option<&str> {
        Some(self.cells.cut())
    }

    fn take_cut(&mut self, cut: &str) {
        self.cells.take_cut(cut);
    }

    fn passage(&self) -> Option<String> {
        Some(self.cells.text(self.at()))
    }

    fn focus(&self) -> usize {
        self.at()
    }

    fn height(&self, width: u16) -> u16 {
        let places = self.places(width);
        self.cells.wanted_placed(width, |at| places[at])
    }

    fn lines(&self) -> Vec<String> {
        let number = |id: u32| self.shape.place(id).map_or(0, |at| at + 1);
        let root = (!self.root.is_empty()).then(|| format!("0. {}", self.root));
        let line = |at: usize| {
            let parent = self.shape.parent(at).map(|parent| format!("under {}: ", parent + 1));
            let back = self.shape.lines[at].back;
            let back = back.map(|back| format!(" (leads back to {})", number(back)));
            let text = self.cells.text(at);
            let (parent, back) = (parent.unwrap_or_default(), back.unwrap_or_default());
            format!("{}. {parent}{text}{back}", at + 1)
        };
        let written = (0..self.cells.count()).filter(|at| !self.cells.is_blank(*at));
        root.into_iter().chain(written.map(line)).collect()
    }

    fn line_label(&self) -> String {
        if self.written() == 0 {
            return "The first line".to_owned();
        }
        let at = self.at();
        let place = if self.cells.is_blank(at) { Some(at) } else { None };
        let above = match place {
            Some(at) => self.shape.parent(at),
            None => match self.shape.next(at) {
                Some((_, deep)) if deep > self.shape.lines[at].deep => Some(at),
                Some(_) => self.shape.parent(at),
                None => return "An empty line goes on".to_owned(),
            },
        };
        match above {
            Some(above) => {
                let words = wrap::cut(&self.cells.text(above), 40);
                format!("Another line, under “{words}”, or an empty one to go on")
            }
            None => "Another line, or an empty one to go on".to_owned(),
        }
    }
}
