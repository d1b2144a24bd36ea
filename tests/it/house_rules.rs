//! The rules of the house, told as sentences: which file, which line, which rule, what to do. What
//! the compiler and clippy can watch over is in `Cargo.toml` and `.clippy.toml`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The floors of the house from the ground up. A floor may name those below it, never those above;
/// what stands on one floor side by side does not know of one another.
const FLOORS: &[&[&str]] = &[
    &["base"],
    &["key"],
    &["expr", "prose", "advice"],
    &["written", "widget"],
    &["kind"],
    &["protocol"],
    &["session"],
    &["journal"],
    &["store", "screen"],
    &["shell"],
];

/// Longest file, in lines.
const LONGEST_FILE: usize = 450;

/// Words that may stand only in some places: the words, the beginnings of the paths where they
/// may stand, the rule, and what to do instead.
const ONLY_IN: &[(&[&str], &[&str], &str, &str)] = &[
    (
        &["crossterm"],
        &["src/shell/"],
        "only the shell knows the terminal",
        "speak of keys as `key` does, and of drawing as `widget` does",
    ),
    (
        &["std::fs", "fs::", "std::env", "env::var", "std::process", "Command::new"],
        &["src/shell/", "src/store/", "src/main.rs"],
        "only shell and store touch the world",
        "return what is to happen, and let the shell do it",
    ),
    (
        &["Instant::now", "SystemTime", "Local::now", "thread::spawn", "thread::sleep"],
        &["src/shell/", "src/store/"],
        "only shell and store have a clock and threads",
        "take the time as an argument, or as Input::Elapsed",
    ),
    (
        &["chrono::Local", "Local::"],
        &["src/shell/clock.rs"],
        "the clock on the wall is read in one place",
        "call shell::clock::now",
    ),
    (
        &["serde_yaml", "granit_parser"],
        &["src/written/yaml.rs"],
        "one file names the YAML crate",
        "work on the tree that written::yaml::read gives",
    ),
    (
        &["serde_json"],
        &["src/journal/", "src/store/", "src/shell/"],
        "the engine knows no JSON",
        "derive Serialize, and leave the text to the journal",
    ),
    (
        &["chrono"],
        &["src/journal/page.rs", "src/shell/clock.rs"],
        "the engine knows no calendar",
        "keep a Stamp, and let journal::page say it in words",
    ),
    (
        &["markdown::"],
        &["src/journal/", "src/shell/"],
        "Markdown is made at the edge",
        "make a Page of blocks, and let journal::markdown write it",
    ),
    (
        &["anyhow"],
        &["src/shell/"],
        "only the shell gives up with a sentence",
        "say with a type of its own what can go wrong",
    ),
    (
        &["ratatui"],
        &[
            "src/widget/",
            "src/screen/",
            "src/shell/",
            // The trait that view.rs implements, and the table that hands a drawing on to it.
            "src/kind/contract.rs",
            "src/kind/table_of_kinds.rs",
            // Parts that several kinds share bring their drawing along.
            "src/kind/part/cells.rs",
            "src/kind/part/cells/",
            "src/kind/part/choosing.rs",
            "src/kind/part/listing.rs",
        ],
        "in a kind, only view.rs draws",
        "move what draws into view.rs",
    ),
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every file of the program's source, in order.
pub fn sources() -> Vec<PathBuf> {
    let mut found = Vec::new();
    walk(&root().join("src"), &mut found);
    found.retain(|path| path.extension().is_some_and(|end| end == "rs"));
    found.sort();
    assert!(found.len() > 100, "only {} source files were found", found.len());
    found
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry").path();
        if path.is_dir() { walk(&path, found) } else { found.push(path) }
    }
}

/// A path as a person names it, from the root of the project.
fn name(path: &Path) -> String {
    path.strip_prefix(root()).unwrap_or(path).to_string_lossy().replace('\\', "/")
}

fn text(path: &Path) -> String {
    fs::read_to_string(path).expect("a source is text")
}

/// A source file taken apart: its code line by line, with remarks and words taken out, and the
/// words in quotation marks, each with its line.
struct Source {
    name: String,
    code: Vec<String>,
    words: Vec<(usize, String)>,
}

