//! Something wrong in a file that a person wrote: a code, a place, what is wrong, how to mend it.

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

/// One thing wrong in a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
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
        Self { code, span, message: message.into(), hint: None }
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

    /// The message, harmless and of bounded length.
    pub fn message(&self) -> String {
        clean::for_line(&self.message, LONGEST)
    }

    /// The advice, harmless and of bounded length.
    pub fn advice(&self) -> Option<String> {
        self.hint.as_deref().map(|hint| clean::for_line(hint, LONGEST))
    }

    /// `file:line:column: message`, on one line.
    pub fn headline(&self, file: &str, source: &str) -> String {
        let place = self.place(source);
        let file = clean::for_line(file, LONGEST);
        format!("{file}:{}:{}: {} [{}]", place.line, place.column, self.message(), self.code)
    }

    /// The headline, the excerpt with a caret, and the way to mend it.
    pub fn render(&self, file: &str, source: &str) -> String {
        let (line, before, inside, after) = excerpt(source, self.span);
        let gutter = " ".repeat(line.to_string().len());
        let indent = " ".repeat(before.width());
        let carets = "^".repeat(inside.width().max(1));
        let mut shown = self.headline(file, source);
        shown.push_str(&format!("\n{gutter} |\n{line} | {before}{inside}{after}"));
        shown.push_str(&format!("\n{gutter} | {indent}{carets}\n"));
        if let Some(advice) = self.advice() {
            shown.push_str(&format!("{gutter} = {advice}\n"));
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

/// The line `span` begins on, made harmless: its number, and what stands before, inside and after.
fn excerpt(source: &str, span: Span) -> (usize, String, String, String) {
    let start = source.floor_char_boundary(span.start.min(source.len())).max(mark(source));
    let line = Place::of(source, start).line;
    let from = source[..start].rfind('\n').map_or_else(|| mark(source), |at| at + 1);
    let to = source[start..].find('\n').map_or(source.len(), |at| start + at);
    let (from, to) = window(source, from, to, start);
    let end = source.floor_char_boundary(span.end.clamp(start, to)).max(start);
    (line, flat(&source[from..start]), flat(&source[start..end]), flat(&source[end..to]))
}

/// The part of the line `from..to` around `at` that is short enough to show.
fn window(source: &str, from: usize, to: usize, at: usize) -> (usize, usize) {
    if to - from <= LONGEST_LINE {
        return (from, to);
    }
    let start = source.floor_char_boundary(at.saturating_sub(LONGEST_LINE / 2).max(from));
    let end = source.floor_char_boundary((start + LONGEST_LINE).min(to));
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
