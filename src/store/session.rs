//! One journal while it is being written. Nothing here fails outwardly: what cannot be written is
//! kept, said, and tried again in a new file.

#![expect(
    clippy::disallowed_methods,
    reason = "what could not be written is tried again after a while"
)]

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use serde_json::Value;

use super::desk::{Desk, News, Superseded, Which, parent};
use super::disk::{Disk, Handle, Identity};
use super::drafts;
use super::names;
use super::page::{self, Page, Published};
use super::read::{Recovered, survey};
use super::room::Room;
use super::words::{Trouble, plain};
use crate::base::stamp::Stamp;
use crate::journal::frame::{self, FORMAT, Opening};

/// How long after a failure writing is tried again.
const AGAIN: Duration = Duration::from_secs(1);
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

/// A new journal in `room`. `date` is the local day it begins on, as `2026-11-23`.
pub fn create(room: &Room, began: Stamp, date: &str, head: &Value) -> Result<Store, Trouble> {
    create_on(Disk::default(), room, began, date, head)
}

pub(super) fn create_on(
    disk: Disk,
    room: &Room,
    began: Stamp,
    date: &str,
    head: &Value,
) -> Result<Store, Trouble> {
    let sessions = room.sessions_folder();
    let mut tries = 0;
    let folder = loop {
        let folder = sessions.join(format!("{date}-{}", names::short()));
        match disk.make_dir(&folder) {
            Ok(()) => break folder,
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && tries < TRIES => {
                tries += 1;
            }
            Err(error) => return Err(Trouble::disk("making", &folder, &error)),
        }
    };
    let begin = |disk: Disk| {
        make_folders(&disk, &folder).map_err(|e| Trouble::disk("making", &folder, &e))?;
        let mut store = Store::new(disk, folder.clone(), head.clone(), began, 0, Vec::new());
        store.begin_segment(vec![sessions])?;
        Ok(store)
    };
    let same = disk.clone();
    begin(disk).inspect_err(|_| take_back(&same, &folder))
}

/// Takes away a journal that could not be begun. Nothing stands in it yet.
fn take_back(disk: &Disk, folder: &Path) {
    let inner = [folder.join(names::LOG), folder.join(names::DRAFT)];
    for entry in inner.iter().flat_map(|folder| disk.list(folder).unwrap_or_default()) {
        let _harmless = disk.remove(&entry.path);
    }
    for folder in inner.iter().map(PathBuf::as_path).chain([folder]) {
        let _harmless = disk.remove_dir(folder);
    }
}

/// Goes on with the journal in `folder`: reads it, then begins a segment of its own.
pub fn open(folder: &Path, head: &Value, at: Stamp) -> Result<(Store, Recovered), Trouble> {
    open_on(Disk::default(), folder, head, at)
}

pub(super) fn open_on(
    disk: Disk,
    folder: &Path,
    head: &Value,
    at: Stamp,
) -> Result<(Store, Recovered), Trouble> {
    let survey = survey(&disk, folder)?;
    if let Some(needs) = survey.recovered.newer {
        return Err(Trouble::Newer { path: folder.to_owned(), needs });
    }
    if survey.recovered.heads.is_empty() && survey.recovered.facts.is_empty() {
        return Err(Trouble::NoSession { path: folder.to_owned() });
    }
    make_folders(&disk, folder).map_err(|error| Trouble::disk("making", folder, &error))?;
    // Where two windows left a draft of one slot, the latest is gone on with. The run that wrote
    // the other is not taken over, and its files stay.
    let carried = |found: &&drafts::Found| {
        let of_run = survey.drafts.iter().filter(|other| other.run == found.run);
        of_run.flat_map(|other| &other.slots).all(|slot| survey.is_latest(&slot.draft))
    };
    let took = survey.drafts.iter().filter(carried).map(|found| found.run.clone()).collect();
    let mut store = Store::new(disk, folder.to_owned(), head.clone(), at, survey.last, took);
    store.published = Arc::new(survey.published.clone());
    store.begin_segment(Vec::new())?;
    // The latest stands first in what was recovered, and last in a journal of drafts.
    for draft in survey.recovered.drafts.iter().rev() {
        store.drafts.whole(&draft.slot, store.n, &draft.whole);
        for edit in &draft.edits {
            store.drafts.edit(&draft.slot, store.n, edit);
        }
    }
    if !store.drafts.is_empty() {
        store.renew_drafts();
    }
    if store.failed.is_none() {
        let abandoned = survey.drafts.iter().filter(carried).filter(|found| found.abandoned);
        store.desk.clear_later(
            abandoned
                .map(|found| Superseded { path: found.path.clone(), length: Some(found.length) }),
        );
    }
    Ok((store, survey.recovered))
}

