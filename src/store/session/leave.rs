//! Leaving a journal: everything on the disk, or everything in another place, or nothing at all.

use std::io;
use std::path::{Path, PathBuf};
use std::time::Instant;

use crate::journal::frame;
use crate::journal::frame::Opening;
use crate::store::desk::parent;
use crate::store::names;
use crate::store::session::begin::make_folders;
use crate::store::session::{LAST_WAIT, State, Store};
use crate::store::words::Trouble;

impl Store {
    /// Brings everything to the disk, and lets the thread go.
    pub fn close(mut self) -> Result<(), Trouble> {
        if self.segment.is_none() {
            let news = self.desk.news();
            self.try_again(&news);
        }
        if self.thread.is_none() {
            self.desk.work_off(&self.disk);
        }
        let settled = self.desk.settle(LAST_WAIT);
        let _ = self.tick(Instant::now());
        if let (true, Some(file)) = (self.drafts.is_empty(), &self.draft_file) {
            let _harmless = self.disk.remove(file.path());
        }
        let state = self.state();
        self.desk.end();
        if settled && let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
        match state {
            State::NotSaved { why } => Err(Trouble::Unsaved { why }),
            State::Saving { .. } if !settled => {
                Err(Trouble::Unsaved { why: "the disk does not answer".to_owned() })
            }
            State::Saved | State::Saving { .. } => Ok(()),
        }
    }

    /// Whether this journal was begun here and nothing has been said in it.
    pub fn is_untouched(&self) -> bool {
        self.opening.took.is_empty()
            && self.n <= 1
            && self.lines.is_empty()
            && self.drafts.is_empty()
    }

    /// Takes away a journal in which nothing was said. What others put into its folder stays, and
    /// the folder with it.
    pub fn discard(mut self) {
        let segment = self.segment.take().map(|(handle, _)| handle.path().to_owned());
        let _settled = self.desk.settle(LAST_WAIT);
        let draft = self.draft_file.take().map(|file| file.path().to_owned());
        for file in segment.into_iter().chain(draft) {
            let _harmless = self.disk.remove(&file);
        }
        for folder in [self.folder.join(names::LOG), self.folder.join(names::DRAFT)] {
            let _harmless = self.disk.remove_dir(&folder);
        }
        let _harmless = self.disk.remove_dir(&self.folder);
    }

    /// Writes all there is to a new folder in `place`, and gives its path.
    pub fn save_elsewhere(&self, place: &Path) -> Result<PathBuf, Trouble> {
        let name = self.folder.file_name().unwrap_or_default().to_string_lossy();
        let folder = place.join(format!("fieldbook-{name}-{}", names::short()));
        let cannot = |error: io::Error| Trouble::disk("writing", &folder, &error);
        self.disk.make_dir(&folder).map_err(cannot)?;
        make_folders(&self.disk, &folder).map_err(cannot)?;
        let log = self.folder.join(names::LOG);
        for entry in self.disk.list(&log).unwrap_or_default() {
            let Some(segment) = names::segment_of(&entry.name) else { continue };
            let Ok(bytes) = self.disk.read(&entry.path, u64::MAX) else { continue };
            self.put(&names::segment(&folder, segment), &bytes).map_err(cannot)?;
        }
        let run = names::run(self.n + 1);
        let opening = Opening { run: run.clone(), took: Vec::new(), ..self.opening.clone() };
        let mut bytes = frame::encode_head(self.n + 1, self.began, &opening, &self.head);
        self.lines.iter().for_each(|line| bytes.extend_from_slice(line));
        self.put(&names::segment(&folder, &run), &bytes).map_err(cannot)?;
        self.put(&names::draft(&folder, &run, 0), &self.drafts.lines()).map_err(cannot)?;
        Ok(folder)
    }

    fn put(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let handle = self.disk.create(path)?;
        self.disk.append(&handle, bytes)?;
        self.disk.sync(&handle)?;
        self.disk.sync_dir(&parent(path))
    }
}
