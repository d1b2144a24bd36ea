//! Several people in one conversation: what is unsigned tells no seat, in no form, and no loop over
//! people keeps anybody waiting.

use std::fs;
use std::sync::Arc;
use std::time::{Duration, Instant};

use fieldbook::protocol;
use fieldbook::session::{Session, Setting};

use crate::home::Home;

/// The head of a protocol for several people.
const HEAD: &str = "fieldbook: 1\nid: trial\ntitle: Trial\ncapability: see-the-system\npurpose: To \
                    try.\npeople: 2 to 12\nsteps:\n";

/// Plays these steps with these answers: the page, and the name of the conversation.
fn played(home: &Home, steps: &str, answers: &str) -> (String, String) {
    let (protocol, given) = (home.around().join("p.yaml"), home.around().join("a.yaml"));
    fs::write(&protocol, format!("{HEAD}{steps}")).expect("a protocol");
    fs::write(&given, answers).expect("answers");
    let (protocol, given) = (protocol.to_string_lossy(), given.to_string_lossy());
    let said = home.run(&["run", &protocol, "--answers", &given]);
    assert_eq!(said.code, 0, "{said:?}");
    let folder = std::path::Path::new(said.out.trim()).to_owned();
    let page = fs::read_to_string(folder.join("session.md")).expect("a page");
    (page, folder.file_name().expect("a name").to_string_lossy().into_owned())
}

#[test]
fn what_is_unsigned_tells_no_seat_on_the_page_and_in_json() {
    let home = Home::new();
    let steps = "  - each: person\n    in: people\n    steps:\n      - step: worry\n        kind: \
                 short\n        who: person\n        visibility: unsigned\n        ask: What \
                 worries you?\n      - step: wish\n        kind: short\n        who: person\n        \
                 visibility: unsigned\n        ask: What do you wish?\n  - step: shown\n    kind: \
                 reveal\n    of: [worry, wish]\n";
    let answers = "people: [Ana, Ben, Chidi]\nworry: {Ana: zeal, Ben: haste, Chidi: mud}\nwish: \
                   {Ana: bread, Ben: wine, Chidi: rest}\n";
    let (page, name) = played(&home, steps, answers);
    let whole = home.run(&["show", &name, "--as", "json"]);
    let whole: serde_json::Value = serde_json::from_str(&whole.out).expect("JSON");
    for (of, words) in [("worry", ["haste", "mud", "zeal"]), ("wish", ["bread", "rest", "wine"])] {
        let steps = whole["steps"].as_array().expect("steps");
        let told: Vec<_> = steps.iter().filter(|step| step["step"] == of).collect();
        let texts: Vec<_> = told.iter().map(|step| step["given"]["text"].as_str()).collect();
        assert_eq!(texts, words.map(Some), "in the order of their words");
        for step in told {
            assert!(step["by"].is_null() && step["items"] == serde_json::json!([]), "{step}");
            assert_eq!(step["about"], serde_json::json!([]), "{step}");
        }
        let places: Vec<_> = words.iter().map(|word| page.find(word)).collect();
        assert!(places.is_sorted() && places.iter().all(Option::is_some), "{page}");
    }
    for name in ["Ana", "Ben", "Chidi"] {
        assert!(!page.contains(name), "{page}");
    }
}

#[test]
fn a_question_that_quotes_what_is_hidden_is_not_read_out_on_the_page() {
    let home = Home::new();
    let steps = "  - step: fear\n    kind: list\n    who: each\n    visibility: own\n    ask: What \
                 do you fear?\n  - step: step\n    kind: short\n    who: each\n    ask: You wrote \
                 “{fear}”. What is your next step?\n  - each: person\n    in: people\n    \
                 steps:\n      - each: one\n        in: fear\n        steps:\n          - step: \
                 sign\n            kind: short\n            who: person\n            ask: What \
                 would show that it fades?\n      - step: worry\n        kind: short\n        \
                 who: person\n        visibility: unsigned\n        ask: \"{person}, what worries \
                 you?\"\n  - step: shown\n    kind: reveal\n    of: worry\n";
    let answers = "people: [Ana, Ben]\nfear: {Ana: [heights], Ben: [moths]}\nstep: {Ana: I climb, \
                   Ben: I sleep}\nsign: {Ana: [a view], Ben: [a lamp]}\nworry: {Ana: zeal, Ben: \
                   haste}\n";
    let (page, name) = played(&home, steps, answers);
    let whole = home.run(&["show", &name, "--as", "json"]).out;
    for shown in [&page, &whole] {
        for hidden in ["heights", "moths", "Ana, what", "Ben, what"] {
            assert!(!shown.contains(hidden), "{hidden}: {shown}");
        }
        for told in ["You wrote “…”. What is your next step?", "I climb", "a view", "haste"] {
            assert!(shown.contains(told), "{told}: {shown}");
        }
    }
}

