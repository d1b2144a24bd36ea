//! What can be seen from a slot: earlier answers on the path, and the items one stands at. The
//! only way in which words of the conversation reach prompts and conditions.

use std::collections::BTreeMap;

use crate::base::id::{ItemId, StepId, Voice};
use crate::base::page::Page;
use crate::expr::{Expr, Hidden, Scope, Value, Which};
use crate::kind::Answer;
use crate::kind::contract::Shape;
use crate::protocol::{Loop, Over, Step, Visibility, Who};
use crate::session::fact::Slot;
use crate::session::gather::{self, Told};
use crate::session::path::Path;
use crate::session::veil::Veil;
use crate::session::{Given, Session};

/// A view back along the path.
pub struct Sight<'a> {
    session: &'a Session,
    path: &'a Path,
    /// How much of the path lies behind.
    until: usize,
    /// The loops one stands in, from outside in, and the item of each.
    around: Vec<&'a Loop>,
    items: Vec<ItemId>,
    /// Whose turn it is; nobody's where the table answers together.
    me: Option<Voice>,
    /// What is being revealed just here.
    revealing: Vec<StepId>,
    /// Whom a round just here is for.
    round: Option<&'a Who>,
    /// Whether what is seen here stays with the one whose turn it is.
    private: bool,
    /// Before whom its words are said.
    before: Before,
}

/// Before whom words are said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Before {
    /// Whoever is asked: what they said themselves they may see.
    Oneself,
    /// The table.
    All,
    /// The table, which is not to know who is asked.
    AllUnnamed,
}

/// What stands in place of words that are not for everybody.
const UNSAID: &str = "…";

impl<'a> Sight<'a> {
    /// From `slot`, over the first `until` slots of the path.
    pub(super) fn new(session: &'a Session, path: &'a Path, until: usize, slot: &Slot) -> Self {
        let found = session.protocol.step(&slot.step);
        let revealing = found.as_ref().map(|(step, _)| step.spec.reveals()).unwrap_or_default();
        let round = found.as_ref().map(|(step, _)| *step).filter(|step| step.spec.goes_round());
        let round = round.map(|step| &step.who);
        let private = found.as_ref().is_some_and(|(step, _)| step.visibility == Visibility::Own);
        let around = found.map(|(_, around)| around).unwrap_or_default();
        let (items, me) = (slot.items.clone(), slot.by.clone());
        let before = Before::Oneself;
        Self { session, path, until, around, items, me, revealing, round, private, before }
    }

