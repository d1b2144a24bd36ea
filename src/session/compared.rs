//! What was said the last time and what is said now, for the steps that the author named, as the table
//! may see them.

use crate::expr::Value;
use crate::protocol::Visibility;
use crate::session::Session;

/// What was said in one step, then and now.
#[derive(Clone, Debug, PartialEq)]
pub struct Compared {
    /// The title of the step, or its question.
    pub title: String,
    /// What was said the last time, if anything was.
    pub then: Option<Value>,
    /// What is said now, if anything is.
    pub now: Option<Value>,
}

impl Session {
    /// What is worth comparing, once the conversation is at its end. Before that, old words would be
    /// copied into new ones.
    pub fn compared(&self) -> Vec<Compared> {
        let at_its_end = self.is_closed() || (self.slot().is_none() && self.has_met());
        let last = &self.setting.last;
        if !at_its_end || last.is_empty() || self.protocol.compare.is_empty() {
            return Vec::new();
        }
        let said_now = self.to_recall();
        let compared = |id| {
            let (step, _) = self.protocol.step(id)?;
            let (then, now) = (last.get(id).cloned(), said_now.get(id).cloned());
            // What is not shown yet this time is not shown of the last time either.
            let veiled = !self.setting.is_alone() && step.visibility != Visibility::Open;
            if now.is_none() && (veiled || then.is_none()) {
                return None;
            }
            let title = step.title.fill(&());
            let title = if title.trim().is_empty() { step.ask.fill(&()) } else { title };
            Some(Compared { title, then, now })
        };
        self.protocol.compare.iter().filter_map(compared).collect()
    }
}
