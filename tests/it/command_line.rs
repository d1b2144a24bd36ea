//! Every verb of the command line: what it says, where, and the code it ends with.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::home::{ANSWERS, HOSTILE, Home, SMALL, Said, everything_under};
use crate::terminal::{ENTER, GO_ON, Setup};

fn json(said: &Said) -> Value {
    serde_json::from_str(&said.out).unwrap_or_else(|why| panic!("{why}: {said:?}"))
}

fn written(home: &Home, name: &str, text: &str) -> String {
    let path = home.around().join(name);
    fs::write(&path, text).expect("a file");
    path.to_string_lossy().into_owned()
}

/// A home in which one conversation was led to its end.
fn with_one() -> Home {
    let home = Home::new();
    let said = home.run(&["run", SMALL, "--answers", ANSWERS]);
    assert_eq!((said.code, said.err.as_str()), (0, ""), "{said:?}");
    assert_eq!(Path::new(said.out.trim()), home.session(), "the folder is the data");
    home
}

#[test]
fn list_says_what_there_is() {
    let home = Home::new();
    let own = home.path().join("config/protocols");
    fs::create_dir_all(&own).expect("a folder of protocols");
    fs::copy(SMALL, own.join("small.yaml")).expect("a copy");
    fs::write(own.join("broken.yaml"), "fieldbook: 1\n").expect("a broken one");
    let said = home.run(&["list"]);
    assert_eq!((said.code, said.err.as_str()), (0, ""));
    for word in ["iceberg", "ladder-of-inference", "creative-tension", "Small talk", "! "] {
        assert!(said.out.contains(word), "{word}: {}", said.out);
    }
    let listed = json(&home.run(&["list", "--json"]));
    let ids: Vec<&str> =
        listed.as_array().expect("a list").iter().filter_map(|card| card["id"].as_str()).collect();
    assert!(ids.contains(&"small") && ids.contains(&"iceberg"), "{ids:?}");
}

#[test]
fn check_tells_good_from_bad() {
    let home = Home::new();
    let good = home.run(&["check", SMALL, "iceberg"]);
    assert_eq!((good.code, good.out.as_str()), (0, ""), "{good:?}");
    assert!(good.err.contains("2 files: all is well."), "{good:?}");
    assert_eq!(home.run(&["check", HOSTILE]).code, 0, "a title too wide is no problem");
    let bad = written(&home, "bad.yaml", "fieldbook: 1\nid: bad\ntitel: Bad\n");
    let said = home.run(&["check", &bad]);
    assert_eq!(said.code, 1);
    assert!(said.out.contains("titel") && said.out.contains("bad.yaml"), "{said:?}");
    let found = json(&home.run(&["check", "--json", &bad, SMALL]));
    let problems = found["problems"].as_array().expect("a list");
    assert!(problems.iter().any(|one| one["line"] == 3 && one["code"].is_string()), "{found}");
    let none = json(&home.run(&["check", "--json", SMALL]));
    assert_eq!(none["problems"], Value::Array(Vec::new()));
    for missing in ["no/such/file.yaml", "no-such-file.yaml", "no-such-id"] {
        let said = home.run(&["check", missing]);
        assert_eq!(said.code, 1, "{missing}: {said:?}");
        assert!(format!("{}{}", said.out, said.err).contains("no"), "{said:?}");
    }
    let folder = home.around().join("protocols");
    fs::create_dir(&folder).expect("a folder");
    let folder_word = folder.to_string_lossy().into_owned();
    assert_eq!(home.run(&["check", &folder_word]).code, 1, "nothing to check is no success");
    fs::copy(SMALL, folder.join("a.yaml")).expect("a copy");
    fs::copy(&bad, folder.join("b.yml")).expect("a copy");
    fs::create_dir_all(folder.join("deeper/down")).expect("a folder");
    fs::copy(SMALL, folder.join("deeper/down/c.yaml")).expect("a copy");
    let said = home.run(&["check", &folder_word]);
    assert_eq!(said.code, 1);
    assert!(said.err.contains("3 files"), "{said:?}");
    assert_eq!(home.run(&["check", "/dev/zero"]).code, 1);
}

