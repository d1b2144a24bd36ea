//! Hostile protocols in the words of the language itself: numbers of people, times, turns of the
//! laptop, curtains, parts, laps and jumps, each written as somebody would who means harm.

use super::{Case, Fate, Refused, Taken};

/// A protocol with `line` in its head, and `steps` behind a list, a number and a choice among people.
fn whole(line: &str, steps: &str) -> String {
    format!(
        "fieldbook: 1\nid: x\ntitle: x\ncapability: see-the-system\npurpose: x\n{line}\nsteps:\n  \
         - {{step: first, kind: list, ask: What?}}\n  \
         - {{step: number, kind: scale, ask: How much?}}\n  \
         - {{step: giver, kind: pick, ask: Who?, options_from: people}}\n{steps}"
    )
}

/// A protocol for up to twelve people with these steps.
fn steps(steps: &str) -> String {
    whole("people: 1 to 12", steps)
}

/// A step with one more line.
fn step(line: &str) -> String {
    steps(&format!("  - step: last\n    kind: short\n    ask: What?\n    {line}\n"))
}

/// Values after one key, in a place that `around` makes.
fn each(
    cases: &mut Vec<Case>,
    key: &str,
    around: impl Fn(&str) -> String,
    values: &[(&str, Fate)],
) {
    for (value, fate) in values {
        cases.push((format!("{key}: {value}"), around(&format!("{key}: {value}")), *fate));
    }
}

/// For how many people, and how long.
fn heads(cases: &mut Vec<Case>) {
    let head = |line: &str| whole(line, "");
    each(
        cases,
        "people",
        head,
        &[
            ("0", Refused),
            ("-1", Refused),
            ("13", Refused),
            ("1.5", Refused),
            ("+3", Refused),
            ("03", Refused),
            ("0x3", Refused),
            ("1 to 0", Refused),
            ("6 to 1", Refused),
            ("1 to 13", Refused),
            ("1 to 99999999999999999999", Refused),
            ("-3 to 3", Refused),
            ("1 to 2 to 3", Refused),
            ("\" to \"", Refused),
            ("all", Refused),
            ("Alone", Refused),
            ("true", Refused),
            ("~", Refused),
            ("''", Refused),
            ("[1, 2]", Refused),
            ("'٣'", Refused),
            ("\"1\\nto\\n3\"", Refused),
            ("{from: 0}", Refused),
            ("{to: 13}", Refused),
            ("{from: 3, to: 2}", Refused),
            ("{from: 1, from: 2}", Refused),
            ("{from: {from: 1}}", Refused),
            ("{from: 1e9}", Refused),
            ("{note: [x]}", Refused),
            ("{between: 1}", Refused),
            ("alone", Taken),
            ("1 to 12", Taken),
            ("{from: 3}", Taken),
            ("{}", Taken),
        ],
    );
    each(
        cases,
        "minutes",
        head,
        &[
            ("{alone: 0}", Refused),
            ("{alone: 1441}", Refused),
            ("{alone: -1}", Refused),
            ("{alone: 1e3}", Refused),
            ("{alone: 10, alone: 20}", Refused),
            ("{pair: 10}", Refused),
            ("{all: 10}", Refused),
            ("{alone: [10]}", Refused),
            ("{alone: {alone: 10}}", Refused),
            ("{alone: ~}", Refused),
            ("{alone: 1440}", Taken),
        ],
    );
    for line in ["every", "prepare", "outcome", "pitfalls", "compare", "language"] {
        let long = "ab ".repeat(300_000);
        cases.push((format!("{line}: a mebibyte"), head(&format!("{line}: {long}")), Refused));
        cases.push((format!("{line}: a group"), head(&format!("{line}: {{a: b}}")), Refused));
        let many = format!("{line}: [{}]", "~, ".repeat(15_000));
        cases.push((format!("{line}: many of nothing"), head(&many), Refused));
    }
}

