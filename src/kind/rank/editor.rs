//! Giving places to options, as on a ballot: they stay where they are, and the number before each
//! is its place.

use crate::base::plural::counted;
use crate::key::{Binding, Code, Hint, Key, bound, called, hints};
use crate::kind::contract::{self, Draft, Input, Opening, Refusal, Reply};
use crate::kind::part::listing::Listing;
use crate::kind::part::options::Choice;
use crate::kind::rank::{Answer, Spec};

/// Someone giving places.
#[derive(Clone, Debug)]
pub struct Editor {
    pub(super) list: Listing,
    /// The options that have a place, by where they stand in the list; the first first.
    order: Vec<usize>,
    /// How many places there are.
    places: usize,
    width: u16,
}

#[derive(Clone, Copy, PartialEq)]
enum Act {
    Place,
    GoOn,
    Earlier,
    Later,
    Up,
    Down,
    Clear,
}

const fn line(
    keys: &'static [Key],
    word: &'static str,
    does: Act,
    says: &'static str,
    foot: bool,
) -> Binding<Act> {
    Binding { keys, word, does, says, foot }
}

const fn alt(code: Code) -> Key {
    Key { code, ctrl: false, alt: true, shift: false }
}

const KEYS: [Binding<Act>; 7] = [
    line(&[Key::char(' ')], "", Act::Place, "next place; or take it back", true),
    line(&[Key::plain(Code::Enter)], "", Act::GoOn, "go on", true),
    line(&[alt(Code::Up)], "earlier", Act::Earlier, "sooner; by one place (:earlier 2)", true),
    line(&[alt(Code::Down)], "later", Act::Later, "later by one place (:later 2)", false),
    line(&[Key::plain(Code::Up)], "", Act::Up, "option above", false),
    line(&[Key::plain(Code::Down), Key::plain(Code::Tab)], "", Act::Down, "option below", false),
    line(&[Key::plain(Code::Delete)], "clear", Act::Clear, "take all places back", false),
];

impl Editor {
    pub(super) fn open(spec: &Spec, opening: &Opening<'_, Answer>) -> Self {
        let choices = spec.options.choices(opening.scope);
        let places = spec.keep.map_or(choices.len(), |keep| keep.min(choices.len()));
        let at = |id: &str| choices.iter().position(|choice: &Choice| choice.is.id == id);
        let mut order: Vec<usize> = match (opening.draft, opening.earlier) {
            (Some(draft), _) => draft.chosen.iter().filter_map(|id| at(id)).collect(),
            (None, Some(answer)) => answer.order.iter().filter_map(|is| at(&is.id)).collect(),
            (None, None) => Vec::new(),
        };
        order.truncate(places);
        let first = order.first().copied().unwrap_or(0);
        let here = opening.draft.map_or(first, |draft| draft.focus);
        let here = here.min(choices.len().saturating_sub(1));
        let boxes = digits(places) + 2;
        Self { list: Listing::new(choices, here, boxes), order, places, width: 0 }
    }

    /// Cells of the highest place.
    pub(super) fn digits(&self) -> u16 {
        digits(self.places)
    }

    /// The place of an option, counted from nought.
    pub(super) fn place_of(&self, at: usize) -> Option<usize> {
        self.order.iter().position(|other| *other == at)
    }

    fn act(&mut self, act: Act) -> Reply {
        let here = self.list.here;
        match act {
            Act::GoOn => return Reply::Done,
            Act::Up => self.list.step(-1),
            Act::Down => self.list.step(1),
            Act::Place => return self.toggle(here),
            Act::Earlier | Act::Later => {
                let Some(from) = self.place_of(here) else { return Reply::Ignored };
                let to = if act == Act::Earlier { from.checked_sub(1) } else { Some(from + 1) };
                let Some(to) = to.filter(|to| *to < self.order.len()) else {
                    return Reply::Ignored;
                };
                self.order.swap(from, to);
                return Reply::Changed;
            }
            Act::Clear if self.order.is_empty() => return Reply::Ignored,
            Act::Clear => {
                self.order.clear();
                return Reply::Changed;
            }
        }
        Reply::Moved
    }

    fn toggle(&mut self, at: usize) -> Reply {
        if at >= self.list.choices.len() {
            return Reply::Ignored;
        }
        self.list.here = at;
        match self.place_of(at) {
            Some(place) => {
                self.order.remove(place);
            }
            None if self.order.len() >= self.places => return Reply::Refused(self.full()),
            None => self.order.push(at),
        }
        Reply::Changed
    }

    /// Gives the option where one is the place that a digit names.
    fn put(&mut self, place: usize) -> Reply {
        let at = self.list.here;
        if at >= self.list.choices.len() {
            return Reply::Ignored;
        }
        if place >= self.places {
            return Reply::Refused(self.so_many());
        }
        match self.place_of(at) {
            Some(before) => {
                self.order.remove(before);
            }
            None if self.order.len() >= self.places => return Reply::Refused(self.full()),
            None => {}
        }
        self.order.insert(place.min(self.order.len()), at);
        Reply::Changed
    }

