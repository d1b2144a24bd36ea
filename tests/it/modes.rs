//! Terminals and surroundings of every kind: no colours, no drawing, no terminal, odd names, much
//! at once, nothing at all.

use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::{OsStrExt as _, OsStringExt as _};
use std::path::PathBuf;
use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::home::{ANSWERS, Home, PROGRAM, SMALL, Said, holds, wait_until};
use crate::terminal::{ENTER, GO_ON, Setup};

#[test]
fn without_colours_no_colour_is_sent() {
    let home = Home::new();
    for (name, value, coloured) in [
        ("NO_COLOR", "1", false),
        ("FIELDBOOK_THEME", "none", false),
        ("TERM", "xterm-256color", true),
    ] {
        let mut terminal = Setup::new(&home).env("COLORTERM", "truecolor").env(name, value).begin();
        terminal.type_in("grey");
        terminal.see("grey");
        let raw = terminal.kill_for_raw();
        let text = String::from_utf8(raw).expect("UTF-8");
        let graphics = text.split("\u{1b}[").skip(1).filter_map(|rest| {
            let end = rest.find(|c: char| !matches!(c, '0'..='9' | ';'))?;
            rest[end..].starts_with('m').then(|| rest[..end].to_owned())
        });
        let colour = |one: &str| {
            let number = one.parse::<u32>().unwrap_or(0);
            matches!(number, 30..=38 | 40..=48 | 58 | 90..=107)
        };
        let found = graphics.into_iter().find(|all| all.split(';').any(colour));
        assert_eq!(found.is_some(), coloured, "{name}={value}: {found:?}");
    }
}

#[test]
fn where_nothing_can_be_drawn_it_speaks_in_lines() {
    for (name, value, plain) in
        [("TERM", Some("dumb"), None), ("TERM", None, None), ("X", None, Some("--plain"))]
    {
        let home = Home::new();
        let setup = Setup::new(&home);
        let setup = match value {
            Some(value) => setup.env(name, value),
            None => setup.without(name),
        };
        let mut args = vec!["run", SMALL];
        args.extend(plain);
        let mut terminal = setup.start(&args);
        terminal.see("Enter to begin");
        terminal.type_in("\r");
        terminal.see("Question: What is on your mind?");
        terminal.type_in("in plain words\r");
        terminal.see("Question: What more is there?");
        terminal.type_in(":leave\r");
        assert_eq!(terminal.end(), 0);
        assert!(!terminal.raw().contains(&0x1b), "{name} {value:?}: no escapes at all");
        assert_eq!(home.shown()["steps"][0]["given"]["text"], "in plain words");
    }
}

#[test]
fn an_unknown_terminal_is_drawn_on() {
    let home = Home::new();
    let mut terminal = Setup::new(&home).env("TERM", "no-such-terminal").begin();
    terminal.type_in("words");
    terminal.see("words");
    assert!(terminal.is_alternate());
}

#[test]
fn without_a_terminal_it_ends_by_itself_and_keeps_what_it_was_told() {
    for args in [&[][..], &["run", SMALL], &["run", "iceberg", "--plain"]] {
        let home = Home::new();
        for input in ["", "\n", "\n\n\n"] {
            let said = home.feed(args, input.as_bytes());
            assert!((0..=1).contains(&said.code), "{args:?} {input:?}: {said:?}");
            assert!(!said.out.contains('\u{1b}') && !said.err.contains('\u{1b}'), "{said:?}");
        }
        let null = home.run(args);
        assert!((0..=1).contains(&null.code), "{args:?}: {null:?}");
    }
    let home = Home::new();
    let said = home.feed(&["run", SMALL], b"\nsaid in a pipe\nand half a line");
    assert_eq!(said.code, 0, "{said:?}");
    let shown = home.shown();
    assert_eq!(shown["steps"][0]["given"]["text"], "said in a pipe", "{shown}");
    // Bytes that are not UTF-8 become visible marks, and nothing else is lost.
    let home = Home::new();
    let said = home.feed(&["run", SMALL], b"\nbad \xff\xfe bytes\n:leave\n");
    assert_eq!(said.code, 0, "{said:?}");
    assert_eq!(home.shown()["steps"][0]["given"]["text"], "bad \u{fffd}\u{fffd} bytes");
}

