//! An expression cut into words, each with its place.

use crate::base::problem::Problem;
use crate::base::span::{Span, Spanned};

/// One word of an expression.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    Name(String),
    Number(f64),
    Text(String),
    Symbol(&'static str),
}

const SYMBOLS: [&str; 13] = [">=", "<=", "!=", "==", ">", "<", "=", "(", ")", ",", ".", "+", "-"];

/// The words of `source`, whose first byte stands at `start` in the file.
pub(super) fn tokens(source: &str, start: usize) -> Result<Vec<Spanned<Token>>, Problem> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = source[at..].chars().next() {
        if next.is_whitespace() {
            at += next.len_utf8();
            continue;
        }
        let (token, length) = token(&source[at..]).map_err(|(message, hint, length)| {
            Problem::new("expression", Span::new(start + at, start + at + length), message)
                .hint(hint)
        })?;
        found.push(Spanned::new(token, Span::new(start + at, start + at + length)));
        at += length;
    }
    Ok(found)
}

type Failure = (String, &'static str, usize);

fn token(rest: &str) -> Result<(Token, usize), Failure> {
    let first = rest.chars().next().unwrap_or(' ');
    if let Some(closing) = closing_quote(first) {
        return quoted(rest, first, closing);
    }
    if first.is_ascii_digit() {
        let length = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
        let written = rest[..length].trim_end_matches('.');
        let number = written.parse().map_err(|_| {
            (format!("“{written}” is not a number"), "write it like 3 or 2.5", length)
        })?;
        return Ok((Token::Number(number), written.len()));
    }
    if first.is_alphabetic() || first == '_' {
        let length = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
        return Ok((Token::Name(rest[..length].to_owned()), length));
    }
    for (turned, hint) in [("=<", "write <="), ("=>", "write >=")] {
        if rest.starts_with(turned) {
            return Err((format!("“{turned}” has no meaning in an expression"), hint, 2));
        }
    }
    if let Some(symbol) = SYMBOLS.into_iter().find(|symbol| rest.starts_with(symbol)) {
        return Ok((Token::Symbol(symbol), symbol.len()));
    }
    Err((format!("“{first}” has no meaning here"), instead_of(first), first.len_utf8()))
}

/// What to write where this character stands.
fn instead_of(strange: char) -> &'static str {
    match strange {
        '{' | '}' => "write the names without braces here",
        '&' => "write and",
        '|' => "write or",
        '!' => "write not, or != for “is not”",
        _ => "use names of steps, numbers, \"words\", is, has, and, or, not, < <= > >= ( )",
    }
}

fn closing_quote(opening: char) -> Option<char> {
    match opening {
        '"' | '\'' => Some(opening),
        '“' => Some('”'),
        '‘' => Some('’'),
        _ => None,
    }
}

fn quoted(rest: &str, opening: char, closing: char) -> Result<(Token, usize), Failure> {
    let inside = &rest[opening.len_utf8()..];
    let Some(length) = inside.find(closing) else {
        return Err((
            format!("the quotation mark {opening} is never closed"),
            "close the words with the same kind of mark",
            opening.len_utf8(),
        ));
    };
    let whole = opening.len_utf8() + length + closing.len_utf8();
    Ok((Token::Text(inside[..length].to_owned()), whole))
}
