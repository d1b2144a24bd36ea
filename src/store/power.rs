//! Power cuts, on paper: every call of a conversation is recorded, and after each of them all that
//! a file system may leave behind is built and read back.
#![expect(
    clippy::disallowed_methods,
    reason = "what a power cut leaves is laid out on a real disk"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::disk::{Call, Disk, Seam};
use super::session::{State, Store, create_on, open_on};
use super::{Room, read};
use crate::base::stamp::Stamp;

const AT: Stamp = Stamp { utc_ms: 1_795_000_000_000, offset_minutes: 60 };
/// One second of typing, one flush, and what a busy machine adds.
const MOST_LOST: Duration = Duration::from_millis(2_500);
/// How long someone types.
const TYPING: Duration = Duration::from_millis(3_500);
const PAGES: [&str; 2] = ["# page one\n", "# page two, which is longer\n"];

/// What happened.
#[derive(Clone, Debug)]
enum Deed {
    MakeDir(PathBuf),
    Create(PathBuf),
    Write(PathBuf, Vec<u8>),
    Empty(PathBuf),
    /// A sync is under way: what was done before now is covered by it.
    Begun(PathBuf),
    Synced(PathBuf),
    Rename(PathBuf, PathBuf),
    Remove(PathBuf),
    /// So many answers were shown to be safe.
    Confirmed(usize),
    /// So many letters were handed over.
    Typed(usize),
}

/// Keeps every deed with its time.
#[derive(Default)]
struct Recorder {
    deeds: Mutex<Vec<(Instant, Deed)>>,
}

impl Recorder {
    fn note(&self, deed: Deed) {
        let mut deeds = self.deeds.lock().unwrap_or_else(PoisonError::into_inner);
        deeds.push((Instant::now(), deed));
    }
}

impl Seam for Recorder {
    fn before(&self, call: &Call<'_>) -> io::Result<()> {
        if let Call::Sync(path) | Call::SyncDir(path) = call {
            self.note(Deed::Begun((*path).to_owned()));
        }
        Ok(())
    }

    fn after(&self, call: &Call<'_>) {
        let owned = |path: &Path| path.to_owned();
        self.note(match *call {
            Call::MakeDir(path) => Deed::MakeDir(owned(path)),
            Call::Create(path) => Deed::Create(owned(path)),
            Call::Write(path, bytes) => Deed::Write(owned(path), bytes.to_vec()),
            Call::Empty(path) => Deed::Empty(owned(path)),
            Call::Sync(path) | Call::SyncDir(path) => Deed::Synced(owned(path)),
            Call::Rename(from, to) => Deed::Rename(owned(from), owned(to)),
            Call::Remove(path) => Deed::Remove(owned(path)),
            Call::Read(_) | Call::List(_) | Call::Look(_) => return,
        });
    }

    fn portion(&self, length: usize) -> usize {
        length
    }
}

/// What becomes of names that were not synced.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Names {
    /// They are there: a journalling file system wrote them first.
    Kept,
    /// They are gone, as POSIX allows.
    Dropped,
}

/// What becomes of bytes that were not synced.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Bytes {
    /// They are there, but the last write is cut in half.
    Torn,
    /// They are gone.
    Dropped,
    /// The length is there, the bytes are zero.
    Zeroed,
}

const CUTS: [(Names, Bytes); 5] = [
    (Names::Dropped, Bytes::Dropped),
    (Names::Kept, Bytes::Dropped),
    (Names::Kept, Bytes::Zeroed),
    (Names::Kept, Bytes::Torn),
    (Names::Dropped, Bytes::Torn),
];

/// The deeds before a cut, and which of them syncs had covered by then.
struct Past<'a> {
    deeds: &'a [(Instant, Deed)],
    /// For each path, up to which deed its syncs reach.
    covered: BTreeMap<&'a Path, usize>,
}

impl<'a> Past<'a> {
    fn of(deeds: &'a [(Instant, Deed)]) -> Self {
        let (mut begun, mut covered) = (BTreeMap::new(), BTreeMap::new());
        for (at, (_, deed)) in deeds.iter().enumerate() {
            match deed {
                Deed::Begun(path) => drop(begun.insert(path.as_path(), at)),
                Deed::Synced(path) => {
                    let since = begun.get(path.as_path()).copied().unwrap_or(at);
                    covered.insert(path.as_path(), since);
                }
                _ => {}
            }
        }
        Self { deeds, covered }
    }

