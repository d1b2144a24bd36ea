//! All keys that the files of this program can have, as their readers say themselves.

use crate::kind::NAMES;
use crate::protocol::beside::Fragments;
use crate::protocol::raw::{parts, protocol, step, translation, using};
use crate::written::asked::Asked;

/// All keys there are, and what may stand after each.
#[derive(Clone, Debug, PartialEq)]
pub struct Keys {
    /// Those of a protocol.
    pub protocol: Asked,
    /// Those of the files that stand beside protocols, each sort with the key that tells it.
    pub beside: Vec<(&'static str, Asked)>,
    /// Those of each sort of part, with the key it begins with. What belongs to a kind of step is
    /// not among those of a step.
    pub parts: Vec<(&'static str, Asked)>,
    /// Those of a step of each kind, with the kind's name.
    pub kinds: Vec<(&'static str, Asked)>,
}

impl Keys {
    /// Asks every reader.
    pub fn all() -> Self {
        let none = Fragments::default();
        let fragment = Asked::by(&[], |fields| _ = using::alone(fields));
        Self {
            protocol: Asked::by(&[], |fields| drop(protocol(fields, &none))),
            beside: vec![("fragment", fragment), ("translates", translation::asked())],
            parts: parts::asked(),
            kinds: NAMES.iter().map(|(kind, _)| (*kind, step::asked(kind))).collect(),
        }
    }
}
