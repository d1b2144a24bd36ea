//! The functions of the language, each with its line of the manual. The table is closed: it can
//! sort, count and word what was answered, and do nothing else.
//!
//! Functions make lists and words of answers, wherever a name can stand, and within one another:
//! `{joined(top(tally(votes), 3), ", ")}`. A list of lists, such as what each person listed, is
//! taken as one list. Put a text with quotation marks in its braces in a block, after `>-` or `|`.

use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};

use crate::expr::arguments::{Args, Gives, Takes};
use crate::expr::value::Value;
use crate::expr::words;

/// A function of the language.
#[derive(Debug)]
pub struct Function {
    /// What it is called.
    pub name: &'static str,
    /// How it is written, with an example of what it takes.
    pub form: &'static str,
    /// What it gives, for the manual.
    pub says: &'static str,
    /// What it takes, in order.
    pub(super) takes: &'static [Takes],
    /// How many of these are needed.
    pub(super) needs: usize,
    /// What comes out, as far as that can be told beforehand.
    pub(super) gives: Gives,
    pub(super) does: fn(&mut Args<'_>) -> Value,
}

impl Function {
    /// Whether it gives some of the items it was given, so that they have the same parts.
    pub(super) fn keeps_items(&self) -> bool {
        self.gives == Gives::Items
    }
}

impl PartialEq for Function {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

/// All functions there are.
pub static FUNCTIONS: &[Function] = &[
    Function {
        name: "top",
        form: "top(list, 3)",
        says: "the first three",
        takes: &[Takes::List, Takes::Count],
        needs: 2,
        gives: Gives::Items,
        does: |args| {
            let most = args.count(1);
            let mut items = args.list(0);
            items.truncate(most);
            Value::List(items)
        },
    },
    Function {
        name: "tally",
        form: "tally(votes)",
        says: "all that got a dot or a mention, most first; ties in order. Over one person's \
               answer or everybody's",
        takes: &[Takes::List],
        needs: 1,
        gives: Gives::Items,
        does: |args| Value::List(tally(args.list(0))),
    },
    Function {
        name: "sorted",
        form: "sorted(list, \"part\")",
        says: "from small to large, or from A to Z; by a part of each item, where one is named",
        takes: &[Takes::List, Takes::Part],
        needs: 1,
        gives: Gives::Items,
        does: |args| {
            let part = args.part(1);
            Value::List(sorted(args.list(0), part.as_deref()))
        },
    },
    Function {
        name: "reversed",
        form: "reversed(list)",
        says: "the last first",
        takes: &[Takes::List],
        needs: 1,
        gives: Gives::Items,
        does: |args| Value::List(args.list(0).into_iter().rev().collect()),
    },
    Function {
        name: "unique",
        form: "unique(list)",
        says: "each thing once, where the same words stand there several times",
        takes: &[Takes::List],
        needs: 1,
        gives: Gives::Items,
        does: |args| {
            let mut seen = HashSet::new();
            let mut items = args.list(0);
            items.retain(|item| seen.insert(item.plain_words()));
            Value::List(items)
        },
    },
    Function {
        name: "both",
        form: "both(a, b)",
        says: "all of the one list, then all of the other",
        takes: &[Takes::List, Takes::List],
        needs: 2,
        gives: Gives::List,
        does: |args| {
            let mut items = args.list_kept_apart(0);
            items.extend(args.list_kept_apart(1));
            Value::List(items)
        },
    },
    Function {
        name: "without",
        form: "without(a, b)",
        says: "the one list without what stands in the other",
        takes: &[Takes::List, Takes::List],
        needs: 2,
        gives: Gives::Items,
        does: |args| Value::List(without(args.list(0), &args.list(1))),
    },
    Function {
        name: "where",
        form: "where(grid, \"up\", 6, 10)",
        says: "the items whose part is a number from 6 to 10",
        takes: &[Takes::List, Takes::Part, Takes::Count, Takes::Count],
        needs: 4,
        gives: Gives::Items,
        does: |args| {
            let (part, one, two) = (args.part(1), args.number(2), args.number(3));
            let (Some(part), Some(one), Some(two)) = (part, one, two) else {
                return Value::Nothing;
            };
            let between = one.min(two)..=one.max(two);
            let mut items = args.list(0);
            items.retain(|item| item.part(&part).as_number().is_some_and(|n| between.contains(&n)));
            Value::List(items)
        },
    },
    Function {
        name: "joined",
        form: "joined(list, \", \")",
        says: "in words, one after the other with this between them; a comma if nothing is said",
        takes: &[Takes::List, Takes::Joint],
        needs: 1,
        gives: Gives::Words,
        does: |args| {
            let joint = args.words(1).unwrap_or_else(|| ", ".to_owned());
            joined(&args.list(0), &joint)
        },
    },
    Function {
        name: "lines",
        form: "lines(list)",
        says: "in words, each on a line of its own",
        takes: &[Takes::List],
        needs: 1,
        gives: Gives::Words,
        does: |args| joined(&args.list(0), "\n"),
    },
    Function {
        name: "sum",
        form: "sum(list)",
        says: "the numbers added up",
        takes: &[Takes::List],
        needs: 1,
        gives: Gives::Number,
        does: |args| over_numbers(args, |numbers| numbers.iter().sum()),
    },
    Function {
        name: "smallest",
        form: "smallest(list)",
        says: "the smallest number",
        takes: &[Takes::List],
        needs: 1,
        gives: Gives::Number,
        does: |args| over_numbers(args, |numbers| numbers[0]),
    },
    Function {
        name: "largest",
        form: "largest(list)",
        says: "the largest number",
        takes: &[Takes::List],
        needs: 1,
        gives: Gives::Number,
        does: |args| over_numbers(args, |numbers| numbers[numbers.len() - 1]),
    },
    Function {
        name: "middle",
        form: "middle(list)",
        says: "the number in the middle: half of the others lie below it, half above",
        takes: &[Takes::List],
        needs: 1,
        gives: Gives::Number,
        does: |args| over_numbers(args, middle),
    },
    Function {
        name: "spread",
        form: "spread(list)",
        says: "how far the largest number is from the smallest",
        takes: &[Takes::List],
        needs: 1,
        gives: Gives::Number,
        does: |args| over_numbers(args, |numbers| numbers[numbers.len() - 1] - numbers[0]),
    },
    Function {
        name: "pairs",
        form: "pairs(people)",
        says: "two by two; where one is left over, the last are three",
        takes: &[Takes::List],
        needs: 1,
        gives: Gives::List,
        does: |args| pairs(&args.list(0)),
    },
    Function {
        name: "halves",
        form: "halves(people)",
        says: "in two halves",
        takes: &[Takes::List],
        needs: 1,
        gives: Gives::List,
        does: |args| halves(&args.list(0)),
    },
    Function {
        name: "by",
        form: "by(step, person)",
        says: "what that person answered, in a step that everyone answers",
        takes: &[Takes::Step, Takes::Item],
        needs: 2,
        gives: Gives::Anything,
        does: by,
    },
    Function {
        name: "lowered",
        form: "lowered(text)",
        says: "with a small first letter, to go on with inside a sentence",
        takes: &[Takes::Words],
        needs: 1,
        gives: Gives::Anything,
        does: |args| args.value(0).reworded(&words::lowered),
    },
    Function {
        name: "trimmed",
        form: "trimmed(text)",
        says: "without the full stop at its end",
        takes: &[Takes::Words],
        needs: 1,
        gives: Gives::Anything,
        does: |args| args.value(0).reworded(&words::trimmed),
    },
    Function {
        name: "first_words",
        form: "first_words(text, 8)",
        says: "the first eight words, and a mark where more follow",
        takes: &[Takes::Words, Takes::Count],
        needs: 2,
        gives: Gives::Anything,
        does: |args| {
            let most = args.count(1);
            args.value(0).reworded(&|text| words::first_words(text, most))
        },
    },
];

fn joined(items: &[Value], joint: &str) -> Value {
    let words: Vec<String> = items.iter().map(Value::read_aloud).collect();
    Value::Text(words.into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(joint))
}

/// The part of an item that counts its dots.
const DOTS: &str = "dots";

/// An item with several dots is mentioned as often as it has dots.
fn tally(items: Vec<Value>) -> Vec<Value> {
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut counted: Vec<(f64, Value)> = Vec::new();
    for item in items {
        let dots = if let Value::Record(_) = item { item.part(DOTS).as_number() } else { None };
        let mentions = dots.unwrap_or(1.0);
        if mentions <= 0.0 {
            continue;
        }
        let place = *places.entry(item.plain_words()).or_insert(counted.len());
        match counted.get_mut(place) {
            Some((count, _)) => *count += mentions,
            None => counted.push((mentions, item)),
        }
    }
    counted.sort_by(|(one, _), (two, _)| two.total_cmp(one));
    let with_all_dots = |(count, mut item): (f64, Value)| {
        if let Value::Record(parts) = &mut item {
            parts.iter_mut().filter(|(name, _)| name == DOTS).for_each(|(_, dots)| {
                *dots = Value::Number(count);
            });
        }
        item
    };
    counted.into_iter().map(with_all_dots).collect()
}

/// Numbers come before words, and what says nothing comes last.
fn sorted(items: Vec<Value>, part: Option<&str>) -> Vec<Value> {
    let key = |item: Value| {
        let by = part.map(|part| item.part(part));
        let by = by.as_ref().unwrap_or(&item);
        let words = words::for_sorting(&by.read_aloud());
        (by.as_number(), words, item)
    };
    let mut keyed: Vec<(Option<f64>, String, Value)> = items.into_iter().map(key).collect();
    keyed.sort_by(|one, two| match (one.0, two.0) {
        (Some(one), Some(two)) => one.total_cmp(&two),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => one.1.is_empty().cmp(&two.1.is_empty()).then_with(|| one.1.cmp(&two.1)),
    });
    keyed.into_iter().map(|(.., item)| item).collect()
}

/// What has a name of its own, such as an option or a person, is known by it. The numbers of listed
/// items are names within one list only, so these are known by their words.
fn without(items: Vec<Value>, others: &[Value]) -> Vec<Value> {
    let names: HashSet<String> = others.iter().filter_map(Value::id_everywhere).collect();
    let words: HashSet<String> = others.iter().map(Value::plain_words).collect();
    let of_nameless = others.iter().filter(|other| other.id_everywhere().is_none());
    let words_of_nameless: HashSet<String> = of_nameless.map(Value::plain_words).collect();
    let stays = |item: &Value| match item.id_everywhere() {
        Some(name) => !names.contains(&name) && !words_of_nameless.contains(&item.plain_words()),
        None => !words.contains(&item.plain_words()),
    };
    items.into_iter().filter(stays).collect()
}

/// Over the numbers of a list from small to large, if there are any.
fn over_numbers(args: &mut Args<'_>, over: fn(&[f64]) -> f64) -> Value {
    let mut numbers: Vec<f64> = args.list(0).iter().filter_map(Value::as_number).collect();
    numbers.sort_by(f64::total_cmp);
    if numbers.is_empty() { Value::Nothing } else { Value::number(over(&numbers)) }
}

fn middle(numbers: &[f64]) -> f64 {
    let half = numbers.len() / 2;
    if numbers.len() % 2 == 1 {
        numbers[half]
    } else {
        f64::midpoint(numbers[half - 1], numbers[half])
    }
}

fn pairs(people: &[Value]) -> Value {
    let mut rest = people;
    let mut groups = Vec::new();
    while !rest.is_empty() {
        let size = if rest.len() == 3 { 3 } else { rest.len().min(2) };
        groups.push(group(&rest[..size]));
        rest = &rest[size..];
    }
    Value::List(groups)
}

fn halves(people: &[Value]) -> Value {
    let (one, two) = people.split_at(people.len() / 2);
    let groups = [one, two].into_iter().filter(|half| !half.is_empty());
    Value::List(groups.map(group).collect())
}

/// What joins the names of people to the name of a group.
const AND: &str = "+";

/// People as one: the name of the group is made of theirs.
fn group(people: &[Value]) -> Value {
    let names: Vec<String> = people.iter().map(Value::item_id).collect();
    let words: Vec<String> = people.iter().map(Value::read_aloud).collect();
    let text = match words.as_slice() {
        [] => String::new(),
        [alone] => alone.clone(),
        [others @ .., last] => format!("{} and {last}", others.join(", ")),
    };
    Value::Choice { id: names.join(AND), text }
}

/// The answer of a person; of a pair, the answers of both.
fn by(args: &mut Args<'_>) -> Value {
    let Some(step) = args.words(0) else { return Value::Nothing };
    let person = args.list(1).first().map(Value::item_id).unwrap_or_default();
    let mut answers: Vec<Value> =
        person.split(AND).map(|person| args.by(&step, person)).filter(Value::holds).collect();
    match answers.len() {
        0 => Value::Nothing,
        1 => answers.remove(0),
        _ => Value::List(answers),
    }
}