    fn is_covered(&self, path: &Path, at: usize) -> bool {
        self.covered.get(path).is_some_and(|since| at < *since)
    }

    /// Whether a name that was made or taken away at `at` is on the disk.
    fn is_named(&self, path: &Path, at: usize, names: Names) -> bool {
        names == Names::Kept || path.parent().is_some_and(|parent| self.is_covered(parent, at))
    }

    /// The files that are left, and the folders.
    fn left(
        &self,
        (names, bytes): (Names, Bytes),
    ) -> (BTreeMap<PathBuf, Vec<u8>>, BTreeSet<PathBuf>) {
        let (mut files, mut folders) = (BTreeMap::new(), BTreeSet::new());
        for (at, (_, deed)) in self.deeds.iter().enumerate() {
            match deed {
                Deed::MakeDir(path) if self.is_named(path, at, names) => {
                    folders.insert(path.clone());
                }
                Deed::Create(path) if self.is_named(path, at, names) => {
                    files.insert(path.clone(), self.content(path, at, bytes));
                }
                Deed::Rename(from, to) if self.is_named(to, at, names) => {
                    if let Some(content) = files.remove(from) {
                        files.insert(to.clone(), content);
                    }
                }
                Deed::Remove(path) if self.is_named(path, at, names) => drop(files.remove(path)),
                _ => {}
            }
        }
        (files, folders)
    }

    /// What is in the file that was created at `made` under this path.
    fn content(&self, path: &Path, made: usize, bytes: Bytes) -> Vec<u8> {
        let mut content = Vec::new();
        let last = self.deeds.len().saturating_sub(1);
        for (at, (_, deed)) in self.deeds.iter().enumerate().skip(made) {
            let safe = self.is_covered(path, at);
            match deed {
                Deed::Write(written, part) if written == path => match bytes {
                    _ if safe => content.extend_from_slice(part),
                    Bytes::Torn if at == last => content.extend_from_slice(&part[..part.len() / 2]),
                    Bytes::Torn => content.extend_from_slice(part),
                    Bytes::Dropped => {}
                    Bytes::Zeroed => content.resize(content.len() + part.len(), 0),
                },
                Deed::Empty(emptied) if emptied == path && (safe || bytes == Bytes::Torn) => {
                    content.clear();
                }
                _ => {}
            }
        }
        content
    }
}

/// Builds under `to` what stood under `from`.
fn build(
    (files, folders): &(BTreeMap<PathBuf, Vec<u8>>, BTreeSet<PathBuf>),
    from: &Path,
    to: &Path,
) {
    let moved = |path: &Path| Some(to.join(path.strip_prefix(from).ok()?));
    let stands = |path: &Path| {
        let above = path.ancestors().skip(1).take_while(|above| *above != from);
        above.into_iter().all(|above| folders.contains(above))
    };
    for folder in folders.iter().filter(|folder| stands(folder)) {
        let folder = moved(folder).expect("a folder of ours");
        std::fs::create_dir_all(folder).expect("a folder can be made");
    }
    for (path, content) in files.iter().filter(|(path, _)| stands(path)) {
        std::fs::write(moved(path).expect("a file of ours"), content).expect("a file is written");
    }
}

fn wait_until(mut done: impl FnMut() -> bool) -> bool {
    let began = Instant::now();
    while !done() {
        if began.elapsed() > Duration::from_secs(20) {
            return false;
        }
        std::thread::sleep(Duration::from_millis(2));
    }
    true
}

