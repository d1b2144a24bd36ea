//! `timeline`: what happened, or is to happen, one thing after the other.
//!
//! ```yaml
//! - step: story
//!   kind: timeline
//!   ask: What happened, and what did you take it to mean?
//!   lanes:
//!     - happened: What happened
//!     - assumed: What I assumed
//!   from: the first phone call
//!   to: today
//! ```
//!
//! Keys: Enter begins the next line, Tab goes to its date or words, F3 puts it into another lane;
//! Alt-↑ and Alt-↓ move it. `from` and `to` name the ends. With `backward: true` one begins with
//! the last and goes back. The answer is the lines from the earliest to the latest; each has its
//! `{line.when}`, as it was written, and its `{line.lane}`.

mod editor;
mod entries;
mod keys;
mod view;

pub use editor::Editor;

use serde::{Deserialize, Serialize};

use crate::base::id::ItemId;
use crate::base::page::{Block, Page};
use crate::base::problem::Problem;
use crate::expr::{Text, Value};
use crate::kind::contract::{Given, Kind, Opening, Refusal, Shape};
use crate::kind::part::titled::{self, Called};
use crate::written::fields::Fields;
use crate::written::tree::Node;

/// Most lines of one timeline.
const MOST: usize = 100;
/// What the lanes are called.
const LANES: Called =
    Called { one: "lane", key: "lanes", most: 4, instead: "leave some out; few people see so many" };

/// The lanes, the ends, and the direction in which one goes.
#[derive(Clone, Debug, PartialEq)]
pub struct Spec {
    /// Id and title of each lane; none where there is only one.
    pub lanes: Vec<(String, String)>,
    /// Whether one begins with the last.
    pub backward: bool,
    /// The name of the earliest end.
    pub from: Text,
    /// The name of the latest end.
    pub to: Text,
}

/// The lines, from the earliest to the latest.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The name of the earliest end, as it stood.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub from: String,
    /// The name of the latest end, as it stood.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub to: String,
    /// The lines.
    pub items: Vec<Item>,
}

/// One line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// Its number, for as long as the timeline exists.
    pub id: u32,
    /// When it was, or is to be, in the participant's words; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub when: String,
    /// Its words; empty only where there is a date.
    pub text: String,
    /// The id of its lane; empty where there is only one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub lane: String,
}

impl Item {
    /// Date and words in one.
    fn words(&self) -> String {
        match (self.when.as_str(), self.text.as_str()) {
            ("", text) => text.to_owned(),
            (when, "") => when.to_owned(),
            (when, text) => format!("{when}: {text}"),
        }
    }
}

impl Kind for Spec {
    type Answer = Answer;
    type Editor = Editor;
    const HAS_ITEMS: bool = true;

    fn read(fields: &mut Fields<'_, '_>) -> Self {
        let lanes = titled::read(fields, &LANES);
        let backward = fields.yes_no("backward").unwrap_or(false);
        let from = fields.text("from").unwrap_or_default();
        let to = fields.text("to").unwrap_or_default();
        Self { lanes, backward, from, to }
    }

    fn admits(&self, answer: &Answer) -> Result<(), Refusal> {
        let no = |words: String| Err(Refusal::Because(words));
        if answer.items.is_empty() {
            return no("there is nothing on this timeline".to_owned());
        }
        if answer.items.len() > MOST {
            return no(format!("there is room for {MOST} lines here"));
        }
        for (at, item) in answer.items.iter().enumerate() {
            if item.words().trim().is_empty() {
                return no("a line of this timeline says nothing".to_owned());
            }
            if answer.items[..at].iter().any(|other| other.id == item.id) {
                return no("two lines of this timeline have the same number".to_owned());
            }
            if self.lanes.is_empty() != item.lane.is_empty() || self.lane(&item.lane).is_none() {
                return no(format!("“{}” stands in a lane that is not there", item.words()));
            }
        }
        Ok(())
    }

    fn open(&self, opening: &Opening<'_, Answer>) -> Editor {
        Editor::open(self, opening)
    }

    fn value(&self, answer: &Answer) -> Value {
        let item = |item: &Item| {
            let when = match item.when.as_str() {
                "" => Value::Nothing,
                when => Value::Text(when.to_owned()),
            };
            let lane = match (item.lane.as_str(), self.lane(&item.lane)) {
                ("", _) | (_, None) => Value::Nothing,
                (id, Some(title)) => Value::Choice { id: id.to_owned(), text: title.to_owned() },
            };
            let text = if item.text.is_empty() { &item.when } else { &item.text };
            Value::item(&item.id.to_string(), text, vec![("when", when), ("lane", lane)])
        };
        Value::List(answer.items.iter().map(item).collect())
    }

    fn parts(&self) -> Vec<String> {
        ["count", "first", "last", "id", "when", "lane"].map(str::to_owned).into()
    }

    fn shape(&self) -> Shape {
        Shape::Several(None)
    }

    fn write(&self, answer: &Answer, page: &mut Page) {
        page.add(Block::Quiet(answer.ends()));
        self.write_items(answer, page);
    }

    fn write_all(&self, answers: &[(String, &Answer)], page: &mut Page) {
        let mut above = String::new();
        for (beside, answer) in answers {
            if answer.ends() != above {
                above = answer.ends();
                page.add(Block::Quiet(above.clone()));
            }
            page.add(Block::Voice(beside.clone()));
            self.write_items(answer, page);
        }
    }