    /// From the end of a path in the making, within these loops.
    pub(super) fn within(
        session: &'a Session,
        path: &'a Path,
        around: &[&'a Loop],
        items: &[ItemId],
    ) -> Self {
        let (until, around, items) = (path.slots.len(), around.to_vec(), items.to_vec());
        // What stands within a loop over people is in the hands of the one it stands at.
        let voices = items.iter().rev().map(|item| Voice::new(&item.0));
        let me = voices.into_iter().find(|voice| session.setting.knows(voice));
        let (revealing, round, private, before) = (Vec::new(), None, false, Before::Oneself);
        Self { session, path, until, around, items, me, revealing, round, private, before }
    }

    /// From after the last step, outside all loops.
    pub(super) fn from_the_end(session: &'a Session, path: &'a Path) -> Self {
        Self::within(session, path, &[], &[])
    }

    /// The same view, through the eyes of one voice, in a step of this visibility.
    #[must_use]
    pub(super) fn of(mut self, me: Option<&Voice>, visibility: Visibility) -> Self {
        self.me = me.cloned();
        self.private = visibility == Visibility::Own;
        self
    }

    /// The same view, its words said before others.
    #[must_use]
    pub(super) fn said_before(self, before: Before) -> Self {
        Self { before, ..self }
    }

    /// The items of a list, from where one stands.
    pub(super) fn items(&self, of: &Expr) -> Vec<ItemId> {
        let values = match of.value(self) {
            Value::List(values) => values,
            Value::Nothing => return Vec::new(),
            single => vec![single],
        };
        let id = |value: &Value| {
            value.id().map_or_else(|| ItemId::new(&value.read_aloud()), ItemId::new)
        };
        let mut items: Vec<ItemId> = Vec::new();
        for item in values.iter().map(id) {
            // The same item twice would be one and the same place.
            if !items.contains(&item) {
                items.push(item);
            }
        }
        items
    }

    /// The words of the items one stands at, from outside in; a lap has none.
    /// `nameless` leaves out people.
    pub fn items_in_words(&self, nameless: bool) -> Vec<String> {
        // Where one person sits alone, nobody needs to be told who that is.
        let unsaid = nameless || self.session.setting.is_alone();
        let all = self.around.iter().zip(&self.items).enumerate();
        let said = all.filter(|(_, (each, item))| {
            matches!(each.over, Over::Items(_)) && !(unsaid && self.is_voice(item))
        });
        said.map(|(at, _)| self.item_in_words(at)).collect()
    }

    /// The words of the item at which the loop at this depth stands.
    pub(super) fn item_in_words(&self, at: usize) -> String {
        in_words(&self.item(at))
    }

    /// Whether an item is one of those who are here.
    fn is_voice(&self, item: &ItemId) -> bool {
        self.session.setting.knows(&Voice::new(&item.0))
    }

    /// Whether what stands in a slot is for those before whom words are said.
    fn is_for_all(&self, slot: &Slot) -> bool {
        let here = slot.items.iter().zip(&self.items).take_while(|(one, two)| one == two);
        let tells = || {
            let mine = slot.by.is_some() && slot.by == self.me;
            mine || here.map(|(item, _)| item).any(|item| self.is_voice(item))
        };
        match self.before {
            Before::Oneself => true,
            Before::AllUnnamed if tells() => false,
            Before::All | Before::AllUnnamed => {
                // What was revealed since may be said.
                let revealed = self.path.is_revealed(slot, self.path.slots.len());
                self.session.veil(slot, None, revealed).is_some()
            }
        }
    }

    /// The slots of a step that belong to the items one stands at, where they may be seen.
    fn slots(&self, step: &StepId, theirs: &[&Loop]) -> Vec<(&'a Slot, Veil)> {
        let path: &'a Path = self.path;
        let shared = self.shared(theirs).min(self.items.len());
        let here = &self.items[..shared];
        let slots = path.of_step(step, self.until).filter(|slot| slot.items.starts_with(here));
        let seen = slots.filter_map(|slot| Some((slot, self.veil(slot)?)));
        let seen: Vec<(&Slot, Veil)> = seen.collect();
        // What one has said oneself is what one's own questions speak of.
        let is_mine = |(slot, _): &&(&Slot, Veil)| slot.by.is_some() && slot.by == self.me;
        let mine: Vec<(&'a Slot, Veil)> = seen.iter().filter(is_mine).copied().collect();
        if mine.is_empty() { seen } else { mine }
    }

    /// How a slot may be seen from here; nothing where it may not.
    fn veil(&self, slot: &Slot) -> Option<Veil> {
        let revealed =
            self.revealing.contains(&slot.step) || self.path.is_revealed(slot, self.until);
        self.session.veil(slot, self.me.as_ref(), revealed)
    }

    /// What the one whose turn it is kept to themselves the last time, where nobody else sees what
    /// is shown here.
    fn own(&self) -> Option<&'a BTreeMap<StepId, Value>> {
        let seen = self.private && self.before == Before::Oneself;
        let me = self.me.as_ref().filter(|_| seen)?;
        self.session.setting.own.get(&self.session.setting.name(me))
    }

    /// How many of the loops one stands in go, from outside in, through the same items as `theirs`.
    fn shared(&self, theirs: &[&Loop]) -> usize {
        let same = |(a, b): &(&&Loop, &&Loop)| std::ptr::eq(**a, **b);
        self.around.iter().zip(theirs).take_while(same).count()
    }

    /// What was told in the slots of a step, from where one stands.
    fn told(
        &self,
        step: &'a Step,
        theirs: &[&Loop],
        value: &dyn Fn(&Answer) -> Option<Value>,
    ) -> Vec<Told<'a>> {
        let told = |(slot, veil): (&'a Slot, Veil)| {
            let value = value(self.session.answer(slot)?)?;
            let unsaid = || Value::Text(UNSAID.to_owned());
            let value = if self.is_for_all(slot) { value } else { unsaid() };
            Some(Told { slot, veil, value })
        };
        self.slots(&step.id, theirs).into_iter().filter_map(told).collect()
    }

    /// The answer behind a name. `laps` asks for all laps of the innermost loop of laps that one
    /// stands outside of, not for the last.
    fn answer(&self, name: &str, laps: bool) -> Value {
        let Ok(id) = StepId::new(name) else { return Value::Nothing };
        let Some((step, theirs)) = self.session.protocol.step(&id) else { return Value::Nothing };
        let told = self.told(step, &theirs, &|answer| Some(step.spec.value(answer)));
        self.gathered(told, step, &theirs, laps)
    }

