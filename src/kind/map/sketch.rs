//! A map in the making: the variables, the links, and the one that is being made.

use crate::base::loops::Loop;
use crate::expr::{Scope, Value};
use crate::kind::contract::{Draft, Opening};
use crate::kind::map::names::Tail;
use crate::kind::map::{Answer, Link, MOST_VARIABLES, Sign, Spec, Sure, loops_of, words};
use crate::kind::part::options::Chosen;

/// What is asked for next of the link being made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    /// What moves.
    From,
    /// Which way.
    Sign,
    /// What is moved.
    To,
    /// Whether it takes long.
    Delay,
    /// How one knows.
    Sure,
}

/// The link being made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Making {
    pub from: Option<usize>,
    pub minus: Option<bool>,
    pub to: Option<usize>,
    pub late: Option<bool>,
}

/// A map in the making.
#[derive(Clone, Debug)]
pub(super) struct Sketch {
    pub variables: Vec<Chosen>,
    /// How many of the variables were there to begin with.
    given: usize,
    pub links: Vec<Link>,
    pub making: Making,
    next: u32,
    /// The loops of the links, found anew whenever they change.
    pub loops: Vec<Loop>,
}

impl Sketch {
    /// From a draft, from what stands there, or from the map that an author said to begin with.
    pub fn open(spec: &Spec, opening: &Opening<'_, Answer>) -> Self {
        let mut sketch = Self {
            variables: spec.items.choices(opening.scope).into_iter().map(|one| one.is).collect(),
            given: 0,
            links: Vec::new(),
            making: Making::default(),
            next: 1,
            loops: Vec::new(),
        };
        let start = spec.start(opening.scope);
        start.variables.into_iter().for_each(|variable| sketch.admit(variable));
        sketch.given = sketch.variables.len();
        let drafted = opening.draft.filter(|draft| !draft.texts.is_empty());
        if let Some(earlier) = opening.earlier {
            earlier.variables.iter().for_each(|variable| sketch.admit(variable.clone()));
        }
        if let Some(draft) = drafted {
            for (id, passage) in draft.ids.iter().zip(&draft.texts).skip(1) {
                sketch.admit(Chosen { id: id.clone(), text: passage.text.clone() });
            }
            sketch.restore(draft);
        } else if let Some(earlier) = opening.earlier {
            sketch.links.clone_from(&earlier.links);
        } else {
            sketch.links = start.links;
            sketch.links.truncate(spec.at_most);
        }
        let known = |id: &str| sketch.variables.iter().any(|variable| variable.id == id);
        let whole: Vec<bool> =
            sketch.links.iter().map(|link| known(&link.from) && known(&link.to)).collect();
        let mut whole = whole.into_iter();
        sketch.links.retain(|_| whole.next() == Some(true));
        let used = opening.used.iter().filter_map(|item| item.0.parse().ok());
        let highest = sketch.links.iter().map(|link| link.id).chain(used).max();
        sketch.next = highest.map_or(1, |id| id.saturating_add(1));
        sketch.refresh();
        sketch
    }

    /// Takes in a variable, unless it is there.
    fn admit(&mut self, variable: Chosen) {
        if !self.variables.iter().any(|known| known.id == variable.id) {
            self.variables.push(variable);
        }
    }

    fn refresh(&mut self) {
        self.loops = loops_of(&self.links, &self.variables);
    }

    /// What is asked for next.
    pub fn stage(&self) -> Stage {
        let Making { from, minus, to, late } = self.making;
        match (from, minus, to, late) {
            (None, ..) => Stage::From,
            (_, None, ..) => Stage::Sign,
            (_, _, None, _) => Stage::To,
            (.., None) => Stage::Delay,
            _ => Stage::Sure,
        }
    }

    /// Takes back what was given last of the link being made. False where there is nothing.
    pub fn take_back(&mut self) -> bool {
        match self.stage() {
            Stage::From => return false,
            Stage::Sign => self.making.from = None,
            Stage::To => self.making.minus = None,
            Stage::Delay => self.making.to = None,
            Stage::Sure => self.making.late = None,
        }
        true
    }

