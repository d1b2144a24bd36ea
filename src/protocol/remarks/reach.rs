//! Questions that are never asked: their condition cannot hold, whoever is here and whatever is said.
//! Said only where it is sure.

use std::collections::{BTreeSet, HashMap};

use crate::base::id::StepId;
use crate::base::problem::Problem;
use crate::base::span::Spanned;
use crate::expr::{ALWAYS, Compares, Expr, Value};
use crate::kind::contract::Shape;
use crate::protocol::remarks::trial::{Answers, Table, Trials, can_be_tried, open_names, ways};
use crate::protocol::remarks::written::Written;
use crate::protocol::types::{Part, Protocol, Who};

/// Most options of one step of which every selection is tried out.
const MOST_TOGETHER: usize = 5;

pub(super) fn remarks(protocol: &Protocol, written: &Written<'_>) -> Vec<Problem> {
    let mut reach = Reach {
        protocol,
        written,
        trials: Trials::new(),
        met: HashMap::new(),
        gone: BTreeSet::new(),
        people: 0,
    };
    for people in protocol.people.from..=protocol.people.to {
        reach.people = people as usize;
        reach.gone.clear();
        reach.walk(protocol.parts.as_slice(), true);
    }
    let never = reach.met.values().filter(|met| !met.held);
    never.filter_map(|met| reach.remark(met.when)).collect()
}

/// A way through a protocol for so many people.
struct Reach<'a> {
    protocol: &'a Protocol,
    written: &'a Written<'a>,
    trials: Trials,
    /// Conditions that were met, by where they lie in memory.
    met: HashMap<*const Expr, Met<'a>>,
    /// Steps that are not asked of so many people.
    gone: BTreeSet<&'a str>,
    people: usize,
}

/// A condition that was met.
struct Met<'a> {
    when: &'a Expr,
    /// The names in it whose values depend on what people say.
    open: BTreeSet<&'a str>,
    /// Whether it only compares names with words and numbers.
    plain: bool,
    /// Whether it has ever been able to hold.
    held: bool,
    /// Whether it can hold, where that is the same for all numbers of people.
    always: Option<bool>,
}

impl<'a> Reach<'a> {
    fn walk(&mut self, parts: &'a [Part], reached: bool) {
        for part in parts {
            let reached = reached && part.when().is_none_or(|when| self.meets(when));
            match part {
                Part::Step(step) if !reached => drop(self.gone.insert(step.id.as_str())),
                Part::Step(_) => {}
                Part::Loop(each) => self.walk(&each.parts, reached),
                Part::Block(block) => self.walk(&block.parts, reached),
            }
        }
    }

    /// Whether a condition can hold here, as far as that is sure.
    fn meets(&mut self, when: &'a Expr) -> bool {
        let at = std::ptr::from_ref(when);
        let mut met = self.met.remove(&at).unwrap_or_else(|| self.first_met(when));
        let here = met.open.is_disjoint(&self.gone);
        let holds = match met.always.filter(|_| here) {
            Some(holds) => holds,
            None => self.can_hold(&met).unwrap_or(true),
        };
        let hangs_on_people = when.names().iter().any(|name| ALWAYS.contains(&name.value.as_str()));
        if here && !hangs_on_people {
            met.always = Some(holds);
        }
        met.held |= holds;
        self.met.insert(at, met);
        holds
    }

    fn first_met(&self, when: &'a Expr) -> Met<'a> {
        let (open, plain) = (open_names(when), self.is_plain(when));
        Met { when, open, plain, held: false, always: None }
    }

    /// Whether a condition can hold; nothing where that is not known.
    fn can_hold(&self, met: &Met<'_>) -> Option<bool> {
        let when = met.when;
        let open: Vec<&str> =
            met.open.iter().copied().filter(|name| !self.gone.contains(name)).collect();
        // Functions and sums make more of an answer than can be tried out.
        (open.is_empty() || (met.plain && can_be_tried(open.len()))).then_some(())?;
        let mut answers: Vec<(&str, Vec<Value>)> = Vec::new();
        for name in open {
            answers.push((name, self.every_answer(name, when)?));
        }
        let mentions_me = when.names().iter().any(|name| name.value == "me");
        (!mentions_me).then_some(())?;
        let table = |answers: &Answers<'_>| {
            self.trials.holds(when, &Table { people: self.people, answers })
        };
        Some(ways(&answers)?.iter().any(table))
    }