#[test]
fn closed_and_full_streams_end_it_without_a_panic() {
    let shell = |home: &Home, line: &str| {
        let mut command = home.command(&[]);
        let mut shell = std::process::Command::new("/bin/sh");
        shell.args(["-c", line, PROGRAM, SMALL]).env_clear();
        shell.envs(command.get_envs().filter_map(|(name, value)| Some((name, value?))));
        command.stdin(Stdio::null());
        Said::of(&mut shell)
    };
    for (line, codes) in [
        ("\"$0\" run \"$1\" <&-", 0..=1),
        ("\"$0\" <&-", 0..=1),
        ("\"$0\" list >&-", 0..=1),
        ("\"$0\" list 2>&-", 0..=0),
        ("\"$0\" no-such-verb 2>&-", 2..=2),
        ("\"$0\" list <&- >&- 2>&-", 0..=1),
        ("[ ! -e /dev/full ] || exec \"$0\" list > /dev/full; exit 1", 1..=1),
        ("[ ! -e /dev/full ] || exec \"$0\" man > /dev/full; exit 1", 1..=1),
        ("[ ! -e /dev/full ] || exec \"$0\" run \"$1\" < /dev/null > /dev/full; exit 1", 1..=1),
        ("[ ! -e /dev/full ] || exec \"$0\" no-such-verb 2> /dev/full; exit 2", 2..=2),
    ] {
        let home = Home::new();
        let said = shell(&home, line);
        assert!(codes.contains(&said.code), "{line}: {said:?}");
        assert!(
            !said.err.contains("panicked") && !said.err.contains("mistake of its own"),
            "{said:?}"
        );
    }
}

#[test]
fn odd_names_and_surroundings_are_taken_as_they_are() {
    let names: [&[u8]; 8] = [
        b"plain name",
        b"-rf",
        b"new\nline",
        "\u{1f914} caf\u{e9}".as_bytes(),
        b"not-utf8-\xff\xfe",
        b"quo'te\"s",
        b"\x1b[31mred",
        b"..dots..",
    ];
    for name in names {
        let home = Home::new();
        let place = home.around().join(OsStr::from_bytes(name));
        let setup = Setup::new(&home).env("FIELDBOOK_HOME", &place);
        let mut terminal = setup.begin();
        terminal.type_in("kept");
        terminal.see("kept");
        terminal.type_in("\x11");
        assert_eq!(terminal.end(), 0, "{name:?}");
        assert!(place.join("data/sessions").is_dir(), "{name:?}");
        let mut where_is = home.command(&["where"]);
        let said = Said::of(where_is.env("FIELDBOOK_HOME", &place));
        assert_eq!((said.code, said.out.lines().count()), (0, 2), "{said:?}");
    }
    for (name, value) in [
        ("LANG", "C"),
        ("LC_ALL", "xx_YY.latin-1"),
        ("LANG", "\u{1b}[31m"),
        ("COLUMNS", "-3"),
        ("COLORFGBG", ";;;999"),
        ("FIELDBOOK_THEME", "\u{202e}"),
        ("TZ", "Nowhere/At_All"),
    ] {
        let home = Home::new();
        let mut terminal = Setup::new(&home).env(name, value).begin();
        terminal.type_in("éß漢");
        terminal.see("éß漢");
        terminal.type_in(ENTER);
        terminal.see("What more is there?");
        terminal.type_in("\x11");
        assert_eq!(terminal.end(), 0, "{name}={value:?}");
        assert_eq!(home.shown()["steps"][0]["given"]["text"], "éß漢");
    }
}

#[test]
fn arguments_and_variables_that_are_not_utf8_are_no_reason_to_panic() {
    let home = Home::new();
    let bad = OsString::from_vec(b"bad-\xff".to_vec());
    let calls: [&[&OsStr]; 6] = [
        &[&bad],
        &["run".as_ref(), &bad],
        &["show".as_ref(), &bad],
        &["check".as_ref(), &bad],
        &["--home".as_ref(), &bad, "where".as_ref()],
        &["run".as_ref(), SMALL.as_ref(), "--answers".as_ref(), &bad],
    ];
    for args in calls {
        let mut command = home.command(&[]);
        let said = Said::of(command.args(args));
        assert!((0..=2).contains(&said.code), "{args:?}: {said:?}");
        assert!(!said.err.contains("panicked"), "{said:?}");
    }
    for name in ["VISUAL", "TERM", "NO_COLOR", "HOME", "LANG", "COLORTERM"] {
        let said = Said::of(home.command(&["where"]).env(name, &bad));
        assert_eq!(said.code, 0, "{name}: {said:?}");
    }
}

#[test]
fn without_a_home_it_says_where_it_would_keep_things_or_asks_for_a_place() {
    let home = Home::new();
    let mut command = home.command(&["where"]);
    let said = Said::of(command.env_remove("HOME").env_remove("FIELDBOOK_HOME"));
    if said.code == 0 {
        assert!(said.out.contains("fieldbook"), "{said:?}");
    } else {
        assert!(said.code == 1 && said.err.contains("--home"), "{said:?}");
    }
    // A place named relative to where one is.
    let mut command = home.command(&["run", SMALL, "--answers", ANSWERS]);
    let said = Said::of(command.env("FIELDBOOK_HOME", "beside"));
    assert_eq!(said.code, 0, "{said:?}");
    assert!(PathBuf::from(said.out.trim()).starts_with(home.away().join("beside")), "{said:?}");
}

