//! What the manual says about a key, in one line: the sentence that begins with it.

/// The manual, as it is kept in the repository. A test keeps it true.
const MANUAL: &str = include_str!("../../../docs/PROTOCOLS.md");

/// The sentences of the manual.
pub(super) struct Says {
    /// Of each chapter or kind, with its heading in small letters; the first has none.
    chapters: Vec<(String, Vec<String>)>,
}

impl Says {
    /// The sentences of the manual that comes with the program.
    pub fn of_manual() -> Self {
        Self::of(MANUAL)
    }

    fn of(manual: &str) -> Self {
        let mut chapters = vec![(String::new(), String::new())];
        let mut example = false;
        for line in manual.lines() {
            if line.starts_with("```") {
                example = !example;
            } else if let Some(heading) = line.strip_prefix('#').filter(|_| !example) {
                let heading = heading.trim_start_matches('#').trim().to_lowercase();
                chapters.push((heading, String::new()));
            } else if let Some((_, text)) = chapters.last_mut().filter(|_| !example) {
                // Points of a list are sentences of their own.
                text.push_str(if line.starts_with("- ") || line.is_empty() { "\n" } else { " " });
                text.push_str(line.trim_start_matches("- ").trim());
            }
        }
        let chapters = chapters.into_iter().map(|(heading, text)| (heading, sentences(&text)));
        Self { chapters: chapters.collect() }
    }

    /// What is said about a key of a file's head.
    pub fn of_head(&self, key: &str) -> Option<String> {
        self.general().find_map(|sentence| about(sentence, key))
    }

    /// What is said about a key that steps and other parts may have. The manual speaks of a file's
    /// head first, and of steps later.
    pub fn of_steps(&self, key: &str) -> Option<String> {
        self.general().filter_map(|sentence| about(sentence, key)).last()
    }

    /// What is said about a key of one kind of step.
    pub fn of_kind(&self, kind: &str, key: &str) -> Option<String> {
        let own = self.chapters.iter().filter(|(heading, _)| heading == kind);
        let own = own.flat_map(|(_, sentences)| sentences);
        own.into_iter().find_map(|sentence| about(sentence, key))
    }

    /// The sentences of the first chapter.
    fn general(&self) -> impl Iterator<Item = &String> {
        let general = self.chapters.iter().take(2);
        general.flat_map(|(_, sentences)| sentences)
    }
}

/// The sentences of a text. What follows a semicolon and begins with a key is one of its own.
fn sentences(text: &str) -> Vec<String> {
    let lines = text.lines().map(|line| line.replace("; `", ". `"));
    let parts = lines.flat_map(|line| {
        line.split(". ")
            .map(|part| part.trim().trim_end_matches('.').to_owned())
            .collect::<Vec<_>>()
    });
    parts.filter(|part| !part.is_empty()).collect()
}

/// What `sentence` says, if it begins with `key`: "`title`: a short heading".
fn about(sentence: &str, key: &str) -> Option<String> {
    let mut rest = sentence;
    let mut first = true;
    let mut found = false;
    // "`hint` and `example`: …", "`alone`, `pair` and `group`: …"
    while let Some(inside) = rest.strip_prefix('`') {
        let (word, after) = inside.split_once('`')?;
        let name = word.split(": ").next().unwrap_or_default();
        found |= name == key;
        if let Some(says) = after.strip_prefix(": ").filter(|_| first && found) {
            return Some(capital(&finished(says)));
        }
        first = false;
        rest = after.strip_prefix(" and ").or_else(|| after.strip_prefix(", ")).unwrap_or(after);
    }
    found.then(|| finished(sentence))
}

/// A sentence without its quotation marks of code, and with a full stop.
fn finished(words: &str) -> String {
    format!("{}.", words.replace('`', ""))
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}", letters.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: &str = "# Manual\n\nWords first.\n\n- `title check` is one.\n- `title` and `purpose` are what people see.\n\
        - `hint` and `example`: for someone who is\n  stuck; shown when asked for.\n\
        - `say`: what is said. `ask`: the question.\n\n## Kinds of step\n\n### pick\n\nOne of `many`.\n\n\
        ```yaml\n`ask` nothing\n```\n\nKeys: Space. `other: true` allows own words; `from` takes some.\n";

    #[test]
    fn the_sentence_that_begins_with_a_key_is_what_is_said_of_it() {
        let says = Says::of(SMALL);
        for (key, expected) in [
            ("title", Some("title and purpose are what people see.")),
            ("purpose", Some("title and purpose are what people see.")),
            ("example", Some("hint and example: for someone who is stuck; shown when asked for.")),
            ("say", Some("What is said.")),
            ("ask", Some("The question.")),
            ("other", None),
            ("many", None),
        ] {
            assert_eq!(says.of_head(key).as_deref(), expected, "{key}");
        }
        assert_eq!(says.of_kind("pick", "other").as_deref(), Some("other: true allows own words."));
        assert_eq!(says.of_kind("pick", "from").as_deref(), Some("from takes some."));
        assert_eq!(says.of_kind("list", "from"), None);
    }
}
