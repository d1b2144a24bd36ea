//! Earlier words that are shown right before the same question is asked again: people copy what they
//! read, and what changes from time to time cannot be told from what was copied. Where something
//! else is asked first, such as what became of a promise, it is the looking back that was meant.

use crate::base::problem::Problem;
use crate::protocol::remarks::written::Written;
use crate::protocol::types::Protocol;

pub(super) fn remarks(protocol: &Protocol, written: &Written<'_>) -> Vec<Problem> {
    let steps = protocol.steps();
    let mut found = Vec::new();
    for (at, step) in steps.iter().enumerate() {
        let Some(look) = step.spec.looks_back() else { continue };
        if look.contrast || look.protocol.is_some() {
            continue;
        }
        let next = steps.iter().skip(at).find(|step| step.spec.asks());
        let is_next = |name: &&&str| next.is_some_and(|next| next.id.as_str() == **name);
        let Some(name) = look.steps.iter().find(is_next) else { continue };
        let of = written.step(step.id.as_str()).and_then(|step| step.key("of"));
        let Some(of) = of else { continue };
        let message = format!("`{name}` is shown as it was before, and asked right afterwards");
        let hint = "people copy what they read: put this step after it, or add contrast: true if \
                    holding the two against each other is the exercise";
        found.push(Problem::remark("earlier-first", of.span, message).hint(hint));
    }
    found
}
