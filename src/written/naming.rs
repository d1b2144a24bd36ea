//! How names are to be read where a fragment is used: its parameters stand for what was given, and
//! its own steps may be called after the place they are used in.

use std::collections::BTreeMap;

use crate::base::span::Spanned;
use crate::expr::{Expr, Replacement, Text};

/// What was given for a parameter.
#[derive(Clone, Debug, PartialEq)]
pub struct Given {
    /// As a name.
    name: Spanned<String>,
    /// As a text.
    text: Text,
    /// As an expression, where the words are one: the name of a step, or more.
    expr: Option<Expr>,
}

impl Given {
    /// What `words` and the same words as a text come to, named as `naming` names things where they
    /// are given.
    pub fn new(words: Spanned<String>, text: Text, naming: &Naming) -> Self {
        let bare = words.value.trim();
        let inner = bare.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')).unwrap_or(bare);
        let expr = Expr::parse(inner, words.span.start).ok();
        let expr = expr.map(|expr| naming.expr(expr));
        Self { name: naming.name(words), text, expr }
    }
}

/// How names are to be read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Naming {
    /// What stands before the fragment's own names.
    prefix: Option<String>,
    /// The fragment's own names.
    own: Vec<String>,
    /// What its parameters stand for.
    given: BTreeMap<String, Given>,
    /// Parameters that nothing was given for: they stand for something nobody knows.
    open: Vec<String>,
}

impl Naming {
    /// The naming of one use.
    pub fn new(prefix: Option<String>, own: Vec<String>, given: BTreeMap<String, Given>) -> Self {
        Self { prefix, own, given, open: Vec::new() }
    }

    /// The same, where nothing was given for these parameters.
    #[must_use]
    pub fn with_open(mut self, open: Vec<String>) -> Self {
        self.open = open;
        self
    }

    /// Whether a name is that of a parameter.
    pub fn takes(&self, name: &str) -> bool {
        self.given.contains_key(name) || self.is_open(name)
    }

    /// Whether a name is that of a parameter that nothing was given for.
    pub fn is_open(&self, name: &str) -> bool {
        let bare = name.trim().trim_start_matches('{').trim_end_matches('}').trim();
        self.open.iter().any(|open| open == bare)
    }

    /// What stands before the names of a fragment used within this one.
    pub fn prefix_within(&self, prefix: Option<String>) -> Option<String> {
        match (&self.prefix, prefix) {
            (Some(outer), Some(inner)) => Some(format!("{outer}_{inner}")),
            (outer, inner) => inner.or_else(|| outer.clone()),
        }
    }

    fn renamed(&self, name: &str) -> Option<String> {
        let prefix = self.prefix.as_ref()?;
        self.own.iter().any(|own| own == name).then(|| format!("{prefix}_{name}"))
    }

    /// A text with names as they are meant here.
    pub fn text(&self, text: Text) -> Text {
        if self.is_plain() {
            return text;
        }
        text.substitute(&|name| match self.given.get(name) {
            Some(given) => Some(Replacement::Text(given.text.clone())),
            None => self.renamed(name).map(Replacement::Name),
        })
    }

    /// An expression with names as they are meant here.
    pub fn expr(&self, expr: Expr) -> Expr {
        if self.is_plain() {
            return expr;
        }
        expr.substitute(&|name| match self.given.get(name) {
            Some(given) => match &given.expr {
                Some(expr) => Some(Replacement::Expr(expr.clone())),
                None => Some(Replacement::Text(given.text.clone())),
            },
            None => self.renamed(name).map(Replacement::Name),
        })
    }

    /// A name as it is meant here: one in braces is that of a parameter.
    pub fn name(&self, name: Spanned<String>) -> Spanned<String> {
        let word = name.value.trim();
        let inner = word.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
        let parameter = inner.unwrap_or(word).trim();
        if let Some(given) = self.given.get(parameter) {
            return given.name.clone();
        }
        match self.renamed(word) {
            Some(renamed) => Spanned::new(renamed, name.span),
            None => name,
        }
    }

    fn is_plain(&self) -> bool {
        self.given.is_empty() && (self.prefix.is_none() || self.own.is_empty())
    }
}
