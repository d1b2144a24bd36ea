//! Writing in an editor of the person's own. The text goes through a file in the journal's own
//! folder, never through a temporary folder, and is taken away afterwards.

#![expect(
    clippy::disallowed_methods,
    reason = "a text is lent to an editor of the person's own, through a file"
)]

use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};

/// An editor that is back sooner than this without having changed anything has probably opened a
/// window of its own and left us.
const AT_ONCE: Duration = Duration::from_millis(400);

/// What came of it.
pub(super) enum Rewritten {
    /// The text as it came back.
    Text(String),
    /// Nothing changed.
    Same,
    /// The editor returned at once; its window may still be open on this file.
    Gone(PathBuf),
}

/// The command named by `VISUAL` or `EDITOR`.
pub(super) fn command() -> Option<Vec<String>> {
    let word = |name| std::env::var_os(name)?.into_string().ok();
    let command = word("VISUAL").or_else(|| word("EDITOR"))?;
    let parts: Vec<String> = command.split_whitespace().map(str::to_owned).collect();
    (!parts.is_empty()).then_some(parts)
}

/// Lets the person rewrite `text`, in a file under `folder`.
pub(super) fn rewrite(text: &str, folder: &Path, command: &[String]) -> Result<Rewritten> {
    let path = folder.join(format!(".writing-{}.md", std::process::id()));
    let _ = fs::remove_file(&path);
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&path)
        .context("a file for your editor could not be made")?;
    file.write_all(text.as_bytes()).context("the text could not be handed to your editor")?;
    file.sync_all().context("the text could not be handed to your editor")?;
    drop(file);
    let began = Instant::now();
    let status = Command::new(&command[0]).args(&command[1..]).arg(&path).status();
    let quick = began.elapsed() < AT_ONCE;
    let status = match status {
        Ok(status) => status,
        Err(why) => {
            let _ = fs::remove_file(&path);
            bail!("“{}” could not be started: {why}", command[0]);
        }
    };
    let back = fs::read(&path).context("what your editor wrote could not be read")?;
    let Ok(back) = String::from_utf8(back) else {
        bail!("what your editor wrote is not UTF-8; it is kept in {}", path.display());
    };
    // Editors end a file with a line break that nobody wrote.
    let back = match back.strip_suffix('\n') {
        Some(cut) if !text.ends_with('\n') => cut.to_owned(),
        _ => back,
    };
    if !status.success() {
        if back != text {
            bail!("your editor ended with an error; what it wrote is kept in {}", path.display());
        }
        let _ = fs::remove_file(&path);
        bail!("your editor ended with an error");
    }
    if back == text && quick {
        return Ok(Rewritten::Gone(path));
    }
    let _ = fs::remove_file(&path);
    if back == text {
        return Ok(Rewritten::Same);
    }
    Ok(Rewritten::Text(back))
}

/// The text in a file that an editor's own window was opened on; the file is taken away.
pub(super) fn fetch(path: &Path) -> Option<String> {
    let text = fs::read_to_string(path).ok()?;
    let _ = fs::remove_file(path);
    Some(text.strip_suffix('\n').map(str::to_owned).unwrap_or(text))
}
