//! What comes back from an earlier session, and to whom: what was said at a table to those who were
//! there, what somebody kept to themselves to them alone, and nothing to anybody else.

use std::fs;

use crate::home::{Home, everything_under, is_on_disk};

const AGAIN: &str = "\
fieldbook: 1
id: again
title: Again
capability: surface-assumptions
purpose: To see what comes back.
people: 1 to 3
steps:
  - {step: mine_before, kind: recall, who: each, visibility: own, of: felt, from: last session,
     contrast: true, say: This is what you kept to yourself.}
  - {step: ours_before, kind: recall, of: agreed, from: last session, contrast: true}
  - {step: felt, kind: short, who: each, visibility: own, ask: What do you feel?}
  - {step: agreed, kind: short, ask: What do you agree on?}
";

const TABLE: &str = "\
people: [Ana, Bo]
felt: {Ana: the heron, Bo: the adder}
agreed: the otter
";

const ALONE: &str = "{felt: the badger, agreed: the vole}\n";

/// A home in which one session was held with these answers, in this thread.
fn after(answers: &str, thread: &[&str]) -> Home {
    let home = Home::new();
    fs::write(home.away().join("again.yaml"), AGAIN).expect("a protocol");
    fs::write(home.away().join("answers.yaml"), answers).expect("answers");
    let run = [thread, &["run", "./again.yaml", "--answers", "answers.yaml"]].concat();
    let said = home.run(&run);
    assert_eq!(said.code, 0, "{}", said.err);
    home
}

/// What is seen of the next session of these people, up to the first question of the table.
fn seen(home: &Home, people: &[&str], thread: &[&str]) -> String {
    let names: String = people.iter().map(|name| format!("{name}\n")).collect();
    // They pass whatever they are asked.
    let keys = format!("\n{names}\n{}", "\n".repeat(24));
    let run = [&["--plain"], thread, &["run", "./again.yaml"]].concat();
    let said = home.feed(&run, keys.as_bytes());
    said.out + &said.err
}

#[test]
fn to_each_comes_back_what_they_kept_to_themselves_and_to_the_table_what_it_said() {
    let home = after(TABLE, &[]);
    let seen = seen(&home, &["Bo", "Ana"], &[]);
    let turns: Vec<&str> = seen.split("Please p").collect();
    let with = |words: &str| -> Vec<usize> {
        turns
            .iter()
            .enumerate()
            .filter(|(_, turn)| turn.contains(words))
            .map(|(at, _)| at)
            .collect()
    };
    let (heron, adder, otter) = (with("the heron"), with("the adder"), with("the otter"));
    // What the table said is on its page as well.
    assert!(heron.len() == 1 && adder.len() == 1 && !otter.is_empty(), "{seen}");
    assert!(turns[heron[0]].contains("to Ana"), "{seen}");
    assert!(turns[adder[0]].contains("to Bo"), "{seen}");
    assert!(heron[0] != otter[0] && adder[0] != otter[0], "{seen}");
}

#[test]
fn nothing_comes_back_to_somebody_who_was_not_there() {
    let home = after(TABLE, &[]);
    let newcomer = seen(&home, &["Ana", "Cem"], &[]);
    assert!(!newcomer.contains("the heron") && !newcomer.contains("the otter"), "{newcomer}");
    let alone = seen(&home, &[], &[]);
    assert!(!alone.contains("the otter") && !alone.contains("the adder"), "{alone}");
}

#[test]
fn what_was_written_alone_is_read_out_at_no_table() {
    let home = after(ALONE, &[]);
    let table = seen(&home, &["Ana", "Bo"], &[]);
    assert!(!table.contains("the badger") && !table.contains("the vole"), "{table}");
    let alone = seen(&home, &[], &[]);
    assert!(alone.contains("the badger") && alone.contains("the vole"), "{alone}");
}

#[test]
fn in_a_thread_what_the_table_said_comes_back_whoever_is_here_today() {
    let thread = ["--thread", "Tuesdays"];
    let home = after(TABLE, &thread);
    let elsewhere = seen(&home, &["Ana", "Bo"], &[]);
    assert!(!elsewhere.contains("the otter"), "{elsewhere}");
    let newcomer = seen(&home, &["Ana", "Cem"], &thread);
    assert!(newcomer.contains("the otter") && newcomer.contains("the heron"), "{newcomer}");
    assert!(!newcomer.contains("the adder"), "{newcomer}");
}

#[test]
fn what_came_back_to_one_person_is_on_no_page() {
    let home = after(TABLE, &[]);
    seen(&home, &["Ana", "Bo"], &[]);
    for (path, text) in everything_under(&home.sessions()) {
        if path.extension().is_some_and(|end| end == "md") {
            let text = String::from_utf8_lossy(text.as_deref().unwrap_or_default()).into_owned();
            assert!(!text.contains("the heron") && !text.contains("the adder"), "{text}");
        }
    }
    assert!(is_on_disk(&home.sessions(), "the heron"));
}
