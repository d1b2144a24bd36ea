//! One step, as it was written.

use crate::advice::Watch;
use crate::base::problem::Problem;
use crate::base::span::Spanned;
use crate::kind::{NAMES, Spec};
use crate::protocol::beside::Fragments;
use crate::protocol::raw::parts::Around;
use crate::protocol::raw::timing::{moment, time};
use crate::protocol::raw::{RawPart, RawStep, RawWho};
use crate::protocol::types::{Moment, Visibility};
use crate::written::asked::{Asked, Wanted};
use crate::written::fields::Fields;
use crate::written::mention::{Mention, Wants};
use crate::written::suggest::{nearest, short, suggest};

/// Reads one step. What stands `around` it holds for it, too.
pub(super) fn step(mut fields: Fields<'_, '_>, around: Around<'_>) -> RawPart {
    let id =
        fields.needed_new_name("step", '_', "begin the step with “- step:” and a name of its own");
    let own_moment = moment(&mut fields);
    let mut step = RawStep {
        id,
        title: fields.text("title").unwrap_or_default(),
        say: fields.text("say").unwrap_or_default(),
        ask: fields.text("ask").unwrap_or_default(),
        listen_for: fields.text("listen_for").unwrap_or_default(),
        hint: fields.text("hint").unwrap_or_default(),
        example: fields.text("example").unwrap_or_default(),
        time: time(&mut fields),
        who: who(&mut fields),
        visibility: fields.one_of("visibility", &Visibility::ALL).unwrap_or_default(),
        watch_for: fields.some_of("watch_for", &Watch::ALL),
        optional: fields.yes_no("optional").unwrap_or(false) || around.optional,
        moment: if own_moment == Moment::Session { around.moment } else { own_moment },
        when: fields.expr("when"),
        spec: spec(&mut fields),
        mentions: Vec::new(),
    };
    if step.spec.as_ref().is_some_and(Spec::asks) && !fields.has("ask") {
        let message = "this step asks nothing".to_owned();
        fields.missing("ask", "step", message, "add ask: with the question");
    }
    // Which keys belong here is only known where the kind is.
    let reading = if step.spec.is_some() { fields.finish() } else { fields.finish_in_part() };
    step.mentions = reading.take_mentions();
    RawPart::Step(Box::new(step))
}

/// What the reader of a step of this kind asks for.
pub(super) fn asked(kind: &str) -> Asked {
    let none = Fragments::default();
    Asked::by(&[("kind", kind)], |fields| drop(step(fields, Around::with(&none))))
}

/// `all`, `each`, `each but giver`, or the name of a person.
fn who(fields: &mut Fields<'_, '_>) -> RawWho {
    fields.wants("who", || Wanted::OneOf(["all", "each"].map(str::to_owned).into()));
    let Some(words) = fields.words_for_a_name("who") else { return RawWho::All };
    let naming = fields.reading.naming.clone();
    let name = |name: &str| naming.name(Spanned::new(name.trim().to_owned(), words.span));
    let who = match words.value.as_str() {
        "all" => return RawWho::All,
        "each" => return RawWho::Each,
        other => match other.strip_prefix("each but ") {
            Some(but) => RawWho::But(name(but)),
            None => RawWho::Named(name(other)),
        },
    };
    if let RawWho::But(name) | RawWho::Named(name) = &who {
        fields.reading.mentions.push(Mention::of(name.clone(), Wants::Person));
    }
    who
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
