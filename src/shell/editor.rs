//! Writing in an editor of the person's own. The text goes through a file in a folder of its own
//! beside the journal, never through a temporary folder; what the editor leaves there (swap files,
//! backups) is taken away with it.

#![expect(
    clippy::disallowed_methods,
    reason = "a text is lent to an editor of the person's own, through a file"
)]

use std::fs::{self, DirBuilder, OpenOptions, Permissions};
use std::io::{Read as _, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};

use crate::prose::LONGEST;

/// An editor that is back sooner than this without having changed anything has probably opened a
/// window of its own and left us.
const AT_ONCE: Duration = Duration::from_millis(400);

/// What came of it.
pub(super) enum Rewritten {
    /// The text as it came back, and its file: to be taken back once the text is kept elsewhere.
    Text(String, PathBuf),
    /// Nothing changed.
    Same,
    /// The editor returned at once; its window may still be open on this file.
    Gone(PathBuf),
}

/// The command named by `VISUAL` or `EDITOR`.
pub(super) fn command() -> Option<String> {
    let words = |name| std::env::var_os(name)?.into_string().ok();
    let named = |command: &String| !command.trim().is_empty();
    words("VISUAL").filter(named).or_else(|| words("EDITOR").filter(named))
}

/// The words of `command`, to be followed by a file. What is quoted in it is for a shell to take
/// apart, as other programs do with the same variables.
fn parts(command: &str) -> Vec<&str> {
    if command.contains(['\'', '"', '\\', '$', '~']) {
        // The first word after the script is its name, the rest are its arguments.
        return vec!["sh", "-c", SCRIPT, command];
    }
    command.split_whitespace().collect()
}

/// What a shell runs: its name is the command, its arguments are for the command.
const SCRIPT: &str = r#"eval "exec $0 \"\$@\"""#;

/// What tells an editor to keep no copies of its own, where it is known how.
fn keeps_nothing(program: &str) -> &'static [&'static str] {
    const VIM: &[&str] =
        &["-n", "-i", "NONE", "--cmd", "set noundofile nobackup nowritebackup viminfo="];
    const NVIM: &[&str] =
        &["-n", "-i", "NONE", "--cmd", "set noundofile nobackup nowritebackup shada="];
    match Path::new(program).file_name().and_then(|name| name.to_str()) {
        Some("vim" | "gvim" | "mvim" | "vimx") => VIM,
        Some("nvim") => NVIM,
        _ => &[],
    }
}

/// A new folder for one text. One that is still there keeps what an editor left in it.
fn a_place_in(folder: &Path) -> std::io::Result<PathBuf> {
    let mut nth = 0;
    loop {
        let place = folder.join(format!(".writing-{}-{nth}", std::process::id()));
        match DirBuilder::new().mode(0o700).create(&place) {
            Err(why) if why.kind() == std::io::ErrorKind::AlreadyExists && nth < 100 => nth += 1,
            outcome => {
                outcome?;
                // The mask of the process may have taken away what its owner needs.
                fs::set_permissions(&place, Permissions::from_mode(0o700))?;
                return Ok(place);
            }
        }
    }
}

/// Takes away the folder of a text that was lent, with all that is in it.
pub(super) fn take_back(path: &Path) {
    if let Some(folder) = path.parent() {
        let _ = fs::remove_dir_all(folder);
    }
}

/// Lets the person rewrite `text`, in a file under `folder`.
pub(super) fn rewrite(text: &str, folder: &Path, command: &str) -> Result<Rewritten> {
    let cannot = "a file for your editor could not be made";
    let path = a_place_in(folder).context(cannot)?.join("answer.md");
    let mut file =
        OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path).context(cannot)?;
    file.set_permissions(Permissions::from_mode(0o600)).context(cannot)?;
    file.write_all(text.as_bytes()).context("the text could not be handed to your editor")?;
    file.sync_all().context("the text could not be handed to your editor")?;
    drop(file);
    let began = Instant::now();
    let parts = parts(command);
    let status = Command::new(parts[0])
        .args(&parts[1..])
        .args(keeps_nothing(parts[0]))
        .arg(&path)
        .stdin(own_terminal())
        .status();
    let quick = began.elapsed() < AT_ONCE;
    let status = match status {
        Ok(status) => status,
        Err(why) => {
            take_back(&path);
            bail!("“{}” could not be started: {why}", parts[0]);
        }
    };
    // Editors end a file with a line break that nobody wrote.
    let back = read_back(&path)?;
    let back = match back.strip_suffix('\n') {
        Some(cut) if !text.ends_with('\n') => cut.to_owned(),
        _ => back,
    };
    if !status.success() {
        if back != text {
            bail!("your editor ended with an error; what it wrote is kept in {}", path.display());
        }
        take_back(&path);
        bail!("your editor ended with an error");
    }
    if back == text && quick {
        return Ok(Rewritten::Gone(path));
    }
    if back == text {
        take_back(&path);
        return Ok(Rewritten::Same);
    }
    Ok(Rewritten::Text(back, path))
}

/// The text in a file that an editor's own window was opened on.
pub(super) fn fetch(path: &Path) -> Result<String> {
    let text = read_back(path)?;
    Ok(text.strip_suffix('\n').map(str::to_owned).unwrap_or(text))
}

/// What an editor left: an ordinary file of no more than an answer can hold. What cannot be taken
/// over stays where it is, and is named.
fn read_back(path: &Path) -> Result<String> {
    let cannot = "what your editor wrote could not be read";
    let flags = rustix::fs::OFlags::NOFOLLOW | rustix::fs::OFlags::NONBLOCK;
    let mut options = OpenOptions::new();
    options.read(true).custom_flags(flags.bits().cast_signed());
    let file = options.open(path).context(cannot)?;
    if !file.metadata().context(cannot)?.is_file() {
        bail!("{cannot}: something that is not a file stands in its place");
    }
    let mut back = Vec::new();
    file.take(LONGEST as u64 + 2).read_to_end(&mut back).context(cannot)?;
    if back.len() > LONGEST + 1 {
        bail!("what your editor wrote is longer than 1 MiB; it is kept in {}", path.display());
    }
    String::from_utf8(back).map_err(|_| {
        anyhow::anyhow!("what your editor wrote is not UTF-8; it is kept in {}", path.display())
    })
}

/// The terminal as other programs expect it: reading from it waits.
fn own_terminal() -> Stdio {
    fs::File::open("/dev/tty").map_or_else(|_| Stdio::inherit(), Stdio::from)
}
