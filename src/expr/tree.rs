//! An expression as it was understood; every name keeps its place.

use crate::base::span::{Span, Spanned};
use crate::expr::functions::Function;
use crate::expr::text::Text;
use crate::expr::value::Value;
use crate::expr::{Compares, Expr, Named, Replacement};

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Tree {
    Value(Spanned<Value>),
    /// Words with quotations in them, put there in place of a name.
    Words(Box<Text>, Span),
    Name(Spanned<String>),
    /// A step that is meant itself, not its answer: `by(step, person)`.
    Step(Spanned<String>),
    /// A part that is named in quotation marks: `sorted(list, "part")`.
    PartName(Spanned<String>),
    Part(Box<Tree>, Spanned<String>),
    Not(Box<Tree>),
    Repeats(Box<Tree>),
    Pair(Pair, Box<Tree>, Box<Tree>),
    Call(Spanned<&'static Function>, Vec<Tree>),
}

/// How two values are joined.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Pair {
    Or,
    And,
    Is,
    IsNot,
    Has,
    Lacks,
    Less,
    AtMost,
    More,
    AtLeast,
    Plus,
    Minus,
}

impl Pair {
    /// How it compares, if it does.
    pub(super) fn compares(self) -> Option<Compares> {
        match self {
            Self::Less => Some(Compares::Below),
            Self::AtMost => Some(Compares::AtMost),
            Self::More => Some(Compares::Above),
            Self::AtLeast => Some(Compares::AtLeast),
            Self::Is | Self::IsNot => Some(Compares::Same),
            Self::Has | Self::Lacks => Some(Compares::Has),
            Self::Or | Self::And | Self::Plus | Self::Minus => None,
        }
    }
}

/// Parts that every list has, whatever it is a list of.
const OF_LISTS: [&str; 4] = ["count", "first", "last", "id"];

impl Tree {
    /// Where it begins: the place to point at.
    pub(super) fn place(&self) -> Span {
        match self {
            Self::Value(value) => value.span,
            Self::Words(_, span) => *span,
            Self::Name(name) | Self::Step(name) | Self::PartName(name) => name.span,
            Self::Part(inner, _) | Self::Not(inner) | Self::Repeats(inner) => inner.place(),
            Self::Pair(_, left, _) => left.place(),
            Self::Call(function, _) => function.span,
        }
    }

    /// Whether it is a name, or parts of one.
    pub(super) fn is_name_with_parts(&self) -> bool {
        match self {
            Self::Name(_) => true,
            Self::Part(inner, _) => inner.is_name_with_parts(),
            _ => false,
        }
    }

    /// The name whose items these are: `grid` in `top(grid, 3).up`.
    pub(super) fn root(&self) -> Option<&Spanned<String>> {
        match self {
            Self::Name(name) => Some(name),
            Self::Part(inner, _) => inner.root(),
            Self::Call(function, given) if function.value.keeps_items() => given.first()?.root(),
            _ => None,
        }
    }

    /// Every name in it, with the parts asked of it.
    pub(super) fn collect<'a>(&'a self, found: &mut Vec<Named<'a>>) {
        let before = found.len();
        match self {
            Self::Value(_) | Self::PartName(_) => {}
            Self::Words(words, _) => found.extend(words.named()),
            Self::Name(name) | Self::Step(name) => {
                found.push(Named { name, parts: Vec::new(), compared: None });
            }
            Self::Part(inner, part) => {
                inner.collect(found);
                // What any list has says nothing of the name whose items were sorted or cut.
                let of_name = inner.is_name_with_parts() || !OF_LISTS.contains(&&*part.value);
                if of_name {
                    ask(&mut found[before..], inner, part);
                }
            }
            Self::Not(inner) | Self::Repeats(inner) => inner.collect(found),
            Self::Pair(pair, left, right) => {
                left.collect(found);
                if let ([named], Some(how), Self::Value(with)) =
                    (&mut found[before..], pair.compares(), right.as_ref())
                    && left.is_name_with_parts()
                {
                    named.compared = Some((how, with));
                }
                right.collect(found);
            }
            Self::Call(_, given) => {
                for one in given {
                    one.collect(found);
                }
                for one in given {
                    if let (Self::PartName(part), Some(list)) = (one, given.first()) {
                        ask(&mut found[before..], list, part);
                    }
                }
            }
        }
    }

    /// The same with names replaced.
    pub(super) fn substitute(&self, by: &dyn Fn(&str) -> Option<Replacement>) -> Self {
        let again = |inner: &Self| Box::new(inner.substitute(by));
        match self {
            Self::Value(_) | Self::PartName(_) => self.clone(),
            Self::Words(words, span) => Self::Words(Box::new(words.substitute(by)), *span),
            Self::Name(name) => match by(&name.value) {
                None => self.clone(),
                Some(Replacement::Name(other)) => Self::Name(Spanned::new(other, name.span)),
                Some(Replacement::Expr(Expr(tree))) => tree,
                Some(Replacement::Text(text)) => text.into_tree(name.span),
            },
            Self::Step(name) => {
                let other = match by(&name.value) {
                    Some(Replacement::Name(other)) => Some(other),
                    Some(Replacement::Expr(expr)) => expr.as_name().map(|name| name.value.clone()),
                    Some(Replacement::Text(_)) | None => None,
                };
                other.map_or_else(
                    || self.clone(),
                    |other| Self::Step(Spanned::new(other, name.span)),
                )
            }
            Self::Part(inner, part) => Self::Part(again(inner), part.clone()),
            Self::Not(inner) => Self::Not(again(inner)),
            Self::Repeats(inner) => Self::Repeats(again(inner)),
            Self::Pair(pair, left, right) => Self::Pair(*pair, again(left), again(right)),
            Self::Call(function, given) => {
                let given = given.iter().map(|given| given.substitute(by)).collect();
                Self::Call(function.clone(), given)
            }
        }
    }
}

/// Notes that a part is asked of the name whose items `of` are.
fn ask<'a>(found: &mut [Named<'a>], of: &'a Tree, part: &'a Spanned<String>) {
    let Some(root) = of.root() else { return };
    if let Some(named) = found.iter_mut().find(|named| std::ptr::eq(named.name, root)) {
        named.parts.push(part);
    }
}
