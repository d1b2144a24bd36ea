//! Beginning a journal, and going on with one: folders, what was left, the first segment of a run.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::Value;

use crate::base::stamp::Stamp;
use crate::store::desk::Superseded;
use crate::store::disk::Disk;
use crate::store::read::{Recovered, survey};
use crate::store::room::Room;
use crate::store::session::{Store, TRIES};
use crate::store::words::Trouble;
use crate::store::{drafts, names};

/// A new journal in `room`. `date` is the local day it begins on, as `2026-11-23`.
pub fn create(room: &Room, began: Stamp, date: &str, head: &Value) -> Result<Store, Trouble> {
    create_on(Disk::default(), room, began, date, head)
}

pub(in crate::store) fn create_on(
    disk: Disk,
    room: &Room,
    began: Stamp,
    date: &str,
    head: &Value,
) -> Result<Store, Trouble> {
    let sessions = room.sessions_folder();
    let mut tries = 0;
    let folder = loop {
        let folder = sessions.join(format!("{date}-{}", names::short()));
        match disk.make_dir(&folder) {
            Ok(()) => break folder,
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && tries < TRIES => {
                tries += 1;
            }
            Err(error) => return Err(Trouble::disk("making", &folder, &error)),
        }
    };
    let begin = |disk: Disk| {
        make_folders(&disk, &folder).map_err(|e| Trouble::disk("making", &folder, &e))?;
        let mut store = Store::new(disk, folder.clone(), head.clone(), began, 0, Vec::new());
        store.begin_segment(vec![sessions])?;
        Ok(store)
    };
    let same = disk.clone();
    begin(disk).inspect_err(|_| take_back(&same, &folder))
}

/// Takes away a journal that could not be begun. Nothing stands in it yet.
fn take_back(disk: &Disk, folder: &Path) {
    let inner = [folder.join(names::LOG), folder.join(names::DRAFT)];
    for entry in inner.iter().flat_map(|folder| disk.list(folder).unwrap_or_default()) {
        let _harmless = disk.remove(&entry.path);
    }
    for folder in inner.iter().map(PathBuf::as_path).chain([folder]) {
        let _harmless = disk.remove_dir(folder);
    }
}

/// Goes on with the journal in `folder`: reads it, then begins a segment of its own.
pub fn open(folder: &Path, head: &Value, at: Stamp) -> Result<(Store, Recovered), Trouble> {
    open_on(Disk::default(), folder, head, at)
}

pub(in crate::store) fn open_on(
    disk: Disk,
    folder: &Path,
    head: &Value,
    at: Stamp,
) -> Result<(Store, Recovered), Trouble> {
    let survey = survey(&disk, folder)?;
    if let Some(needs) = survey.recovered.newer {
        return Err(Trouble::Newer { path: folder.to_owned(), needs });
    }
    if survey.recovered.heads.is_empty() && survey.recovered.facts.is_empty() {
        return Err(Trouble::NoSession { path: folder.to_owned() });
    }
    make_folders(&disk, folder).map_err(|error| Trouble::disk("making", folder, &error))?;
    // Where two windows left a draft of one slot, the latest is gone on with. The run that wrote
    // the other is not taken over, and its files stay.
    let carried = |found: &&drafts::Found| {
        let of_run = survey.drafts.iter().filter(|other| other.run == found.run);
        of_run
            .flat_map(|other| &other.slots)
            .all(|slot| survey.is_latest(&slot.draft) && !slot.draft.answered_since)
    };
    let took = survey.drafts.iter().filter(carried).map(|found| found.run.clone()).collect();
    let mut store = Store::new(disk, folder.to_owned(), head.clone(), at, survey.last, took);
    store.published = Arc::new(survey.published.clone());
    store.begin_segment(Vec::new())?;
    // The latest stands first in what was recovered, and last in a journal of drafts.
    let open = survey.recovered.drafts.iter().filter(|draft| !draft.answered_since);
    for draft in open.rev() {
        store.drafts.whole(&draft.slot, store.n, &draft.whole);
        for edit in &draft.edits {
            store.drafts.edit(&draft.slot, store.n, edit);
        }
    }
    if !store.drafts.is_empty() {
        store.renew_drafts();
    }
    if store.failed.is_none() {
        let abandoned = survey.drafts.iter().filter(carried).filter(|found| found.abandoned);
        store.desk.clear_later(
            abandoned
                .map(|found| Superseded { path: found.path.clone(), length: Some(found.length) }),
        );
    }
    Ok((store, survey.recovered))
}

pub(super) fn make_folders(disk: &Disk, folder: &Path) -> io::Result<()> {
    for inner in [folder.join(names::LOG), folder.join(names::DRAFT)] {
        match disk.make_dir(&inner) {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && disk.is_dir(&inner) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}
