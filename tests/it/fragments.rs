//! Fragments: steps that several protocols share, with parameters, read as if they stood where they
//! are used; and everything that can be wrong with them, told where it stands.

use std::collections::BTreeMap;

use fieldbook::protocol::{self, Beside, Part};
use fieldbook::written::sources::Sheet;

/// Fragments by their names.
struct Nearby(BTreeMap<&'static str, &'static str>);

impl Beside for Nearby {
    fn fragment(&self, name: &str) -> Option<Sheet> {
        let text = self.0.get(name)?;
        Some(Sheet { name: format!("{name}.yaml"), text: (*text).to_owned() })
    }

    fn fragments(&self) -> Vec<String> {
        self.0.keys().map(|name| (*name).to_owned()).collect()
    }

    fn translation(&self, _id: &str, _language: &str) -> Option<Sheet> {
        None
    }
}

const CHECK_IN: &str = "\
fieldbook: 1
fragment: check-in
title: Check-in
purpose: To hear every voice once.
takes:
  question: What is with you?
steps:
  - step: word
    kind: short
    ask: \"{question}\"
  - step: word_again
    kind: short
    when: word is answered
    ask: You said “{word}”. What else?
";

const WALK: &str = "\
fieldbook: 1
fragment: walk
title: Walk
purpose: To go through a list.
takes:
  things: {needed: the list that is gone through}
steps:
  - each: thing
    in: \"{things}\"
    steps:
      - use: check-in
        as: about_it
        with: {question: \"{thing}: what is it like?\"}
";

fn nearby() -> Nearby {
    Nearby(BTreeMap::from([
        ("check-in", CHECK_IN),
        ("walk", WALK),
        ("round-and-round", "fieldbook: 1\nfragment: a\nsteps:\n  - use: round-and-round\n"),
        ("broken", "fieldbook: 1\nfragment: broken\nsteps:\n  - step: x\n    kind: shrt\n"),
        ("torn", "fieldbook: 1\nsteps: [\n"),
    ]))
}

/// A protocol with these steps.
fn with(steps: &str) -> String {
    format!(
        "fieldbook: 1\nid: trial\ntitle: Trial\ncapability: see-the-system\npurpose: To try.\n\
         steps:\n{steps}"
    )
}

/// Everything that is wrong with a protocol of these steps, one headline a line.
fn told(steps: &str) -> String {
    let source = with(steps);
    let examined = protocol::examine("trial.yaml", &source, &nearby());
    let problems = examined.problems.iter().flatten();
    let lines: Vec<String> = problems.map(|problem| examined.sources.headline(problem)).collect();
    lines.join("\n")
}

#[test]
fn a_fragment_is_read_as_if_its_steps_stood_there() {
    let source = with(
        "  - use: check-in\n  - use: check-in\n    as: leaving\n    with:\n      question: \
         What do you take with you, after “{word}”?\n",
    );
    let examined = protocol::examine("trial.yaml", &source, &nearby());
    assert_eq!(examined.problems, None);
    let protocol = examined.protocol.expect("a protocol");
    let names: Vec<&str> = protocol.steps().iter().map(|step| step.id.as_str()).collect();
    assert_eq!(names, ["word", "word_again", "leaving_word", "leaving_word_again"]);
    let asks: Vec<String> = protocol.steps().iter().map(|step| step.ask.fill(&())).collect();
    assert_eq!(asks[0], "What is with you?");
    assert_eq!(asks[2], "What do you take with you, after “”?");
    assert_eq!(examined.sources.beside().len(), 1, "one text for both uses");
}

#[test]
fn parameters_reach_through_fragments_within_fragments_and_name_lists() {
    let source = with(
        "  - step: facts\n    kind: list\n    ask: Which facts?\n  - use: walk\n    with: {things: \
         facts}\n",
    );
    let examined = protocol::examine("trial.yaml", &source, &nearby());
    assert_eq!(examined.problems, None);
    let protocol = examined.protocol.expect("a protocol");
    let Some(Part::Block(walk)) = protocol.parts.as_slice().get(1) else { panic!("a block") };
    assert!(matches!(walk.parts.as_slice(), [Part::Loop(_)]));
    let names: Vec<&str> = protocol.steps().iter().map(|step| step.id.as_str()).collect();
    assert_eq!(names, ["facts", "about_it_word", "about_it_word_again"]);
}

#[test]
fn what_is_wrong_is_told_where_it_stands() {
    for (steps, expected) in [
        (
            "  - use: chek-in\n",
            "trial.yaml:7:10: there is no fragment called “chek-in” [no-such-fragment]",
        ),
        (
            "  - use: check-in\n    with: {qestion: Why?}\n",
            "trial.yaml:8:12: the fragment `check-in` takes no `qestion` [unknown-key]",
        ),
        ("  - use: walk\n", "trial.yaml:7:5: the fragment `walk` needs `things` [missing-key]"),
        (
            "  - use: check-in\n  - use: check-in\n",
            "check-in.yaml:8:11: the name `word` is taken by an earlier step [doubled-name]\n\
             check-in.yaml:11:11: the name `word_again` is taken by an earlier step [doubled-name]",
        ),
        (
            "  - use: walk\n    with: {things: facts}\n",
            "trial.yaml:8:20: no step is called `facts` [no-such-step]",
        ),
        (
            "  - use: broken\n",
            "broken.yaml:4:11: this step asks nothing [missing-key]\n\
             broken.yaml:5:11: there is no kind of step called “shrt” [unknown-kind]",
        ),
        (
            "  - use: check-in\n    with: [a]\n",
            "trial.yaml:8:11: `with` must be a group of keys, not a list [wrong-type]",
        ),
        (
            "  - use: check-in\n    step: x\n",
            "trial.yaml:7:5: `step` and `use` exclude each other [both-given]\n\
             trial.yaml:7:5: `kind` is missing here [missing-key]",
        ),
    ] {
        assert_eq!(told(steps), expected, "{steps}");
    }
    assert!(told("  - use: torn\n").starts_with("torn.yaml:2:"), "{}", told("  - use: torn\n"));
}

#[test]
fn a_circle_is_a_problem_and_ends() {
    let told = told("  - use: round-and-round\n");
    assert!(told.contains("a circle: round-and-round uses round-and-round [circle]"), "{told}");
}

#[test]
fn a_fragment_can_be_checked_by_itself() {
    for (name, text) in [("check-in", CHECK_IN), ("walk", WALK)] {
        let examined = protocol::examine(name, text, &nearby());
        assert_eq!(examined.problems, None, "{name}");
        assert!(examined.protocol.is_none());
    }
}

#[test]
fn fragments_cannot_be_made_to_grow_without_end() {
    let many = "  - use: check-in\n".repeat(990);
    let started = std::time::Instant::now();
    assert!(told(&many).contains("more than 1000 steps"), "{}", &told(&many)[..200]);
    assert!(started.elapsed().as_secs() < 5);
}
