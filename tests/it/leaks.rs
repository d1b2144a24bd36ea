//! What is private stays private: modes of files, places outside the home, the terminal's title
//! and normal screen, escapes that came from words, the person's own editor.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use crate::home::{ANSWERS, HOSTILE, Home, SMALL, everything_under, is_on_disk, wait_until};
use crate::terminal::{BACK, ENTER, F4, GO_ON, LEAVE, Setup, Terminal};

/// Words that want to be more than words.
const EVIL: &str = "evil\u{1b}]0;owned\u{7}\u{1b}[2J\u{9b}31m\u{202e}txt.exe\u{1b}]52;c;b3du\u{7}\
                    \u{85}\u{90}q\u{9c}\u{feff}\u{2066}x\u{2069}\u{7f}\u{8}end";
/// Modes of the terminal that the program may set and reset.
const MODES: [&str; 7] = ["?1049", "?2004", "?1000", "?1002", "?1006", "?25", "?2026"];

/// What in a stream of the terminal does not come from the program itself, if anything does not.
/// The stream must have been made without colours.
fn stranger(raw: &[u8]) -> Option<String> {
    let Ok(text) = std::str::from_utf8(raw) else { return Some("it is not UTF-8".to_owned()) };
    let mut rest = text;
    while let Some(at) = rest.find(steers) {
        let shown =
            || Some(rest[at..].chars().take(12).collect::<String>().escape_debug().to_string());
        let Some(sequence) = rest[at..].strip_prefix("\u{1b}[") else { return shown() };
        let length = sequence.find(|c: char| !matches!(c, '0'..='9' | ';' | '?')).unwrap_or(0);
        let (parameters, end) = sequence.split_at(length);
        let ours = match end.chars().next() {
            Some('h' | 'l') => parameters.split(';').all(|one| MODES.contains(&one)),
            // No colours, nothing that blinks or hides.
            Some('m') => parameters.split(';').all(|one| {
                ["", "0", "1", "2", "3", "4", "7", "22", "23", "24", "27", "39", "49", "59"]
                    .contains(&one)
            }),
            Some('H' | 'J' | 'K') => true,
            _ => false,
        };
        if !ours {
            return shown();
        }
        rest = &end[1..];
    }
    None
}

/// Characters that steer a terminal or turn meaning around, but for line ends.
fn steers(c: char) -> bool {
    matches!(c,
        '\0'..='\u{9}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{7f}'..='\u{9f}'
        | '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
        | '\u{fff9}'..='\u{fffb}' | '\u{feff}')
}

fn mode(path: &Path) -> u32 {
    fs::symlink_metadata(path).expect("it is there").permissions().mode() & 0o7777
}

#[test]
fn the_scan_finds_what_it_is_for() {
    assert_eq!(stranger(b"\x1b[?1049h\x1b[1;1H\x1b[0;1mwords\x1b[0m\r\n"), None);
    let bad =
        ["\x1b]0;t\x07", "\x1b[31m", "\x1b[?1049;1h\x1b[?47h", "\u{9b}2J", "a\u{202e}", "\x1bc"];
    for text in bad {
        assert!(stranger(text.as_bytes()).is_some(), "{text:?}");
    }
}

#[test]
fn all_that_is_made_is_private_whatever_the_mask_and_inside_the_home() {
    ["000", "077", "777"].into_iter().for_each(made_under);
}

