//! `curve`: how something went over time, drawn as a line.
//!
//! ```yaml
//! - step: trust
//!   kind: curve
//!   ask: Draw the trust between the shifts, from then to today.
//!   points: 7
//!   from: three years ago
//!   to: today
//!   low: none
//!   high: complete
//!   futures: true
//! ```
//!
//! Keys: ← and → go from point to point, ↑ and ↓ raise and lower it, digits set it, Enter goes to
//! the next one. Heights run from 0 to 10. Nothing is set to begin with. With `futures: true` two
//! more are asked for after the last point: one hoped for, one feared. The answer reads as words,
//! “begins at 2, rises to 9”; its parts are `{trust.first}`, `{trust.last}`, `{trust.hoped}`,
//! `{trust.feared}` and `{trust.points}`.

mod editor;
mod keys;
mod plan;
mod view;
mod words;

pub use editor::Editor;

use serde::{Deserialize, Serialize};

use crate::base::page::{Block, Page};
use crate::base::problem::Problem;
use crate::expr::{Text, Value};
use crate::kind::contract::{Given, Kind, Opening, Refusal};
use crate::kind::curve::plan::Shown;
use crate::written::fields::Fields;
use crate::written::tree::Node;

/// The upper end of the height; the lower is 0.
const HIGHEST: u8 = 10;
/// Fewest and most points, and how many are meant where nothing is said.
const POINTS: (u32, u32, u32) = (3, 12, 7);
/// The two futures.
const FUTURES: [&str; 2] = ["hoped", "feared"];
/// Their marks.
const MARKS: [&str; 2] = ["△", "▽"];

/// How many points there are, and what the ends are called.
#[derive(Clone, Debug, PartialEq)]
pub struct Spec {
    /// How many points.
    pub points: usize,
    /// The name of the earliest end.
    pub from: Text,
    /// The name of the latest end.
    pub to: Text,
    /// What a height of 0 means.
    pub low: Text,
    /// What a height of 10 means.
    pub high: Text,
    /// Whether two futures are asked for.
    pub futures: bool,
}

/// The line that was drawn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The height of each point, from the earliest to the latest; nothing where none was set.
    pub points: Vec<Option<u8>>,
    /// The future hoped for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hoped: Option<u8>,
    /// The future feared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub feared: Option<u8>,
    /// What the ends were called.
    #[serde(default, skip_serializing_if = "Ends::is_empty")]
    pub ends: Ends,
}

/// What the ends of time and height are called, as it stood.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Ends {
    /// The earliest end.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub from: String,
    /// The latest end.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub to: String,
    /// A height of 0.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub low: String,
    /// A height of 10.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub high: String,
}

impl Ends {
    fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The ends of time and of height in sentences; none where they have no names.
    fn in_words(&self) -> Vec<String> {
        let mut words = Vec::new();
        match (self.from.as_str(), self.to.as_str()) {
            ("", "") => {}
            (from, "") => words.push(format!("It begins with: {from}.")),
            ("", to) => words.push(format!("It ends with: {to}.")),
            (from, to) => words.push(format!("From {from} to {to}.")),
        }
        for (height, name) in [(0, &self.low), (HIGHEST, &self.high)] {
            if !name.is_empty() {
                words.push(format!("{height} means {name}."));
            }
        }
        words
    }
}

impl Answer {
    /// The two futures.
    fn futures(&self) -> [Option<u8>; 2] {
        [self.hoped, self.feared]
    }
}

impl Kind for Spec {
    type Answer = Answer;
    type Editor = Editor;

    fn read(fields: &mut Fields<'_, '_>) -> Self {
        let (fewest, most, usual) = POINTS;
        let points = fields.count("points", fewest, most).unwrap_or(usual) as usize;
        let [from, to, low, high] =
            ["from", "to", "low", "high"].map(|key| fields.text(key).unwrap_or_default());
        let futures = fields.yes_no("futures").unwrap_or(false);
        Self { points, from, to, low, high, futures }
    }

