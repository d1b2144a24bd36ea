//! The head of a protocol: its format, whose practice it is, what to know before it begins.

use crate::base::problem::Problem;
use crate::base::span::Spanned;
use crate::protocol::types::{Capability, Level, Safety, Source};
use crate::written::fields::Fields;
use crate::written::mention::Reading;
use crate::written::suggest::{short, suggest};
use crate::written::tree::Node;

/// Whether the file is written for this program. What belongs to another version is left unread.
pub(super) fn is_ours(fields: &mut Fields<'_, '_>) -> bool {
    let hint = "write fieldbook: 1 on the first line";
    let Some(node) = fields.needed("fieldbook", hint) else { return true };
    let (message, hint) = match node.value {
        Node::Number(1.0) => return true,
        Node::Number(_) => (
            "this file is written for another version of fieldbook",
            "this program reads version 1",
        ),
        _ => ("`fieldbook` wants the number 1", hint),
    };
    let problem = Problem::new("format", node.span, message);
    fields.reading.problems.push(problem.hint(hint));
    !matches!(node.value, Node::Number(_))
}

pub(super) fn capability(fields: &mut Fields<'_, '_>) -> Vec<Capability> {
    let names: Vec<&str> = Capability::ALL.iter().map(|(name, _)| *name).collect();
    let mut found = Vec::new();
    if fields
        .needed("capability", &format!("add capability: with {}", names.join(" or ")))
        .is_none()
    {
        return found;
    }
    for node in fields.some_items("capability") {
        let source = fields.source();
        let Some(word) = crate::written::fields::words(node, "capability", source, fields.reading)
        else {
            continue;
        };
        match Capability::ALL.iter().find(|(name, _)| *name == word.value) {
            Some((_, capability)) => found.push(*capability),
            None => {
                let message = format!("`capability` cannot be “{}”", short(&word.value));
                let problem = Problem::new("unknown-value", word.span, message);
                fields.reading.problems.push(problem.hint(suggest(&word.value, &names)));
            }
        }
    }
    found
}

pub(super) fn source(node: &Spanned<Node>, source: &str, reading: &mut Reading) -> Option<Source> {
    let mut fields = Fields::of(node, "`source`", source, reading)?;
    let mut words = |key| fields.words(key).map(|words| words.value).unwrap_or_default();
    let (author, work, licence, note) =
        (words("author"), words("work"), words("licence"), words("note"));
    let year = fields.count("year", 0, 9_999);
    fields.finish();
    Some(Source { author, work, year, licence, note })
}

pub(super) fn safety(node: &Spanned<Node>, source: &str, reading: &mut Reading) -> Option<Safety> {
    const LEVELS: [(&str, Level); 2] = [("ordinary", Level::Ordinary), ("tender", Level::Tender)];
    let mut fields = Fields::of(node, "`safety`", source, reading)?;
    let level = fields.one_of("level", &LEVELS).unwrap_or_default();
    let consent = fields.words("consent").map(|words| words.value).unwrap_or_default();
    let exit = fields.words("exit").map(|words| words.value).unwrap_or_default();
    fields.finish();
    Some(Safety { level, consent, exit })
}
