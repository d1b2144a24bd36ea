//! Journals read back: conversations, and summaries of them.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Result, bail};

use crate::base::clean;
use crate::base::plural::counted;
use crate::base::stamp::Stamp;
use crate::journal::about::About;
use crate::journal::draft::Whole;
use crate::journal::frame::Line;
use crate::journal::page;
use crate::journal::record;
use crate::protocol::{self, Protocol};
use crate::screen::{Due, Summary};
use crate::session::{Fact, Session, Standing};
use crate::shell::beside::Kept;
use crate::store::{self, Found, Recovered, Room};

/// A conversation as its journal has it.
pub(super) struct Journal {
    /// The conversation.
    pub session: Session,
    /// The head of its journal.
    pub about: About,
    /// Answers in the making.
    pub drafts: Vec<Whole>,
    /// What else there is to know, in words; empty when all is well.
    pub notes: Vec<String>,
}

/// Reads the journal in `folder`. Never writes.
pub(super) fn read(folder: &Path) -> Result<Journal> {
    of(&store::read(folder)?)
}

/// The journal that was recovered from a folder.
pub(super) fn of(recovered: &Recovered) -> Result<Journal> {
    let about = recovered
        .heads
        .iter()
        .find_map(|head| serde_json::from_value::<About>(head.what.clone()).ok());
    let Some(about) = about else {
        bail!("the head of this journal cannot be read; its words are still in its log folder");
    };
    let protocol = protocol_of(&about)?;
    let (session, unknown) = session(recovered, &about, protocol);
    let drafts = recovered.drafts.iter().filter(|draft| !draft.answered_since).rev();
    let drafts = drafts.filter_map(|draft| Whole::from_lines(&draft.whole, &draft.edits)).collect();
    let notes = notes(recovered, unknown);
    Ok(Journal { session, about, drafts, notes })
}

/// The protocol that a journal follows, from the text in its head.
fn protocol_of(about: &About) -> Result<Arc<Protocol>> {
    let kept = Kept(&about.beside);
    let examined = protocol::examine_in(
        about.language.as_deref(),
        "the protocol kept inside",
        &about.source,
        &kept,
    );
    match (examined.protocol, examined.problems) {
        (Some(protocol), None) => Ok(Arc::new(protocol)),
        (_, Some(problems)) => {
            let problem = examined.sources.headline(problems.first());
            bail!("this journal cannot be opened: {problem}");
        }
        (None, None) => bail!("this journal cannot be opened: it holds a fragment"),
    }
}

/// The conversation that the facts of a journal lead to, and how many of them are not known here.
fn session(recovered: &Recovered, about: &About, protocol: Arc<Protocol>) -> (Session, usize) {
    let mut unknown = 0;
    let facts = recovered.facts.iter().filter(|line| line.kind != "published").map(|line| {
        let fact = record::fact(&line.kind, &line.what);
        unknown += usize::from(fact == Fact::Unknown);
        (fact, line.at)
    });
    let facts: Vec<_> = facts.collect();
    (Session::replay(protocol, about.setting.clone(), facts), unknown)
}

fn notes(recovered: &Recovered, unknown: usize) -> Vec<String> {
    let mut notes = Vec::new();
    if !recovered.damage.is_empty() {
        let lines = counted(recovered.damage.len(), "line", "lines");
        notes.push(format!(
            "{lines} of this journal could not be read; “fieldbook recover” tells more."
        ));
    }
    if !recovered.missing.is_empty() {
        notes.push("Some of this journal has not arrived yet, or was cut.".to_owned());
    }
    if unknown > 0 {
        let entries = counted(unknown, "entry", "entries");
        notes.push(format!("{entries} of a newer version are kept and not shown."));
    }
    if recovered.other_window {
        notes.push(
            "Another window has this conversation open. Both keep what they write.".to_owned(),
        );
    }
    notes
}

/// Summaries of all conversations, newest first, as they stand at this moment.
pub(super) fn summaries(room: &Room, now: Stamp) -> Vec<Summary> {
    let mut rhythms = Rhythms::default();
    let summary = |found: &Found| summary(&found.name, &found.path, now, &mut rhythms);
    room.sessions().iter().filter_map(summary).collect()
}

/// A summary; none of a folder in which nothing was ever said, as a run leaves that was killed
/// before it began.
fn summary(name: &str, folder: &Path, now: Stamp, rhythms: &mut Rhythms) -> Option<Summary> {
    let read = store::read(folder);
    if read.as_ref().is_ok_and(Recovered::is_blank) {
        return None;
    }
    let read = read.map_err(anyhow::Error::from);
    Some(match read.and_then(|recovered| Ok((head(&recovered)?, recovered))) {
        Ok((about, recovered)) => {
            let closed = is_closed(&recovered);
            Summary {
                name: name.to_owned(),
                title: clean::for_line(&about.title, 120),
                protocol: clean::for_line(&about.protocol, 80),
                day: page::day(about.began),
                thread: about.thread.as_deref().map(|thread| clean::for_line(thread, 80)),
                closed,
                trouble: None,
                due: closed.then(|| rhythms.due(&recovered, &about, now)).flatten(),
            }
        }
        Err(why) => Summary {
            name: name.to_owned(),
            title: clean::for_line(name, 80),
            protocol: String::new(),
            day: String::new(),
            thread: None,
            closed: true,
            trouble: Some(clean::for_line(&format!("{why:#}"), 300)),
            due: None,
        },
    })
}

