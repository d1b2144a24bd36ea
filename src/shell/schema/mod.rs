//! The schema by which an editor helps to write protocols: what the readers say they ask for, as
//! JSON Schema (draft 2020-12). What closes off each group is said where its keys are, not around
//! it, so that editors that know an older draft understand it, too.

mod says;

use serde_json::{Map, Value, json};

use crate::kind::NAMES;
use crate::protocol::Keys;
use crate::written::asked::{Asked, Key, Rule, Wanted};
use says::Says;

/// The schema of a protocol, of a fragment and of a translation.
pub(super) fn schema() -> Value {
    let keys = Keys::all();
    let says = Says::of_manual();
    let mut defs = Map::new();
    let mut define = |name: String, what: Value| drop(defs.insert(name, what));
    let general = |key: &str| says.of_head(key);
    define("protocol".to_owned(), group(&keys.protocol, &general));
    for (sort, asked) in &keys.beside {
        define((*sort).to_owned(), group(asked, &general));
    }
    define("steps".to_owned(), json!({ "type": "array", "minItems": 1, "items": to("part") }));
    define("part".to_owned(), part(&keys));
    for (first, asked) in &keys.parts {
        let of_steps = |key: &str| says.of_steps(key);
        let sort = if *first == "step" { step(asked, &of_steps) } else { group(asked, &of_steps) };
        define(format!("part-{first}"), sort);
    }
    let common = keys.parts.iter().find(|(first, _)| *first == "step").map(|(_, asked)| asked);
    let common = common.cloned().unwrap_or_default();
    for ((kind, meaning), (_, asked)) in NAMES.iter().zip(&keys.kinds) {
        let of_kind = |key: &str| says.of_kind(kind, key);
        // What belongs to every step is said of every step, once.
        let is_common = |key: &&Key| {
            common.key(key.name).is_some_and(|common| common.wants == key.wants)
                || key.name == "kind"
        };
        let mut asked = asked.clone();
        asked.rules.retain(|rule| !common.rules.contains(rule));
        let mut closed = group(&asked, &of_kind);
        for key in asked.keys.iter().filter(is_common) {
            closed["properties"][key.name] = json!(true);
        }
        closed["description"] = json!(meaning);
        define(format!("kind-{kind}"), closed);
    }
    let mut schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A file of fieldbook: a protocol, a fragment or a translation",
        "type": "object",
    });
    let sorts: Vec<(&str, Value)> = keys.beside.iter().map(|(sort, _)| (*sort, to(sort))).collect();
    choose(&mut schema, &sorts, to("protocol"));
    schema["$defs"] = Value::Object(defs);
    schema
}

fn to(name: &str) -> Value {
    json!({ "$ref": format!("#/$defs/{name}") })
}

/// Adds to `schema` that whichever of these keys is there decides what holds.
fn choose(schema: &mut Value, by_key: &[(&str, Value)], otherwise: Value) {
    let Some(((key, then), rest)) = by_key.split_first() else {
        if let (Value::Object(into), Value::Object(from)) = (schema, otherwise) {
            into.extend(from);
        }
        return;
    };
    let mut other = json!({});
    choose(&mut other, rest, otherwise);
    schema["if"] = json!({ "required": [key] });
    schema["then"] = then.clone();
    schema["else"] = other;
}

/// Whatever may stand in a list of steps, told apart by the key it begins with.
fn part(keys: &Keys) -> Value {
    let mut part = json!({ "type": "object", "properties": {} });
    let mut sorts = Vec::new();
    for (first, _) in &keys.parts {
        part["properties"][*first] = json!(true);
        sorts.push((*first, to(&format!("part-{first}"))));
    }
    choose(&mut part, &sorts, to("part-step"));
    part
}

/// A step: what it may have whatever its kind, and what its kind decides.
fn step(asked: &Asked, says: &dyn Fn(&str) -> Option<String>) -> Value {
    let mut step = group(asked, says);
    let kind = |(kind, meaning): &(&str, &str)| json!({ "const": kind, "description": meaning });
    let kinds: Vec<Value> = NAMES.iter().map(kind).collect();
    step["properties"]["kind"] = json!({ "description": "What is asked for.", "oneOf": kinds });
    let of_kind = |(kind, _): &(&str, &str)| {
        json!({
            "if": { "properties": { "kind": { "const": kind } }, "required": ["kind"] },
            "then": to(&format!("kind-{kind}")),
        })
    };
    let by_kind: Vec<Value> = NAMES.iter().map(of_kind).collect();
    if let Value::Object(step) = &mut step {
        // Each kind says what else there may be.
        step.remove("additionalProperties");
        let rules = step.remove("allOf").and_then(|rules| rules.as_array().cloned());
        let all = rules.unwrap_or_default().into_iter().chain(by_kind).collect();
        step.insert("allOf".to_owned(), Value::Array(all));
    }
    step
}

