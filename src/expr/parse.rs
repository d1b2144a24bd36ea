//! Words into an expression. Bounded in length and depth, so that no file can exhaust the stack.

use crate::base::clean;
use crate::base::problem::Problem;
use crate::base::span::{Span, Spanned};
use crate::expr::arguments;
use crate::expr::token::{Token, tokens};
use crate::expr::tree::{Pair, Tree};
use crate::expr::value::Value;

/// Longest expression, in bytes.
pub(super) const LONGEST: usize = 1_024;
/// Deepest nesting of parentheses and `not`.
const DEEPEST: usize = 32;

/// Words that join and compare; no step can be called one of these.
pub(super) const RESERVED: [&str; 9] =
    ["and", "or", "not", "is", "has", "lacks", "repeats", "yes", "no"];

/// Parses `source`, whose first byte stands at `start` in the file.
pub(super) fn parse(source: &str, start: usize) -> Result<Tree, Problem> {
    let whole = Span::new(start, start + source.len());
    if source.len() > LONGEST {
        let message = format!("a condition or quotation has at most {LONGEST} bytes");
        return Err(Problem::new("expression", whole, message)
            .hint("split it over two steps, or shorten the words it compares with"));
    }
    let tokens = tokens(source, start)?;
    let mut parser = Parser { tokens, at: 0, end: whole.end, depth: 0 };
    if parser.tokens.is_empty() {
        return Err(Problem::new("expression", whole, "nothing is named here")
            .hint("write the name of an earlier step, such as vision"));
    }
    let tree = parser.or()?;
    match parser.tokens.get(parser.at) {
        None => Ok(tree),
        Some(Spanned { value: Token::Symbol(","), span }) => {
            let problem = Problem::new("expression", *span, "“,” has no meaning here");
            Err(problem
                .hint("write numbers with a point, such as 2.5; join conditions with and, or"))
        }
        Some(extra) => {
            let words = source.get(extra.span.start - start..).unwrap_or_default();
            let words = clean::for_line(words, 40);
            let message = format!("nothing joins “{words}” to what stands before it");
            Err(Problem::new("expression", extra.span, message).hint(
                "names have no blanks; join conditions with and, or; compare with is, has, <, >",
            ))
        }
    }
}

struct Parser {
    tokens: Vec<Spanned<Token>>,
    at: usize,
    end: usize,
    depth: usize,
}

impl Parser {
    fn or(&mut self) -> Result<Tree, Problem> {
        let mut left = self.and()?;
        while self.word("or") {
            left = Tree::Pair(Pair::Or, Box::new(left), Box::new(self.and()?));
        }
        Ok(left)
    }

    fn and(&mut self) -> Result<Tree, Problem> {
        let mut left = self.not()?;
        while self.word("and") {
            left = Tree::Pair(Pair::And, Box::new(left), Box::new(self.not()?));
        }
        Ok(left)
    }

    fn not(&mut self) -> Result<Tree, Problem> {
        if self.word("not") {
            return self.deeper(|parser| Ok(Tree::Not(Box::new(parser.not()?))));
        }
        self.compare()
    }

    fn compare(&mut self) -> Result<Tree, Problem> {
        let left = self.sum()?;
        if self.word("is") {
            let negated = self.word("not");
            if self.word("answered") {
                return Ok(if negated { Tree::Not(Box::new(left)) } else { yes_no(left) });
            }
            if self.word("missing") {
                return Ok(if negated { yes_no(left) } else { Tree::Not(Box::new(left)) });
            }
            let pair = if negated { Pair::IsNot } else { Pair::Is };
            return Ok(Tree::Pair(pair, Box::new(left), Box::new(self.sum()?)));
        }
        if self.word("repeats") {
            return repeats(left);
        }
        let pair = if self.word("has") {
            Pair::Has
        } else if self.word("lacks") {
            Pair::Lacks
        } else {
            match self.symbol(&["<=", ">=", "!=", "==", "=", "<", ">"]) {
                Some("<=") => Pair::AtMost,
                Some(">=") => Pair::AtLeast,
                Some("!=") => Pair::IsNot,
                Some("==" | "=") => Pair::Is,
                Some("<") => Pair::Less,
                Some(_) => Pair::More,
                None => return Ok(left),
            }
        };
        Ok(Tree::Pair(pair, Box::new(left), Box::new(self.sum()?)))
    }

    fn sum(&mut self) -> Result<Tree, Problem> {
        let mut left = self.value()?;
        while let Some(symbol) = self.symbol(&["+", "-"]) {
            let pair = if symbol == "+" { Pair::Plus } else { Pair::Minus };
            left = Tree::Pair(pair, Box::new(left), Box::new(self.value()?));
        }
        Ok(left)
    }

