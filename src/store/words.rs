//! What went wrong with the disk, in words that a person can act on.

use std::io;
use std::path::{Path, PathBuf};

use crate::base::clean;

/// Something that could not be done with files, in words.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// A file or folder could not be used.
    // The reason goes first: a path may be long, and what is long is cut at its end.
    #[error("{why} ({doing} {})", shown(path))]
    Disk {
        /// What was being done.
        doing: &'static str,
        /// Where.
        path: PathBuf,
        /// The reason, in plain words.
        why: String,
    },
    /// The folder is not safe to keep private words in.
    #[error("{} cannot be used: {why}", shown(path))]
    Unsafe {
        /// Which folder.
        path: PathBuf,
        /// The reason and what to do.
        why: String,
    },
    /// A newer program wrote here; reading works, going on does not.
    #[error(
        "{} was written by a newer version (layout {needs}); this one can show it but not go on \
         with it",
        shown(path)
    )]
    Newer {
        /// The session's folder.
        path: PathBuf,
        /// The layout that a program must know.
        needs: u32,
    },
    /// No session is in the folder.
    #[error("{} holds no session", shown(path))]
    NoSession {
        /// The folder.
        path: PathBuf,
    },
    /// What was handed over could not be brought to the disk before leaving.
    #[error("not everything is saved: {why}")]
    Unsaved {
        /// The reason, in plain words.
        why: String,
    },
}

impl Trouble {
    pub(super) fn disk(doing: &'static str, path: &Path, error: &io::Error) -> Self {
        Self::Disk { doing, path: path.to_owned(), why: plain(error) }
    }
}

/// A path as it may be shown: on one line, harmless, of bounded length.
pub(super) fn shown(path: &Path) -> String {
    clean::for_line(&path.to_string_lossy(), 300)
}

/// An error of the operating system in plain words.
pub fn plain(error: &io::Error) -> String {
    use io::ErrorKind as Kind;
    let known = match error.kind() {
        Kind::StorageFull => "no space is left on the disk",
        Kind::QuotaExceeded => "your share of the disk is used up",
        Kind::ReadOnlyFilesystem => "the disk can only be read",
        Kind::PermissionDenied => "this account may not write there",
        Kind::FileTooLarge => "the file may not grow further",
        Kind::NotFound => "the folder or file is gone",
        Kind::AlreadyExists => "something of that name is already there",
        Kind::NotADirectory => "a file stands where a folder should be",
        Kind::IsADirectory => "a folder stands where a file should be",
        Kind::StaleNetworkFileHandle => "the network folder is no longer connected",
        Kind::TimedOut | Kind::HostUnreachable | Kind::NetworkUnreachable => {
            "the network disk does not answer"
        }
        Kind::InvalidFilename => "the name is not allowed there",
        Kind::OutOfMemory => "the computer is out of memory",
        _ => return other(error),
    };
    known.to_owned()
}

fn other(error: &io::Error) -> String {
    #[cfg(unix)]
    if let Some(errno) = error.raw_os_error().map(rustix::io::Errno::from_raw_os_error) {
        use rustix::io::Errno;
        let known = match errno {
            Errno::MFILE | Errno::NFILE => Some("too many files are open"),
            Errno::IO => Some("the disk reports a fault"),
            Errno::NODEV | Errno::NXIO => Some("the disk is no longer there"),
            Errno::LOOP => Some("a link stands where a file or folder should be"),
            _ => None,
        };
        if let Some(known) = known {
            return known.to_owned();
        }
    }
    clean::for_line(&error.to_string(), 120)
}
