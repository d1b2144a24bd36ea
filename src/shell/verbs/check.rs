//! `check`: what is wrong in protocols, all of it at once, with a place and a way to mend it; and
//! what is worth a second look.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use serde_json::{Value, json};

use crate::base::plural::counted;
use crate::base::problem::{Excerpt, Problem, Weight};
use crate::protocol::{self, Coverage, Examined};
use crate::shell::beside::Nearby;
use crate::shell::catalog::{self, Missing};
use crate::shell::cli::Checking;
use crate::shell::places::Places;
use crate::shell::said;
use crate::shell::verbs::Outcome;
use crate::widget::wrap;
use crate::written::sources::Sources;

/// Columns of what is told.
const WIDTH: usize = 80;

/// What checking one file showed.
struct Checked {
    file: String,
    sources: Sources,
    findings: Vec<Problem>,
    unreadable: Option<String>,
    /// How much there is in other languages, a line for each.
    coverage: Vec<String>,
}

/// Checks files, folders of them, and protocols by id.
pub(super) fn check(checking: &Checking, places: &Places) -> Result<Outcome> {
    let mut all = Vec::new();
    let (mut files, mut problems, mut remarks) = (0, 0, 0);
    // Told at once and let go: there may be many.
    let mut take = |checked: &Checked| -> Result<()> {
        files += 1;
        problems += checked.count(Weight::Problem);
        remarks += checked.count(Weight::Remark);
        if checking.json {
            all.extend(as_json(checked));
            return Ok(());
        }
        report(checked)
    };
    for path in &checking.paths {
        let is_path = Path::new(path).exists() || path.contains(['/', '\\', '.']);
        if !is_path {
            take(&named(path, checking.strict, places)?)?;
            continue;
        }
        for file in files_in(Path::new(path))? {
            take(&file_checked(&file, checking.strict, places))?;
        }
    }
    if checking.json {
        said::json(&json!({ "problems": all }))?;
    } else {
        said::words(&summary(files, problems, remarks));
    }
    let well = problems == 0 && (remarks == 0 || !checking.strict);
    Ok(if well { Outcome::Well } else { Outcome::Problems })
}

/// "3 files: 2 problems and 1 remark."
fn summary(files: usize, problems: usize, remarks: usize) -> String {
    let files = counted(files, "file", "files");
    let problems = (problems > 0).then(|| counted(problems, "problem", "problems"));
    let remarks = (remarks > 0).then(|| counted(remarks, "remark", "remarks"));
    match (problems, remarks) {
        (None, None) => format!("{files}: all is well."),
        (None, Some(remarks)) => format!("{files}: no problem, and {remarks}."),
        (Some(problems), None) => format!("{files}: {problems}."),
        (Some(problems), Some(remarks)) => format!("{files}: {problems} and {remarks}."),
    }
}

impl Checked {
    fn of(file: String, examined: Examined, strict: bool) -> Self {
        let remarks = examined.remarks(strict);
        let problems = examined.problems.iter().flatten().cloned();
        let findings = problems.chain(remarks).collect();
        Self { file, sources: examined.sources, findings, unreadable: None, coverage: Vec::new() }
    }

    fn count(&self, weight: Weight) -> usize {
        let findings = self.findings.iter().filter(|finding| finding.weight == weight).count();
        findings + usize::from(weight == Weight::Problem && self.unreadable.is_some())
    }
}

fn files_in(path: &Path) -> Result<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let files = catalog::all_yaml_files(path);
    if files.is_empty() {
        bail!("there are no .yaml files in {}", catalog::shown(path));
    }
    Ok(files)
}