    /// A variable in words.
    pub fn text(&self, at: usize) -> &str {
        self.variables.get(at).map(|variable| variable.text.as_str()).unwrap_or_default()
    }

    /// The words of a variable, by its id.
    pub fn words(&self, id: &str) -> String {
        let found = self.variables.iter().find(|variable| variable.id == id);
        found.map(|variable| variable.text.clone()).unwrap_or_default()
    }

    /// Adds a variable, or finds the one that is called so. `None` where there is no room.
    pub fn add(&mut self, text: &str) -> Option<usize> {
        let (text, small) = (text.trim(), text.trim().to_lowercase());
        let called = |variable: &Chosen| variable.text.trim().to_lowercase() == small;
        if let Some(there) = self.variables.iter().position(called) {
            return Some(there);
        }
        if self.variables.len() >= MOST_VARIABLES.max(self.given) {
            return None;
        }
        // The same words have the same id, so that what two people added is one variable.
        let words: Vec<&str> =
            small.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let mut id = format!("new_{}", words.join("_"));
        while self.variables.iter().any(|variable| variable.id == id) {
            id.push('_');
        }
        self.variables.push(Chosen { id, text: text.to_owned() });
        Some(self.variables.len() - 1)
    }

    /// Makes the link that was being made, knowing it so. Gives its place.
    pub fn finish(&mut self, sure: Option<Sure>) -> Option<usize> {
        let Making { from, minus, to, late } = std::mem::take(&mut self.making);
        let tail = Tail { late: late?, sure };
        self.link(from?, minus?, to?, tail)
    }

    /// Makes a link; one that is there already is only changed. Gives its place; none where a thing
    /// would move itself.
    pub fn link(&mut self, from: usize, minus: bool, to: usize, tail: Tail) -> Option<usize> {
        let id = |at: usize| Some(self.variables.get(at)?.id.clone());
        let (from, to) = (id(from)?, id(to)?);
        if from == to {
            return None;
        }
        let sign = Sign::of(minus);
        let same =
            |link: &Link| link.from == from && link.to == to && link.sign == sign;
        let at = match self.links.iter().position(same) {
            Some(at) => at,
            None => {
                let link = Link { id: self.next, from, sign, to, delay: false, sure: None };
                self.next = self.next.saturating_add(1);
                self.links.push(link);
                self.links.len() - 1
            }
        };
        self.links[at].delay = tail.late;
        self.links[at].sure = tail.sure.or(self.links[at].sure);
        self.refresh();
        Some(at)
    }

    /// The first link, from `at` on, of which nobody said how it is known.
    pub fn unsure(&self, at: usize) -> Option<usize> {
        (at..self.links.len()).find(|at| self.links[*at].sure.is_none())
    }

    /// Changes a link.
    pub fn change(&mut self, at: usize, change: impl FnOnce(&mut Link)) {
        if let Some(link) = self.links.get_mut(at) {
            change(link);
            self.refresh();
        }
    }

    /// Takes a link away.
    pub fn drop_link(&mut self, at: usize) {
        if at < self.links.len() {
            self.links.remove(at);
            self.refresh();
        }
    }

    /// A link in words.
    pub fn link_in_words(&self, link: &Link) -> String {
        let (from, to) = (self.words(&link.from), self.words(&link.to));
        words::link(&from, &to, link.sign.is_minus(), link.delay)
    }

    /// Each loop: its name, and what it does and goes through.
    pub fn loops_in_words(&self) -> Vec<(String, String)> {
        let told = |one: &Loop| {
            let round = words::round(one, &self.links, |id| self.words(id));
            format!("{}: {round}", words::does(one))
        };
        words::names(&self.loops).into_iter().zip(self.loops.iter().map(told)).collect()
    }

    /// The map as it stands: its links, and the variables that they need or that were added.
    pub fn answer(&self) -> Option<Answer> {
        let linked = |id: &str| self.links.iter().any(|link| link.from == id || link.to == id);
        let kept = self.variables.iter().enumerate();
        let kept = kept.filter(|(at, variable)| *at >= self.given || linked(&variable.id));
        let variables: Vec<Chosen> = kept.map(|(_, variable)| variable.clone()).collect();
        let links = self.links.clone();
        (!variables.is_empty()).then_some(Answer { variables, links })
    }

