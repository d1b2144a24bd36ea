//! Faults of the disk, made on purpose.

#![expect(clippy::disallowed_methods, reason = "tests look after their own files and clocks")]

use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::disk::{Call, Disk, Seam};
use super::session::{State, Store, create_on, open_on};
use super::{Room, read};
use crate::base::stamp::Stamp;

const AT: Stamp = Stamp { utc_ms: 1_795_000_000_000, offset_minutes: 60 };

/// Makes calls fail from the nth on, as often as wished; the rest comes through.
struct Faulty {
    at: usize,
    times: usize,
    errno: i32,
    /// Most bytes a write takes at once.
    portion: usize,
    calls: AtomicUsize,
}

impl Seam for Faulty {
    fn before(&self, call: &Call<'_>) -> io::Result<()> {
        if matches!(call, Call::Read(_) | Call::List(_) | Call::Look(_)) {
            return Ok(());
        }
        let now = self.calls.fetch_add(1, Ordering::SeqCst);
        if (self.at..self.at + self.times).contains(&now) {
            return Err(io::Error::from_raw_os_error(self.errno));
        }
        Ok(())
    }

    fn after(&self, _call: &Call<'_>) {}

    fn portion(&self, length: usize) -> usize {
        length.min(self.portion)
    }
}

fn room() -> (tempfile::TempDir, Room) {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let room = Room::open(&folder.path().join("data")).expect("a room");
    (folder, room)
}

fn disk(at: usize, times: usize, errno: i32, portion: usize) -> (Disk, Arc<Faulty>) {
    let faulty = Arc::new(Faulty { at, times, errno, portion, calls: AtomicUsize::new(0) });
    let seam: Arc<dyn Seam> = Arc::<Faulty>::clone(&faulty);
    (Disk { seam: Some(seam) }, faulty)
}

/// A short conversation: two answers, and a third in the making.
fn converse(store: &mut Store) {
    store.draft_whole("a", &json!({"text": "on"}));
    store.draft_edit("a", &json!({"insert": "e"}));
    store.append("answered", &json!({"text": "one"}), AT, Some("a"));
    store.publish("# page one\n", AT);
    store.draft_whole("b", &json!({"text": "tw"}));
    store.append("answered", &json!({"text": "two"}), AT, Some("b"));
    store.draft_whole("c", &json!({"text": "thr"}));
    store.draft_edit("c", &json!({"insert": "ee"}));
}

fn answers(folder: &Path) -> Vec<Value> {
    let recovered = read(folder).expect("readable");
    let answered = recovered.facts.into_iter().filter(|line| line.kind == "answered");
    answered.map(|line| line.what).collect()
}

/// Lets faults pass: ticks as the program would, with the clock put forward.
fn let_pass(store: &mut Store) {
    let began = Instant::now();
    let mut ahead = Duration::ZERO;
    while store.state() != State::Saved && began.elapsed() < Duration::from_secs(5) {
        ahead += Duration::from_secs(2);
        store.tick(Instant::now() + ahead);
        std::thread::sleep(Duration::from_millis(2));
    }
}

#[test]
fn what_was_handed_over_is_there_after_a_kill() {
    let (_keep, room) = room();
    let mut store =
        create_on(Disk::default(), &room, AT, "2026-11-23", &json!({"h": 1})).expect("a journal");
    converse(&mut store);
    // Killed: nothing is closed, nothing waited for.
    let recovered = read(store.folder()).expect("readable");
    assert_eq!(recovered.heads.len(), 1);
    assert_eq!(answers(store.folder()), [json!({"text": "one"}), json!({"text": "two"})]);
    // The draft belongs to a living window; once it is gone, the next one takes it over.
    let folder = store.folder().to_owned();
    drop(store);
    wait_until(|| !read(&folder).is_ok_and(|recovered| recovered.other_window));
    let (next, recovered) =
        open_on(Disk::default(), &folder, &json!({"h": 1}), AT).expect("goes on");
    assert_eq!(recovered.drafts.len(), 1, "{:?}", recovered.drafts);
    assert_eq!(recovered.drafts[0].slot, "c");
    assert_eq!(recovered.drafts[0].edits, [json!({"insert": "ee"})]);
    drop(next);
    wait_until(|| !read(&folder).is_ok_and(|recovered| recovered.other_window));
    let again = read(&folder).expect("readable");
    assert_eq!(again.drafts.len(), 1, "a draft taken over is there once");
    assert!(again.damage.is_empty() && again.strange.is_empty());
}

#[test]
fn every_fault_of_the_disk_passes_without_loss() {
    for (errno, times, portion) in
        [(28, 1, usize::MAX), (5, 40, usize::MAX), (30, 3, 64), (24, 1, 9)]
    {
        // Each call of the whole conversation fails in turn, until there is none left to fail.
        let mut at = 0;
        loop {
            let (_keep, room) = room();
            let (disk, faulty) = disk(at, times, errno, portion);
            let Ok(mut store) = create_on(disk, &room, AT, "2026-11-23", &json!({})) else {
                at += 1;
                continue;
            };
            let what = format!("errno {errno} ×{times} at call {at}");
            converse(&mut store);
            let_pass(&mut store);
            assert_eq!(store.state(), State::Saved, "{what}");
            let folder = store.folder().to_owned();
            store.close().expect("all is saved");
            let expected = [json!({"text": "one"}), json!({"text": "two"})];
            assert_eq!(answers(&folder), expected, "{what}");
            let drafts = read(&folder).expect("readable").drafts;
            assert_eq!(drafts.len(), 1, "{what}");
            assert_eq!(drafts[0].edits.len(), 1, "{what}");
            if faulty.calls.load(Ordering::SeqCst) < at {
                break;
            }
            at += if portion == usize::MAX { 1 } else { 7 };
        }
    }
}

#[test]
fn a_failure_is_said_until_it_has_passed() {
    let (_keep, room) = room();
    let (disk, faulty) = disk(usize::MAX - 1_000, 1, 28, usize::MAX);
    let mut store = create_on(disk, &room, AT, "2026-11-23", &json!({})).expect("a journal");
    let_pass(&mut store);
    drop(faulty);
    let path = store.folder().join("log");
    std::fs::remove_dir_all(&path).expect("the folder can be deleted");
    store.append("answered", &json!({"text": "kept"}), AT, None);
    // Far enough ahead for the folder to be looked for again.
    store.tick(Instant::now() + Duration::from_mins(10));
    assert!(matches!(store.state(), State::NotSaved { .. }), "{:?}", store.state());
    let_pass(&mut store);
    assert_eq!(store.state(), State::Saved);
    assert_eq!(answers(store.folder()), [json!({"text": "kept"})], "made anew");
}

#[test]
fn a_page_that_a_person_edited_is_never_overwritten() {
    let (_keep, room) = room();
    let mut store =
        create_on(Disk::default(), &room, AT, "2026-11-23", &json!({})).expect("a journal");
    store.publish("# one\n", AT);
    let_pass(&mut store);
    wait_for_page(&mut store);
    let page = store.folder().join("session.md");
    assert_eq!(std::fs::read_to_string(&page).expect("a page"), "# one\n");
    std::fs::write(&page, "# mine\n").expect("a person writes");
    store.publish("# two\n", AT);
    wait_for_page(&mut store);
    assert_eq!(std::fs::read_to_string(&page).expect("a page"), "# mine\n");
    let beside = store.folder().join("session.generated.md");
    assert_eq!(std::fs::read_to_string(beside).expect("a page beside it"), "# two\n");
}

/// A person who saves a page of their own just while ours is being written.
struct Person {
    page: std::path::PathBuf,
}

impl Seam for Person {
    fn before(&self, _call: &Call<'_>) -> io::Result<()> {
        Ok(())
    }

