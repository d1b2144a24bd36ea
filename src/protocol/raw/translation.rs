//! A translation of a protocol, which stands in a file of its own: what can be seen from that file
//! alone. Which texts there are is what the readers of protocols say.

use crate::base::problem::Problem;
use crate::base::span::Spanned;
use crate::kind::NAMES;
use crate::protocol::beside::Fragments;
use crate::protocol::raw::{head, protocol, step};
use crate::written::asked::{Asked, Key, Wanted};
use crate::written::fields::{self, Fields};
use crate::written::mention::Reading;
use crate::written::suggest::short;
use crate::written::tree::Node;

/// What is wrong in a translation, as far as it shows in that file alone.
pub(in crate::protocol) fn problems(tree: &Spanned<Node>, source: &str) -> Vec<Problem> {
    let mut reading = Reading::default();
    if let Some(fields) = Fields::of(tree, "a translation", source, &mut reading) {
        translation(fields);
    }
    reading.problems
}

/// What the reader of a translation asks for.
pub(super) fn asked() -> Asked {
    Asked::by(&[], translation)
}

/// `translates: id`, the language, and the texts of that protocol in it.
fn translation(mut fields: Fields<'_, '_>) {
    if !head::is_ours(&mut fields) {
        return;
    }
    head::named(&mut fields, "translates", "add translates: with the id of the protocol");
    fields.needed("language", "add language: with a short tag such as es");
    head::language(&mut fields);
    let none = Fragments::default();
    texts(&mut fields, &in_words(&Asked::by(&[], |fields| drop(protocol(fields, &none)))));
    fields.wants("parts", || Wanted::Named(vec![Wanted::Text]));
    fields.each_named("parts", |fields, name, node| {
        fields::text(node, name, fields.source(), fields.reading);
    });
    let of_steps = of_steps();
    fields.wants("steps", || Wanted::Named(vec![Wanted::Group(of_steps.clone())]));
    fields.each_named("steps", |fields, name, node| {
        one_text(fields, name, node, &[Wanted::Group(of_steps.clone())]);
    });
    fields.finish();
}

/// Reads the texts that `known` tells of.
fn texts(fields: &mut Fields<'_, '_>, known: &Asked) {
    for Key { name, wants, .. } in &known.keys {
        match wants.as_slice() {
            [Wanted::Text] => drop(fields.text(name)),
            [Wanted::Group(inner)] => drop(fields.group(name, |fields| texts(fields, inner))),
            [Wanted::Named(each)] => {
                fields.wants(name, || Wanted::Named(each.clone()));
                fields.each_named(name, |fields, name, node| one_text(fields, name, node, each));
            }
            _ => drop(fields.several(name)),
        }
    }
}

/// The words of an option or a column, or a group with the words in it.
fn one_text(fields: &mut Fields<'_, '_>, name: &str, node: &Spanned<Node>, each: &[Wanted]) {
    let group = each.iter().find_map(|wanted| match wanted {
        // Where nothing but a group will do, anything else is told to be none.
        Wanted::Group(group) if each.len() == 1 || matches!(node.value, Node::Map(_)) => {
            Some(group)
        }
        _ => None,
    });
    let Some(group) = group else {
        fields::text(node, name, fields.source(), fields.reading);
        return;
    };
    let what = format!("`{}`", short(name));
    if let Some(mut inner) = Fields::of(node, &what, fields.source(), fields.reading) {
        texts(&mut inner, group);
        inner.finish();
    }
}

/// The texts that steps may have, whatever their kinds: all that their own readers want in words.
fn of_steps() -> Asked {
    let mut all = Asked::default();
    for key in NAMES.iter().flat_map(|(kind, _)| in_words(&step::asked(kind)).keys) {
        if all.key(key.name).is_none() {
            all.keys.push(key);
        }
    }
    all
}

/// What of a group is words for people, which differ from language to language.
fn in_words(asked: &Asked) -> Asked {
    /// Words that are the same in every language.
    const SAME: [&str; 3] = ["id", "version", "kind"];
    let key = |key: &Key| {
        let wants = vec![key.wants.iter().find_map(words_in)?];
        Some(Key { name: key.name, wants, needed: false }).filter(|key| !SAME.contains(&key.name))
    };
    Asked { keys: asked.keys.iter().filter_map(key).collect(), rules: Vec::new() }
}

/// What stands in a translation where this is wanted; nothing where there are no words in it.
fn words_in(wanted: &Wanted) -> Option<Wanted> {
    let group = |wanted: &Wanted| match wanted {
        Wanted::Group(asked) => Some(in_words(asked)).filter(|inner| !inner.keys.is_empty()),
        _ => None,
    };
    match wanted {
        Wanted::Words | Wanted::Text => Some(Wanted::Text),
        Wanted::Group(_) => group(wanted).map(Wanted::Group),
        Wanted::Several(of) | Wanted::Some(of) if of.contains(&Wanted::Labelled) => {
            let groups = of.iter().filter_map(group).map(Wanted::Group);
            Some(Wanted::Named(std::iter::once(Wanted::Text).chain(groups).collect()))
        }
        Wanted::Several(of) | Wanted::Some(of) if of.contains(&Wanted::Words) => {
            Some(Wanted::Some(vec![Wanted::Words]))
        }
        _ => None,
    }
}
