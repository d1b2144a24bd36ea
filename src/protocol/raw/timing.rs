//! How long a step may take, as it was written.

use std::time::Duration;

use crate::base::problem::Problem;
use crate::base::span::Spanned;
use crate::protocol::types::{Bell, Clock, Moment, Time};
use crate::written::fields::Fields;
use crate::written::suggest::short;
use crate::written::tree::Node;

/// `time: 3 minutes`, `2 minutes each`, or a group of what there is to say about it.
pub(super) fn time(fields: &mut Fields<'_, '_>) -> Time {
    let Some(node) = fields.node("time") else { return Time::default() };
    let source = fields.source();
    if !matches!(node.value, Node::Map(_)) {
        let words = crate::kind::contract::words_of(node, source).unwrap_or_default();
        if let Some(words) = words.trim().strip_suffix(" each") {
            return Time { each: length(words, node, fields), ..Time::default() };
        }
        return Time { target: length(&words, node, fields), ..Time::default() };
    }
    let Some(mut inner) = Fields::of(node, "`time`", source, fields.reading) else {
        return Time::default();
    };
    let mut part = |key| {
        let node = inner.node(key)?;
        let words = crate::kind::contract::words_of(node, source).unwrap_or_default();
        length(&words, node, &mut inner)
    };
    let (target, each, least) = (part("target"), part("each"), part("least"));
    if !inner.has("target") && !inner.has("each") {
        inner.needed("target", "add target: with a length such as 3 minutes");
    }
    let bell = inner.one_of("bell", &Bell::ALL).unwrap_or_default();
    let hard = inner.one_of("stop", &[("soft", false), ("hard", true)]).unwrap_or(false);
    let clock = inner.one_of("clock", &Clock::ALL).unwrap_or_default();
    inner.finish();
    Time { target, each, least, bell, hard, clock }
}

/// `before: 7 days` or `after: 14 days`; the session itself where nothing is said.
pub(super) fn moment(fields: &mut Fields<'_, '_>) -> Moment {
    let (before, after) = (days(fields, "before"), days(fields, "after"));
    match (before, after) {
        (Some(_), Some(_)) => {
            let message = "`before` and `after` exclude each other".to_owned();
            let hint = "keep one of the two; a step is asked once";
            fields.problem("after", "both-given", message, hint);
            Moment::Session
        }
        (Some(days), None) => Moment::Before(days),
        (None, Some(days)) => Moment::After(days),
        (None, None) => Moment::Session,
    }
}

/// "14 days", "2 weeks", "3 months".
pub(super) fn days(fields: &mut Fields<'_, '_>, key: &'static str) -> Option<Duration> {
    const DAY: u64 = 24 * 3_600;
    const LONGEST: u64 = 3_660;
    let node = fields.node(key)?;
    let words = crate::kind::contract::words_of(node, fields.source()).unwrap_or_default();
    let (number, unit) = words.trim().split_once(' ').unwrap_or((words.trim(), ""));
    let unit = match unit.trim().trim_end_matches('s') {
        "day" => Some(1),
        "week" => Some(7),
        "month" => Some(30),
        "year" => Some(365),
        _ => None,
    };
    let days = number.parse::<u64>().ok().zip(unit);
    let days = days.and_then(|(number, unit)| number.checked_mul(unit));
    let found = days.filter(|days| (1..=LONGEST).contains(days));
    if found.is_none() {
        let message = format!("“{}” is no number of days", short(&words));
        let problem = Problem::new("wrong-type", node.span, message);
        let hint = "write a number and a unit, such as 14 days, 2 weeks or 3 months";
        fields.reading.problems.push(problem.hint(hint));
    }
    found.map(|days| Duration::from_secs(days * DAY))
}

/// "3 minutes", "90 seconds", "1 hour".
fn length(words: &str, node: &Spanned<Node>, fields: &mut Fields<'_, '_>) -> Option<Duration> {
    const LONGEST: f64 = 24.0 * 3_600.0;
    let (number, unit) = words.trim().split_once(' ').unwrap_or((words.trim(), ""));
    let unit = match unit.trim().trim_end_matches('s') {
        "second" | "sec" => Some(1.0),
        "minute" | "min" => Some(60.0),
        "hour" => Some(3_600.0),
        _ => None,
    };
    let seconds = number.parse::<f64>().ok().zip(unit).map(|(number, unit)| number * unit);
    let found = seconds.filter(|seconds| (1.0..=LONGEST).contains(seconds));
    if found.is_none() {
        let message = format!("“{}” is no length of time", short(words));
        let problem = Problem::new("wrong-type", node.span, message);
        let hint = "write a number and a unit, such as 3 minutes or 45 seconds";
        fields.reading.problems.push(problem.hint(hint));
    }
    found.map(Duration::from_secs_f64)
}
