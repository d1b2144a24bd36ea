//! Input that means harm, or was damaged: refused with a place or taken rightly, quickly, and
//! without a word of it steering the terminal.

mod language;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use fieldbook::base::clean;
use fieldbook::base::page::{Block, Page};
use fieldbook::base::stamp::Stamp;
use fieldbook::journal::frame::{self, Opening};
use fieldbook::journal::{markdown, page, record};
use fieldbook::kind::Answer;
use fieldbook::kind::{long, pick, short};
use fieldbook::prose::Form;
use fieldbook::protocol;
use fieldbook::session::{Fact, Session, Setting};
use fieldbook::shell::Rehearsal;
use fieldbook::store;
use fieldbook::written::tree::Node;
use fieldbook::written::yaml::{self, LARGEST};
use proptest::prelude::*;
use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use serde_json::json;

use crate::home::{SMALL, wait_until};
use crate::readers;

/// The longest that reading one file may take: its best of three times, so that a busy machine
/// does not count. Without optimisation everything of ours takes several times as long.
const PATIENCE: Duration = Duration::from_millis(if cfg!(debug_assertions) { 1_000 } else { 200 });

/// What has to become of an input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Refused,
    Taken,
}
use Fate::{Refused, Taken};

/// One input, with a name to find it by.
type Case = (String, String, Fate);

/// A protocol in which one thing is `value`, written as YAML.
fn with(key: &str, value: &str) -> String {
    let of = |wanted: &str, usual: &str| {
        if key == wanted { value.to_owned() } else { usual.to_owned() }
    };
    format!(
        "fieldbook: {}\nid: {}\ntitle: {}\ncapability: {}\npurpose: {}\nminutes: {}\nsteps:\n  \
         - step: first\n    kind: list\n    ask: What?\n  \
         - step: {}\n    kind: {}\n    ask: {}\n    when: {}\n    options:\n      - {}: {}\n{}\n",
        of("fieldbook", "1"),
        of("id", "x"),
        of("title", "x"),
        of("capability", "see-the-system"),
        of("purpose", "x"),
        of("minutes", "10"),
        of("step", "second"),
        of("kind", "pick"),
        of("ask", "Which?"),
        of("when", "first is answered"),
        of("option", "here"),
        of("words", "Here"),
        of("line", ""),
    )
}

const PLACES: [&str; 12] = [
    "fieldbook",
    "id",
    "title",
    "capability",
    "purpose",
    "minutes",
    "step",
    "kind",
    "ask",
    "when",
    "option",
    "words",
];

/// Lists within groups within lists, opened over and over and never closed.
fn nested(cases: &mut Vec<Case>) {
    let pieces = [
        "[", "{", "- ", "? ", "{a: ", "[{", "- - ", "!!x ", "(", "> ", "| ", "\"", "'", "&a ",
        "*a ", "[[[]", "{{", "? - ", "<<: ", ": ",
    ];
    for piece in pieces {
        for times in [100, 10_000, 1_000_000] {
            let many = piece.repeat(times);
            cases.push((format!("{times} × {piece:?}"), many.clone(), Refused));
            if times == 10_000 {
                cases.push((format!("steps: {times} × {piece:?}"), with("line", &many), Refused));
            }
        }
    }
    for depth in [30, 3_000] {
        let deep: String = (0..depth).map(|at| format!("{}a:\n", " ".repeat(at))).collect();
        cases.push((format!("{depth} groups in groups"), deep, Refused));
    }
    for opening in ["(", "not ", "-", "first.", "first and ", "first + ", "\"", "“"] {
        for times in [20, 100, 100_000] {
            let many = opening.repeat(times);
            cases.push((format!("when: {times} × {opening:?}"), with("when", &many), Refused));
        }
    }
}

/// What makes small files large.
fn bombs(cases: &mut Vec<Case>) {
    let mut laughs = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for at in 1..30 {
        let before = format!("*a{}", at - 1);
        laughs.push_str(&format!("a{at}: &a{at} [{}]\n", vec![before; 9].join(", ")));
    }
    let many = |line: &dyn Fn(usize) -> String| (0..20_000).map(line).collect::<String>();
    for (name, text) in [
        ("a billion laughs", laughs),
        (
            "one anchor, many aliases",
            format!("a: &a [{}]\nb: [{}]\n", "x,".repeat(9_000), "*a,".repeat(9_000)),
        ),
        ("an anchor in itself", "a: &a [*a]\n".to_owned()),
        ("an anchor on a key", "&a b: c\n".to_owned()),
        ("many anchors", many(&|at| format!("k{at}: &a{at} x\n"))),
        ("a merge of all", "a: &a {x: y}\nb: {<<: *a}\n".to_owned()),
        ("a merge of merges", with("line", "<<: [{a: b}, {c: d}]")),
        ("a tag of bytes", with("title", "!!binary aGVsbG8=")),
        ("a tag of a program", with("title", "!!python/object/apply:os.system [ls]")),
        ("a tag of ours", with("title", "!<tag:yaml.org,2002:str> x")),
        ("a tag that includes", with("ask", "!include /etc/passwd")),
        ("a directive for tags", format!("%TAG ! tag:x,2000:\n---\n{}", with("ask", "!a b"))),
        ("many tags", many(&|at| format!("k{at}: !t{at} x\n"))),
        ("many documents", "--- a\n".repeat(100_000)),
        ("a second document", format!("{}---\n{}", with("", ""), with("", ""))),
        ("a set", "? a\n? b\n".to_owned()),
        ("a property of the system", with("id", "${HOME}")),
    ] {
        cases.push((name.to_owned(), text, Refused));
    }
}