/// Protocols of conversations that have something to be come back to for: each is read once,
/// however many conversations follow it, and most are never read at all.
#[derive(Default)]
struct Rhythms(HashMap<(String, Option<String>), Option<Arc<Protocol>>>);

impl Rhythms {
    /// What a conversation that came to its end has to be come back to for.
    fn due(&mut self, recovered: &Recovered, about: &About, now: Stamp) -> Option<Due> {
        let mut texts = about.beside.iter().map(|sheet| sheet.text.as_str());
        if !asks_later(&about.source) && !texts.any(asks_later) {
            return None;
        }
        let key = (about.sha256.clone(), about.language.clone());
        let read = || protocol_of(about).ok().filter(|protocol| !protocol.due().is_empty());
        let protocol = self.0.entry(key).or_insert_with(read).clone()?;
        due(&session(recovered, about, protocol).0, now)
    }
}

/// Whether a text may hold a key `after`. Words of people may look like one; nothing comes of it but
/// the time to read the whole.
fn asks_later(text: &str) -> bool {
    text.match_indices("after").any(|(at, word)| {
        let rest = text[at + word.len()..].trim_start_matches(['"', '\'', ' ']);
        rest.starts_with(':')
    })
}

/// What a conversation that came to its end has to be come back to for, as it stands at this moment.
pub(super) fn due(session: &Session, now: Stamp) -> Option<Due> {
    let ended = session.ended().filter(|_| session.is_closed())?;
    let later = session.later(now.days_since(ended))?;
    let on = ended.days_later(later.days);
    Some(Due {
        standing: later.standing,
        about: clean::for_line(&later.title, 120),
        days: later.days,
        on: page::day_alone(on),
        date: page::date(on),
        from: page::day_briefly(ended),
    })
}

/// The head of a journal, without the conversation itself. Where every head is damaged, one that
/// still reads as a head will do: it holds the questions, not the answers.
pub(super) fn head(recovered: &Recovered) -> Result<About> {
    let about = |line: &Line| serde_json::from_value(line.what.clone()).ok();
    let damaged = recovered.damage.iter().filter_map(|damage| damage.edited.as_deref());
    let damaged = damaged.filter(|line| line.kind == "head");
    match recovered.heads.iter().chain(damaged).find_map(about) {
        Some(about) => Ok(about),
        None => {
            bail!("the head of this journal cannot be read; its words are still in its log folder")
        }
    }
}

/// Whether a conversation came to its end, and is not being gone on with since.
fn is_closed(recovered: &Recovered) -> bool {
    let word = |fact: &Fact| record::of(fact).0;
    let (closed, followed) = (word(&Fact::Closed), word(&Fact::Followed { days: 0 }));
    let mut latest = recovered.facts.iter().rev();
    latest
        .find(|line| line.kind == closed || line.kind == followed)
        .is_some_and(|line| line.kind == closed)
}

/// Whether a conversation ever came to its end, whatever is still asked afterwards.
pub(super) fn has_ended(recovered: &Recovered) -> bool {
    let (closed, _) = record::of(&Fact::Closed);
    recovered.facts.iter().any(|line| line.kind == closed)
}

/// The newest conversation that is not finished; where there is none, the newest in which something
/// is due.
pub(super) fn newest(room: &Room, now: Stamp) -> Result<String> {
    let sessions = room.sessions();
    let mut due = None;
    for found in sessions {
        let Ok(journal) = read(&found.path) else { continue };
        if !journal.session.is_closed() {
            return Ok(found.name);
        }
        let is_due = || {
            let due = self::due(&journal.session, now);
            due.is_some_and(|due| due.standing == Standing::Due)
        };
        if due.is_none() && is_due() {
            due = Some(found.name);
        }
    }
    match due {
        Some(name) => Ok(name),
        None => bail!("there is no unfinished conversation; “fieldbook sessions” lists them all"),
    }
}

/// The folder of the conversation that `wanted` names, by its whole name or the beginning of it.
pub(super) fn folder(room: &Room, wanted: &str) -> Result<(String, PathBuf)> {
    let sessions = room.sessions();
    let exact = sessions.iter().find(|found| found.name == wanted);
    let mut beginning = sessions.iter().filter(|found| found.name.starts_with(wanted));
    let found = match (exact, beginning.next(), beginning.next()) {
        (Some(found), ..) | (None, Some(found), None) => found,
        (None, Some(_), Some(_)) => {
            bail!("more than one conversation begins with “{}”", clean::for_line(wanted, 80))
        }
        (None, None, _) => {
            let wanted = clean::for_line(wanted, 80);
            bail!("there is no conversation called “{wanted}”; “fieldbook sessions” lists them")
        }
    };
    Ok((found.name.clone(), found.path.clone()))
}
