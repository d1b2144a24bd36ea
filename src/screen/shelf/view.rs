//! The shelf as it is drawn: what is looked for, the list, and what there is to know of the chosen
//! one.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::base::plural::counted;
use crate::key::hints;
use crate::prose::width;
use crate::screen::shelf::Shelf;
use crate::screen::shelf::arranging::{Entry, Row};
use crate::screen::shelf::keys::SIDES;
use crate::screen::shelf::narrowing::Side;
use crate::screen::{Card, Surface as _, frame, words};
use crate::widget::theme::Theme;
use crate::widget::{field, ink, wrap};

/// Screens narrower than this show nothing but minutes beside a title.
const WIDE: u16 = 60;

/// The parts of the shelf, from top to bottom; any of them may have no rows.
#[derive(Clone, Copy)]
pub(super) struct Places {
    /// The words that are looked for.
    words: Rect,
    /// What it is narrowed to, and the keys that narrow.
    narrowing: Rect,
    /// What there is to choose from.
    pub list: Rect,
    /// The chosen one.
    about: Rect,
}

impl Shelf {
    /// Whether groups have air between them.
    pub(super) fn has_air(&self) -> bool {
        self.size.1 >= 18
    }

    /// Divides the room between head and foot.
    pub(super) fn places(&self, area: Rect) -> Places {
        let all = frame::whole(area);
        let words = u16::from(self.is_finding());
        let narrowing = u16::from(!self.typing || !self.narrowing.is_empty());
        let air = u16::from(all.height >= 15);
        let top = if all.height < 6 { words } else { words + narrowing + air };
        // Rows of air above the chosen one, and rows for it.
        let (gap, about) = match all.height {
            0..=5 => (0, 0),
            6..=8 => (0, 2),
            9..=13 => (0, 3),
            14..=27 => (1, 5),
            _ => (1, 9),
        };
        let rows = |from: u16, height: u16| {
            let from = from.min(all.height);
            Rect { y: all.y + from, height: height.min(all.height - from), ..all }
        };
        let list = all.height.saturating_sub(top + gap + about);
        Places {
            words: rows(0, words),
            narrowing: rows(words, if all.height < 6 { 0 } else { narrowing }),
            list: rows(top, list),
            about: rows(top + list + gap, about),
        }
    }

    pub(super) fn draw_shelf(
        &self,
        area: Rect,
        buf: &mut Buffer,
        theme: &Theme,
    ) -> Option<(u16, u16)> {
        let parts = frame::parts(area);
        let places = self.places(area);
        frame::head(parts.head, buf, theme, "fieldbook", &self.count());
        let caret = self.draw_words(places.words, buf, theme);
        self.draw_narrowing(places.narrowing, buf, theme);
        self.draw_list(places.list, buf, theme);
        match (&self.notice, places.about.height) {
            (Some(words), 0) => frame::notice(parts.notice, buf, theme, words),
            (Some(words), _) => {
                ink::paragraph(buf, places.about, words, theme.caution);
            }
            (None, _) => self.draw_about(places.about, buf, theme),
        }
        frame::foot(parts.foot, buf, theme, &self.hints());
        caret
    }

    /// How many protocols are shown: "45 practices", "12 of 45".
    pub(super) fn count(&self) -> String {
        let all = self.whole();
        if self.is_narrowed() {
            return format!("{} of {all}", self.arranged.cards());
        }
        counted(all, "practice", "practices")
    }

    fn draw_words(&self, area: Rect, buf: &mut Buffer, theme: &Theme) -> Option<(u16, u16)> {
        const LABEL: &str = "Find: ";
        let used = ink::put(buf, area, (0, 0), LABEL, theme.quiet);
        let field = ink::indented(area, used);
        if self.typing {
            return field::draw(&self.words, field, buf, theme);
        }
        let room = usize::from(field.width);
        ink::put(buf, field, (0, 0), &wrap::cut(&self.words.text(), room), theme.text);
        None
    }

    fn draw_narrowing(&self, area: Rect, buf: &mut Buffer, theme: &Theme) {
        let room = usize::from(area.width);
        let said = match self.narrowing.in_words() {
            words if width::of(&words) <= room => words,
            _ => {
                let brief = Side::ALL.iter().filter_map(|side| self.narrowing.says_briefly(*side));
                wrap::cut(&brief.collect::<Vec<_>>().join(" · "), room)
            }
        };
        let mut used = ink::put(buf, area, (0, 0), &said, theme.text);
        if self.typing {
            return;
        }
        let gap = if area.width < WIDE { 2 } else { 3 };
        let unsaid = SIDES.iter().filter(|side| self.narrowing.says(side.does).is_none());
        for hint in hints(&unsaid.copied().collect::<Vec<_>>()) {
            let (key, says) = (hint.keys[0].name(), hint.word);
            let at = if used > 0 { used + gap } else { 0 };
            if usize::from(at) + width::of(&key) + 1 + width::of(says) <= room {
                used = at + ink::put(buf, area, (at, 0), &key, theme.key) + 1;
                used += ink::put(buf, area, (used, 0), says, theme.quiet);
            }
        }
    }

    fn draw_list(&self, area: Rect, buf: &mut Buffer, theme: &Theme) {
        if self.arranged.entries.is_empty() {
            let mut below = area;
            for words in self.nothing("Esc") {
                let used = ink::paragraph(buf, below, &words, theme.text);
                below = ink::below(below, used);
            }
            return;
        }
        let top = self.choice.top;
        let visible = self.arranged.rows.iter().skip(usize::from(top));
        for (y, row) in visible.take(usize::from(area.height)).enumerate() {
            let y = y as u16;
            match row {
                Row::Blank => {}
                Row::Heading(words) => {
                    let words = wrap::cut(words, usize::from(area.width));
                    ink::put(buf, area, (0, y), &words, theme.quiet);
                }
                Row::Entry(at) => self.draw_entry(*at, area, y, buf, theme),
            }
        }
        let below = wrap::tall(&self.arranged.rows) > top.saturating_add(area.height);
        ink::more(buf, area, top > 0, below, theme.quiet);
    }

