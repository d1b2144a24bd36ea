//! A map from a file of answers: each link in a line, or with its parts by name.

use crate::base::problem::Problem;
use crate::kind::contract::{Draft, Given, Kind as _, Opening, Passage};
use crate::kind::map::names::{self, Named, Tail};
use crate::kind::map::sketch::Sketch;
use crate::kind::map::{Answer, Sign, Spec, Sure};
use crate::written::tree::Node;

/// The answer that a file gives.
pub(super) fn given(spec: &Spec, given: &Given<'_>) -> Result<Answer, Problem> {
    // What stands there to begin with is not part of what a file gives.
    let nothing = Draft { texts: vec![Passage::default()], ..Draft::default() };
    let draft = Some(&nothing);
    let opening = Opening { scope: given.scope, earlier: None, used: &[], draft, time: None };
    let mut sketch = Sketch::open(spec, &opening);
    for link in given.items() {
        one(spec, &mut sketch, &link)?;
    }
    let answer = sketch.answer().ok_or_else(|| given.problem("there is nothing on this map"))?;
    spec.admits(&answer).map_err(|why| given.problem(why.to_string()))?;
    Ok(answer)
}

fn one(spec: &Spec, sketch: &mut Sketch, given: &Given<'_>) -> Result<(), Problem> {
    let hint = "write it as “errors + checks” or “errors - trust, late”";
    let (from, minus, to, tail) = if matches!(given.node.value, Node::Map(_)) {
        let part = |key: &str| match given.part(key) {
            Some(part) => part.words(),
            None => Err(given.problem(format!("this link has no {key}")).hint(hint)),
        };
        let sign = part("sign")?;
        let Some(sign) = Sign::called(&sign) else {
            return Err(given.problem("the sign of a link is + or -").hint("write \"+\" or \"-\""));
        };
        let late = given.part("delay").is_some_and(|delay| delay.node.value == Node::YesNo(true));
        let sure = match given.part("sure") {
            None => None,
            Some(sure) => {
                let word = sure.words()?;
                let known = Sure::called(&word);
                let problem = || sure.problem(format!("“{word}” is no way of knowing"));
                Some(known.ok_or_else(|| problem().hint("write data, experience or hunch"))?)
            }
        };
        (part("from")?, sign.is_minus(), part("to")?, Some(Tail { late, sure }))
    } else {
        let words = given.words()?;
        let Some(line) = names::line(&words) else {
            return Err(given.problem("this is not a link").hint(hint));
        };
        (line.from.to_owned(), line.minus, line.rest.to_owned(), None)
    };
    let from = variable(spec, sketch, given, &from)?;
    let (to, tail) = match (tail, names::named(&sketch.variables, &to)) {
        (Some(tail), _) => (variable(spec, sketch, given, &to)?, tail),
        (None, Named::One(at)) => (at, Tail::default()),
        (None, _) => {
            let (name, tail) = names::tail(&to);
            (variable(spec, sketch, given, name)?, tail)
        }
    };
    match sketch.link(from, minus, to, tail) {
        Some(_) => Ok(()),
        None => Err(given.problem("a variable cannot be linked to itself")),
    }
}

/// The variable called so; added where that may be.
fn variable(
    spec: &Spec,
    sketch: &mut Sketch,
    given: &Given<'_>,
    words: &str,
) -> Result<usize, Problem> {
    if let Named::One(at) = names::named(&sketch.variables, words) {
        return Ok(at);
    }
    if spec.new_items && !words.trim().is_empty() {
        let no_room = || given.problem("there is no room for another variable");
        return sketch.add(words).ok_or_else(no_room);
    }
    let names: Vec<&str> = sketch.variables.iter().map(|one| one.text.as_str()).collect();
    let problem = given.problem(format!("“{words}” is not one of the variables"));
    Err(problem.hint(format!("name one of: {}", names.join("; "))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kind::part::options::{Choice, Chosen, Options, Source};
    use crate::written::yaml;

    fn read(source: &str, new_items: bool) -> Result<Vec<String>, String> {
        let choice = |name: &str| Choice {
            is: Chosen { id: name.to_lowercase(), text: name.to_owned() },
            means: String::new(),
        };
        let items = ["Errors", "Checks", "Time"].map(choice).into();
        let items = Options { source: Source::Written(items), other: false };
        let spec = Spec { items, new_items, at_most: 3, sure: true, start_from: None };
        let node = yaml::read(source).map_err(|problem| problem.message())?;
        let given = Given { node: &node, source, scope: &() };
        let answer = super::given(&spec, &given).map_err(|problem| problem.message())?;
        let told = |link: &crate::kind::map::Link| {
            let sure = link.sure.map_or("", Sure::name);
            format!("{} {} [{sure}]", link.id, answer.link_in_words(link))
        };
        Ok(answer.links.iter().map(told).collect())
    }

    #[test]
    fn links_are_given_in_lines_or_in_parts() {
        let source = "- errors + checks\n- checks - 3 late, hunch\n\
                      - {from: Time, sign: \"-\", to: Errors, delay: true, sure: data}\n";
        let expected = [
            "1 more Errors → more Checks []",
            "2 more Checks → later less Time [hunch]",
            "3 more Time → later less Errors [data]",
        ];
        assert_eq!(read(source, false), Ok(expected.map(str::to_owned).into()));
        let more = ["1 more Errors → more calm []".to_owned()];
        assert_eq!(read("errors + calm", true), Ok(more.into()));
    }

    #[test]
    fn what_is_no_link_is_refused() {
        for (source, part) in [
            ("[]", "nothing on this map"),
            ("errors", "not a link"),
            ("errors + calm", "not one of the variables"),
            ("errors + errors", "to itself"),
            ("{from: errors, to: checks}", "no sign"),
            ("{from: errors, sign: up, to: checks}", "+ or -"),
            ("{from: errors, sign: \"+\", to: checks, sure: very}", "no way of knowing"),
            ("[1 + 2, 1 + 3, 2 + 3, 2 - 1]", "room for 3 links"),
        ] {
            let told = read(source, false).expect_err(source);
            assert!(told.contains(part), "{source}: {told}");
        }
    }
}
