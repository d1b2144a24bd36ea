//! The outline: every step on the way, what stands there, and a way to each; then what is parked,
//! to be read where it is.

use std::collections::BTreeMap;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::base::page::Page;
use crate::key::{Code, Key, bound};
use crate::kind::contract::Draft;
use crate::prose::width;
use crate::screen::conversation::curtain;
use crate::screen::frame;
use crate::screen::help::Leaf;
use crate::screen::list::{Choice, MOVES};
use crate::screen::reading;
use crate::session::{Eyes, Given, Place, SeenStep, Session, Slot};
use crate::widget::theme::Theme;
use crate::widget::{ink, wrap};

/// What stands over the answers that are not on the way.
const PARKED: &str = "Kept, and not on this way:";

/// The outline, and where one is in it.
#[derive(Debug)]
pub(super) struct Outline {
    lines: Vec<Line>,
    choice: Choice,
    here: usize,
    height: u16,
}

#[derive(Debug)]
struct Line {
    leads: Leads,
    mark: &'static str,
    says: &'static str,
    heading: String,
}

/// Where a line of the outline leads.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Leads {
    /// To a place on the way.
    To(Place),
    /// Nowhere; this is what is kept there.
    Kept(Leaf),
}

/// What a key did.
#[derive(Debug, PartialEq)]
pub(super) enum Chosen {
    Stays,
    Away,
    Leads(Leads),
}

impl Outline {
    /// The outline of a session; `drafts` are the answers in the making.
    pub fn of(session: &Session, drafts: &BTreeMap<&Slot, Draft>) -> Self {
        let seen = session.seen_by(&Eyes::Writer);
        let line = |step: &SeenStep| {
            let (mark, says) = match &step.given {
                _ if drafts.contains_key(&step.slot) => ("…", "unfinished"),
                Some(Given::Answer(_)) if step.asks => ("✓", "answered"),
                Some(Given::Answer(_)) => ("✓", "seen"),
                Some(Given::Pass) => ("–", "passed"),
                // What is behind the curtain is there, and that is all there is to say.
                None if step.hidden => ("✓", "given"),
                None => ("·", "not yet"),
            };
            let leads = Leads::To(Place::At(step.slot.clone()));
            Line { leads, mark, says, heading: step.heading() }
        };
        let mut lines: Vec<Line> = seen.steps.iter().map(line).collect();
        let heading = "The closing page".to_owned();
        lines.push(Line { leads: Leads::To(Place::End), mark: "·", says: "", heading });
        let here = session.progress().0.min(lines.len() - 1);
        let choice = Choice { at: here, top: 0 };
        let mut parked = seen.parked;
        // What was begun and never became an answer may be parked as well.
        let begun = drafts.keys().filter(|slot| !session.path().contains(slot));
        let begun = begun.filter(|slot| session.history(slot).is_empty());
        parked.extend(begun.filter_map(|slot| session.seen_step(slot, &Eyes::Writer)));
        lines.extend(parked.iter().map(|step| {
            // What one person began behind the curtain is told to nobody from here.
            let draft = drafts.get(&step.slot);
            let draft = draft.filter(|_| curtain::alone_with(session, &step.slot).is_none());
            let leaf = kept(session, step, draft);
            Line { leads: Leads::Kept(leaf), mark: " ", says: "kept", heading: step.heading() }
        }));
        Self { lines, choice, here, height: 0 }
    }

    /// Where line `at` leads.
    pub fn leads(&self, at: usize) -> Option<Leads> {
        self.lines.get(at).map(|line| line.leads.clone())
    }

    /// Moves, goes somewhere, or is put away.
    pub fn on(&mut self, key: Key) -> Chosen {
        if let Some(to) = bound(&MOVES, key) {
            self.choice.go(to, self.lines.len());
            self.refit();
            return Chosen::Stays;
        }
        match key.code {
            Code::Enter | Code::Right => {
                self.leads(self.choice.at).map_or(Chosen::Away, Chosen::Leads)
            }
            _ => Chosen::Away,
        }
    }

    /// Notes the room there is.
    pub fn fit(&mut self, area: Rect) {
        self.height = frame::parts(area).body.height;
        self.refit();
    }