/// How long a step takes, and when it is asked.
fn times(cases: &mut Vec<Case>) {
    each(
        cases,
        "time",
        step,
        &[
            ("0 minutes", Refused),
            ("-3 minutes", Refused),
            ("1e9 minutes", Refused),
            ("inf minutes", Refused),
            ("nan minutes", Refused),
            ("NaN seconds", Refused),
            ("3", Refused),
            ("minutes", Refused),
            ("minutes 3", Refused),
            ("3 minutess", Refused),
            ("3 MINUTES", Refused),
            ("3 minutes each each", Refused),
            ("each", Refused),
            ("25 hours", Refused),
            ("24.0001 hours", Refused),
            ("0.5 seconds", Refused),
            ("99999999999999999999 hours", Refused),
            ("1..5 minutes", Refused),
            (".5 minutes", Refused),
            ("1_000 seconds", Refused),
            ("'٣ minutes'", Refused),
            ("[3 minutes]", Refused),
            ("{}", Refused),
            ("{least: 3 minutes}", Refused),
            ("{target: 3 minutes, target: 4 minutes}", Refused),
            ("{target: {target: 3 minutes}}", Refused),
            ("{each: 25 hours}", Refused),
            ("{target: 3 minutes each}", Refused),
            ("{target: 3 minutes, bell: loud}", Refused),
            ("{target: 3 minutes, stop: now}", Refused),
            ("{target: 3 minutes, clock: [shown]}", Refused),
            ("{target: 3 minutes, alarm: soft}", Refused),
            ("~", Refused),
            ("24 hours each", Taken),
            ("0.02 minutes", Taken),
            ("{target: 24 hours, each: 24 hours, least: 24 hours}", Taken),
        ],
    );
    let digits = "9".repeat(900_000);
    cases.push((
        "time: a mebibyte of digits".to_owned(),
        step(&format!("time: {digits} minutes")),
        Refused,
    ));
    for key in ["before", "after"] {
        each(
            cases,
            key,
            step,
            &[
                ("0 days", Refused),
                ("-1 days", Refused),
                ("1.5 days", Refused),
                ("11 years", Refused),
                ("99999999999999999999 days", Refused),
                ("soon", Refused),
                ("3 minutes", Refused),
                ("[3 days]", Refused),
                ("10 years", Taken),
            ],
        );
    }
    let both = "before: 3 days\n    after: 3 days";
    cases.push(("before and after".to_owned(), step(both), Refused));
    let around = "  - part: x\n    before: 3 days\n    after: 3 days\n    steps: [{step: s, kind: say, say: x}]\n";
    cases.push(("a part before and after".to_owned(), steps(around), Refused));
}

/// Who answers, and who may see it.
fn people(cases: &mut Vec<Case>) {
    each(
        cases,
        "who",
        step,
        &[
            ("nobody", Refused),
            ("first", Refused),
            ("last", Refused),
            ("each but", Refused),
            ("each but nobody", Refused),
            ("each but each", Refused),
            ("each but first", Refused),
            ("all but giver", Refused),
            ("giver and first", Refused),
            ("giver.name", Refused),
            ("people", Refused),
            ("\"{giver}\"", Refused),
            ("[giver]", Refused),
            ("{each: but}", Refused),
            ("~", Refused),
            ("\"\\e[2J\"", Refused),
            ("each but giver", Taken),
            ("giver", Taken),
        ],
    );
    cases.push((
        "who: a long name".to_owned(),
        step(&format!("who: {}", "a".repeat(9_000))),
        Refused,
    ));
    each(
        cases,
        "visibility",
        step,
        &[
            ("secret", Refused),
            ("OPEN", Refused),
            ("[own]", Refused),
            ("{own: yes}", Refused),
            ("true", Refused),
            ("''", Refused),
            ("~", Refused),
            ("own", Refused),
            ("unsigned", Refused),
            ("own\n    who: each", Taken),
            ("unsigned\n    who: each", Taken),
        ],
    );
    let hidden = |visibility: &str, then: &str| {
        steps(&format!(
            "  - {{step: h, kind: short, ask: x, who: each, visibility: {visibility}}}\n{then}"
        ))
    };
    for (then, fate) in [
        ("  - {step: q, kind: say, say: 'You wrote {h}.'}\n", Refused),
        ("  - {step: q, kind: say, say: x, when: h has 'a'}\n", Refused),
        ("  - {step: q, kind: pick, ask: x, options_from: h}\n", Refused),
        ("  - {each: i, in: h, steps: [{step: q, kind: say, say: x}]}\n", Refused),
        (
            "  - {repeat: i, until: h is answered, at_most: 2, steps: [{step: q, kind: say, say: x}]}\n",
            Refused,
        ),
        ("  - {go_to: first, when: h is answered}\n", Refused),
        ("  - {step: q, kind: say, say: '{lines(h)}'}\n", Refused),
        ("  - {step: q, kind: say, say: '{by(h, giver)}'}\n", Refused),
        ("  - {step: r, kind: reveal, of: h}\n  - {step: q, kind: say, say: '{h}'}\n", Taken),
    ] {
        cases.push((format!("sealed, and then {then:?}"), hidden("sealed", then), fate));
    }
    let revealed = "  - {step: r, kind: reveal, of: h}\n";
    for visibility in ["own", "coach", "open"] {
        cases.push((format!("{visibility}, and revealed"), hidden(visibility, revealed), Refused));
    }
    let of = "first, ".repeat(10_000);
    let many = format!("  - step: r\n    kind: reveal\n    of: [{of}]\n");
    cases.push(("many things revealed".to_owned(), steps(&many), Refused));
}

