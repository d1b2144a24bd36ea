//! What is asked some days after the end, from outside: the lists of the command line, going on, a
//! fall in the middle, and a clock that is wrong.

use fieldbook::base::stamp::Stamp;
use fieldbook::shell::Rehearsal;
use serde_json::Value;

use crate::home::{Home, everything_under};
use crate::play;
use crate::terminal::{ENTER, Setup};

const DAY: i64 = 24 * 3_600_000;
/// Noon on 3 March 2025, long before these tests are run.
const LONG_AGO: i64 = 1_741_003_200_000;

/// A protocol that asks something a week after the end, and something else long after everything.
const PROTOCOL: &str = "fieldbook: 1
id: gloves
title: Gloves
capability: see-the-system
purpose: To come back to it.
steps:
  - step: fact
    kind: short
    title: A fact
    ask: What will you show?
  - step: shown
    kind: short
    title: Whom I showed it to
    after: AFTER
    ask: To whom have you shown it?
";

/// A conversation that came to its end long ago, with something asked so long afterwards.
fn ended_long_ago(home: &Home, after: &str) {
    let source = PROTOCOL.replace("AFTER", after);
    let path = home.around().join("gloves.yaml");
    std::fs::write(&path, source).expect("a protocol");
    let clock = || Stamp { utc_ms: LONG_AGO, offset_minutes: 60 };
    let mut program = Rehearsal::new(&home.path(), (80, 24), clock).expect("a shelf");
    program.offer(&path.to_string_lossy()).expect("a protocol without a problem");
    play::press(&mut program, "<enter>A box of gloves.<enter><enter><c-q>");
    assert!(program.has_left(), "{:#?}", play::picture(&program));
}

fn listed(home: &Home) -> Value {
    let listed = home.run(&["sessions", "--json"]);
    assert_eq!(listed.code, 0, "{listed:?}");
    serde_json::from_str(&listed.out).expect("JSON")
}

fn name(home: &Home) -> String {
    home.session().file_name().expect("a name").to_string_lossy().into_owned()
}

#[test]
fn the_list_says_what_is_due_and_what_is_to_come() {
    let home = Home::new();
    ended_long_ago(&home, "7 days");
    let said = home.run(&["sessions"]);
    let expected = "  due         Gloves  3 March 2025, 13:00  (due since 10 March 2025: Whom I showed \
                    it to)\n";
    assert_eq!(said.out, format!("{}{expected}", name(&home)), "{said:?}");
    let later = &listed(&home)[0]["later"];
    let expected = serde_json::json!({
        "standing": "due", "on": "2025-03-10", "days": 7, "about": "Whom I showed it to",
    });
    assert_eq!(later, &expected);

    let home = Home::new();
    ended_long_ago(&home, "10 years");
    let said = home.run(&["sessions"]);
    let expected = "  finished    Gloves  3 March 2025, 13:00  (to come back to on 1 March 2035: Whom \
                    I showed it to)\n";
    assert_eq!(said.out, format!("{}{expected}", name(&home)), "{said:?}");
    assert_eq!(listed(&home)[0]["later"]["standing"], "to come");
    // Asking for it before its day changes nothing.
    let before = everything_under(&home.sessions());
    for args in [&["resume", &name(&home), "--plain"][..], &["resume", "--plain"]] {
        let said = home.feed(args, b"x\n");
        assert_eq!((said.code, said.out.as_str()), (1, ""), "{said:?}");
    }
    let said = home.feed(&["resume", &name(&home), "--plain"], b"x\n");
    let words = "On 1 March 2035 there is something to come back to";
    assert!(said.err.to_lowercase().contains(&words.to_lowercase()), "{said:?}");
    assert_eq!(everything_under(&home.sessions()), before);
}

