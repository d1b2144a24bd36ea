//! Each reader of the program, given anything at all: it must neither panic nor hang, and what it
//! says must hold. Called by the property tests here and by the fuzz targets in `fuzz/`.

use std::sync::Arc;

use fieldbook::base::problem::Problem;
use fieldbook::base::span::Span;
use fieldbook::base::stamp::Stamp;
use fieldbook::expr::{Expr, MOST_ITEMS, Replacement, Scope, Text, Value};
use fieldbook::journal::about::About;
use fieldbook::journal::draft::Whole;
use fieldbook::journal::{frame, markdown, page, record};
use fieldbook::key::{self, Code, Key};
use fieldbook::kind::contract::Given;
use fieldbook::prose::{Form, Prose, apply_edit};
use fieldbook::protocol::{self, Protocol};
use fieldbook::session::{Session, Setting, Wish};
use fieldbook::written::tree::Node;
use fieldbook::written::yaml;

/// A protocol with a step of each kind.
pub const EVERY_KIND: &str = "
fieldbook: 1
id: every-kind
title: Every kind
capability: see-the-system
purpose: To meet whatever is answered.
steps:
  - {step: a_say, kind: say, say: Read this.}
  - {step: a_pause, kind: pause, time: 1 second}
  - {step: a_short, kind: short, title: A short one, ask: What?}
  - {step: a_long, kind: long, title: A long one, ask: 'What after {a_short}?'}
  - {step: a_list, kind: list, ask: Which?}
  - {step: a_table, kind: table, ask: What?, columns: [one, two]}
  - {step: a_tree, kind: tree, ask: Why?, root: '{a_short}', widest: 2, returns: true}
  - {step: a_timeline, kind: timeline, ask: When?, lanes: [one, two], backward: true, to: now}
  - {step: a_matrix, kind: matrix, ask: Where?, items: [here, there], across: far, up: high}
  - {step: some_parties, kind: stakeholders, ask: Who?, ask_for: [wants], in_room: true}
  - {step: a_scale, kind: scale, ask: How much?}
  - {step: a_curve, kind: curve, ask: How?, points: 3, futures: true, low: bad, to: now}
  - {step: a_map, kind: map, ask: What moves what?, items: [one, two], new_items: true, sure: true}
  - {step: a_pick, kind: pick, title: A pick one, ask: Which?, options: [here, there], other: true}
  - {step: a_multi, kind: multi, ask: Which?, options: [here, there], other: true}
  - {step: a_rank, kind: rank, ask: In which order?, options: [here, there, nowhere], keep: 2}
  - {step: a_dots, kind: dots, ask: Which most?, options: [here, there, nowhere], most_on_one: 2}
  - {step: a_talk, kind: talk, ask: Say it.}
  - {step: a_recall, kind: recall, of: [a_short, a_list]}
  - {step: a_commit, kind: commit, ask: What will you do?}
  - each: item
    in: a_list
    steps:
      - {step: again, kind: short, ask: 'What of {item}?', when: a_short is answered}
";

/// That protocol, read.
pub fn every_kind() -> Arc<Protocol> {
    Arc::new(protocol::read(EVERY_KIND).expect("a whole protocol"))
}

/// A page's head for that protocol.
pub fn about(protocol: &Protocol) -> About {
    About::new(protocol, EVERY_KIND, &[], None, Setting::default(), Stamp::default())
}

/// Whether a problem may be shown as it is: it has a place inside its file, and its words are
/// short and steer nothing.
pub fn holds(problem: &Problem, source: &str) {
    let Span { start, .. } = problem.span;
    assert!(start <= source.len(), "{problem:?} lies outside of {} bytes", source.len());
    let place = problem.place(source);
    assert!(place.line <= source.split('\n').count(), "{problem:?} has no line");
    let shown = problem.render("file.yaml", source);
    let steers = |c: char| (c.is_control() && c != '\n') || ('\u{202a}'..='\u{202e}').contains(&c);
    assert_eq!(shown.chars().find(|c| steers(*c)), None, "{shown:?}");
    assert!(problem.message().chars().count() <= 500, "{shown}");
    assert!(problem.advice().is_none_or(|advice| advice.chars().count() <= 500), "{shown}");
    assert!(shown.chars().count() <= 2_000, "{shown}");
    assert!(!problem.message().is_empty());
}

