//! How fast the program is, beside an empty ratatui program in the same run: machines are noisy,
//! so it is the ratio that counts. `cargo bench` prints a table and fails where a limit is missed.
//!
//! The empty program is this file itself, started with `--empty`: one bordered paragraph that
//! shows what is typed.
#![allow(
    clippy::disallowed_macros,
    clippy::disallowed_methods,
    reason = "measuring looks at clocks, processes and files"
)]

mod empty;
mod measure;
mod pty;

use std::path::Path;
use std::time::{Duration, Instant};

use fieldbook::base::stamp::Stamp;
use fieldbook::key::{Code, Key};
use fieldbook::shell::Rehearsal;
use measure::{Table, median};
use pty::Program;

const STEP: &str = "fieldbook: 1\nid: bench\ntitle: Bench\ncapability: see-the-system\n\
    purpose: To be measured.\nsteps:\n  - step: words\n    kind: long\n    ask: What is there?\n";

fn main() {
    if std::env::args().any(|argument| argument == "--empty") {
        return empty::run().expect("the empty program runs");
    }
    let home = tempfile::tempdir().expect("a folder");
    let protocol = home.path().join("bench.yaml");
    std::fs::write(&protocol, STEP).expect("a protocol");
    let mut table = Table::default();
    start(&mut table, home.path());
    keys(&mut table, home.path(), &protocol);
    in_process(&mut table, home.path(), &protocol);
    checking(&mut table, home.path());
    size(&mut table);
    if !table.print() {
        std::process::exit(1);
    }
}

/// From the call of the program to its first frame.
fn start(table: &mut Table, home: &Path) {
    let mut times = [Vec::new(), Vec::new()];
    let mut cpu = [Vec::new(), Vec::new()];
    for _ in 0..40 {
        for which in 0..2 {
            let began = Instant::now();
            let mut program = if which == 0 {
                Program::empty()
            } else {
                Program::fieldbook(&["--home", &home.join("start").to_string_lossy()])
            };
            program.wait_for(if which == 0 { "empty" } else { "larger" });
            times[which].push(began.elapsed().as_secs_f64() * 1e3);
            cpu[which].push(program.cpu().as_secs_f64() * 1e3);
        }
    }
    let [empty, ours] = times.map(median);
    table.ratio("start to first frame, ms", ours, empty, 1.5);
    let [empty, ours] = cpu.map(median);
    table.ratio("start to first frame, CPU ms", ours, empty, 1.5);
}

/// From a key to the frame that shows it, through a pseudo-terminal; then with a long text; then
/// nothing at all.
fn keys(table: &mut Table, home: &Path, protocol: &Path) {
    let mut empty = Program::empty();
    empty.wait_for("empty");
    let home = home.join("keys").to_string_lossy().into_owned();
    let mut ours = Program::fieldbook(&["--home", &home, "run", &protocol.to_string_lossy()]);
    ours.wait_for("begin");
    ours.send(b"\r");
    ours.wait_for("What is there?");
    let (empty_time, _) = echo(&mut empty);
    let (time, cpu) = echo(&mut ours);
    table.ratio("key to frame, ms", time, empty_time, 2.0);
    table.limit("key to frame, CPU µs", cpu, 300.0);

    let paragraph = "It rained, and we stayed and talked until the street was quiet again. ";
    let paste = format!("{}\n", paragraph.repeat(9)).repeat(1_600);
    let began = Instant::now();
    ours.send(b"\x1b[200~");
    ours.send(&paste.as_bytes()[..1_000_000]);
    ours.send(b"\x1b[201~");
    ours.send("ß".as_bytes());
    ours.wait_for("ß");
    let settled = began.elapsed().as_secs_f64() * 1e3;
    table.limit("1 MB paste until still, ms", settled, 100.0);
    let (long, _) = echo(&mut ours);
    table.ratio("key to frame with 1 MB of text, against none", long, time, 1.5);

    std::thread::sleep(Duration::from_secs(2));
    ours.drain();
    let (turns, _) = ours.turns();
    std::thread::sleep(Duration::from_secs(2));
    let (after, _) = ours.turns();
    table.limit("wake-ups in two idle seconds", (after - turns) as f64, 0.0);
    table.limit("bytes written in two idle seconds", ours.drain() as f64, 0.0);

    let mut ordinary = Program::fieldbook(&["--home", &home, "run", "iceberg"]);
    ordinary.wait_for("begin");
    ordinary.send(b"\r");
    // Someone alone goes on past the question who is here.
    ordinary.wait_for("Who is here");
    ordinary.send(b"\r");
    // Only what changes is drawn; this word stands where nothing stood before.
    ordinary.wait_for("recorded");
    echo(&mut ordinary);
    table.limit("peak memory of an ordinary session, MB", ordinary.peak_mb(), 20.0);
}

