//! A protocol on the shelf: what one needs to know to choose it. Broken files have cards too.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::protocol::{Capability, Form, Level, Minutes, People, Protocol};
use crate::screen::words;

/// A protocol on the shelf.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Written", into = "Written")]
pub struct Card {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What it is for.
    pub purpose: String,
    /// When it fits.
    pub when_to_use: String,
    /// Whose practice it is.
    pub author: String,
    /// What it helps people become able to do; the first one leads. None where the file is broken.
    pub capabilities: Vec<Capability>,
    /// For how many people.
    pub people: People,
    /// About how long it takes.
    pub minutes: Minutes,
    /// How close to the bone it goes.
    pub level: Level,
    /// Where it comes from.
    pub origin: Origin,
    /// Its file, where it is a person's own.
    pub file: Option<String>,
    /// What is wrong with its file, on one line.
    pub problem: Option<String>,
}

/// Where a protocol comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Origin {
    /// It came with the program.
    #[default]
    Shipped,
    /// From the person's own folder.
    Own,
    /// From the folder `protocols` of the folder the program was called in.
    Here,
    /// From a path that was named when the program was called.
    Given,
}

impl Card {
    /// The card of a protocol that came with the program.
    pub fn of(protocol: &Protocol) -> Self {
        Self {
            id: protocol.id.to_string(),
            title: protocol.title.clone(),
            purpose: protocol.purpose.clone(),
            when_to_use: protocol.when_to_use.clone(),
            author: protocol.source.author.clone(),
            capabilities: protocol.capability.clone(),
            people: protocol.people.clone(),
            minutes: protocol.minutes,
            level: protocol.safety.level,
            origin: Origin::Shipped,
            file: None,
            problem: None,
        }
    }

    /// What opens it: its file, or else its id.
    pub fn opens(&self) -> &str {
        self.file.as_deref().unwrap_or(&self.id)
    }

    /// The capability that leads.
    pub fn leads(&self) -> Option<Capability> {
        self.capabilities.first().copied()
    }

    /// About how many minutes it takes in this form. Where the author gave a number for other forms
    /// only, the longest of them.
    pub fn minutes_for(&self, form: Form) -> Option<u32> {
        let longest = Form::ALL.iter().filter_map(|(_, form)| self.minutes.of(*form)).max();
        self.minutes.of(form).or(longest)
    }

    /// Under which letter one looks for it.
    pub fn sorts_as(&self) -> String {
        let title = self.title.to_lowercase();
        let bare = ["the ", "a ", "an "].iter().find_map(|article| title.strip_prefix(article));
        bare.unwrap_or(&title).to_owned()
    }
}

/// A card as it is written down.
#[derive(Serialize, Deserialize)]
struct Written {
    id: String,
    title: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    purpose: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    when_to_use: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    author: String,
    #[serde(default)]
    capabilities: Vec<String>,
    #[serde(default)]
    people: Range,
    /// By the names of forms.
    #[serde(default)]
    minutes: BTreeMap<String, u32>,
    #[serde(default)]
    level: String,
    #[serde(default)]
    origin: Origin,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    file: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    problem: Option<String>,
}

#[derive(Serialize, Deserialize, Default)]
struct Range {
    from: u32,
    to: u32,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    note: String,
}

impl From<Card> for Written {
    fn from(card: Card) -> Self {
        let named = |capability: &Capability| {
            Capability::ALL.iter().find(|(_, known)| known == capability).map(|(name, _)| *name)
        };
        let minutes = Form::ALL
            .into_iter()
            .filter_map(|(name, form)| Some((name.to_owned(), card.minutes.of(form)?)));
        let level = words::LEVELS[words::depth(card.level)].0.to_owned();
        let People { from, to, note } = card.people;
        Self {
            capabilities: card.capabilities.iter().filter_map(named).map(str::to_owned).collect(),
            people: Range { from, to, note },
            minutes: minutes.collect(),
            level,
            id: card.id,
            title: card.title,
            purpose: card.purpose,
            when_to_use: card.when_to_use,
            author: card.author,
            origin: card.origin,
            file: card.file,
            problem: card.problem,
        }
    }
}

impl From<Written> for Card {
    fn from(written: Written) -> Self {
        let capability = |name: &String| {
            Capability::ALL.iter().find(|(known, _)| known == name).map(|(_, known)| *known)
        };
        let level = words::LEVELS.iter().find(|(name, _)| *name == written.level);
        let minutes = |name: &str| written.minutes.get(name).copied();
        let Range { from, to, note } = written.people;
        Self {
            capabilities: written.capabilities.iter().filter_map(capability).collect(),
            people: People { from, to, note },
            minutes: Minutes {
                alone: minutes("alone"),
                pair: minutes("pair"),
                group: minutes("group"),
            },
            level: level.map(|(_, level)| *level).unwrap_or_default(),
            id: written.id,
            title: written.title,
            purpose: written.purpose,
            when_to_use: written.when_to_use,
            author: written.author,
            origin: written.origin,
            file: written.file,
            problem: written.problem,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_looks_for_a_title_under_its_first_word_that_says_something() {
        let card = |title: &str| Card { title: title.to_owned(), ..Card::default() };
        assert_eq!(card("The iceberg").sorts_as(), "iceberg");
        assert_eq!(card("A history of the future").sorts_as(), "history of the future");
        assert_eq!(card("Another view").sorts_as(), "another view");
    }

    #[test]
    fn a_form_nobody_spoke_of_takes_as_long_as_the_longest() {
        let minutes = Minutes { alone: Some(20), pair: Some(40), group: None };
        let card = Card { minutes, ..Card::default() };
        assert_eq!(card.minutes_for(Form::Alone), Some(20));
        assert_eq!(card.minutes_for(Form::Group), Some(40));
        assert_eq!(Card::default().minutes_for(Form::Pair), None);
    }
}
