//! A translation of a protocol or of a fragment, in a file of its own or in the file itself under
//! `languages`: what can be seen from it alone. Which texts there are is what the readers say.

use std::sync::OnceLock;

use crate::base::problem::Problem;
use crate::base::span::Spanned;
use crate::kind::NAMES;
use crate::protocol::raw::{head, head_of_protocol, step, using};
use crate::written::asked::{Asked, Key, Wanted};
use crate::written::fields::{self, Fields};
use crate::written::mention::Reading;
use crate::written::suggest::short;
use crate::written::tree::Node;

/// Most languages in one file, beside its own: each of them is checked whole.
const MOST: usize = 12;

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

/// `translates: id`, the language, and the texts of that protocol or fragment in it.
fn translation(mut fields: Fields<'_, '_>) {
    if !head::is_ours(&mut fields) {
        return;
    }
    head::named(&mut fields, "translates", "add translates: with the id of the protocol");
    fields.needed("language", "add language: with a short tag such as es");
    head::language(&mut fields);
    whole(&mut fields);
    fields.finish();
}

/// `languages`: the texts in other languages, in the file itself.
pub(super) fn languages(fields: &mut Fields<'_, '_>) {
    fields.wants("languages", || {
        let texts = Asked::by(&[], |mut inner| whole(&mut inner));
        Wanted::NamedLike(head::TAG.to_owned(), vec![Wanted::Group(texts)])
    });
    let mut count = 0;
    fields.each_named("languages", |fields, tag, node| {
        if !head::is_tag(tag) {
            let message = format!("“{}” is no language", short(tag));
            let hint = "write a short tag such as en, es or de";
            fields.problem("languages", "unknown-value", message, hint);
            return;
        }
        if count == MOST {
            let message = format!("a file can be in {MOST} other languages");
            let hint = "put the others beside it, each into a file of its own";
            fields.problem("languages", "too-large", message, hint);
        }
        count += 1;
        let what = format!("`{tag}`");
        if let Some(mut inner) = Fields::of(node, &what, fields.source(), fields.reading) {
            whole(&mut inner);
            inner.finish();
        }
    });
}

/// All texts of one language.
fn whole(fields: &mut Fields<'_, '_>) {
    let known = Texts::known();
    texts(fields, &known.head);
    fields.wants("parts", || Wanted::Named(vec![Wanted::Text]));
    fields.each_named("parts", |fields, name, node| {
        fields::text(node, name, fields.source(), fields.reading);
    });
    fields.wants("with", || Wanted::Named(vec![Wanted::Named(vec![Wanted::Text])]));
    fields.each_named("with", |fields, name, node| {
        let what = format!("`{}`", short(name));
        let group = Fields::of(node, &what, fields.source(), fields.reading);
        let given = group.map(Fields::into_entries).unwrap_or_default();
        for entry in given {
            fields::text(&entry.value, &entry.key.value, fields.source(), fields.reading);
        }
    });
    let each = [Wanted::Group(known.any_step.clone())];
    fields.wants("steps", || Wanted::Named(each.to_vec()));
    fields.each_named("steps", |fields, name, node| one_text(fields, name, node, &each));
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

/// Which texts there are to translate: all that the readers want in words. What stands after each
/// key is one of four: a text, a list of words, a group, or things with names.
#[derive(Debug)]
pub(in crate::protocol) struct Texts {
    /// Those of the head of a protocol or of a fragment.
    pub head: Asked,
    /// Those of a step of each kind, with the kind's name.
    kinds: Vec<(&'static str, Asked)>,
    /// Those of a step, whatever its kind.
    any_step: Asked,
}

impl Texts {
    /// The readers are asked once: they always say the same.
    pub fn known() -> &'static Self {
        static KNOWN: OnceLock<Texts> = OnceLock::new();
        KNOWN.get_or_init(|| {
            let protocol = Asked::by(&[], |mut fields| drop(head_of_protocol(&mut fields)));
            let fragment = Asked::by(&[], |mut fields| _ = using::head_of_fragment(&mut fields));
            let of = |kind: &'static str| (kind, in_words(&step::asked(kind)));
            let kinds: Vec<_> = NAMES.iter().map(|(kind, _)| of(kind)).collect();
            let any_step = all_of(kinds.iter().map(|(_, asked)| asked));
            let head = all_of([&in_words(&protocol), &in_words(&fragment)]);
            Self { head, kinds, any_step }
        })
    }

    /// Those of a step of this kind.
    pub fn of_step(&self, kind: &str) -> &Asked {
        let found = self.kinds.iter().find(|(known, _)| *known == kind);
        found.map_or(&self.any_step, |(_, asked)| asked)
    }
}

/// The keys of several groups, each once.
fn all_of<'a>(groups: impl IntoIterator<Item = &'a Asked>) -> Asked {
    let mut all = Asked::default();
    for key in groups.into_iter().flat_map(|group| &group.keys) {
        if all.key(key.name).is_none() {
            all.keys.push(key.clone());
        }
    }
    all
}

/// What of a group is words for people, which differ from language to language.
fn in_words(asked: &Asked) -> Asked {
    /// Words that are the same in every language.
    const SAME: [&str; 6] = ["id", "version", "kind", "author", "work", "licence"];
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
        Wanted::Named(of) if of.contains(&Wanted::Text) => Some(Wanted::Named(vec![Wanted::Text])),
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