/// A table of three: parts, loops over people, over items and over laps, and unsigned answers.
const STEPS: &str = r#"  - part: Before anything else
    steps:
      - {step: arrive, kind: short, title: Arriving, who: each, ask: How are you here?}
      - each: person
        in: people
        steps:
          - {step: near, kind: scale, title: How near, who: person, ask: How near is it?}
          - {step: why, kind: short, title: And why, who: person, ask: Why so?}
  - {step: things, kind: list, title: Things, ask: Which things?}
  - each: thing
    in: things
    steps:
      - {step: cost, kind: short, title: The cost, ask: What does it cost?}
      - {step: gain, kind: short, title: The gain, ask: What does it give?}
  - each: one
    in: things
    steps:
      - {step: first, kind: short, title: A first step, ask: With what would you begin?}
  - {step: truth, kind: multi, title: True of us, who: each, visibility: unsigned, ask: What is true?, options: [We listen, We hurry, We know]}
  - {step: fears, kind: list, title: Fears, who: each, visibility: unsigned, ask: What do you fear?}
  - {step: shown, kind: reveal, title: What is so, of: [truth, fears]}
  - {step: draft, kind: short, title: A draft, ask: How does it read?}
  - {step: fits, kind: pick, title: Does it fit, ask: Does it fit?, options: [Yes, No]}
  - {go_to: draft, when: fits is "No"}
"#;

const ANSWERS: &str = "people: [Ana, Ben, Chidi]
arrive: {Ana: awake, Ben: late, Chidi: ~}
near: {Ana: 4, Ben: 7, Chidi: 2}
why: {Ana: a hill, Ben: a road, Chidi: a wall}
things: [a bench, a lamp]
cost: [two days, ten crowns]
gain: [rest, light]
first: [wood, a wire]
truth: {Ana: [We hurry, We listen], Ben: [We hurry], Chidi: []}
fears: {Ana: [rain, apathy], Ben: [noise], Chidi: [zeal]}
draft: [A bench., A bench and a lamp.]
fits: [No, Yes]
";

const PAGE: &str = "
## Before anything else

### Arriving

*How are you here?*

**Ana**

> awake

**Ben**

> late

### How near

*How near is it?*

*on a scale from 0 to 10*

> - Ana: 4
> - Ben: 7
> - Chidi: 2

### And why

*Why so?*

**Ana**

> a hill

**Ben**

> a road

**Chidi**

> a wall

## Things

*Which things?*

> - a bench
> - a lamp

## a bench

### The cost

*What does it cost?*

> two days

### The gain

*What does it give?*

> rest

## a lamp

### The cost

> ten crowns

### The gain

> light

## A first step

*With what would you begin?*

**a bench**

> wood

**a lamp**

> a wire

## True of us

*What is true?*

> - We hurry (2 people)
> - We listen (1 person)

*none of them: 1 person*

## Fears

*What do you fear?*

> - apathy
> - noise
> - rain
> - zeal

## What is so

*True of us: We hurry 2, We listen 1*

*Fears: 3 answers*

## A draft

*How does it read?*

> A bench.

## Does it fit

*Does it fit?*

> No

## The second time

### A draft

*How does it read?*

> A bench and a lamp.

### Does it fit

*Does it fit?*

> Yes

*1 question passed.*
";

#[test]
fn the_page_puts_each_question_once_and_ties_nothing_unsigned_together() {
    let (page, _) = played(&Home::new(), STEPS, ANSWERS);
    let body = page.split_once("# Trial\n").map(|(_, body)| body).unwrap_or_default();
    let body: String = body.split_inclusive('\n').skip(2).collect();
    assert_eq!(body, PAGE, "{page}");
}

#[test]
fn loops_within_loops_that_ask_nothing_keep_nobody_waiting() {
    let mut steps = String::new();
    for depth in 0..6 {
        let indent = "    ".repeat(depth);
        steps.push_str(&format!("{indent}  - each: person{depth}\n{indent}    in: people\n"));
        steps.push_str(&format!("{indent}    steps:\n"));
    }
    let indent = "    ".repeat(6);
    steps.push_str(&format!(
        "{indent}  - step: never\n{indent}    kind: short\n{indent}    when: alone\n{indent}    ask: \
         What?\n"
    ));
    let protocol = protocol::read(&format!("{HEAD}{steps}")).expect("a whole protocol");
    let people = (0..12).map(|at| format!("Person {at}")).collect();
    let began = Instant::now();
    let session = Session::new(Arc::new(protocol), Setting { people, ..Setting::default() });
    assert!(session.path().is_empty());
    assert!(began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
}
