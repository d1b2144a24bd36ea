//! Words with quotations in them: `You wrote: {vision}`. A literal brace is doubled.

use crate::base::problem::Problem;
use crate::base::span::{Span, Spanned};
use crate::expr::eval::Run;
use crate::expr::fuel::Fuel;
use crate::expr::item::{LONGEST_WORDS, cut};
use crate::expr::tree::Tree;
use crate::expr::{Expr, Named, Replacement, Scope, Value};

/// Words as an author wrote them, quotations parsed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Text(Vec<Piece>);

#[derive(Clone, Debug, PartialEq)]
enum Piece {
    Words(String),
    Quote(Expr),
}

impl Text {
    /// Words without quotations.
    pub fn plain(words: &str) -> Self {
        Self(vec![Piece::Words(words.to_owned())])
    }

    /// Parses `words`. `place` tells where in the file a byte of `words` stands. All problems are
    /// reported; what could be read is returned beside them.
    pub fn parse(words: &str, place: &dyn Fn(usize) -> usize) -> (Self, Vec<Problem>) {
        let mut pieces = Vec::new();
        let mut problems = Vec::new();
        let mut plain = String::new();
        let mut rest = words;
        while let Some(at) = rest.find(['{', '}']) {
            plain.push_str(&rest[..at]);
            let here = words.len() - rest.len() + at;
            let brace = &rest[at..=at];
            rest = &rest[at + 1..];
            if rest.starts_with(brace) {
                plain.push_str(brace);
                rest = &rest[1..];
                continue;
            }
            match rest.find(['{', '}']) {
                Some(length) if brace == "{" && rest[length..].starts_with('}') => {
                    let start = place(here + 1);
                    match Expr::parse(&rest[..length], start) {
                        Ok(expr) => {
                            pieces.push(Piece::Words(std::mem::take(&mut plain)));
                            pieces.push(Piece::Quote(expr));
                        }
                        Err(problem) => problems.push(problem),
                    }
                    rest = &rest[length + 1..];
                }
                _ => problems.push(lone(brace, place(here))),
            }
        }
        plain.push_str(rest);
        pieces.push(Piece::Words(plain));
        pieces.retain(|piece| !matches!(piece, Piece::Words(words) if words.is_empty()));
        (Self(pieces), problems)
    }

    /// The words with every quotation filled in. What is quoted is not read again for braces.
    pub fn fill(&self, scope: &dyn Scope) -> String {
        self.fill_in(&Run { scope, fuel: &Fuel::full() })
    }

    pub(super) fn fill_in(&self, run: &Run<'_>) -> String {
        let mut filled = String::new();
        for piece in &self.0 {
            match piece {
                Piece::Words(words) => filled.push_str(words),
                Piece::Quote(Expr(tree)) => filled.push_str(&run.value(tree).read_aloud()),
            }
            if filled.len() > LONGEST_WORDS {
                break;
            }
        }
        cut(filled)
    }

    /// The same words with names replaced. A quotation of a name in whose place words stand is
    /// those words.
    #[must_use]
    pub fn substitute(&self, by: &dyn Fn(&str) -> Option<Replacement>) -> Self {
        let mut pieces = Vec::new();
        for piece in &self.0 {
            let Piece::Quote(expr) = piece else {
                pieces.push(piece.clone());
                continue;
            };
            match expr.as_name().and_then(|name| by(&name.value)) {
                Some(Replacement::Text(text)) => pieces.extend(text.0),
                _ => pieces.push(Piece::Quote(expr.substitute(by))),
            }
        }
        Self(pieces)
    }

    /// As a value in an expression, at the place of the name it stands for: what it quotes, if it
    /// quotes one thing and says nothing else.
    pub(super) fn into_tree(self, span: Span) -> Tree {
        match <[Piece; 1]>::try_from(self.0) {
            Ok([Piece::Quote(Expr(tree))]) => tree,
            Ok([Piece::Words(words)]) => Tree::Value(Spanned::new(Value::Text(words), span)),
            Err(pieces) if pieces.is_empty() => Tree::Value(Spanned::new(Value::Nothing, span)),
            Err(pieces) => Tree::Words(Box::new(Self(pieces)), span),
        }
    }

    /// Every name quoted, each with its place and the parts asked of it.
    pub fn named(&self) -> Vec<Named<'_>> {
        let quotes = self.0.iter().filter_map(|piece| match piece {
            Piece::Quote(expr) => Some(expr.named()),
            Piece::Words(_) => None,
        });
        quotes.flatten().collect()
    }

    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

fn lone(brace: &str, at: usize) -> Problem {
    let span = Span::new(at, at + 1);
    if brace == "{" {
        Problem::new("quotation", span, "{ opens a quotation that is never closed")
            .hint("close it with }, or write {{ to show a brace")
    } else {
        Problem::new("quotation", span, "} closes a quotation that was never opened")
            .hint("write { once before the name to quote it, or }} to show a brace")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expr::Value;

    struct One;

    impl Scope for One {
        fn value(&self, name: &str) -> Value {
            if name == "vision" { Value::Text("{calm}".to_owned()) } else { Value::Nothing }
        }
    }

    #[test]
    fn quotations_are_filled_once() {
        let (text, problems) = Text::parse("You wrote: {vision}. {{so}}{other}", &|at| at);
        assert_eq!(problems, []);
        assert_eq!(text.fill(&One), "You wrote: {calm}. {so}");
        assert_eq!(text.named().len(), 2);
        assert_eq!(text.named()[0].name.span, Span::new(12, 18));
    }

    #[test]
    fn every_lone_brace_is_reported() {
        let (_, problems) = Text::parse("a } b { c {vision} } e { d", &|at| at + 10);
        let places: Vec<usize> = problems.iter().map(|problem| problem.span.start).collect();
        assert_eq!(places, [12, 16, 29, 33]);
        let (_, problems) = Text::parse("{vision, and {other}", &|at| at);
        assert_eq!(problems.len(), 1, "what follows an open brace is still read");
    }
}