/// Two answers with their pages, in two runs of the program, and a third in the making.
fn converse(recorder: &Arc<Recorder>, root: &Path) -> PathBuf {
    let seam: Arc<dyn Seam> = Arc::<Recorder>::clone(recorder);
    let disk = Disk { seam: Some(seam) };
    let room = Room::open_on(&disk, root).expect("a room");
    let mut store =
        create_on(disk.clone(), &room, AT, "2026-11-23", &json!({"h": 1})).expect("a journal");
    let folder = store.folder().to_owned();
    answer(recorder, &mut store, "a", 0);
    store.close().expect("closed");
    let (mut store, _) = open_on(disk, &folder, &json!({"h": 1}), AT).expect("goes on");
    answer(recorder, &mut store, "b", 1);
    store.draft_whole("c", &json!(""));
    let began = Instant::now();
    let mut letters = 0;
    while began.elapsed() < TYPING {
        store.draft_edit("c", &json!({"insert": "x"}));
        letters += 1;
        recorder.note(Deed::Typed(letters));
        store.tick(Instant::now());
        let since = Instant::now();
        wait_until(|| since.elapsed() > Duration::from_millis(40));
    }
    folder
}

/// One answer, typed, given, waited for, and its page.
fn answer(recorder: &Recorder, store: &mut Store, slot: &str, nth: usize) {
    store.draft_whole(slot, &json!({"text": ""}));
    store.draft_edit(slot, &json!({"insert": slot}));
    store.append("answered", &json!({"text": slot}), AT, Some(slot));
    let safe = wait_until(|| {
        store.tick(Instant::now());
        !store.answer_pending()
    });
    assert!(safe, "the disk answers");
    recorder.note(Deed::Confirmed(nth + 1));
    store.publish(PAGES[nth], AT);
    let settled = wait_until(|| {
        store.tick(Instant::now());
        store.state() == State::Saved && store.published().is_some()
    });
    assert!(settled, "the page stands");
}

#[test]
fn a_power_cut_at_any_moment_costs_no_answer_and_a_second_of_typing_at_most() {
    let base = tempfile::tempdir().expect("a folder for the test");
    let recorder = Arc::new(Recorder::default());
    let folder = converse(&recorder, &base.path().join("data"));
    let deeds = recorder.deeds.lock().unwrap_or_else(PoisonError::into_inner).clone();
    let renamed = |deed: &(Instant, Deed)| matches!(deed.1, Deed::Rename(..));
    assert!(deeds.iter().filter(|deed| renamed(deed)).count() >= 2, "pages were published");
    for end in 0..=deeds.len() {
        let past = Past::of(&deeds[..end]);
        // The power may have gone just before the next deed.
        let moment = deeds.get(end).or(deeds.last()).expect("something was done").0;
        for cut in CUTS {
            let state = tempfile::tempdir().expect("a folder for the state");
            let left = past.left(cut);
            build(&left, base.path(), state.path());
            let there = state.path().join(folder.strip_prefix(base.path()).expect("inside"));
            let what = format!("{cut:?} after {end} of {}: {:?}", deeds.len(), past.deeds.last());
            check(&past, &there, moment, &what);
        }
    }
}

fn check(past: &Past<'_>, folder: &Path, moment: Instant, what: &str) {
    let confirmed = past.deeds.iter().rev().find_map(|(_, deed)| match deed {
        Deed::Confirmed(answers) => Some(*answers),
        _ => None,
    });
    let typed = past.deeds.iter().rev().find_map(|(at, deed)| match deed {
        Deed::Typed(letters) if *at + MOST_LOST <= moment => Some(*letters),
        _ => None,
    });
    let recovered = read(folder).unwrap_or_default();
    let answers: Vec<&Value> = recovered
        .facts
        .iter()
        .filter(|line| line.kind == "answered")
        .map(|line| &line.what["text"])
        .collect();
    let expected = [json!("a"), json!("b")];
    assert!(answers.len() >= confirmed.unwrap_or(0), "{answers:?} {what}");
    assert!(answers.iter().zip(&expected).all(|(is, was)| **is == *was), "{answers:?} {what}");
    let drafts = recovered.drafts.iter().filter(|draft| draft.slot == "c");
    let letters = drafts.map(|draft| draft.edits.len()).max().unwrap_or(0);
    assert!(letters >= typed.unwrap_or(0), "{letters} of {typed:?} letters, {what}");
    match std::fs::read_to_string(folder.join("session.md")) {
        Ok(page) => assert!(PAGES.contains(&page.as_str()), "{page:?} {what}"),
        Err(error) => assert_eq!(error.kind(), io::ErrorKind::NotFound, "{what}"),
    }
    assert!(recovered.damage.iter().all(|damage| damage.edited.is_none()), "{what}");
}
