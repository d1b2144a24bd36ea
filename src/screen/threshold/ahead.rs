//! What lies ahead in a protocol, in few words: how many questions, under which headings, and what
//! is asked at another time.

use crate::base::plural::counted;
use crate::expr::{Expr, Scope, Value};
use crate::protocol::{Form, Loop, Moment, Over, Part, Protocol};

/// Most headings that are named one by one.
const MOST_NAMED: usize = 12;

/// What lies ahead.
pub(super) fn ahead(protocol: &Protocol) -> String {
    let mut sentences = vec![format!("{}{}.", questions(protocol), headings(protocol))];
    let parts = protocol.parts.as_slice();
    if any_loop(parts, &|each| matches!(&each.over, Over::Items(of) if !speaks_of_people(of))) {
        sentences.push("Some are asked for each thing that you have named.".to_owned());
    }
    if any_loop(parts, &|each| matches!(each.over, Over::Laps { .. })) {
        sentences.push("Some are asked again, until an answer holds.".to_owned());
    }
    if protocol.parts.have_before() {
        sentences.push("Some are for beforehand.".to_owned());
    }
    let due: Vec<String> = protocol.due().iter().map(u32::to_string).collect();
    if let Some((last, before)) = due.split_last() {
        let days = match before {
            [] => counted(last.parse().unwrap_or(0), "day", "days"),
            before => format!("{} and {last} days", before.join(", ")),
        };
        sentences.push(format!("Some wait until {days} afterwards."));
    }
    sentences.join(" ")
}

/// How many questions there are, in each form where they differ. A condition that hangs on an
/// answer may shut some of them out, so it is "up to".
fn questions(protocol: &Protocol) -> String {
    let forms = Form::ALL.into_iter().filter(|(_, form)| protocol.people.allow(*form));
    let counts: Vec<(Form, Count)> = forms
        .map(|(_, form)| {
            let mut count = Count::default();
            count.add(protocol.parts.as_slice(), Here(form.counted()), true);
            (form, count)
        })
        .collect();
    let upto = counts.iter().any(|(_, count)| count.sure < count.most);
    let upto = if upto { "Up to " } else { "" };
    let most = |at: usize| counts.get(at).map_or(0, |(_, count)| count.most);
    if counts.iter().all(|(_, count)| count.most == most(0)) {
        return format!("{upto}{}", counted(most(0), "question", "questions"));
    }
    if let [(Form::Alone, alone), (_, pair), (_, group)] = counts.as_slice()
        && pair.most == group.most
    {
        return format!("{upto}{} questions alone, {} together", alone.most, pair.most);
    }
    let each = counts.iter().enumerate().map(|(at, (form, count))| {
        let unit = if at == 0 { " questions" } else { "" };
        let form = match form {
            Form::Alone => "alone",
            Form::Pair => "for two",
            Form::Group => "in a group",
        };
        format!("{}{unit} {form}", count.most)
    });
    format!("{upto}{}", each.collect::<Vec<_>>().join(", "))
}

/// The headings of the parts; where there are none, the first and the last title.
fn headings(protocol: &Protocol) -> String {
    let titles: Vec<String> = protocol
        .parts
        .as_slice()
        .iter()
        .filter_map(|part| match part {
            Part::Block(block) => Some(block.title.fill(&())),
            _ => None,
        })
        .filter(|title| !title.trim().is_empty())
        .collect();
    if (2..=MOST_NAMED).contains(&titles.len()) {
        let parts = counted(titles.len(), "part", "parts");
        return format!(", in {parts}: {}", titles.join(" · "));
    }
    let asking = |step: &&&crate::protocol::Step| {
        step.spec.asks() && step.moment == Moment::Session && step.title.named().is_empty()
    };
    let steps = protocol.steps();
    let titles = steps.iter().filter(asking).map(|step| step.title.fill(&()));
    let titles: Vec<String> = titles.filter(|title| !title.trim().is_empty()).collect();
    match titles.as_slice() {
        [first, .., last] if first != last => format!(", from “{first}” to “{last}”"),
        _ => String::new(),
    }
}

/// How many questions are asked in any case, and how many at most.
#[derive(Default)]
struct Count {
    sure: usize,
    most: usize,
}

impl Count {
    /// Adds the questions of these parts; `sure`, where they are certain to be come to.
    fn add(&mut self, parts: &[Part], here: Here, sure: bool) {
        for part in parts {
            let when = match part {
                Part::Step(step) => &step.when,
                Part::Loop(each) => &each.when,
                Part::Block(block) => &block.when,
            };
            let sure = match when.as_ref().map(|when| here.decides(when)) {
                Some(Some(false)) => continue,
                Some(None) => false,
                None | Some(Some(true)) => sure,
            };
            match part {
                Part::Step(step) => {
                    let asks = step.spec.asks() && step.moment == Moment::Session;
                    let asks = asks && step.spec.stands(&here);
                    self.most += usize::from(asks);
                    self.sure += usize::from(asks && sure);
                }
                Part::Loop(each) => self.add(&each.parts, here, sure),
                Part::Block(block) => self.add(&block.parts, here, sure),
            }
        }
    }
}