impl Source {
    fn of(path: &Path) -> Self {
        let whole = text(path);
        let name = name(path);
        // What is compiled for tests only may do what tests do.
        let whole = if name.ends_with("/tests.rs") { String::new() } else { without_tests(&whole) };
        let (code, words) = taken_apart(&whole);
        Self { name, code, words }
    }

    fn all() -> Vec<Self> {
        sources().iter().map(|path| Self::of(path)).collect()
    }

    /// The lines, from 1, in which `word` stands as a word of its own.
    fn lines_with(&self, word: &str) -> Vec<usize> {
        let stands = |line: &str| {
            line.match_indices(word).any(|(at, _)| {
                let part = |c: char| c.is_alphanumeric() || c == '_';
                let before = line[..at].chars().next_back();
                let after = line[at + word.len()..].chars().next();
                let open_end = word.ends_with(':');
                !before.is_some_and(part) && (open_end || !after.is_some_and(part))
            })
        };
        let lines = self.code.iter().enumerate().filter(|(_, line)| stands(line));
        lines.map(|(at, _)| at + 1).collect()
    }
}

/// A source with its module of tests taken out, the lines left empty.
fn without_tests(source: &str) -> String {
    let Some(start) = source.find("#[cfg(test)]\nmod tests {") else { return source.to_owned() };
    let end = source[start..].find("\n}\n").map_or(source.len(), |end| start + end + 2);
    let lines = source[start..end].matches('\n').count();
    format!("{}{}{}", &source[..start], "\n".repeat(lines), &source[end..])
}

/// Code without remarks and words, line by line; and the words.
fn taken_apart(source: &str) -> (Vec<String>, Vec<(usize, String)>) {
    let (mut code, mut words) = (vec![String::new()], Vec::new());
    let mut rest = source;
    while let Some(c) = rest.chars().next() {
        let line = code.len();
        let (length, plain) = if rest.starts_with("//") {
            (rest.find('\n').unwrap_or(rest.len()), false)
        } else if rest.starts_with("/*") {
            (rest.find("*/").map_or(rest.len(), |end| end + 2), false)
        } else if let Some(length) = literal(rest, code.last().map_or("", |line| line)) {
            words.push((line, rest[..length].to_owned()));
            (length, false)
        } else if c == '\'' && rest[1..].starts_with(['"', '\\', '/']) {
            // A character that would be taken for something else.
            (rest[2..].find('\'').map_or(1, |end| end + 3), false)
        } else {
            (c.len_utf8(), true)
        };
        for c in rest[..length].chars() {
            if c == '\n' {
                code.push(String::new());
            } else if let Some(line) = code.last_mut().filter(|_| plain) {
                line.push(c);
            }
        }
        rest = &rest[length..];
    }
    (code, words)
}

/// The length of the words in quotation marks that `rest` begins with.
fn literal(rest: &str, before: &str) -> Option<usize> {
    if before.ends_with(|c: char| c.is_alphanumeric() || c == '_') {
        return None;
    }
    let bare = rest.trim_start_matches(['b', 'c']);
    let prefix = rest.len() - bare.len();
    if prefix <= 1 && bare.starts_with('r') {
        let hashes = bare[1..].len() - bare[1..].trim_start_matches('#').len();
        let inside = bare[1 + hashes..].strip_prefix('"')?;
        let end = format!("\"{}", "#".repeat(hashes));
        let length = inside.find(&end).map_or(inside.len(), |at| at + end.len());
        return Some(prefix + 1 + hashes + 1 + length);
    }
    let inside = bare.strip_prefix('"').filter(|_| prefix <= 1)?;
    let mut escaped = false;
    for (at, c) in inside.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return Some(prefix + 1 + at + 1),
            _ => {}
        }
    }
    Some(rest.len())
}

/// Fails with all sentences at once, if there are any.
fn none(sentences: &[String]) {
    assert!(sentences.is_empty(), "\n{}\n", sentences.join("\n"));
}

/// The floor that a file belongs to: the folder under `src`, or the file itself.
fn floor_of(name: &str) -> &str {
    let inside = name.strip_prefix("src/").unwrap_or(name);
    inside.split('/').next().unwrap_or(inside).trim_end_matches(".rs")
}

