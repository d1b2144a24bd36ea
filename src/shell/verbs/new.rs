//! `new`: a protocol to begin with, in which every line says what it is for. Nothing that stands
//! there already is touched.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use crate::base::id::ProtocolId;
use crate::protocol::{Capability, Form};
use crate::shell::catalog::{self, shown};
use crate::shell::cli::Beginning;
use crate::shell::places::Places;
use crate::shell::verbs::Outcome;
use crate::shell::{said, schema};
use crate::store;

/// The protocol. A line that begins with `@alone`, `@pair`, `@group` or `@several` stands in that
/// form only.
const SCAFFOLD: &str = include_str!("scaffold.txt");
/// What an editor reads, beside the protocol.
const SCHEMA: &str = "protocol.schema.json";

/// Writes a new protocol, and beside it what an editor needs.
pub(super) fn new(beginning: &Beginning, places: &Places) -> Result<Outcome> {
    let id = match ProtocolId::new(&beginning.id) {
        Ok(id) => id,
        Err(why) => {
            bail!("“{}” cannot be the id of a protocol: {why}", shown(Path::new(&beginning.id)))
        }
    };
    let form = Form::ALL.into_iter().find(|(name, _)| *name == beginning.form);
    let form = form.map_or(Form::Alone, |(_, form)| form);
    let path = place(&id, beginning.place.as_deref(), places);
    let known = catalog::find(id.as_str(), places).is_ok();
    if !store::put_new(&path, &text(&id, form, &beginning.capability))? {
        bail!(
            "something stands at {} already, and stays as it is; take another id, or name another \
             place behind it",
            shown(&path)
        );
    }
    let beside = path.with_file_name(SCHEMA);
    let schema = format!("{:#}\n", schema::schema());
    // One that is there may be of an older program; it is the person's, and can be written anew.
    if store::put_new(&beside, &schema)? {
        said::words(&format!("For your editor: {}", shown(&beside)));
    }
    said::data(&shown(&path))?;
    let run = if beginning.place.is_some() { shown(&path) } else { id.to_string() };
    said::words(&format!("It runs as it stands: fieldbook run {run}"));
    if known {
        let before =
            if beginning.place.is_some() { "is another one" } else { "now comes after yours" };
        said::words(&format!("There is a protocol called {id} already; it {before}."));
    }
    Ok(Outcome::Well)
}

/// Where the protocol goes: the file or folder that was named, or the person's own folder.
fn place(id: &ProtocolId, named: Option<&Path>, places: &Places) -> PathBuf {
    let file = format!("{id}.yaml");
    let Some(named) = named else { return places.protocols().join(file) };
    let is_file = named.extension().is_some_and(|end| end == "yaml" || end == "yml");
    if is_file && !named.is_dir() { named.to_owned() } else { named.join(file) }
}

/// The protocol, for this form.
fn text(id: &ProtocolId, form: Form, capability: &[String]) -> String {
    let capability = match capability {
        [] => Capability::ALL[0].0.to_owned(),
        [one] => one.clone(),
        several => format!("[{}]", several.join(", ")),
    };
    let mut text = String::new();
    for line in SCAFFOLD.lines() {
        let Some(marked) = line.strip_prefix('@') else {
            text.push_str(line);
            text.push('\n');
            continue;
        };
        let (mark, line) = marked.split_once(' ').unwrap_or((marked, ""));
        let several = form != Form::Alone;
        let own = Form::ALL.iter().any(|(name, of)| *name == mark && *of == form);
        if own || (mark == "several" && several) {
            text.push_str(line);
            text.push('\n');
        }
    }
    let text = text.replace("id: NAME", &format!("id: {}", quoted(id.as_str())));
    let text = text.replace("TITLE", &quoted(&title(id))).replace("CAPABILITY", &capability);
    text.replace("NAME", id.as_str())
}

/// A word as it can stand after a colon: some that mean something there need quotation marks.
fn quoted(word: &str) -> String {
    const MEAN_SOMETHING: [&str; 3] = ["true", "false", "null"];
    let means = MEAN_SOMETHING.contains(&word.to_lowercase().as_str());
    if means { format!("\"{word}\"") } else { word.to_owned() }
}

/// "after-a-walk" as people would write it.
fn title(id: &ProtocolId) -> String {
    let words = id.as_str().replace('-', " ");
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut letters = words.chars();
    let first = letters.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}", letters.as_str())
}
