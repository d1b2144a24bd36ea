//! How what was said is laid out on a page: under the headings of its protocol, each question once with
//! everyone's answers below it, each item once with all that was asked about it.

use std::collections::HashMap;

use crate::base::id::{ItemId, StepId};
use crate::base::page::{Block, Page};
use crate::kind::{Answer, Spec};
use crate::protocol::Moment;
use crate::session::{Given, Ring, SeenStep, Session};

/// What stands in place of words that are not for everybody.
const UNSAID: &str = "…";

/// An answer that has something to say on a page.
#[derive(Clone)]
struct Told<'a> {
    step: &'a SeenStep,
    spec: &'a Spec,
    answer: &'a Answer,
    /// Whose it is, where that stands beside it; empty where a heading says so, or nobody may know.
    who: String,
}

impl Told<'_> {
    fn ring(&self, depth: usize) -> Option<&Ring> {
        self.step.around.rings.get(depth)
    }

    /// Its place at this depth among what it has for neighbours in the protocol.
    fn place(&self, depth: usize) -> Option<usize> {
        self.step.around.places.get(depth).copied()
    }

    /// Whether nobody may know whose it is.
    fn is_nameless(&self) -> bool {
        self.step.of_several && self.step.by.is_none()
    }

    /// What tells items of a loop at this depth apart. What nobody may know the place of is told
    /// apart by words alone.
    fn item(&self, depth: usize) -> Vec<Ring> {
        let rings = self.step.around.rings.iter().take(depth + 1).cloned();
        let by_words = |ring| match ring {
            Ring::Item(_, words) if self.is_nameless() => Ring::Item(ItemId::new(""), words),
            other => other,
        };
        rings.map(by_words).collect()
    }

    /// The words of the item or the person at which the loop at this depth stands.
    fn about(&self, depth: usize) -> &str {
        match self.ring(depth) {
            Some(Ring::Item(_, words)) if words != UNSAID => words,
            Some(Ring::Person(Some(name))) => name,
            _ => "",
        }
    }
}

/// Adds to a page what was said in these steps.
pub(super) fn lay(session: &Session, steps: &[SeenStep], page: &mut Page) {
    let all: Vec<Told<'_>> = steps.iter().filter_map(|step| told(session, step)).collect();
    let mut laying = Laying { page, asked: HashMap::new(), heading: String::new() };
    let when = |told: &Told<'_>| std::mem::discriminant(&told.step.moment);
    for chunk in all.chunk_by(|one, two| when(one) == when(two)) {
        let heading = match chunk[0].step.moment {
            Moment::Before(_) => "Beforehand",
            Moment::After(_) => "Afterwards",
            Moment::Session => "",
        };
        let together = chunk.iter().all(|one| one.place(0) == chunk[0].place(0));
        let titled = matches!(chunk[0].ring(0), Some(Ring::Part(title)) if !title.is_empty());
        let whole = chunk.len() == all.len();
        if whole && together && titled {
            // One heading over all there is tells nothing apart.
            laying.parts(chunk, 1, 0);
            continue;
        }
        let of_its_own = together && titled;
        let apart = !(heading.is_empty() || whole || of_its_own);
        if apart {
            laying.heading(0, heading);
        }
        laying.parts(chunk, 0, usize::from(apart));
    }
}

/// What was answered at a step, where that has something to say.
fn told<'a>(session: &'a Session, step: &'a SeenStep) -> Option<Told<'a>> {
    let (found, _) = session.protocol().step(&step.slot.step)?;
    let Some(Given::Answer(answer)) = &step.given else { return None };
    let mut words = Page::new();
    found.spec.write(answer, &mut words);
    let who = step.by.clone().unwrap_or_default();
    (!words.blocks.is_empty()).then_some(Told { step, spec: &found.spec, answer, who })
}

/// A page in the making.
struct Laying<'a> {
    page: &'a mut Page,
    /// The question that was last put at each step: in the same words it is not put again.
    asked: HashMap<StepId, String>,
    /// The last heading.
    heading: String,
}