    fn after(&self, call: &Call<'_>) {
        let aside = |path: &Path| {
            path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(".session.md."))
        };
        if matches!(call, Call::Sync(path) if aside(path)) {
            std::fs::write(&self.page, "# mine\n").expect("a person writes");
        }
    }

    fn portion(&self, length: usize) -> usize {
        length
    }
}

#[test]
fn a_page_that_is_edited_while_it_is_made_anew_is_never_overwritten() {
    let (_keep, room) = room();
    let mut store =
        create_on(Disk::default(), &room, AT, "2026-11-23", &json!({})).expect("a journal");
    store.publish("# one\n", AT);
    wait_for_page(&mut store);
    let folder = store.folder().to_owned();
    store.close().expect("closed");
    let page = folder.join("session.md");
    let seam: Arc<dyn Seam> = Arc::new(Person { page: page.clone() });
    let disk = Disk { seam: Some(seam) };
    let (mut store, _) = open_on(disk, &folder, &json!({"h": 1}), AT).expect("goes on");
    store.publish("# two\n", AT);
    wait_for_page(&mut store);
    assert_eq!(std::fs::read_to_string(&page).expect("a page"), "# mine\n");
}

/// A disk on which each sync takes as long as on a dying one.
struct Slow;

impl Seam for Slow {
    fn before(&self, call: &Call<'_>) -> io::Result<()> {
        if matches!(call, Call::Sync(_) | Call::SyncDir(_)) {
            std::thread::sleep(Duration::from_millis(700));
        }
        Ok(())
    }

