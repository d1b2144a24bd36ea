//! Texts as long as they may be: what is laid out stays little, and stays right.

use super::{press, shown};
use crate::prose::layout::Layout;
use crate::prose::{Form, LONGEST, Position, Prose, cluster};

/// All known rows follow one another and end where a fresh look from the same place would.
fn check(prose: &Prose) {
    let rows: Vec<(usize, usize)> =
        (0..prose.layout.rows()).filter_map(|row| prose.layout.row(row)).collect();
    assert!(rows.len() < 10_000, "{} rows are remembered", rows.len());
    let from = rows[0].0;
    let text = prose.text();
    let rest = &text[from..text.floor_char_boundary(from + 40_000)];
    let model = cluster::model(rest);
    let mut at = 0;
    for (start, end) in rows.iter().take_while(|(_, end)| *end < from + 30_000) {
        let row = crate::prose::wrap::row(
            &model[at..],
            from + rest.len() == text.len(),
            prose.layout.width(),
        );
        assert_eq!((from + at, row.map(|(len, _)| from + at + len)), (*start, Some(*end)));
        at = end - from;
    }
    assert!(prose.caret().is_some());
}

#[test]
fn one_endless_line_is_written_in_like_any_other() {
    let texts = [
        "some words that fill a row and ",
        "aaaa bbbb ",
        "a",
        "漢字かな交じり文、",
        "🇩🇪",
        "नमस्ते दुनिया ",
    ];
    for words in texts {
        let text = words.repeat(300_000 / words.len());
        let mut prose = Prose::with(Form::Long, &text);
        prose.fit(60, 12);
        check(&prose);
        for script in
            ["<up>x", "<pgup><pgup>y<bs>", "<home><enter>", "<c-z>", "<c-home>z", "<c-end>"]
        {
            press(&mut prose, script);
            check(&prose);
        }
        for at in [150_000, 149_000, 20_000, 280_000] {
            prose.restore(Position { caret: at, anchor: Some(at / 2), top: at });
            check(&prose);
            press(&mut prose, "hello <c-w><s-down>");
            check(&prose);
            let rows = shown(&prose);
            assert!(rows.len() == 12 && rows.iter().all(|row| !row.is_empty()), "{rows:?}");
        }
    }
}

#[test]
fn going_up_through_an_endless_line_skips_nothing() {
    let text = "aaaa bbbb cc ".repeat(9_000);
    let mut prose = Prose::with(Form::Long, &text);
    prose.fit(50, 20);
    let mut carets = vec![prose.position().caret];
    for _ in 0..400 {
        press(&mut prose, "<up><up><up>");
        carets.push(prose.position().caret);
    }
    check(&prose);
    let steps: Vec<usize> = carets.windows(2).map(|two| two[0] - two[1]).collect();
    assert!(steps.iter().all(|step| (100..=160).contains(step)), "{steps:?}");
}

#[test]
fn rows_that_are_far_away_are_let_go_of_and_found_again() {
    let text = "word and word, and so on\n".repeat(8_000);
    let mut prose = Prose::with(Form::Long, &text);
    prose.fit(3, 4);
    let mut fresh = Layout::new(prose.layout.width());
    fresh.more(&prose.text, |_| false);
    for _ in 0..3_000 {
        press(&mut prose, "<pgup>");
    }
    check(&prose);
    press(&mut prose, "x<bs>");
    check(&prose);
    let row = prose.layout.row(0).expect("there are rows");
    assert!(row.0 > 0 && fresh.row(fresh.row_of(row.0)) == Some(row), "they are the same rows");
}

#[test]
fn the_longest_text_is_taken_at_once() {
    let mut prose = Prose::new(Form::Long);
    prose.fit(80, 24);
    prose.paste(&"word\n".repeat(LONGEST / 5));
    assert_eq!((prose.len(), shown(&prose).len()), (LONGEST / 5 * 5, 24));
    assert!(prose.layout.rows() < 1_000);
    assert_eq!(prose.rows_up_to(80, 100), 100);
}