    /// The words of a condition, where they stand in this file as they are.
    fn words_of(&self, when: &Expr) -> Option<Spanned<&'a str>> {
        let first = when.names().first().map(|name| name.span.start)?;
        let words = self.written.words_at(first)?;
        let is_it = |start| {
            let read = Expr::parse(words.value, start).ok();
            read.is_some_and(|read| read == *when || read.negated() == *when)
        };
        // It may stand in quotation marks.
        let start = words.span.start;
        (is_it(start) || is_it(start + 1)).then_some(words)
    }

    /// Whether a condition only compares names with words and numbers.
    fn is_plain(&self, when: &Expr) -> bool {
        let Some(words) = self.words_of(when) else { return false };
        let calls = |(at, _): (usize, char)| {
            words.value[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_')
        };
        let call = words.value.char_indices().filter(|(_, c)| *c == '(').any(calls);
        !call && !words.value.contains(['+', '-', '{'])
    }

    /// Every answer to a step that a condition could tell apart; nothing where that is not known.
    fn every_answer<'w>(&self, name: &str, when: &'w Expr) -> Option<Vec<Value>> {
        let id = StepId::new(name).ok()?;
        let (step, loops) = self.protocol.step(&id)?;
        if !loops.is_empty() || step.who != Who::All {
            return None;
        }
        let named = when.named().into_iter().filter(|named| named.name.value == name);
        let named: Vec<_> = named.collect();
        if named.iter().any(|named| !named.parts.is_empty()) {
            return None;
        }
        let compared = named.iter().filter_map(|named| named.compared);
        let compared: Vec<(Compares, &Value)> =
            compared.map(|(how, with)| (how, &with.value)).collect();
        let known = |(how, with): &(Compares, &Value)| match with {
            Value::Text(_) => matches!(how, Compares::Same | Compares::Has),
            Value::Number(_) => true,
            _ => false,
        };
        if !compared.iter().all(known) {
            return None;
        }
        let word = |(_, with): &(Compares, &'w Value)| match with {
            Value::Text(word) => Some(word.as_str()),
            _ => None,
        };
        let words: BTreeSet<&str> = compared.iter().filter_map(word).collect();
        let choice =
            |word: &&str| Value::Choice { id: (*word).to_owned(), text: (*word).to_owned() };
        let mut answers = vec![Value::Nothing, Value::Text("something else".to_owned())];
        match step.spec.shape() {
            Shape::Number(least, most) => {
                answers.truncate(1);
                let near = compared.iter().filter_map(|(_, with)| match with {
                    Value::Number(number) => Some([number - 0.5, *number, number + 0.5]),
                    _ => None,
                });
                let near = near.flatten().filter(|number| (least..=most).contains(number));
                answers.extend(near.chain([least, most]).map(Value::Number));
            }
            Shape::One(_) => answers.extend(words.iter().map(choice)),
            Shape::Words => {
                answers.extend(words.iter().map(|word| Value::Text((*word).to_owned())));
            }
            Shape::Several(_) if words.len() <= MOST_TOGETHER => {
                let other = Value::Choice { id: "other".to_owned(), text: "other".to_owned() };
                for chosen in 0..1_usize << words.len() {
                    let taken = words.iter().enumerate().filter(|(at, _)| chosen >> at & 1 == 1);
                    let taken: Vec<Value> = taken.map(|(_, word)| choice(word)).collect();
                    answers.push(Value::List(taken.clone()));
                    answers.push(Value::List([taken, vec![other.clone()]].concat()));
                }
            }
            Shape::Several(_) | Shape::Other => return None,
        }
        Some(answers)
    }

    fn remark(&self, when: &Expr) -> Option<Problem> {
        let place = self.words_of(when)?;
        let names = when.names();
        let only_people = names.iter().all(|name| ALWAYS.contains(&name.value.as_str()));
        let hint = if only_people {
            let people = self.protocol.people.says();
            format!("the head says: {people}; take this out, or widen people:")
        } else {
            "change the condition, or take out what hangs on it".to_owned()
        };
        let message = "this never holds, so what hangs on it is never asked";
        Some(Problem::remark("never-asked", place.span, message).hint(hint))
    }
}
