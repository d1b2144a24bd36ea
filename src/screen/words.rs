//! How what stands on a card is said: capability, people, minutes, exposure, where it comes from.
//! Once, for shelf, threshold, lists and plain lines.

use std::time::Duration;

use crate::protocol::{Capability, Form, Level, Minutes, People};
use crate::screen::card::Origin;

/// How close to the bone a protocol goes, by the names authors use, from the surface down.
pub const LEVELS: [(&str, Level); 3] =
    [("ordinary", Level::Ordinary), ("tender", Level::Tender), ("high", Level::High)];

/// A capability in a word or two, where there is no room for more.
pub fn capability_briefly(capability: Capability) -> &'static str {
    match capability {
        Capability::SeeTheSystem => "the system",
        Capability::SurfaceAssumptions => "reflection",
        Capability::BuildSharedVision => "creating",
    }
}

/// How many people, as a number: "1", "1–6".
pub fn people_briefly(people: &People) -> String {
    match (people.from, people.to) {
        (from, to) if from == to => from.to_string(),
        (from, to) => format!("{from}–{to}"),
    }
}

/// How long, in each form there is: "about 55 minutes alone, 75 for two, 85 in a group". Empty
/// where nobody said.
pub fn minutes(minutes: &Minutes) -> String {
    let all: Vec<(Form, u32)> =
        Form::ALL.into_iter().filter_map(|(_, form)| Some((form, minutes.of(form)?))).collect();
    let Some((_, first)) = all.first() else { return String::new() };
    let unit = |minutes: u32| if minutes == 1 { "minute" } else { "minutes" };
    if all.iter().all(|(_, minutes)| minutes == first) {
        return format!("about {first} {}", unit(*first));
    }
    let of = |(at, (form, minutes)): (usize, &(Form, u32))| {
        let unit = if at == 0 { format!(" {}", unit(*minutes)) } else { String::new() };
        let form = match form {
            Form::Alone => "alone",
            Form::Pair => "for two",
            Form::Group => "in a group",
        };
        format!("{minutes}{unit} {form}")
    };
    let all: Vec<String> = all.iter().enumerate().map(of).collect();
    format!("about {}", all.join(", "))
}

/// How long, from the shortest form to the longest: "55–85 min". Empty where nobody said.
pub fn minutes_briefly(minutes: &Minutes) -> String {
    let all = || Form::ALL.into_iter().filter_map(|(_, form)| minutes.of(form));
    match (all().min(), all().max()) {
        (Some(least), Some(most)) if least < most => format!("{least}–{most} min"),
        (Some(only), _) => format!("{only} min"),
        (None, _) => String::new(),
    }
}

/// The same as it is read aloud: "55 to 85 minutes".
pub fn minutes_aloud(minutes: &Minutes) -> String {
    minutes_briefly(minutes).replace('–', " to ").replace(" min", " minutes")
}

/// How close to the bone it goes, in a sentence or two.
pub fn level(level: Level) -> &'static str {
    match level {
        Level::Ordinary => "An ordinary working conversation.",
        Level::Tender => "It may touch something. Stop whenever you like.",
        Level::High => {
            "It goes deep. Begin it only if you want to, with time afterwards, and stop whenever \
             you like."
        }
    }
}

/// The same in a word; an ordinary conversation needs none.
pub fn level_briefly(level: Level) -> &'static str {
    match level {
        Level::Ordinary => "",
        Level::Tender => "tender",
        Level::High => "goes deep",
    }
}

/// How far down a level lies: to compare two of them.
pub fn depth(level: Level) -> usize {
    LEVELS.iter().position(|(_, known)| *known == level).unwrap_or(0)
}

/// A quiet mark of where a protocol comes from; what came with the program needs none.
pub fn origin(origin: Origin) -> &'static str {
    match origin {
        Origin::Shipped => "",
        Origin::Own => "yours",
        Origin::Here => "this folder",
        Origin::Given => "given",
    }
}

/// How often something is meant to be done: "every week", "every three months".
pub fn rhythm(every: Duration) -> String {
    const DAY: u64 = 24 * 3_600;
    const SMALL: [&str; 5] = ["two", "three", "four", "five", "six"];
    let days = every.as_secs() / DAY;
    let (count, unit) = match days {
        days if days % 365 == 0 => (days / 365, "year"),
        days if days % 30 == 0 => (days / 30, "month"),
        days if days % 7 == 0 => (days / 7, "week"),
        days => (days, "day"),
    };
    match count {
        1 => format!("every {unit}"),
        2..=6 => format!("every {} {unit}s", SMALL[count as usize - 2]),
        _ => format!("every {count} {unit}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minutes_are_said_once_where_they_are_the_same() {
        let of = |alone, pair, group| Minutes { alone, pair, group };
        assert_eq!(minutes(&of(None, None, None)), "");
        assert_eq!(minutes(&of(Some(1), None, None)), "about 1 minute");
        assert_eq!(minutes(&of(Some(60), Some(60), Some(60))), "about 60 minutes");
        assert_eq!(
            minutes(&of(Some(55), Some(75), Some(85))),
            "about 55 minutes alone, 75 for two, 85 in a group"
        );
        assert_eq!(
            minutes(&of(None, Some(40), Some(50))),
            "about 40 minutes for two, 50 in a group"
        );
        assert_eq!(minutes_briefly(&of(Some(45), Some(25), Some(25))), "25–45 min");
        assert_eq!(minutes_aloud(&of(Some(45), Some(25), Some(25))), "25 to 45 minutes");
        assert_eq!(minutes_briefly(&of(None, None, Some(30))), "30 min");
        assert_eq!(minutes_briefly(&of(None, None, None)), "");
    }

    #[test]
    fn a_rhythm_is_said_in_the_largest_unit_that_fits() {
        let of = |days: u64| rhythm(Duration::from_secs(days * 24 * 3_600));
        let said = [1, 7, 14, 28, 30, 90, 180, 365, 730, 10, 100].map(of);
        let expected = [
            "every day",
            "every week",
            "every two weeks",
            "every four weeks",
            "every month",
            "every three months",
            "every six months",
            "every year",
            "every two years",
            "every 10 days",
            "every 100 days",
        ];
        assert_eq!(said, expected);
    }

    #[test]
    fn people_are_a_number_or_a_range() {
        let of = |from, to| People { from, to, note: String::new() };
        assert_eq!(people_briefly(&of(1, 1)), "1");
        assert_eq!(people_briefly(&of(3, 6)), "3–6");
    }
}
