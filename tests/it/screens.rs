//! Every screen as it looks, at three sizes, and what must hold of every screen at any size.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Duration;

use fieldbook::base::stamp::Stamp;
use fieldbook::shell::Rehearsal;
use fieldbook::widget::theme::Ground;
use ratatui::buffer::Buffer;
use ratatui::style::Modifier;

use crate::play::{self, Home, diff};

const SIZES: [(u16, u16); 3] = [(40, 12), (80, 24), (200, 60)];

/// The screens in the order of a walk: a name, the keys that lead there from the one before, and
/// words that show that it is the right one.
const WALK: [(&str, &str, &str); 27] = [
    ("shelf", "", "The iceberg"),
    ("narrowed", "<down>wm", "in up to 15 minutes"),
    ("finding", "<esc>/ice", "Find: ice"),
    ("where to start", "<esc>s", "Who is here?"),
    ("suggestions", "123", "These may be places to start."),
    ("threshold", "", "It may touch something."),
    ("say", "<enter>", "There is nothing to get right."),
    ("advice", "<enter><enter>", "Once more passes"),
    ("short", "The bus was twenty minutes late and nobody said a word", "nobody said a word"),
    ("long", "<enter>a timetable from last year<enter><enter>and a new driver.", "What led up to"),
    ("scale", "<c-n>45", "How sure are you"),
    ("doubt", "<enter>", "What makes you doubt?"),
    ("pause", "Her face.<enter>", "Sit with it"),
    ("list", "<enter>Ines<enter>Ruth", "Who was there?"),
    ("in a loop", "<enter><enter>A hurry", "What did Ines see?"),
    ("table", "<enter><c-n><c-n><c-n>Fine, fine.<enter>It is not.", "What was said"),
    ("table of a list", "<c-n><c-n>The bus was full.<enter>", "Ines · A good reason"),
    ("pick", "<c-n>2", "Where could you act?"),
    ("multi", "<enter>The peak can be seen coming.<enter><down><space>", "Whom will you ask?"),
    ("talk", "<enter>A question<enter>and a sigh", "Say it once"),
    ("recall", "<c-n>", "Read it once, slowly."),
    ("commit", "<enter>how it began<enter>Friday<enter>", "What exactly will you ask Ruth?"),
    ("outline", "<c-o>", "All steps"),
    ("help", "<esc><c-g>", "Esc back"),
    ("keys", "<esc><f1>", "The keys here"),
    ("closing", "<esc><c-n><c-n>", "That was the last question."),
    ("kept", "<enter>", "1 conversation so far"),
];

fn protocol() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/protocols/good/every-kind.yaml")
}

/// Goes through all screens, and stops at each.
fn walk(mut stop: impl FnMut(&str, &mut Rehearsal, &Home)) {
    play::set_clock(play::EVENING);
    let home = Home::new();
    let mut program = home.rehearse((80, 24));
    for (name, keys, words) in WALK {
        play::press(&mut program, keys);
        if name == "threshold" {
            program.offer(&protocol().to_string_lossy()).expect("a protocol without a problem");
        }
        if name == "pause" {
            program.elapse(Duration::from_secs(12));
        }
        assert!(play::running(&program).contains(words), "{name}: {:#?}", play::picture(&program));
        stop(name, &mut program, &home);
        program.set_ground(Ground::Dark);
        program.resize(80, 24);
    }
    program.offer(&protocol().to_string_lossy()).expect("a protocol without a problem");
    play::press(&mut program, "<enter><enter><enter>");
    let folder = program.folder().expect("a journal");
    std::fs::rename(&folder, home.path().join("moved away")).expect("the folder is moved");
    std::fs::write(&folder, "").expect("a file in its place");
    // What is written from here on has nowhere to go; all before it may be safe by now.
    play::press(&mut program, "Half a thought");
    play::wait_for("NOT SAVED", || {
        program.elapse(Duration::ZERO);
        play::running(&program).contains("NOT SAVED: a file stands").then_some(())
    });
    stop("not saved", &mut program, &home);
    std::fs::remove_file(&folder).expect("the file is gone again");
    play::wait_for("everything to be saved", || {
        program.elapse(Duration::ZERO);
        program.is_saved().then_some(())
    });
    play::press(&mut program, "<c-q>");
    let mut program = home.rehearse((80, 24));
    play::press(&mut program, "a");
    stop("archive", &mut program, &home);
    program.resize(80, 24);
    play::press(&mut program, "<end><enter>");
    stop("reading", &mut program, &home);
    program.resize(80, 24);
    play::press(&mut program, "<c-q>");
    come_back(stop, &home);
}

