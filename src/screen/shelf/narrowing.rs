//! What the shelf is narrowed to: who is here, how much time there is, how close to the bone it may
//! go, what it is to help with.

use crate::base::plural::counted;
use crate::protocol::{Capability, Form, Level};
use crate::screen::{Card, words};

/// The minutes one can choose among.
const MINUTES: [u32; 4] = [15, 30, 60, 90];

/// What is looked for. Nothing said lets everything stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Narrowing {
    /// Who is here: the fewest and the most people.
    pub people: Option<(u32, u32)>,
    /// The most minutes.
    pub minutes: Option<u32>,
    /// How close to the bone it may go.
    pub level: Option<Level>,
    /// What it is to help with.
    pub capability: Option<Capability>,
}

/// One thing that can be said about what is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Who is here.
    People,
    /// How much time there is.
    Minutes,
    /// How close to the bone it may go.
    Level,
    /// What it is to help with.
    Capability,
}

impl Side {
    /// All four.
    pub const ALL: [Self; 4] = [Self::People, Self::Minutes, Self::Level, Self::Capability];
}

impl Narrowing {
    /// Whether a card stands. Of a broken file nothing is known.
    pub fn keeps(&self, card: &Card) -> bool {
        if self.is_empty() {
            return true;
        }
        let fits = |(from, to): (u32, u32)| card.people.from <= to && from <= card.people.to;
        let deep = |most| words::depth(card.level) <= words::depth(most);
        card.problem.is_none()
            && self.people.is_none_or(fits)
            && self.minutes.is_none_or(|most| self.minutes_of(card).is_some_and(|it| it <= most))
            && self.level.is_none_or(deep)
            && self.capability.is_none_or(|wanted| card.capabilities.contains(&wanted))
    }

    /// How long it takes those who are here, or in its shortest form where nobody said who is.
    /// `None` where its author did not say.
    fn minutes_of(&self, card: &Card) -> Option<u32> {
        match self.form() {
            Some(form) => card.minutes_for(form),
            None => Form::ALL.iter().filter_map(|(_, form)| card.minutes.of(*form)).min(),
        }
    }

    /// The form in which those who are here would go through it.
    pub fn form(&self) -> Option<Form> {
        self.people.map(|(from, _)| Form::of(from as usize))
    }

    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Goes on to the next choice on one side; after the last one, nothing is said any more.
    pub fn turn(&mut self, side: Side) {
        match side {
            Side::People => {
                let next = Form::ALL.iter().map(|(_, form)| form.range());
                self.people = after(self.people, next);
            }
            Side::Minutes => self.minutes = after(self.minutes, MINUTES),
            // The deepest level lets everything stand, so it is not a choice of its own.
            Side::Level => self.level = after(self.level, [Level::Ordinary, Level::Tender]),
            Side::Capability => {
                self.capability = after(self.capability, Capability::ALL.map(|(_, one)| one));
            }
        }
    }

    /// Says something on one side, in the words authors use: `two`, `30`, `tender`,
    /// `see-the-system`; `all` takes it back, and no words go on to the next choice.
    pub fn set(&mut self, side: Side, words: &str) -> Result<(), String> {
        if words.is_empty() {
            self.turn(side);
            return Ok(());
        }
        if ["all", "any", "anyone"].contains(&words) {
            *self = self.without(side);
            return Ok(());
        }
        let known = match side {
            Side::People => {
                self.people =
                    Some(people(words).ok_or("Say alone, pair, group, a number, or all.")?);
                return Ok(());
            }
            Side::Minutes => {
                let minutes = words.split(' ').next().and_then(|number| number.parse().ok());
                self.minutes = Some(minutes.ok_or("Say a number of minutes, or all.")?);
                return Ok(());
            }
            Side::Level => {
                let level = words::LEVELS.iter().find(|(name, _)| *name == words);
                level.map(|(_, level)| self.level = Some(*level))
            }
            Side::Capability => {
                let capability = Capability::ALL.iter().find(|(name, _)| *name == words);
                capability.map(|(_, capability)| self.capability = Some(*capability))
            }
        };
        let names: Vec<&str> = match side {
            Side::Level => words::LEVELS.iter().map(|(name, _)| *name).collect(),
            _ => Capability::ALL.iter().map(|(name, _)| *name).collect(),
        };
        known.ok_or_else(|| format!("Say {}, or all.", names.join(", ")))
    }

