//! `matrix`: items placed between two axes.
//!
//! ```yaml
//! - step: grid
//!   kind: matrix
//!   ask: How likely is it, and how much harm would it do?
//!   items: [Rain, A speaker falls ill, Nobody comes]
//!   across:
//!     title: How likely
//!     low: hardly
//!     high: almost certain
//!   up:
//!     title: How much harm
//!     low: a dent
//!     high: the end of it
//!   corners:
//!     upper_right: guard against it
//!     upper_left: be able to notice
//!     lower_right: live with it
//!     lower_left: let it be
//! ```
//!
//! Keys: the arrows move the item's mark, Enter takes up the next item, Tab leaves it for later.
//! `items_from` takes the items of an earlier answer. Both axes run from 0 to 10; `corners` may be
//! left out, or name some of the four. Nothing has a place to begin with. The answer is the items
//! in the order in which they were placed; each has its `{item.across}` and its `{item.up}`.

mod editor;
mod given;
mod keys;
mod plan;
mod view;

pub use editor::Editor;

use serde::{Deserialize, Serialize};

use crate::base::id::ItemId;
use crate::base::page::{Block, Page};
use crate::base::problem::Problem;
use crate::expr::{Scope, Value};
use crate::kind::contract::{Given, Kind, Opening, Refusal, Shape};
use crate::kind::part::options::{Choice, Chosen, Options};
use crate::written::fields::Fields;

/// Most items of one matrix.
const MOST: usize = 100;
/// The far end of both axes; the near one is 0.
const FAR: u8 = 10;

/// The items, the axes, and the names of the corners.
#[derive(Clone, Debug, PartialEq)]
pub struct Spec {
    /// What is to be placed.
    pub items: Options,
    /// From left to right.
    pub across: Axis,
    /// From the bottom to the top.
    pub up: Axis,
    /// What the corners are called.
    pub corners: Corners,
}

/// One axis: what it is about, and what its ends mean.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Axis {
    /// What it is about.
    pub title: String,
    /// What 0 means.
    pub low: String,
    /// What 10 means.
    pub high: String,
}

/// The names of the corners; empty where one has none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Corners {
    /// Much of both.
    pub upper_right: String,
    /// Much up, little across.
    pub upper_left: String,
    /// Much across, little up.
    pub lower_right: String,
    /// Little of both.
    pub lower_left: String,
}

/// The items that have a place, in the order in which they were given one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The items.
    pub placed: Vec<Placed>,
}

/// An item and its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Placed {
    /// The item, with its words as they stood.
    #[serde(flatten)]
    pub is: Chosen,
    /// From 0 at the left to 10 at the right.
    pub across: u8,
    /// From 0 at the bottom to 10 at the top.
    pub up: u8,
}

impl Axis {
    /// What it is about and what its ends mean, in one line.
    fn words(&self) -> String {
        let Self { title, low, high } = self;
        match (low.as_str(), high.as_str()) {
            ("", "") => title.clone(),
            (low, high) => format!("{title}: {low} … {high}"),
        }
    }

    /// The same in full, for those who do not see the grid.
    fn told(&self, way: &str) -> String {
        let named = |end: &str| if end.is_empty() { String::new() } else { format!(" ({end})") };
        let (low, high) = (named(&self.low), named(&self.high));
        format!("{way}: {}, from 0{low} to {FAR}{high}.", self.title)
    }

    /// `{title, low, high}`, or the title alone.
    fn read(key: &'static str, fields: &mut Fields<'_, '_>) -> Self {
        let group = fields.group_or(key, |inner| {
            let title = inner.needed_words("title", "add title: with what this axis is about");
            let title = title.map(|title| title.value).unwrap_or_default();
            Self { title, low: words("low", inner), high: words("high", inner) }
        });
        group.unwrap_or_else(|| {
            let hint = format!("add {key}: with its title, and what low and high mean");
            let title = fields.needed_words(key, &hint).map(|title| title.value);
            Self { title: title.unwrap_or_default(), ..Self::default() }
        })
    }
}

/// Words that may be left out.
fn words(key: &'static str, fields: &mut Fields<'_, '_>) -> String {
    fields.words(key).map(|words| words.value).unwrap_or_default()
}