/// A protocol: refused with places, or read and begun.
pub fn protocol(source: &str) -> bool {
    let _ = protocol::glimpse(source);
    let examined = protocol::examine("file.yaml", source, &());
    for remark in examined.remarks(true) {
        holds(&remark, source);
    }
    if let Some(protocol) = examined.protocol {
        let session = Session::new(Arc::new(protocol), Setting::default());
        assert!(session.progress().0 <= session.path().len());
        return true;
    }
    for problem in examined.problems.iter().flatten() {
        holds(problem, source);
    }
    // A fragment or a translation may be whole, and is no protocol.
    let other = ["fragment", "translates"].iter().any(|key| source.contains(key));
    assert!(examined.problems.is_some() || other, "{source}");
    false
}

/// Answers of every shape to every question.
struct Everything;

impl Scope for Everything {
    fn value(&self, name: &str) -> Value {
        let text = |words: &str| Value::Text(words.to_owned());
        let choice = |id: &str| Value::Choice { id: id.to_owned(), text: format!("Ünder {id}.") };
        let row = |up: f64| {
            Value::item("7", "é\n", vec![("up", Value::Number(up)), ("dots", Value::Number(up))])
        };
        match name.len() % 3 {
            0 => Value::Number(f64::MAX),
            1 => Value::List(vec![
                Value::List(vec![row(f64::NAN), row(7.0), Value::Nothing, choice("ana+ben")]),
                Value::Number(-1.5),
                text(&"w ö ".repeat(40_000)),
                text("1e999"),
            ]),
            _ => choice(name),
        }
    }

    fn lap_before(&self, name: &str) -> Value {
        self.value(name)
    }

    fn laps(&self, _name: &str) -> Value {
        Value::List(vec![self.value("a"); 40])
    }

    fn by(&self, _step: &str, person: &str) -> Value {
        self.value(person)
    }
}

/// Whether a value is no longer than what functions may give.
fn is_bounded(value: &Value) -> bool {
    match value {
        Value::List(items) => items.len() <= MOST_ITEMS,
        Value::Number(number) => !number.is_infinite(),
        _ => true,
    }
}

/// A condition, and a text with quotations.
pub fn expression(source: &str) {
    const START: usize = 7;
    let inside = |span: Span| (START..=START + source.len()).contains(&span.start);
    match Expr::parse(source, START) {
        Ok(expr) => {
            expr.names().iter().for_each(|name| assert!(inside(name.span), "{name:?}"));
            let _ = expr.holds(&());
            let value = expr.value(&Everything);
            assert!(is_bounded(&value), "{value:?}");
            let put_in = |name: &str| Some(Replacement::Name(format!("{name}a")));
            assert_eq!(expr.substitute(&put_in).names().len(), expr.names().len());
            assert_eq!(expr.substitute(&|_| None), expr);
        }
        Err(problem) => assert!(inside(problem.span), "{problem:?}"),
    }
    let (text, problems) = Text::parse(source, &|at| START + at);
    for problem in &problems {
        assert!(inside(problem.span), "{problem:?}");
    }
    text.named().iter().for_each(|named| assert!(inside(named.name.span), "{named:?}"));
    assert!(text.fill(&Everything).len() <= 65 * 1_024);
    let filled = text.fill(&());
    assert!(filled.len() <= source.len() + '…'.len_utf8());
    if !source.contains(['{', '}']) && source.len() < 60_000 {
        assert_eq!(filled, source, "plain words are left alone");
    }
}

/// A segment of a log: what reads as lines is replayed.
pub fn segment(bytes: &[u8]) {
    let lines = bytes.split(|byte| *byte == b'\n').filter_map(|line| frame::decode(line, "s").ok());
    let facts: Vec<_> = lines.map(|line| (record::fact(&line.kind, &line.what), line.at)).collect();
    let protocol = every_kind();
    let session = Session::replay(Arc::clone(&protocol), Setting::default(), facts);
    let about = about(&protocol);
    let _ = markdown::of(&page::of(&session, &about), &about);
    let _ = session.to_recall();
}