    fn admits(&self, answer: &Answer) -> Result<(), Refusal> {
        let no = |words: String| Err(Refusal::Because(words));
        if answer.points.len() != self.points {
            return no(format!("this curve has {} points", self.points));
        }
        let heights = answer.points.iter().copied().chain(answer.futures()).flatten();
        if heights.clone().any(|height| height > HIGHEST) {
            return no(format!("heights go from 0 to {HIGHEST}"));
        }
        if heights.count() == 0 {
            return no("no point of this curve is set".to_owned());
        }
        if !self.futures && answer.futures().iter().any(Option::is_some) {
            return no("no futures are asked for here".to_owned());
        }
        Ok(())
    }

    fn open(&self, opening: &Opening<'_, Answer>) -> Editor {
        Editor::open(self, opening)
    }

    fn value(&self, answer: &Answer) -> Value {
        let number = |height: Option<u8>| {
            height.map_or(Value::Nothing, |height| Value::Number(f64::from(height)))
        };
        let set: Vec<u8> = answer.points.iter().copied().flatten().collect();
        let all = set.iter().map(|height| number(Some(*height)));
        let parts = vec![
            ("points", Value::List(all.collect())),
            ("count", Value::Number(set.len() as f64)),
            ("first", number(set.first().copied())),
            ("last", number(set.last().copied())),
            ("hoped", number(answer.hoped)),
            ("feared", number(answer.feared)),
        ];
        // Two curves are the same where they go the same way.
        let height = |height: Option<u8>| height.map_or("-".to_owned(), |height| height.to_string());
        let all = answer.points.iter().copied().chain(answer.futures());
        let id: Vec<String> = all.map(height).collect();
        Value::item(&id.join(" "), &words::of(&answer.points), parts)
    }

    fn parts(&self) -> Vec<String> {
        ["points", "count", "first", "last", "hoped", "feared"].map(str::to_owned).into()
    }

    fn write(&self, answer: &Answer, page: &mut Page) {
        self.write_line(answer, page);
        page.add(Block::Quiet(answer.ends.in_words().join(" ")));
    }

    fn write_all(&self, answers: &[(String, &Answer)], page: &mut Page) {
        let ends = |answer: &Answer| answer.ends.in_words().join(" ");
        for (at, (beside, answer)) in answers.iter().enumerate() {
            page.add(Block::Voice(beside.clone()));
            self.write_line(answer, page);
            // What is the same for all is said once, below the last of them.
            let next = answers.get(at + 1).map(|(_, next)| ends(next));
            if next.as_ref() != Some(&ends(answer)) {
                page.add(Block::Quiet(ends(answer)));
            }
        }
    }

    fn given(&self, given: &Given<'_>) -> Result<Answer, Problem> {
        let part = |key| given.part(key).map_or(Ok(None), |future| height(&future));
        let (points, futures) = match &given.node.value {
            Node::Map(_) => {
                let points = given.part("points").ok_or_else(|| {
                    let problem = given.problem("there are no points in this group");
                    problem.hint("write points: with their heights in brackets")
                })?;
                (points, [part("hoped")?, part("feared")?])
            }
            _ => (Given { node: given.node, source: given.source, scope: given.scope }, [None; 2]),
        };
        let points: Result<Vec<Option<u8>>, Problem> = points.items().iter().map(height).collect();
        let ends = self.ends(given.scope);
        let answer = Answer { points: points?, hoped: futures[0], feared: futures[1], ends };
        self.admits(&answer).map_err(|why| given.problem(why.to_string()))?;
        Ok(answer)
    }
}