fn made_under(mask: &str) {
    let home = Home::new();
    fs::create_dir(home.around().join("tmp")).expect("a folder for passing things");
    let deep = home.path().join("not/there/yet");
    let deep_word = deep.to_string_lossy().into_owned();
    let setup = Setup::new(&home).without("FIELDBOOK_HOME").before(&format!("umask {mask}"));
    let mut terminal = setup.start(&["--home", &deep_word, "run", SMALL]);
    terminal.see("begin");
    terminal.type_in(ENTER);
    terminal.see("What is on your mind?");
    terminal.type_in("private words");
    terminal.type_in(ENTER);
    terminal.see("What more is there?");
    terminal.type_in("a draft");
    terminal.see("a draft");
    assert!(wait_until(|| is_on_disk(&deep, "> private words")), "the page is there");
    let mut looked_at = 0;
    let check = |looked_at: &mut usize| {
        for (path, bytes) in everything_under(&home.path()) {
            let private = if bytes.is_some() { 0o600 } else { 0o700 };
            assert_eq!(mode(&path), private, "{}", path.display());
            *looked_at += 1;
        }
        assert_eq!(mode(&home.path()), 0o700);
    };
    check(&mut looked_at);
    assert_eq!(terminal.leave(), 0);
    check(&mut looked_at);
    assert!(looked_at > 20, "{looked_at} entries were looked at");
    let mut outside: Vec<PathBuf> =
        everything_under(home.around()).into_iter().map(|(path, _)| path).collect();
    outside.retain(|path| !path.starts_with(home.path()));
    outside.sort();
    assert_eq!(outside, [home.around().join("away"), home.around().join("tmp")]);
}

#[test]
fn a_home_that_others_may_read_is_closed_to_them() {
    let home = Home::new();
    home.run(&["run", SMALL, "--answers", ANSWERS]);
    let data = home.path().join("data");
    fs::set_permissions(&data, fs::Permissions::from_mode(0o755)).expect("a looser mode");
    assert_eq!(home.run(&["run", SMALL, "--answers", ANSWERS]).code, 0);
    assert_eq!(mode(&data), 0o700);
}

#[test]
fn nothing_of_a_conversation_is_left_on_the_normal_screen() {
    let home = Home::new();
    let mut terminal = Setup::new(&home).begin();
    terminal.type_in("nobody else reads this");
    terminal.see("nobody else reads this");
    let raw = terminal.raw();
    let taken = raw.windows(8).position(|part| part == b"\x1b[?1049h").expect("it is taken");
    assert_eq!(stranger(&raw[..taken]), None);
    assert!(!raw[..taken].iter().any(u8::is_ascii_graphic) || taken < 8, "nothing before that");
    terminal.type_in(LEAVE);
    assert_eq!(terminal.end(), 0);
    assert!(!terminal.is_alternate());
    let left = terminal.screen();
    assert!(left.contains("Kept in"), "{left}");
    assert!(!left.contains("nobody") && !left.contains("on your mind"), "{left}");
    let raw = terminal.raw();
    let given = raw.windows(8).rposition(|part| part == b"\x1b[?1049l").expect("it is given back");
    let after = String::from_utf8_lossy(&raw[given..]).into_owned();
    assert!(!after.contains("nobody"), "{after}");
}

