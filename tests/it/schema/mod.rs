//! The schema for editors and the loader say the same of every file: what the one refuses, the
//! other refuses, except for what no schema can know.

mod validate;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use fieldbook::base::problem::Problem;
use fieldbook::protocol;
use fieldbook::written::tree::Node;
use fieldbook::written::yaml;
use proptest::prelude::*;
use serde_json::{Map, Value, json};

/// What a schema cannot know, by the code of the loader's problem, and why.
const UNKNOWABLE: &[(&str, &str)] = &[
    ("at-odds", "it does not compare two numbers with each other"),
    ("doubled-key", "it is shown each key once"),
    ("doubled-name", "it does not look from one step to another"),
    ("doubled-option", "it does not know which words come to the same id"),
    ("expression", "a condition is words to it"),
    ("never-true", "a condition is words to it"),
    ("no-such-form", "it does not compare minutes with people"),
    ("no-such-part", "a condition is words to it"),
    ("no-such-step", "it does not look from one step to another"),
    ("not-a-list", "it does not look from one step to another"),
    ("not-a-person", "it does not look from one step to another"),
    ("not-yet", "it does not look from one step to another"),
    ("nothing-hidden", "it does not look from one step to another"),
    ("one-option", "words with commas are words to it"),
    ("quotation", "what stands in braces is words to it"),
    ("reserved-name", "it does not know the words of the language of conditions"),
    ("secret", "it does not look from one step to another"),
    ("too-deep", "it does not count how deep it is"),
    ("too-large", "it counts letters where we count bytes"),
    ("unknown-function", "a condition is words to it"),
    ("wrong-value", "a condition is words to it"),
    ("wrong-length", "a length of time is words to it"),
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The schema, as the program prints it.
fn printed() -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_fieldbook")).arg("schema").output();
    let output = output.expect("the program runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

fn schema() -> &'static Value {
    static SCHEMA: OnceLock<Value> = OnceLock::new();
    SCHEMA.get_or_init(|| serde_json::from_str(&printed()).expect("JSON"))
}

#[test]
fn the_schema_in_the_docs_is_what_the_readers_say() {
    let path = root().join("docs/protocol.schema.json");
    let fresh = printed();
    if std::env::var_os("FIELDBOOK_FRESHEN").is_some() {
        fs::write(&path, &fresh).expect("the schema is written");
    }
    let there = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        there == fresh,
        "docs/protocol.schema.json is out of date; FIELDBOOK_FRESHEN=1 writes it anew"
    );
}

/// A file as a tree of JSON, which is what a schema is shown.
fn as_json(node: &Node) -> Value {
    match node {
        Node::Nothing => Value::Null,
        Node::YesNo(yes) => json!(yes),
        Node::Number(number) if number.fract() == 0.0 => json!(*number as i64),
        Node::Number(number) => json!(number),
        Node::Text(text) => json!(text),
        Node::List(items) => items.iter().map(|item| as_json(&item.value)).collect(),
        Node::Map(entries) => {
            let mut keys = Map::new();
            for entry in entries {
                keys.entry(&entry.key.value).or_insert_with(|| as_json(&entry.value.value));
            }
            Value::Object(keys)
        }
    }
}

/// What the loader says.
fn problems(source: &str) -> Vec<Problem> {
    let examined = protocol::examine("", source, &());
    // What it uses stands in other files, which this one cannot be blamed for.
    let problems = examined.problems.iter().flatten().cloned();
    problems.filter(|problem| problem.code != "no-such-fragment").collect()
}

