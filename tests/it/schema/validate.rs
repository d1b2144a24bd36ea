//! A small validator of JSON Schema, for exactly the keywords that our schema uses. Any other
//! keyword fails the test, so that none is taken for kept that nobody looked at.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use regex_lite::Regex;
use serde_json::{Map, Value};

/// Keywords that say nothing about what is valid.
const SILENT: [&str; 6] = ["$schema", "$defs", "title", "description", "then", "else"];

/// Why `value` is not valid, as places and keywords; empty where it is.
pub fn complaints(root: &Value, value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    Validator { root }.check(root, value, "", &mut found);
    found
}

struct Validator<'a> {
    root: &'a Value,
}

impl Validator<'_> {
    fn is_valid(&self, schema: &Value, value: &Value) -> bool {
        let mut found = Vec::new();
        self.check(schema, value, "", &mut found);
        found.is_empty()
    }

    fn check(&self, schema: &Value, value: &Value, at: &str, found: &mut Vec<String>) {
        let keywords = match schema {
            Value::Bool(true) => return,
            Value::Bool(false) => return found.push(format!("{at}: nothing may stand here")),
            Value::Object(keywords) => keywords,
            other => panic!("{other} is no schema"),
        };
        for (keyword, wanted) in keywords {
            if !self.holds(keywords, (keyword, wanted), value, at, found) {
                found.push(format!("{at}: {keyword} {wanted}"));
            }
        }
    }

    /// Whether one keyword holds; what is wrong further inside goes to `found` at once.
    fn holds(
        &self,
        keywords: &Map<String, Value>,
        (keyword, wanted): (&str, &Value),
        value: &Value,
        at: &str,
        found: &mut Vec<String>,
    ) -> bool {
        let schemas = || wanted.as_array().expect("a list of schemas");
        let limit = || wanted.as_f64().expect("a number");
        match keyword {
            "$ref" => {
                let pointer = wanted.as_str().and_then(|to| to.strip_prefix('#'));
                let there = self.root.pointer(pointer.expect("a place in this schema"));
                self.check(there.expect("a schema there"), value, at, found);
                true
            }
            "type" => match wanted {
                Value::String(name) => is(value, name),
                names => names
                    .as_array()
                    .expect("names of types")
                    .iter()
                    .any(|name| is(value, name.as_str().expect("the name of a type"))),
            },
            "const" => same(wanted, value),
            "enum" => schemas().iter().any(|one| same(one, value)),
            "pattern" => {
                let pattern = wanted.as_str().expect("a pattern");
                value.as_str().is_none_or(|text| matches(pattern, text))
            }
            "minimum" => value.as_f64().is_none_or(|number| number >= limit()),
            "maximum" => value.as_f64().is_none_or(|number| number <= limit()),
            "minItems" => value.as_array().is_none_or(|items| items.len() as f64 >= limit()),
            "minProperties" => value.as_object().is_none_or(|keys| keys.len() as f64 >= limit()),
            "maxProperties" => value.as_object().is_none_or(|keys| keys.len() as f64 <= limit()),
            "items" => {
                for (n, item) in value.as_array().into_iter().flatten().enumerate() {
                    self.check(wanted, item, &format!("{at}/{n}"), found);
                }
                true
            }
            "properties" => {
                for (key, schema) in wanted.as_object().expect("schemas by key") {
                    if let Some(inner) = value.get(key) {
                        self.check(schema, inner, &format!("{at}/{key}"), found);
                    }
                }
                true
            }
            "additionalProperties" => {
                let known = keywords.get("properties");
                for (key, inner) in value.as_object().into_iter().flatten() {
                    if known.is_none_or(|known| known.get(key).is_none()) {
                        self.check(wanted, inner, &format!("{at}/{key}"), found);
                    }
                }
                true
            }
            "propertyNames" => {
                for key in value.as_object().into_iter().flat_map(Map::keys) {
                    self.check(wanted, &Value::String(key.clone()), &format!("{at}/{key}"), found);
                }
                true
            }
            "required" => value.as_object().is_none_or(|there| {
                let mut keys = schemas().iter().map(|key| key.as_str().expect("a key"));
                keys.all(|key| there.contains_key(key))
            }),
            "allOf" => {
                for schema in schemas() {
                    self.check(schema, value, at, found);
                }
                true
            }
            "anyOf" => schemas().iter().any(|schema| self.is_valid(schema, value)),
            "oneOf" => schemas().iter().filter(|schema| self.is_valid(schema, value)).count() == 1,
            "not" => !self.is_valid(wanted, value),
            "if" => {
                let way = if self.is_valid(wanted, value) { "then" } else { "else" };
                if let Some(schema) = keywords.get(way) {
                    self.check(schema, value, at, found);
                }
                true
            }
            silent if SILENT.contains(&silent) => true,
            other => panic!("this validator does not know the keyword {other}"),
        }
    }
}