    /// The rows of a line: what stands over it, and the line itself.
    fn over(&self, at: usize) -> &[&'static str] {
        let is_kept = |at: usize| matches!(self.lines[at].leads, Leads::Kept(_));
        if is_kept(at) && !is_kept(at - 1) { &["", PARKED] } else { &[] }
    }

    fn refit(&mut self) {
        let heights: Vec<u16> =
            (0..self.lines.len()).map(|at| self.over(at).len() as u16 + 1).collect();
        self.choice.fit(&heights, self.height);
    }

    /// Draws it over everything.
    pub fn draw(&self, area: Rect, buf: &mut Buffer, theme: &Theme) {
        ratatui::widgets::Widget::render(ratatui::widgets::Clear, area, buf);
        let parts = frame::parts(area);
        frame::head(parts.head, buf, theme, "All steps", "");
        let room = usize::from(parts.body.width.saturating_sub(4));
        let mut row = 0_u16;
        let visible =
            |row: u16| row.checked_sub(self.choice.top).filter(|y| *y < parts.body.height);
        for (at, line) in self.lines.iter().enumerate() {
            for words in self.over(at) {
                if let Some(y) = visible(row) {
                    ink::put(buf, parts.body, (0, y), &wrap::cut(words, room + 4), theme.quiet);
                }
                row = row.saturating_add(1);
            }
            let y = visible(row);
            row = row.saturating_add(1);
            let Some(y) = y else { continue };
            let chosen = at == self.choice.at;
            let style = match (chosen, at == self.here) {
                (true, _) => theme.here,
                (false, true) => theme.question,
                (false, false) => theme.text,
            };
            ink::put(buf, parts.body, (0, y), if chosen { "›" } else { " " }, theme.here);
            ink::put(buf, parts.body, (2, y), line.mark, theme.quiet);
            // Only what is not as one expects is said in words.
            let says = match line.says {
                "unfinished" | "passed" => format!(" · {}", line.says),
                _ => String::new(),
            };
            let heading = wrap::cut(&line.heading, room.saturating_sub(width::of(&says)));
            let used = ink::put(buf, parts.body, (4, y), &heading, style);
            ink::put(buf, parts.body, (4 + used, y), &says, theme.quiet);
        }
        let does = match self.leads(self.choice.at) {
            Some(Leads::Kept(_)) => "read",
            _ => "go there",
        };
        let keys = [("↑↓", "move"), ("Enter", does), ("Esc", "back")];
        frame::keys(parts.foot, buf, theme, keys);
    }

    /// The outline in lines, for plain mode.
    pub fn lines(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for (at, line) in self.lines.iter().enumerate() {
            lines.extend(self.over(at).iter().filter(|w| !w.is_empty()).map(|w| (*w).to_owned()));
            let here = if at == self.here { ", you are here" } else { "" };
            lines.push(match line.says {
                "" => format!("{}. {}", at + 1, line.heading),
                says => format!("{}. {} ({says}{here})", at + 1, line.heading),
            });
        }
        lines
    }
}

/// What is kept of a step that is not on the way, to be read.
fn kept(session: &Session, step: &SeenStep, draft: Option<&Draft>) -> Leaf {
    let mut page = Page::new();
    let spec = session.protocol().step(&step.slot.step).map(|(step, _)| &step.spec);
    if let (Some(spec), Some(Given::Answer(answer))) = (spec, &step.given) {
        spec.write(answer, &mut page);
    }
    // The widest there is: the leaf breaks its rows itself.
    let rows = reading::in_words(&page, usize::from(u16::MAX)).into_iter();
    let said: Vec<String> = rows.map(|words| words.trim().to_owned()).collect();
    let passage = |draft: &Draft| -> Vec<String> {
        draft.texts.iter().map(|passage| passage.text.clone()).collect()
    };
    let begun = draft.map(passage).unwrap_or_default().join("\n");
    let parts = vec![
        (String::new(), step.ask.clone()),
        ("What you gave".to_owned(), said.join("\n")),
        ("Unfinished".to_owned(), begun),
        (String::new(), "It comes back by itself when its question does.".to_owned()),
    ];
    Leaf::new(&step.heading(), parts)
}