    fn after(&self, _call: &Call<'_>) {}

    fn portion(&self, length: usize) -> usize {
        length
    }
}

#[test]
fn a_slow_disk_holds_no_key_up_and_is_told_of() {
    let (_keep, room) = room();
    let disk = Disk { seam: Some(Arc::new(Slow)) };
    let mut store = create_on(disk, &room, AT, "2026-11-23", &json!({})).expect("a journal");
    store.draft_whole("a", &json!({"text": ""}));
    let mut longest = Duration::ZERO;
    let mut waited = Duration::ZERO;
    for nth in 0..100 {
        let began = Instant::now();
        store.draft_edit("a", &json!({"insert": "e"}));
        if nth % 20 == 19 {
            store.append("answered", &json!({"text": nth}), AT, None);
        }
        store.tick(Instant::now());
        longest = longest.max(began.elapsed());
        if let State::Saving { since: Some(since) } = store.state() {
            waited = waited.max(since);
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    assert!(longest < Duration::from_millis(200), "a key took {longest:?}");
    assert!(waited >= Duration::from_millis(500), "it says how long it waits: {waited:?}");
    wait_until(|| store.state() == State::Saved);
    assert_eq!(store.state(), State::Saved);
    assert_eq!(answers(store.folder()).len(), 5);
}

fn wait_for_page(store: &mut Store) {
    wait_until(|| store.published().is_some());
}

fn wait_until(mut done: impl FnMut() -> bool) {
    let began = Instant::now();
    while !done() && began.elapsed() < Duration::from_secs(5) {
        std::thread::sleep(Duration::from_millis(2));
    }
}

#[test]
fn damage_costs_what_is_damaged_and_nothing_else() {
    let (_keep, room) = room();
    let mut store =
        create_on(Disk::default(), &room, AT, "2026-11-23", &json!({})).expect("a journal");
    converse(&mut store);
    let folder = store.folder().to_owned();
    store.close().expect("closed");
    let log = folder.join("log");
    let segment = std::fs::read_dir(&log).expect("a folder").next().expect("one").expect("entry");
    let whole = std::fs::read(segment.path()).expect("bytes");
    for at in 0..whole.len() {
        for garbage in [0_u8, b'\n', 0xff] {
            let mut bytes = whole.clone();
            bytes[at] = garbage;
            std::fs::write(segment.path(), &bytes).expect("written");
            let left = answers(&folder);
            assert!(!left.is_empty(), "one bad byte at {at} costs one line at most");
        }
        std::fs::write(segment.path(), &whole[..at]).expect("written");
        let _ = read(&folder).expect("a cut file is still read");
    }
}

#[cfg(unix)]
#[test]
fn everything_made_is_private() {
    use std::os::unix::fs::PermissionsExt as _;
    let (keep, room) = room();
    let mut store =
        create_on(Disk::default(), &room, AT, "2026-11-23", &json!({})).expect("a journal");
    converse(&mut store);
    wait_for_page(&mut store);
    let mut folders = vec![keep.path().join("data")];
    let mut seen = 0;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let about = std::fs::symlink_metadata(&path).expect("an entry");
            let mode = about.permissions().mode() & 0o777;
            assert_eq!(mode, if about.is_dir() { 0o700 } else { 0o600 }, "{}", path.display());
            seen += 1;
            if about.is_dir() {
                folders.push(path);
            }
        }
    }
    assert!(seen >= 6, "{seen} entries were looked at");
}