impl Corners {
    fn read(fields: &mut Fields<'_, '_>) -> Self {
        let corners = fields.group("corners", |inner| Self {
            upper_right: words("upper_right", inner),
            upper_left: words("upper_left", inner),
            lower_right: words("lower_right", inner),
            lower_left: words("lower_left", inner),
        });
        corners.unwrap_or_default()
    }

    /// The name of the corner in which a place lies. On the lines between them it lies in none.
    fn of(&self, across: u8, up: u8) -> &str {
        let half = FAR / 2;
        match (across.cmp(&half), up.cmp(&half)) {
            (std::cmp::Ordering::Greater, std::cmp::Ordering::Greater) => &self.upper_right,
            (std::cmp::Ordering::Less, std::cmp::Ordering::Greater) => &self.upper_left,
            (std::cmp::Ordering::Greater, std::cmp::Ordering::Less) => &self.lower_right,
            (std::cmp::Ordering::Less, std::cmp::Ordering::Less) => &self.lower_left,
            _ => "",
        }
    }

    /// A place in words, with the corner in which it lies.
    fn told(&self, across: u8, up: u8) -> String {
        match self.of(across, up) {
            "" => format!("{across} across, {up} up"),
            corner => format!("{across} across, {up} up: {corner}"),
        }
    }

    /// Those that have a name, and where they are.
    fn named(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let all = [
            ("Upper left", &self.upper_left),
            ("Upper right", &self.upper_right),
            ("Lower left", &self.lower_left),
            ("Lower right", &self.lower_right),
        ];
        all.into_iter().filter(|(_, name)| !name.is_empty()).map(|(at, name)| (at, name.as_str()))
    }
}

impl Kind for Spec {
    type Answer = Answer;
    type Editor = Editor;
    const HAS_ITEMS: bool = true;
    const CHOOSES: bool = true;

    fn read(fields: &mut Fields<'_, '_>) -> Self {
        let items = Options::called("items", "items_from", &[], fields);
        let across = Axis::read("across", fields);
        let up = Axis::read("up", fields);
        Self { items, across, up, corners: Corners::read(fields) }
    }

    fn admits(&self, answer: &Answer) -> Result<(), Refusal> {
        let no = |words: String| Err(Refusal::Because(words));
        if answer.placed.is_empty() {
            return no("nothing has a place here".to_owned());
        }
        if answer.placed.len() > MOST {
            return no(format!("there is room for {MOST} items here"));
        }
        for (at, placed) in answer.placed.iter().enumerate() {
            self.items.admit(&placed.is)?;
            if placed.across > FAR || placed.up > FAR {
                return no(format!("both numbers lie between 0 and {FAR}"));
            }
            if answer.placed[..at].iter().any(|other| other.is.id == placed.is.id) {
                return no(format!("“{}” is placed twice", placed.is.text));
            }
        }
        Ok(())
    }

    fn open(&self, opening: &Opening<'_, Answer>) -> Editor {
        Editor::open(self, opening)
    }

    fn value(&self, answer: &Answer) -> Value {
        let item = |placed: &Placed| {
            let number = |number: u8| Value::Number(number.into());
            let parts = vec![("across", number(placed.across)), ("up", number(placed.up))];
            Value::item(&placed.is.id, &placed.is.text, parts)
        };
        Value::List(answer.placed.iter().map(item).collect())
    }

    /// Of several people, each item stands in the middle of where they placed it.
    fn together(values: &[Value]) -> Option<Value> {
        let mut placed: Vec<(String, String, Vec<f64>, Vec<f64>)> = Vec::new();
        let items = values.iter().filter_map(|value| match value {
            Value::List(items) => Some(items),
            _ => None,
        });
        for item in items.flatten() {
            let Some(Value::Choice { id, text }) = item.label() else { continue };
            let (Value::Number(across), Value::Number(up)) = (item.part("across"), item.part("up"))
            else {
                continue;
            };
            match placed.iter_mut().find(|(known, ..)| known == id) {
                Some((_, _, all_across, all_up)) => {
                    all_across.push(across);
                    all_up.push(up);
                }
                None => placed.push((id.clone(), text.clone(), vec![across], vec![up])),
            }
        }
        let item = |(id, text, across, up): (String, String, Vec<f64>, Vec<f64>)| {
            let parts = vec![("across", middle(across)), ("up", middle(up))];
            Value::item(&id, &text, parts)
        };
        Some(Value::List(placed.into_iter().map(item).collect()))
    }

