//! Saying things outside the screen: data to stdout, words to stderr, both harmless, and no panic
//! when nobody is listening any more.

use std::io::{self, Write};

use crate::base::clean;

/// Data, for a person or the next program in a pipe.
pub(super) fn data(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(clean::for_display(text).as_bytes())?;
    if !text.ends_with('\n') {
        out.write_all(b"\n")?;
    }
    out.flush()
}

/// Words to the person.
pub(super) fn words(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{}", clean::for_display(text));
}
