//! The command line. Stable: what is here stays.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Args, Parser, Subcommand, ValueEnum, value_parser};
use clap_complete::Shell;

use crate::protocol::{self, Capability};

const AFTER: &str = "\
Exit codes: 0 all is well · 1 it could not be done, or problems were found · 2 wrong use · \
128+n ended by signal n, with everything kept.

Words go to stderr, data to stdout. Nothing leaves this machine.";

/// The names of capabilities and levels; a test keeps them those of the protocols.
const CAPABILITIES: [&str; 3] = ["see-the-system", "surface-assumptions", "build-shared-vision"];
const LEVELS: [&str; 3] = ["ordinary", "tender", "high"];

/// A guided reflection facilitator: conversation protocols, one question at a time, kept as local
/// journals.
#[derive(Debug, Parser)]
#[command(name = "fieldbook", version, after_help = AFTER, max_term_width = 90)]
pub(super) struct Cli {
    /// Keep data and config under this folder
    #[arg(long, global = true, value_name = "DIR", env = "FIELDBOOK_HOME")]
    pub home: Option<PathBuf>,

    /// Line by line, without drawing: for screen readers and pipes
    #[arg(long, global = true)]
    pub plain: bool,

    /// Ask in this language where a protocol has been translated: a short tag such as es or de
    #[arg(long, global = true, value_name = "TAG", env = "FIELDBOOK_LANGUAGE")]
    pub language: Option<String>,

    /// What this belongs to, such as a client or a team: earlier words come back within it alone
    #[arg(long, global = true, value_name = "NAME", env = "FIELDBOOK_THREAD")]
    pub thread: Option<String>,

    /// A protocol, or a folder of them, to stand on the shelf; may be given more than once
    #[arg(long, global = true, value_name = "FILE|DIR")]
    pub protocols: Vec<PathBuf>,

    #[command(subcommand)]
    pub verb: Option<Verb>,
}

#[derive(Debug, Subcommand)]
pub(super) enum Verb {
    /// Begin a conversation
    Run {
        /// The id of a protocol, or the path of its file
        protocol: String,
        /// Take the answers from a YAML file (step: answer; lists for loops; ~ passes)
        #[arg(long, value_name = "FILE")]
        answers: Option<PathBuf>,
    },
    /// Go on with a conversation, exactly where it was left
    Resume {
        /// Its name, or the beginning of it; without one, the newest that is unfinished, or else
        /// has something due
        session: Option<String>,
    },
    /// List the protocols there are, or those that fit
    List {
        /// Letters of a name, or words that are spoken of
        words: Vec<String>,
        /// What it is to help with
        #[arg(long, value_name = "NAME", value_parser = CAPABILITIES)]
        capability: Option<String>,
        /// How many people are here
        #[arg(long, value_name = "N", value_parser = value_parser!(u32).range(1..=12))]
        people: Option<u32>,
        /// How many minutes there are
        #[arg(long, value_name = "N", value_parser = value_parser!(u32).range(1..))]
        minutes: Option<u32>,
        /// No deeper than this
        #[arg(long, value_parser = LEVELS)]
        level: Option<String>,
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// Look for mistakes in protocols, and say how to mend them
    Check(Checking),
    /// Write a new protocol to begin with, in which every line says what it is for
    New(Beginning),
    /// Print what an editor needs to help with writing protocols (JSON Schema)
    Schema,
    /// List the conversations there were
    Sessions {
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// Show what was said in a conversation
    Show {
        /// Its name, or the beginning of it, as `fieldbook sessions` lists it
        session: String,
        /// How
        #[arg(long = "as", value_enum, default_value_t = Form::Md)]
        form: Form,
    },
    /// Look through all journals for damage; changes nothing
    Recover,
    /// Say where things are kept
    Where,
    /// List the keys
    Keys {
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// Print completions for a shell
    Completions {
        /// Which shell
        shell: Shell,
    },
    /// Print the manual page
    Man,
}

/// What is checked, and how.
#[derive(Debug, Args)]
pub(super) struct Checking {
    /// Files, or folders of them; ids of protocols work too
    #[arg(required = true, value_name = "FILE|DIR")]
    pub paths: Vec<String>,
    /// As JSON
    #[arg(long)]
    pub json: bool,
    /// Look closer, and count remarks as problems
    #[arg(long)]
    pub strict: bool,
}

/// A protocol to begin with.
#[derive(Debug, Args)]
pub(super) struct Beginning {
    /// Its id: small letters, digits and -
    pub id: String,
    /// Who sits at the table
    #[arg(long = "for", value_name = "FORM", default_value = protocol::Form::ALL[0].0,
          value_parser = PossibleValuesParser::new(protocol::Form::ALL.map(|(name, _)| name)))]
    pub form: String,
    /// What it helps people become able to do; several with a comma between them
    #[arg(long, value_name = "CAPABILITY", value_delimiter = ',',
          value_parser = PossibleValuesParser::new(Capability::ALL.map(|(name, _)| name)))]
    pub capability: Vec<String>,
    /// A folder or a file; your own folder of protocols, if nothing is said
    #[arg(value_name = "FOLDER|FILE")]
    pub place: Option<PathBuf>,
}

/// Forms that a conversation can be shown in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Form {
    /// A page for people
    Md,
    /// All of it, for programs
    Json,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::Capability;
    use crate::screen::words;

    #[test]
    fn the_names_on_the_command_line_are_those_of_protocols() {
        assert_eq!(Capability::ALL.map(|(name, _)| name), CAPABILITIES);
        assert_eq!(words::LEVELS.map(|(name, _)| name), LEVELS);
    }
}
