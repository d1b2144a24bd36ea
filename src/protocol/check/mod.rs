//! From a protocol as it was written to one that can be trusted: every step has a name of its own,
//! and every mention leads somewhere.

mod mentions;
mod secrets;

use std::collections::HashMap;

use crate::base::id::{NotAName, ProtocolId, StepId};
use crate::base::problem::Problem;
use crate::base::span::Spanned;
use crate::expr::is_reserved;
use crate::kind::contract::Shape;
use crate::protocol::raw::{RawBlock, RawLoop, RawOver, RawPart, RawProtocol, RawStep, RawWho};
use crate::protocol::types::{Block, Loop, Over, Part, Parts, Protocol, Step, Visibility, Who};
use crate::written::mention::{Mention, Wants};
use crate::written::suggest::short;
use secrets::Asker;

/// What is known while going through the steps in order.
struct Known<'a> {
    problems: &'a mut Vec<Problem>,
    /// Every name of the file, wherever it stands.
    all: HashMap<String, Name>,
    /// Names that can be spoken of here: earlier steps, and the loops around.
    before: Vec<String>,
    /// The loops one stands in, from outside in.
    inside: Vec<String>,
    /// Names of steps and loops that were given already.
    taken: HashMap<String, Named>,
    /// Names whose answers have been revealed.
    revealed: Vec<String>,
    /// From where something is mentioned just now.
    asker: Asker,
}

/// What has a name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Named {
    Step,
    Loop,
}

/// The list of those who are here.
const PEOPLE: &str = "people";
/// Parts that every list has.
const OF_LISTS: [&str; 3] = ["count", "first", "last"];

/// Whether a name is that of a step, or of a loop, which may go over the items of one list.
#[derive(Clone)]
enum Is {
    Step,
    Loop(Option<String>),
}

/// What a name stands for.
#[derive(Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is a question of its own")]
struct Name {
    has_items: bool,
    is: Is,
    /// Whether it can stand for a person.
    is_person: bool,
    /// Who may see what is given.
    visibility: Visibility,
    /// Whether several people are asked.
    several: bool,
    /// Whether it is asked lap after lap.
    in_laps: bool,
    /// The loops it is asked in, from outside in.
    loops: Vec<String>,
    /// What its answers are; nothing where its kind could not be read.
    shape: Option<Shape>,
    /// The parts that can be asked of it; none where its kind could not be read.
    parts: Option<Vec<String>>,
}

/// The protocol, if everything needed was there; problems are added to `problems`.
pub(super) fn check(raw: RawProtocol, problems: &mut Vec<Problem>) -> Option<Protocol> {
    let id = raw.id.and_then(|id| match ProtocolId::new(&id.value) {
        Ok(name) => Some(name),
        Err(why) => {
            let message = format!("“{}” cannot be the id of a protocol", short(&id.value));
            let near = slug(&id.value, '-').filter(|near| ProtocolId::new(near).is_ok());
            problems.push(Problem::new("bad-name", id.span, message).hint(instead(near, &why)));
            None
        }
    });
    let mut known = Known::of(&raw.parts, raw.people.to == 1, problems);
    let compare = raw.compare.iter().cloned().map(|name| Mention::of(name, Wants::AnyStep));
    // Everyone is shown what they may see of these.
    let asker = known.asker;
    known.asker.alone = true;
    known.look_up(&compare.collect::<Vec<_>>(), None);
    known.asker = asker;
    let parts = known.parts(raw.parts);
    Some(Protocol {
        id: id?,
        title: raw.title?.value,
        version: raw.version,
        language: raw.language,
        source: raw.source,
        capability: raw.capability,
        purpose: raw.purpose,
        when_to_use: raw.when_to_use,
        when_not_to_use: raw.when_not_to_use,
        people: raw.people,
        minutes: raw.minutes,
        prepare: raw.prepare,
        safety: raw.safety,
        pitfalls: raw.pitfalls,
        outcome: raw.outcome,
        next_time: raw.next_time,
        every: raw.every,
        compare: raw.compare.iter().filter_map(|name| StepId::new(&name.value).ok()).collect(),
        parts: Parts::new(parts),
    })
}

/// Notes what is wrong in the parts of a fragment that is read on its own.
pub(super) fn fragment(parts: Vec<RawPart>, problems: &mut Vec<Problem>) {
    Known::of(&parts, false, problems).parts(parts);
}