const SAY: &str = "[{step: s, kind: say, say: x}]";

/// Parts and laps.
fn parts(cases: &mut Vec<Case>) {
    for (part, fate) in [
        ("part: x".to_owned(), Refused),
        ("part: x, steps: []".to_owned(), Refused),
        ("part: x, steps: {}".to_owned(), Refused),
        ("part: x, steps: x".to_owned(), Refused),
        ("part: x, steps: ~".to_owned(), Refused),
        ("part: x, steps: [[]]".to_owned(), Refused),
        ("part: x, steps: [x]".to_owned(), Refused),
        (format!("part: ~, steps: {SAY}"), Refused),
        (format!("part: [], steps: {SAY}"), Refused),
        (format!("part: x, part: y, steps: {SAY}"), Refused),
        (format!("part: x, each: y, steps: {SAY}"), Refused),
        (format!("part: x, step: y, kind: say, say: x, steps: {SAY}"), Refused),
        (format!("part: x, when: s is answered, steps: {SAY}"), Refused),
        (format!("part: x, when: '', steps: {SAY}"), Refused),
        (format!("part: x, who: each, steps: {SAY}"), Refused),
        (format!("part: x, optional: perhaps, steps: {SAY}"), Refused),
        (format!("part: '{{s}}', steps: {SAY}"), Refused),
        (format!("part: x, use: y, steps: {SAY}"), Refused),
        (format!("part: '', steps: {SAY}"), Taken),
        (format!("part: '{{first.first}}', optional: yes, steps: {SAY}"), Taken),
        (format!("repeat: x, steps: {SAY}"), Refused),
        (format!("repeat: x, until: number > 3, steps: {SAY}"), Refused),
        (format!("repeat: x, at_most: 3, steps: {SAY}"), Refused),
        ("repeat: x, until: number > 3, at_most: 3".to_owned(), Refused),
        (format!("repeat: x, until: number > 3, at_most: 1, steps: {SAY}"), Refused),
        (format!("repeat: x, until: number > 3, at_most: 21, steps: {SAY}"), Refused),
        (format!("repeat: x, until: number > 3, at_most: 2.5, steps: {SAY}"), Refused),
        (format!("repeat: x, until: number > 3, at_most: 1e9, steps: {SAY}"), Refused),
        (format!("repeat: x, until: number > 3, at_most: -3, steps: {SAY}"), Refused),
        (format!("repeat: x, until: number > 3, at_most: [3], steps: {SAY}"), Refused),
        (format!("repeat: x, until: x, at_most: 3, steps: {SAY}"), Taken),
        (format!("repeat: x, until: later is answered, at_most: 3, steps: {SAY}"), Refused),
        (format!("repeat: x, until: [], at_most: 3, steps: {SAY}"), Refused),
        (format!("repeat: x, until: '', at_most: 3, steps: {SAY}"), Refused),
        (format!("repeat: x, until: repeats, at_most: 3, steps: {SAY}"), Refused),
        (format!("repeat: first, until: number > 3, at_most: 3, steps: {SAY}"), Refused),
        (format!("repeat: people, until: number > 3, at_most: 3, steps: {SAY}"), Refused),
        (format!("repeat: X, until: number > 3, at_most: 3, steps: {SAY}"), Refused),
        (format!("repeat: true, until: number > 3, at_most: 3, steps: {SAY}"), Refused),
        (format!("repeat: x, each: y, in: first, until: no, at_most: 3, steps: {SAY}"), Refused),
        (format!("repeat: x, in: first, until: no, at_most: 3, steps: {SAY}"), Refused),
        (format!("repeat: x, until: no, at_most: 20, steps: {SAY}"), Taken),
        (format!("each: x, in: people, when: people.count > 99, steps: {SAY}"), Taken),
        (format!("each: x, in: number, steps: {SAY}"), Refused),
        (format!("each: x, in: x, steps: {SAY}"), Refused),
        (format!("each: x, in: s, steps: {SAY}"), Refused),
        (format!("each: me, in: people, steps: {SAY}"), Refused),
        (format!("each: x, in: people people, steps: {SAY}"), Refused),
        (format!("each: x, in: pairs(first, 2, 3), steps: {SAY}"), Refused),
        (format!("each: x, in: [people], steps: {SAY}"), Refused),
        (format!("each: x, in: pairs(people), steps: {SAY}"), Taken),
    ] {
        cases.push((part.clone(), steps(&format!("  - {{{part}}}\n")), fate));
    }
    for (name, first) in [
        ("parts", "part: 'p'"),
        ("laps", "repeat: r, until: no, at_most: 20"),
        ("people", "each: p, in: people"),
    ] {
        for (depth, fate) in [(6, Taken), (7, Refused), (20, Refused)] {
            // Names of loops within one another differ.
            let open: String = (0..depth)
                .map(|at| {
                    let first = first.replace(": r", &format!(": r{at}"));
                    format!("{{{}, steps: [", first.replace(": p,", &format!(": p{at},")))
                })
                .collect();
            let source =
                format!("  - {open}{{step: s, kind: say, say: x}}{}\n", "]}".repeat(depth));
            cases.push((format!("{depth} {name} within one another"), steps(&source), fate));
        }
    }
}