    fn draw_entry(&self, at: usize, area: Rect, y: u16, buf: &mut Buffer, theme: &Theme) {
        let here = at == self.choice.at;
        if here {
            ink::put(buf, area, (0, y), "›", theme.here);
        }
        let entry = self.arranged.entries[at];
        // The last column is kept for the marks of what lies above and below.
        let room = usize::from(area.width.saturating_sub(2));
        let beside = match entry {
            Entry::Card(card) => {
                wrap::cut(&self.beside(&self.cards[card], area.width), room * 2 / 3)
            }
            Entry::Due(due) => {
                self.due[due].due_now().map_or(String::new(), |due| due.from.clone())
            }
            _ => String::new(),
        };
        let column = room.saturating_sub(width::of(&beside));
        let title = wrap::cut(&self.line(entry), column.saturating_sub(3));
        ink::put(buf, area, (2, y), &title, if here { theme.here } else { theme.text });
        ink::put(buf, area, (column as u16, y), &beside, theme.quiet);
    }

    /// What one reads first of an entry.
    pub(super) fn line(&self, entry: Entry) -> String {
        match entry {
            Entry::GoOn(at) => {
                let summary = &self.unfinished[at];
                format!("{} — {}", summary.title, summary.day)
            }
            Entry::Due(at) => {
                let summary = &self.due[at];
                match summary.due_now() {
                    Some(due) if !due.about.is_empty() => {
                        format!("{}: {}", summary.title, due.about)
                    }
                    _ => summary.title.clone(),
                }
            }
            Entry::Archive => {
                let all = counted(self.kept, "conversation", "conversations");
                let more = self.all_due > self.due.len();
                let due = if more { format!(", {} due", self.all_due) } else { String::new() };
                format!("{all} so far{due}")
            }
            Entry::Card(at) => {
                let card = &self.cards[at];
                let mark = if card.problem.is_some() { "! " } else { "" };
                format!("{mark}{}", card.title)
            }
        }
    }

    /// What stands beside a title: where it comes from and how deep it goes, where that is worth a
    /// word; for how many, and how long.
    fn beside(&self, card: &Card, width: u16) -> String {
        let origin = words::origin(card.origin);
        if card.problem.is_some() {
            return origin.to_owned();
        }
        let minutes = match self.narrowing.form().and_then(|form| card.minutes_for(form)) {
            Some(minutes) => format!("{minutes} min"),
            None => words::minutes_briefly(&card.minutes),
        };
        if width < WIDE {
            return minutes;
        }
        let marks = [origin, words::level_briefly(card.level)];
        let marks: Vec<&str> = marks.into_iter().filter(|mark| !mark.is_empty()).collect();
        let people = words::people_briefly(&card.people);
        format!("{}  {people:>4}  {minutes:>10}", marks.join(" · "))
    }

    fn draw_about(&self, area: Rect, buf: &mut Buffer, theme: &Theme) {
        let Some(entry) = self.arranged.entries.get(self.choice.at) else { return };
        let mut left = area;
        for (words, most, quiet) in self.about(*entry, area) {
            let style = if quiet { theme.quiet } else { theme.text };
            let used = ink::paragraph(buf, ink::top(left, most), &words, style);
            left = ink::below(left, used);
        }
    }

    /// What there is to know of an entry: words, the most rows for them, and whether they are quiet.
    fn about(&self, entry: Entry, area: Rect) -> Vec<(String, u16, bool)> {
        let rows = area.height;
        let card = match entry {
            Entry::GoOn(_) => {
                let words = "Goes on at the very word where you left it.";
                return vec![(words.to_owned(), rows, false)];
            }
            Entry::Due(at) => {
                let due = self.due[at].due_now();
                let since = due.map(|due| due.on.clone()).unwrap_or_default();
                let thread = self.due[at].thread.as_ref();
                let of = thread.map(|thread| format!("Of {thread}. ")).unwrap_or_default();
                let words = format!(
                    "{of}To be come back to since {since}. It can wait: n asks again in a week, x \
                     lets it go."
                );
                return vec![(words, rows, false)];
            }
            Entry::Archive => {
                let words = "What was said before, to be read or gone on with.";
                return vec![(words.to_owned(), rows, false)];
            }
            Entry::Card(at) => &self.cards[at],
        };
        if let Some(problem) = &card.problem {
            return vec![(problem.clone(), rows, false)];
        }
        let purpose = rows.saturating_sub(1).min(if rows < 8 { 2 } else { 3 });
        let mut about =
            vec![(card.purpose.clone(), purpose, false), (facts(card, area.width), 1, true)];
        if rows > 3 {
            about.push((card.when_to_use.clone(), rows, false));
        }
        about.retain(|(words, ..)| !words.is_empty());
        about
    }
}

/// What does not stand beside the title: where there is room, how long each form takes; where there
/// is little, for how many, how deep, and where it comes from.
fn facts(card: &Card, width: u16) -> String {
    let people = card.people.says();
    let joined = |parts: &[&str]| {
        let parts: Vec<&str> = parts.iter().copied().filter(|part| !part.is_empty()).collect();
        parts.join(" · ")
    };
    if width < WIDE {
        return joined(&[&people, words::level_briefly(card.level), words::origin(card.origin)]);
    }
    let minutes = words::minutes(&card.minutes);
    let all = joined(&[&people, &minutes]);
    if width::of(&all) <= usize::from(width) || minutes.is_empty() { all } else { minutes }
}