#[test]
fn what_is_due_is_gone_on_with_and_then_it_is_over() {
    let home = Home::new();
    ended_long_ago(&home, "7 days");
    let said = home.feed(&["resume", "--plain"], b"Yusuf, at night.\n\n:leave\n");
    assert_eq!(said.code, 0, "{said:?}");
    assert!(said.out.contains("Back to what ended on 3 March 2025;"), "{said:?}");
    assert!(said.out.contains("Question: To whom have you shown it?"), "{said:?}");
    let shown = home.shown();
    assert_eq!(shown["steps"][1]["given"]["text"], "Yusuf, at night.", "{shown}");
    assert_eq!(shown["closed"], true);
    assert_eq!(listed(&home)[0]["later"], Value::Null);
    let said = home.feed(&["resume", "--plain"], b"x\n");
    assert!(said.err.contains("there is no unfinished conversation"), "{said:?}");
}

#[test]
fn killed_while_one_comes_back_it_goes_on_at_the_same_word() {
    let home = Home::new();
    ended_long_ago(&home, "7 days");
    let mut terminal = Setup::new(&home).start(&["resume", &name(&home)]);
    terminal.see("To whom have you shown it?");
    terminal.type_in("Yusuf, at ni");
    terminal.see("Yusuf, at ni");
    terminal.kill();
    assert_eq!(listed(&home)[0]["closed"], false);
    let mut terminal = Setup::new(&home).start(&["resume"]);
    terminal.see("Yusuf, at ni");
    terminal.type_in("ght");
    terminal.see("Yusuf, at night");
    terminal.kill();
    let mut terminal = Setup::new(&home).start(&[]);
    terminal.see("Go on, or look back");
    terminal.type_in(ENTER);
    terminal.see("Yusuf, at night");
    terminal.type_in(ENTER);
    terminal.see("This is what you leave with.");
    terminal.kill();
    let shown = home.shown();
    assert_eq!(shown["steps"][0]["given"]["text"], "A box of gloves.", "{shown}");
    assert_eq!(shown["steps"][1]["given"]["text"], "Yusuf, at night", "{shown}");
}

#[test]
fn killed_while_it_is_put_off_nothing_is_harmed() {
    let home = Home::new();
    ended_long_ago(&home, "7 days");
    let mut terminal = Setup::new(&home).start(&[]);
    terminal.see("Gloves: Whom I showed it to");
    terminal.type_in("\x1b[A\x1b[A");
    terminal.see("n later");
    terminal.type_in("n");
    terminal.see("Put off.");
    terminal.kill();
    assert_eq!(listed(&home)[0]["later"]["standing"], "put off");
    let recovered = home.run(&["recover"]);
    assert_eq!(recovered.code, 0, "{recovered:?}");
}

#[test]
fn a_clock_that_goes_back_harms_nothing() {
    let home = play::Home::new();
    let path = home.keep_protocol("gloves", &PROTOCOL.replace("AFTER", "7 days"));
    let at = |days: i64| {
        play::set_clock(Stamp { utc_ms: LONG_AGO + days * DAY, offset_minutes: 60 });
        home.rehearse((80, 24))
    };
    let mut program = at(0);
    program.offer(&path.to_string_lossy()).expect("a protocol without a problem");
    play::press(&mut program, "<enter>A box of gloves.<enter><enter><c-q>");
    let shows = |program: &Rehearsal| play::running(program).contains("Gloves: Whom I showed");
    assert!(shows(&at(7)), "it is due");
    assert!(!shows(&at(6)), "a day before it was not");
    assert!(!shows(&at(-4_000)), "nor long before it began");
    let mut program = at(8);
    play::press(&mut program, "<up><up>n<c-q>");
    assert!(!shows(&at(9)), "it was put off");
    assert!(!shows(&at(7)), "and is put off on the day before that, too");
    assert!(shows(&at(15)), "a week later it is here again");
    let mut program = at(15);
    play::press(&mut program, "cYusuf<c-q>");
    // Half way through, the clock falls back to before the beginning.
    let mut program = at(-1);
    assert!(play::running(&program).contains("Go on, or look back"));
    play::press(&mut program, "<enter>, at night.<enter>");
    assert!(play::running(&program).contains("Yusuf, at night."));
    play::press(&mut program, "<enter><c-q>");
    assert!(!shows(&at(30)), "it was answered");
}
