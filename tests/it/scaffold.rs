//! `fieldbook new`: what it writes checks without a word and can be played to its end, for everyone;
//! and nothing that stands there already is touched.

use std::fs;
use std::path::{Path, PathBuf};

use fieldbook::base::problem::Problem;
use fieldbook::protocol::{self, Beside, Capability, Form};
use fieldbook::written::sources::Sheet;

use crate::home::Home;

/// The fragments that come with the program.
struct Shipped;

impl Beside for Shipped {
    fn fragment(&self, name: &str) -> Option<Sheet> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("protocols/fragments");
        let text = fs::read_to_string(folder.join(format!("{name}.yaml"))).ok()?;
        Some(Sheet { name: name.to_owned(), text })
    }

    fn fragments(&self) -> Vec<String> {
        Vec::new()
    }

    fn translation(&self, _id: &str, _language: &str) -> Option<Sheet> {
        None
    }
}

/// Answers for everyone at a table of this form.
fn answers(form: &str) -> &'static str {
    match form {
        "alone" => {
            "\
moment: When Ruth closed the till and nobody said anything.
thoughts: [She has made up her mind, It is about the money]
seen: [She did not look up, She counted it twice]
strongest: It is about the money
sure: 5
otherwise: She was tired.
promise: {what: Ask her, by: Friday}
"
        }
        "pair" => {
            "\
people: [Ana, Ben]
arriving_word: [Curious, Tired]
moment: When Ruth closed the till and nobody said anything.
thoughts: [She has made up her mind, It is about the money]
seen: [She did not look up, She counted it twice]
strongest: It is about the money
sure: [2, 9]
otherwise: She was tired.
promise: [{what: Ask her, by: Friday}, {what: Wait, by: Monday}]
leaving_last_word: [Lighter, Awake]
"
        }
        _ => {
            "\
people: [Ana, Ben, Cem]
arriving_word: [Curious, Tired, Here]
moment: When Ruth closed the till and nobody said anything.
thoughts: [She has made up her mind, It is about the money]
seen: [She did not look up, She counted it twice]
strongest: It is about the money
sure: [2, 9, 5]
otherwise: She was tired.
promise: [{what: Ask her, by: Friday}, {what: Wait, by: Monday}, {what: Listen, by: Friday}]
leaving_last_word: [Lighter, Awake, Hungry]
"
        }
    }
}

