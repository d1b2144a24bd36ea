//! What happens, as it was written: steps, loops, blocks and jumps.

use crate::base::problem::Problem;
use crate::base::span::Spanned;
use crate::expr::Expr;
use crate::protocol::beside::Fragments;
use crate::protocol::raw::timing::moment;
use crate::protocol::raw::{RawBlock, RawJump, RawLoop, RawOver, RawPart, jumps, step, using};
use crate::protocol::types::Moment;
use crate::written::asked::{Asked, Wanted};
use crate::written::fields::Fields;
use crate::written::mention::{Mention, Reading};
use crate::written::tree::{Entry, Node};

/// Deepest nesting of loops and blocks.
const DEEPEST: usize = 6;
/// Most parts of one protocol, those of its fragments included.
const MOST_STEPS: usize = 1_000;
/// Most laps of a loop that goes on until something holds.
const MOST_LAPS: u32 = 20;
/// How often a jump leads back, where nothing is said.
const JUMPS: u32 = 2;

/// What stands around parts, and holds for them too.
#[derive(Clone, Copy)]
pub(super) struct Around<'f> {
    depth: usize,
    /// Whether all of it is an offer.
    pub optional: bool,
    /// When all of it is asked.
    pub moment: Moment,
    /// The fragments there are to be used.
    pub fragments: &'f Fragments,
    /// The fragments one is within.
    pub within: Option<&'f Using<'f>>,
}

/// A fragment one is within, and the one around it.
#[derive(Clone, Copy)]
pub(super) struct Using<'f> {
    /// Its name.
    pub name: &'f str,
    /// The one around it.
    pub outer: Option<&'f Using<'f>>,
}

impl<'f> Around<'f> {
    /// Nothing but the fragments there are.
    pub fn with(fragments: &'f Fragments) -> Self {
        let (depth, optional, moment) = (0, false, Moment::Session);
        Self { depth, optional, moment, fragments, within: None }
    }

    /// Within one more fragment, which may as a whole be an offer.
    pub fn using<'u>(self, link: &'u Using<'u>, optional: bool) -> Around<'u>
    where
        'f: 'u,
    {
        let optional = self.optional || optional;
        Around { optional, within: Some(link), ..self.deeper() }
    }

    /// Whether one is within the fragment called `name` already.
    pub fn is_within(self, name: &str) -> bool {
        let mut link = self.within;
        while let Some(using) = link {
            if using.name == name {
                return true;
            }
            link = using.outer;
        }
        false
    }

    fn deeper(self) -> Self {
        Self { depth: self.depth + 1, ..self }
    }
}

/// The parts in a list.
pub(super) fn parts(
    node: &Spanned<Node>,
    source: &str,
    reading: &mut Reading,
    around: Around<'_>,
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
    reading.parts += items.len();
    if reading.parts > MOST_STEPS {
        let message = format!("with its fragments, this comes to more than {MOST_STEPS} steps");
        let problem = Problem::new("too-large", node.span, message);
        reading.problems.push(problem.hint("split the protocol in two"));
        return Vec::new();
    }
    let parts = items.iter().filter_map(|item| part(item, source, reading, around)).collect();
    jumps::resolved(parts, reading)
}

/// What a part can begin with, and what it then is.
const FIRST_KEYS: [(&str, &str); 6] = [
    ("step", "a step"),
    ("each", "a loop"),
    ("repeat", "a loop"),
    ("part", "a part"),
    ("go_to", "a jump"),
    ("use", "a fragment in use"),
];

fn part(
    node: &Spanned<Node>,
    source: &str,
    reading: &mut Reading,
    around: Around<'_>,
) -> Option<RawPart> {
    let Node::Map(entries) = &node.value else {
        let message = format!("a step is a group of keys, not {}", node.value.is_called());
        let problem = Problem::new("wrong-type", node.span, message);
        let hint = "begin it with “- step: name”, and write its other keys on the lines below";
        reading.problems.push(problem.hint(hint));
        return None;
    };
    let first = |(key, _): &&(&str, &str)| entries.iter().any(|entry| entry.key.value == *key);
    let mut found = FIRST_KEYS.iter().filter(first);
    let Some((key, what)) = found.next() else {
        return Some(step::step(Fields::of(node, "a step", source, reading)?, around));
    };
    if let Some((other, _)) = found.next() {
        return both(node, entries, (key, other), source, reading, around);
    }
    if around.depth >= DEEPEST && *key != "step" && *key != "go_to" {
        let message = format!("loops and parts stand inside one another more than {DEEPEST} deep");
        let problem = Problem::new("too-deep", node.span, message);
        reading.problems.push(problem.hint("move this one out of the others"));
        return None;
    }
    Some(begun(key, Fields::of(node, what, source, reading)?, around))
}

/// What begins with this key.
fn begun(key: &str, fields: Fields<'_, '_>, around: Around<'_>) -> RawPart {
    match key {
        "each" => RawPart::Loop(each(fields, around)),
        "repeat" => RawPart::Loop(repeat(fields, around)),
        "part" => RawPart::Block(block(fields, around)),
        "go_to" => RawPart::Jump(jump(fields)),
        "use" => RawPart::Block(using::using(fields, around)),
        _ => step::step(fields, around),
    }
}

/// The first key of each sort of part, and what its reader asks for; for a step, what it asks for
/// whatever its kind.
pub(super) fn asked() -> Vec<(&'static str, Asked)> {
    let none = Fragments::default();
    let asks = |(key, _): &(&'static str, &str)| {
        (*key, Asked::by(&[], |fields| drop(begun(key, fields, Around::with(&none)))))
    };
    FIRST_KEYS.iter().map(asks).collect()
}

