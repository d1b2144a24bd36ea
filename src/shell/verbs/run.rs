//! `fieldbook`, `run` and `resume`: everything that leads a person through a conversation.

use std::path::Path;

use anyhow::{Result, bail};

use crate::shell::catalog::{self, Found, Missing};
use crate::shell::desk::Desk;
use crate::shell::ground::wants_plain;
use crate::shell::places::Places;
use crate::shell::verbs::Outcome;
use crate::shell::wake::Wake;
use crate::shell::{answers, clock, full, journals, plain, said};

/// The shelf.
pub(super) fn shelf(plain: bool, places: Places) -> Result<Outcome> {
    lead(places, plain, |_| Ok(()))
}

/// A conversation with one protocol, from its threshold.
pub(super) fn begin(protocol: &str, plain: bool, mut places: Places) -> Result<Outcome> {
    let Some(found) = found(protocol, &places)? else { return Ok(Outcome::Problems) };
    // Whoever goes back to the shelf finds it there.
    if catalog::is_path(protocol) {
        places.given.push(protocol.into());
    }
    lead(places, plain, |desk| {
        desk.offer(found);
        Ok(())
    })
}

/// A conversation that was left.
pub(super) fn resume(session: Option<&str>, plain: bool, places: Places) -> Result<Outcome> {
    let Some(room) = places.existing_room() else {
        bail!("there is no conversation yet; “fieldbook” begins one")
    };
    let name = match session {
        Some(session) => journals::folder(&room, session)?.0,
        None => journals::newest(&room, clock::now())?,
    };
    lead(places, plain, |desk| desk.resume(&name))
}

/// A protocol with the answers of a file, without a terminal.
pub(super) fn rehearse(protocol: &str, file: &Path, places: &Places) -> Result<Outcome> {
    let Some(found) = found(protocol, places)? else { return Ok(Outcome::Problems) };
    let (folder, closed) = answers::run(&found, file, places)?;
    said::data(&folder.to_string_lossy())?;
    if !closed {
        said::words("The answers end before the conversation does; “fieldbook resume” goes on.");
    }
    Ok(Outcome::Well)
}

/// The protocol, or `None` after its problems were said.
fn found(protocol: &str, places: &Places) -> Result<Option<Found>> {
    match catalog::find(protocol, places) {
        Ok(found) => Ok(Some(found)),
        Err(Missing::Unknown(words)) => bail!("{words}"),
        Err(Missing::Broken { sources, problems }) => {
            for problem in &problems {
                said::words(&sources.render(problem));
            }
            Ok(None)
        }
    }
}

fn lead(
    places: Places,
    plain: bool,
    prepare: impl FnOnce(&mut Desk) -> Result<()>,
) -> Result<Outcome> {
    let lines = plain || wants_plain();
    let wake = Wake::new()?;
    let caller = wake.caller()?;
    let caller = std::sync::Arc::new(std::sync::Mutex::new(caller));
    let calls = Box::new(move || {
        let caller = std::sync::Arc::clone(&caller);
        let call: Box<dyn Fn() + Send + 'static> = Box::new(move || {
            if let Ok(call) = caller.lock() {
                call();
            }
        });
        call
    });
    let mut desk = Desk::new(places, calls);
    prepare(&mut desk)?;
    let signal = if lines { plain::run(&mut desk, &wake)? } else { full::run(&mut desk, &wake)?.0 };
    desk.farewell();
    let well = if desk.lost { Outcome::Problems } else { Outcome::Well };
    Ok(signal.map_or(well, Outcome::Signal))
}
