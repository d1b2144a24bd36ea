//! Filling a table, cell by cell, row by row.

use crate::base::plural::counted;
use crate::key::{Binding, Code, Hint, Key, bound, called, hints};
use crate::kind::contract::{self, Draft, Input, Opening, Passage, Refusal, Reply, TextEdit};
use crate::kind::part::cells::Cells;
use crate::kind::table::{Answer, Row, Spec};
use crate::prose;

/// Someone filling a table.
#[derive(Clone, Debug)]
pub struct Editor {
    pub(super) cells: Cells,
    pub(super) spec: Spec,
    /// Name and label of each row.
    pub(super) rows: Vec<(String, String)>,
    /// Whether the rows are given by an earlier list.
    given: bool,
    next: u32,
}

#[derive(Clone, Copy)]
enum Act {
    Next,
    NextCell,
    CellBefore,
    RowAbove,
    RowBelow,
    Drop,
    Back,
}

const KEYS: [Binding<Act>; 7] = [
    Binding {
        keys: &[Key::plain(Code::Enter)],
        word: "",
        does: Act::Next,
        says: "next cell; from an empty row, go on",
        foot: true,
    },
    Binding {
        keys: &[Key::plain(Code::Tab)],
        word: "",
        does: Act::NextCell,
        says: "next cell",
        foot: false,
    },
    Binding {
        keys: &[Key { code: Code::Tab, ctrl: false, alt: false, shift: true }],
        word: "",
        does: Act::CellBefore,
        says: "cell before",
        foot: false,
    },
    Binding {
        keys: &[Key::plain(Code::Up)],
        word: "",
        does: Act::RowAbove,
        says: "cell above",
        foot: false,
    },
    Binding {
        keys: &[Key::plain(Code::Down)],
        word: "",
        does: Act::RowBelow,
        says: "cell below",
        foot: false,
    },
    Binding {
        keys: &[],
        word: "drop",
        does: Act::Drop,
        says: "take a row away: :drop 2",
        foot: false,
    },
    Binding {
        keys: &[],
        word: "up",
        does: Act::Back,
        says: "back to the cell before",
        foot: false,
    },
];

impl Editor {
    /// Whether Enter goes on from here.
    fn goes_on(&self) -> bool {
        !self.given && self.cells.focus() / self.width() + 1 == self.rows.len() && self.rows.len() > 1 && self.row_is_blank(self.rows.len() - 1)
    }

    pub(super) fn open(
        spec: &Spec,
        labels: Option<&[(String, String)]>,
        opening: &Opening<'_, Answer>,
    ) -> Self {
        let earlier = opening.earlier.map(|answer| answer.rows.as_slice()).unwrap_or_default();
        let width = spec.columns.len();
        let given = labels.is_some();
        let mut rows: Vec<(String, String)> = match labels {
            Some(labels) => labels.to_vec(),
            None => earlier.iter().map(|row| (row.id.clone(), String::new())).collect(),
        };
        let draft = opening.draft.filter(|draft| {
            draft.texts.len() == draft.ids.len() * width && !draft.texts.is_empty()
        });
        if let Some(draft) = draft {
            if !given {
                rows.clear();
            }
            // A row that is not listed any more stays for as long as it says something unfinished.
            let said = |row: &[Passage]| row.iter().any(|cell| !cell.text.trim().is_empty());
            for (id, row) in draft.ids.iter().zip(draft.texts.chunks(width)) {
                if !rows.iter().any(|(known, _)| known == id) && (!given || said(row)) {
                    rows.push((id.clone(), String::new()));
                }
            }
        }
        if rows.is_empty() {
            rows.push(("1".to_owned(), String::new()));
        }
        let cells = match draft {
            Some(draft) if rows.iter().map(|(id, _)| id).eq(&draft.ids) => Cells::restore(draft),
            _ => {
                let drafted = |id: &str| {
                    let row = draft?.ids.iter().position(|known| known == id)?;
                    let cells = draft?.texts.chunks(width).nth(row)?.iter();
                    Some(cells.map(|cell| cell.text.clone()).collect::<Vec<String>>())
                };
                let answered = |id: &str| {
                    let row = earlier.iter().find(|row| row.id == id)?;
                    Some(row.cells.clone())
                };
                let texts = rows.iter().flat_map(|(id, _)| {
                    let mut cells = drafted(id).or_else(|| answered(id)).unwrap_or_default();
                    cells.resize(width, String::new());
                    cells
                });
                let mut cells = Cells::of(texts);
                cells.go(0);
                cells
            }
        };
        let used = opening.used.iter().map(|item| &*item.0);
        let ids = rows.iter().map(|(id, _)| id.as_str()).chain(used);
        let highest = ids.filter_map(|id| id.parse::<u32>().ok()).max();
        let next = highest.unwrap_or(0).saturating_add(1);
        Self { cells, spec: spec.clone(), rows, given, next }
    }

