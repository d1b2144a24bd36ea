//! The lines of a timeline in the making: two cells for each, its date and its words, and its lane.

use crate::kind::contract::{Draft, Opening};
use crate::kind::part::cells::Cells;
use crate::kind::timeline::{Answer, Item, MOST, Spec};

/// One line, without its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// Its number, for as long as the timeline exists.
    pub id: u32,
    /// Its lane, by its place among them.
    pub lane: usize,
}

/// The lines in the order in which they are written. Never empty.
#[derive(Clone, Debug)]
pub(super) struct Entries {
    pub cells: Cells,
    pub all: Vec<Entry>,
    next: u32,
    /// Whether anything but words changed since the last edits were asked for.
    pub changed: bool,
}

/// The two cells of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    /// When it was.
    When,
    /// What it was.
    What,
}

impl Entries {
    /// From a draft, or from what stands there already.
    pub fn open(spec: &Spec, opening: &Opening<'_, Answer>) -> Self {
        let drafted = opening.draft.filter(|draft| !draft.texts.is_empty());
        let (mut cells, mut all) = match drafted {
            Some(draft) => (Cells::restore(draft), restored(draft, spec)),
            None => {
                let mut items: Vec<&Item> =
                    opening.earlier.iter().flat_map(|answer| &answer.items).collect();
                if spec.backward {
                    items.reverse();
                }
                let texts = items.iter().flat_map(|item| [item.when.as_str(), item.text.as_str()]);
                let entry = |item: &&Item| {
                    Entry { id: item.id, lane: spec.lane_called(&item.lane).unwrap_or(0) }
                };
                (Cells::of(texts), items.iter().map(entry).collect())
            }
        };
        if cells.count() % 2 == 1 {
            cells.insert(cells.count(), "");
        }
        if drafted.is_none() {
            cells.go(cells.count() - 1);
        }
        all.truncate(cells.count() / 2);
        let used = opening.used.iter().filter_map(|item| item.0.parse().ok());
        let highest = all.iter().map(|entry: &Entry| entry.id).chain(used).max();
        let mut next = highest.map_or(1, |id: u32| id.saturating_add(1));
        while all.len() < cells.count() / 2 {
            all.push(Entry { id: next, lane: 0 });
            next = next.saturating_add(1);
        }
        Self { cells, all, next, changed: false }
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.all.len()
    }

    /// Which has the caret.
    pub fn at(&self) -> usize {
        self.cells.focus() / 2
    }

    /// Which of its cells has the caret.
    pub fn column(&self) -> Column {
        if self.cells.focus().is_multiple_of(2) { Column::When } else { Column::What }
    }

    /// Puts the caret into a cell.
    pub fn go(&mut self, at: usize, column: Column) {
        self.cells.go(cell(at, column));
    }

    /// The text of a cell.
    pub fn text(&self, at: usize, column: Column) -> String {
        self.cells.text(cell(at, column)).trim().to_owned()
    }

    /// Replaces the text of a cell.
    pub fn set(&mut self, at: usize, column: Column, text: &str) {
        self.cells.set(cell(at, column), text);
    }

    /// Whether a line says nothing at all.
    pub fn is_blank(&self, at: usize) -> bool {
        let blank = |column| self.cells.is_blank(cell(at, column));
        blank(Column::When) && blank(Column::What)
    }

    /// How many lines say something.
    pub fn written(&self) -> usize {
        (0..self.count()).filter(|at| !self.is_blank(*at)).count()
    }

    /// Begins a line after `at`, in the same lane, or goes to the one that waits there empty. False
    /// where there is no room.
    pub fn grow(&mut self, at: usize) -> bool {
        let (after, lane) = (at + 1, self.all[at].lane);
        let waits = after < self.count() && self.is_blank(after);
        if !waits {
            if self.count() >= MOST {
                return false;
            }
            self.all.insert(after, Entry { id: self.next, lane });
            self.next = self.next.saturating_add(1);
            self.cells.insert(2 * after, "");
            self.cells.insert(2 * after, "");
            self.changed = true;
        }
        self.go(after, Column::What);
        true
    }

    /// Takes a line away; of the only one, the words.
    pub fn remove(&mut self, at: usize) {
        if self.count() > 1 {
            self.cells.remove(2 * at);
            self.cells.remove(2 * at);
            self.all.remove(at);
        } else {
            self.set(0, Column::When, "");
            self.set(0, Column::What, "");
        }
        self.changed = true;
    }

    /// Exchanges a line with the one below it.
    pub fn swap(&mut self, at: usize) {
        let mut order: Vec<usize> = (0..self.cells.count()).collect();
        order[2 * at..2 * at + 4].rotate_left(2);
        self.cells.arrange(&order);
        self.all.swap(at, at + 1);
        self.changed = true;
    }

    /// The lines that say something, from the earliest to the latest.
    pub fn items(&self, spec: &Spec) -> Vec<Item> {
        let item = |at: usize| Item {
            id: self.all[at].id,
            when: self.text(at, Column::When),
            text: self.text(at, Column::What),
            lane: spec.lanes.get(self.all[at].lane).map(|(id, _)| id.clone()).unwrap_or_default(),
        };
        let written = (0..self.count()).filter(|at| !self.is_blank(*at));
        let mut items: Vec<Item> = written.map(item).collect();
        if spec.backward {
            items.reverse();
        }
        items
    }

    /// Everything, as a draft.
    pub fn draft(&self) -> Draft {
        let kept = |entry: &Entry| match entry.lane {
            0 => entry.id.to_string(),
            lane => format!("{}:{lane}", entry.id),
        };
        Draft { ids: self.all.iter().map(kept).collect(), ..self.cells.draft() }
    }
}

fn cell(at: usize, column: Column) -> usize {
    2 * at + usize::from(column == Column::What)
}

/// The lines of a draft: `3`, or `3:1` where one stands in another lane than the first.
fn restored(draft: &Draft, spec: &Spec) -> Vec<Entry> {
    let entry = |kept: &String| {
        let (id, lane) = kept.split_once(':').unwrap_or((kept, "0"));
        let lane: usize = lane.parse().ok()?;
        Some(Entry { id: id.parse().ok()?, lane: lane.min(spec.lanes.len().saturating_sub(1)) })
    };
    draft.ids.iter().filter_map(entry).collect()
}
