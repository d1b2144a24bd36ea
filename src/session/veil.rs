//! Who may see what was given in a slot, and whether with a name. Every other place asks here.

use crate::base::id::Voice;
use crate::protocol::Visibility;
use crate::session::Session;
use crate::session::fact::Slot;

/// How something may be seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Veil {
    /// With the name of whoever gave it.
    Signed,
    /// Without a name.
    Nameless,
}

impl Session {
    /// How what was given in `slot` may be seen by `me`, or by the table; nothing where it may not.
    /// `revealed` says whether it has been revealed at the point one looks from.
    pub(super) fn veil(&self, slot: &Slot, me: Option<&Voice>, revealed: bool) -> Option<Veil> {
        let (step, _) = self.protocol.step(&slot.step)?;
        if self.setting.is_alone() {
            return Some(Veil::Signed);
        }
        let mine = match &slot.by {
            Some(by) => me.is_some_and(|me| by.includes(me) || by == me),
            // What was typed for all is known to all.
            None => true,
        };
        match step.visibility {
            Visibility::Open => Some(Veil::Signed),
            Visibility::Coach => None,
            _ if mine => Some(Veil::Signed),
            Visibility::Sealed if revealed => Some(Veil::Signed),
            Visibility::Unsigned if revealed => Some(Veil::Nameless),
            Visibility::Own | Visibility::Sealed | Visibility::Unsigned => None,
        }
    }
}
