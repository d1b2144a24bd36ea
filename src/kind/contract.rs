//! What a kind of step must be able to do. Nothing here draws, and nothing knows whose turn it is.

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use serde::{Deserialize, Serialize};

use crate::base::id::{ItemId, StepId};
use crate::base::page::{Block, Page};
use crate::base::problem::Problem;
use crate::base::span::Spanned;
use crate::expr::{Scope, Value, Which};
use crate::key::{Hint, Key};
use crate::prose::{Edit, Position};
use crate::widget::theme::Theme;
use crate::written::fields::Fields;
use crate::written::tree::Node;

/// A kind of step as an author wrote it in a protocol.
pub trait Kind: Sized {
    /// What a participant gives.
    type Answer;
    /// What takes it from them.
    type Editor: Editor<Answer = Self::Answer>;

    /// Reads this kind's own keys. Problems are noted in the fields; what could be read stands.
    fn read(fields: &mut Fields<'_, '_>) -> Self;
    /// Whether this answer may stand: asked when answering, and again when replaying.
    fn admits(&self, answer: &Self::Answer) -> Result<(), Refusal>;
    /// An editor, fresh or going on from what was there before.
    fn open(&self, opening: &Opening<'_, Self::Answer>) -> Self::Editor;
    /// What conditions and quotations may see of an answer.
    fn value(&self, answer: &Self::Answer) -> Value;
    /// A part of an answer as a whole that its value does not have by itself: `{web.leaves}`.
    /// Worked out only when it is asked for.
    fn part(&self, _answer: &Self::Answer, _name: &str) -> Option<Value> {
        None
    }
    /// The parts that may be asked of it, of its items, and of theirs: `{reality.count}`.
    fn parts(&self) -> Vec<String> {
        Vec::new()
    }
    /// What an answer is, for conditions that compare it.
    fn shape(&self) -> Shape {
        Shape::Other
    }
    /// The answer on the journal's page.
    fn write(&self, answer: &Self::Answer, page: &mut Page);
    /// Several answers to one question on the page, each with what stands beside it: whose it is, or
    /// what it is about; empty where that may not be known.
    fn write_all(&self, answers: &[(String, &Self::Answer)], page: &mut Page) {
        for (beside, answer) in answers {
            page.add(Block::Voice(beside.clone()));
            self.write(answer, page);
        }
    }
    /// Answers without names, taken apart where one person gave several things, so that nothing says
    /// which of them belong together. A text stays whole.
    fn unlinked(&self, answers: Vec<Self::Answer>) -> Vec<Self::Answer> {
        answers
    }
    /// An answer from a file of answers.
    fn given(&self, given: &Given<'_>) -> Result<Self::Answer, Problem>;
    /// Whether the step has a place in the conversation at all, given what came before.
    fn stands(&self, _scope: &dyn Scope) -> bool {
        true
    }
    /// Whether it asks for something that a participant may pass.
    fn asks(&self) -> bool {
        true
    }
    /// The steps whose hidden answers everybody may see once this step has been gone through.
    fn reveals(&self) -> Vec<StepId> {
        Vec::new()
    }
    /// What it looks at in an earlier session.
    fn looks_back(&self) -> Option<LooksBack<'_>> {
        None
    }
    /// The names of items that a loop over this step goes through; `None` where it has no items.
    fn items(_answer: &Self::Answer) -> Option<Vec<ItemId>> {
        None
    }
    /// Whether a loop may go over this kind's answers.
    const HAS_ITEMS: bool = false;
    /// Whether its items are chosen among others, and keep the names those have.
    const CHOOSES: bool = false;
    /// Whether one step of it goes through all the people it is for.
    const GOES_ROUND: bool = false;
    /// What several people's answers come to as one value, where that is more than all of them in a
    /// row.
    fn together(_values: &[Value]) -> Option<Value> {
        None
    }
}

/// What the answers of a kind are, for conditions that compare them.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// Words.
    Words,
    /// A number between two others.
    Number(f64, f64),
    /// One of several options; their ids and words, where the author wrote all of them.
    One(Option<Vec<String>>),
    /// Several items or options; the same.
    Several(Option<Vec<String>>),
    /// Anything else.
    Other,
}

