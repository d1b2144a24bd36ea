//! The step one is at: its words, quotations filled in, and what takes the answer.

use std::time::Duration;

use ratatui::layout::Rect;

use crate::advice::{self, Watch, Written};
use crate::journal::draft::{Change, Whole};
use crate::key::Code;
use crate::kind::Editor;
use crate::kind::contract::{Draft, Input, Opening, Reply};
use crate::screen::conversation::Unsaved;
use crate::screen::conversation::layout::{Layout, layout};
use crate::screen::conversation::timing::Timing;
use crate::screen::help::Leaf;
use crate::session::{Eyes, Session, Slot};
use crate::widget::wrap;

/// The step one is at.
#[derive(Debug)]
pub(super) struct Open {
    pub slot: Slot,
    pub editor: Editor,
    pub title: String,
    pub say: String,
    pub ask: String,
    hint: String,
    example: String,
    listen_for: String,
    pub timing: Timing,
    pub spent: Duration,
    /// Whether anything was written here that is not yet an answer.
    pub touched: bool,
    /// Whether something worth saying before going on has been said.
    pub advised: bool,
    /// First visible row of the words, where they are longer than the room for them.
    pub words_top: u16,
    kept: Kept,
    watch_for: Vec<Watch>,
    language: String,
    /// What is gently remarked on what is written here so far.
    pub remark: Option<String>,
    /// Whether a bell of the step's time is due.
    pub rings: bool,
    pub area: Rect,
}

/// How much of the answer in the making has been handed over to be written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kept {
    /// Nothing, and nothing has to be.
    Nothing,
    /// Nothing yet, although there is something.
    NotYet,
    /// All of it.
    All,
    /// All but the latest changes.
    Behind,
}

impl Kept {
    /// After a change.
    fn behind(self) -> Self {
        match self {
            Self::Nothing | Self::NotYet => Self::NotYet,
            Self::All | Self::Behind => Self::Behind,
        }
    }
}

impl Open {
    /// The step of `slot`, going on from a draft or from what stands there.
    pub fn new(session: &Session, slot: &Slot, draft: Option<&Draft>) -> Option<Self> {
        let step = session.step_of(slot)?;
        let sight = session.sight(slot);
        let used = session.items_ever(slot);
        let count = if slot.by.is_some() { 1 } else { session.setting().count() };
        let (earlier, time) = (session.begins_with(slot), step.time.of(count));
        let opening = Opening { scope: &sight, earlier, used: &used, draft, time };
        let seen = session.seen_step(slot, &Eyes::Asked)?;
        let spent = Duration::from_millis(draft.map_or(0, |draft| draft.spent_ms));
        Some(Self {
            slot: slot.clone(),
            editor: step.spec.open(&opening),
            title: seen.heading_on_page(),
            say: seen.say,
            ask: seen.ask,
            hint: step.hint.fill(&sight),
            example: step.example.fill(&sight),
            listen_for: step.listen_for.fill(&sight),
            timing: Timing::new(step.time, count, spent),
            spent,
            touched: draft.is_some_and(|draft| !draft.is_blank()),
            advised: false,
            words_top: 0,
            kept: Kept::Nothing,
            watch_for: step.watch_for.clone(),
            language: session.protocol().language.clone(),
            remark: None,
            rings: false,
            area: Rect::default(),
        })
    }

    /// Where everything stands in the room there is.
    pub fn layout(&self) -> Layout {
        layout(self.area, &self.say, &self.ask, |width| self.editor.height(width))
    }

    /// Lays everything out.
    pub fn fit(&mut self, area: Rect) {
        self.area = area;
        let Layout { field, say, .. } = self.layout();
        self.editor.on(Input::Fit { width: field.width, height: field.height });
        let rows = wrap::count(&self.say, usize::from(say.width));
        self.words_top = self.words_top.min(rows.saturating_sub(say.height));
    }

    /// One thing the participant did.
    pub fn on(&mut self, input: Input<'_>) -> Reply {
        let reply = match input {
            Input::Click { column, row, extend } => {
                let Layout { field, .. } = self.layout();
                if row < field.y || column < field.x {
                    return Reply::Ignored;
                }
                let (column, row) = (column - field.x, row - field.y);
                self.editor.on(Input::Click { column, row, extend })
            }
            other => self.editor.on(other),
        };
        self.note(&reply);
        // A line of plain mode that is done at once may yet be held up by advice.
        if matches!((&reply, input), (Reply::Done, Input::Line(line)) if !line.trim().is_empty()) {
            self.kept = self.kept.behind();
            self.touched = true;
        }
        match (reply, input) {
            (Reply::Ignored, Input::Key(key)) => self.scroll(key.code),
            (reply, _) => reply,
        }
    }

