//! Words as the caret steps over them: those of UAX 29, except that letters of one script that are
//! written without spaces stay together, and marks stay with marks.

use unicode_segmentation::UnicodeSegmentation;

/// What a stretch of text is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    Blank,
    Mark,
    Han,
    Hiragana,
    Katakana,
    Hangul,
    Word,
}

/// What the next stretch is, given what it follows.
fn sort(stretch: &str, after: Sort) -> Sort {
    match stretch.chars().next().unwrap_or(' ') {
        'ー' | '\u{ff70}' if matches!(after, Sort::Hiragana | Sort::Katakana) => after,
        '々' | '〇' | '㐀'..='鿿' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' => {
            Sort::Han
        }
        'ぁ'..='ゟ' => Sort::Hiragana,
        'ァ'..='ヺ' | 'ー'..='ヿ' | 'ㇰ'..='ㇿ' | 'ｦ'..='ﾟ' => Sort::Katakana,
        '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}' | '가'..='\u{d7ff}' => Sort::Hangul,
        c if c.is_whitespace() => Sort::Blank,
        c if c.is_alphanumeric() => Sort::Word,
        _ => Sort::Mark,
    }
}

/// Where the stretches of `text` begin, and what each is; blanks lie between words.
fn stretches(text: &str) -> Vec<(usize, Sort)> {
    let mut stretches: Vec<(usize, Sort)> = Vec::new();
    for (at, part) in text.split_word_bound_indices() {
        let before = stretches.last().map_or(Sort::Blank, |(_, sort)| *sort);
        let sort = sort(part, before);
        if stretches.is_empty() || sort != before {
            stretches.push((at, sort));
        }
    }
    stretches
}

/// How far it is to the end of the first word of `text`, past blanks.
pub(super) fn end_of_first(text: &str) -> usize {
    let words = text.trim_start();
    let after = stretches(words).get(1).map_or(words.len(), |(at, _)| *at);
    text.len() - words.len() + after
}

/// Where the last word of `text` begins, which blanks may follow.
pub(super) fn start_of_last(text: &str) -> usize {
    stretches(text.trim_end()).last().map_or(0, |(at, _)| *at)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `text` is written with a bar where the caret must stop on the way through it.
    #[test]
    fn the_caret_stops_where_words_end() {
        let table = [
            "one| two|",
            "don't| stop|",
            "well|-|known|",
            "one|,| two|…| (|three|)|",
            "3.14| is| π|",
            "今日|は|学校|に|行|きました|。|",
            "我们|，|今天去|。|",
            "らーめんと|コーヒー|",
            "東京|タワー|、|ＡＢＣ|",
            "한국어는| 좋다|.|",
            "привет|,| мир|",
            "नमस्ते| दुनिया|",
            "สวัสดีครับ| ดี|",
            "🙂🙂| ok|",
            "a|\n\n b|",
        ];
        for marked in table {
            let text = marked.replace('|', "");
            let stops: Vec<usize> =
                marked.match_indices('|').enumerate().map(|(nth, (at, _))| at - nth).collect();
            let mut at = 0;
            let mut forward = Vec::new();
            while at < text.len() {
                at += end_of_first(&text[at..]);
                forward.push(at);
            }
            assert_eq!(forward, stops, "{marked}");
        }
    }

    #[test]
    fn and_on_the_way_back_where_they_begin() {
        let table = [
            ("one two  ", 4),
            ("今日は学校", 9),
            ("今日は学校に。", 18),
            ("well-known", 5),
            ("  ", 0),
            ("ok 🙂🙂 ", 3),
        ];
        for (text, start) in table {
            assert_eq!(start_of_last(text), start, "{text}");
        }
    }
}
