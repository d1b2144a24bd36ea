//! Facts as the log keeps them: a word for what happened, and what belongs to it.

use serde_json::{Map, Value};

use crate::session::Fact;

/// A fact as a word and what belongs to it.
pub fn of(fact: &Fact) -> (String, Value) {
    match serde_json::to_value(fact) {
        Ok(Value::Object(map)) => map.into_iter().next().unwrap_or_default(),
        Ok(Value::String(word)) => (word, Value::Null),
        _ => ("unknown".to_owned(), Value::Null),
    }
}

/// The fact that a line speaks of. What a newer version wrote is [`Fact::Unknown`].
pub fn fact(word: &str, what: &Value) -> Fact {
    let whole = match what {
        Value::Null => Value::String(word.to_owned()),
        what => Value::Object(Map::from_iter([(word.to_owned(), what.clone())])),
    };
    serde_json::from_value(whole).unwrap_or(Fact::Unknown)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::id::StepId;
    use crate::session::{Place, Slot};

    #[test]
    fn what_is_written_is_read_back() {
        let step = StepId::new("event").expect("a name");
        let slot = Slot { step, items: Vec::new(), by: None };
        for known in [
            Fact::Passed { slot: slot.clone(), took_ms: 3 },
            Fact::Moved { to: Place::End },
            Fact::Moved { to: Place::At(slot) },
            Fact::Closed,
        ] {
            let (word, what) = of(&known);
            assert_eq!(fact(&word, &what), known, "{word}");
        }
    }

    #[test]
    fn what_a_newer_version_wrote_is_unknown_and_harms_nothing() {
        assert_eq!(fact("sung", &Value::Bool(true)), Fact::Unknown);
        assert_eq!(fact("answered", &Value::Null), Fact::Unknown);
        assert_eq!(fact("", &Value::Null), Fact::Unknown);
    }
}
