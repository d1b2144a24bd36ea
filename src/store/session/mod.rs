//! One journal while it is being written. Nothing here fails outwardly: what cannot be written is
//! kept, said, and tried again in a new file.

#![expect(
    clippy::disallowed_methods,
    reason = "what could not be written is tried again after a while"
)]

mod begin;
mod leave;
mod mend;

pub use begin::{create, open};
#[cfg(test)]
pub(in crate::store) use begin::{create_on, open_on};

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::base::stamp::Stamp;
use crate::journal::frame::{self, FORMAT, Opening};
use crate::store::desk::{Desk, Superseded, Which, parent};
use crate::store::disk::{Disk, Handle, Identity};
use crate::store::drafts;
use crate::store::names;
use crate::store::page::{self, Page, Published};
use crate::store::words::{Trouble, plain};

/// How long after a failure writing is tried again.
const AGAIN: Duration = Duration::from_secs(1);
/// How many failures one after another are tried again so soon; then the time doubles.
const SOON: u32 = 30;
/// How large a segment grows before another is begun: well below what is still read.
const LARGE: u64 = 32 << 20;
/// How long leaving waits for the disk.
const LAST_WAIT: Duration = Duration::from_secs(3);
/// Names tried for a new folder before giving up.
const TRIES: usize = 16;

/// How safe what was handed over is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// All of it is on the disk.
    Saved,
    /// It is with the operating system; the disk is at it since then.
    Saving {
        /// How long the oldest part has been waiting.
        since: Option<Duration>,
    },
    /// Some of it could not be written.
    NotSaved {
        /// Why, in plain words.
        why: String,
    },
}

/// One journal while it is being written.
pub struct Store {
    disk: Disk,
    folder: PathBuf,
    desk: Arc<Desk>,
    thread: Option<JoinHandle<()>>,
    head: Value,
    opening: Opening,
    began: Stamp,
    segment: Option<(Arc<Handle>, Option<Identity>)>,
    /// Bytes in the present segment.
    segment_length: u64,
    /// The first segment of this run, held as long as the run lasts: others look at it to see
    /// whether the drafts of this run belong to someone living.
    first: Option<Arc<Handle>>,
    /// The number of this run's head; what is written again after a failure carries it too.
    head_n: u64,
    /// Files of attempts that failed; what they hold stands in the present ones as well.
    stale: Vec<PathBuf>,
    /// Attempts that failed one after another.
    failures: u32,
    /// The last number given.
    n: u64,
    /// Every line of this run, so that it can be written again.
    lines: Vec<Vec<u8>>,
    drafts: drafts::Open,
    draft_file: Option<Arc<Handle>>,
    generation: u64,
    draft_length: u64,
    published: Arc<BTreeSet<String>>,
    last_page: Option<String>,
    failed: Option<String>,
    again: Option<Instant>,
    looked: Instant,
}

impl Store {
    fn new(
        disk: Disk,
        folder: PathBuf,
        head: Value,
        began: Stamp,
        last: u64,
        took: Vec<String>,
    ) -> Self {
        let desk = Arc::new(Desk::default());
        let thread = desk.start(&disk);
        let run = names::run(last + 1);
        Self {
            disk,
            folder,
            desk,
            thread,
            head,
            opening: Opening { format: FORMAT, min_reader: FORMAT, run, took },
            began,
            segment: None,
            segment_length: 0,
            first: None,
            head_n: last + 1,
            stale: Vec::new(),
            failures: 0,
            n: last,
            lines: Vec::new(),
            drafts: drafts::Open::default(),
            draft_file: None,
            generation: 0,
            draft_length: 0,
            published: Arc::default(),
            last_page: None,
            failed: None,
            again: None,
            looked: Instant::now(),
        }
    }

    /// Begins the first segment of this run; `above` are further folders whose names are new.
    fn begin_segment(&mut self, above: Vec<PathBuf>) -> Result<(), Trouble> {
        let name = self.opening.run.clone();
        let path = names::segment(&self.folder, &name);
        self.start_segment(&name, 0, above).map_err(|error| Trouble::disk("writing", &path, &error))
    }

    /// A new segment with all lines from `from` on.
    fn start_segment(&mut self, name: &str, from: usize, above: Vec<PathBuf>) -> io::Result<()> {
        let path = names::segment(&self.folder, name);
        let handle = Arc::new(self.disk.create(&path)?);
        Disk::hold(&handle);
        self.n = self.n.max(self.head_n);
        let mut bytes = frame::encode_head(self.head_n, self.began, &self.opening, &self.head);
        self.lines[from..].iter().for_each(|line| bytes.extend_from_slice(line));
        if let Err(error) = self.disk.append(&handle, &bytes) {
            if self.first.is_some() {
                let _harmless = self.disk.remove(&path);
            }
            return Err(error);
        }
        self.segment_length = bytes.len() as u64;
        self.first.get_or_insert_with(|| Arc::clone(&handle));
        let identity = self.disk.identity_of(&handle).ok();
        let mut folders = vec![parent(&path), self.folder.clone()];
        folders.extend(above);
        self.desk.install(Which::Facts, &handle, folders, self.lines.len() as u64 + 1);
        self.segment = Some((handle, identity));
        Ok(())
    }

