//! Signals, a terminal that goes away or changes its size, two windows on one conversation, and a
//! clock that goes backwards: the program ends or goes on as promised, with every word.

use std::process::Command;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant};

use fieldbook::base::stamp::Stamp;
use fieldbook::key::{Code, Key};
use fieldbook::shell::Rehearsal;
use rustix::process::Signal;

use crate::home::{Home, SMALL, is_on_disk, wait_until};
use crate::terminal::{ENTER, GO_ON, Setup};

/// Far more than the program needs, far less than a person would wait.
const AT_ONCE: Duration = Duration::from_secs(5);

const ENTERS: &[u8] = b"\x1b[?1049h";

#[test]
fn every_signal_that_asks_to_end_is_obeyed_with_all_words_kept() {
    for (signal, code) in
        [(Signal::TERM, 143), (Signal::HUP, 129), (Signal::INT, 130), (Signal::QUIT, 131)]
    {
        let home = Home::new();
        let mut terminal = Setup::new(&home).begin();
        terminal.type_in("before the end");
        terminal.see("before the end");
        let began = Instant::now();
        terminal.signal(signal);
        assert_eq!(terminal.end(), code, "{signal:?}");
        assert!(began.elapsed() < AT_ONCE, "{signal:?} took {:?}", began.elapsed());
        if signal != Signal::HUP {
            assert!(!terminal.is_alternate(), "{signal:?} gives the terminal back");
            assert!(terminal.screen().contains("fieldbook resume"), "{}", terminal.screen());
        }
        let terminal = Setup::new(&home).start(&["resume"]);
        terminal.see("before the end");
    }
}

#[test]
fn a_sequence_that_never_ends_does_not_make_it_deaf() {
    for begun in ["\u{1b}[200~a paste without an end", "\u{1b}[<", "\u{1b}[", "\u{1b}"] {
        let home = Home::new();
        let mut terminal = Setup::new(&home).begin();
        terminal.type_in("before it");
        terminal.see("before it");
        terminal.type_in(begun);
        // Long enough for the bytes to be read before the signal comes.
        std::thread::sleep(Duration::from_millis(50));
        terminal.signal(Signal::TERM);
        assert_eq!(terminal.end(), 143, "{begun:?}");
        let terminal = Setup::new(&home).start(&["resume"]);
        terminal.see("before it");
    }
}

#[test]
fn a_signal_ends_plain_mode_as_well() {
    let home = Home::new();
    let mut terminal = Setup::new(&home).start(&["run", SMALL, "--plain"]);
    terminal.see("Enter to begin");
    terminal.type_in("\r");
    terminal.see("on one line:");
    terminal.type_in("said in lines\r");
    terminal.see("line by line");
    terminal.signal(Signal::TERM);
    assert_eq!(terminal.end(), 143);
    assert_eq!(home.shown()["steps"][0]["given"]["text"], "said in lines");
}

#[cfg(target_os = "linux")]
#[test]
fn plain_mode_can_be_stopped_and_continued() {
    let home = Home::new();
    let mut terminal = Setup::new(&home).start(&["run", SMALL, "--plain"]);
    terminal.see("Enter to begin");
    terminal.signal(Signal::TSTP);
    assert!(wait_until(|| terminal.is_stopped()), "it stops");
    terminal.signal(Signal::CONT);
    terminal.type_in("\r");
    terminal.see("on one line:");
}

#[test]
fn when_the_terminal_goes_away_it_ends_at_once_and_loses_nothing() {
    let home = Home::new();
    let mut terminal = Setup::new(&home).begin();
    terminal.type_in(GO_ON);
    terminal.see("What more is there?");
    terminal.type_in("the lid falls");
    terminal.see("the lid falls");
    terminal.hang_up();
    let began = Instant::now();
    let code = terminal.end();
    assert!(began.elapsed() < AT_ONCE, "it took {:?}", began.elapsed());
    assert_eq!(code, 129);
    let terminal = Setup::new(&home).start(&["resume"]);
    terminal.see("the lid falls");
}

#[cfg(target_os = "linux")]
#[test]
fn stopped_it_gives_the_terminal_back_and_continued_it_draws_all_again() {
    let home = Home::new();
    let mut terminal = Setup::new(&home).begin();
    terminal.type_in("in the middle");
    terminal.see("in the middle");
    for round in 0..3 {
        terminal.signal(Signal::TSTP);
        assert!(wait_until(|| terminal.is_stopped()), "round {round}: it stops");
        assert!(
            wait_until(|| !terminal.is_alternate()),
            "round {round}: the terminal is given back"
        );
        assert!(!terminal.screen().contains("in the middle"), "{}", terminal.screen());
        let before = terminal.raw().len();
        terminal.signal(Signal::CONT);
        terminal.hear(ENTERS, before);
        terminal.see("in the middle");
        terminal.see("What is on your mind?");
    }
    terminal.type_in(" of it");
    terminal.see("in the middle of it");
    assert_eq!(terminal.leave(), 0);
}

