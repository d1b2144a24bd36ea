//! What the terminal reports, in this program's own words.

use crossterm::event::{
    Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEventKind,
};

use crate::key::{Code, Key};

/// Something the terminal reported.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Report {
    /// A key.
    Key(Key),
    /// A paste, as it came.
    Paste(String),
    /// A press of the mouse, in cells; the last part says whether a selection is drawn out.
    Click(u16, u16, bool),
    /// The mouse wheel, in rows; up is negative.
    Wheel(i16),
    /// Another size.
    Resized,
}

/// What `event` means; `None` for what this program has no use for.
pub(super) fn report(event: Event) -> Option<Report> {
    match event {
        Event::Key(key) if key.kind == KeyEventKind::Release => None,
        Event::Key(key) => self::key(key).map(Report::Key),
        Event::Paste(text) => Some(Report::Paste(text)),
        Event::Resize(..) => Some(Report::Resized),
        Event::Mouse(mouse) => match mouse.kind {
            MouseEventKind::Down(MouseButton::Left) => {
                Some(Report::Click(mouse.column, mouse.row, false))
            }
            MouseEventKind::Drag(MouseButton::Left) => {
                Some(Report::Click(mouse.column, mouse.row, true))
            }
            MouseEventKind::ScrollUp => Some(Report::Wheel(-1)),
            MouseEventKind::ScrollDown => Some(Report::Wheel(1)),
            _ => None,
        },
        Event::FocusGained | Event::FocusLost => None,
    }
}

fn key(event: KeyEvent) -> Option<Key> {
    let code = match event.code {
        KeyCode::Char(c) => Code::Char(c),
        KeyCode::Enter => Code::Enter,
        KeyCode::Esc => Code::Escape,
        KeyCode::Tab | KeyCode::BackTab => Code::Tab,
        KeyCode::Backspace => Code::Backspace,
        KeyCode::Delete => Code::Delete,
        KeyCode::Insert => Code::Insert,
        KeyCode::Left => Code::Left,
        KeyCode::Right => Code::Right,
        KeyCode::Up => Code::Up,
        KeyCode::Down => Code::Down,
        KeyCode::Home => Code::Home,
        KeyCode::End => Code::End,
        KeyCode::PageUp => Code::PageUp,
        KeyCode::PageDown => Code::PageDown,
        KeyCode::F(number) => Code::F(number),
        _ => return None,
    };
    let held = |modifier| event.modifiers.contains(modifier);
    let mut key = Key {
        code,
        ctrl: held(KeyModifiers::CONTROL),
        alt: held(KeyModifiers::ALT),
        shift: held(KeyModifiers::SHIFT) || event.code == KeyCode::BackTab,
    };
    if let Code::Char(c) = code {
        // Letters are shifted already; with Control they are the same key either way.
        key.shift = key.shift && key.ctrl;
        if key.ctrl {
            key.code = Code::Char(c.to_ascii_lowercase());
        }
        // Terminals send Ctrl-Space, Ctrl-/ and Ctrl-4…7 in ways of their own.
        if key.ctrl && matches!(c, '7' | '/' | '_') {
            key.code = Code::Char('_');
            key.shift = false;
        }
    }
    Some(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_named_as_bindings_write_them() {
        let pressed = |code, modifiers| key(KeyEvent::new(code, modifiers)).map(|k| k.to_string());
        let control = KeyModifiers::CONTROL;
        assert_eq!(pressed(KeyCode::Char('n'), control).as_deref(), Some("<c-n>"));
        assert_eq!(pressed(KeyCode::Char('N'), control).as_deref(), Some("<c-n>"));
        assert_eq!(pressed(KeyCode::Char('A'), KeyModifiers::SHIFT).as_deref(), Some("A"));
        assert_eq!(pressed(KeyCode::BackTab, KeyModifiers::SHIFT).as_deref(), Some("<s-tab>"));
        assert_eq!(pressed(KeyCode::Char('7'), control).as_deref(), Some("<c-_>"));
        assert_eq!(pressed(KeyCode::CapsLock, KeyModifiers::NONE), None);
    }
}
