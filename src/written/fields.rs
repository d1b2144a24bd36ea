//! Reading the keys of one group: each is asked for by name and by kind of value, every slip is
//! noted, and what nobody asked for is an unknown key with a suggestion.

use std::collections::HashSet;

use crate::base::problem::{MOST, Problem};
use crate::base::span::{Span, Spanned};
use crate::expr::{Expr, Text};
use crate::written::asked::{Notes, Wanted};
use crate::written::mention::{Reading, Wants};
use crate::written::suggest::{nearest, short, suggest};
use crate::written::tree::{Entry, Node};

pub use crate::written::value::{LONGEST_TEXT, expr, inner_start, text, words};
use crate::written::value::{items_of, wrong};

/// The keys of one group. Let it go with [`Fields::finish`], so that unknown keys are noticed.
pub struct Fields<'a, 'r> {
    pub(super) source: &'a str,
    pub(super) span: Span,
    pub(super) entries: &'a [Entry],
    pub(super) asked: Vec<&'static str>,
    /// Where it is noted what is asked for, while a reader is asked what it reads.
    pub(super) notes: Option<Notes>,
    /// Keys that ought to stand here and do not. Told at the end, unless a misspelt key is the one
    /// that is missing: one slip, one message.
    pub(super) missing: Vec<(&'static str, Problem)>,
    /// Where problems and mentions go.
    pub reading: &'r mut Reading,
}

impl<'a, 'r> Fields<'a, 'r> {
    /// The keys of `node`, or a problem saying that `what` must be a group of keys.
    pub fn of(
        node: &'a Spanned<Node>,
        what: &str,
        source: &'a str,
        reading: &'r mut Reading,
    ) -> Option<Self> {
        let Node::Map(entries) = &node.value else {
            let message = format!("{what} must be a group of keys, not {}", node.value.is_called());
            reading.problems.push(
                Problem::new("wrong-type", node.span, message)
                    .hint("write its keys on the lines below, one “key: value” on each, indented"),
            );
            return None;
        };
        let mut seen = HashSet::new();
        for entry in entries {
            if !seen.insert(entry.key.value.as_str()) && reading.has_room() {
                let message = format!("`{}` stands twice here", short(&entry.key.value));
                reading.problems.push(
                    Problem::new("doubled-key", entry.key.span, message)
                        .hint("keep one of the two; only one could count"),
                );
            }
        }
        let (asked, missing, notes) = (Vec::new(), Vec::new(), None);
        Some(Self { source, span: node.span, entries, asked, notes, missing, reading })
    }

    /// Where the group stands: its first key, for problems of the whole group.
    pub fn place(&self) -> Span {
        self.entries.first().map_or(self.span, |entry| entry.key.span)
    }

    /// The file the group is in.
    pub fn source(&self) -> &'a str {
        self.source
    }

