//! Reading the page of a conversation.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::base::page::{Block, Page, table_row};
use crate::key::{Binding, Code, Hint, Key, bound, called, hints};
use crate::kind::contract::Input;
use crate::prose;
use crate::screen::{Door, Effect, Spoken, Surface, frame};
use crate::widget::theme::Theme;
use crate::widget::{ink, wrap};

/// A page being read.
#[derive(Debug)]
pub struct Reading {
    page: Page,
    /// The conversation it belongs to.
    name: String,
    /// Whether the conversation can be gone on with.
    open: bool,
    /// Something to know about it, such as damage.
    note: Option<String>,
    top: u16,
    size: (u16, u16),
}

/// How a row of a page is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hand {
    Title,
    Section,
    Asked,
    Said,
    Quiet,
    Drawn,
}

#[derive(Clone, Copy)]
enum Act {
    Back,
    GoOn,
    Scroll(i16),
}

const KEYS: [Binding<Act>; 8] = [
    Binding {
        keys: &[Key::plain(Code::Down), Key::plain(Code::Enter)],
        word: "",
        does: Act::Scroll(1),
        says: "down",
        foot: true,
    },
    Binding {
        keys: &[Key::plain(Code::Up)],
        word: "",
        does: Act::Scroll(-1),
        says: "up",
        foot: true,
    },
    Binding {
        keys: &[Key::plain(Code::PageDown), Key::char(' ')],
        word: "",
        does: Act::Scroll(10),
        says: "page down",
        foot: false,
    },
    Binding {
        keys: &[Key::plain(Code::PageUp)],
        word: "",
        does: Act::Scroll(-10),
        says: "page up",
        foot: false,
    },
    Binding {
        keys: &[Key::plain(Code::Home)],
        word: "",
        does: Act::Scroll(-30_000),
        says: "to the top",
        foot: false,
    },
    Binding {
        keys: &[Key::plain(Code::End)],
        word: "",
        does: Act::Scroll(30_000),
        says: "to the end",
        foot: false,
    },
    Binding {
        keys: &[Key::char('r')],
        word: "resume",
        does: Act::GoOn,
        says: "go on with it",
        foot: true,
    },
    Binding {
        keys: &[Key::plain(Code::Escape), Key::ctrl('p'), Key::plain(Code::Left)],
        word: "back",
        does: Act::Back,
        says: "back; to the list",
        foot: true,
    },
];

impl Reading {
    /// A page to be read.
    pub fn new(page: Page, name: String, open: bool, note: Option<String>) -> Self {
        Self { page, name, open, note, top: 0, size: (0, 0) }
    }

    fn act(&mut self, act: Act) -> Vec<Effect> {
        match act {
            Act::Back => vec![Effect::Open(Door::Archive)],
            Act::GoOn if self.open => vec![Effect::Open(Door::Resume(self.name.clone()))],
            Act::GoOn => Vec::new(),
            Act::Scroll(by) => {
                let (width, height) = self.size;
                let body = frame::parts(Rect::new(0, 0, width, height)).body;
                let rows = wrap::tall(&rows(&self.page, usize::from(body.width)));
                let last = rows.saturating_sub(body.height);
                self.top = self.top.saturating_add_signed(by).min(last);
                Vec::new()
            }
        }
    }
}

/// One item of a list, standing so deep under others, in rows of at most `inner` cells.
fn item(deep: usize, words: &str, mark: &str, inner: usize) -> Vec<(String, Hand)> {
    let mark = if mark.is_empty() { String::new() } else { format!(" ({mark})") };
    // Where there is hardly any room left, what stands deeper is no longer moved to the right.
    let deep = deep.min(inner / 4);
    let left = "  ".repeat(deep);
    let inner = inner.saturating_sub(2 + 2 * deep).max(1);
    let words = format!("{words}{mark}");
    bulleted(&format!("  {left}"), "·", &words, inner)
}

/// Words behind their label.
fn labelled(label: &str, words: &str) -> String {
    let colon = if label.is_empty() || words.is_empty() { "" } else { ": " };
    format!("{label}{colon}{words}")
}

