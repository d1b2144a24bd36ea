//! What kind of terminal this is: colours, background, whether it can be drawn on.

#![expect(clippy::disallowed_methods, reason = "the environment says what the terminal can show")]

use std::env;
use std::io::IsTerminal;

use crate::widget::theme::Ground;

/// Which colours to use. `NO_COLOR` and `TERM` decide whether there are any; `FIELDBOOK_THEME`
/// (light, dark, none) or the terminal's own `COLORFGBG` decide which.
pub(super) fn ground() -> Ground {
    let word = |name: &str| env::var_os(name).map(|word| word.to_string_lossy().into_owned());
    if word("NO_COLOR").is_some_and(|word| !word.is_empty()) {
        return Ground::Plain;
    }
    match word("FIELDBOOK_THEME").as_deref() {
        Some("light") => return Ground::Light,
        Some("dark") => return Ground::Dark,
        Some("none") => return Ground::Plain,
        _ => {}
    }
    let term = word("TERM").unwrap_or_default();
    let many = word("COLORTERM").is_some()
        || ["256color", "kitty", "alacritty", "ghostty", "direct"]
            .iter()
            .any(|name| term.contains(name));
    if !many {
        return Ground::Plain;
    }
    let back = word("COLORFGBG").and_then(|word| word.rsplit(';').next()?.parse::<u8>().ok());
    match back {
        Some(7 | 15) => Ground::Light,
        Some(0..=6 | 8) => Ground::Dark,
        _ => Ground::Unknown,
    }
}

/// Whether lines must do: no terminal on either side, or one that cannot be drawn on.
pub(super) fn wants_plain() -> bool {
    let dumb = env::var_os("TERM").is_none_or(|term| term.is_empty() || term == "dumb");
    dumb || !std::io::stdout().is_terminal() || !std::io::stdin().is_terminal()
}