fn make_folders(disk: &Disk, folder: &Path) -> io::Result<()> {
    for inner in [folder.join(names::LOG), folder.join(names::DRAFT)] {
        match disk.make_dir(&inner) {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && disk.is_dir(&inner) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
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
        self.n += 1;
        let mut bytes = frame::encode_head(self.n, self.began, &self.opening, &self.head);
        self.lines[from..].iter().for_each(|line| bytes.extend_from_slice(line));
        self.disk.append(&handle, &bytes)?;
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
            Some(Ok(())) => self.desk.handed(Which::Facts, self.lines.len() as u64 + 1),
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

    fn fail(&mut self, why: String) {
        self.desk.give_up(Which::Facts, &why);
        self.segment = None;
        // What is in the old file stays there; a new one holds all of it once more.
        self.draft_file = None;
        self.failed = Some(why);
        self.again = Some(Instant::now() + AGAIN);
    }

    /// Writes everything that is not known to be safe to new files.
    fn try_again(&mut self, news: &News) {
        let safe = (news.facts_durable as usize).saturating_sub(1).min(self.lines.len());
        let gone = !self.folder.join(names::LOG).is_dir();
        let from = if gone { 0 } else { safe };
        if gone {
            self.desk.forget_durable(0);
            let _ = self.disk.make_all(&parent(&self.folder));
            let _ = self.disk.make_dir(&self.folder);
        }
        let name = names::run(self.n + 1);
        let begun = make_folders(&self.disk, &self.folder)
            .and_then(|()| self.start_segment(&name, from, vec![parent(&self.folder)]));
        match begun {
            Ok(()) => {
                self.again = None;
                if !self.drafts.is_empty() {
                    self.renew_drafts();
                }
            }
            Err(error) => self.fail(plain(&error)),
        }
    }

    /// How safe everything is.
    pub fn state(&self) -> State {
        if let Some(why) = &self.failed {
            return State::NotSaved { why: why.clone() };
        }
        let news = self.desk.news();
        let behind = news.facts_durable < self.lines.len() as u64 + 1
            || news.drafts_durable < self.drafts.changes;
        if behind { State::Saving { since: news.waiting } } else { State::Saved }
    }

    /// Whether a fact was handed over that a power cut could still undo.
    pub fn answer_pending(&self) -> bool {
        let waiting = self.desk.news().facts_durable < self.lines.len() as u64 + 1;
        self.failed.is_none() && waiting
    }

    /// Does what is due. Gives the time after which it wants to be asked again, if it does.
    pub fn tick(&mut self, now: Instant) -> Option<Duration> {
        let news = self.desk.news();
        if let Some(why) = news.facts_failed.clone().or_else(|| news.drafts_failed.clone())
            && self.segment.is_some()
        {
            self.fail(why);
        }
        self.look_for_folder(now);
        if let Some(again) = self.again {
            if now < again {
                return Some(again - now);
            }
            self.try_again(&news);
            return self.again.map(|again| again.saturating_duration_since(now));
        }
        let facts_safe = news.facts_durable > self.lines.len() as u64;
        let drafts_safe = news.drafts_durable >= self.drafts.changes || self.drafts.is_empty();
        if self.failed.is_some() && facts_safe && drafts_safe {
            self.failed = None;
        }
        if facts_safe {
            self.empty_drafts();
        }
        // The thread wakes the program when something became safe; a disk that is slow must be
        // noticed without it.
        (!(facts_safe && drafts_safe)).then_some(AGAIN)
    }

    /// Empties the journal of drafts once all of them have become answers that are safe.
    fn empty_drafts(&mut self) {
        if self.drafts.is_empty() && self.draft_length > 0 {
            if let Some(file) = &self.draft_file
                && self.disk.empty(file).is_err()
            {
                // A draft that an answer has closed is not counted, wherever it stands.
                self.draft_file = None;
            }
            self.draft_length = 0;
            self.desk.handed(Which::Drafts, self.drafts.changes);
        }
    }

    /// Notices when the folder was moved or deleted under the program.
    fn look_for_folder(&mut self, now: Instant) {
        if now.saturating_duration_since(self.looked) < AGAIN {
            return;
        }
        self.looked = now;
        let Some((handle, Some(identity))) = &self.segment else { return };
        if self.disk.identity(handle.path()).ok() != Some(*identity) {
            self.desk.forget_durable(0);
            self.fail("the folder of this conversation is gone".to_owned());
            self.again = Some(now);
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

    /// Brings everything to the disk, and lets the thread go.
    pub fn close(mut self) -> Result<(), Trouble> {
        if self.segment.is_none() {
            let news = self.desk.news();
            self.try_again(&news);
        }
        if self.thread.is_none() {
            self.desk.work_off(&self.disk);
        }
        let settled = self.desk.settle(LAST_WAIT);
        let _ = self.tick(Instant::now());
        if let (true, Some(file)) = (self.drafts.is_empty(), &self.draft_file) {
            let _harmless = self.disk.remove(file.path());
        }
        let state = self.state();
        self.desk.end();
        if settled && let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
        match state {
            State::NotSaved { why } => Err(Trouble::Unsaved { why }),
            State::Saving { .. } if !settled => {
                Err(Trouble::Unsaved { why: "the disk does not answer".to_owned() })
            }
            State::Saved | State::Saving { .. } => Ok(()),
        }
    }

    /// Whether this journal was begun here and nothing has been said in it.
    pub fn is_untouched(&self) -> bool {
        self.opening.took.is_empty()
            && self.n <= 1
            && self.lines.is_empty()
            && self.drafts.is_empty()
    }

    /// Takes away a journal in which nothing was said. What others put into its folder stays, and
    /// the folder with it.
    pub fn discard(mut self) {
        let segment = self.segment.take().map(|(handle, _)| handle.path().to_owned());
        let _settled = self.desk.settle(LAST_WAIT);
        let draft = self.draft_file.take().map(|file| file.path().to_owned());
        for file in segment.into_iter().chain(draft) {
            let _harmless = self.disk.remove(&file);
        }
        for folder in [self.folder.join(names::LOG), self.folder.join(names::DRAFT)] {
            let _harmless = self.disk.remove_dir(&folder);
        }
        let _harmless = self.disk.remove_dir(&self.folder);
    }

    /// Writes all there is to a new folder in `place`, and gives its path.
    pub fn save_elsewhere(&self, place: &Path) -> Result<PathBuf, Trouble> {
        let name = self.folder.file_name().unwrap_or_default().to_string_lossy();
        let folder = place.join(format!("fieldbook-{name}-{}", names::short()));
        let cannot = |error: io::Error| Trouble::disk("writing", &folder, &error);
        self.disk.make_dir(&folder).map_err(cannot)?;
        make_folders(&self.disk, &folder).map_err(cannot)?;
        let log = self.folder.join(names::LOG);
        for entry in self.disk.list(&log).unwrap_or_default() {
            let Some(segment) = names::segment_of(&entry.name) else { continue };
            let Ok(bytes) = self.disk.read(&entry.path, u64::MAX) else { continue };
            self.put(&names::segment(&folder, segment), &bytes).map_err(cannot)?;
        }
        let run = names::run(self.n + 1);
        let opening = Opening { run: run.clone(), took: Vec::new(), ..self.opening.clone() };
        let mut bytes = frame::encode_head(self.n + 1, self.began, &opening, &self.head);
        self.lines.iter().for_each(|line| bytes.extend_from_slice(line));
        self.put(&names::segment(&folder, &run), &bytes).map_err(cannot)?;
        self.put(&names::draft(&folder, &run, 0), &self.drafts.lines()).map_err(cannot)?;
        Ok(folder)
    }

    fn put(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let handle = self.disk.create(path)?;
        self.disk.append(&handle, bytes)?;
        self.disk.sync(&handle)?;
        self.disk.sync_dir(&parent(path))
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
