//! The head of a journal: which protocol it follows, with the protocol's own text inside, so that
//! it can be read when the protocol is gone or has changed.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::base::stamp::Stamp;
use crate::protocol::Protocol;
use crate::session::Setting;
use crate::written::sources::Sheet;

/// The format that this program writes.
pub const FORMAT: u32 = 1;

/// What stands at the head of each segment of a journal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct About {
    /// The format of the lines that follow.
    pub format: u32,
    /// The oldest format a reader must know to read them rightly.
    pub min_reader: u32,
    /// The program that wrote them.
    pub program: String,
    /// The protocol's id.
    pub protocol: String,
    /// The protocol's title.
    pub title: String,
    /// The protocol's version.
    #[serde(default)]
    pub version: String,
    /// SHA-256 of the protocol's text, in hex.
    pub sha256: String,
    /// The protocol's text.
    pub source: String,
    /// The fragments it uses, as they were.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub beside: Vec<Sheet>,
    /// The language it was translated into, if it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// What this conversation belongs to, if it was given a name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub thread: Option<String>,
    /// Who was here, how much time there was, and what was said before, as it stood when this
    /// conversation began.
    #[serde(flatten)]
    pub setting: Setting,
    /// When the conversation began; later segments repeat it.
    pub began: Stamp,
}

impl About {
    /// The head of a new journal.
    pub fn new(
        protocol: &Protocol,
        source: &str,
        beside: &[Sheet],
        thread: Option<String>,
        setting: Setting,
        began: Stamp,
    ) -> Self {
        Self {
            format: FORMAT,
            min_reader: FORMAT,
            program: env!("CARGO_PKG_VERSION").to_owned(),
            protocol: protocol.id.to_string(),
            title: protocol.title.clone(),
            version: protocol.version.clone(),
            sha256: sha256_of(source, beside),
            source: source.to_owned(),
            beside: beside.to_vec(),
            language: None,
            thread,
            setting,
            began,
        }
    }
}

impl About {
    /// The same, of a protocol that was translated into this language.
    #[must_use]
    pub fn in_language(self, language: Option<String>) -> Self {
        Self { language, ..self }
    }
}

/// SHA-256 of a protocol's text and of those of its fragments, in hex.
fn sha256_of(source: &str, beside: &[Sheet]) -> String {
    if beside.is_empty() {
        return sha256(source);
    }
    let texts = std::iter::once(source).chain(beside.iter().map(|sheet| sheet.text.as_str()));
    // A zero byte, which no protocol holds, stands between them.
    sha256(&texts.collect::<Vec<_>>().join("\0"))
}

/// SHA-256 of a text, in hex.
pub fn sha256(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}
