//! Draft journals: for each answer begun, the draft whole and then the edits to it, one small
//! line each, so that a key costs the same whatever the length of the text.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::disk::Held;
use super::read::{Draft, pieces};
use crate::journal::frame::{self, DraftLine, Line, Opening};

/// Edits may take this many bytes before a new whole draft is asked for, or as many as the draft.
const EDITS: usize = 64 << 10;

/// The drafts of this run, as lines that can be written again at any time.
#[derive(Default)]
pub(super) struct Open {
    drafts: Vec<OpenDraft>,
    /// Lines made so far, over all drafts of the run.
    pub(super) changes: u64,
    /// Numbers go on counting when a slot is answered and begun again.
    counts: BTreeMap<String, u64>,
}

struct OpenDraft {
    slot: String,
    whole: Vec<u8>,
    edits: Vec<u8>,
}

impl Open {
    /// Takes a whole draft; gives the line to write.
    pub(super) fn whole(&mut self, slot: &str, after: u64, draft: &Value) -> &[u8] {
        let line = frame::encode_draft(self.count(slot), after, true, slot, draft);
        // The draft touched last stands last.
        self.close(slot);
        self.drafts.push(OpenDraft { slot: slot.to_owned(), whole: line, edits: Vec::new() });
        self.drafts.last().map_or(&[], |open| &open.whole)
    }

    /// Takes an edit; gives the line to write. The draft must be open.
    pub(super) fn edit(&mut self, slot: &str, after: u64, edit: &Value) -> Vec<u8> {
        let line = frame::encode_draft(self.count(slot), after, false, slot, edit);
        if let Some(at) = self.drafts.iter().position(|open| open.slot == slot) {
            let last = self.drafts.len() - 1;
            self.drafts[at..].rotate_left(1);
            self.drafts[last].edits.extend_from_slice(&line);
        }
        line
    }

    pub(super) fn is_open(&self, slot: &str) -> bool {
        self.drafts.iter().any(|open| open.slot == slot)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.drafts.is_empty()
    }

    /// Forgets a draft; whether there was one.
    pub(super) fn close(&mut self, slot: &str) -> bool {
        let before = self.drafts.len();
        self.drafts.retain(|open| open.slot != slot);
        self.drafts.len() < before
    }

    /// Whether the edits of the draft touched last outgrew it.
    pub(super) fn outgrown(&self) -> bool {
        self.drafts.last().is_some_and(|open| open.edits.len() > open.whole.len().max(EDITS))
    }

    /// All open drafts as lines.
    pub(super) fn lines(&self) -> Vec<u8> {
        let parts = self.drafts.iter().flat_map(|open| [&open.whole, &open.edits]);
        parts.flatten().copied().collect()
    }

    /// Bytes that [`Self::lines`] would give.
    pub(super) fn weight(&self) -> usize {
        self.drafts.iter().map(|open| open.whole.len() + open.edits.len()).sum()
    }

    fn count(&mut self, slot: &str) -> u64 {
        self.changes += 1;
        let n = self.counts.entry(slot.to_owned()).or_default();
        *n += 1;
        *n
    }
}

/// Whether a file of `length` bytes is mostly old drafts when `weight` bytes of it are in use.
pub(super) fn worn(length: u64, weight: usize) -> bool {
    length > (weight as u64).saturating_mul(2).saturating_add(EDITS as u64)
}

/// One generation of a run's draft journal, as read.
pub(super) struct Found {
    pub(super) path: PathBuf,
    pub(super) length: u64,
    pub(super) run: String,
    generation: u64,
    /// Whether it is certain that no living window writes it.
    pub(super) abandoned: bool,
    pub(super) damage: Option<(usize, String)>,
    pub(super) slots: Vec<FoundSlot>,
}

pub(super) struct FoundSlot {
    pub(super) draft: Draft,
    after: u64,
    n: u64,
}

