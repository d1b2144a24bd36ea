//! Moving and rubbing out, letter by letter as the eye sees them; words, rows, screens.

use super::{after, at, marked, press, shown};
use crate::key::{Code, Key};
use crate::prose::{Form, Happened, Prose};

/// Texts, divided into what the eye takes for one letter each.
const LETTERS: &[&[&str]] = &[
    &["a", "b", "c"],
    &["e\u{301}", "a\u{308}\u{323}", "x"],
    &["👩\u{200d}👩\u{200d}👧", "👨\u{200d}👩\u{200d}👧\u{200d}👦"],
    &["👩🏽\u{200d}🚀", "🧑🏿\u{200d}🤝\u{200d}🧑🏻"],
    &["🇩🇪", "🇫🇷", "🇬🇧", "!"],
    &["🇩🇪", "🇫", "x"],
    &["👍🏽", "👋🏿", "👍"],
    &["1\u{fe0f}\u{20e3}", "#\u{fe0f}\u{20e3}", "1"],
    &["❤\u{fe0f}", "☺\u{fe0e}", "☺"],
    &["🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}", "🏴"],
    &["🏳\u{fe0f}\u{200d}🌈", "🏴\u{200d}☠\u{fe0f}"],
    &["क्षि", "त्र", "ज्ञ", "न", "म"],
    &["নি", "ক্ষ"],
    &["த", "மி", "ழ்"],
    &["తె", "లు", "గు"],
    &["മ", "ല", "യാ", "ളം"],
    &["\u{1100}\u{1161}\u{11a8}", "한", "글"],
    &["ก็", "น้ำ", "ที่"],
    &["ລ", "າ", "ວ"],
    &["ភា", "សា", "ខ្មែ", "រ"],
    &["မြ", "န်", "မ", "ာ"],
    &["ש", "לָ", "ו\u{5b9}", "ם"],
    &["سَ", "ل", "ا", "م"],
    &["م", "ی\u{200c}", "خ"],
    &["か\u{3099}", "ｶﾞ", "が", "ー"],
    &["葛\u{e0100}", "葛", "漢"],
    &["བོ", "ད"],
    &["ñ", "ß", "İ", "ﬁ"],
    &["\u{1b}", "[", "3", "1", "m"],
    &["a", "\u{202e}", "b", "\u{2066}", "c"],
    &["\u{7f}", "\u{85}", "\u{2028}", "\0"],
    &["a", "\t", "b", "\n", "\n", "c"],
    &["a", "\u{e0041}", "\u{e0042}"],
    &["\r", "\n", "x"],
];

#[test]
fn one_press_is_one_letter() {
    for letters in LETTERS {
        let text = letters.concat();
        let mut boundaries = vec![0];
        boundaries.extend(letters.iter().scan(0, |at, letter| {
            *at += letter.len();
            Some(*at)
        }));
        for width in [1, 2, 3, 5, 80] {
            let mut prose = Prose::with(Form::Long, &text);
            prose.fit(width, 3);
            let mut left = vec![text.len()];
            while prose.on(Key::plain(Code::Left)) == Happened::Moved {
                left.push(prose.position().caret);
            }
            left.reverse();
            assert_eq!(left, boundaries, "leftwards through {text:?} in {width}");
            let mut right = vec![0];
            while prose.on(Key::plain(Code::Right)) == Happened::Moved {
                right.push(prose.position().caret);
            }
            assert_eq!(right, boundaries, "rightwards through {text:?} in {width}");
            for gone in (0..letters.len()).rev() {
                assert_eq!(prose.on(Key::plain(Code::Backspace)), Happened::Changed);
                assert_eq!(prose.text(), letters[..gone].concat(), "in {width}");
            }
            assert_eq!(prose.on(Key::plain(Code::Backspace)), Happened::Ignored);
        }
        let mut prose = at(&format!("|{text}"));
        for gone in 1..=letters.len() {
            assert_eq!(prose.on(Key::plain(Code::Delete)), Happened::Changed);
            assert_eq!(prose.text(), letters[gone..].concat());
        }
    }
}

#[test]
fn keys_move_the_caret() {
    let table = [
        ("one two| three", "<c-b><c-b>", "one t|wo three"),
        ("one two| three", "<c-f>", "one two |three"),
        ("one two| three", "<c-left>", "one |two three"),
        ("one two| three", "<a-b><a-b>", "|one two three"),
        ("one two| three", "<c-right>", "one two three|"),
        ("|one two three", "<a-f><a-right>", "one two| three"),
        ("one\ntwo|", "<home>", "one\n|two"),
        ("one\nt|wo\nthree", "<end>", "one\ntwo|\nthree"),
        ("one\nt|wo\nthree", "<c-a>", "one\n|two\nthree"),
        ("one\nt|wo\nthree", "<c-home>", "|one\ntwo\nthree"),
        ("one\nt|wo\nthree", "<a-lt>", "|one\ntwo\nthree"),
        ("one\nt|wo\nthree", "<c-end>", "one\ntwo\nthree|"),
        ("one|\n\n\nlonger", "<down><down>", "one\n\n|\nlonger"),
        ("one|\n\n\nlonger", "<down><down><down>", "one\n\n\nlon|ger"),
        ("漢字かな|\nabcdefgh", "<down><up>", "漢字かな|\nabcdefgh"),
        ("漢字|\nabcdefgh", "<down>", "漢字\nabcd|efgh"),
        ("ab|c\n漢字かな", "<down>", "abc\n漢|字かな"),
        ("a|b", "<up><down>", "a|b"),
        ("今日は|学校", "<c-left>", "今日|は学校"),
        ("今日は|学校に", "<c-right>", "今日は学校|に"),
    ];
    for (start, script, expected) in table {
        assert_eq!(after(start, script), expected, "{start:?} {script}");
    }
    let mut prose = at("one\nt|wo\nthree");
    prose.on(Key::alt('>'));
    assert_eq!(marked(&prose), "one\ntwo\nthree|");
}

