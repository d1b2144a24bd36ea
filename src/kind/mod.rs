//! The kinds of step there are. A new one is a folder here and a line in the table below.

pub mod contract;
pub mod part;
#[macro_use]
mod table_of_kinds;

kinds! {
    Say: say, "something to read",
    Pause: pause, "a silence",
    Short: short, "a line or a few",
    Long: long, "some paragraphs",
    List: list, "several short things",
    Table: table, "rows of named cells",
    Stakeholders: stakeholders, "parties, and what is known of each",
    Matrix: matrix, "things placed between two axes",
    Tree: tree, "short things under one another",
    Timeline: timeline, "one thing after the other",
    Scale: scale, "a number between two ends",
    Curve: curve, "a line over time",
    Map: map, "what moves what",
    Pick: pick, "one of several options",
    Multi: multi, "any number of options",
    Rank: rank, "options in order",
    Dots: dots, "dots beside the options that matter",
    Talk: talk, "speaking, with room for notes",
    Round: round, "each speaking in turn",
    Reveal: reveal, "what was hidden, shown",
    Recall: recall, "what was said before",
    Commit: commit, "a promise",
}