#[test]
fn a_source_is_taken_apart_into_code_and_words() {
    let source =
        "let a = \"x // y\"; // z\nlet b = r#\"q\"#;\nlet c = '\"';\nlet d: &'a str = \"e\\\"f\";";
    let (code, words) = taken_apart(source);
    assert_eq!(code, ["let a = ; ", "let b = ;", "let c = ;", "let d: &'a str = ;"]);
    let words: Vec<&str> = words.iter().map(|(_, words)| words.as_str()).collect();
    assert_eq!(words, ["\"x // y\"", "r#\"q\"#", "\"e\\\"f\""]);
}

#[test]
fn floors_only_look_down() {
    let height = |word: &str| FLOORS.iter().position(|floor| floor.contains(&word));
    let mut sentences = Vec::new();
    for source in Source::all() {
        let own = floor_of(&source.name);
        if ["lib", "main"].contains(&own) {
            continue;
        }
        let here = height(own);
        let Some(here) = here else {
            sentences.push(format!(
                "{}: `{own}` stands on no floor; give it one in FLOORS and in docs/ARCHITECTURE.md",
                source.name
            ));
            continue;
        };
        for (at, line) in source.code.iter().enumerate() {
            for named in line.split("crate::").skip(1) {
                let end = named.find(|c: char| !c.is_alphanumeric() && c != '_');
                let named = &named[..end.unwrap_or(named.len())];
                let fine = named == own || height(named).is_some_and(|there| there < here);
                if !fine {
                    sentences.push(format!(
                        "{}:{}: `{own}` may not name `{named}`, which is not below it; move what \
                         both need down, or hand it in from above",
                        source.name,
                        at + 1
                    ));
                }
            }
        }
    }
    none(&sentences);
}

#[test]
fn some_words_stand_only_in_their_place() {
    let mut sentences = Vec::new();
    let sources = Source::all();
    for (words, places, rule, instead) in ONLY_IN {
        for source in &sources {
            let view = words.contains(&"ratatui") && source.name.ends_with("/view.rs");
            if view || places.iter().any(|place| source.name.starts_with(place)) {
                continue;
            }
            for word in *words {
                for line in source.lines_with(word) {
                    let name = &source.name;
                    sentences.push(format!("{name}:{line}: `{word}`: {rule}; {instead}"));
                }
            }
        }
        for place in *places {
            let exists = root().join(place).exists();
            assert!(exists, "the rule “{rule}” speaks of {place}, which is gone; mend ONLY_IN");
        }
    }
    none(&sentences);
}

#[test]
fn kinds_do_not_know_each_other() {
    let kinds: Vec<&str> = fieldbook::kind::NAMES.iter().map(|(kind, _)| *kind).collect();
    let mut sentences = Vec::new();
    for source in Source::all() {
        let Some(inside) = source.name.strip_prefix("src/kind/") else { continue };
        let own = inside.split('/').next().unwrap_or_default();
        for kind in kinds.iter().filter(|kind| **kind != own && inside.contains('/')) {
            for word in [format!("kind::{kind}"), format!("super::{kind}")] {
                for line in source.lines_with(&word) {
                    sentences.push(format!(
                        "{}:{line}: `{own}` names `{kind}`, but kinds do not know each other; move \
                         what both need to src/kind/part",
                        source.name
                    ));
                }
            }
        }
    }
    none(&sentences);
}

#[test]
fn every_kind_has_a_view_and_only_the_view_implements_it() {
    let mut sentences = Vec::new();
    for (kind, _) in fieldbook::kind::NAMES {
        if !root().join("src/kind").join(kind).join("view.rs").is_file() {
            sentences
                .push(format!("src/kind/{kind}: there is no view.rs; what draws belongs there"));
        }
    }
    for source in Source::all().iter().filter(|source| !source.name.ends_with("/view.rs")) {
        for (at, line) in source.code.iter().enumerate() {
            if line.contains("View for") {
                let name = &source.name;
                sentences.push(format!("{name}:{}: View is implemented in view.rs only", at + 1));
            }
        }
    }
    none(&sentences);
}

#[test]
fn markdown_is_written_in_one_file() {
    let mut sentences = Vec::new();
    for source in Source::all().iter().filter(|source| source.name != "src/journal/markdown.rs") {
        for (line, words) in &source.words {
            let inside = words.trim_start_matches(['r', '#']).trim_start_matches('"');
            let is_markdown = ["# {", "## {", "> {", "> -", "**{", "*{"]
                .iter()
                .any(|start| inside.starts_with(start));
            if is_markdown {
                sentences.push(format!(
                    "{}:{line}: {words} looks like Markdown, which journal/markdown.rs alone \
                     writes and escapes; make a block of it",
                    source.name
                ));
            }
        }
    }
    none(&sentences);
}

