//! Finding protocols by some of their letters: every word must be found somewhere on the card; in
//! names letters may be missing, or one of them wrong; elsewhere a word counts from its beginning.

use nucleo_matcher::pattern::{Atom, AtomKind, CaseMatching, Normalization};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use crate::screen::Card;

/// What a word must score for each of its letters to count as found in a name where other letters
/// lie between them: few, or those between beginnings of words. Otherwise any word is found anywhere.
const ENOUGH: u32 = 22;
/// What a word is worth that was found with a slip in it.
const SLIP: u32 = 8;
/// What it is worth more where it begins a title.
const BEGINS: u32 = 40;

/// Places in `cards` of those that answer to `words`, best first; all of them, in their order, where
/// there are no words.
pub fn find<'a>(cards: impl Iterator<Item = &'a Card>, words: &str) -> Vec<usize> {
    let words: Vec<String> = words.split_whitespace().map(str::to_lowercase).collect();
    let mut matcher = Matcher::new(Config::DEFAULT);
    let scored = cards.enumerate().filter_map(|(at, card)| {
        let of = |word: &String| score(card, word, &mut matcher);
        let all: Option<Vec<u32>> = words.iter().map(of).collect();
        Some((at, all?.iter().sum::<u32>()))
    });
    let mut found: Vec<(usize, u32)> = scored.collect();
    found.sort_by_key(|(_, score)| std::cmp::Reverse(*score));
    found.into_iter().map(|(at, _)| at).collect()
}

/// How well a card answers to one word.
fn score(card: &Card, word: &str, matcher: &mut Matcher) -> Option<u32> {
    let mut letters = Vec::new();
    let mut of = |text: &str, kind| {
        let atom = Atom::new(word, CaseMatching::Ignore, Normalization::Smart, kind, false);
        atom.score(Utf32Str::new(text, &mut letters), matcher).map(u32::from)
    };
    let length = word.chars().count() as u32;
    let names = [(&card.title, 4), (&card.id, 4)];
    let mut in_name = |name: &str| {
        let whole = of(name, AtomKind::Substring);
        whole.or_else(|| of(name, AtomKind::Fuzzy).filter(|it| *it >= ENOUGH * length))
    };
    let found = names.iter().filter_map(|(name, weight)| Some(in_name(name)? * weight));
    let begins = if card.sorts_as().starts_with(word) { BEGINS } else { 0 };
    let mut best = found.max().map(|score| score + begins);
    for (sentence, weight) in [(&card.author, 3), (&card.purpose, 2), (&card.when_to_use, 1)] {
        // In a sentence a word counts from its beginning.
        let mut begun = words_of(sentence).filter_map(|known| of(&known, AtomKind::Prefix));
        best = best.max(begun.next().map(|it| it * weight));
    }
    best.or_else(|| has_slip(card, word).then_some(SLIP * length))
}

/// Whether the word was probably meant to be one of the card's names. Few get the first letter
/// wrong.
fn has_slip(card: &Card, word: &str) -> bool {
    let most = match word.chars().count() {
        0..=4 => return false,
        5..=7 => 1,
        _ => 2,
    };
    let names = [&card.title, &card.id, &card.author];
    names.into_iter().flat_map(|name| words_of(name)).any(|known| {
        let near = |known: &str| strsim::osa_distance(word, known) <= most;
        // What is still being typed may be the beginning of a longer word.
        let beginning: String = known.chars().take(word.chars().count()).collect();
        known.chars().next() == word.chars().next() && (near(&known) || near(&beginning))
    })
}

/// The words of a text, in small letters.
fn words_of(text: &str) -> impl Iterator<Item = String> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| !word.is_empty()).map(str::to_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shelf() -> Vec<Card> {
        let card = |id: &str, title: &str, purpose: &str, when: &str, author: &str| Card {
            id: id.to_owned(),
            title: title.to_owned(),
            purpose: purpose.to_owned(),
            when_to_use: when.to_owned(),
            author: author.to_owned(),
            ..Card::default()
        };
        vec![
            card(
                "iceberg",
                "The iceberg",
                "To look from the latest incident down to what keeps producing it.",
                "The same kind of thing has happened again.",
                "Peter Senge, Donella Meadows",
            ),
            card(
                "behaviour-over-time",
                "Behaviour over time",
                "To agree on what has been happening, before anyone explains it.",
                "People speak of something getting better or worse.",
                "Jay Forrester",
            ),
            card(
                "left-hand-column",
                "The left-hand column",
                "To see what you think and do not say, and what that does to a conversation.",
                "A conversation went badly, or you dread one.",
                "Chris Argyris, Donald Schön",
            ),
            card(
                "immunity-to-change",
                "One foot on the brake",
                "To find what you are also committed to.",
                "You have wanted to get better at something for a long time.",
                "Robert Kegan, Lisa Lahey",
            ),
        ]
    }

    fn found(words: &str) -> Vec<String> {
        let shelf = shelf();
        find(shelf.iter(), words).into_iter().map(|at| shelf[at].id.clone()).collect()
    }

    #[test]
    fn names_are_found_by_some_of_their_letters() {
        for words in ["ice", "icberg", "ICEBERG", "iceburg", "icebreg", "the ice"] {
            assert_eq!(found(words), ["iceberg"], "{words}");
        }
        assert_eq!(found("lhc"), ["left-hand-column"]);
        assert_eq!(found("schon"), ["left-hand-column"], "without the accent");
        assert_eq!(found("immunity"), ["immunity-to-change"], "by its id");
    }

    #[test]
    fn every_word_must_be_found_somewhere() {
        assert_eq!(found("meadows again"), ["iceberg"]);
        assert_eq!(found("meadows conversation"), [""; 0]);
    }

    #[test]
    fn sentences_are_found_by_the_beginnings_of_their_words() {
        assert_eq!(found("conversation"), ["left-hand-column"]);
        assert_eq!(found("dread"), ["left-hand-column"]);
        assert_eq!(found("versation"), [""; 0]);
        assert_eq!(found("happen"), ["behaviour-over-time", "iceberg"], "purpose before the rest");
    }

    #[test]
    fn a_name_goes_before_a_sentence() {
        assert_eq!(found("better").len(), 2);
        assert_eq!(found("be")[0], "behaviour-over-time");
    }

    #[test]
    fn nothing_asked_for_leaves_everything_where_it_is() {
        assert_eq!(found("  ").len(), 4);
        assert_eq!(found("  ")[0], "iceberg");
        assert_eq!(found("xylophone"), [""; 0]);
    }
}