fn file_checked(path: &Path, strict: bool, places: &Places) -> Checked {
    let file = catalog::shown(path);
    match catalog::read_text(path) {
        Ok(source) => {
            let beside = Nearby::of(Some(path), &places.protocols());
            let examined = protocol::examine(&file, &source, &beside);
            if examined.problems.is_some() {
                return Checked::of(file, examined, strict);
            }
            let over = translated(path, &beside);
            let Some((tag, base, whole)) = over else {
                return in_all_languages(file, examined, strict, &beside);
            };
            let coverage = whole.coverage.as_ref().map(|coverage| in_words(coverage, &base, &tag));
            let astray = whole.coverage.iter().flat_map(|coverage| &coverage.astray);
            let astray: Vec<_> = astray.map(|lost| whole.sources.locate(lost).2).collect();
            // What there is to remark on, the protocol's own file is told of for itself.
            let shown = if whole.problems.is_some() { whole } else { examined };
            let mut checked = Checked::of(file, shown, strict);
            checked.coverage.extend(coverage);
            checked.findings.extend(astray);
            checked
        }
        Err(why) => {
            let (unreadable, sources) = (Some(format!("{why:#}")), Sources::of(&file, ""));
            Checked { file, sources, findings: Vec::new(), unreadable, coverage: Vec::new() }
        }
    }
}

/// A file, in its own language and in all others that it has its words in.
fn in_all_languages(file: String, examined: Examined, strict: bool, beside: &Nearby) -> Checked {
    let mut coverage = Vec::new();
    let fragments = examined.coverage.as_ref().filter(|coverage| !coverage.missing.is_empty());
    if let (Some(protocol), Some(fragments)) = (&examined.protocol, fragments) {
        coverage.push(in_words(fragments, "its fragments", &protocol.language));
    }
    for tag in &examined.languages {
        let whole = protocol::examine_in(Some(tag), &file, examined.sources.own(), beside);
        if whole.problems.is_some() {
            return Checked { coverage, ..Checked::of(file, whole, strict) };
        }
        coverage.extend(whole.coverage.as_ref().map(|spoken| in_words(spoken, "it", tag)));
    }
    Checked { coverage, ..Checked::of(file, examined, strict) }
}

/// A translation laid over its protocol, which stands in the same folder: its language, the name of
/// the protocol's file, and what comes of the two.
fn translated(path: &Path, beside: &Nearby) -> Option<(String, String, Examined)> {
    let stem = path.file_stem()?.to_string_lossy().into_owned();
    let (id, language) = stem.rsplit_once('.')?;
    let base = path.with_file_name(format!("{id}.yaml"));
    let source = catalog::read_text(&base).ok()?;
    let file = catalog::shown(&base);
    let whole = protocol::examine_in(Some(language), &file, &source, beside);
    Some((language.to_owned(), file, whole))
}

/// "all 40 texts of it are there in es".
fn in_words(coverage: &Coverage, base: &str, tag: &str) -> String {
    let missing = coverage.missing.len();
    let all = counted(coverage.all, "text", "texts");
    if missing == 0 {
        return format!("all {all} of {base} are there in {tag}");
    }
    let first: Vec<&str> = coverage.missing.iter().take(3).map(String::as_str).collect();
    let more = if missing > first.len() { ", …" } else { "" };
    format!(
        "{} of {all} of {base} are there in {tag}; the others stay as they are: {}{more}",
        coverage.all - missing,
        first.join(", ")
    )
}

fn named(id: &str, strict: bool, places: &Places) -> Result<Checked> {
    let file = format!("{id}.yaml");
    match catalog::find(id, places) {
        Ok(found) => {
            let beside = Nearby::of(None, &places.protocols());
            let examined = protocol::examine(&file, &found.source, &beside);
            Ok(Checked::of(file, examined, strict))
        }
        Err(Missing::Unknown(words)) => bail!("{words}"),
        Err(Missing::Broken { sources, problems }) => {
            let findings = problems.iter().cloned().collect();
            let coverage = Vec::new();
            Ok(Checked { file, sources: *sources, findings, unreadable: None, coverage })
        }
    }
}

fn report(checked: &Checked) -> Result<()> {
    if let Some(why) = &checked.unreadable {
        said::data(why)?;
    }
    for coverage in &checked.coverage {
        said::words(&format!("{}: {coverage}.", checked.file));
    }
    for finding in &checked.findings {
        said::data(&told(finding, &checked.sources))?;
    }
    Ok(())
}

