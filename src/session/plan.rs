//! Time as it was agreed on: what the steps ahead will take, and what could be left out.

use std::time::Duration;

use crate::base::id::StepId;
use crate::protocol::Step;
use crate::session::Session;
use crate::session::fact::Slot;

/// How the time ahead compares with the time there is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Minutes that are left of those agreed on; less than none when they are over.
    pub left: i32,
    /// Minutes that the steps ahead are meant to take.
    pub ahead: u32,
    /// Offers that could be left out, the last first, until the rest fits.
    pub could_go: Vec<StepId>,
}

impl Plan {
    /// Whether what lies ahead fits into what is left, give or take a minute.
    pub fn fits(&self) -> bool {
        i64::from(self.ahead) <= i64::from(self.left) + 1
    }
}

impl Session {
    /// How many minutes are left of those agreed on, where they were.
    pub fn minutes_left(&self) -> Option<i32> {
        let agreed = i32::try_from(self.setting.minutes?).ok()?;
        let spent: u64 = self.entries.values().flatten().map(|entry| entry.took_ms).sum();
        Some(agreed - i32::try_from(spent / 60_000).unwrap_or(i32::MAX))
    }

    /// How the time ahead compares with the time there is; `None` where none was agreed on.
    pub fn plan(&self) -> Option<Plan> {
        // What was agreed on was for the session; whoever comes back takes the time it takes.
        if self.days.is_some() {
            return None;
        }
        let left = self.minutes_left()?;
        let ahead: Vec<(&Slot, &Step)> = self
            .path()
            .iter()
            .skip(self.progress().0)
            .filter(|slot| self.given(slot).is_none())
            .filter_map(|slot| Some((slot, self.step_of(slot)?)))
            .collect();
        let mut seconds: u64 = ahead.iter().map(|(slot, step)| self.length(slot, step)).sum();
        let whole = minutes(seconds);
        let mut could_go: Vec<StepId> = Vec::new();
        for (slot, step) in ahead.iter().rev() {
            if i64::from(minutes(seconds)) <= i64::from(left) + 1 {
                break;
            }
            if step.optional {
                seconds -= self.length(slot, step);
                if !could_go.contains(&step.id) {
                    could_go.push(step.id.clone());
                }
            }
        }
        Some(Plan { left, ahead: whole, could_go })
    }

    /// Whether a step can be left out: it is an offer, and nobody has answered it.
    pub(super) fn may_leave_out(&self, id: &StepId) -> bool {
        let optional = self.protocol.step(id).is_some_and(|(step, _)| step.optional);
        optional && !self.entries.keys().any(|slot| slot.step == *id)
    }

    /// The seconds that one slot is meant to take.
    fn length(&self, slot: &Slot, step: &Step) -> u64 {
        let time = match &slot.by {
            // One of several turns takes its share.
            Some(_) => step.time.each.or(step.time.target),
            None => step.time.of(self.setting.count()),
        };
        time.unwrap_or(Duration::ZERO).as_secs()
    }
}

fn minutes(seconds: u64) -> u32 {
    u32::try_from(seconds.div_ceil(60)).unwrap_or(u32::MAX)
}
