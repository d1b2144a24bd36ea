//! The thread that waits for the disk, so that nobody else has to. It syncs what was handed to
//! the operating system, publishes the page, clears away what is superseded, and sleeps.

#![expect(clippy::disallowed_methods, reason = "the thread that syncs goes by a clock of its own")]

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use super::disk::{Disk, Handle};
use super::page::{self, Page, Published};
use super::words::plain;

/// How long typing may pause before it is synced.
const PAUSE: Duration = Duration::from_millis(300);
/// How long typing may go on before it is synced.
const LONGEST: Duration = Duration::from_secs(1);

/// What is called when something became durable or failed.
type Bell = Box<dyn Fn() + Send>;

/// Which journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Which {
    Facts,
    Drafts,
}

/// Where the session hands over and the thread takes up.
#[derive(Default)]
pub(super) struct Desk {
    work: Mutex<Work>,
    /// Rung when there is work.
    work_came: Condvar,
    /// Rung when a job is done.
    job_done: Condvar,
    wake: Mutex<Option<Bell>>,
}

#[derive(Default)]
struct Work {
    facts: Lane,
    drafts: Lane,
    page: Option<Page>,
    published: Option<Published>,
    clearing: Vec<Superseded>,
    at_work: bool,
    closing: bool,
    ended: bool,
}

/// One journal: the file now written, and how far it is known to be on the disk.
#[derive(Default)]
struct Lane {
    file: Option<Arc<Handle>>,
    /// Folders whose names must be synced with the file, the innermost first.
    folders: Vec<PathBuf>,
    /// Counts the files, so that news of an earlier one is told from news of this one.
    serial: u64,
    handed: u64,
    durable: u64,
    failed: Option<String>,
    /// When the oldest change that is not durable was made, and when the latest.
    since: Option<Instant>,
    latest: Option<Instant>,
}

/// A draft journal that is of no use once the present one is durable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Superseded {
    pub(super) path: PathBuf,
    /// When set, the file is left alone if it grew: then another window still writes it.
    pub(super) length: Option<u64>,
}

/// What the thread has found out.
#[derive(Clone, Debug, Default)]
pub(super) struct News {
    pub(super) facts_durable: u64,
    pub(super) drafts_durable: u64,
    pub(super) facts_failed: Option<String>,
    pub(super) drafts_failed: Option<String>,
    /// How long the oldest change has been waiting for the disk.
    pub(super) waiting: Option<Duration>,
}

enum Job {
    Sync { which: Which, file: Arc<Handle>, folders: Vec<PathBuf>, serial: u64, upto: u64 },
    Publish(Page),
    Clear(Vec<Superseded>),
}

enum Next {
    Do(Job),
    Later(Duration),
    Nothing,
}

impl Lane {
    fn is_behind(&self) -> bool {
        self.durable < self.handed
    }

    fn job(&self, which: Which) -> Option<Job> {
        let file = self.file.clone().filter(|_| self.is_behind() && self.failed.is_none())?;
        let folders = self.folders.clone();
        Some(Job::Sync { which, file, folders, serial: self.serial, upto: self.handed })
    }

    fn is_settled(&self) -> bool {
        !self.is_behind() && self.failed.is_none()
    }
}

impl Work {
    fn lane(&mut self, which: Which) -> &mut Lane {
        match which {
            Which::Facts => &mut self.facts,
            Which::Drafts => &mut self.drafts,
        }
    }

    /// What to do next; a draft in the making waits for a pause unless `now` is none.
    fn next(&mut self, now: Option<Instant>) -> Next {
        if let Some(job) = self.facts.job(Which::Facts) {
            return Next::Do(job);
        }
        let mut wait = None;
        if let Some(job) = self.drafts.job(Which::Drafts) {
            match now.and_then(|now| self.drafts.rest(now)) {
                None => return Next::Do(job),
                Some(rest) => wait = Some(rest),
            }
        }
        let settled = self.facts.is_settled();
        if settled && self.drafts.is_settled() && !self.clearing.is_empty() {
            return Next::Do(Job::Clear(std::mem::take(&mut self.clearing)));
        }
        // The page is replaced only after the fact that it was published is durable: otherwise
        // a power cut could leave a page that seems to be someone else's.
        if let Some(page) = self.page.take_if(|_| settled) {
            return Next::Do(Job::Publish(page));
        }
        wait.map_or(Next::Nothing, Next::Later)
    }
}

