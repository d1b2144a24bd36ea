//! Finding the words of a book in what somebody wrote.

use std::ops::Range;

use crate::advice::Written;
use crate::advice::book::{Book, Phrase, Phrases, Piece, is_name};
use crate::advice::reading::{Token, tokens, window};

/// Most words of a short sentence.
const SHORT: usize = 6;

/// The part of a text that is looked at.
pub(super) struct Page<'a> {
    book: &'a Book,
    written: &'a Written<'a>,
    tokens: Vec<Token>,
}

/// A phrase that was found: its first token, and the one after its last.
struct Found<'a> {
    tokens: Range<usize>,
    phrase: &'a Phrase,
}

impl<'a> Page<'a> {
    /// Reads what is near the caret, or the end: the paragraph at the caret only, if `paragraph`
    /// says so.
    pub(super) fn read(book: &'a Book, written: &'a Written<'a>, paragraph: bool) -> Self {
        let tokens = tokens(written.text, window(written.text, written.caret, paragraph));
        Self { book, written, tokens }
    }

    /// What was found, and the question that belongs to it: what stands last before the caret, or
    /// first in a finished text.
    pub(super) fn hit(&self, caret: Option<usize>) -> Option<(Range<usize>, &'a str)> {
        let excused = self.all(&self.book.but);
        let before = self.all(&self.book.before);
        let counts = |found: &Found<'_>| {
            let span = self.span_of(&found.tokens);
            let first = &self.tokens[found.tokens.start];
            let overlaps = |but: &Found<'_>| {
                but.tokens.start < found.tokens.end && found.tokens.start < but.tokens.end
            };
            let owned = |own: &Found<'_>| {
                own.tokens.end <= found.tokens.start
                    && self.tokens[own.tokens.start].sentence == first.sentence
            };
            (self.book.quoted_counts || !first.is_quoted)
                && caret.is_none_or(|caret| caret < span.start || caret > span.end)
                && !excused.iter().any(overlaps)
                && !before.iter().any(owned)
        };
        let hits: Vec<Found<'_>> =
            self.all(&self.book.looked_for).into_iter().filter(counts).collect();
        let is_before = |found: &&Found<'_>| {
            caret.is_some_and(|caret| self.span_of(&found.tokens).start < caret)
        };
        let found = hits.iter().rfind(is_before).or(hits.first())?;
        let ask = self.book.asks.get(found.phrase.ask)?;
        Some((self.span_of(&found.tokens), ask))
    }

    /// Whether a day, or a moment that comes by itself, is named.
    pub(super) fn has_date(&self) -> bool {
        !self.all(&self.book.dated).is_empty()
    }

    /// How many words there are.
    pub(super) fn words(&self) -> usize {
        self.tokens.iter().filter(|token| token.is_word()).count()
    }

    /// All of it.
    pub(super) fn span(&self) -> Range<usize> {
        self.span_of(&(0..self.tokens.len()))
    }

    fn span_of(&self, tokens: &Range<usize>) -> Range<usize> {
        let tokens = &self.tokens[tokens.clone()];
        let start = tokens.first().map_or(0, |token| token.span.start);
        start..tokens.last().map_or(start, |token| token.span.end)
    }

    /// Everything of these phrases that stands here, the longest at each place.
    fn all<'p>(&self, phrases: &'p Phrases) -> Vec<Found<'p>> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < self.tokens.len() {
            let fits = phrases
                .beginning(&self.tokens[at].text)
                .filter(|phrase| self.fits(phrase, at))
                .max_by_key(|phrase| phrase.pieces.len());
            if let Some(phrase) = fits {
                found.push(Found { tokens: at..at + phrase.pieces.len(), phrase });
            }
            at += 1;
        }
        found
    }

    fn fits(&self, phrase: &Phrase, at: usize) -> bool {
        let Some(tokens) = self.tokens.get(at..at + phrase.pieces.len()) else { return false };
        let alone = phrase.pieces.len() == 1;
        tokens.iter().zip(&phrase.pieces).all(|(token, piece)| self.is(token, piece, alone))
            && (!phrase.at_first || self.begins_a_sentence(at))
            && (!phrase.in_short || self.is_short(tokens[0].sentence))
    }

    fn is(&self, token: &Token, piece: &Piece, alone: bool) -> bool {
        match piece {
            Piece::Word(word) => token.text == *word,
            Piece::Beginning(beginning) => token.is_word() && token.text.starts_with(beginning),
            Piece::Number => token.text.starts_with(|c: char| c.is_ascii_digit()),
            Piece::Name => token.is_capital && self.is_person(token, alone),
        }
    }

    /// A name, or what is called like somebody here: at the beginning of a sentence, where every
    /// word has a capital letter, only if what follows shows that somebody is meant.
    fn is_person(&self, token: &Token, alone: bool) -> bool {
        let word = &self.written.text[token.span.clone()];
        let word = word.strip_suffix("'s").or(word.strip_suffix("’s")).unwrap_or(word);
        let called = |name: &String| name.split_whitespace().any(|part| part == word);
        is_name(word) || (!(alone && token.is_first) && self.written.people.iter().any(called))
    }

    /// Whether a sentence is as short as a name.
    fn is_short(&self, sentence: usize) -> bool {
        let words =
            self.tokens.iter().filter(|token| token.is_word() && token.sentence == sentence);
        words.count() <= SHORT
    }

    /// Whether nothing but words that say nothing stands before it in its sentence.
    fn begins_a_sentence(&self, at: usize) -> bool {
        let says_nothing =
            |token: &&Token| token.text == "," || self.book.skip.contains(&token.text);
        let before = self.tokens[..at].iter().rev().take_while(says_nothing);
        self.tokens[at].is_first || before.into_iter().any(|token| token.is_first)
    }
}
