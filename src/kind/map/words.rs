//! Links and loops in words that can be read aloud.

use crate::base::loops::Loop;
use crate::kind::map::Link;

/// What the last of two things does when there is more of the first.
fn moved(name: &str, more: bool, late: bool) -> String {
    format!("{}{} {name}", if late { "later " } else { "" }, if more { "more" } else { "less" })
}

/// How a link begins: “more errors → ”.
pub(super) fn beginning(from: &str) -> String {
    format!("more {from} → ")
}

/// A link: “more errors → later less trust”.
pub(super) fn link(from: &str, to: &str, minus: bool, late: bool) -> String {
    format!("{}{}", beginning(from), moved(to, !minus, late))
}

/// A loop: “more errors → more checks → less errors”.
pub(super) fn round(one: &Loop, links: &[Link], name: impl Fn(&str) -> String) -> String {
    let mut words = String::new();
    let mut more = true;
    for link in one.links.iter().filter_map(|at| links.get(*at)) {
        if words.is_empty() {
            words = moved(&name(&link.from), true, false);
        }
        more ^= link.sign.is_minus();
        words.push_str(&format!(" → {}", moved(&name(&link.to), more, link.delay)));
    }
    words
}

/// The names of loops, R1, B1, R2: the first letter says what they do.
pub(super) fn names(loops: &[Loop]) -> Vec<String> {
    let (mut feeding, mut checking) = (0, 0);
    let name = |one: &Loop| {
        let (letter, count) =
            if one.reinforcing { ("R", &mut feeding) } else { ("B", &mut checking) };
        *count += 1;
        format!("{letter}{count}")
    };
    loops.iter().map(name).collect()
}

/// What a loop does.
pub(super) fn does(one: &Loop) -> &'static str {
    if one.reinforcing { "feeds itself" } else { "holds itself in check" }
}
