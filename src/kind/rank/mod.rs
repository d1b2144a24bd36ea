//! `rank`: options put into an order.
//!
//! ```yaml
//! - step: dearest
//!   kind: rank
//!   ask: Which three of these hold the most life? Put the liveliest first.
//!   options:
//!     - home: There is a table for ten
//!     - work: I teach what my hands know
//!     - cello: I play the cello with three others
//!     - town: The square has trees again
//!   keep: 3
//! ```
//!
//! Keys: ↑ and ↓ move, Space gives the next place and takes it back, a digit gives that place,
//! Alt-↑ and Alt-↓ move an option to the place before or after; Enter goes on. `options_from` takes
//! the items of an earlier answer. With `keep` there are only so many places; otherwise there is
//! one for each option. The answer is the options that have a place, the first first.

mod editor;
mod view;

pub use editor::Editor;

use serde::{Deserialize, Serialize};

use crate::base::id::ItemId;
use crate::base::page::{Block, Page};
use crate::base::plural::counted;
use crate::base::problem::Problem;
use crate::expr::{Scope, Value};
use crate::kind::contract::{Given, Kind, Opening, Refusal, Shape};
use crate::kind::part::options::{Chosen, Options, Source};
use crate::written::fields::Fields;

/// Most places there are.
const MOST: u32 = 100;

/// What is put into an order, and how many places there are.
#[derive(Clone, Debug, PartialEq)]
pub struct Spec {
    /// The options.
    pub options: Options,
    /// How many of them are to have a place; all, where nothing is said.
    pub keep: Option<usize>,
}

/// The options that have a place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The first first.
    pub order: Vec<Chosen>,
}

impl Kind for Spec {
    type Answer = Answer;
    type Editor = Editor;
    const HAS_ITEMS: bool = true;
    const CHOOSES: bool = true;

    fn read(fields: &mut Fields<'_, '_>) -> Self {
        let options = Options::called("options", "options_from", &[], fields);
        let keep = fields.count("keep", 1, MOST).map(|keep| keep as usize);
        if let (Source::Written(choices), Some(keep)) = (&options.source, keep)
            && !choices.is_empty()
            && keep > choices.len()
        {
            let there = counted(choices.len(), "option", "options");
            let message = format!("there are only {there}, and {keep} are to be kept");
            fields.problem("keep", "at-odds", message, "write a smaller number, or leave it out");
        }
        Self { options, keep }
    }

    fn admits(&self, answer: &Answer) -> Result<(), Refusal> {
        let no = |words: String| Err(Refusal::Because(words));
        if answer.order.is_empty() {
            return no("nothing has a place".to_owned());
        }
        let places = self.keep.unwrap_or(MOST as usize);
        if answer.order.len() > places {
            return no(format!("there are {} here", counted(places, "place", "places")));
        }
        for (at, chosen) in answer.order.iter().enumerate() {
            self.options.admit(chosen)?;
            if answer.order[..at].iter().any(|other| other.id == chosen.id) {
                return no(format!("“{}” stands in two places", chosen.text));
            }
        }
        Ok(())
    }

    fn open(&self, opening: &Opening<'_, Answer>) -> Editor {
        Editor::open(self, opening)
    }

    fn value(&self, answer: &Answer) -> Value {
        Value::List(answer.order.iter().map(Chosen::value).collect())
    }

    fn parts(&self) -> Vec<String> {
        ["count", "first", "last", "id"].map(str::to_owned).into()
    }

    fn shape(&self) -> Shape {
        Shape::Several(self.options.all())
    }

    fn write(&self, answer: &Answer, page: &mut Page) {
        let items = answer.order.iter().map(|chosen| chosen.text.clone());
        page.add(Block::Ordered(items.collect()));
    }

    fn given(&self, given: &Given<'_>) -> Result<Answer, Problem> {
        let items = given.items();
        let order: Result<Vec<Chosen>, Problem> =
            items.iter().map(|item| self.options.given(item)).collect();
        let answer = Answer { order: order? };
        self.admits(&answer).map_err(|why| given.problem(why.to_string()))?;
        Ok(answer)
    }

    fn stands(&self, scope: &dyn Scope) -> bool {
        !self.options.choices(scope).is_empty()
    }

    fn items(answer: &Answer) -> Option<Vec<ItemId>> {
        Some(answer.order.iter().map(|chosen| ItemId::new(&chosen.id)).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expr::Expr;
    use crate::written::yaml;

    struct Listed;

    impl Scope for Listed {
        fn value(&self, _name: &str) -> Value {
            let item = |(id, text): (&str, &str)| Value::Choice {
                id: id.to_owned(),
                text: text.to_owned(),
            };
            Value::List([("1", "tea"), ("2", "bread"), ("3", "soup")].map(item).into())
        }
    }

    fn given(source: &str, keep: Option<usize>) -> Result<Vec<String>, String> {
        let list = Expr::parse("things", 0).map_err(|problem| problem.message())?;
        let options = Options { source: Source::From(vec![list]), other: false };
        let spec = Spec { options, keep };
        let node = yaml::read(source).map_err(|problem| problem.message())?;
        let given = Given { node: &node, source, scope: &Listed };
        let answer = spec.given(&given).map_err(|problem| problem.message())?;
        Ok(answer.order.into_iter().map(|chosen| chosen.id).collect())
    }

    #[test]
    fn an_order_is_given_by_names_or_words_the_first_first() {
        assert_eq!(given("[soup, tea]", None), Ok(vec!["3".to_owned(), "1".to_owned()]));
        assert_eq!(given("'2'", Some(1)), Ok(vec!["2".to_owned()]));
        for (source, part) in [
            ("[]", "nothing has a place"),
            ("[tea, '1']", "“tea” stands in two places"),
            ("[tea, soup, bread]", "there are 2 places here"),
            ("[cake]", "not one of the options"),
        ] {
            let told = given(source, Some(2)).expect_err(source);
            assert!(told.contains(part), "{source}: {told}");
        }
    }
}