#[test]
fn sessions_and_show_say_what_was_said() {
    let empty = Home::new();
    let said = empty.run(&["sessions"]);
    assert_eq!((said.code, said.out.as_str()), (0, ""));
    assert!(said.err.contains("no conversations"), "{said:?}");
    assert_eq!(json(&empty.run(&["sessions", "--json"])), Value::Array(Vec::new()));
    assert_eq!(empty.run(&["show", "2"]).code, 1);
    assert!(!empty.path().exists(), "looking makes nothing");

    let home = with_one();
    let name = home.session().file_name().expect("a name").to_string_lossy().into_owned();
    let said = home.run(&["sessions"]);
    assert!(said.out.starts_with(&name) && said.out.contains("finished  "), "{said:?}");
    let listed = json(&home.run(&["sessions", "--json"]));
    assert_eq!(
        (&listed[0]["session"], &listed[0]["closed"]),
        (&name.as_str().into(), &true.into())
    );
    for wanted in [name.as_str(), &name[..4]] {
        let said = home.run(&["show", wanted]);
        assert_eq!((said.code, said.err.as_str()), (0, ""));
        let page = fs::read_to_string(home.session().join("session.md")).expect("a page");
        assert_eq!(said.out, page, "the page is the same wherever it comes from");
        assert!(page.contains("> Two lines,\n> of some length\n"), "{page}");
    }
    let shown = home.shown();
    assert_eq!(shown["closed"], true);
    assert_eq!(home.run(&["show", "1999"]).code, 1);
    home.run(&["run", SMALL, "--answers", ANSWERS]);
    let said = home.run(&["show", "2"]);
    assert_eq!(said.code, 1);
    assert!(said.err.contains("more than one"), "{said:?}");
}

#[test]
fn recover_finds_damage_and_changes_nothing() {
    let empty = Home::new();
    assert_eq!(empty.run(&["recover"]).code, 0);
    let home = with_one();
    let clean = home.run(&["recover"]);
    assert_eq!((clean.code, clean.out.as_str()), (0, ""), "{clean:?}");
    let log = home.session().join("log");
    let segment = fs::read_dir(&log).expect("a folder").next().expect("one").expect("entry").path();
    let text = fs::read_to_string(&segment).expect("a log");
    fs::write(&segment, text.replace("A first thought", "A forged thought")).expect("damaged");
    fs::write(log.join("notes (conflicted copy).log"), "x").expect("a stray file");
    let before = everything_under(&home.path());
    let said = home.run(&["recover"]);
    assert_eq!(said.code, 1, "{said:?}");
    assert!(said.out.contains(".log:") && said.out.contains("A forged thought"), "{said:?}");
    assert!(said.out.contains("conflicted copy"), "{said:?}");
    assert_eq!(everything_under(&home.path()), before, "not a byte was changed");
    let name = home.session().file_name().expect("a name").to_string_lossy().into_owned();
    let shown = home.run(&["show", &name]);
    assert_eq!(shown.code, 0);
    assert!(shown.out.contains("Onwards") && shown.err.contains("could not be read"), "{shown:?}");
}

#[test]
fn verbs_about_the_program_itself_need_nothing_and_make_nothing() {
    let home = Home::new();
    let mut calls: Vec<Vec<&str>> = vec![
        vec!["where"],
        vec!["keys"],
        vec!["man"],
        vec!["--help"],
        vec!["--version"],
        vec!["help"],
        vec!["run", "--help"],
        vec!["list"],
        vec!["sessions"],
    ];
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        calls.push(vec!["completions", shell]);
    }
    for call in &calls {
        let said = home.run(call);
        assert_eq!(said.code, 0, "{call:?}: {said:?}");
        let silent = call == &["sessions"];
        assert_eq!(said.out.is_empty(), silent, "{call:?}: data goes to stdout");
        assert_eq!(said.err.is_empty(), !silent, "{call:?}: words go to stderr");
        assert!(!said.out.contains('\u{1b}'), "{call:?}");
    }
    assert!(!home.path().exists(), "nothing was made");
    let keys = json(&home.run(&["keys", "--json"]));
    assert!(keys.as_array().is_some_and(|places| places.len() > 3), "{keys}");
    let place = home.path().to_string_lossy().into_owned();
    assert!(home.run(&["where"]).out.contains(&place));
    assert!(home.run(&["man"]).out.contains(".TH"), "a page for man");
}

