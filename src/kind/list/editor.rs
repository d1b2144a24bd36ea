//! Writing a list: one cell for each item, and an id for each cell.

use crate::base::plural::counted;
use crate::key::{Binding, Code, Hint, Key, bound, called, hints};
use crate::kind::contract::{self, Draft, Input, Opening, Refusal, Reply, TextEdit};
use crate::kind::list::{Answer, Item, Spec};
use crate::kind::part::cells::Cells;
use crate::prose;

/// Someone writing a list.
#[derive(Clone, Debug)]
pub struct Editor {
    pub(super) cells: Cells,
    ids: Vec<u32>,
    next: u32,
    spec: Spec,
}

#[derive(Clone, Copy)]
enum Act {
    Next,
    Up,
    Down,
    Earlier,
    Later,
    Drop,
    Change,
}

const fn alt(code: Code) -> Key {
    Key { code, ctrl: false, alt: true, shift: false }
}

const KEYS: [Binding<Act>; 7] = [
    Binding {
        keys: &[Key::plain(Code::Enter)],
        word: "",
        does: Act::Next,
        says: "next line; from an empty one, go on",
        foot: true,
    },
    Binding {
        keys: &[Key::plain(Code::Up)],
        word: "",
        does: Act::Up,
        says: "line above",
        foot: false,
    },
    Binding {
        keys: &[Key::plain(Code::Down)],
        word: "",
        does: Act::Down,
        says: "line below",
        foot: false,
    },
    Binding {
        keys: &[alt(Code::Up)],
        word: "earlier",
        does: Act::Earlier,
        says: "move this line up (:earlier 2)",
        foot: false,
    },
    Binding {
        keys: &[alt(Code::Down)],
        word: "later",
        does: Act::Later,
        says: "move this line down (:later 2)",
        foot: false,
    },
    Binding {
        keys: &[],
        word: "drop",
        does: Act::Drop,
        says: "take a line away: :drop 2",
        foot: false,
    },
    Binding {
        keys: &[],
        word: "change",
        does: Act::Change,
        says: "write a line anew: :change 2 and the new words",
        foot: false,
    },
];

impl Editor {
    /// Whether Enter goes on from here.
    fn goes_on(&self) -> bool {
        self.cells.is_empty() && self.cells.focus() + 1 == self.cells.count() && self.cells.count() > 1
    }

    pub(super) fn open(spec: &Spec, opening: &Opening<'_, Answer>) -> Self {
        let earlier = opening.earlier.map(|answer| answer.items.as_slice()).unwrap_or_default();
        let (cells, ids) = match opening.draft.filter(|draft| !draft.texts.is_empty()) {
            Some(draft) => (Cells::restore(draft), ids_of(draft)),
            None if earlier.is_empty() => (Cells::of(spec.start(opening.scope)), Vec::new()),
            None => (
                Cells::of(earlier.iter().map(|item| item.text.as_str())),
                earlier.iter().map(|item| item.id).collect(),
            ),
        };
        let used = opening.used.iter().filter_map(|item| item.0.parse().ok());
        let next = ids.iter().copied().chain(used).max().map_or(1, |id: u32| id.saturating_add(1));
        let mut editor = Self { cells, ids, next, spec: spec.clone() };
        while editor.ids.len() < editor.cells.count() {
            let id = editor.fresh();
            editor.ids.push(id);
        }
        editor
    }

    fn fresh(&mut self) -> u32 {
        let id = self.next;
        self.next = self.next.saturating_add(1);
        id
    }

    fn act(&mut self, act: Act) -> Reply {
        let at = self.cells.focus();
        match act {
            Act::Next => self.next_line(),
            Act::Up if at == 0 => Reply::Ignored,
            Act::Up => {
                self.cells.go(at - 1);
                Reply::Moved
            }
            Act::Down if at + 1 == self.cells.count() => Reply::Ignored,
            Act::Down => {
                self.cells.go(at + 1);
                Reply::Moved
            }
            Act::Earlier if at > 0 => self.exchange(at, at - 1),
            Act::Later if at + 1 < self.cells.count() => self.exchange(at, at + 1),
            Act::Earlier | Act::Later | Act::Drop | Act::Change => Reply::Ignored,
        }
    }