#[test]
fn every_file_says_what_it_is_for() {
    let mut files = sources();
    walk(&root().join("tests/it"), &mut files);
    let fuzz = root().join("fuzz");
    for folder in ["src", "fuzz_targets"] {
        if fuzz.join(folder).is_dir() {
            walk(&fuzz.join(folder), &mut files);
        }
    }
    let silent = files
        .iter()
        .filter(|path| path.extension().is_some_and(|end| end == "rs"))
        .filter(|path| !text(path).starts_with("//! "));
    let sentences: Vec<String> = silent
        .map(|path| {
            format!("{}:1: say in the first lines, after //!, what this file is for", name(path))
        })
        .collect();
    none(&sentences);
}

#[test]
fn no_file_is_too_long_to_be_read_at_once() {
    let mut sentences = Vec::new();
    for path in sources() {
        let (name, lines) = (name(&path), text(&path).lines().count());
        if lines > LONGEST_FILE {
            sentences.push(format!(
                "{name}:{LONGEST_FILE}: the file has {lines} lines, and {LONGEST_FILE} is the \
                 most; split it where its idea splits"
            ));
        }
    }
    none(&sentences);
}

#[test]
fn nothing_is_left_for_later() {
    const LATER: [&str; 8] =
        ["TODO", "FIXME", "XXX", "dbg!", "todo!", "unimplemented!", ".unwrap()", "HACK"];
    let mut sentences = Vec::new();
    for path in sources() {
        for (at, line) in text(&path).lines().enumerate() {
            for word in LATER.iter().filter(|word| line.contains(*word)) {
                sentences.push(format!(
                    "{}:{}: `{word}` is not left behind; do it now, or say why it cannot fail",
                    name(&path),
                    at + 1
                ));
            }
        }
    }
    none(&sentences);
}

#[test]
fn lints_are_silenced_with_a_reason_only() {
    let mut sentences = Vec::new();
    for source in Source::all().iter().filter(|source| !source.name.starts_with("src/prose/")) {
        let code = source.code.join("\n");
        for start in ["[allow(", "[expect("] {
            for (at, _) in code.match_indices(start) {
                let end = code[at..].find(")]").map_or(code.len(), |end| at + end);
                if !code[at..end].contains("reason =") {
                    let line = code[..at].matches('\n').count() + 1;
                    sentences.push(format!(
                        "{}:{line}: a lint is silenced without a reason; add reason = \"…\"",
                        source.name
                    ));
                }
            }
        }
    }
    none(&sentences);
}

#[test]
fn every_module_of_the_tests_is_run() {
    let listed = text(&root().join("tests/it/main.rs"));
    let mut sentences = Vec::new();
    for entry in fs::read_dir(root().join("tests/it")).expect("the folder of tests") {
        let path = entry.expect("an entry").path();
        let module = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let is_module =
            path.extension().is_some_and(|end| end == "rs") || path.join("mod.rs").is_file();
        if is_module && module != "main" && !listed.contains(&format!("mod {module};")) {
            sentences
                .push(format!("{}: it is never run; list it in tests/it/main.rs", name(&path)));
        }
    }
    none(&sentences);
}

#[test]
fn the_plan_of_the_house_shows_every_floor() {
    let plan = text(&root().join("docs/ARCHITECTURE.md"));
    let table: Vec<&str> = plan.lines().filter(|line| line.starts_with('|')).collect();
    let mut sentences = Vec::new();
    for entry in fs::read_dir(root().join("src")).expect("the folder of sources") {
        let path = entry.expect("an entry").path();
        let floor = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        if ["lib", "main"].contains(&floor.as_str()) {
            continue;
        }
        if !table.iter().any(|line| line.contains(&format!("`{floor}"))) {
            sentences
                .push(format!("docs/ARCHITECTURE.md: its table does not show `{floor}`; add it"));
        }
        if !FLOORS.iter().any(|names| names.contains(&floor.as_str())) {
            sentences.push(format!("tests/it/house_rules.rs: `{floor}` is missing in FLOORS"));
        }
    }
    for floor in FLOORS.iter().flat_map(|names| names.iter()) {
        let there = root().join("src").join(floor);
        if !there.is_dir() && !there.with_extension("rs").is_file() {
            sentences.push(format!("tests/it/house_rules.rs: there is no `{floor}`; strike it"));
        }
    }
    // The table goes from the top of the house down, as one looks at a house.
    let rows: Vec<usize> = FLOORS
        .iter()
        .filter_map(|names| {
            table
                .iter()
                .position(|line| names.iter().all(|name| line.contains(&format!("`{name}"))))
        })
        .collect();
    if rows.len() != FLOORS.len() || !rows.is_sorted_by(|one, two| one > two) {
        sentences.push(
            "docs/ARCHITECTURE.md: its table and FLOORS in tests/it/house_rules.rs show different \
             floors; one row for each floor, from the top down"
                .to_owned(),
        );
    }
    none(&sentences);
}

