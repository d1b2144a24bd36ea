//! Words turned so that they fit into a sentence, or beside others.

/// Blanks, a final full stop and capitals do not tell two answers apart.
pub(super) fn plain(text: &str) -> String {
    let text = text.trim();
    text.strip_suffix('.').unwrap_or(text).trim_end().to_lowercase()
}

/// With a small first letter, unless the first word is “I” or an abbreviation.
pub(super) fn lowered(text: &str) -> String {
    let mut letters = text.chars();
    let Some(first) = letters.next() else { return String::new() };
    let second = letters.clone().next();
    let stays = match second {
        Some(second) if second.is_uppercase() || second.is_numeric() => true,
        Some(second) if second.is_alphabetic() => false,
        _ => first == 'I',
    };
    if stays {
        return text.to_owned();
    }
    first.to_lowercase().chain(letters).collect()
}

/// Without blanks around it and the full stop at its end. Three of them, which trail off, stay.
pub(super) fn trimmed(text: &str) -> String {
    let text = text.trim();
    match text.strip_suffix('.') {
        Some(before) if !before.ends_with('.') => before.trim_end().to_owned(),
        _ => text.to_owned(),
    }
}

/// The first `most` words, in a row, and an ellipsis where more follow.
pub(super) fn first_words(text: &str, most: usize) -> String {
    let mut words = text.split_whitespace();
    let first: Vec<&str> = words.by_ref().take(most).collect();
    let first = first.join(" ");
    if words.next().is_none() {
        return first;
    }
    format!("{}…", first.trim_end_matches([',', ';', ':', '.', '…', '–', '—']).trim_end())
}

/// As words stand in a dictionary: capitals and accents do not count.
pub(super) fn for_sorting(text: &str) -> String {
    plain(text).chars().map(bare).collect()
}

fn bare(letter: char) -> char {
    match letter {
        'à'..='å' => 'a',
        'ç' => 'c',
        'è'..='ë' => 'e',
        'ì'..='ï' => 'i',
        'ñ' => 'n',
        'ò'..='ö' | 'ø' => 'o',
        'ù'..='ü' => 'u',
        'ý' | 'ÿ' => 'y',
        'ß' => 's',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_fit_into_a_sentence() {
        for (written, within) in [
            ("Losing their respect.", "losing their respect"),
            ("I would look weak.", "I would look weak"),
            ("I’m left alone", "I’m left alone"),
            ("In the end, nothing.", "in the end, nothing"),
            ("HR will hear of it.", "HR will hear of it"),
            ("A4 paper", "A4 paper"),
            ("A fight.", "a fight"),
            ("Ärger", "ärger"),
            ("And then...", "and then..."),
            ("  Spaces . ", "spaces"),
            ("", ""),
        ] {
            assert_eq!(lowered(&trimmed(written)), within, "{written}");
        }
    }

    #[test]
    fn a_long_text_is_shortened_after_a_word() {
        assert_eq!(first_words("One, two, three, four", 2), "One, two…");
        assert_eq!(first_words("one\n two", 2), "one two");
        assert_eq!(first_words("one two", 0), "…");
        assert_eq!(first_words("", 3), "");
    }
}
