//! Things an author names, each with an id and a title: the columns of a table, the lanes of a
//! timeline.

use crate::base::problem::Problem;
use crate::base::suggest;
use crate::written::asked::Wanted;
use crate::written::fields::{self, Fields};
use crate::written::tree::Node;

/// What such things are called, and how many there may be.
pub struct Called {
    /// One of them.
    pub one: &'static str,
    /// The key they stand under, which is what several are called.
    pub key: &'static str,
    /// Most of them.
    pub most: usize,
    /// What to do where there are more.
    pub instead: &'static str,
}

/// Reads `- id: title`, or the title alone, for each of them.
pub fn read(fields: &mut Fields<'_, '_>, called: &Called) -> Vec<(String, String)> {
    let Called { one, key, most, instead } = *called;
    let mut found: Vec<(String, String)> = Vec::new();
    fields.wants(key, || Wanted::Some(vec![Wanted::Words, Wanted::Labelled]));
    for node in fields.some_items(key) {
        let source = fields.source();
        let (id, title) = match &node.value {
            Node::Map(entries) if entries.len() == 1 => {
                let entry = &entries[0];
                let title = fields::words(&entry.value, &entry.key.value, source, fields.reading);
                let Some(title) = title else { continue };
                (entry.key.value.clone(), title.value)
            }
            _ => {
                let Some(title) = fields::words(node, key, source, fields.reading) else {
                    continue;
                };
                (title.value.to_lowercase().replace(' ', "_"), title.value)
            }
        };
        if found.iter().any(|(known, _)| *known == id) {
            let message = format!("the {one} `{}` stands twice", suggest::short(&id));
            let problem = Problem::new("doubled-option", node.span, message);
            fields.reading.problems.push(problem.hint(format!("give one of the {key} another id")));
        }
        if found.len() == most {
            let message = format!("there are more than {most} {key}");
            let problem = Problem::new("too-large", node.span, message);
            fields.reading.problems.push(problem.hint(instead));
            break;
        }
        found.push((id, title));
    }
    found
}
