//! Whether the minutes in the head are about what the times of the steps come to.
//!
//! Counted are the steps of one form, with one person, two or four. A condition that looks only at
//! who is here is decided; under any other, a step counts, and of steps that exclude one another the
//! longest. A loop over people goes through all of them, any other through three items unless there
//! can be fewer; laps are counted twice, and a way back not at all. Offers may be counted or not.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use crate::base::problem::Problem;
use crate::base::span::Span;
use crate::expr::{Expr, Scope, Value};
use crate::protocol::remarks::trial::{
    Answers, Table, Trials, can_be_tried, candidates, many, open_names, ways,
};
use crate::protocol::remarks::written::{Written, WrittenStep, value};
use crate::protocol::types::{Form, Loop, Moment, Over, Part, Protocol, Step};
use crate::written::tree::Node;

/// Items of a list that nobody knows the length of.
const USUAL: usize = 3;
/// Laps of a loop that goes on until something holds.
const LAPS: u32 = 2;
/// Least that the minutes must be off, in minutes and as a part of them.
const OFF: (f64, f64) = (5.0, 0.25);

pub(super) fn remarks(protocol: &Protocol, written: &Written<'_>) -> Vec<Problem> {
    let Some(node) = written.head("minutes") else { return Vec::new() };
    let trials = Trials::new();
    let mut off: BTreeMap<Span, Vec<(&str, f64, u32)>> = BTreeMap::new();
    for (name, form) in Form::ALL {
        let Some(said) = protocol.minutes.of(form) else { continue };
        let parts = protocol.parts.as_slice();
        let mut sum = Sum::new(parts, form.counted(), written, &trials);
        let most = sum.of(parts).as_secs_f64() / 60.0;
        sum.with_offers = false;
        let least = sum.of(parts).as_secs_f64() / 60.0;
        // The minutes may count offers, or leave them out.
        let found = f64::from(said).clamp(least.min(most), most);
        let by = (found - f64::from(said)).abs();
        // Where no step says how long it takes, there is nothing to add up.
        if found > 0.0 && by > OFF.0 && by > OFF.1 * f64::from(said) {
            let place = value(node, name).unwrap_or(node).span;
            off.entry(place).or_default().push((name, found.round(), said));
        }
    }
    off.into_iter().map(|(place, forms)| remark(place, &forms)).collect()
}

fn remark(place: Span, forms: &[(&str, f64, u32)]) -> Problem {
    let called = |name: &str| match name {
        "alone" => "alone",
        "pair" => "for two",
        _ => "for four",
    };
    let sum = |(at, (name, found, _)): (usize, &(&str, f64, u32))| {
        let minutes = if at == 0 { " minutes" } else { "" };
        format!("{found}{minutes} {}", called(name))
    };
    let sums: Vec<String> = forms.iter().enumerate().map(sum).collect();
    let said = forms.first().map_or(0, |(_, _, said)| *said);
    let message = format!("the steps come to about {}, and this says {said}", sums.join(", "));
    let hint = match forms {
        [(_, found, _)] => format!("write {found}, or change the time of some steps"),
        forms => {
            let each: Vec<String> =
                forms.iter().map(|(name, found, _)| format!("{name}: {found}")).collect();
            format!("write {{{}}}, or change the time of some steps", each.join(", "))
        }
    };
    Problem::remark("minutes-off", place, message).hint(hint)
}

/// Adds up times, with so many people.
struct Sum<'a> {
    people: usize,
    trials: &'a Trials,
    /// Whether offers are taken.
    with_offers: bool,
    /// Most items of lists that say so.
    at_most: BTreeMap<&'a str, usize>,
    /// Steps that are not asked of so many people.
    gone: BTreeSet<&'a str>,
}

/// Something that takes time, and when it is taken.
struct Taking<'a> {
    time: Duration,
    when: Option<&'a Expr>,
}

/// A scope in which everything that was asked is a long list.
struct Plenty(usize);

impl Scope for Plenty {
    fn value(&self, name: &str) -> Value {
        const LONG: usize = 20;
        let nothing = Answers::new();
        match (Table { people: self.0, answers: &nothing }).value(name) {
            Value::Nothing => many(LONG),
            known => known,
        }
    }
}