/// All that is known before anything is answered: how many are here.
#[derive(Clone, Copy)]
struct Here(usize);

impl Here {
    /// Whether a condition holds, where that hangs on nothing but who is here.
    fn decides(self, when: &Expr) -> Option<bool> {
        speaks_of_people(when).then(|| when.holds(&self))
    }
}

impl Scope for Here {
    fn value(&self, name: &str) -> Value {
        match name {
            "alone" => Value::YesNo(self.0 == 1),
            "people" => Value::List(vec![Value::Text("someone".to_owned()); self.0]),
            _ => Value::Nothing,
        }
    }
}

/// Whether an expression speaks of those who are here, and of nothing else.
fn speaks_of_people(of: &Expr) -> bool {
    let names = of.names();
    !names.is_empty() && names.iter().all(|name| ["alone", "people"].contains(&name.value.as_str()))
}

fn any_loop(parts: &[Part], wanted: &dyn Fn(&Loop) -> bool) -> bool {
    parts.iter().any(|part| match part {
        Part::Step(_) => false,
        Part::Loop(each) => wanted(each) || any_loop(&each.parts, wanted),
        Part::Block(block) => any_loop(&block.parts, wanted),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(people: &str, steps: &str) -> String {
        let head = "fieldbook: 1\nid: t\ntitle: T\ncapability: see-the-system\npurpose: P.\n";
        let source = format!("{head}people: {people}\nsteps:\n{steps}");
        let protocol = crate::protocol::read(&source).map_err(|problems| {
            problems.iter().map(|one| one.render("t", &source)).collect::<String>()
        });
        ahead(&protocol.expect("a protocol without a problem"))
    }

    const FIRST: &str = "  - {step: a, kind: list, title: The first, ask: A?}\n";
    const LAST: &str = "  - {step: z, kind: short, title: The last, ask: Z?}\n";

    #[test]
    fn questions_are_counted_and_silences_are_not() {
        let steps = format!("{FIRST}  - {{step: b, kind: say, say: Hear.}}\n{LAST}");
        assert_eq!(of("1", &steps), "2 questions, from “The first” to “The last”.");
        assert_eq!(of("1", "  - {step: a, kind: short, ask: A?}\n"), "1 question.");
    }

    #[test]
    fn what_hangs_on_who_is_here_is_counted_for_each_form() {
        let steps = format!(
            "{FIRST}  - {{step: b, kind: short, when: people.count > 1, ask: B?}}\n  \
             - {{step: c, kind: short, when: people.count >= 3, ask: C?}}\n{LAST}"
        );
        let counted = "2 questions alone, 3 for two, 4 in a group";
        assert!(of("1 to 6", &steps).starts_with(counted), "{}", of("1 to 6", &steps));
        assert!(of("3 to 6", &steps).starts_with("4 questions,"));
        let steps =
            format!("{FIRST}  - {{step: b, kind: short, when: not alone, ask: B?}}\n{LAST}");
        let counted = "2 questions alone, 3 together,";
        assert!(of("1 to 6", &steps).starts_with(counted), "{}", of("1 to 6", &steps));
    }

    #[test]
    fn what_hangs_on_an_answer_may_not_come() {
        let steps =
            format!("{FIRST}  - {{step: b, kind: short, when: a is answered, ask: B?}}\n{LAST}");
        assert!(of("1", &steps).starts_with("Up to 3 questions,"));
    }

    #[test]
    fn parts_are_named_by_their_headings() {
        let steps = "  - part: Discover\n    steps:\n      - {step: a, kind: list, ask: A?}\n  \
                     - part: Dream\n    steps:\n      - {step: b, kind: short, ask: B?}\n  \
                     - each: one\n    in: a\n    steps:\n      - {step: c, kind: short, ask: C?}\n";
        let expected = "3 questions, in 2 parts: Discover · Dream. Some are asked for each thing \
                        that you have named.";
        assert_eq!(of("1", steps), expected);
    }

    #[test]
    fn what_is_asked_at_another_time_is_said() {
        let steps = format!(
            "  - {{step: b, kind: short, ask: B?, before: 7 days}}\n{FIRST}  \
             - {{step: c, kind: short, ask: C?, after: 14 days}}\n"
        );
        let expected = "1 question. Some are for beforehand. Some wait until 14 days afterwards.";
        assert_eq!(of("1", &steps), expected);
    }
}
