//! Every call to the file system, in one place: private files, no links followed, and a seam at
//! which tests make each call fail, stop or be recorded.

#![expect(clippy::disallowed_methods, reason = "every call to the file system is made here")]

use std::ffi::OsString;
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

#[cfg(unix)]
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt};

/// Times a call that a signal broke off is made again.
const PATIENCE: u32 = 100;

/// The disk. Copies are the same disk.
#[derive(Clone, Default)]
pub(super) struct Disk {
    pub(super) seam: Option<Arc<dyn Seam>>,
}

/// Where tests come between this program and the disk.
pub(super) trait Seam: Send + Sync {
    /// Before a call; an error is what the call then gives.
    fn before(&self, call: &Call<'_>) -> io::Result<()>;
    /// After a call that came through.
    fn after(&self, call: &Call<'_>);
    /// How much of `length` bytes a write may take at once.
    fn portion(&self, length: usize) -> usize;
}

/// An open file of ours and the name it was made under.
pub(super) struct Handle {
    file: File,
    path: PathBuf,
}

/// One entry of a folder.
pub(super) struct Entry {
    pub(super) name: OsString,
    pub(super) path: PathBuf,
    pub(super) is_file: bool,
    pub(super) is_dir: bool,
}

/// What tells a file or folder from another that took its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Identity {
    device: u64,
    number: u64,
}

/// Whether a living program holds a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Held {
    No,
    Yes,
    /// The file system cannot say.
    Unknown,
}