#[test]
fn wrong_use_ends_with_two_and_failure_with_one() {
    let home = Home::new();
    for args in [
        &["no-such-verb"][..],
        &["run"],
        &["check"],
        &["show"],
        &["completions", "no-such-shell"],
        &["list", "--no-such-flag"],
        &["show", "x", "--as", "pdf"],
    ] {
        let said = home.run(args);
        assert_eq!((said.code, said.out.as_str()), (2, ""), "{args:?}: {said:?}");
        assert!(!said.err.is_empty(), "{args:?}");
    }
    for args in [&["run", "icebreg"][..], &["resume"], &["resume", "x"], &["show", "x"]] {
        let said = home.run(args);
        assert_eq!((said.code, said.out.as_str()), (1, ""), "{args:?}: {said:?}");
        assert!(said.err.starts_with("fieldbook: "), "{args:?}: {said:?}");
    }
    assert!(home.run(&["run", "icebreg"]).err.contains("iceberg"), "with a suggestion");
    let help = home.run(&["--help"]).out;
    assert!(help.contains("Exit codes: 0") && help.contains("2 wrong use"), "{help}");
}

#[test]
fn answers_that_do_not_fit_leave_no_journal_behind() {
    let home = Home::new();
    for (at, (text, says)) in [
        ("not_a_step: x\n", "not_a_step"),
        ("note: [1, 2]\n", "note"),
        ("note: a\nmore: b\nthings: {a: b}\n", "things"),
        ("note: a\nmore: b\nthings: [x]\nwhy: not a list\n", "why"),
        ("note: a\nmore: b\nthings: [x]\nwhy: [y]\nchoice: nowhere\n", "nowhere"),
        ("just words\n", "group of keys"),
        ("note: [", "answers-"),
    ]
    .into_iter()
    .enumerate()
    {
        let file = written(&home, &format!("answers-{at}.yaml"), text);
        let said = home.run(&["run", SMALL, "--answers", &file]);
        assert_eq!((said.code, said.out.as_str()), (1, ""), "{text:?}: {said:?}");
        assert!(said.err.contains(says), "{text:?}: {said:?}");
    }
    assert_eq!(home.run(&["run", SMALL, "--answers", "/no/such/file"]).code, 1);
    assert_eq!(everything_under(&home.sessions()), []);
}

#[test]
fn answers_that_end_early_are_gone_on_with_by_hand() {
    let home = Home::new();
    let file = written(&home, "early.yaml", "note: from the file\nmore: ~\n");
    let said = home.run(&["run", SMALL, "--answers", &file, "--thread", "a thread"]);
    assert_eq!(said.code, 0, "{said:?}");
    assert!(said.err.contains("fieldbook resume"), "{said:?}");
    let shown = home.shown();
    assert_eq!(shown["closed"], false);
    let mut terminal = Setup::new(&home).start(&["resume"]);
    terminal.see("Which things matter?");
    terminal.type_in("one");
    terminal.type_in(GO_ON);
    terminal.see("Why does one matter?");
    assert_eq!(terminal.leave(), 0);
    let listed = json(&home.run(&["sessions", "--json"]));
    assert_eq!(listed[0]["thread"], "a thread");
}

/// A journal without what differs from run to run.
fn facts(home: &Home) -> Vec<Value> {
    let log = home.session().join("log");
    let mut lines = Vec::new();
    for (_, bytes) in everything_under(&log) {
        let text = String::from_utf8(bytes.expect("a file")).expect("UTF-8");
        for line in text.lines() {
            let mut value: Value = serde_json::from_str(&line[9..]).expect("JSON");
            for part in ["n", "t", "segment"] {
                value.as_object_mut().expect("an object").remove(part);
            }
            if let Some(what) = value["d"].as_object_mut() {
                what.remove("took_ms");
                what.remove("began");
            }
            if value["k"] != "published" {
                lines.push(value);
            }
        }
    }
    lines
}

