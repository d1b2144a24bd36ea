//! What `check` remarks on in protocols that run: for each file under `tests/protocols/remarks`, the
//! whole of it, to the letter. Files that begin with `strict-` are looked at with `--strict`.
//! `FIELDBOOK_FRESHEN=1` writes the expectations anew, to be read like prose.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use fieldbook::base::problem::{Problem, Weight};
use fieldbook::protocol;
use serde_json::Value;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn folder() -> PathBuf {
    root().join("tests/protocols/remarks")
}

fn names() -> Vec<String> {
    let entries = fs::read_dir(folder()).expect("a folder of test files");
    let name = |entry: fs::DirEntry| entry.file_name().to_string_lossy().into_owned();
    let mut names: Vec<String> = entries.map(|entry| name(entry.expect("an entry"))).collect();
    names.retain(|name| Path::new(name).extension().is_some_and(|end| end == "yaml"));
    names.sort();
    names
}

fn check(arguments: &[&str]) -> Output {
    let home = tempfile::tempdir().expect("a folder of its own");
    Command::new(env!("CARGO_BIN_EXE_fieldbook"))
        .current_dir(folder())
        .arg("--home")
        .arg(home.path())
        .arg("check")
        .args(arguments)
        .output()
        .expect("the program runs")
}

fn told(output: &Output) -> String {
    let said = [&output.stdout[..], &output.stderr[..]].concat();
    String::from_utf8(said).expect("UTF-8")
}