/// A call as the seam sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Call<'a> {
    MakeDir(&'a Path),
    Create(&'a Path),
    Write(&'a Path, &'a [u8]),
    Empty(&'a Path),
    Sync(&'a Path),
    SyncDir(&'a Path),
    Rename(&'a Path, &'a Path),
    Remove(&'a Path),
    Read(&'a Path),
    List(&'a Path),
    Look(&'a Path),
}

impl Handle {
    pub(super) fn path(&self) -> &Path {
        &self.path
    }
}

impl Disk {
    /// Makes a folder that only its owner may enter.
    pub(super) fn make_dir(&self, path: &Path) -> io::Result<()> {
        self.call(Call::MakeDir(path), || {
            let mut builder = DirBuilder::new();
            #[cfg(unix)]
            builder.mode(0o700);
            builder.create(path)?;
            // The mask of the process may have taken away what the owner needs.
            #[cfg(unix)]
            fs::set_permissions(path, fs::Permissions::from_mode(0o700))?;
            Ok(())
        })
    }

    /// Makes a folder and those above it, as far as they are missing, for its owner alone.
    pub(super) fn make_all(&self, path: &Path) -> io::Result<()> {
        let is_missing = |above: &&Path| !above.as_os_str().is_empty() && !above.exists();
        let missing: Vec<&Path> = path.ancestors().take_while(is_missing).collect();
        for above in missing.into_iter().rev() {
            match self.make_dir(above) {
                // Another window was a moment sooner.
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                outcome => outcome?,
            }
        }
        Ok(())
    }

    /// Makes a new file for appending that only its owner may read. Never opens what exists.
    pub(super) fn create(&self, path: &Path) -> io::Result<Handle> {
        let file = self.call(Call::Create(path), || {
            let mut options = OpenOptions::new();
            options.append(true).create_new(true);
            #[cfg(unix)]
            options.mode(0o600).custom_flags(flags(rustix::fs::OFlags::NOFOLLOW));
            let file = options.open(path)?;
            #[cfg(unix)]
            file.set_permissions(fs::Permissions::from_mode(0o600))?;
            Ok(file)
        })?;
        Ok(Handle { file, path: path.to_owned() })
    }

    /// Hands `bytes` to the operating system, all of them or an error.
    pub(super) fn append(&self, handle: &Handle, mut bytes: &[u8]) -> io::Result<()> {
        while !bytes.is_empty() {
            let took = self.call(Call::Write(&handle.path, bytes), || {
                (&handle.file).write(self.portion(bytes))
            })?;
            if took == 0 {
                return Err(io::ErrorKind::WriteZero.into());
            }
            bytes = &bytes[took..];
        }
        Ok(())
    }

    /// Takes everything out of a file.
    pub(super) fn empty(&self, handle: &Handle) -> io::Result<()> {
        self.call(Call::Empty(&handle.path), || handle.file.set_len(0))
    }

    /// Waits until what was handed over is on the disk itself.
    pub(super) fn sync(&self, handle: &Handle) -> io::Result<()> {
        self.call(Call::Sync(&handle.path), || match handle.file.sync_data() {
            // Apple's full flush is refused by some network disks, which still know the plain one.
            #[cfg(unix)]
            Err(error) if error.kind() == io::ErrorKind::Unsupported => {
                Ok(rustix::fs::fsync(&handle.file)?)
            }
            outcome => outcome,
        })
    }

    /// Waits until the names in a folder are on the disk itself.
    pub(super) fn sync_dir(&self, path: &Path) -> io::Result<()> {
        self.call(Call::SyncDir(path), || {
            if cfg!(not(unix)) {
                return Ok(());
            }
            match File::open(path)?.sync_all() {
                // Some network disks keep names safe by themselves and refuse the question.
                Err(error) if settled_otherwise(&error) => Ok(()),
                outcome => outcome,
            }
        })
    }

    /// Puts one file in the place of another.
    pub(super) fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.call(Call::Rename(from, to), || fs::rename(from, to))
    }

    /// Removes a file.
    pub(super) fn remove(&self, path: &Path) -> io::Result<()> {
        self.call(Call::Remove(path), || fs::remove_file(path))
    }

    /// Removes a folder that holds nothing.
    pub(super) fn remove_dir(&self, path: &Path) -> io::Result<()> {
        self.call(Call::Remove(path), || fs::remove_dir(path))
    }

    /// Whether a folder stands at `path`, itself and not by way of a link.
    pub(super) fn is_dir(&self, path: &Path) -> bool {
        self.call(Call::Look(path), || fs::symlink_metadata(path)).is_ok_and(|about| about.is_dir())
    }

    /// Reads a regular file of at most `cap` bytes. Does not follow links and does not hang.
    pub(super) fn read(&self, path: &Path, cap: u64) -> io::Result<Vec<u8>> {
        self.call(Call::Read(path), || {
            let file = open_to_read(path)?;
            let about = file.metadata()?;
            if !about.is_file() {
                return Err(io::Error::other("it is not an ordinary file"));
            }
            let mut bytes = Vec::with_capacity(about.len().min(cap) as usize);
            let read = file.take(cap.saturating_add(1)).read_to_end(&mut bytes)?;
            if read as u64 > cap {
                return Err(io::Error::other("it is too large to be one of ours"));
            }
            Ok(bytes)
        })
    }

    /// What is in a folder, by name.
    pub(super) fn list(&self, path: &Path) -> io::Result<Vec<Entry>> {
        let mut entries = self.call(Call::List(path), || {
            let mut entries = Vec::new();
            for entry in fs::read_dir(path)? {
                let entry = entry?;
                let kind = entry.file_type()?;
                let (is_file, is_dir) = (kind.is_file(), kind.is_dir());
                entries.push(Entry {
                    name: entry.file_name(),
                    path: entry.path(),
                    is_file,
                    is_dir,
                });
            }
            Ok(entries)
        })?;
        entries.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(entries)
    }

    /// Which file or folder stands at `path`, itself and not what it may point to.
    pub(super) fn identity(&self, path: &Path) -> io::Result<Identity> {
        let about = self.call(Call::Look(path), || fs::symlink_metadata(path))?;
        Ok(identity_of(&about))
    }

    /// Which file an open handle stands for, wherever its name went.
    pub(super) fn identity_of(&self, handle: &Handle) -> io::Result<Identity> {
        let about = self.call(Call::Look(&handle.path), || handle.file.metadata())?;
        Ok(identity_of(&about))
    }

    /// The length of the file at `path`, when it can be told.
    pub(super) fn length(&self, path: &Path) -> Option<u64> {
        self.call(Call::Look(path), || fs::symlink_metadata(path)).ok().map(|about| about.len())
    }

    /// Marks a file as used by this program for as long as the handle lives. Only advice.
    pub(super) fn hold(handle: &Handle) {
        // Where locks are not known, readers learn nothing and take care by other means.
        let _advice = handle.file.try_lock();
    }

    /// Whether a living program holds the file.
    pub(super) fn is_held(path: &Path) -> Held {
        let Ok(file) = open_to_read(path) else { return Held::Unknown };
        match file.try_lock_shared() {
            Ok(()) => Held::No,
            Err(fs::TryLockError::WouldBlock) => Held::Yes,
            Err(fs::TryLockError::Error(_)) => Held::Unknown,
        }
    }

    /// Makes a call; one that a signal broke off is made again.
    fn call<T>(&self, call: Call<'_>, mut real: impl FnMut() -> io::Result<T>) -> io::Result<T> {
        let mut patience = PATIENCE;
        loop {
            match self.before(&call).and_then(|()| real()) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted && patience > 0 => {
                    patience -= 1;
                }
                outcome => {
                    if let (Ok(_), Some(seam)) = (&outcome, &self.seam) {
                        seam.after(&call);
                    }
                    return outcome;
                }
            }
        }
    }

    fn before(&self, call: &Call<'_>) -> io::Result<()> {
        self.seam.as_ref().map_or(Ok(()), |seam| seam.before(call))
    }

    fn portion<'a>(&self, bytes: &'a [u8]) -> &'a [u8] {
        let most = self.seam.as_ref().map_or(bytes.len(), |seam| seam.portion(bytes.len()));
        &bytes[..most.min(bytes.len())]
    }
}

fn open_to_read(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    options.custom_flags(flags(rustix::fs::OFlags::NOFOLLOW | rustix::fs::OFlags::NONBLOCK));
    options.open(path)
}

#[cfg(unix)]
fn flags(flags: rustix::fs::OFlags) -> i32 {
    flags.bits().cast_signed()
}

#[cfg(unix)]
fn settled_otherwise(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported)
}

#[cfg(not(unix))]
fn settled_otherwise(_error: &io::Error) -> bool {
    true
}

#[cfg(unix)]
fn identity_of(about: &fs::Metadata) -> Identity {
    Identity { device: about.dev(), number: about.ino() }
}

/// Elsewhere the standard library gives no number for a file: all count as the same.
#[cfg(not(unix))]
fn identity_of(_about: &fs::Metadata) -> Identity {
    Identity { device: 0, number: 0 }
}
