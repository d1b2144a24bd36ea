//! Colours and weights by what they mean. Nothing is said by colour alone: every meaning has a
//! weight or a mark as well, so that no colour at all is a theme like the others.

use ratatui::style::{Color, Modifier, Style};

/// What the background is, as far as it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    /// Light letters on dark.
    Dark,
    /// Dark letters on light.
    Light,
    /// Nobody said: colours that read on both.
    Unknown,
    /// No colours wanted, or none to be had.
    Plain,
}

/// A style for each meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theme {
    /// Words to be read.
    pub text: Style,
    /// The question.
    pub question: Style,
    /// Words beside the matter: footers, labels, marks.
    pub quiet: Style,
    /// Titles.
    pub title: Style,
    /// Where one is: the chosen line, the number set.
    pub here: Style,
    /// A key's name.
    pub key: Style,
    /// Something to know before going on.
    pub caution: Style,
    /// A selection in a text.
    pub selected: Style,
}

impl Theme {
    /// The theme for a background.
    pub fn on(ground: Ground) -> Self {
        let (accent, caution) = match ground {
            Ground::Dark => (Some(Color::Indexed(110)), Some(Color::Indexed(215))),
            Ground::Light => (Some(Color::Indexed(25)), Some(Color::Indexed(130))),
            Ground::Unknown => (Some(Color::Indexed(67)), Some(Color::Indexed(166))),
            Ground::Plain => (None, None),
        };
        let tinted = |color: Option<Color>| color.map_or(Style::new(), |c| Style::new().fg(c));
        let bold = Style::new().add_modifier(Modifier::BOLD);
        Self {
            text: Style::new(),
            question: bold,
            quiet: Style::new().add_modifier(Modifier::DIM),
            title: tinted(accent).add_modifier(Modifier::BOLD),
            here: tinted(accent).add_modifier(Modifier::BOLD),
            key: tinted(accent),
            caution: tinted(caution).add_modifier(Modifier::BOLD),
            selected: Style::new().add_modifier(Modifier::REVERSED),
        }
    }
}