/// More of the language than anyone needs.
fn many(cases: &mut Vec<Case>) {
    let lines =
        |count: usize, line: &dyn Fn(usize) -> String| (0..count).map(line).collect::<String>();
    let part = |at| format!("  - {{part: p, steps: [{{step: s{at}, kind: say, say: x}}]}}\n");
    let ask = |at| format!("  - {{step: s{at}, kind: short, ask: x}}\n");
    let on = |at| format!("  - {{go_to: s{at}, when: number > 3}}\n");
    for (name, source, fate) in [
        ("parts, just enough", lines(490, &part), Taken),
        ("parts", lines(600, &part), Refused),
        (
            "steps for each person",
            lines(900, &|at| format!("  - {{step: s{at}, kind: short, ask: x, who: each}}\n")),
            Taken,
        ),
        (
            "steps in laps within laps",
            format!(
                "  - {{repeat: a, until: no, at_most: 20, steps: [{{repeat: b, until: no, at_most: 20, steps: [{}]}}]}}\n",
                lines(800, &|at| format!("{{step: s{at}, kind: say, say: x}}, "))
            ),
            Taken,
        ),
        (
            "steps of each person with each person",
            format!(
                "  - {{each: a, in: people, steps: [{{each: b, in: people, steps: [{}]}}]}}\n",
                lines(800, &|at| format!("{{step: s{at}, kind: short, ask: x, who: a}}, "))
            ),
            Taken,
        ),
        (
            "jumps back to one place",
            lines(900, &|_| "  - {go_to: first, when: number > 3}\n".to_owned()),
            Refused,
        ),
        (
            "jumps on to one place",
            format!(
                "{}  - {{step: z, kind: say, say: x}}\n",
                lines(900, &|_| "  - {go_to: z, when: number > 3}\n".to_owned())
            ),
            Refused,
        ),
        (
            "jumps on to one place, just enough",
            format!(
                "{}  - {{step: z, kind: say, say: x}}\n",
                lines(50, &|_| "  - {go_to: z, when: number > 3}\n".to_owned())
            ),
            Taken,
        ),
        (
            "jumps back past one another",
            format!("{}{}", lines(300, &ask), lines(300, &on)),
            Refused,
        ),
        (
            "jumps back around one another, just enough",
            format!("{}{}", lines(50, &ask), lines(50, &|at| on(49 - at))),
            Taken,
        ),
        (
            "conditions that hang on one another",
            lines(900, &|at| {
                let before = if at == 0 { "number".to_owned() } else { format!("s{}", at - 1) };
                format!(
                    "  - {{step: s{at}, kind: scale, ask: x, when: {before} > 3 and {before} < 9}}\n"
                )
            }),
            Taken,
        ),
        (
            "conditions on twenty answers",
            format!(
                "{}{}",
                lines(20, &|at| format!(
                    "  - {{step: s{at}, kind: pick, ask: x, options: [a, b]}}\n"
                )),
                lines(400, &|at| {
                    let all: Vec<String> = (0..20).map(|of| format!("s{of} is 'a'")).collect();
                    format!(
                        "  - {{step: t{at}, kind: say, say: x, time: 1 minute, when: \"{}\"}}\n",
                        all.join(" or ")
                    )
                })
            ),
            Taken,
        ),
    ] {
        let source = whole("people: 1 to 12\nminutes: 10", &source);
        cases.push((format!("many {name}"), source, fate));
    }
}

