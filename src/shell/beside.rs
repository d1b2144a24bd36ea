//! Where a protocol finds fragments and translations: beside its own file, in the person's folder,
//! and among those that come with the program.

use std::path::{Path, PathBuf};

use crate::protocol::Beside;
use crate::shell::catalog;
use crate::written::sources::Sheet;

/// The folder of fragments, within a folder of protocols.
const FRAGMENTS: &str = "fragments";

/// Folders to look in, the nearest first, and what comes with the program.
#[derive(Clone, Debug, Default)]
pub(super) struct Nearby {
    /// Folders of protocols.
    folders: Vec<PathBuf>,
}

impl Nearby {
    /// Beside the protocol in the file `path`, then in the person's own folder.
    pub fn of(path: Option<&Path>, own: &Path) -> Self {
        let path = path.and_then(|path| std::path::absolute(path).ok());
        let folder = path.as_deref().and_then(Path::parent);
        let above = folder.and_then(Path::parent);
        let near = folder.into_iter().chain(above).map(Path::to_owned);
        Self { folders: near.chain([own.to_owned()]).collect() }
    }

    fn sheet(path: &Path) -> Option<Sheet> {
        // What cannot be read is not there; the protocol then says which one it wanted.
        let text = catalog::read_text(path).ok()?;
        Some(Sheet { name: catalog::shown(path), text })
    }

    /// Where a file may lie: beside protocols, or among the fragments there.
    fn both<'a>(&'a self, file: &'a str) -> impl Iterator<Item = PathBuf> + 'a {
        let both = move |folder: &PathBuf| [folder.join(file), folder.join(FRAGMENTS).join(file)];
        self.folders.iter().flat_map(both)
    }

    /// A name that leads out of its folder is no name.
    fn is_name(name: &str) -> bool {
        !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_')
    }
}

impl Beside for Nearby {
    fn fragment(&self, name: &str) -> Option<Sheet> {
        if !Self::is_name(name) {
            return None;
        }
        let file = format!("{name}.yaml");
        // A protocol of the same name is not the fragment that was meant.
        let is_fragment =
            |sheet: &Sheet| sheet.text.lines().any(|line| line.starts_with("fragment:"));
        let mut own = self.both(&file).filter_map(|path| Self::sheet(&path)).filter(is_fragment);
        own.next().or_else(|| catalog::shipped_fragment(name))
    }

    fn fragments(&self) -> Vec<String> {
        let own =
            self.folders.iter().flat_map(|folder| catalog::yaml_files(&folder.join(FRAGMENTS)));
        let stem = |path: PathBuf| Some(path.file_stem()?.to_string_lossy().into_owned());
        let mut names: Vec<String> = own.filter_map(stem).collect();
        names.extend(catalog::shipped_fragments());
        names.sort();
        names.dedup();
        names
    }

    fn translation(&self, id: &str, language: &str) -> Option<Sheet> {
        if !Self::is_name(id) || !Self::is_name(language) {
            return None;
        }
        let file = format!("{id}.{language}.yaml");
        let mut own = self.both(&file).filter_map(|path| Self::sheet(&path));
        own.next().or_else(|| catalog::shipped_translation(id, language))
    }
}

/// What was kept in a journal beside the protocol it began with.
#[derive(Clone, Debug)]
pub(super) struct Kept<'a>(pub &'a [Sheet]);

impl Kept<'_> {
    fn find(&self, name: &str) -> Option<Sheet> {
        let file = format!("{name}.yaml");
        let named =
            |sheet: &&Sheet| Path::new(&sheet.name).file_name().is_some_and(|n| n == file.as_str());
        self.0.iter().find(named).cloned()
    }
}

impl Beside for Kept<'_> {
    fn fragment(&self, name: &str) -> Option<Sheet> {
        self.find(name)
    }

    fn fragments(&self) -> Vec<String> {
        Vec::new()
    }

    fn translation(&self, id: &str, language: &str) -> Option<Sheet> {
        self.find(&format!("{id}.{language}"))
    }
}
