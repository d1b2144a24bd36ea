//! How safe everything is, and what is done about it: waiting, trying again, starting anew.

use std::time::{Duration, Instant};

use crate::store::desk::{News, Which, parent};
use crate::store::names;
use crate::store::session::begin::make_folders;
use crate::store::session::{AGAIN, State, Store};
use crate::store::words::plain;

impl Store {
    pub(super) fn fail(&mut self, why: String) {
        self.desk.give_up(Which::Facts, &why);
        self.segment = None;
        // What is in the old file stays there; a new one holds all of it once more.
        self.draft_file = None;
        self.failed = Some(why);
        self.again = Some(Instant::now() + AGAIN);
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
            }
            Err(error) => self.fail(plain(&error)),
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
        }
        if facts_safe {
            self.empty_drafts();
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
        if self.disk.identity(handle.path()).ok() != Some(*identity) {
            self.desk.forget_durable(0);
            self.fail("the folder of this conversation is gone".to_owned());
            self.again = Some(now);
        }
    }
}
