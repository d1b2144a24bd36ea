//! What is hidden stays hidden until it is revealed: nothing quotes it before, nothing hangs on it,
//! and a reveal has something to show.

use crate::base::problem::Problem;
use crate::base::span::Span;
use crate::expr::Expr;
use crate::protocol::check::Name;
use crate::protocol::types::Visibility;

/// From where something is mentioned.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asker {
    /// Whether this is, or may be, asked where one person is alone, and so hides nothing.
    pub alone: bool,
    /// Whether one person is asked, who may see their own words.
    pub own: bool,
    /// Whether nobody but the one who is asked sees what is shown here.
    pub private: bool,
}

impl Asker {
    /// The same, under a condition: one that looks at who is here is left to the author.
    pub fn within(self, when: Option<&Expr>) -> Self {
        let names = when.map(Expr::names).unwrap_or_default();
        let looks = names.iter().any(|name| ["alone", "people"].contains(&name.value.as_str()));
        Self { alone: self.alone || looks, ..self }
    }
}

/// What is wrong with speaking of `word` here, if it is hidden.
pub(super) fn quoted(
    word: &str,
    name: &Name,
    revealed: bool,
    asker: Asker,
    span: Span,
) -> Option<Problem> {
    let problem =
        |message: String, hint: &str| Some(Problem::new("secret", span, message).hint(hint));
    match name.visibility {
        Visibility::Coach => problem(
            format!("`{word}` is the facilitator's own, and not to be quoted"),
            "make the step open, or leave the mention out",
        ),
        _ if asker.alone || asker.own => None,
        Visibility::Own => problem(
            format!("`{word}` stays with whoever wrote it, and this is asked of all"),
            "ask it of each (who: each), or make `visibility` sealed and reveal it first",
        ),
        Visibility::Sealed | Visibility::Unsigned if !revealed => problem(
            format!("`{word}` is still hidden at this point"),
            "put a step of kind reveal before this one",
        ),
        _ => None,
    }
}

/// What is wrong with speaking here of what was said in `word` in an earlier session.
pub(super) fn recalled(word: &str, name: &Name, asker: Asker, span: Span) -> Option<Problem> {
    let (message, hint) = match name.visibility {
        Visibility::Coach => (
            format!("`{word}` is the facilitator's own, and not to be quoted"),
            "make the step open, or leave the mention out",
        ),
        Visibility::Own if !(asker.alone || asker.own && asker.private) => (
            format!("`{word}` stays with whoever wrote it, and this is shown to others"),
            "let each see their own again: add who: each and visibility: own here",
        ),
        _ => return None,
    };
    Some(Problem::new("secret", span, message).hint(hint))
}

/// What is wrong with hiding what all answer together.
pub(super) fn of_all(visibility: Visibility, asker: Asker, span: Span) -> Option<Problem> {
    let word = match visibility {
        Visibility::Own => "own",
        Visibility::Sealed => "sealed",
        Visibility::Unsigned => "unsigned",
        Visibility::Open | Visibility::Coach => return None,
    };
    if asker.alone || asker.own {
        return None;
    }
    let message = format!("this is asked of all together, so nothing of it can be {word}");
    let hint = "add who: each, so that everybody has an answer of their own";
    Some(Problem::new("nothing-hidden", span, message).hint(hint))
}

/// What is wrong with revealing `word`.
pub(super) fn revealed(word: &str, name: &Name, span: Span) -> Option<Problem> {
    match name.visibility {
        Visibility::Sealed | Visibility::Unsigned => None,
        Visibility::Own | Visibility::Coach => {
            let message = format!("`{word}` is not to be shown to others");
            let hint = "make its `visibility` sealed or unsigned";
            Some(Problem::new("secret", span, message).hint(hint))
        }
        Visibility::Open => {
            let message = format!("`{word}` is open already; there is nothing to reveal");
            let hint = "write visibility: sealed, or unsigned, at that step";
            Some(Problem::new("nothing-hidden", span, message).hint(hint))
        }
    }
}