/// Milliseconds from a key to its letter on the screen, and microseconds of CPU for each.
fn echo(program: &mut Program) -> (f64, f64) {
    // Letters that end no escape sequence.
    let letters: Vec<char> = ('a'..='z').filter(|letter| !"hlm".contains(*letter)).collect();
    let before = program.cpu();
    let mut times = Vec::new();
    for letter in letters.iter().cycle().take(letters.len() * 6) {
        std::thread::sleep(Duration::from_millis(4));
        program.drain();
        let began = Instant::now();
        program.send(letter.to_string().as_bytes());
        program.wait_for(&letter.to_string());
        times.push(began.elapsed().as_secs_f64() * 1e3);
    }
    std::thread::sleep(Duration::from_millis(20));
    let cpu = program.cpu().saturating_sub(before).as_secs_f64() * 1e6 / times.len() as f64;
    (median(times), cpu)
}

/// The same without a terminal: what of it is ours.
fn in_process(table: &mut Table, home: &Path, protocol: &Path) {
    let clock = || Stamp { utc_ms: 1_795_000_000_000, offset_minutes: 60 };
    let open = |name: &str, size| {
        let mut rehearsal = Rehearsal::new(&home.join(name), size, clock).expect("a rehearsal");
        rehearsal.offer(&protocol.to_string_lossy()).expect("a protocol");
        rehearsal.key(Key::plain(Code::Enter));
        rehearsal
    };
    let mut short = open("short", (80, 24));
    short.paste(&"It rained, and we stayed. ".repeat(40));
    let (key, saving) = one_key(&mut short);
    table.limit("key to frame in process, ms", key, 0.5);
    table.limit("autosave for a key, µs", saving, 20.0);
    for (name, text) in [
        ("1 MB in paragraphs", format!("{}\n", "We stayed and talked. ".repeat(29)).repeat(1_560)),
        ("1 MB in one paragraph", "We stayed and talked. ".repeat(45_000)),
    ] {
        let mut long = open(&name.replace(' ', "-"), (80, 24));
        long.paste(&text);
        let (with, saving) = one_key(&mut long);
        table.ratio(&format!("key in process, {name} against 1 KB"), with, key, 1.5);
        table.limit(&format!("autosave for a key, {name}, µs"), saving, 20.0);
    }
    let mut wide = open("wide", (200, 60));
    wide.paste(&"It rained, and we stayed. ".repeat(400));
    table.limit("key to frame in process at 200×60, ms", one_key(&mut wide).0, 1.0);
}

/// Milliseconds for a key and its frame, and microseconds that saving it takes.
fn one_key(rehearsal: &mut Rehearsal) -> (f64, f64) {
    let (mut buffer, _) = rehearsal.picture();
    for _ in 0..20 {
        rehearsal.key(Key::plain(Code::Up));
    }
    let (mut times, mut saving) = (Vec::new(), Vec::new());
    for at in 0..400_u32 {
        let letter = char::from(b'a' + (at % 26) as u8);
        let began = Instant::now();
        rehearsal.unkept_key(Key::char(letter));
        let handled = Instant::now();
        rehearsal.keep();
        saving.push(handled.elapsed().as_secs_f64() * 1e6);
        buffer.reset();
        rehearsal.draw(&mut buffer);
        times.push(began.elapsed().as_secs_f64() * 1e3);
    }
    (median(times), median(saving))
}

/// A folder of fifty protocols looked through, each as long as those that come with the program.
fn checking(table: &mut Table, home: &Path) {
    const FILES: usize = 50;
    let folder = home.join("fifty");
    std::fs::create_dir(&folder).expect("a folder");
    let mut shipped = Vec::new();
    protocols(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/protocols")), &mut shipped);
    for (at, text) in shipped.iter().cycle().take(FILES).enumerate() {
        std::fs::write(folder.join(format!("{at:02}.yaml")), text).expect("a protocol");
    }
    let times = (0..11).map(|_| {
        let began = Instant::now();
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_fieldbook"))
            .args(["--home", &home.join("check").to_string_lossy(), "check", "--json"])
            .arg(&folder)
            .output()
            .expect("the program runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
        began.elapsed().as_secs_f64() * 1e3
    });
    table.limit("check of fifty protocols, ms", median(times.collect()), 300.0);
}

/// The texts of all protocols in a folder and those within it; fragments and translations are none.
fn protocols(folder: &Path, found: &mut Vec<String>) {
    let entries = std::fs::read_dir(folder).expect("the protocols").flatten();
    let mut paths: Vec<_> = entries.map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            protocols(&path, found);
        } else if let Ok(text) = std::fs::read_to_string(&path)
            && text.lines().any(|line| line.starts_with("id:"))
        {
            found.push(text);
        }
    }
}

/// What is handed to people.
fn size(table: &mut Table) {
    let bytes = std::fs::metadata(env!("CARGO_BIN_EXE_fieldbook")).expect("the program").len();
    table.limit("size of the program, MB", bytes as f64 / 1e6, 8.0);
}
