//! What was hidden, as cards: one for each voice, in the order in which they are turned.

use crate::base::page::{Block, Page};
use crate::base::plural::counted;
use crate::expr::{Hidden, Scope, Value, number_in_words};
use crate::kind::reveal::{Answer, How, Spec};

/// The answers to one step.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Set {
    /// What they answer.
    pub title: String,
    /// One for each voice.
    pub cards: Vec<Card>,
    /// How far apart they are, in a line for people.
    pub spread: String,
    /// Numbers on a scale: its ends, and each answer.
    pub numbers: Option<(f64, f64, Vec<f64>)>,
}

/// One answer.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Card {
    /// Whose; nobody's where that may not be known.
    pub who: Option<String>,
    /// The words, line by line.
    pub lines: Vec<String>,
}

/// What the spec reveals, as it may now be seen.
pub(super) fn sets(spec: &Spec, scope: &dyn Scope) -> Vec<Set> {
    let one = |step: &crate::base::id::StepId| {
        let name = step.as_str();
        let mut hidden = scope.hidden(name);
        if spec.how == How::OutlierFirst {
            farthest_first(&mut hidden);
        }
        set(scope.title(name).unwrap_or_default(), &hidden)
    };
    spec.of.iter().map(one).filter(|set| !set.cards.is_empty()).collect()
}

/// What is kept of it.
pub(super) fn answer(sets: &[Set]) -> Answer {
    let line = |set: &Set| {
        // Words have no spread; that they were shown leaves a trace all the same.
        let spread = match set.spread.as_str() {
            "" => counted(set.cards.len(), "answer", "answers"),
            spread => spread.to_owned(),
        };
        if set.title.is_empty() { spread } else { format!("{}: {spread}", set.title) }
    };
    Answer { spread: sets.iter().map(line).collect() }
}

fn set(title: String, hidden: &[Hidden]) -> Set {
    let number = |one: &Hidden| match (&one.value, one.range) {
        (Value::Number(number), Some(range)) => Some((*number, range)),
        _ => None,
    };
    let numbers: Option<Vec<(f64, (f64, f64))>> = hidden.iter().map(number).collect();
    let numbers = numbers.filter(|numbers| !numbers.is_empty()).map(|numbers| {
        let (from, to) = numbers[0].1;
        let mut numbers: Vec<f64> = numbers.into_iter().map(|(number, _)| number).collect();
        numbers.sort_by(f64::total_cmp);
        (from, to, numbers)
    });
    let card = |one: &Hidden| {
        let about = one.about.iter().map(|item| format!("{item}:"));
        Card { who: one.who.clone(), lines: about.chain(lines(&one.page)).collect() }
    };
    let spread = numbers.as_ref().map_or_else(|| by_option(hidden), |(_, _, all)| range(all));
    Set { title, cards: hidden.iter().map(card).collect(), spread, numbers }
}

/// "4 answers, from 3 to 9".
fn range(numbers: &[f64]) -> String {
    let answers = counted(numbers.len(), "answer", "answers");
    match (numbers.first(), numbers.last()) {
        (Some(least), Some(most)) if most - least < f64::EPSILON => {
            format!("{answers}, all {}", number_in_words(*least))
        }
        (Some(least), Some(most)) => {
            format!("{answers}, from {} to {}", number_in_words(*least), number_in_words(*most))
        }
        _ => String::new(),
    }
}

/// "Not yet 2, It would be here 1", where each chose among options. Nothing where everyone
/// names all of them, as where they were put into an order.
fn by_option(hidden: &[Hidden]) -> String {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for one in hidden {
        let chosen = match &one.value {
            Value::List(items) if one.chosen => items.as_slice(),
            single => std::slice::from_ref(single),
        };
        for value in chosen {
            let Value::Choice { text, .. } = value else { return String::new() };
            match counts.iter_mut().find(|(words, _)| words == text) {
                Some((_, count)) => *count += 1,
                None => counts.push((text, 1)),
            }
        }
    }
    let ordered = counts.len() > 1 && counts.iter().all(|(_, count)| *count == hidden.len());
    if ordered {
        return String::new();
    }
    counts.sort_by_key(|(words, count)| (std::cmp::Reverse(*count), words.to_lowercase()));
    let counts: Vec<String> = counts.iter().map(|(words, n)| format!("{words} {n}")).collect();
    counts.join(", ")
}

/// Those farthest from the others first: by their distance from the middle for numbers, by how few
/// share the choice for options, and in the order they had for all else.
fn farthest_first(hidden: &mut [Hidden]) {
    let mut numbers: Vec<f64> = hidden
        .iter()
        .filter_map(|one| if let Value::Number(number) = one.value { Some(number) } else { None })
        .collect();
    if numbers.len() == hidden.len() && !numbers.is_empty() {
        numbers.sort_by(f64::total_cmp);
        let middle = f64::midpoint(numbers[(numbers.len() - 1) / 2], numbers[numbers.len() / 2]);
        let distance = |one: &Hidden| match one.value {
            Value::Number(number) => (number - middle).abs(),
            _ => 0.0,
        };
        hidden.sort_by(|one, two| distance(two).total_cmp(&distance(one)));
        return;
    }
    let shared: Vec<Value> = hidden.iter().map(|one| one.value.clone()).collect();
    hidden.sort_by_key(|one| shared.iter().filter(|value| value.same(&one.value)).count());
}

fn lines(page: &Page) -> Vec<String> {
    let mut lines = Vec::new();
    for block in &page.blocks {
        match block {
            Block::Title(words)
            | Block::Section(_, words)
            | Block::Asked(words)
            | Block::Said(words)
            | Block::Voice(words)
            | Block::Quiet(words) => lines.extend(words.lines().map(str::to_owned)),
            Block::Items(items) => lines.extend(items.iter().map(|(words, mark)| {
                let joint = if mark.is_empty() { "" } else { " — " };
                format!("· {words}{joint}{mark}")
            })),
            Block::Ordered(items) => {
                let numbered = items.iter().zip(1..);
                lines.extend(numbered.map(|(words, number)| format!("{number}. {words}")));
            }
            Block::Nested(items) => lines.extend(items.iter().map(|(deep, words, mark)| {
                let joint = if mark.is_empty() { "" } else { " — " };
                format!("{}· {words}{joint}{mark}", "  ".repeat((*deep).min(8)))
            })),
            Block::Table(head, rows) => lines.extend(rows.iter().map(|row| {
                let cell = |(name, words): (&String, &String)| match name.as_str() {
                    "" => words.clone(),
                    name => format!("{name}: {words}"),
                };
                let cells: Vec<String> = head.iter().zip(row).map(cell).collect();
                format!("· {}", cells.join(" · "))
            })),
            Block::Drawn(rows) => lines.extend(rows.iter().cloned()),
            Block::Fact(label, words) => lines.push(format!("{label}: {words}")),
            Block::Beside(both) => {
                lines.extend(both.iter().map(|(label, words)| format!("{label}: {words}")));
            }
        }
    }
    lines
}
