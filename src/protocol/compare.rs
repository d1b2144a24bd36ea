//! Conditions that can never hold: a question that hangs on one of them would never come, and nobody
//! would know why.

use crate::base::problem::Problem;
use crate::base::span::Spanned;
use crate::expr::{Compares, Value, number_in_words};
use crate::kind::contract::Shape;
use crate::written::suggest::{nearest, short};

/// What is wrong with comparing the answers called `name` in this way, if anything is.
pub(super) fn problem(
    name: &str,
    shape: &Shape,
    (how, with): (Compares, &Spanned<Value>),
) -> Option<Problem> {
    use Compares::{Above, AtLeast, AtMost, Below, Has, Same};
    let never = |message: String, hint: String| {
        Some(Problem::new("never-true", with.span, message).hint(hint))
    };
    match (shape, how, &with.value) {
        (Shape::Number(from, to), _, Value::Number(number)) => {
            let fits = match how {
                Below => number > from,
                AtMost => number >= from,
                Above => number < to,
                AtLeast => number <= to,
                Same | Has => (from..=to).contains(&number),
            };
            let (from, to) = (number_in_words(*from), number_in_words(*to));
            if fits {
                None
            } else {
                never(
                    format!("`{name}` is a number from {from} to {to}, so this never holds"),
                    "compare it with a number between the two".to_owned(),
                )
            }
        }
        (Shape::Number(..), _, Value::Text(words)) => never(
            format!("`{name}` is a number, and “{}” is words", short(words)),
            format!("compare it with a number: {name} >= 5"),
        ),
        (Shape::Several(_), Below | AtMost | Above | AtLeast, Value::Number(_)) => never(
            format!("`{name}` is a list, and a list is not more or less than a number"),
            format!("compare how many there are: {name}.count"),
        ),
        (Shape::Several(_), Same, Value::Text(_)) => never(
            format!("`{name}` is a list, and a list is not a word"),
            format!("ask whether it has the word: {name} has …"),
        ),
        (Shape::Words | Shape::One(_), Below | AtMost | Above | AtLeast, Value::Number(_)) => {
            never(
                format!("`{name}` is words, and words are not more or less than a number"),
                "numbers are asked for with a step of kind scale".to_owned(),
            )
        }
        (Shape::One(Some(all)) | Shape::Several(Some(all)), Same | Has, Value::Text(words))
            if !all.contains(words) =>
        {
            let known: Vec<&str> = all.iter().map(String::as_str).collect();
            let hint = match nearest(words, &known) {
                Some(near) => format!("did you mean “{near}”?"),
                None => format!("its options are: {}", known.join(", ")),
            };
            never(format!("`{name}` has no option “{}”", short(words)), hint)
        }
        _ => None,
    }
}
