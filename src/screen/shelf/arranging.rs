//! What stands on the shelf, in which order and under which headings.

use crate::protocol::Capability;
use crate::screen::Card;
use crate::screen::shelf::finding::find;
use crate::screen::shelf::narrowing::Narrowing;

/// A line one can choose. Numbers are places among what the shelf holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Entry {
    /// A conversation to go on with.
    GoOn(usize),
    /// A conversation that came to its end, and has something to be come back to for.
    Due(usize),
    /// All conversations there were.
    Archive,
    /// A protocol.
    Card(usize),
}

/// A row of the shelf.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Row {
    /// What stands below belongs together.
    Heading(&'static str),
    /// Air.
    Blank,
    /// The entry of that number.
    Entry(usize),
}

/// Everything that stands there, row by row.
#[derive(Clone, Debug, Default)]
pub(super) struct Arranged {
    /// What can be chosen, in order.
    pub entries: Vec<Entry>,
    /// The rows, headings among them.
    pub rows: Vec<Row>,
}

/// The conversations there are to go on with, to come back to, and to look back at.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Begun {
    /// Those that are not finished.
    pub unfinished: usize,
    /// Those in which something is due.
    pub due: usize,
    /// Whether there are any at all.
    pub kept: bool,
}

impl Arranged {
    /// Conversations that can be gone on with, then every card under its first capability, the one
    /// that is looked for first.
    pub fn all(cards: &[Card], narrowing: &Narrowing, begun: Begun) -> Self {
        let mut arranged = Self::default();
        if narrowing.is_empty() {
            let heading = match (begun.unfinished, begun.due) {
                (0, 0) => "Look back",
                (_, 0) => "Go on, or look back",
                (0, _) => "Come back, or look back",
                (_, _) => "Go on, come back, or look back",
            };
            let go_on = (0..begun.unfinished).map(Entry::GoOn);
            let due = (0..begun.due).map(Entry::Due);
            arranged.group(heading, go_on.chain(due).chain(begun.kept.then_some(Entry::Archive)));
        }
        let mut groups: Vec<Option<Capability>> =
            Capability::ALL.iter().map(|(_, capability)| Some(*capability)).collect();
        groups.sort_by_key(|group| *group != narrowing.capability);
        groups.push(None);
        for group in groups {
            let heading = group.map_or("To be mended", Capability::says);
            let here = cards.iter().enumerate().filter(|(_, card)| card.leads() == group);
            let kept = here.filter(|(_, card)| narrowing.keeps(card));
            arranged.group(heading, kept.map(|(at, _)| Entry::Card(at)));
        }
        arranged
    }

    /// The cards that answer to `words`, best first, without headings.
    pub fn found(cards: &[Card], narrowing: &Narrowing, words: &str) -> Self {
        let kept: Vec<usize> = (0..cards.len()).filter(|at| narrowing.keeps(&cards[*at])).collect();
        let found = find(kept.iter().map(|at| &cards[*at]), words);
        let entries: Vec<Entry> = found.into_iter().map(|at| Entry::Card(kept[at])).collect();
        let rows = (0..entries.len()).map(Row::Entry).collect();
        Self { entries, rows }
    }

    /// Adds entries under a heading, if there are any.
    fn group(&mut self, heading: &'static str, entries: impl Iterator<Item = Entry>) {
        let first = self.entries.len();
        self.entries.extend(entries);
        if self.entries.len() > first {
            if first > 0 {
                self.rows.push(Row::Blank);
            }
            self.rows.push(Row::Heading(heading));
            self.rows.extend((first..self.entries.len()).map(Row::Entry));
        }
    }

    /// The same without air, for small screens.
    #[must_use]
    pub fn dense(mut self) -> Self {
        self.rows.retain(|row| *row != Row::Blank);
        self
    }

    /// How many rows each entry takes, what stands above it included.
    pub fn heights(&self) -> Vec<u16> {
        let mut heights = Vec::new();
        let mut above = 0;
        for row in &self.rows {
            above += 1;
            if matches!(row, Row::Entry(_)) {
                heights.push(std::mem::take(&mut above));
            }
        }
        heights
    }

    /// How many of the entries are cards.
    pub fn cards(&self) -> usize {
        self.entries.iter().filter(|entry| matches!(entry, Entry::Card(_))).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn card(id: &str, capabilities: &[Capability]) -> Card {
        Card { id: id.to_owned(), capabilities: capabilities.to_vec(), ..Card::default() }
    }

    fn told(arranged: &Arranged, cards: &[Card]) -> Vec<String> {
        let entry = |at: usize| match arranged.entries[at] {
            Entry::GoOn(at) => format!("go on {at}"),
            Entry::Due(at) => format!("come back {at}"),
            Entry::Archive => "look back".to_owned(),
            Entry::Card(at) => cards[at].id.clone(),
        };
        let row = |row: &Row| match row {
            Row::Heading(words) => format!("# {words}"),
            Row::Blank => String::new(),
            Row::Entry(at) => entry(*at),
        };
        arranged.rows.iter().map(row).collect()
    }

    const ONE: Begun = Begun { unfinished: 1, due: 0, kept: true };

    #[test]
    fn what_is_due_stands_after_what_is_unfinished() {
        let rows = |unfinished, due| {
            let begun = Begun { unfinished, due, kept: true };
            told(&Arranged::all(&[], &Narrowing::default(), begun), &[])
        };
        assert_eq!(rows(0, 0), ["# Look back", "look back"]);
        assert_eq!(rows(0, 1), ["# Come back, or look back", "come back 0", "look back"]);
        let both = ["# Go on, come back, or look back", "go on 0", "come back 0", "look back"];
        assert_eq!(rows(1, 1), both);
    }

    #[test]
    fn cards_stand_under_the_capability_that_leads() {
        let (see, hear, create) = (
            Capability::SeeTheSystem,
            Capability::SurfaceAssumptions,
            Capability::BuildSharedVision,
        );
        let broken = Card { id: "d".to_owned(), problem: Some("x".to_owned()), ..Card::default() };
        let cards = [card("a", &[create]), card("b", &[see, hear]), card("c", &[hear]), broken];
        let all = Arranged::all(&cards, &Narrowing::default(), ONE);
        let expected = [
            "# Go on, or look back",
            "go on 0",
            "look back",
            "",
            "# See the larger system",
            "b",
            "",
            "# Reflect, and hear another view",
            "c",
            "",
            "# From reacting to creating",
            "a",
            "",
            "# To be mended",
            "d",
        ];
        assert_eq!(told(&all, &cards), expected);
        assert_eq!(all.heights(), [2, 1, 3, 3, 3, 3]);
        assert_eq!(all.dense().heights(), [2, 1, 2, 2, 2, 2]);
        let hearing = Narrowing { capability: Some(hear), ..Narrowing::default() };
        let narrowed = Arranged::all(&cards, &hearing, ONE);
        let expected =
            ["# Reflect, and hear another view", "c", "", "# See the larger system", "b"];
        assert_eq!(told(&narrowed, &cards), expected, "what is looked for comes first");
    }
}
