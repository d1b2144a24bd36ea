//! What there is to know before a session, under headings: what will happen, for whom, how long,
//! how close it goes, what is kept and who can read it.

use crate::base::stamp::Stamp;
use crate::journal::page;
use crate::protocol::Protocol;
use crate::screen::threshold::ahead::ahead;
use crate::screen::words;

/// How one leaves the full screen, and what that keeps.
pub(super) const LEAVING: &str =
    "You can leave at any moment with Ctrl-Q and come back to the same sentence.";
/// How one leaves plain mode, where a line is the program's own only once it was entered.
pub(super) const LEAVING_PLAIN: &str = "You can leave at any moment with “:leave”; every line you have entered is kept, and you come \
     back to the same question.";

/// What stands before each of several things.
pub(super) const ITEM: &str = "· ";

/// What there is to know; `leaving` says how one leaves here, and what that keeps.
pub(super) fn about(
    protocol: &Protocol,
    last_time: &str,
    kept_in: &str,
    leaving: &str,
) -> Vec<(&'static str, String)> {
    let safety = &protocol.safety;
    let pitfalls = protocol.pitfalls.iter().map(|pitfall| format!("\n{ITEM}{}", pitfall.trim()));
    let mut parts = vec![
        ("", protocol.purpose.clone()),
        ("The last time", last_time.to_owned()),
        ("For whom, and how long", for_whom(protocol)),
        ("What will happen", ahead(protocol)),
        ("How close it goes", words::level(safety.level).to_owned()),
        ("What you agree to", safety.consent.clone()),
        ("What is kept, and who can read it", kept(protocol, kept_in, leaving)),
        ("How to stop", safety.exit.clone()),
        ("When it fits", protocol.when_to_use.clone()),
        ("When it does not", protocol.when_not_to_use.clone()),
        ("To have ready", protocol.prepare.clone()),
        ("What you leave with", protocol.outcome.clone()),
        ("What tends to go wrong", pitfalls.collect::<String>().trim_start().to_owned()),
        ("Source", source(protocol)),
    ];
    parts.retain(|(_, words)| !words.trim().is_empty());
    parts
}

/// What there is to say of the last time: when it was, how often it is meant to be, and what the
/// author says about coming back.
pub(super) fn last_time(protocol: &Protocol, last: Stamp, now: Stamp) -> String {
    let ago = match now.days_since(last) {
        0 => String::new(),
        1 => ", a day ago".to_owned(),
        days => format!(", {days} days ago"),
    };
    let mut words = format!("{}{ago}.", page::day_alone(last));
    if let Some(every) = protocol.every {
        words.push_str(&format!(" This is meant to be done {}.", words::rhythm(every)));
    }
    format!("{words}\n{}", protocol.next_time.trim()).trim_end().to_owned()
}

fn for_whom(protocol: &Protocol) -> String {
    let people = protocol.people.says();
    let minutes = words::minutes(&protocol.minutes);
    let note = sentence(&protocol.people.note);
    let joint = if minutes.is_empty() { "" } else { "; " };
    let first = sentence(&format!("{people}{joint}{minutes}"));
    if note.is_empty() { first } else { format!("{first} {note}") }
}

/// Words with a capital at their beginning and a full stop at their end.
fn sentence(words: &str) -> String {
    let words = words.trim();
    let mut letters = words.chars();
    let Some(first) = letters.next() else { return String::new() };
    let stop = if words.ends_with(['.', '?']) { "" } else { "." };
    format!("{}{}{stop}", first.to_uppercase(), letters.as_str())
}

fn kept(protocol: &Protocol, kept_in: &str, leaving: &str) -> String {
    let hidden = if protocol.people.to > 1 {
        " In a group, what one of you writes in private is not shown on the screen or on the page \
         before it is revealed, but it lies in the same folder."
    } else {
        ""
    };
    format!(
        "Every word you write is kept on this machine as plain text, in {kept_in}, and nowhere \
         else. Whoever can log in as you can read it.{hidden} {leaving}"
    )
}

fn source(protocol: &Protocol) -> String {
    let source = &protocol.source;
    let year = source.year.map(|year| year.to_string()).unwrap_or_default();
    let named: Vec<&str> = [source.author.as_str(), &source.work, &year]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect();
    let parts = [named.join(", "), source.note.clone(), source.licence.clone()];
    let parts: Vec<String> =
        parts.iter().map(|part| sentence(part)).filter(|part| !part.is_empty()).collect();
    parts.join(" ")
}