/// A conversation in which something is asked later: announced, due, and come back to.
fn come_back(mut stop: impl FnMut(&str, &mut Rehearsal, &Home), home: &Home) {
    let path = home.keep_protocol("later", LATER).to_string_lossy().into_owned();
    let mut program = home.rehearse((80, 24));
    program.offer(&path).expect("a protocol without a problem");
    play::press(&mut program, "<enter>A box of single gloves.<enter>");
    stop("to come", &mut program, home);
    program.resize(80, 24);
    play::press(&mut program, "<enter>a");
    stop("archive with a day", &mut program, home);
    play::press(&mut program, "<c-q>");
    let day = 24 * 3_600_000;
    play::set_clock(Stamp { utc_ms: play::EVENING.utc_ms + 14 * day, ..play::EVENING });
    let mut program = home.rehearse((80, 24));
    stop("shelf with something due", &mut program, home);
    program.resize(80, 24);
    play::press(&mut program, "<down>");
    assert!(play::running(&program).contains("To be come back to since 7 December 2026."));
    stop("due", &mut program, home);
    program.resize(80, 24);
    play::press(&mut program, "<enter>");
    stop("come back", &mut program, home);
    program.resize(80, 24);
    play::press(&mut program, "Yusuf<c-n><enter>");
    program.offer(&path).expect("a protocol without a problem");
    stop("threshold again", &mut program, home);
    program.resize(80, 24);
    play::press(&mut program, "<end>");
    stop("what goes wrong", &mut program, home);
    program.resize(80, 24);
    play::press(&mut program, "<enter>A box of left hands.<enter><end>");
    stop("then and now", &mut program, home);
    play::press(&mut program, "<c-q>");
    play::set_clock(play::EVENING);
}

/// A protocol in which something is asked two weeks later.
const LATER: &str = "fieldbook: 1
id: later
title: Show it
capability: see-the-system
purpose: To come back to it.
pitfalls:
  - Too much shown. One thing is enough, and a question that one does not know the answer to.
  - Taking politeness for interest.
next_time: Weekly, with the next few people. Ask the stirred ones whom you should show it to next.
every: 7 days
compare: [fact]
steps:
  - step: fact
    kind: short
    ask: What will you show?
  - part: After the conversations
    after: 2 weeks
    steps:
      - {step: shown, kind: list, title: With whom, ask: To whom have you shown it?}
";

#[test]
fn every_screen_looks_as_it_should() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/screens");
    let freshen = std::env::var_os("FIELDBOOK_FRESHEN").is_some();
    let mut differ = Vec::new();
    walk(|name, program, home| {
        let mut text = String::new();
        for (width, height) in SIZES {
            program.resize(width, height);
            text.push_str(&format!("—— {width}×{height} ——\n"));
            text.push_str(&home.mask(&play::picture(program).join("\n")));
            text.push('\n');
        }
        let path = folder.join(format!("{}.txt", name.replace(' ', "-")));
        if freshen {
            std::fs::write(&path, &text).expect("the picture is written");
        }
        let known = std::fs::read_to_string(&path).unwrap_or_default();
        if known != text {
            let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
            let marked = diff::lines(&lines(&known), &lines(&text));
            differ.push(format!("{}: (- expected, + found)\n{marked}", path.display()));
        }
    });
    assert!(
        differ.is_empty(),
        "\n{}\nFIELDBOOK_FRESHEN=1 writes what was found",
        differ.join("\n")
    );
}

/// Everything in a cell that must never be there.
fn steers(symbol: &str) -> bool {
    symbol.chars().any(|c| {
        c.is_control()
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    })
}

fn assert_harmless(name: &str, buffer: &Buffer) {
    for cell in buffer.content() {
        assert!(!steers(cell.symbol()), "{name}: a cell holds {:?}", cell.symbol());
    }
}

/// Words that may stand at the foot.
fn words_of_the_foot(program: &Rehearsal) -> BTreeSet<String> {
    let mut words: BTreeSet<String> =
        ["Esc", "back", "↓", "more", "↑↓", "move", "Enter", "go", "there"]
            .map(str::to_owned)
            .into();
    for hint in program.hints() {
        let brief = hint.says.split(';').next().unwrap_or_default();
        words.extend(hint.keys.first().map(|key| key.name()));
        words.extend(brief.split_whitespace().map(str::to_owned));
    }
    words
}

