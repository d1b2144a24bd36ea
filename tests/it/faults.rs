//! Disks that are full, folders that go away, links and pipes where files should be, limits of the
//! system: the words stay on the screen, what is wrong is said, and saving goes on once it can.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use crate::home::{ANSWERS, Home, SMALL, everything_under, is_on_disk, wait_until};
#[cfg(target_os = "linux")]
use crate::terminal::Terminal;
use crate::terminal::{ENTER, F2, GO_ON, LEAVE, Setup};
#[cfg(target_os = "linux")]
use rustix::process::{Resource, Rlimit, prlimit};

/// Far more than the program needs, far less than a hang.
const SOON: Duration = Duration::from_secs(10);

/// Gives the running program another limit; the one before comes back.
#[cfg(target_os = "linux")]
fn limit(terminal: &Terminal<'_>, resource: Resource, most: Option<u64>) -> Option<u64> {
    let maximum = rustix::process::getrlimit(resource).maximum;
    let new = Rlimit { current: most, maximum };
    prlimit(Some(terminal.pid()), resource, new).expect("a limit for a child").current
}

/// Makes a named pipe.
fn mkfifo(path: &Path) {
    let made = Command::new("mkfifo").arg(path).status().expect("mkfifo is there");
    assert!(made.success(), "{}", path.display());
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_said_and_once_there_is_room_all_of_it_is_saved() {
    for size in [(80, 24), (40, 12)] {
        let home = Home::new();
        let mut terminal = Setup::new(&home).size(size.0, size.1).begin();
        terminal.type_in("before,");
        terminal.see("before,");
        let before = limit(&terminal, Resource::Fsize, Some(0));
        terminal.type_in(" during,");
        terminal.see("NOT SAVED");
        terminal.see("the file may not grow");
        terminal.see("F2");
        terminal.see("before, during,");
        // Answers go on as well, and stay in memory.
        terminal.type_in(ENTER);
        terminal.see("What more is there?");
        terminal.type_in("and in the next place");
        terminal.see("and in the next place");
        terminal.see("NOT SAVED");
        limit(&terminal, Resource::Fsize, before);
        terminal.see_no("NOT SAVED");
        terminal.kill();
        let shown = home.shown();
        assert_eq!(shown["steps"][0]["given"]["text"], "before, during,", "{shown}");
        let terminal = Setup::new(&home).start(&["resume"]);
        terminal.see("and in the next place");
        assert_eq!(terminal.leave(), 0);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn leaving_what_is_not_saved_asks_twice() {
    let home = Home::new();
    let mut terminal = Setup::new(&home).begin();
    let before = limit(&terminal, Resource::Fsize, Some(0));
    terminal.type_in("unsaved words");
    terminal.see("NOT SAVED");
    terminal.type_in(LEAVE);
    terminal.see("once more");
    terminal.see("unsaved words");
    // Room again: leaving needs no second key, and loses nothing.
    limit(&terminal, Resource::Fsize, before);
    terminal.see_no("NOT SAVED");
    assert_eq!(terminal.leave(), 0);
    let mut terminal = Setup::new(&home).start(&["resume"]);
    terminal.see("unsaved words");
    limit(&terminal, Resource::Fsize, Some(0));
    terminal.type_in(" and more");
    terminal.see("NOT SAVED");
    terminal.type_in(LEAVE);
    terminal.see("once more");
    // Writing on after that is a change of mind: leaving asks again.
    terminal.type_in(" still");
    terminal.see("unsaved words and more still");
    terminal.type_in(LEAVE);
    terminal.see("once more");
    terminal.type_in(LEAVE);
    assert_eq!(terminal.end(), 1, "what could not be done is told to the caller");
    assert!(terminal.screen().contains("not everything is saved"), "{}", terminal.screen());
}

#[cfg(target_os = "linux")]
#[test]
fn plain_mode_says_that_nothing_is_saved() {
    let home = Home::new();
    let mut terminal = Setup::new(&home).start(&["run", SMALL, "--plain"]);
    terminal.type_in("\r");
    terminal.see("on one line:");
    terminal.type_in("first\r");
    terminal.see("line by line");
    let before = limit(&terminal, Resource::Fsize, Some(0));
    terminal.type_in("a line in the dark\r");
    terminal.see("NOT SAVED");
    terminal.type_in(":leave\r");
    terminal.see("once more");
    limit(&terminal, Resource::Fsize, before);
    assert!(wait_until(|| is_on_disk(&home.path(), "a line in the dark")), "tried again by itself");
    terminal.type_in(":leave\r");
    assert_eq!(terminal.end(), 0);
}

#[test]
fn a_disk_that_is_full_from_the_start_is_said_before_the_first_question() {
    let home = Home::new();
    let mut terminal = Setup::new(&home).before("ulimit -f 0").start(&["run", SMALL]);
    terminal.see("begin");
    terminal.type_in(ENTER);
    terminal.see("could not be kept");
    terminal.see("--home");
    terminal.see("may not grow further");
    assert_eq!(everything_under(&home.sessions()), [], "nothing is left half made");
    assert!(!terminal.screen().contains("What is on your mind?"));
    assert_eq!(terminal.leave(), 0);
}

#[test]
fn a_home_that_cannot_be_written_to_is_said_before_the_first_question() {
    let home = Home::new();
    let file = home.around().join("a-file");
    fs::write(&file, "mine").expect("a file");
    for place in [file.clone(), "/dev/null/home".into(), "/proc/fieldbook".into()] {
        let setup = Setup::new(&home).env("FIELDBOOK_HOME", &place);
        let mut terminal = setup.start(&["run", SMALL]);
        terminal.see("begin");
        terminal.type_in(ENTER);
        terminal.see("could not be kept");
        assert!(!terminal.screen().contains("What is on your mind?"));
        terminal.leave();
        let mut command = home.command(&["run", SMALL, "--answers", ANSWERS]);
        let said = crate::home::Said::of(command.env("FIELDBOOK_HOME", &place));
        assert_eq!((said.code, said.out.as_str()), (1, ""), "{said:?}");
        assert!(
            said.err.contains("a-file") || said.err.contains(&*place.to_string_lossy()),
            "{said:?}"
        );
    }
    assert_eq!(fs::read(&file).expect("a file"), b"mine");
}

#[test]
fn a_folder_that_is_removed_or_renamed_under_it_is_made_anew_with_all_words() {
    for rename in [false, true] {
        let home = Home::new();
        let mut terminal = Setup::new(&home).begin();
        terminal.type_in("an answer");
        terminal.type_in(ENTER);
        terminal.see("What more is there?");
        terminal.type_in("a beginning");
        terminal.see("a beginning");
        let session = home.session();
        if rename {
            fs::rename(home.path(), home.around().join("moved")).expect("moved");
        } else {
            // A page may be put in place while the folder is being emptied.
            assert!(wait_until(|| fs::remove_dir_all(home.path()).is_ok()), "it is removed");
        }
        terminal.type_in(" that goes on");
        terminal.see("a beginning that goes on");
        // Noticed by itself within a moment; the next key is not needed for it.
        assert!(wait_until(|| is_on_disk(&session, "an answer")), "rename {rename}");
        terminal.type_in("!");
        terminal.see("a beginning that goes on!");
        terminal.see_no("NOT SAVED");
        assert_eq!(terminal.leave(), 0, "rename {rename}");
        assert_eq!(home.shown()["steps"][0]["given"]["text"], "an answer");
        let terminal = Setup::new(&home).start(&["resume"]);
        terminal.see("a beginning that goes on!");
    }
}

#[test]
fn a_place_that_is_taken_can_be_left_for_another_one() {
    let home = Home::new();
    let person = home.around().join("person");
    fs::create_dir(&person).expect("a folder of the person");
    let mut terminal = Setup::new(&home).begin();
    terminal.type_in("an answer");
    terminal.type_in(ENTER);
    terminal.see("What more is there?");
    terminal.type_in("unfinished words");
    terminal.see("unfinished words");
    let session = home.session();
    fs::rename(&session, home.around().join("moved")).expect("moved");
    fs::write(&session, "something else").expect("a file in its place");
    terminal.see("NOT SAVED");
    terminal.type_in(F2);
    terminal.see("All of it is now in");
    terminal.see("unfinished words");
    let saved = fs::read_dir(&person).expect("a folder").next().expect("a copy").expect("an entry");
    assert!(is_on_disk(&saved.path(), "an answer"));
    assert!(is_on_disk(&saved.path(), "unfinished words"));
    assert_eq!(fs::read(&session).expect("a file"), b"something else", "left alone");
}

#[test]
fn links_planted_in_a_conversation_are_not_followed() {
    let made = || {
        let home = Home::new();
        let mut terminal = Setup::new(&home).begin();
        terminal.type_in("words of mine");
        terminal.type_in(ENTER);
        terminal.see("What more is there?");
        assert_eq!(terminal.leave(), 0);
        fs::create_dir(home.around().join("victim")).expect("a folder");
        home
    };
    for folder in ["log", "draft"] {
        let home = made();
        let victim = home.around().join("victim");
        let planted = home.session().join(folder);
        fs::rename(&planted, home.around().join("before")).expect("moved");
        symlink(&victim, &planted).expect("a link");
        let mut terminal = Setup::new(&home).start(&["resume", "2"]);
        terminal.type_in("x");
        terminal.end_or_leave();
        assert_eq!(everything_under(&victim), [], "{folder}: nothing was written there");
        let said = home.run(&["recover"]);
        assert!(said.out.contains(folder), "{said:?}");
    }
    let home = made();
    let victim = home.around().join("victim/file");
    fs::write(&victim, "not to be touched").expect("a file");
    let page = home.session().join("session.md");
    fs::remove_file(&page).expect("the page");
    symlink(&victim, &page).expect("a link");
    let mut terminal = Setup::new(&home).start(&["resume"]);
    terminal.see("What more is there?");
    terminal.type_in("more");
    terminal.see("more");
    terminal.type_in(GO_ON);
    terminal.see("Which things matter?");
    assert_eq!(terminal.leave(), 0);
    assert_eq!(fs::read(&victim).expect("a file"), b"not to be touched");
    assert!(fs::symlink_metadata(&page).expect("the link").is_symlink(), "it is left alone");
    let home = made();
    let victim = home.around().join("victim");
    let planted = home.path().join("data").join("sessions");
    fs::rename(&planted, home.around().join("before")).expect("moved");
    symlink(&victim, &planted).expect("a link");
    let said = home.run(&["run", SMALL, "--answers", ANSWERS]);
    assert_eq!(said.code, 1, "{said:?}");
    assert_eq!(everything_under(&victim), [], "nothing was written there");
}

#[test]
fn pipes_devices_and_giants_among_the_files_hold_nothing_up() {
    let home = Home::new();
    let mut terminal = Setup::new(&home).begin();
    terminal.type_in("words of mine");
    terminal.type_in(ENTER);
    terminal.see("What more is there?");
    terminal.kill();
    let session = home.session();
    let own = home.path().join("config/protocols");
    fs::create_dir_all(&own).expect("a folder of protocols");
    // The page is published by another thread; it may or may not be there yet.
    let _ = fs::remove_file(session.join("session.md"));
    let run = "0000000000000009-00000000";
    for path in [
        session.join(format!("log/{run}.log")),
        session.join(format!("draft/{run}.0")),
        session.join("session.md"),
        session.join("stray"),
        home.sessions().join("2020-01-01-fifofi"),
        own.join("pipe.yaml"),
    ] {
        mkfifo(&path);
    }
    let giant = |path: &Path| {
        let file = fs::File::create(path).expect("a file");
        file.set_len(8 << 30).expect("a sparse file");
    };
    giant(&session.join("log/0000000000000010-00000000.log"));
    giant(&session.join("draft/0000000000000010-00000000.0"));
    giant(&own.join("giant.yaml"));
    symlink("/dev/zero", own.join("zero.yaml")).expect("a link");
    for args in [&["sessions"][..], &["recover"], &["list"], &["show", "20", "--as", "json"]] {
        let began = Instant::now();
        let said = home.run(args);
        assert!(began.elapsed() < SOON, "{args:?} took {:?}", began.elapsed());
        assert!((0..=1).contains(&said.code), "{args:?}: {said:?}");
    }
    for path in [own.join("pipe.yaml"), own.join("giant.yaml"), own.join("zero.yaml")] {
        let began = Instant::now();
        let said = home.run(&["check", &path.to_string_lossy()]);
        assert_eq!(said.code, 1, "{said:?}");
        assert!(began.elapsed() < SOON, "{} took {:?}", path.display(), began.elapsed());
    }
    let mut terminal = Setup::new(&home).start(&["resume"]);
    terminal.see("What more is there?");
    terminal.type_in("still mine");
    terminal.see("still mine");
    assert_eq!(terminal.leave(), 0);
    assert!(is_on_disk(&session.join("log"), "words of mine"));
}

#[cfg(target_os = "linux")]
#[test]
fn too_many_open_files_cost_no_word_and_the_page_comes_later() {
    let home = Home::new();
    let mut terminal = Setup::new(&home).begin();
    terminal.type_in("an answer");
    terminal.see("an answer");
    let before = limit(&terminal, Resource::Nofile, Some(3));
    terminal.type_in(ENTER);
    terminal.see("What more is there?");
    terminal.type_in("and words");
    terminal.see("and words");
    // Files that are open stay in use; where a new one was needed just then, that is said.
    terminal.see_that("what is late", |screen| {
        screen.contains("The page is late") || screen.contains("NOT SAVED: too many files")
    });
    limit(&terminal, Resource::Nofile, before);
    terminal.see_no("NOT SAVED");
    assert!(is_on_disk(&home.session().join("log"), "an answer"));
    assert_eq!(terminal.leave(), 0);
    let page = fs::read_to_string(home.session().join("session.md")).expect("a page");
    assert!(page.contains("> an answer"), "{page}");
}

#[cfg(target_os = "linux")]
#[test]
fn when_memory_runs_out_it_is_as_if_it_had_been_killed() {
    let home = Home::new();
    let mut terminal = Setup::new(&home).begin();
    terminal.type_in("before memory ran out");
    terminal.see("before memory ran out");
    limit(&terminal, Resource::As, Some(1));
    terminal.paste(&"x".repeat(2_000));
    terminal.kill();
    let terminal = Setup::new(&home).start(&["resume"]);
    terminal.see("What is on your mind?");
    assert!(is_on_disk(&home.path(), "before") || terminal.screen().contains("before memory"));
}

#[test]
fn few_open_files_from_the_start_are_enough_or_said_to_be_too_few() {
    for most in [3, 4, 6, 8, 12, 20] {
        let home = Home::new();
        let mut terminal =
            Setup::new(&home).before(&format!("ulimit -n {most}")).start(&["run", SMALL]);
        let said = |screen: &str| screen.contains("begin") || screen.contains("too many files");
        let ended = wait_until(|| said(&terminal.screen()) || terminal.has_ended());
        assert!(ended, "{most}: {}", terminal.screen());
        if terminal.has_ended() {
            assert!(terminal.end() > 0, "{most}: {}", terminal.screen());
        } else {
            terminal.type_in(LEAVE);
            assert_eq!(terminal.end(), 0, "{most}: {}", terminal.screen());
        }
    }
}
