//! Two texts side by side as a person would mark the differences.

/// Largest texts compared line by line, in pairs of lines; larger ones are shown whole.
const LARGEST: usize = 4_000_000;

/// Lines in both that are shown around a difference.
const AROUND: usize = 3;

/// The lines of both: ` ` in both, `-` only expected, `+` only found. Long stretches that are in both
/// are left out.
pub fn lines(expected: &[String], found: &[String]) -> String {
    let all = marked(expected, found);
    let differs = |at: usize| all.get(at).is_some_and(|(mark, _)| *mark != ' ');
    let mut text = String::new();
    for (at, (mark, line)) in all.iter().enumerate() {
        if (at.saturating_sub(AROUND)..=at + AROUND).any(differs) {
            text.push_str(&format!("    {mark} {line}\n"));
        } else if at > 0 && (at - 1).checked_sub(AROUND).is_some_and(differs) {
            text.push_str("      …\n");
        }
    }
    text
}

fn marked<'a>(expected: &'a [String], found: &'a [String]) -> Vec<(char, &'a str)> {
    let (n, m) = (expected.len(), found.len());
    if n * m > LARGEST {
        let all = expected.iter().map(|line| ('-', line.as_str()));
        return all.chain(found.iter().map(|line| ('+', line.as_str()))).collect();
    }
    // common[i][j]: lines that both have in common from i and j on.
    let mut common = vec![vec![0_usize; m + 1]; n + 1];
    for i in (0..n).rev() {
        for j in (0..m).rev() {
            common[i][j] = if expected[i] == found[j] {
                common[i + 1][j + 1] + 1
            } else {
                common[i + 1][j].max(common[i][j + 1])
            };
        }
    }
    let (mut i, mut j, mut all) = (0, 0, Vec::new());
    while i < n || j < m {
        let (mark, line) = if i < n && j < m && expected[i] == found[j] {
            (i, j) = (i + 1, j + 1);
            (' ', &expected[i - 1])
        } else if i < n && (j == m || common[i + 1][j] >= common[i][j + 1]) {
            i += 1;
            ('-', &expected[i - 1])
        } else {
            j += 1;
            ('+', &found[j - 1])
        };
        all.push((mark, line.as_str()));
    }
    all
}
