//! Finding a variable by its number or a few of its letters, and a link in a line of words.

use crate::kind::map::Sure;
use crate::kind::part::options::Chosen;

/// What a few letters name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Named {
    /// This one, by its place.
    One(usize),
    /// Several could be meant.
    Several(Vec<usize>),
    /// None.
    Nobody,
}

/// A link as one line says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line<'a> {
    /// What moves.
    pub from: &'a str,
    /// Whether it moves the other way.
    pub minus: bool,
    /// What is moved, perhaps with words about the link behind it.
    pub rest: &'a str,
}

/// What stands behind the name of what is moved.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tail {
    /// Whether it takes long.
    pub late: bool,
    /// How one knows.
    pub sure: Option<Sure>,
}

/// The variables that `typed` may mean, the likeliest first; all of them where nothing is typed.
pub(super) fn found(variables: &[Chosen], typed: &str) -> Vec<usize> {
    let typed = typed.trim().to_lowercase();
    let rank = |(at, variable): (usize, &Chosen)| {
        let (number, text) = ((at + 1).to_string(), variable.text.to_lowercase());
        let rank = match () {
            () if text == typed || number == typed => 0,
            () if text.starts_with(&typed) => 1,
            () if number.starts_with(&typed) => 2,
            () if text.split_whitespace().any(|word| word.starts_with(&typed)) => 3,
            () if text.contains(&typed) => 4,
            () => return None,
        };
        Some((rank, at))
    };
    let mut ranked: Vec<(i32, usize)> = variables.iter().enumerate().filter_map(rank).collect();
    if !typed.is_empty() {
        ranked.sort_unstable();
    }
    ranked.into_iter().map(|(_, at)| at).collect()
}

/// The variable that `words` name for sure: by number, in full, or as the only one they can mean.
pub(super) fn named(variables: &[Chosen], words: &str) -> Named {
    let small = words.trim().to_lowercase();
    let exact = |(at, variable): (usize, &Chosen)| {
        let is_it = (at + 1).to_string() == small || variable.text.to_lowercase() == small;
        (is_it || variable.id == words.trim()).then_some(at)
    };
    if let Some(at) = variables.iter().enumerate().find_map(exact) {
        return Named::One(at);
    }
    match found(variables, &small).as_slice() {
        _ if small.is_empty() => Named::Nobody,
        [] => Named::Nobody,
        [only] => Named::One(*only),
        several => Named::Several(several.to_vec()),
    }
}

/// A link in one line: “errors + checks”, “3 - 1 late, hunch”.
pub(super) fn line(line: &str) -> Option<Line<'_>> {
    let mut start = 0;
    for word in line.split(' ') {
        let end = start + word.len();
        if let Some(minus) = sign(word) {
            let (from, rest) = (line[..start].trim(), line[end..].trim());
            return (!from.is_empty() && !rest.is_empty()).then_some(Line { from, minus, rest });
        }
        start = end + 1;
    }
    None
}

/// The sign that a word is: whether it is a minus.
pub(super) fn sign(word: &str) -> Option<bool> {
    match word {
        "+" | "＋" => Some(false),
        "-" | "−" | "–" => Some(true),
        _ => None,
    }
}

/// Takes words about the link off the end of `rest`. Gives the name before them.
pub(super) fn tail(rest: &str) -> (&str, Tail) {
    let mut tail = Tail::default();
    let mut name = rest.trim();
    while let Some((before, word)) = name.rsplit_once([' ', ',']) {
        match (word.to_lowercase().as_str(), Sure::called(word)) {
            ("late" | "later", _) => tail.late = true,
            (_, Some(sure)) => tail.sure = Some(sure),
            _ => break,
        }
        name = before.trim_end_matches([' ', ',']);
    }
    (name, tail)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn variables() -> Vec<Chosen> {
        let names = ["Errors", "extra checks", "time for handover", "trust between shifts"];
        let one = |(at, name): (usize, &&str)| Chosen {
            id: format!("v{at}"),
            text: (*name).to_owned(),
        };
        names.iter().enumerate().map(one).collect()
    }

    #[test]
    fn a_few_letters_or_a_number_find_a_variable() {
        let variables = variables();
        for (typed, expected) in [
            ("", &[0, 1, 2, 3][..]),
            ("er", &[0, 2]),
            ("t", &[2, 3, 1]),
            ("hand", &[2]),
            ("2", &[1]),
            ("E", &[0, 1, 2, 3]),
            ("zz", &[]),
            ("9", &[]),
        ] {
            assert_eq!(found(&variables, typed), expected, "{typed}");
        }
    }

    #[test]
    fn a_name_must_be_plain() {
        let variables = variables();
        assert_eq!(named(&variables, "errors"), Named::One(0));
        assert_eq!(named(&variables, "v2"), Named::One(2));
        assert_eq!(named(&variables, "4"), Named::One(3));
        assert_eq!(named(&variables, "trust"), Named::One(3));
        assert_eq!(named(&variables, "t"), Named::Several(vec![2, 3, 1]));
        assert_eq!(named(&variables, "sleep"), Named::Nobody);
        assert_eq!(named(&variables, " "), Named::Nobody);
    }

    #[test]
    fn a_link_can_be_said_in_one_line() {
        let one = line("extra checks - time for handover late, hunch").expect("a link");
        assert_eq!((one.from, one.minus), ("extra checks", true));
        let (name, said) = tail(one.rest);
        assert_eq!((name, said), ("time for handover", Tail { late: true, sure: Some(Sure::Hunch) }));
        assert_eq!(line("1 + 2").map(|line| line.rest), Some("2"));
        assert_eq!(tail("more data"), ("more", Tail { late: false, sure: Some(Sure::Data) }));
        for no_link in ["", "errors", "+ checks", "errors +", "well-being", "a+b"] {
            assert_eq!(line(no_link), None, "{no_link}");
        }
    }
}
