//! The parties in the making: for each a cell with its name, one for all else that is asked for,
//! and two marks.

use crate::kind::contract::{Draft, Opening};
use crate::kind::part::cells::Cells;
use crate::kind::stakeholders::{Answer, MOST, Party, Spec};

/// One party, without its words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Marked {
    /// Its number, for as long as the answer exists.
    pub id: u32,
    pub in_room: bool,
    pub heard: bool,
}

/// The parties in order. Never empty.
#[derive(Clone, Debug)]
pub(super) struct Parties {
    pub cells: Cells,
    pub all: Vec<Marked>,
    /// Cells of each party: its name, and what else is asked for.
    pub wide: usize,
    next: u32,
    /// Whether anything but words changed since the last edits were asked for.
    pub changed: bool,
}

impl Parties {
    /// From a draft, or from what stands there already.
    pub fn open(spec: &Spec, opening: &Opening<'_, Answer>) -> Self {
        let wide = spec.cells.len() + 1;
        let drafted = opening.draft.filter(|draft| {
            !draft.ids.is_empty() && draft.texts.len() == draft.ids.len() * wide
        });
        let (mut cells, mut all) = match drafted {
            Some(draft) => (Cells::restore(draft), draft.ids.iter().map(|id| kept(id)).collect()),
            None => {
                let parties = opening.earlier.iter().flat_map(|answer| &answer.parties);
                let texts = parties.clone().flat_map(|party| {
                    let mut texts = vec![party.name.clone()];
                    texts.extend(party.cells.iter().cloned());
                    texts.resize(wide, String::new());
                    texts
                });
                let marked = |party: &Party| {
                    let Party { id, in_room, heard, .. } = *party;
                    Marked { id, in_room, heard }
                };
                (Cells::of(texts), parties.map(marked).collect::<Vec<_>>())
            }
        };
        let used = opening.used.iter().filter_map(|item| item.0.parse().ok());
        let highest = all.iter().map(|party| party.id).chain(used).max();
        let mut next = highest.map_or(1, |id: u32| id.saturating_add(1));
        if all.is_empty() {
            all.push(Marked { id: next, ..Marked::default() });
            next = next.saturating_add(1);
        }
        while cells.count() < all.len() * wide {
            cells.insert(cells.count(), "");
        }
        if drafted.is_none() {
            cells.go((all.len() - 1) * wide);
        }
        Self { cells, all, wide, next, changed: false }
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.all.len()
    }

    /// Which has the caret.
    pub fn at(&self) -> usize {
        self.cells.focus() / self.wide
    }

    /// Which of its cells has the caret; 0 is its name.
    pub fn column(&self) -> usize {
        self.cells.focus() % self.wide
    }

    /// The text of a cell.
    pub fn text(&self, at: usize, column: usize) -> String {
        self.cells.text(at * self.wide + column).trim().to_owned()
    }

    /// The name of a party.
    pub fn name(&self, at: usize) -> String {
        self.text(at, 0)
    }

    /// Whether nothing is said of a party, not even its name.
    pub fn is_blank(&self, at: usize) -> bool {
        (at * self.wide..(at + 1) * self.wide).all(|cell| self.cells.is_blank(cell))
    }

    /// Those of whom something is said.
    pub fn written(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.count()).filter(|at| !self.is_blank(*at))
    }

    /// Begins another party after the last. False where there is no room.
    pub fn grow(&mut self) -> bool {
        if self.count() >= MOST {
            return false;
        }
        let first = self.cells.count();
        (0..self.wide).for_each(|_| self.cells.insert(self.cells.count(), ""));
        self.all.push(Marked { id: self.next, ..Marked::default() });
        self.next = self.next.saturating_add(1);
        self.cells.go(first);
        self.changed = true;
        true
    }

    /// Takes a party away; of the only one, its words and marks.
    pub fn remove(&mut self, at: usize) {
        let start = at * self.wide;
        if self.count() > 1 {
            (0..self.wide).for_each(|_| self.cells.remove(start));
            self.all.remove(at);
        } else {
            (start..start + self.wide).for_each(|cell| self.cells.set(cell, ""));
            self.all[0] = Marked { id: self.all[0].id, ..Marked::default() };
        }
        self.changed = true;
    }

    /// All of whom something is said.
    pub fn parties(&self) -> Vec<Party> {
        let party = |at: usize| {
            let Marked { id, in_room, heard } = self.all[at];
            let cells = (1..self.wide).map(|column| self.text(at, column)).collect();
            Party { id, name: self.name(at), cells, in_room, heard }
        };
        self.written().map(party).collect()
    }

    /// Everything, as a draft: `3`, with `r` for one in the room and `a` for one that was asked.
    pub fn draft(&self) -> Draft {
        let kept = |party: &Marked| {
            let mark = |is: bool, mark: &'static str| if is { mark } else { "" };
            format!("{}{}{}", party.id, mark(party.in_room, "r"), mark(party.heard, "a"))
        };
        Draft { ids: self.all.iter().map(kept).collect(), ..self.cells.draft() }
    }
}

fn kept(id: &str) -> Marked {
    let number = id.trim_end_matches(['r', 'a']);
    let marks = &id[number.len()..];
    let id = number.parse().unwrap_or_default();
    Marked { id, in_room: marks.contains('r'), heard: marks.contains('a') }
}
