//! A library of protocols made up for trying the shelf: so many that one has to look for something,
//! with all sorts of people, minutes and levels.

/// Beginnings of titles, each with the capability that its protocols name first.
const DOINGS: [(&str, &str); 7] = [
    ("Walking round", "see-the-system"),
    ("Drawing", "[see-the-system, build-shared-vision]"),
    ("Listening to", "surface-assumptions"),
    ("Writing to", "[surface-assumptions, see-the-system]"),
    ("Asking after", "surface-assumptions"),
    ("Dreaming of", "build-shared-vision"),
    ("A promise to the one who waits longest for", "[build-shared-vision, surface-assumptions]"),
];

/// Ends of titles, each with when it fits.
const THINGS: [(&str, &str); 6] = [
    ("an old quarrel", "You tell the same story again and again, alone or together."),
    ("the long table", "A conversation went badly, or you dread one. Best when all are rested."),
    ("next spring", "There is something you want, and no plan for it yet."),
    ("the empty chair", "Someone is stuck, has tried everything, and would like help."),
    ("a quiet day", "At the end of a week, when there are ten minutes."),
    ("the other bank", "Each of you sees something else, and the talk goes round in circles."),
];

/// People, minutes and level, in turns.
const KINDS: [(&str, &str, &str); 5] = [
    ("1", "20", "ordinary"),
    ("1 to 6", "{alone: 25, pair: 40, group: 60}", "ordinary"),
    ("2", "45", "tender"),
    ("3 to 6", "90", "ordinary"),
    ("1 to 3", "{alone: 75, pair: 80, group: 95}", "high"),
];

/// The protocols, each with its id: forty-two of them.
pub fn protocols() -> Vec<(String, String)> {
    let mut all = Vec::new();
    for (at, (doing, capability)) in DOINGS.iter().enumerate() {
        for (nth, (thing, when)) in THINGS.iter().enumerate() {
            let (people, minutes, level) = KINDS[(at + nth * 2) % KINDS.len()];
            let title = format!("{doing} {thing}");
            let id = title.to_lowercase().replace(' ', "-");
            let text = format!(
                "fieldbook: 1\n\
                 id: {id}\n\
                 title: {title}\n\
                 source: {{author: Nobody in particular}}\n\
                 capability: {capability}\n\
                 purpose: To spend some time with {thing}, and to see what comes of it.\n\
                 when_to_use: {when}\n\
                 people: {people}\n\
                 minutes: {minutes}\n\
                 safety:\n  level: {level}\n  consent: Some of your time.\n  exit: Stop anywhere.\n\
                 steps:\n  - {{step: a, kind: short, title: What is there, ask: What is there?}}\n"
            );
            all.push((id, text));
        }
    }
    all
}