    fn parts(&self) -> Vec<String> {
        ["count", "first", "last", "id", "across", "up"].map(str::to_owned).into()
    }

    fn shape(&self) -> Shape {
        Shape::Several(self.items.all())
    }

    fn write(&self, answer: &Answer, page: &mut Page) {
        self.write_axes(page);
        self.write_items(answer, page);
    }

    fn write_all(&self, answers: &[(String, &Answer)], page: &mut Page) {
        self.write_axes(page);
        for (beside, answer) in answers {
            page.add(Block::Voice(beside.clone()));
            self.write_items(answer, page);
        }
    }

    fn unlinked(&self, answers: Vec<Answer>) -> Vec<Answer> {
        let mut placed: Vec<Placed> = answers.into_iter().flat_map(|one| one.placed).collect();
        placed.sort_by_cached_key(|one| (one.is.text.to_lowercase(), one.across, one.up));
        vec![Answer { placed }]
    }

    fn given(&self, given: &Given<'_>) -> Result<Answer, Problem> {
        let answer = Answer { placed: given::placed(self, given)? };
        self.admits(&answer).map_err(|why| given.problem(why.to_string()))?;
        Ok(answer)
    }

    fn stands(&self, scope: &dyn Scope) -> bool {
        !self.items.choices(scope).is_empty()
    }

    fn items(answer: &Answer) -> Option<Vec<ItemId>> {
        Some(answer.placed.iter().map(|placed| ItemId::new(&placed.is.id)).collect())
    }
}

impl Spec {
    /// What the axes mean, on the page.
    fn write_axes(&self, page: &mut Page) {
        page.add(Block::Quiet(self.across.told("Across")));
        page.add(Block::Quiet(self.up.told("Up")));
    }

    /// One line for each item: a table with two numbers in each row would fill a screen with labels.
    fn write_items(&self, answer: &Answer, page: &mut Page) {
        let item = |placed: &Placed| {
            let Placed { is, across, up } = placed;
            (is.text.clone(), self.corners.told(*across, *up))
        };
        page.add(Block::Items(answer.placed.iter().map(item).collect()));
    }

    /// What is to be placed. Items of two lists that have the same number are told apart; the same
    /// item in both is one.
    fn choices(&self, scope: &dyn Scope) -> Vec<Chosen> {
        let mut all: Vec<Chosen> = Vec::new();
        for Choice { is, .. } in self.items.choices(scope).into_iter().take(MOST) {
            let mut id = is.id.clone();
            let mut times = 1;
            while let Some(other) = all.iter().find(|other| other.id == id) {
                if other.text == is.text {
                    break;
                }
                times += 1;
                id = format!("{}_{times}", is.id);
            }
            if !all.iter().any(|other| other.id == id) {
                all.push(Chosen { id, ..is });
            }
        }
        all
    }
}

/// The median of what several people said; of two middle ones, what lies between.
fn middle(mut numbers: Vec<f64>) -> Value {
    numbers.sort_by(f64::total_cmp);
    let half = numbers.len() / 2;
    let below = half.saturating_sub(usize::from(numbers.len().is_multiple_of(2)));
    match (numbers.get(below), numbers.get(half)) {
        (Some(low), Some(high)) => Value::Number(f64::midpoint(*low, *high)),
        _ => Value::Nothing,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_corner_ends_where_its_axes_are_in_the_middle() {
        let corners = Corners {
            upper_right: "guard".to_owned(),
            lower_left: "leave".to_owned(),
            ..Corners::default()
        };
        assert_eq!(corners.of(6, 6), "guard");
        assert_eq!(corners.of(4, 4), "leave");
        assert_eq!(corners.of(5, 9), "");
        assert_eq!(corners.of(9, 5), "");
        assert_eq!(corners.of(0, 10), "", "this corner has no name");
    }

    #[test]
    fn what_several_people_placed_stands_in_their_middle() {
        let one = |across: f64, up: f64| {
            let parts = vec![("across", Value::Number(across)), ("up", Value::Number(up))];
            Value::List(vec![Value::item("a", "Bread", parts)])
        };
        let together = Spec::together(&[one(0.0, 4.0), one(9.0, 6.0), one(1.0, 8.0)]);
        assert_eq!(together, Some(one(1.0, 6.0)));
        assert_eq!(Spec::together(&[one(2.0, 4.0), one(4.0, 5.0)]), Some(one(3.0, 4.5)));
    }
}
