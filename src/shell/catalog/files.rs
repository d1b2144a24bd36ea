//! Files that people wrote: which there are, and what stands in them.

use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use crate::base::clean;
use crate::written::yaml::LARGEST;

/// The text of a file a person wrote: a regular file of bounded size, in UTF-8.
pub(in crate::shell) fn read_text(path: &Path) -> Result<String> {
    let name = shown(path);
    let about = std::fs::metadata(path).map_err(|why| cannot(&name, &why))?;
    if !about.is_file() {
        bail!("{name} is not a file");
    }
    let file = File::open(path).map_err(|why| cannot(&name, &why))?;
    let mut bytes = Vec::new();
    file.take(LARGEST as u64 + 1).read_to_end(&mut bytes).map_err(|why| cannot(&name, &why))?;
    if bytes.len() > LARGEST {
        bail!("{name} is larger than {} KiB; is it the right file?", LARGEST / 1_024);
    }
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let line = error.as_bytes()[..at].iter().filter(|byte| **byte == b'\n').count() + 1;
        anyhow::anyhow!("{name}, line {line}: this is not UTF-8 text; save the file as UTF-8")
    })
}

fn cannot(name: &str, why: &std::io::Error) -> anyhow::Error {
    anyhow::anyhow!("{name} cannot be read: {}", crate::store::plain(why))
}

/// The YAML files of a folder and of the folders in it, by name, those of the folder itself first;
/// or the file itself. Nothing hidden, and none where there is no such place.
pub(in crate::shell) fn yaml_files(place: &Path) -> Vec<PathBuf> {
    let Some((mut files, folders)) = entries(place) else {
        return if place.is_file() { vec![place.to_owned()] } else { Vec::new() };
    };
    for folder in folders {
        files.extend(entries(&folder).map(|(files, _)| files).unwrap_or_default());
    }
    files
}

/// The YAML files of a folder and of all folders in it, however deep: what someone asks to be checked.
pub(in crate::shell) fn all_yaml_files(place: &Path) -> Vec<PathBuf> {
    /// Deepest folder that is looked into.
    const DEEPEST: usize = 8;
    fn walk(folder: &Path, depth: usize, found: &mut Vec<PathBuf>) {
        let Some((files, folders)) = entries(folder) else { return };
        found.extend(files);
        // A link may lead round in a circle.
        for folder in folders.iter().filter(|folder| depth < DEEPEST && !folder.is_symlink()) {
            walk(folder, depth + 1, found);
        }
    }
    let mut found = Vec::new();
    walk(place, 0, &mut found);
    found
}

/// The YAML files of a folder, and the folders in it, by name.
fn entries(folder: &Path) -> Option<(Vec<PathBuf>, Vec<PathBuf>)> {
    let (mut files, mut folders) = (Vec::new(), Vec::new());
    for entry in std::fs::read_dir(folder).ok()?.flatten() {
        let path = entry.path();
        let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        let is_yaml = path.extension().is_some_and(|end| end == "yaml" || end == "yml");
        if hidden {
        } else if is_yaml {
            files.push(path);
        } else if path.is_dir() {
            folders.push(path);
        }
    }
    files.sort();
    folders.sort();
    Some((files, folders))
}

/// A path as it may be shown.
pub(in crate::shell) fn shown(path: &Path) -> String {
    clean::for_line(&path.to_string_lossy(), 300)
}
