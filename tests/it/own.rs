//! Protocols of a person's own, and choosing among all there are, with the real program.

use std::fs;
use std::path::Path;
use std::time::Duration;

use serde_json::Value;

use crate::home::{Home, SMALL, Said, wait_until};
use crate::play::library;
use crate::shipped;
use crate::terminal::{ENTER, Setup, Terminal};

/// A home with a library in the person's own folder.
fn with_library() -> Home {
    let home = Home::new();
    for (id, text) in library::protocols() {
        put(&home.path().join("config/protocols"), &id, &text);
    }
    home
}

fn put(folder: &Path, id: &str, text: &str) {
    fs::create_dir_all(folder).expect("a folder of protocols");
    fs::write(folder.join(format!("{id}.yaml")), text).expect("a protocol");
}

fn listed(home: &Home, args: &[&str]) -> Vec<Value> {
    let said = home.run(&[&["list", "--json"], args].concat());
    assert_eq!((said.code, said.err.as_str()), (0, ""), "{args:?}: {said:?}");
    serde_json::from_str(&said.out).unwrap_or_else(|why| panic!("{why}: {said:?}"))
}

#[test]
fn list_narrows_as_the_shelf_does() {
    let home = with_library();
    let all = listed(&home, &[]);
    let own = library::protocols().len();
    assert_eq!(all.len(), own + shipped::protocols().len());
    let fits = |card: &Value, people: u64, minutes: u64| {
        let form = ["alone", "pair", "group"][(people.min(3) - 1) as usize];
        let within = card["people"]["from"].as_u64() <= Some(people)
            && card["people"]["to"].as_u64() >= Some(people);
        within && card["minutes"][form].as_u64().is_some_and(|it| it <= minutes)
    };
    for (people, minutes) in [(1, 30), (2, 45), (5, 60)] {
        let (p, m) = (people.to_string(), minutes.to_string());
        let some = listed(&home, &["--people", &p, "--minutes", &m]);
        let expected = all.iter().filter(|card| fits(card, people, minutes)).count();
        assert!(expected > 3 && some.len() == expected, "{people} people, {minutes} minutes");
        assert!(some.iter().all(|card| fits(card, people, minutes)), "{some:?}");
    }
    let towards = listed(&home, &["--capability", "build-shared-vision", "--level", "ordinary"]);
    assert!(!towards.is_empty());
    for card in &towards {
        let capabilities = card["capabilities"].as_array().expect("a list");
        assert!(capabilities.contains(&"build-shared-vision".into()), "{card}");
        assert_eq!(card["level"], "ordinary");
    }
    let deep = |args: &[&str]| listed(&home, args).iter().any(|card| card["level"] == "high");
    assert!(deep(&["--level", "high"]) && !deep(&["--level", "tender"]));
    let found = listed(&home, &["empty", "chair", "--people", "1"]);
    assert!(!found.is_empty() && found.len() < 7, "{found:?}");
    let said = home.run(&["list", "iceburg"]);
    assert_eq!(
        said.out, "iceberg  The iceberg (alone, or up to 6 people; 55–85 min)\n",
        "{said:?}"
    );
    let said = home.run(&["list", "--people", "12", "--minutes", "5"]);
    assert_eq!((said.code, said.out.as_str()), (0, ""));
    assert_eq!(said.err, "There is nothing for 12 people, in up to 5 minutes.\n");
    for wrong in [["--people", "0"], ["--people", "13"], ["--level", "deep"], ["--minutes", "x"]] {
        assert_eq!(home.run(&[&["list"][..], &wrong].concat()).code, 2, "{wrong:?}");
    }
}

