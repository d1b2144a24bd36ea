//! The shelf line by line, and what is said where nothing is left of it.

use crate::screen::shelf::Shelf;
use crate::screen::shelf::arranging::{Entry, Row};
use crate::screen::shelf::finding::find;
use crate::screen::{Card, Spoken, words};

/// So many protocols are told with what they are for.
const FEW: usize = 10;

impl Shelf {
    /// What plain mode says of it.
    pub(super) fn spoken_shelf(&self) -> Spoken {
        let mut lines = vec![format!("fieldbook: {}", self.count())];
        let narrowed = self.narrowing.in_words();
        let sought = self.words.text();
        let sought = if sought.is_empty() { sought } else { format!("about “{sought}”") };
        let said: Vec<&str> =
            [narrowed.as_str(), &sought].into_iter().filter(|part| !part.is_empty()).collect();
        if !said.is_empty() {
            lines.push(format!("Shown: {}. “:all” shows all.", said.join(", ")));
        }
        for row in &self.arranged.rows {
            match row {
                Row::Heading(words) => lines.push((*words).to_owned()),
                Row::Blank => {}
                Row::Entry(at) => lines.extend(self.told(*at)),
            }
        }
        if self.arranged.entries.is_empty() {
            lines.extend(self.nothing("“:all”"));
        }
        Spoken {
            lines,
            label: "A number, words to find, or :suggest (:keys lists more)".to_owned(),
            // Where something is no longer due, all below it has other numbers.
            place: format!("the shelf {said:?}, {} due", self.due.len()),
        }
    }

    /// What is said where nothing is left; `all` is what shows everything again.
    pub(super) fn nothing(&self, all: &str) -> Vec<String> {
        let whole = self.whole();
        let narrowed = self.narrowing.in_words();
        let words = self.words.text();
        let words = words.trim();
        let mut lines = vec![match (narrowed.is_empty(), words.is_empty()) {
            (true, _) => format!("Nothing here speaks of “{words}”."),
            (false, true) => format!("Nothing here fits: {narrowed}."),
            (false, false) => format!("Nothing here speaks of “{words}” and fits: {narrowed}."),
        }];
        let speaking = find(self.cards.iter(), words);
        let speaking: Vec<&Card> = speaking.into_iter().map(|at| &self.cards[at]).collect();
        if let Some((side, count)) = self.narrowing.widest(&speaking) {
            let said = self.narrowing.says(side).unwrap_or_default();
            let count = if count == 1 { "one".to_owned() } else { count.to_string() };
            lines.push(format!("Without “{said}” there would be {count}."));
        }
        lines.push(format!("{all} shows all {whole}."));
        lines
    }

    /// An entry as plain mode says it.
    fn told(&self, at: usize) -> Vec<String> {
        let entry = self.arranged.entries[at];
        let line = format!("{}. {}", at + 1, self.line(entry));
        if let Entry::Due(due) = entry {
            let day = &self.due[due].day;
            let number = at + 1;
            return vec![
                format!("{line}, from {day}"),
                format!(
                    "   To be come back to. “:later {number}” asks again in a week, “:let-go {number}” never."
                ),
            ];
        }
        let Entry::Card(card) = entry else { return vec![line] };
        let card = &self.cards[card];
        if let Some(problem) = &card.problem {
            return vec![line, format!("   {problem}")];
        }
        let form = self.narrowing.form();
        let minutes = match form.and_then(|form| card.minutes_for(form)) {
            Some(minutes) => format!("{minutes} minutes"),
            None => words::minutes_aloud(&card.minutes),
        };
        let parts = [
            card.people.says(),
            minutes,
            words::level_briefly(card.level).to_owned(),
            words::origin(card.origin).to_owned(),
        ];
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        let mut lines = vec![format!("{line}: {}", parts.join("; "))];
        if self.arranged.cards() <= FEW {
            lines.push(format!("   {}", card.purpose));
        }
        lines
    }
}