#[test]
fn shift_draws_out_a_selection() {
    let table = [
        ("one two| three", "<s-left><s-left>", "one t[wo] three"),
        ("one two| three", "<c-s-left>", "one [two] three"),
        ("one two| three", "<s-end>", "one two[ three]"),
        ("one two| three", "<s-home><s-right>", "o[ne two] three"),
        ("one two| three", "<s-left><left>", "one tw|o three"),
        ("one two| three", "<s-left><right>", "one two| three"),
        ("one two| three", "<s-left><s-right>", "one two| three"),
        ("one two| three", "<s-left><esc>", "one tw|o three"),
        ("one two| three", "<c-s-left>2", "one 2| three"),
        ("one two| three", "<c-s-left><bs>", "one | three"),
        ("one two| three", "<c-s-left><del>", "one | three"),
        ("one two| three", "<c-s-left><enter>", "one \n| three"),
        ("one\nt|wo", "<s-up>", "o[ne\nt]wo"),
        ("o|ne\ntwo", "<s-up>", "[o]ne\ntwo"),
        ("one\nt|wo", "<s-down>", "one\nt[wo]"),
        ("one\nt|wo", "<c-s-home>", "[one\nt]wo"),
        ("o|ne\ntwo", "<c-s-end>", "o[ne\ntwo]"),
    ];
    for (start, script, expected) in table {
        assert_eq!(after(start, script), expected, "{start:?} {script}");
    }
}

#[test]
fn what_leads_nowhere_is_left_to_others() {
    let mut prose = at("one| row");
    for script in ["<up>", "<down>", "<pgup>", "<pgdn>", "<esc>", "<tab>", "<c-n>", "<f1>", "<a-e>"]
    {
        let key = crate::key::parse(script).expect("well formed")[0];
        assert_eq!(prose.on(key), Happened::Ignored, "{script}");
        assert_eq!(marked(&prose), "one| row");
    }
    assert!(prose.at_first_row() && prose.at_last_row());
    let mut line = Prose::new(Form::Line);
    assert_eq!(line.on(Key::plain(Code::Enter)), Happened::Ignored);
    assert_eq!(line.on(Key::ctrl('j')), Happened::Changed);
    assert_eq!(line.on(Key { alt: true, ..Key::plain(Code::Enter) }), Happened::Changed);
    assert_eq!(line.text(), "\n\n");
}

#[test]
fn home_and_end_go_by_row_and_then_by_paragraph() {
    let text = "alpha beta gamma delta epsilon zeta eta theta iota kappa";
    let mut prose = Prose::with(Form::Long, text);
    prose.fit(21, 5);
    assert_eq!(shown(&prose), ["alpha beta gamma", "delta epsilon zeta", "eta theta iota kappa"]);
    press(&mut prose, "<up>");
    let second = text.find("delta").expect("it is there");
    press(&mut prose, "<home>");
    assert_eq!(prose.position().caret, second);
    press(&mut prose, "<end>");
    assert_eq!((prose.position().caret, prose.caret()), (second + 18, Some((18, 1))));
    press(&mut prose, "<end>");
    assert_eq!(prose.position().caret, text.len());
    press(&mut prose, "<up><home><home>");
    assert_eq!(prose.position().caret, 0);
    assert!(prose.at_first_row() && !prose.at_last_row());
}

#[test]
fn the_end_of_a_row_without_a_space_is_shown_in_that_row() {
    let mut prose = Prose::with(Form::Long, "漢字漢字漢字漢字");
    prose.fit(9, 4);
    press(&mut prose, "<home><home><end>");
    assert_eq!((prose.position().caret, prose.caret()), (12, Some((8, 0))));
    press(&mut prose, "<right>");
    assert_eq!((prose.position().caret, prose.caret()), (15, Some((2, 1))));
    press(&mut prose, "<left>");
    assert_eq!((prose.position().caret, prose.caret()), (12, Some((0, 1))));
    press(&mut prose, "<up><end><bs>");
    assert_eq!(prose.position().caret, 9);
}

#[test]
fn screens_go_along_with_the_caret() {
    let text: Vec<String> = (0..100).map(|n| format!("row {n}")).collect();
    let mut prose = at(&format!("|{}", text.join("\n")));
    press(&mut prose, "<right><pgdn>");
    assert_eq!((shown(&prose)[0].as_str(), prose.caret()), ("row 10", Some((1, 0))));
    press(&mut prose, "<down><pgdn><pgup>");
    assert_eq!((shown(&prose)[0].as_str(), prose.caret()), ("row 10", Some((1, 1))));
    press(&mut prose, "<c-end>");
    assert_eq!((shown(&prose)[9].as_str(), prose.caret()), ("row 99", Some((6, 9))));
    assert!(prose.more_above() && !prose.more_below());
    press(&mut prose, "<pgup>");
    assert_eq!((shown(&prose)[0].as_str(), prose.caret()), ("row 80", Some((6, 9))));
    press(&mut prose, "<c-home><pgdn>".repeat(3).as_str());
    assert_eq!(shown(&prose)[0], "row 10");
}
