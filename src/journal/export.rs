//! A conversation as JSON, for other programs.

use serde_json::{Value, json};

use crate::journal::about::About;
use crate::journal::page::iso;
use crate::session::{Eyes, Given, SeenStep, Session};

/// The conversation as its writer may see it: all steps, what stood there before, what is parked.
pub fn json(session: &Session, about: &About, name: &str) -> Value {
    let seen = session.seen_by(&Eyes::Writer);
    json!({
        "fieldbook": 1,
        "session": name,
        "protocol": about.protocol,
        "title": about.title,
        "version": about.version,
        "thread": about.thread,
        "began": iso(about.began),
        "closed": session.is_closed(),
        "steps": seen.steps.iter().map(step).collect::<Vec<Value>>(),
        "parked": seen.parked.iter().map(step).collect::<Vec<Value>>(),
    })
}

fn step(seen: &SeenStep) -> Value {
    json!({
        "step": seen.slot.step.as_str(),
        "items": seen.slot.items.iter().map(|item| item.0.to_string()).collect::<Vec<_>>(),
        "about": seen.about,
        "by": seen.by,
        "hidden": seen.hidden,
        "title": seen.title,
        "ask": seen.ask,
        "given": seen.given.as_ref().map(given),
        "before": seen.before.iter().map(|entry| {
            json!({ "given": given(&entry.given), "at": iso(entry.at) })
        }).collect::<Vec<Value>>(),
    })
}

fn given(given: &Given) -> Value {
    match given {
        Given::Pass => json!("passed"),
        Given::Answer(answer) => serde_json::to_value(answer).unwrap_or(Value::Null),
    }
}