#[cfg(target_os = "linux")]
#[test]
fn an_idle_program_sends_nothing_and_uses_no_time() {
    let home = Home::new();
    let shelf = Setup::new(&home).start(&[]);
    shelf.see("See the larger system");
    let other = Home::new();
    let mut short = Setup::new(&other).begin();
    short.type_in("thinking");
    short.see("thinking");
    // The last word goes to the disk within two seconds; then there is peace.
    let settled = |terminal: &crate::terminal::Terminal<'_>| {
        let (mut bytes, mut since) = (0, Instant::now());
        wait_until(|| {
            let now = terminal.raw().len();
            if now != bytes {
                (bytes, since) = (now, Instant::now());
            }
            since.elapsed() > Duration::from_millis(2_500)
        })
    };
    for (terminal, place) in [(&shelf, "the shelf"), (&short, "a short step")] {
        assert!(settled(terminal), "{place} comes to rest");
        let (bytes, ticks, began) = (terminal.raw().len(), terminal.ticks(), Instant::now());
        wait_until(|| began.elapsed() > Duration::from_secs(2));
        assert_eq!(terminal.raw().len(), bytes, "{place}: nothing is sent");
        assert!(terminal.ticks() <= ticks + 1, "{place}: {} ticks", terminal.ticks() - ticks);
    }
}

#[test]
fn a_large_paste_settles_and_what_is_too_large_is_refused_as_a_whole() {
    let home = Home::new();
    let mut terminal = Setup::new(&home).begin();
    terminal.type_in(GO_ON);
    terminal.see("What more is there?");
    let line = "a line of some length, pasted again and again\r";
    let many = line.repeat(1_000_000 / line.len());
    terminal.paste(&many);
    terminal.type_in("and then typed");
    terminal.paste(&"far too much ".repeat(200_000));
    terminal.type_in("!");
    terminal.type_in(GO_ON);
    terminal.see("Which things matter?");
    assert_eq!(terminal.leave(), 0);
    let shown = home.shown();
    let text = shown["steps"][1]["given"]["text"].as_str().expect("a text");
    let expected = format!("{}and then typed!", many.replace('\r', "\n"));
    assert_eq!(text.len(), expected.len());
    assert!(text == expected, "to the letter");
}

#[test]
fn a_burst_of_keys_that_is_no_paste_arrives_whole() {
    let home = Home::new();
    let mut terminal = Setup::new(&home).begin();
    let burst: String = (0..1_000).map(|n| format!("{n:04} ")).collect();
    assert_eq!(burst.len(), 5_000);
    terminal.type_in(&burst);
    terminal.type_in(ENTER);
    terminal.see("What more is there?");
    terminal.leave();
    let shown = home.shown();
    let text = shown["steps"][0]["given"]["text"].as_str().expect("a text");
    assert_eq!(text.trim_end(), burst.trim_end());
}

#[test]
fn garbage_from_the_terminal_is_passed_over() {
    let home = Home::new();
    let mut terminal = Setup::new(&home).begin();
    let pieces: [&[u8]; 9] = [
        b"\x1b[999;999R",
        b"\x1b[?1;2c",
        b"\x1b[<64;10;10M",
        b"\x1b[<0;500;500M\x1b[<0;500;500m",
        b"\x1b[I\x1b[O",
        b"\x1b[1;5I",
        b"\x1bP+q544e\x1b\\",
        b"\x1b]11;rgb:0000/0000/0000\x1b\\",
        b"\xc3",
    ];
    terminal.type_in("before ");
    for piece in pieces {
        terminal.send(piece);
    }
    terminal.type_in("(");
    terminal.type_in("after");
    terminal.see("before");
    terminal.see("after");
    // A paste that holds its own end: the rest comes as keys, and nothing is lost or left.
    terminal.paste(" first\u{1b}[201~ second");
    terminal.see("first");
    terminal.see("second");
    terminal.see("What is on your mind?");
    assert_eq!(terminal.leave(), 0);
}

#[test]
fn every_byte_as_a_key_leaves_the_words_where_they_are() {
    let home = Home::new();
    let mut terminal = Setup::new(&home).begin();
    terminal.type_in(GO_ON);
    terminal.see("What more is there?");
    terminal.type_in("kept words");
    terminal.see("kept words");
    for byte in (0_u8..=0x1f).filter(|byte| ![0x03, 0x11, 0x1b].contains(byte)) {
        terminal.send(&[byte]);
    }
    for number in 1..30 {
        terminal.send(format!("\x1b[{number}~").as_bytes());
    }
    // Wherever all that led: everything typed is in the journal.
    let code = terminal.end_or_leave();
    assert_eq!(code, 0);
    assert!(holds(&std::fs::read(first_log(&home)).expect("a log"), b"\"k\""));
    let recovered = home.run(&["recover"]);
    assert_eq!(recovered.code, 0, "{recovered:?}");
}

fn first_log(home: &Home) -> PathBuf {
    let mut logs = std::fs::read_dir(home.session().join("log")).expect("a folder");
    logs.next().expect("a segment").expect("an entry").path()
}
