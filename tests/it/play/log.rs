//! A journal's log in short lines for people: what happened and what was said, without checksums,
//! times and numbers.

use std::path::Path;

use fieldbook::store;
use serde_json::Value;

/// The log of the conversation in `folder`.
pub fn of(folder: &Path) -> Vec<String> {
    let recovered = store::read(folder).expect("a journal");
    let mut lines: Vec<_> = recovered.heads.iter().chain(&recovered.facts).collect();
    lines.sort_by_key(|line| line.n);
    let mut told: Vec<String> =
        lines.into_iter().filter_map(|line| fact(&line.kind, &line.what)).collect();
    told.extend(recovered.drafts.iter().map(|draft| format!("unfinished {}", draft.slot)));
    let damage = recovered.damage.iter().map(|damage| format!("damaged: {}", damage.why));
    told.extend(damage);
    told
}

/// One line; none for what only the program needs to know.
fn fact(kind: &str, what: &Value) -> Option<String> {
    let slot = |slot: &Value| {
        let mut name = words(&slot["step"]);
        for item in slot["items"].as_array().into_iter().flatten() {
            name.push('/');
            name.push_str(&words(item));
        }
        name
    };
    Some(match kind {
        "head" => format!("a run of {}", words(&what["protocol"])),
        "answered" => {
            let given = answer(&what["answer"]);
            format!("answered {} {given}", slot(&what["slot"])).trim_end().to_owned()
        }
        "passed" => format!("passed {}", slot(&what["slot"])),
        "moved" => match what["to"].get("at") {
            Some(place) => format!("moved to {}", slot(place)),
            None => format!("moved to the {}", words(&what["to"])),
        },
        "published" => return None,
        other if what.is_null() => other.to_owned(),
        other => format!("{other} {what}"),
    })
}

fn words(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => {
            number.as_f64().map(|number| number.to_string()).unwrap_or_default()
        }
        other => other.to_string(),
    }
}

fn quoted(value: &Value) -> String {
    format!("“{}”", words(value).replace('\n', "⏎"))
}

fn all<'a>(value: &'a Value, one: impl Fn(&'a Value) -> String) -> String {
    let items: Vec<String> = value.as_array().into_iter().flatten().map(one).collect();
    if items.is_empty() { "nothing".to_owned() } else { items.join(", ") }
}

/// An answer of any kind.
fn answer(answer: &Value) -> String {
    let chosen = |one: &Value| match words(&one["id"]).as_str() {
        "" => format!("own words {}", quoted(&one["text"])),
        id => id.to_owned(),
    };
    match answer["kind"].as_str().unwrap_or_default() {
        "short" | "long" => quoted(&answer["text"]),
        "talk" => quoted(&answer["notes"]),
        "scale" => words(&answer["number"]),
        "pick" => chosen(&answer["chosen"]),
        "multi" => all(&answer["chosen"], chosen),
        "rank" => all(&answer["order"], chosen),
        "dots" => all(&answer["placed"], |on| format!("{} {}", words(&on["id"]), on["dots"])),
        "list" => all(&answer["items"], |item| format!("{} {}", item["id"], quoted(&item["text"]))),
        "table" => all(&answer["rows"], |row| {
            format!("{} ({})", words(&row["id"]), all(&row["cells"], quoted))
        }),
        "tree" => all(&answer["items"], |item| {
            let under = if item["under"].is_null() {
                String::new()
            } else {
                format!(" under {}", item["under"])
            };
            let back = if item["back_to"].is_null() {
                String::new()
            } else {
                format!(" back to {}", item["back_to"])
            };
            format!("{} {}{under}{back}", item["id"], quoted(&item["text"]))
        }),
        "timeline" => all(&answer["items"], |item| {
            let part = |name: &str, before: &str| {
                let part = &item[name];
                if part.is_null() { String::new() } else { format!(" {before} {}", words(part)) }
            };
            let (when, lane) = (part("when", "when"), part("lane", "in"));
            format!("{} {}{when}{lane}", item["id"], quoted(&item["text"]))
        }),
        "curve" => {
            let points = all(&answer["points"], words);
            let future = |name: &str| match &answer[name] {
                Value::Null => String::new(),
                height => format!(", {name} {height}"),
            };
            format!("{points}{}{}", future("hoped"), future("feared"))
        }
        "matrix" => all(&answer["placed"], |item| {
            format!("{} at {}, {}", words(&item["id"]), item["across"], item["up"])
        }),
        "stakeholders" => all(&answer["parties"], |party| {
            let mark = |name: &str, told: &str| {
                if party[name] == true { format!(" {told}") } else { String::new() }
            };
            let cells = match all(&party["cells"], quoted).as_str() {
                "nothing" => String::new(),
                cells => format!(" ({cells})"),
            };
            let marks = format!("{}{}", mark("in_room", "in the room"), mark("heard", "asked"));
            format!("{} {}{cells}{marks}", party["id"], quoted(&party["name"]))
        }),
        "map" => {
            let named = |id: &Value| {
                let all = answer["variables"].as_array().into_iter().flatten();
                let found = all.into_iter().find(|one| one["id"] == *id);
                found.map_or_else(|| "?".to_owned(), |one| words(&one["text"]))
            };
            let link = |link: &Value| {
                let late = if link["delay"] == true { " late" } else { "" };
                let sure = match &link["sure"] {
                    Value::Null => String::new(),
                    sure => format!(" {}", words(sure)),
                };
                let (from, to) = (named(&link["from"]), named(&link["to"]));
                format!("{} {from} {} {to}{late}{sure}", link["id"], words(&link["sign"]))
            };
            let variables = all(&answer["variables"], |one| words(&one["id"]));
            format!("{} (of {variables})", all(&answer["links"], link))
        }
        "recall" => format!("shown: {}", all(&answer["said"], |said| quoted(&said["text"]))),
        "commit" => {
            let parts = answer.as_object().into_iter().flatten();
            let parts = parts.filter(|(name, value)| *name != "kind" && **value != "");
            parts
                .map(|(name, value)| format!("{name} {}", quoted(value)))
                .collect::<Vec<_>>()
                .join(", ")
        }
        _ => String::new(),
    }
}
