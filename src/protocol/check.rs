//! Looking names up: every step has a name of its own, and every mention leads to something that
//! was asked before.

use std::collections::HashMap;

use crate::base::id::{ProtocolId, StepId};
use crate::base::problem::Problem;
use crate::base::span::Spanned;
use crate::expr::is_reserved;
use crate::protocol::raw::{RawEach, RawPart, RawProtocol, RawStep};
use crate::protocol::types::{Each, Part, Parts, Protocol, Step};
use crate::written::fields::{Mention, Wants, suggest};

/// What is known while going through the steps in order.
struct Known<'a> {
    problems: &'a mut Vec<Problem>,
    /// Every name of the file, wherever it stands.
    all: HashMap<String, Name>,
    /// Names that can be spoken of here: earlier steps, and the loops around.
    before: Vec<String>,
    /// Names of steps and loops that were given already.
    taken: HashMap<String, Named>,
}

/// What has a name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Named {
    Step,
    Loop,
}

#[derive(Clone, Copy)]
struct Name {
    has_items: bool,
    is_loop: bool,
}

/// The protocol, if everything needed was there; problems are added to `problems`.
pub(super) fn check(raw: RawProtocol, problems: &mut Vec<Problem>) -> Option<Protocol> {
    let id = raw.id.and_then(|id| match ProtocolId::new(&id.value) {
        Ok(name) => Some(name),
        Err(why) => {
            let message = format!("“{}” cannot be the id of a protocol", id.value);
            problems.push(Problem::new("bad-name", id.span, message).hint(why.to_string()));
            None
        }
    });
    let mut all = HashMap::new();
    gather(&raw.parts, &mut all);
    let mut known = Known { problems, all, before: Vec::new(), taken: HashMap::new() };
    let parts = known.parts(raw.parts);
    if !parts.iter().any(has_step) && known.problems.is_empty() {
        let span = raw.title.as_ref().map(|title| title.span).unwrap_or_default();
        let problem = Problem::new("no-steps", span, "this protocol has no steps");
        known.problems.push(problem.hint("add at least one “- step: name” under steps:"));
    }
    Some(Protocol {
        id: id?,
        title: raw.title?.value,
        version: raw.version,
        source: raw.source,
        capability: raw.capability,
        purpose: raw.purpose,
        when_to_use: raw.when_to_use,
        when_not_to_use: raw.when_not_to_use,
        people: raw.people,
        minutes: raw.minutes,
        safety: raw.safety,
        parts: Parts::new(parts),
    })
}

fn has_step(part: &Part) -> bool {
    match part {
        Part::Step(_) => true,
        Part::Each(each) => each.parts.iter().any(has_step),
    }
}

fn gather(parts: &[RawPart], all: &mut HashMap<String, Name>) {
    for part in parts {
        match part {
            RawPart::Step(step) => {
                // A kind that could not be read may have been one with items.
                let has_items = step.spec.as_ref().is_none_or(crate::kind::Spec::has_items);
                all.insert(step.id.value.clone(), Name { has_items, is_loop: false });
            }
            RawPart::Each(each) => {
                let name = Name { has_items: false, is_loop: true };
                all.insert(each.name.value.clone(), name);
                gather(&each.parts, all);
            }
        }
    }
}

impl Known<'_> {
    fn parts(&mut self, raw: Vec<RawPart>) -> Vec<Part> {
        let part = |raw| match raw {
            RawPart::Step(step) => self.step(*step).map(|step| Part::Step(Box::new(step))),
            RawPart::Each(each) => self.each(each).map(Part::Each),
        };
        raw.into_iter().filter_map(part).collect()
    }

    fn step(&mut self, raw: RawStep) -> Option<Step> {
        self.look_up(&raw.mentions);
        let id = self.name(&raw.id, Named::Step);
        self.before.push(raw.id.value);
        Some(Step {
            id: id?,
            title: raw.title,
            say: raw.say,
            ask: raw.ask,
            listen_for: raw.listen_for,
            hint: raw.hint,
            example: raw.example,
            time: raw.time,
            when: raw.when,
            spec: raw.spec?,
        })
    }

    fn each(&mut self, raw: RawEach) -> Option<Each> {
        self.look_up(&raw.mentions);
        let name = self.name(&raw.name, Named::Loop);
        let of = raw.of.and_then(|of| StepId::new(&of.value).ok());
        self.before.push(raw.name.value.clone());
        let parts = self.parts(raw.parts);
        // Outside its loop, an item has no name.
        self.before.retain(|before| *before != raw.name.value);
        if parts.is_empty() && self.problems.is_empty() {
            let problem = Problem::new("no-steps", raw.name.span, "this loop has no steps");
            self.problems.push(problem.hint("add steps: with what is asked about each item"));
        }
        Some(Each { name: name?, of: of?, when: raw.when, parts })
    }

    /// A name of its own for a step or a loop.
    fn name(&mut self, written: &Spanned<String>, named: Named) -> Option<StepId> {
        let word = &written.value;
        // Two loops may call their items the same; within one another that could not be told apart.
        let again = self.taken.insert(word.clone(), named);
        let apart = named == Named::Loop && !self.before.contains(word);
        if again.is_some_and(|before| before == Named::Step || !apart) {
            let message = format!("the name `{word}` is taken by an earlier step");
            let problem = Problem::new("doubled-name", written.span, message);
            self.problems.push(problem.hint("give this one another name"));
            return None;
        }
        if is_reserved(word) {
            let message = format!("“{word}” has a meaning in conditions");
            let problem = Problem::new("bad-name", written.span, message);
            self.problems.push(problem.hint("give the step another name"));
            return None;
        }
        match StepId::new(word) {
            Ok(id) => Some(id),
            Err(why) => {
                let message = format!("“{word}” cannot be the name of a step");
                let problem = Problem::new("bad-name", written.span, message);
                self.problems.push(problem.hint(why.to_string()));
                None
            }
        }
    }

    fn look_up(&mut self, mentions: &[Mention]) {
        for mention in mentions {
            let Spanned { value: word, span } = &mention.name;
            let Some(name) = self.all.get(word) else {
                let known: Vec<&str> = self.before.iter().map(String::as_str).collect();
                let message = format!("no step is called `{word}`");
                let problem = Problem::new("no-such-step", *span, message);
                self.problems.push(problem.hint(suggest(word, &known)));
                continue;
            };
            let earlier = self.before.contains(word);
            if mention.wants != Wants::AnyStep && !earlier {
                let (message, hint) = if name.is_loop {
                    (
                        format!("`{word}` only has a meaning inside its own loop"),
                        "name the list itself, or move this into the loop",
                    )
                } else {
                    (
                        format!("`{word}` has not been asked at this point"),
                        "move this step below the one it speaks of",
                    )
                };
                self.problems.push(Problem::new("not-yet", *span, message).hint(hint));
            } else if mention.wants == Wants::Items && !name.has_items {
                let message = format!("`{word}` is not a list");
                let hint = "name a step of kind list, multi or table";
                self.problems.push(Problem::new("not-a-list", *span, message).hint(hint));
            }
        }
    }
}
