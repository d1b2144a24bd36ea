//! A scenario as a file: lines of `word: words`, some with an indented block below them. Reads it,
//! and writes it again with fresh blocks.

use std::path::Path;

/// A scenario file.
pub struct Script {
    /// Its name, for messages.
    pub name: String,
    /// All its lines, in order.
    pub lines: Vec<Line>,
}

/// One line, with what stands indented below it.
pub struct Line {
    /// Where it stands, from 1.
    pub number: usize,
    /// What is to happen; empty for remarks and blank lines.
    pub word: String,
    /// What follows on the same line.
    pub words: String,
    /// The block below it, without its indent.
    pub block: Vec<String>,
    /// The line itself.
    raw: String,
}

impl Script {
    /// Reads a file.
    pub fn read(path: &Path) -> Self {
        let text = std::fs::read_to_string(path).expect("a scenario in UTF-8");
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let mut lines: Vec<Line> = Vec::new();
        for (at, raw) in text.lines().enumerate() {
            let number = at + 1;
            match lines.last_mut().filter(|line| !line.word.is_empty()) {
                Some(line) if raw.starts_with("  ") => line.block.push(raw[2..].to_owned()),
                Some(line) if raw.is_empty() && belongs(&text, at) => {
                    line.block.push(String::new());
                }
                _ => lines.push(Line::new(&name, number, raw)),
            }
        }
        Self { name, lines }
    }

    /// Writes the file, with the blocks as they are now.
    pub fn write(&self, path: &Path) {
        let mut text = String::new();
        for line in &self.lines {
            text.push_str(&line.raw);
            text.push('\n');
            for row in &line.block {
                let row = if row.is_empty() { String::new() } else { format!("  {row}") };
                text.push_str(&row);
                text.push('\n');
            }
        }
        std::fs::write(path, text).expect("the scenario is written");
    }
}

/// Whether the blank line at `at` lies within a block: the next line that is not blank is indented.
fn belongs(text: &str, at: usize) -> bool {
    let next = text.lines().skip(at).find(|line| !line.is_empty());
    next.is_some_and(|line| line.starts_with("  "))
}

impl Line {
    fn new(file: &str, number: usize, raw: &str) -> Self {
        let remark = raw.is_empty() || raw.starts_with('#');
        let (word, words) = match raw.split_once(':') {
            _ if remark => ("", ""),
            Some((word, words)) => (word, words.strip_prefix(' ').unwrap_or(words)),
            None => panic!("{file}:{number}: “{raw}” is not `word: words`"),
        };
        Self {
            number,
            word: word.to_owned(),
            words: words.to_owned(),
            block: Vec::new(),
            raw: raw.to_owned(),
        }
    }

    /// The words on the line, or the block as one text.
    pub fn text(&self) -> String {
        if self.block.is_empty() { self.words.clone() } else { self.block.join("\n") }
    }
}