/// Words in rows of at most `inner` cells, the first of them with a bullet before it.
fn bulleted(left: &str, bullet: &str, words: &str, inner: usize) -> Vec<(String, Hand)> {
    let wide = bullet.chars().count();
    let lines = words.lines().flat_map(|line| wrap::rows(line, inner));
    let row = |(at, line): (usize, String)| {
        let bullet = if at == 0 { bullet } else { "" };
        (format!("{left}{bullet:wide$} {line}"), Hand::Said)
    };
    lines.enumerate().map(row).collect()
}

/// Rows narrower than this have no room for two columns, and those wider are to be listened to.
const TWO_COLUMNS: std::ops::RangeInclusive<usize> = 56..=1_000;
/// Cells between two columns.
const BETWEEN: usize = 3;

/// Two things beside one another: in columns where there is room, or else one after the other.
fn beside(both: &[(String, String); 2], width: usize) -> Vec<(String, Hand)> {
    if !TWO_COLUMNS.contains(&width) {
        let inner = width.saturating_sub(2).max(1);
        let one = |(label, words): &(String, String)| {
            let label = wrap::rows(label, width).into_iter().map(|row| (row, Hand::Quiet));
            let lines = wrap::rows(words, inner).into_iter();
            label.chain(lines.map(|row| (format!("  {row}"), Hand::Said))).collect::<Vec<_>>()
        };
        return both.iter().flat_map(one).collect();
    }
    let column = (width - 2 - BETWEEN) / 2;
    let laid = |of: [Vec<String>; 2], hand: Hand| {
        let tall = of.iter().map(Vec::len).max().unwrap_or(0);
        let row = move |at: usize| {
            let [left, right] = &of;
            let left = left.get(at).map_or("", String::as_str);
            let right = right.get(at).map_or("", String::as_str);
            let gap = " ".repeat((column + BETWEEN).saturating_sub(prose::width::of(left)));
            (format!("  {left}{gap}{right}").trim_end().to_owned(), hand)
        };
        (0..tall).map(row).collect::<Vec<_>>()
    };
    let labels = both.each_ref().map(|(label, _)| vec![wrap::cut(label, column)]);
    let words = both.each_ref().map(|(_, words)| wrap::rows(words, column));
    [laid(labels, Hand::Quiet), laid(words, Hand::Said)].concat()
}

/// A page as rows of at most `width` cells.
pub(super) fn rows(page: &Page, width: usize) -> Vec<(String, Hand)> {
    let mut rows: Vec<(String, Hand)> = Vec::new();
    let inner = width.saturating_sub(2).max(1);
    let indented = |words: &str| -> Vec<(String, Hand)> {
        let lines = words.lines().flat_map(|line| wrap::rows(line, inner));
        lines.map(|line| (format!("  {line}"), Hand::Said)).collect()
    };
    let plain = |words: &str, hand: Hand| -> Vec<(String, Hand)> {
        wrap::rows(words, width).into_iter().map(|line| (line, hand)).collect()
    };
    for (at, block) in page.blocks.iter().enumerate() {
        let gap = !matches!(block, Block::Fact(..)) && !rows.is_empty();
        let named = at.checked_sub(1).and_then(|before| page.blocks.get(before));
        let asked = matches!(rows.last(), Some((_, Hand::Asked | Hand::Section)))
            || matches!(named, Some(Block::Voice(_)));
        if gap && !asked {
            rows.push((String::new(), Hand::Quiet));
        }
        match block {
            Block::Title(words) => rows.extend(plain(words, Hand::Title)),
            Block::Section(_, words) => rows.extend(plain(words, Hand::Section)),
            Block::Asked(words) => rows.extend(plain(words, Hand::Asked)),
            Block::Quiet(words) | Block::Voice(words) => rows.extend(plain(words, Hand::Quiet)),
            Block::Said(words) => rows.extend(indented(words)),
            Block::Fact(label, value) => rows.extend(item(0, &labelled(label, value), "", inner)),
            Block::Beside(both) => rows.extend(beside(both, width)),
            Block::Items(items) => {
                let items = items.iter().flat_map(|(words, mark)| item(0, words, mark, inner));
                rows.extend(items);
            }
            Block::Ordered(items) => {
                let wide = items.len().to_string().len() + 1;
                let inner = inner.saturating_sub(wide + 1).max(1);
                for (words, number) in items.iter().zip(1..) {
                    let number = format!("{:>wide$}", format!("{number}."));
                    rows.extend(bulleted("  ", &number, words, inner));
                }
            }
            Block::Nested(items) => {
                let items = items.iter();
                rows.extend(items.flat_map(|(deep, words, mark)| item(*deep, words, mark, inner)));
            }
            Block::Drawn(drawn) => {
                let row = |row: &String| (format!("  {}", wrap::cut(row, inner)), Hand::Drawn);
                rows.extend(drawn.iter().map(row));
            }
            Block::Table(head, table) => {
                let cells = table.iter().flat_map(|row| table_row(head, row));
                rows.extend(cells.flat_map(|(deep, label, words)| {
                    item(deep, &labelled(label, words), "", inner)
                }));
            }
        }
    }
    rows
}

