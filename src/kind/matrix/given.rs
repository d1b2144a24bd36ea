//! Places from a file of answers.

use crate::base::problem::Problem;
use crate::base::span::Spanned;
use crate::kind::contract::Given;
use crate::kind::matrix::{FAR, Placed, Spec};
use crate::written::tree::Node;

const HINT: &str = "write “item: [across, up]” for each, with two numbers from 0 to 10";

/// `item: [across, up]` or `item: {across: 7, up: 3}` for each, as a group or as a list.
pub(super) fn placed(spec: &Spec, given: &Given<'_>) -> Result<Vec<Placed>, Problem> {
    let mut placed = Vec::new();
    for group in given.items() {
        let Node::Map(entries) = &group.node.value else {
            return Err(group.problem("this step wants a place for each item").hint(HINT));
        };
        for entry in entries {
            let Given { source, scope, .. } = *given;
            let name = Spanned::new(Node::Text(entry.key.value.clone()), entry.key.span);
            let is = spec.items.given(&Given { node: &name, source, scope })?;
            let (across, up) = place(&Given { node: &entry.value, source, scope })?;
            placed.push(Placed { is, across, up });
        }
    }
    Ok(placed)
}

fn place(given: &Given<'_>) -> Result<(u8, u8), Problem> {
    let none = || given.problem("a place is two numbers").hint(HINT);
    let (across, up) = match &given.node.value {
        Node::Map(_) => {
            let (across, up) = (given.part("across"), given.part("up"));
            (across.ok_or_else(none)?, up.ok_or_else(none)?)
        }
        _ => match given.items().as_slice() {
            [across, up] => (
                Given { node: across.node, ..*given },
                Given { node: up.node, ..*given },
            ),
            _ => return Err(none()),
        },
    };
    Ok((number(&across)?, number(&up)?))
}

fn number(given: &Given<'_>) -> Result<u8, Problem> {
    let Node::Number(number) = given.node.value else {
        return Err(given.problem("this is not a number").hint(HINT));
    };
    if number.fract() != 0.0 || !(0.0..=f64::from(FAR)).contains(&number) {
        let problem = given.problem("this number is not on the axis");
        return Err(problem.hint(format!("write a whole number from 0 to {FAR}")));
    }
    Ok(number as u8)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expr::Value;
    use crate::kind::contract::Kind as _;
    use crate::kind::matrix::{Axis, Corners};
    use crate::kind::part::options::{Choice, Chosen, Options, Source};
    use crate::written::yaml;

    fn read(source: &str) -> Result<Vec<String>, String> {
        let choice = |id: &str, text: &str| Choice {
            is: Chosen { id: id.to_owned(), text: text.to_owned() },
            means: String::new(),
        };
        let choices = vec![choice("rain", "It rains"), choice("wind", "It storms")];
        let items = Options { source: Source::Written(choices), other: false };
        let (across, up, corners) = (Axis::default(), Axis::default(), Corners::default());
        let spec = Spec { items, across, up, corners };
        let node = yaml::read(source).map_err(|problem| problem.message())?;
        let given = Given { node: &node, source, scope: &() };
        let answer = spec.given(&given).map_err(|problem| problem.message())?;
        let Value::List(items) = spec.value(&answer) else { return Ok(Vec::new()) };
        let told = |item: &Value| {
            let part = |name| item.part(name).read_aloud();
            format!("{} {} {}", item.read_aloud(), part("across"), part("up"))
        };
        Ok(items.iter().map(told).collect())
    }

    #[test]
    fn places_are_given_as_two_numbers_or_by_the_names_of_the_axes() {
        let expected = Ok(vec!["It storms 7 0".to_owned(), "It rains 10 3".to_owned()]);
        assert_eq!(read("wind: [7, 0]\nrain: {up: 3, across: 10}\n"), expected);
        assert_eq!(read("- wind: [7, 0]\n- It rains: [10, 3]\n"), expected);
    }

    #[test]
    fn what_is_no_place_is_refused() {
        for (source, part) in [
            ("rain", "a place for each item"),
            ("[]", "nothing has a place"),
            ("snow: [1, 2]", "not one of the options"),
            ("rain: [1, 2, 3]", "two numbers"),
            ("rain: 7", "two numbers"),
            ("rain: {across: 7}", "two numbers"),
            ("rain: [1, high]", "not a number"),
            ("rain: [1, 11]", "not on the axis"),
            ("rain: [1.5, 1]", "not on the axis"),
            ("- rain: [1, 1]\n- rain: [1, 2]", "placed twice"),
        ] {
            let told = read(source).expect_err(source);
            assert!(told.contains(part), "{source}: {told}");
        }
    }
}
