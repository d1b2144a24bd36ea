//! Something wrong in a file that a person wrote, or worth a second look: a code, a place, what is
//! wrong, how to mend it.

use unicode_width::UnicodeWidthStr;

use crate::base::clean;
use crate::base::span::{Place, Span, mark};

/// Longest message or hint shown, in characters. A number of a million digits is quoted back cut.
const LONGEST: usize = 400;
/// Longest source line shown in an excerpt, in bytes; longer lines are shown around the place.
const LONGEST_LINE: usize = 160;
/// Most problems told of one file. Nobody mends more in one go, and a hostile file could cause
/// hundreds of thousands.
pub const MOST: usize = 100;

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Weight {
    /// The file cannot be used as it is.
    #[default]
    Problem,
    /// It can, and something in it is worth a second look.
    Remark,
}

impl Weight {
    /// What such a finding is called.
    pub fn says(self) -> &'static str {
        match self {
            Self::Problem => "problem",
            Self::Remark => "remark",
        }
    }
}

/// One thing wrong in a file, or worth a second look.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// How much it weighs.
    pub weight: Weight,
    /// A stable name in words, such as `unknown-key`.
    pub code: &'static str,
    /// Where.
    pub span: Span,
    /// What is wrong: lower case, one fact.
    pub message: String,
    /// How to mend it: an action.
    pub hint: Option<String>,
}

impl Problem {
    /// A problem with no advice yet.
    pub fn new(code: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self { weight: Weight::Problem, code, span, message: message.into(), hint: None }
    }

    /// Something worth a second look, with no advice yet.
    pub fn remark(code: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self { weight: Weight::Remark, ..Self::new(code, span, message) }
    }

    /// The same problem, with a way to mend it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Line and column, as a person counts them.
    pub fn place(&self, source: &str) -> Place {
        Place::of(source, self.span.start)
    }

    /// Line and column of what comes after it.
    pub fn end(&self, source: &str) -> Place {
        Place::of(source, self.span.end.max(self.span.start))
    }

    /// The message, harmless and of bounded length.
    pub fn message(&self) -> String {
        clean::for_line(&self.message, LONGEST)
    }

    /// The advice, harmless and of bounded length.
    pub fn advice(&self) -> Option<String> {
        self.hint.as_deref().map(|hint| clean::for_line(hint, LONGEST))
    }

    /// `file:line:column`, harmless.
    pub fn where_in(&self, file: &str, source: &str) -> String {
        let place = self.place(source);
        format!("{}:{}:{}", clean::for_line(file, LONGEST), place.line, place.column)
    }

    /// `file:line:column: message`, on one line.
    pub fn headline(&self, file: &str, source: &str) -> String {
        let place = self.where_in(file, source);
        let remark = if self.weight == Weight::Remark { "remark: " } else { "" };
        format!("{place}: {remark}{} [{}]", self.message(), self.code)
    }

    /// The headline, the excerpt with a caret, and the way to mend it.
    pub fn render(&self, file: &str, source: &str) -> String {
        let mut shown = self.headline(file, source);
        let excerpt = Excerpt::of(source, self.span, LONGEST_LINE);
        shown.push_str(&format!("\n{}\n", excerpt.lines().join("\n")));
        if let Some(advice) = self.advice() {
            shown.push_str(&format!("{} = {advice}\n", excerpt.gutter()));
        }
        shown
    }
}

/// All that is wrong in one file, in the order of the file. Never empty.
#[derive(Clone, Debug, PartialEq)]
pub struct Problems(Vec<Problem>);

impl Problems {
    /// `None` when there is nothing wrong.
    pub fn new(mut problems: Vec<Problem>) -> Option<Self> {
        problems.sort_by_key(|problem| (problem.span.start, problem.span.end));
        problems.dedup();
        problems.truncate(MOST);
        (!problems.is_empty()).then_some(Self(problems))
    }

    /// One problem alone.
    pub fn one(problem: Problem) -> Self {
        Self(vec![problem])
    }

    /// The first in the file.
    pub fn first(&self) -> &Problem {
        &self.0[0]
    }

    /// All of them, in the order of the file.
    pub fn iter(&self) -> std::slice::Iter<'_, Problem> {
        self.0.iter()
    }
}

impl<'a> IntoIterator for &'a Problems {
    type Item = &'a Problem;
    type IntoIter = std::slice::Iter<'a, Problem>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// The line of a file that something begins on, made harmless.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    number: usize,
    before: String,
    inside: String,
    after: String,
}

impl Excerpt {
    /// The line `span` begins on; of one that is longer than `most` bytes, the part around it.
    pub fn of(source: &str, span: Span, most: usize) -> Self {
        let start = source.floor_char_boundary(span.start.min(source.len())).max(mark(source));
        let number = Place::of(source, start).line;
        let from = source[..start].rfind('\n').map_or_else(|| mark(source), |at| at + 1);
        let to = source[start..].find('\n').map_or(source.len(), |at| start + at);
        let (from, to) = window(source, (from, to), start, most);
        let end = source.floor_char_boundary(span.end.clamp(start, to)).max(start);
        let (before, inside) = (flat(&source[from..start]), flat(&source[start..end]));
        Self { number, before, inside, after: flat(&source[end..to]) }
    }

    /// The blanks below the number of the line.
    pub fn gutter(&self) -> String {
        " ".repeat(self.number.to_string().len())
    }

    /// A line of its own for air, the line itself, and carets below what is meant.
    pub fn lines(&self) -> [String; 3] {
        let Self { number, before, inside, after } = self;
        let gutter = self.gutter();
        let indent = " ".repeat(before.width());
        let carets = "^".repeat(inside.width().max(1));
        [
            format!("{gutter} |"),
            format!("{number} | {before}{inside}{after}"),
            format!("{gutter} | {indent}{carets}"),
        ]
    }
}

/// The part of the line `from..to` around `at` that is short enough to show.
fn window(source: &str, (from, to): (usize, usize), at: usize, most: usize) -> (usize, usize) {
    if to - from <= most {
        return (from, to);
    }
    let start = source.floor_char_boundary(at.saturating_sub(most / 2).max(from));
    let end = source.floor_char_boundary((start + most).min(to));
    (start, end)
}

fn flat(text: &str) -> String {
    clean::for_display(&text.replace('\t', " ").replace('\r', "")).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_excerpt_points_at_the_word() {
        let source = "id: x\nminutes: soon\n";
        let problem =
            Problem::new("wrong-type", Span::new(15, 19), "`minutes` wants a number, not “soon”")
                .hint("write a whole number, such as 30");
        let shown = problem.render("x.yaml", source);
        let expected = "x.yaml:2:10: `minutes` wants a number, not “soon” [wrong-type]\n  |\n\
                        2 | minutes: soon\n  |          ^^^^\n  = write a whole number, such as 30\n";
        assert_eq!(shown, expected);
    }

    #[test]
    fn any_span_in_any_text_can_be_shown() {
        for source in ["", "é", "a\u{1b}[2Jb", "one\ntwo\n", &"x".repeat(5_000)] {
            for start in 0..source.len().min(40) + 3 {
                for end in [0, start, start + 1, usize::MAX] {
                    let shown =
                        Problem::new("c", Span { start, end }, "m").render("f\u{1b}", source);
                    assert!(!shown.contains('\u{1b}'));
                    assert!(shown.len() < 2_000);
                }
            }
        }
    }
}
