//! The one projection: what of a conversation may be seen, and by whom. Screen, page, export,
//! log view and plain mode all show what comes out of here and nothing else.

use std::collections::BTreeMap;

use crate::base::id::{ItemId, StepId, Voice};
use crate::expr::{Scope as _, Value};
use crate::kind::Answer;
use crate::protocol::{Moment, Visibility};
use crate::session::around::Around;
use crate::session::fact::Slot;
use crate::session::sight::Before;
use crate::session::veil::Veil;
use crate::session::{Entry, Session, Sight};

/// Who looks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Eyes {
    /// Whoever is asked, in their own place: questions may quote to them what only they may see.
    Asked,
    /// Whoever sits before the screen: what the table may see, with what was said earlier in each
    /// place, and what is parked. Where one person is alone, that is everything.
    Writer,
    /// A reader of the page: what stands at the end, on the way that was taken.
    Reader,
}

/// What was given in a slot.
#[derive(Clone, Debug, PartialEq)]
pub enum Given {
    /// An answer.
    Answer(Answer),
    /// A pass, which is an answer.
    Pass,
}

/// A conversation as it may be seen.
#[derive(Clone, Debug)]
pub struct Seen {
    /// The steps in order.
    pub steps: Vec<SeenStep>,
    /// Steps that are no longer passed, whose answers are kept.
    pub parked: Vec<SeenStep>,
}

/// Where unsigned answers stand together: their step, and the items and laps it is asked at.
type Place = (StepId, Vec<ItemId>);

/// A step as it may be seen.
#[derive(Clone, Debug)]
pub struct SeenStep {
    /// Its slot.
    pub slot: Slot,
    /// Its heading; may be empty.
    pub title: String,
    /// What the facilitator says first, quotations filled in.
    pub say: String,
    /// The question, quotations filled in.
    pub ask: String,
    /// The items it is asked about, from outside in.
    pub about: Vec<String>,
    /// The parts and loops it stands in.
    pub around: Around,
    /// When it is asked.
    pub moment: Moment,
    /// Whose answer it is, where that may be known and several people are here.
    pub by: Option<String>,
    /// Whether several people were asked.
    pub of_several: bool,
    /// Whether something stands here that these eyes may not see.
    pub hidden: bool,
    /// What stands there.
    pub given: Option<Given>,
    /// What stood there before, oldest first.
    pub before: Vec<Entry>,
    /// Whether it asks for something.
    pub asks: bool,
}

impl SeenStep {
    /// Its heading on the page; empty where it has none and the question says it all.
    pub fn heading_on_page(&self) -> String {
        let with_item = self.heading_of_all();
        match &self.by {
            Some(name) if with_item.is_empty() => name.clone(),
            // A loop over people has named them already.
            Some(name) if !with_item.ends_with(name.as_str()) => format!("{with_item} — {name}"),
            _ => with_item,
        }
    }

    /// The heading that stands over the answers of everyone who was asked.
    pub fn heading_of_all(&self) -> String {
        let words = &self.title;
        let named = |item: &&String| self.by.as_ref() != Some(*item);
        match self.about.last().filter(named) {
            Some(item) if words.is_empty() => item.clone(),
            Some(item) if !words.contains(item.as_str()) => format!("{words} — {item}"),
            _ => words.clone(),
        }
    }

    /// A name for it in a list: its heading, or the beginning of what it asks or says.
    pub fn heading(&self) -> String {
        let said = [&self.title, &self.ask, &self.say].into_iter().find(|words| !words.is_empty());
        let words = said.map_or(self.slot.step.as_str(), |words| words);
        let with_item = match self.about.last() {
            Some(item) if !words.contains(item.as_str()) => format!("{words} — {item}"),
            _ => words.to_owned(),
        };
        match &self.by {
            Some(name) if !with_item.ends_with(name.as_str()) => format!("{with_item} — {name}"),
            _ => with_item,
        }
    }
}

impl Session {
    /// The conversation as `eyes` may see it.
    pub fn seen_by(&self, eyes: &Eyes) -> Seen {
        let seen = |slot: &Slot| self.seen_step(slot, eyes);
        let steps = self.shuffled(self.path().iter().filter_map(seen).collect());
        let parked = match eyes {
            Eyes::Writer | Eyes::Asked => {
                self.shuffled(self.parked().into_iter().filter_map(seen).collect())
            }
            Eyes::Reader => Vec::new(),
        };
        Seen { steps, parked }
    }

