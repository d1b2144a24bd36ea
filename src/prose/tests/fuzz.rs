//! Whatever is done in whatever order: the text is what a simple model says, the caret is in
//! sight, edits replay, everything can be undone, and rows are those of a fresh layout.

use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

use crate::key::{Code, Key};
use crate::prose::layout::Layout;
use crate::prose::text::Text;
use crate::prose::{Act, Form, Happened, KEYS, Position, Prose, apply_edit, cluster, width, wrap};

const WORDS: &[&str] = &[
    "a",
    "b ",
    " ",
    "word ",
    "word",
    "\n",
    "漢字",
    "かな、",
    "「はい」",
    "👩\u{200d}👩\u{200d}👧",
    "🇩🇪",
    "🇩",
    "\u{301}",
    "e\u{301}",
    "क्षि",
    "각",
    "ﾞ",
    "\t",
    "\u{1b}[2J",
    "\u{202e}",
    "\u{200d}",
    "\u{fe0f}",
    "❤",
    "1",
    "\u{20e3}",
    "🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}",
    "\u{e0041}",
    "שלום ",
    "(",
    ") ",
    "-",
    "…",
    "averylongwordthatgoesonandon",
    "          ",
    "ភា\u{200b}សា",
    "\u{200b}",
    "\u{85}",
];

#[derive(Clone, Debug)]
enum Doing {
    Type(char),
    Key(usize),
    Paste(Vec<usize>),
    Rewrite(usize),
    Fit(u16, u16),
    Place(u16, u16, bool),
    Restore(usize, Option<usize>, usize),
}

fn doing() -> impl Strategy<Value = Doing> {
    let keys: usize = KEYS.iter().map(|line| line.keys.len()).sum();
    prop_oneof![
        4 => (0..WORDS.len(), 0_usize..3).prop_map(|(word, nth)| {
            Doing::Type(WORDS[word].chars().nth(nth).unwrap_or('x'))
        }),
        8 => (0..keys).prop_map(Doing::Key),
        3 => prop::collection::vec(0..WORDS.len(), 0..12).prop_map(Doing::Paste),
        1 => any::<usize>().prop_map(Doing::Rewrite),
        2 => (0_u16..30, 0_u16..8).prop_map(|(width, height)| Doing::Fit(width, height)),
        2 => (0_u16..30, 0_u16..9, any::<bool>()).prop_map(|(x, y, drag)| Doing::Place(x, y, drag)),
        1 => (0_usize..300, prop::option::of(0_usize..300), 0_usize..300)
            .prop_map(|(caret, anchor, top)| Doing::Restore(caret, anchor, top)),
    ]
}

fn key(nth: usize) -> Key {
    *KEYS.iter().flat_map(|line| line.keys).nth(nth).expect("it was counted")
}

fn does(prose: &mut Prose, doing: &Doing) {
    match doing {
        Doing::Type(c) => drop(prose.on(Key::char(*c))),
        Doing::Key(nth) => drop(prose.on(key(*nth))),
        Doing::Paste(words) => {
            let text: String = words.iter().map(|word| WORDS[*word]).collect();
            prose.paste(&text);
        }
        Doing::Rewrite(seed) => {
            let mut text = prose.text();
            let at = text.floor_char_boundary(seed % (text.len() + 1));
            text.insert_str(at, WORDS[seed % WORDS.len()]);
            prose.replace_all(&text);
        }
        Doing::Fit(width, height) => prose.fit(*width, *height),
        Doing::Place(column, row, extend) => drop(prose.place(*column, *row, *extend)),
        Doing::Restore(caret, anchor, top) => {
            prose.restore(Position { caret: *caret, anchor: *anchor, top: *top });
        }
    }
}

/// The places between clusters, found in the whole text at once.
fn boundaries(text: &str) -> Vec<usize> {
    let model = cluster::model(text);
    let starts = model.grapheme_indices(true).map(|(at, _)| at);
    starts.chain([text.len()]).collect()
}

