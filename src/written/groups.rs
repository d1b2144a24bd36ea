//! Groups of keys within groups, and keys that depend on one another.

use crate::base::span::Spanned;
use crate::written::asked::{Notes, Rule, Wanted, asking};
use crate::written::fields::{Fields, words};
use crate::written::mention::Reading;
use crate::written::tree::{Entry, Node};
use crate::written::value::wrong;

impl<'a> Fields<'a, '_> {
    /// A name that is given here, and must be. Whether it is one is checked later, with all the others.
    pub fn needed_new_name(
        &mut self,
        key: &'static str,
        joint: char,
        hint: &str,
    ) -> Option<Spanned<String>> {
        self.wants(key, || Wanted::Name(joint));
        let node = self.needed(key, hint)?;
        if matches!(node.value, Node::YesNo(_)) {
            let problem = wrong(key, "a name", node).hint("it means yes or no; take another word");
            self.reading.problems.push(problem);
            return None;
        }
        let name = words(node, key, self.source, self.reading)?;
        Some(self.reading.naming.name(name))
    }

    /// What `read` makes of the group of keys after `key`. Anything else there is a problem.
    pub fn group<T>(
        &mut self,
        key: &'static str,
        read: impl FnOnce(&mut Fields<'a, '_>) -> T,
    ) -> Option<T> {
        if self.notes.is_some() {
            return self.group_or(key, read);
        }
        let node = self.node(key)?;
        let mut inner = Fields::of(node, &format!("`{key}`"), self.source, self.reading)?;
        let found = read(&mut inner);
        inner.finish();
        Some(found)
    }

    /// Like [`Fields::group`], where something else may stand as well: then there is nothing here,
    /// and what stands there is still to be read.
    pub fn group_or<T>(
        &mut self,
        key: &'static str,
        read: impl FnOnce(&mut Fields<'a, '_>) -> T,
    ) -> Option<T> {
        if self.notes.is_some() {
            let inner = Notes::default();
            drop(read(&mut asking(&[], &inner, &mut Reading::default())));
            self.wants(key, || Wanted::Group(inner.take()));
            return None;
        }
        let node = self.node(key)?;
        if matches!(node.value, Node::Map(_)) { self.group(key, read) } else { None }
    }

    /// Hands to `read` each key of the group after `key`, where keys are names that the author gives.
    pub fn each_named(
        &mut self,
        key: &'static str,
        mut read: impl FnMut(&mut Self, &str, &'a Spanned<Node>),
    ) {
        let Some(node) = self.node(key) else { return };
        // Its keys are looked at all the same: none may stand there twice.
        let whole = Fields::of(node, &format!("`{key}`"), self.source, self.reading);
        let entries = whole.map(|group| group.entries).unwrap_or_default();
        for entry in entries {
            read(self, &entry.key.value, &entry.value);
        }
    }

    /// Notes that two keys exclude each other.
    pub fn apart(&mut self, one: &'static str, other: &'static str, hint: &str) {
        if let Some(notes) = &self.notes {
            notes.borrow_mut().rule(Rule::Apart(one, other));
        }
        if self.has(one) && self.has(other) {
            let message = format!("`{one}` and `{other}` exclude each other");
            self.problem(other, "both-given", message, hint);
        }
    }

    /// Notes that at least one of several keys is needed. Gives whether none of them is there.
    pub fn either(&mut self, keys: &[&'static str]) -> bool {
        if let Some(notes) = &self.notes {
            notes.borrow_mut().rule(Rule::Either(keys.to_vec()));
            return false;
        }
        !keys.iter().any(|key| self.has(key))
    }

    /// Notes that `key` is needed where another key says this word.
    pub fn needed_where(
        &mut self,
        key: &'static str,
        (other, word): (&'static str, &'static str),
        message: String,
        hint: &str,
    ) {
        if let Some(notes) = &self.notes {
            notes.borrow_mut().rule(Rule::Where((other, word), key));
        }
        let says = |entry: &Entry| {
            entry.key.value == other
                && matches!(&entry.value.value, Node::Text(said) if said.trim_end() == word)
        };
        if self.entries.iter().any(says) && !self.has(key) {
            self.missing(key, other, message, hint);
        }
    }
}
