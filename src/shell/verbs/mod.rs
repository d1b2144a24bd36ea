//! The verbs of the command line, and what the program answers to its caller.

#![expect(clippy::disallowed_methods, reason = "the command line is read here and nowhere else")]

mod check;
mod keys;
mod list;
mod new;
mod run;
mod schema;
mod show;

use std::io;
use std::process::ExitCode;

use anyhow::{Result, bail};
use clap::{CommandFactory as _, Parser as _};

use crate::shell::cli::{Cli, Verb};
use crate::shell::places::Places;
use crate::shell::{catalog, said};

/// How a verb ended.
pub(super) enum Outcome {
    /// All is well.
    Well,
    /// Problems were found, and said.
    Problems,
    /// A signal ended it.
    Signal(i32),
}

/// The whole program. Gives what its caller is told.
pub fn main() -> ExitCode {
    leave_no_core();
    let cli = match Cli::try_parse_from(std::env::args_os()) {
        Ok(cli) => cli,
        Err(error) => {
            // What was typed is quoted in it, and may hold anything.
            let words = error.render().to_string();
            if error.use_stderr() {
                said::words(words.trim_end());
            } else {
                let _nobody_listens = said::data(&words);
            }
            return ExitCode::from(if error.use_stderr() { 2 } else { 0 });
        }
    };
    match obey(cli) {
        Ok(Outcome::Well) => ExitCode::SUCCESS,
        Ok(Outcome::Problems) => ExitCode::FAILURE,
        Ok(Outcome::Signal(signal)) => ExitCode::from(128_u8.saturating_add(signal as u8)),
        // Whoever read our output has had enough of it.
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            said::words(&format!("fieldbook: {error:#}"));
            ExitCode::FAILURE
        }
    }
}

/// Should the program fall, no image of its memory, which holds private words, is left behind.
fn leave_no_core() {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let maximum = getrlimit(Resource::Core).maximum;
    let _where_it_can = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum });
    // A core that is piped to a collector does not ask for the limit.
    #[cfg(target_os = "linux")]
    let _where_it_can =
        rustix::process::set_dumpable_behavior(rustix::process::DumpableBehavior::NotDumpable);
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let kind = |cause: &(dyn std::error::Error + 'static)| {
        cause.downcast_ref::<io::Error>().map(io::Error::kind)
    };
    error.chain().any(|cause| kind(cause) == Some(io::ErrorKind::BrokenPipe))
}

fn obey(cli: Cli) -> Result<Outcome> {
    let mut places = Places::find(cli.home.as_deref())?;
    places.language = cli.language.filter(|tag| !tag.is_empty());
    places.thread = cli.thread.filter(|name| !name.trim().is_empty());
    places.here = std::env::current_dir().ok();
    for path in cli.protocols {
        if !path.exists() {
            bail!("there is no {}", catalog::shown(&path));
        }
        places.given.push(path);
    }
    let plain = cli.plain;
    let Some(verb) = cli.verb else { return run::shelf(plain, places) };
    match verb {
        Verb::Run { protocol, answers: Some(answers) } => {
            run::rehearse(&protocol, &answers, &places)
        }
        Verb::Run { protocol, answers: None } => run::begin(&protocol, plain, places),
        Verb::Resume { session } => run::resume(session.as_deref(), plain, places),
        Verb::List { words, capability, people, minutes, level, json } => {
            let asked = list::Asked { words, capability, people, minutes, level };
            list::protocols(&asked, json, &places)
        }
        Verb::Check(checking) => check::check(&checking, &places),
        Verb::New(beginning) => new::new(&beginning, &places),
        Verb::Schema => schema::schema(),
        Verb::Sessions { json } => list::sessions(json, &places),
        Verb::Show { session, form } => show::show(&session, form, &places),
        Verb::Recover => show::recover(&places),
        Verb::Where => list::places(&places),
        Verb::Keys { json } => keys::keys(json),
        Verb::Completions { shell } => {
            let mut text = Vec::new();
            clap_complete::generate(shell, &mut Cli::command(), "fieldbook", &mut text);
            said::data(&String::from_utf8_lossy(&text))?;
            Ok(Outcome::Well)
        }
        Verb::Man => {
            let mut text = Vec::new();
            clap_mangen::Man::new(Cli::command()).render(&mut text)?;
            said::data(&String::from_utf8_lossy(&text))?;
            Ok(Outcome::Well)
        }
    }
}