/// Where the two differ over a file, if they do. A file that is no YAML has no tree to differ over.
fn differ(source: &str) -> Option<String> {
    let tree = yaml::read(source).ok()?;
    let problems = problems(source);
    let codes: BTreeSet<&str> = problems.iter().map(|problem| problem.code).collect();
    let unknowable = |code: &str| UNKNOWABLE.iter().any(|(known, _)| *known == code);
    let refuses = codes.iter().any(|code| !unknowable(code));
    let complaints = validate::complaints(schema(), &as_json(&tree.value));
    match (refuses, complaints.is_empty()) {
        (true, true) => {
            let told: String = problems.iter().map(|one| one.render("file", source)).collect();
            Some(format!("the loader refuses it, and the schema does not:\n{told}"))
        }
        (false, false) => {
            let codes: Vec<&str> = codes.into_iter().collect();
            let complaints = complaints.join("\n");
            Some(format!("the schema refuses it, and the loader says {codes:?}:\n{complaints}"))
        }
        _ => None,
    }
}

fn yaml_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder of files") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            yaml_files(&path, found);
        } else if path.extension().is_some_and(|end| end == "yaml") {
            found.push(path);
        }
    }
}

fn files(folders: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for folder in folders {
        yaml_files(&root().join(folder), &mut found);
    }
    found.sort();
    found
}

#[test]
fn schema_and_loader_judge_every_file_alike() {
    let files = files(&["tests/protocols", "protocols"]);
    assert!(files.len() >= 250, "only {} files were found", files.len());
    let mut wrong = Vec::new();
    for path in files {
        let source = fs::read_to_string(&path).expect("a text");
        wrong.extend(differ(&source).map(|why| format!("{}: {why}", path.display())));
    }
    assert!(
        wrong.is_empty(),
        "{}\n\nA reader that looks at a value itself says with fields.wants(…) what may stand there; \
         what no schema can know has a code of its own, with a reason in UNKNOWABLE.",
        wrong.join("\n")
    );
}

#[test]
fn every_code_that_a_schema_cannot_know_is_one_of_ours_with_a_reason() {
    let told: String = files(&["tests/protocols/bad"])
        .iter()
        .map(|path| fs::read_to_string(path.with_extension("stderr")).expect("an expectation"))
        .collect();
    for (code, why) in UNKNOWABLE {
        assert!(told.contains(&format!("[{code}]\n")), "no file under tests has {code}");
        assert!(why.split_whitespace().count() >= 4, "{code}: {why}");
    }
}

#[test]
fn after_a_kind_only_its_own_keys_are_taken() {
    let with = |kind: &str, more: &str| {
        let source = format!(
            "fieldbook: 1\nid: x\ntitle: x\ncapability: see-the-system\npurpose: x\nsteps:\n  \
             - {{step: x, kind: {kind}, ask: x, {more}}}\n"
        );
        let tree = yaml::read(&source).expect("a tree");
        validate::complaints(schema(), &as_json(&tree.value))
    };
    for (kind, own, other) in [
        ("pick", "options: [a, b]", "columns: [a]"),
        ("scale", "from: 1", "words: 40"),
        ("short", "words: 40", "at_most: 3"),
        ("list", "at_most: 3", "by: 1"),
    ] {
        assert_eq!(with(kind, own), Vec::<String>::new(), "{kind} with {own}");
        let complaints = with(kind, &format!("{own}, {other}"));
        assert_eq!(complaints.len(), 1, "{kind} with {other}: {complaints:?}");
    }
}

#[test]
fn every_kind_says_what_it_is_when_pointed_at() {
    let kinds = &schema()["$defs"]["part-step"]["properties"]["kind"]["oneOf"];
    for (kind, meaning) in fieldbook::kind::NAMES {
        let one = json!({ "const": kind, "description": meaning });
        assert!(kinds.as_array().is_some_and(|kinds| kinds.contains(&one)), "{kind}");
    }
}