    /// The same, with nothing said on one side.
    #[must_use]
    pub fn without(mut self, side: Side) -> Self {
        match side {
            Side::People => self.people = None,
            Side::Minutes => self.minutes = None,
            Side::Level => self.level = None,
            Side::Capability => self.capability = None,
        }
        self
    }

    /// What is said on one side, in words; `None` where nothing is.
    pub fn says(&self, side: Side) -> Option<String> {
        Some(match side {
            Side::People => match self.people? {
                (1, 1) => "for one person".to_owned(),
                (2, 2) => "for two people".to_owned(),
                (from, to) if from == to => format!("for {from} people"),
                _ => "for a group".to_owned(),
            },
            Side::Minutes => {
                let minutes = counted(self.minutes? as usize, "minute", "minutes");
                format!("in up to {minutes}")
            }
            Side::Level => match self.level? {
                Level::Ordinary => "ordinary conversations only",
                Level::Tender => "nothing that goes deep",
                Level::High => "however deep",
            }
            .to_owned(),
            Side::Capability => match self.capability? {
                Capability::SeeTheSystem => "to see the larger system",
                Capability::SurfaceAssumptions => "to reflect, and hear another view",
                Capability::BuildSharedVision => "to go from reacting to creating",
            }
            .to_owned(),
        })
    }

    /// The same beside its key, where there is little room.
    pub fn says_briefly(&self, side: Side) -> Option<String> {
        Some(match side {
            Side::People => match self.people? {
                (1, 1) => "alone".to_owned(),
                (2, 2) => "two".to_owned(),
                (from, to) if from == to => format!("{from} people"),
                _ => "group".to_owned(),
            },
            Side::Minutes => format!("{} min", self.minutes?),
            Side::Level => match self.level? {
                Level::Ordinary => "ordinary",
                Level::Tender => "to tender",
                Level::High => "all",
            }
            .to_owned(),
            Side::Capability => words::capability_briefly(self.capability?).to_owned(),
        })
    }

    /// All that is said, in a row of words; empty where nothing is.
    pub fn in_words(&self) -> String {
        let all: Vec<String> = Side::ALL.iter().filter_map(|side| self.says(*side)).collect();
        all.join(", ")
    }

    /// The side on which saying nothing lets most of `cards` stand, and how many that are.
    pub fn widest(&self, cards: &[&Card]) -> Option<(Side, usize)> {
        let said = Side::ALL.into_iter().filter(|side| self.says(*side).is_some());
        let counted = said.map(|side| {
            let wider = self.without(side);
            (side, cards.iter().filter(|card| wider.keeps(card)).count())
        });
        // The last of equals: what one is after is easier to change than who is here.
        counted.max_by_key(|(_, count)| *count).filter(|(_, count)| *count > 0)
    }
}

/// How many people those words mean.
fn people(words: &str) -> Option<(u32, u32)> {
    let form = Form::ALL.iter().find(|(name, _)| *name == words);
    let form = form.map(|(_, form)| form.range());
    form.or_else(|| words.parse().ok().filter(|count| *count > 0).map(|count| (count, count)))
}