#[test]
fn the_journal_of_a_file_of_answers_is_that_of_the_same_keys() {
    let by_file = with_one();
    let by_hand = Home::new();
    let mut terminal = Setup::new(&by_hand).begin();
    terminal.type_in("A first thought");
    terminal.type_in(ENTER);
    terminal.see("What more is there?");
    terminal.type_in("Two lines,\rof some length");
    terminal.type_in(GO_ON);
    terminal.see("Which things matter?");
    terminal.type_in("bread\rroses");
    terminal.type_in(GO_ON);
    terminal.see("Why does bread matter?");
    terminal.type_in("It feeds");
    terminal.type_in(ENTER);
    terminal.see("Why does roses matter?");
    terminal.type_in(GO_ON);
    terminal.see("Which way?");
    terminal.type_in(ENTER);
    terminal.see("What now?");
    terminal.type_in("Onwards");
    terminal.type_in(ENTER);
    terminal.see("This is what you leave with.");
    terminal.type_in(ENTER);
    terminal.see("Kept. Its page");
    assert_eq!(terminal.leave(), 0);
    let (file, hand) = (facts(&by_file), facts(&by_hand));
    assert_eq!(file.len(), hand.len(), "{file:#?}\n{hand:#?}");
    for (file, hand) in file.iter().zip(&hand) {
        assert_eq!(file, hand);
    }
    let page = |home: &Home| {
        let text = fs::read_to_string(home.session().join("session.md")).expect("a page");
        let dated = |line: &&str| line.starts_with("began:") || line.starts_with('*');
        text.lines().filter(|line| !dated(line)).map(String::from).collect::<Vec<_>>()
    };
    assert_eq!(page(&by_file), page(&by_hand));
}

#[test]
fn whoever_stops_reading_hears_no_complaint() {
    let home = with_one();
    let name = home.session().file_name().expect("a name").to_string_lossy().into_owned();
    for args in [
        &["man"][..],
        &["keys"],
        &["completions", "bash"],
        &["list"],
        &["show", &name],
        &["check", "--json", SMALL],
        &["--help"],
    ] {
        let mut command: Command = home.command(args);
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("it ends");
        let said = Said::from(output);
        assert!(said.err.is_empty(), "{args:?}: {said:?}");
        assert!((0..=1).contains(&said.code), "{args:?}: {said:?}");
    }
}

/// A line as a program writes it.
fn framed(json: &str) -> String {
    format!("{:08x} {json}\n", crc32fast::hash(json.as_bytes()))
}

#[test]
fn what_a_newer_program_wrote_is_kept_and_what_it_forbids_is_not_done() {
    let home = Home::new();
    let file = written(&home, "early.yaml", "note: from the file\n");
    home.run(&["run", SMALL, "--answers", &file]);
    let log = home.session().join("log");
    let add = |n: u32, min_reader: u32| {
        let name = format!("{n:016}-0badcafe");
        let head = format!(
            "{{\"n\":{n},\"t\":0,\"k\":\"head\",\"segment\":{{\"format\":9,\"min_reader\":{min_reader},\
             \"run\":\"{name}\",\"mood\":1}},\"d\":{{}}}}"
        );
        let fact = format!("{{\"n\":{},\"t\":0,\"k\":\"sang\",\"d\":{{\"la\":1}}}}", n + 1);
        let text = framed(&head) + &framed(&fact);
        fs::write(log.join(format!("{name}.log")), text).expect("a segment");
    };
    add(100, 1);
    let terminal = Setup::new(&home).start(&["resume"]);
    terminal.see("What more is there?");
    assert_eq!(terminal.leave(), 0);
    let said = home.run(&["show", "2"]);
    assert!(said.err.contains("1 entry of a newer version"), "{said:?}");
    add(200, 9);
    let before = everything_under(&home.sessions());
    let said = home.run(&["resume"]);
    assert_eq!(said.code, 1, "{said:?}");
    assert!(said.err.contains("newer version"), "{said:?}");
    assert_eq!(everything_under(&home.sessions()), before, "nothing was written");
    let shown = home.shown();
    assert_eq!(shown["steps"][0]["given"]["text"], "from the file");
}