/// One thing, as large as a file may be.
fn huge(cases: &mut Vec<Case>) {
    let room = LARGEST - 2_000;
    for place in PLACES {
        for filling in ["a", "9", "{", "ab ", "{first} "] {
            let value = filling.repeat(room / filling.len());
            cases.push((
                format!("{place}: a mebibyte of {filling:?}"),
                with(place, &value),
                Refused,
            ));
        }
    }
    for (name, value) in [
        ("quoted", format!("\"{}\"", "a".repeat(room))),
        ("in single quotes", format!("'{}'", "''".repeat(room / 2))),
        ("escapes", format!("\"{}\"", "\\u0041".repeat(room / 6))),
        ("never closed", format!("\"{}", "a".repeat(room))),
        ("never closed, single", format!("'{}", "a\n ".repeat(room / 3))),
        ("kept lines", format!("|\n{}", "      a\n".repeat(room / 8))),
        ("folded lines", format!(">\n{}", "      a\n\n".repeat(room / 9))),
        ("wide characters", "漢".repeat(room / 3)),
        ("marks on one letter", format!("a{}", "\u{301}".repeat(room / 2))),
        ("quotations of nothing", "{x}".repeat(room / 3)),
        ("braces", "}".repeat(8_000)),
        ("open braces", "{ ".repeat(4_000)),
    ] {
        cases.push((format!("ask: {name}"), with("ask", &format!("{value}\n")), Refused));
    }
    for filling in [
        "\n",
        " ",
        "#",
        "-\n",
        ":\n",
        ",",
        "? \n",
        "\t",
        "---\n",
        "...\n",
        "%",
        "\r",
        "\u{85}",
        "\u{2028}",
        "\u{feff}",
        "\0",
        "\u{1b}",
        "- \n",
        "a\n",
        "[]\n",
        "x: y\n",
        "\r\n",
        "# x\n",
        "a: |\n",
        "\\",
        "~\n",
        "!",
        "&",
        "*",
        "@",
        "`",
        "'",
        "\"",
        "’",
        "👩\u{200d}",
    ] {
        let whole = filling.repeat(LARGEST / filling.len());
        cases.push((format!("a mebibyte of {filling:?}"), whole, Refused));
    }
    cases.push(("one byte too many".to_owned(), "#".repeat(LARGEST + 1), Refused));
    let remarks = format!(
        "{}{}",
        "#\n".repeat(400_000),
        with("kind", "short").replace("    options:\n      - here: Here\n", "")
    );
    cases.push(("mostly remarks".to_owned(), remarks, Taken));
}

/// More of something than anyone needs.
fn many(cases: &mut Vec<Case>) {
    let line = |count: usize, of: &dyn Fn(usize) -> String| (0..count).map(of).collect::<String>();
    let step = |at| format!("  - {{step: s{at}, kind: short, ask: What?}}\n");
    let head = "fieldbook: 1\nid: x\ntitle: x\ncapability: see-the-system\npurpose: x\nsteps:\n";
    let texts = |text: &str| {
        let text = text.repeat(8_000 / text.len());
        line(120, &|at| format!("  - step: s{at}\n    kind: short\n    ask: \"{text}\"\n"))
    };
    for (name, text, fate) in [
        ("keys", line(20_000, &|at| format!("k{at}: x\n")), Refused),
        (
            "keys beside those needed",
            format!("{}{}", with("", ""), line(20_000, &|at| format!("k{at}: x\n"))),
            Refused,
        ),
        ("the same key", "steps: x\n".repeat(20_000), Refused),
        ("options", with("line", &line(20_000, &|at| format!("      - o{at}: x\n"))), Refused),
        ("steps", format!("{head}{}", line(10_000, &step)), Refused),
        ("steps, just enough", format!("{head}{}", line(1_000, &step)), Taken),
        ("steps of one name", format!("{head}{}", line(1_000, &|_| step(0))), Refused),
        ("steps that are words", format!("{head}{}", "  - x\n".repeat(1_000)), Refused),
        ("quotations of strangers", format!("{head}{}", texts("{zzzz} ")), Refused),
        ("quotations of oneself", format!("{head}{}", texts("{s119} ")), Refused),
        ("capabilities", with("capability", &format!("[{}]", "see, ".repeat(20_000))), Refused),
        ("columns", with("line", &format!("    columns: [{}]", "a, ".repeat(20_000))), Refused),
        (
            "things to leave out",
            with("line", &format!("    leave_out: [{}]", "a, ".repeat(20_000))),
            Refused,
        ),
        ("steps that are nothing", format!("{head}{}", "  -\n".repeat(1_000)), Refused),
        (
            "loops in loops",
            {
                let deep = line(20, &|at| {
                    let indent = " ".repeat(2 + at * 4);
                    format!("{indent}- each: i{at}\n{indent}  in: l\n{indent}  steps:\n")
                });
                format!("{head}  - {{step: l, kind: list, ask: x}}\n{deep}")
            },
            Refused,
        ),
    ] {
        cases.push((format!("many {name}"), text, fate));
    }
    let of = format!("[{}]", "first, ".repeat(20_000));
    let recall = with("line", &format!("  - step: r\n    kind: recall\n    of: {of}"));
    cases.push(("many things recalled".to_owned(), recall, Refused));
}

