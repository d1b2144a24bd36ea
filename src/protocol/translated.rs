//! A protocol in another language: the texts of a translation laid over those of the protocol, by the
//! ids of steps and options. What is not translated stays as it is.

use std::collections::HashSet;

use crate::base::problem::{MOST, Problem};
use crate::base::span::Spanned;
use crate::protocol::beside::Beside;
use crate::protocol::raw::{ENGLISH, Texts};
use crate::written::asked::{Asked, Wanted};
use crate::written::sources::Sources;
use crate::written::suggest::{short, suggest};
use crate::written::tree::{Entry, Node};

/// How much of a protocol a translation has.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Coverage {
    /// Texts that there are.
    pub all: usize,
    /// Where the texts stand that are not translated: `event.hint`.
    pub missing: Vec<String>,
    /// Texts for steps that there are not, as remarks.
    pub astray: Vec<Problem>,
}

/// The language a protocol is read in: the one that was asked for, if there is a translation, and its
/// own if not. The fragments it uses speak it as well, as far as they can.
pub(super) struct Tongue<'a> {
    /// Where translations, and the fragments that are to speak, are found.
    pub beside: &'a dyn Beside,
    speaks: String,
    /// Whether the protocol was translated.
    translated: bool,
    coverage: Option<Coverage>,
}

impl<'a> Tongue<'a> {
    /// The protocol in `language`, and the tongue that its fragments are to speak.
    pub fn of(
        language: Option<&str>,
        protocol: Spanned<Node>,
        beside: &'a dyn Beside,
        sources: &mut Sources,
        problems: &mut Vec<Problem>,
    ) -> (Self, Spanned<Node>) {
        let own = language_of(&protocol);
        let tongue = |speaks: String| Self { beside, speaks, translated: false, coverage: None };
        let wanted = language.filter(|language| *language != own);
        let mut wanted = tongue(wanted.map_or_else(|| own.clone(), str::to_owned));
        match wanted.translation(&protocol, sources, problems) {
            Some(texts) => {
                let mut coverage = Coverage::default();
                let protocol = over(protocol, Some(&texts), "", &mut coverage);
                wanted.translated = true;
                wanted.coverage = Some(coverage);
                (wanted, protocol)
            }
            None => (tongue(own), protocol),
        }
    }

    /// A fragment as it is said in a protocol of this tongue.
    pub fn said(
        &mut self,
        fragment: Spanned<Node>,
        sources: &mut Sources,
        problems: &mut Vec<Problem>,
    ) -> Spanned<Node> {
        if language_of(&fragment) == self.speaks {
            return fragment;
        }
        let texts = self.translation(&fragment, sources, problems);
        let name = word(&fragment, "fragment").unwrap_or_default().to_owned();
        over(fragment, texts.as_ref(), &name, self.coverage.get_or_insert_default())
    }

    /// Whether the protocol was translated, and how much of it and of its fragments is in this
    /// tongue, where any of it had to be looked for.
    pub fn spoken(self) -> (bool, Option<Coverage>) {
        (self.translated, self.coverage)
    }

    /// The texts of a protocol or fragment in this tongue: from the file itself, or from one beside
    /// it.
    fn translation(
        &self,
        tree: &Spanned<Node>,
        sources: &mut Sources,
        problems: &mut Vec<Problem>,
    ) -> Option<Spanned<Node>> {
        if let Some(texts) = find(find(Some(tree), "languages"), &self.speaks) {
            return Some(texts.clone());
        }
        let name = word(tree, "id").or_else(|| word(tree, "fragment"))?;
        let sheet = self.beside.translation(name, &self.speaks)?;
        sources.add(&sheet).map_err(|problem| problems.push(problem)).ok()
    }
}

/// The language of a file's own words.
fn language_of(tree: &Spanned<Node>) -> String {
    word(tree, "language").unwrap_or(ENGLISH).to_owned()
}

/// The word after a key.
fn word<'a>(tree: &'a Spanned<Node>, key: &str) -> Option<&'a str> {
    match &find(Some(tree), key)?.value {
        Node::Text(word) => Some(word),
        _ => None,
    }
}

fn find<'a>(node: Option<&'a Spanned<Node>>, key: &str) -> Option<&'a Spanned<Node>> {
    let Node::Map(entries) = &node?.value else { return None };
    entries.iter().find(|entry| entry.key.value == key).map(|entry| &entry.value)
}

/// The file with the texts of a translation, and what it does not have counted as missing. Texts of
/// a fragment are called by its `name`.
fn over(
    mut file: Spanned<Node>,
    translation: Option<&Spanned<Node>>,
    name: &str,
    coverage: &mut Coverage,
) -> Spanned<Node> {
    lay(&mut file, translation, &Texts::known().head, name, coverage);
    let Node::Map(entries) = &mut file.value else { return file };
    let wanted = |key| find(translation, key);
    let given = Translated { steps: wanted("steps"), parts: wanted("parts"), with: wanted("with") };
    for Entry { key, value } in entries.iter_mut() {
        if key.value == "steps" {
            coverage.astray.extend(astray(given.steps, value));
            given.lay(value, name, coverage);
        }
    }
    if let Some(language) = wanted("language") {
        entries.retain(|entry| entry.key.value != "language");
        let key = Spanned::new("language".to_owned(), language.span);
        entries.push(Entry { key, value: language.clone() });
    }
    file
}

