//! The prose editor: a text and a caret in it, in a window of so many cells. Pure: no terminal, no
//! disk, no clock. What it costs to take a key does not depend on how long the text is.

mod acts;
mod cluster;
mod edit;
mod history;
mod keys;
mod layout;
mod motion;
mod text;
mod view;
pub mod width;
mod words;
mod wrap;

#[cfg(test)]
mod tests;

pub use edit::{Edit, apply_edit, clean_in};
pub use keys::{Act, KEYS, Motion};
pub use view::Row;
pub use wrap::rows;

use std::cell::RefCell;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use history::{Doing, History, Stand, Step};
use layout::Layout;
use text::Text;

/// Most bytes of a text that typing and pasting may make.
pub const LONGEST: usize = 1024 * 1024;

const NO_ROOM_FOR_PASTE: &str = "That paste would make this answer longer than 1 MiB, so none of it \
                                 was taken; it is still in your clipboard.";
/// What is said when nothing more goes in.
pub const NO_ROOM: &str = "This answer is 1 MiB long, and that is the most it can hold.";

/// What Enter does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Nothing; whoever holds the text decides.
    Line,
    /// It begins a new line.
    Long,
}

/// What came of a key, a paste or a click.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Happened {
    /// Nothing: it means nothing here.
    Ignored,
    /// Caret, selection or view changed; the text did not.
    Moved,
    /// The text changed.
    Changed,
    /// It was not taken, for this reason; nothing changed.
    Refused(&'static str),
}

/// Where one is in a text, in bytes of it: enough to come back to it exactly.
#[derive(Serialize, Deserialize, Default, Clone, Copy, Debug, PartialEq, Eq)]
#[serde(default)]
pub struct Position {
    /// The caret.
    pub caret: usize,
    /// The other end of the selection, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub anchor: Option<usize>,
    /// Where the first visible row begins.
    pub top: usize,
}

/// A text being written.
#[derive(Clone, Debug)]
pub struct Prose {
    text: Text,
    form: Form,
    /// Always between clusters.
    caret: usize,
    /// The other end of the selection; never the caret itself for long.
    anchor: Option<usize>,
    /// Whether the caret, standing between two rows, is shown at the end of the upper one.
    leans: bool,
    /// The column that moving up and down keeps to.
    goal: Option<usize>,
    width: u16,
    height: u16,
    /// A place in the first visible row.
    top: usize,
    layout: Layout,
    /// Rows from the beginning of the text, for those who ask how many there are.
    head: RefCell<Layout>,
    history: History,
    edits: Vec<Edit>,
    /// What was cut, and whether cutting is still going on.
    cut: String,
    cutting: bool,
    /// Most bytes that typing and pasting may make of it.
    most: usize,
}

impl Prose {
    /// An empty text.
    pub fn new(form: Form) -> Self {
        Self::with(form, "")
    }

    /// A text that is there already, to the letter; the caret stands at its end.
    pub fn with(form: Form, text: &str) -> Self {
        const WIDTH: u16 = 80;
        Self {
            text: Text::new(text),
            form,
            caret: text.len(),
            anchor: None,
            leans: false,
            goal: None,
            width: WIDTH,
            height: 0,
            top: 0,
            layout: Layout::new(cells_for_text(WIDTH)),
            head: RefCell::default(),
            history: History::default(),
            edits: Vec::new(),
            cut: String::new(),
            cutting: false,
            most: LONGEST,
        }
    }

    /// Lets typing and pasting make it no longer than this many bytes: it shares its room with
    /// others.
    pub fn within(&mut self, most: usize) {
        self.most = most.min(LONGEST);
    }

    /// The text, to the letter.
    pub fn text(&self) -> String {
        self.text.whole()
    }

    /// How many bytes it has.
    pub fn len(&self) -> usize {
        self.text.len()
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.text.len() == 0
    }

    /// Whether there is nothing in it but white space.
    pub fn is_blank(&self) -> bool {
        self.text.pieces().all(|piece| piece.chars().all(char::is_whitespace))
    }

    /// What was cut last.
    pub fn cut(&self) -> &str {
        &self.cut
    }

    /// Takes over what was cut in another text, so that it can be put here.
    pub fn take_cut(&mut self, cut: &str) {
        if !cut.is_empty() && self.cut != cut {
            cut.clone_into(&mut self.cut);
        }
        self.cutting = false;
    }

