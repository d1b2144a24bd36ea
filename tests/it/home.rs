//! A home of its own for each test, and the real program run in it as a plain process.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

/// How long anything may take before it counts as not happening.
pub const PATIENCE: Duration = Duration::from_secs(30);
/// Files larger than this are none of the program's.
const LARGEST: u64 = 64 << 20;
/// The protocol that most tests lead through.
pub const SMALL: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/terminal/small.yaml");
/// A protocol that wants to steer the terminal.
pub const HOSTILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/terminal/hostile.yaml");
/// Answers for all of [`SMALL`].
pub const ANSWERS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/terminal/answers.yaml");
/// The program.
pub const PROGRAM: &str = env!("CARGO_BIN_EXE_fieldbook");

/// Waits until `done` is true; false when that takes too long.
pub fn wait_until(mut done: impl FnMut() -> bool) -> bool {
    let began = Instant::now();
    loop {
        if done() {
            return true;
        }
        if began.elapsed() > PATIENCE {
            return false;
        }
        std::thread::sleep(Duration::from_millis(3));
    }
}

/// A home for one test, gone afterwards.
pub struct Home {
    folder: tempfile::TempDir,
}

impl Home {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder for the test");
        fs::create_dir(folder.path().join("away")).expect("a folder to be in");
        Self { folder }
    }

    /// The folder around everything.
    pub fn around(&self) -> &Path {
        self.folder.path()
    }

    /// What the program is told to keep everything under.
    pub fn path(&self) -> PathBuf {
        self.around().join("home")
    }

    /// A folder that is neither.
    pub fn away(&self) -> PathBuf {
        self.around().join("away")
    }

    pub fn sessions(&self) -> PathBuf {
        self.path().join("data/sessions")
    }

    /// The folder of the one conversation there is.
    pub fn session(&self) -> PathBuf {
        let entries = fs::read_dir(self.sessions()).expect("a folder of conversations");
        let mut all: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
        assert_eq!(all.len(), 1, "{all:?}");
        all.remove(0)
    }

    /// The program as a process without a terminal.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(PROGRAM);
        command.args(args).env_clear().envs(self.variables()).current_dir(self.away());
        command.stdin(Stdio::null());
        command
    }

    /// Runs the program without a terminal.
    pub fn run(&self, args: &[&str]) -> Said {
        Said::of(&mut self.command(args))
    }

    /// Runs the program with `input` on its standard input.
    pub fn feed(&self, args: &[&str], input: &[u8]) -> Said {
        let mut command = self.command(args);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the program starts");
        let mut pipe = child.stdin.take().expect("a pipe");
        // Whoever stops reading early has had enough.
        let _ = pipe.write_all(input);
        drop(pipe);
        Said::from(child.wait_with_output().expect("the program ends"))
    }

    /// What `show` says of the one conversation there is.
    pub fn shown(&self) -> Value {
        let name = self.session().file_name().expect("a name").to_string_lossy().into_owned();
        let said = self.run(&["show", &name, "--as", "json"]);
        assert_eq!(said.code, 0, "{said:?}");
        serde_json::from_str(&said.out).expect("JSON")
    }

    /// All that the program's surroundings say.
    pub fn variables(&self) -> Vec<(OsString, OsString)> {
        let path = std::env::var_os("PATH").unwrap_or_default();
        let of = |name: &str, value: &OsStr| (name.into(), value.to_owned());
        vec![
            of("PATH", &path),
            of("TERM", OsStr::new("xterm-256color")),
            of("HOME", self.around().join("person").as_os_str()),
            of("FIELDBOOK_HOME", self.path().as_os_str()),
            of("TMPDIR", self.around().join("tmp").as_os_str()),
        ]
    }
}

/// Every file and folder under `folder`, with its bytes where it is a file of ours.
pub fn everything_under(folder: &Path) -> Vec<(PathBuf, Option<Vec<u8>>)> {
    let mut all = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        // What is cleared away just now is not there.
        let Ok(entries) = fs::read_dir(folder) else { continue };
        for entry in entries.flatten() {
            let path = entry.path();
            let Ok(about) = fs::symlink_metadata(&path) else { continue };
            if about.is_dir() {
                folders.push(path.clone());
                all.push((path, None));
            } else if about.is_file() && about.len() < LARGEST {
                let bytes = fs::read(&path).unwrap_or_default();
                all.push((path, Some(bytes)));
            } else {
                all.push((path, None));
            }
        }
    }
    all
}

/// Whether any file under `folder` holds `words`.
pub fn is_on_disk(folder: &Path, words: &str) -> bool {
    everything_under(folder)
        .iter()
        .any(|(_, bytes)| bytes.as_ref().is_some_and(|bytes| holds(bytes, words.as_bytes())))
}

/// Whether `bytes` hold `part`.
pub fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len().max(1)).any(|window| window == part)
}

/// What a process said.
#[derive(Debug)]
pub struct Said {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Said {
    pub fn of(command: &mut Command) -> Self {
        Self::from(command.output().expect("the program starts"))
    }
}

impl From<Output> for Said {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}
