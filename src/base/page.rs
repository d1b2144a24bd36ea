//! A page before it has a form: what is said on it, in order. The Markdown page, the closing
//! screen and plain mode are three renderings of the same blocks.

/// One thing on a page.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// The title of the whole page.
    Title(String),
    /// A heading, and how deep it stands under others; 0 is the highest.
    Section(usize, String),
    /// What the facilitator asked.
    Asked(String),
    /// What a participant wrote, to the letter.
    Said(String),
    /// Several short things a participant wrote; the second text is a mark beside it, or empty.
    Items(Vec<(String, String)>),
    /// Several things in an order that counts.
    Ordered(Vec<String>),
    /// Several short things, some under others: how deep each stands, its words, and a mark beside it.
    Nested(Vec<(usize, String, String)>),
    /// A table: the names of its columns, and its rows.
    Table(Vec<String>, Vec<Vec<String>>),
    /// The rows of a drawing, made of nothing but marks. What it shows is said in words beside it,
    /// for those who do not see it.
    Drawn(Vec<String>),
    /// A label and its value.
    Fact(String, String),
    /// Two things to be looked at beside one another: each with a label, and its words.
    Beside([(String, String); 2]),
    /// Whose words follow.
    Voice(String),
    /// A quiet remark of the program, such as "passed".
    Quiet(String),
}

/// What is said on a page, in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// The blocks.
    pub blocks: Vec<Block>,
}

impl Page {
    /// A page with nothing on it.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a block; one that says nothing is left out.
    pub fn add(&mut self, block: Block) {
        let empty = match &block {
            Block::Title(text)
            | Block::Section(_, text)
            | Block::Asked(text)
            | Block::Said(text)
            | Block::Quiet(text)
            | Block::Voice(text)
            | Block::Fact(_, text) => text.trim().is_empty(),
            Block::Items(items) => items.is_empty(),
            Block::Ordered(items) => items.is_empty(),
            Block::Nested(items) => items.is_empty(),
            Block::Table(_, rows) => rows.is_empty(),
            Block::Drawn(rows) => rows.is_empty(),
            Block::Beside(both) => both.iter().all(|(_, words)| words.trim().is_empty()),
        };
        if !empty {
            self.blocks.push(block);
        }
    }
}

/// A row of a table as items of a list: how deep each stands, its label and its words. What the row is
/// about stands first, and the rest under it; a column without a title is what the row is about.
pub fn table_row<'a>(head: &'a [String], row: &'a [String]) -> Vec<(usize, &'a str, &'a str)> {
    let titled = head.iter().filter(|title| !title.is_empty()).count();
    let cells = head.iter().zip(row).map(|(title, cell)| (title.as_str(), cell.as_str()));
    let mut cells: Vec<(&str, &str)> = cells.filter(|(_, cell)| !cell.trim().is_empty()).collect();
    match cells.as_slice() {
        // The one title there is says no more than the question above.
        [(_, words)] if titled <= 1 => return vec![(0, "", words)],
        [("", about), (_, words)] if titled == 1 => return vec![(0, about, words)],
        _ => {}
    }
    let about = cells.first().copied();
    cells.drain(..about.iter().len());
    let first = about.map(|(title, words)| (0, title, words));
    first.into_iter().chain(cells.into_iter().map(|(title, words)| (1, title, words))).collect()
}
