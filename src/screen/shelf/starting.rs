//! Three questions for someone who does not know where to start, one at a time, and what they lead
//! to.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::key::{Binding, Code, Hint, Key, bound, called, hints};
use crate::kind::contract::Input;
use crate::prose::width;
use crate::protocol::Form;
use crate::screen::list::{Choice, MOVES};
use crate::screen::shelf::keys::moves;
use crate::screen::shelf::narrowing::Narrowing;
use crate::screen::shelf::needs::{self, NEEDS, Suggestion};
use crate::screen::{Card, Spoken, frame, words};
use crate::widget::theme::Theme;
use crate::widget::{ink, wrap};

/// The questions, in order.
const QUESTIONS: [&str; 3] = ["Who is here?", "What brings you?", "How much time is there?"];
const PEOPLE: [(&str, Form); 3] =
    [("One person", Form::Alone), ("Two people", Form::Pair), ("Three or more", Form::Group)];
const TIMES: [(&str, Option<u32>); 4] = [
    ("A quarter of an hour", Some(15)),
    ("Half an hour", Some(30)),
    ("An hour", Some(60)),
    ("More than an hour", None),
];

/// Someone being led to a protocol.
#[derive(Clone, Debug, Default)]
pub(super) struct Starting {
    /// What was answered, question by question.
    given: Vec<usize>,
    choice: Choice,
    /// Once all is answered: what it leads to, and a word about it.
    found: Vec<Suggestion>,
    word: Option<&'static str>,
    size: (u16, u16),
}

/// What came of a key.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Led {
    /// Nothing beyond these questions.
    Stays,
    /// Back to the shelf.
    Back,
    /// To the card at this place.
    To(usize),
    /// To the shelf, narrowed to what was answered.
    Among(Narrowing),
    /// Nothing was taken, for this reason.
    Refused(String),
}

#[derive(Clone, Copy)]
enum Act {
    Choose,
    Back,
    All,
}

const KEYS: [Binding<Act>; 3] = [
    Binding {
        keys: &[Key::plain(Code::Enter), Key::plain(Code::Right)],
        word: "",
        does: Act::Choose,
        says: "choose",
        foot: true,
    },
    Binding {
        keys: &[Key::plain(Code::Escape), Key::ctrl('p'), Key::plain(Code::Left)],
        word: "back",
        does: Act::Back,
        says: "back; to the question before",
        foot: true,
    },
    Binding {
        keys: &[Key::char('a')],
        word: "all",
        does: Act::All,
        says: "all; that fit who is here and the time",
        foot: true,
    },
];

impl Starting {
    /// Notes the room there is.
    pub fn fit(&mut self, size: (u16, u16), cards: &[Card]) {
        self.size = size;
        self.refit(cards);
    }

    /// One thing the person did.
    pub fn on(&mut self, input: Input<'_>, cards: &[Card]) -> Led {
        let count = self.count();
        match input {
            Input::Key(key) => {
                let digit = key.typed().and_then(|c| c.to_digit(10)).map(|digit| digit as usize);
                if let Some(at) = digit.and_then(|digit| digit.checked_sub(1)) {
                    return if at < count { self.choose(at, cards) } else { Led::Stays };
                }
                if let Some(act) = bound(&KEYS, key) {
                    return self.act(act, cards);
                }
                if let Some(to) = bound(&MOVES, key) {
                    self.choice.go(to, count);
                    self.refit(cards);
                }
                Led::Stays
            }
            Input::Line(line) => {
                let number = line.trim().parse::<usize>().ok().and_then(|n| n.checked_sub(1));
                match number.filter(|at| *at < count) {
                    Some(at) => self.choose(at, cards),
                    None if count == 0 => Led::Refused("“:back” asks again.".to_owned()),
                    None => Led::Refused(format!("Choose by number, from 1 to {count}.")),
                }
            }
            _ => Led::Stays,
        }
    }

    /// One word of plain mode.
    pub fn word(&mut self, word: &str, cards: &[Card]) -> Option<Led> {
        called(&KEYS, word).map(|act| self.act(act, cards))
    }

