//! `map`: what moves what: links between variables, and the loops they make.
//!
//! ```yaml
//! - step: links
//!   kind: map
//!   ask: What directly moves what?
//!   items: [errors, extra checks, time for handover]
//!   at_most: 6
//!   new_items: true
//!   sure: true
//! ```
//!
//! Keys: a variable is chosen by its number or a few of its letters; then + or -, the variable that
//! is moved, and whether it takes long. Loops are told as soon as links close them: R for one that
//! feeds itself, B for one that holds itself in check. `items_from` takes the variables from an
//! earlier list; `new_items: true` lets others be added; `sure: true` asks how each link is known:
//! data, experience or hunch; `at_most` is the most links; `start_from` names an earlier map, or
//! several people's, whose links stand there to begin with. The answer is the links, each with
//! `{link.from}`, `{link.sign}`, `{link.delay}` and `{link.to}`; `{links.variables}` are what they
//! join, and `{links.loops}` the loops in words.

mod editor;
mod keys;
mod names;
mod plain;
mod read;
mod rows;
mod sketch;
mod view;
mod words;

pub use editor::Editor;

use serde::{Deserialize, Serialize};

use crate::base::id::ItemId;
use crate::base::loops::{self, Loop};
use crate::base::page::{Block, Page};
use crate::base::plural::counted;
use crate::base::problem::Problem;
use crate::expr::{Expr, Scope, Value};
use crate::kind::contract::{Given, Kind, Opening, Refusal, Shape};
use crate::kind::part::options::{Chosen, Options};
use crate::written::fields::Fields;

/// Most variables where they are added one by one: more persuade nobody.
const MOST_VARIABLES: usize = 12;
/// Most links, and how many where nothing is said.
const MOST_LINKS: (u32, u32) = (60, 40);

/// The variables, and what is asked about each link.
#[derive(Clone, Debug, PartialEq)]
pub struct Spec {
    /// What can be linked.
    pub items: Options,
    /// Whether others may be added.
    pub new_items: bool,
    /// More links than these are not taken.
    pub at_most: usize,
    /// Whether it is asked how each link is known.
    pub sure: bool,
    /// The map whose links stand there to begin with.
    pub start_from: Option<Expr>,
}

/// The links, and the variables they join.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// Variables that are linked or were added, as they stood.
    pub variables: Vec<Chosen>,
    /// The links.
    pub links: Vec<Link>,
}

/// One thing moving another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// Its number, for as long as the map exists.
    pub id: u32,
    /// The id of what moves.
    pub from: String,
    /// Which way the other is moved.
    pub sign: Sign,
    /// The id of what is moved.
    pub to: String,
    /// Whether it takes long.
    #[serde(default, skip_serializing_if = "is_soon")]
    pub delay: bool,
    /// How it is known, where that was asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sure: Option<Sure>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands it over like this")]
fn is_soon(delay: &bool) -> bool {
    !delay
}

/// Which way a thing is moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Sign {
    /// The same way.
    #[serde(rename = "+")]
    Plus,
    /// The other way.
    #[serde(rename = "-")]
    Minus,
}

/// How a link is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sure {
    /// Someone counted.
    Data,
    /// Someone lived it.
    Experience,
    /// Someone thinks so.
    Hunch,
}

impl Sign {
    fn of(minus: bool) -> Self {
        if minus { Self::Minus } else { Self::Plus }
    }

    fn is_minus(self) -> bool {
        self == Self::Minus
    }

    fn letter(self) -> &'static str {
        if self.is_minus() { "-" } else { "+" }
    }

    fn called(word: &str) -> Option<Self> {
        names::sign(word).map(Self::of)
    }
}

impl Sure {
    const ALL: [Self; 3] = [Self::Data, Self::Experience, Self::Hunch];

    fn name(self) -> &'static str {
        match self {
            Self::Data => "data",
            Self::Experience => "experience",
            Self::Hunch => "hunch",
        }
    }

    fn called(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sure| sure.name() == word.to_lowercase())
    }
}

/// The loops among links.
fn loops_of(links: &[Link], variables: &[Chosen]) -> Vec<Loop> {
    let place = |id: &str| variables.iter().position(|variable| variable.id == id);
    let link = |link: &Link| loops::Link {
        from: place(&link.from).unwrap_or(0),
        to: place(&link.to).unwrap_or(0),
        minus: link.sign.is_minus(),
        late: link.delay,
    };
    loops::find(&links.iter().map(link).collect::<Vec<_>>()).loops
}

impl Answer {
    /// A variable in words.
    fn words(&self, id: &str) -> String {
        let found = self.variables.iter().find(|variable| variable.id == id);
        found.map(|variable| variable.text.clone()).unwrap_or_default()
    }

    fn variable(&self, id: &str) -> Value {
        Value::Choice { id: id.to_owned(), text: self.words(id) }
    }

    /// A link in words.
    fn link_in_words(&self, link: &Link) -> String {
        let (from, to) = (self.words(&link.from), self.words(&link.to));
        words::link(&from, &to, link.sign.is_minus(), link.delay)
    }

    /// A link as conditions and quotations see it.
    fn value(&self, link: &Link) -> Value {
        let choice =
            |id: &str, text: &str| Value::Choice { id: id.to_owned(), text: text.to_owned() };
        let sign = choice(link.sign.letter(), if link.sign.is_minus() { "−" } else { "+" });
        let sure = link.sure.map_or(Value::Nothing, |sure| choice(sure.name(), sure.name()));
        let parts = vec![
            ("from", self.variable(&link.from)),
            ("sign", sign),
            ("delay", Value::YesNo(link.delay)),
            ("to", self.variable(&link.to)),
            ("sure", sure),
        ];
        Value::item(&link.id.to_string(), &self.link_in_words(link), parts)
    }