#[test]
fn no_escape_that_came_from_words_reaches_the_terminal() {
    let home = Home::new();
    let own = home.path().join("config/protocols");
    fs::create_dir_all(&own).expect("a folder of protocols");
    fs::copy(HOSTILE, own.join("hostile.yaml")).expect("a copy");
    let broken =
        "fieldbook: 1\nid: x\ntitle: \"bad \\e]0;owned\\a\"\n\"\\e[31mkey\\x9b\": \"\\e[2J\"\n";
    fs::write(own.join("broken\u{1b}[31m\u{202e}.yaml"), broken).expect("a broken protocol");
    let thread = format!("thread{EVIL}");
    let quiet = || Setup::new(&home).env("NO_COLOR", "1");
    let mut terminal = quiet().start(&["run", "hostile", "--thread", &thread.replace('\u{0}', "")]);
    terminal.see("begin");
    terminal.type_in("\x1b[B\x1b[B\x1b[B");
    terminal.type_in(ENTER);
    terminal.see("Step");
    for over in ["\x07", "\x0f", "\x1bOP"] {
        // Help, outline, keys: opened and put away by the same key.
        assert!(terminal.press(over));
        assert!(terminal.press(over));
    }
    terminal.see("Step");
    terminal.paste(EVIL);
    terminal.see("evil");
    terminal.type_in(ENTER);
    terminal.see("Which");
    terminal.type_in(ENTER);
    terminal.see("Recall");
    terminal.see("evil");
    terminal.type_in(ENTER);
    terminal.see("This is what you leave with.");
    terminal.type_in("\x1b[6~");
    terminal.type_in(ENTER);
    terminal.see("Kept. Its page");
    terminal.type_in("a");
    terminal.see("Earlier conversations");
    terminal.type_in(ENTER);
    terminal.see("evil");
    terminal.type_in(LEAVE);
    assert_eq!(terminal.end(), 0);
    assert_eq!(stranger(&terminal.raw()), None);

    let mut lines = quiet().start(&["run", "hostile", "--plain"]);
    lines.type_in("\r");
    lines.see("Ask");
    lines.type_in("plain evil \u{9b}31m \u{202e}\r");
    lines.see("Which");
    lines.type_in(":hint\r:outline\r:keys\r:leave\r");
    assert_eq!(lines.end(), 0);
    // What the person types is echoed by the terminal itself, not by the program.
    let said: String =
        String::from_utf8_lossy(&lines.raw()).replace("plain evil \u{9b}31m \u{202e}", "");
    assert_eq!(stranger(said.as_bytes()), None);

    let first = home.run(&["sessions", "--json"]);
    let listed: serde_json::Value = serde_json::from_str(&first.out).expect("JSON");
    let names = listed.as_array().expect("a list").iter();
    let names: Vec<String> =
        names.map(|one| one["session"].as_str().expect("a name").to_owned()).collect();
    let mut calls: Vec<Vec<&str>> = vec![
        vec!["list"],
        vec!["list", "--json"],
        vec!["sessions"],
        vec!["sessions", "--json"],
        vec!["recover"],
        vec!["check", "--json", HOSTILE],
        vec!["run", "no\u{1b}[31msuch\u{202e}"],
        vec!["show", "no\u{1b}[31msuch\u{202e}"],
        vec!["resume", "no\u{1b}[31msuch\u{202e}"],
        vec!["check", "no/\u{1b}[31msuch\u{202e}"],
    ];
    let own_word = own.to_string_lossy().into_owned();
    calls.push(vec!["check", &own_word]);
    calls.push(vec!["check", "--json", &own_word]);
    for name in &names {
        calls.push(vec!["show", name]);
        calls.push(vec!["show", name, "--as", "json"]);
    }
    for call in calls {
        let said = home.run(&call);
        let all = format!("{}{}", said.out, said.err);
        assert!(!all.is_empty(), "{call:?}");
        assert!(!all.contains(steers), "{call:?}: {all:?}");
    }
    let mut read = 0;
    for (path, bytes) in everything_under(&home.sessions()) {
        let Some(bytes) = bytes else { continue };
        let text = String::from_utf8(bytes).expect("UTF-8");
        let found = text.chars().find(|c| steers(*c));
        assert_eq!(found, None, "cat {} would be harmless", path.display());
        read += 1;
    }
    assert!(read >= 4, "{read} files were read");
}

/// A script that stands in for an editor: it notes how it was called, then does `then` to "$f".
fn editor(home: &Home, then: &str) -> PathBuf {
    let path = home.around().join("editor.sh");
    let notes = home.around().join("notes");
    let script = format!(
        "#!/bin/sh\nfor f; do :; done\n{{ printf '%s\\n' \"$@\"; env; ls -ld \"$f\"; }} > '{}'\n{then}\n",
        notes.display()
    );
    fs::write(&path, script).expect("a script");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o700)).expect("a script to be run");
    path
}

fn at_the_editor<'a>(home: &'a Home, then: &str) -> Terminal<'a> {
    let path = editor(home, then);
    let command = format!("{} --wait", path.display());
    let mut terminal = Setup::new(home).env("VISUAL", &command).begin();
    terminal.type_in("secret words");
    terminal.see("secret words");
    terminal.type_in(F4);
    terminal
}

