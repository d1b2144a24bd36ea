//! The names of a session's files, and how to tell ours from what others left there.

#![expect(
    clippy::disallowed_methods,
    reason = "two runs of the program must not come upon one name"
)]

use std::ffi::OsStr;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::path::{Path, PathBuf};

/// The folder of the log's segments, in a session's folder.
pub(super) const LOG: &str = "log";
/// The folder of the draft journals, in a session's folder.
pub(super) const DRAFT: &str = "draft";
/// The page for people, in a session's folder.
pub(super) const PAGE: &str = "session.md";
/// What a page for people begins with, when the page itself was edited by hand.
const GENERATED: &str = "session.generated";

const ALPHABET: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

/// A number that no other run of the program comes up with.
pub(super) fn chance() -> u64 {
    // The standard library seeds each of these from the operating system.
    let mut hasher = RandomState::new().build_hasher();
    hasher.write_u32(std::process::id());
    hasher.finish()
}

/// Six letters and digits that read well aloud.
pub(super) fn short() -> String {
    let mut rest = chance();
    let mut letter = || {
        let at = (rest % 32) as usize;
        rest /= 32;
        char::from(ALPHABET[at])
    };
    (0..6).map(|_| letter()).collect()
}

/// The name of a new segment or run whose first number is `n`.
pub(super) fn run(n: u64) -> String {
    format!("{n:016}-{:08x}", chance() as u32)
}

/// The path of a segment.
pub(super) fn segment(folder: &Path, name: &str) -> PathBuf {
    folder.join(LOG).join(format!("{name}.log"))
}

/// The path of one generation of a run's draft journal.
pub(super) fn draft(folder: &Path, run: &str, generation: u64) -> PathBuf {
    folder.join(DRAFT).join(format!("{run}.{generation}"))
}

/// The segment a file in `log/` holds, when it is one of ours.
pub(super) fn segment_of(name: &OsStr) -> Option<&str> {
    name.to_str()?.strip_suffix(".log").filter(|stem| is_run(stem))
}

/// The run and generation a file in `draft/` holds, when it is one of ours.
pub(super) fn draft_of(name: &OsStr) -> Option<(&str, u64)> {
    let (run, generation) = name.to_str()?.split_once('.')?;
    let digits = (1..=18).contains(&generation.len())
        && generation.bytes().all(|b| b.is_ascii_digit())
        && (generation == "0" || !generation.starts_with('0'));
    let generation = generation.parse().ok().filter(|_| digits)?;
    is_run(run).then_some((run, generation))
}

/// Where the page goes when the one before it was edited by hand: the `nth` choice.
pub(super) fn page(nth: u32) -> String {
    match nth {
        0 => PAGE.to_owned(),
        1 => format!("{GENERATED}.md"),
        _ => format!("{GENERATED}.{nth}.md"),
    }
}

/// Whether a name in a session's folder is one this program uses.
pub(super) fn is_ours(name: &OsStr) -> bool {
    let Some(name) = name.to_str() else { return false };
    let numbered = |name: &str| {
        let middle = name.strip_prefix(GENERATED)?.strip_suffix(".md")?;
        let digits = middle.strip_prefix('.').unwrap_or("0");
        digits.parse::<u32>().ok()
    };
    name == PAGE || numbered(name).is_some()
}

fn is_run(stem: &str) -> bool {
    let Some((number, chance)) = stem.split_once('-') else { return false };
    number.len() == 16
        && number.bytes().all(|b| b.is_ascii_digit())
        && chance.len() == 8
        && chance.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_names_are_told_from_copies_of_them() {
        let run = run(7);
        assert_eq!(segment_of(OsStr::new(&format!("{run}.log"))), Some(run.as_str()));
        assert_eq!(draft_of(OsStr::new(&format!("{run}.12"))), Some((run.as_str(), 12)));
        for strange in [
            format!("{run} (Anna's conflicted copy 2026-11-23).log"),
            format!("{run}.sync-conflict-20261123-101010-ABCDEFG.log"),
            format!("{run} 2.log"),
            format!("{run}.log~"),
            format!(".{run}.log.swp"),
            format!("{run}.log.icloud"),
            "0000000000000007-ABCDEF01.log".to_owned(),
            ".DS_Store".to_owned(),
        ] {
            assert_eq!(segment_of(OsStr::new(&strange)), None, "{strange}");
        }
        for strange in ["", ".", "x.0", "01", "+1", "1 2", "99999999999999999999"] {
            assert_eq!(draft_of(OsStr::new(&format!("{run}.{strange}"))), None, "{strange}");
        }
        for (name, ours) in [
            ("session.md", true),
            ("session.generated.md", true),
            ("session.generated.2.md", true),
            ("session 2.md", false),
            ("session.generated.x.md", false),
            (".session.md.00000000", false),
        ] {
            assert_eq!(is_ours(OsStr::new(name)), ours, "{name}");
        }
    }

    #[test]
    fn short_names_differ() {
        let names: std::collections::BTreeSet<_> = (0..1_000).map(|_| short()).collect();
        assert_eq!(names.len(), 1_000);
        assert!(names.iter().all(|name| name.len() == 6));
    }
}
