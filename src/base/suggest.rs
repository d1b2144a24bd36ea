//! What was probably meant, where a word is not known.

use crate::base::clean;

/// A word of a file as a message quotes it.
pub fn short(word: &str) -> String {
    clean::for_line(word, 60)
}

/// "did you mean …", or all there is when nothing is near.
pub fn suggest(word: &str, known: &[&str]) -> String {
    match nearest(word, known) {
        Some(name) => format!("did you mean `{name}`?"),
        None if known.is_empty() => "remove it".to_owned(),
        None => {
            let names: Vec<String> = known.iter().map(|name| format!("`{name}`")).collect();
            format!("known here: {}", names.join(", "))
        }
    }
}

/// The known word that `word` was probably meant to be. Capitals, blanks and dashes are slips like
/// any other.
pub fn nearest<'k>(word: &str, known: &[&'k str]) -> Option<&'k str> {
    const LONGEST: usize = 80;
    let plain = |word: &str| word.to_lowercase().replace([' ', '-'], "_");
    if word.len() > LONGEST {
        return None;
    }
    let word = plain(word);
    let near = known.iter().map(|name| (strsim::osa_distance(&word, &plain(name)), *name));
    let close = |(distance, name): &(usize, &str)| {
        *distance <= 1 + name.len() / 3 && distance * 2 < word.chars().count().max(1)
    };
    near.filter(close).min().map(|(_, name)| name)
}
