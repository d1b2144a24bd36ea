//! A conversation protocol: read once, checked once, and trusted afterwards. What follows is the
//! manual of the file; `docs/PROTOCOLS.md` is made from it.
//!
//! A protocol is one YAML file. It says who it is for, and lists the steps one after the other:
//!
//! ```yaml
//! fieldbook: 1
//! id: after-a-meeting
//! title: After a meeting
//! capability: surface-assumptions
//! purpose: To notice what one assumed while it is still warm.
//! steps:
//!   - step: moment
//!     kind: short
//!     ask: Which moment stays with you?
//!   - step: assumptions
//!     kind: list
//!     ask: What were you assuming just then?
//!   - each: assumption
//!     in: assumptions
//!     steps:
//!       - step: sure
//!         kind: scale
//!         ask: "“{assumption}” — how sure are you of it now?"
//!   - step: test
//!     kind: short
//!     when: assumptions.count > 1
//!     ask: Which of them could you test this week, and how?
//! ```
//!
//! The file itself:
//!
//! - `fieldbook: 1` is the format, and `id` a short name made of small letters, digits and `-`.
//! - `title` and `purpose` are what people see on the shelf.
//! - `capability` is `see-the-system`, `surface-assumptions` or `build-shared-vision`, or a list of
//!   them.
//! - `when_to_use` and `when_not_to_use` help to choose; `version` is yours to count.
//! - `people` is `1`, a range such as `1 to 6`, or a group of `from`, `to` and a `note` on roles.
//!   Nothing said means one person.
//! - `minutes` is a number, or a group of `alone`, `pair` and `group`, which is counted for four.
//! - `source` names whose practice it is: `author`, `work`, `year`, `licence`, `note`.
//! - `safety` is shown before anything is asked: `level` (`ordinary`, `tender`, or `high`, which
//!   needs the other two), `consent`, `exit`.
//! - `prepare` says what to have ready; `outcome`, what one leaves with; `pitfalls` is a list, for
//!   the facilitator.
//! - `next_time` says what to do on the next run, `every: 14 days` how soon that is, and `compare`
//!   names the steps whose answers are worth laying beside those of the last run.
//! - `language` is the language of the words, `en` if nothing is said.
//! - `steps` is what happens.
//!
//! Each step has a name of its own after `step` and a `kind`. Beside what belongs to its kind, it may
//! have:
//!
//! - `title`: a short heading; it is the heading on the page, too.
//! - `say`: what the facilitator says first. `ask`: the question, which the writer sees.
//! - `hint` and `example`: for someone who is stuck; shown when asked for.
//! - `listen_for`: what is worth listening for; shown with the hint.
//! - `time`: a length such as `3 minutes`; or a group of `target: 3 minutes` and `clock: shown`.
//! - `when`: a condition. A step whose condition does not hold is not asked; an answer given there
//!   before is kept, and comes back when the condition does.
//!
//! `- each: assumption` with `in: assumptions` and its own `steps` repeats them for every item of an
//! earlier list. Inside, `{assumption}` is the item. It may have a `when` as well.
//!
//! Put quotation marks around a text that begins with `{` or a sign, or that holds `: ` or ` #`; or
//! begin it on the next line after `|`.

mod check;
mod compare;
mod raw;
mod types;

pub use types::{
    Bell, Block, Capability, Clock, Form, Level, Loop, MOST_PEOPLE, Minutes, Moment, Over, Part,
    Parts, People, Protocol, Safety, Source, Step, Time, Visibility, Who,
};

use crate::base::problem::{Problem, Problems};
use crate::written::yaml;

/// Reads and checks a protocol. All that is wrong comes back at once, in the order of the file.
pub fn read(source: &str) -> Result<Protocol, Problems> {
    let tree = yaml::read(source).map_err(Problems::one)?;
    let (raw, mut problems) = raw::read(&tree, source);
    let Some(raw) = raw else { return Err(or_one(problems)) };
    let checked = check::check(raw, &mut problems);
    match (Problems::new(problems), checked) {
        (None, Some(protocol)) => Ok(protocol),
        (Some(problems), _) => Err(problems),
        (None, None) => Err(or_one(Vec::new())),
    }
}

fn or_one(problems: Vec<Problem>) -> Problems {
    Problems::new(problems).unwrap_or_else(|| {
        let span = crate::base::span::Span::default();
        Problems::one(Problem::new("no-protocol", span, "this is not a protocol"))
    })
}

/// The title and the id of a file that may be broken, as far as they can be read: for the shelf.
pub fn glimpse(source: &str) -> (Option<String>, Option<String>) {
    use crate::written::tree::Node;
    let found = |key: &str| {
        let prefix = format!("{key}:");
        let line = source.lines().find_map(|line| line.strip_prefix(&prefix))?;
        let words = line.trim().trim_matches(['"', '\'']).trim();
        (!words.is_empty()).then(|| words.chars().take(200).collect::<String>())
    };
    let Ok(tree) = yaml::read(source) else { return (found("title"), found("id")) };
    let Node::Map(entries) = &tree.value else { return (None, None) };
    let word = |key: &str| {
        let entry = entries.iter().find(|entry| entry.key.value == key)?;
        crate::kind::contract::words_of(&entry.value, source)
    };
    (word("title"), word("id"))
}
