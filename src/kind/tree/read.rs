//! A tree from a file of answers: lines, each with those under it.

use crate::base::problem::Problem;
use crate::kind::contract::{Given, Kind as _};
use crate::kind::tree::{Answer, Item, MOST, Spec};
use crate::written::tree::Node;

/// What is read so far.
struct Reading<'a> {
    spec: &'a Spec,
    items: Vec<Item>,
    /// Lines that lead back, and the words they lead back to.
    back: Vec<(usize, Given<'a>)>,
}

/// The answer that a file gives.
pub(super) fn given(spec: &Spec, given: &Given<'_>) -> Result<Answer, Problem> {
    let mut reading = Reading { spec, items: Vec::new(), back: Vec::new() };
    reading.lines(given, 0, 1)?;
    let root = spec.root.fill(given.scope);
    for (at, given) in &reading.back {
        let words = given.words()?;
        let line = reading.items.iter().find(|item| item.text == words).map(|item| item.id);
        let to = line.or((words == root).then_some(0));
        let Some(to) = to else {
            let problem = given.problem(format!("no line says “{words}”"));
            return Err(problem.hint("write the words of the line that it leads back to"));
        };
        reading.items[*at].back_to = Some(to);
    }
    let answer = Answer { root, items: reading.items };
    spec.admits(&answer).map_err(|why| given.problem(why.to_string()))?;
    Ok(answer)
}

impl<'a> Reading<'a> {
    /// Lines under one another in a list; a chain may be written as one.
    fn lines(&mut self, given: &Given<'a>, under: u32, deep: usize) -> Result<(), Problem> {
        let (mut under, mut deep) = (under, deep);
        for line in given.items() {
            if deep > self.spec.deepest || self.items.len() == MOST {
                let message = format!(
                    "a tree has {MOST} lines on {} levels at most here",
                    self.spec.deepest
                );
                return Err(line.problem(message));
            }
            let id = self.line(&line, under, deep)?;
            if self.spec.widest == 1 {
                (under, deep) = (id, deep + 1);
            }
        }
        Ok(())
    }

    /// One line: its words, `words: [lines under it]`, or `{text, under, back_to}`.
    fn line(&mut self, given: &Given<'a>, under: u32, deep: usize) -> Result<u32, Problem> {
        let entries = match &given.node.value {
            Node::Map(entries) => entries.as_slice(),
            _ => &[],
        };
        let (text, below, back) = match (given.part("text"), entries) {
            (Some(text), _) => (text.words()?, given.part("under"), given.part("back_to")),
            (None, [only]) => {
                let below = Given { node: &only.value, source: given.source, scope: given.scope };
                (only.key.value.clone(), Some(below), None)
            }
            (None, []) => (given.words()?, None, None),
            (None, _) => {
                let problem = given.problem("a line of a tree is words, or a group");
                return Err(problem.hint("write text:, and under: or back_to: where there are any"));
            }
        };
        let id = self.items.len() as u32 + 1;
        let at = self.items.len();
        self.items.push(Item { id, text, under, back_to: None });
        if let Some(below) = below.filter(|below| below.node.value != Node::Nothing) {
            self.lines(&below, id, deep + 1)?;
        }
        self.back.extend(back.map(|back| (at, back)));
        Ok(id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expr::Text;
    use crate::written::yaml;

    fn read(source: &str, deepest: usize, widest: usize) -> Result<Vec<String>, String> {
        let (root, problems) = Text::parse("It was late", &|at| at);
        assert!(problems.is_empty());
        let spec = Spec { root, deepest, widest, returns: true };
        let node = yaml::read(source).map_err(|problem| problem.message())?;
        let given = Given { node: &node, source, scope: &() };
        let answer = super::given(&spec, &given).map_err(|problem| problem.message())?;
        let line = |item: &Item| {
            let back = item.back_to.map(|to| format!(" > {to}")).unwrap_or_default();
            format!("{} {}: {}{back}", item.id, item.under, item.text)
        };
        Ok(answer.items.iter().map(line).collect())
    }

    #[test]
    fn lines_may_be_given_as_a_list_of_lists_or_as_a_chain() {
        let nested = "- one:\n    - two\n    - three: [four]\n- {text: five, back_to: It was late}\n";
        let lines = read(nested, 3, 2);
        let expected = ["1 0: one", "2 1: two", "3 1: three", "4 3: four", "5 0: five > 0"];
        assert_eq!(lines, Ok(expected.map(str::to_owned).into()));
        assert_eq!(read("[a, b]", 3, 1), Ok(vec!["1 0: a".to_owned(), "2 1: b".to_owned()]));
        let back = "- text: a\n  under:\n    - text: b\n      back_to: a\n";
        assert_eq!(read(back, 3, 2), Ok(vec!["1 0: a".to_owned(), "2 1: b > 1".to_owned()]));
    }

    #[test]
    fn what_is_no_tree_is_refused() {
        for (source, part) in [
            ("[a, b, c]", "room for 2 lines under one"),
            ("- a: [b: [c: [d]]]", "on 3 levels at most"),
            ("- {text: a, back_to: nobody}", "no line says"),
            ("- {one: a, two: b}", "is words, or a group"),
            ("- ['']", "this step wants words"),
            ("- ''", "says nothing"),
            ("[]", "nothing in this tree"),
        ] {
            let told = read(source, 3, 2).expect_err(source);
            assert!(told.contains(part), "{source}: {told}");
        }
        let many: Vec<String> = (0..70).map(|n| format!("- line {n}")).collect();
        assert!(read(&many.join("\n"), 3, 12).is_err());
    }
}
