//! The protocols of a person's own: from the folder they keep them in, from where the program was
//! called, from paths that were named. Read bit by bit, because there may be thousands, and read
//! again only when a file has changed.

use std::collections::{HashMap, HashSet};
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::base::clean;
use crate::protocol;
use crate::screen::Card;
use crate::screen::card::Origin;
use crate::shell::beside::Nearby;
use crate::shell::catalog::{Missing, checked, files, is_protocol, shipped};
use crate::shell::places::Places;

/// What a file was like when it was read: when it was changed, and how long it is.
type Mark = (i64, i64, u64);

/// The protocols of a person's own, as far as they have been read.
#[derive(Default)]
pub(in crate::shell) struct Own {
    /// All files, those that go before others first.
    files: Vec<(PathBuf, Origin)>,
    /// The person's own folder, where fragments are looked for as well.
    own: PathBuf,
    /// What was read, or nothing where it does not belong on the shelf.
    known: HashMap<PathBuf, (Mark, Option<Card>)>,
    /// Places in `files` still to be read, the last of them first.
    waiting: Vec<usize>,
}

impl Own {
    /// Looks which files there are, and which of them changed since they were read.
    pub fn look(&mut self, places: &Places) {
        self.files = all(places);
        self.own = places.protocols();
        let unread = |(at, (path, _)): (usize, &(PathBuf, Origin))| {
            // What is wrong may lie in a fragment, and be right by now.
            let well =
                |card: &Option<Card>| card.as_ref().is_none_or(|card| card.problem.is_none());
            let known = self.known.get(path);
            let read = known.is_some_and(|(then, card)| well(card) && *then == mark(path));
            (!read).then_some(at)
        };
        self.waiting = self.files.iter().enumerate().filter_map(unread).collect();
        self.waiting.reverse();
    }

    /// Reads for so long, or until all is read: at least one file. True when all is read.
    pub fn read_for(&mut self, time: Duration) -> bool {
        let began = Instant::now();
        while let Some(at) = self.waiting.pop() {
            let (path, origin) = &self.files[at];
            self.known.insert(path.clone(), (mark(path), card(path, *origin, &self.own)));
            if began.elapsed() >= time {
                break;
            }
        }
        self.is_read()
    }

    /// Whether all is read.
    pub fn is_read(&self) -> bool {
        self.waiting.is_empty()
    }

    /// What there is on the shelf of it. Of several with the same id the first one counts; a second
    /// one from the same place is a mistake.
    pub fn cards(&self) -> Vec<Card> {
        let mut cards: Vec<Card> = Vec::new();
        let mut taken: HashMap<String, Origin> = HashMap::new();
        for (path, origin) in &self.files {
            let Some((_, Some(card))) = self.known.get(path) else { continue };
            if card.problem.is_some() {
                cards.push(card.clone());
                continue;
            }
            match taken.get(&card.id) {
                None => {
                    taken.insert(card.id.clone(), *origin);
                    cards.push(card.clone());
                }
                Some(first) if first == origin => {
                    let (name, id) = (name_of(path), &card.id);
                    let problem = format!("{name}: another file of yours has the id {id} too");
                    cards.push(broken(path, *origin, Some(card.title.clone()), problem));
                }
                Some(_) => {}
            }
        }
        cards
    }
}

/// Every file that may hold a protocol of the person's own, those that go before others first: what
/// is nearer goes before what is farther.
pub(super) fn all(places: &Places) -> Vec<(PathBuf, Origin)> {
    let given = places.given.iter().map(|path| (path.clone(), Origin::Given));
    let here = places.here.iter().map(|path| (path.join("protocols"), Origin::Here));
    let own = (places.protocols(), Origin::Own);
    let mut seen = HashSet::new();
    let mut all = Vec::new();
    for (place, origin) in given.chain(here).chain([own]) {
        for path in files::yaml_files(&place) {
            if seen.insert(path.clone()) {
                all.push((path, origin));
            }
        }
    }
    all
}

fn mark(path: &Path) -> Mark {
    let about = std::fs::metadata(path);
    about.map(|about| (about.mtime(), about.mtime_nsec(), about.len())).unwrap_or_default()
}

/// The card of a file, or of what is wrong with it; `own` is the person's own folder. None where it does not belong on the shelf.
fn card(path: &Path, origin: Origin, own: &Path) -> Option<Card> {
    let source = match files::read_text(path) {
        Ok(source) => source,
        Err(why) => {
            return Some(broken(path, origin, None, clean::for_line(&format!("{why:#}"), 200)));
        }
    };
    if !is_protocol(&source) || shipped::is(&source) {
        return None;
    }
    let nearby = Nearby::of(Some(path), own);
    Some(match checked(&name_of(path), &source, &nearby, None) {
        Ok(found) => Card { origin, file: file_of(path), ..Card::of(&found.protocol) },
        Err(Missing::Broken { sources, problems }) => {
            let (title, _) = protocol::glimpse(&source);
            let (file, text, problem) = sources.locate(problems.first());
            let line = problem.place(text).line;
            let words = format!("{file}, line {line}: {}", problem.message());
            broken(path, origin, title, words)
        }
        Err(Missing::Unknown(words)) => broken(path, origin, None, words),
    })
}

