//! The page as Markdown. What a person wrote stands behind `> ` on each line, so that nothing in
//! it can be taken for the page itself, and taking the marks away gives the words to the letter.

use crate::base::clean;
use crate::base::page::{Block, Page, table_row};
use crate::journal::about::About;
use crate::journal::page::iso;

/// The page of a conversation, with a head that programs can read.
pub fn of(page: &Page, about: &About) -> String {
    let quoted = |text: &str| serde_json::Value::from(clean::for_line(text, 500)).to_string();
    let mut text = String::from("---\n");
    text.push_str(&format!("protocol: {}\n", quoted(&about.protocol)));
    if !about.version.is_empty() {
        text.push_str(&format!("version: {}\n", quoted(&about.version)));
    }
    text.push_str(&format!("began: {}\n", quoted(&iso(about.began))));
    if let Some(thread) = &about.thread {
        text.push_str(&format!("thread: {}\n", quoted(thread)));
    }
    text.push_str("---\n");
    let mut after_fact = false;
    for block in &page.blocks {
        let is_fact = matches!(block, Block::Fact(..));
        // Facts that follow one another are one list.
        if !(after_fact && is_fact) {
            text.push('\n');
        }
        after_fact = is_fact;
        text.push_str(&written(block));
    }
    text
}

fn written(block: &Block) -> String {
    match block {
        Block::Title(words) => format!("# {}\n", line(words)),
        Block::Section(deep, words) => {
            format!("{} {}\n", "#".repeat((2 + deep).min(6)), line(words))
        }
        Block::Asked(words) | Block::Quiet(words) => format!("*{}*\n", line(words)),
        Block::Said(words) => quote(words),
        Block::Items(items) => items.iter().map(|(words, mark)| item(0, words, mark)).collect(),
        Block::Ordered(items) => {
            items.iter().enumerate().map(|(at, words)| numbered(at + 1, words)).collect()
        }
        Block::Nested(items) => {
            items.iter().map(|(deep, words, mark)| item(*deep, words, mark)).collect()
        }
        Block::Table(head, rows) => table(head, rows),
        Block::Beside(both) => {
            let one = |(label, words): &(String, String)| {
                format!("**{}**\n\n{}", line(label), quote(words))
            };
            both.iter().map(one).collect::<Vec<_>>().join("\n")
        }
        Block::Voice(name) => format!("**{}**\n", line(name)),
        Block::Drawn(rows) => {
            rows.iter().map(|row| format!("    {}\n", clean::for_line(row, 400))).collect()
        }
        Block::Fact(label, value) => labelled(0, label, value),
    }
}

/// One item of a list, standing so deep under others.
fn item(deep: usize, words: &str, mark: &str) -> String {
    let mark = if mark.is_empty() { String::new() } else { format!(" ({})", line(mark)) };
    let left = "  ".repeat(deep);
    let next = format!("\n>   {left}");
    format!("> {left}- {}{mark}\n", shown(words).replace('\n', &next))
}

/// One item of a list in order.
fn numbered(number: usize, words: &str) -> String {
    let before = format!("{number}. ");
    let next = format!("\n> {:1$}", "", before.len());
    format!("> {before}{}\n", shown(words).replace('\n', &next))
}

fn quote(words: &str) -> String {
    let mut quoted = String::new();
    for line in shown(words).split('\n') {
        quoted.push_str("> ");
        quoted.push_str(line);
        quoted.push('\n');
    }
    quoted
}

/// What stands behind a label, as an item so deep under others.
fn labelled(deep: usize, label: &str, words: &str) -> String {
    let label = line(label);
    let colon = if label.is_empty() || words.is_empty() { "" } else { ": " };
    let left = "  ".repeat(deep);
    let next = format!("\n>   {left}");
    format!("> {left}- {label}{colon}{}\n", shown(words).replace('\n', &next))
}

/// A table as a list: cells may hold anything, which Markdown's own tables cannot.
fn table(head: &[String], rows: &[Vec<String>]) -> String {
    let all = rows.iter().flat_map(|row| table_row(head, row));
    all.map(|(deep, label, words)| labelled(deep, label, words)).collect()
}

fn shown(words: &str) -> String {
    clean::for_display(words).into_owned()
}

/// Words of the protocol on one line, with nothing Markdown would act on.
fn line(words: &str) -> String {
    let flat = clean::for_line(words, 4_000);
    let flat = flat.trim();
    // A list is begun by a mark, or by a number and a mark.
    let number = flat.len() - flat.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let mut escaped = String::new();
    for (at, c) in flat.char_indices() {
        let anywhere =
            matches!(c, '*' | '_' | '`' | '[' | ']' | '<' | '>' | '\\' | '#' | '|' | '&' | '~');
        let begins = at == number && matches!(c, '.' | ')' | '-' | '+' | '=');
        if anywhere || begins {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}
