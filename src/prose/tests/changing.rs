//! Cutting and putting, pasting, rewriting, undoing.

use super::{after, at, marked, press};
use crate::prose::{Act, Form, Happened, LONGEST, Position, Prose};

#[test]
fn keys_change_the_text() {
    let table = [
        ("one tw|o", "!", "one tw!|o"),
        ("one| two", "<c-h>", "on| two"),
        ("one| two", "<c-d>", "one|two"),
        ("one two| three", "<c-w>", "one | three"),
        ("one two| three", "<a-bs>", "one | three"),
        ("one two| three", "<c-bs>", "one | three"),
        ("one two| three", "<a-d>", "one two|"),
        ("one two| three", "<c-del>", "one two|"),
        ("zero\none two| three", "<c-u>", "zero\n| three"),
        ("one two| three\nfour", "<c-k>", "one two|\nfour"),
        ("one two| three\nfour", "<c-k><c-k>", "one two|four"),
        ("one|", "<enter>two", "one\ntwo|"),
        ("one|", "<c-j><a-enter>", "one\n\n|"),
        ("今日は|", "<c-w>", "今日|"),
        ("🇩🇪🇫🇷|", "<bs>", "🇩🇪|"),
        ("e\u{301}|x", "<bs>", "|x"),
        ("|\u{301}x", "e", "e\u{301}|x"),
    ];
    for (start, script, expected) in table {
        assert_eq!(after(start, script), expected, "{start:?} {script}");
    }
    let mut joined = at("🇩|x🇪");
    press(&mut joined, "<del>");
    assert_eq!(marked(&joined), "|🇩🇪", "the caret never stands inside a letter");
}

#[test]
fn what_is_cut_can_be_put() {
    let table = [
        ("one two three|", "<c-w><c-w><c-y>", "one two three|"),
        ("one two three|", "<c-w><c-w><home><c-y>", "two three|one "),
        ("one two three|", "<c-w><left><c-w><c-y>", "one two| "),
        ("|one\ntwo", "<c-k><c-k><c-k><c-y><c-y>", "one\ntwoone\ntwo|"),
        ("one| two", "<c-w><a-d><c-y>", "one two|"),
        ("one two|", "<s-left><s-left><c-w><home><c-y>", "wo|one t"),
        ("one|", "<c-y>", "one|"),
        ("one two|", "<c-w><home><s-end><c-y>", "two|"),
    ];
    for (start, script, expected) in table {
        assert_eq!(after(start, script), expected, "{start:?} {script}");
    }
}

#[test]
fn undo_takes_back_a_thought_and_redo_brings_it_again() {
    let mut prose = at("|");
    press(&mut prose, "First, a thought. And another<enter>then more");
    let stages = [
        "First, a thought. And another\nthen more|",
        "First, a thought. And another\n|",
        "First, a thought. And another|",
        "First, a thought. |",
        "First, |",
        "|",
    ];
    for (nth, stage) in stages.iter().enumerate() {
        assert_eq!(marked(&prose), *stage);
        let expected = if nth + 1 < stages.len() { Happened::Changed } else { Happened::Ignored };
        assert_eq!(prose.act(Act::Undo), expected);
    }
    for stage in stages.iter().rev() {
        assert_eq!(marked(&prose), *stage);
        prose.act(Act::Redo);
    }
    press(&mut prose, "<c-z><c-_>x");
    assert_eq!(prose.act(Act::Redo), Happened::Ignored, "what came after it has taken its place");
}

#[test]
fn each_doing_is_a_thought_of_its_own() {
    let table = [
        ("one two|", "<bs><bs><bs>x<c-z>", "one |"),
        ("one two|", "<bs><bs><bs>x<c-z><c-z>", "one two|"),
        ("one| two", "<del><del>x<c-z><c-z>", "one| two"),
        ("one two|", "<c-w><c-w><c-z>", "one |"),
        ("one|", "ab<left>cd<c-z>", "onea|b"),
        ("one|", "ab<left>cd<c-z><c-z>", "one|"),
        ("one two|", "<c-s-left>x<c-z>", "one [two]"),
        ("one two|", "<c-s-left>xyz<c-z>", "one [two]"),
        ("one two|", "<c-s-left><bs><c-z>", "one [two]"),
        ("one two|", "<c-s-left>xyz<c-z><a-z>", "one xyz|"),
        ("one two|", "<c-w><c-y><c-y><c-z>", "one two|"),
        ("one|", "a<c-z>b<c-z>", "one|"),
        ("one|", "a<c-z><c-s-z><c-z><c-r>", "onea|"),
    ];
    for (start, script, expected) in table {
        assert_eq!(after(start, script), expected, "{start:?} {script}");
    }
    let mut prose = at("one|");
    prose.paste(" two");
    prose.paste(" three");
    prose.replace_all("one or two");
    assert_eq!(prose.take_edits().last().map(|edit| edit.insert.as_str()), Some("or two"));
    for expected in ["one two three|", "one two|", "one|"] {
        prose.act(Act::Undo);
        assert_eq!(marked(&prose), expected);
    }
}

