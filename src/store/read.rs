//! Reads a session's folder back. Never writes, never repairs: what is sound comes out, what is
//! not is told with file and line.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::disk::{Disk, Held};
use super::drafts::{self, Found as FoundDraft};
use super::words::{Trouble, plain};
use super::{names, page};
use crate::journal::frame::{self, FORMAT, Flaw, Line, Opening};

/// Largest file read, in bytes.
const LARGEST: u64 = 64 << 20;

/// What a session's folder holds.
#[derive(Debug, Default)]
pub struct Recovered {
    /// The first line of each segment, in order.
    pub heads: Vec<Line>,
    /// Everything else, in order of number and segment, each once.
    pub facts: Vec<Line>,
    /// Answers begun and not finished, the latest first. Several for one slot come from several
    /// windows.
    pub drafts: Vec<Draft>,
    /// What could not be read.
    pub damage: Vec<Damage>,
    /// Numbers that are missing: a file has not arrived yet, or was cut.
    pub missing: Vec<RangeInclusive<u64>>,
    /// Files that are not ours: conflict copies, backups, downloads under way.
    pub strange: Vec<PathBuf>,
    /// Another living window has this session open.
    pub other_window: bool,
    /// What stands where the page for people goes.
    pub page: PageOnDisk,
    /// The last line of some segment was cut when the program or the computer stopped. Normal.
    pub torn_tail: bool,
    /// A newer program wrote here, and this one must know the layout of that number to go on.
    pub newer: Option<u32>,
}

impl Recovered {
    /// Whether nothing at all stands in the folder: no head, no fact, no draft, nothing damaged.
    pub fn is_blank(&self) -> bool {
        let nothing = self.heads.is_empty() && self.facts.is_empty() && self.drafts.is_empty();
        nothing && self.damage.is_empty() && self.strange.is_empty()
    }
}

/// An answer begun and not finished.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// The slot being answered.
    pub slot: String,
    /// The draft as last kept whole; null when it began with an edit.
    pub whole: Value,
    /// What was done to it since, in order.
    pub edits: Vec<Value>,
    /// Whether the slot was answered since in another window, which did not know of this draft.
    pub answered_since: bool,
}

/// Something in a folder that could not be read.
#[derive(Clone, Debug, PartialEq)]
pub struct Damage {
    /// Which file.
    pub file: PathBuf,
    /// Which line, from 1; 0 for the whole file.
    pub line: usize,
    /// Why, in words.
    pub why: String,
    /// What the line says, when a person edited it.
    pub edited: Option<Box<Line>>,
}

/// What stands where the page for people goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PageOnDisk {
    /// Nothing.
    #[default]
    Absent,
    /// A page as this program wrote it.
    Ours,
    /// Something this program did not write: a person or a sync tool changed it.
    Edited,
}

/// What reading a folder shows beyond what callers need.
#[derive(Default)]
pub(super) struct Survey {
    pub(super) recovered: Recovered,
    /// The greatest number seen.
    pub(super) last: u64,
    /// Draft journals that no living window writes, and whether that is certain.
    pub(super) drafts: Vec<FoundDraft>,
    /// The pages this program published, by checksum.
    pub(super) published: BTreeSet<String>,
    /// Each run by its opening, for the segments it wrote.
    runs: BTreeMap<String, Opening>,
}

/// Reads the session in `folder`. Never writes.
pub fn read(folder: &Path) -> Result<Recovered, Trouble> {
    survey(&Disk::default(), folder).map(|survey| survey.recovered)
}

pub(super) fn survey(disk: &Disk, folder: &Path) -> Result<Survey, Trouble> {
    let mut survey = Survey::default();
    let cannot = |error: &io::Error| Trouble::disk("reading", folder, error);
    for entry in disk.list(folder).map_err(|error| cannot(&error))? {
        let name = entry.name.as_os_str();
        let ours = (entry.is_dir && (name == names::LOG || name == names::DRAFT))
            || (entry.is_file && names::is_ours(name));
        if !ours {
            survey.recovered.strange.push(entry.path);
        }
    }
    let log = folder.join(names::LOG);
    match disk.list(&log) {
        Ok(entries) => entries.into_iter().for_each(|entry| match names::segment_of(&entry.name) {
            Some(segment) => survey.read_segment(disk, &entry.path, segment),
            None => survey.recovered.strange.push(entry.path),
        }),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(Trouble::disk("reading", &log, &error)),
    }
    survey.put_in_order();
    survey.find_drafts(disk, &folder.join(names::DRAFT));
    survey.recovered.page = page::on_disk(disk, folder, &survey.published);
    Ok(survey)
}

impl Survey {
    /// Whether no later draft of its slot was found.
    pub(super) fn is_latest(&self, draft: &Draft) -> bool {
        self.recovered.drafts.iter().find(|other| other.slot == draft.slot) == Some(draft)
    }