/// A page in lines to be listened to, or to be broken elsewhere: without what can only be seen.
pub(super) fn in_words(page: &Page, width: usize) -> Vec<String> {
    let rows = rows(page, width).into_iter().filter(|(_, hand)| *hand != Hand::Drawn);
    rows.map(|(words, _)| words).collect()
}

/// Draws rows of a page from `top`.
pub(super) fn draw_rows(
    rows: &[(String, Hand)],
    top: u16,
    area: Rect,
    buf: &mut Buffer,
    theme: &Theme,
) {
    let visible = rows.iter().skip(usize::from(top)).take(usize::from(area.height));
    for (y, (words, hand)) in visible.enumerate() {
        let style = match hand {
            Hand::Title => theme.title,
            Hand::Section => theme.question,
            Hand::Asked | Hand::Quiet => theme.quiet,
            Hand::Said | Hand::Drawn => theme.text,
        };
        ink::put(buf, area, (0, y as u16), words, style);
    }
}

impl Surface for Reading {
    fn on(&mut self, input: Input<'_>) -> Vec<Effect> {
        match input {
            Input::Key(key) => match bound(&KEYS, key) {
                Some(act) => self.act(act),
                None => Vec::new(),
            },
            Input::Line(_) => self.act(Act::Back),
            Input::Fit { width, height } => {
                self.size = (width, height);
                self.act(Act::Scroll(0))
            }
            _ => Vec::new(),
        }
    }

    fn word(&mut self, word: &str, _rest: &str) -> Option<Vec<Effect>> {
        called(&KEYS, word).map(|act| self.act(act))
    }

    fn draw(&self, area: Rect, buf: &mut Buffer, theme: &Theme) -> Option<(u16, u16)> {
        let parts = frame::parts(area);
        frame::head(parts.head, buf, theme, "A page", &self.name);
        let rows = rows(&self.page, usize::from(parts.body.width));
        draw_rows(&rows, self.top, parts.body, buf, theme);
        match &self.note {
            Some(note) => frame::notice(parts.notice, buf, theme, note),
            None if rows.len() > usize::from(self.top) + usize::from(parts.body.height) => {
                ink::put(buf, parts.notice, (0, 0), "↓ more", theme.quiet);
            }
            None => {}
        }
        frame::foot(parts.foot, buf, theme, &self.hints());
        None
    }

    fn hints(&self) -> Vec<Hint> {
        hints(&KEYS).into_iter().filter(|hint| hint.word != "resume" || self.open).collect()
    }

    fn spoken(&self) -> Spoken {
        let mut lines = in_words(&self.page, 10_000);
        lines.extend(self.note.clone());
        Spoken { lines, label: "Enter to go back to the list".to_owned(), place: self.name.clone() }
    }
}

/// The keys of this place, whatever stands on it.
pub(super) fn keys_of_page() -> Vec<Hint> {
    hints(&KEYS)
}
