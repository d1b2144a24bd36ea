//! What functions take and give: checked where it can be seen in the text, taken as it comes where
//! only the answers will tell.

use crate::base::problem::Problem;
use crate::base::span::{Span, Spanned};
use crate::base::suggest::{nearest, short};
use crate::expr::eval::Run;
use crate::expr::functions::{FUNCTIONS, Function};
use crate::expr::tree::{Pair, Tree};
use crate::expr::value::{Value, number_in_words};

/// What a function takes at one place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Takes {
    /// A list; something single is a list of one.
    List,
    /// A number.
    Count,
    /// The name of a part, in quotation marks.
    Part,
    /// What stands between two things, in quotation marks.
    Joint,
    /// Words, or a list of words.
    Words,
    /// The name of a step.
    Step,
    /// A person, or another item.
    Item,
}

/// What a function gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gives {
    /// Some of the items it was given, as they are: with their parts.
    Items,
    /// A list of something else.
    List,
    /// A number.
    Number,
    /// Words.
    Words,
    /// Yes or no; no function does, but a comparison.
    YesNo,
    /// What it was given decides.
    Anything,
}

/// The values a function was given.
pub(super) struct Args<'a> {
    run: &'a Run<'a>,
    values: Vec<Value>,
    /// For each of them, the name whose items it is, where there is one.
    names: Vec<Option<&'a str>>,
}

impl<'a> Args<'a> {
    pub(super) fn new(run: &'a Run<'a>, given: &'a [Tree]) -> Self {
        let values = given.iter().map(|given| run.paid(run.value(given))).collect();
        let names = given.iter().map(|given| given.root().map(|name| name.value.as_str()));
        Self { run, values, names: names.collect() }
    }

    /// The value at this place, once.
    pub(super) fn value(&mut self, at: usize) -> Value {
        self.values.get_mut(at).map_or(Value::Nothing, std::mem::take)
    }

    /// The items at this place; lists in lists are one list.
    pub(super) fn list(&mut self, at: usize) -> Vec<Value> {
        self.value(at).into_items()
    }

    /// The items at this place, so that they can stand beside those of another list.
    pub(super) fn list_kept_apart(&mut self, at: usize) -> Vec<Value> {
        let items = self.list(at);
        match self.names.get(at).copied().flatten() {
            Some(name) => items.into_iter().map(|item| item.kept_apart(name)).collect(),
            None => items,
        }
    }

    /// The number at this place.
    pub(super) fn number(&mut self, at: usize) -> Option<f64> {
        self.value(at).as_number()
    }

    /// The number at this place, as a number of things.
    pub(super) fn count(&mut self, at: usize) -> usize {
        self.number(at).map_or(0, |number| number.clamp(0.0, 1e6) as usize)
    }

    /// The words at this place, if anything was said there.
    pub(super) fn words(&mut self, at: usize) -> Option<String> {
        let value = self.value(at);
        (value != Value::Nothing).then(|| value.read_aloud())
    }

    /// The name of a part at this place.
    pub(super) fn part(&mut self, at: usize) -> Option<String> {
        self.words(at)
    }

    /// What a person answered.
    pub(super) fn by(&self, step: &str, person: &str) -> Value {
        self.run.paid(self.run.scope.by(step, person))
    }
}

impl Takes {
    /// In words, for someone who gave something else.
    fn is_called(self) -> &'static str {
        match self {
            Self::List => "a list",
            Self::Count => "a number",
            Self::Part => "the name of a part in quotation marks",
            Self::Joint => "words in quotation marks",
            Self::Words => "words",
            Self::Step => "the name of a step",
            Self::Item => "a person",
        }
    }

    /// What stands at this place, if it can: what it comes to is seen later.
    fn take(self, given: Tree) -> Result<Tree, Tree> {
        let comes_to = comes_to(&given);
        let fits = match self {
            Self::List | Self::Item => {
                matches!(comes_to, Gives::Items | Gives::List | Gives::Anything)
            }
            Self::Count => matches!(comes_to, Gives::Number | Gives::Anything),
            Self::Joint => matches!(comes_to, Gives::Words | Gives::Anything),
            Self::Words => !matches!(comes_to, Gives::Number | Gives::YesNo),
            Self::Part | Self::Step => true,
        };
        match (self, given) {
            (Self::Step, Tree::Name(name)) => Ok(Tree::Step(name)),
            (Self::Part, Tree::Value(Spanned { value: Value::Text(name), span })) => {
                Ok(Tree::PartName(Spanned::new(name, span)))
            }
            (Self::Step | Self::Part, other) => Err(other),
            (_, given) => {
                if fits {
                    Ok(given)
                } else {
                    Err(given)
                }
            }
        }
    }
}

/// What an expression comes to, as far as its text tells.
fn comes_to(tree: &Tree) -> Gives {
    match tree {
        Tree::Value(Spanned { value: Value::Number(_), .. })
        | Tree::Pair(Pair::Plus | Pair::Minus, ..) => Gives::Number,
        Tree::Value(Spanned { value: Value::YesNo(_), .. }) | Tree::Not(_) | Tree::Repeats(_) => {
            Gives::YesNo
        }
        Tree::Value(_) | Tree::Words(..) => Gives::Words,
        Tree::Part(_, part) if ["count", "words"].contains(&part.value.as_str()) => Gives::Number,
        Tree::Pair(pair, ..) if pair.compares().is_some() => Gives::YesNo,
        Tree::Call(function, _) => function.value.gives,
        _ => Gives::Anything,
    }
}

