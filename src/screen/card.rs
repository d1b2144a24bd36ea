//! A protocol on the shelf: what one needs to know to choose it. Broken files have cards too.

use serde::{Deserialize, Serialize};

use crate::base::plural::counted;
use crate::protocol::{Capability, Form, Protocol};

/// A protocol on the shelf.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    /// What opens it: its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What it is for.
    pub purpose: String,
    /// About how many minutes it takes; 0 where nobody said.
    pub minutes: u32,
    /// The first capability it grows, in words.
    pub capability: String,
    /// Whether it is a person's own, not one that came with the program.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub own: bool,
    /// What is wrong with its file, on one line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<String>,
}

impl Card {
    /// The card of a protocol.
    pub fn of(protocol: &Protocol) -> Self {
        let capability = protocol.capability.first().copied().map(Capability::says);
        Self {
            id: protocol.id.to_string(),
            title: protocol.title.clone(),
            purpose: protocol.purpose.clone(),
            minutes: Form::ALL.iter().find_map(|(_, form)| protocol.minutes.of(*form)).unwrap_or(0),
            capability: capability.unwrap_or_default().to_owned(),
            own: false,
            problem: None,
        }
    }

    /// How long it takes, in words; empty where nobody said.
    pub fn length(&self) -> String {
        match self.minutes {
            0 => String::new(),
            minutes => format!("about {}", counted(minutes as usize, "minute", "minutes")),
        }
    }
}