    /// What is selected, in bytes of the text.
    pub fn selection(&self) -> Option<Range<usize>> {
        let anchor = self.anchor.filter(|anchor| *anchor != self.caret)?;
        Some(anchor.min(self.caret)..anchor.max(self.caret))
    }

    /// Takes a paste: line ends become `\n`, everything else stays to the letter, and nothing in it
    /// is a key.
    pub fn paste(&mut self, text: &str) -> Happened {
        let text = clean_in(text);
        if text.is_empty() {
            return Happened::Ignored;
        }
        self.cutting = false;
        self.write(&text, Doing::Else, NO_ROOM_FOR_PASTE)
    }

    /// Puts another text in the place of this one, as one change that can be undone. The caret
    /// stands at its end. However long it is, it is taken: the words are there already.
    pub fn replace_all(&mut self, text: &str) {
        let text = clean_in(text);
        let before = self.text();
        let (range, words) = edit::difference(&before, &text);
        if !range.is_empty() || !words.is_empty() {
            self.change(Doing::Else, range, words, Stand { caret: text.len(), anchor: None });
            self.history.pause();
        }
        self.stand(text.len(), false);
        self.anchor = None;
        self.cutting = false;
        self.settle();
    }

    /// Caret, selection and scroll.
    pub fn position(&self) -> Position {
        let anchor = self.anchor.filter(|anchor| *anchor != self.caret);
        let row = self.layout.row(self.layout.row_of(self.top));
        let top = row.filter(|_| self.layout.covers(self.top)).map_or(self.top, |(start, _)| start);
        Position { caret: self.caret, anchor, top }
    }

    /// Goes back to where one was. Places that are none are taken as the nearest that is one.
    pub fn restore(&mut self, at: Position) {
        self.history.pause();
        self.cutting = false;
        self.anchor = at.anchor.map(|anchor| self.between(anchor, false));
        let caret = self.between(at.caret, false);
        self.stand(caret, false);
        self.top = self.text.floor(at.top);
        self.settle();
    }

    /// What changed since the last call, in order.
    pub fn take_edits(&mut self) -> Vec<Edit> {
        std::mem::take(&mut self.edits)
    }

    /// Puts `words` in the place of the selection, or at the caret.
    fn write(&mut self, words: &str, doing: Doing, no_room: &'static str) -> Happened {
        let range = self.selection().unwrap_or(self.caret..self.caret);
        let longer = words.len() > range.len();
        if longer && self.text.len() - range.len() + words.len() > self.most {
            return Happened::Refused(no_room);
        }
        let caret = range.start + words.len();
        self.change(doing, range, words, Stand { caret, anchor: None });
        self.settle();
        Happened::Changed
    }

    /// Changes the text, in a way that can be undone, and leaves the caret at `after`.
    fn change(&mut self, doing: Doing, range: Range<usize>, words: &str, after: Stand) {
        let before = Stand { caret: self.caret, anchor: self.anchor };
        let at = range.start;
        let was = self.replace(range, words);
        // What now meets there may have become one letter.
        let caret = self.between(after.caret, !words.is_empty());
        let step = Step { at, len: words.len(), was };
        self.history.note(doing, step, before, Stand { caret, ..after });
        self.anchor = after.anchor;
        self.stand(caret, false);
    }

    /// The one way in which the text changes. Gives what was there.
    fn replace(&mut self, range: Range<usize>, words: &str) -> String {
        let was = self.text.slice(range.clone()).into_owned();
        self.text.replace(range.clone(), words);
        self.layout.changed(&self.text, range.start, was.len(), words.len());
        self.head.get_mut().changed(&self.text, range.start, was.len(), words.len());
        edit::note(&mut self.edits, range.start, was.len(), words);
        if self.top >= range.end {
            self.top = self.top - was.len() + words.len();
        } else {
            self.top = self.top.min(range.start);
        }
        was
    }

    /// Puts the caret somewhere; moving up or down begins anew from there.
    fn stand(&mut self, caret: usize, leans: bool) {
        self.caret = caret;
        self.leans = leans;
        self.goal = None;
    }
}

/// Cells of a row of text in a window of this width: one column stays free for the caret.
fn cells_for_text(width: u16) -> usize {
    usize::from(width).saturating_sub(1).max(1)
}
