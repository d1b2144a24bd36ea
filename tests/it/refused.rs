//! What a person reads whose protocol has mistakes: for each broken file under `tests/`, the whole
//! of it, to the letter. `FIELDBOOK_FRESHEN=1` writes the expectations anew, to be read like prose.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use fieldbook::base::problem::Problem;
use fieldbook::kind;
use fieldbook::protocol;
use fieldbook::written::tree::Node;
use fieldbook::written::yaml;

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(name)
}

fn yaml_files(name: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder(name)).expect("a folder of test files");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|end| end == "yaml"));
    paths.sort();
    paths
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// What the loader says about a file; nothing if it is whole.
fn told(path: &Path) -> String {
    let source = fs::read_to_string(path).expect("a text");
    let name = file_name(path);
    problems(&source).iter().map(|problem| problem.render(&name, &source)).collect()
}

/// What is wrong in a protocol, or in a file beside protocols.
fn problems(source: &str) -> Vec<Problem> {
    protocol::examine("", source, &()).problems.iter().flatten().cloned().collect()
}

/// Compares with the file beside `path`, or writes it. Gives what differs.
fn differs(path: &Path, told: &str) -> Option<String> {
    let beside = path.with_extension("stderr");
    if std::env::var_os("FIELDBOOK_FRESHEN").is_some() {
        fs::write(&beside, told).expect("the expectation is written");
    }
    let expected = fs::read_to_string(&beside).unwrap_or_default();
    (expected != told)
        .then(|| format!("{}\n--- expected\n{expected}--- told\n{told}", file_name(path)))
}

#[test]
fn every_slip_is_told_to_the_letter() {
    let files = yaml_files("protocols/bad");
    assert!(files.len() >= 60, "only {} broken protocols were found", files.len());
    let mut wrong = Vec::new();
    for path in &files {
        let told = told(path);
        assert!(!told.is_empty(), "{} is accepted", file_name(path));
        wrong.extend(differs(path, &told));
    }
    assert!(
        wrong.is_empty(),
        "{}\n{} differ; read them, then run once with FIELDBOOK_FRESHEN=1",
        wrong.join("\n"),
        wrong.len()
    );
}

