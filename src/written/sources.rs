//! The texts that one protocol is read from: its own file, the fragments it uses, a translation.
//! They are laid one after the other, so that a place is one number wherever it lies.

use crate::base::problem::Problem;
use crate::base::span::{Span, Spanned};
use crate::written::tree::{Entry, Node};
use crate::written::yaml;

/// One file beside a protocol.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Sheet {
    /// Its name, for people.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// The texts of one protocol, one after the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sources {
    text: String,
    /// Each sheet's name, and where it begins.
    sheets: Vec<(String, usize)>,
}

impl Sources {
    /// Nothing but the protocol's own file.
    pub fn of(name: &str, text: &str) -> Self {
        Self { text: text.to_owned(), sheets: vec![(name.to_owned(), 0)] }
    }

    /// All of it, for looking up places.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The protocol's own file.
    pub fn own(&self) -> &str {
        self.sheet_at(0)
    }

    /// Adds a sheet, and reads it. Its places are places in the whole.
    pub fn add(&mut self, sheet: &Sheet) -> Result<Spanned<Node>, Problem> {
        // A sheet that ends within a line must not run into the next one.
        self.text.push('\n');
        let start = self.text.len();
        self.text.push_str(&sheet.text);
        self.sheets.push((sheet.name.clone(), start));
        match yaml::read(&sheet.text) {
            Ok(tree) => Ok(moved(tree, start)),
            Err(problem) => Err(Problem { span: moved_span(problem.span, start), ..problem }),
        }
    }

    /// The sheets that were added to the first.
    pub fn beside(&self) -> Vec<Sheet> {
        let sheet = |at: usize| {
            let (name, _) = &self.sheets[at];
            Sheet { name: name.clone(), text: self.sheet_at(at).to_owned() }
        };
        (1..self.sheets.len()).map(sheet).collect()
    }

    /// The name and the text of the sheet a problem stands in, and the problem as that sheet
    /// counts.
    pub fn locate(&self, problem: &Problem) -> (&str, &str, Problem) {
        let after = self.sheets.partition_point(|(_, start)| *start <= problem.span.start);
        let at = after.saturating_sub(1);
        let (name, start) = &self.sheets[at];
        let within = |place: usize| place.saturating_sub(*start);
        let span = Span::new(within(problem.span.start), within(problem.span.end));
        (name, self.sheet_at(at), Problem { span, ..problem.clone() })
    }

    /// The problem with its excerpt, from the sheet it stands in.
    pub fn render(&self, problem: &Problem) -> String {
        let (name, text, problem) = self.locate(problem);
        problem.render(name, text)
    }

    /// The problem on one line.
    pub fn headline(&self, problem: &Problem) -> String {
        let (name, text, problem) = self.locate(problem);
        problem.headline(name, text)
    }

    fn sheet_at(&self, at: usize) -> &str {
        let (_, start) = &self.sheets[at];
        let end = self.sheets.get(at + 1).map_or(self.text.len(), |(_, next)| next - 1);
        &self.text[*start..end]
    }
}

fn moved_span(span: Span, by: usize) -> Span {
    Span::new(span.start + by, span.end + by)
}

fn moved(tree: Spanned<Node>, by: usize) -> Spanned<Node> {
    let value = match tree.value {
        Node::List(items) => Node::List(items.into_iter().map(|item| moved(item, by)).collect()),
        Node::Map(entries) => {
            let entry = |Entry { key, value }: Entry| Entry {
                key: Spanned::new(key.value, moved_span(key.span, by)),
                value: moved(value, by),
            };
            Node::Map(entries.into_iter().map(entry).collect())
        }
        plain => plain,
    };
    Spanned::new(value, moved_span(tree.span, by))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_is_told_of_the_sheet_it_stands_in() {
        let mut sources = Sources::of("one.yaml", "a: 1");
        let sheet = Sheet { name: "two.yaml".to_owned(), text: "b: 2\nc: [x]\n".to_owned() };
        let tree = sources.add(&sheet).expect("a tree");
        let Node::Map(entries) = &tree.value else { panic!("a map") };
        let problem = Problem::new("c", entries[1].value.span, "m");
        assert_eq!(sources.headline(&problem), "two.yaml:2:4: m [c]");
        assert_eq!(entries[1].value.span.of(sources.text()), "[x]");
        let problem = Problem::new("c", Span::new(3, 4), "m");
        assert_eq!(sources.headline(&problem), "one.yaml:1:4: m [c]");
        assert_eq!(sources.beside(), [sheet]);
    }

    #[test]
    fn a_slip_in_a_sheet_points_into_that_sheet() {
        let mut sources = Sources::of("one.yaml", "a: 1\n");
        let sheet = Sheet { name: "two.yaml".to_owned(), text: "b: [\n".to_owned() };
        let problem = sources.add(&sheet).expect_err("never closed");
        assert!(sources.headline(&problem).starts_with("two.yaml:1:"), "{problem:?}");
    }
}
