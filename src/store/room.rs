//! The folder in which all journals stand, private whatever the umask.

#![expect(
    clippy::disallowed_methods,
    reason = "the folder of all journals is looked at before any is opened"
)]

use std::io;
use std::path::{Path, PathBuf};

use super::disk::Disk;
use super::words::Trouble;

/// The folder of all journals.
#[derive(Clone, Debug)]
pub struct Room {
    /// The data folder.
    pub root: PathBuf,
}

/// A journal in the room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The name of its folder.
    pub name: String,
    /// Its folder.
    pub path: PathBuf,
}

impl Room {
    /// The room under `root`, made if it is not there.
    pub fn open(root: &Path) -> Result<Self, Trouble> {
        Self::open_on(&Disk::default(), root)
    }

    pub(super) fn open_on(disk: &Disk, root: &Path) -> Result<Self, Trouble> {
        let cannot = |path: &Path, error: &io::Error| Trouble::disk("opening", path, error);
        let above = root.parent().unwrap_or(root);
        if !disk.is_dir(above) {
            disk.make_all(above).map_err(|e| cannot(root, &e))?;
            keep_name(disk, above);
        }
        for folder in [root.to_owned(), root.join("sessions")] {
            match disk.make_dir(&folder) {
                Ok(()) => keep_name(disk, &folder),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                    // The whole of it may stand elsewhere by the person's own will.
                    if folder != root && !disk.is_dir(&folder) {
                        return Err(Trouble::Unsafe {
                            path: folder,
                            why: "a link or a file stands there; move it away".to_owned(),
                        });
                    }
                    keep_private(&folder)?;
                }
                Err(error) => return Err(cannot(&folder, &error)),
            }
        }
        Ok(Self { root: root.to_owned() })
    }

    /// Where journals stand.
    pub fn sessions_folder(&self) -> PathBuf {
        self.root.join("sessions")
    }

    /// All journals, newest first by their names, which begin with the date.
    pub fn sessions(&self) -> Vec<Found> {
        let entries = Disk::default().list(&self.sessions_folder()).unwrap_or_default();
        let found = |entry: super::disk::Entry| {
            let name = entry.name.into_string().ok()?;
            (entry.is_dir && !name.starts_with('.')).then_some(Found { name, path: entry.path })
        };
        let mut all: Vec<Found> = entries.into_iter().filter_map(found).collect();
        let when = |found: &Found| {
            let log = found.path.join(super::names::LOG);
            std::fs::metadata(log).and_then(|about| about.modified()).ok()
        };
        // Within a day, the journal written last stands first.
        all.sort_by_cached_key(|found| {
            let day: String = found.name.chars().take(10).collect();
            std::cmp::Reverse((day, when(found), found.name.clone()))
        });
        all
    }
}

/// Brings the name of a new folder to the disk. Where that fails, the journal inside says so.
fn keep_name(disk: &Disk, folder: &Path) {
    let _said_later = folder.parent().map(|parent| disk.sync_dir(parent));
}

/// Refuses a folder that is a link or no folder; takes away what others may do in it.
#[cfg(unix)]
fn keep_private(folder: &Path) -> Result<(), Trouble> {
    use std::os::unix::fs::PermissionsExt as _;
    let no = |why: &str| Err(Trouble::Unsafe { path: folder.to_owned(), why: why.to_owned() });
    let about = std::fs::metadata(folder).map_err(|e| Trouble::disk("opening", folder, &e))?;
    if !about.is_dir() {
        return no("something that is not a folder stands there; move it away");
    }
    if about.permissions().mode() & 0o077 != 0 {
        let private = std::fs::Permissions::from_mode(0o700);
        if std::fs::set_permissions(folder, private).is_err() {
            return no("others may read it, and that cannot be changed; name another with --home");
        }
    }
    Ok(())
}

#[cfg(not(unix))]
fn keep_private(_folder: &Path) -> Result<(), Trouble> {
    Ok(())
}
