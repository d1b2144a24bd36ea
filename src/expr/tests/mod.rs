//! What expressions come to, and what is said of those that cannot be read.

mod bounds;

use super::*;
use crate::base::span::Span;

struct Answers;

fn text(words: &str) -> Value {
    Value::Text(words.to_owned())
}

fn choice(id: &str, words: &str) -> Value {
    Value::Choice { id: id.to_owned(), text: words.to_owned() }
}

fn list<const N: usize>(items: [Value; N]) -> Value {
    Value::List(items.into())
}

fn numbers<const N: usize>(numbers: [f64; N]) -> Value {
    list(numbers.map(Value::Number))
}

/// An item on a grid, as a kind with axes gives it.
fn placed(id: &str, up: f64) -> Value {
    Value::item(id, &format!("The {id}"), vec![("up", Value::Number(up))])
}

/// An item with dots.
fn dotted(id: &str, words: &str, dots: f64) -> Value {
    Value::item(id, words, vec![("dots", Value::Number(dots))])
}

fn people(names: &[&str]) -> Value {
    Value::List(names.iter().map(|name| choice(&name.to_lowercase(), name)).collect())
}

impl Scope for Answers {
    fn value(&self, name: &str) -> Value {
        match name {
            "sure" => Value::Number(80.0),
            "vision" => text("A calm ward"),
            "facts" => list([text("one"), text("two")]),
            "checks" => list([choice("seen", "I can see it")]),
            "worries" => list([choice("1", "Losing face."), choice("2", "I would be alone")]),
            "hopes" => list([choice("1", "Rest"), choice("2", "losing face")]),
            // What everybody listed: a list of lists, each with numbers of its own.
            "listed" => list([
                list([choice("1", "Trust"), choice("2", "time")]),
                list([choice("1", "time."), choice("2", "money")]),
            ]),
            // Loops of a map, known by the ways they go, and those of maps that were drawn apart.
            "ours" => list([choice("1+2+", "A moves B"), choice("1+3-", "A moves C")]),
            "theirs" => list([choice("p2.1+2+", "A moves B")]),
            "votes" => list([
                list([dotted("a", "Beds", 1.0), dotted("b", "Bread", 2.0)]),
                list([dotted("c", "Chairs", 0.0), dotted("a", "Beds", 2.0)]),
            ]),
            "grid" => list([placed("oven", 7.0), placed("window", 2.0), placed("door", 6.0)]),
            "places" => list([placed("2", 4.0)]),
            "levels" => numbers([3.0, 9.0, 5.0]),
            "costs" => list([text("10"), text("9"), text("about two"), text("")]),
            "people" => people(&["Ana", "Ben", "Cleo", "Dov", "Eve"]),
            "three" => people(&["Ana", "Ben", "Cleo"]),
            "one" => people(&["Ana"]),
            "giver" => choice("ben", "Ben"),
            "me" => choice("ana", "Ana"),
            "pair" => choice("ana+ben", "Ana and Ben"),
            "deeper" => text("Time to breathe. "),
            "other" => text("Something else"),
            _ => Value::Nothing,
        }
    }

    fn lap_before(&self, name: &str) -> Value {
        match name {
            "deeper" => text("time to breathe"),
            "other" | "passed" => text("Something"),
            _ => Value::Nothing,
        }
    }

    fn laps(&self, name: &str) -> Value {
        if name == "deeper" {
            list([text("Rest"), text("Time to breathe.")])
        } else {
            Value::Nothing
        }
    }

    fn by(&self, step: &str, person: &str) -> Value {
        match (step, person) {
            ("sure", "ana") => Value::Number(70.0),
            ("sure", "ben") => Value::Number(30.0),
            _ => Value::Nothing,
        }
    }
}