    fn width(&self) -> usize {
        self.spec.columns.len()
    }

    pub(super) fn row_is_blank(&self, row: usize) -> bool {
        let start = row * self.width();
        (start..start + self.width()).all(|at| self.cells.is_blank(at))
    }

    fn act(&mut self, act: Act) -> Reply {
        let at = self.cells.focus();
        let width = self.width();
        let to = match act {
            Act::Next => return self.next(),
            Act::NextCell => (at + 1 < self.cells.count()).then_some(at + 1),
            Act::CellBefore | Act::Back => at.checked_sub(1),
            Act::RowAbove => at.checked_sub(width),
            Act::RowBelow => (at + width < self.cells.count()).then_some(at + width),
            Act::Drop => None,
        };
        match to {
            Some(to) => {
                self.cells.go(to);
                Reply::Moved
            }
            None => Reply::Ignored,
        }
    }

    fn next(&mut self) -> Reply {
        let at = self.cells.focus();
        if at + 1 < self.cells.count() {
            let row = at / self.width();
            let last_row = row + 1 == self.rows.len();
            if last_row && !self.given && self.row_is_blank(row) {
                return Reply::Done;
            }
            self.cells.go(at + 1);
            return Reply::Moved;
        }
        let row = self.rows.len() - 1;
        if self.given || self.row_is_blank(row) || self.rows.len() >= self.spec.at_most {
            return Reply::Done;
        }
        let first = self.cells.count();
        for _ in 0..self.width() {
            self.cells.insert(self.cells.count(), "");
        }
        self.rows.push((self.next.to_string(), String::new()));
        self.next = self.next.saturating_add(1);
        self.cells.go(first);
        Reply::Changed
    }

    fn drop_row(&mut self, row: usize) {
        let start = row * self.width();
        if self.rows.len() > 1 && !self.given {
            for _ in 0..self.width() {
                self.cells.remove(start);
            }
            self.rows.remove(row);
            self.cells.go(start.min(self.cells.count() - 1));
        } else {
            (start..start + self.width()).for_each(|at| self.cells.set(at, ""));
        }
    }

    fn written(&self) -> usize {
        (0..self.rows.len()).filter(|row| !self.row_is_blank(*row)).count()
    }

    fn line(&mut self, line: &str) -> Reply {
        let at = self.cells.focus();
        if line.is_empty() {
            return self.next();
        }
        if let Err(refused) = self.cells.takes(line.len()) {
            return refused;
        }
        self.cells.set(at, line);
        match self.next() {
            Reply::Moved => Reply::Changed,
            other => other,
        }
    }
}

impl contract::Editor for Editor {
    type Answer = Answer;