    /// Each loop, with its words.
    fn loops(&self) -> Vec<(Loop, String)> {
        let told = |one: Loop| {
            let round = words::round(&one, &self.links, |id| self.words(id));
            (one, round)
        };
        loops_of(&self.links, &self.variables).into_iter().map(told).collect()
    }

    /// What a loop is known by, however many others there are: the links it goes through.
    fn name_of(&self, one: &Loop) -> String {
        let links = one.links.iter().filter_map(|at| self.links.get(*at));
        let part = |link: &Link| format!("{}{}", link.from, link.sign.letter());
        links.map(part).collect()
    }
}

impl Kind for Spec {
    type Answer = Answer;
    type Editor = Editor;
    const HAS_ITEMS: bool = true;

    fn read(fields: &mut Fields<'_, '_>) -> Self {
        let new_items = fields.yes_no("new_items").unwrap_or(false);
        let start_from = fields.list("start_from");
        // Variables may also be added one by one, or come with the links of another map.
        let items = Options::called("items", "items_from", &["start_from", "new_items"], fields);
        let given = ["items", "items_from", "start_from"].iter().any(|key| fields.has(key));
        if !given && fields.has("new_items") && !new_items {
            let message = "there are no variables here, and none may be added".to_owned();
            fields.problem("new_items", "at-odds", message, "write new_items: true, or add items:");
        }
        let (most, usual) = MOST_LINKS;
        let at_most = fields.count("at_most", 1, most).unwrap_or(usual) as usize;
        let sure = fields.yes_no("sure").unwrap_or(false);
        Self { items, new_items, at_most, sure, start_from }
    }

    fn admits(&self, answer: &Answer) -> Result<(), Refusal> {
        let no = |words: String| Err(Refusal::Because(words));
        if answer.variables.is_empty() {
            return no("there is nothing on this map".to_owned());
        }
        if answer.links.len() > self.at_most {
            return no(self.full());
        }
        for (at, link) in answer.links.iter().enumerate() {
            let known = |id: &String| answer.variables.iter().any(|variable| variable.id == *id);
            if !known(&link.from) || !known(&link.to) || link.from == link.to {
                return no("a link of this map leads nowhere".to_owned());
            }
            if answer.links[..at].iter().any(|other| other.id == link.id) {
                return no("two links of this map have the same number".to_owned());
            }
            if link.sure.is_some() && !self.sure && self.start_from.is_none() {
                return no("nobody asked here how a link is known".to_owned());
            }
        }
        Ok(())
    }

    fn open(&self, opening: &Opening<'_, Answer>) -> Editor {
        Editor::open(self, opening)
    }

    fn value(&self, answer: &Answer) -> Value {
        Value::List(answer.links.iter().map(|link| answer.value(link)).collect())
    }

    fn part(&self, answer: &Answer, name: &str) -> Option<Value> {
        match name {
            "variables" => Some(Value::List(answer.variables.iter().map(Chosen::value).collect())),
            "loops" => {
                let told = |(one, text): (Loop, String)| {
                    let text = format!("{text}; it {}", words::does(&one));
                    Value::Choice { id: answer.name_of(&one), text }
                };
                Some(Value::List(answer.loops().into_iter().map(told).collect()))
            }
            _ => None,
        }
    }

    fn parts(&self) -> Vec<String> {
        let parts = ["count", "first", "last", "id", "from", "sign", "delay", "to", "sure"];
        let whole = ["variables", "loops"];
        parts.into_iter().chain(whole).map(str::to_owned).collect()
    }

    fn shape(&self) -> Shape {
        Shape::Several(None)
    }

    fn write(&self, answer: &Answer, page: &mut Page) {
        let link = |link: &Link| {
            let sure = link.sure.map_or("", Sure::name);
            (answer.link_in_words(link), sure.to_owned())
        };
        page.add(Block::Items(answer.links.iter().map(link).collect()));
        let linked = |id: &String| {
            answer.links.iter().any(|link| link.from == *id || link.to == *id)
        };
        let alone = answer.variables.iter().filter(|variable| !linked(&variable.id));
        let alone: Vec<&str> = alone.map(|variable| variable.text.as_str()).collect();
        if !alone.is_empty() {
            page.add(Block::Quiet(format!("not linked: {}", alone.join("; "))));
        }
        let loops = answer.loops();
        let names = loops.iter().map(|(one, _)| one.clone()).collect::<Vec<_>>();
        let told = |((one, text), name): ((Loop, String), String)| {
            (text, format!("{name}, {}", words::does(&one)))
        };
        let told = loops.into_iter().zip(words::names(&names)).map(told);
        let told: Vec<(String, String)> = told.collect();
        let heading = match told.len() {
            0 => String::new(),
            count => format!("{} on this map:", counted(count, "loop", "loops")),
        };
        page.add(Block::Quiet(heading));
        page.add(Block::Items(told));
    }

    fn given(&self, given: &Given<'_>) -> Result<Answer, Problem> {
        read::given(self, given)
    }

    fn stands(&self, scope: &dyn Scope) -> bool {
        if self.new_items {
            return true;
        }
        let start = self.start_from.as_ref().is_some_and(|start| start.value(scope).holds());
        start || self.items.choices(scope).len() > 1
    }

    fn items(answer: &Answer) -> Option<Vec<ItemId>> {
        Some(answer.links.iter().map(|link| ItemId::new(&link.id.to_string())).collect())
    }
}

impl Spec {
    /// That there is no room for another link.
    fn full(&self) -> String {
        format!("there is room for {} here", counted(self.at_most, "link", "links"))
    }
}
