//! Whatever is done in whatever order: nothing panics, the log leads back to the same conversation,
//! and no words are ever dropped.

use std::path::{Path, PathBuf};
use std::time::Duration;

use fieldbook::journal::about::About;
use fieldbook::journal::draft::Whole;
use fieldbook::journal::record;
use fieldbook::protocol;
use fieldbook::session::{Given, Session, Slot};
use fieldbook::shell::Rehearsal;
use fieldbook::store;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed};
use serde_json::Value;

use crate::play::{self, Home};

/// A number of cases to run instead, each time with others.
const CASES: &str = "FIELDBOOK_CASES";
const SIZE: (u16, u16) = (100, 80);

fn cases(usual: u32) -> Config {
    let wanted = std::env::var(CASES).ok().and_then(|count| count.parse().ok());
    let rng_seed = if wanted.is_some() { RngSeed::Random } else { RngSeed::Fixed(20_261_123) };
    let cases = wanted.unwrap_or(usual);
    Config {
        cases,
        rng_seed,
        failure_persistence: None,
        max_shrink_iters: 300,
        ..Config::default()
    }
}

/// One thing a person does, or the world.
#[derive(Clone, Debug)]
enum Deed {
    Keys(&'static str),
    Words(String),
    Paste(String),
    Line(String),
    Size(u16, u16),
    Time(u16),
    Leave,
    Kill,
}

/// Keys that take no words away.
const GENTLE: [&str; 37] = [
    "<enter>",
    "<enter>",
    "<enter>",
    "<c-n>",
    "<c-n>",
    "<c-n>",
    "<c-p>",
    "<c-p>",
    "<tab>",
    "<s-tab>",
    "<up>",
    "<down>",
    "<left>",
    "<right>",
    "<home>",
    "<end>",
    "<pgup>",
    "<pgdn>",
    "<esc>",
    "<c-g>",
    "<c-t>",
    "<f1>",
    "<f2>",
    "<a-up>",
    "<a-down>",
    "<c-o><up><enter>",
    "<c-o><down><down><enter>",
    "<c-o><home><enter>",
    "<c-o><esc>",
    "<space>",
    "1",
    "2",
    "<f3>",
    "<f5>",
    "+",
    "-",
    "n",
];
/// Keys that do, and keys that mean nothing.
const ROUGH: [&str; 19] = [
    "<bs>",
    "<del>",
    "<c-q>",
    "<c-c>",
    "<f4>",
    "<a-e>",
    "<ins>",
    "<f9>",
    "<c-z>",
    "<c-y>",
    "<c-w>",
    "<c-u>",
    "<c-k>",
    "<c-a>",
    "<c-s-end>",
    "<s-left>",
    "<a-b>",
    "?",
    "a",
];
/// Lines of plain mode that take no words away.
const GENTLE_WORDS: [&str; 26] = [
    ":pass",
    ":back",
    ":next",
    ":outline",
    ":go 1",
    ":go 4",
    ":go 9",
    ":go 12",
    ":hint",
    ":clock",
    ":again",
    ":keys",
    ":earlier 2",
    ":later 1",
    ":deeper",
    ":out 2",
    ":under 1",
    ":returns 2 1",
    ":lane 1",
    ":lane thought",
    ":point 3",
    ":room 1",
    ":asked",
    ":turn 1",
    ":late 1",
    ":sure 1 hunch",
];
const ROUGH_WORDS: [&str; 21] = [
    "",
    ".",
    "1",
    "2 1",
    "45",
    "0",
    ":drop 1",
    ":change 1 other words",
    ":clear",
    ":undo",
    ":when 1 Monday",
    "7 3",
    "2: 0 10",
    "1 - 2 late",
    ":new patience",
    ":none",
    ":up",
    ":leave",
    ":resume 1",
    ":begin",
    ":go x",
];

/// Words that are not like any others, some of them not in Latin letters.
fn word() -> impl Strategy<Value = String> {
    prop_oneof!["[a-z]{9}", "[а-я]{9}", "[一-龥]{4}"]
}

/// Whether the letters of `word` stand in `text` in their order, whatever was put between them.
fn holds(text: &str, word: &str) -> bool {
    let mut letters = text.chars();
    word.chars().all(|letter| letters.any(|found| found == letter))
}

fn gentle() -> impl Strategy<Value = Deed> {
    prop_oneof![
        10 => prop::sample::select(&GENTLE[..]).prop_map(Deed::Keys),
        6 => word().prop_map(Deed::Words),
        2 => word().prop_map(Deed::Paste),
        2 => prop::sample::select(&GENTLE_WORDS[..]).prop_map(|line| Deed::Line(line.to_owned())),
        1 => (1_u16..90, 1_u16..40).prop_map(|(width, height)| Deed::Size(width, height)),
        1 => (0_u16..100).prop_map(Deed::Time),
        1 => Just(Deed::Leave),
        1 => Just(Deed::Kill),
    ]
}

fn anything() -> impl Strategy<Value = Deed> {
    prop_oneof![
        12 => gentle(),
        3 => prop::sample::select(&ROUGH[..]).prop_map(Deed::Keys),
        3 => prop::sample::select(&ROUGH_WORDS[..]).prop_map(|line| Deed::Line(line.to_owned())),
        2 => word().prop_map(Deed::Line),
        1 => "[ -~\n\t\u{1b}\u{9b}\u{202e}é👩‍🚀]{0,12}".prop_map(Deed::Paste),
        1 => (0_u16..400, 0_u16..120).prop_map(|(width, height)| Deed::Size(width, height)),
    ]
}

/// Protocols in which things are done: one with every kind that is written or chosen, one with every
/// kind that is drawn.
const PROTOCOLS: [&str; 2] = ["every-kind", "drawn"];

fn protocol() -> impl Strategy<Value = &'static str> {
    prop_oneof![2 => Just(PROTOCOLS[0]), 1 => Just(PROTOCOLS[1])]
}