/// What a step looks at in an earlier session.
#[derive(Debug)]
pub struct LooksBack<'a> {
    /// The id of the protocol of that session, if it is another.
    pub protocol: Option<&'a str>,
    /// Which session it is.
    pub which: Which,
    /// The steps whose answers are shown, by their names.
    pub steps: Vec<&'a str>,
    /// Whether earlier words stand before the new ones on purpose.
    pub contrast: bool,
}

/// An answer as a file of answers gives it.
pub struct Given<'a> {
    /// What is written there.
    pub node: &'a Spanned<Node>,
    /// The file.
    pub source: &'a str,
    /// The answers before it.
    pub scope: &'a dyn Scope,
}

impl<'a> Given<'a> {
    /// A problem at this answer.
    pub fn problem(&self, message: impl Into<String>) -> Problem {
        Problem::new("answer", self.node.span, message)
    }

    /// The answer as words.
    pub fn words(&self) -> Result<String, Problem> {
        words_of(self.node, self.source)
            .ok_or_else(|| self.problem("this step wants words").hint("write text after the colon"))
    }

    /// The answer as a list; a single value is a list of one.
    pub fn items(&self) -> Vec<Given<'a>> {
        let given = |node| Given { node, source: self.source, scope: self.scope };
        match &self.node.value {
            Node::List(items) => items.iter().map(given).collect(),
            _ => vec![given(self.node)],
        }
    }

    /// The part of the answer called `key`.
    pub fn part(&self, key: &str) -> Option<Given<'a>> {
        let Node::Map(entries) = &self.node.value else { return None };
        let entry = entries.iter().find(|entry| entry.key.value == key)?;
        Some(Given { node: &entry.value, source: self.source, scope: self.scope })
    }
}

/// A scalar as it was written.
pub fn words_of(node: &Spanned<Node>, source: &str) -> Option<String> {
    match &node.value {
        Node::Text(text) => Some(text.trim_end().to_owned()),
        Node::Number(_) | Node::YesNo(_) => Some(node.span.of(source).to_owned()),
        Node::Nothing | Node::List(_) | Node::Map(_) => None,
    }
}

/// What an editor starts from.
pub struct Opening<'a, A> {
    /// Earlier answers, cut down to what may be seen.
    pub scope: &'a dyn Scope,
    /// What stands in this place already.
    pub earlier: Option<&'a A>,
    /// The names of all items that were ever given here: a new item must not take one of them.
    pub used: &'a [ItemId],
    /// What was being typed here when it was last left.
    pub draft: Option<&'a Draft>,
    /// How long the step may take, when the protocol says.
    pub time: Option<Duration>,
}

/// The part of a kind that takes input.
pub trait Editor {
    /// What it gives.
    type Answer;

