//! `schema`: what an editor needs to help with writing protocols.

use anyhow::Result;

use crate::shell::verbs::Outcome;
use crate::shell::{said, schema};

/// The schema, for `# yaml-language-server: $schema=…`.
pub(super) fn schema() -> Result<Outcome> {
    said::json(&schema::schema())?;
    Ok(Outcome::Well)
}
