//! No expression, however it is built and whatever was answered, takes long or gives much.

use std::cell::Cell;

use super::{choice, text};
use crate::expr::*;

#[test]
fn nothing_hostile_exhausts_the_stack() {
    for piece in
        ["(", "not ", "a.", "a and ", "1 + ", "“", "-", "top(", "sum(a, ", "a repeats and "]
    {
        let _ = Expr::parse(&piece.repeat(1_000), 0);
        let _ = Expr::parse(&piece.repeat(1_000 / piece.len()), 0);
    }
}

/// Answers larger than any conversation holds; how often one is asked for is counted.
struct Endless {
    answer: Value,
    asked: Cell<usize>,
}

impl Endless {
    fn new(answer: Value) -> Self {
        Self { answer, asked: Cell::new(0) }
    }

    fn give(&self) -> Value {
        self.asked.set(self.asked.get() + 1);
        self.answer.clone()
    }
}

impl Scope for Endless {
    fn value(&self, _name: &str) -> Value {
        self.give()
    }

    fn lap_before(&self, _name: &str) -> Value {
        self.give()
    }

    fn by(&self, _step: &str, _person: &str) -> Value {
        self.give()
    }
}

/// The work is counted, not measured, so that a busy machine fails nothing.
#[test]
fn what_an_expression_touches_is_bounded() {
    let answer = Value::List(vec![
        Value::List(vec![choice("1", "time"); 50_000]),
        text(&"word ".repeat(200_000)),
        Value::List((0..50_000).map(|n| Value::Number(f64::from(n))).collect()),
    ]);
    let mut nested = "a".to_owned();
    while nested.len() < 200 {
        nested = format!("both({nested}, a)");
    }
    for source in [
        "a repeats".to_owned(),
        "a has a or a is a".to_owned(),
        "lines(a)".to_owned(),
        "unique(a)".to_owned(),
        "without(a, both(a, a))".to_owned(),
        "first_words(a, 1000000)".to_owned(),
        "by(a, a)".to_owned(),
        format!("a{}", ".id".repeat(300)),
        vec!["a.count"; 100].join(" + "),
        vec!["tally(a)"; 60].join(" and not "),
        nested,
    ] {
        let endless = Endless::new(answer.clone());
        let expr = Expr::parse(&source, 0).map_err(|problem| problem.message());
        let expr = expr.unwrap_or_else(|message| panic!("{source}: {message}"));
        let value = expr.value(&endless);
        assert!(endless.asked.get() <= 4, "{source} asked {} times", endless.asked.get());
        match &value {
            Value::List(items) if source.ends_with(')') => assert!(items.len() <= MOST_ITEMS),
            Value::Text(words) => assert!(words.len() <= item::LONGEST_WORDS + '…'.len_utf8()),
            _ => {}
        }
    }
    let endless = Endless::new(answer);
    let (text, problems) = Text::parse(&"{sum(a)} ".repeat(300), &|at| at);
    assert_eq!(problems, []);
    assert!(text.fill(&endless).len() < 10_000);
    assert!(endless.asked.get() <= 4, "one text has no more than one quotation has");
}

/// A single answer is never taken for missing because it is long.
#[test]
fn a_long_answer_is_an_answer() {
    let long = Endless::new(text(&"word ".repeat(200_000)));
    for source in ["a is answered", "a.words > 1000", "a is answered and b is answered and c is c"]
    {
        let expr = Expr::parse(source, 0).expect("it can be read");
        assert!(expr.holds(&long), "{source}");
    }
    assert_eq!(FUNCTIONS.len(), 21, "as many as the manual shows");
}
