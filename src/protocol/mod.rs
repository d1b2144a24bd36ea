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
//! - `language` is the language of the words, `en` if nothing is said; `languages` holds them in
//!   others.
//! - `steps` is what happens.
//!
//! Each step has a name of its own after `step` and a `kind`. Beside what belongs to its kind, it may
//! have:
//!
//! - `title`: a short heading; it is the heading on the page, too.
//! - `say`: what the facilitator says first. `ask`: the question, which the writer sees.
//! - `hint` and `example`: for someone who is stuck; shown when asked for.
//! - `listen_for`: what is worth listening for; shown with the hint.
//! - `time`: a length such as `3 minutes`, `2 minutes each`, or a group: `target`, `each`, `least` (for
//!   silences), `bell` (`soft`, `thirds`), `stop: hard`, `clock` (`shown`, `hidden`).
//! - `who` is asked: `all` (the table, once; if nothing is said), `each` (every person in turn), the
//!   name of a pick among `people`, an item of a loop over them, or `each but` such a name.
//! - `visibility`: `open`; `own`, which stays with its writer; `sealed` and `unsigned`, hidden until a
//!   reveal and then shown with or without names; `coach`, for the facilitator. Alone, it means
//!   nothing.
//! - `optional: true`: an offer, left out first when time runs short.
//! - `before: 7 days`: to be prepared up to that long before; `after: 14 days`: asked that long
//!   afterwards.
//! - `watch_for`: what is gently remarked on while somebody writes: `judging`, `pseudo_feeling`,
//!   `person`, `lack`, `comparison`, `verb`, `leading`, `dateless`, `means`.
//! - `when`: a condition. A step whose condition does not hold is not asked; an answer given there
//!   before is kept, and comes back when the condition does.
//!
//! Beside steps there may stand, each with a `when` if it needs one:
//!
//! - `- each: assumption` with `in: assumptions` and its own `steps`: they are repeated for every item
//!   of an earlier list, and inside, `{assumption}` is the item. `in: people` goes round the table:
//!   what is private in it is one pass of the laptop.
//! - `- part: Discover` with `steps`: a heading of its own; `optional`, `before` and `after` hold for
//!   all of it.
//! - `- repeat: deepening` with `until: deeper repeats`, `at_most: 4` and `steps`: lap after lap, until
//!   the condition holds. `{deeper}` is then the answer of the last lap, `{deeper.laps}` all of them.
//! - `- go_to: vision` with `when: importance < 4`: back to a step before it in the same list (`at_most`
//!   so many times, twice if nothing is said), or forward, leaving out what lies between.
//! - `- use: check-in`: the steps of a fragment. `as: arriving` calls them `arriving_word` and so on;
//!   `with: {question: What do you bring?}` fills in its parameters.
//!
//! A fragment is a file with `fragment: check-in` in place of `id`, a `title`, a `purpose`, `steps`, and
//! `takes`: its parameters with what they are if nothing is given, or `{needed: what to give}`. It is
//! looked for beside the protocol, in a folder `fragments` there or above, in your own folder, and
//! among those that come with the program.
//!
//! The words of a protocol or of a fragment in another language stand after `languages` in the file
//! itself, each language under its short tag, or in a file of their own beside it, called
//! `my-practice.es.yaml`, which begins with `fieldbook: 1`, `translates: my-practice` and `language: es`.
//! Either way they are texts and nothing else, by the names of what they belong to:
//!
//! ```yaml
//! fieldbook: 1
//! translates: after-a-meeting
//! language: es
//! title: Después de una reunión
//! purpose: Ver lo que uno daba por hecho, mientras aún está caliente.
//! steps:
//!   moment:
//!     ask: ¿Qué momento se te quedó?
//!   sure:
//!     ask: "«{assumption}»: ¿hasta qué punto lo ves así ahora?"
//! ```
//!
//! Options, columns and the like are found by their ids (`options: {yes: Sí}`), headings of parts by the
//! heading (`parts: {Discover: Descubrir}`), and what is given to a fragment by the fragment's name, or
//! by what `as` calls it (`with: {check-in: {question: ¿Cómo llegas?}}`). What has no translation stays
//! as it is, and `fieldbook check` says how much that is. A protocol is read in the language that
//! `--language es` asks for, and the fragments it uses speak its language as far as they can.
//!
//! Put quotation marks around a text that begins with `{` or a sign, or that holds `: ` or ` #`; or
//! begin it on the next line after `|`.

mod beside;
mod check;
mod compare;
mod raw;
mod remarks;
mod translated;
mod types;

pub use beside::Beside;
pub use raw::Keys;
pub use translated::Coverage;
pub use types::{
    Bell, Block, Capability, Clock, Form, Level, Loop, MOST_PEOPLE, Minutes, Moment, Over, Part,
    Parts, People, Protocol, Safety, Source, Step, Time, Visibility, Who,
};

