//! The manual of protocols: made from the heads of the files that read them, so that it is true.

use std::fs;
use std::path::Path;

use fieldbook::{expr, kind, protocol};

/// The head of a source file, as text.
fn head(path: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let source = fs::read_to_string(root.join(path)).expect("a source");
    let lines = source.lines().map_while(|line| line.strip_prefix("//!"));
    let lines: Vec<&str> = lines.map(|line| line.strip_prefix(' ').unwrap_or(line)).collect();
    lines.join("\n").trim().to_owned()
}

/// A head without its first paragraph, which speaks to those who read the source.
fn body(path: &str) -> String {
    let head = head(path);
    head.split_once("\n\n").map_or(String::new(), |(_, rest)| rest.to_owned())
}

fn manual() -> String {
    let mut text = String::from("# Writing protocols\n\n");
    text.push_str(
        "`fieldbook check FILE` finds every mistake at once and says how to mend it. It remarks on \
         what runs\nand is worth a second look, such as minutes that do not add up; with `--strict` it \
         looks closer.\n\n",
    );
    text.push_str(&body("src/protocol/mod.rs"));
    text.push_str("\n\n## Quoting and conditions\n\n");
    text.push_str(&body("src/expr/mod.rs"));
    text.push_str("\n\n### Functions\n\n");
    text.push_str(&body("src/expr/functions.rs"));
    text.push_str("\n\n| function | gives |\n|---|---|\n");
    for function in expr::FUNCTIONS {
        text.push_str(&format!("| `{}` | {} |\n", function.form, function.says));
    }
    text.push_str("\n## Kinds of step\n");
    for (name, _) in kind::NAMES {
        let head = head(&format!("src/kind/{name}/mod.rs"));
        let words = head.strip_prefix(&format!("`{name}`: ")).unwrap_or(&head);
        let mut letters = words.chars();
        let first = letters.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
        text.push_str(&format!("\n### {name}\n\n{first}{}\n", letters.as_str()));
    }
    text
}

#[test]
fn the_manual_is_what_the_sources_say() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/PROTOCOLS.md");
    let fresh = manual();
    if std::env::var_os("FIELDBOOK_FRESHEN").is_some() {
        fs::write(&path, &fresh).expect("the manual is written");
    }
    let there = fs::read_to_string(&path).unwrap_or_default();
    assert!(there == fresh, "docs/PROTOCOLS.md is out of date; FIELDBOOK_FRESHEN=1 writes it anew");
}

/// An author copies what the manual shows.
#[test]
fn the_form_of_every_function_is_read_as_it_stands() {
    for function in expr::FUNCTIONS {
        let read = expr::Expr::parse(function.form, 0).map_err(|problem| problem.message());
        assert!(read.is_ok(), "{}: {read:?}", function.form);
        assert!(function.form.starts_with(&format!("{}(", function.name)), "{}", function.form);
    }
}

#[test]
fn the_whole_example_of_the_manual_is_read_as_it_stands() {
    let manual = manual();
    let example = manual.split("```yaml\n").nth(1).and_then(|rest| rest.split("```").next());
    let example = example.expect("a whole protocol");
    if let Err(problems) = protocol::read(example) {
        let told: String = problems.iter().map(|one| one.render("manual", example)).collect();
        panic!("the example in src/protocol/mod.rs is out of date\n{told}");
    }
}

#[test]
fn the_example_of_the_readme_is_read_as_it_stands() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = fs::read_to_string(path).expect("the README");
    let example = readme.split("```yaml\n").nth(1).and_then(|rest| rest.split("```").next());
    let example = example.expect("a whole protocol");
    if let Err(problems) = protocol::read(example) {
        let told: String = problems.iter().map(|one| one.render("README.md", example)).collect();
        panic!("{told}");
    }
}
