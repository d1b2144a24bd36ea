//! The small language in which a protocol looks at earlier answers: `when: sure_now >= 50`,
//! `{vision}`. It can compare and quote; it can run nothing, and every mistake has its place.
//!
//! - `{vision}` in a text quotes the answer to the step `vision`; `{{` shows a brace.
//! - `{reality.count}` counts a list; `.first` and `.last` are its ends; `{note.words}` counts words.
//!   A table has its columns, and a promise its parts: `{promise.by}`.
//! - `when: sure >= 7` compares numbers: `<` `<=` `>` `>=` `=`.
//! - `when: level is "event"` and `level is not "event"` compare a choice with an option, by its id or
//!   its words; `checks has "seen"` and `checks lacks "seen"` ask about several.
//! - `when: vision is answered` and `vision is missing` ask whether anything was said; a pass is
//!   nothing said.
//! - `and`, `or`, `not` and brackets join conditions. Words to compare with stand in quotation marks.
//! - Only earlier steps can be spoken of, by their names.

mod parse;
mod text;
mod token;
mod value;

pub use text::Text;
pub use value::{Value, number_in_words};

use crate::base::page::Page;
use crate::base::problem::Problem;
use crate::base::span::Spanned;
use parse::{Pair, Tree};

/// Where names get their values: the session's answers, cut down to what may be seen.
pub trait Scope {
    /// The value behind a name; `Nothing` where there is no answer.
    fn value(&self, name: &str) -> Value;

    /// A part of what stands behind a name, where its value alone does not have it.
    fn part(&self, _name: &str, _part: &str) -> Option<Value> {
        None
    }

    /// What was said in the last session with this protocol; `Nothing` where there was none.
    fn last(&self, _name: &str) -> Value {
        Value::Nothing
    }

    /// What people gave in the step behind a name, for a step that reveals it.
    fn hidden(&self, _name: &str) -> Vec<Hidden> {
        Vec::new()
    }

    /// Which seat begins a round here.
    fn begins_at(&self) -> usize {
        0
    }

    /// The title of the step behind a name.
    fn title(&self, _name: &str) -> Option<String> {
        None
    }
}

/// What one voice gave, as it is revealed.
#[derive(Clone, Debug, PartialEq)]
pub struct Hidden {
    /// Whose it is, where that may be known.
    pub who: Option<String>,
    /// The items it is about, from outside in.
    pub about: Vec<String>,
    /// What it comes to.
    pub value: Value,
    /// Between which numbers it lies, where it is a number.
    pub range: Option<(f64, f64)>,
    /// Its words.
    pub page: Page,
}

/// A scope without answers.
impl Scope for () {
    fn value(&self, _name: &str) -> Value {
        Value::Nothing
    }
}

/// Whether `word` means something in an expression, so that no step can be called so.
pub fn is_reserved(word: &str) -> bool {
    parse::RESERVED.contains(&word)
}

/// A condition or a quotation.
#[derive(Clone, Debug, PartialEq)]
pub struct Expr(Tree);

impl Expr {
    /// Parses `source`, whose first byte stands at `start` in its file.
    pub fn parse(source: &str, start: usize) -> Result<Self, Problem> {
        parse::parse(source, start).map(Self)
    }

    /// What it comes to, given the answers.
    pub fn value(&self, scope: &dyn Scope) -> Value {
        value_of(&self.0, scope)
    }

    /// Whether it holds, given the answers.
    pub fn holds(&self, scope: &dyn Scope) -> bool {
        self.value(scope).holds()
    }

    /// The name, where that is all there is.
    pub fn as_name(&self) -> Option<&Spanned<String>> {
        match &self.0 {
            Tree::Name(name) => Some(name),
            _ => None,
        }
    }

    /// What holds exactly where this does not.
    #[must_use]
    pub fn negated(self) -> Self {
        Self(Tree::Not(Box::new(self.0)))
    }

    /// Every name it mentions, each with its place.
    pub fn names(&self) -> Vec<&Spanned<String>> {
        self.named().into_iter().map(|named| named.name).collect()
    }

    /// Every name it mentions, each with the parts that are asked of it.
    pub fn named(&self) -> Vec<Named<'_>> {
        let mut found = Vec::new();
        collect(&self.0, &mut found);
        found
    }
}

/// A name in an expression, and the parts asked of it: `facts.first.words`.
#[derive(Clone, Debug, PartialEq)]
pub struct Named<'a> {
    /// The name.
    pub name: &'a Spanned<String>,
    /// The parts, from left to right.
    pub parts: Vec<&'a Spanned<String>>,
    /// What it is compared with, where that is written beside it.
    pub compared: Option<(Compares, &'a Spanned<Value>)>,
}

/// How a name is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compares {
    /// `<`
    Below,
    /// `<=`
    AtMost,
    /// `>`
    Above,
    /// `>=`
    AtLeast,
    /// `is`, `is not`, `=`
    Same,
    /// `has`, `lacks`
    Has,
}

/// How a pair compares, if it does.
fn compares(pair: Pair) -> Option<Compares> {
    match pair {
        Pair::Less => Some(Compares::Below),
        Pair::AtMost => Some(Compares::AtMost),
        Pair::More => Some(Compares::Above),
        Pair::AtLeast => Some(Compares::AtLeast),
        Pair::Is | Pair::IsNot => Some(Compares::Same),
        Pair::Has | Pair::Lacks => Some(Compares::Has),
        Pair::Or | Pair::And | Pair::Plus | Pair::Minus => None,
    }
}