/// Tags of the languages that a file has its words in, beside its own.
pub(super) fn languages(tree: &Spanned<Node>) -> Vec<String> {
    let Some(Node::Map(languages)) = find(Some(tree), "languages").map(|all| &all.value) else {
        return Vec::new();
    };
    languages.iter().map(|language| language.key.value.clone()).collect()
}

/// What a file has in other languages for steps that it does not have.
pub(super) fn remarks(tree: &Spanned<Node>) -> Vec<Problem> {
    let Some(steps) = find(Some(tree), "steps") else { return Vec::new() };
    let Some(Node::Map(languages)) = find(Some(tree), "languages").map(|all| &all.value) else {
        return Vec::new();
    };
    let given = languages.iter().map(|language| find(Some(&language.value), "steps"));
    given.flat_map(|given| astray(given, steps)).collect()
}

/// The names of steps.
fn names<'a>(list: &'a Spanned<Node>, found: &mut Vec<&'a str>) {
    let Node::List(items) = &list.value else { return };
    for item in items {
        found.extend(word(item, "step"));
        if let Some(steps) = find(Some(item), "steps") {
            names(steps, found);
        }
    }
}

/// What a translation has for steps that are not in this list.
fn astray(given: Option<&Spanned<Node>>, list: &Spanned<Node>) -> Vec<Problem> {
    let Some(Node::Map(entries)) = given.map(|given| &given.value) else { return Vec::new() };
    let mut steps = Vec::new();
    names(list, &mut steps);
    let there: HashSet<&str> = steps.iter().copied().collect();
    let lost = entries.iter().filter(|entry| !there.contains(entry.key.value.as_str()));
    let remark = |entry: &Entry| {
        let name = &entry.key.value;
        let message = format!("no step is called `{}`; these words are never said", short(name));
        Problem::remark("no-such-step", entry.key.span, message).hint(suggest(name, &steps))
    };
    lost.take(MOST).map(remark).collect()
}

/// `step.key`, or the key alone.
fn within(place: &str, key: &str) -> String {
    if place.is_empty() { key.to_owned() } else { format!("{place}.{key}") }
}

/// Lays the texts of one group of keys over another's; `place` says where it is.
fn lay(
    group: &mut Spanned<Node>,
    translation: Option<&Spanned<Node>>,
    texts: &Asked,
    place: &str,
    coverage: &mut Coverage,
) {
    let Node::Map(entries) = &mut group.value else { return };
    for Entry { key, value } in entries {
        let Some(wants) = texts.key(&key.value).and_then(|key| key.wants.first()) else { continue };
        let given = find(translation, &key.value);
        let place = within(place, &key.value);
        match wants {
            Wanted::Group(inner) => lay(value, given, inner, &place, coverage),
            Wanted::Named(each) => {
                let group = each.iter().find_map(|wanted| match wanted {
                    Wanted::Group(group) => Some(group),
                    _ => None,
                });
                named(value, given, group, &place, coverage);
            }
            _ => text(value, given, place, coverage),
        }
    }
}

/// Lays one text over another. One without a word of its own, such as `{question}`, can do without.
fn text(
    value: &mut Spanned<Node>,
    given: Option<&Spanned<Node>>,
    place: String,
    coverage: &mut Coverage,
) {
    if let Some(given) = given {
        coverage.all += 1;
        *value = given.clone();
    } else if has_words(value) {
        coverage.all += 1;
        coverage.missing.push(place);
    }
}

fn has_words(node: &Spanned<Node>) -> bool {
    let Node::Text(words) = &node.value else { return true };
    let mut outside = words.split('{').map(|part| part.rsplit('}').next().unwrap_or_default());
    outside.any(|part| part.contains(char::is_alphabetic))
}

/// What a translation has for steps, for headings of parts, and for what is given to fragments.
struct Translated<'a> {
    steps: Option<&'a Spanned<Node>>,
    parts: Option<&'a Spanned<Node>>,
    with: Option<&'a Spanned<Node>>,
}

impl Translated<'_> {
    /// Lays the texts over steps, loops and parts, by their names.
    fn lay(&self, list: &mut Spanned<Node>, place: &str, coverage: &mut Coverage) {
        let Node::List(items) = &mut list.value else { return };
        for item in items {
            let step = word(item, "step").map(str::to_owned);
            let kind = word(item, "kind").unwrap_or_default().to_owned();
            let fragment = word(item, "as").or_else(|| word(item, "use")).map(str::to_owned);
            let Node::Map(entries) = &mut item.value else { continue };
            for Entry { key, value } in entries.iter_mut() {
                match (key.value.as_str(), &value.value) {
                    ("steps", _) => self.lay(value, place, coverage),
                    ("part", Node::Text(heading)) => {
                        let given = find(self.parts, heading);
                        let place = within(place, &format!("part {heading}"));
                        text(value, given, place, coverage);
                    }
                    ("with", _) => {
                        let Some(name) = &fragment else { continue };
                        let place = within(place, &format!("with.{name}"));
                        given_to(value, find(self.with, name), &place, coverage);
                    }
                    _ => {}
                }
            }
            if let Some(step) = step {
                let texts = Texts::known().of_step(&kind);
                lay(item, find(self.steps, &step), texts, &within(place, &step), coverage);
            }
        }
    }
}

