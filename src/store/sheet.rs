//! A file that a person asked for, such as a new protocol. What stands there already is left alone.

use std::io;
use std::path::Path;

use super::disk::Disk;
use super::words::Trouble;

/// Puts `text` into a new file at `path`, and makes the folders it needs. Gives whether it did:
/// something that has this name already stays as it is.
pub fn put_new(path: &Path, text: &str) -> Result<bool, Trouble> {
    put_new_on(&Disk::default(), path, text)
}

pub(super) fn put_new_on(disk: &Disk, path: &Path, text: &str) -> Result<bool, Trouble> {
    let cannot = |error: &io::Error| Trouble::disk("writing", path, error);
    if let Some(folder) = path.parent() {
        disk.make_all(folder).map_err(|error| cannot(&error))?;
    }
    let file = match disk.create(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Ok(false),
        Err(error) => return Err(cannot(&error)),
    };
    let written = disk.append(&file, text.as_bytes()).and_then(|()| disk.sync(&file));
    if let Err(error) = written {
        // Half a file would look like a whole one. It is ours, and a moment old.
        let _as_far_as_possible = disk.remove(path);
        return Err(cannot(&error));
    }
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_file_is_whole_and_an_old_one_is_left_alone() {
        let folder = tempfile::tempdir().expect("a folder of its own");
        let path = folder.path().join("a/b/x.yaml");
        assert!(put_new(&path, "first\n").expect("it is written"));
        assert!(!put_new(&path, "second\n").expect("it stands already"));
        let read = |path: &Path| Disk::default().read(path, 100).expect("it is there");
        assert_eq!(read(&path), b"first\n");
        let full = Path::new("/dev/full");
        if full.exists() {
            assert!(!put_new(full, "x").expect("it stands already"), "a device is not written to");
        }
        assert!(put_new(&folder.path().join("a/b/x.yaml/y"), "x").is_err(), "a file is no folder");
    }
}