/// Whether a sentence is exclaimed: a mark of exclamation after a word.
fn exclaims(words: &str) -> bool {
    let chars: Vec<char> = words.chars().collect();
    chars.iter().enumerate().any(|(at, c)| {
        let before = at.checked_sub(1).and_then(|at| chars.get(at));
        let after = chars.get(at + 1);
        *c == '!'
            && before.is_some_and(|c| c.is_alphanumeric())
            && after.is_none_or(|c| c.is_whitespace() || ['"', '”', '\''].contains(c))
    })
}

#[test]
fn nobody_is_shouted_at() {
    let mut sentences = Vec::new();
    for source in Source::all() {
        for (line, words) in source.words.iter().filter(|(_, words)| exclaims(words)) {
            sentences
                .push(format!("{}:{line}: {words} shouts; end it with a full stop", source.name));
        }
    }
    let mut protocols = Vec::new();
    walk(&root().join("protocols"), &mut protocols);
    for path in protocols {
        for (at, line) in text(&path).lines().enumerate().filter(|(_, line)| exclaims(line)) {
            let name = name(&path);
            sentences.push(format!(
                "{name}:{}: “{}” shouts; end it with a full stop",
                at + 1,
                line.trim()
            ));
        }
    }
    none(&sentences);
}

#[test]
fn the_commands_of_the_readme_are_there() {
    const OF_CARGO: [&str; 8] =
        ["run", "test", "build", "install", "clippy", "fmt", "doc", "bench"];
    let readme = text(&root().join("README.md"));
    let mut fenced = false;
    let mut commands = Vec::new();
    for line in readme.lines() {
        if line.starts_with("```") {
            fenced = !fenced;
        } else if fenced || line.starts_with("    ") {
            let command = line.trim().trim_start_matches("$ ");
            let command = command.split(" #").next().unwrap_or(command).trim();
            if command.starts_with("cargo ")
                || command == "fieldbook"
                || command.starts_with("fieldbook ")
            {
                commands.push(command.to_owned());
            }
        }
    }
    assert!(!commands.is_empty(), "README.md: it shows no command; show at least how to begin");
    let mut sentences = Vec::new();
    for command in commands {
        let mut words = command.split_whitespace();
        let (program, verb) = (words.next().unwrap_or_default(), words.next());
        let known = match (program, verb) {
            ("cargo", Some(verb)) => OF_CARGO.contains(&verb),
            (_, Some(verb)) if !verb.starts_with('-') => {
                Command::new(env!("CARGO_BIN_EXE_fieldbook"))
                    .args([verb, "--help"])
                    .output()
                    .is_ok_and(|output| output.status.success())
            }
            _ => true,
        };
        if !known {
            sentences
                .push(format!("README.md: there is no command `{command}`; mend or remove it"));
        }
    }
    none(&sentences);
}

/// The bans of clippy and the rules here speak of the same things.
#[test]
fn every_ban_of_clippy_names_the_right_way() {
    let bans = text(&root().join(".clippy.toml"));
    let mut sentences = Vec::new();
    for (at, line) in bans.lines().enumerate().filter(|(_, line)| line.contains("path =")) {
        if !line.contains("reason = \"") {
            sentences.push(format!(".clippy.toml:{}: say in a reason what to do instead", at + 1));
        }
    }
    assert!(bans.matches("path =").count() >= 20, ".clippy.toml bans next to nothing");
    none(&sentences);
}
