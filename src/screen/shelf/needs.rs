//! What may bring someone here who does not know where to start, and which protocols answer to it.
//! Nothing names a protocol: what its card says of itself decides, so that a person's own take part.

use crate::protocol::{Capability, Form};
use crate::screen::shelf::narrowing::Narrowing;
use crate::screen::{Card, words};

/// Most protocols suggested.
const MOST: usize = 3;

/// Something that brings someone here.
#[derive(Debug)]
pub(super) struct Need {
    /// How they say it.
    pub says: &'static str,
    /// The capability it calls for, where it calls for one.
    pub capability: Option<Capability>,
    /// Beginnings of words by which a card speaks of it.
    speaks: &'static [&'static str],
    /// Whether little time is part of it.
    brief: bool,
}

/// What there is to choose among.
pub(super) const NEEDS: [Need; 5] = [
    Need {
        says: "The same thing keeps happening",
        capability: Some(Capability::SeeTheSystem),
        speaks: &[
            "again", "same", "keep", "back", "circle", "round", "story", "recur", "pattern",
            "frustrat", "complain", "trouble", "wrong", "sliding",
        ],
        brief: false,
    },
    Need {
        says: "A talk that went wrong, or is due",
        capability: Some(Capability::SurfaceAssumptions),
        speaks: &[
            "conversation",
            "talk",
            "dread",
            "disagree",
            "heated",
            "badly",
            "hear",
            "listen",
            "angry",
            "hurt",
            "understood",
            "moment",
            "someone",
        ],
        brief: false,
    },
    Need {
        says: "Something wanted, not there yet",
        capability: Some(Capability::BuildSharedVision),
        speaks: &[
            "want", "wish", "bring", "create", "vision", "future", "plan", "begin", "year",
            "dream", "idea", "like",
        ],
        brief: false,
    },
    Need {
        says: "Someone is stuck and wants help",
        capability: None,
        speaks: &[
            "help", "stuck", "tried", "old", "coach", "peer", "settle", "eyes", "depend", "trust",
            "question", "middle", "nobody", "satisf",
        ],
        brief: false,
    },
    Need {
        says: "A moment to stop and look",
        capability: None,
        speaks: &[
            "week",
            "day",
            "minutes",
            "after",
            "end",
            "event",
            "visit",
            "went",
            "happened",
            "threshold",
            "experience",
        ],
        brief: true,
    },
];

/// Words by which a sentence speaks of one person, and of several.
const ALONE: [&str; 1] = ["alone"];
const TOGETHER: [&str; 5] = ["together", "group", "table", "team", "each"];

/// A protocol that is suggested, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Suggestion {
    /// Its place among the cards.
    pub card: usize,
    /// One sentence of its own.
    pub why: String,
}

/// What answers to `need` for those who are here in the time there is; and a word about it where
/// not all of that could be had.
pub(super) fn suggest(
    cards: &[Card],
    need: &Need,
    asked: &Narrowing,
) -> (Vec<Suggestion>, Option<&'static str>) {
    let unhurried = Narrowing { minutes: None, ..*asked };
    let found = best(cards, need, asked);
    if !found.is_empty() {
        return (found, None);
    }
    let longer = best(cards, need, &unhurried);
    if longer.is_empty() {
        return (longer, Some("Nothing on this shelf answers to that."));
    }
    (longer, Some("Nothing that answers to that is so short. These take longer."))
}

fn best(cards: &[Card], need: &Need, asked: &Narrowing) -> Vec<Suggestion> {
    let form = asked.form().unwrap_or(Form::Alone);
    let fitting =
        cards.iter().enumerate().filter(|(_, card)| card.problem.is_none() && asked.keeps(card));
    let scored = fitting.filter_map(|(at, card)| {
        let fits = suited(&card.when_to_use, form).join(" ");
        let answers = answers(card, need, &fits);
        let minutes = card.minutes_for(form);
        // Who has an hour did not come for five minutes; who wants a moment did.
        let uses = match (asked.minutes, minutes) {
            (Some(most), Some(it)) if !need.brief => isize::from(it * 2 >= most),
            (_, Some(it)) if need.brief => 2 * isize::from(it <= 20) - isize::from(it > 45),
            _ => 0,
        };
        // Nobody who does not know where to start is led to the deep end first.
        let depth = 2 * words::depth(card.level).cast_signed();
        (answers > 0).then_some((at, answers + uses - depth))
    });
    let mut scored: Vec<(usize, isize)> = scored.collect();
    scored.sort_by_key(|(_, score)| std::cmp::Reverse(*score));
    let chosen = scored.into_iter().take(MOST);
    chosen.map(|(card, _)| Suggestion { card, why: why(&cards[card], need, form) }).collect()
}

/// How far a card speaks of a need, which fits when `fits` says; nothing where it does not.
fn answers(card: &Card, need: &Need, fits: &str) -> isize {
    let spoken = spoken(fits, need).min(3) * 2 + spoken(&card.purpose, need).min(2);
    let leads = need.capability.is_some() && card.leads() == need.capability;
    let grows = need.capability.is_some_and(|wanted| card.capabilities.contains(&wanted));
    3 * isize::from(leads) + isize::from(grows) + spoken
}

/// How many of the words of a need are spoken.
fn spoken(text: &str, need: &Need) -> isize {
    let words = words_of(text);
    let spoken = |beginning: &&&str| words.iter().any(|word| word.starts_with(**beginning));
    need.speaks.iter().filter(spoken).count().cast_signed()
}