    fn on(&mut self, input: Input<'_>) -> Reply {
        let at = self.cells.focus();
        let above = |_| super::view::ABOVE;
        match input {
            Input::Key(key) => match bound(&KEYS, key) {
                Some(Act::RowAbove) if !self.cells.at_first_row() => self.cells.on(input),
                Some(Act::RowBelow) if !self.cells.at_last_row() => self.cells.on(input),
                Some(act) => self.act(act),
                None if key == Key::plain(Code::Backspace)
                    && self.row_is_blank(at / self.width())
                    && self.rows.len() > 1
                    && !self.given =>
                {
                    self.drop_row(at / self.width());
                    Reply::Changed
                }
                None => self.cells.on(input),
            },
            Input::Line(line) => self.line(line),
            Input::Fit { width, height } => {
                self.cells.fit(width.saturating_sub(super::view::INDENT), height, above);
                Reply::Moved
            }
            Input::Click { column, row, extend } => {
                let column = column.saturating_sub(super::view::INDENT);
                self.cells.click((column, row), extend, above)
            }
            other => self.cells.on(other),
        }
    }

    fn word(&mut self, word: &str, rest: &str) -> Reply {
        match called(&KEYS, word) {
            Some(Act::Drop) => {
                let row = rest.trim().parse::<usize>().ok().and_then(|row| row.checked_sub(1));
                match row.filter(|row| *row < self.rows.len()) {
                    Some(row) => {
                        self.drop_row(row);
                        Reply::Changed
                    }
                    None => Reply::Refused("Name a row by its number: “:drop 2”.".to_owned()),
                }
            }
            Some(act) => match self.act(act) {
                Reply::Ignored => Reply::Refused("This is the first cell.".to_owned()),
                reply => reply,
            },
            None => Reply::Ignored,
        }
    }

    fn answer(&self) -> Result<Option<Answer>, Refusal> {
        let row = |at: usize| Row {
            id: self.rows[at].0.clone(),
            label: self.rows[at].1.clone(),
            cells: (0..self.width())
                .map(|column| self.cells.text(at * self.width() + column).trim().to_owned())
                .collect(),
        };
        let written = (0..self.rows.len()).filter(|at| !self.row_is_blank(*at));
        let rows: Vec<Row> = written.map(row).collect();
        Ok((!rows.is_empty()).then_some(Answer { rows }))
    }

    fn advice(&self) -> Option<String> {
        let (there, wished) = (self.written(), self.spec.at_least);
        (there > 0 && there < wished).then(|| {
            let there = counted(there, "row is", "rows are");
            format!("{there} written, and {wished} are asked for. Is there another?")
        })
    }

    fn draft(&self) -> Draft {
        let ids = self.rows.iter().map(|(id, _)| id.clone()).collect();
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
        Some(self.cells.text(self.cells.focus()))
    }

    fn focus(&self) -> usize {
        self.cells.focus()
    }

    fn height(&self, width: u16) -> u16 {
        self.cells.wanted(width.saturating_sub(super::view::INDENT), |_| super::view::ABOVE)
    }

    fn lines(&self) -> Vec<String> {
        let written = (0..self.rows.len()).filter(|row| !self.row_is_blank(*row));
        let mut lines = Vec::new();
        for row in written {
            for (column, (_, title)) in self.spec.columns.iter().enumerate() {
                let text = self.cells.text(row * self.width() + column);
                lines.push(format!("Row {}, {title}: {text}", row + 1));
            }
        }
        lines
    }

    fn line_label(&self) -> String {
        let at = self.cells.focus();
        let (row, column) = (at / self.width(), at % self.width());
        let title = &self.spec.columns[column].1;
        let about = match self.rows[row].1.as_str() {
            "" => format!("Row {}", row + 1),
            label => label.to_owned(),
        };
        let end = if column == 0 && !self.given && self.row_is_blank(row) && row > 0 {
            "; an empty line goes on"
        } else if !self.cells.is_blank(at) {
            "; an empty line keeps it"
        } else {
            ""
        };
        format!("{about}, {title}{end}")
    }
}
