//! What was said the last time and what is said now, beside one another, for the steps that the
//! author named. Both come out of the one projection, as the table may see them.

use crate::base::page::{Block, Page};
use crate::expr::Value;
use crate::journal::page;
use crate::protocol::Visibility;
use crate::session::Session;

/// Adds what is worth comparing, once the conversation is at its end. Before that, old words would
/// be copied into new ones.
pub(super) fn add(session: &Session, to: &mut Page) {
    let protocol = session.protocol();
    let setting = session.setting();
    let at_its_end = session.is_closed() || (session.slot().is_none() && session.has_met());
    if !at_its_end || setting.last.is_empty() || protocol.compare.is_empty() {
        return;
    }
    let said_now = session.to_recall();
    let mut blocks = Vec::new();
    for id in &protocol.compare {
        let Some((step, _)) = protocol.step(id) else { continue };
        let (then, now) = (setting.last.get(id), said_now.get(id));
        // What is not shown yet this time is not shown of the last time either.
        let veiled = !setting.is_alone() && step.visibility != Visibility::Open;
        if (then.is_none() && now.is_none()) || (veiled && now.is_none()) {
            continue;
        }
        let title = step.title.fill(&());
        let title = if title.trim().is_empty() { step.ask.fill(&()) } else { title };
        blocks.push(Block::Asked(title));
        if then == now {
            blocks.push(Block::Fact("The same as then".to_owned(), words(now)));
            continue;
        }
        let both = [("Then", then), ("Now", now)];
        blocks.push(Block::Beside(both.map(|(label, value)| (label.to_owned(), words(value)))));
    }
    if blocks.is_empty() {
        return;
    }
    to.add(Block::Section(0, "Then and now".to_owned()));
    let day =
        setting.last_began.map(|began| format!("The last time was {}.", page::day_alone(began)));
    to.add(Block::Quiet(day.unwrap_or_default()));
    for block in blocks {
        to.add(block);
    }
}

/// A value in words, each item of a list on a line of its own.
fn words(value: Option<&Value>) -> String {
    match value {
        None => "—".to_owned(),
        Some(Value::List(items)) => {
            let items = items.iter().map(|item| format!("· {}", one(item)));
            items.collect::<Vec<_>>().join("\n")
        }
        Some(value) => one(value),
    }
}

/// One thing in words; the parts of a row keep apart, whatever sign their words end with.
fn one(value: &Value) -> String {
    match value {
        Value::Record(parts) if value.label().is_none() => {
            let parts = parts.iter().filter(|(name, part)| name != "id" && part.holds());
            parts.map(|(_, part)| one(part)).collect::<Vec<_>>().join(" — ")
        }
        other => other.read_aloud().trim().to_owned(),
    }
}