impl<'a> Sum<'a> {
    fn new(parts: &'a [Part], people: usize, written: &Written<'a>, trials: &'a Trials) -> Self {
        let limit = |step: &WrittenStep<'a>| match step.key("at_most")?.value {
            Node::Number(most) => Some((step.name.value, most.max(1.0) as usize)),
            _ => None,
        };
        let at_most = written.steps.iter().filter_map(limit).collect();
        let gone = BTreeSet::new();
        let mut sum = Self { people, trials, with_offers: true, at_most, gone };
        sum.leave_out(parts, true);
        sum
    }

    /// Notes the steps that are not asked here, as far as that hangs on who is here.
    fn leave_out(&mut self, parts: &'a [Part], taken: bool) {
        for part in parts {
            let decided =
                |when: &Expr| self.open(when).is_empty() && !self.holds(when, &Answers::new());
            let taken = taken && !part.when().is_some_and(decided);
            match part {
                Part::Step(step) if !taken || self.leaves_itself_out(step) => {
                    self.gone.insert(step.id.as_str());
                }
                Part::Step(_) => {}
                Part::Loop(each) => self.leave_out(&each.parts, taken),
                Part::Block(block) => self.leave_out(&block.parts, taken),
            }
        }
    }

    /// Names whose values depend on what people say here.
    fn open<'w>(&self, when: &'w Expr) -> BTreeSet<&'w str> {
        open_names(when).into_iter().filter(|name| !self.gone.contains(name)).collect()
    }

    fn holds(&self, when: &Expr, answers: &Answers<'_>) -> bool {
        self.trials.holds(when, &Table { people: self.people, answers })
    }

    /// Whether a step leaves itself out with so many people, and would not with others.
    fn leaves_itself_out(&self, step: &Step) -> bool {
        let nothing = Answers::new();
        let stands = |people| step.spec.stands(&Table { people, answers: &nothing });
        !stands(self.people) && (stands(1) || stands(Form::Group.counted()))
    }

    /// How long these parts take.
    fn of(&self, parts: &'a [Part]) -> Duration {
        let time = |part: &'a Part| match part {
            Part::Step(step) => self.step(step),
            Part::Block(block) => self.of(&block.parts),
            Part::Loop(each) => match self.of(&each.parts) {
                Duration::ZERO => Duration::ZERO,
                once => once * self.laps(each),
            },
        };
        let taking = parts.iter().map(|part| Taking { time: time(part), when: part.when() });
        self.taken(&taking.filter(|one| !one.time.is_zero()).collect::<Vec<_>>())
    }

    fn step(&self, step: &Step) -> Duration {
        let not_taken = step.optional && !self.with_offers;
        if not_taken || step.moment != Moment::Session || self.leaves_itself_out(step) {
            return Duration::ZERO;
        }
        step.time.of(self.people).unwrap_or_default()
    }

    fn laps(&self, each: &Loop) -> u32 {
        let over = match &each.over {
            Over::Laps { going_on: true, .. } => return 1,
            Over::Laps { at_most, .. } => return LAPS.min(*at_most),
            Over::Items(over) => over,
        };
        let items = match over.value(&Plenty(self.people)) {
            Value::List(items) => items.len(),
            _ => USUAL,
        };
        let open = open_names(over);
        if open.is_empty() {
            return items as u32;
        }
        let limits = open.iter().filter_map(|name| self.at_most.get(*name).copied());
        let most = limits.chain([items, USUAL].into_iter().filter(|items| *items > 0)).min();
        most.unwrap_or(USUAL) as u32
    }

    /// The time of what stands side by side. What hangs on the same answers is tried out together,
    /// and the longest way through it counts.
    fn taken(&self, all: &[Taking<'_>]) -> Duration {
        let mut sum = Duration::ZERO;
        let mut hanging: Vec<(BTreeSet<&str>, Vec<&Taking<'_>>)> = Vec::new();
        for one in all {
            let mut names = one.when.map(|when| self.open(when)).unwrap_or_default();
            if names.is_empty() {
                let taken = one.when.is_none_or(|when| self.holds(when, &Answers::new()));
                sum += if taken { one.time } else { Duration::ZERO };
                continue;
            }
            let mut together = vec![one];
            hanging.retain_mut(|(others, theirs)| {
                let apart = others.is_disjoint(&names);
                if !apart {
                    names.append(others);
                    together.append(theirs);
                }
                apart
            });
            hanging.push((names, together));
        }
        hanging.iter().fold(sum, |sum, (names, all)| sum + self.longest(names, all))
    }

    /// The longest that these can take, whatever is answered to these names.
    fn longest(&self, names: &BTreeSet<&str>, all: &[&Taking<'_>]) -> Duration {
        let whole = || all.iter().map(|one| one.time).sum();
        if !can_be_tried(names.len()) {
            return whole();
        }
        let conditions: Vec<&Expr> = all.iter().filter_map(|one| one.when).collect();
        let values = |name: &&'_ str| candidates(name, &conditions);
        let named: Vec<(&str, Vec<Value>)> =
            names.iter().map(|name| (*name, values(name))).collect();
        let Some(ways) = ways(&named) else { return whole() };
        let mut longest = Duration::ZERO;
        let mut ever = vec![false; all.len()];
        for way in &ways {
            let mut time = Duration::ZERO;
            for (one, ever) in all.iter().zip(&mut ever) {
                if one.when.is_none_or(|when| self.holds(when, way)) {
                    *ever = true;
                    time += one.time;
                }
            }
            longest = longest.max(time);
        }
        // What never held may be decided by who is here, or by something that was not tried out.
        let elsewhere = |one: &Taking<'_>| {
            let at = |people, answers| {
                one.when.is_none_or(|when| self.trials.holds(when, &Table { people, answers }))
            };
            let tables = [1, 2, Form::Group.counted()];
            ways.iter().any(|way| tables.iter().any(|people| at(*people, way)))
        };
        let unknown = all.iter().zip(&ever).filter(|(one, ever)| !**ever && !elsewhere(one));
        longest + unknown.map(|(one, _)| one.time).sum::<Duration>()
    }
}