/// `written` as a name: "The event" is `the_event`.
fn slug(written: &str, joint: char) -> Option<String> {
    let small = written.to_lowercase();
    let words: Vec<&str> =
        small.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    (words.len() <= 12).then(|| words.join(&joint.to_string()))
}

fn instead(near: Option<String>, why: &NotAName) -> String {
    near.map_or_else(|| why.to_string(), |near| format!("write {near}; {why}"))
}

/// Notes every name in `parts`, which stand within these loops, and perhaps in laps.
fn gather(parts: &[RawPart], loops: &[String], in_laps: bool, all: &mut HashMap<String, Name>) {
    for part in parts {
        match part {
            RawPart::Step(step) => {
                // A kind that could not be read may have been one with items.
                let spec = step.spec.as_ref();
                let shape = spec.map(crate::kind::Spec::shape);
                let named = Name {
                    has_items: spec.is_none_or(crate::kind::Spec::has_items),
                    is: Is::Step,
                    is_person: matches!(shape, None | Some(Shape::One(None))),
                    visibility: step.visibility,
                    several: !matches!(step.who, RawWho::All),
                    in_laps,
                    loops: loops.to_vec(),
                    shape,
                    parts: spec.map(crate::kind::Spec::parts),
                };
                for name in names(step.id.as_ref()) {
                    all.insert(name, named.clone());
                }
            }
            RawPart::Loop(each) => {
                let (goes_through, is_person) = match &each.over {
                    RawOver::Items(Some(of)) => {
                        let list = of.as_name().map(|name| name.value.clone());
                        let of_people = of.names().iter().any(|name| name.value == PEOPLE);
                        (list.filter(|list| list != PEOPLE), of_people)
                    }
                    RawOver::Items(None) => (None, true),
                    RawOver::Laps { .. } => (None, false),
                };
                let named = Name {
                    has_items: false,
                    is: Is::Loop(goes_through),
                    is_person,
                    visibility: Visibility::Open,
                    several: false,
                    in_laps: false,
                    loops: loops.to_vec(),
                    shape: None,
                    parts: None,
                };
                for name in names(each.name.as_ref()) {
                    all.insert(name, named.clone());
                }
                // A loop that goes lap after lap has the answers of its last lap when it is over.
                let own = each.name.iter().filter(|_| matches!(each.over, RawOver::Items(_)));
                let own = own.map(|name| name.value.clone());
                let inside: Vec<String> = loops.iter().cloned().chain(own).collect();
                let in_laps = in_laps || matches!(each.over, RawOver::Laps { .. });
                gather(&each.parts, &inside, in_laps, all);
            }
            RawPart::Block(block) => gather(&block.parts, loops, in_laps, all),
            RawPart::Jump(_) => {}
        }
    }
}

/// A name as written and, where it cannot stand so, as it was probably meant: what mentions it the
/// right way is not to blame.
fn names(written: Option<&Spanned<String>>) -> Vec<String> {
    let Some(Spanned { value, .. }) = written else { return Vec::new() };
    let meant = if StepId::new(value).is_ok() { None } else { slug(value, '_') };
    std::iter::once(value.clone()).chain(meant).collect()
}

impl<'a> Known<'a> {
    /// What is known before the first of these parts.
    fn of(parts: &[RawPart], alone: bool, problems: &'a mut Vec<Problem>) -> Self {
        let mut all = HashMap::new();
        gather(parts, &[], false, &mut all);
        Self {
            problems,
            all,
            before: Vec::new(),
            inside: Vec::new(),
            taken: HashMap::new(),
            revealed: Vec::new(),
            asker: Asker { alone, own: false, private: false },
        }
    }

    fn parts(&mut self, raw: Vec<RawPart>) -> Vec<Part> {
        let part = |raw| match raw {
            RawPart::Step(step) => self.step(*step).map(|step| Part::Step(Box::new(step))),
            RawPart::Loop(each) => self.each(each).map(Part::Loop),
            RawPart::Block(block) => Some(Part::Block(self.block(block))),
            RawPart::Jump(_) => None,
        };
        raw.into_iter().filter_map(part).collect()
    }

