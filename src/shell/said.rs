//! Saying things outside the screen: data to stdout, words to stderr, both harmless, and no panic
//! when nobody is listening any more.

use std::io::{self, IsTerminal as _, Write};

use crate::base::clean;
use crate::widget::wrap;

/// Data, for a person or the next program in a pipe.
pub(super) fn data(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(clean::for_display(text).as_bytes())?;
    if !text.ends_with('\n') {
        out.write_all(b"\n")?;
    }
    out.flush()
}

/// Data as JSON: exact, with whatever could steer a terminal escaped as JSON escapes it.
pub(super) fn json(value: &impl serde::Serialize) -> anyhow::Result<()> {
    let text = serde_json::to_string_pretty(value)?;
    let mut visible = String::with_capacity(text.len() + 1);
    for c in text.chars() {
        if c != '\n' && clean::for_display(c.encode_utf8(&mut [0; 4])) != c.to_string() {
            for unit in c.encode_utf16(&mut [0; 2]) {
                visible.push_str(&format!("\\u{unit:04x}"));
            }
        } else {
            visible.push(c);
        }
    }
    visible.push('\n');
    let mut out = io::stdout().lock();
    out.write_all(visible.as_bytes())?;
    Ok(out.flush()?)
}

/// Words to the person.
pub(super) fn words(text: &str) {
    let text = for_terminal(text, io::stderr().is_terminal());
    let _ = writeln!(io::stderr().lock(), "{text}");
}

/// Words, harmless; on a terminal broken between words, so that it need not break within them. What
/// has an excerpt in it stays as it is.
pub(super) fn for_terminal(text: &str, is_terminal: bool) -> String {
    const LEAST: usize = 20;
    let text = clean::for_display(text);
    let width = crossterm::terminal::size().map_or(0, |(width, _)| usize::from(width));
    if !is_terminal || width < LEAST || text.contains(" | ") {
        return text.into_owned();
    }
    let lines = text.lines().map(|line| {
        let indent = line.len() - line.trim_start_matches(' ').len();
        let rows = wrap::rows(line.trim_start_matches(' '), width.saturating_sub(indent).max(1));
        let indented = rows.into_iter().map(|row| format!("{}{row}", " ".repeat(indent)));
        indented.collect::<Vec<String>>().join("\n")
    });
    lines.collect::<Vec<String>>().join("\n")
}