impl Found {
    pub(super) fn read(path: &Path, run: &str, generation: u64, held: Held, bytes: &[u8]) -> Self {
        let mut found = Self {
            path: path.to_owned(),
            length: bytes.len() as u64,
            run: run.to_owned(),
            generation,
            abandoned: held == Held::No,
            damage: None,
            slots: Vec::new(),
        };
        let mut broken: Vec<String> = Vec::new();
        for piece in pieces(bytes) {
            match frame::decode_draft(piece.bytes) {
                Ok(line) => found.take(line, &mut broken),
                Err(_) if piece.torn => {}
                Err(flaw) => {
                    // Later edits build on the one that is lost.
                    found.damage.get_or_insert((piece.number, flaw.words().to_owned()));
                }
            }
        }
        found
    }

    fn take(&mut self, line: DraftLine, broken: &mut Vec<String>) {
        let known = self.slots.iter().position(|found| found.draft.slot == line.slot);
        if line.whole {
            if known.is_some_and(|at| self.slots[at].n >= line.n) {
                return;
            }
            broken.retain(|slot| *slot != line.slot);
            self.slots.retain(|found| found.draft.slot != line.slot);
            let draft = Draft {
                slot: line.slot,
                whole: line.what,
                edits: Vec::new(),
                answered_since: false,
            };
            self.slots.push(FoundSlot { draft, after: line.after, n: line.n });
        } else if let Some(at) = known.filter(|_| !broken.contains(&line.slot)) {
            let found = &mut self.slots[at];
            if line.n == found.n + 1 {
                found.draft.edits.push(line.what);
                found.n = line.n;
                self.slots[at..].rotate_left(1);
            } else if line.n > found.n {
                broken.push(line.slot);
            }
        }
    }
}

/// Leaves of each run and slot the latest draft, and of those only what no later answer closed.
///
/// An answer closes drafts of its own run, and of the runs whose drafts it took over: another
/// window may have answered the same slot without having seen this draft.
pub(super) fn keep_open(found: &mut [Found], facts: &[Line], runs: &BTreeMap<String, Opening>) {
    let mut latest: BTreeMap<(String, String), (u64, u64)> = BTreeMap::new();
    for file in found.iter() {
        for slot in &file.slots {
            let key = (file.run.clone(), slot.draft.slot.clone());
            let best = latest.entry(key).or_default();
            *best = (*best).max((slot.n, file.generation));
        }
    }
    let carried = carried(found, runs);
    for file in found.iter_mut() {
        let (run, generation) = (file.run.clone(), file.generation);
        file.slots.retain(|slot| {
            let key = (run.clone(), slot.draft.slot.clone());
            let current = latest.get(&key) == Some(&(slot.n, generation));
            let later =
                |line: &&Line| line.n > slot.after && line.slot.as_ref() == Some(&slot.draft.slot);
            let closed = facts.iter().filter(later).any(|line| writes_for(&line.from, &run, runs));
            current && !closed && !carried.contains(&key)
        });
        for slot in &mut file.slots {
            let later =
                |line: &Line| line.n > slot.after && line.slot.as_ref() == Some(&slot.draft.slot);
            slot.draft.answered_since = facts.iter().any(later);
        }
    }
}

/// Drafts that a later run has taken over and holds itself.
fn carried(found: &[Found], runs: &BTreeMap<String, Opening>) -> Vec<(String, String)> {
    let mut carried = Vec::new();
    for file in found {
        let took = runs.values().filter(|o| o.run == file.run).flat_map(|o| &o.took);
        for run in took {
            carried.extend(file.slots.iter().map(|s| (run.clone(), s.draft.slot.clone())));
        }
    }
    carried
}

/// Whether what stands in `segment` was said by `run`, or by one that took over its drafts.
fn writes_for(segment: &str, run: &str, runs: &BTreeMap<String, Opening>) -> bool {
    match runs.get(segment) {
        Some(opening) => opening.run == run || opening.took.iter().any(|took| took == run),
        None => segment == run,
    }
}

/// All drafts, the latest first.
pub(super) fn in_order(found: &[Found]) -> Vec<Draft> {
    let mut all: Vec<_> = found
        .iter()
        .flat_map(|file| file.slots.iter().enumerate().map(move |(at, slot)| (file, at, slot)))
        .collect();
    all.sort_by(|(a, x, s), (b, y, t)| {
        (t.after, &b.run, b.generation, y).cmp(&(s.after, &a.run, a.generation, x))
    });
    all.into_iter().map(|(.., slot)| slot.draft.clone()).collect()
}
