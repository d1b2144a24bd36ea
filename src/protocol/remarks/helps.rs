//! What a careful author looks at once more: hard questions without help, and quotations of answers
//! that may not be there.

use std::collections::BTreeSet;

use crate::base::problem::Problem;
use crate::base::span::Span;
use crate::expr::Expr;
use crate::protocol::remarks::written::{Written, WrittenStep};
use crate::protocol::types::{Part, Protocol, Step};

/// Kinds that ask for one thing, in a way that everybody knows. All others ask for help.
const EASY: [&str; 9] =
    ["short", "list", "scale", "pick", "multi", "rank", "dots", "talk", "round"];

/// Where people read what they are asked.
const SHOWN: [&str; 3] = ["title", "say", "ask"];

pub(super) fn remarks(protocol: &Protocol, written: &Written<'_>) -> Vec<Problem> {
    let hard = |step: &&Step| {
        step.spec.asks() && step.hint.is_empty() && !EASY.contains(&step.spec.name())
    };
    let steps = protocol.steps();
    let hard = steps.into_iter().filter(hard);
    let mut found: Vec<Problem> = hard.filter_map(|step| without_a_hint(step, written)).collect();
    let mut told = BTreeSet::new();
    quoting(protocol.parts.as_slice(), &mut Vec::new(), protocol, written, &mut told, &mut found);
    found
}

fn without_a_hint(step: &Step, written: &Written<'_>) -> Option<Problem> {
    let place = written.step(step.id.as_str())?.name.span;
    let message = format!("a step of kind {} is hard to begin without a hint", step.spec.name());
    let hint = "add hint: with a sentence or two for someone who is stuck";
    Some(Problem::remark("no-hint", place, message).hint(hint))
}

/// Goes through all steps, with the conditions around each.
fn quoting<'a>(
    parts: &'a [Part],
    around: &mut Vec<&'a Expr>,
    protocol: &Protocol,
    written: &Written<'_>,
    told: &mut BTreeSet<String>,
    found: &mut Vec<Problem>,
) {
    for part in parts {
        let inner = match part {
            Part::Step(_) => &[],
            Part::Loop(each) => each.parts.as_slice(),
            Part::Block(block) => block.parts.as_slice(),
        };
        around.extend(part.when());
        if let Part::Step(step) = part
            && let Some(there) = written.step(step.id.as_str())
        {
            let looked_at = |name: &str| {
                around.iter().any(|when| when.names().iter().any(|known| known.value == name))
            };
            for (name, place) in quoted(there, written.source) {
                // Once for each name: whoever mends one place will look for the others.
                if may_be_missing(&name, protocol) && !looked_at(&name) && told.insert(name.clone())
                {
                    found.push(remark(&name, place));
                }
            }
        }
        quoting(inner, around, protocol, written, told, found);
        around.truncate(around.len() - usize::from(part.when().is_some()));
    }
}

fn remark(name: &str, place: Span) -> Problem {
    let message = format!("`{name}` may have been passed, and then nothing stands here");
    let hint = format!(
        "add when: {name} is answered, or say what stands instead: {{{name} or \"what you said\"}}"
    );
    Problem::remark("may-be-missing", place, message).hint(hint)
}

/// Whether `name` is a step that a participant may pass.
fn may_be_missing(name: &str, protocol: &Protocol) -> bool {
    protocol.steps().iter().any(|step| step.id.as_str() == name && step.spec.asks())
}

/// The names that are quoted as they are, each with its place.
fn quoted(step: &WrittenStep<'_>, source: &str) -> Vec<(String, Span)> {
    let mut found = Vec::new();
    for text in SHOWN.iter().filter_map(|key| step.words(key)) {
        for piece in text.value.split('{').skip(1) {
            let inside = piece.split('}').next().unwrap_or_default();
            let name = Expr::parse(inside, 0).ok();
            let name = name.and_then(|name| name.as_name().map(|name| name.value.clone()));
            let quotation = format!("{{{inside}}}");
            let at = text.span.of(source).find(&quotation).map(|at| text.span.start + at);
            let place = at.map_or(text.span, |at| Span::new(at, at + quotation.len()));
            found.extend(name.map(|name| (name, place)));
        }
    }
    found
}
