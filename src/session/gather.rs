//! Several answers to one question as one value: of a loop over items all of them, of laps the
//! last, of several people everything they said, each item with a name that no other has.

use crate::base::id::ItemId;
use crate::expr::Value;
use crate::kind::Spec;
use crate::protocol::{Loop, Over};
use crate::session::fact::Slot;
use crate::session::veil::Veil;

/// What was told in one slot.
#[derive(Debug)]
pub(super) struct Told<'a> {
    /// Where.
    pub slot: &'a Slot,
    /// Whether it may be known who told it.
    pub veil: Veil,
    /// What.
    pub value: Value,
}

/// What was told in the loops `theirs`, of which the first `shared` are those one stands in.
/// `several` says that more than one person was asked. `laps` asks for all laps, not for the last.
pub(super) fn value(
    mut told: Vec<Told<'_>>,
    theirs: &[&Loop],
    shared: usize,
    several: bool,
    laps: bool,
    spec: &Spec,
) -> Value {
    let is_lap =
        |at: usize| matches!(theirs.get(at).map(|each| &each.over), Some(Over::Laps { .. }));
    let outside = shared..theirs.len();
    if !laps {
        // Of laps one stands outside of, the last one counts; the rest of the place stays.
        let place = |told: &Told<'_>| -> (Vec<ItemId>, _) {
            let items = told.slot.items.iter().enumerate();
            let items = items.filter(|(at, _)| !(outside.contains(at) && is_lap(*at)));
            (items.map(|(_, item)| item.clone()).collect(), told.slot.by.clone())
        };
        let places: Vec<_> = told.iter().map(place).collect();
        let mut at = 0;
        told.retain(|_| {
            at += 1;
            !places[at..].contains(&places[at - 1])
        });
    }
    let items = outside.clone().any(|at| !is_lap(at));
    let all_laps = laps && outside.clone().any(is_lap);
    if !items && !several && !all_laps {
        return told.into_iter().next().map_or(Value::Nothing, |told| told.value);
    }
    if told.is_empty() {
        return Value::Nothing;
    }
    if told.iter().any(|told| told.veil == Veil::Nameless) {
        // In the order of their words, which says nothing of who wrote them, or when.
        told.sort_by_cached_key(|told| told.value.read_aloud().to_lowercase());
    }
    let of_people = told.len() > 1 && told.iter().all(|told| told.slot.by.is_some());
    if several || of_people {
        let values: Vec<Value> = told.iter().map(|told| told.value.clone()).collect();
        if let Some(value) = spec.together(&values) {
            return value;
        }
    }
    let values = told.into_iter();
    Value::List(values.flat_map(|told| apart(told, shared, spec.chooses())).collect())
}

/// The values of one slot, items with names that tell them apart from those of other slots; what was
/// chosen is the same whoever chose it.
fn apart(told: Told<'_>, shared: usize, chosen: bool) -> Vec<Value> {
    let Value::List(items) = told.value else { return vec![told.value] };
    if chosen {
        return items;
    }
    let place = match (&told.slot.by, told.veil) {
        (Some(by), Veil::Signed) => Some(by.as_str().to_owned()),
        (Some(_), Veil::Nameless) => None,
        (None, _) => {
            let items = told.slot.items.iter().skip(shared);
            Some(items.map(|item| item.0.as_ref()).collect::<Vec<_>>().join("."))
        }
    };
    items.into_iter().map(|item| named(item, place.as_deref())).collect()
}

/// An item, its name widened by its place. Where nobody may know the place, the name is made of the
/// words alone.
fn named(item: Value, place: Option<&str>) -> Value {
    let of_words =
        |words: &str| format!("w{:08x}", crc32fast::hash(words.to_lowercase().as_bytes()));
    let widened = |id: &str, words: &str| match place {
        Some(place) => format!("{place}.{id}"),
        None => of_words(words),
    };
    match item {
        Value::Choice { id, text } => Value::Choice { id: widened(&id, &text), text },
        Value::Record(mut parts) => {
            for (name, value) in &mut parts {
                match value {
                    Value::Choice { id, text } if name == "label" => *id = widened(id, text),
                    Value::Text(id) if name == "id" => *id = widened(id, id),
                    _ => {}
                }
            }
            Value::Record(parts)
        }
        other => other,
    }
}