#[test]
fn protocols_of_ones_own_stand_beside_the_shipped_ones() {
    let home = Home::new();
    let text = |id: &str, title: &str| {
        let (_, text) = library::protocols().remove(0);
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        (lines[1], lines[2]) = (format!("id: {id}"), format!("title: {title}"));
        lines.join("\n")
    };
    put(&home.path().join("config/protocols"), "iceberg", &text("iceberg", "From far"));
    put(&home.path().join("config/protocols"), "mine", &text("mine", "Mine"));
    put(&home.away().join("protocols/a-folder"), "iceberg", &text("iceberg", "From near"));
    let given = home.around().join("given");
    put(&given, "given", &text("given", "Given"));
    let given = given.to_string_lossy().into_owned();
    let said = home.run(&["where"]);
    assert!(said.out.contains("and from here") && said.out.contains("away/protocols"), "{said:?}");
    let origin = |cards: &[Value], id: &str| {
        let card = cards.iter().find(|card| card["id"] == id);
        card.map(|card| format!("{} {}", card["origin"], card["title"])).unwrap_or_default()
    };
    let cards = listed(&home, &["--protocols", &given]);
    assert_eq!(origin(&cards, "iceberg"), "\"here\" \"From near\"");
    assert_eq!(origin(&cards, "mine"), "\"own\" \"Mine\"");
    assert_eq!(origin(&cards, "given"), "\"given\" \"Given\"");
    assert_eq!(origin(&cards, "creative-tension"), "\"shipped\" \"Creative tension\"");
    assert_eq!(origin(&listed(&home, &[]), "given"), "", "only where it was named");
    let said = home.run(&["--protocols", "no/such/folder", "list"]);
    assert_eq!((said.code, said.out.as_str()), (1, ""), "{said:?}");
    assert!(said.err.contains("no/such/folder"), "{said:?}");
    let said = home.feed(&["run", "iceberg", "--plain"], b":leave\n");
    assert!(said.out.contains("From near"), "{said:?}");
    let said = home.feed(&["run", "mien", "--plain"], b"");
    assert!(said.code == 1 && said.err.contains("did you mean `mine`?"), "{said:?}");
    let said = home.feed(&["--plain"], b"from near\n1\n:leave\n");
    assert!(said.out.contains("From near\nSee the larger system\n"), "{said:?}");
}

#[test]
fn a_protocol_that_was_named_by_its_path_stands_on_the_shelf() {
    let home = Home::new();
    let mut terminal = Setup::new(&home).start(&["run", SMALL]);
    terminal.see("begin");
    terminal.type_in("\x1b");
    let all = shipped::protocols().len() + 1;
    terminal.see(&format!("{all} practices"));
    terminal.type_in("/small talk");
    terminal.see(&format!("of {all}"));
    terminal.type_in(ENTER);
    terminal.see("What will happen");
    terminal.type_in(ENTER);
    terminal.see("What is on your mind?");
    assert_eq!(terminal.leave(), 0);
}

#[test]
fn many_protocols_hold_up_neither_the_first_frame_nor_the_keys() {
    const MANY: usize = 800;
    let home = Home::new();
    let folder = home.path().join("config/protocols");
    let (_, text) = library::protocols().remove(0);
    let body = text.split_once("title:").expect("a title").1;
    for at in 0..MANY {
        let text = format!("fieldbook: 1\nid: many-{at}\ntitle: Number {at}, {body}");
        put(&folder, &format!("many-{at}"), &text);
    }
    let count = |terminal: &Terminal<'_>| -> usize {
        let screen = terminal.screen();
        let words: Vec<&str> = screen.lines().next().unwrap_or_default().split(' ').collect();
        words.last().and_then(|word| word.parse().ok()).unwrap_or_default()
    };
    let whole = MANY + shipped::protocols().len();
    // A machine with much else to do may let us look too late.
    let in_between = (0..3).any(|_| {
        let mut terminal = Setup::new(&home).start(&[]);
        terminal.see(" practices");
        terminal.type_in("/number 7");
        terminal.see("Find: number 7");
        let seen = count(&terminal);
        assert!(wait_until(|| count(&terminal) == whole), "all are read: {}", count(&terminal));
        std::thread::sleep(Duration::from_millis(300));
        let ticks = terminal.ticks();
        std::thread::sleep(Duration::from_secs(1));
        assert!(terminal.ticks() <= ticks + 1, "then there is peace");
        assert_eq!(terminal.leave(), 0);
        (1..whole).contains(&seen)
    });
    assert!(in_between, "keys are taken in while files are still being read");
}

#[test]
fn check_looks_into_folders_within_a_folder() {
    let home = Home::new();
    let folder = home.around().join("many");
    put(&folder.join("within"), "small", &fs::read_to_string(SMALL).expect("a protocol"));
    let said = home.run(&["check", &folder.to_string_lossy()]);
    assert_eq!(said.code, 0, "{said:?}");
    assert!(said.err.contains("1 file: all is well."), "{said:?}");
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("protocols");
    let said: Said = home.run(&["check", &root.to_string_lossy()]);
    assert_eq!(said.code, 0, "what is shipped is whole: {said:?}");
}