    fn step(&mut self, raw: RawStep) -> Option<Step> {
        let around = self.asker;
        self.asker = around.within(raw.when.as_ref());
        self.asker.own = !matches!(raw.who, RawWho::All);
        self.asker.private = raw.visibility == Visibility::Own;
        self.look_up(&raw.mentions, raw.id.as_ref());
        if let Some(id) = &raw.id {
            self.problems.extend(secrets::of_all(raw.visibility, self.asker, id.span));
        }
        self.asker = around;
        let reveals = raw.spec.as_ref().map(crate::kind::Spec::reveals).unwrap_or_default();
        self.revealed.extend(reveals.iter().map(ToString::to_string));
        let id = raw.id.as_ref().and_then(|id| self.name(id, Named::Step));
        self.before.extend(names(raw.id.as_ref()));
        Some(Step {
            id: id?,
            title: raw.title,
            say: raw.say,
            ask: raw.ask,
            listen_for: raw.listen_for,
            hint: raw.hint,
            example: raw.example,
            time: raw.time,
            who: who(raw.who)?,
            visibility: raw.visibility,
            watch_for: raw.watch_for,
            optional: raw.optional,
            moment: raw.moment,
            when: raw.when,
            spec: raw.spec?,
        })
    }

    fn each(&mut self, raw: RawLoop) -> Option<Loop> {
        let around = self.asker;
        self.asker = around.within(raw.when.as_ref());
        self.look_up(&raw.mentions, raw.name.as_ref());
        let name = match &raw.name {
            Some(name) if raw.named => self.name(name, Named::Loop),
            Some(name) => StepId::new(&name.value).ok(),
            None => None,
        };
        let inside = names(raw.name.as_ref());
        self.before.extend(inside.iter().cloned());
        // One stands in a lap as in no loop at all: what was said in it last is what was said.
        let over_items = matches!(raw.over, RawOver::Items(_));
        let own = raw.name.as_ref().filter(|_| over_items);
        self.inside.extend(own.map(|name| name.value.clone()));
        // Within a loop over people, what belongs to one of them is in their hands.
        self.asker.own |= raw.name.as_ref().is_some_and(|name| self.is_person(&name.value));
        let parts = self.parts(raw.parts);
        self.look_up(&raw.after, None);
        self.asker = around;
        self.inside.truncate(self.inside.len() - usize::from(own.is_some()));
        // Outside its loop, an item has no name.
        self.before.retain(|before| !inside.contains(before));
        let over = match raw.over {
            RawOver::Items(of) => Over::Items(of?),
            RawOver::Laps { until, at_most, going_on } => {
                Over::Laps { until: until?, at_most, going_on }
            }
        };
        Some(Loop { name: name?, over, when: raw.when, parts })
    }

    fn is_person(&self, name: &str) -> bool {
        self.all.get(name).is_some_and(|name| matches!(name.is, Is::Loop(_)) && name.is_person)
    }

    fn block(&mut self, raw: RawBlock) -> Block {
        let around = self.asker;
        self.asker = around.within(raw.when.as_ref());
        self.look_up(&raw.mentions, None);
        let parts = self.parts(raw.parts);
        self.asker = around;
        Block { title: raw.title, when: raw.when, parts }
    }

    /// A name of its own for a step or a loop.
    fn name(&mut self, written: &Spanned<String>, named: Named) -> Option<StepId> {
        let word = &written.value;
        // Two loops may call their items the same; within one another that could not be told apart.
        let again = self.taken.insert(word.clone(), named);
        let apart = named == Named::Loop && !self.before.contains(word);
        if again.is_some_and(|before| before == Named::Step || !apart) {
            let message = format!("the name `{}` is taken by an earlier step", short(word));
            let problem = Problem::new("doubled-name", written.span, message);
            self.problems.push(problem.hint("give this one another name"));
            return None;
        }
        if is_reserved(word) {
            let message = format!("“{word}” has a meaning in conditions");
            let problem = Problem::new("reserved-name", written.span, message);
            self.problems.push(problem.hint("give the step another name"));
            return None;
        }
        match StepId::new(word) {
            Ok(id) => Some(id),
            Err(why) => {
                let message = format!("“{}” cannot be the name of a step", short(word));
                let near = slug(word, '_').filter(|near| StepId::new(near).is_ok());
                let problem = Problem::new("bad-name", written.span, message);
                self.problems.push(problem.hint(instead(near, &why)));
                None
            }
        }
    }
}

fn who(raw: RawWho) -> Option<Who> {
    Some(match raw {
        RawWho::All => Who::All,
        RawWho::Each => Who::Each,
        RawWho::But(name) => Who::But(StepId::new(&name.value).ok()?),
        RawWho::Named(name) => Who::Named(StepId::new(&name.value).ok()?),
    })
}