/// Jumps that lead nowhere, or round.
fn jumps(cases: &mut Vec<Case>) {
    for (jump, fate) in [
        ("go_to: nowhere, when: number > 3", Refused),
        ("go_to: first", Refused),
        ("when: number > 3, go_to: ~", Refused),
        ("go_to: [first], when: number > 3", Refused),
        ("go_to: {step: first}, when: number > 3", Refused),
        ("go_to: s, when: s is answered", Refused),
        ("go_to: inside, when: number > 3", Refused),
        ("go_to: first, when: number >", Refused),
        ("go_to: first, when: nowhere is answered", Refused),
        ("go_to: first, when: number > 3, at_most: 0", Refused),
        ("go_to: first, when: number > 3, at_most: 20", Refused),
        ("go_to: first, when: number > 3, at_most: many", Refused),
        ("go_to: s, when: number > 3, at_most: 2", Refused),
        ("go_to: first, when: number > 3, steps: []", Refused),
        ("go_to: first, go_to: number, when: number > 3", Refused),
        ("go_to: first, step: x, when: number > 3", Refused),
        ("go_to: \"\\e[2J\", when: number > 3", Refused),
        ("go_to: first, when: number > 3, at_most: 19", Taken),
        ("go_to: s, when: number > 3", Taken),
        ("go_to: first, when: no", Taken),
    ] {
        let after = "  - {part: x, steps: [{step: inside, kind: say, say: x}]}\n  - {step: s, kind: short, ask: x}\n";
        cases.push((jump.to_owned(), steps(&format!("  - {{{jump}}}\n{after}")), fate));
    }
    let circle = "  - {go_to: a, when: no}\n  - {step: b, kind: say, say: x}\n  - {go_to: first, when: no}\n  - {step: a, kind: say, say: x}\n";
    cases.push(("jumps that cross".to_owned(), steps(circle), Refused));
    let long = "a".repeat(900_000);
    cases.push((
        "go_to: a mebibyte".to_owned(),
        steps(&format!("  - go_to: {long}\n    when: no\n")),
        Refused,
    ));
}

/// All of them.
/// Words in other languages, in the file itself.
fn languages(cases: &mut Vec<Case>) {
    let mut head = |name: &str, languages: &str, fate| {
        cases.push((name.to_owned(), whole(&format!("languages: {languages}"), ""), fate));
    };
    let many = |count: usize, one: &dyn Fn(usize) -> String| {
        let all: Vec<String> = (0..count).map(one).collect();
        format!("{{{}}}", all.join(", "))
    };
    let letters = |n: usize| {
        format!("{}{}", (b'a' + (n / 26 % 26) as u8) as char, (b'a' + (n % 26) as u8) as char)
    };
    head("no languages", "{}", Taken);
    head("a language within a language", "{es: {languages: {de: {}}}}", Refused);
    head("a language that is a list", "{es: []}", Refused);
    head("a language called yes", "{yes: {}}", Taken);
    head("an escape for a tag", "{\"\\e[2J\": {}}", Refused);
    head("twelve languages", &many(12, &|n| format!("{}: {{}}", letters(n))), Taken);
    head("600 languages", &many(600, &|n| format!("{}: {{}}", letters(n))), Refused);
    let steps = many(4_000, &|n| format!("s{n}: {{ask: ¿}}"));
    head("4,000 steps that there are not", &format!("{{es: {{steps: {steps}}}}}"), Taken);
    let keys = many(8_000, &|n| format!("k{n}: x"));
    head("8,000 unknown texts", &format!("{{es: {keys}}}"), Refused);
    let with = many(4_000, &|n| format!("k{n}: {{q: x}}"));
    head("texts for 4,000 fragments", &format!("{{es: {{with: {with}}}}}"), Taken);
    let nested = "{steps: ".repeat(60) + &"}".repeat(60);
    head("steps within steps", &format!("{{es: {nested}}}"), Refused);
}

pub(super) fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for family in [heads, times, people, parts, many, jumps, languages] {
        family(&mut cases);
    }
    cases
}
