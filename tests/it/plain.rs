//! Plain mode can do what the screen can do, and leads to the same page.

use std::path::Path;

use fieldbook::key::Hint;
use fieldbook::screen::key_lists;
use fieldbook::session::Session;
use fieldbook::shell::Rehearsal;

use crate::play::{self, Home, Listener};

fn protocol() -> String {
    format!("{}/tests/protocols/good/every-kind.yaml", env!("CARGO_MANIFEST_DIR"))
}

/// What the words of plain mode do, when they are no words here.
fn is_unknown(said: &[String]) -> bool {
    said.iter().any(|line| line.contains("is not a word here"))
}

/// A conversation at its `step`, counted from 1, with a list of two people answered.
fn at_step(home: &Home, step: usize) -> Rehearsal {
    let mut program = home.rehearse((80, 24));
    program.offer(&protocol()).expect("a protocol without a problem");
    for line in ["", ":go 6", "Ines", "Ruth", "", &format!(":go {step}")] {
        program.line(line);
    }
    program
}

fn has_words(hints: &[Hint]) -> Vec<Hint> {
    hints.iter().filter(|hint| !hint.word.is_empty()).cloned().collect()
}

#[test]
fn every_word_that_a_place_lists_is_understood_there() {
    play::set_clock(play::EVENING);
    let steps = {
        let home = Home::in_memory();
        at_step(&home, 1).session().expect("a conversation").path().len()
    };
    let mut tried = 0;
    for step in 1..=steps + 1 {
        let home = Home::in_memory();
        let hints = at_step(&home, step).hints();
        for hint in has_words(&hints) {
            for rest in ["", " 1"] {
                // A home with few conversations is read quickly.
                let home = Home::in_memory();
                let mut program = at_step(&home, step);
                if step == steps + 1 {
                    play::press(&mut program, "<c-o><end><enter>");
                }
                let mut said = program.line(&format!(":{}{rest}", hint.word));
                if !program.has_left() {
                    said.extend(program.notice());
                    program.spoken();
                }
                assert!(!is_unknown(&said), "step {step}: “:{}{rest}”", hint.word);
                tried += 1;
            }
        }
    }
    assert!(tried > 300, "only {tried} words were tried");
}

#[test]
fn every_word_is_understood_outside_a_conversation_too() {
    play::set_clock(play::EVENING);
    let home = Home::in_memory();
    let mut first = at_step(&home, 2);
    first.line(":leave");
    let places = [
        ("the shelf", ""),
        ("the three questions", ":suggest"),
        ("the suggestions", ":suggest\n1\n1\n4"),
        ("the threshold", "iceberg\n1"),
        ("the archive", ":archive"),
        ("a page", ":archive\n1"),
    ];
    for (place, lines) in places {
        let reach = || {
            let mut program = home.rehearse((80, 24));
            lines.lines().for_each(|line| drop(program.line(line)));
            program
        };
        for hint in has_words(&reach().hints()) {
            let mut program = reach();
            let mut said = program.line(&format!(":{} 1", hint.word));
            said.extend(program.notice());
            assert!(!is_unknown(&said), "{place}: “:{}”", hint.word);
        }
    }
}

#[test]
fn what_a_key_does_a_word_or_a_line_does_too() {
    // Keys that only move about on a screen have no place in lines; all others have a word.
    let moves = [
        "up",
        "down",
        "page up",
        "page down",
        "to the top",
        "to the end",
        "scroll up",
        "scroll down",
        "choose",
        "open",
        "more",
        "show all",
        "narrow; keep the words",
        "put away what lies over the question",
    ];
    for (place, hints) in key_lists() {
        if place == "Writing" {
            continue;
        }
        for hint in hints.iter().filter(|hint| hint.word.is_empty()) {
            assert!(moves.contains(&hint.says), "{place}: “{}” has no word", hint.says);
        }
    }
}

#[test]
fn the_words_of_a_place_are_listed_with_the_words_that_work_everywhere() {
    play::set_clock(play::EVENING);
    let home = Home::in_memory();
    let mut program = at_step(&home, 6);
    let said = program.line(":keys").join("\n");
    for word in [":next", ":back", ":pass", ":drop", ":earlier", ":keys", ":leave", ":again"] {
        assert!(said.contains(&format!("  {word}  ")), "{word} is missing in:\n{said}");
    }
}