/// What is given to a fragment: texts, and names of steps, which are a single word.
fn given_to(
    group: &mut Spanned<Node>,
    given: Option<&Spanned<Node>>,
    place: &str,
    coverage: &mut Coverage,
) {
    let Node::Map(entries) = &mut group.value else { return };
    for Entry { key, value } in entries {
        let mine = find(given, &key.value);
        let is_name = matches!(&value.value, Node::Text(words) if !words.trim().contains(' '));
        if mine.is_some() || !is_name {
            text(value, mine, within(place, &key.value), coverage);
        }
    }
}

/// Things with ids: `words`, `id: words`, or `{id, text, means}`.
fn named(
    list: &mut Spanned<Node>,
    given: Option<&Spanned<Node>>,
    texts: Option<&Asked>,
    place: &str,
    coverage: &mut Coverage,
) {
    // What a fragment takes is a group of names.
    if matches!(list.value, Node::Map(_)) {
        return given_to(list, given, place, coverage);
    }
    let Node::List(items) = &mut list.value else { return };
    for item in items {
        let span = item.span;
        let entry = |key: &str, value: Spanned<Node>| Entry {
            key: Spanned::new(key.to_owned(), span),
            value,
        };
        match &mut item.value {
            Node::Map(entries) if entries.len() == 1 && entries[0].key.value != "text" => {
                let id = entries[0].key.value.clone();
                text(
                    &mut entries[0].value,
                    words(find(given, &id)),
                    format!("{place}.{id}"),
                    coverage,
                );
            }
            Node::Map(entries) => {
                let id = entries.iter().find_map(|entry| match &entry.value.value {
                    Node::Text(id) if entry.key.value == "id" => Some(id.clone()),
                    _ => None,
                });
                let Some(id) = id else { continue };
                let mine = find(given, &id);
                let place = format!("{place}.{id}");
                // The words alone are its text.
                if let Some(Spanned { value: Node::Text(_), .. }) = mine {
                    for Entry { key, value } in entries.iter_mut() {
                        match key.value.as_str() {
                            "text" => text(value, mine, format!("{place}.text"), coverage),
                            "means" => text(value, None, format!("{place}.means"), coverage),
                            _ => {}
                        }
                    }
                } else if let Some(texts) = texts {
                    lay(item, mine, texts, &place, coverage);
                }
            }
            Node::Text(written) => {
                let id = crate::kind::part::options::slug(written);
                let mine = words(find(given, &id)).or_else(|| words(find(given, written)));
                let mut value = Spanned::new(Node::Text(written.clone()), span);
                text(&mut value, mine, format!("{place}.{id}"), coverage);
                *item = Spanned::new(Node::Map(vec![entry(&id, value)]), span);
            }
            _ => {}
        }
    }
}

/// The words of an option, given alone or as its `text`.
fn words(given: Option<&Spanned<Node>>) -> Option<&Spanned<Node>> {
    match &given?.value {
        Node::Map(_) => find(given, "text"),
        _ => given,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::written::yaml;

    const BASE: &str = "title: One\nsafety: {consent: Yes., exit: Stop.}\nsteps:\n  - step: a\n    kind: pick\n    \
        ask: Which?\n    hint: Think.\n    options: [Not yet, {now: Now}, {id: later, text: Later, \
        means: not now}]\n  - part: After\n    steps:\n      - step: b\n        kind: short\n        ask: And?\n";

    #[test]
    fn texts_are_found_by_ids_and_what_is_missing_stays() {
        let translation = "title: Eins\nsafety: {consent: Ja.}\nparts: {After: Danach}\nsteps:\n  a:\n    \
            ask: Welches?\n    options: {not_yet: Noch nicht, now: Jetzt, later: {text: Später}}\n  \
            b: {ask: Und?}\n";
        let base = yaml::read(BASE).expect("a tree");
        let translation = yaml::read(translation).expect("a tree");
        let mut coverage = Coverage::default();
        let over = over(base, Some(&translation), "", &mut coverage);
        let shown = format!("{over:?}");
        for word in ["Eins", "Ja.", "Stop.", "Welches?", "Think.", "Noch nicht", "Jetzt", "Später"]
        {
            assert!(shown.contains(word), "{word}: {shown}");
        }
        assert!(shown.contains("not_yet") && shown.contains("Danach") && shown.contains("Und?"));
        assert_eq!(coverage.all, 11);
        assert_eq!(coverage.missing, ["safety.exit", "a.hint", "a.options.later.means"]);
    }
}