impl Spec {
    /// The line on a page, drawn and in words.
    fn write_line(&self, answer: &Answer, page: &mut Page) {
        /// Cells and rows of the drawing on a page.
        const SIZE: (u16, u16) = (48, 6);
        let futures = self.futures.then(|| answer.futures());
        let shown = Shown { points: &answer.points, futures };
        let columns = plan::columns(&shown, SIZE.0);
        let rows = plan::line(&shown, &columns, SIZE.1);
        let mut rows: Vec<Vec<String>> =
            rows.iter().map(|row| row.chars().map(String::from).collect()).collect();
        let mut put = |at: usize, height: Option<u8>, mark: &str| {
            let Some(height) = height else { return };
            let row = rows.get_mut(usize::from(plan::row_of(height, SIZE.1)));
            if let Some(cell) = row.and_then(|row| row.get_mut(usize::from(columns.at[at]))) {
                mark.clone_into(cell);
            }
        };
        for (at, point) in answer.points.iter().enumerate() {
            put(at, *point, "●");
        }
        for (future, mark) in futures.into_iter().flatten().zip(MARKS) {
            put(answer.points.len(), future, mark);
        }
        let axis = |at: usize| match at {
            0 => format!("{HIGHEST} ┤"),
            at if at + 1 == usize::from(SIZE.1) => " 0 ┤".to_owned(),
            _ => "   │".to_owned(),
        };
        let row = |(at, row): (usize, Vec<String>)| {
            format!("{}{}", axis(at), row.concat()).trim_end().to_owned()
        };
        page.add(Block::Drawn(rows.into_iter().enumerate().map(row).collect()));
        let went = words::of(&answer.points);
        let went = (!went.is_empty()).then(|| format!("It {went}."));
        let future = |at: usize, name: &str| {
            let height = answer.futures()[at]?;
            Some(format!("{name} ({}): {height}.", MARKS[at]))
        };
        let said = went.into_iter().chain(future(0, "Hoped for")).chain(future(1, "Feared"));
        page.add(Block::Said(said.collect::<Vec<_>>().join(" ")));
    }

    /// What the ends are called, given the answers so far.
    fn ends(&self, scope: &dyn crate::expr::Scope) -> Ends {
        let filled = |text: &Text| text.fill(scope).trim().to_owned();
        let [from, to, low, high] = [&self.from, &self.to, &self.low, &self.high].map(filled);
        Ends { from, to, low, high }
    }
}

/// A height from a file of answers; nothing where none is to be set.
fn height(given: &Given<'_>) -> Result<Option<u8>, Problem> {
    match given.node.value {
        Node::Nothing => Ok(None),
        Node::Number(number)
            if number.fract() == 0.0 && (0.0..=f64::from(HIGHEST)).contains(&number) =>
        {
            Ok(Some(number as u8))
        }
        _ => {
            let problem = given.problem("a height is a whole number");
            Err(problem.hint(format!("write a number from 0 to {HIGHEST}")))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::written::yaml;

    fn read(source: &str, futures: bool) -> Result<Answer, String> {
        let none = Text::default;
        let spec =
            Spec { points: 3, from: none(), to: none(), low: none(), high: none(), futures };
        let node = yaml::read(source).map_err(|problem| problem.message())?;
        let given = Given { node: &node, source, scope: &() };
        spec.given(&given).map_err(|problem| problem.message())
    }

    #[test]
    fn heights_are_given_as_numbers() {
        let answer = read("[2, ~, 10]", false).expect("a curve");
        assert_eq!(answer.points, [Some(2), None, Some(10)]);
        let answer = read("{points: [2, 3, 4], hoped: 9, feared: 0}", true).expect("a curve");
        assert_eq!(answer.futures(), [Some(9), Some(0)]);
        for (source, part) in [
            ("[2, 3]", "has 3 points"),
            ("[2, 3, 11]", "a whole number"),
            ("[2, 3, 4.5]", "a whole number"),
            ("[~, ~, ~]", "no point of this curve"),
            ("{points: [1, 2, 3], hoped: 4}", "no futures"),
            ("{hoped: 4}", "no points"),
        ] {
            let told = read(source, false).expect_err(source);
            assert!(told.contains(part), "{source}: {told}");
        }
    }
}
