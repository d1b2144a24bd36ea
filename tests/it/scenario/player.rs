//! Plays a scenario: does what each line says, and compares what came of it.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::time::Duration;

use fieldbook::base::stamp::Stamp;
use fieldbook::shell::Rehearsal;

use crate::play::{self, Home, Listener, diff, library, log};
use crate::scenario::script::Script;

/// What stands before the steps of a protocol that is written in a scenario.
const BEGINNING: &str = "fieldbook: 1
id: trial
title: A trial
capability: see-the-system
purpose: To try something out.
";

/// Someone playing a scenario.
pub struct Player {
    script: Script,
    home: Home,
    program: Option<Rehearsal>,
    /// The program that has left, for what it says at the end.
    gone: Option<Rehearsal>,
    size: (u16, u16),
    start: String,
    protocol: String,
    listener: Listener,
    /// The journal that was open last.
    folder: Option<PathBuf>,
    /// The journals there are.
    known: Vec<PathBuf>,
    freshen: bool,
    failures: Vec<String>,
}

impl Player {
    /// Plays all of it. Gives the script with fresh blocks, and what was not as expected.
    pub fn play(script: Script, freshen: bool) -> (Script, Vec<String>) {
        play::set_clock(play::EVENING);
        let mut player = Self {
            script,
            home: Home::new(),
            program: None,
            gone: None,
            size: (80, 24),
            start: "conversation".to_owned(),
            protocol: String::new(),
            listener: Listener::default(),
            folder: None,
            known: Vec::new(),
            freshen,
            failures: Vec::new(),
        };
        for at in 0..player.script.lines.len() {
            let followed = catch_unwind(AssertUnwindSafe(|| player.follow(at)));
            if let Err(panic) = followed {
                let words = panic.downcast_ref::<String>().map(String::as_str);
                let words = words.or(panic.downcast_ref::<&str>().copied()).unwrap_or("a panic");
                player.fail(at, &format!("the scenario ends here: {words}"));
                break;
            }
            player.note_folder();
        }
        (player.script, player.failures)
    }

    /// Notes which conversation is open, or was begun last.
    fn note_folder(&mut self) {
        let now = self.home.sessions();
        let begun = now.iter().find(|folder| !self.known.contains(folder)).cloned();
        let open = self.program.as_ref().and_then(Rehearsal::folder);
        self.folder = open.or(begun).or(self.folder.take());
        self.known = now;
    }

    fn follow(&mut self, at: usize) {
        let (words, text) = (self.script.lines[at].words.clone(), self.script.lines[at].text());
        match self.script.lines[at].word.clone().as_str() {
            "" => {}
            "protocol" => self.protocol = text,
            "own" => drop(self.home.keep_protocol(&words, &text)),
            "here" => drop(self.home.keep_away(&words, &text)),
            "library" => {
                for (id, text) in library::protocols() {
                    self.home.keep_protocol(&id, &text);
                }
            }
            "steps" => self.protocol = format!("{BEGINNING}steps:\n{}\n", indented(&text)),
            "start" => self.start = words,
            "size" => self.resize(at, &words),
            "now" => play::set_clock(stamp(&words).unwrap_or_else(|| self.wrong(at, &words))),
            "keys" => play::press(self.running(), &text),
            "paste" => self.running().paste(&text),
            "rewrite" => self.running().rewrite(&text),
            "time" => {
                let time = seconds(&words).unwrap_or_else(|| self.wrong(at, &words));
                self.running().elapse(time);
            }
            "leave" => self.leave(),
            "kill" => {
                play::kill(self.program.take().expect("a program to kill"), &mut self.home);
                let name =
                    self.folder.take().and_then(|folder| Some(folder.file_name()?.to_owned()));
                self.folder = name.map(|name| self.home.path().join("data/sessions").join(name));
                self.known = self.home.sessions();
            }
            "resume" => self.resume(),
            "home" => self.write_at_home(at, &words),
            "disk" => self.disk(at, &words),
            "see" => self.see(at, &text, true),
            "not" => self.see(at, &text, false),
            "wait" => self.wait(at, &text),
            "saved" => {
                let program = self.running();
                play::wait_for("everything to be saved", || {
                    program.elapse(Duration::ZERO);
                    program.is_saved().then_some(())
                });
            }
            "picture" => {
                let rows = play::picture(self.running());
                self.expect_rows(at, &rows);
            }
            "plain" => self.plain(at),
            "said" => self.said(at, &words),
            "handed" => {
                let handed = self.running().handed().unwrap_or_default();
                self.expect_words(at, &text, &handed);
            }
            "rang" => {
                let rang = self.running().rang().to_string();
                self.expect_words(at, &words, &rang);
            }
            "page" => self.page(at),
            "log" => self.log(at),
            other => self.wrong(at, other),
        }
    }

