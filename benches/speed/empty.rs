//! The empty program to measure against: one bordered paragraph that shows what is typed.

use std::io;

use crossterm::event::{Event, KeyCode, read};
use ratatui::widgets::{Block, Paragraph, Wrap};

/// Runs until Escape.
pub fn run() -> io::Result<()> {
    let mut terminal = ratatui::init();
    let mut text = String::from("empty ");
    loop {
        terminal.draw(|frame| {
            let paragraph = Paragraph::new(text.as_str()).block(Block::bordered());
            let paragraph = paragraph.wrap(Wrap { trim: false });
            frame.render_widget(paragraph, frame.area());
        })?;
        match read()? {
            Event::Key(key) if key.code == KeyCode::Esc => break,
            Event::Key(key) => text.extend(key.code.as_char()),
            _ => {}
        }
    }
    ratatui::restore();
    Ok(())
}