use crate::base::problem::{Problem, Problems};
use crate::base::span::Spanned;
use crate::protocol::beside::Fragments;
use crate::protocol::translated::Tongue;
use crate::written::sources::Sources;
use crate::written::tree::Node;
use crate::written::yaml;

/// A file that was read: what it says, if that could be told, everything that is wrong with it, and
/// the texts that its places stand in.
#[derive(Debug)]
pub struct Examined {
    /// The protocol; nothing where something is wrong, or where the file is a fragment or a
    /// translation.
    pub protocol: Option<Protocol>,
    /// What is wrong.
    pub problems: Option<Problems>,
    /// Its own text, and those of the fragments it uses.
    pub sources: Sources,
    /// Tags of other languages that it has its words in.
    pub languages: Vec<String>,
    /// Whether it was translated into the language that was asked for.
    pub translated: bool,
    /// How much there is of it, and of the fragments it uses, in its language or in the one that was
    /// asked for; nothing where all of it is as it was written.
    pub coverage: Option<Coverage>,
}

impl Examined {
    /// What does not keep the file from being used, and is worth a second look. Nothing is said where
    /// there are problems: they come first. What a careful author alone wants to hear is said where
    /// `strict` asks for it.
    pub fn remarks(&self, strict: bool) -> Vec<Problem> {
        if self.problems.is_some() {
            return Vec::new();
        }
        let source = self.sources.own();
        let tree = yaml::read(source).ok();
        let remarks = |tree| remarks::remarks(self.protocol.as_ref(), &tree, source, strict);
        tree.map(remarks).unwrap_or_default()
    }
}

/// Reads and checks a protocol that stands alone. All that is wrong comes back at once, in the order
/// of the file.
pub fn read(source: &str) -> Result<Protocol, Problems> {
    let examined = examine("", source, &());
    match (examined.protocol, examined.problems) {
        (Some(protocol), None) => Ok(protocol),
        (_, problems) => Err(problems.unwrap_or_else(|| or_one(Vec::new()))),
    }
}

/// Reads and checks the file called `name`: a protocol, with what it uses `beside`; a fragment; or a
/// translation, as far as it shows in that file alone.
pub fn examine(name: &str, source: &str, beside: &dyn Beside) -> Examined {
    examine_in(None, name, source, beside)
}

/// Like [`examine`], with the texts of the protocol in `language`, as far as there are any.
pub fn examine_in(
    language: Option<&str>,
    name: &str,
    source: &str,
    beside: &dyn Beside,
) -> Examined {
    let mut sources = Sources::of(name, source);
    let tree = match yaml::read(source) {
        Ok(tree) => tree,
        Err(problem) => {
            let problems = Some(Problems::one(problem));
            return Examined {
                protocol: None,
                problems,
                sources,
                languages: Vec::new(),
                translated: false,
                coverage: None,
            };
        }
    };
    let mut problems = Vec::new();
    let languages = translated::languages(&tree);
    let (mut tongue, tree) = Tongue::of(language, tree, beside, &mut sources, &mut problems);
    let fragments = Fragments::of(&tree, &mut tongue, &mut sources, &mut problems);
    let (translated, coverage) = tongue.spoken();
    let protocol = if is(&tree, "translates") {
        problems.extend(raw::problems_of_translation(&tree, sources.text()));
        None
    } else if is(&tree, "fragment") {
        let (parts, found) = raw::fragment(&tree, sources.text(), &fragments);
        problems.extend(found);
        check::fragment(parts, &mut problems);
        None
    } else {
        let (raw, found) = raw::read(&tree, sources.text(), &fragments);
        problems.extend(found);
        let protocol = raw.and_then(|raw| check::check(raw, &mut problems));
        if protocol.is_none() && problems.is_empty() {
            problems.push(no_protocol());
        }
        protocol
    };
    let problems = Problems::new(problems);
    let protocol = protocol.filter(|_| problems.is_none());
    Examined { protocol, problems, sources, languages, translated, coverage }
}

/// Whether a file has a key that tells it from protocols: a fragment to be used by them, or a
/// translation of one.
fn is(tree: &Spanned<Node>, sort: &str) -> bool {
    let Node::Map(entries) = &tree.value else { return false };
    entries.iter().any(|entry| entry.key.value == sort)
}

fn or_one(problems: Vec<Problem>) -> Problems {
    Problems::new(problems).unwrap_or_else(|| Problems::one(no_protocol()))
}

fn no_protocol() -> Problem {
    Problem::new("no-protocol", crate::base::span::Span::default(), "this is not a protocol")
}

/// The title and the id of a file that may be broken, as far as they can be read: for the shelf.
pub fn glimpse(source: &str) -> (Option<String>, Option<String>) {
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