    /// One step as `eyes` may see it.
    pub fn seen_step(&self, slot: &Slot, eyes: &Eyes) -> Option<SeenStep> {
        let (step, _) = self.protocol().step(&slot.step)?;
        // What has been revealed stays so, wherever one looks from.
        let revealed = self.path.is_revealed(slot, self.path.slots.len());
        let veil = self.veil(slot, None, revealed);
        let history = self.history(slot);
        let before = match (eyes, veil) {
            (Eyes::Writer | Eyes::Asked, Some(Veil::Signed)) => {
                history[..history.len().saturating_sub(1)].to_vec()
            }
            _ => Vec::new(),
        };
        let given = self.given(slot);
        let before_whom = match (eyes, veil) {
            (Eyes::Asked, _) => Before::Oneself,
            (_, Some(Veil::Nameless)) => Before::AllUnnamed,
            _ => Before::All,
        };
        let sight = self.sight(slot).said_before(before_whom);
        let named = slot.by.as_ref().filter(|_| veil != Some(Veil::Nameless));
        Some(SeenStep {
            slot: slot.clone(),
            title: step.title.fill(&sight),
            say: step.say.fill(&sight),
            ask: step.ask.fill(&sight),
            // Where nobody may know whose words these are, the item they were asked at does not tell.
            about: sight.items_in_words(veil == Some(Veil::Nameless)),
            around: self.around(slot, &sight, veil == Some(Veil::Nameless)),
            moment: step.moment,
            of_several: slot.by.is_some(),
            by: named.map(|by| self.setting.name(by)),
            hidden: veil.is_none() && given.is_some(),
            given: given.filter(|_| veil.is_some()).cloned(),
            before,
            asks: step.spec.asks(),
        })
    }

    /// The same steps, answers without names in the order of their words, which tells nothing of
    /// who gave them, or when.
    fn shuffled(&self, steps: Vec<SeenStep>) -> Vec<SeenStep> {
        let nameless = |step: &SeenStep| step.slot.by.is_some() && step.by.is_none();
        let words = |seen: &SeenStep| match (&seen.given, self.protocol().step(&seen.slot.step)) {
            (Some(Given::Answer(answer)), Some((step, _))) => {
                step.spec.value(answer).read_aloud().to_lowercase()
            }
            _ => String::new(),
        };
        // All of one question stand where its first answer stood, wherever the laptop went between,
        // and nothing of their places tells a seat. Those of another item or lap stand at that one.
        let mut groups: BTreeMap<Place, Vec<SeenStep>> = BTreeMap::new();
        let mut order = Vec::new();
        for mut step in steps {
            if !nameless(&step) {
                order.push(Ok(step));
                continue;
            }
            let is_person = |item: &ItemId| self.setting.knows(&Voice::new(&item.0));
            // What is listed for each person is in an order that tells whose it is.
            let told = step.slot.items.iter().any(is_person);
            step.slot.by = None;
            step.slot.items.retain(|item| !is_person(item));
            let items = if told { Vec::new() } else { step.slot.items.clone() };
            let place = (step.slot.step.clone(), items);
            let group = groups.entry(place.clone()).or_insert_with(|| {
                order.push(Err(place));
                Vec::new()
            });
            group.push(step);
        }
        let whole = |place: Result<SeenStep, Place>| match place {
            Ok(step) => vec![step],
            Err(of) => {
                let mut group = groups.remove(&of).unwrap_or_default();
                group.sort_by_cached_key(words);
                group
            }
        };
        order.into_iter().flat_map(whole).collect()
    }

    /// What a later session may recall of this one: the answers on the path, as values.
    pub fn to_recall(&self) -> BTreeMap<StepId, Value> {
        let sight = Sight::from_the_end(self, &self.path);
        let steps = self.protocol().steps().into_iter();
        let values = steps.map(|step| (step.id.clone(), sight.value(step.id.as_str())));
        values.filter(|(_, value)| value.holds()).collect()
    }

    /// What a later session may recall to each of those who were here alone: what they kept to
    /// themselves, by their names. Two who share a name cannot be told apart, and get nothing.
    pub fn own_to_recall(&self) -> BTreeMap<String, BTreeMap<StepId, Value>> {
        let people = &self.setting.people;
        let own = self.protocol().steps().into_iter();
        let own: Vec<_> = own.filter(|step| step.visibility == Visibility::Own).collect();
        let of = |voice: Voice| {
            let sight = Sight::from_the_end(self, &self.path).of(Some(&voice), Visibility::Own);
            let values = own.iter().map(|step| (step.id.clone(), sight.value(step.id.as_str())));
            (self.setting.name(&voice), values.filter(|(_, value)| value.holds()).collect())
        };
        if self.setting.is_alone() || own.is_empty() {
            return BTreeMap::new();
        }
        let all = self.setting.voices().into_iter().map(of);
        let once = |name: &String| people.iter().filter(|other| *other == name).count() == 1;
        all.filter(|(name, said): &(_, BTreeMap<_, _>)| once(name) && !said.is_empty()).collect()
    }
}