fn collect<'a>(tree: &'a Tree, found: &mut Vec<Named<'a>>) {
    match tree {
        Tree::Value(_) => {}
        Tree::Name(name) => found.push(Named { name, parts: Vec::new(), compared: None }),
        Tree::Part(inner, part) => {
            let before = found.len();
            collect(inner, found);
            // A part is asked of whatever stands before its full stop.
            if let [named] = &mut found[before..] {
                named.parts.push(part);
            }
        }
        Tree::Not(inner) => collect(inner, found),
        Tree::Pair(pair, left, right) => {
            let before = found.len();
            collect(left, found);
            if let ([named], Some(how), Tree::Value(with)) =
                (&mut found[before..], compares(*pair), right.as_ref())
                && matches!(left.as_ref(), Tree::Name(_) | Tree::Part(..))
            {
                named.compared = Some((how, with));
            }
            collect(right, found);
        }
    }
}

fn value_of(tree: &Tree, scope: &dyn Scope) -> Value {
    match tree {
        Tree::Value(value) => value.value.clone(),
        Tree::Name(name) => scope.value(&name.value),
        Tree::Part(inner, part) => {
            let whole = match inner.as_ref() {
                Tree::Name(name) => scope.part(&name.value, &part.value),
                _ => None,
            };
            whole.unwrap_or_else(|| value_of(inner, scope).part(&part.value))
        }
        Tree::Not(inner) => Value::YesNo(!value_of(inner, scope).holds()),
        Tree::Pair(pair, left, right) => join(*pair, left, right, scope),
    }
}

fn join(pair: Pair, left: &Tree, right: &Tree, scope: &dyn Scope) -> Value {
    let left = value_of(left, scope);
    match pair {
        Pair::Or => return if left.holds() { left } else { value_of(right, scope) },
        Pair::And => return if left.holds() { value_of(right, scope) } else { left },
        _ => {}
    }
    let right = value_of(right, scope);
    let order = left.order(&right);
    match pair {
        Pair::Is => Value::YesNo(left.same(&right)),
        Pair::IsNot => Value::YesNo(!left.same(&right)),
        Pair::Has => Value::YesNo(left.has(&right)),
        Pair::Lacks => Value::YesNo(!left.has(&right)),
        Pair::Less => Value::YesNo(order.is_some_and(std::cmp::Ordering::is_lt)),
        Pair::AtMost => Value::YesNo(order.is_some_and(std::cmp::Ordering::is_le)),
        Pair::More => Value::YesNo(order.is_some_and(std::cmp::Ordering::is_gt)),
        Pair::AtLeast => Value::YesNo(order.is_some_and(std::cmp::Ordering::is_ge)),
        Pair::Plus => number(&left, &right, |one, two| one + two),
        Pair::Minus => number(&left, &right, |one, two| one - two),
        Pair::Or | Pair::And => Value::Nothing,
    }
}

fn number(left: &Value, right: &Value, join: impl Fn(f64, f64) -> f64) -> Value {
    match (left, right) {
        (Value::Number(one), Value::Number(two)) => Value::Number(join(*one, *two)),
        _ => Value::Nothing,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Answers;

    impl Scope for Answers {
        fn value(&self, name: &str) -> Value {
            let text = |word: &str| Value::Text(word.to_owned());
            match name {
                "sure" => Value::Number(80.0),
                "vision" => text("A calm ward"),
                "facts" => Value::List(vec![text("one"), text("two")]),
                "checks" => Value::List(vec![Value::Choice {
                    id: "seen".to_owned(),
                    text: "I can see it".to_owned(),
                }]),
                _ => Value::Nothing,
            }
        }
    }

    #[test]
    fn conditions_hold_as_they_read() {
        for (source, expected) in [
            ("sure > 50", true),
            ("sure >= 80 and sure < 81", true),
            ("not sure > 50", false),
            ("sure is 80", true),
            ("sure is not 80", false),
            ("facts.count = 2", true),
            ("checks has \"seen\"", true),
            ("checks has “I can see it”", true),
            ("checks lacks 'seen' or facts has 'two'", true),
            ("nothing is missing", true),
            ("vision is answered", true),
            ("vision is not answered", false),
            ("nothing < 3", false),
            ("sure - 30 = 50", true),
            ("(sure > 90 or facts.count > 1) and yes", true),
        ] {
            let expr = Expr::parse(source, 0).map_err(|problem| problem.message());
            assert_eq!(expr.map(|expr| expr.holds(&Answers)), Ok(expected), "{source}");
        }
    }

    #[test]
    fn mistakes_point_at_their_place() {
        for (source, at, part) in [
            ("sure >", 5, "missing after"),
            ("sure ? 3", 5, "no meaning"),
            ("\"open", 0, "never closed"),
            ("(sure > 3", 0, "never closed"),
            ("sure 3", 5, "nothing joins"),
            ("", 0, "nothing is named"),
            ("and", 0, "nothing before it"),
        ] {
            let problem = Expr::parse(source, 100).expect_err(source);
            assert_eq!(problem.span.start, 100 + at, "{source}");
            assert!(problem.message.contains(part), "{}", problem.message);
        }
    }

    #[test]
    fn nothing_hostile_exhausts_the_stack() {
        for piece in ["(", "not ", "a.", "a and ", "1 + ", "“", "-"] {
            let _ = Expr::parse(&piece.repeat(1_000), 0);
            let _ = Expr::parse(&piece.repeat(1_000 / piece.len()), 0);
        }
    }
}
