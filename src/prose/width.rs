//! How many cells words take on the screen: the numbers that the drawing side arrives at as well,
//! or the caret would stand beside its letter.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Cells that `text` takes when it is drawn. Control characters are not drawn.
pub fn of(text: &str) -> usize {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return text.len();
    }
    let drawn = text.graphemes(true).filter(|cluster| !cluster.contains(char::is_control));
    drawn.map(of_cluster).sum()
}

/// Cells of one cluster without control characters.
pub(super) fn of_cluster(cluster: &str) -> usize {
    match (cluster.len(), cluster.chars().next()) {
        (1, _) => return 1,
        (3, Some('ぁ'..='ゖ' | 'ァ'..='ヺ' | '一'..='鿿' | '가'..='힣')) => return 2,
        _ => {}
    }
    // Voiced marks of halfwidth katakana count as combining; terminals give them their own cell.
    let own = cluster.chars().filter(|c| matches!(c, '\u{ff9e}' | '\u{ff9f}')).count();
    cluster.width() + own
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_counted_by_cluster() {
        let table = [
            ("", 0),
            ("abc", 3),
            ("e\u{301}", 1),
            ("漢字", 4),
            ("👩\u{200d}👩\u{200d}👧", 2),
            ("🇩🇪🇫🇷", 4),
            ("👍🏽", 2),
            ("❤\u{fe0f}", 2),
            ("a\tb\u{7}", 2),
        ];
        for (text, cells) in table {
            assert_eq!(of(text), cells, "{text:?}");
        }
    }
}