    fn full(&self) -> String {
        match self.places {
            1 => "There is one place here. Take it back to give it to another.".to_owned(),
            places => format!("All {places} places are given. Take one back to give it to another."),
        }
    }

    fn so_many(&self) -> String {
        match self.places {
            1 => "There is only one place here.".to_owned(),
            places => format!("There are only {places} places here."),
        }
    }

    /// A line of plain mode: numbers in the order of the places, or an option's words.
    fn line(&mut self, line: &str) -> Reply {
        let numbers: Vec<&str> =
            line.split([',', ' ', ';']).filter(|part| !part.is_empty()).collect();
        if numbers.is_empty() {
            return Reply::Done;
        }
        if !numbers.iter().all(|part| part.parse::<usize>().is_ok()) {
            return match self.list.named(line) {
                Some(at) if self.place_of(at).is_none() => self.toggle(at),
                Some(_) => Reply::Refused("It has a place already.".to_owned()),
                None => Reply::Refused(self.list.none_named()),
            };
        }
        let mut order = Vec::new();
        for number in numbers {
            let Some(at) = self.list.named(number) else {
                return Reply::Refused(self.list.none_named());
            };
            if order.contains(&at) {
                return Reply::Refused(format!("{} stands there twice.", at + 1));
            }
            order.push(at);
        }
        if order.len() > self.places {
            return Reply::Refused(self.so_many());
        }
        self.order = order;
        Reply::Done
    }
}

fn digits(number: usize) -> u16 {
    number.to_string().len() as u16
}

impl contract::Editor for Editor {
    type Answer = Answer;

    fn on(&mut self, input: Input<'_>) -> Reply {
        match input {
            Input::Key(key) => match (bound(&KEYS, key), key.typed()) {
                (Some(act), _) => self.act(act),
                (None, Some(c)) => match c.to_digit(10).and_then(|digit| digit.checked_sub(1)) {
                    Some(place) => self.put(place as usize),
                    None => Reply::Ignored,
                },
                (None, None) => Reply::Ignored,
            },
            Input::Line(line) => self.line(line),
            Input::Fit { width, height } => {
                self.width = width;
                let heights = self.list.heights(width);
                self.list.show(&heights, height);
                Reply::Moved
            }
            Input::Click { row, .. } => {
                match self.list.at_row(row, &self.list.heights(self.width)) {
                    Some(at) => self.toggle(at),
                    None => Reply::Ignored,
                }
            }
            Input::Paste(_) | Input::Elapsed(_) | Input::Rewritten(_) => Reply::Ignored,
        }
    }

    fn word(&mut self, word: &str, rest: &str) -> Reply {
        let Some(act) = called(&KEYS, word) else { return Reply::Ignored };
        if act == Act::Clear {
            self.order.clear();
            return Reply::Changed;
        }
        let Some(at) = self.list.named(rest) else {
            return Reply::Refused("Name an option by its number, such as “:earlier 2”.".to_owned());
        };
        self.list.here = at;
        match self.act(act) {
            Reply::Ignored if self.place_of(at).is_none() => {
                Reply::Refused("It has no place yet.".to_owned())
            }
            Reply::Ignored => Reply::Refused("There is no place beyond it.".to_owned()),
            reply => reply,
        }
    }

    fn answer(&self) -> Result<Option<Answer>, Refusal> {
        let order = self.order.iter().map(|at| self.list.choices[*at].is.clone());
        let order: Vec<_> = order.collect();
        Ok((!order.is_empty()).then_some(Answer { order }))
    }

    fn advice(&self) -> Option<String> {
        let there = self.order.len();
        (there > 0 && there < self.places).then(|| {
            let there = counted(there, "has", "have");
            format!("{there} a place, and there are {}. Is there another?", self.places)
        })
    }

    fn draft(&self) -> Draft {
        let chosen = self.order.iter().map(|at| self.list.choices[*at].is.id.clone()).collect();
        Draft { chosen, focus: self.list.here, ..Draft::default() }
    }

    fn hints(&self) -> Vec<Hint> {
        let place = self.place_of(self.list.here);
        let mut own = Vec::new();
        for (binding, mut hint) in KEYS.iter().zip(hints(&KEYS)) {
            match (binding.does, place) {
                (Act::Place, Some(_)) => hint.says = "take back",
                (Act::Earlier, None | Some(0)) => hint.foot = false,
                _ => {}
            }
            own.push(hint);
        }
        own
    }

    fn height(&self, width: u16) -> u16 {
        self.list.height(width)
    }

    fn lines(&self) -> Vec<String> {
        let place = |at: usize| self.place_of(at).map(|place| format!(" (place {})", place + 1));
        self.list.lines(&|at| place(at).unwrap_or_default())
    }

    fn line_label(&self) -> String {
        let keeps = if self.order.is_empty() { "" } else { "; an empty line keeps this order" };
        let how = match self.places {
            1 => "The number of the first".to_owned(),
            2 => "Two numbers, the first first".to_owned(),
            3 => "Three numbers, the first first".to_owned(),
            places => format!("{places} numbers, the first first"),
        };
        format!("{how}{keeps}")
    }
}