/// A finding with its place, what sort it is, an excerpt and a way to mend it.
fn told(finding: &Problem, sources: &Sources) -> String {
    let (file, text, finding) = sources.locate(finding);
    let place = finding.where_in(file, text);
    let weight = finding.weight.says();
    let headline = format!("{place}: {weight}: {}", finding.message());
    let code = format!("[{}]", finding.code);
    let least = Excerpt::of(text, finding.span, WIDTH);
    let gutter = least.gutter();
    let room = WIDTH.saturating_sub(gutter.len() + " | ".len());
    let mut lines = hanging(&headline, &format!("{gutter}   "));
    match lines.last_mut().filter(|last| last.chars().count() + 1 + code.len() <= WIDTH) {
        Some(last) => last.push_str(&format!(" {code}")),
        None => lines.push(format!("{gutter}   {code}")),
    }
    lines.extend(Excerpt::of(text, finding.span, room).lines());
    if let Some(advice) = finding.advice() {
        lines.extend(hanging(&format!("{gutter} = {advice}"), &format!("{gutter}   ")));
    }
    lines.push(String::new());
    lines.join("\n")
}

/// Words in rows of 80 columns, all but the first indented.
fn hanging(words: &str, indent: &str) -> Vec<String> {
    let first = wrap::rows(words, WIDTH).swap_remove(0);
    let rest = words.get(first.len()..).unwrap_or_default().trim_start();
    let mut rows = vec![first.trim_end().to_owned()];
    if !rest.is_empty() {
        let more = wrap::rows(rest, WIDTH.saturating_sub(indent.len()).max(1));
        rows.extend(more.iter().map(|row| format!("{indent}{}", row.trim_end())));
    }
    rows
}

fn as_json(checked: &Checked) -> Vec<Value> {
    let one = |finding: &Problem| {
        let (file, text, finding) = checked.sources.locate(finding);
        let (place, end) = (finding.place(text), finding.end(text));
        json!({
            "severity": finding.weight.says(),
            "file": file,
            "line": place.line,
            "column": place.column,
            "end_line": end.line,
            "end_column": end.column,
            "code": finding.code,
            "message": finding.message(),
            "hint": finding.advice(),
        })
    };
    let unreadable = checked.unreadable.iter().map(|why| {
        json!({ "severity": Weight::Problem.says(), "file": checked.file, "line": 1, "column": 1,
                "end_line": 1, "end_column": 1, "code": "unreadable", "message": why,
                "hint": null })
    });
    checked.findings.iter().map(one).chain(unreadable).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::span::Span;

    #[test]
    fn what_is_told_stays_within_eighty_columns_where_it_can() {
        let line = format!("ask: {}here {}", "words ".repeat(30), "more ".repeat(30));
        let at = line.find("here").expect("it is there");
        let sources = Sources::of("some/where/x.yaml", &line);
        let remark = Problem::remark("too-wide", Span::new(at, at + 4), "long ".repeat(30))
            .hint("shorter ".repeat(30));
        let told = told(&remark, &sources);
        let widest = told.lines().map(|line| line.chars().count()).max();
        assert!(widest.is_some_and(|widest| widest <= WIDTH), "{told}");
        assert!(told.starts_with("some/where/x.yaml:1:186: remark: long"), "{told}");
        assert!(told.contains("here") && told.contains("^^^^"), "{told}");
        assert!(told.contains("[too-wide]"), "{told}");
    }

    #[test]
    fn the_summary_counts_problems_and_remarks() {
        for (counts, words) in [
            ((1, 0, 0), "1 file: all is well."),
            ((2, 0, 1), "2 files: no problem, and 1 remark."),
            ((2, 3, 0), "2 files: 3 problems."),
            ((1, 1, 2), "1 file: 1 problem and 2 remarks."),
        ] {
            assert_eq!(summary(counts.0, counts.1, counts.2), words);
        }
    }
}
