//! Changes to a text, as they are kept in a journal: small, in order, and never trusted blindly.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// One change to a text: at byte `at`, `remove` bytes give way to `insert`.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// Where, in bytes of the whole text.
    pub at: usize,
    /// How many bytes go.
    pub remove: usize,
    /// What comes in their place.
    pub insert: String,
}

/// Makes one change. False, and the text stays as it is, where the change does not fit it.
pub fn apply_edit(text: &mut String, edit: &Edit) -> bool {
    let Some(to) = edit.at.checked_add(edit.remove) else { return false };
    if text.get(edit.at..to).is_none() {
        return false;
    }
    text.replace_range(edit.at..to, &edit.insert);
    true
}

/// `text` as it is taken in: every way of ending a line becomes `\n`, and nothing else changes.
pub fn clean_in(text: &str) -> String {
    if text.contains('\r') {
        text.replace("\r\n", "\n").replace('\r', "\n")
    } else {
        text.to_owned()
    }
}

/// Notes a change after others, as part of the last one where typing or rubbing out goes on.
pub(super) fn note(edits: &mut Vec<Edit>, at: usize, remove: usize, insert: &str) {
    if let Some(last) = edits.last_mut() {
        if remove == 0 && at == last.at + last.insert.len() {
            last.insert.push_str(insert);
            return;
        }
        if insert.is_empty() && last.insert.is_empty() && at + remove == last.at {
            *last = Edit { at, remove: remove + last.remove, insert: String::new() };
            return;
        }
    }
    edits.push(Edit { at, remove, insert: insert.to_owned() });
}

/// The part of `before` that must change, and what must come there, to make it `after`.
pub(super) fn difference<'a>(before: &str, after: &'a str) -> (Range<usize>, &'a str) {
    let same = before.bytes().zip(after.bytes()).take_while(|(a, b)| a == b).count();
    let start = before.floor_char_boundary(same).min(after.floor_char_boundary(same));
    let (left, new) = (&before[start..], &after[start..]);
    let same = left.bytes().rev().zip(new.bytes().rev()).take_while(|(a, b)| a == b).count();
    let end = left.ceil_char_boundary(left.len() - same);
    (start..start + end, &new[..new.len() - (left.len() - end)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn edit(at: usize, remove: usize, insert: &str) -> Edit {
        Edit { at, remove, insert: insert.to_owned() }
    }

    #[test]
    fn what_does_not_fit_changes_nothing() {
        let misfits = [
            edit(9, 0, "x"),
            edit(0, 9, ""),
            edit(1, 1, ""),
            edit(2, 0, "x"),
            edit(usize::MAX, 1, ""),
            edit(1, usize::MAX, ""),
            edit(usize::MAX, usize::MAX, "x"),
        ];
        for misfit in misfits {
            let mut text = "aé漢".to_owned();
            assert!(!apply_edit(&mut text, &misfit), "{misfit:?}");
            assert_eq!(text, "aé漢");
        }
        let mut text = "aé漢".to_owned();
        assert!(
            apply_edit(&mut text, &edit(1, 2, "ll")) && apply_edit(&mut text, &edit(6, 0, "!"))
        );
        assert_eq!(text, "all漢!");
    }

    #[test]
    fn only_line_ends_change_on_the_way_in() {
        let text = "a\r\nb\rc\n\r\n\u{1b}[31m\u{202e}\0";
        assert_eq!(clean_in(text), "a\nb\nc\n\n\u{1b}[31m\u{202e}\0");
    }

    #[test]
    fn typing_and_rubbing_out_are_one_change_each() {
        let mut edits = Vec::new();
        note(&mut edits, 3, 0, "a");
        note(&mut edits, 4, 0, "b");
        note(&mut edits, 9, 1, "");
        note(&mut edits, 7, 2, "");
        assert_eq!(edits, [edit(3, 0, "ab"), edit(7, 3, "")]);
    }

    proptest! {
        #[test]
        fn a_difference_is_all_it_takes(a in "[aäé漢 ]{0,12}", b in "[aäé漢 ]{0,12}") {
            let (range, words) = difference(&a, &b);
            let mut made = a.clone();
            made.replace_range(range.clone(), words);
            prop_assert_eq!(&made, &b);
            prop_assert!(a != b || (range.is_empty() && words.is_empty()));
        }

        #[test]
        fn no_change_is_ever_a_panic(at in any::<usize>(), remove in 0_usize..9, insert in ".{0,3}") {
            for at in [at, at % 9] {
                let mut text = "a漢é🇩🇪".to_owned();
                apply_edit(&mut text, &Edit { at, remove, insert: insert.clone() });
            }
        }
    }
}
