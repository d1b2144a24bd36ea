//! `dots`: a few dots, put beside the options that matter most.
//!
//! ```yaml
//! - step: votes
//!   kind: dots
//!   ask: Where is your heart in this, whether it is feasible or not?
//!   options: [The garden, The open door, The shared table]
//!   dots: 3
//!   most_on_one: 2
//! ```
//!
//! Keys: ↑ and ↓ move, Space or a digit puts a dot, ← or Backspace takes one back, Enter
//! goes on. `options_from` takes the items of an earlier list. There are three `dots` if nothing is
//! said, and all may stand on one if `most_on_one` says nothing else. In the answer an option stands
//! once for each of its dots, most dots first; `tally(votes)` names each once, and a loop over the
//! answer goes through each once.

mod editor;
mod view;

pub use editor::Editor;

use serde::{Deserialize, Serialize};

use crate::base::id::ItemId;
use crate::base::page::{Block, Page};
use crate::base::plural::counted;
use crate::base::problem::Problem;
use crate::base::span::Spanned;
use crate::expr::{Scope, Value};
use crate::kind::contract::{Given, Kind, Opening, Refusal, Shape};
use crate::kind::part::options::{Chosen, Options, Source};
use crate::written::fields::Fields;
use crate::written::tree::Node;

/// Most dots that one person may have.
const MOST: u32 = 20;
/// Dots where the author names no number.
const USUAL: u32 = 3;

/// What the dots can be put beside, and how many there are.
#[derive(Clone, Debug, PartialEq)]
pub struct Spec {
    /// The options.
    pub options: Options,
    /// How many dots there are.
    pub dots: u32,
    /// How many of them may stand on one option.
    pub most_on_one: u32,
}

/// The options that have dots, in the order of the options.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The options.
    pub placed: Vec<Placed>,
}

/// An option and its dots.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Placed {
    /// The option.
    #[serde(flatten)]
    pub on: Chosen,
    /// How many dots it has; at least one.
    pub dots: u32,
}

impl Answer {
    /// Most dots first; ties in the order of the options.
    fn most_first(&self) -> Vec<&Placed> {
        let mut placed: Vec<&Placed> = self.placed.iter().collect();
        placed.sort_by_key(|placed| std::cmp::Reverse(placed.dots));
        placed
    }
}

impl Kind for Spec {
    type Answer = Answer;
    type Editor = Editor;
    const HAS_ITEMS: bool = true;
    const CHOOSES: bool = true;

    fn read(fields: &mut Fields<'_, '_>) -> Self {
        let options = Options::called("options", "options_from", &[], fields);
        let dots = fields.count("dots", 1, MOST);
        let most_on_one = fields.count("most_on_one", 1, MOST);
        let sound = dots.is_some() || !fields.has("dots");
        let dots = dots.unwrap_or(USUAL);
        let most = most_on_one.unwrap_or(dots);
        let beside = if fields.has("dots") { "dots" } else { "most_on_one" };
        if sound && most > dots {
            let message = "`most_on_one` is more than `dots`".to_owned();
            fields.problem("most_on_one", "at-odds", message, "exchange the two numbers");
        } else if let Source::Written(choices) = &options.source
            && !choices.is_empty()
            && sound
            && dots as usize > choices.len() * most as usize
        {
            let room = counted(choices.len() * most as usize, "dot", "dots");
            let message = format!("there is room for {room} here, and there are {dots}");
            fields.problem(beside, "at-odds", message, "let more stand on one, or give fewer");
        }
        Self { options, dots, most_on_one: most.min(dots) }
    }

    fn admits(&self, answer: &Answer) -> Result<(), Refusal> {
        let no = |words: String| Err(Refusal::Because(words));
        if answer.placed.is_empty() {
            return no("no dot is placed".to_owned());
        }
        let mut all = 0_u32;
        for (at, placed) in answer.placed.iter().enumerate() {
            self.options.admit(&placed.on)?;
            let words = &placed.on.text;
            if answer.placed[..at].iter().any(|other| other.on.id == placed.on.id) {
                return no(format!("“{words}” is counted twice"));
            }
            if placed.dots == 0 {
                return no(format!("“{words}” stands there without a dot"));
            }
            if placed.dots > self.most_on_one {
                return no(format!("at most {} may stand on one", self.most()));
            }
            all = all.saturating_add(placed.dots);
        }
        if all > self.dots {
            return no(format!("{all} dots are placed; at most {} may be", self.dots));
        }
        Ok(())
    }

    fn open(&self, opening: &Opening<'_, Answer>) -> Editor {
        Editor::open(self, opening)
    }

    fn value(&self, answer: &Answer) -> Value {
        let each = |placed: &Placed| vec![placed.on.value(); placed.dots as usize];
        Value::List(answer.most_first().into_iter().flat_map(each).collect())
    }

    fn parts(&self) -> Vec<String> {
        ["count", "first", "last", "id"].map(str::to_owned).into()
    }