#[test]
fn every_screen_can_be_drawn_at_every_size() {
    let mut turn = 0;
    walk(|name, program, _| {
        let words = words_of_the_foot(program);
        turn += 1;
        // Small screens all; of the others each screen is drawn at every third, in turns.
        let due = |(width, height): &(u16, u16)| {
            *width <= 20 || *height <= 6 || (width + height + turn) % 3 == 0
        };
        let all = (1..=90).flat_map(|width| (1..=40).map(move |height| (width, height)));
        let mut sizes: Vec<(u16, u16)> = all.filter(due).collect();
        sizes.extend([(0, 0), (0, 9), (9, 0), (1_000, 3), (3, 500), (600, 300)]);
        for (width, height) in sizes {
            program.resize(width, height);
            let (buffer, caret) = program.picture();
            assert_harmless(name, &buffer);
            if let Some((x, y)) = caret.filter(|_| width > 0 && height > 0) {
                assert!(
                    x < width && y < height,
                    "{name}: the caret at {x},{y} in {width}×{height}"
                );
            }
            if width == 0 || height < 4 {
                continue;
            }
            let rows: String = (0..width).map(|x| buffer[(x, height - 1)].symbol()).collect();
            for word in rows.split_whitespace() {
                assert!(words.contains(word), "{name}, {width}×{height}: “{word}” in “{rows}”");
            }
        }
    });
}

#[test]
fn what_colours_tell_apart_is_told_apart_without_them() {
    walk(|name, program, _| {
        for (width, height) in SIZES {
            program.resize(width, height);
            program.set_ground(Ground::Plain);
            let (plain, _) = program.picture();
            for ground in [Ground::Dark, Ground::Light, Ground::Unknown] {
                program.set_ground(ground);
                let (coloured, _) = program.picture();
                assert_eq!(play::rows(&plain, None), play::rows(&coloured, None), "{name}");
                for y in 0..height {
                    for x in 1..width {
                        let (left, right) = (&coloured[(x - 1, y)], &coloured[(x, y)]);
                        let differ = left.style() != right.style();
                        let marked = plain[(x - 1, y)].style() != plain[(x, y)].style();
                        let empty = left.symbol() == " " || right.symbol() == " ";
                        assert!(marked || empty || !differ, "{name}, {width}×{height}: {x},{y}");
                    }
                }
            }
            let colours = plain.content().iter().map(|cell| (cell.fg, cell.bg));
            let none = (ratatui::style::Color::Reset, ratatui::style::Color::Reset);
            assert!(colours.into_iter().all(|colour| colour == none), "{name} has colours");
        }
    });
}

#[test]
fn where_one_is_can_be_seen_without_colours() {
    walk(|name, program, _| {
        program.set_ground(Ground::Plain);
        let (plain, _) = program.picture();
        let marks = plain.content().iter().filter(|cell| cell.symbol() == "›");
        let marked = [
            "shelf",
            "finding",
            "where to start",
            "suggestions",
            "list",
            "pick",
            "multi",
            "outline",
            "archive",
            "archive with a day",
            "shelf with something due",
            "due",
        ]
        .contains(&name);
        if marked {
            let bold = |cell: &&ratatui::buffer::Cell| cell.modifier.contains(Modifier::BOLD);
            assert_eq!(marks.filter(bold).count(), 1, "{name}: one place is marked");
        }
    });
}

/// A protocol and answers that try to steer the terminal.
const HOSTILE: &str = r#"fieldbook: 1
id: hostile
title: "A \e[31mtitle\e[0m \u202Egnihton"
capability: see-the-system
purpose: "To \e]52;c;aGk=\a do harm."
safety:
  consent: "\u009B2J and \u2066so on"
steps:
  - step: one
    kind: list
    title: "\e[2JOne"
    say: "\r\e[1;1Hover the head"
    ask: "What\u0007?"
    hint: "\e[5mblink"
  - step: two
    kind: pick
    ask: "Which of {one}?"
    options: ["\e[31ma", "b\u202E"]
"#;

#[test]
fn nothing_that_steers_a_terminal_is_ever_drawn() {
    play::set_clock(play::EVENING);
    let home = Home::new();
    home.keep_protocol("hostile", HOSTILE);
    let mut program = home.rehearse((80, 24));
    let look = |program: &mut Rehearsal, what: &str| {
        for (width, height) in SIZES {
            program.resize(width, height);
            assert_harmless(what, &program.picture().0);
        }
    };
    look(&mut program, "the shelf");
    program.offer("hostile").expect("a protocol without a problem");
    look(&mut program, "the threshold");
    play::press(&mut program, "<enter>");
    look(&mut program, "the first question");
    program.paste("\u{1b}]0;title\u{7} \u{9b}31m \u{202e}txet \u{7f}");
    look(&mut program, "a hostile paste");
    play::press(&mut program, "<c-g>");
    look(&mut program, "help");
    play::press(&mut program, "<esc><c-o>");
    look(&mut program, "the outline");
    play::press(&mut program, "<esc><c-n>");
    look(&mut program, "the second question");
    play::press(&mut program, "1<enter>");
    look(&mut program, "the closing page");
    play::press(&mut program, "<enter>a<enter>");
    look(&mut program, "the page");
}
