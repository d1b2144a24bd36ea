//! How safe everything is, and what is done about it: waiting, trying again, starting anew.

use std::time::{Duration, Instant};

use crate::store::desk::{News, Which, parent};
use crate::store::names;
use crate::store::session::begin::make_folders;
use crate::store::session::{AGAIN, LARGE, SOON, State, Store};
use crate::store::words::plain;

impl Store {
    pub(super) fn fail(&mut self, why: String) {
        self.desk.give_up(Which::Facts, &why);
        // What is in the old files stays there until new ones hold all of it once more.
        let segment = self.segment.take().map(|(handle, _)| handle.path().to_owned());
        let first = self.first.as_ref().map(|handle| handle.path().to_owned());
        let drafts = self.draft_file.take().map(|file| file.path().to_owned());
        self.stale.extend(segment.filter(|path| Some(path) != first.as_ref()));
        self.stale.extend(drafts);
        self.failed = Some(why);
        self.failures = self.failures.saturating_add(1);
        let doubled = self.failures.saturating_sub(SOON).min(5);
        self.again = Some(Instant::now() + AGAIN * 2_u32.pow(doubled));
    }

    /// Writes everything that is not known to be safe to new files.
    pub(super) fn try_again(&mut self, news: &News) {
        let safe = (news.facts_durable as usize).saturating_sub(1).min(self.lines.len());
        let gone = !self.folder.join(names::LOG).is_dir();
        let from = if gone { 0 } else { safe };
        if gone {
            self.desk.forget_durable(0);
            let _ = self.disk.make_all(&parent(&self.folder));
            let _ = self.disk.make_dir(&self.folder);
        }
        let name = names::run(self.n + 1);
        let begun = make_folders(&self.disk, &self.folder)
            .and_then(|()| self.start_segment(&name, from, vec![parent(&self.folder)]));
        match begun {
            Ok(()) => {
                self.again = None;
                if !self.drafts.is_empty() {
                    self.renew_drafts();
                }
                if self.segment.is_some() {
                    for path in std::mem::take(&mut self.stale) {
                        let _harmless = self.disk.remove(&path);
                    }
                }
            }
            Err(error) => self.fail(plain(&error)),
        }
    }

    /// Begins another segment once the present one is large and safe.
    fn roll_over(&mut self) {
        if self.segment.is_some() && self.segment_length > LARGE {
            let name = names::run(self.n + 1);
            if let Err(error) = self.start_segment(&name, self.lines.len(), Vec::new()) {
                self.fail(plain(&error));
            }
        }
    }

    /// How safe everything is.
    pub fn state(&self) -> State {
        if let Some(why) = &self.failed {
            return State::NotSaved { why: why.clone() };
        }
        let news = self.desk.news();
        let behind = news.facts_durable < self.lines.len() as u64 + 1
            || news.drafts_durable < self.drafts.changes;
        if behind { State::Saving { since: news.waiting } } else { State::Saved }
    }

    /// Whether a fact was handed over that a power cut could still undo.
    pub fn answer_pending(&self) -> bool {
        let waiting = self.desk.news().facts_durable < self.lines.len() as u64 + 1;
        self.failed.is_none() && waiting
    }

    /// Does what is due. Gives the time after which it wants to be asked again, if it does.
    pub fn tick(&mut self, now: Instant) -> Option<Duration> {
        let news = self.desk.news();
        if let Some(why) = news.facts_failed.clone().or_else(|| news.drafts_failed.clone())
            && self.segment.is_some()
        {
            self.fail(why);
        }
        self.look_for_folder(now);
        if let Some(again) = self.again {
            if now < again {
                return Some(again - now);
            }
            self.try_again(&news);
            return self.again.map(|again| again.saturating_duration_since(now));
        }
        let facts_safe = news.facts_durable > self.lines.len() as u64;
        let drafts_safe = news.drafts_durable >= self.drafts.changes || self.drafts.is_empty();
        if self.failed.is_some() && facts_safe && drafts_safe {
            self.failed = None;
            self.failures = 0;
        }
        if facts_safe {
            self.empty_drafts();
            self.roll_over();
        }
        // The thread wakes the program when something became safe; a disk that is slow must be
        // noticed without it.
        (!(facts_safe && drafts_safe)).then_some(AGAIN)
    }

    /// Empties the journal of drafts once all of them have become answers that are safe.
    fn empty_drafts(&mut self) {
        if self.drafts.is_empty() && self.draft_length > 0 {
            if let Some(file) = &self.draft_file
                && self.disk.empty(file).is_err()
            {
                // A draft that an answer has closed is not counted, wherever it stands.
                self.draft_file = None;
            }
            self.draft_length = 0;
            self.desk.handed(Which::Drafts, self.drafts.changes);
        }
    }

    /// Notices when the folder was moved or deleted under the program.
    fn look_for_folder(&mut self, now: Instant) {
        if now.saturating_duration_since(self.looked) < AGAIN {
            return;
        }
        self.looked = now;
        let Some((handle, Some(identity))) = &self.segment else { return };
        let drafts_gone = self.draft_file.as_ref().is_some_and(|file| {
            let there = self.disk.identity(file.path()).ok();
            self.disk.identity_of(file).is_ok_and(|ours| there != Some(ours))
        });
        if drafts_gone || self.disk.identity(handle.path()).ok() != Some(*identity) {
            self.desk.forget_durable(0);
            self.fail("the folder of this conversation is gone".to_owned());
            self.again = Some(now);
        }
    }
}
