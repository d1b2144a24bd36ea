//! The kinds that are drawn rather than written: at every size, with and without colours.

use fieldbook::shell::Rehearsal;
use fieldbook::widget::theme::Ground;
use ratatui::style::Color;

use crate::play::{self, Home};

/// Stops on a walk through all of them: a name, the keys that lead there, and words to be seen.
const WALK: [(&str, &str, &str); 15] = [
    ("a tree", "The parcel was late<enter>two were ill<enter>", "The parcel was late"),
    ("a line that leads back", "<tab>they do overtime<f3><up><enter>", "↩ The parcel was late"),
    ("a line being pointed at", "<f3>", "↩"),
    ("a full tree", "<f3><enter>no list<enter>nobody asked", "nobody asked"),
    (
        "a timeline with lanes",
        "<c-n><c-n><c-n><c-n><c-n>She called<f3><tab>Monday",
        "What I thought",
    ),
    ("many lines", "<enter>a<enter>b<enter>c<enter>d<enter>e<enter>f<enter>g", "g"),
    ("a timeline backward", "<c-n>a long line of many words<tab>in the middle of May", "May"),
    ("an empty curve", "<c-n>", "hoped ·"),
    ("a curve", "5<right>9<right><right>10<right>0<enter>7<enter>7", "feared 7"),
    ("an empty map", "<c-n><c-n>", "number, letters or a new name"),
    ("which way", "err<enter>", "− less of what?"),
    ("of what", "-", "more errors → less"),
    ("how it is known", "sleep that lasts the whole night<enter>y", "How do you know?"),
    ("loops", "d4<enter>-1<enter>nh1<enter>+2<enter>n<enter>2<enter>-1<enter>n<enter>", "R1"),
    ("a link", "<up><up>", "Enter new link"),
];

/// Goes through all of them, and stops at each.
fn walk(mut stop: impl FnMut(&str, &mut Rehearsal)) {
    play::set_clock(play::EVENING);
    let home = Home::in_memory();
    let mut program = home.rehearse((80, 24));
    let path = format!("{}/tests/protocols/good/drawn.yaml", env!("CARGO_MANIFEST_DIR"));
    program.offer(&path).expect("a protocol without a problem");
    play::press(&mut program, "<enter>");
    for (name, keys, words) in WALK {
        play::press(&mut program, keys);
        let shown = play::running(&program);
        assert!(shown.contains(words), "{name}: {:#?}", play::picture(&program));
        stop(name, &mut program);
        program.set_ground(Ground::Dark);
        program.resize(80, 24);
    }
}

#[test]
fn every_drawing_can_be_drawn_at_every_size() {
    let mut turn = 0;
    walk(|name, program| {
        turn += 1;
        let due = |(width, height): &(u16, u16)| {
            *width <= 16 || *height <= 6 || (width + height + turn) % 9 == 0
        };
        let all = (0..=80).flat_map(|width| (0..=24).map(move |height| (width, height)));
        let mut sizes: Vec<(u16, u16)> = all.filter(due).collect();
        sizes.extend([(1_000, 3), (3, 500), (600, 300)]);
        for (width, height) in sizes {
            program.resize(width, height);
            let (buffer, caret) = program.picture();
            let steers = |symbol: &str| symbol.chars().any(char::is_control);
            assert!(!buffer.content().iter().any(|cell| steers(cell.symbol())), "{name}");
            if let Some((x, y)) = caret.filter(|_| width > 0 && height > 0) {
                assert!(x < width && y < height, "{name}: {x},{y} in {width}×{height}");
            }
        }
    });
}

#[test]
fn drawings_say_the_same_without_colours() {
    walk(|name, program| {
        for (width, height) in [(40, 12), (80, 24), (200, 60)] {
            program.resize(width, height);
            program.set_ground(Ground::Plain);
            let (plain, caret) = program.picture();
            let colours = plain.content().iter().map(|cell| (cell.fg, cell.bg));
            let none = (Color::Reset, Color::Reset);
            assert!(colours.into_iter().all(|colour| colour == none), "{name} has colours");
            assert!(caret.is_some(), "{name}, {width}×{height}: where is one?");
            program.set_ground(Ground::Dark);
            let (coloured, _) = program.picture();
            assert_eq!(play::rows(&plain, None), play::rows(&coloured, None), "{name}");
        }
    });
}
