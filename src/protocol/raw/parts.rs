//! What happens, as it was written: steps, and loops around them.

use crate::base::problem::Problem;
use crate::base::span::Spanned;
use crate::kind::{NAMES, Spec};
use crate::protocol::raw::timing::time;
use crate::protocol::raw::{RawEach, RawPart, RawStep};
use crate::written::fields::Fields;
use crate::written::mention::{Mention, Reading, Wants};
use crate::written::suggest::{nearest, short, suggest};
use crate::written::tree::Node;

/// Deepest nesting of loops.
const DEEPEST: usize = 3;
/// Most steps of one protocol.
const MOST_STEPS: usize = 1_000;

/// The parts in a list.
pub(super) fn parts(
    node: &Spanned<Node>,
    source: &str,
    reading: &mut Reading,
    depth: usize,
) -> Vec<RawPart> {
    let Node::List(items) = &node.value else {
        let message = format!("`steps` wants a list, not {}", node.value.is_called());
        let problem = Problem::new("wrong-type", node.span, message);
        reading.problems.push(problem.hint("begin each step with “- step: name” on its own line"));
        return Vec::new();
    };
    if items.is_empty() {
        let problem = Problem::new("no-steps", node.span, "there are no steps here");
        reading.problems.push(problem.hint("add at least one “- step: name” on a line of its own"));
    }
    if let Some(extra) = items.get(MOST_STEPS) {
        let message = format!("there are more than {MOST_STEPS} steps");
        let problem = Problem::new("too-large", extra.span, message);
        reading.problems.push(problem.hint("split the protocol in two"));
        return Vec::new();
    }
    items.iter().filter_map(|item| part(item, source, reading, depth)).collect()
}

fn part(
    node: &Spanned<Node>,
    source: &str,
    reading: &mut Reading,
    depth: usize,
) -> Option<RawPart> {
    let Node::Map(entries) = &node.value else {
        let message = format!("a step is a group of keys, not {}", node.value.is_called());
        let problem = Problem::new("wrong-type", node.span, message);
        let hint = "begin it with “- step: name”, and write its other keys on the lines below";
        reading.problems.push(problem.hint(hint));
        return None;
    };
    let word_of = |key: &str| entries.iter().find(|entry| entry.key.value == key);
    let Some(loops) = word_of("each") else {
        return Some(step(Fields::of(node, "a step", source, reading)?));
    };
    if word_of("step").is_none() {
        return each(node, source, reading, depth).map(RawPart::Each);
    }
    // One part cannot be both. It is read as a step, so that its name is known.
    let problem =
        Problem::new("both-given", loops.key.span, "`step` and `each` exclude each other");
    let hint = "a loop is a part of its own: “- each: name”, in: and steps: with the steps inside";
    reading.problems.push(problem.hint(hint));
    let mut fields = Fields::of(node, "a step", source, reading)?;
    let item = fields.words("each");
    fields.node("in");
    fields.node("steps");
    let mut both = step(fields);
    if let (RawPart::Step(step), Some(item)) = (&mut both, item) {
        step.mentions.retain(|mention| mention.name.value != item.value);
    }
    Some(both)
}

fn step(mut fields: Fields<'_, '_>) -> RawPart {
    let id = fields.needed_words("step", "begin the step with “- step:” and a name of its own");
    let mut step = RawStep {
        id,
        title: fields.text("title").unwrap_or_default(),
        say: fields.text("say").unwrap_or_default(),
        ask: fields.text("ask").unwrap_or_default(),
        listen_for: fields.text("listen_for").unwrap_or_default(),
        hint: fields.text("hint").unwrap_or_default(),
        example: fields.text("example").unwrap_or_default(),
        time: time(&mut fields),
        when: fields.expr("when"),
        spec: spec(&mut fields),
        mentions: Vec::new(),
    };
    if step.spec.as_ref().is_some_and(Spec::asks) && !fields.has("ask") {
        let message = "this step asks nothing".to_owned();
        fields.missing("ask", "step", message, "add ask: with the question");
    }
    step.mentions = std::mem::take(&mut fields.reading.mentions);
    // Which keys belong here is only known where the kind is.
    if step.spec.is_some() {
        fields.finish();
    } else {
        fields.finish_in_part();
    }
    RawPart::Step(Box::new(step))
}

fn spec(fields: &mut Fields<'_, '_>) -> Option<Spec> {
    let names: Vec<&str> = NAMES.iter().map(|(name, _)| *name).collect();
    let hint = format!("add kind: with one of {}", names.join(", "));
    fields.needed("kind", &hint)?;
    let kind = fields.words("kind")?;
    let spec = Spec::read(&kind.value, fields);
    if spec.is_some() {
        return spec;
    }
    let message = format!("there is no kind of step called “{}”", short(&kind.value));
    let problem = Problem::new("unknown-kind", kind.span, message);
    fields.reading.problems.push(problem.hint(suggest(&kind.value, &names)));
    // What else is wrong can be seen if it is known what was meant.
    nearest(&kind.value, &names).and_then(|meant| Spec::read(meant, fields))
}

fn each(
    node: &Spanned<Node>,
    source: &str,
    reading: &mut Reading,
    depth: usize,
) -> Option<RawEach> {
    if depth == DEEPEST {
        let message = format!("loops stand inside loops more than {DEEPEST} deep");
        let problem = Problem::new("too-deep", node.span, message);
        reading.problems.push(problem.hint("move this loop out of the others"));
        return None;
    }
    let mut fields = Fields::of(node, "a loop", source, reading)?;
    let name = fields.needed_words("each", "name what one item is called: “- each: assumption”");
    let of = fields.needed_words("in", "add in: with the step whose items are gone through");
    let when = fields.expr("when");
    let steps = fields.needed("steps", "add steps: with what is asked about each of them");
    if let Some(of) = &of {
        fields.reading.mentions.push(Mention::of(of.clone(), Wants::Items));
    }
    fields.finish();
    let mentions = std::mem::take(&mut reading.mentions);
    let parts = steps.map(|steps| parts(steps, source, reading, depth + 1)).unwrap_or_default();
    Some(RawEach { name, of, when, parts, mentions })
}
