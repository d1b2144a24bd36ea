//! Where something stands in a text that a person wrote: a stretch of bytes, and the line and
//! column a person would count.

/// A stretch of a source text, in bytes from its start.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// A span from `start` up to, not including, `end`. A reversed pair becomes an empty span.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end: end.max(start) }
    }

    /// The part of `source` this span covers, moved inwards to whole characters.
    pub fn of<'a>(&self, source: &'a str) -> &'a str {
        let start = source.floor_char_boundary(self.start.min(source.len()));
        let end = source.floor_char_boundary(self.end.min(source.len()));
        &source[start..end.max(start)]
    }
}

/// A value and the place it was written at.
#[derive(Clone, Debug, PartialEq)]
pub struct Spanned<T> {
    /// What was written.
    pub value: T,
    /// Where.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// `value`, written at `span`.
    pub fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }
}

/// Line and column as a person counts them: both from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Line, from 1.
    pub line: usize,
    /// Column, from 1, in characters.
    pub column: usize,
}

impl Place {
    /// The place of byte `offset` in `source`. An offset past the end is the end.
    pub fn of(source: &str, offset: usize) -> Self {
        let offset = source.floor_char_boundary(offset.min(source.len()));
        let before = &source[..offset];
        let line_start = before.rfind('\n').map_or_else(|| mark(source).min(offset), |at| at + 1);
        Self {
            line: before.matches('\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
        }
    }
}

/// The bytes of a byte order mark at the very beginning, which nobody sees and nobody counts.
pub fn mark(source: &str) -> usize {
    if source.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_counted_in_characters_from_one() {
        let source = "title: Brücke\nsteps:\n  - é: 1";
        assert_eq!(Place::of(source, 0), Place { line: 1, column: 1 });
        let at = source.find('1').unwrap_or_default();
        assert_eq!(Place::of(source, at), Place { line: 3, column: 8 });
        assert_eq!(Place::of(source, 9_999), Place { line: 3, column: 9 });
        assert_eq!(Place::of("\u{feff}id: x", 7), Place { line: 1, column: 5 });
        assert_eq!(Place::of("\u{feff}id: x", 1), Place { line: 1, column: 1 });
    }

    #[test]
    fn a_span_never_cuts_a_character() {
        assert_eq!(Span::new(0, 2).of("é"), "é");
        assert_eq!(Span::new(0, 1).of("é"), "");
        assert_eq!(Span::new(5, 99).of("abc"), "");
    }
}