fn broken(path: &Path, origin: Origin, title: Option<String>, problem: String) -> Card {
    let name = clean::for_line(&path.file_stem().unwrap_or_default().to_string_lossy(), 80);
    Card {
        title: title.map_or(name.clone(), |title| clean::for_line(&title, 80)),
        id: name,
        origin,
        file: file_of(path),
        problem: Some(problem),
        ..Card::default()
    }
}

fn name_of(path: &Path) -> String {
    clean::for_line(&path.file_name().unwrap_or_default().to_string_lossy(), 80)
}

/// The path in words that lead back to it; `None` where no words do.
fn file_of(path: &Path) -> Option<String> {
    path.to_str().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PROTOCOL: &str = "fieldbook: 1\nid: one\ntitle: One\ncapability: see-the-system\n\
        purpose: To see.\nsteps:\n  - {step: a, kind: short, ask: A?}\n";

    fn put(folder: &Path, name: &str, text: &str) {
        let path = folder.join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    }

    fn named(id: &str) -> String {
        PROTOCOL.replace("id: one", &format!("id: {id}"))
    }

    /// A home, and the places in it.
    fn home() -> (tempfile::TempDir, Places) {
        let home = tempfile::tempdir().expect("a folder");
        let places = Places::find(Some(home.path())).expect("places");
        (home, places)
    }

    fn told(own: &Own) -> Vec<String> {
        let of = |card: Card| {
            let problem = card.problem.map(|problem| format!(" ! {problem}"));
            format!("{:?} {}{}", card.origin, card.id, problem.unwrap_or_default())
        };
        own.cards().into_iter().map(of).collect()
    }

    #[test]
    fn files_are_read_one_by_one_and_again_only_when_they_changed() {
        let (home, places) = home();
        let folder = home.path().join("config/protocols");
        for id in ["a", "b", "c"] {
            put(&folder, &format!("{id}.yaml"), &named(id));
        }
        let mut own = Own::default();
        own.look(&places);
        for read in 1..=3 {
            assert_eq!(own.read_for(Duration::ZERO), read == 3);
            assert_eq!(own.cards().len(), read);
        }
        own.look(&places);
        assert!(own.is_read(), "nothing changed");
        put(&folder, "b.yaml", &named("another"));
        std::fs::remove_file(folder.join("c.yaml")).expect("it is gone");
        own.look(&places);
        assert!(!own.is_read() && own.read_for(Duration::ZERO), "one file is read again");
        assert_eq!(told(&own), ["Own a", "Own another"]);
    }

    #[test]
    fn what_is_nearer_goes_before_what_is_farther() {
        let (home, mut places) = home();
        put(home.path(), "config/protocols/one.yaml", PROTOCOL);
        put(home.path(), "config/protocols/two.yaml", &named("two"));
        put(home.path(), "away/protocols/folder/one.yaml", PROTOCOL);
        put(home.path(), "away/protocols/folder/deeper/still.yaml", &named("deep"));
        put(home.path(), "away/protocols/two.yml", &named("two"));
        put(home.path(), "given.yaml", &named("two"));
        places.here = Some(home.path().join("away"));
        places.given = vec![home.path().join("given.yaml")];
        let mut own = Own::default();
        own.look(&places);
        own.read_for(Duration::MAX);
        assert_eq!(told(&own), ["Given two", "Here one"]);
    }

    #[test]
    fn what_is_no_protocol_is_not_listed_and_what_is_broken_is() {
        let (home, places) = home();
        let folder = home.path().join("config/protocols");
        put(&folder, "part.yaml", "fieldbook: 1\nfragment: part\ntitle: Part\nsteps: []\n");
        put(&folder, "one.es.yaml", "fieldbook: 1\ntranslates: one\nlanguage: es\n");
        put(&folder, ".hidden.yaml", &named("hidden"));
        put(&folder, "notes.txt", "Buy bread.");
        put(&folder, "iceberg.yaml", shipped::text("iceberg").expect("a shipped one"));
        put(&folder, "slip.yaml", &PROTOCOL.replace("purpose", "porpoise"));
        put(&folder, "twice.yaml", PROTOCOL);
        put(&folder, "two.yaml", PROTOCOL);
        let mut own = Own::default();
        own.look(&places);
        own.read_for(Duration::MAX);
        let expected = [
            "Own slip ! slip.yaml, line 5: `porpoise` is not a key that belongs here",
            "Own one",
            "Own two ! two.yaml: another file of yours has the id one too",
        ];
        assert_eq!(told(&own), expected);
    }
}
