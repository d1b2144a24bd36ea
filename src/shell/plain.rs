//! Plain mode: the same screens line by line, with labels instead of boxes, for a screen reader, a
//! pipe, or a terminal that cannot be drawn on.

#![expect(
    clippy::disallowed_methods,
    reason = "the loop measures the time that passes between lines"
)]

use std::fs::File;
use std::io::{self, BufRead as _, BufReader, IsTerminal as _, Write as _};
use std::os::fd::AsFd as _;
use std::time::Instant;

use anyhow::{Result, bail};
use rustix::event::{PollFd, PollFlags, Timespec, poll};

use crate::base::clean;
use crate::kind::contract::Input;
use crate::shell::desk::{Ask, Desk};
use crate::shell::editor;
use crate::shell::lending::{self, Begun};
use crate::shell::said;
use crate::shell::wake::{Asked, Wake, stop_until_continued};

/// Longest line taken, in bytes; longer ones are said to be too long.
const LONGEST: usize = 1_024 * 1_024;
/// What asks for an editor again.
const AGAIN: &str = "type :edit";

/// Leads through the desk's screens line by line. The number of a signal, if one ended it.
pub(super) fn run(desk: &mut Desk, wake: &Wake) -> Result<Option<i32>> {
    crate::shell::terminal::give_back_on_panic();
    desk.fill();
    let mut input = BufReader::new(File::from(io::stdin().as_fd().try_clone_to_owned()?));
    let mut place = String::new();
    let mut heard = Instant::now();
    // Whether nothing was heard at all.
    let mut silent = true;
    loop {
        desk.save_draft();
        desk.tick(Instant::now());
        if !speak(desk, &mut place)? {
            break;
        }
        let line = match read_line(&mut input, wake, desk)? {
            Heard::Line(line) => line,
            Heard::TooLong => {
                say(&["That line is longer than 1 MiB and was not taken.".to_owned()])?;
                continue;
            }
            Heard::End if silent => {
                desk.close();
                bail!(
                    "there is no terminal here, and nothing to read; “--answers FILE” takes the \
                     answers from a file"
                );
            }
            Heard::End => break,
            Heard::Signal(signal) => {
                desk.close();
                return Ok(Some(signal));
            }
        };
        silent = false;
        let passed = heard.elapsed();
        heard = Instant::now();
        desk.stage.on(Input::Elapsed(passed));
        let (effects, words) = desk.stage.line(&line);
        say(&words)?;
        for ask in desk.carry_out(effects) {
            match ask {
                Ask::Leave => {
                    desk.close();
                    return Ok(None);
                }
                Ask::Ring => {}
                Ask::Edit(text) => edit(desk, &text)?,
            }
        }
    }
    desk.close();
    Ok(None)
}

/// Says what is new: a notice, and the place if it is another one; then what is wanted. False when
/// nobody is listening.
fn speak(desk: &mut Desk, place: &mut String) -> Result<bool> {
    if let Some(words) = desk.stage.notice() {
        say(&[words])?;
    }
    let spoken = desk.stage.spoken();
    if spoken.place != *place {
        *place = spoken.place;
        say(&[String::new()])?;
        say(&spoken.lines)?;
    }
    let mut out = io::stdout().lock();
    let asked = write!(out, "{}: ", clean::for_line(&spoken.label, 400)).and_then(|()| out.flush());
    Ok(asked.is_ok())
}

fn say(lines: &[String]) -> Result<()> {
    let mut out = io::stdout().lock();
    let is_terminal = out.is_terminal();
    for line in lines {
        writeln!(out, "{}", said::for_terminal(line, is_terminal))?;
    }
    out.flush()?;
    Ok(())
}

enum Heard {
    Line(String),
    TooLong,
    End,
    Signal(i32),
}

/// One line, whatever its bytes are: what is not UTF-8 becomes a visible mark.
fn read_line(input: &mut BufReader<File>, wake: &Wake, desk: &mut Desk) -> Result<Heard> {
    let mut bytes = Vec::new();
    let mut too_long = false;
    loop {
        if input.buffer().is_empty() {
            let ready = wait(input, wake, desk)?;
            match wake.asked() {
                Asked::End(signal) => return Ok(Heard::Signal(signal)),
                Asked::Stop => stop_until_continued(),
                Asked::Redraw | Asked::Nothing => {}
            }
            if !ready {
                continue;
            }
        }
        let chunk = input.fill_buf()?;
        if chunk.is_empty() {
            if bytes.is_empty() {
                return Ok(Heard::End);
            }
            break;
        }
        let end = chunk.iter().position(|byte| *byte == b'\n');
        let taken = end.unwrap_or(chunk.len());
        if bytes.len() + taken > LONGEST {
            too_long = true;
            bytes.clear();
        } else if !too_long {
            bytes.extend_from_slice(&chunk[..taken]);
        }
        input.consume(end.map_or(taken, |end| end + 1));
        if end.is_some() {
            break;
        }
    }
    if too_long {
        return Ok(Heard::TooLong);
    }
    let line = String::from_utf8_lossy(&bytes);
    Ok(Heard::Line(line.trim_end_matches('\r').to_owned()))
}

/// Sleeps until there is input or a signal; what could not be saved is tried again meanwhile. True
/// when there is input: reading it does not wait.
fn wait(input: &BufReader<File>, wake: &Wake, desk: &mut Desk) -> Result<bool> {
    let mut ends = [
        PollFd::from_borrowed_fd(input.get_ref().as_fd(), PollFlags::IN),
        PollFd::from_borrowed_fd(wake.reader().as_fd(), PollFlags::IN),
    ];
    loop {
        let due = desk.tick(Instant::now()).and_then(|due| Timespec::try_from(due).ok());
        match poll(&mut ends, due.as_ref()) {
            Ok(_) if ends[0].revents().is_empty() && !wake.is_asked() => wake.settle(),
            Ok(_) => return Ok(!ends[0].revents().is_empty()),
            // What the signal asks for is in the pipe by now.
            Err(rustix::io::Errno::INTR) => {}
            Err(why) => return Err(io::Error::from(why).into()),
        }
    }
}

fn edit(desk: &mut Desk, text: &str) -> Result<()> {
    match lending::begin(desk, text, AGAIN) {
        Begun::Said(words) => say(&[words]),
        Begun::Lend { text: lent, command, folder } => {
            let outcome = editor::rewrite(&lent, &folder, &command);
            say(&[lending::back(desk, outcome, text, AGAIN)])
        }
    }
}