    fn next_line(&mut self) -> Reply {
        let at = self.cells.focus();
        let last = at + 1 == self.cells.count();
        if self.cells.is_blank(at) && last {
            return Reply::Done;
        }
        if !last {
            self.cells.go(at + 1);
            return Reply::Moved;
        }
        if self.written() >= self.spec.at_most {
            return Reply::Done;
        }
        self.add(at + 1, "");
        Reply::Changed
    }

    fn add(&mut self, at: usize, text: &str) {
        let id = self.fresh();
        self.cells.insert(at, text);
        self.ids.insert(at, id);
        self.cells.go(at);
    }

    fn take_away(&mut self, at: usize) {
        if self.cells.count() > 1 {
            self.cells.remove(at);
            self.ids.remove(at);
        } else {
            self.cells.set(at, "");
        }
    }

    fn exchange(&mut self, one: usize, two: usize) -> Reply {
        self.cells.swap(one, two);
        self.ids.swap(one, two);
        self.cells.go(two);
        Reply::Changed
    }

    /// How many lines say something.
    fn written(&self) -> usize {
        (0..self.cells.count()).filter(|at| !self.cells.is_blank(*at)).count()
    }

    /// Each line of a paste becomes an item of its own.
    fn paste(&mut self, text: &str) -> Reply {
        let clean = prose::clean_in(text);
        let mut lines = clean.lines().filter(|line| !line.trim().is_empty());
        let Some(first) = lines.next() else { return Reply::Ignored };
        let rest: Vec<&str> = lines.collect();
        if self.written() + rest.len() + 1 > self.spec.at_most + 1 {
            return Reply::Refused(self.full());
        }
        if let Err(refused) = self.cells.takes(clean.len()) {
            return refused;
        }
        let reply = self.cells.on(Input::Paste(first));
        if matches!(reply, Reply::Refused(_)) {
            return reply;
        }
        for line in rest {
            let at = self.cells.focus() + 1;
            self.add(at, line);
        }
        Reply::Changed
    }

    /// The whole list as it comes back from an editor: a line that is still there keeps its id, and
    /// where as many lines came back as there were, so does each in its place.
    fn rewrite(&mut self, text: &str) -> Reply {
        let clean = prose::clean_in(text);
        let lines: Vec<&str> = clean.lines().filter(|line| !line.trim().is_empty()).collect();
        if lines.len() > self.spec.at_most {
            return Reply::Refused(self.full());
        }
        let mut before: Vec<Option<(String, u32)>> = (0..self.cells.count())
            .filter(|at| !self.cells.is_blank(*at))
            .map(|at| Some((self.cells.text(at), self.ids[at])))
            .collect();
        let as_many = before.len() == lines.len();
        let mut ids: Vec<Option<u32>> = vec![None; lines.len()];
        for (id, line) in ids.iter_mut().zip(&lines) {
            let same = |old: &&mut Option<(String, u32)>| {
                old.as_ref().is_some_and(|(text, _)| text.trim() == line.trim())
            };
            *id = before.iter_mut().find(same).and_then(Option::take).map(|(_, id)| id);
        }
        for (id, old) in ids.iter_mut().zip(&mut before).filter(|(id, _)| as_many && id.is_none()) {
            *id = old.take().map(|(_, id)| id);
        }
        self.ids = ids.into_iter().map(|id| id.unwrap_or_else(|| self.fresh())).collect();
        self.cells.restack(lines);
        while self.ids.len() < self.cells.count() {
            let id = self.fresh();
            self.ids.push(id);
        }
        Reply::Changed
    }

    fn full(&self) -> String {
        format!("There is room for {} here.", counted(self.spec.at_most, "line", "lines"))
    }

    /// A line of plain mode: another item, or the end of the list.
    fn line(&mut self, line: &str) -> Reply {
        if line.trim().is_empty() {
            return Reply::Done;
        }
        if let Err(refused) = self.cells.takes(line.len()) {
            return refused;
        }
        let last = self.cells.count() - 1;
        if self.cells.is_blank(last) {
            self.cells.set(last, line);
            self.cells.go(last);
        } else if self.written() >= self.spec.at_most {
            return Reply::Refused(self.full());
        } else {
            self.add(last + 1, line);
        }
        Reply::Changed
    }
}