    /// One word of plain mode.
    pub fn word(&mut self, word: &str, rest: &str) -> Reply {
        let reply = self.editor.word(word, rest);
        self.note(&reply);
        reply
    }

    /// Looks at what is written here so far, if the protocol asks for that.
    pub fn look(&mut self) {
        // A remark is for what was written just now, not for a chapter.
        const LOOKED_AT: usize = 64 * 1_024;
        if self.watch_for.is_empty() {
            return;
        }
        let text = self.editor.short_passage(LOOKED_AT).unwrap_or_default();
        let language = self.language.as_str();
        let found = self.watch_for.iter().find_map(|watch| match watch {
            Watch::Dateless => {
                let (text, date) = self.editor.promised()?;
                let written = Written { text: &text, caret: None, date: &date, people: &[] };
                advice::remark_on(*watch, &written, language)
            }
            _ => advice::remark(*watch, &text, language),
        });
        self.remark = found.map(|remark| remark.says);
    }

    fn note(&mut self, reply: &Reply) {
        if matches!(reply, Reply::Changed | Reply::Moved) {
            self.look();
        }
        match reply {
            Reply::Changed => {
                self.kept = self.kept.behind();
                self.touched = true;
                self.advised = false;
            }
            // The caret is kept too, once there is something it stands in.
            Reply::Moved if self.touched => self.kept = self.kept.behind(),
            Reply::Done if self.editor.types() => self.kept = self.kept.behind(),
            Reply::Moved | Reply::Done | Reply::Ignored | Reply::Refused(_) => {}
        }
    }

    /// Scrolls words that are longer than the room for them.
    fn scroll(&mut self, code: Code) -> Reply {
        let Layout { say, .. } = self.layout();
        let rows = wrap::count(&self.say, usize::from(say.width));
        let last = rows.saturating_sub(say.height);
        let page = say.height.max(2) - 1;
        let top = match code {
            Code::Up => self.words_top.saturating_sub(1),
            Code::Down => self.words_top.saturating_add(1),
            Code::PageUp => self.words_top.saturating_sub(page),
            Code::PageDown => self.words_top.saturating_add(page),
            _ => return Reply::Ignored,
        };
        self.words_top = top.min(last);
        Reply::Moved
    }

    /// Whether a clock runs here that is to go on where it was left.
    pub fn is_timed(&self) -> bool {
        self.timing.target().is_some() && !self.spent.is_zero()
    }

    /// Makes the time spent here something to be written down.
    pub fn keep_time(&mut self) {
        if self.is_timed() {
            self.kept = self.kept.behind();
        }
    }

    /// Everything that would be lost if the lid were closed now.
    pub fn draft(&self) -> Draft {
        Draft { spent_ms: self.spent.as_millis() as u64, ..self.editor.draft() }
    }

    /// What is to be written down since the last call.
    pub fn unsaved(&mut self, whole: bool) -> Option<Unsaved> {
        let before = self.kept;
        if !whole && !matches!(before, Kept::NotYet | Kept::Behind) {
            return None;
        }
        self.kept = Kept::All;
        let edits = self.editor.edits().filter(|_| before == Kept::Behind && !whole);
        Some(match edits {
            Some(edits) => {
                let focus = self.editor.focus();
                let spent_ms = self.spent.as_millis() as u64;
                Unsaved::Change(self.slot.clone(), Change { edits, focus, spent_ms })
            }
            None => Unsaved::Whole(Whole { slot: self.slot.clone(), draft: self.draft() }),
        })
    }

    /// How many words are written, where there are clearly more than were meant.
    pub fn words_beyond(&self, guide: u32) -> Option<usize> {
        // Counting is for short texts; nobody needs to be told that a long one is long.
        const COUNTED: usize = 16 * 1_024;
        let text = self.editor.short_passage(COUNTED)?;
        let words = text.split_whitespace().count();
        (words > guide as usize + guide as usize / 2).then_some(words)
    }

    /// The whole question, with help for someone who is stuck.
    pub fn help(&self) -> Leaf {
        let question = [self.say.as_str(), self.ask.as_str()].join("\n\n");
        let guide = self.editor.guide().map(|words| format!("About {words} words are meant."));
        let parts = vec![
            (String::new(), question.trim().to_owned()),
            ("If you are stuck".to_owned(), self.hint.clone()),
            ("An example".to_owned(), self.example.clone()),
            ("Length".to_owned(), guide.unwrap_or_default()),
            ("Worth listening for".to_owned(), self.listen_for.clone()),
        ];
        let title = if self.title.is_empty() { "This question" } else { &self.title };
        Leaf::new(title, parts)
    }
}