/// Someone doing things in a conversation with every kind of step.
struct Doer {
    protocol: &'static str,
    home: Home,
    program: Option<Rehearsal>,
    folder: PathBuf,
}

impl Doer {
    fn new(protocol: &'static str) -> Self {
        play::set_clock(play::EVENING);
        let home = Home::in_memory();
        let (program, folder) = Self::begin(&home, protocol);
        Self { protocol, home, program: Some(program), folder }
    }

    fn begin(home: &Home, protocol: &str) -> (Rehearsal, PathBuf) {
        let mut program = home.rehearse(SIZE);
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/protocols/good");
        program.offer(&format!("{folder}/{protocol}.yaml")).expect("a protocol without a problem");
        play::press(&mut program, "<enter>");
        let folder = program.folder().expect("a journal");
        (program, folder)
    }

    fn program(&mut self) -> &mut Rehearsal {
        self.program.as_mut().expect("a program")
    }

    fn does(&mut self, deed: &Deed) {
        match deed {
            Deed::Keys(keys) => play::press(self.program(), keys),
            Deed::Words(words) => play::press(self.program(), words),
            Deed::Paste(text) => self.program().paste(text),
            Deed::Line(line) => drop(self.program().line(line)),
            Deed::Size(width, height) => self.program().resize(*width, *height),
            Deed::Time(seconds) => {
                self.program().elapse(Duration::from_secs(u64::from(*seconds)));
            }
            Deed::Leave => {
                play::press(self.program(), "<c-q>");
                assert!(self.program().has_left(), "leaving was not refused");
            }
            Deed::Kill => self.kill(),
        }
        if self.program.as_ref().is_none_or(Rehearsal::has_left) {
            self.begin_again();
        }
        self.program().picture();
        self.program().spoken();
        self.program().hints();
        self.program().notice();
    }

    fn kill(&mut self) {
        play::kill(self.program.take().expect("a program"), &mut self.home);
        let name = self.folder.file_name().expect("a name");
        self.folder = self.home.path().join("data/sessions").join(name);
    }

    /// The same conversation in another run of the program; the shelf once it is closed; a new one
    /// if it was left before anything was written, and not kept.
    fn begin_again(&mut self) {
        if !self.folder.is_dir() {
            let (program, folder) = Self::begin(&self.home, self.protocol);
            (self.program, self.folder) = (Some(program), folder);
            return;
        }
        let mut program = self.home.rehearse(SIZE);
        let name = self.folder.file_name().expect("a name").to_string_lossy().into_owned();
        let closed = from_log(&self.folder).is_closed();
        let resumed = program.resume(&name);
        assert_eq!(resumed.is_err(), closed, "{resumed:?}");
        self.program = Some(program);
    }

    /// Whether the conversation this began with is still the one on the screen.
    fn is_there(&self) -> bool {
        self.program.as_ref().and_then(Rehearsal::folder).as_ref() == Some(&self.folder)
    }
}

/// The conversation that a log leads to.
fn from_log(folder: &Path) -> Session {
    let mut damage = Vec::new();
    // A living program tidies its drafts: one of them may go between being listed and being read.
    let recovered = (0..50).find_map(|_| {
        let recovered = store::read(folder).expect("a journal");
        damage.clone_from(&recovered.damage);
        damage.is_empty().then_some(recovered)
    });
    let recovered = recovered.unwrap_or_else(|| panic!("{damage:?}"));
    let head = recovered.heads.first().expect("a head").what.clone();
    let about: About = serde_json::from_value(head).expect("a head that reads");
    let protocol = protocol::read(&about.source).expect("the protocol inside");
    let lines = recovered.facts.iter().filter(|line| line.kind != "published");
    let facts = lines.map(|line| (record::fact(&line.kind, &line.what), line.at));
    Session::replay(protocol.into(), about.setting, facts.collect::<Vec<_>>())
}