    fn given(&self, given: &Given<'_>) -> Result<Answer, Problem> {
        let mut items = Vec::new();
        for (line, id) in given.items().iter().zip(1..) {
            items.push(self.line(line, id)?);
        }
        let (from, to) = (self.from.fill(given.scope), self.to.fill(given.scope));
        let answer = Answer { from, to, items };
        self.admits(&answer).map_err(|why| given.problem(why.to_string()))?;
        Ok(answer)
    }

    fn items(answer: &Answer) -> Option<Vec<ItemId>> {
        Some(answer.items.iter().map(|item| ItemId::new(&item.id.to_string())).collect())
    }
}

impl Answer {
    /// What it runs from and to, in words.
    fn ends(&self) -> String {
        match (self.from.as_str(), self.to.as_str()) {
            ("", "") => String::new(),
            (from, "") => format!("from {from} on"),
            ("", to) => format!("until {to}"),
            (from, to) => format!("from {from} to {to}"),
        }
    }
}

impl Spec {
    /// The lines, each with its lane.
    fn write_items(&self, answer: &Answer, page: &mut Page) {
        let lane = |item: &Item| self.lane(&item.lane).unwrap_or_default().to_owned();
        let items = answer.items.iter().map(|item| (item.words(), lane(item)));
        page.add(Block::Items(items.collect()));
    }

    /// The title of a lane; the only one has none.
    fn lane(&self, id: &str) -> Option<&str> {
        if self.lanes.is_empty() {
            return Some("");
        }
        self.lanes.iter().find(|(known, _)| known == id).map(|(_, title)| title.as_str())
    }

    /// The lane called so, by its id or its title.
    fn lane_called(&self, words: &str) -> Option<usize> {
        let called = |(id, title): &(String, String)| id == words || title == words;
        self.lanes.iter().position(called)
    }

    /// One line from a file of answers: words, `date: words`, or `{when, what, lane}`.
    fn line(&self, given: &Given<'_>, id: u32) -> Result<Item, Problem> {
        let first = self.lanes.first().map(|(id, _)| id.clone()).unwrap_or_default();
        let only = match &given.node.value {
            Node::Map(entries) if entries.len() == 1 => entries.first(),
            _ => None,
        };
        if let (Node::Map(_), Some(what)) = (&given.node.value, given.part("what")) {
            let when = given.part("when").map_or(Ok(String::new()), |when| when.words())?;
            let lane = match given.part("lane") {
                None => first,
                Some(lane) => {
                    let words = lane.words()?;
                    let at = self.lane_called(&words);
                    let at = at.ok_or_else(|| {
                        let names: Vec<&str> =
                            self.lanes.iter().map(|(id, _)| id.as_str()).collect();
                        let problem = lane.problem(format!("there is no lane called “{words}”"));
                        problem.hint(match names.as_slice() {
                            [] => "leave the lane out; this timeline has none".to_owned(),
                            names => format!("write one of: {}", names.join(", ")),
                        })
                    })?;
                    self.lanes[at].0.clone()
                }
            };
            return Ok(Item { id, when, text: what.words()?, lane });
        }
        if let Some(entry) = only {
            let what = Given { node: &entry.value, source: given.source, scope: given.scope };
            let when = entry.key.value.clone();
            return Ok(Item { id, when, text: what.words()?, lane: first });
        }
        if matches!(given.node.value, Node::Map(_)) {
            let problem = given.problem("a line of a timeline is words, or a group");
            return Err(problem.hint("write what:, and when: or lane: where there are any"));
        }
        Ok(Item { id, when: String::new(), text: given.words()?, lane: first })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::written::yaml;

    fn read(source: &str, lanes: &[(&str, &str)]) -> Result<Vec<String>, String> {
        let owned = |(id, title): &(&str, &str)| ((*id).to_owned(), (*title).to_owned());
        let lanes = lanes.iter().map(owned).collect();
        let (from, to) = (Text::default(), Text::default());
        let spec = Spec { lanes, backward: false, from, to };
        let node = yaml::read(source).map_err(|problem| problem.message())?;
        let given = Given { node: &node, source, scope: &() };
        let answer = spec.given(&given).map_err(|problem| problem.message())?;
        let line = |item: &Item| format!("{} {} [{}]", item.id, item.words(), item.lane);
        Ok(answer.items.iter().map(line).collect())
    }

    #[test]
    fn a_line_is_given_as_words_or_with_its_date_and_lane() {
        let lanes = [("seen", "What was seen"), ("thought", "What was thought")];
        let source = "- it began\n- 1998: it grew\n- {what: it ended, when: May, lane: thought}\n\
                      - {what: so it seemed, lane: What was thought}\n";
        let expected = [
            "1 it began [seen]",
            "2 1998: it grew [seen]",
            "3 May: it ended [thought]",
            "4 so it seemed [thought]",
        ];
        assert_eq!(read(source, &lanes), Ok(expected.map(str::to_owned).into()));
        assert_eq!(read("it began", &[]), Ok(vec!["1 it began []".to_owned()]));
    }

    #[test]
    fn what_is_no_line_is_refused() {
        for (source, part) in [
            ("[]", "nothing on this timeline"),
            ("- ''", "says nothing"),
            ("- {one: a, two: b}", "is words, or a group"),
            ("- {what: a, lane: nowhere}", "no lane called"),
            ("- 1998: [a, b]", "this step wants words"),
        ] {
            let told = read(source, &[("seen", "Seen")]).expect_err(source);
            assert!(told.contains(part), "{source}: {told}");
        }
        assert!(read("- {what: a, lane: seen}", &[]).is_err(), "there are no lanes");
    }
}
