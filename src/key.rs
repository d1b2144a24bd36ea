//! A key as this program speaks of it, written `<c-s>` both ways, and the tables that bind keys
//! to what they do. The terminal's own types stop at the shell.

use std::fmt;

/// One key press.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    /// Which key.
    pub code: Code,
    /// Held with Control.
    pub ctrl: bool,
    /// Held with Alt, or after Escape.
    pub alt: bool,
    /// Held with Shift; set for characters only with Control, otherwise they are shifted already.
    pub shift: bool,
}

/// Which key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Code {
    /// A character.
    Char(char),
    /// Enter.
    Enter,
    /// Escape.
    Escape,
    /// Tab.
    Tab,
    /// Backspace.
    Backspace,
    /// Delete.
    Delete,
    /// Insert.
    Insert,
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
    /// F1 to F12.
    F(u8),
}

const NAMED: [(Code, &str, &str); 15] = [
    (Code::Enter, "enter", "Enter"),
    (Code::Escape, "esc", "Esc"),
    (Code::Tab, "tab", "Tab"),
    (Code::Backspace, "bs", "Backspace"),
    (Code::Delete, "del", "Delete"),
    (Code::Insert, "ins", "Insert"),
    (Code::Left, "left", "←"),
    (Code::Right, "right", "→"),
    (Code::Up, "up", "↑"),
    (Code::Down, "down", "↓"),
    (Code::Home, "home", "Home"),
    (Code::End, "end", "End"),
    (Code::PageUp, "pgup", "PgUp"),
    (Code::PageDown, "pgdn", "PgDn"),
    (Code::Char(' '), "space", "Space"),
];

impl Key {
    /// A key with nothing held.
    pub const fn plain(code: Code) -> Self {
        Self { code, ctrl: false, alt: false, shift: false }
    }

    /// A character typed.
    pub const fn char(c: char) -> Self {
        Self::plain(Code::Char(c))
    }

    /// A key held with Control.
    pub const fn ctrl(c: char) -> Self {
        Self { code: Code::Char(c), ctrl: true, alt: false, shift: false }
    }

    /// A key held with Alt.
    pub const fn alt(c: char) -> Self {
        Self { code: Code::Char(c), ctrl: false, alt: true, shift: false }
    }

    /// The character this key types, if it types one.
    pub fn typed(self) -> Option<char> {
        match self.code {
            Code::Char(c) if !self.ctrl && !self.alt => Some(c),
            _ => None,
        }
    }

    /// As a person reads it on a keyboard: `Ctrl-N`, `Enter`, `Shift-←`.
    pub fn name(self) -> String {
        let mut name = String::new();
        for (held, word) in [(self.ctrl, "Ctrl-"), (self.alt, "Alt-"), (self.shift, "Shift-")] {
            if held {
                name.push_str(word);
            }
        }
        match (self.code, NAMED.iter().find(|(code, ..)| *code == self.code)) {
            (_, Some((.., shown))) => name.push_str(shown),
            (Code::Char(c), _) if self.ctrl || self.alt => name.extend(c.to_uppercase()),
            (Code::Char(c), _) => name.push(c),
            (Code::F(n), _) => name.push_str(&format!("F{n}")),
            _ => {}
        }
        name
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let named = NAMED.iter().find(|(code, ..)| *code == self.code).map(|(_, name, _)| *name);
        if let (Some(c), None) = (self.typed(), named)
            && c != '<'
        {
            return write!(f, "{c}");
        }
        f.write_str("<")?;
        for (held, letter) in [(self.ctrl, "c-"), (self.alt, "a-"), (self.shift, "s-")] {
            if held {
                f.write_str(letter)?;
            }
        }
        match (named, self.code) {
            (Some(name), _) => f.write_str(name)?,
            (None, Code::Char('<')) => f.write_str("lt")?,
            (None, Code::Char(c)) => write!(f, "{c}")?,
            (None, Code::F(n)) => write!(f, "f{n}")?,
            _ => {}
        }
        f.write_str(">")
    }
}

