//! Reading the keys of one group: each is asked for by name and by kind of value, every slip is
//! noted, and what nobody asked for is an unknown key with a suggestion.

use crate::base::problem::Problem;
use crate::base::span::{Span, Spanned};
use crate::expr::{Expr, Text};
use crate::written::tree::{Entry, Node};

/// Longest text in a protocol, in bytes.
pub const LONGEST_TEXT: usize = 8 * 1_024;

/// What reading gathers on its way: problems, and the names that expressions mention.
#[derive(Debug, Default)]
pub struct Reading {
    /// Everything wrong so far.
    pub problems: Vec<Problem>,
    /// Names mentioned by the step being read, to be looked up once all steps are known.
    pub mentions: Vec<Mention>,
}

/// A name that stands for another step.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// The name, and where it is written.
    pub name: Spanned<String>,
    /// What it is mentioned for.
    pub wants: Wants,
}

/// What a name is mentioned for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wants {
    /// The answer to an earlier step, or the item a loop stands at.
    Answer,
    /// The items of an earlier step.
    Items,
    /// Any step of the protocol, earlier or later: it speaks of another session.
    AnyStep,
}

impl Reading {
    /// Notes that `names` are mentioned for their answers.
    pub fn mention<'m>(&mut self, names: impl IntoIterator<Item = &'m Spanned<String>>) {
        let answers = names.into_iter().cloned();
        self.mentions.extend(answers.map(|name| Mention { name, wants: Wants::Answer }));
    }
}