fn ids_of(draft: &Draft) -> Vec<u32> {
    let mut ids: Vec<u32> = draft.ids.iter().filter_map(|id| id.parse().ok()).collect();
    ids.truncate(draft.texts.len());
    ids
}

impl contract::Editor for Editor {
    type Answer = Answer;

    fn on(&mut self, input: Input<'_>) -> Reply {
        let at = self.cells.focus();
        match input {
            Input::Key(key) => match bound(&KEYS, key) {
                Some(Act::Up) if !self.cells.at_first_row() => self.cells.on(input),
                Some(Act::Down) if !self.cells.at_last_row() => self.cells.on(input),
                Some(act) => self.act(act),
                None if key == Key::plain(Code::Backspace)
                    && self.cells.is_empty()
                    && self.cells.count() > 1 =>
                {
                    self.take_away(at);
                    self.cells.go(at.saturating_sub(1));
                    Reply::Changed
                }
                None => self.cells.on(input),
            },
            Input::Paste(text) if text.contains(['\n', '\r']) => self.paste(text),
            Input::Line(line) => self.line(line),
            Input::Rewritten(text) => self.rewrite(text),
            Input::Fit { width, height } => {
                self.cells.fit(width.saturating_sub(super::view::INDENT), height, |_| 0);
                Reply::Moved
            }
            Input::Click { column, row, extend } => {
                let column = column.saturating_sub(super::view::INDENT);
                self.cells.click((column, row), extend, |_| 0)
            }
            other => self.cells.on(other),
        }
    }

    fn word(&mut self, word: &str, rest: &str) -> Reply {
        let (number, words) = rest.trim().split_once(' ').unwrap_or((rest.trim(), ""));
        let at = number.parse::<usize>().ok().and_then(|n| n.checked_sub(1));
        let Some(act) = called(&KEYS, word) else { return Reply::Ignored };
        let Some(at) = at.filter(|at| *at < self.cells.count()) else {
            return Reply::Refused("Name a line by its number, such as “:drop 2”.".to_owned());
        };
        match act {
            Act::Drop => self.take_away(at),
            Act::Change => self.cells.set(at, words),
            other => {
                self.cells.go(at);
                return match self.act(other) {
                    Reply::Ignored => Reply::Refused("It stands at the end already.".to_owned()),
                    reply => reply,
                };
            }
        }
        Reply::Changed
    }

    fn answer(&self) -> Result<Option<Answer>, Refusal> {
        let written = (0..self.cells.count()).filter(|at| !self.cells.is_blank(*at));
        let item =
            |at: usize| Item { id: self.ids[at], text: self.cells.text(at).trim().to_owned() };
        let items: Vec<Item> = written.map(item).collect();
        Ok((!items.is_empty()).then_some(Answer { items }))
    }

    fn advice(&self) -> Option<String> {
        let (there, wished) = (self.written(), self.spec.at_least);
        (there > 0 && there < wished).then(|| {
            let there = counted(there, "line is", "lines are");
            format!("{there} written, and {wished} are asked for. Is there another?")
        })
    }

    fn draft(&self) -> Draft {
        let ids = self.ids.iter().map(u32::to_string).collect();
        Draft { ids, ..self.cells.draft() }
    }

    fn edits(&mut self) -> Option<Vec<TextEdit>> {
        self.cells.edits()
    }

    fn types(&self) -> bool {
        true
    }

    fn hints(&self) -> Vec<Hint> {
        let mut own = hints(&KEYS);
        if self.goes_on() {
            own[0].says = "go on";
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
        let lines: Vec<String> = (0..self.cells.count()).map(|at| self.cells.text(at)).collect();
        Some(lines.join("\n"))
    }

    fn focus(&self) -> usize {
        self.cells.focus()
    }

    fn height(&self, width: u16) -> u16 {
        self.cells.wanted(width.saturating_sub(super::view::INDENT), |_| 0)
    }

    fn lines(&self) -> Vec<String> {
        let written = (0..self.cells.count()).filter(|at| !self.cells.is_blank(*at));
        written.map(|at| format!("{}. {}", at + 1, self.cells.text(at))).collect()
    }

    fn line_label(&self) -> String {
        if self.written() == 0 {
            "The first line".to_owned()
        } else {
            "Another line, or an empty one to go on".to_owned()
        }
    }
}
