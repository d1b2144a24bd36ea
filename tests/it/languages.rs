//! Protocols in other languages: their texts in the file itself or beside it, with those of the
//! fragments they use; what is missing stays as it is, and is told.

use std::fs;

use crate::home::{Home, Said};

const BASE: &str = "\
fieldbook: 1
id: arrive
title: Arriving
capability: surface-assumptions
purpose: To arrive.
languages:
  es:
    title: Llegar
    purpose: Para llegar.
    parts: {Here: Aquí}
    with: {greet: {question: ¿Cómo llegas?}}
    steps:
      mood: {ask: ¿Qué ánimo traes?, options: {calm: En calma}}
steps:
  - use: greet
    with: {question: How do you arrive?}
  - part: Here
    steps:
      - step: mood
        kind: pick
        ask: What mood do you bring?
        options: [{calm: Calm}, {restless: Restless}]
";

const GREET: &str = "\
fieldbook: 1
fragment: greet
title: Greeting
purpose: To greet.
takes: {question: What is with you?}
steps:
  - step: word
    kind: short
    say: You are welcome here.
    ask: \"{question}\"
";

const GREET_ES: &str = "\
fieldbook: 1
translates: greet
language: es
title: Saludo
purpose: Saludar.
takes: {question: ¿Qué traes?}
steps:
  word: {say: Qué bien que estés aquí.}
";

fn with(files: &[(&str, &str)]) -> Home {
    let home = Home::new();
    fs::create_dir(home.away().join("fragments")).expect("a folder");
    for (name, text) in files {
        fs::write(home.away().join(name), text).expect("a file");
    }
    home
}

fn all() -> Vec<(&'static str, &'static str)> {
    vec![
        ("arrive.yaml", BASE),
        ("fragments/greet.yaml", GREET),
        ("fragments/greet.es.yaml", GREET_ES),
    ]
}

/// What is seen of the first question in plain mode.
fn asked(home: &Home, args: &[&str]) -> String {
    let said = home.feed(&[&["--plain"], args].concat(), b"\n:quit\n");
    said.out + &said.err
}

#[test]
fn a_file_may_hold_its_words_in_several_languages_and_its_fragments_speak_the_same() {
    let home = with(&all());
    let spanish = asked(&home, &["--language", "es", "run", "./arrive.yaml"]);
    assert!(spanish.contains("¿Cómo llegas?"), "{spanish}");
    assert!(spanish.contains("Qué bien que estés aquí."), "{spanish}");
    let english = asked(&home, &["run", "./arrive.yaml"]);
    assert!(english.contains("How do you arrive?"), "{english}");
    assert!(english.contains("You are welcome here."), "{english}");
    // There is no French: nothing of it is half translated.
    let french = asked(&home, &["--language", "fr", "run", "./arrive.yaml"]);
    assert!(french.contains("How do you arrive?") && !french.contains("Qué bien"), "{french}");
}

#[test]
fn a_conversation_goes_on_in_its_language_when_the_files_are_gone() {
    let home = with(&all());
    home.feed(&["--plain", "--language", "es", "run", "./arrive.yaml"], b"\nAlegre\n:quit\n");
    fs::remove_dir_all(home.away()).expect("gone");
    fs::create_dir(home.away()).expect("a folder to be in");
    let id = home.shown()["id"].as_str().unwrap_or_default().to_owned();
    let again = asked(&home, &["resume", &id]);
    assert!(again.contains("¿Qué ánimo traes?"), "{again}");
}

#[test]
fn what_is_missing_in_a_language_is_told_and_what_is_wrong_in_it_points_there() {
    let home = with(&all());
    let Said { err, code, .. } = home.run(&["check", "arrive.yaml"]);
    assert_eq!(code, 0, "{err}");
    let expected = "10 of 11 texts of it are there in es; the others stay as they are: \
                    mood.options.restless.";
    assert!(err.contains(expected), "{err}");

    let astray = BASE.replace("mood: {ask: ¿", "mod: {ask: ¿");
    let home = with(&[("arrive.yaml", astray.as_str()), ("fragments/greet.yaml", GREET)]);
    let Said { out, code, .. } = home.run(&["check", "arrive.yaml"]);
    assert_eq!(code, 0, "{out}");
    let remark = "arrive.yaml:13:7: remark: no step is called `mod`; these words are never said";
    assert!(out.contains(remark) && out.contains("did you mean `mood`?"), "{out}");

    let wrong = BASE.replace("¿Qué ánimo traes?", "\"¿{mod}?\"");
    let home = with(&[("arrive.yaml", wrong.as_str()), ("fragments/greet.yaml", GREET)]);
    let Said { out, code, .. } = home.run(&["check", "arrive.yaml"]);
    assert_eq!(code, 1, "{out}");
    assert!(out.contains("arrive.yaml:13:22: problem"), "{out}");
}

#[test]
fn what_a_fragment_has_in_a_language_is_told_as_well() {
    let inside =
        GREET.replace("steps:", "languages: {de: {title: Gruß, steps: {wird: {say: Ja}}}}\nsteps:");
    let home = with(&[("greet.yaml", inside.as_str()), ("greet.es.yaml", GREET_ES)]);
    let Said { err, code, .. } = home.run(&["check", "greet.es.yaml"]);
    assert_eq!(code, 0, "{err}");
    assert!(err.contains("all 4 texts of greet.yaml are there in es."), "{err}");
    let Said { out, err, .. } = home.run(&["check", "greet.yaml"]);
    assert!(err.contains("1 of 4 texts of it are there in de;"), "{err}");
    assert!(out.contains("no step is called `wird`"), "{out}");
}

#[test]
fn a_fragment_speaks_the_language_that_a_protocol_is_written_in() {
    let spanish = BASE.replace("title: Arriving", "title: Llegar\nlanguage: es");
    let home = with(&[
        ("arrive.yaml", spanish.replace("languages:\n  es:", "languages:\n  pt:").as_str()),
        ("fragments/greet.yaml", GREET),
        ("fragments/greet.es.yaml", GREET_ES),
    ]);
    let seen = asked(&home, &["run", "./arrive.yaml"]);
    assert!(seen.contains("How do you arrive?") && seen.contains("Qué bien"), "{seen}");
}
