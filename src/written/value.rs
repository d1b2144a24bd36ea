//! One value of a file, read as what is wanted: words, words that may quote, an expression.

use crate::base::problem::Problem;
use crate::base::span::Spanned;
use crate::expr::{Expr, Text};
use crate::written::mention::{Reading, Wants};
use crate::written::suggest::short;
use crate::written::tree::Node;

/// Longest text in a protocol, in bytes.
pub const LONGEST_TEXT: usize = 8 * 1_024;

/// The problem that `key` wants another kind of value than `node`.
pub(super) fn wrong(key: &str, wanted: &str, node: &Spanned<Node>) -> Problem {
    let found = match &node.value {
        Node::Text(words) => format!("“{}”", short(words)),
        other => other.is_called().to_owned(),
    };
    let message = format!("`{key}` wants {wanted}, not {found}");
    Problem::new("wrong-type", node.span, message)
}

/// `node` as plain words. A number or a yes stays as it was written.
pub fn words(
    node: &Spanned<Node>,
    key: &str,
    source: &str,
    reading: &mut Reading,
) -> Option<Spanned<String>> {
    let found =
        match &node.value {
            Node::Text(text) => text.trim_end_matches(['\n', '\r']).to_owned(),
            Node::Number(_) | Node::YesNo(_) => node.span.of(source).to_owned(),
            Node::Nothing => {
                reading.problems.push(
                    Problem::new("empty", node.span, format!("`{key}` says nothing"))
                        .hint("write something after the colon, or remove the line"),
                );
                return None;
            }
            Node::Map(_) if node.span.of(source).starts_with('{') => {
                reading.problems.push(wrong(key, "words", node).hint(
                    "a text that begins with { needs quotation marks around it: \"{vision} …\"",
                ));
                return None;
            }
            Node::List(_) | Node::Map(_) => {
                let hint = "write the words after the colon, or on the next lines after |";
                reading.problems.push(wrong(key, "words", node).hint(hint));
                return None;
            }
        };
    if found.len() > LONGEST_TEXT {
        let message = format!("this text is longer than {LONGEST_TEXT} bytes");
        reading.problems.push(
            Problem::new("too-large", node.span, message)
                .hint("people read one screen at a time; split it over several steps"),
        );
        return None;
    }
    Some(Spanned::new(found, node.span))
}

/// `node` as words that may quote earlier answers.
pub fn text(node: &Spanned<Node>, key: &str, source: &str, reading: &mut Reading) -> Option<Text> {
    let words = words(node, key, source, reading)?;
    let written = words.span.of(source);
    let start = words.span.start;
    // Braces are the anchor between what was written and what it means: escapes and indentation
    // move letters, but the nth brace in the one is the nth brace in the other.
    let braces =
        |text: &str| -> Vec<usize> { text.match_indices(['{', '}']).map(|(at, _)| at).collect() };
    let (meant, there) = (braces(&words.value), braces(written));
    let at = |offset: usize| {
        let nth = meant.partition_point(|brace| *brace <= offset);
        let Some(before) = nth.checked_sub(1) else { return start };
        start + there.get(before).copied().unwrap_or(0) + (offset - meant[before])
    };
    let (text, problems) = Text::parse(&words.value, &at);
    reading.problems.extend(problems);
    let text = reading.naming.text(text);
    reading.mention(text.named(), Wants::Answer);
    Some(text)
}

/// What a list is wanted for: a name alone for its items.
pub(super) fn items_of(expr: &Expr) -> Wants {
    match expr.as_name() {
        Some(_) => Wants::Items,
        None => Wants::Answer,
    }
}

/// `node` as an expression; what it mentions is wanted for what `wants` says.
pub fn expr(
    node: &Spanned<Node>,
    key: &str,
    source: &str,
    reading: &mut Reading,
    wants: impl Fn(&Expr) -> Wants,
) -> Option<Expr> {
    let words = words(node, key, source, reading)?;
    // A parameter of a fragment may stand in braces here as well as in a text.
    let bare = words.value.trim();
    let inner = bare.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
    let inner = inner.filter(|inner| reading.naming.takes(inner.trim()));
    let start = inner_start(&words, source) + usize::from(inner.is_some());
    match Expr::parse(inner.unwrap_or(&words.value), start) {
        Ok(expr) => {
            let expr = reading.naming.expr(expr);
            reading.mention(expr.named(), wants(&expr));
            Some(expr)
        }
        Err(problem) => {
            reading.problems.push(problem);
            None
        }
    }
}

/// Where the words of a value begin: after an opening quotation mark, if there is one.
pub fn inner_start(words: &Spanned<String>, source: &str) -> usize {
    let written = words.span.of(source);
    written.find(words.value.as_str()).map_or(words.span.start, |at| words.span.start + at)
}