    fn value(&mut self) -> Result<Tree, Problem> {
        let Some(next) = self.tokens.get(self.at).cloned() else {
            let span = Span::new(self.end.saturating_sub(1), self.end);
            return Err(Problem::new("expression", span, "something is missing after this")
                .hint("say what to compare with"));
        };
        self.at += 1;
        let mut tree = match next.value {
            Token::Number(number) => Tree::Value(Spanned::new(Value::Number(number), next.span)),
            Token::Text(text) => Tree::Value(Spanned::new(Value::Text(text), next.span)),
            Token::Name(name) if name == "yes" => {
                Tree::Value(Spanned::new(Value::YesNo(true), next.span))
            }
            Token::Name(name) if name == "no" => {
                Tree::Value(Spanned::new(Value::YesNo(false), next.span))
            }
            Token::Name(name) if RESERVED.contains(&name.as_str()) => {
                let message = format!("“{name}” has nothing before it to join or compare");
                return Err(Problem::new("expression", next.span, message)
                    .hint("name a step, a number, or words in quotation marks"));
            }
            Token::Name(name) if self.symbol(&["("]).is_some() => {
                self.call(&Spanned::new(name, next.span))?
            }
            Token::Name(name) => Tree::Name(Spanned::new(name, next.span)),
            Token::Symbol("(") => {
                let inside = self.deeper(Self::or)?;
                if self.symbol(&[")"]).is_none() {
                    return Err(Problem::new("expression", next.span, "( is never closed")
                        .hint("add the ) that belongs to it"));
                }
                inside
            }
            Token::Symbol(symbol) => {
                let message = format!("“{symbol}” stands where a name or a value should");
                return Err(Problem::new("expression", next.span, message)
                    .hint("name a step, a number, or words in quotation marks"));
            }
        };
        while self.symbol(&["."]).is_some() {
            let part = self.tokens.get(self.at).cloned();
            self.at += 1;
            match part {
                Some(Spanned { value: Token::Name(name), span }) => {
                    let part = Spanned::new(name, span);
                    if let Some(problem) = arguments::part_of_call(&tree, &part) {
                        return Err(problem);
                    }
                    tree = Tree::Part(Box::new(tree), part);
                }
                other => {
                    let span = other.map_or(next.span, |token| token.span);
                    return Err(Problem::new("expression", span, "a part needs a name")
                        .hint("write it like {reality.count}"));
                }
            }
        }
        Ok(tree)
    }

    /// What a function is given, after its opening bracket.
    fn call(&mut self, name: &Spanned<String>) -> Result<Tree, Problem> {
        let function = arguments::function(name)?;
        let open = Span::new(name.span.end, name.span.end + 1);
        let mut given = Vec::new();
        let mut closed = self.symbol(&[")"]).is_some();
        while !closed {
            given.push(self.deeper(Self::or)?);
            closed = match self.symbol(&[",", ")"]) {
                Some(symbol) => symbol == ")",
                None => return Err(self.left_open(open)),
            };
        }
        arguments::call(function, given)
    }

    /// Something that is neither a comma nor the end stands after what a function was given.
    fn left_open(&self, open: Span) -> Problem {
        match self.tokens.get(self.at) {
            Some(next) => Problem::new("expression", next.span, "a comma is missing before this")
                .hint("put commas between the things in the brackets of a function"),
            None => Problem::new("expression", open, "( is never closed").hint(
                "add the ) that belongs to it; inside [ ], put quotation marks around all of it",
            ),
        }
    }

    fn deeper<T>(
        &mut self,
        inner: impl FnOnce(&mut Self) -> Result<T, Problem>,
    ) -> Result<T, Problem> {
        if self.depth >= DEEPEST {
            let span = self.tokens.get(self.at).map_or(Span::new(self.end, self.end), |t| t.span);
            return Err(Problem::new("expression", span, "this is nested too deeply")
                .hint("split the condition over two steps"));
        }
        self.depth += 1;
        let outcome = inner(self);
        self.depth -= 1;
        outcome
    }

    fn word(&mut self, wanted: &str) -> bool {
        let found = matches!(
            self.tokens.get(self.at),
            Some(Spanned { value: Token::Name(name), .. }) if name == wanted
        );
        self.at += usize::from(found);
        found
    }

    fn symbol(&mut self, wanted: &[&'static str]) -> Option<&'static str> {
        match self.tokens.get(self.at) {
            Some(Spanned { value: Token::Symbol(symbol), .. }) if wanted.contains(symbol) => {
                self.at += 1;
                Some(symbol)
            }
            _ => None,
        }
    }
}

fn yes_no(tree: Tree) -> Tree {
    Tree::Not(Box::new(Tree::Not(Box::new(tree))))
}

/// Only an answer can be the same as in the lap before.
fn repeats(left: Tree) -> Result<Tree, Problem> {
    if left.is_name_with_parts() {
        return Ok(Tree::Repeats(Box::new(left)));
    }
    let message = "only the answer to a step can repeat";
    Err(Problem::new("expression", left.place(), message)
        .hint("write the name of a step of this loop before repeats"))
}