fn words_of(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

/// The sentences of a text that are not meant for others than those who are here; all of them,
/// where that would leave none.
fn suited(text: &str, form: Form) -> Vec<&str> {
    let others: &[&str] = if form == Form::Alone { &TOGETHER } else { &ALONE };
    let all = sentences(text);
    let meant = |sentence: &&&str| {
        let words = words_of(sentence);
        let for_others = words.iter().any(|word| others.contains(&word.as_str()));
        // "Alone or together" is meant for everybody.
        let both = words.iter().any(|word| ALONE.contains(&word.as_str()))
            && words.iter().any(|word| TOGETHER.contains(&word.as_str()));
        !for_others || both
    };
    let meant: Vec<&str> = all.iter().filter(meant).copied().collect();
    if meant.is_empty() { all } else { meant }
}

/// The sentence of a card that speaks of the need most; its purpose where it does not say when it
/// fits.
fn why(card: &Card, need: &Need, form: Form) -> String {
    let mut best = "";
    for sentence in suited(&card.when_to_use, form) {
        if best.is_empty() || spoken(sentence, need) > spoken(best, need) {
            best = sentence;
        }
    }
    if best.is_empty() { card.purpose.clone() } else { best.to_owned() }
}

/// The sentences of a text.
fn sentences(text: &str) -> Vec<&str> {
    let mut sentences = Vec::new();
    let mut rest = text.trim();
    while let Some(end) = rest.find(['.', '?', '!']).filter(|end| rest[end + 1..].starts_with(' '))
    {
        sentences.push(&rest[..=end]);
        rest = rest[end + 1..].trim_start();
    }
    sentences.extend((!rest.is_empty()).then_some(rest));
    sentences
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::{Level, Minutes, People};

    fn card(id: &str, capability: Capability, minutes: u32, when: &str) -> Card {
        Card {
            id: id.to_owned(),
            capabilities: vec![capability],
            minutes: Minutes { alone: Some(minutes), ..Minutes::default() },
            people: People { from: 1, to: 1, note: String::new() },
            when_to_use: when.to_owned(),
            ..Card::default()
        }
    }

    fn shelf() -> Vec<Card> {
        let (see, hear) = (Capability::SeeTheSystem, Capability::SurfaceAssumptions);
        vec![
            card("curve", see, 20, "People speak of something getting better."),
            card("iceberg", see, 55, "It is quiet. The same thing has happened again. So be it."),
            card("column", hear, 45, "A conversation went badly, or you dread one."),
            Card {
                level: Level::High,
                ..card("brake", hear, 55, "A conversation went badly, and you dread the next talk.")
            },
            card("week", hear, 10, "At the end of a week."),
        ]
    }

    fn suggested(need: usize, minutes: Option<u32>) -> (Vec<String>, Option<&'static str>) {
        let shelf = shelf();
        let asked = Narrowing { people: Some((1, 1)), minutes, ..Narrowing::default() };
        let (found, word) = suggest(&shelf, &NEEDS[need], &asked);
        (found.iter().map(|one| shelf[one.card].id.clone()).collect(), word)
    }

    #[test]
    fn cards_that_speak_of_a_need_go_first() {
        assert_eq!(suggested(0, None), (vec!["iceberg".into(), "curve".into()], None));
        assert_eq!(suggested(4, Some(60)).0[0], "week", "a moment is short");
    }

    #[test]
    fn what_goes_deep_is_not_where_one_starts() {
        assert_eq!(suggested(1, Some(60)).0[0], "column");
    }

    #[test]
    fn where_time_is_short_longer_ones_are_offered_with_a_word() {
        let (found, word) = suggested(0, Some(15));
        assert_eq!(found[0], "iceberg");
        assert!(word.is_some_and(|word| word.contains("longer")));
        let (found, word) = suggested(2, Some(15));
        assert!(found.is_empty() && word.is_some_and(|word| word.contains("Nothing")));
    }

    #[test]
    fn the_reason_is_the_sentence_that_speaks_of_it() {
        let shelf = shelf();
        assert_eq!(why(&shelf[1], &NEEDS[0], Form::Alone), "The same thing has happened again.");
        assert_eq!(why(&shelf[1], &NEEDS[2], Form::Alone), "It is quiet.", "or the first one");
        let silent = Card { purpose: "To see.".to_owned(), ..Card::default() };
        assert_eq!(why(&silent, &NEEDS[0], Form::Pair), "To see.");
    }

    #[test]
    fn a_persons_own_take_part_by_what_they_say() {
        let mut shelf = shelf();
        let own = "When the same trouble comes back again and again, and keeps going round.";
        shelf.push(card("mine", Capability::SeeTheSystem, 30, own));
        let asked = Narrowing { people: Some((1, 1)), ..Narrowing::default() };
        let (found, _) = suggest(&shelf, &NEEDS[0], &asked);
        assert_eq!(found[0], Suggestion { card: 5, why: own.to_owned() });
    }

    #[test]
    fn what_is_meant_for_others_is_not_a_reason() {
        let text = "Alone, at the end of a week. Together, after a visit.";
        assert_eq!(suited(text, Form::Alone), ["Alone, at the end of a week."]);
        assert_eq!(suited(text, Form::Group), ["Together, after a visit."]);
        assert_eq!(suited("Alone, in the evening.", Form::Pair).len(), 1, "better than nothing");
        assert_eq!(suited("You want it, alone or together.", Form::Pair).len(), 1);
    }

    #[test]
    fn no_answer_is_too_long_for_a_small_screen() {
        for need in &NEEDS {
            assert!(need.says.chars().count() <= 34, "{}", need.says);
        }
    }
}
