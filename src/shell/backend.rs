//! What is drawn, on its way to the terminal. Terminals disagree about the width of emoji; here a
//! disagreement spoils one cell and not the rest of its row.

use std::io::{self, Write};

use crossterm::queue;
use crossterm::terminal::{BeginSynchronizedUpdate, EndSynchronizedUpdate};
use ratatui::backend::{Backend, ClearType, CrosstermBackend, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};

/// A terminal to draw on.
pub(super) struct Careful<W: Write> {
    inner: CrosstermBackend<W>,
    /// Where the caret was put last. The terminal is never asked: one that does not answer would
    /// end the program.
    caret: Position,
}

impl<W: Write> Careful<W> {
    /// Draws on `out`.
    pub fn new(out: W) -> Self {
        Self { inner: CrosstermBackend::new(out), caret: Position::ORIGIN }
    }

    /// Begins a frame: what follows is shown at once.
    pub fn begin(&mut self) -> io::Result<()> {
        queue!(self.inner, BeginSynchronizedUpdate)
    }

    /// Ends a frame.
    pub fn end(&mut self) -> io::Result<()> {
        queue!(self.inner, EndSynchronizedUpdate)?;
        Write::flush(&mut self.inner)
    }
}

/// Whether terminals disagree about how wide this is.
fn is_disputed(symbol: &str) -> bool {
    symbol.len() > 2
        && symbol.chars().any(|c| {
            matches!(c, '\u{fe0f}' | '\u{200d}' | '\u{1f3fb}'..='\u{1f3ff}' | '\u{1f1e6}'..='\u{1f1ff}')
        })
}

impl<W: Write> Backend for Careful<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let mut run: Vec<(u16, u16, &'a Cell)> = Vec::new();
        let mut cells = content.peekable();
        while let Some((x, y, cell)) = cells.next() {
            if !is_disputed(cell.symbol()) {
                run.push((x, y, cell));
                continue;
            }
            // The cell behind a wide sign goes first: a terminal that thinks the sign is narrow
            // would otherwise leave what stood there before.
            let trailing = cells.next_if(|(next, row, _)| *next == x + 1 && *row == y);
            self.inner.draw(run.drain(..))?;
            if let Some(trailing) = trailing {
                self.inner.draw(std::iter::once(trailing))?;
            }
            self.inner.draw(std::iter::once((x, y, cell)))?;
        }
        self.inner.draw(run.into_iter())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.inner.hide_cursor()
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.inner.show_cursor()
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.caret)
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.caret = position.into();
        self.inner.set_cursor_position(self.caret)
    }

    fn clear(&mut self) -> io::Result<()> {
        self.inner.clear()
    }

    fn clear_region(&mut self, clear_type: ClearType) -> io::Result<()> {
        self.inner.clear_region(clear_type)
    }

    fn size(&self) -> io::Result<Size> {
        self.inner.size()
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        self.inner.window_size()
    }

    fn flush(&mut self) -> io::Result<()> {
        Backend::flush(&mut self.inner)
    }
}
