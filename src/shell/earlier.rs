//! What was said in earlier conversations, as far as those who are here may be reminded of it.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::id::StepId;
use crate::base::stamp::Stamp;
use crate::expr::{Value, Which};
use crate::journal::about::About;
use crate::protocol::Protocol;
use crate::session::{Session, Setting};
use crate::shell::journals;
use crate::store::{self, Found, Recovered, Room};

/// What a conversation of these people with this protocol in this thread begins with: what was said
/// in the last one and, where the protocol asks for it, in the first one, and with other protocols.
pub(super) fn setting(
    room: &Room,
    protocol: &Protocol,
    thread: Option<&str>,
    people: Vec<String>,
) -> Setting {
    let before = Before { room, thread, people: &people };
    let steps = protocol.steps();
    let looks = || steps.iter().filter_map(|step| step.spec.looks_back());
    let first = looks().any(|look| look.protocol.is_none() && look.which == Which::First);
    let others: BTreeSet<&str> = looks().filter_map(|look| look.protocol).collect();
    let own = protocol.id.as_str();
    let elsewhere =
        others.into_iter().map(|other| (other.to_owned(), before.said(other, Which::Last).words));
    let last = before.said(own, Which::Last);
    Setting {
        last: last.words,
        last_began: last.began,
        own: last.own,
        first: if first { before.said(own, Which::First).words } else { BTreeMap::new() },
        elsewhere: elsewhere.filter(|(_, said)| !said.is_empty()).collect(),
        people,
        ..Setting::default()
    }
}

/// What was said in an earlier conversation.
#[derive(Default)]
struct Said {
    /// What everybody there may see.
    words: BTreeMap<StepId, Value>,
    /// What each of those who are here again kept to themselves, by their names.
    own: BTreeMap<String, BTreeMap<StepId, Value>>,
    /// When it began.
    began: Option<Stamp>,
}

/// The conversations that these people may be reminded of.
struct Before<'a> {
    room: &'a Room,
    thread: Option<&'a str>,
    people: &'a [String],
}

impl Before<'_> {
    /// What was said in the last, or the first, of them with a protocol that came to its end, or,
    /// where none did, in which anything was said.
    fn said(&self, protocol: &str, which: Which) -> Said {
        let mut sessions = self.room.sessions();
        if which == Which::First {
            sessions.reverse();
        }
        let mut unfinished = None;
        for found in sessions {
            let Some((recovered, about)) = following(&found, protocol) else { continue };
            let ended = journals::has_ended(&recovered);
            if !self.is_theirs(&about) || (!ended && unfinished.is_some()) {
                continue;
            }
            let Ok(journal) = journals::of(&recovered) else { continue };
            let (words, own) = (journal.session.to_recall(), self.own(&journal.session));
            let said = Said { words, own, began: Some(about.began) };
            if ended {
                return said;
            }
            unfinished = Some(said).filter(|said| !said.words.is_empty() || !said.own.is_empty());
        }
        unfinished.unwrap_or_default()
    }

    /// Whether a conversation is one of theirs: in the same thread or, where none is named, one that
    /// everybody here was part of. What somebody wrote alone is never read out at a table, and what
    /// a table said never to somebody who sits alone.
    fn is_theirs(&self, about: &About) -> bool {
        let then = &about.setting.people;
        let same_form = (then.len() < 2) == (self.people.len() < 2);
        let all_there = self.people.iter().all(|name| then.contains(name));
        same_form
            && about.thread.as_deref() == self.thread
            && (self.thread.is_some() || self.people.len() < 2 || all_there)
    }

    /// What each of those who are here again kept to themselves.
    fn own(&self, session: &Session) -> BTreeMap<String, BTreeMap<StepId, Value>> {
        let mut own = session.own_to_recall();
        let once = |name: &String| self.people.iter().filter(|one| *one == name).count() == 1;
        own.retain(|name, _| once(name));
        own
    }
}

/// The journal in a folder, where it follows this protocol.
fn following(found: &Found, protocol: &str) -> Option<(Recovered, About)> {
    let recovered = store::read(&found.path).ok()?;
    let about = journals::head(&recovered).ok()?;
    (about.protocol == protocol).then_some((recovered, about))
}

/// When the last conversation with this protocol in this thread began that came to its end.
pub(super) fn last_time(room: &Room, protocol: &Protocol, thread: Option<&str>) -> Option<Stamp> {
    let began = |found: &Found| {
        let (recovered, about) = following(found, protocol.id.as_str())?;
        let is_it = about.thread.as_deref() == thread && journals::has_ended(&recovered);
        is_it.then_some(about.began)
    };
    room.sessions().iter().find_map(began)
}
