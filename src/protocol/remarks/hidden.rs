//! What is hidden and never shown: people wrote it to be seen.

use crate::base::problem::Problem;
use crate::protocol::remarks::written::Written;
use crate::protocol::types::{Protocol, Visibility};

pub(super) fn remarks(protocol: &Protocol, written: &Written<'_>) -> Vec<Problem> {
    // Alone, nothing is hidden.
    if protocol.people.to == 1 {
        return Vec::new();
    }
    let steps = protocol.steps();
    let shown: Vec<_> = steps.iter().flat_map(|step| step.spec.reveals()).collect();
    let hidden = steps.iter().filter(|step| {
        matches!(step.visibility, Visibility::Sealed | Visibility::Unsigned)
            && !shown.contains(&step.id)
    });
    let remark = |name: &str| {
        let place = written.step(name)?.key("visibility")?.span;
        let message = format!("what is given in `{name}` is hidden, and never revealed");
        let hint = format!("add a step of kind reveal with of: {name}, or make it own");
        Some(Problem::remark("never-revealed", place, message).hint(hint))
    };
    hidden.filter_map(|step| remark(step.id.as_str())).collect()
}
