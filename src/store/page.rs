//! The page for people beside the log: written aside, synced, put in place. What a person changed
//! is never overwritten.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::disk::Disk;
use super::names;
use super::read::{PageOnDisk, survey};
use super::words::plain;

/// The kind of the fact that says which page was published.
pub(super) const PUBLISHED: &str = "published";
/// Largest page looked at, in bytes.
const LARGEST: u64 = 64 << 20;
/// Pages edited by hand that are kept beside one another before giving up.
const MOST_EDITED: u32 = 99;

/// How publishing the page went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Published {
    /// The page stands beside the log.
    Done,
    /// A person edited the page; the new one stands in this file beside it.
    KeptBesideHandEdit(PathBuf),
    /// It is the page already published.
    Unchanged,
    /// It is being written; the outcome comes later.
    UnderWay,
    /// It could not be written, for this reason. The log is not affected.
    Late(String),
}

/// A page to be put in place.
#[derive(Clone)]
pub(super) struct Page {
    pub(super) folder: PathBuf,
    pub(super) text: Arc<str>,
    /// Checksums of all pages this program ever published here.
    pub(super) known: Arc<BTreeSet<String>>,
}

/// The checksum of a page, in hexadecimal.
pub(super) fn checksum(page: &[u8]) -> String {
    Sha256::digest(page).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What a `published` fact says.
pub(super) fn fact(checksum: &str) -> Value {
    json!({ "sha256": checksum })
}

/// The checksum in a `published` fact.
pub(super) fn checksum_in(fact: &Value) -> Option<String> {
    fact.get("sha256").and_then(Value::as_str).map(str::to_owned)
}

/// What stands where the page goes.
pub(super) fn on_disk(disk: &Disk, folder: &Path, known: &BTreeSet<String>) -> PageOnDisk {
    look(disk, &folder.join(names::PAGE), known)
}

fn look(disk: &Disk, path: &Path, known: &BTreeSet<String>) -> PageOnDisk {
    match disk.read(path, LARGEST) {
        Ok(bytes) if known.contains(&checksum(&bytes)) => PageOnDisk::Ours,
        Err(error) if error.kind() == io::ErrorKind::NotFound => PageOnDisk::Absent,
        // What cannot be read is someone else's as well.
        Ok(_) | Err(_) => PageOnDisk::Edited,
    }
}

/// Puts the page in place, or beside one that was edited.
pub(super) fn put(disk: &Disk, page: &Page) -> Published {
    let mut known = Arc::clone(&page.known);
    let mut asked = false;
    for nth in 0..MOST_EDITED {
        let path = page.folder.join(names::page(nth));
        let mut there = look(disk, &path, &known);
        if there == PageOnDisk::Edited && !asked {
            // Another window may have published it since: its log says so.
            asked = true;
            if let Ok(survey) = survey(disk, &page.folder) {
                Arc::make_mut(&mut known).extend(survey.published);
                there = look(disk, &path, &known);
            }
        }
        if there == PageOnDisk::Edited {
            continue;
        }
        return match replace(disk, page, &path, &known) {
            Ok(Replaced::EditedMeanwhile) => continue,
            Ok(Replaced::Yes) if nth == 0 => Published::Done,
            Ok(Replaced::Yes) => Published::KeptBesideHandEdit(path),
            Err(error) => Published::Late(plain(&error)),
        };
    }
    Published::Late("too many pages edited by hand stand beside the log".to_owned())
}

/// Whether a page was put in the place of another.
enum Replaced {
    Yes,
    /// Someone edited the one that stood there while the new one was being written.
    EditedMeanwhile,
}

fn replace(
    disk: &Disk,
    page: &Page,
    path: &Path,
    known: &BTreeSet<String>,
) -> io::Result<Replaced> {
    let aside = page.folder.join(format!(".{}.{:08x}", names::PAGE, names::chance() as u32));
    let outcome = disk.create(&aside).and_then(|handle| {
        disk.append(&handle, page.text.as_bytes())?;
        disk.sync(&handle)?;
        // Writing it took its time, in which a person may have saved theirs.
        if look(disk, path, known) == PageOnDisk::Edited {
            return Ok(Replaced::EditedMeanwhile);
        }
        disk.rename(&aside, path)?;
        disk.sync_dir(&page.folder)?;
        Ok(Replaced::Yes)
    });
    if !matches!(outcome, Ok(Replaced::Yes)) {
        // It is ours and nobody has seen it; if it stays, it is only listed as strange.
        let _harmless = disk.remove(&aside);
    }
    outcome
}
