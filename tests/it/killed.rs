//! Killed at any moment, the program goes on at the same step with every character that was drawn.

use crate::home::{Home, SMALL};
use crate::terminal::{BACK, ENTER, GO_ON, Setup, Terminal};

/// What is typed at once, so that something new is drawn each time: a blank alone is not.
const SENTENCE: [&str; 13] = [
    "O",
    "ù",
    " é",
    "t",
    "é",
    " 漢",
    "字",
    " 👩\u{200d}👩\u{200d}👧",
    " a",
    "?",
    " n\u{301}",
    " o",
    "k",
];

/// The row below the question, as it is drawn.
fn field(screen: &str) -> String {
    let mut rows = screen.lines().skip_while(|row| !row.contains('?') || row.contains('·'));
    rows.next();
    rows.find(|row| !row.trim().is_empty()).unwrap_or_default().trim().to_owned()
}

fn resume(home: &Home) -> Terminal<'_> {
    Setup::new(home).start(&["resume"])
}

#[test]
fn killed_after_every_key_it_goes_on_with_every_character_drawn() {
    let home = Home::new();
    let mut terminal = Setup::new(&home).begin();
    let mut typed = String::new();
    terminal.see("F1");
    let mut drawn = field(&terminal.screen());
    for key in SENTENCE {
        terminal.type_in(key);
        typed.push_str(key);
        terminal.see_that(&typed, |screen| field(screen) != drawn);
        drawn = field(&terminal.kill());
        terminal = resume(&home);
        terminal.see("A note");
        terminal.see_that(&format!("{drawn} after {typed:?}"), |screen| field(screen) == drawn);
    }
    assert!(drawn.starts_with("Où été 漢字 "), "{drawn:?} was drawn");
    terminal.type_in(ENTER);
    terminal.see("What more is there?");
    terminal.kill();
    assert_eq!(home.shown()["steps"][0]["given"]["text"], typed.as_str(), "{}", home.shown());
}

#[test]
fn killed_again_and_again_while_it_recovers_it_still_has_the_words() {
    let home = Home::new();
    let mut terminal = Setup::new(&home).begin();
    terminal.type_in("kept through every fall");
    terminal.see("kept through every fall");
    terminal.kill();
    // Each time a little later: before the first byte, while it draws, after it drew.
    for most in [0, 0, 1, 20, 60, 150, 300, 400] {
        let fallen = Setup::new(&home).kill_after(most).start(&["resume"]);
        if most == 0 {
            fallen.kill();
        } else {
            let mut fallen = fallen;
            fallen.type_in("!");
            fallen.end();
        }
    }
    let terminal = resume(&home);
    terminal.see("kept through every fall");
    terminal.leave();
    let recovered = home.run(&["recover"]);
    assert_eq!(recovered.code, 0, "{recovered:?}");
}

/// A whole conversation, key by key, and what must be in the journal once the step behind it is
/// on the screen.
const CONVERSATION: [(&str, &[&str]); 7] = [
    ("alder birch", &[ENTER]),
    ("cedar", &[ENTER, "d", "a", "t", "e", GO_ON]),
    ("elder", &[ENTER, "f", "e", "r", "n", ENTER, ENTER]),
    ("ginkgo", &[ENTER]),
    ("holly", &[ENTER]),
    ("", &[ENTER]),
    ("juniper", &[ENTER]),
];
const WORDS: [&str; 9] =
    ["alder", "birch", "cedar", "date", "elder", "fern", "ginkgo", "holly", "juniper"];

/// Leads through the conversation until the end, or until the program dies.
fn converse(terminal: &mut Terminal<'_>) {
    for (words, keys) in CONVERSATION {
        let letters: Vec<String> = words.chars().map(String::from).collect();
        let all = letters.iter().map(String::as_str).chain(keys.iter().copied());
        for key in all {
            if !terminal.press(key) {
                return;
            }
        }
    }
}

/// The titles of the steps, in order.
const TITLES: [&str; 6] = ["A note", "More of it", "Things", "Why", "A choice", "The end"];

/// Which step the head of the screen says one is at.
fn step(screen: &str) -> Option<usize> {
    let head = screen.lines().find_map(|row| row.trim().strip_prefix("Small talk · "))?;
    TITLES.iter().position(|title| head.starts_with(title)).map(|at| at + 1)
}

#[test]
fn killed_at_any_moment_of_a_conversation_it_loses_nothing_that_was_seen() {
    let home = Home::new();
    let mut whole = Setup::new(&home).begin();
    let begun = whole.raw().len();
    converse(&mut whole);
    whole.see("This is what you leave with.");
    let all = whole.raw().len();
    whole.kill();
    let mut chance = 20_261_123_usize;
    for run in 0..24 {
        chance =
            chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let most = begun + (chance >> 33) % (all - begun);
        let home = Home::new();
        let mut terminal = Setup::new(&home).kill_after(most).begin();
        converse(&mut terminal);
        let drawn = terminal.kill();
        let terminal = resume(&home);
        terminal.see_that("the conversation", |screen| {
            step(screen).is_some() || screen.contains("This is what")
        });
        let resumed = terminal.kill();
        let shown = home.shown().to_string();
        let what = format!("run {run}, {most} bytes:\n{drawn}\n--- resumed:\n{resumed}\n{shown}");
        let was = step(&drawn).unwrap_or(CONVERSATION.len() + 1);
        let is = step(&resumed).unwrap_or(CONVERSATION.len() + 1);
        assert!(is >= was, "{what}");
        for word in WORDS {
            let begun = (1..=word.len()).rev().map(|end| &word[..end]);
            let seen = begun
                .into_iter()
                .find(|part| part.len() > 1 && drawn.split_whitespace().any(|word| word == *part));
            if let Some(seen) = seen {
                assert!(resumed.contains(seen) || shown.contains(seen), "{seen:?}, {what}");
            }
        }
        for (words, _) in &CONVERSATION[..was.saturating_sub(1).min(CONVERSATION.len())] {
            assert!(shown.contains(words), "{words:?}, {what}");
        }
    }
}

#[test]
fn an_answer_is_there_once_the_next_question_is() {
    let home = Home::new();
    let mut terminal = Setup::new(&home).begin();
    terminal.type_in("said and done");
    terminal.type_in(ENTER);
    terminal.see("What more is there?");
    terminal.kill();
    assert_eq!(home.shown()["steps"][0]["given"]["text"], "said and done");
    let terminal = resume(&home);
    terminal.see("What more is there?");
    // Before the first question there is no conversation yet, and none is left half made.
    let other = Home::new();
    let terminal = Setup::new(&other).start(&["run", SMALL]);
    terminal.see("begin");
    terminal.kill();
    let listed = other.run(&["sessions", "--json"]);
    assert_eq!((listed.code, listed.out.trim()), (0, "[]"), "{listed:?}");
}

#[test]
fn words_and_a_move_that_come_in_one_burst_are_both_kept() {
    let home = Home::new();
    let mut terminal = Setup::new(&home).begin();
    terminal.type_in("first");
    terminal.type_in(GO_ON);
    terminal.see("What more is there?");
    terminal.send(format!("a burst of words{BACK}").as_bytes());
    terminal.see("What is on your mind?");
    terminal.kill();
    let mut terminal = resume(&home);
    terminal.see("What is on your mind?");
    terminal.type_in(GO_ON);
    terminal.see("a burst of words");
}