/// Reads a script of keys: `7<bs>8<enter><c-n>`. Says which part it could not read.
pub fn parse(script: &str) -> Result<Vec<Key>, String> {
    let mut keys = Vec::new();
    let mut rest = script;
    while let Some(c) = rest.chars().next() {
        if c != '<' {
            keys.push(Key::char(c));
            rest = &rest[c.len_utf8()..];
            continue;
        }
        let end = rest.find('>').ok_or_else(|| format!("“{rest}” is never closed"))?;
        // `<a->>` is Alt and the sign itself.
        let end = if rest[..end].ends_with('-') && rest[end + 1..].starts_with('>') {
            end + 1
        } else {
            end
        };
        keys.push(one(&rest[1..end])?);
        rest = &rest[end + 1..];
    }
    Ok(keys)
}

fn one(name: &str) -> Result<Key, String> {
    let mut key = Key::plain(Code::Enter);
    let mut rest = name;
    loop {
        let (held, after) = match rest.as_bytes() {
            [b'c', b'-', _, ..] => (&mut key.ctrl, &rest[2..]),
            [b'a', b'-', _, ..] => (&mut key.alt, &rest[2..]),
            [b's', b'-', _, ..] => (&mut key.shift, &rest[2..]),
            _ => break,
        };
        *held = true;
        rest = after;
    }
    let named = NAMED.iter().find(|(_, known, _)| *known == rest).map(|(code, ..)| *code);
    let mut chars = rest.chars();
    key.code = match (named, chars.next(), chars.next()) {
        (Some(code), ..) => code,
        (None, Some(_), _) if rest == "lt" => Code::Char('<'),
        (None, Some(c), None) => Code::Char(c),
        (None, Some('f'), Some(_)) => {
            Code::F(rest[1..].parse().map_err(|_| format!("<{name}> is no key"))?)
        }
        _ => return Err(format!("<{name}> is no key")),
    };
    if matches!(key.code, Code::Char(_)) && !key.ctrl {
        key.shift = false;
    }
    Ok(key)
}

/// One line of a table of keys: what does it, what it is called in plain mode, what it does.
/// The table that handles a key is the table that explains it.
#[derive(Clone, Copy, Debug)]
pub struct Binding<A: 'static> {
    /// The keys that do it; the first is the one shown.
    pub keys: &'static [Key],
    /// The word that does it in plain mode, after a colon; empty where lines do it themselves.
    pub word: &'static str,
    /// What it does.
    pub does: A,
    /// What it does, in words: "go on".
    pub says: &'static str,
    /// Whether it is worth a place at the foot of the screen.
    pub foot: bool,
}

/// What a key does according to `table`.
pub fn bound<A: Copy>(table: &[Binding<A>], key: Key) -> Option<A> {
    table.iter().find(|line| line.keys.contains(&key)).map(|line| line.does)
}

/// What a plain-mode word does according to `table`.
pub fn called<A: Copy>(table: &[Binding<A>], word: &str) -> Option<A> {
    table.iter().find(|line| !line.word.is_empty() && line.word == word).map(|line| line.does)
}

/// A line of a table without its action: for footers, help pages and `fieldbook keys`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// The keys, the shown one first.
    pub keys: Vec<Key>,
    /// The plain-mode word, or empty.
    pub word: &'static str,
    /// What it does.
    pub says: &'static str,
    /// Whether it is worth a place at the foot of the screen.
    pub foot: bool,
}

/// The lines of `table`, to be shown.
pub fn hints<A>(table: &[Binding<A>]) -> Vec<Hint> {
    let hint = |line: &Binding<A>| Hint {
        keys: line.keys.to_vec(),
        word: line.word,
        says: line.says,
        foot: line.foot,
    };
    table.iter().map(hint).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_read_as_they_are_written() {
        for script in [
            "a",
            "é",
            "<c-n>",
            "<s-left>",
            "<a-b>",
            "<f1>",
            "<lt>",
            "<a->>",
            "<enter>",
            "<c-s-end>",
        ] {
            let keys = parse(script).unwrap_or_default();
            assert_eq!(keys.len(), 1, "{script}");
            assert_eq!(keys[0].to_string(), script);
        }
        assert_eq!(parse("7<bs>8").map(|keys| keys.len()), Ok(3));
        assert_eq!(parse("<s-é>"), parse("é"));
        assert!(parse("<c-").is_err() && parse("<nokey>").is_err() && parse("<>").is_err());
    }

    #[test]
    fn names_are_those_on_the_keyboard() {
        assert_eq!(Key::ctrl('n').name(), "Ctrl-N");
        assert_eq!(Key::plain(Code::Enter).name(), "Enter");
        assert_eq!(Key::char('?').name(), "?");
        assert_eq!(Key::char(' ').name(), "Space");
    }
}
