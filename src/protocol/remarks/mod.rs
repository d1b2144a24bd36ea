//! What does not keep a protocol from running, and is worth a second look: times that do not add up,
//! questions that are never asked, words that do not fit where they are shown.

mod earlier;
mod helps;
mod hidden;
mod minutes;
mod prompts;
mod reach;
mod trial;
mod written;

use crate::base::problem::Problem;
use crate::base::span::Spanned;
use crate::protocol::translated;
use crate::protocol::types::Protocol;
use crate::written::tree::Node;
use written::Written;

/// Everything worth a second look in a file without problems, in its order. Where it is a fragment
/// or a translation there is no protocol. What a careful author alone wants to hear is said where
/// `strict` asks for it.
pub(super) fn remarks(
    protocol: Option<&Protocol>,
    tree: &Spanned<Node>,
    source: &str,
    strict: bool,
) -> Vec<Problem> {
    let written = Written::of(tree, source);
    let mut found = prompts::remarks(&written);
    found.extend(translated::remarks(tree));
    if let Some(protocol) = protocol {
        found.extend(minutes::remarks(protocol, &written));
        found.extend(reach::remarks(protocol, &written));
        found.extend(hidden::remarks(protocol, &written));
        found.extend(earlier::remarks(protocol, &written));
        if strict {
            found.extend(helps::remarks(protocol, &written));
        }
    }
    found.sort_by_key(|remark| (remark.span.start, remark.span.end));
    found
}
