//! Where things are kept: words of people, protocols of their own.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use directories::ProjectDirs;

use crate::store::Room;

/// The folders of one person.
#[derive(Clone, Debug)]
pub(super) struct Places {
    /// Journals.
    pub data: PathBuf,
    /// Protocols of one's own, in `protocols/`.
    pub config: PathBuf,
    /// The language to ask in, where a protocol has been translated into it.
    pub language: Option<String>,
    /// What conversations that begin now belong to, such as a client or a team.
    pub thread: Option<String>,
    /// Where the program was called: protocols may lie in its `protocols/`, too.
    pub here: Option<PathBuf>,
    /// Protocols, or folders of them, that were named when the program was called.
    pub given: Vec<PathBuf>,
}

impl Places {
    /// Under `home`, if one was named; otherwise where this system keeps such things.
    pub fn find(home: Option<&Path>) -> Result<Self> {
        if let Some(home) = home {
            let home = std::path::absolute(home).context("the folder for --home")?;
            return Ok(Self::of(home.join("data"), home.join("config")));
        }
        let dirs = ProjectDirs::from("", "", "fieldbook")
            .context("no home folder is known; name one with --home or FIELDBOOK_HOME")?;
        Ok(Self::of(dirs.data_dir().to_owned(), dirs.config_dir().to_owned()))
    }

    fn of(data: PathBuf, config: PathBuf) -> Self {
        Self { data, config, language: None, thread: None, here: None, given: Vec::new() }
    }

    /// The folder of journals, made if it is not there.
    pub fn room(&self) -> Result<Room> {
        Ok(Room::open(&self.data)?)
    }

    /// The folder of journals, if it is there already, for reading: nothing in it is changed.
    pub fn existing_room(&self) -> Option<Room> {
        self.sessions().is_dir().then(|| Room { root: self.data.clone() })
    }

    /// Where journals are.
    pub fn sessions(&self) -> PathBuf {
        self.data.join("sessions")
    }

    /// Where protocols of one's own are.
    pub fn protocols(&self) -> PathBuf {
        self.config.join("protocols")
    }
}