fn check(prose: &Prose) {
    let (text, at) = (prose.text(), prose.position());
    let between = boundaries(&text);
    assert!(between.contains(&at.caret), "caret {} in {text:?}", at.caret);
    assert!(at.anchor.is_none_or(|anchor| between.contains(&anchor)), "{at:?} in {text:?}");
    assert_eq!(prose.len(), text.len());
    let (wide, high) = (usize::from(prose.width), usize::from(prose.height));
    for row in prose.rows() {
        assert!(width::of(&row.text) <= wide, "{row:?} in {wide}");
        assert!(!row.text.contains(char::is_control), "{row:?}");
        assert!(row.selected.is_none_or(|cells| usize::from(cells.end) <= wide));
    }
    assert_eq!(prose.caret().is_some(), high > 0, "the caret is in sight");
    if let Some((column, row)) = prose.caret() {
        assert!(usize::from(column) < wide.max(1) && usize::from(row) < high);
    }
    let mut fresh = Layout::new(prose.layout.width());
    fresh.more(&prose.text, |_| false);
    let starts =
        |layout: &Layout| (0..layout.rows()).filter_map(|row| layout.row(row)).collect::<Vec<_>>();
    let (known, all) = (starts(&prose.layout), starts(&fresh));
    assert!(all.windows(known.len()).any(|rows| rows == known), "{known:?} of {all:?} in {text:?}");
    let room = (all.len() - prose.rows().len().min(all.len()), prose.rows().len());
    assert!(room.1 == high || room.0 == 0, "no row stays empty that could be filled");
    assert_eq!(prose.rows_up_to(prose.width, 40), all.len().min(40));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn nothing_breaks_it(
        start in prop::collection::vec(0..WORDS.len(), 0..20),
        doings in prop::collection::vec(doing(), 1..60),
    ) {
        let start: String = start.iter().map(|word| WORDS[*word]).collect();
        let mut prose = Prose::with(Form::Long, &start);
        prose.fit(12, 4);
        let mut kept = start.clone();
        for doing in &doings {
            let before = prose.text();
            does(&mut prose, doing);
            check(&prose);
            for edit in prose.take_edits() {
                prop_assert!(apply_edit(&mut kept, &edit), "{:?}", edit);
            }
            prop_assert_eq!(&kept, &prose.text(), "edits replay");
            if matches!(doing, Doing::Fit(..) | Doing::Place(..) | Doing::Restore(..)) {
                prop_assert_eq!(&before, &prose.text());
            }
        }
        let end = prose.text();
        while prose.act(Act::Redo) == Happened::Changed {}
        let last = prose.text();
        while prose.act(Act::Undo) == Happened::Changed { check(&prose); }
        prop_assert_eq!(prose.text(), start);
        while prose.act(Act::Redo) == Happened::Changed { check(&prose); }
        prop_assert_eq!(prose.text(), &*last);
        prop_assert!(end == last || doings.len() > 1);
    }

    #[test]
    fn letters_come_and_go_as_in_a_simple_model(
        start in prop::collection::vec(0..WORDS.len(), 0..20),
        doings in prop::collection::vec((0_usize..5, 0..WORDS.len()), 1..80),
        wide in 1_u16..30,
    ) {
        let mut text: String = start.iter().map(|word| WORDS[*word]).collect();
        let mut prose = Prose::with(Form::Long, &text);
        prose.fit(wide, 3);
        let mut caret = text.len();
        for (what, word) in doings {
            let between = boundaries(&text);
            let here = between.iter().position(|at| *at == caret).expect("the caret is between");
            match what {
                0 => {
                    prose.on(Key::plain(Code::Left));
                    caret = between[here.saturating_sub(1)];
                }
                1 => {
                    prose.on(Key::plain(Code::Right));
                    caret = between[(here + 1).min(between.len() - 1)];
                }
                2 => {
                    prose.on(Key::plain(Code::Backspace));
                    let from = between[here.saturating_sub(1)];
                    text.replace_range(from..caret, "");
                    caret = boundaries(&text).into_iter().rfind(|at| *at <= from).unwrap_or(0);
                }
                3 => {
                    prose.on(Key::plain(Code::Delete));
                    text.replace_range(caret..between[(here + 1).min(between.len() - 1)], "");
                    caret = boundaries(&text).into_iter().rfind(|at| *at <= caret).unwrap_or(0);
                }
                _ => {
                    prose.paste(WORDS[word]);
                    text.insert_str(caret, WORDS[word]);
                    let to = caret + WORDS[word].len();
                    caret = boundaries(&text).into_iter().find(|at| *at >= to).unwrap_or(text.len());
                }
            }
            prop_assert_eq!(prose.text(), &*text);
            prop_assert_eq!(prose.position().caret, caret, "{:?}", text);
        }
    }

    #[test]
    fn rows_found_bit_by_bit_are_those_found_at_once(
        start in prop::collection::vec(0..WORDS.len(), 0..400),
        edits in prop::collection::vec((any::<usize>(), 0_usize..40, 0..WORDS.len()), 1..40),
        wide in 1_usize..40,
    ) {
        let mut model: String = start.iter().map(|word| WORDS[*word]).collect();
        let mut text = Text::new(&model);
        let mut layout = Layout::new(wide);
        for (place, remove, word) in edits {
            let at = model.floor_char_boundary(place % (model.len() + 1));
            let to = model.floor_char_boundary(at + remove).max(at);
            text.replace(at..to, WORDS[word]);
            model.replace_range(at..to, WORDS[word]);
            layout.changed(&text, at, to - at, WORDS[word].len());
            layout.around(&text, at, place % 7);
            let rows = layout.rows();
            layout.more(&text, |layout| layout.rows() > rows + place % 5);
            let mut fresh = Layout::new(wide);
            fresh.more(&text, |_| false);
            let starts = |layout: &Layout| {
                (0..layout.rows()).filter_map(|row| layout.row(row)).collect::<Vec<_>>()
            };
            let (known, all) = (starts(&layout), starts(&fresh));
            let from = all.iter().position(|row| *row == known[0]).expect("a row begins there");
            prop_assert_eq!(&all[from..from + known.len()], &known[..], "{:?}", model);
            prop_assert_eq!(layout.has_last(), from + known.len() == all.len());
        }
        let ranges = wrap::rows(&model, wide);
        prop_assert!(ranges.iter().all(|range| model.get(range.clone()).is_some()));
    }
}
