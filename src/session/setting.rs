//! What a conversation begins with: who is here, how much time there is, what was said before.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::base::id::{StepId, Voice};
use crate::base::stamp::Stamp;
use crate::expr::Value;

/// What a conversation begins with.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Setting {
    /// The names of those who are here, in the order of their seats. Nobody is named where one
    /// person sits alone.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub people: Vec<String>,
    /// How many minutes there are, where that was agreed on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minutes: Option<u32>,
    /// What was said in the last session with this protocol.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub last: BTreeMap<StepId, Value>,
    /// What each of those who are here kept to themselves in the last session, by their names.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub own: BTreeMap<String, BTreeMap<StepId, Value>>,
    /// When that one began.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_began: Option<Stamp>,
    /// What was said in the first one, where that was another.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub first: BTreeMap<StepId, Value>,
    /// What was said in the last session with other protocols, by their ids.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub elsewhere: BTreeMap<String, BTreeMap<StepId, Value>>,
}

impl Setting {
    /// How many are here; one where nobody is named.
    pub fn count(&self) -> usize {
        self.people.len().max(1)
    }

    /// Whether one person is here.
    pub fn is_alone(&self) -> bool {
        self.people.len() <= 1
    }

    /// Those who are here, in the order of their seats.
    pub fn voices(&self) -> Vec<Voice> {
        (0..self.count()).map(Voice::of_seat).collect()
    }

    /// The name of a voice: "Ana", "Ana and Ben", "you".
    pub fn name(&self, voice: &Voice) -> String {
        let seats = self.voices();
        let names = seats.iter().zip(&self.people).filter(|(seat, _)| voice.includes(seat));
        let names: Vec<&str> = names.map(|(_, name)| name.as_str()).collect();
        match names.split_last() {
            None => "you".to_owned(),
            Some((only, [])) => (*only).to_owned(),
            Some((last, before)) => format!("{} and {last}", before.join(", ")),
        }
    }

    /// Whether a voice is that of people who are here.
    pub fn knows(&self, voice: &Voice) -> bool {
        let seats = self.voices();
        voice.as_str().split('+').all(|one| seats.iter().any(|seat| seat.as_str() == one))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_who_answer_together_are_named_together() {
        let people = ["Ana", "Ben", "Chidi"].map(str::to_owned).into();
        let setting = Setting { people, ..Setting::default() };
        assert_eq!(setting.name(&Voice::new("p2")), "Ben");
        assert_eq!(setting.name(&Voice::new("p1+p2+p3")), "Ana, Ben and Chidi");
        assert!(setting.knows(&Voice::new("p3+p1")) && !setting.knows(&Voice::new("p1+p4")));
        assert_eq!(Setting::default().name(&Voice::new("p1")), "you");
    }
}