impl Laying<'_> {
    fn heading(&mut self, level: usize, words: &str) {
        if words.is_empty() || self.heading == words {
            return;
        }
        words.clone_into(&mut self.heading);
        self.page.add(Block::Section(level, words.to_owned()));
    }

    /// What stands at this depth of the protocol, one part after the other.
    fn parts(&mut self, told: &[Told<'_>], depth: usize, level: usize) {
        for chunk in told.chunk_by(|one, two| one.place(depth) == two.place(depth)) {
            match chunk[0].ring(depth) {
                None => self.question(chunk, level),
                Some(Ring::Part(title)) if title.is_empty() => self.parts(chunk, depth + 1, level),
                Some(Ring::Part(title)) => {
                    self.heading(level, title);
                    self.parts(chunk, depth + 1, level + 1);
                }
                Some(Ring::Person(_)) => self.people(chunk, depth, level),
                Some(Ring::Item(..)) => self.items(chunk, depth, level),
                Some(Ring::Lap(_)) => self.laps(chunk, depth, level),
            }
        }
    }

    /// A loop over people: each question once, with everyone's answers. Where others speak about the
    /// one it stands at, that one is what they speak about.
    fn people(&mut self, told: &[Told<'_>], depth: usize, level: usize) {
        let by_others = told.iter().any(|one| match (one.ring(depth), &one.step.by) {
            (Some(Ring::Person(Some(person))), Some(by)) => person != by,
            _ => false,
        });
        if by_others {
            return self.items(told, depth, level);
        }
        let mut told = told.to_vec();
        for one in &mut told {
            if one.who.is_empty() && !one.is_nameless() {
                one.who = one.about(depth).to_owned();
            }
        }
        told.sort_by_key(|one| one.place(depth + 1));
        self.parts(&told, depth + 1, level);
    }

    /// A loop over items: each item once, with what was asked about it; where that is one question,
    /// the question once, with each item beside its answer.
    fn items(&mut self, told: &[Told<'_>], depth: usize, level: usize) {
        let mut groups: Vec<(Vec<Ring>, Vec<Told<'_>>)> = Vec::new();
        for one in told {
            let item = one.item(depth);
            match groups.iter_mut().find(|(known, _)| *known == item) {
                Some((_, group)) => group.push(one.clone()),
                None => groups.push((item, vec![one.clone()])),
            }
        }
        let title = one_question(told, depth);
        if let Some(title) =
            title.filter(|title| !told.iter().any(|one| names(title, one.about(depth))))
        {
            self.heading(level, title);
            let ask = the_same(told, |one| &one.step.ask);
            self.ask(told, ask);
            let single =
                groups.iter().all(|(_, group)| group.len() == 1 && !group[0].is_nameless());
            if single {
                let mut told = told.to_vec();
                for one in &mut told {
                    one.who = joined(&one.who, one.about(depth));
                }
                self.beside(&told, ask.is_some(), depth);
                return;
            }
            for (_, group) in &groups {
                self.heading(level + 1, group[0].about(depth));
                self.answers(group, ask.is_some());
            }
            return;
        }
        for (item, mut group) in groups {
            let about = group[0].about(depth).to_owned();
            let titled = |one: &Told<'_>| names(&one.step.title, &about);
            if about.is_empty() || group.iter().all(titled) {
                self.parts(&group, depth + 1, level);
                continue;
            }
            let person = item[..depth].iter().rev().find_map(|ring| match ring {
                Ring::Person(Some(name)) => Some(name.as_str()),
                _ => None,
            });
            self.heading(level, &joined(person.unwrap_or_default(), &about));
            for one in &mut group {
                // The heading says it.
                if Some(one.who.as_str()) == person {
                    one.who.clear();
                }
            }
            self.parts(&group, depth + 1, level + 1);
        }
    }

    /// Laps: the first as if there were no other, each later one with a sign of which it is.
    fn laps(&mut self, told: &[Told<'_>], depth: usize, level: usize) {
        let lap = |one: &Told<'_>| match one.ring(depth) {
            Some(Ring::Lap(lap)) => *lap,
            _ => 1,
        };
        let mut told = told.to_vec();
        told.sort_by_key(lap);
        let several = told.first().map(lap) != told.last().map(lap);
        let laps = || told.chunk_by(|one, two| lap(one) == lap(two));
        if let Some(title) = one_question(&told, depth).filter(|_| several) {
            self.heading(level, title);
            let ask = the_same(&told, |one| &one.step.ask);
            self.ask(&told, ask);
            for chunk in laps() {
                if ask.is_some() && lap(&chunk[0]) > 1 {
                    self.page.add(Block::Quiet(nth_time(lap(&chunk[0]))));
                }
                self.answers(chunk, ask.is_some());
            }
            return;
        }
        for chunk in laps() {
            if lap(&chunk[0]) == 1 || !several {
                self.parts(chunk, depth + 1, level);
            } else {
                self.heading(level, &nth_time(lap(&chunk[0])));
                self.asked.clear();
                self.parts(chunk, depth + 1, level + 1);
            }
        }
    }

    /// One question, and what everyone answered.
    fn question(&mut self, told: &[Told<'_>], level: usize) {
        for chunk in told.chunk_by(|one, two| one.step.title == two.step.title) {
            self.heading(level, &chunk[0].step.title);
            let ask = the_same(chunk, |one| &one.step.ask);
            self.ask(chunk, ask);
            self.answers(chunk, ask.is_some());
        }
    }

    /// Puts a question, if it is the same for all; not once more in the same words below a heading.
    fn ask(&mut self, told: &[Told<'_>], ask: Option<&str>) {
        let (Some(ask), Some(first)) = (ask, told.first()) else { return };
        let step = &first.step.slot.step;
        let again = self.asked.get(step).is_some_and(|before| before == ask);
        if !again || first.step.title.is_empty() {
            self.page.add(Block::Asked(ask.to_owned()));
            self.asked.insert(step.clone(), ask.to_owned());
        }
    }

    /// Answers to one question; where it has not been put yet, each with the words it was put in.
    fn answers(&mut self, told: &[Told<'_>], asked: bool) {
        let (nameless, named): (Vec<_>, Vec<_>) = told.iter().cloned().partition(Told::is_nameless);
        for chunk in nameless.chunk_by(|one, two| asked || one.step.ask == two.step.ask) {
            if !asked {
                self.page.add(Block::Asked(chunk[0].step.ask.clone()));
            }
            let answers = chunk.iter().map(|one| one.answer.clone()).collect();
            let answers = chunk[0].spec.unlinked(answers);
            let answers: Vec<_> = answers.iter().map(|answer| (String::new(), answer)).collect();
            chunk[0].spec.write_all(&answers, self.page);
        }
        self.beside(&named, asked, usize::MAX);
    }

    /// Answers to one question, each with what stands beside it. At this depth they may stand at
    /// items of a loop, which a question may name.
    fn beside(&mut self, told: &[Told<'_>], asked: bool, depth: usize) {
        match told {
            [] => {}
            [one] if asked && one.who.is_empty() => one.spec.write(one.answer, self.page),
            _ if asked => {
                let answers = told.iter().map(|one| (one.who.clone(), one.answer));
                told[0].spec.write_all(&answers.collect::<Vec<_>>(), self.page);
            }
            _ => {
                for one in told {
                    let by = one.step.by.clone().unwrap_or_default();
                    let named = names(&one.step.ask, one.about(depth));
                    self.page.add(Block::Voice(if named { by } else { one.who.clone() }));
                    self.page.add(Block::Asked(one.step.ask.clone()));
                    one.spec.write(one.answer, self.page);
                }
            }
        }
    }
}

/// The title of the one question that is all there is within a loop at this depth, if it is all.
fn one_question<'a>(told: &[Told<'a>], depth: usize) -> Option<&'a str> {
    let first = told.first()?;
    let one = |two: &Told<'_>| two.step.slot.step == first.step.slot.step;
    let within = first.step.around.rings.len() == depth + 1;
    let title = the_same(told, |one| &one.step.title)?;
    (within && told.iter().all(one)).then_some(title)
}

/// What is the same for all of these, if it is.
fn the_same<'a>(told: &[Told<'a>], of: impl Fn(&Told<'a>) -> &'a str) -> Option<&'a str> {
    let first = of(told.first()?);
    told.iter().all(|one| of(one) == first).then_some(first)
}

/// Whether these words name that item.
fn names(words: &str, item: &str) -> bool {
    !item.is_empty() && words.contains(item)
}

fn joined(one: &str, two: &str) -> String {
    match (one, two) {
        ("", only) | (only, "") => only.to_owned(),
        (one, two) if one == two => one.to_owned(),
        (one, two) => format!("{one} — {two}"),
    }
}

/// "The second time".
fn nth_time(lap: u32) -> String {
    const NTH: [&str; 10] = [
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
        "tenth",
    ];
    let nth = usize::try_from(lap).ok().and_then(|lap| NTH.get(lap.saturating_sub(1)));
    nth.map_or_else(|| format!("Time {lap}"), |nth| format!("The {nth} time"))
}