impl Lane {
    /// How long to wait yet for a pause in the typing; none when it is time.
    fn rest(&self, now: Instant) -> Option<Duration> {
        let due = (self.since? + LONGEST).min(self.latest? + PAUSE);
        due.checked_duration_since(now).filter(|rest| !rest.is_zero())
    }
}

impl Desk {
    fn work(&self) -> MutexGuard<'_, Work> {
        // Nothing is left half done under this lock, so a panic elsewhere does not spoil it.
        self.work.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A new file takes over a journal. What it holds so far counts as handed over.
    pub(super) fn install(
        &self,
        which: Which,
        file: &Arc<Handle>,
        folders: Vec<PathBuf>,
        handed: u64,
    ) {
        let mut work = self.work();
        let lane = work.lane(which);
        lane.file = Some(Arc::clone(file));
        lane.folders = folders;
        lane.serial += 1;
        lane.failed = None;
        // The file itself is news to the disk even when it holds nothing yet.
        lane.durable = lane.durable.min(handed.saturating_sub(1));
        lane.hand(handed);
        self.work_came.notify_one();
    }

    /// Everything up to `handed` has been handed to the operating system.
    pub(super) fn handed(&self, which: Which, handed: u64) {
        let mut work = self.work();
        let lane = work.lane(which);
        let was_behind = lane.is_behind();
        lane.hand(handed);
        if which == Which::Facts || !was_behind {
            self.work_came.notify_one();
        }
    }

    /// Nothing more is to be written to the present file: what it lacks must go to a new one.
    pub(super) fn give_up(&self, which: Which, why: &str) {
        let mut work = self.work();
        let lane = work.lane(which);
        lane.failed = Some(why.to_owned());
        lane.since.get_or_insert_with(Instant::now);
    }

    /// Nothing is durable any more: the folder is gone.
    pub(super) fn forget_durable(&self, facts: u64) {
        let mut work = self.work();
        work.facts.durable = facts;
        work.drafts.durable = 0;
    }

    pub(super) fn clear_later(&self, superseded: impl IntoIterator<Item = Superseded>) {
        let mut work = self.work();
        work.clearing.extend(superseded);
        self.work_came.notify_one();
    }

    pub(super) fn publish(&self, page: Page) {
        let mut work = self.work();
        work.page = Some(page);
        work.published = None;
        self.work_came.notify_one();
    }

    /// How the latest publishing went, once.
    pub(super) fn published(&self) -> Option<Published> {
        self.work().published.take()
    }

    pub(super) fn news(&self) -> News {
        let work = self.work();
        let oldest = [work.facts.since, work.drafts.since].into_iter().flatten().min();
        News {
            facts_durable: work.facts.durable,
            drafts_durable: work.drafts.durable,
            facts_failed: work.facts.failed.clone(),
            drafts_failed: work.drafts.failed.clone(),
            waiting: oldest.map(|since| since.elapsed()),
        }
    }

    pub(super) fn wake_with(&self, bell: Bell) {
        *self.wake.lock().unwrap_or_else(PoisonError::into_inner) = Some(bell);
    }

    /// Waits until all that can be done is done, at most so long; whether it is.
    pub(super) fn settle(&self, at_most: Duration) -> bool {
        let mut work = self.work();
        work.closing = true;
        self.work_came.notify_one();
        let busy =
            |work: &mut Work| work.at_work || !matches!(work.next_without_taking(), Next::Nothing);
        let waited = self.job_done.wait_timeout_while(work, at_most, busy);
        let (mut work, outcome) = waited.unwrap_or_else(PoisonError::into_inner);
        work.closing = false;
        !outcome.timed_out()
    }