/// Characters that steer, hide or confuse, raw and escaped, everywhere.
fn strange(cases: &mut Vec<Case>) {
    let harmless_in = ["title", "purpose", "ask", "words"];
    for (name, escaped) in [
        ("escape", "\\e[2J\\e]52;c;aGk=\\a"),
        ("nul", "a\\0b"),
        ("a control of the second kind", "\\x9b2J"),
        ("a bidi override", "\\u202egnp.exe"),
        ("an isolate", "\\u2066x\\u2069"),
        ("a line separator", "a\\u2028b"),
        ("a byte order mark", "a\\ufeffb"),
        ("a delete", "\\x7f"),
        ("a tag character", "\\U000e0041"),
        ("a zero width joiner", "a\\u200db"),
        ("a noncharacter", "\\uffff"),
        ("a line end", "a\\nb\\r\\nc"),
    ] {
        for place in PLACES {
            let fate =
                if harmless_in.contains(&place) || place == "option" { Taken } else { Refused };
            let source = with(place, &format!("\"{escaped}\""));
            cases.push((format!("{place}: {name}"), source, fate));
        }
        let key = with("line", &format!("\"{escaped}\": x"));
        cases.push((format!("a key: {name}"), key, Refused));
    }
    for (name, raw) in [
        ("escape", "\u{1b}[2J"),
        ("nul", "\0"),
        ("bell", "\u{7}"),
        ("backspace", "\u{8}"),
        ("a control of the second kind", "\u{9b}2J"),
        ("delete", "\u{7f}"),
    ] {
        cases.push((format!("raw {name} in a name"), with("step", &format!("a{raw}b")), Refused));
        cases.push((format!("raw {name} in a key"), with("line", &format!("a{raw}b: x")), Refused));
        cases.push((format!("raw {name} in a kind"), with("kind", &format!("a{raw}b")), Refused));
    }
    for escape in [
        "\\ud800",
        "\\udc00",
        "\\ud800\\ud800",
        "\\udc00\\ud800",
        "\\U00110000",
        "\\Uffffffff",
        "\\xZZ",
        "\\u12",
        "\\U0001",
        "\\q",
        "\\",
        "\\u{41}",
        "\\-1",
    ] {
        cases.push((
            format!("an escape {escape}"),
            with("title", &format!("\"{escape}\"")),
            Refused,
        ));
    }
    for id in [
        "../../x",
        "/etc/passwd",
        "a/b",
        "..",
        ".",
        "-rf",
        "'~'",
        "a b",
        "CON",
        "x.yaml",
        "a\\b",
        "\"\"",
        "é",
        "ａ",
        "a_b",
        "'1'",
        "con:",
        "${x}",
        "\"a\\nb\"",
        "''''",
    ] {
        cases.push((format!("the id {id}"), with("id", id), Refused));
    }
    for id in ["con", "nul", "aux", "com1", "a", "a1-2", &"a".repeat(64)] {
        cases.push((format!("the id {id}"), with("id", id), Taken));
    }
    for title in ["../../x", "/etc/passwd", "'; rm -rf ~'", "'-rf'", "CON", "'$(reboot)'", "''''"] {
        cases.push((format!("the title {title}"), with("title", title), Taken));
    }
}

/// Numbers that are none, or none of ours.
fn numbers(cases: &mut Vec<Case>) {
    for number in [
        "1e999",
        "-1e999",
        ".inf",
        "-.inf",
        ".nan",
        "nan",
        "inf",
        "0x10",
        "0o7",
        "0b1",
        "1_000",
        "1e3",
        "٣",
        "１２",
        "-0",
        "0",
        "1.5",
        "99999999999999999999",
        "1.2.3",
        "--1",
        "1-",
        "+",
        "''",
        "[1]",
        "{}",
        "~",
        "true",
    ] {
        cases.push((format!("minutes: {number}"), with("minutes", number), Refused));
    }
    let digits = "7".repeat(1_000_000);
    for value in
        [digits.clone(), format!("-{digits}"), format!("0.{digits}"), format!("{digits}.5")]
    {
        let shown: String = value.chars().take(5).collect();
        cases.push((
            format!("minutes: {shown}… of a million digits"),
            with("minutes", &value),
            Refused,
        ));
        let scale = |key: &str| {
            let line = format!("  - step: s\n    kind: scale\n    ask: x\n    {key}: {value}");
            with("line", &line)
        };
        for key in ["from", "to", "by"] {
            cases.push((format!("{key}: {shown}… of a million digits"), scale(key), Refused));
        }
    }
}

fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for family in [nested, bombs, huge, many, strange, numbers] {
        family(&mut cases);
    }
    cases
}

#[test]
fn every_hostile_protocol_is_refused_with_a_place_or_taken_rightly_and_soon() {
    let cases = cases();
    assert!(cases.len() >= 200, "only {} hostile protocols", cases.len());
    all_are_judged(&cases);
}

#[test]
fn every_hostile_use_of_the_language_is_refused_with_a_place_or_taken_rightly_and_soon() {
    let cases = language::cases();
    assert!(cases.len() >= 200, "only {} hostile protocols", cases.len());
    all_are_judged(&cases);
}