#[test]
fn no_size_of_the_terminal_is_too_much_for_it() {
    let home = Home::new();
    let mut terminal = Setup::new(&home).begin();
    let sizes = [
        (1, 1),
        (2, 1),
        (1, 2),
        (3, 3),
        (0, 0),
        (500, 200),
        (1_000, 300),
        (20, 5),
        (40, 12),
        (5, 40),
        (200, 2),
    ];
    let mut typed = String::new();
    for (at, (columns, rows)) in sizes.into_iter().cycle().take(60).enumerate() {
        terminal.resize(columns, rows);
        if at % 3 == 0 {
            let letter = char::from(b'a' + (at / 3) as u8);
            terminal.type_in(&letter.to_string());
            typed.push(letter);
        }
    }
    terminal.resize(80, 24);
    terminal.see(&typed);
    terminal.see("What is on your mind?");
    assert_eq!(terminal.leave(), 0);
    for (columns, rows) in [(1, 1), (2, 2), (7, 3)] {
        let mut terminal = Setup::new(&home).size(columns, rows).start(&["resume"]);
        terminal.hear(ENTERS, 0);
        terminal.type_in("x");
        typed.push('x');
        terminal.resize(80, 24);
        terminal.see(&typed);
        assert_eq!(terminal.leave(), 0);
    }
}

#[test]
fn a_broken_pipe_somewhere_else_does_not_end_it() {
    let home = Home::new();
    let mut terminal = Setup::new(&home).begin();
    terminal.signal(Signal::PIPE);
    terminal.type_in("still here");
    terminal.see("still here");
    assert_eq!(terminal.leave(), 0);
}

#[test]
fn two_windows_keep_what_each_of_them_was_told() {
    let home = Home::new();
    let mut first = Setup::new(&home).begin();
    first.type_in("from the first");
    first.see("from the first");
    let mut second = Setup::new(&home).start(&["resume"]);
    second.see("Another window has this conversation open.");
    second.type_in("from the second");
    second.see("from the second");
    first.type_in(" window");
    first.see("from the first window");
    assert!(!second.screen().contains("from the first"), "{}", second.screen());
    first.kill();
    second.kill();
    // A third window shows one of them, and throws neither away.
    let third = Setup::new(&home).start(&["resume"]);
    third.see("What is on your mind?");
    third.see("from the ");
    third.leave();
    // The journal of drafts keeps edits letter by letter, so both are read back to be found.
    let recovered = home.run(&["recover"]);
    let both = recovered.out.matches("an unfinished answer to note").count();
    assert_eq!(both, 2, "{recovered:?}");
}

#[test]
fn two_windows_that_answer_the_same_question_both_stand_in_the_log() {
    let home = Home::new();
    let mut first = Setup::new(&home).begin();
    let mut second = Setup::new(&home).start(&["resume"]);
    second.see("Another window");
    for (window, words) in [(&mut first, "one way"), (&mut second, "another way")] {
        window.type_in(words);
        window.type_in(ENTER);
        window.see("What more is there?");
    }
    assert_eq!(first.leave(), 0);
    assert_eq!(second.leave(), 0);
    let log = home.session().join("log");
    assert!(is_on_disk(&log, "one way") && is_on_disk(&log, "another way"));
    assert_eq!(home.shown()["steps"][0]["given"]["text"], "another way");
    assert_eq!(home.run(&["recover"]).code, 0);
}

#[test]
fn journals_that_went_on_in_two_places_are_whole_when_they_come_together() {
    let here = Home::new();
    let mut terminal = Setup::new(&here).begin();
    terminal.type_in("said before they parted");
    terminal.type_in(ENTER);
    terminal.see("What more is there?");
    assert_eq!(terminal.leave(), 0);
    let there = Home::new();
    let copied = Command::new("cp").arg("-R").args([here.path(), there.path()]).status();
    assert!(copied.expect("cp is there").success());
    for (home, words) in [(&here, "written here"), (&there, "written there")] {
        let mut terminal = Setup::new(home).start(&["resume"]);
        terminal.see("What more is there?");
        terminal.type_in(words);
        terminal.type_in(GO_ON);
        terminal.see("Which things matter?");
        assert_eq!(terminal.leave(), 0);
    }
    // What a tool that keeps folders alike would do: each file that is new goes to the other side.
    for entry in std::fs::read_dir(there.session().join("log")).expect("a folder") {
        let path = entry.expect("an entry").path();
        let to = here.session().join("log").join(path.file_name().expect("a name"));
        if !to.exists() {
            std::fs::copy(&path, &to).expect("a copy");
        }
    }
    let recovered = here.run(&["recover"]);
    assert_eq!(recovered.code, 0, "{recovered:?}");
    let log = here.session().join("log");
    assert!(is_on_disk(&log, "written here") && is_on_disk(&log, "written there"));
    let given = here.shown()["steps"][1]["given"]["text"].to_string();
    assert!(given.contains("written "), "{given}");
    let terminal = Setup::new(&here).start(&["resume"]);
    terminal.see("Which things matter?");
}