#[test]
fn conditions_hold_as_they_read() {
    for (source, expected) in [
        ("sure > 50", true),
        ("sure >= 80 and sure < 81", true),
        ("not sure > 50", false),
        ("sure is 80", true),
        ("sure is not 80", false),
        ("facts.count = 2", true),
        ("checks has \"seen\"", true),
        ("checks has “I can see it”", true),
        ("checks lacks 'seen' or facts has 'two'", true),
        ("nothing is missing", true),
        ("vision is answered", true),
        ("vision is not answered", false),
        ("nothing < 3", false),
        ("sure - 30 = 50", true),
        ("(sure > 90 or facts.count > 1) and yes", true),
        ("top(facts, 1).count = 1", true),
        ("spread(levels) >= 6", true),
        ("without(facts, facts) is missing", true),
        ("deeper repeats", true),
        ("other repeats", false),
        ("passed repeats", true),
        ("vision repeats", false),
        ("deeper repeats and not other repeats", true),
        ("by(sure, me) > by(sure, giver)", true),
        ("people.count > 2", true),
    ] {
        let expr = Expr::parse(source, 0).map_err(|problem| problem.message());
        assert_eq!(expr.map(|expr| expr.holds(&Answers)), Ok(expected), "{source}");
    }
}

/// Words from the inside of braces.
fn said(source: &str) -> String {
    let (text, problems) = Text::parse(&format!("{{{source}}}"), &|at| at);
    assert_eq!(problems, [], "{source}");
    text.fill(&Answers)
}

#[test]
fn functions_come_to_what_the_manual_says() {
    for (source, expected) in [
        ("top(facts, 1)", "one"),
        ("top(facts, 9)", "one; two"),
        ("top(facts, 0)", ""),
        ("top(vision, 1)", "A calm ward"),
        ("top(nothing, 3)", ""),
        ("joined(tally(votes), \" · \")", "Beds · Bread"),
        ("tally(votes).dots", "3; 2"),
        ("tally(listed)", "time; Trust; money"),
        ("sorted(levels)", "3; 5; 9"),
        ("sorted(costs)", "9; 10; about two; "),
        ("sorted(listed)", "money; time; time.; Trust"),
        ("joined(sorted(grid, \"up\"))", "The window, The door, The oven"),
        ("reversed(facts)", "two; one"),
        ("unique(listed)", "Trust; time; money"),
        ("both(facts, checks)", "one; two; I can see it"),
        ("both(worries, hopes).id", "worries_1; worries_2; hopes_1; hopes_2"),
        ("both(top(worries, 1), both(hopes, facts)).id.count", "5"),
        ("both(grid, places).id", "oven; window; door; places_2"),
        ("both(grid, places).last.up", "4"),
        ("without(worries, hopes)", "I would be alone"),
        ("without(ours, theirs)", "A moves C"),
        ("without(people, giver)", "Ana; Cleo; Dov; Eve"),
        ("without(people, both(giver, me)).count", "3"),
        ("lines(where(grid, \"up\", 6, 10))", "The oven\nThe door"),
        ("where(grid, \"up\", 10, 6).count", "2"),
        ("where(grid, \"across\", 0, 10).count", "0"),
        ("joined(facts, \" and \")", "one and two"),
        ("joined(facts)", "one, two"),
        ("lines(facts)", "one\ntwo"),
        ("sum(levels)", "17"),
        ("sum(costs)", "19"),
        ("sum(facts)", ""),
        ("smallest(levels)", "3"),
        ("largest(levels)", "9"),
        ("middle(levels)", "5"),
        ("middle(both(levels, sure))", "7"),
        ("middle(grid.up)", "6"),
        ("spread(sure)", "0"),
        ("spread(nothing)", ""),
        ("pairs(people)", "Ana and Ben; Cleo, Dov and Eve"),
        ("pairs(people).id", "ana+ben; cleo+dov+eve"),
        ("pairs(three)", "Ana, Ben and Cleo"),
        ("pairs(one)", "Ana"),
        ("halves(people)", "Ana and Ben; Cleo, Dov and Eve"),
        ("halves(one)", "Ana"),
        ("by(sure, me)", "70"),
        ("by(sure, pair)", "70; 30"),
        ("middle(by(sure, pair))", "50"),
        ("by(vision, me)", ""),
        ("lowered(trimmed(worries))", "losing face; I would be alone"),
        ("lowered(worries).first.id", "1"),
        ("first_words(vision, 2)", "A calm…"),
        ("first_words(vision, 3)", "A calm ward"),
        ("lowered(nothing) or \"what you described\"", "what you described"),
        ("deeper.laps.count", "2"),
        ("deeper.laps.first", "Rest"),
        ("joined(deeper.laps, \" → \")", "Rest → Time to breathe."),
        ("top ( facts , 1 )", "one"),
        ("sum(both(levels, levels)) - sum(levels)", "17"),
    ] {
        assert_eq!(said(source), expected, "{source}");
    }
}