    /// Takes a fact. It is with the operating system when this returns; the disk follows at once.
    /// `closes` names the slot whose draft it answers. What cannot be written now is written as
    /// soon as it can be.
    pub fn append(&mut self, kind: &str, what: &Value, at: Stamp, closes: Option<&str>) {
        self.n += 1;
        let line = frame::encode(self.n, at, kind, closes, what);
        let written = self.segment.as_ref().map(|(handle, _)| self.disk.append(handle, &line));
        self.lines.push(line);
        match written {
            Some(Ok(())) => {
                self.segment_length += self.lines.last().map_or(0, Vec::len) as u64;
                self.desk.handed(Which::Facts, self.lines.len() as u64 + 1);
            }
            Some(Err(error)) => self.fail(plain(&error)),
            None => {}
        }
        if let Some(slot) = closes {
            self.drafts.close(slot);
        }
    }

    /// Takes the whole of a draft.
    pub fn draft_whole(&mut self, slot: &str, draft: &Value) {
        let line = self.drafts.whole(slot, self.n, draft).to_vec();
        self.write_draft(&line);
    }

    /// Takes an edit to a draft; false where no draft of that slot is open.
    pub fn draft_edit(&mut self, slot: &str, edit: &Value) -> bool {
        if !self.drafts.is_open(slot) {
            return false;
        }
        let line = self.drafts.edit(slot, self.n, edit);
        self.write_draft(&line);
        true
    }

    /// Whether edits outgrew the draft, so that the whole of it is wanted next.
    pub fn wants_snapshot(&self) -> bool {
        self.drafts.outgrown()
    }

    fn write_draft(&mut self, line: &[u8]) {
        if self.segment.is_none() {
            return;
        }
        if self.draft_file.is_none() || drafts::worn(self.draft_length, self.drafts.weight()) {
            self.renew_drafts();
            return;
        }
        let Some(file) = &self.draft_file else { return };
        match self.disk.append(file, line) {
            Ok(()) => {
                self.draft_length += line.len() as u64;
                self.desk.handed(Which::Drafts, self.drafts.changes);
            }
            Err(error) => self.fail(plain(&error)),
        }
    }

    /// Writes all open drafts to a new file; the one before goes once the new one is safe.
    fn renew_drafts(&mut self) {
        let path = names::draft(&self.folder, &self.opening.run, self.generation);
        self.generation += 1;
        let bytes = self.drafts.lines();
        let written = self.disk.create(&path).and_then(|handle| {
            self.disk.append(&handle, &bytes)?;
            Ok(Arc::new(handle))
        });
        match written {
            Ok(handle) => {
                let folders = vec![parent(&path), self.folder.clone()];
                self.desk.install(Which::Drafts, &handle, folders, self.drafts.changes);
                let before = self.draft_file.replace(handle);
                self.draft_length = bytes.len() as u64;
                let before =
                    before.map(|file| Superseded { path: file.path().to_owned(), length: None });
                self.desk.clear_later(before);
            }
            Err(error) => self.fail(plain(&error)),
        }
    }

    /// Calls `bell` from the thread of the disk when something became safe or failed.
    pub fn wake(&mut self, bell: impl Fn() + Send + 'static) {
        self.desk.wake_with(Box::new(bell));
    }

    /// Brings the page for people up to date. A page that a person edited is never overwritten.
    pub fn publish(&mut self, text: &str, at: Stamp) -> Published {
        let checksum = page::checksum(text.as_bytes());
        if self.last_page.as_ref() == Some(&checksum) {
            return Published::Unchanged;
        }
        Arc::make_mut(&mut self.published).insert(checksum.clone());
        self.append(page::PUBLISHED, &page::fact(&checksum), at, None);
        self.last_page = Some(checksum);
        let known = Arc::clone(&self.published);
        self.desk.publish(Page { folder: self.folder.clone(), text: text.into(), known });
        Published::UnderWay
    }

    /// How the latest publishing went, once it is known.
    pub fn published(&mut self) -> Option<Published> {
        let published = self.desk.published();
        if matches!(published, Some(Published::Late(_))) {
            self.last_page = None;
        }
        published
    }

    /// The folder of the journal.
    pub fn folder(&self) -> &Path {
        &self.folder
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        // A thread without work holds nothing up; it is not waited for.
        self.desk.end();
    }
}