    /// What was told, as one value.
    fn gathered(&self, told: Vec<Told<'a>>, step: &Step, theirs: &[&Loop], laps: bool) -> Value {
        let mine = self.me.is_some() && told.iter().all(|told| told.slot.by == self.me);
        let several = step.who.is_several() && !self.session.setting.is_alone() && !mine;
        gather::value(told, theirs, self.shared(theirs), several, laps, &step.spec)
    }

    fn item(&self, at: usize) -> Value {
        let (Some(each), Some(item)) = (self.around.get(at), self.items.get(at)) else {
            return Value::Nothing;
        };
        let of = match &each.over {
            Over::Items(of) => of,
            Over::Laps { .. } => {
                return item.0.parse().map_or(Value::Nothing, Value::Number);
            }
        };
        if self.before == Before::AllUnnamed && self.is_voice(item) {
            return Value::Text(UNSAID.to_owned());
        }
        let is_it = |value: &Value| match value.id() {
            Some(id) => id == &*item.0,
            None => value.read_aloud() == *item.0,
        };
        let outside = self.outside(at);
        if let Value::List(values) = of.value(&outside)
            && let Some(found) = values.into_iter().find(|value| is_it(value))
        {
            return found;
        }
        // An item that was dropped since keeps the words it last had.
        let before = |name: &str| {
            let id = StepId::new(name).ok()?;
            let (step, theirs) = self.session.protocol.step(&id)?;
            let slots = outside.slots(&id, &theirs).into_iter();
            let slots = slots.filter(|(slot, _)| self.is_for_all(slot));
            let entries = slots.flat_map(|(slot, _)| self.session.history(slot).iter().rev());
            let answers = entries.filter_map(|entry| match &entry.given {
                Given::Answer(answer) => Some(step.spec.value(answer)),
                Given::Pass => None,
            });
            let mut values = answers.flat_map(|value| match value {
                Value::List(values) => values,
                single => vec![single],
            });
            values.find(|value| is_it(value))
        };
        let found = of.names().into_iter().find_map(|name| before(&name.value));
        found.unwrap_or_else(|| match self.before {
            Before::Oneself => Value::Nothing,
            Before::All | Before::AllUnnamed => Value::Text(UNSAID.to_owned()),
        })
    }

    /// The view from outside the loop at this depth.
    fn outside(&self, depth: usize) -> Sight<'a> {
        Sight {
            session: self.session,
            path: self.path,
            until: self.until,
            around: self.around[..depth].to_vec(),
            items: self.items[..depth.min(self.items.len())].to_vec(),
            me: self.me.clone(),
            revealing: self.revealing.clone(),
            round: None,
            private: self.private,
            before: self.before,
        }
    }

    /// Whether a round here passes someone by.
    fn is_left_out(&self, voice: &Voice) -> bool {
        let Some(Who::But(name)) = &self.round else { return false };
        let but = self.answer(name.as_str(), false);
        but.id().is_some_and(|but| Voice::new(but).includes(voice))
    }

    fn person(&self, voice: &Voice) -> Value {
        let text = self.session.setting.name(voice);
        Value::Choice { id: voice.as_str().to_owned(), text }
    }
}