/// One small change somewhere in a tree.
#[derive(Clone, Debug)]
enum Change {
    Drop,
    Rename(&'static str),
    Put(Value),
    Scale(f64),
}

fn change() -> impl Strategy<Value = Change> {
    let key = prop::sample::select(vec![
        "x",
        "step",
        "each",
        "kind",
        "ask",
        "of",
        "options",
        "options_from",
        "at_most",
        "steps",
        "when",
        "time",
        "id",
        "fragment",
        "translates",
        "before",
        "in",
        "until",
        "columns",
    ]);
    let value = prop::sample::select(vec![
        json!(null),
        json!(true),
        json!(0),
        json!(3),
        json!(2.5),
        json!("words"),
        json!("yes"),
        json!("3 minutes"),
        json!("open"),
        json!([]),
        json!(["words"]),
        json!([[]]),
        json!({}),
        json!({ "words": "more words" }),
        json!({ "text": "words" }),
        json!({ "target": "3 minutes" }),
    ]);
    let factor = prop::sample::select(vec![-1.0, 0.5, 1_000.0, 1e9]);
    prop_oneof![
        2 => Just(Change::Drop),
        2 => key.prop_map(Change::Rename),
        4 => value.prop_map(Change::Put),
        1 => factor.prop_map(Change::Scale),
    ]
}

/// The places of all values in a tree.
fn places(value: &Value, at: &str, found: &mut Vec<String>) {
    let escaped = |key: &str| key.replace('~', "~0").replace('/', "~1");
    match value {
        Value::Array(items) => {
            for (n, item) in items.iter().enumerate() {
                found.push(format!("{at}/{n}"));
                places(item, &format!("{at}/{n}"), found);
            }
        }
        Value::Object(keys) => {
            for (key, inner) in keys {
                let at = format!("{at}/{}", escaped(key));
                found.push(at.clone());
                places(inner, &at, found);
            }
        }
        _ => {}
    }
}

fn changed(mut tree: Value, place: &str, change: &Change) -> Value {
    let (parent, last) = place.rsplit_once('/').expect("a place inside");
    let last = last.replace("~1", "/").replace("~0", "~");
    match (change, tree.pointer_mut(parent).expect("a value there")) {
        (Change::Drop, Value::Object(keys)) => drop(keys.remove(&last)),
        (Change::Drop, Value::Array(items)) => drop(items.remove(last.parse().expect("a place"))),
        (Change::Rename(name), Value::Object(keys)) => {
            let value = keys.remove(&last).expect("a key there");
            keys.insert((*name).to_owned(), value);
        }
        (Change::Put(value), parent) => match parent {
            Value::Object(keys) => keys[&last] = value.clone(),
            parent => parent[last.parse::<usize>().expect("a place")] = value.clone(),
        },
        (Change::Scale(factor), _) => {
            let there = tree.pointer_mut(place).expect("a value there");
            if let Some(number) = there.as_f64() {
                let number = number * factor;
                *there = if number.fract() == 0.0 { json!(number as i64) } else { json!(number) };
            }
        }
        _ => {}
    }
    tree
}

/// Good files as trees.
fn seeds() -> &'static [Value] {
    static SEEDS: OnceLock<Vec<Value>> = OnceLock::new();
    SEEDS.get_or_init(|| {
        let good = files(&["tests/protocols/good", "tests/protocols/beside", "protocols"]);
        let tree = |path: &PathBuf| {
            let source = fs::read_to_string(path).expect("a text");
            as_json(&yaml::read(&source).expect("a tree").value)
        };
        good.iter().map(tree).collect()
    })
}

/// A tree as YAML: JSON is.
fn as_yaml(tree: &Value) -> String {
    tree.to_string()
}

#[test]
fn good_files_are_as_good_when_written_as_json() {
    for tree in seeds() {
        let source = as_yaml(tree);
        let told: Vec<String> = problems(&source).iter().map(Problem::message).collect();
        assert_eq!(told, Vec::<String>::new());
        assert_eq!(differ(&source), None);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn schema_and_loader_judge_every_small_change_alike(
        seed in any::<prop::sample::Index>(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), change()), 1..3),
    ) {
        let mut tree = seed.get(seeds()).clone();
        for (place, change) in &changes {
            let mut there = Vec::new();
            places(&tree, "", &mut there);
            if !there.is_empty() {
                tree = changed(tree.clone(), &there[place.index(there.len())], change);
            }
        }
        let source = as_yaml(&tree);
        prop_assert_eq!(differ(&source), None, "{:?}\n{}", changes, source);
    }
}
