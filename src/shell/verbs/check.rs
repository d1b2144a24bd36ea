//! `check`: what is wrong in protocols, all of it at once, with a place and a way to mend it.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use serde_json::{Value, json};

use crate::base::plural::counted;
use crate::base::problem::{Problem, Problems};
use crate::protocol::{self, Coverage, Examined};
use crate::shell::beside::Nearby;
use crate::shell::catalog::{self, Missing};
use crate::shell::places::Places;
use crate::shell::said;
use crate::shell::verbs::Outcome;
use crate::written::sources::Sources;

/// What checking one file showed.
struct Checked {
    file: String,
    sources: Sources,
    problems: Option<Problems>,
    unreadable: Option<String>,
    /// For a translation: how much of its protocol it has.
    coverage: Option<String>,
}

/// Checks files, folders of them, and protocols by id.
pub(super) fn check(paths: &[String], json: bool, places: &Places) -> Result<Outcome> {
    let mut checked = Vec::new();
    for path in paths {
        let is_path = Path::new(path).exists() || path.contains(['/', '\\', '.']);
        if is_path {
            for file in files(Path::new(path))? {
                checked.push(file_checked(&file, places));
            }
        } else {
            checked.push(named(path, places)?);
        }
    }
    let count: usize = checked.iter().map(count).sum();
    if json {
        let all: Vec<Value> = checked.iter().flat_map(as_json).collect();
        said::json(&json!({ "problems": all }))?;
    } else {
        for one in &checked {
            report(one)?;
        }
        let files = counted(checked.len(), "file", "files");
        let words = match count {
            0 => format!("{files}: all is well."),
            _ => format!("{files}: {}.", counted(count, "problem", "problems")),
        };
        said::words(&words);
    }
    Ok(if count == 0 { Outcome::Well } else { Outcome::Problems })
}

fn files(path: &Path) -> Result<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let files = catalog::yaml_files(path);
    if files.is_empty() {
        bail!("there are no .yaml files in {}", catalog::shown(path));
    }
    Ok(files)
}

fn file_checked(path: &Path, places: &Places) -> Checked {
    let file = catalog::shown(path);
    match catalog::read_text(path) {
        Ok(source) => {
            let beside = Nearby::of(Some(path), &places.protocols());
            let examined = protocol::examine(&file, &source, &beside);
            let (mut sources, mut problems) = (examined.sources, examined.problems);
            let mut coverage = None;
            if problems.is_none()
                && let Some((base, whole)) = translated(path, &beside)
            {
                coverage = whole.coverage.as_ref().map(|coverage| in_words(coverage, &base));
                (sources, problems) = (whole.sources, whole.problems);
            }
            Checked { file, sources, problems, unreadable: None, coverage }
        }
        Err(why) => {
            let (unreadable, sources) = (Some(format!("{why:#}")), Sources::of(&file, ""));
            Checked { file, sources, problems: None, unreadable, coverage: None }
        }
    }
}

/// A translation laid over its protocol, which stands in the same folder: what comes of it, and the
/// name of the protocol's file.
fn translated(path: &Path, beside: &Nearby) -> Option<(String, Examined)> {
    let stem = path.file_stem()?.to_string_lossy().into_owned();
    let (id, language) = stem.rsplit_once('.')?;
    let base = path.with_file_name(format!("{id}.yaml"));
    let source = catalog::read_text(&base).ok()?;
    let file = catalog::shown(&base);
    let whole = protocol::examine_in(Some(language), &file, &source, beside);
    Some((file, whole))
}

fn in_words(coverage: &Coverage, base: &str) -> String {
    let missing = coverage.missing.len();
    let all = counted(coverage.all, "text", "texts");
    if missing == 0 {
        return format!("all {all} of {base} are translated");
    }
    let first: Vec<&str> = coverage.missing.iter().take(3).map(String::as_str).collect();
    let more = if missing > first.len() { ", …" } else { "" };
    format!(
        "{} of {all} of {base} are translated; the others stay as they are: {}{more}",
        coverage.all - missing,
        first.join(", ")
    )
}

fn named(id: &str, places: &Places) -> Result<Checked> {
    match catalog::find(id, places) {
        Ok(found) => {
            let file = format!("{id}.yaml");
            let sources = Sources::of(&file, &found.source);
            Ok(Checked { file, sources, problems: None, unreadable: None, coverage: None })
        }
        Err(Missing::Unknown(words)) => bail!("{words}"),
        Err(Missing::Broken { sources, problems }) => {
            let file = format!("{id}.yaml");
            Ok(Checked {
                file,
                sources: *sources,
                problems: Some(problems),
                unreadable: None,
                coverage: None,
            })
        }
    }
}

fn count(checked: &Checked) -> usize {
    let problems = checked.problems.as_ref().map_or(0, |problems| problems.iter().count());
    problems + usize::from(checked.unreadable.is_some())
}

fn report(checked: &Checked) -> Result<()> {
    if let Some(why) = &checked.unreadable {
        said::data(why)?;
    }
    if let Some(coverage) = &checked.coverage {
        said::words(&format!("{}: {coverage}.", checked.file));
    }
    for problem in checked.problems.iter().flatten() {
        said::data(&checked.sources.render(problem))?;
    }
    Ok(())
}

fn as_json(checked: &Checked) -> Vec<Value> {
    let one = |problem: &Problem| {
        let (file, text, problem) = checked.sources.locate(problem);
        let place = problem.place(text);
        json!({
            "file": file,
            "line": place.line,
            "column": place.column,
            "code": problem.code,
            "message": problem.message(),
            "hint": problem.advice(),
        })
    };
    let unreadable = checked.unreadable.iter().map(|why| {
        json!({ "file": checked.file, "line": 1, "column": 1, "code": "unreadable",
                "message": why, "hint": null })
    });
    checked.problems.iter().flatten().map(one).chain(unreadable).collect()
}