    /// One thing the participant did.
    fn on(&mut self, input: Input<'_>) -> Reply;
    /// What has been given so far: nothing, an answer, or why it cannot stand yet.
    fn answer(&self) -> Result<Option<Self::Answer>, Refusal>;
    /// Something worth saying before going on, such as "nothing is written yet". Said once; going
    /// on again goes on.
    fn advice(&self) -> Option<String> {
        None
    }
    /// Everything that would be lost if the lid were closed now.
    fn draft(&self) -> Draft;
    /// What changed since the last call, if that is less than the whole draft.
    fn edits(&mut self) -> Option<Vec<TextEdit>> {
        None
    }
    /// The keys of this place.
    fn hints(&self) -> Vec<Hint>;
    /// One word of plain mode, after a colon, and what follows it: `:drop 2`.
    fn word(&mut self, _word: &str, _rest: &str) -> Reply {
        Reply::Ignored
    }
    /// Whether letters are text here.
    fn types(&self) -> bool {
        false
    }
    /// Whether Enter may be part of the answer here, so that it cannot mean "go on".
    fn takes_enter(&self) -> bool {
        false
    }
    /// How often it wants to hear of passing time; `None` lets the program sleep.
    fn pace(&self) -> Option<Duration> {
        None
    }
    /// Whether a bell is due since the last call.
    fn rings(&mut self) -> bool {
        false
    }
    /// The text that `$EDITOR` may take over, if there is one.
    fn passage(&self) -> Option<String> {
        None
    }
    /// What was cut last from a text here, to be put somewhere else.
    fn cut(&self) -> Option<&str> {
        None
    }
    /// Takes over what was cut somewhere else.
    fn take_cut(&mut self, _cut: &str) {}
    /// A promise in the making and its day, once both have been come to.
    fn promised(&self) -> Option<(String, String)> {
        None
    }
    /// Which text has the caret, where there are several.
    fn focus(&self) -> usize {
        0
    }
    /// How long that text is, in bytes.
    fn length(&self) -> usize {
        0
    }
    /// About how many words are meant, where the protocol says.
    fn guide(&self) -> Option<u32> {
        None
    }
    /// How many rows it would fill at this width if there were no limit.
    fn height(&self, width: u16) -> u16;
    /// What stands here already, in lines, for plain mode.
    fn lines(&self) -> Vec<String>;
    /// What the next line of plain mode is: "Your answer", "Another, or an empty line to go on".
    fn line_label(&self) -> String;
}

/// One thing a participant did.
#[derive(Clone, Copy, Debug)]
pub enum Input<'a> {
    /// A key pressed.
    Key(Key),
    /// Text pasted.
    Paste(&'a str),
    /// A whole line, in plain mode.
    Line(&'a str),
    /// The mouse, in cells from the editor's corner.
    Click {
        /// Cells from the left.
        column: u16,
        /// Cells from the top.
        row: u16,
        /// Whether a selection is being drawn out.
        extend: bool,
    },
    /// Time passed.
    Elapsed(Duration),
    /// The room there is to draw in, in cells.
    Fit {
        /// Cells across.
        width: u16,
        /// Cells down.
        height: u16,
    },
    /// The passage as it came back from `$EDITOR`.
    Rewritten(&'a str),
}

/// What came of it.
#[derive(Clone, Debug, PartialEq)]
pub enum Reply {
    /// It means nothing here.
    Ignored,
    /// Only the view or the place in it changed.
    Moved,
    /// What is being written changed.
    Changed,
    /// The participant is done with this step.
    Done,
    /// It was not taken, for this reason; nothing changed.
    Refused(String),
}

/// Why an answer may not stand, in words for the person who gave it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The answer belongs to another kind of step.
    #[error("this answer belongs to another kind of step")]
    WrongKind,
    /// It needs something more, or something else.
    #[error("{0}")]
    Because(String),
}

/// An answer in the making: what would be lost if the lid were closed now. One shape for all
/// kinds, so that edits can be replayed without knowing the kind.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Draft {
    /// Texts, each with its caret.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub texts: Vec<Passage>,
    /// Ids of the items or rows that the texts belong to, where they have them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ids: Vec<String>,
    /// Ids of what is chosen.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub chosen: Vec<String>,
    /// A number, where one is being set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<f64>,
    /// Which text or option has the caret.
    pub focus: usize,
    /// Time already spent, in milliseconds, where a clock runs.
    pub spent_ms: u64,
}

impl Draft {
    /// Whether it holds nothing that anyone wrote, chose or set.
    pub fn is_blank(&self) -> bool {
        let blank = |passage: &Passage| passage.text.trim().is_empty();
        self.texts.iter().all(blank) && self.chosen.is_empty() && self.number.is_none()
    }
}

/// A text in the making, and where the caret stands in it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Passage {
    /// The text.
    pub text: String,
    /// Caret, selection and scroll.
    #[serde(default)]
    pub at: Position,
}

/// A change to one text of a draft.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TextEdit {
    /// Which text.
    pub text: usize,
    /// What changed in it, in order.
    pub edits: Vec<Edit>,
    /// Where the caret stands now.
    pub at: Position,
}

/// What of an editor is drawn. Implemented in the `view.rs` of each kind, and nowhere else.
pub trait View {
    /// Draws into `area`, as laid out by the last `Fit`. Gives the cell of the caret.
    fn draw(&self, area: Rect, buf: &mut Buffer, theme: &Theme) -> Option<(u16, u16)>;
}