fn assert_same(one: &Session, other: &Session) {
    assert_eq!(one.path(), other.path(), "the way");
    assert_eq!(one.place(), other.place(), "the place on it");
    assert_eq!(one.is_closed(), other.is_closed(), "whether it is closed");
    assert_eq!(one.parked(), other.parked(), "what is parked");
    for slot in one.path().iter().chain(one.parked()) {
        assert_eq!(one.history(slot), other.history(slot), "what was given at {}", slot.name());
    }
}

/// Answers in the making, as they are on the disk.
fn drafts(folder: &Path) -> Vec<Whole> {
    let recovered = store::read(folder).expect("a journal");
    let drafts = recovered.drafts.iter();
    drafts.filter_map(|draft| Whole::from_lines(&draft.whole, &draft.edits)).collect()
}

/// All texts there are in a journal: in answers now and earlier, on the way and off it, and in
/// answers in the making.
fn all_texts(folder: &Path) -> Vec<String> {
    let session = from_log(folder);
    let slots: Vec<&Slot> = session.path().iter().chain(session.parked()).collect();
    let given = slots.into_iter().flat_map(|slot| session.history(slot));
    let mut texts = Vec::new();
    for entry in given {
        if let Given::Answer(answer) = &entry.given {
            collect(&serde_json::to_value(answer).expect("an answer as JSON"), &mut texts);
        }
    }
    let drafts = drafts(folder).into_iter().flat_map(|whole| whole.draft.texts);
    texts.extend(drafts.map(|passage| passage.text));
    texts
}

fn collect(value: &Value, texts: &mut Vec<String>) {
    match value {
        Value::String(text) => texts.push(text.clone()),
        Value::Array(values) => values.iter().for_each(|value| collect(value, texts)),
        Value::Object(values) => values.values().for_each(|value| collect(value, texts)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

proptest! {
    #![proptest_config(cases(60))]

    #[test]
    fn the_log_leads_back_to_the_same_conversation(
        protocol in protocol(),
        deeds in prop::collection::vec(anything(), 1..50),
    ) {
        let mut doer = Doer::new(protocol);
        for deed in &deeds {
            doer.does(deed);
            if !doer.is_there() {
                continue;
            }
            let logged = from_log(&doer.folder);
            if let Some(session) = doer.program().session() {
                assert_same(session, &logged);
            }
        }
    }
}

proptest! {
    #![proptest_config(cases(60))]

    #[test]
    fn no_words_are_dropped_by_going_about(
        protocol in protocol(),
        deeds in prop::collection::vec(gentle(), 1..60),
    ) {
        let mut doer = Doer::new(protocol);
        let mut seen: Vec<String> = Vec::new();
        for deed in &deeds {
            doer.does(deed);
            if let (true, Deed::Words(word) | Deed::Paste(word)) = (doer.is_there(), deed)
                && doer.program().spoken().lines.iter().any(|line| line.contains(word.as_str()))
            {
                seen.push(word.clone());
            }
        }
        // What a living program is writing is nobody else's to read.
        if doer.is_there() {
            doer.kill();
        }
        let texts = all_texts(&doer.folder);
        for word in seen {
            let kept = texts.iter().any(|text| holds(text, &word));
            prop_assert!(kept, "{word} was on the screen and is lost:\n{texts:#?}");
        }
    }
}

proptest! {
    #![proptest_config(cases(60))]

    #[test]
    fn after_a_kill_everything_is_there_to_the_letter(
        protocol in protocol(),
        deeds in prop::collection::vec(anything(), 1..30),
    ) {
        let mut doer = Doer::new(protocol);
        for deed in deeds.iter().filter(|deed| !matches!(deed, Deed::Leave | Deed::Kill)) {
            doer.does(deed);
        }
        prop_assume!(doer.is_there());
        doer.program().resize(SIZE.0, SIZE.1);
        let spoken = doer.program().spoken();
        let (_, caret) = doer.program().picture();
        doer.kill();
        let kept = drafts(&doer.folder);
        doer.begin_again();
        prop_assert_eq!(&doer.program().spoken().lines, &spoken.lines);
        let slot = doer.program().session().and_then(Session::slot).cloned();
        if kept.iter().any(|whole| Some(&whole.slot) == slot.as_ref()) && caret.is_some() {
            prop_assert_eq!(doer.program().spoken().label, spoken.label);
            prop_assert_eq!(doer.program().picture().1, caret);
        }
    }
}
