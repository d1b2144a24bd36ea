//! What a reader asks of a group of keys, as it says itself: the very code that reads a file is run
//! without one, and each key it asks for is noted with what it wants there. A schema for editors is
//! made from this, so that nothing is written down twice.

use std::cell::RefCell;
use std::rc::Rc;

use crate::base::id::LONGEST_NAME;
use crate::base::span::{Span, Spanned};
use crate::written::fields::Fields;
use crate::written::mention::Reading;
use crate::written::tree::{Entry, Node};

/// All that a reader asks of one group.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Asked {
    /// The keys it knows, in the order it asks for them.
    pub keys: Vec<Key>,
    /// What must hold of several of them together.
    pub rules: Vec<Rule>,
}

/// One key.
#[derive(Clone, Debug, PartialEq)]
pub struct Key {
    /// Its name.
    pub name: &'static str,
    /// What may stand after it: any one of these. Empty where nobody said.
    pub wants: Vec<Wanted>,
    /// Whether it has to be there.
    pub needed: bool,
}

/// What must hold of several keys together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rule {
    /// The two exclude each other.
    Apart(&'static str, &'static str),
    /// At least one of them is there.
    Either(Vec<&'static str>),
    /// Where the first key says this word, the second key is needed.
    Where((&'static str, &'static str), &'static str),
}

/// What a reader wants after a key.
#[derive(Clone, Debug, PartialEq)]
pub enum Wanted {
    /// Plain words. A number or a yes stays as it was written.
    Words,
    /// Words that may quote earlier answers.
    Text,
    /// The name of a step, or of what else stands for one.
    Step,
    /// A condition, or another expression.
    Condition,
    /// A name made of small letters, digits and this joint.
    Name(char),
    /// Words of the form that this pattern describes.
    Form(String),
    /// This number and no other.
    Exactly(u32),
    /// A number between two others, both included.
    Number(f64, f64),
    /// A whole number between two others, both included.
    Count(u32, u32),
    /// Yes or no.
    YesNo,
    /// One of these words.
    OneOf(Vec<String>),
    /// A list in which each thing is one of these; one of them may stand alone.
    Several(Vec<Wanted>),
    /// The same, and the list is not empty.
    Some(Vec<Wanted>),
    /// `id: words`, and no other key.
    Labelled,
    /// A group of keys.
    Group(Asked),
    /// A group in which every key is a name that the author gives, and what may stand after each.
    Named(Vec<Wanted>),
    /// The same, where the names have the form that this pattern describes.
    NamedLike(String, Vec<Wanted>),
    /// A list of what happens: steps, loops and all else that may stand there.
    Parts,
}

impl Wanted {
    /// One of the words that `options` begin with.
    pub fn one_of<T>(options: &[(&str, T)]) -> Self {
        Self::OneOf(options.iter().map(|(word, _)| (*word).to_owned()).collect())
    }

    /// The pattern of a name with this joint. See `base::id`, which decides.
    pub fn pattern_of_names(joint: char) -> String {
        format!("^[a-z][a-z0-9{joint}]{{0,{}}}$", LONGEST_NAME - 1)
    }
}

/// Where a reader's questions are noted.
pub(super) type Notes = Rc<RefCell<Asked>>;

impl Asked {
    /// What `read` asks of a group in which these keys stand with these words.
    pub fn by(given: &[(&str, &str)], read: impl FnOnce(Fields<'_, '_>)) -> Self {
        let nowhere = Span::default();
        let entry = |(key, word): &(&str, &str)| Entry {
            key: Spanned::new((*key).to_owned(), nowhere),
            value: Spanned::new(Node::Text((*word).to_owned()), nowhere),
        };
        let entries: Vec<Entry> = given.iter().map(entry).collect();
        let notes = Notes::default();
        read(asking(&entries, &notes, &mut Reading::default()));
        notes.take()
    }

    /// The key called `name`.
    pub fn key(&self, name: &str) -> Option<&Key> {
        self.keys.iter().find(|key| key.name == name)
    }

    fn note(&mut self, name: &'static str) -> &mut Key {
        let at = self.keys.iter().position(|key| key.name == name).unwrap_or_else(|| {
            self.keys.push(Key { name, wants: Vec::new(), needed: false });
            self.keys.len() - 1
        });
        &mut self.keys[at]
    }

    pub(super) fn rule(&mut self, rule: Rule) {
        if !self.rules.contains(&rule) {
            self.rules.push(rule);
        }
    }
}

/// A group of these keys in no file. What is found wrong in it is of no interest.
pub(super) fn asking<'a, 'r>(
    entries: &'a [Entry],
    notes: &Notes,
    reading: &'r mut Reading,
) -> Fields<'a, 'r> {
    let (asked, missing, span) = (Vec::new(), Vec::new(), Span::default());
    Fields { source: "", span, entries, asked, missing, notes: Some(Rc::clone(notes)), reading }
}

impl Fields<'_, '_> {
    /// Says what may stand after `key`, for a reader that looks at the value itself. Said more than
    /// once, any of it may stand there.
    pub fn wants(&mut self, key: &'static str, wanted: impl FnOnce() -> Wanted) {
        if let Some(notes) = &self.notes {
            let (mut notes, wanted) = (notes.borrow_mut(), wanted());
            let wants = &mut notes.note(key).wants;
            if !wants.contains(&wanted) {
                wants.push(wanted);
            }
        }
    }

    pub(super) fn note_key(&self, key: &'static str) {
        if let Some(notes) = &self.notes {
            notes.borrow_mut().note(key);
        }
    }

    pub(super) fn note_needed(&self, key: &'static str) {
        if let Some(notes) = &self.notes {
            notes.borrow_mut().note(key).needed = true;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn walk(mut fields: Fields<'_, '_>) {
        fields.needed_words("where", "add where:");
        fields.count("steps", 1, 9);
        let group = fields.group_or("pace", |pace| {
            pace.one_of("is", &[("slow", 1), ("brisk", 2)]);
            pace.number("of", 0.5, 4.0)
        });
        if group.is_none() {
            fields.yes_no("pace");
        }
        fields.words("alone");
        fields.words("with");
        fields.apart("alone", "with", "keep one of the two");
        if fields.either(&["alone", "with"]) {
            fields.missing("with", "where", "nobody walks".to_owned(), "add with:");
        }
        fields.some_of("seen", &[("trees", ()), ("birds", ())]);
        fields.finish();
    }

    #[test]
    fn a_reader_says_itself_what_it_asks_for() {
        let asked = Asked::by(&[], walk);
        let wants = |name: &str| asked.key(name).map(|key| key.wants.clone()).unwrap_or_default();
        assert_eq!(wants("where"), [Wanted::Words]);
        assert_eq!(wants("steps"), [Wanted::Count(1, 9)]);
        let [Wanted::Group(pace), Wanted::YesNo] = &wants("pace")[..] else { panic!("{asked:#?}") };
        let words = vec!["slow".to_owned(), "brisk".to_owned()];
        assert_eq!(pace.key("is").map(|key| &key.wants[..]), Some(&[Wanted::OneOf(words)][..]));
        assert_eq!(pace.key("of").map(|key| &key.wants[..]), Some(&[Wanted::Number(0.5, 4.0)][..]));
        let seen = vec!["trees".to_owned(), "birds".to_owned()];
        assert_eq!(wants("seen"), [Wanted::Some(vec![Wanted::OneOf(seen)])]);
        let needed = asked.keys.iter().filter(|key| key.needed).map(|key| key.name);
        assert_eq!(needed.collect::<Vec<_>>(), ["where"]);
        assert_eq!(
            asked.rules,
            [Rule::Apart("alone", "with"), Rule::Either(vec!["alone", "with"])]
        );
    }

    #[test]
    fn the_same_reader_reads_a_file() {
        for (source, codes) in [
            ("where: there\nwith: me\npace: {is: slow}\n", &[][..]),
            ("where: there\nwith: me\npace: true\n", &[]),
            ("where: there\n", &["missing-key"]),
            (
                "where: x\nwith: me\nalone: yes\npace: {of: 9, on: 1}\n",
                &["both-given", "out-of-range", "unknown-key"],
            ),
            ("where: x\nwith: me\npace: [1]\nseen: stones\n", &["unknown-value", "wrong-type"]),
        ] {
            let tree = crate::written::yaml::read(source).expect("a tree");
            let mut reading = Reading::default();
            walk(Fields::of(&tree, "a walk", source, &mut reading).expect("a group"));
            let mut found: Vec<&str> = reading.problems.iter().map(|one| one.code).collect();
            found.sort_unstable();
            assert_eq!(found, codes, "{source}");
        }
    }
}
