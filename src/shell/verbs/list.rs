//! `list`, `sessions` and `where`: what there is, and where.

use std::time::Duration;

use anyhow::Result;
use serde_json::json;

use crate::screen::shelf::together;
use crate::screen::{Card, Summary, words};
use crate::shell::catalog::Own;
use crate::shell::places::Places;
use crate::shell::verbs::Outcome;
use crate::shell::{catalog, journals, said};

/// The protocols there are.
pub(super) fn protocols(json: bool, places: &Places) -> Result<Outcome> {
    let mut own = Own::default();
    own.look(places);
    own.read_for(Duration::MAX);
    let cards = together(catalog::shipped_cards(), own.cards());
    if json {
        said::json(&cards)?;
        return Ok(Outcome::Well);
    }
    let widest = cards.iter().map(|card| card.id.chars().count()).max().unwrap_or(0).min(40);
    let line = |card: &Card| match &card.problem {
        Some(problem) => format!("{:widest$}  ! {problem}\n", card.id),
        None => {
            let length = words::minutes(&card.minutes);
            format!("{:widest$}  {} ({length})\n", card.id, card.title)
        }
    };
    said::data(&cards.iter().map(line).collect::<String>())?;
    Ok(Outcome::Well)
}

/// The conversations there were.
pub(super) fn sessions(json: bool, places: &Places) -> Result<Outcome> {
    let room = places.existing_room();
    let summaries = room.map(|room| journals::summaries(&room)).unwrap_or_default();
    if json {
        let one = |summary: &Summary| {
            json!({
                "session": summary.name, "protocol": summary.protocol, "title": summary.title,
                "began": summary.day, "thread": summary.thread, "closed": summary.closed,
                "trouble": summary.trouble,
            })
        };
        let all: Vec<_> = summaries.iter().map(one).collect();
        said::json(&all)?;
        return Ok(Outcome::Well);
    }
    if summaries.is_empty() {
        said::words("There are no conversations yet. “fieldbook” begins one.");
        return Ok(Outcome::Well);
    }
    let line = |summary: &Summary| {
        let state = match (&summary.trouble, summary.closed) {
            (Some(_), _) => "damaged",
            (None, true) => "finished",
            (None, false) => "unfinished",
        };
        format!("{}  {state:10}  {}  {}\n", summary.name, summary.title, summary.day)
    };
    said::data(&summaries.iter().map(line).collect::<String>())?;
    Ok(Outcome::Well)
}

/// Where things are kept.
pub(super) fn places(places: &Places) -> Result<Outcome> {
    let lines = [("conversations", places.sessions()), ("own protocols", places.protocols())];
    let shown = lines.map(|(what, path)| format!("{what:14} {}\n", catalog::shown(&path)));
    said::data(&shown.concat())?;
    Ok(Outcome::Well)
}