/// What stands there, in words.
fn called(tree: &Tree) -> String {
    match (tree, comes_to(tree)) {
        (Tree::Value(Spanned { value: Value::Number(number), .. }), _) => number_in_words(*number),
        (Tree::Value(Spanned { value, .. }), _) => format!("“{}”", short(&value.read_aloud())),
        (Tree::Name(name), _) => format!("`{}`", short(&name.value)),
        (_, Gives::Number) => "a number".to_owned(),
        (_, Gives::YesNo) => "a condition".to_owned(),
        (_, Gives::Words) => "words".to_owned(),
        (_, Gives::Items | Gives::List) => "a list".to_owned(),
        (_, Gives::Anything) => "this".to_owned(),
    }
}

/// The function at this name with what it was given; or what is wrong with that.
pub(super) fn call(
    function: Spanned<&'static Function>,
    given: Vec<Tree>,
) -> Result<Tree, Problem> {
    let Function { name, form, takes, needs, .. } = function.value;
    let wrong_number = |span: Span| {
        let wanted = if *needs == takes.len() {
            needs.to_string()
        } else {
            format!("{needs} or {}", takes.len())
        };
        let thing = if takes.len() == 1 { "thing" } else { "things" };
        let message =
            format!("`{name}` takes {wanted} {thing} in its brackets, not {}", given.len());
        Problem::new("expression", span, message).hint(format!("write it like {form}"))
    };
    if given.len() < *needs {
        return Err(wrong_number(function.span));
    }
    if let Some(extra) = given.get(takes.len()) {
        return Err(wrong_number(extra.place()));
    }
    let mut taken = Vec::with_capacity(given.len());
    for (takes, given) in takes.iter().zip(given) {
        match takes.take(given) {
            Ok(given) => taken.push(given),
            Err(given) => {
                let (wanted, found) = (takes.is_called(), called(&given));
                let message = format!("`{name}` wants {wanted} here, not {found}");
                let hint = match (takes, &given) {
                    (Takes::Part, Tree::Name(part)) => {
                        format!("put quotation marks around it: \"{}\"", short(&part.value))
                    }
                    _ => format!("write it like {form}"),
                };
                return Err(Problem::new("wrong-value", given.place(), message).hint(hint));
            }
        }
    }
    Ok(Tree::Call(function, taken))
}

/// What is wrong with asking a part of what a function gives, if that can be told.
pub(super) fn part_of_call(tree: &Tree, part: &Spanned<String>) -> Option<Problem> {
    let Tree::Call(function, _) = tree else { return None };
    let name = function.value.name;
    let (message, hint) = match function.value.gives {
        Gives::Number => (
            format!("`{name}` gives a number, which has no parts"),
            "leave out the full stop and what follows it",
        ),
        Gives::Words if part.value != "words" => {
            let message =
                format!("`{name}` gives words, which have no part called `{}`", short(&part.value));
            (message, "leave the part out, or count the words with .words")
        }
        _ => return None,
    };
    Some(Problem::new("no-such-part", part.span, message).hint(hint))
}

/// What other languages call our functions.
const ELSEWHERE: [(&str, &str); 22] = [
    ("count", ".count"),
    ("length", ".count"),
    ("len", ".count"),
    ("size", ".count"),
    ("first", ".first"),
    ("last", ".last"),
    ("max", "largest"),
    ("maximum", "largest"),
    ("min", "smallest"),
    ("minimum", "smallest"),
    ("median", "middle"),
    ("average", "middle"),
    ("mean", "middle"),
    ("range", "spread"),
    ("total", "sum"),
    ("reverse", "reversed"),
    ("filter", "where"),
    ("plus", "both"),
    ("concat", "both"),
    ("union", "both"),
    ("except", "without"),
    ("limit", "top"),
];

/// The function called `name`; or what is wrong with calling it so.
pub(super) fn function(name: &Spanned<String>) -> Result<Spanned<&'static Function>, Problem> {
    let word = name.value.as_str();
    if let Some(function) = FUNCTIONS.iter().find(|function| function.name == word) {
        return Ok(Spanned::new(function, name.span));
    }
    let names: Vec<&str> = FUNCTIONS.iter().map(|function| function.name).collect();
    let elsewhere = ELSEWHERE.iter().find(|(other, _)| word.eq_ignore_ascii_case(other));
    let hint = match (elsewhere, nearest(word, &names)) {
        (Some((_, part)), _) if part.starts_with('.') => {
            format!("write it behind the name: votes{part}")
        }
        (Some((_, ours)), _) => format!("did you mean `{ours}`?"),
        (None, Some(ours)) => format!("did you mean `{ours}`?"),
        (None, None) => format!("there are: {}", names.join(", ")),
    };
    let message = format!("there is no function called `{}`", short(word));
    Err(Problem::new("unknown-function", name.span, message).hint(hint))
}