/// A group of keys and no others.
fn group(asked: &Asked, says: &dyn Fn(&str) -> Option<String>) -> Value {
    let mut properties = Map::new();
    for key in &asked.keys {
        let mut wanted = any(&key.wants);
        if let (Some(says), Value::Object(wanted)) = (says(key.name), &mut wanted) {
            wanted.insert("description".to_owned(), Value::String(says));
        }
        properties.insert(key.name.to_owned(), wanted);
    }
    let mut group =
        json!({ "type": "object", "properties": properties, "additionalProperties": false });
    let needed: Vec<&str> =
        asked.keys.iter().filter(|key| key.needed).map(|key| key.name).collect();
    if !needed.is_empty() {
        group["required"] = json!(needed);
    }
    if !asked.rules.is_empty() {
        group["allOf"] = asked.rules.iter().map(rule).collect();
    }
    group
}

fn rule(rule: &Rule) -> Value {
    match rule {
        Rule::Apart(one, other) => json!({ "not": { "required": [one, other] } }),
        Rule::Either(keys) => {
            let one: Vec<Value> = keys.iter().map(|key| json!({ "required": [key] })).collect();
            json!({ "anyOf": one })
        }
        Rule::Where((key, word), needed) => json!({
            "if": { "properties": { (*key): { "const": word } }, "required": [key] },
            "then": { "required": [needed] },
        }),
    }
}

/// Any one of these; anything at all where nobody said.
fn any(wants: &[Wanted]) -> Value {
    match wants {
        [] => json!({}),
        [one] => wanted(one),
        several => json!({ "anyOf": several.iter().map(wanted).collect::<Vec<_>>() }),
    }
}

fn wanted(what: &Wanted) -> Value {
    match what {
        Wanted::Words | Wanted::Text | Wanted::Step | Wanted::Condition => words(),
        Wanted::Name(joint) => {
            json!({ "type": "string", "pattern": Wanted::pattern_of_names(*joint) })
        }
        Wanted::Form(pattern) => json!({ "type": "string", "pattern": pattern }),
        Wanted::Exactly(number) => json!({ "const": number }),
        Wanted::Number(least, most) => {
            json!({ "type": "number", "minimum": plain(*least), "maximum": plain(*most) })
        }
        Wanted::Count(least, most) => {
            json!({ "type": "integer", "minimum": least, "maximum": most })
        }
        Wanted::YesNo => json!({ "enum": [true, false, "yes", "no"] }),
        Wanted::OneOf(words) => json!({ "enum": words }),
        Wanted::Several(of) => several(of, 0),
        Wanted::Some(of) => several(of, 1),
        Wanted::Labelled => json!({
            "type": "object", "minProperties": 1, "maxProperties": 1,
            "additionalProperties": words(),
        }),
        Wanted::Group(asked) => group(asked, &|_| None),
        Wanted::Named(each) => json!({ "type": "object", "additionalProperties": any(each) }),
        Wanted::NamedLike(pattern, each) => json!({
            "type": "object", "propertyNames": { "pattern": pattern },
            "additionalProperties": any(each),
        }),
        Wanted::Parts => to("steps"),
    }
}

/// A list of things, or one of them alone.
fn several(of: &[Wanted], least: usize) -> Value {
    let mut list = json!({ "type": "array", "items": any(of) });
    if least > 0 {
        list["minItems"] = json!(least);
    }
    let alone = of.iter().map(wanted);
    json!({ "anyOf": alone.chain(std::iter::once(list)).collect::<Vec<_>>() })
}

/// Words as people write them: a number or a yes among them is a word like any other.
fn words() -> Value {
    json!({ "type": ["string", "number", "boolean"] })
}

/// A number without a needless fraction.
fn plain(number: f64) -> Value {
    if number.fract() == 0.0 { json!(number as i64) } else { json!(number) }
}