/// A clock that goes back a day at each look, from far in the future to before 1970.
fn backwards() -> Stamp {
    static NOW: AtomicI64 = AtomicI64::new(2_147_483_648_000);
    const DAY: i64 = 86_400_000;
    let utc_ms = NOW.fetch_sub(4_000 * DAY, Ordering::SeqCst);
    Stamp { utc_ms, offset_minutes: 60 }
}

#[test]
fn order_never_depends_on_the_clock() {
    let home = Home::new();
    let mut rehearsal = Rehearsal::new(&home.path(), (80, 24), backwards).expect("a rehearsal");
    rehearsal.offer(SMALL).expect("the protocol");
    let mut enter = |words: &str, last: Key| {
        words.chars().for_each(|letter| rehearsal.key(Key::char(letter)));
        rehearsal.key(last);
    };
    let (on, next) = (Key::plain(Code::Enter), Key::ctrl('n'));
    enter("", on);
    enter("first", on);
    enter("second", next);
    // Back to the first question, and another answer to it, which is the one that counts.
    enter("", Key::ctrl('p'));
    enter("", Key::ctrl('p'));
    enter("!", on);
    enter("?", next);
    enter("one", on);
    enter("", on);
    drop(rehearsal);
    let shown = home.shown();
    assert_eq!(shown["steps"][0]["given"]["text"], "first!", "{shown}");
    assert_eq!(shown["steps"][1]["given"]["text"], "second?", "{shown}");
    assert_eq!(shown["steps"][2]["given"]["items"][0]["text"], "one", "{shown}");
    assert_eq!(home.run(&["recover"]).code, 0);
}

/// A clock that is carried from one time zone into the next at each look, and loses an hour at one
/// of them, as clocks do in autumn.
fn travelling() -> Stamp {
    static LOOKS: AtomicI64 = AtomicI64::new(0);
    const ZONES: [i32; 6] = [840, 120, 60, 0, -210, -720];
    let looks = LOOKS.fetch_add(1, Ordering::SeqCst);
    let zone = usize::try_from(looks).expect("it counts up") % ZONES.len();
    // 23 November 2026, 22:30 UTC.
    let utc_ms = 1_795_473_000_000 + looks * 1_000;
    Stamp { utc_ms, offset_minutes: ZONES[zone] }
}

#[test]
fn a_conversation_keeps_the_date_it_began_on_wherever_it_is_carried() {
    let home = Home::new();
    let mut rehearsal = Rehearsal::new(&home.path(), (80, 24), travelling).expect("a rehearsal");
    rehearsal.offer(SMALL).expect("the protocol");
    let mut enter = |words: &str, last: Key| {
        words.chars().for_each(|letter| rehearsal.key(Key::char(letter)));
        rehearsal.key(last);
    };
    let on = Key::plain(Code::Enter);
    enter("", on);
    enter("first", on);
    enter("second", Key::ctrl('n'));
    enter("one", on);
    let name = rehearsal.folder().expect("a journal");
    drop(rehearsal);
    let began = home.run(&["sessions", "--json"]);
    let listed: serde_json::Value = serde_json::from_str(&began.out).expect("JSON");
    let shown = home.shown();
    assert_eq!(shown["steps"][1]["given"]["text"], "second", "{shown}");
    // Read in any other zone, it is the same.
    for zone in ["UTC", "Asia/Tokyo", "America/Lima", ""] {
        let said = home.command(&["sessions", "--json"]).env("TZ", zone).output().expect("it runs");
        assert_eq!(String::from_utf8_lossy(&said.stdout), began.out, "in {zone:?}");
    }
    let folder = name.file_name().unwrap_or_default().to_string_lossy().into_owned();
    assert_eq!(listed[0]["session"], folder.as_str(), "{listed}");
    let day = folder.get(8..10).expect("a day").trim_start_matches('0').to_owned();
    let said = listed[0]["began"].as_str().unwrap_or_default();
    assert!(said.starts_with(&format!("{day} November 2026, ")), "{said} in {folder}");
    assert_eq!(home.run(&["recover"]).code, 0);
}