/// Whether a text matches a pattern. There are few patterns, and they are asked for often.
fn matches(pattern: &str, text: &str) -> bool {
    static KNOWN: Mutex<BTreeMap<String, Regex>> = Mutex::new(BTreeMap::new());
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    let read = || Regex::new(pattern).expect("a pattern");
    known.entry(pattern.to_owned()).or_insert_with(read).is_match(text)
}

fn is(value: &Value, name: &str) -> bool {
    match name {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        "number" => value.is_number(),
        "integer" => value.as_f64().is_some_and(|number| number.fract() == 0.0),
        other => panic!("there is no type {other}"),
    }
}

/// Whether two values are the same; for numbers, whether they are as great.
fn same(one: &Value, other: &Value) -> bool {
    match (one.as_f64(), other.as_f64()) {
        (Some(one), Some(other)) => (one - other).abs() < f64::EPSILON,
        _ => one == other,
    }
}

#[test]
fn each_keyword_means_what_the_standard_says() {
    use serde_json::json;
    for (schema, good, bad) in [
        (json!(true), json!(null), None),
        (json!({ "type": "integer" }), json!(1.0), Some(json!(1.5))),
        (json!({ "type": ["string", "boolean"] }), json!(true), Some(json!(1))),
        (json!({ "type": "object" }), json!({}), Some(json!([]))),
        (json!({ "const": 1 }), json!(1.0), Some(json!("1"))),
        (json!({ "enum": [true, "yes"] }), json!("yes"), Some(json!("true"))),
        (json!({ "pattern": "^a+$" }), json!("aa"), Some(json!("ab"))),
        (json!({ "pattern": "^a+$" }), json!(7), None),
        (json!({ "minimum": 2, "maximum": 3 }), json!(2), Some(json!(3.5))),
        (json!({ "minimum": 2 }), json!("1"), Some(json!(1))),
        (json!({ "minItems": 1 }), json!([1]), Some(json!([]))),
        (json!({ "minProperties": 1 }), json!({ "a": 1 }), Some(json!({}))),
        (json!({ "maxProperties": 1 }), json!({ "a": 1 }), Some(json!({ "a": 1, "b": 2 }))),
        (json!({ "items": { "type": "number" } }), json!([1, 2]), Some(json!([1, "2"]))),
        (
            json!({ "properties": { "a": { "type": "number" } } }),
            json!({ "b": "x" }),
            Some(json!({ "a": "x" })),
        ),
        (
            json!({ "properties": { "a": true }, "additionalProperties": false }),
            json!({ "a": 1 }),
            Some(json!({ "a": 1, "b": 2 })),
        ),
        (
            json!({ "additionalProperties": { "type": "number" } }),
            json!({ "a": 1 }),
            Some(json!({ "a": "x" })),
        ),
        (json!({ "required": ["a"] }), json!({ "a": null }), Some(json!({ "b": 1 }))),
        (json!({ "required": ["a"] }), json!("not an object"), None),
        (json!({ "allOf": [{ "minimum": 1 }, { "maximum": 2 }] }), json!(1), Some(json!(3))),
        (json!({ "anyOf": [{ "const": 1 }, { "const": 2 }] }), json!(2), Some(json!(3))),
        (json!({ "oneOf": [{ "minimum": 1 }, { "minimum": 3 }] }), json!(2), Some(json!(4))),
        (json!({ "not": { "required": ["a"] } }), json!({ "b": 1 }), Some(json!({ "a": 1 }))),
        (
            json!({ "if": { "required": ["a"] }, "then": { "required": ["b"] }, "else": false }),
            json!({ "a": 1, "b": 2 }),
            Some(json!({ "a": 1 })),
        ),
        (
            json!({ "if": { "required": ["a"] }, "then": true, "else": { "required": ["c"] } }),
            json!({ "c": 1 }),
            Some(json!({ "b": 1 })),
        ),
        (
            json!({ "$defs": { "n": { "type": "number" } }, "items": { "$ref": "#/$defs/n" } }),
            json!([1]),
            Some(json!(["x"])),
        ),
    ] {
        assert_eq!(complaints(&schema, &good), Vec::<String>::new(), "{schema} takes {good}");
        if let Some(bad) = bad {
            assert!(!complaints(&schema, &bad).is_empty(), "{schema} refuses {bad}");
        }
    }
}

#[test]
#[should_panic(expected = "does not know the keyword uniqueItems")]
fn an_unknown_keyword_is_not_passed_over() {
    complaints(&serde_json::json!({ "uniqueItems": true }), &Value::Null);
}
