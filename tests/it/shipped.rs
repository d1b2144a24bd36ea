//! The protocols that come with the program are whole, and each is played to its end: by one person
//! and by several, with answers that people could give, and a page that they would keep.
//!
//! `tests/library/ID.alone.yaml` and `ID.table.yaml` hold the answers, the `.md` beside each the page.
//! `FIELDBOOK_FRESHEN=1` writes the pages anew; read them as the people who receive them.

use std::fs;
use std::path::{Path, PathBuf};

use crate::home::Home;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All files of a folder and of the folders in it, by name.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let all = paths.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] });
    let mut all: Vec<PathBuf> = all.collect();
    all.sort();
    all
}

/// The files of protocols, by their ids.
pub fn protocols() -> Vec<(String, PathBuf)> {
    let named = |path: PathBuf| {
        let stem = path.file_stem()?.to_str()?.to_owned();
        let is_one = !path.to_string_lossy().contains("fragments") && !stem.contains('.');
        is_one.then_some((stem, path))
    };
    files(&root().join("protocols")).into_iter().filter_map(named).collect()
}

#[test]
fn every_shipped_file_is_without_a_problem_and_translated_in_full() {
    let home = Home::new();
    let folder = root().join("protocols");
    let said = home.run(&["check", &folder.to_string_lossy()]);
    assert_eq!(said.code, 0, "{}\n{}", said.out, said.err);
    assert!(!said.err.contains("stay as they are"), "{}", said.err);
}

#[test]
fn every_shipped_file_tells_editors_where_the_schema_is() {
    for path in files(&root().join("protocols")) {
        let text = fs::read_to_string(&path).expect("a text");
        let first = text.lines().next().unwrap_or_default();
        let schema = first.strip_prefix("# yaml-language-server: $schema=");
        let schema = schema.unwrap_or_else(|| panic!("{}: {first}", path.display()));
        let there = path.parent().map(|folder| folder.join(schema));
        assert!(there.is_some_and(|there| there.is_file()), "{}: {schema}", path.display());
    }
}

#[test]
fn every_protocol_is_played_to_its_end_in_every_form_it_has() {
    let library = root().join("tests/library");
    let mut wrong = Vec::new();
    for (id, path) in protocols() {
        let played: Vec<PathBuf> = ["alone", "table"]
            .iter()
            .map(|form| library.join(format!("{id}.{form}.yaml")))
            .filter(|answers| answers.is_file())
            .collect();
        if played.is_empty() {
            wrong.push(format!("{id}: nobody has played it; add tests/library/{id}.alone.yaml"));
        }
        for answers in played {
            wrong.extend(play(&path, &answers));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// Plays one protocol with one file of answers: what is not as it should be, if anything is.
fn play(protocol: &Path, answers: &Path) -> Option<String> {
    let home = Home::new();
    let name = answers.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let (protocol, given) = (protocol.to_string_lossy(), answers.to_string_lossy());
    let said = home.run(&["run", &protocol, "--answers", &given]);
    if said.code != 0 || said.err.contains("end before") {
        return Some(format!("{name}: {}{}", said.out, said.err));
    }
    let page = fs::read_to_string(Path::new(said.out.trim()).join("session.md"));
    // The day it is played on is not part of it.
    let page: String = page
        .expect("a page")
        .lines()
        .filter(|line| !line.starts_with("began: ") && !is_the_day(line))
        .map(|line| format!("{line}\n"))
        .collect();
    let kept = answers.with_extension("md");
    if std::env::var_os("FIELDBOOK_FRESHEN").is_some() {
        fs::write(&kept, &page).expect("the page");
    }
    let expected = fs::read_to_string(&kept).unwrap_or_default();
    if expected == page {
        return None;
    }
    let differ = expected.lines().zip(page.lines()).find(|(one, two)| one != two);
    Some(format!("{name}: the page is another one, from {differ:?} on"))
}

fn is_the_day(line: &str) -> bool {
    let words = line.trim_matches('*');
    let dated = words.contains(':') && words.ends_with(|c: char| c.is_ascii_digit());
    line.starts_with('*') && dated && words.split(' ').count() == 4
}