/// The page of the only conversation in a home.
fn page(home: &Home) -> String {
    let sessions = home.sessions();
    assert_eq!(sessions.len(), 1, "one conversation");
    let page = std::fs::read_to_string(Path::new(&sessions[0]).join("session.md"));
    page.expect("a page")
}

/// The same answers, as keys and as lines of plain mode; one pair for each step.
const ANSWERS: [(&str, &str); 22] = [
    ("<enter>", ""),
    ("The bus was late.<enter>", "The bus was late."),
    ("<enter><enter>and a new driver.<c-n>", "\nand a new driver.\n."),
    ("45<enter>", "45"),
    ("<c-n>", ":pass"),
    ("<enter>", ""),
    (
        "Ines<enter>Ruth<enter>Omar<up><a-up><down><down><enter><enter>",
        "Ines\nRuth\nOmar\n:earlier 2\n",
    ),
    ("A joke<enter>", "A joke"),
    ("a key<enter>a day off<enter><enter>", "a key\na day off\n"),
    ("the owner<enter>", "the owner"),
    ("Ines<enter>", "Ines"),
    ("A hurry<enter>", "A hurry"),
    ("<c-n>", ":pass"),
    ("<enter><enter>", ":pass"),
    ("<c-n>", ":pass"),
    (
        "Fine.<enter>It is not.<enter>So so.<enter>Good.<enter><enter>",
        "Fine.\nIt is not.\nSo so.\nGood.\n",
    ),
    ("a<enter>b<enter>c<enter>d<enter>e<enter>f<enter>", "a\nb\nc\nd\ne\nf"),
    ("2<enter>", "2"),
    ("It can be seen.<enter>", "It can be seen."),
    ("1<down><down><space><enter>", "1 3"),
    ("A question<enter>and a sigh<c-n>", "A question\nand a sigh\n"),
    ("<enter>", ""),
];
const PROMISES: (&str, &str) = (
    "<enter>Friday<enter>when I unlock<enter><enter>Li<enter>90<enter>\
     <enter><enter><enter><enter><enter>70<enter><enter>\
     rest<enter><enter><enter>",
    "\nFriday\nwhen I unlock\n\nLi\n90\n\n\n\n\n\n70\n\nrest\n\n",
);

#[test]
fn the_same_answers_lead_to_the_same_page() {
    play::set_clock(play::EVENING);
    let (drawn, spoken) = (Home::in_memory(), Home::in_memory());
    let (mut keys, mut lines) = (drawn.rehearse((80, 24)), spoken.rehearse((80, 24)));
    for program in [&mut keys, &mut lines] {
        program.offer(&protocol()).expect("a protocol without a problem");
    }
    play::press(&mut keys, "<enter>");
    lines.line("");
    let place = |program: &Rehearsal| program.session().map(Session::place);
    for (pressed, said) in ANSWERS {
        play::press(&mut keys, pressed);
        said.split('\n').for_each(|line| drop(lines.line(line)));
        assert_eq!(place(&keys), place(&lines), "after {pressed} and {said:?}");
    }
    play::press(&mut keys, PROMISES.0);
    PROMISES.1.split('\n').for_each(|line| drop(lines.line(line)));
    assert_eq!(place(&keys), place(&lines), "after the promises");
    assert!(keys.spoken().lines[0].starts_with("That was the last"), "{:?}", keys.spoken());
    assert_eq!(keys.spoken(), lines.spoken());
    play::press(&mut keys, "<enter>");
    lines.line("");
    assert_eq!(page(&drawn), page(&spoken));
}

#[test]
fn a_place_is_said_once_and_again_when_asked() {
    play::set_clock(play::EVENING);
    let home = Home::in_memory();
    let mut program = at_step(&home, 2);
    let mut listener = Listener::default();
    let first = listener.hear(&mut program);
    assert!(first.iter().any(|line| line == "Question: What happened?"), "{first:?}");
    let after = listener.say(&mut program, ":clock");
    assert!(!after.iter().any(|line| line.starts_with("Question")), "{after:?}");
    let again = listener.say(&mut program, ":again");
    assert!(again.iter().any(|line| line == "Question: What happened?"), "{again:?}");
}