/// What comes after `now` in `all`.
fn after<T: PartialEq>(now: Option<T>, all: impl IntoIterator<Item = T>) -> Option<T> {
    let mut all = all.into_iter();
    match now {
        None => all.next(),
        Some(now) => {
            all.find(|one| *one == now);
            all.next()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::{Minutes, People};

    fn card(people: (u32, u32), minutes: [u32; 3], level: Level) -> Card {
        let [alone, pair, group] = minutes.map(|minutes| (minutes > 0).then_some(minutes));
        let (from, to) = people;
        Card {
            people: People { from, to, note: String::new() },
            minutes: Minutes { alone, pair, group },
            level,
            capabilities: vec![Capability::SeeTheSystem, Capability::BuildSharedVision],
            ..Card::default()
        }
    }

    fn any() -> Narrowing {
        Narrowing::default()
    }

    #[test]
    fn who_is_here_is_a_range_that_meets_that_of_the_protocol() {
        let some = card((2, 4), [0, 40, 60], Level::Ordinary);
        let keeps = |people| Narrowing { people: Some(people), ..any() }.keeps(&some);
        assert!(!keeps((1, 1)) && keeps((2, 2)) && keeps((3, 12)) && keeps((4, 4)));
        assert!(!keeps((5, 5)), "five are one too many");
    }

    #[test]
    fn minutes_are_those_of_the_people_who_are_here() {
        let some = card((1, 6), [20, 0, 60], Level::Ordinary);
        let within = |people, minutes| Narrowing { people, minutes: Some(minutes), ..any() };
        assert!(within(None, 30).keeps(&some), "there is a form that is short enough");
        assert!(within(Some((1, 1)), 20).keeps(&some));
        assert!(!within(Some((3, 12)), 30).keeps(&some));
        assert!(!within(Some((2, 2)), 30).keeps(&some), "what nobody said may be the longest");
        let silent = card((1, 6), [0, 0, 0], Level::Ordinary);
        assert!(!within(None, 90).keeps(&silent), "nobody knows how long it takes");
        assert!(any().keeps(&silent));
    }

    #[test]
    fn exposure_and_capability_are_kept_to() {
        let upto = |level| Narrowing { level: Some(level), ..any() };
        let deep = card((1, 1), [20, 0, 0], Level::High);
        assert!(!upto(Level::Ordinary).keeps(&deep) && !upto(Level::Tender).keeps(&deep));
        assert!(upto(Level::Tender).keeps(&card((1, 1), [20, 0, 0], Level::Ordinary)));
        let towards = |capability| Narrowing { capability: Some(capability), ..any() };
        assert!(towards(Capability::BuildSharedVision).keeps(&deep), "the second one counts too");
        assert!(!towards(Capability::SurfaceAssumptions).keeps(&deep));
    }

    #[test]
    fn a_broken_file_is_only_there_where_nothing_is_narrowed() {
        let broken = Card { problem: Some("a slip".to_owned()), ..Card::default() };
        assert!(any().keeps(&broken));
        for side in Side::ALL {
            let mut narrowing = any();
            narrowing.turn(side);
            assert!(!narrowing.keeps(&broken), "{side:?}");
        }
    }

    #[test]
    fn every_side_comes_round_to_nothing_said() {
        for (side, choices) in Side::ALL.into_iter().zip([3, 4, 2, 3]) {
            let mut narrowing = any();
            for _ in 0..choices {
                narrowing.turn(side);
                assert!(narrowing.says(side).is_some() && narrowing.says_briefly(side).is_some());
                assert_eq!(narrowing.without(side), any());
            }
            narrowing.turn(side);
            assert_eq!(narrowing, any(), "{side:?}");
        }
    }

    #[test]
    fn one_minute_is_said_as_one() {
        let within = |minutes| Narrowing { minutes: Some(minutes), ..any() }.in_words();
        assert_eq!(
            (within(1), within(15)),
            ("in up to 1 minute".into(), "in up to 15 minutes".into())
        );
    }

    #[test]
    fn the_side_that_shuts_out_most_is_named() {
        let cards = [
            card((1, 1), [60, 0, 0], Level::Ordinary),
            card((1, 1), [90, 0, 0], Level::Ordinary),
            card((1, 1), [15, 0, 0], Level::High),
        ];
        let narrowing = Narrowing {
            people: Some((1, 1)),
            minutes: Some(30),
            level: Some(Level::Ordinary),
            ..any()
        };
        let cards: Vec<&Card> = cards.iter().collect();
        assert!(!cards.iter().any(|card| narrowing.keeps(card)));
        assert_eq!(narrowing.widest(&cards), Some((Side::Minutes, 2)));
        let nobody = Narrowing { people: Some((12, 12)), minutes: Some(1), ..any() };
        assert_eq!(nobody.widest(&cards), None, "one step is not enough");
    }
}
