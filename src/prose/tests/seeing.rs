//! Rows, the caret among them, clicks, and windows of any size.

use super::{at, marked, press, shown};
use crate::prose::{Form, Happened, Prose};

#[test]
fn the_caret_is_always_in_sight() {
    let mut prose = Prose::new(Form::Long);
    prose.fit(6, 3);
    press(&mut prose, "abcde");
    assert_eq!((shown(&prose), prose.caret()), (vec!["abcde".to_owned()], Some((5, 0))));
    press(&mut prose, "f");
    assert_eq!(prose.caret(), Some((1, 1)));
    press(&mut prose, "    ");
    assert_eq!(prose.caret(), Some((5, 1)), "white space hangs at the edge");
    press(&mut prose, "g");
    assert_eq!((shown(&prose)[2].as_str(), prose.caret()), ("g", Some((1, 2))));
    press(&mut prose, "<enter>");
    assert_eq!((shown(&prose).len(), prose.caret()), (3, Some((0, 2))));
    assert!(prose.more_above() && !prose.more_below());
}

#[test]
fn a_window_that_grows_shows_more() {
    let mut prose = at("one\ntwo\nthree|");
    prose.fit(20, 1);
    assert_eq!(shown(&prose), ["three"]);
    prose.fit(20, 2);
    assert_eq!(shown(&prose), ["two", "three"]);
    prose.fit(20, 9);
    assert_eq!((shown(&prose).len(), prose.caret()), (3, Some((5, 2))));
    press(&mut prose, "<c-home>");
    prose.fit(20, 2);
    assert!(!prose.more_above() && prose.more_below());
}

#[test]
fn selections_are_told_in_cells() {
    let mut prose = at("a漢|字\n\nend");
    press(&mut prose, "<s-down><s-down>");
    let cells: Vec<_> = prose.rows().into_iter().map(|row| row.selected).collect();
    assert_eq!(cells, [Some(3..6), Some(0..1), Some(0..3)]);
    let starts: Vec<bool> = prose.rows().iter().map(|row| row.starts_line).collect();
    assert_eq!(starts, [true; 3]);
    let mut wrapped = Prose::with(Form::Line, "one two three");
    wrapped.fit(9, 5);
    press(&mut wrapped, "<c-s-home>");
    let cells: Vec<_> =
        wrapped.rows().into_iter().map(|row| (row.selected, row.starts_line)).collect();
    assert_eq!(cells, [(Some(0..8), true), (Some(0..5), false)]);
}

#[test]
fn a_click_puts_the_caret_on_what_is_there() {
    let table = [
        ((0, 0), "|a漢\tb\nsecond"),
        ((1, 0), "a|漢\tb\nsecond"),
        ((2, 0), "a|漢\tb\nsecond"),
        ((3, 0), "a漢|\tb\nsecond"),
        ((4, 0), "a漢\t|b\nsecond"),
        ((30, 0), "a漢\tb|\nsecond"),
        ((2, 1), "a漢\tb\nse|cond"),
        ((30, 1), "a漢\tb\nsecond|"),
        ((0, 7), "a漢\tb\nsecond|"),
    ];
    for ((column, row), expected) in table {
        let mut prose = at("a漢\tb\nsec|ond");
        assert_eq!(prose.place(column, row, false), Happened::Moved);
        assert_eq!(marked(&prose), expected, "{column}, {row}");
        let caret = prose.caret().expect("it is visible");
        assert!(
            prose.place(caret.0, caret.1, false) == Happened::Moved && marked(&prose) == expected
        );
    }
    let mut prose = at("one two| three");
    prose.place(4, 0, false);
    prose.place(7, 0, true);
    assert_eq!(marked(&prose), "one [two] three");
    prose.place(1, 0, true);
    assert_eq!(marked(&prose), "o[ne ]two three");
}

#[test]
fn no_window_is_too_small() {
    let text = "漢字 and words\tand 👩‍👩‍👧\n\nmore";
    for width in 0..6 {
        for height in 0..4 {
            let mut prose = Prose::with(Form::Long, text);
            prose.fit(width, height);
            press(&mut prose, "<up><left>x<home><end><pgup><pgdn><s-up><bs><c-z><enter>");
            prose.place(3, 3, true);
            assert!(prose.rows().len() <= usize::from(height));
            assert_eq!(prose.caret().is_some(), height > 0);
            for row in prose.rows() {
                assert!(crate::prose::width::of(&row.text) <= usize::from(width), "{row:?}");
            }
        }
    }
}

#[test]
fn rows_are_counted_as_far_as_asked() {
    let text = "some words to fill the rows with\n".repeat(50);
    let mut prose = Prose::with(Form::Long, &text);
    prose.fit(12, 5);
    let before = (prose.position(), prose.caret(), shown(&prose));
    let all = prose.rows_in_all();
    assert!(all > 150);
    assert_eq!(prose.rows_up_to(12, usize::MAX), all);
    assert_eq!(prose.rows_up_to(12, 7), 7);
    assert_eq!(prose.rows_up_to(80, 1_000), 51);
    assert_eq!((prose.position(), prose.caret(), shown(&prose)), before);
    press(&mut prose, "<enter><enter>x");
    assert_eq!(prose.rows_up_to(80, 1_000), 53);
    assert_eq!(Prose::new(Form::Line).rows_up_to(10, 5), 1);
}