/// Files for editors that are still there.
fn lent(home: &Home) -> Vec<PathBuf> {
    let entries = fs::read_dir(home.session()).expect("a folder");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let folders = paths.filter(|path| path.to_string_lossy().contains("writing"));
    folders.map(|folder| folder.join("answer.md")).collect()
}

#[test]
fn ones_own_editor_gets_a_private_file_and_no_words_elsewhere() {
    let home = Home::new();
    let terminal = at_the_editor(&home, "sleep 1; printf 'rewritten words\\n' > \"$f\"");
    terminal.see("rewritten words");
    terminal.see("What is on your mind?");
    let notes = fs::read_to_string(home.around().join("notes")).expect("notes");
    assert!(!notes.contains("secret"), "{notes}");
    assert!(notes.starts_with("--wait\n"), "{notes}");
    let listed = notes.lines().last().expect("a listing");
    assert!(listed.starts_with("-rw-------"), "{listed}");
    assert!(listed.contains(&*home.session().to_string_lossy()), "{listed}");
    assert_eq!(lent(&home), [] as [PathBuf; 0], "taken away again");
    assert_eq!(terminal.leave(), 0);
    let terminal = Setup::new(&home).start(&["resume"]);
    terminal.see("rewritten words");
}

#[test]
fn an_editor_that_fails_costs_no_word() {
    for (then, said) in [
        ("exit 3", "ended with an error"),
        ("printf 'half \\377\\376' > \"$f\"", "not UTF-8"),
        ("rm \"$f\"", "could not be read"),
    ] {
        let home = Home::new();
        let terminal = at_the_editor(&home, then);
        terminal.see(said);
        terminal.see("secret words");
        assert_eq!(terminal.leave(), 0, "{then}");
    }
    let home = Home::new();
    let terminal = at_the_editor(&home, "printf 'written before the fall' > \"$f\"; kill -9 $$");
    terminal.see("ended with an error");
    terminal.see("secret words");
    assert!(is_on_disk(&home.session(), "written before the fall"), "what it wrote is kept");
    let home = Home::new();
    let mut terminal = Setup::new(&home).env("VISUAL", "/no/such/editor").begin();
    terminal.type_in("secret words");
    terminal.type_in(F4);
    terminal.see("could not be started");
    terminal.see("secret words");
}

#[test]
fn an_editor_with_a_window_of_its_own_is_noticed() {
    let home = Home::new();
    let mut terminal = at_the_editor(&home, "");
    terminal.see("returned at once");
    terminal.see("secret words");
    let file = lent(&home).pop().expect("the file is still there");
    fs::write(&file, "from the window\n").expect("written in the window");
    terminal.type_in(F4);
    terminal.see("from the window");
    assert_eq!(lent(&home), [] as [PathBuf; 0]);
    terminal.type_in(GO_ON);
    terminal.see("What more is there?");
}

#[test]
fn what_a_window_wrote_comes_back_to_the_question_it_was_opened_on() {
    let home = Home::new();
    let mut terminal = at_the_editor(&home, "");
    terminal.see("returned at once");
    let first = lent(&home).pop().expect("the file is still there");
    fs::write(&first, "for the first question\n").expect("written in the window");
    terminal.type_in(GO_ON);
    terminal.see("What more is there?");
    terminal.type_in(F4);
    terminal.see("returned at once");
    terminal.see_no("for the first question");
    let second = lent(&home).into_iter().find(|path| *path != first).expect("another file");
    fs::write(second, "for the second question\n").expect("written in another window");
    terminal.type_in(BACK);
    terminal.see("What is on your mind?");
    terminal.type_in(F4);
    terminal.see("for the first question");
    terminal.type_in(GO_ON);
    terminal.see("What more is there?");
    terminal.type_in(F4);
    terminal.see("for the second question");
    assert_eq!(lent(&home), [] as [PathBuf; 0]);
}