/// A draft journal.
pub fn draft(bytes: &[u8]) {
    let lines = bytes.split(|byte| *byte == b'\n');
    let mut whole = serde_json::Value::Null;
    let mut edits = Vec::new();
    for line in lines.filter_map(|line| frame::decode_draft(line).ok()) {
        if line.whole {
            whole = line.what;
            edits.clear();
        } else {
            edits.push(line.what);
        }
    }
    if let Some(whole) = Whole::from_lines(&whole, &edits) {
        let _ = whole.draft.is_blank();
    }
}

/// A file of answers, for a protocol with every kind of step.
pub fn answers(source: &str) {
    let tree = match yaml::read(source) {
        Ok(tree) => tree,
        Err(problem) => return holds(&problem, source),
    };
    let Node::Map(entries) = &tree.value else { return };
    let protocol = every_kind();
    let mut session = Session::new(Arc::clone(&protocol), Setting::default());
    for _ in 0..40 {
        let Some(slot) = session.slot().cloned() else { break };
        let Some(step) = session.step_of(&slot) else { break };
        let entry = entries.iter().find(|entry| entry.key.value == slot.step.as_str());
        let took_ms = 0;
        let wish = match entry {
            None => Wish::Pass { slot: slot.clone(), took_ms },
            Some(entry) => {
                let sight = session.sight(&slot);
                let given = Given { node: &entry.value, source, scope: &sight };
                match step.spec.given(&given) {
                    Ok(answer) => Wish::Answer { slot: slot.clone(), answer, took_ms },
                    Err(problem) => {
                        holds(&problem, source);
                        Wish::Pass { slot: slot.clone(), took_ms }
                    }
                }
            }
        };
        let facts = session.decide(wish).expect("what a file gives was admitted when it was read");
        for fact in &facts {
            session.apply(fact, Stamp::default());
        }
    }
    let about = about(&protocol);
    let _ = markdown::of(&page::of(&session, &about), &about);
}

/// A script of keys: what can be read is written back the same.
pub fn keys(script: &str) {
    let Ok(keys) = key::parse(script) else { return };
    let written: String = keys.iter().map(Key::to_string).collect();
    assert_eq!(key::parse(&written).as_ref(), Ok(&keys), "{script:?} became {written:?}");
}

/// A text in the making under random operations: the edits it reports are all that happened.
pub fn prose(form: Form, operations: &[u8]) {
    const CODES: [Code; 12] = [
        Code::Enter,
        Code::Backspace,
        Code::Delete,
        Code::Left,
        Code::Right,
        Code::Up,
        Code::Down,
        Code::Home,
        Code::End,
        Code::PageUp,
        Code::PageDown,
        Code::Tab,
    ];
    const PIECES: [&str; 8] = [
        "a",
        "word ",
        "é",
        "e\u{301}",
        "👩\u{200d}👩\u{200d}👧",
        "\n",
        "漢字",
        "one\r\ntwo\tthree",
    ];
    let mut prose = Prose::new(form);
    let mut shadow = String::new();
    for pair in operations.chunks(2) {
        let (what, which) = (pair[0], usize::from(*pair.get(1).unwrap_or(&0)));
        let key = Key::plain(CODES[which % CODES.len()]);
        match what % 8 {
            0 | 1 => drop(prose.paste(PIECES[which % PIECES.len()])),
            2 => drop(prose.on(Key::char(char::from_u32(which as u32 + 32).unwrap_or('x')))),
            3 => drop(prose.on(key)),
            4 => drop(prose.on(Key { shift: true, ctrl: which > 128, ..key })),
            5 => drop(prose.on(Key::ctrl(char::from(b'a' + (which % 26) as u8)))),
            6 => drop(prose.place((which % 90) as u16, (which / 90) as u16, which % 2 == 0)),
            _ => prose.fit(1 + (which % 90) as u16, 1 + (which % 30) as u16),
        }
        for edit in prose.take_edits() {
            assert!(apply_edit(&mut shadow, &edit), "{edit:?} does not fit {shadow:?}");
        }
        let text = prose.text();
        assert_eq!(shadow, text, "the edits say something else than the text");
        let position = prose.position();
        assert!(text.is_char_boundary(position.caret), "{position:?} in {text:?}");
        assert!(position.anchor.is_none_or(|anchor| text.is_char_boundary(anchor)));
        assert!(prose.rows().len() <= prose.rows_in_all() + 1);
    }
}