fn word(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

#[test]
fn what_is_begun_with_checks_without_a_word_and_can_be_played_to_its_end() {
    let capabilities = Capability::ALL.map(|(name, _)| name);
    let all = capabilities.join(",");
    for (form, _) in Form::ALL {
        for capability in capabilities.into_iter().chain([all.as_str()]) {
            let home = Home::new();
            let arguments = ["new", "my-practice", "--for", form, "--capability", capability];
            let said = home.run(&arguments);
            assert_eq!(said.code, 0, "{said:?}");
            let path = PathBuf::from(said.out.trim());
            assert!(said.err.contains("fieldbook run my-practice"), "{said:?}");
            let checked = home.run(&["check", "--strict", &word(&path)]);
            assert_eq!((checked.code, checked.out.as_str()), (0, ""), "{form}: {checked:?}");
            let given = home.around().join("answers.yaml");
            fs::write(&given, answers(form)).expect("answers are written");
            let played = home.run(&["run", "my-practice", "--answers", &word(&given)]);
            assert_eq!((played.code, played.err.as_str()), (0, ""), "{form}: {played:?}");
            let sessions = home.run(&["sessions"]);
            assert!(sessions.out.contains("finished"), "{form}: {sessions:?}");
            assert!(sessions.out.contains("My practice"), "{form}: {sessions:?}");
        }
    }
}

#[test]
fn what_is_begun_with_teaches_the_commonest_things() {
    for (form, _) in Form::ALL {
        let home = Home::new();
        let said = home.run(&["new", "my-practice", "--for", form]);
        let source = fs::read_to_string(said.out.trim()).expect("a protocol");
        assert!(source.starts_with("# yaml-language-server: $schema=./protocol.schema.json\n"));
        let kinds = ["say", "short", "list", "scale", "pick"].map(|kind| format!("kind: {kind}\n"));
        let others = ["- each: ", "when: ", "{thought}", "options_from: ", "time: ", "hint: "];
        for taught in kinds.iter().map(String::as_str).chain(others) {
            assert!(source.contains(taught), "{form}: {taught}");
        }
        let before = |line: &str| line.trim_start().starts_with('#');
        let notes = source.lines().filter(|line| before(line)).count();
        assert!(notes > 25, "{form}: only {notes} lines of notes");
        assert!(source.lines().all(|line| line.chars().count() <= 100 && !line.ends_with(' ')));
        assert!(!source.contains('@') && !source.contains("NAME"), "{source}");
    }
}

#[test]
fn whatever_it_is_called_it_reads_back() {
    let home = Home::new();
    let longest = "a".repeat(64);
    for id in ["a", "null", "true", "no", "con", "x1", "a-b", "a--b", "name", "title", &longest] {
        let folder = home.around().join("new");
        let said = home.run(&["new", id, &word(&folder)]);
        assert_eq!(said.code, 0, "{id}: {said:?}");
        let source = fs::read_to_string(folder.join(format!("{id}.yaml"))).expect("a protocol");
        let examined = protocol::examine(id, &source, &Shipped);
        let told: Vec<String> = examined.problems.iter().flatten().map(Problem::message).collect();
        assert_eq!(told, Vec::<String>::new(), "{id}");
        assert_eq!(examined.protocol.map(|one| one.id.to_string()).as_deref(), Some(id));
    }
    for id in ["", "A", "../x", "a b", "1", "a_b", "é", &"a".repeat(65)] {
        let said = home.run(&["new", id]);
        assert_eq!((said.code, said.out.as_str()), (1, ""), "{id}: {said:?}");
        assert!(said.err.contains("cannot be the id"), "{id}: {said:?}");
    }
    assert_eq!(home.run(&["new", "x", "--for", "nobody"]).code, 2);
    assert_eq!(home.run(&["new", "x", "--capability", "everything"]).code, 2);
}

#[test]
fn it_goes_where_it_is_told_and_says_where() {
    let home = Home::new();
    let around = home.around().to_owned();
    for (place, expected) in [
        (around.join("folder"), around.join("folder/x.yaml")),
        (around.join("file.yaml"), around.join("file.yaml")),
        (around.join("deep/er/file.yml"), around.join("deep/er/file.yml")),
    ] {
        let said = home.run(&["new", "x", &word(&place)]);
        assert_eq!(said.code, 0, "{said:?}");
        assert_eq!(said.out, format!("{}\n", word(&expected)));
        assert!(expected.is_file() && expected.with_file_name("protocol.schema.json").is_file());
        assert!(said.err.contains(&format!("fieldbook run {}", word(&expected))), "{said:?}");
    }
    let own = home.run(&["new", "x"]);
    let listed = home.run(&["where"]);
    let folder = Path::new(own.out.trim()).parent().map(word).unwrap_or_default();
    assert!(listed.out.contains(&folder), "{listed:?} {folder}");
    assert!(home.run(&["list"]).out.contains("x  "), "it stands on the shelf");
    let iceberg = home.run(&["new", "iceberg"]);
    assert!(iceberg.err.contains("already"), "{iceberg:?}");
}

#[test]
fn nothing_that_stands_there_is_touched() {
    let home = Home::new();
    let path = home.around().join("mine.yaml");
    let schema = home.around().join("protocol.schema.json");
    fs::write(&path, "mine\n").expect("a file of a person");
    fs::write(&schema, "my own\n").expect("a file of a person");
    let said = home.run(&["new", "mine", &word(&path)]);
    assert_eq!((said.code, said.out.as_str()), (1, ""), "{said:?}");
    for words in ["mine.yaml", "stays as it is", "another"] {
        assert!(said.err.contains(words), "{said:?}");
    }
    assert_eq!(fs::read_to_string(&path).expect("a text"), "mine\n");
    let beside = home.around().join("other.yaml");
    assert_eq!(home.run(&["new", "other", &word(&beside)]).code, 0);
    assert_eq!(fs::read_to_string(&schema).expect("a text"), "my own\n");
    #[cfg(unix)]
    {
        let link = home.around().join("link.yaml");
        let away = home.around().join("away.yaml");
        std::os::unix::fs::symlink(&away, &link).expect("a link");
        assert_eq!(home.run(&["new", "link", &word(&link)]).code, 1);
        assert!(!away.exists(), "no link is followed");
    }
}
