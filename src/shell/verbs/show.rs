//! `show` and `recover`: what was said, and whether all of it can be read.

use std::path::Path;

use anyhow::{Result, bail};
use serde_json::{Value, json};

use crate::base::plural::counted;
use crate::journal::{export, markdown, page};
use crate::shell::cli::Form;
use crate::shell::places::Places;
use crate::shell::verbs::Outcome;
use crate::shell::{catalog, journals, said};
use crate::store;

/// One conversation, as a page or as JSON.
pub(super) fn show(session: &str, form: Form, places: &Places) -> Result<Outcome> {
    let Some(room) = places.existing_room() else { bail!("there are no conversations yet") };
    let (name, folder) = journals::folder(&room, session)?;
    let journal = match journals::read(&folder) {
        Ok(journal) => journal,
        Err(why) => return bare(&folder, &why),
    };
    match form {
        Form::Md => {
            let page = page::of(&journal.session, &journal.about);
            said::data(&markdown::of(&page, &journal.about))?;
        }
        Form::Json => said::json(&export::json(&journal.session, &journal.about, &name))?,
    }
    for note in &journal.notes {
        said::words(note);
    }
    Ok(Outcome::Well)
}

/// What was said, without the questions: where the head of a journal is lost, its answers are not.
fn bare(folder: &Path, why: &anyhow::Error) -> Result<Outcome> {
    said::words(&format!("{why:#}. These are the answers, without their questions:"));
    let recovered = store::read(folder)?;
    let entries: Vec<Value> = recovered
        .facts
        .iter()
        .filter(|line| line.slot.is_some())
        .map(|line| json!({ "step": line.slot, "given": line.what }))
        .collect();
    said::json(&entries)?;
    Ok(Outcome::Problems)
}

/// All journals, looked through for damage. Nothing is changed.
pub(super) fn recover(places: &Places) -> Result<Outcome> {
    let Some(room) = places.existing_room() else {
        said::words("There are no conversations yet.");
        return Ok(Outcome::Well);
    };
    let sessions = room.sessions();
    let mut damaged = 0;
    for found in &sessions {
        let recovered = match store::read(&found.path) {
            // A run that was killed before it began leaves an empty folder, and no harm.
            Ok(recovered) if recovered.is_blank() => continue,
            Ok(recovered) => recovered,
            Err(why) => {
                damaged += 1;
                said::data(&format!("{}: {why}", found.name))?;
                continue;
            }
        };
        for damage in &recovered.damage {
            let file = catalog::shown(&damage.file);
            said::data(&format!("{file}:{}: {}", damage.line, damage.why))?;
            if let Some(line) = &damage.edited {
                said::data(&format!("  it reads: {}", line.what))?;
            }
        }
        for range in &recovered.missing {
            said::data(&format!(
                "{}: entries {} to {} are missing",
                found.name,
                range.start(),
                range.end()
            ))?;
        }
        for draft in &recovered.drafts {
            let since =
                if draft.answered_since { ", answered in another window since" } else { "" };
            said::data(&format!("{}: an unfinished answer to {}{since}", found.name, draft.slot))?;
        }
        for path in &recovered.strange {
            let path = catalog::shown(path);
            said::data(&format!("{path}: not a file of this journal; left alone"))?;
        }
        if let Err(why) = journals::of(&recovered) {
            said::data(&format!("{}: {why:#}", found.name))?;
            damaged += 1;
        } else if !recovered.damage.is_empty() {
            damaged += 1;
        }
    }
    let all = counted(sessions.len(), "conversation", "conversations");
    if damaged == 0 {
        said::words(&format!("{all}: all can be read. Nothing was changed."));
        return Ok(Outcome::Well);
    }
    let damaged = counted(damaged, "conversation has", "conversations have");
    said::words(&format!(
        "{all}: {damaged} parts that cannot be read. Everything else comes out with “fieldbook \
         show”. Nothing was changed."
    ));
    Ok(Outcome::Problems)
}