/// One part cannot be two things. It is read as a step if it says so, so that its name is known.
fn both(
    node: &Spanned<Node>,
    entries: &[Entry],
    (one, other): (&str, &str),
    source: &str,
    reading: &mut Reading,
    around: Around<'_>,
) -> Option<RawPart> {
    let span = entries.iter().find(|entry| entry.key.value == other).map(|entry| entry.key.span);
    let message = format!("`{one}` and `{other}` exclude each other");
    let problem = Problem::new("both-given", span.unwrap_or(node.span), message);
    let hint = match other {
        "each" => {
            "a loop is a part of its own: “- each: name”, in: and steps: with the steps inside"
        }
        _ => "make two parts of it, each beginning with its own “- ” and its own first key",
    };
    reading.problems.push(problem.hint(hint));
    if one != "step" {
        return None;
    }
    let mut fields = Fields::of(node, "a step", source, reading)?;
    let item = fields.words("each");
    for key in ["in", "steps", "repeat", "until", "at_most", "part", "go_to", "use"] {
        fields.node(key);
    }
    let mut both = step::step(fields, around);
    if let (RawPart::Step(step), Some(item)) = (&mut both, item) {
        step.mentions.retain(|mention| mention.name.value != item.value);
    }
    Some(both)
}

/// What belongs to every part that holds others: their list, and what they inherit.
fn inner<'a, 'f>(
    fields: &mut Fields<'a, '_>,
    around: Around<'f>,
    hint: &str,
) -> (Option<&'a Spanned<Node>>, Around<'f>) {
    let optional = fields.yes_no("optional").unwrap_or(false);
    let moment = moment(fields);
    fields.wants("steps", || Wanted::Parts);
    let steps = fields.needed("steps", hint);
    let moment = if moment == Moment::Session { around.moment } else { moment };
    (steps, Around { optional: around.optional || optional, moment, ..around.deeper() })
}

/// Ends the reading of a part that holds others: gives what it mentions, and the others.
fn close(
    fields: Fields<'_, '_>,
    steps: Option<&Spanned<Node>>,
    around: Around<'_>,
) -> (Vec<Mention>, Vec<RawPart>) {
    let source = fields.source();
    let reading = fields.finish();
    let mentions = reading.take_mentions();
    let parts = steps.map(|steps| parts(steps, source, reading, around)).unwrap_or_default();
    (mentions, parts)
}

/// `- each: name` with `in`.
fn each(mut fields: Fields<'_, '_>, around: Around<'_>) -> RawLoop {
    let name =
        fields.needed_new_name("each", '_', "name what one item is called: “- each: assumption”");
    let needed = "add in: with the step whose items are gone through";
    fields.needed("in", needed);
    let over = fields.list("in");
    let when = fields.expr("when");
    let (steps, around) =
        inner(&mut fields, around, "add steps: with what is asked about each of them");
    let (mentions, parts) = close(fields, steps, around);
    let over = RawOver::Items(over);
    RawLoop { name, named: true, over, when, parts, mentions, after: Vec::new() }
}

/// `- repeat: name` with `until`.
fn repeat(mut fields: Fields<'_, '_>, around: Around<'_>) -> RawLoop {
    let name =
        fields.needed_new_name("repeat", '_', "name what one lap is called: “- repeat: deepening”");
    let when = fields.expr("when");
    let before = fields.reading.take_mentions();
    let needed = "add until: with the condition that ends it, such as “deeper repeats”";
    fields.needed("until", needed);
    let until = fields.expr("until");
    let after = fields.reading.take_mentions();
    fields.needed("at_most", "add at_most: with the most laps there can be");
    let at_most = fields.count("at_most", 2, MOST_LAPS).unwrap_or(2);
    let (steps, around) = inner(&mut fields, around, "add steps: with what is asked in each lap");
    let (mut mentions, parts) = close(fields, steps, around);
    mentions.extend(before);
    let over = RawOver::Laps { until, at_most, going_on: false };
    RawLoop { name, named: true, over, when, parts, mentions, after }
}

/// `- part: heading`.
fn block(mut fields: Fields<'_, '_>, around: Around<'_>) -> RawBlock {
    let title = fields.text("part").unwrap_or_default();
    let when = fields.expr("when");
    let (steps, around) = inner(&mut fields, around, "add steps: with what belongs to this part");
    let (mentions, parts) = close(fields, steps, around);
    RawBlock { title, when, parts, mentions }
}

/// `- go_to: name` with `when`.
fn jump(mut fields: Fields<'_, '_>) -> RawJump {
    let to = fields.needed_name("go_to", "name the step that is gone to");
    fields.needed("when", "add when: with the condition under which one goes there");
    let when = fields.expr("when");
    let span = fields.span_of("at_most");
    let at_most = fields.count("at_most", 1, MOST_LAPS - 1);
    let at_most = at_most.map(|most| Spanned::new(most, span));
    let mentions = fields.finish().take_mentions();
    RawJump { to, when, at_most, mentions }
}

/// How often a jump leads back.
pub(super) fn times(jump: &RawJump) -> u32 {
    jump.at_most.as_ref().map_or(JUMPS, |most| most.value)
}

/// Whether a condition does not hold.
pub(super) fn not(when: Option<Expr>) -> Option<Expr> {
    when.map(Expr::negated)
}
