//! How much one evaluation may touch. No condition, whatever it says and whatever was answered,
//! keeps a conversation waiting: when this is spent, what is left comes to nothing.

use std::cell::Cell;

use crate::expr::value::Value;

/// Bytes that one evaluation may touch. Many times what a conversation holds, and some hundredths
/// of a second at most.
const FULL: usize = 16 * 1_024 * 1_024;
/// What touching one value costs beside its bytes.
const EACH: usize = 32;

/// What may still be touched. A text with several quotations fills them all from one.
pub(super) struct Fuel(Cell<usize>);

impl Fuel {
    pub(super) fn full() -> Self {
        Self(Cell::new(FULL))
    }

    /// Whether nothing more may be touched.
    pub(super) fn is_spent(&self) -> bool {
        self.0.get() == 0
    }

    /// Pays for one step of the evaluation.
    pub(super) fn pay_step(&self) {
        self.pay(EACH);
    }

    /// Pays for touching all of `value`. What was begun is finished: a single answer is never cut,
    /// however long it is.
    pub(super) fn pay_for(&self, value: &Value) {
        self.pay(weight(value));
    }

    fn pay(&self, cost: usize) {
        self.0.set(self.0.get().saturating_sub(cost));
    }
}

fn weight(value: &Value) -> usize {
    let inside = match value {
        Value::Nothing | Value::YesNo(_) | Value::Number(_) => 0,
        Value::Text(text) => text.len(),
        Value::Choice { id, text } => id.len() + text.len(),
        Value::List(items) => items.iter().map(weight).sum(),
        Value::Record(parts) => parts.iter().map(|(name, part)| name.len() + weight(part)).sum(),
    };
    EACH + inside
}
