//! What reading gathers on its way: problems, and names that stand for other steps.

use crate::base::problem::{MOST, Problem};
use crate::base::span::Spanned;
use crate::expr::{Compares, Named, Value};
use crate::written::naming::Naming;

/// What reading gathers on its way: problems, and the names that expressions mention.
#[derive(Debug, Default)]
pub struct Reading {
    /// Everything wrong so far.
    pub problems: Vec<Problem>,
    /// Names mentioned by the step being read, to be looked up once all steps are known.
    pub mentions: Vec<Mention>,
    /// How names are to be read: otherwise than written where a fragment is used.
    pub naming: Naming,
    /// How many parts have been read, those of fragments each time they are used.
    pub parts: usize,
}

/// A name that stands for another step.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// The name, and where it is written.
    pub name: Spanned<String>,
    /// The parts asked of it, each where it is written.
    pub parts: Vec<Spanned<String>>,
    /// What it is compared with, where that is written beside it.
    pub compared: Option<(Compares, Spanned<Value>)>,
    /// What it is mentioned for.
    pub wants: Wants,
}

impl Mention {
    /// A name alone.
    pub fn of(name: Spanned<String>, wants: Wants) -> Self {
        Self { name, parts: Vec::new(), compared: None, wants }
    }
}

/// What a name is mentioned for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wants {
    /// The answer to an earlier step, or the item a loop stands at.
    Answer,
    /// The items of an earlier step.
    Items,
    /// A participant: an item of a loop over people, or a step in which one of them is picked.
    Person,
    /// What people gave behind a curtain in an earlier step.
    Hidden,
    /// Any step of the protocol, earlier or later: it speaks of another session.
    AnyStep,
}

impl Reading {
    /// Whether another problem would still be told.
    pub fn has_room(&self) -> bool {
        self.problems.len() < MOST
    }

    /// Everything mentioned since the last call, but for parameters that nothing was given for.
    pub fn take_mentions(&mut self) -> Vec<Mention> {
        let mut mentions = std::mem::take(&mut self.mentions);
        mentions.retain(|mention| !self.naming.is_open(&mention.name.value));
        mentions
    }

    /// Notes that names are mentioned for their answers, or for what `wants` says.
    pub fn mention<'m>(&mut self, named: impl IntoIterator<Item = Named<'m>>, wants: Wants) {
        let one = |Named { name, parts, compared }: Named<'m>| Mention {
            name: name.clone(),
            parts: parts.into_iter().cloned().collect(),
            compared: compared.map(|(how, with)| (how, with.clone())),
            wants,
        };
        self.mentions.extend(named.into_iter().map(one));
    }
}
