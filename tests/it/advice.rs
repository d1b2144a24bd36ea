//! What is remarked on while somebody writes, and above all what is not: `tests/advice/`, one file
//! of examples for each thing that is watched for, in each language.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use fieldbook::advice::{Remark, Watch, Written, remark, remark_on};
use proptest::prelude::*;

const LANGUAGES: [&str; 3] = ["en", "es", "de"];

fn examples(watch: &str, language: &str) -> String {
    let name = format!("tests/advice/{watch}.{language}.txt");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(&name);
    fs::read_to_string(path).unwrap_or_else(|_| panic!("there are no examples: {name}"))
}

fn found<'t>(remark: Option<&Remark>, text: &'t str) -> Option<&'t str> {
    remark.map(|remark| &text[remark.found.clone()])
}

#[test]
fn every_example_is_remarked_on_or_left_alone_as_it_says() {
    let mut wrong = Vec::new();
    for (name, watch) in Watch::ALL {
        for language in LANGUAGES {
            let (mut remarked, mut left) = (0, 0);
            for line in examples(name, language).lines() {
                let (mark, rest) = line.split_at(2);
                let (expected, text, date) = match (mark, rest.split_once(" | ")) {
                    ("+ ", Some((found, text))) => (Some(found), text, ""),
                    ("- ", None) => (None, rest, ""),
                    ("* ", Some((text, date))) => (None, text, date),
                    _ => panic!("{name}.{language}: {line}"),
                };
                let remark =
                    remark_on(watch, &Written { text, date, ..Written::default() }, language);
                if found(remark.as_ref(), text) != expected {
                    wrong.push(format!("{name}.{language}: {line}\n    {remark:?}"));
                }
                *(if expected.is_some() { &mut remarked } else { &mut left }) += 1;
            }
            assert!(remarked >= 2 && left >= 2, "{name}.{language} has too few examples");
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

/// A remark asks; it neither corrects nor shouts, and it fits on two rows.
#[test]
fn every_remark_is_short_and_asks() {
    for (name, watch) in Watch::ALL {
        for language in LANGUAGES {
            for line in examples(name, language).lines().filter(|line| line.starts_with("+ ")) {
                let text = line.split_once(" | ").map_or("", |(_, text)| text);
                let says =
                    remark(watch, text, language).map(|remark| remark.says).unwrap_or_default();
                assert!(says.contains('?'), "{line}: {says}");
                assert!(!says.contains(['!', '{', '}']), "{line}: {says}");
                assert!(says.chars().count() <= 110, "{line}: {says}");
            }
        }
    }
}

#[test]
fn the_word_at_the_caret_is_not_looked_at_yet() {
    let text = "He ignored";
    let typing = Written { text, caret: Some(text.len()), ..Written::default() };
    assert_eq!(remark_on(Watch::Judging, &typing, "en"), None);
    let text = "He ignored me";
    let typing = Written { text, caret: Some(text.len()), ..Written::default() };
    let remark = remark_on(Watch::Judging, &typing, "en").expect("a remark");
    assert_eq!(found(Some(&remark), text), Some("ignored"));
    assert_eq!(remark.says, "“ignored” says what you took it to mean. What did you see or hear?");
}

#[test]
fn what_stands_last_before_the_caret_is_remarked_on() {
    let text = "He was rude and then he was lazy, and later he was unfair to us.";
    let at = |caret| {
        let typing = Written { text, caret: Some(caret), ..Written::default() };
        found(remark_on(Watch::Judging, &typing, "en").as_ref(), text)
    };
    assert_eq!(at(40), Some("lazy"));
    assert_eq!(at(text.len()), Some("unfair"));
    assert_eq!(at(0), Some("rude"), "there is nothing before it");
    assert_eq!(found(remark(Watch::Judging, text, "en").as_ref(), text), Some("rude"));
}

#[test]
fn only_the_paragraph_at_the_caret_is_looked_at() {
    let text = "He was rude.\n\nHe looked at his phone.";
    let typing = Written { text, caret: Some(text.len()), ..Written::default() };
    assert_eq!(remark_on(Watch::Judging, &typing, "en"), None);
}

#[test]
fn the_day_of_a_promise_may_still_come() {
    let text = "I will call the school";
    let typing = Written { text, caret: Some(text.len()), ..Written::default() };
    assert_eq!(remark_on(Watch::Dateless, &typing, "en"), None);
    let text = "I will call the school.";
    let typing = Written { text, caret: Some(text.len()), ..Written::default() };
    let remark = remark_on(Watch::Dateless, &typing, "en").expect("a remark");
    assert!(remark.says.starts_with("When will you do it?"), "{}", remark.says);
}

#[test]
fn who_is_here_is_known_by_name() {
    let people = ["Will".to_owned(), "Grace Hopper".to_owned()];
    let remarked = |watch, text: &'static str| {
        found(
            remark_on(watch, &Written { text, people: &people, ..Written::default() }, "en")
                .as_ref(),
            text,
        )
    };
    assert_eq!(remarked(Watch::Person, "It all goes through Will first."), Some("Will"));
    assert_eq!(remarked(Watch::Person, "It is signed by Grace on Friday."), Some("Grace"));
    assert_eq!(remarked(Watch::Person, "Will this be signed in time?"), None);
    assert_eq!(remarked(Watch::Dateless, "Will should call by Friday."), Some("Will should"));
}

#[test]
fn a_language_without_words_is_left_alone() {
    assert_eq!(remark(Watch::Judging, "He was rude.", "fr"), None);
    assert_eq!(remark(Watch::Judging, "He was rude.", ""), None);
    assert!(remark(Watch::Judging, "He was rude.", "en-GB").is_some());
}

/// It is asked after every key: a frame has 16 milliseconds, and this is one of many things in it.
#[test]
fn a_long_text_takes_no_longer_than_a_short_one() {
    let text = "He looked at the list and said nothing, which I then wrote down. ".repeat(15_000);
    let typing = Written { text: &text, caret: Some(text.len()), ..Written::default() };
    let began = Instant::now();
    let best = (0..5)
        .map(|_| {
            let began = Instant::now();
            for (_, watch) in Watch::ALL {
                remark_on(watch, &typing, "en");
            }
            began.elapsed()
        })
        .min();
    assert!(best < Some(Duration::from_millis(60)), "{best:?} of {:?}", began.elapsed());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_can_be_remarked_on(
        pieces in prop::collection::vec(prop::sample::select(vec![
            "he", "ignored", "Ana", "will", "always", "not", "no", "more", "better", "don't", "you",
            "think", "?", "!", ".", ",", "“", "”", "\"", "„", "«", "»", "\n", "’", "'", "é", "ß", "İ", "ǅ",
            "12", "3", "feel", "that", "have", "a", "meeting", "…", "-", "\u{1b}", "👩\u{200d}👩", "e\u{301}",
        ]), 0..60),
        joint in prop::sample::select(vec!["", " "]),
        caret in proptest::option::of(0..400_usize),
        language in prop::sample::select(LANGUAGES.to_vec()),
    ) {
        let text = pieces.join(joint);
        let people = [String::new(), "Ana Ruiz".to_owned()];
        for (_, watch) in Watch::ALL {
            let written = Written { text: &text, caret, date: "", people: &people };
            if let Some(remark) = remark_on(watch, &written, language) {
                prop_assert!(text.get(remark.found.clone()).is_some_and(|found| !found.is_empty()));
                let steers = remark.says.contains(char::is_control);
                prop_assert!(remark.says.chars().count() < 200 && !steers);
            }
        }
    }
}