    /// The value of `key`, whatever it is.
    pub fn node(&mut self, key: &'static str) -> Option<&'a Spanned<Node>> {
        self.note_key(key);
        if !self.asked.contains(&key) {
            self.asked.push(key);
        }
        self.entries.iter().find(|entry| entry.key.value == key).map(|entry| &entry.value)
    }

    /// Whether `key` stands here, without asking for it.
    pub fn has(&self, key: &str) -> bool {
        self.entries.iter().any(|entry| entry.key.value == key)
    }

    /// Like [`Fields::node`], but its absence is a problem.
    pub fn needed(&mut self, key: &'static str, hint: &str) -> Option<&'a Spanned<Node>> {
        let node = self.node(key);
        self.note_needed(key);
        if node.is_none() {
            self.missing(key, key, format!("`{key}` is missing here"), hint);
        }
        node
    }

    /// Notes that `key` ought to stand here; the problem is shown at the value of `beside`.
    pub fn missing(&mut self, key: &'static str, beside: &str, message: String, hint: &str) {
        self.note_needed(key);
        let problem = Problem::new("missing-key", self.value_span(beside), message).hint(hint);
        self.missing.push((key, problem));
    }

    /// Plain words, as they are.
    pub fn words(&mut self, key: &'static str) -> Option<Spanned<String>> {
        self.wants(key, || Wanted::Words);
        let node = self.node(key)?;
        words(node, key, self.source, self.reading)
    }

    /// Plain words that must be there.
    pub fn needed_words(&mut self, key: &'static str, hint: &str) -> Option<Spanned<String>> {
        self.wants(key, || Wanted::Words);
        let node = self.needed(key, hint)?;
        words(node, key, self.source, self.reading)
    }

    /// Words that may quote earlier answers.
    pub fn text(&mut self, key: &'static str) -> Option<Text> {
        self.wants(key, || Wanted::Text);
        let node = self.node(key)?;
        text(node, key, self.source, self.reading)
    }

    /// The name of a step, or of something else that has one.
    pub fn name(&mut self, key: &'static str) -> Option<Spanned<String>> {
        let name = self.words_for_a_name(key)?;
        Some(self.reading.naming.name(name))
    }

    /// A name that must be there.
    pub fn needed_name(&mut self, key: &'static str, hint: &str) -> Option<Spanned<String>> {
        self.needed(key, hint);
        self.name(key)
    }

    /// Words that stand for a step, or have one in them.
    pub fn words_for_a_name(&mut self, key: &'static str) -> Option<Spanned<String>> {
        self.wants(key, || Wanted::Step);
        let node = self.node(key)?;
        words(node, key, self.source, self.reading)
    }

    /// A condition.
    pub fn expr(&mut self, key: &'static str) -> Option<Expr> {
        self.wants(key, || Wanted::Condition);
        let node = self.node(key)?;
        expr(node, key, self.source, self.reading, |_| Wants::Answer)
    }

    /// An expression whose value is a list. A name alone must be that of something with items.
    pub fn list(&mut self, key: &'static str) -> Option<Expr> {
        self.wants(key, || Wanted::Condition);
        let node = self.node(key)?;
        expr(node, key, self.source, self.reading, items_of)
    }

    /// Expressions whose values are lists: one, or several.
    pub fn lists(&mut self, key: &'static str) -> Vec<Expr> {
        self.wants(key, || Wanted::Some(vec![Wanted::Condition]));
        let nodes = self.some_items(key);
        let list = |node| expr(node, key, self.source, self.reading, items_of);
        nodes.into_iter().filter_map(list).collect()
    }

    /// A number between `least` and `most`, both included.
    pub fn number(&mut self, key: &'static str, least: f64, most: f64) -> Option<f64> {
        self.wants(key, || Wanted::Number(least, most));
        self.number_in(key, least, most)
    }

    fn number_in(&mut self, key: &'static str, least: f64, most: f64) -> Option<f64> {
        let node = self.node(key)?;
        let problem = match &node.value {
            Node::Number(number) if (least..=most).contains(number) => return Some(*number),
            Node::Number(number) => {
                let nearest = if *number < least { least } else { most };
                Problem::new("out-of-range", node.span, range(key, least, most))
                    .hint(format!("write {nearest}, or a number in between"))
            }
            Node::Text(digits) if digits.len() > 15 && is_digits(digits) => {
                Problem::new("out-of-range", node.span, range(key, least, most))
                    .hint(format!("write {most}, or a number in between"))
            }
            _ => {
                let example = 10.0_f64.clamp(least, most);
                wrong(key, "a number", node).hint(in_digits(node.span.of(self.source), example))
            }
        };
        self.reading.problems.push(problem);
        None
    }

    /// A whole number between `least` and `most`, both included.
    pub fn count(&mut self, key: &'static str, least: u32, most: u32) -> Option<u32> {
        self.wants(key, || Wanted::Count(least, most));
        let span = self.node(key)?.span;
        let number = self.number_in(key, f64::from(least), f64::from(most))?;
        if number.fract() != 0.0 {
            let message = format!("`{key}` must be a whole number");
            let hint = format!("write {} or {}", number.floor().max(least.into()), number.ceil());
            self.reading.problems.push(Problem::new("out-of-range", span, message).hint(hint));
            return None;
        }
        Some(number as u32)
    }

    /// `at_least`, which is a wish, and `at_most`, which is a limit and itself at most `most`.
    pub fn limits(&mut self, most: u32) -> (usize, usize) {
        let at_least = self.count("at_least", 0, most);
        let at_most = self.count("at_most", 1, most);
        if at_least.zip(at_most).is_some_and(|(least, most)| least > most) {
            let message = "`at_least` is more than `at_most`".to_owned();
            self.problem("at_least", "at-odds", message, "exchange the two numbers");
        }
        (at_least.unwrap_or(0) as usize, at_most.unwrap_or(most) as usize)
    }

    /// `true` or `false`; `yes` and `no` are understood.
    pub fn yes_no(&mut self, key: &'static str) -> Option<bool> {
        self.wants(key, || Wanted::YesNo);
        let node = self.node(key)?;
        match &node.value {
            Node::YesNo(yes) => Some(*yes),
            Node::Text(word) if word == "yes" => Some(true),
            Node::Text(word) if word == "no" => Some(false),
            _ => {
                let problem = wrong(key, "yes or no", node).hint("write yes or no");
                self.reading.problems.push(problem);
                None
            }
        }
    }

    /// One of `options`, each a word and what it stands for.
    pub fn one_of<T: Copy>(&mut self, key: &'static str, options: &[(&str, T)]) -> Option<T> {
        self.wants(key, || Wanted::one_of(options));
        let node = self.node(key)?;
        self.option(node, key, options)
    }

    /// Some of `options`: one of them, or a list; each is a word and what it stands for.
    pub fn some_of<T: Copy>(&mut self, key: &'static str, options: &[(&str, T)]) -> Vec<T> {
        self.wants(key, || Wanted::Some(vec![Wanted::one_of(options)]));
        let nodes = self.some_items(key).into_iter();
        nodes.filter_map(|node| self.option(node, key, options)).collect()
    }

    fn option<T: Copy>(
        &mut self,
        node: &Spanned<Node>,
        key: &str,
        options: &[(&str, T)],
    ) -> Option<T> {
        let word = words(node, key, self.source, self.reading)?;
        let found = options.iter().find(|(name, _)| *name == word.value);
        if let Some((_, value)) = found {
            return Some(*value);
        }
        let names: Vec<&str> = options.iter().map(|(name, _)| *name).collect();
        let message = format!("`{key}` cannot be “{}”", short(&word.value));
        let problem = Problem::new("unknown-value", word.span, message);
        self.reading.problems.push(problem.hint(suggest(&word.value, &names)));
        None
    }

    /// The items of a list; a single value stands for a list of one.
    pub fn items(&mut self, key: &'static str) -> Option<Vec<&'a Spanned<Node>>> {
        let node = self.node(key)?;
        Some(match &node.value {
            Node::List(items) => items.iter().collect(),
            _ => vec![node],
        })
    }

    /// Names of steps: one, or a list of them.
    pub fn names(&mut self, key: &'static str) -> Vec<Spanned<String>> {
        self.wants(key, || Wanted::Some(vec![Wanted::Step]));
        let names = self.some_words(key);
        names.into_iter().map(|name| self.reading.naming.name(name)).collect()
    }

    /// Several texts, at least one; a single one is a list of one.
    pub fn several(&mut self, key: &'static str) -> Vec<Spanned<String>> {
        self.wants(key, || Wanted::Some(vec![Wanted::Words]));
        self.some_words(key)
    }

    fn some_words(&mut self, key: &'static str) -> Vec<Spanned<String>> {
        let source = self.source;
        let nodes = self.some_items(key).into_iter();
        nodes.filter_map(|node| words(node, key, source, self.reading)).collect()
    }

    /// Like [`Fields::items`], but an empty list is a problem.
    pub fn some_items(&mut self, key: &'static str) -> Vec<&'a Spanned<Node>> {
        let items = self.items(key);
        if items.as_ref().is_some_and(Vec::is_empty) {
            let hint = "write at least one thing between the brackets";
            self.problem(key, "empty", format!("`{key}` says nothing"), hint);
        }
        items.unwrap_or_default()
    }

    /// Notes a problem of another kind at the value of `key`, or at the group.
    pub fn problem(&mut self, key: &str, code: &'static str, message: String, hint: &str) {
        let span = self.value_span(key);
        self.reading.problems.push(Problem::new(code, span, message).hint(hint));
    }

    fn value_span(&self, key: &str) -> Span {
        let at = self.entries.iter().find(|entry| entry.key.value == key);
        at.map_or(self.place(), |entry| entry.value.span)
    }

    /// Where the value of `key` stands, or the group.
    pub fn span_of(&self, key: &str) -> Span {
        self.value_span(key)
    }

    /// Notes every key that nobody asked for, and every key that is missing.
    pub fn finish(self) -> &'r mut Reading {
        self.close(true)
    }

    /// Like [`Fields::finish`], where not all keys that belong here are known: an unknown key is
    /// noted only if it looks like a known one misspelt.
    pub fn finish_in_part(self) -> &'r mut Reading {
        self.close(false)
    }

    /// All keys, where they are names that the author gives.
    pub fn into_entries(self) -> &'a [Entry] {
        self.entries
    }

    fn close(mut self, all_known: bool) -> &'r mut Reading {
        let unasked = |entry: &&Entry| !self.asked.contains(&entry.key.value.as_str());
        // Looking for what was meant takes its time; nobody reads about more of them than this.
        for entry in self.entries.iter().filter(unasked).take(2 * MOST) {
            let key = entry.key.value.as_str();
            let near = nearest(key, &self.asked);
            self.missing.retain(|(missing, _)| Some(*missing) != near);
            if (all_known || near.is_some()) && self.reading.has_room() {
                let message = match key {
                    "" => "a key is missing before this colon".to_owned(),
                    key => format!("`{}` is not a key that belongs here", short(key)),
                };
                let hint = suggest(key, &self.asked);
                let problem = Problem::new("unknown-key", entry.key.span, message).hint(hint);
                self.reading.problems.push(problem);
            }
        }
        self.reading.problems.extend(self.missing.into_iter().map(|(_, problem)| problem));
        self.reading
    }
}

fn range(key: &str, least: f64, most: f64) -> String {
    format!("`{key}` must lie between {least} and {most}")
}

fn is_digits(text: &str) -> bool {
    text.strip_prefix(['-', '+']).unwrap_or(text).bytes().all(|byte| byte.is_ascii_digit())
}

/// How to write in digits what was written some other way.
fn in_digits(written: &str, example: f64) -> String {
    let bare = written.trim_matches(['"', '\'', ' ']);
    let digits = bare.split(|c: char| !c.is_ascii_digit()).next().unwrap_or_default();
    if bare.contains(',') && bare.starts_with(|c: char| c.is_ascii_digit()) {
        return "write it without a comma, such as 1.5 or 1000".to_owned();
    }
    match (bare.parse::<f64>(), digits) {
        (Ok(number), digits) if !digits.is_empty() && bare.len() <= 15 => {
            let quoted = if bare == written { "" } else { " without quotation marks" };
            format!("write {number}{quoted}")
        }
        (_, digits) if (1..=15).contains(&digits.len()) => {
            format!("write the number alone: {digits}")
        }
        _ => format!("write it in digits, such as {example}"),
    }
}