#[test]
fn a_paste_is_kept_to_the_letter_and_shown_harmless() {
    for form in [Form::Line, Form::Long] {
        let mut prose = Prose::new(form);
        prose.fit(60, 9);
        let hostile = "a\u{1b}[31m\u{9b}2J\u{202e}b\u{7f}\0\tc\r\nd\re\u{2066}\u{200b}";
        assert_eq!(prose.paste(hostile), Happened::Changed);
        assert_eq!(prose.text(), hostile.replace("\r\n", "\n").replace('\r', "\n"));
        let rows: Vec<String> = prose.rows().iter().map(|row| row.text.to_string()).collect();
        assert_eq!(rows, ["a␛[31m\u{fffd}2J\u{fffd}b␡␀   c", "d", "e\u{fffd}␣"]);
        assert_eq!(prose.caret(), Some((3, 2)));
        assert_eq!(prose.paste(""), Happened::Ignored);
    }
}

#[test]
fn words_from_right_to_left_stay_whole() {
    for text in ["שלום עולם", "مرحبا بالعالم", "می‌خواهم", "abc שלום 123"]
    {
        let mut prose = Prose::new(Form::Long);
        prose.fit(40, 3);
        for c in text.chars() {
            prose.on(crate::key::Key::char(c));
        }
        assert_eq!(prose.text(), text);
        assert_eq!(prose.rows()[0].text, text);
    }
}

#[test]
fn more_than_fits_is_not_taken() {
    let mut prose = Prose::with(Form::Long, &"word ".repeat(LONGEST / 5));
    prose.fit(80, 24);
    let before = prose.len();
    assert!(matches!(prose.paste("a paste"), Happened::Refused(why) if why.contains("clipboard")));
    assert_eq!(prose.paste("!"), Happened::Changed);
    assert!(matches!(prose.on(crate::key::Key::char('x')), Happened::Refused(_)));
    assert_eq!(prose.len(), before + 1);
    press(&mut prose, "<s-left>x");
    assert_eq!(prose.len(), LONGEST, "what takes the place of as much is taken");
    prose.replace_all(&"long ".repeat(LONGEST / 4));
    assert!(prose.len() > LONGEST, "words that were written elsewhere are never lost");
}

#[test]
fn a_position_that_is_none_becomes_the_nearest() {
    let text = "e\u{301}👩\u{200d}👧 क्षि\nend";
    for caret in (0..40).chain([usize::MAX]) {
        for anchor in [None, Some(caret / 2), Some(usize::MAX)] {
            let mut prose = Prose::with(Form::Long, text);
            prose.restore(Position { caret, anchor, top: caret });
            prose.fit(9, 2);
            let at = prose.position();
            assert!(at.caret <= text.len() && text.is_char_boundary(at.caret));
            assert!([0, 3, 14, 15, 27, 28, 29, 30, 31].contains(&at.caret), "{caret} → {at:?}");
            assert!(prose.caret().is_some());
        }
    }
}

#[test]
fn one_comes_back_to_the_very_view() {
    let text = "some words to fill the rows with ".repeat(90);
    let mut prose = Prose::with(Form::Long, &text);
    prose.fit(31, 7);
    press(&mut prose, &format!("{}<s-up><s-left>", "<up>".repeat(20)));
    let rows: Vec<String> = prose.rows().iter().map(|row| row.text.to_string()).collect();
    let mut again = Prose::with(Form::Long, &prose.text());
    again.restore(prose.position());
    again.fit(31, 7);
    assert_eq!(again.rows().iter().map(|row| row.text.to_string()).collect::<Vec<_>>(), rows);
    assert_eq!((again.position(), again.caret()), (prose.position(), prose.caret()));
    for width in (3..80).rev().chain(3..=31) {
        again.fit(width, 7);
    }
    assert_eq!(again.caret(), prose.caret());
}