#[test]
fn every_remark_is_told_to_the_letter() {
    let mut wrong = Vec::new();
    for name in names() {
        let strict = name.starts_with("strict-");
        let output = if strict { check(&["--strict", &name]) } else { check(&[&name]) };
        let told = told(&output);
        let code = output.status.code();
        assert_eq!(code, Some(i32::from(strict)), "remarks alone are no failure: {told}");
        let beside = folder().join(&name).with_extension("stderr");
        if std::env::var_os("FIELDBOOK_FRESHEN").is_some() {
            fs::write(&beside, &told).expect("the expectation is written");
        }
        let expected = fs::read_to_string(&beside).unwrap_or_default();
        if expected != told {
            wrong.push(format!("{name}\n--- expected\n{expected}--- told\n{told}"));
        }
        for line in told.lines() {
            assert!(line.chars().count() <= 80, "{name}: {line}");
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What is remarked on in one of the files.
fn remarks(source: &str, strict: bool) -> Vec<Problem> {
    let examined = protocol::examine("walk.yaml", source, &());
    if let Some(problems) = &examined.problems {
        let told: Vec<String> =
            problems.iter().map(|one| one.render("walk.yaml", source)).collect();
        panic!("{}", told.concat());
    }
    examined.remarks(strict)
}

#[test]
fn every_remark_there_is_stands_in_some_file_and_says_what_to_do() {
    let mut codes = BTreeSet::new();
    for name in names() {
        let source = fs::read_to_string(folder().join(&name)).expect("a text");
        let found = remarks(&source, true);
        assert!(name == "none.yaml" || !found.is_empty(), "{name}");
        for remark in found {
            assert_eq!(remark.weight, Weight::Remark);
            assert!(remark.advice().is_some_and(|advice| !advice.is_empty()), "{name}");
            assert!(!remark.message().ends_with(['.', '!']), "{}", remark.message());
            assert!(!remark.span.of(&source).is_empty(), "{name}: {remark:?}");
            codes.insert(remark.code.to_owned());
        }
    }
    let mut known = BTreeSet::new();
    for path in crate::house_rules::sources() {
        let source = fs::read_to_string(&path).expect("a text");
        for call in source.split("Problem::remark(\"").skip(1) {
            known.extend(call.split('"').next().map(str::to_owned));
        }
    }
    assert!(known.len() >= 6, "only {known:?} were found in the source");
    assert_eq!(codes, known);
}

#[test]
fn what_only_strict_authors_want_to_hear_is_said_to_them_alone() {
    for name in names().iter().filter(|name| name.starts_with("strict-")) {
        let source = fs::read_to_string(folder().join(name)).expect("a text");
        assert_eq!(remarks(&source, false), [], "{name}");
        assert!(!remarks(&source, true).is_empty(), "{name}");
    }
}

#[test]
fn a_program_is_told_how_much_a_finding_weighs_and_where_it_ends() {
    let bad = root().join("tests/protocols/bad/kind-unknown.yaml");
    let bad = bad.to_string_lossy();
    let output = check(&["--json", "never-asked-of-both.yaml", &bad]);
    assert_eq!(output.status.code(), Some(1));
    let found: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let found = found["problems"].as_array().expect("a list");
    let remark = &found[0];
    assert_eq!(remark["severity"], "remark");
    assert_eq!(remark["code"], "never-asked");
    let place = ["line", "column", "end_line", "end_column"].map(|key| remark[key].as_u64());
    assert_eq!(place, [13, 11, 13, 43].map(Some));
    for key in ["file", "message", "hint"] {
        assert!(remark[key].as_str().is_some_and(|words| !words.is_empty()), "{key}");
    }
    assert_eq!(found[1]["severity"], "problem");
}

#[test]
fn strictness_alone_decides_whether_remarks_are_a_failure() {
    for (arguments, code) in [
        (&["never-revealed.yaml"][..], 0),
        (&["--strict", "never-revealed.yaml"], 1),
        (&["--json", "never-revealed.yaml"], 0),
        (&["--json", "--strict", "never-revealed.yaml"], 1),
        (&["--strict", "none.yaml"], 0),
    ] {
        let output = check(arguments);
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {}", told(&output));
    }
}

#[test]
fn what_is_remarked_on_runs_all_the_same() {
    for name in names().iter().filter(|name| !name.starts_with("translation-")) {
        let source = fs::read_to_string(folder().join(name)).expect("a text");
        assert!(protocol::read(&source).is_ok(), "{name}");
    }
}

#[test]
fn shipped_protocols_leave_nothing_to_remark_on() {
    let protocols = root().join("protocols");
    let output = check(&[&protocols.to_string_lossy()]);
    let told = told(&output);
    assert!(told.contains("all is well"), "{told}");
}

/// What stands before the steps below: lists, a choice and a number, none of which takes time.
const BEFORE: &str = "  - {step: s, kind: list, ask: x, at_most: 2}
  - {step: l, kind: list, ask: x}
  - {step: p, kind: pick, ask: x, options: [a, b]}
  - {step: n, kind: scale, ask: x}
";

/// Steps, and the minutes that they come to for one, two and four people.
const SUMS: &[(&str, &str, [u32; 3])] = &[
    ("a step", "  - {step: a, kind: say, say: x, time: 10 minutes}\n", [10, 10, 10]),
    ("each person", "  - {step: a, kind: say, say: x, time: 3 minutes each}\n", [3, 6, 12]),
    (
        "both",
        "  - {step: a, kind: say, say: x, time: {target: 10 minutes, each: 1 minute}}\n",
        [11, 12, 14],
    ),
    (
        "alone",
        "  - {step: a, kind: say, say: x, time: 2 minutes, when: alone}
  - {step: b, kind: say, say: x, time: 10 minutes}
",
        [12, 10, 10],
    ),
    (
        "a condition on people and something else",
        "  - {step: a, kind: say, say: x, time: 2 minutes, when: people.count >= 3 and l is answered}
  - {step: b, kind: say, say: x, time: 10 minutes}
",
        [10, 10, 12],
    ),
    (
        "any other condition",
        "  - {step: a, kind: say, say: x, time: 10 minutes, when: l.count > 7}\n",
        [10, 10, 10],
    ),
    (
        "a condition with a function",
        "  - {step: a, kind: say, say: x, time: 10 minutes, when: sum(l) > 700}\n",
        [10, 10, 10],
    ),
    (
        "alternatives",
        "  - {step: a, kind: say, say: x, time: 10 minutes, when: p is 'a'}
  - {step: b, kind: say, say: x, time: 2 minutes, when: p is 'b'}
  - {step: c, kind: say, say: x, time: 1 minute, when: p is not 'a'}
",
        [10, 10, 10],
    ),
    (
        "alternatives of which each asks for something more",
        "  - {step: a, kind: say, say: x, time: 10 minutes, when: p is 'a' and n > 3}
  - {step: b, kind: say, say: x, time: 8 minutes, when: p is 'b' and n > 3}
  - {step: c, kind: say, say: x, time: 1 minute, when: n > 5}
",
        [11, 11, 11],
    ),
    (
        "numbers apart",
        "  - {step: a, kind: say, say: x, time: 10 minutes, when: n < 5}
  - {step: b, kind: say, say: x, time: 20 minutes, when: n >= 5}
",
        [20, 20, 20],
    ),
    (
        "what was said and what was not",
        "  - {step: a, kind: say, say: x, time: 10 minutes, when: l is answered}
  - {step: b, kind: say, say: x, time: 20 minutes, when: l is missing}
",
        [20, 20, 20],
    ),
    (
        "a loop over people",
        "  - {each: i, in: people, steps: [{step: a, kind: say, say: x, time: 10 minutes}]}\n",
        [10, 20, 40],
    ),
    (
        "a loop over pairs",
        "  - each: i
    in: pairs(people)
    when: people.count > 1
    steps: [{step: a, kind: say, say: x, time: 10 minutes}]
  - {step: b, kind: say, say: x, time: 2 minutes}
",
        [2, 12, 22],
    ),
    (
        "a loop over a list",
        "  - {each: i, in: l, steps: [{step: a, kind: say, say: x, time: 10 minutes}]}\n",
        [30, 30, 30],
    ),
    (
        "a loop over a short list",
        "  - {each: i, in: s, steps: [{step: a, kind: say, say: x, time: 10 minutes}]}\n",
        [20, 20, 20],
    ),
    (
        "a loop over the first of a list",
        "  - {each: i, in: 'top(l, 1)', steps: [{step: a, kind: say, say: x, time: 10 minutes}]}\n",
        [10, 10, 10],
    ),
    (
        "laps",
        "  - repeat: i
    until: n > 5
    at_most: 9
    steps: [{step: a, kind: say, say: x, time: 10 minutes}]
",
        [20, 20, 20],
    ),
    (
        "a way back",
        "  - {step: a, kind: say, say: x, time: 10 minutes}
  - {go_to: a, when: n > 5}
",
        [10, 10, 10],
    ),
    (
        "a way forward",
        "  - {go_to: b, when: alone}
  - {step: a, kind: say, say: x, time: 2 minutes}
  - {step: b, kind: say, say: x, time: 10 minutes}
",
        [10, 12, 12],
    ),
    (
        "before and after",
        "  - {step: a, kind: say, say: x, time: 3 minutes, before: 2 days}
  - {step: b, kind: say, say: x, time: 3 minutes, after: 2 days}
  - {step: c, kind: say, say: x, time: 10 minutes}
",
        [10, 10, 10],
    ),
    (
        "a round",
        "  - {step: r, kind: round, ask: x, time: 1 minute each}
  - {step: a, kind: say, say: x, time: 10 minutes}
",
        [10, 12, 14],
    ),
    (
        "what hangs on something that is not asked alone",
        "  - {step: q, kind: pick, ask: x, options: [a, b], when: people.count > 1}
  - {step: a, kind: say, say: x, time: 2 minutes, when: q is 'a'}
  - {step: b, kind: say, say: x, time: 10 minutes}
",
        [10, 12, 12],
    ),
];

/// Minutes that steps come to for one, two and four people.
fn sums(steps: &str) -> [Option<u32>; 3] {
    ["alone", "pair", "group"].map(|form| {
        let source = format!(
            "fieldbook: 1\nid: x\ntitle: x\ncapability: see-the-system\npurpose: x\n\
             people: 1 to 6\nminutes: {{{form}: 1440}}\nsteps:\n{BEFORE}{steps}"
        );
        let found = remarks(&source, false);
        let found = found.iter().find(|remark| remark.code == "minutes-off")?;
        found.message().split(' ').find_map(|word| word.parse().ok())
    })
}

#[test]
fn minutes_are_added_up_as_people_take_the_steps() {
    for (what, steps, expected) in SUMS {
        assert_eq!(sums(steps), expected.map(Some), "{what}\n{steps}");
    }
    let none = sums("  - {step: a, kind: say, say: x}\n");
    assert_eq!(none, [None; 3], "there is nothing to add up");
}

#[test]
fn minutes_may_count_offers_or_leave_them_out() {
    let with = |minutes: u32| {
        let source = format!(
            "fieldbook: 1\nid: x\ntitle: x\ncapability: see-the-system\npurpose: x\n\
             minutes: {minutes}\nsteps:\n  - {{step: a, kind: say, say: x, time: 40 minutes}}\n  \
             - {{step: b, kind: say, say: x, time: 40 minutes, optional: true}}\n"
        );
        remarks(&source, false).first().map(Problem::message)
    };
    assert_eq!(with(40), None);
    assert_eq!(with(60), None);
    assert_eq!(with(80), None);
    let words = "the steps come to about 40 minutes alone, and this says 30";
    assert_eq!(with(30).as_deref(), Some(words));
    let words = "the steps come to about 80 minutes alone, and this says 120";
    assert_eq!(with(120).as_deref(), Some(words));
}

#[test]
fn a_condition_that_may_hold_is_not_remarked_on() {
    for when in [
        "p is \"a\" or p is \"b\"",
        "p is \"a\" and n > 3",
        "p is \"a\" and alone",
        "n > 3 and n < 4",
        "not p is \"a\" and not p is \"b\"",
        "l is missing",
        "l has \"x\" and l has \"y\"",
        "top(l, 1) has \"x\" and l.count > 3",
        "sum(l) > 3 and people.count > 5",
        "n is missing and p is missing",
        "n + 1 > 10",
        "people.count = 6",
        "m has \"a\" and m has \"b\" and m lacks \"c\"",
        "minutes_left < 5",
        "w is \"so\" and w is answered",
    ] {
        let source = format!(
            "fieldbook: 1\nid: x\ntitle: x\ncapability: see-the-system\npurpose: x\npeople: 1 to 6\n\
             steps:\n  - {{step: l, kind: list, ask: x}}\n  - {{step: w, kind: short, ask: x}}\n  \
             - {{step: p, kind: pick, ask: x, options: [a, b]}}\n  \
             - {{step: m, kind: multi, ask: x, options: [a, b, c]}}\n  \
             - {{step: n, kind: scale, ask: x}}\n  - {{step: z, kind: say, say: x, when: '{when}'}}\n"
        );
        assert_eq!(remarks(&source, false), [], "{when}");
    }
}

#[test]
fn a_condition_that_cannot_hold_is_remarked_on() {
    for when in [
        "p is \"a\" and p is \"b\"",
        "p is \"a\" and p is missing",
        "n > 7 and n < 3",
        "m has \"a\" and m lacks \"a\"",
        "people.count > 6",
        "alone and people.count > 1",
        "not (p is \"a\" or p is not \"a\")",
    ] {
        let source = format!(
            "fieldbook: 1\nid: x\ntitle: x\ncapability: see-the-system\npurpose: x\npeople: 1 to 6\n\
             steps:\n  - {{step: p, kind: pick, ask: x, options: [a, b]}}\n  \
             - {{step: m, kind: multi, ask: x, options: [a, b, c]}}\n  \
             - {{step: n, kind: scale, ask: x}}\n  - {{step: z, kind: say, say: x, when: '{when}'}}\n"
        );
        let codes: Vec<&str> = remarks(&source, false).iter().map(|one| one.code).collect();
        assert_eq!(codes, ["never-asked"], "{when}");
    }
}