#[test]
fn what_a_question_cannot_take_stays_in_the_editors_file() {
    let home = Home::new();
    let then = "[ \"$(wc -l < \"$f\")\" -gt 900 ] && echo shorter > \"$f\" && exit\n\
                i=0; while [ $i -lt 1000 ]; do i=$((i+1)); echo \"line $i\"; done > \"$f\"";
    let command = editor(&home, then).display().to_string();
    let mut terminal = Setup::new(&home).env("VISUAL", &command).begin();
    terminal.type_in(GO_ON);
    terminal.see("What more is there?");
    terminal.type_in(GO_ON);
    terminal.see("Which things matter?");
    terminal.type_in("the first thing");
    terminal.see("the first thing");
    terminal.type_in(F4);
    terminal.see("There is room for");
    terminal.see("the first thing");
    let file = lent(&home).pop().expect("the file is still there");
    assert!(fs::read_to_string(file).expect("a text").contains("line 1000\n"));
    terminal.see("F4 again to shorten it");
    terminal.type_in(F4);
    terminal.see("shorter");
    assert_eq!(lent(&home), [] as [PathBuf; 0]);
}

#[test]
fn an_editor_may_be_named_as_a_shell_would_read_it() {
    let home = Home::new();
    let script = editor(&home, "printf 'rewritten' > \"$f\"");
    let folder = home.around().join("my editor's");
    fs::create_dir(&folder).expect("a folder with a blank in its name");
    fs::rename(&script, folder.join("ed")).expect("the editor goes there");
    let command = format!("\"{}/ed\" --title 'two words'", folder.display());
    let mut terminal = Setup::new(&home).env("EDITOR", &command).begin();
    terminal.type_in("secret words");
    terminal.type_in(F4);
    terminal.see("rewritten");
    let notes = fs::read_to_string(home.around().join("notes")).expect("notes");
    assert!(notes.starts_with("--title\ntwo words\n"), "{notes}");
}

#[test]
fn an_argument_is_never_said_back_raw() {
    let home = Home::new();
    let evil = EVIL.replace('\u{0}', "");
    for args in [
        vec![evil.as_str()],
        vec!["run", &evil],
        vec!["show", &evil],
        vec!["show", "--as", &evil],
        vec!["check", &evil],
        vec!["list", &evil],
        vec!["list", "--capability", &evil],
        vec!["list", "--protocols", &evil],
        vec!["help", &evil],
    ] {
        let said = home.run(&args);
        // Nothing to list is an answer.
        let is_answer = args == ["list", &evil];
        assert_eq!(said.code == 0, is_answer, "{said:?}");
        for text in [&said.out, &said.err] {
            let found = text.chars().find(|c| steers(*c));
            assert_eq!(found, None, "{args:?}: {said:?}");
        }
    }
}

#[test]
fn the_program_knows_no_network() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let lock = fs::read_to_string(root.join("Cargo.lock")).expect("the list of libraries");
    for library in ["socket2", "hyper", "reqwest", "ureq", "curl", "tokio", "rustls", "native-tls"]
    {
        assert!(!lock.contains(&format!("name = \"{library}\"\n")), "{library}");
    }
    let mut read = 0;
    for (path, bytes) in everything_under(&root.join("src")) {
        let text = String::from_utf8(bytes.unwrap_or_default()).expect("UTF-8");
        for word in ["std::net", "TcpStream", "UdpSocket", "ToSocketAddrs"] {
            assert!(!text.contains(word), "{word} in {}", path.display());
        }
        read += 1;
    }
    assert!(read > 50, "{read} files were read");
}

#[cfg(target_os = "linux")]
#[test]
fn no_core_is_dumped_with_words_in_it() {
    let home = Home::new();
    let terminal = Setup::new(&home).before("ulimit -c unlimited 2> /dev/null || true").begin();
    let limits = format!("/proc/{}/limits", terminal.pid().as_raw_nonzero());
    let limits = fs::read_to_string(limits).expect("limits");
    let core = limits.lines().find(|line| line.starts_with("Max core file size"));
    let soft = core.and_then(|line| line.split_whitespace().nth(4)).expect("a limit");
    assert_eq!(soft, "0", "{limits}");
}
