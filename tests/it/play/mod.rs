//! Playing the program without a terminal: a home that is thrown away, a clock that stands still,
//! pictures and spoken lines as text.

pub mod diff;
pub mod library;
pub mod log;

use std::cell::Cell;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use fieldbook::base::stamp::Stamp;
use fieldbook::key;
use fieldbook::prose::width;
use fieldbook::shell::Rehearsal;
use ratatui::buffer::Buffer;
use tempfile::TempDir;

/// 23 November 2026, 19:30, an hour ahead of UTC.
pub const EVENING: Stamp = Stamp { utc_ms: 1_795_458_600_000, offset_minutes: 60 };
/// How long anything may take that happens by itself.
const DEADLINE: Duration = Duration::from_secs(20);
/// The caret in a picture: it stands before the cell it is in.
const CARET: char = '‸';

thread_local! {
    static NOW: Cell<Stamp> = const { Cell::new(EVENING) };
}

/// Sets the clock of this thread's rehearsals.
pub fn set_clock(now: Stamp) {
    NOW.set(now);
}

/// The clock that stands still.
pub fn clock() -> Stamp {
    NOW.get()
}

/// A home folder that is thrown away. Its path always has the same length, so that words about it
/// take the same rows everywhere.
pub struct Home {
    folder: TempDir,
}

impl Home {
    pub fn new() -> Self {
        Self::within(Path::new("/tmp"))
    }

    /// A home in memory, where there is such a place: for tests that write a great deal.
    pub fn in_memory() -> Self {
        let memory = Path::new("/dev/shm");
        if memory.is_dir() { Self::within(memory) } else { Self::new() }
    }

    fn within(place: &Path) -> Self {
        let folder = tempfile::Builder::new().prefix("fieldbook").rand_bytes(6).tempdir_in(place);
        Self { folder: folder.expect("a folder") }
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Puts a protocol of one's own there, and gives its path.
    pub fn keep_protocol(&self, name: &str, text: &str) -> PathBuf {
        keep(&self.path().join("config/protocols"), name, text)
    }

    /// A folder in which the program may be called.
    pub fn away(&self) -> PathBuf {
        self.path().join("away")
    }

    /// Puts a protocol into the `protocols/` of the folder in which the program is called.
    pub fn keep_away(&self, name: &str, text: &str) -> PathBuf {
        keep(&self.away().join("protocols"), name, text)
    }

    /// The folders of all conversations, by name.
    pub fn sessions(&self) -> Vec<PathBuf> {
        let entries = std::fs::read_dir(self.path().join("data/sessions"));
        let paths = entries.into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path()));
        let mut paths: Vec<PathBuf> = paths.filter(|path| path.is_dir()).collect();
        paths.sort();
        paths
    }

    /// `text` without what differs from one run to the next, every row as long as before.
    pub fn mask(&self, text: &str) -> String {
        let name = self.path().file_name().expect("a name").to_string_lossy().into_owned();
        let mut text = text.replace(&name, "fieldbook······");
        for session in self.sessions() {
            let name = session.file_name().expect("a name").to_string_lossy().into_owned();
            if let Some((day, chance)) = name.rsplit_once('-').filter(|(day, _)| day.len() == 10) {
                text = text.replace(&name, &format!("{day}-······"));
                text = text.replace(chance, "······");
            }
        }
        text
    }

    /// The program on this home, called from away if there is such a folder.
    pub fn rehearse(&self, size: (u16, u16)) -> Rehearsal {
        let mut rehearsal = Rehearsal::new(self.path(), size, clock).expect("a shelf");
        if self.away().is_dir() {
            rehearsal.called_in(&self.away());
        }
        rehearsal
    }
}

fn keep(folder: &Path, name: &str, text: &str) -> PathBuf {
    let path = folder.join(format!("{name}.yaml"));
    std::fs::create_dir_all(path.parent().unwrap_or(folder)).expect("a folder for protocols");
    std::fs::write(&path, text).expect("the protocol is written");
    path
}

/// Types a script of keys.
pub fn press(rehearsal: &mut Rehearsal, script: &str) {
    for key in key::parse(script).expect("keys") {
        rehearsal.key(key);
    }
}

/// The rows of a picture, without blanks at their ends; the caret, where there is one, is marked.
pub fn rows(buffer: &Buffer, caret: Option<(u16, u16)>) -> Vec<String> {
    let area = buffer.area;
    let mut rows: Vec<String> = (0..area.height)
        .map(|y| {
            let mut row = String::new();
            let mut x = 0;
            while x < area.width {
                if caret == Some((x, y)) {
                    row.push(CARET);
                }
                let symbol = buffer[(x, y)].symbol();
                row.push_str(symbol);
                x += (width::of(symbol) as u16).max(1);
            }
            row.trim_end().to_owned()
        })
        .collect();
    while rows.last().is_some_and(String::is_empty) {
        rows.pop();
    }
    rows
}

/// What is on the screen, as rows of text.
pub fn picture(rehearsal: &Rehearsal) -> Vec<String> {
    let (buffer, caret) = rehearsal.picture();
    rows(&buffer, caret)
}

/// What is on the screen as running text, so that words can be found wherever they are broken.
pub fn running(rehearsal: &Rehearsal) -> String {
    let (buffer, _) = rehearsal.picture();
    flat(&rows(&buffer, None).join(" "))
}

/// Words with single blanks between them.
pub fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Someone who listens to plain mode, and is told a place once.
#[derive(Default)]
pub struct Listener {
    place: String,
}

impl Listener {
    /// What plain mode says when it waits for a line, as the program says it.
    pub fn hear(&mut self, rehearsal: &mut Rehearsal) -> Vec<String> {
        let mut heard = Vec::new();
        if rehearsal.has_left() {
            heard.extend(rehearsal.last_words().map(str::to_owned));
            return heard;
        }
        heard.extend(rehearsal.notice());
        let spoken = rehearsal.spoken();
        if spoken.place != self.place {
            self.place = spoken.place;
            heard.push(String::new());
            heard.extend(spoken.lines);
        }
        heard.push(format!("{}:", spoken.label));
        heard.iter().flat_map(|line| line.split('\n').map(str::to_owned)).collect()
    }

    /// Says one line; gives what is heard after it.
    pub fn say(&mut self, rehearsal: &mut Rehearsal, line: &str) -> Vec<String> {
        let at_once = rehearsal.line(line);
        [at_once, self.hear(rehearsal)].concat()
    }
}

/// Waits until `done` gives something; panics with `what` when it never does.
pub fn wait_for<T>(what: &str, mut done: impl FnMut() -> Option<T>) -> T {
    let end = Instant::now() + DEADLINE;
    loop {
        if let Some(found) = done() {
            return found;
        }
        assert!(Instant::now() < end, "waited in vain for {what}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// Kills the program: what had reached the disk by then is all there is. It goes on in a home of its
/// own, because the threads of a program that is only let go still hold its journal for a while.
pub fn kill(program: Rehearsal, home: &mut Home) {
    let after = Home::within(home.path().parent().expect("a place for homes"));
    copy(home.path(), after.path());
    drop(program);
    *home = after;
}

fn copy(from: &Path, to: &Path) {
    for entry in std::fs::read_dir(from).expect("a folder").flatten() {
        let (path, copied) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            std::fs::create_dir(&copied).expect("a folder is made");
            copy(&path, &copied);
        } else if let Err(error) = std::fs::copy(&path, &copied) {
            // A page that was being put in place may be gone by now.
            assert_eq!(error.kind(), std::io::ErrorKind::NotFound, "{}", path.display());
        }
    }
}