/// The keys of one group. Drop it with [`Fields::finish`], so that unknown keys are noticed.
pub struct Fields<'a, 'r> {
    source: &'a str,
    span: Span,
    entries: &'a [Entry],
    asked: Vec<&'static str>,
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
                    .hint("write key: value lines, each indented by the same number of spaces"),
            );
            return None;
        };
        for (at, entry) in entries.iter().enumerate() {
            if entries[..at].iter().any(|earlier| earlier.key.value == entry.key.value) {
                let message = format!("`{}` stands twice here", entry.key.value);
                reading.problems.push(
                    Problem::new("doubled-key", entry.key.span, message)
                        .hint("keep one of the two; only one could count"),
                );
            }
        }
        Some(Self { source, span: node.span, entries, asked: Vec::new(), reading })
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
        self.asked.push(key);
        self.entries.iter().find(|entry| entry.key.value == key).map(|entry| &entry.value)
    }

    /// Whether `key` stands here, without asking for it.
    pub fn has(&self, key: &str) -> bool {
        self.entries.iter().any(|entry| entry.key.value == key)
    }

    /// The place of `key` itself.
    pub fn key_span(&self, key: &str) -> Option<Span> {
        self.entries.iter().find(|entry| entry.key.value == key).map(|entry| entry.key.span)
    }

    /// Like [`Fields::node`], but its absence is a problem.
    pub fn needed(&mut self, key: &'static str, hint: &str) -> Option<&'a Spanned<Node>> {
        let node = self.node(key);
        if node.is_none() {
            let message = format!("`{key}` is missing here");
            let problem = Problem::new("missing-key", self.place(), message).hint(hint);
            self.reading.problems.push(problem);
        }
        node
    }

    /// Plain words, as they are.
    pub fn words(&mut self, key: &'static str) -> Option<Spanned<String>> {
        let node = self.node(key)?;
        words(node, key, self.source, self.reading)
    }

    /// Plain words that must be there.
    pub fn needed_words(&mut self, key: &'static str, hint: &str) -> Option<Spanned<String>> {
        let node = self.needed(key, hint)?;
        words(node, key, self.source, self.reading)
    }

    /// Words that may quote earlier answers.
    pub fn text(&mut self, key: &'static str) -> Option<Text> {
        let node = self.node(key)?;
        text(node, key, self.source, self.reading)
    }

    /// A condition.
    pub fn expr(&mut self, key: &'static str) -> Option<Expr> {
        let node = self.node(key)?;
        let words = words(node, key, self.source, self.reading)?;
        match Expr::parse(&words.value, inner_start(&words, self.source)) {
            Ok(expr) => {
                self.reading.mention(expr.names());
                Some(expr)
            }
            Err(problem) => {
                self.reading.problems.push(problem);
                None
            }
        }
    }

    /// A number between `least` and `most`, both included.
    pub fn number(&mut self, key: &'static str, least: f64, most: f64) -> Option<f64> {
        let node = self.node(key)?;
        match node.value {
            Node::Number(number) if (least..=most).contains(&number) => Some(number),
            Node::Number(_) => {
                let message = format!("`{key}` must lie between {least} and {most}");
                self.reading.problems.push(Problem::new("out-of-range", node.span, message));
                None
            }
            _ => {
                self.wrong(key, "a number", node);
                None
            }
        }
    }

    /// A whole number between `least` and `most`, both included.
    pub fn count(&mut self, key: &'static str, least: u32, most: u32) -> Option<u32> {
        let span = self.entries.iter().find(|entry| entry.key.value == key)?.value.span;
        let number = self.number(key, f64::from(least), f64::from(most))?;
        if number.fract() != 0.0 {
            let message = format!("`{key}` must be a whole number");
            self.reading.problems.push(Problem::new("out-of-range", span, message));
            return None;
        }
        Some(number as u32)
    }

    /// `true` or `false`; `yes` and `no` are understood.
    pub fn yes_no(&mut self, key: &'static str) -> Option<bool> {
        let node = self.node(key)?;
        match &node.value {
            Node::YesNo(yes) => Some(*yes),
            Node::Text(word) if word == "yes" => Some(true),
            Node::Text(word) if word == "no" => Some(false),
            _ => {
                self.wrong(key, "yes or no", node);
                None
            }
        }
    }

    /// One of `options`, each a word and what it stands for.
    pub fn one_of<T: Copy>(&mut self, key: &'static str, options: &[(&str, T)]) -> Option<T> {
        let node = self.node(key)?;
        let word = words(node, key, self.source, self.reading)?;
        let found = options.iter().find(|(name, _)| *name == word.value);
        if let Some((_, value)) = found {
            return Some(*value);
        }
        let names: Vec<&str> = options.iter().map(|(name, _)| *name).collect();
        let message = format!("`{key}` cannot be “{}”", word.value);
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

    /// Notes a problem of another kind at the value of `key`, or at the group.
    pub fn problem(&mut self, key: &str, code: &'static str, message: String, hint: &str) {
        let place = self.place();
        let at = self.entries.iter().find(|entry| entry.key.value == key);
        let span = at.map_or(place, |entry| entry.value.span);
        self.reading.problems.push(Problem::new(code, span, message).hint(hint));
    }

    /// Notes every key that nobody asked for.
    pub fn finish(self) {
        for entry in self.entries {
            let key = entry.key.value.as_str();
            if !self.asked.contains(&key) {
                let message = format!("`{key}` is not a key that belongs here");
                let hint = suggest(key, &self.asked);
                self.reading
                    .problems
                    .push(Problem::new("unknown-key", entry.key.span, message).hint(hint));
            }
        }
    }

    fn wrong(&mut self, key: &str, wanted: &str, node: &Spanned<Node>) {
        self.reading.problems.push(wrong(key, wanted, node));
    }
}

/// The problem that `key` wants another kind of value than `node`.
fn wrong(key: &str, wanted: &str, node: &Spanned<Node>) -> Problem {
    let message = format!("`{key}` wants {wanted}, not {}", node.value.is_called());
    Problem::new("wrong-type", node.span, message)
}

/// `node` as plain words. A number or a yes stays as it was written.
pub fn words(
    node: &Spanned<Node>,
    key: &str,
    source: &str,
    reading: &mut Reading,
) -> Option<Spanned<String>> {
    let found =
        match &node.value {
            Node::Text(text) => text.trim_end().to_owned(),
            Node::Number(_) | Node::YesNo(_) => node.span.of(source).to_owned(),
            Node::Nothing => {
                reading.problems.push(
                    Problem::new("empty", node.span, format!("`{key}` says nothing"))
                        .hint("write something after the colon, or remove the line"),
                );
                return None;
            }
            Node::Map(_) if node.span.of(source).starts_with('{') => {
                reading.problems.push(wrong(key, "words", node).hint(
                    "a text that begins with { needs quotation marks around it: \"{vision} …\"",
                ));
                return None;
            }
            Node::List(_) | Node::Map(_) => {
                let hint = "write the words after the colon, or on the next lines after |";
                reading.problems.push(wrong(key, "words", node).hint(hint));
                return None;
            }
        };
    if found.len() > LONGEST_TEXT {
        let message = format!("this text is longer than {LONGEST_TEXT} bytes");
        reading.problems.push(
            Problem::new("too-large", node.span, message)
                .hint("people read one screen at a time; split it over several steps"),
        );
        return None;
    }
    Some(Spanned::new(found, node.span))
}

/// `node` as words that may quote earlier answers.
pub fn text(node: &Spanned<Node>, key: &str, source: &str, reading: &mut Reading) -> Option<Text> {
    let words = words(node, key, source, reading)?;
    let written = words.span.of(source);
    let start = words.span.start;
    // Braces are the anchor between what was written and what it means: escapes and indentation
    // move letters, but the nth brace in the one is the nth brace in the other.
    let braces =
        |text: &str| -> Vec<usize> { text.match_indices(['{', '}']).map(|(at, _)| at).collect() };
    let (meant, there) = (braces(&words.value), braces(written));
    let at = |offset: usize| {
        let nth = meant.partition_point(|brace| *brace <= offset);
        let Some(before) = nth.checked_sub(1) else { return start };
        start + there.get(before).copied().unwrap_or(0) + (offset - meant[before])
    };
    let (text, problems) = Text::parse(&words.value, &at);
    reading.problems.extend(problems);
    reading.mention(text.names());
    Some(text)
}

/// Where the words of a scalar begin: after an opening quotation mark, if there is one.
fn inner_start(words: &Spanned<String>, source: &str) -> usize {
    let written = words.span.of(source);
    written.find(words.value.as_str()).map_or(words.span.start, |at| words.span.start + at)
}

/// "did you mean …", or all there is when nothing is near.
pub fn suggest(word: &str, known: &[&str]) -> String {
    let near = known
        .iter()
        .map(|name| (strsim::osa_distance(word, name), *name))
        .filter(|(distance, name)| *distance <= 1 + name.len() / 3)
        .min();
    match near {
        Some((_, name)) => format!("did you mean `{name}`?"),
        None if known.is_empty() => "remove it".to_owned(),
        None => {
            let names: Vec<String> = known.iter().map(|name| format!("`{name}`")).collect();
            format!("known here: {}", names.join(", "))
        }
    }
}