    /// The program, begun if need be.
    fn running(&mut self) -> &mut Rehearsal {
        if self.program.is_none() {
            let mut program = self.home.rehearse(self.size);
            if self.start != "shelf" {
                let inline = self.protocol.contains('\n');
                let path = inline.then(|| self.home.keep_protocol("trial", &self.protocol));
                let name = path.map_or(self.protocol.clone(), |p| p.to_string_lossy().into_owned());
                let from = if name.starts_with("tests/") {
                    format!("{}/{name}", env!("CARGO_MANIFEST_DIR"))
                } else {
                    name
                };
                program.offer(&from).unwrap_or_else(|why| panic!("{}: {why}", self.script.name));
            }
            if self.start == "conversation" {
                play::press(&mut program, "<enter>");
            }
            self.listener = Listener::default();
            self.program = Some(program);
        }
        self.program.as_mut().expect("a program that was just begun")
    }

    fn leave(&mut self) {
        play::press(self.running(), "<c-q>");
        self.let_go();
    }

    /// Puts the program aside once it has left.
    fn let_go(&mut self) {
        if self.program.as_ref().is_some_and(Rehearsal::has_left) {
            self.gone = self.program.take();
        }
    }

    /// Another run of the program, on the conversation that was open last.
    fn resume(&mut self) {
        self.let_go();
        assert!(self.program.is_none(), "{}: leave before you resume", self.script.name);
        let mut program = self.home.rehearse(self.size);
        let folder = self.folder.clone().expect("a conversation to go on with");
        let name = folder.file_name().expect("a name").to_string_lossy().into_owned();
        program.resume(&name).unwrap_or_else(|why| panic!("{}: {why:#}", self.script.name));
        self.listener = Listener::default();
        self.program = Some(program);
    }

    fn resize(&mut self, at: usize, words: &str) {
        let size =
            words.split_once('x').and_then(|(w, h)| Some((w.parse().ok()?, h.parse().ok()?)));
        let Some(size) = size else { self.wrong(at, words) };
        self.size = size;
        if let Some(program) = &mut self.program {
            program.resize(size.0, size.1);
        }
    }

    /// Writes a file in the home as a person would: `home: session.md + words at its end`.
    fn write_at_home(&mut self, at: usize, words: &str) {
        let Some((name, more)) = words.split_once(" + ") else { self.wrong(at, words) };
        let path = self.folder.clone().expect("a conversation").join(name);
        let before = play::wait_for("the file", || std::fs::read_to_string(&path).ok());
        std::fs::write(&path, format!("{before}{more}\n")).expect("the file is written");
    }

    /// `disk: gone` puts a file where the folder of the conversation was; `disk: back` takes it away.
    fn disk(&mut self, at: usize, words: &str) {
        let folder = self.folder.clone().expect("a conversation");
        match words {
            "gone" => {
                let aside = self.home.path().join("moved away");
                std::fs::rename(&folder, aside).expect("the folder is moved");
                std::fs::write(&folder, "").expect("a file in its place");
            }
            "back" => std::fs::remove_file(&folder).expect("the file is gone again"),
            other => self.wrong(at, other),
        }
    }

    fn see(&mut self, at: usize, text: &str, wanted: bool) {
        let shown = play::running(self.running());
        let shown = self.home.mask(&shown);
        if shown.contains(&play::flat(text)) != wanted {
            let what = if wanted { "is not on the screen" } else { "is on the screen" };
            let rows = play::picture(self.running()).join("\n    ");
            self.fail(at, &format!("“{text}” {what}:\n    {rows}"));
        }
    }