#[test]
fn every_broken_file_of_answers_is_told_to_the_letter() {
    let home = tempfile::tempdir().expect("a folder of its own");
    let protocol = folder("answers/protocol.yaml");
    let mut wrong = Vec::new();
    let files = yaml_files("answers/bad");
    assert!(files.len() >= 10, "only {} files of answers were found", files.len());
    for path in &files {
        let output = Command::new(env!("CARGO_BIN_EXE_fieldbook"))
            .current_dir(folder("answers/bad"))
            .arg("--home")
            .arg(home.path())
            .arg("run")
            .arg(&protocol)
            .arg("--answers")
            .arg(file_name(path))
            .output()
            .expect("the program runs");
        assert_eq!(output.status.code(), Some(1), "{} is accepted", file_name(path));
        wrong.extend(differs(path, &String::from_utf8_lossy(&output.stderr)));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let journals = home.path().join("sessions");
    let left = fs::read_dir(journals).map_or(0, Iterator::count);
    assert_eq!(left, 0, "a mistake in a file of answers leaves no journal behind");
}

/// All expectations, as one text.
fn expectations() -> String {
    let files = yaml_files("protocols/bad").into_iter().chain(yaml_files("answers/bad"));
    let read = |path: PathBuf| fs::read_to_string(path.with_extension("stderr")).expect("a text");
    files.map(read).collect()
}

#[test]
fn every_code_there_is_stands_in_some_expectation() {
    // Files that need others beside them are tried in a module of their own.
    let beside = include_str!("fragments.rs").replace("]\"", "]\n");
    let told = expectations() + &beside;
    let codes = codes();
    assert!(codes.len() >= 20, "only {codes:?} were found in the source");
    let missing: Vec<&String> =
        codes.iter().filter(|code| !told.contains(&format!("[{code}]\n"))).collect();
    assert!(missing.is_empty(), "add a broken file under tests/ for {missing:?}");
}

/// The codes that the source can give: the first text after each way of making a problem.
fn codes() -> BTreeSet<String> {
    let mut codes = BTreeSet::new();
    for path in crate::house_rules::sources() {
        let source = fs::read_to_string(&path).expect("a text");
        let source = source.split("#[cfg(test)]").next().unwrap_or_default();
        for (before, skipped) in [("Problem::new(", 0), (".problem(", 1)] {
            for (at, _) in source.match_indices(before) {
                let call: String = source[at + before.len()..].chars().take(120).collect();
                let argument = call.splitn(3, ',').nth(skipped).unwrap_or_default().trim();
                let code = argument.strip_prefix('"').and_then(|rest| rest.split('"').next());
                codes.extend(code.map(str::to_owned));
            }
        }
    }
    codes
}

#[test]
fn no_message_speaks_the_language_of_programs() {
    const JARGON: [&str; 24] = [
        "rust",
        "serde",
        "yaml",
        "scalar",
        "scalars",
        "mapping",
        "mappings",
        "sequence",
        "sequences",
        "node",
        "nodes",
        "enum",
        "token",
        "tokens",
        "parse",
        "parser",
        "parsing",
        "string",
        "integer",
        "float",
        "boolean",
        "null",
        "eof",
        "syntax",
    ];
    let told = expectations();
    let shown = |line: &&str| line.contains(": ") && !line.contains(" | ");
    for line in told.lines().filter(shown) {
        let words = line.rsplit_once(" [").map_or(line, |(words, _)| words);
        let words = words.split_once(".yaml:").map_or(words, |(_, words)| words);
        let mut each = words.split(|c: char| !c.is_alphanumeric());
        let found = each.find(|word| JARGON.contains(&word.to_lowercase().as_str()));
        assert_eq!(found, None, "{line}");
    }
}

#[test]
fn every_problem_of_a_protocol_says_how_to_mend_it() {
    for path in yaml_files("protocols/bad") {
        let source = fs::read_to_string(&path).expect("a text");
        for problem in &problems(&source) {
            let advice = problem.advice().unwrap_or_default();
            assert!(!advice.is_empty(), "{}: {}", file_name(&path), problem.message());
            assert!(!problem.message().ends_with(['.', '!']), "{}", problem.message());
            let place = problem.place(&source);
            let lines = source.split('\n').count();
            assert!(place.line <= lines, "{}: line {}", file_name(&path), place.line);
        }
    }
}

/// Mending what each of the five messages speaks of, and nothing else, makes the file whole.
#[test]
fn five_mistakes_are_mended_by_following_five_messages() {
    let path = folder("protocols/bad/five-mistakes.yaml");
    let source = fs::read_to_string(&path).expect("a text");
    let problems = protocol::read(&source).expect_err("five mistakes");
    let codes: Vec<&str> = problems.iter().map(|problem| problem.code).collect();
    assert_eq!(codes, ["bad-name", "unknown-value", "wrong-type", "unknown-kind", "no-such-step"]);
    let told = told(&path);
    let mut mended = source;
    for (wrong, advice, right) in [
        ("Morning Walk", "write morning-walk", "morning-walk"),
        ("see-the-sistem", "did you mean `see-the-system`?", "see-the-system"),
        ("minutes: twenty", "write it in digits, such as 10", "minutes: 20"),
        ("lst", "did you mean `list`?", "list"),
        ("{sen}", "did you mean `seen`?", "{seen}"),
    ] {
        assert!(told.contains(advice), "{advice}\n{told}");
        mended = mended.replacen(wrong, right, 1);
    }
    assert_eq!(protocol::read(&mended).err(), None);
}

#[test]
fn one_slip_has_one_message() {
    // Each of these files holds exactly one slip.
    let several = [
        "brace",
        "kind-that",
        "every",
        "five",
        "head",
        "several",
        "two",
        "step-in-words",
        "scale-ends",
        "leave-out",
        "option-key",
        "loop-without-a-name",
        "steps-only",
    ];
    for path in yaml_files("protocols/bad") {
        let name = file_name(&path);
        if several.iter().any(|start| name.starts_with(start)) {
            continue;
        }
        let source = fs::read_to_string(&path).expect("a text");
        let told: Vec<String> = problems(&source).iter().map(Problem::message).collect();
        assert_eq!(told.len(), 1, "{name}: {told:#?}");
    }
}

#[test]
fn every_good_protocol_is_without_a_problem() {
    let files = yaml_files("protocols/good");
    assert!(files.len() >= 12, "only {} good protocols were found", files.len());
    for path in files.into_iter().chain(yaml_files("protocols/beside")) {
        let told = told(&path);
        assert_eq!(told, "", "{}", file_name(&path));
    }
}

/// The keys that a kind of step knows, as the loader itself names them.
fn known_keys(kind: &str) -> BTreeSet<String> {
    let source = minimal(&format!("  - step: x\n    kind: {kind}\n    qqqqqqqqqqqq: 1\n"));
    let problems = protocol::read(&source).expect_err("an unknown key");
    let unknown = problems.iter().find(|problem| problem.code == "unknown-key");
    let advice = unknown.and_then(|problem| problem.hint.clone()).unwrap_or_default();
    advice.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

#[test]
fn good_protocols_use_every_key_of_every_kind() {
    let mut used: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for path in yaml_files("protocols/good") {
        let source = fs::read_to_string(&path).expect("a text");
        collect(&yaml::read(&source).expect("a tree").value, &mut used);
    }
    // What every step may have is used somewhere; what belongs to a kind, by that kind.
    let common = known_keys("say");
    let anywhere: BTreeSet<String> = used.values().flatten().cloned().collect();
    let unused: Vec<&String> = common.difference(&anywhere).collect();
    assert!(unused.is_empty(), "tests/protocols/good never uses {unused:?}");
    for (kind, _) in kind::NAMES {
        let known = known_keys(kind);
        assert!(known.len() >= 9, "{kind} knows {known:?}");
        let used = used.get(*kind).cloned().unwrap_or_default();
        let known: BTreeSet<String> = known.difference(&common).cloned().collect();
        let unused: Vec<&String> = known.difference(&used).collect();
        assert!(unused.is_empty(), "tests/protocols/good never uses {unused:?} of {kind}");
    }
}

fn collect(node: &Node, used: &mut BTreeMap<String, BTreeSet<String>>) {
    match node {
        Node::List(items) => items.iter().for_each(|item| collect(&item.value, used)),
        Node::Map(entries) => {
            let kind = entries.iter().find(|entry| entry.key.value == "kind");
            if let Some(Node::Text(kind)) = kind.map(|entry| &entry.value.value) {
                let keys = entries.iter().map(|entry| entry.key.value.clone());
                used.entry(kind.clone()).or_default().extend(keys);
            }
            for entry in entries {
                collect(&entry.value.value, used);
            }
        }
        _ => {}
    }
}

/// The least that a protocol is, with these steps.
fn minimal(steps: &str) -> String {
    format!(
        "fieldbook: 1\nid: x\ntitle: x\ncapability: see-the-system\npurpose: x\nsteps:\n{steps}"
    )
}

#[test]
fn the_example_in_the_manual_of_every_kind_is_read_as_it_stands() {
    let kinds = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/kind");
    for (kind, _) in kind::NAMES {
        let manual = fs::read_to_string(kinds.join(kind).join("mod.rs")).expect("a manual");
        let head = manual.lines().map_while(|line| line.strip_prefix("//!"));
        let head: Vec<&str> = head.map(|line| line.strip_prefix(' ').unwrap_or(line)).collect();
        let head = head.join("\n");
        let example = head.split("```yaml\n").nth(1).and_then(|rest| rest.split("\n```").next());
        let example = example.unwrap_or_else(|| panic!("{kind}/mod.rs shows no example"));
        let wanted = format!("kind: {kind}");
        assert!(example.contains(&wanted), "the example in {kind}/mod.rs has no line {wanted}");
        let indented: String = example.lines().map(|line| format!("  {line}\n")).collect();
        let before = mentioned(example);
        let source = minimal(&format!("{before}{indented}"));
        if let Err(problems) = protocol::read(&source) {
            let told: String =
                problems.iter().map(|problem| problem.render("example", &source)).collect();
            panic!("the example in src/kind/{kind}/mod.rs is out of date\n{told}");
        }
        // What the manual calls a key must be one.
        for word in head.split('`').skip(1).step_by(2).filter(|word| is_key_like(word)) {
            let known = known_keys(kind);
            let plain = word.split([':', ' ']).next().unwrap_or_default();
            let is_other = word == *kind || plain.is_empty() || !head.contains("Keys:");
            let keyed = known.contains(plain) || example.contains(plain) || is_other;
            assert!(keyed, "src/kind/{kind}/mod.rs speaks of `{word}`, which is no key of {kind}");
        }
    }
}

fn is_key_like(word: &str) -> bool {
    word.chars().all(|c| c.is_ascii_lowercase() || c == '_')
}

/// Steps for everything that an example quotes or names.
fn mentioned(example: &str) -> String {
    let mut names: BTreeSet<String> = example
        .split('{')
        .skip(1)
        .filter_map(|rest| rest.split('}').next())
        .map(str::to_owned)
        .collect();
    let of = example.lines().find_map(|line| line.trim().strip_prefix("of: "));
    names.extend(of.iter().flat_map(|of| of.split(" or ")).map(str::to_owned));
    names.retain(|name| !example.contains(&format!("- step: {name}\n")));
    names.iter().map(|name| format!("  - step: {name}\n    kind: list\n    ask: What?\n")).collect()
}