    /// Everything but the letters that are being typed, as a draft.
    pub fn draft(&self) -> Draft {
        let added = &self.variables[self.given.min(self.variables.len())..];
        let passage = |variable: &Chosen| crate::kind::contract::Passage {
            text: variable.text.clone(),
            ..Default::default()
        };
        let mut chosen: Vec<String> = self.links.iter().flat_map(kept).collect();
        let id = |at: usize| self.variables.get(at).map(|variable| variable.id.clone());
        let Making { from, minus, to, late } = self.making;
        let sign = minus.map(|minus| Sign::of(minus).letter().to_owned());
        let late = late.map(|late| if late { LATE } else { "" }.to_owned());
        let making = [from.and_then(id), sign, to.and_then(id), late];
        chosen.extend(making.into_iter().map_while(|part| part));
        Draft {
            texts: added.iter().map(passage).collect(),
            ids: added.iter().map(|variable| variable.id.clone()).collect(),
            chosen,
            ..Draft::default()
        }
    }

    /// Takes links, and what there is of another, from a draft.
    fn restore(&mut self, draft: &Draft) {
        let links = draft.chosen.chunks_exact(KEPT);
        let rest = links.remainder();
        self.links = links.filter_map(restored).collect();
        let place = |id: &String| self.variables.iter().position(|variable| variable.id == *id);
        let making = Making {
            from: rest.first().and_then(place),
            minus: rest.get(1).and_then(|sign| Some(Sign::called(sign)?.is_minus())),
            to: rest.get(2).and_then(place),
            late: rest.get(3).map(|late| late == LATE),
        };
        self.making = making;
    }
}

/// How many words of a draft keep a link.
const KEPT: usize = 6;
/// How a draft says that a link takes long.
const LATE: &str = "late";

fn kept(link: &Link) -> [String; KEPT] {
    let late = if link.delay { LATE } else { "" };
    let sure = link.sure.map_or("", Sure::name);
    [
        link.id.to_string(),
        link.from.clone(),
        link.sign.letter().to_owned(),
        link.to.clone(),
        late.to_owned(),
        sure.to_owned(),
    ]
}

fn restored(kept: &[String]) -> Option<Link> {
    let [id, from, sign, to, late, sure] = kept else { return None };
    Some(Link {
        id: id.parse().ok()?,
        from: from.clone(),
        sign: Sign::called(sign)?,
        to: to.clone(),
        delay: late == LATE,
        sure: Sure::called(sure),
    })
}

impl Spec {
    /// The map that this one begins with: the links of all that were drawn, each once.
    fn start(&self, scope: &dyn Scope) -> Answer {
        let value = self.start_from.as_ref().map(|start| start.value(scope));
        let items = match value {
            Some(Value::List(items)) => items,
            Some(Value::Nothing) | None => Vec::new(),
            Some(single) => vec![single],
        };
        let mut start = Answer { variables: Vec::new(), links: Vec::new() };
        for item in items {
            let variable = |part: &str| match item.part(part) {
                Value::Choice { id, text } => Some(Chosen { id, text }),
                _ => None,
            };
            let (Some(from), Some(to)) = (variable("from"), variable("to")) else { continue };
            let Some(sign) = item.part("sign").id().and_then(Sign::called) else { continue };
            let same =
                |link: &Link| link.from == from.id && link.to == to.id && link.sign == sign;
            if start.links.iter().any(same) {
                continue;
            }
            let id = start.links.len() as u32 + 1;
            let sure = item.part("sure").id().and_then(Sure::called);
            let delay = item.part("delay") == Value::YesNo(true);
            let (one, other) = (from.id.clone(), to.id.clone());
            start.links.push(Link { id, from: one, sign, to: other, delay, sure });
            start.variables.extend([from, to]);
        }
        start
    }
}