/// Every one of them is read three times at most: refused or taken as it should be, and soon.
fn all_are_judged(cases: &[Case]) {
    let (mut wrong, mut slow) = (Vec::new(), Vec::new());
    for (name, source, fate) in cases {
        let begun = Instant::now();
        let taken = readers::protocol(source);
        let mut best = begun.elapsed();
        for _ in 1..3 {
            if best <= PATIENCE {
                break;
            }
            let begun = Instant::now();
            readers::protocol(source);
            best = best.min(begun.elapsed());
        }
        if best > PATIENCE {
            slow.push(format!("{name}: {best:?}"));
        }
        if taken != (*fate == Taken) {
            let why = protocol::read(source).err();
            let why = why.map(|problems| problems.first().headline("x", source));
            wrong.push(format!("{name}: {fate:?} was expected; {why:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
    assert!(slow.is_empty(), "slower than {PATIENCE:?}:\n{}", slow.join("\n"));
}

/// The whole of it within little memory: a limit on the address space of a program that checks all
/// of them, one after the other.
#[cfg(target_os = "linux")]
#[test]
fn hostile_uses_of_the_language_are_checked_within_64_megabytes() {
    let home = tempfile::tempdir().expect("a folder of its own");
    let folder = home.path().join("hostile");
    fs::create_dir(&folder).expect("a folder");
    let cases = language::cases();
    for (at, (_, source, _)) in cases.iter().enumerate() {
        fs::write(folder.join(format!("{at:03}.yaml")), source).expect("a file is written");
    }
    let limited = format!("ulimit -v {}; exec \"$@\"", 64 * 1_024);
    let output = std::process::Command::new("sh")
        .args(["-c", &limited, "sh", env!("CARGO_BIN_EXE_fieldbook"), "--home"])
        .arg(home.path())
        .arg("check")
        .arg(&folder)
        .output()
        .expect("a shell");
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains(&format!("{} files", cases.len())), "{said}");
}

#[test]
fn quoting_outer_keys_cannot_hide_an_honest_mistake() {
    let source = with("kind", "pikc").replace("purpose:", "\"purpos\\u0065\":");
    let problems = protocol::read(&source).expect_err("a kind misspelt");
    assert_eq!(problems.first().code, "unknown-kind");
    assert_eq!(problems.iter().count(), 1);
}

fn noon() -> Stamp {
    Stamp { utc_ms: 1_700_000_000_000, offset_minutes: 60 }
}

fn rehearsal(home: &Path) -> Rehearsal {
    Rehearsal::new(home, (80, 24), noon).expect("a rehearsal")
}

#[test]
fn only_regular_files_of_bounded_size_in_utf8_are_read() {
    let home = tempfile::tempdir().expect("a folder of its own");
    let mut rehearsal = rehearsal(home.path());
    let file = |name: &str, bytes: &[u8]| {
        let path = home.path().join(name);
        fs::write(&path, bytes).expect("a file is written");
        path
    };
    let good = with("", "").into_bytes();
    let after = |bad: &[u8]| [&good[..], bad].concat();
    let mut paths: Vec<(PathBuf, &str)> = vec![
        (home.path().to_owned(), "not a file"),
        (home.path().join("nothing.yaml"), "cannot be read"),
        (home.path().join("../x/\u{1b}[2J.yaml"), "cannot be read"),
        (home.path().join("a\0b.yaml"), "cannot be read"),
        (home.path().join("x".repeat(300)), "cannot be read"),
        (file("large.yaml", &vec![b'#'; LARGEST + 1]), "larger than"),
        (file("zeros.yaml", &vec![0; 1_000]), "cannot be seen"),
        (file("latin.yaml", &after(b"# caf\xe9\n")), "not UTF-8"),
        (file("utf16.yaml", b"\xff\xfef\0i\0e\0l\0d\0"), "not UTF-8"),
        (file("overlong.yaml", &after(b"\xc0\xaf")), "not UTF-8"),
        (file("surrogate.yaml", &after(b"\xed\xa0\x80")), "not UTF-8"),
        (file("cut.yaml", &after(b"\xf0\x9f\x91")), "not UTF-8"),
        (file("lone.yaml", &after(b"\x80")), "not UTF-8"),
        (file("far.yaml", &after(b"\xf5\x80\x80\x80")), "not UTF-8"),
    ];
    for device in ["/dev/zero", "/dev/null", "/dev/full", "/proc/self/mem"] {
        if Path::new(device).exists() && !Path::new(device).is_file() {
            paths.push((device.into(), "not a file"));
        }
    }
    #[cfg(unix)]
    {
        let pipe = home.path().join("pipe.yaml");
        let made = std::process::Command::new("mkfifo").arg(&pipe).status();
        if made.is_ok_and(|status| status.success()) {
            paths.push((pipe, "not a file"));
        }
        let socket = home.path().join("socket.yaml");
        let listening = std::os::unix::net::UnixListener::bind(&socket);
        if listening.is_ok() {
            paths.push((socket, "not a file"));
        }
        let around = home.path().join("around.yaml");
        std::os::unix::fs::symlink(&around, &around).expect("a link to itself");
        paths.push((around, "cannot be read"));
    }
    for (path, words) in &paths {
        let begun = Instant::now();
        let why = rehearsal.offer(&path.to_string_lossy()).expect_err("it is refused");
        let why = format!("{why:#}");
        assert!(begun.elapsed() < Duration::from_secs(5), "{path:?} took too long");
        assert!(why.contains(words), "{path:?}: {why}");
        assert!(why.chars().count() <= 2_000, "{why}");
        assert!(!why.contains('\u{1b}'), "{why:?}");
    }
}

#[test]
fn nothing_that_a_protocol_is_called_leads_out_of_the_data_folder() {
    for title in ["../../outside", "/tmp/outside", "a\\0b\\e[2J", "CON", "..", "-rf", "a\\nb"] {
        let around = tempfile::tempdir().expect("a folder of its own");
        let home = around.path().join("home");
        let path = around.path().join("p.yaml");
        fs::write(&path, with("title", &format!("\"{title}\""))).expect("a file is written");
        let mut rehearsal = rehearsal(&home);
        rehearsal.offer(&path.to_string_lossy()).expect("a threshold");
        for key in fieldbook::key::parse("<enter>word<enter><enter>").expect("keys") {
            rehearsal.key(key);
        }
        let folder = rehearsal.folder().expect("a journal was begun");
        let sessions = home.join("data").join("sessions");
        assert_eq!(folder.parent(), Some(sessions.as_path()), "{title}");
        let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
        assert!(name.chars().all(plain) && name.len() <= 80, "{title}: {name}");
        let mut beside: Vec<_> = fs::read_dir(around.path())
            .expect("a folder")
            .map(|entry| entry.expect("an entry").file_name())
            .collect();
        beside.sort();
        assert_eq!(beside, ["home", "p.yaml"], "{title}");
    }
}

#[test]
fn a_list_takes_no_more_than_its_journal_can_keep() {
    let home = tempfile::tempdir().expect("a folder of its own");
    let mut rehearsal = rehearsal(home.path());
    rehearsal.offer(SMALL).expect("a threshold");
    let press = |rehearsal: &mut Rehearsal, keys: &str| {
        fieldbook::key::parse(keys).expect("keys").into_iter().for_each(|key| rehearsal.key(key));
    };
    press(&mut rehearsal, "<enter><c-n><c-n>");
    let mut said = String::new();
    for letter in 'a'..='z' {
        rehearsal.paste(&format!("{}\n", letter.to_string().repeat(200_000)).repeat(2));
        said.extend(rehearsal.notice());
        if !said.is_empty() {
            break;
        }
        press(&mut rehearsal, "<enter>");
    }
    assert!(said.contains("1 MiB"), "{said}");
    press(&mut rehearsal, "<c-n>");
    assert!(wait_until(|| rehearsal.is_saved()), "all of it is on the disk");
    let folder = rehearsal.folder().expect("a journal");
    drop(rehearsal);
    let mut answer = 0;
    for entry in fs::read_dir(folder.join("log")).expect("a log") {
        let text = fs::read_to_string(entry.expect("an entry").path()).expect("a segment");
        for line in text.lines() {
            assert!(line.len() <= frame::LONGEST_LINE, "a line of {} bytes", line.len());
            answer = answer.max(if line.contains("answered") { line.len() } else { 0 });
        }
    }
    assert!(answer > 800_000, "what was taken is kept: {answer} bytes");
}

// --- damage to journals

/// A segment as the program writes it: a head and some answers. Each line ends in a line end.
fn segment(answers: usize) -> Vec<Vec<u8>> {
    let protocol = readers::every_kind();
    let about = serde_json::to_value(readers::about(&protocol)).expect("a head");
    let opening = Opening { format: 1, min_reader: 1, run: "r".to_owned(), took: Vec::new() };
    let mut lines = vec![frame::encode_head(1, noon(), &opening, &about)];
    for n in 0..answers {
        let answer = Answer::Short(short::Answer { text: format!("answer {n}\nsecond line é") });
        let slot = json!({ "step": "a_short" });
        let fact = Fact::Answered {
            slot: serde_json::from_value(slot).expect("a slot"),
            answer,
            took_ms: 5,
        };
        let (word, what) = record::of(&fact);
        lines.push(frame::encode(n as u64 + 2, noon(), &word, Some("a_short"), &what));
    }
    lines
}

/// One thing that happens to bytes.
#[derive(Clone, Debug)]
enum Harm {
    Change(prop::sample::Index, u8),
    Remove(prop::sample::Index, usize),
    Insert(prop::sample::Index, Vec<u8>),
    Repeat(prop::sample::Index, usize),
}

fn harm() -> impl Strategy<Value = Harm> {
    prop_oneof![
        (any::<prop::sample::Index>(), any::<u8>()).prop_map(|(at, to)| Harm::Change(at, to)),
        (any::<prop::sample::Index>(), 1..80_usize).prop_map(|(at, n)| Harm::Remove(at, n)),
        (any::<prop::sample::Index>(), prop::collection::vec(any::<u8>(), 1..20))
            .prop_map(|(at, bytes)| Harm::Insert(at, bytes)),
        (any::<prop::sample::Index>(), 1..300_usize).prop_map(|(at, n)| Harm::Repeat(at, n)),
    ]
}

fn harmed(mut bytes: Vec<u8>, harms: &[Harm]) -> Vec<u8> {
    for harm in harms {
        if bytes.is_empty() {
            break;
        }
        let (at, end) = match harm {
            Harm::Change(at, _) | Harm::Insert(at, _) => (at.index(bytes.len()), 0),
            Harm::Remove(at, n) | Harm::Repeat(at, n) => {
                let at = at.index(bytes.len());
                (at, (at + n).min(bytes.len()))
            }
        };
        match harm {
            Harm::Change(_, to) => bytes[at] = *to,
            Harm::Remove(..) => drop(bytes.drain(at..end)),
            Harm::Insert(_, more) => drop(bytes.splice(at..at, more.iter().copied())),
            Harm::Repeat(..) => {
                let again = bytes[at..end].to_vec();
                drop(bytes.splice(at..at, again));
            }
        }
    }
    bytes
}

/// A session's folder with this segment in it.
fn session_with(segment: &[u8]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder of its own");
    let log = folder.path().join("log");
    fs::create_dir(&log).expect("a folder for the log");
    fs::create_dir(folder.path().join("draft")).expect("a folder for drafts");
    fs::write(log.join("0000000000000001-0badcafe.log"), segment).expect("a segment");
    folder
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_damaged_segment_loses_only_its_damaged_lines(harms in prop::collection::vec(harm(), 1..6)) {
        let lines = segment(12);
        let bytes = harmed(lines.concat(), &harms);
        let left: Vec<&[u8]> = bytes.split(|byte| *byte == b'\n').collect();
        let folder = session_with(&bytes);
        let recovered = store::read(folder.path()).expect("it is read");
        for (at, line) in lines.iter().enumerate() {
            let n = at as u64 + 1;
            let is_left = left.contains(&&line[..line.len() - 1]);
            let read = recovered.heads.iter().chain(&recovered.facts).any(|line| line.n == n);
            prop_assert_eq!(read, is_left, "line {}", n);
        }
        let whole = left.iter().filter(|line| !line.is_empty()).count();
        let told = recovered.damage.len() + usize::from(recovered.torn_tail);
        let kept = recovered.heads.len() + recovered.facts.len();
        prop_assert!(kept + told <= whole + 1 && (kept == whole || told > 0 || kept <= lines.len()));
        readers::segment(&bytes);
    }

    #[test]
    fn any_bytes_can_stand_where_a_page_a_segment_or_a_draft_should(
        bytes in prop::collection::vec(any::<u8>(), 0..600),
        page in prop::collection::vec(any::<u8>(), 0..600),
    ) {
        let folder = session_with(&bytes);
        fs::write(folder.path().join("session.md"), &page).expect("a page");
        let draft = folder.path().join("draft").join("0000000000000001-0badcafe.0");
        fs::write(draft, &bytes).expect("a draft");
        let recovered = store::read(folder.path()).expect("it is read");
        prop_assert_eq!(recovered.page, store::PageOnDisk::Edited);
        readers::segment(&bytes);
        readers::draft(&bytes);
    }

    #[test]
    fn any_words_can_name_a_session_or_a_protocol(name in any::<String>()) {
        let home = tempfile::tempdir().expect("a folder of its own");
        let mut rehearsal = rehearsal(home.path());
        let not_a_path = !name.contains(['/', '\\', '.']);
        let why = rehearsal.resume(&name).expect_err("there is no session");
        let words = format!("{why:#}");
        prop_assert!(words.chars().count() <= 600);
        if not_a_path {
            let why = rehearsal.offer(&name).expect_err("there is no such protocol");
            let why = format!("{why:#}");
            prop_assert!(why.chars().count() <= 600 && !why.contains('\u{1b}'), "{}", why);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_can_be_read_as_anything(text in "\\PC{0,200}|(.|\n){0,120}") {
        readers::protocol(&text);
        readers::expression(&text);
        readers::answers(&text);
        readers::keys(&text);
        readers::segment(text.as_bytes());
    }

    #[test]
    fn any_words_of_the_language_can_be_a_condition(
        words in prop::collection::vec(prop::sample::select(vec![
            "and", "or", "not", "is", "has", "lacks", "yes", "answered", "missing", "a", "b.count",
            "(", ")", ">=", "<", "=", "!=", "+", "-", "1", "2.5", "\"x\"", "“y”", "{", "}", ".", "'",
            "{{", "}}", "é", "\n", "repeats", "laps", ",", "top(", "tally(", "sorted(", "where(", "by(",
            "both(", "without(", "joined(", "pairs(", "lowered(", "first_words(", "middle(", "\"up\"",
        ]), 0..40),
        joint in prop::sample::select(vec!["", " "]),
    ) {
        readers::expression(&words.join(joint));
    }

    #[test]
    fn any_function_of_any_answers_comes_to_something_bounded(
        calls in prop::collection::vec(
            (any::<prop::sample::Index>(), prop::collection::vec(any::<prop::sample::Index>(), 0..5)),
            1..12,
        ),
    ) {
        // Each call is put in place of something that a later one takes.
        let mut takes = vec!["a", "b.count", "3", "\"up\"", "\", \"", "a.laps"].into_iter().map(str::to_owned).collect::<Vec<_>>();
        for (which, given) in &calls {
            let function = which.get(fieldbook::expr::FUNCTIONS).name;
            let given: Vec<&str> = given.iter().map(|given| given.get(&takes).as_str()).collect();
            let call = format!("{function}({})", given.join(", "));
            readers::expression(&call);
            takes.push(call);
        }
    }

    #[test]
    fn any_keys_can_be_written_and_read(parts in prop::collection::vec(prop::sample::select(vec![
        "<", ">", "<c-", "a-", "s-", "enter>", "x", "é", "<lt>", "<f12>", "<f300>", "<c-s-end>", "-",
        "<space>", "<c-a-s-x>", "<s-é>", " ",
    ]), 0..12)) {
        readers::keys(&parts.concat());
    }

    #[test]
    fn any_operations_leave_a_text_that_its_edits_tell_of(
        operations in prop::collection::vec(any::<u8>(), 0..120),
        long in any::<bool>(),
    ) {
        readers::prose(if long { Form::Long } else { Form::Line }, &operations);
    }

    #[test]
    fn any_answers_are_taken_or_refused_with_a_place(
        entries in prop::collection::vec((
            prop::sample::select(vec![
                "a_say", "a_pause", "a_short", "a_long", "a_list", "a_table", "a_scale", "a_pick",
                "a_multi", "a_talk", "a_recall", "a_commit", "again", "nobody",
            ]),
            prop::sample::select(vec![
                "word", "~", "[]", "[one, two]", "{}", "{what: x}", "{what: x, sure: 70}", "7", "-1",
                "1e99", "here", "[here, here]", "[[a, b], [c]]", "[{one: a}, {two: b}]", "\"\\e[2J\"",
                "[~]", "{sure: x}", "true", "[[[a]]]", "\"\"", "\"  \"", "|\n  a\n  b", "99999999999999999999",
            ]),
        ), 0..14),
    ) {
        let lines: String = entries.iter().map(|(step, said)| format!("{step}: {said}\n")).collect();
        readers::answers(&lines);
    }
}

/// Good protocols, to be mutated.
fn seeds() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut seeds = Vec::new();
    for folder in ["tests/protocols/good", "protocols"] {
        let mut paths: Vec<PathBuf> = fs::read_dir(root.join(folder))
            .expect("a folder of protocols")
            .map(|entry| entry.expect("an entry").path())
            .filter(|path| path.extension().is_some_and(|end| end == "yaml"))
            .collect();
        paths.sort();
        seeds.extend(paths.iter().map(|path| fs::read_to_string(path).expect("a text")));
    }
    seeds
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_mutated_protocol_is_read_or_refused_with_a_place(
        which in any::<prop::sample::Index>(),
        moves in prop::collection::vec((0..4_u8, any::<prop::sample::Index>(), any::<prop::sample::Index>()), 0..4),
        harms in prop::collection::vec(harm(), 0..3),
    ) {
        static SEEDS: std::sync::OnceLock<Vec<String>> = std::sync::OnceLock::new();
        let seeds = SEEDS.get_or_init(seeds);
        let mut lines: Vec<&str> = which.get(seeds).split('\n').collect();
        for (what, one, two) in &moves {
            let (one, two) = (one.index(lines.len()), two.index(lines.len()));
            match what {
                0 if lines.len() > 1 => drop(lines.remove(one)),
                1 => lines.insert(two, lines[one]),
                2 => lines.swap(one, two),
                _ => lines[one] = lines[two].trim(),
            }
        }
        let bytes = harmed(lines.join("\n").into_bytes(), &harms);
        readers::protocol(&String::from_utf8_lossy(&bytes));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_paste_and_any_line_can_come_at_any_place(
        inputs in prop::collection::vec((any::<bool>(), "\\PC{0,40}|:[a-z]{1,6} ?[0-9]{0,3}|(.|\n|\u{1b}){0,30}"), 1..30),
    ) {
        let home = tempfile::tempdir().expect("a folder of its own");
        let path = home.path().join("p.yaml");
        fs::write(&path, readers::EVERY_KIND).expect("a file is written");
        let mut rehearsal = rehearsal(home.path());
        rehearsal.offer(&path.to_string_lossy()).expect("a threshold");
        rehearsal.line("");
        for (paste, text) in &inputs {
            if *paste {
                rehearsal.paste(text);
            } else {
                rehearsal.line(text);
            }
            let _ = rehearsal.spoken();
            let _ = rehearsal.picture();
        }
    }
}

// --- the page

/// Words that look like Markdown, YAML, HTML, or lines of a log.
const NASTY: [&str; 70] = [
    "---",
    "***",
    "___",
    "# heading",
    "## heading",
    "heading\n=======",
    "heading\n-------",
    "- item",
    "* item",
    "+ item",
    "1. item",
    "1) item",
    "> quote",
    ">>> deeper",
    "```",
    "```sh\nrm -rf ~\n```",
    "~~~",
    "    code",
    "\tcode",
    "<div>",
    "</div>",
    "<!--",
    "-->",
    "<script>alert(1)</script>",
    "<?php",
    "<![CDATA[",
    "[link](http://x)",
    "![image](http://x)",
    "[ref]: http://x",
    "[ref]",
    "<http://x>",
    "http://x",
    "*",
    "**",
    "_",
    "__",
    "*a*",
    "**a**",
    "_a_",
    "`",
    "`` ` ``",
    "\\",
    "\\\\",
    "\\*",
    "&amp;",
    "&#35;",
    "&nbsp;",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "a  \nb",
    "a\\\nb",
    "\n\n\n",
    "---\ntitle: x\n---",
    "0badcafe {\"n\":1}",
    "%%",
    "$$",
    ":::",
    "[^1]",
    "[^1]: note",
    "- [ ] task",
    "a\n\n# b",
    "a\n> b",
    "a\n---\nb",
    "\u{1b}[2J",
    "\u{202e}gnp",
    "a\u{2028}# b",
    "a\r# b",
    "\u{feff}# a",
    "~~a~~",
    "==a==",
    "1986. A great season",
];

/// What stands on the page outside of what a participant said: the page itself.
fn skeleton(text: &str) -> Vec<String> {
    let body = text.splitn(3, "---\n").nth(2).expect("a page has a head");
    let mut depth = 0_usize;
    let mut seen = Vec::new();
    for event in Parser::new(body) {
        match &event {
            Event::Start(Tag::BlockQuote(_)) => {
                depth += 1;
                if depth == 1 {
                    seen.push("said".to_owned());
                }
            }
            Event::End(TagEnd::BlockQuote(_)) => depth -= 1,
            _ if depth == 0 => seen.push(format!("{event:?}")),
            _ => {}
        }
    }
    seen
}

/// The words behind the marks of quotation, stretch by stretch.
fn said(text: &str) -> Vec<String> {
    let mut stretches: Vec<Vec<&str>> = vec![Vec::new()];
    for line in text.lines() {
        match line.strip_prefix("> ").or_else(|| line.strip_prefix('>')) {
            Some(words) => stretches.last_mut().expect("there is one").push(words),
            None => stretches.push(Vec::new()),
        }
    }
    stretches.iter().filter(|lines| !lines.is_empty()).map(|lines| lines.join("\n")).collect()
}

/// A page with these words in every place where a participant's words can be.
fn page_of(words: &str) -> Page {
    let mut page = Page::new();
    for block in [
        Block::Title("Title".to_owned()),
        Block::Section(0, "Section".to_owned()),
        Block::Asked("Asked?".to_owned()),
        Block::Said(words.to_owned()),
        Block::Section(0, "Items".to_owned()),
        Block::Items(vec![
            (words.to_owned(), String::new()),
            ("second".to_owned(), words.to_owned()),
        ]),
        Block::Section(0, "Ordered".to_owned()),
        Block::Ordered(vec![words.to_owned(), "second".to_owned(), words.to_owned()]),
        Block::Section(0, "Nested".to_owned()),
        Block::Nested(vec![
            (0, words.to_owned(), words.to_owned()),
            (1, words.to_owned(), String::new()),
            (2, "third".to_owned(), words.to_owned()),
        ]),
        Block::Table(
            vec![String::new(), "Cost".to_owned()],
            vec![
                vec!["label".to_owned(), words.to_owned()],
                vec!["more".to_owned(), "x".to_owned()],
            ],
        ),
        Block::Table(
            vec!["Said".to_owned(), "Unsaid".to_owned()],
            vec![vec![words.to_owned(), words.to_owned()], vec!["x".to_owned(), words.to_owned()]],
        ),
        Block::Fact("I will".to_owned(), words.to_owned()),
        Block::Quiet("Quiet.".to_owned()),
    ] {
        page.blocks.push(block);
    }
    page
}

fn as_markdown(page: &Page) -> String {
    markdown::of(page, &readers::about(&readers::every_kind()))
}

#[test]
fn no_answer_breaks_out_of_its_place_on_the_page() {
    let plain = skeleton(&as_markdown(&page_of("plain words")));
    assert_eq!(plain.iter().filter(|event| *event == "said").count(), 7, "{plain:#?}");
    for words in NASTY {
        let text = as_markdown(&page_of(words));
        assert_eq!(skeleton(&text), plain, "{words:?}\n{text}");
        let shown = clean::for_display(words);
        assert!(said(&text).iter().any(|said| *said == shown), "{words:?}\n{text}");
        assert!(!text.contains('\u{1b}') && !text.contains('\u{202e}'), "{text:?}");
    }
}

#[test]
fn no_words_of_a_protocol_or_a_label_change_the_structure_of_the_page() {
    let with = |words: &str| {
        let mut page = Page::new();
        let owned = || words.to_owned();
        for block in [
            Block::Title(owned()),
            Block::Section(0, owned()),
            Block::Asked(owned()),
            Block::Said("said".to_owned()),
            Block::Table(vec![String::new(), owned()], vec![vec![owned(), "x".to_owned()]]),
            Block::Fact(owned(), "x".to_owned()),
            Block::Quiet(owned()),
        ] {
            page.blocks.push(block);
        }
        as_markdown(&page)
    };
    // Tags only: the words themselves differ.
    let structure = |text: &str| {
        let all = skeleton(text);
        all.into_iter().filter(|event| !event.starts_with("Text(")).collect::<Vec<_>>()
    };
    let plain = structure(&with("plain"));
    for words in NASTY.iter().filter(|words| !words.trim().is_empty()) {
        let text = with(words);
        assert_eq!(structure(&text), plain, "{words:?}\n{text}");
        let flat = clean::for_line(words, 4_000);
        let title: String = Parser::new(text.splitn(3, "---\n").nth(2).unwrap_or_default())
            .take_while(|event| !matches!(event, Event::End(TagEnd::Heading(_))))
            .filter_map(
                |event| if let Event::Text(text) = event { Some(text.into_string()) } else { None },
            )
            .collect();
        assert_eq!(title.trim(), flat.trim(), "{text}");
    }
}

#[test]
fn the_head_of_a_page_reads_back_whatever_the_thread_is_called() {
    let protocol = readers::every_kind();
    for words in NASTY.iter().filter(|words| !words.is_empty()) {
        let mut about = readers::about(&protocol);
        about.thread = Some((*words).to_owned());
        let text = markdown::of(&page_of("x"), &about);
        let head = text.split("---\n").nth(1).expect("a head");
        let tree =
            yaml::read(head).unwrap_or_else(|problem| panic!("{}", problem.render("head", head)));
        let Node::Map(entries) = &tree.value else { panic!("{head}") };
        let thread = entries.iter().find(|entry| entry.key.value == "thread").expect("a thread");
        assert_eq!(thread.value.value, Node::Text(clean::for_line(words, 500)), "{head}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_at_all_breaks_out_of_its_place_on_the_page(
        pieces in prop::collection::vec(prop::sample::select([&NASTY[..], &["\n", " ", "a", "  ", "é"]].concat()), 0..8),
    ) {
        let words = pieces.concat();
        prop_assume!(!words.is_empty());
        let text = as_markdown(&page_of(&words));
        let plain = skeleton(&as_markdown(&page_of("plain words")));
        prop_assert_eq!(skeleton(&text), plain, "{:?}\n{}", words, text);
        let shown = clean::for_display(&words).into_owned();
        prop_assert!(said(&text).contains(&shown), "{:?}\n{}", words, text);
    }
}

/// The answers of whole conversations, too, with each kind of step in its place.
#[test]
fn nasty_answers_of_every_kind_come_out_to_the_letter() {
    let protocol = readers::every_kind();
    for words in NASTY.iter().filter(|words| !words.trim().is_empty()) {
        let mut session = Session::new(Arc::clone(&protocol), Setting::default());
        let slot = |step: &str| serde_json::from_value(json!({ "step": step })).expect("a slot");
        let text = (*words).to_owned();
        for (step, answer) in [
            ("a_short", Answer::Short(short::Answer { text: text.clone() })),
            ("a_long", Answer::Long(long::Answer { text: format!("before\n{text}\nafter") })),
            (
                "a_pick",
                Answer::Pick(pick::Answer {
                    chosen: fieldbook::kind::part::options::Chosen { id: String::new(), text },
                    aside: String::new(),
                }),
            ),
        ] {
            let fact = Fact::Answered { slot: slot(step), answer, took_ms: 0 };
            session.apply(&fact, noon());
        }
        let about = readers::about(&protocol);
        let text = markdown::of(&page::of(&session, &about), &about);
        let shown = clean::for_display(words);
        let found = said(&text);
        assert!(found.contains(&shown.clone().into_owned()), "{words:?}\n{text}");
        assert!(found.contains(&format!("before\n{shown}\nafter")), "{words:?}\n{text}");
        let headings = Parser::new(text.splitn(3, "---\n").nth(2).unwrap_or_default())
            .into_offset_iter()
            .filter(|(event, at)| {
                matches!(event, Event::Start(Tag::Heading { .. })) && {
                    let body = text.splitn(3, "---\n").nth(2).unwrap_or_default();
                    body[at.clone()].starts_with('#')
                        && !body[..at.start]
                            .rsplit('\n')
                            .next()
                            .unwrap_or_default()
                            .starts_with('>')
                }
            })
            .count();
        assert_eq!(headings, 4, "a title and three answers\n{text}");
    }
}
