//! Parties from a file of answers.

use crate::base::problem::Problem;
use crate::kind::contract::Given;
use crate::kind::stakeholders::{Party, Spec};
use crate::written::tree::Node;

/// A name for each, or a group with `party:` and what else is asked for.
pub(super) fn parties(spec: &Spec, given: &Given<'_>) -> Result<Vec<Party>, Problem> {
    given.items().iter().zip(1..).map(|(party, id)| self::party(spec, party, id)).collect()
}

fn party(spec: &Spec, given: &Given<'_>, id: u32) -> Result<Party, Problem> {
    if !matches!(given.node.value, Node::Map(_)) {
        let cells = vec![String::new(); spec.cells.len()];
        return Ok(Party { id, name: given.words()?, cells, ..Party::default() });
    }
    let name = given.part("party").ok_or_else(|| {
        given.problem("this party has no name").hint("add party: with what it is called")
    })?;
    let words = |(key, _): &(&str, &str)| given.part(key).map_or(Ok(String::new()), |g| g.words());
    let cells = spec.cells.iter().map(words).collect::<Result<_, _>>()?;
    let in_room = spec.in_room && marked(given, "in_room", ["yes", "no"])?;
    let heard = spec.heard && marked(given, "heard", ["asked", "guess"])?;
    Ok(Party { id, name: name.words()?, cells, in_room, heard })
}

/// Yes or no, or one of two words for them.
fn marked(given: &Given<'_>, key: &str, [yes, no]: [&str; 2]) -> Result<bool, Problem> {
    let Some(mark) = given.part(key) else { return Ok(false) };
    match &mark.node.value {
        Node::YesNo(marked) => Ok(*marked),
        Node::Text(word) if [yes, "yes"].contains(&word.as_str()) => Ok(true),
        Node::Text(word) if [no, "no"].contains(&word.as_str()) => Ok(false),
        _ => {
            let problem = mark.problem(format!("`{key}` wants {yes} or {no}"));
            Err(problem.hint(format!("write {yes} or {no}")))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expr::Value;
    use crate::kind::contract::Kind as _;
    use crate::kind::stakeholders::CELLS;
    use crate::written::yaml;

    fn read(source: &str) -> Result<Vec<String>, String> {
        let spec = Spec { cells: CELLS[..2].to_vec(), in_room: true, heard: true };
        let node = yaml::read(source).map_err(|problem| problem.message())?;
        let given = Given { node: &node, source, scope: &() };
        let answer = spec.given(&given).map_err(|problem| problem.message())?;
        let Value::List(items) = spec.value(&answer) else { return Ok(Vec::new()) };
        let told = |item: &Value| {
            let parts = ["id", "wants", "fears", "in_room", "heard"];
            let parts = parts.map(|name| item.part(name).read_aloud()).join("|");
            format!("{}|{parts}", item.read_aloud())
        };
        Ok(items.iter().map(told).collect())
    }

    #[test]
    fn a_party_is_given_by_its_name_or_with_all_that_is_asked_for() {
        let source = "- The cleaners\n\
                      - {party: The river, wants: to run, in_room: no, heard: guess}\n\
                      - {party: Ines, fears: a winter, in_room: true, heard: asked}\n";
        let expected = [
            "The cleaners|1|||no|a guess",
            "The river|2|to run||no|a guess",
            "Ines|3||a winter|yes|asked",
        ];
        assert_eq!(read(source), Ok(expected.map(str::to_owned).into()));
    }

    #[test]
    fn what_is_no_party_is_refused() {
        for (source, part) in [
            ("[]", "nobody is named"),
            ("- ''", "has no name"),
            ("- {wants: to run}", "has no name"),
            ("- {party: Ines, in_room: perhaps}", "wants yes or no"),
            ("- {party: Ines, heard: 7}", "wants asked or guess"),
            ("- {party: Ines, wants: [a, b]}", "wants words"),
        ] {
            let told = read(source).expect_err(source);
            assert!(told.contains(part), "{source}: {told}");
        }
    }
}