/// A name is free for a step although a function is called so.
#[test]
fn a_function_is_one_only_before_a_bracket() {
    struct Lines;
    impl Scope for Lines {
        fn value(&self, name: &str) -> Value {
            if name == "lines" { list([text("b"), text("a")]) } else { Value::Nothing }
        }
    }
    let expr = Expr::parse("lines(sorted(lines)).words = 2 and lines.count = 2", 0);
    let expr = expr.expect("it can be read");
    assert!(expr.holds(&Lines));
    assert_eq!(expr.names().len(), 2);
}

#[test]
fn mistakes_point_at_their_place() {
    for (source, at, part) in [
        ("sure >", 5, "missing after"),
        ("sure ? 3", 5, "no meaning"),
        ("\"open", 0, "never closed"),
        ("(sure > 3", 0, "never closed"),
        ("sure 3", 5, "nothing joins"),
        ("", 0, "nothing is named"),
        ("and", 0, "nothing before it"),
        ("sure > 1,5", 8, "no meaning"),
        ("tpo(facts, 3)", 0, "no function called `tpo`"),
        ("1 + count(facts)", 4, "no function called `count`"),
        ("top(facts)", 0, "takes 2 things in its brackets, not 1"),
        ("top()", 0, "not 0"),
        ("sum(facts, 3)", 11, "takes 1 thing in its brackets, not 2"),
        ("joined(facts, 'a', 'b')", 19, "takes 1 or 2 things"),
        ("top(facts, \"3\")", 11, "wants a number here, not “3”"),
        ("top(3, facts)", 4, "wants a list here, not 3"),
        ("top(sum(facts), 3)", 4, "wants a list here, not a number"),
        ("sum(facts has 'one')", 4, "wants a list here, not a condition"),
        ("sorted(facts, up)", 14, "wants the name of a part in quotation marks here, not `up`"),
        ("by(top(facts, 1), me)", 3, "wants the name of a step"),
        ("by(facts, \"ana\")", 10, "wants a person here, not “ana”"),
        ("lowered(7)", 8, "wants words here, not 7"),
        ("joined(facts, 2)", 14, "wants words in quotation marks here, not 2"),
        ("top(facts 3)", 10, "a comma is missing"),
        ("top(facts, 3", 3, "never closed"),
        ("top(facts,", 9, "missing after"),
        ("top(facts,)", 10, "where a name or a value should"),
        ("sum(facts).count", 11, "which has no parts"),
        ("lines(facts).count", 13, "no part called `count`"),
        ("sum(facts) repeats", 0, "only the answer to a step can repeat"),
        ("repeats", 0, "nothing before it"),
    ] {
        let problem = Expr::parse(source, 100).expect_err(source);
        assert_eq!(problem.span.start, 100 + at, "{source}: {}", problem.message);
        assert!(problem.message.contains(part), "{source}: {}", problem.message);
    }
}

#[test]
fn what_other_languages_say_is_understood_enough_to_help() {
    for (source, hint) in [
        ("tpo(facts, 3)", "did you mean `top`?"),
        ("count(facts)", "write it behind the name: votes.count"),
        ("average(levels)", "did you mean `middle`?"),
        ("sorted(facts, up)", "put quotation marks around it: \"up\""),
        ("top(facts)", "write it like top(list, 3)"),
    ] {
        let problem = Expr::parse(source, 0).expect_err(source);
        assert_eq!(problem.hint.as_deref(), Some(hint), "{source}");
    }
}

