//! How long a step may take, as it was written.

use std::time::Duration;

use crate::base::problem::Problem;
use crate::base::span::Spanned;
use crate::kind::contract::words_of;
use crate::protocol::types::{Bell, Clock, Moment, Time};
use crate::written::asked::Wanted;
use crate::written::fields::Fields;
use crate::written::suggest::short;
use crate::written::tree::Node;

/// `time: 3 minutes`, `2 minutes each`, or a group of what there is to say about it.
pub(super) fn time(fields: &mut Fields<'_, '_>) -> Time {
    let group = fields.group_or("time", |inner| {
        let mut part = |key| {
            inner.wants(key, || Wanted::Form(pattern(&LENGTHS, true, "")));
            let node = inner.node(key)?;
            let words = words_of(node, inner.source()).unwrap_or_default();
            length(&words, node, inner)
        };
        let (target, each, least) = (part("target"), part("each"), part("least"));
        if inner.either(&["target", "each"]) {
            inner.needed("target", "add target: with a length such as 3 minutes");
        }
        let bell = inner.one_of("bell", &Bell::ALL).unwrap_or_default();
        let hard = inner.one_of("stop", &[("soft", false), ("hard", true)]).unwrap_or(false);
        let clock = inner.one_of("clock", &Clock::ALL).unwrap_or_default();
        Time { target, each, least, bell, hard, clock }
    });
    if let Some(time) = group {
        return time;
    }
    fields.wants("time", || Wanted::Form(pattern(&LENGTHS, true, "( +each)?")));
    let Some(node) = fields.node("time") else { return Time::default() };
    let words = words_of(node, fields.source()).unwrap_or_default();
    if let Some(words) = words.trim().strip_suffix(" each") {
        return Time { each: length(words, node, fields), ..Time::default() };
    }
    Time { target: length(&words, node, fields), ..Time::default() }
}

/// `before: 7 days` or `after: 14 days`; the session itself where nothing is said.
pub(super) fn moment(fields: &mut Fields<'_, '_>) -> Moment {
    fields.apart("before", "after", "keep one of the two; a step is asked once");
    let (before, after) = (days(fields, "before"), days(fields, "after"));
    match (before, after) {
        (Some(days), None) => Moment::Before(days),
        (None, Some(days)) => Moment::After(days),
        (None, None) | (Some(_), Some(_)) => Moment::Session,
    }
}

/// Units of days and of shorter times: their names, of which the first is the usual one, and how
/// many days or seconds they have.
const DAYS: [(&[&str], u32); 4] =
    [(&["day"], 1), (&["week"], 7), (&["month"], 30), (&["year"], 365)];
const LENGTHS: [(&[&str], u32); 3] =
    [(&["second", "sec"], 1), (&["minute", "min"], 60), (&["hour"], 3_600)];

/// What [`amount`] reads, and then `end`.
fn pattern(units: &[(&[&str], u32)], broken: bool, end: &str) -> String {
    let names: Vec<&str> = units.iter().flat_map(|(names, _)| names.iter().copied()).collect();
    let point = if broken { "([.][0-9]+)?" } else { "" };
    format!("^ *[0-9]+{point} +({})s?{end} *$", names.join("|"))
}

/// A number and a unit: "3 minutes", "1.5 hours" where a number may be broken.
fn amount(words: &str, units: &[(&[&str], u32)], broken: bool) -> Option<f64> {
    let (number, unit) = words.trim().split_once(' ')?;
    let unit = unit.trim_start();
    let is = |name: &&str| *name == unit || unit.strip_suffix('s') == Some(*name);
    let (_, worth) = units.iter().find(|(names, _)| names.iter().any(is))?;
    let digits =
        |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let is_number = match number.split_once('.') {
        Some((whole, rest)) => broken && digits(whole) && digits(rest),
        None => digits(number),
    };
    let number: f64 = number.parse().ok().filter(|_| is_number)?;
    Some(number * f64::from(*worth))
}

/// "14 days", "2 weeks", "3 months".
pub(super) fn days(fields: &mut Fields<'_, '_>, key: &'static str) -> Option<Duration> {
    const DAY: f64 = 24.0 * 3_600.0;
    const LONGEST: f64 = 3_660.0;
    fields.wants(key, || Wanted::Form(pattern(&DAYS, false, "")));
    let node = fields.node(key)?;
    let words = words_of(node, fields.source()).unwrap_or_default();
    let found = amount(&words, &DAYS, false);
    let problem = match found {
        Some(days) if (1.0..=LONGEST).contains(&days) => {
            return Some(Duration::from_secs_f64(days * DAY));
        }
        Some(_) => {
            let message = format!("`{key}` must lie between 1 day and 10 years");
            Problem::new("wrong-length", node.span, message)
        }
        None => {
            let message = format!("“{}” is no number of days", short(&words));
            Problem::new("wrong-type", node.span, message)
        }
    };
    let hint = "write a number and a unit, such as 14 days, 2 weeks or 3 months";
    fields.reading.problems.push(problem.hint(hint));
    None
}

/// "3 minutes", "90 seconds", "1 hour".
fn length(words: &str, node: &Spanned<Node>, fields: &mut Fields<'_, '_>) -> Option<Duration> {
    const LONGEST: f64 = 24.0 * 3_600.0;
    let problem = match amount(words, &LENGTHS, true) {
        Some(seconds) if (1.0..=LONGEST).contains(&seconds) => {
            return Some(Duration::from_secs_f64(seconds));
        }
        Some(_) => {
            let message = "a length of time lies between 1 second and 24 hours";
            Problem::new("wrong-length", node.span, message)
        }
        None => {
            let message = format!("“{}” is no length of time", short(words));
            Problem::new("wrong-type", node.span, message)
        }
    };
    let hint = "write a number and a unit, such as 3 minutes or 45 seconds";
    fields.reading.problems.push(problem.hint(hint));
    None
}
