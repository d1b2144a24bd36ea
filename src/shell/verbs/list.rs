//! `list`, `sessions` and `where`: what there is, and where.

use std::time::Duration;

use anyhow::Result;
use serde_json::{Value, json};

use crate::screen::shelf::narrowing::{Narrowing, Side};
use crate::screen::shelf::{find, together};
use crate::screen::{Card, Due, Summary, words};
use crate::session::Standing;
use crate::shell::catalog::Own;
use crate::shell::places::Places;
use crate::shell::verbs::Outcome;
use crate::shell::{catalog, clock, journals, said};

/// What is looked for.
pub(super) struct Asked {
    pub words: Vec<String>,
    pub capability: Option<String>,
    pub people: Option<u32>,
    pub minutes: Option<u32>,
    pub level: Option<String>,
}

/// The protocols there are, or those that fit.
pub(super) fn protocols(asked: &Asked, json: bool, places: &Places) -> Result<Outcome> {
    let mut own = Own::default();
    own.look(places);
    own.read_for(Duration::MAX);
    let mut cards = together(catalog::shipped_cards(), own.cards());
    let narrowing = narrowing(asked);
    cards.retain(|card| narrowing.keeps(card));
    let words = asked.words.join(" ");
    let cards: Vec<&Card> = find(cards.iter(), &words).into_iter().map(|at| &cards[at]).collect();
    if json {
        said::json(&cards)?;
        return Ok(Outcome::Well);
    }
    if cards.is_empty() {
        let about = if words.is_empty() { words } else { format!("about “{words}”") };
        let asked = [about, narrowing.in_words()];
        let asked: Vec<String> = asked.into_iter().filter(|part| !part.is_empty()).collect();
        said::words(&format!("There is nothing {}.", asked.join(" ")));
        return Ok(Outcome::Well);
    }
    let widest = cards.iter().map(|card| card.id.chars().count()).max().unwrap_or(0).min(40);
    said::data(&cards.iter().map(|card| line(card, widest)).collect::<String>())?;
    Ok(Outcome::Well)
}

fn narrowing(asked: &Asked) -> Narrowing {
    let mut narrowing = Narrowing {
        people: asked.people.map(|people| (people, people)),
        minutes: asked.minutes,
        ..Narrowing::default()
    };
    for (side, name) in [(Side::Level, &asked.level), (Side::Capability, &asked.capability)] {
        if let Some(name) = name {
            // The command line has looked at the name.
            let _known = narrowing.set(side, name);
        }
    }
    narrowing
}

fn line(card: &Card, widest: usize) -> String {
    if let Some(problem) = &card.problem {
        return format!("{:widest$}  ! {problem}\n", card.id);
    }
    let people = card.people.says();
    let minutes = words::minutes_briefly(&card.minutes);
    let (level, origin) = (words::level_briefly(card.level), words::origin(card.origin));
    let facts = [people.as_str(), &minutes, level, origin];
    let facts: Vec<&str> = facts.into_iter().filter(|part| !part.is_empty()).collect();
    format!("{:widest$}  {} ({})\n", card.id, card.title, facts.join("; "))
}

/// The conversations there were.
pub(super) fn sessions(json: bool, places: &Places) -> Result<Outcome> {
    let room = places.existing_room();
    let summaries = room.map(|room| journals::summaries(&room, clock::now())).unwrap_or_default();
    if json {
        let one = |summary: &Summary| {
            json!({
                "session": summary.name, "protocol": summary.protocol, "title": summary.title,
                "began": summary.day, "thread": summary.thread, "closed": summary.closed,
                "trouble": summary.trouble, "later": summary.due.as_ref().map(later),
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
            (None, true) if summary.due_now().is_some() => "due",
            (None, true) => "finished",
            (None, false) => "unfinished",
        };
        let later = summary.due.as_ref().map(|due| format!("  ({})", due.says()));
        let later = later.unwrap_or_default();
        format!("{}  {state:10}  {}  {}{later}\n", summary.name, summary.title, summary.day)
    };
    said::data(&summaries.iter().map(line).collect::<String>())?;
    Ok(Outcome::Well)
}

/// What a conversation has to be come back to for, for other programs.
fn later(due: &Due) -> Value {
    let standing = match due.standing {
        Standing::ToCome => "to come",
        Standing::Due => "due",
        Standing::PutOff => "put off",
        Standing::LetGo => "let go",
    };
    json!({ "standing": standing, "on": due.date, "days": due.days, "about": due.about })
}

/// Where things are kept.
pub(super) fn places(places: &Places) -> Result<Outcome> {
    let mut lines =
        vec![("conversations", places.sessions()), ("own protocols", places.protocols())];
    let here = places.here.iter().map(|folder| folder.join("protocols"));
    lines.extend(here.filter(|folder| folder.is_dir()).map(|folder| ("and from here", folder)));
    let shown = lines.iter().map(|(what, path)| format!("{what:14} {}\n", catalog::shown(path)));
    said::data(&shown.collect::<String>())?;
    Ok(Outcome::Well)
}
