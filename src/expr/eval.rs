//! What an expression comes to, given the answers.

use std::cmp::Ordering;

use crate::expr::Scope;
use crate::expr::arguments::Args;
use crate::expr::fuel::Fuel;
use crate::expr::tree::{Pair, Tree};
use crate::expr::value::Value;

/// An evaluation on its way: where names get their values, and what may still be touched.
pub(super) struct Run<'a> {
    pub(super) scope: &'a dyn Scope,
    pub(super) fuel: &'a Fuel,
}

/// The answers of the lap before, in place of those of this lap.
struct Before<'a>(&'a dyn Scope);

impl Scope for Before<'_> {
    fn value(&self, name: &str) -> Value {
        self.0.lap_before(name)
    }
}

impl Run<'_> {
    pub(super) fn value(&self, tree: &Tree) -> Value {
        if self.fuel.is_spent() {
            return Value::Nothing;
        }
        self.fuel.pay_step();
        match tree {
            Tree::Value(value) => value.value.clone(),
            // The step, and not its answer.
            Tree::Step(name) | Tree::PartName(name) => Value::Text(name.value.clone()),
            Tree::Words(words, _) => Value::Text(words.fill_in(self)),
            Tree::Name(name) => self.paid(self.scope.value(&name.value)),
            Tree::Part(inner, part) => {
                let whole = match inner.as_ref() {
                    Tree::Name(name) => self.part_of_whole(&name.value, &part.value),
                    _ => None,
                };
                whole.unwrap_or_else(|| self.paid(self.value(inner)).part(&part.value))
            }
            Tree::Not(inner) => Value::YesNo(!self.value(inner).holds()),
            Tree::Repeats(inner) => self.repeats(inner),
            Tree::Pair(pair, left, right) => self.pair(*pair, left, right),
            Tree::Call(function, arguments) => {
                (function.value.does)(&mut Args::new(self, arguments)).bounded()
            }
        }
    }

    /// A part that is not in the value behind a name.
    fn part_of_whole(&self, name: &str, part: &str) -> Option<Value> {
        let found = match part {
            "laps" => Some(self.scope.laps(name)).filter(Value::holds),
            _ => self.scope.part(name, part),
        };
        found.map(|value| self.paid(value))
    }

    /// The same value, paid for: whatever is done with it next costs about as much again.
    pub(super) fn paid(&self, value: Value) -> Value {
        self.fuel.pay_for(&value);
        value
    }

    /// Whether the answer of this lap is the one of the lap before, or was passed. Such a condition
    /// is asked only once a lap has been gone through, so that no answer is a pass.
    fn repeats(&self, inner: &Tree) -> Value {
        let now = self.paid(self.value(inner));
        if !now.holds() {
            return Value::YesNo(true);
        }
        let before = Run { scope: &Before(self.scope), fuel: self.fuel };
        Value::YesNo(now.says_the_same(&before.value(inner)))
    }

    fn pair(&self, pair: Pair, left: &Tree, right: &Tree) -> Value {
        let left = self.value(left);
        match pair {
            Pair::Or => return if left.holds() { left } else { self.value(right) },
            Pair::And => return if left.holds() { self.value(right) } else { left },
            _ => {}
        }
        let right = self.value(right);
        let order = left.order(&right);
        match pair {
            Pair::Is => Value::YesNo(left.same(&right)),
            Pair::IsNot => Value::YesNo(!left.same(&right)),
            Pair::Has => Value::YesNo(left.has(&right)),
            Pair::Lacks => Value::YesNo(!left.has(&right)),
            Pair::Less => Value::YesNo(order.is_some_and(Ordering::is_lt)),
            Pair::AtMost => Value::YesNo(order.is_some_and(Ordering::is_le)),
            Pair::More => Value::YesNo(order.is_some_and(Ordering::is_gt)),
            Pair::AtLeast => Value::YesNo(order.is_some_and(Ordering::is_ge)),
            Pair::Plus => number(&left, &right, |one, two| one + two),
            Pair::Minus => number(&left, &right, |one, two| one - two),
            Pair::Or | Pair::And => Value::Nothing,
        }
    }
}

fn number(left: &Value, right: &Value, join: impl Fn(f64, f64) -> f64) -> Value {
    match (left, right) {
        (Value::Number(one), Value::Number(two)) => Value::number(join(*one, *two)),
        _ => Value::Nothing,
    }
}
