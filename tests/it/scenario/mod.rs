//! Conversations as data: each file in `tests/scenarios` is played from beginning to end. How to
//! write one is told in `tests/scenarios/README.md`.

mod player;
mod script;

use std::path::{Path, PathBuf};
use std::sync::Mutex;

use player::Player;
use script::Script;

/// Names a part of a file's name to play only those files.
const ONLY: &str = "FIELDBOOK_SCENARIO";
/// When set, expected blocks are written anew. Read what it wrote.
const FRESHEN: &str = "FIELDBOOK_FRESHEN";

fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scenarios");
    let entries = std::fs::read_dir(folder).expect("the folder of scenarios");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let mut paths: Vec<PathBuf> =
        paths.filter(|path| path.extension().is_some_and(|end| end == "scenario")).collect();
    paths.sort();
    paths
}

#[test]
fn every_scenario_plays_as_it_is_written() {
    let only = std::env::var(ONLY).unwrap_or_default();
    let freshen = std::env::var_os(FRESHEN).is_some();
    let mut paths = files();
    paths.retain(|path| path.to_string_lossy().contains(&only));
    assert!(!paths.is_empty(), "no scenario is called “{only}”");
    let waiting = Mutex::new(paths.into_iter());
    let failures = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                loop {
                    let Some(path) = waiting.lock().expect("the list").next() else { break };
                    let (script, failed) = Player::play(Script::read(&path), freshen);
                    if freshen {
                        script.write(&path);
                    }
                    failures.lock().expect("the list").extend(failed);
                }
            });
        }
    });
    let failures = failures.into_inner().expect("the list");
    assert!(
        failures.is_empty(),
        "\n{}\n{FRESHEN}=1 writes what was found into the scenarios; read it before you keep it.",
        failures.join("\n")
    );
}

#[test]
fn there_are_scenarios_to_play() {
    let count = files().len();
    assert!(count >= 25, "only {count} scenarios were found");
}
