//! The terminal, borrowed: taken when the program begins to draw, given back on every way out.

use std::io::{self, BufWriter, IsTerminal as _, Stdout, Write};
use std::panic::Location;
use std::sync::atomic::{AtomicBool, Ordering};

use crossterm::cursor::Show;
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::style::Print;
use crossterm::terminal::{
    Clear, ClearType, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use crossterm::{execute, queue};
use ratatui::Terminal;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::shell::backend::Careful;

/// Presses and drags of the mouse, in the form that knows large screens; not every motion, which
/// would wake the program for nothing.
const MOUSE_ON: &str = "\x1b[?1000h\x1b[?1002h\x1b[?1006h";
const MOUSE_OFF: &str = "\x1b[?1006l\x1b[?1002l\x1b[?1000l";

/// Whether the terminal is ours just now; the panic hook and the guard both look here.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// The terminal while it is ours.
pub(super) struct Borrowed {
    terminal: Terminal<Careful<BufWriter<Stdout>>>,
}

impl Borrowed {
    /// Takes the terminal.
    pub fn take() -> io::Result<Self> {
        take()?;
        let out = BufWriter::with_capacity(64 * 1_024, io::stdout());
        match Terminal::new(Careful::new(out)) {
            Ok(terminal) => Ok(Self { terminal }),
            Err(error) => {
                give_back();
                Err(error)
            }
        }
    }

    /// Draws a frame; `draw` gives the cell of the caret.
    pub fn draw(
        &mut self,
        draw: impl FnOnce(Rect, &mut Buffer) -> Option<(u16, u16)>,
    ) -> io::Result<()> {
        self.terminal.backend_mut().begin()?;
        self.terminal.draw(|frame| {
            let area = frame.area();
            if let Some(caret) = draw(area, frame.buffer_mut()) {
                frame.set_cursor_position(caret);
            }
        })?;
        self.terminal.backend_mut().end()
    }

    /// The room there is.
    pub fn area(&self) -> Rect {
        let size = self.terminal.size().unwrap_or_default();
        Rect::new(0, 0, size.width, size.height)
    }

    /// Makes the next frame be drawn whole.
    pub fn forget(&mut self) -> io::Result<()> {
        self.terminal.clear()
    }

    /// Rings softly.
    pub fn ring() {
        let _ = execute!(io::stdout(), Print('\u{7}'));
    }

    /// Gives the terminal back for a while, and takes it again after `meanwhile`.
    pub fn lend<T>(&mut self, meanwhile: impl FnOnce() -> T) -> io::Result<T> {
        give_back();
        let outcome = meanwhile();
        take()?;
        self.forget()?;
        Ok(outcome)
    }
}

impl Drop for Borrowed {
    fn drop(&mut self) {
        give_back();
    }
}

/// Makes reading keys never wait. An escape sequence or a paste that breaks off would otherwise keep
/// the program waiting for its end, deaf to signals and to the disk. The terminal is opened anew for
/// this, so that nobody else who has it open is affected.
pub(super) fn read_without_waiting() {
    use rustix::fs::{Mode, OFlags, open};
    let flags = OFlags::RDONLY | OFlags::NONBLOCK | OFlags::NOCTTY;
    if io::stdin().is_terminal()
        && let Ok(tty) = open("/dev/tty", flags, Mode::empty())
    {
        let _ = rustix::stdio::dup2_stdin(tty);
    }
}

fn take() -> io::Result<()> {
    enable_raw_mode()?;
    TAKEN.store(true, Ordering::SeqCst);
    let mut out = io::stdout();
    // A program that was killed may have left its screen behind.
    queue!(
        out,
        EnterAlternateScreen,
        Clear(ClearType::All),
        EnableBracketedPaste,
        Print(MOUSE_ON)
    )?;
    out.flush()
}

/// Gives the terminal back, if it is ours. Errors are ignored: it may be gone.
pub(super) fn give_back() {
    if TAKEN.swap(false, Ordering::SeqCst) {
        let mut out = io::stdout();
        let _ = execute!(out, Print(MOUSE_OFF), DisableBracketedPaste, LeaveAlternateScreen, Show);
        let _ = disable_raw_mode();
    }
}

/// Forgets the terminal without a word to it: it is gone.
pub(super) fn abandon() {
    TAKEN.store(false, Ordering::SeqCst);
}

/// Makes a panic give the terminal back, and say nothing of what was on it.
pub(super) fn give_back_on_panic() {
    std::panic::set_hook(Box::new(|panic| {
        give_back();
        crate::shell::said::words(&parting(panic.location()));
    }));
}

/// What is said after a panic: where it was, and nothing of what it said, which may hold words of
/// the person's.
fn parting(place: Option<&Location<'_>>) -> String {
    let place = place.map(|place| format!(" ({}:{})", place.file(), place.line()));
    format!(
        "fieldbook stopped because of a mistake of its own{}. What you wrote is kept; “fieldbook \
         resume” goes on with it.",
        place.unwrap_or_default()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_a_panic_the_place_is_named_and_the_way_on() {
        let words = parting(Some(Location::caller()));
        assert!(words.contains(file!()) && words.contains("fieldbook resume"), "{words}");
        assert!(!parting(None).contains('('));
    }
}