    fn act(&mut self, act: Act, cards: &[Card]) -> Led {
        match act {
            Act::Choose if self.count() == 0 => Led::Stays,
            Act::Choose => self.choose(self.choice.at, cards),
            Act::Back => match self.given.pop() {
                None => Led::Back,
                Some(at) => {
                    self.choice = Choice { at, top: 0 };
                    self.look(cards);
                    Led::Stays
                }
            },
            Act::All => Led::Among(self.asked()),
        }
    }

    fn choose(&mut self, at: usize, cards: &[Card]) -> Led {
        if self.is_answered() {
            self.choice.at = at;
            return self.found.get(at).map_or(Led::Stays, |found| Led::To(found.card));
        }
        self.given.push(at);
        self.choice = Choice::default();
        self.look(cards);
        Led::Stays
    }

    /// Looks what the answers lead to, once all are given.
    pub fn look(&mut self, cards: &[Card]) {
        let need = self.given.get(1).and_then(|at| NEEDS.get(*at));
        (self.found, self.word) = match need.filter(|_| self.is_answered()) {
            Some(need) => needs::suggest(cards, need, &self.asked()),
            None => (Vec::new(), None),
        };
        self.refit(cards);
    }

    fn is_answered(&self) -> bool {
        self.given.len() == QUESTIONS.len()
    }

    /// What the answers say about who is here and how much time there is.
    fn asked(&self) -> Narrowing {
        let form = self.given.first().and_then(|at| PEOPLE.get(*at));
        let minutes = self.given.get(2).and_then(|at| TIMES.get(*at));
        Narrowing {
            people: form.map(|(_, form)| form.range()),
            minutes: minutes.and_then(|(_, minutes)| *minutes),
            ..Narrowing::default()
        }
    }

    /// How many lines there are to choose among.
    fn count(&self) -> usize {
        if self.is_answered() { self.found.len() } else { self.answers().len() }
    }