    /// Does all the work there is, here and now.
    pub(super) fn work_off(&self, disk: &Disk) {
        loop {
            let Next::Do(job) = self.work().next(None) else { return };
            self.finish(job.run(disk));
        }
    }

    fn finish(&self, done: Done) {
        let mut work = self.work();
        done.note(&mut work);
        work.at_work = false;
        drop(work);
        self.job_done.notify_all();
        if let Some(wake) = &*self.wake.lock().unwrap_or_else(PoisonError::into_inner) {
            wake();
        }
    }

    fn run(&self, disk: &Disk) {
        let mut work = self.work();
        loop {
            let now = (!work.closing).then(Instant::now);
            match work.next(now) {
                Next::Do(job) => {
                    work.at_work = true;
                    drop(work);
                    self.finish(job.run(disk));
                    work = self.work();
                }
                Next::Later(rest) => {
                    let waited = self.work_came.wait_timeout(work, rest);
                    work = waited.unwrap_or_else(PoisonError::into_inner).0;
                }
                Next::Nothing if work.ended => return,
                Next::Nothing => {
                    let waited = self.work_came.wait(work);
                    work = waited.unwrap_or_else(PoisonError::into_inner);
                }
            }
        }
    }

    /// Starts the thread; none when the system gives no more threads.
    pub(super) fn start(self: &Arc<Self>, disk: &Disk) -> Option<JoinHandle<()>> {
        let (desk, disk) = (Arc::clone(self), disk.clone());
        let named = thread::Builder::new().name("journal".to_owned());
        named.spawn(move || desk.run(&disk)).ok()
    }

    /// Lets the thread go once it has nothing more to do.
    pub(super) fn end(&self) {
        self.work().ended = true;
        self.work_came.notify_one();
    }
}

impl Work {
    fn next_without_taking(&mut self) -> Next {
        let (page, clearing) = (self.page.clone(), self.clearing.clone());
        let next = self.next(None);
        (self.page, self.clearing) = (page, clearing);
        next
    }
}

impl Lane {
    fn hand(&mut self, handed: u64) {
        self.handed = handed;
        if self.is_behind() {
            let now = Instant::now();
            self.since.get_or_insert(now);
            self.latest = Some(now);
        }
    }
}

/// A job and how it went.
enum Done {
    Synced { which: Which, serial: u64, upto: u64, outcome: io::Result<()> },
    Published(Published),
    Cleared,
}

impl Job {
    fn run(self, disk: &Disk) -> Done {
        match self {
            Self::Sync { which, file, folders, serial, upto } => {
                let outcome = disk
                    .sync(&file)
                    .and_then(|()| folders.iter().try_for_each(|folder| disk.sync_dir(folder)));
                Done::Synced { which, serial, upto, outcome }
            }
            Self::Publish(page) => Done::Published(page::put(disk, &page)),
            Self::Clear(superseded) => {
                for file in &superseded {
                    clear(disk, file);
                }
                Done::Cleared
            }
        }
    }
}

/// Removes a superseded draft journal. One that cannot be removed does no harm: the next reader
/// finds it superseded again.
fn clear(disk: &Disk, file: &Superseded) {
    let grown = file.length.is_some_and(|length| disk.length(&file.path) != Some(length));
    if !grown {
        let _harmless = disk.remove(&file.path);
    }
}

impl Done {
    fn note(self, work: &mut Work) {
        match self {
            Self::Synced { which, serial, upto, outcome } => {
                let lane = work.lane(which);
                if lane.serial != serial {
                    return;
                }
                match outcome {
                    Ok(()) => {
                        lane.durable = lane.durable.max(upto);
                        lane.folders.clear();
                        lane.since = if lane.is_behind() { lane.latest } else { None };
                    }
                    Err(error) => lane.failed = Some(plain(&error)),
                }
            }
            Self::Published(published) => work.published = Some(published),
            Self::Cleared => {}
        }
    }
}

/// The folder a path is in.
pub(super) fn parent(path: &Path) -> PathBuf {
    path.parent().unwrap_or(path).to_owned()
}
