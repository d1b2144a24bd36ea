//! What was said the last time and what is said now, laid beside one another on the page.

use crate::base::page::{Block, Page};
use crate::expr::Value;
use crate::journal::page;
use crate::session::{Compared, Session};

/// Adds what is worth comparing.
pub(super) fn add(session: &Session, to: &mut Page) {
    let compared = session.compared();
    if compared.is_empty() {
        return;
    }
    to.add(Block::Section(0, "Then and now".to_owned()));
    let began = session.setting().last_began;
    let day = began.map(|began| format!("The last time was {}.", page::day_alone(began)));
    to.add(Block::Quiet(day.unwrap_or_default()));
    for Compared { title, then, now } in compared {
        to.add(Block::Asked(title));
        to.add(if then == now {
            Block::Fact("The same as then".to_owned(), words(now.as_ref()))
        } else {
            let both = [("Then", then), ("Now", now)];
            Block::Beside(both.map(|(label, value)| (label.to_owned(), words(value.as_ref()))))
        });
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