    /// The answers to the question one is at.
    fn answers(&self) -> Vec<&'static str> {
        match self.given.len() {
            0 => PEOPLE.iter().map(|(says, _)| *says).collect(),
            1 => NEEDS.iter().map(|need| need.says).collect(),
            2 => TIMES.iter().map(|(says, _)| *says).collect(),
            _ => Vec::new(),
        }
    }

    /// What stands above the choices: the question, or what is said of the suggestions.
    fn heading(&self) -> &'static str {
        match (QUESTIONS.get(self.given.len()), self.word) {
            (Some(question), _) => question,
            (None, Some(word)) => word,
            (None, None) if self.found.len() == 1 => "This may be a place to start.",
            (None, None) => "These may be places to start.",
        }
    }

    fn place(&self) -> String {
        match self.given.len() + 1 {
            at if at <= QUESTIONS.len() => format!("{at} of {}", QUESTIONS.len()),
            _ => String::new(),
        }
    }

    /// The rows of each choice: its line, and for a suggestion its reason.
    fn lines(&self, cards: &[Card], width: usize) -> Vec<(String, String, Vec<String>)> {
        if !self.is_answered() {
            let one = |says: &&str| ((*says).to_owned(), String::new(), Vec::new());
            return self.answers().iter().map(one).collect();
        }
        let form = self.asked().form().unwrap_or(Form::Alone);
        let one = |found: &Suggestion| {
            let card = cards.get(found.card);
            let title = card.map(|card| card.title.clone()).unwrap_or_default();
            let minutes = card.and_then(|card| card.minutes_for(form));
            let minutes = minutes.map(|minutes| format!("{minutes} min")).unwrap_or_default();
            let level = card.map(|card| words::level_briefly(card.level)).unwrap_or_default();
            let beside: Vec<&str> =
                [level, &minutes].into_iter().filter(|part| !part.is_empty()).collect();
            (title, beside.join(" · "), wrap::rows(&found.why, width.max(1)))
        };
        self.found.iter().map(one).collect()
    }

    fn refit(&mut self, cards: &[Card]) {
        let list = self.list(Rect::new(0, 0, self.size.0, self.size.1));
        let lines = self.lines(cards, room_beside(list));
        let heights: Vec<u16> = lines.iter().map(|(.., why)| 1 + wrap::tall(why)).collect();
        self.choice.at = self.choice.at.min(heights.len().saturating_sub(1));
        self.choice.fit(&heights, list.height);
    }

    /// Where the choices are drawn: below the question.
    fn list(&self, area: Rect) -> Rect {
        let body = frame::whole(area);
        let question = wrap::count(self.heading(), usize::from(body.width).max(1));
        let air = u16::from(body.height > question + 1);
        ink::below(body, question + air)
    }

    /// Draws it.
    pub fn draw(&self, cards: &[Card], area: Rect, buf: &mut Buffer, theme: &Theme) {
        let parts = frame::parts(area);
        frame::head(parts.head, buf, theme, "Where to start", &self.place());
        ink::paragraph(buf, frame::whole(area), self.heading(), theme.question);
        let list = self.list(area);
        let width = usize::from(list.width.saturating_sub(2));
        let mut row = 0_u16;
        let lines = self.lines(cards, room_beside(list));
        for (at, (line, beside, why)) in lines.iter().enumerate() {
            let here = at == self.choice.at;
            let mut put = |column: u16, words: &str, style| {
                let y = row.checked_sub(self.choice.top).filter(|y| *y < list.height);
                if let Some(y) = y {
                    ink::put(buf, list, (column, y), words, style);
                }
            };
            if here {
                put(0, "›", theme.here);
            }
            let beside = wrap::cut(beside, width / 2);
            let room = width.saturating_sub(2 + width::of(&beside) + 1);
            put(2, &wrap::cut(line, room), if here { theme.here } else { theme.text });
            put(width.saturating_sub(width::of(&beside)) as u16, &beside, theme.quiet);
            row += 1;
            for reason in why {
                let y = row.checked_sub(self.choice.top).filter(|y| *y < list.height);
                if let Some(y) = y {
                    ink::put(buf, list, (2, y), reason, theme.quiet);
                }
                row += 1;
            }
        }
        let below = row > self.choice.top.saturating_add(list.height);
        ink::more(buf, list, self.choice.top > 0, below, theme.quiet);
        frame::foot(parts.foot, buf, theme, &self.hints());
    }

    /// The keys of this place.
    pub fn hints(&self) -> Vec<Hint> {
        let mut all = hints(&KEYS);
        all.retain(|hint| match hint.word {
            "all" => self.is_answered(),
            "back" => true,
            _ => self.count() > 0,
        });
        all.extend(moves());
        all
    }

    /// What plain mode says.
    pub fn spoken(&self, cards: &[Card]) -> Spoken {
        let place = self.place();
        let place = if place.is_empty() { place } else { format!(" · {place}") };
        let mut lines = vec![format!("Where to start{place}"), self.heading().to_owned()];
        for (at, (line, beside, why)) in self.lines(cards, 10_000).into_iter().enumerate() {
            let joint = if beside.is_empty() { "" } else { " · " };
            lines.push(format!("{}. {line}{joint}{beside}", at + 1));
            lines.extend(why.into_iter().map(|why| format!("   {why}")));
        }
        let label = match self.count() {
            0 => "“:back” to change an answer, or “:all”",
            _ => "A number, or :back (:keys lists more)",
        };
        let place = format!("where to start {:?}", self.given);
        Spoken { lines, label: label.to_owned(), place }
    }
}

/// The room for words: the first columns are for the mark of the chosen one, and the last ones for
/// the marks of what lies above and below.
fn room_beside(list: Rect) -> usize {
    usize::from(list.width.saturating_sub(4))
}

/// The keys of this place, whatever stands on it.
pub(in crate::screen) fn keys_of_starting() -> Vec<Hint> {
    [hints(&MOVES), hints(&KEYS)].concat()
}
