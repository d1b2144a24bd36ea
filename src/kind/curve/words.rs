//! What a curve shows, in words: for quoting it, and for those who do not see it.

/// How the points go: “begins at 2, rises to 9, falls to 4, stays there”.
pub(super) fn of(points: &[Option<u8>]) -> String {
    let mut set = points.iter().flatten();
    let Some(first) = set.next() else { return String::new() };
    let mut turns: Vec<(&str, u8)> = Vec::new();
    let mut last = *first;
    for point in set {
        let goes = match point.cmp(&last) {
            std::cmp::Ordering::Less => "falls",
            std::cmp::Ordering::Equal => "stays",
            std::cmp::Ordering::Greater => "rises",
        };
        last = *point;
        match turns.last_mut() {
            // As long as it goes the same way, it is one movement.
            Some((before, to)) if *before == goes => *to = last,
            _ => turns.push((goes, last)),
        }
    }
    let turn = |(goes, to): &(&str, u8)| match *goes {
        "stays" => "stays there".to_owned(),
        goes => format!("{goes} to {to}"),
    };
    let mut words = vec![format!("begins at {first}")];
    words.extend(turns.iter().map(turn));
    words.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_curve_is_told_turn_by_turn() {
        for (points, words) in [
            (&[2, 3, 7, 9, 9, 4][..], "begins at 2, rises to 9, stays there, falls to 4"),
            (&[5], "begins at 5"),
            (&[5, 5, 5], "begins at 5, stays there"),
            (&[9, 4, 6, 1], "begins at 9, falls to 4, rises to 6, falls to 1"),
            (&[], ""),
        ] {
            let points: Vec<Option<u8>> = points.iter().copied().map(Some).collect();
            assert_eq!(of(&points), words);
        }
        assert_eq!(of(&[None, Some(3), None, Some(8)]), "begins at 3, rises to 8");
    }
}
