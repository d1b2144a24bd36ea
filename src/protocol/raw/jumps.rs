//! Jumps, as what they come to: a jump back is a loop over the parts from there to here, a jump
//! forward leaves out the parts between. So the way through a protocol needs no jumps.

use crate::base::problem::Problem;
use crate::expr::Text;
use crate::protocol::raw::parts::{not, times};
use crate::protocol::raw::{RawBlock, RawJump, RawLoop, RawOver, RawPart};
use crate::written::mention::Reading;
use crate::written::suggest::{nearest, short};

/// Most jumps in one list of steps. Each may put what it spans into one more part.
const MOST: usize = 50;

/// The parts of one list with every jump resolved.
pub(super) fn resolved(mut parts: Vec<RawPart>, reading: &mut Reading) -> Vec<RawPart> {
    let is_jump = |part: &RawPart| matches!(part, RawPart::Jump(_));
    let mut jumps = parts.iter().filter(|part| is_jump(part));
    if let Some(RawPart::Jump(RawJump { to: Some(to), .. })) = jumps.nth(MOST) {
        let message = format!("there are more than {MOST} jumps in one list of steps");
        let problem = Problem::new("too-large", to.span, message);
        reading.problems.push(problem.hint("put parts of it into lists of their own, with part:"));
        parts.retain(|part| !is_jump(part));
    }
    before(parts, None, reading)
}

/// The same for parts that stand before one with this name: what leads there leads to their end.
fn before(parts: Vec<RawPart>, end: Option<&str>, reading: &mut Reading) -> Vec<RawPart> {
    let mut parts = parts;
    while let Some(at) = parts.iter().position(|part| matches!(part, RawPart::Jump(_))) {
        let after = parts.split_off(at + 1);
        let Some(RawPart::Jump(jump)) = parts.pop() else { return parts };
        parts = one(parts, jump, after, end, reading);
    }
    parts
}

fn one(
    mut before: Vec<RawPart>,
    jump: RawJump,
    mut after: Vec<RawPart>,
    end: Option<&str>,
    reading: &mut Reading,
) -> Vec<RawPart> {
    let Some(to) = &jump.to else {
        before.extend(after);
        return before;
    };
    if let Some(at) = before.iter().position(|part| is_called(part, &to.value)) {
        let (parts, at_most) = (before.split_off(at), times(&jump) + 1);
        let over = RawOver::Laps { until: not(jump.when), at_most, going_on: true };
        let name = jump.to.map(|to| crate::base::span::Spanned::new(again(&to.value), to.span));
        let (mentions, after_lap) = (Vec::new(), jump.mentions);
        before.push(RawPart::Loop(RawLoop {
            name,
            named: false,
            over,
            when: None,
            parts,
            mentions,
            after: after_lap,
        }));
        before.extend(after);
        return before;
    }
    let ahead = after.iter().position(|part| is_called(part, &to.value));
    let ahead = ahead.or_else(|| (end == Some(to.value.as_str())).then_some(after.len()));
    if let Some(at) = ahead {
        if let Some(most) = &jump.at_most {
            let message = "only a jump back can be made more than once";
            let problem = Problem::new("at-odds", most.span, message);
            reading.problems.push(problem.hint("remove at_most: here"));
        }
        let rest = after.split_off(at);
        // There may be other ways on to the same place, from between here and there.
        let parts = self::before(after, Some(&to.value), reading);
        let (title, when, mentions) = (Text::default(), not(jump.when), jump.mentions);
        before.push(RawPart::Block(RawBlock { title, when, parts, mentions }));
        before.extend(rest);
        return before;
    }
    let message = format!("no step beside this jump is called `{}`", short(&to.value));
    let problem = Problem::new("no-such-step", to.span, message);
    let beside: Vec<&str> = before.iter().chain(&after).filter_map(name).collect();
    let hint = nearest(&to.value, &beside).filter(|near| *near != to.value).map_or_else(
        || {
            "a jump leads to a step or a loop in the same list of steps, and two jumps cannot cross"
                .to_owned()
        },
        |near| format!("did you mean `{near}`?"),
    );
    reading.problems.push(problem.hint(hint));
    before.extend(after);
    before
}

/// The name of a loop that a jump makes. It is never quoted.
fn again(name: &str) -> String {
    let short: String = name.chars().take(crate::base::id::LONGEST_NAME - 6).collect();
    format!("{short}_again")
}

fn is_called(part: &RawPart, wanted: &str) -> bool {
    name(part) == Some(wanted)
}

fn name(part: &RawPart) -> Option<&str> {
    let own = match part {
        RawPart::Step(step) => step.id.as_ref(),
        RawPart::Loop(each) if each.named => each.name.as_ref(),
        RawPart::Loop(_) | RawPart::Block(_) | RawPart::Jump(_) => None,
    };
    own.map(|own| own.value.as_str())
}