    fn shape(&self) -> Shape {
        Shape::Several(self.options.all())
    }

    fn write(&self, answer: &Answer, page: &mut Page) {
        let item = |placed: &Placed| {
            (placed.on.text.clone(), counted(placed.dots as usize, "dot", "dots"))
        };
        page.add(Block::Items(answer.most_first().into_iter().map(item).collect()));
    }

    fn unlinked(&self, answers: Vec<Answer>) -> Vec<Answer> {
        let mut placed: Vec<Placed> = Vec::new();
        for one in answers.into_iter().flat_map(|answer| answer.placed) {
            match placed.iter_mut().find(|known| known.on == one.on) {
                Some(known) => known.dots += one.dots,
                None => placed.push(one),
            }
        }
        placed.sort_by_cached_key(|placed| placed.on.text.to_lowercase());
        vec![Answer { placed }]
    }

    fn given(&self, given: &Given<'_>) -> Result<Answer, Problem> {
        let mut placed: Vec<Placed> = Vec::new();
        let mut put = |on: Chosen, dots: u32| match placed.iter_mut().find(|put| put.on == on) {
            Some(put) => put.dots = put.dots.saturating_add(dots),
            None => placed.push(Placed { on, dots }),
        };
        if let Node::Map(entries) = &given.node.value {
            for entry in entries {
                let name = Spanned::new(Node::Text(entry.key.value.clone()), entry.key.span);
                let name = Given { node: &name, source: given.source, scope: given.scope };
                put(self.options.given(&name)?, number(given, &entry.value)?);
            }
        } else {
            for item in given.items() {
                put(self.options.given(&item)?, 1);
            }
        }
        // An option that is given no dot is one that is not named.
        placed.retain(|placed| placed.dots > 0);
        let choices = self.options.choices(given.scope);
        placed.sort_by_key(|put| choices.iter().position(|choice| choice.is.id == put.on.id));
        let answer = Answer { placed };
        self.admits(&answer).map_err(|why| given.problem(why.to_string()))?;
        Ok(answer)
    }

    fn stands(&self, scope: &dyn Scope) -> bool {
        !self.options.choices(scope).is_empty()
    }

    fn items(answer: &Answer) -> Option<Vec<ItemId>> {
        let name = |placed: &Placed| ItemId::new(&placed.on.id);
        Some(answer.most_first().into_iter().map(name).collect())
    }
}

impl Spec {
    /// How many may stand on one, in words.
    fn most(&self) -> String {
        counted(self.most_on_one as usize, "dot", "dots")
    }
}

/// How many dots an option is given in a file of answers.
fn number(given: &Given<'_>, node: &Spanned<Node>) -> Result<u32, Problem> {
    match node.value {
        Node::Number(number) if number.fract() == 0.0 && (0.0..=f64::from(MOST)).contains(&number) => {
            Ok(number as u32)
        }
        _ => {
            let at = Given { node, source: given.source, scope: given.scope };
            let problem = at.problem("this is not a number of dots");
            Err(problem.hint(format!("write a whole number from 0 to {MOST}")))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kind::part::options::Choice;
    use crate::written::yaml;

    fn spec() -> Spec {
        let choice = |id: &str| {
            let is = Chosen { id: id.to_owned(), text: id.to_uppercase() };
            Choice { is, means: String::new() }
        };
        let source = Source::Written(["a", "b", "c"].map(choice).into());
        Spec { options: Options { source, other: false }, dots: 5, most_on_one: 3 }
    }

    fn read(source: &str) -> Result<Answer, String> {
        let node = yaml::read(source).map_err(|problem| problem.message())?;
        spec().given(&Given { node: &node, source, scope: &() }).map_err(|problem| problem.message())
    }

    #[test]
    fn an_item_stands_once_for_each_dot_most_first_and_ties_as_the_options_stand() {
        for source in ["{c: 2, a: 1, b: 2}", "[c, b, a, C, B]", "{c: 2, b: 2, A: 1}"] {
            let answer = read(source).expect(source);
            assert_eq!(spec().value(&answer).read_aloud(), "B; B; C; C; A", "{source}");
            let names = Spec::items(&answer).unwrap_or_default();
            assert_eq!(names, ["b", "c", "a"].map(ItemId::new), "{source}");
        }
        assert_eq!(read("b").map(|answer| answer.placed.len()), Ok(1));
        assert_eq!(read("{a: 0, b: 1}"), read("[b]"), "no dot is no mention");
    }

    #[test]
    fn what_cannot_be_placed_is_refused() {
        for (source, part) in [
            ("[]", "no dot"),
            ("{a: 0}", "no dot"),
            ("{a: 4}", "at most 3 dots may stand on one"),
            ("{a: 3, b: 3}", "at most 5 may be"),
            ("{a: 1.5}", "not a number of dots"),
            ("{a: many}", "not a number of dots"),
            ("{d: 1}", "not one of the options"),
        ] {
            let told = read(source).expect_err(source);
            assert!(told.contains(part), "{source}: {told}");
        }
    }
}