/// The names in `source`, each with its place and parts: `grid@4.up`.
fn named(source: &str) -> Vec<String> {
    let expr = Expr::parse(source, 0).expect(source);
    let told = |named: Named<'_>| {
        let parts: String = named.parts.iter().map(|part| format!(".{}", part.value)).collect();
        let compared = if named.compared.is_some() { "~" } else { "" };
        format!("{}@{}{parts}{compared}", named.name.value, named.name.span.start)
    };
    expr.named().into_iter().map(told).collect()
}

#[test]
fn functions_hide_no_name() {
    for (source, expected) in [
        ("top(votes, 3)", vec!["votes@4"]),
        ("top(votes, most) has 'a'", vec!["votes@4", "most@11"]),
        ("top(votes, 3).count > 2", vec!["votes@4"]),
        ("votes.count > 2", vec!["votes@0.count~"]),
        ("sorted(grid, 'up')", vec!["grid@7.up"]),
        ("where(top(grid, n), 'up', 6, 10)", vec!["grid@10.up", "n@16"]),
        ("top(grid, 1).first.up", vec!["grid@4.up"]),
        ("pairs(people).size", vec!["people@6"]),
        ("by(sure, me).words", vec!["sure@3", "me@9"]),
        ("deeper repeats", vec!["deeper@0"]),
        ("deeper.laps.count", vec!["deeper@0.laps.count"]),
        ("both(a, b).x", vec!["a@5", "b@8"]),
    ] {
        assert_eq!(named(source), expected, "{source}");
    }
}

#[test]
fn one_name_alone_is_told_from_more() {
    for (source, alone) in [("vision", true), ("(vision)", true), ("vision.count", false)] {
        let expr = Expr::parse(source, 3).expect(source);
        assert_eq!(expr.as_name().is_some(), alone, "{source}");
    }
}

/// What a fragment's parameters are replaced by.
fn replaced(name: &str) -> Option<Replacement> {
    let words = |source: &str| Replacement::Text(Text::parse(source, &|at| at).0);
    Some(match name {
        "word" => Replacement::Name("vision".to_owned()),
        "of" => Replacement::Expr(Expr::parse("top(facts, 1)", 0).expect("it can be read")),
        "step" => Replacement::Expr(Expr::parse("sure", 0).expect("it can be read")),
        "quoted" => words("{facts}"),
        "plain" => words("A calm ward"),
        "mixed" => words("Of {vision}, {sure}."),
        "empty" => words(""),
        _ => return None,
    })
}

#[test]
fn names_are_replaced_wherever_they_stand() {
    for (source, expected) in [
        ("You said: {word}.", "You said: A calm ward."),
        ("{of}, {of.count}, {of or word}", "one, 1, one"),
        ("{quoted.count} {top(quoted, 1)} {quoted}", "2 one one; two"),
        ("{plain}", "A calm ward"),
        ("{plain is vision}", "yes"),
        ("{mixed}", "Of A calm ward, 80."),
        ("{lowered(mixed)}", "of A calm ward, 80."),
        ("{empty or \"nothing\"}", "nothing"),
        ("{by(step, me)}", "70"),
        ("{by(word, me) is missing}", "yes"),
        ("{facts}", "one; two"),
    ] {
        let (text, problems) = Text::parse(source, &|at| at);
        assert_eq!(problems, [], "{source}");
        assert_eq!(text.substitute(&replaced).fill(&Answers), expected, "{source}");
    }
    let condition = Expr::parse("word is answered and of has 'one'", 5).expect("it can be read");
    let condition = condition.substitute(&replaced);
    assert!(condition.holds(&Answers));
    let names: Vec<&str> = condition.names().iter().map(|name| name.value.as_str()).collect();
    assert_eq!(names, ["vision", "facts"]);
    assert_eq!(condition.names()[0].span, Span::new(5, 9), "it stands where the first name stood");
}