    /// Lets time pass until the words are on the screen.
    fn wait(&mut self, at: usize, text: &str) {
        let words = play::flat(text);
        let program = self.running();
        let name = format!("“{words}”");
        play::wait_for(&name, || {
            program.elapse(Duration::ZERO);
            play::running(program).contains(&words).then_some(())
        });
        self.see(at, text, true);
    }

    /// A transcript: lines after `> ` are said to the program, all others are what it says.
    fn plain(&mut self, at: usize) {
        let block = self.script.lines[at].block.clone();
        let mut listener = std::mem::take(&mut self.listener);
        let begun = self.program.is_some();
        let program = self.running();
        if !begun {
            listener = Listener::default();
        }
        let mut heard = listener.hear(program);
        for said in block.iter().filter_map(|line| line.strip_prefix('>')) {
            heard.push(format!(">{said}"));
            heard.extend(listener.say(program, said.strip_prefix(' ').unwrap_or(said)));
        }
        self.listener = listener;
        self.let_go();
        self.expect_rows(at, &heard);
    }

    fn said(&mut self, at: usize, words: &str) {
        self.let_go();
        let said = self.gone.as_ref().and_then(|gone| gone.last_words().map(str::to_owned));
        let said = self.home.mask(&said.unwrap_or_default());
        self.expect_words(at, words, &said);
    }

    fn settled(&mut self) -> PathBuf {
        self.let_go();
        let open = self.program.as_ref().and_then(Rehearsal::folder).is_some();
        assert!(!open, "{}: leave or come to the end before page: and log:", self.script.name);
        self.folder.clone().expect("a conversation")
    }

    fn page(&mut self, at: usize) {
        let path = self.settled().join("session.md");
        let page = std::fs::read_to_string(path).expect("a page");
        let rows: Vec<String> = page.lines().map(str::to_owned).collect();
        self.expect_rows(at, &rows);
    }

    fn log(&mut self, at: usize) {
        let told = log::of(&self.settled());
        self.expect_rows(at, &told);
    }

    fn expect_rows(&mut self, at: usize, found: &[String]) {
        let found: Vec<String> =
            found.iter().map(|row| self.home.mask(row).trim_end().to_owned()).collect();
        let line = &mut self.script.lines[at];
        if self.freshen {
            line.block = found;
        } else if line.block != found {
            let marked = diff::lines(&line.block, &found);
            self.fail(at, &format!("(- expected, + found)\n{marked}"));
        }
    }

    fn expect_words(&mut self, at: usize, expected: &str, found: &str) {
        if expected != found {
            self.fail(at, &format!("expected “{expected}”, found “{found}”"));
        }
    }

    fn fail(&mut self, at: usize, words: &str) {
        let line = &self.script.lines[at];
        let head = format!("tests/scenarios/{}:{}: {}", self.script.name, line.number, line.word);
        self.failures.push(format!("{head}: {words}"));
    }

    fn wrong(&self, at: usize, words: &str) -> ! {
        let number = self.script.lines[at].number;
        panic!("tests/scenarios/{}:{number}: “{words}” cannot be played", self.script.name)
    }
}

fn indented(text: &str) -> String {
    text.lines().map(|line| format!("  {line}")).collect::<Vec<_>>().join("\n")
}

/// `90 s`, `2 min`.
fn seconds(words: &str) -> Option<Duration> {
    let (number, unit) = words.split_once(' ')?;
    let number: u64 = number.parse().ok()?;
    match unit {
        "s" => Some(Duration::from_secs(number)),
        "min" => Some(Duration::from_secs(number * 60)),
        _ => None,
    }
}

/// `2026-12-07 08:15 +01:00`.
fn stamp(words: &str) -> Option<Stamp> {
    let at = chrono::DateTime::parse_from_str(words, "%Y-%m-%d %H:%M %:z").ok()?;
    let offset_minutes = at.offset().local_minus_utc() / 60;
    Some(Stamp { utc_ms: at.timestamp_millis(), offset_minutes })
}