impl Scope for Sight<'_> {
    fn value(&self, name: &str) -> Value {
        if let Some(at) = self.around.iter().position(|each| each.name.as_str() == name) {
            return self.item(at);
        }
        let setting = &self.session.setting;
        match name {
            "people" => {
                let voices = setting.voices().into_iter().filter(|voice| !self.is_left_out(voice));
                Value::List(voices.map(|voice| self.person(&voice)).collect())
            }
            "alone" => Value::YesNo(setting.is_alone()),
            "me" if self.before == Before::AllUnnamed => Value::Text(UNSAID.to_owned()),
            "me" => {
                let me = self.me.clone().or_else(|| setting.is_alone().then(|| Voice::of_seat(0)));
                me.map_or(Value::Nothing, |me| self.person(&me))
            }
            "minutes_left" => self
                .session
                .minutes_left()
                .map_or(Value::Nothing, |left| Value::Number(left.into())),
            _ => self.answer(name, false),
        }
    }

    fn part(&self, name: &str, part: &str) -> Option<Value> {
        let is_item = self.around.iter().any(|each| each.name.as_str() == name);
        let id = StepId::new(name).ok().filter(|_| !is_item)?;
        let (step, theirs) = self.session.protocol.step(&id)?;
        let told = self.told(step, &theirs, &|answer| step.spec.part(answer, part));
        (!told.is_empty()).then(|| self.gathered(told, step, &theirs, false))
    }

    fn last(&self, name: &str) -> Value {
        self.earlier(None, Which::Last, name)
    }

    fn earlier(&self, protocol: Option<&str>, which: Which, name: &str) -> Value {
        let setting = &self.session.setting;
        let said = match (protocol, which) {
            (None, Which::Last) => Some(&setting.last),
            (None, Which::First) => Some(&setting.first),
            (Some(protocol), _) => setting.elsewhere.get(protocol),
        };
        let Ok(id) = StepId::new(name) else { return Value::Nothing };
        let is_last = protocol.is_none() && which == Which::Last;
        let own = self.own().filter(|_| is_last).and_then(|own| own.get(&id));
        own.or_else(|| said?.get(&id)).cloned().unwrap_or(Value::Nothing)
    }

    fn laps(&self, name: &str) -> Value {
        let id = StepId::new(name).ok();
        let found = id.and_then(|id| self.session.protocol.step(&id));
        let in_laps = |each: &&Loop| matches!(each.over, Over::Laps { .. });
        match found {
            Some((_, theirs)) if theirs.iter().any(in_laps) => self.answer(name, true),
            _ => Value::Nothing,
        }
    }

    fn lap_before(&self, name: &str) -> Value {
        let in_laps = |each: &&Loop| matches!(each.over, Over::Laps { .. });
        let Some(at) = self.around.iter().rposition(in_laps) else { return Value::Nothing };
        let lap = self.items.get(at).and_then(|item| item.0.parse::<u32>().ok());
        let Some(before) = lap.and_then(|lap| lap.checked_sub(1)).filter(|lap| *lap > 0) else {
            return Value::Nothing;
        };
        let mut earlier = self.outside(self.around.len());
        earlier.items[at] = ItemId::new(&before.to_string());
        earlier.answer(name, false)
    }

    fn by(&self, step: &str, person: &str) -> Value {
        let Ok(id) = StepId::new(step) else { return Value::Nothing };
        let Some((step, theirs)) = self.session.protocol.step(&id) else { return Value::Nothing };
        let person = Voice::new(person);
        let mut told = self.told(step, &theirs, &|answer| Some(step.spec.value(answer)));
        // Where nobody may know whose words they are, they are not to be had by name.
        told.retain(|told| {
            let by = told.slot.by.as_ref();
            let theirs = by.map_or(self.session.setting.is_alone(), |by| by.includes(&person));
            theirs && told.veil == Veil::Signed
        });
        gather::value(told, &theirs, theirs.len(), false, false, &step.spec)
    }

    fn hidden(&self, name: &str) -> Vec<Hidden> {
        let Ok(id) = StepId::new(name) else { return Vec::new() };
        let Some((step, theirs)) = self.session.protocol.step(&id) else { return Vec::new() };
        let range = match step.spec.shape() {
            Shape::Number(from, to) => Some((from, to)),
            _ => None,
        };
        let shared = self.shared(&theirs);
        let mut told = self.told(step, &theirs, &|answer| Some(step.spec.value(answer)));
        if told.iter().any(|told| told.veil == Veil::Nameless) {
            told.sort_by_cached_key(|told| told.value.read_aloud().to_lowercase());
        }
        let hidden = |told: Told<'_>| {
            let mut page = Page::new();
            if let Some(answer) = self.session.answer(told.slot) {
                step.spec.write(answer, &mut page);
            }
            let by = told.slot.by.as_ref().filter(|_| told.veil == Veil::Signed);
            let who = by.map(|by| self.session.setting.name(by));
            let about = self.session.sight(told.slot).items_in_words(told.veil == Veil::Nameless);
            let about = about.into_iter().skip(shared);
            let about = about.filter(|item| Some(item) != who.as_ref()).collect();
            let chosen = step.spec.chooses();
            Hidden { who, about, value: told.value, range, chosen, page }
        };
        told.into_iter().map(hidden).collect()
    }

    fn begins_at(&self) -> usize {
        self.session
            .path
            .slots
            .get(self.until)
            .map_or(0, |slot| self.session.protocol.place(&slot.step).unwrap_or(0))
    }

    fn title(&self, name: &str) -> Option<String> {
        let (step, _) = self.session.protocol.step(&StepId::new(name).ok()?)?;
        let title = step.title.fill(self);
        (!title.is_empty()).then_some(title)
    }
}

/// An item as one says it: its own words, or the first that a row says.
fn in_words(item: &Value) -> String {
    match item {
        Value::Record(parts) if item.label().is_none() => {
            let said = parts.iter().filter(|(name, _)| name != "id");
            let first = said.map(|(_, part)| part.read_aloud()).find(|words| !words.is_empty());
            first.unwrap_or_default()
        }
        Value::Record(_) => item.label().map(Value::read_aloud).unwrap_or_default(),
        other => other.read_aloud(),
    }
}