    fn read_segment(&mut self, disk: &Disk, path: &Path, segment: &str) {
        let bytes = match disk.read(path, LARGEST) {
            Ok(bytes) => bytes,
            Err(error) => return self.damaged(path, 0, plain(&error), None),
        };
        self.recovered.other_window |= Disk::is_held(path) == Held::Yes;
        for piece in pieces(&bytes) {
            match frame::decode(piece.bytes, segment) {
                Ok(line) => self.take(line),
                Err(_) if piece.torn => self.recovered.torn_tail = true,
                Err(flaw) => {
                    let why = flaw.words().to_owned();
                    let edited = if let Flaw::Altered(line) = flaw { line } else { None };
                    self.damaged(path, piece.number, why, edited);
                }
            }
        }
    }

    fn take(&mut self, line: Line) {
        self.last = self.last.max(line.n);
        if let Some(opening) = &line.opening {
            if opening.min_reader > FORMAT {
                self.recovered.newer = self.recovered.newer.max(Some(opening.min_reader));
            }
            self.runs.insert(line.from.clone(), opening.clone());
        }
        if line.kind == page::PUBLISHED {
            self.published.extend(page::checksum_in(&line.what));
        }
        if line.kind == "head" {
            self.recovered.heads.push(line);
        } else {
            self.recovered.facts.push(line);
        }
    }

    pub(super) fn damaged(
        &mut self,
        file: &Path,
        line: usize,
        why: String,
        edited: Option<Box<Line>>,
    ) {
        self.recovered.damage.push(Damage { file: file.to_owned(), line, why, edited });
    }

    /// Sorts, drops what is there twice, and notes which numbers are missing.
    fn put_in_order(&mut self) {
        let Recovered { heads, facts, missing, .. } = &mut self.recovered;
        let numbers: BTreeSet<u64> = heads.iter().chain(facts.iter()).map(|line| line.n).collect();
        let mut expected = 1;
        for n in numbers {
            if n > expected {
                missing.push(expected..=n - 1);
            }
            expected = n.saturating_add(1);
        }
        heads.sort_by(|a, b| (a.n, &a.from).cmp(&(b.n, &b.from)));
        facts.sort_by(|a, b| (a.n, &a.from).cmp(&(b.n, &b.from)));
        // Few lines ever share a number, so that looking back over those few is cheap.
        let mut kept: Vec<Line> = Vec::with_capacity(facts.len());
        for line in facts.drain(..) {
            let twice = kept.iter().rev().take_while(|k| k.n == line.n).any(|k| k.repeats(&line));
            if !twice {
                kept.push(line);
            }
        }
        *facts = kept;
    }

    fn find_drafts(&mut self, disk: &Disk, folder: &Path) {
        let entries = match disk.list(folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return,
            Err(error) => return self.damaged(folder, 0, plain(&error), None),
        };
        let mut held: BTreeMap<String, Held> = BTreeMap::new();
        for entry in entries {
            let Some((run, generation)) = names::draft_of(&entry.name) else {
                self.recovered.strange.push(entry.path);
                continue;
            };
            let segment = folder.with_file_name(names::LOG).join(format!("{run}.log"));
            let living = *held.entry(run.to_owned()).or_insert_with(|| Disk::is_held(&segment));
            if living == Held::Yes {
                continue;
            }
            match disk.read(&entry.path, LARGEST) {
                Ok(bytes) => {
                    let found = FoundDraft::read(&entry.path, run, generation, living, &bytes);
                    if let Some((line, why)) = &found.damage {
                        self.damaged(&entry.path, *line, why.clone(), None);
                    }
                    self.drafts.push(found);
                }
                Err(error) => self.damaged(&entry.path, 0, plain(&error), None),
            }
        }
        drafts::keep_open(&mut self.drafts, &self.recovered.facts, &self.runs);
        self.recovered.drafts = drafts::in_order(&self.drafts);
    }
}

/// A piece of a file between two line ends.
pub(super) struct Piece<'a> {
    /// From 1.
    pub(super) number: usize,
    pub(super) bytes: &'a [u8],
    /// It stands at the end and has no line end.
    pub(super) torn: bool,
}

/// The lines of a file. After the last line end something may stand that was cut.
pub(super) fn pieces(bytes: &[u8]) -> impl Iterator<Item = Piece<'_>> {
    let last = bytes.split(|b| *b == b'\n').count();
    bytes.split(|b| *b == b'\n').enumerate().filter_map(move |(at, bytes)| {
        let torn = at + 1 == last;
        (!(torn && bytes.is_empty())).then_some(Piece { number: at + 1, bytes, torn })
    })
}
