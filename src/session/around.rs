//! Where a step stands in its protocol: the parts and loops around it, as they may be seen.

use crate::base::id::{ItemId, Voice};
use crate::protocol::{Over, Part};
use crate::session::Session;
use crate::session::fact::Slot;
use crate::session::sight::Sight;

/// What stands around a step, from outside in, and the places of all of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Around {
    /// What stands around it.
    pub rings: Vec<Ring>,
    /// The place of each of these among its neighbours in the protocol, and that of the step.
    pub places: Vec<usize>,
}

/// One thing that stands around a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ring {
    /// Steps that belong together, and their heading, which may be empty.
    Part(String),
    /// A loop over those who are here, and the name of the one it stands at, where that may be known.
    Person(Option<String>),
    /// A loop over items: the one it stands at, and its words.
    Item(ItemId, String),
    /// A lap, from 1.
    Lap(u32),
}

impl Session {
    /// What stands around `slot`, in words that `sight` may say; `nameless` keeps to itself where a
    /// loop over people stands.
    pub(super) fn around(&self, slot: &Slot, sight: &Sight<'_>, nameless: bool) -> Around {
        let mut around = Around::default();
        let mut items = slot.items.iter().enumerate();
        for (place, part) in self.protocol().way(&slot.step) {
            around.places.push(place);
            match part {
                Part::Step(_) => break,
                Part::Block(block) => around.rings.push(Ring::Part(block.title.fill(sight))),
                Part::Loop(each) => {
                    let Some((at, item)) = items.next() else { break };
                    let person = Some(Voice::new(&item.0)).filter(|one| self.setting.knows(one));
                    around.rings.push(match (&each.over, person) {
                        (Over::Laps { .. }, _) => Ring::Lap(item.0.parse().unwrap_or(1)),
                        (Over::Items(_), Some(person)) => {
                            let named = !nameless && !self.setting.is_alone();
                            Ring::Person(named.then(|| self.setting.name(&person)))
                        }
                        (Over::Items(_), None) => Ring::Item(item.clone(), sight.item_in_words(at)),
                    });
                }
            }
        }
        around
    }
}
