//! The loop of the full screen: wait, take in all there is, write down, draw. One thread; it sleeps
//! until there is something to do.

#![expect(
    clippy::disallowed_methods,
    reason = "the loop measures the time that passes between keys"
)]

use std::io::{self, IsTerminal as _};
use std::os::fd::{AsFd as _, BorrowedFd, OwnedFd};
use std::time::{Duration, Instant};

use anyhow::Result;
use crossterm::event;
use rustix::event::{PollFd, PollFlags, Timespec, poll};

use crate::kind::contract::Input;
use crate::screen::Screen;
use crate::shell::desk::{Ask, Desk};
use crate::shell::editor;
use crate::shell::ground::ground;
use crate::shell::input::{Report, report};
use crate::shell::lending::{self, Begun};
use crate::shell::terminal::{self, Borrowed};
use crate::shell::wake::{Asked, Wake, stop_until_continued};
use crate::widget::theme::Theme;

/// What asks for an editor again.
const AGAIN: &str = "press F4";
/// Longest time a frame waits for an answer to be safe from a power cut.
const PATIENCE: Duration = Duration::from_millis(40);
/// How long protocols of the person's own are read before keys are looked for again.
const SLICE: Duration = Duration::from_millis(15);
/// Most reports taken in before something is drawn.
const BATCH: usize = 4_096;
/// How long to ask whether a report is there already. Asked for no time at all, crossterm does not
/// look; asked for less than a millisecond, it looks and does not sleep. It is asked twice before
/// the program sleeps: keys that crossterm has read but not yet given out wake no wait on the
/// terminal itself, and a program that was put aside just then would have been asked for no time.
const GLANCE: Duration = Duration::from_micros(20);

/// How the loop ended: the number of a signal, if one ended it.
pub(super) struct Ended(pub Option<i32>);

/// Shows the desk on the terminal until the person leaves.
pub(super) fn run(desk: &mut Desk, wake: &Wake) -> Result<Ended> {
    terminal::give_back_on_panic();
    terminal::read_without_waiting();
    let tty = tty()?;
    let theme = Theme::on(ground());
    let mut screen = Borrowed::take()?;
    desk.stage.fit(screen.area());
    let mut full = Full { desk, wake, theme, heard: Instant::now() };
    full.draw(&mut screen)?;
    full.desk.shelving.slice = SLICE;
    if matches!(full.desk.stage.screen, Screen::Shelf(_) | Screen::Threshold(_)) {
        full.desk.fill();
        full.desk.stage.fit(screen.area());
        full.draw(&mut screen)?;
    }
    let mut ended = full.go_on(&mut screen, tty.as_fd());
    // A terminal that went away may be noticed by any call that reads or draws.
    let gone = |full: &Full<'_>| {
        matches!(full.wait(tty.as_fd(), Some(Duration::ZERO)), Ok(Woken::HungUp) | Err(_))
    };
    if ended.is_err() && gone(&full) {
        ended = Ok(Ended(Some(signal_hook::consts::SIGHUP)));
    }
    full.desk.close();
    if matches!(ended, Ok(Ended(Some(signal_hook::consts::SIGHUP)))) {
        terminal::abandon();
    }
    ended
}

/// The terminal's own file, to wait on.
fn tty() -> Result<OwnedFd> {
    let stdin = io::stdin();
    if stdin.is_terminal() {
        return Ok(stdin.as_fd().try_clone_to_owned()?);
    }
    Ok(std::fs::OpenOptions::new().read(true).open("/dev/tty")?.into())
}

struct Full<'a> {
    desk: &'a mut Desk,
    wake: &'a Wake,
    theme: Theme,
    /// When the screen was last told of passing time.
    heard: Instant,
}

/// What waiting ended with.
#[derive(PartialEq)]
enum Woken {
    /// Keys.
    Keys,
    /// The terminal is gone.
    HungUp,
    /// A signal, the disk, or time.
    Otherwise,
}

impl Full<'_> {
    fn go_on(&mut self, screen: &mut Borrowed, tty: BorrowedFd<'_>) -> Result<Ended> {
        loop {
            let due = self.desk.tick(Instant::now());
            let pace = self.desk.stage.pace();
            let wait = due.into_iter().chain(pace).min();
            let ready = self.wake.is_asked() || event::poll(GLANCE)?;
            if !ready && self.wait(tty, wait)? == Woken::HungUp {
                return Ok(Ended(Some(signal_hook::consts::SIGHUP)));
            }
            match self.wake.asked() {
                Asked::End(signal) => return Ok(Ended(Some(signal))),
                Asked::Stop => self.stop(screen)?,
                Asked::Redraw => screen.forget()?,
                Asked::Nothing => {}
            }
            if self.take_in(screen)? {
                return Ok(Ended(None));
            }
            self.desk.save_draft();
            self.let_it_settle(tty)?;
            self.desk.tick(Instant::now());
            self.draw(screen)?;
        }
    }

    /// Sleeps until there is something to do.
    fn wait(&self, tty: BorrowedFd<'_>, time: Option<Duration>) -> Result<Woken> {
        let mut ends = [
            PollFd::from_borrowed_fd(tty, PollFlags::IN),
            PollFd::from_borrowed_fd(self.wake.reader().as_fd(), PollFlags::IN),
        ];
        let time = time.and_then(|time| Timespec::try_from(time).ok());
        match poll(&mut ends, time.as_ref()) {
            Ok(_) | Err(rustix::io::Errno::INTR) => {}
            Err(why) => return Err(io::Error::from(why).into()),
        }
        let gone = ends[0].revents().intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL);
        let keys = ends[0].revents().contains(PollFlags::IN);
        Ok(match (gone, keys) {
            (true, _) => Woken::HungUp,
            (false, true) => Woken::Keys,
            (false, false) => Woken::Otherwise,
        })
    }

    /// Waits a little for an answer to be safe, so that no question is left behind before it is.
    /// Keys end the waiting: they are taken in first, whatever the disk does.
    fn let_it_settle(&self, tty: BorrowedFd<'_>) -> Result<()> {
        let until = Instant::now() + PATIENCE;
        while self.desk.answer_pending() {
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() || self.wait(tty, Some(left))? != Woken::Otherwise {
                break;
            }
            self.wake.settle();
            if self.wake.is_asked() {
                break;
            }
        }
        Ok(())
    }

    /// Takes in everything there is. True when the person leaves.
    fn take_in(&mut self, screen: &mut Borrowed) -> Result<bool> {
        let now = Instant::now();
        let passed = now.saturating_duration_since(self.heard);
        self.heard = now;
        if self.hand_over(screen, Input::Elapsed(passed))? {
            return Ok(true);
        }
        for _ in 0..BATCH {
            if !event::poll(GLANCE)? {
                break;
            }
            let Some(report) = report(event::read()?) else { continue };
            let leaves = match report {
                Report::Key(key) if key == crate::key::Key::ctrl('l') => {
                    screen.forget()?;
                    false
                }
                Report::Key(key) => self.hand_over(screen, Input::Key(key))?,
                Report::Paste(text) => self.hand_over(screen, Input::Paste(&text))?,
                Report::Click(column, row, extend) => {
                    self.hand_over(screen, Input::Click { column, row, extend })?
                }
                Report::Wheel(by) => {
                    let code = if by < 0 { crate::key::Code::Up } else { crate::key::Code::Down };
                    self.hand_over(screen, Input::Key(crate::key::Key::plain(code)))?
                }
                Report::Resized => {
                    self.desk.stage.fit(screen.area());
                    false
                }
            };
            if leaves {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn hand_over(&mut self, screen: &mut Borrowed, input: Input<'_>) -> Result<bool> {
        let effects = self.desk.stage.on(input);
        for ask in self.desk.carry_out(effects) {
            match ask {
                Ask::Leave => return Ok(true),
                Ask::Ring => Borrowed::ring(),
                Ask::Edit(text) => self.edit(screen, &text)?,
            }
        }
        Ok(false)
    }

    fn edit(&mut self, screen: &mut Borrowed, text: &str) -> Result<()> {
        let words = match lending::begin(self.desk, text, AGAIN) {
            Begun::Said(words) => words,
            Begun::Lend { text: lent, command, folder } => {
                let outcome = screen.lend(|| editor::rewrite(&lent, &folder, &command))?;
                self.desk.stage.fit(screen.area());
                // Ctrl-C was meant for the editor.
                self.wake.forget_interrupt();
                self.heard = Instant::now();
                lending::back(self.desk, outcome, text, AGAIN)
            }
        };
        if let Screen::Conversation(conversation) = &mut self.desk.stage.screen {
            conversation.say(words);
        }
        Ok(())
    }

    /// Stops until continued, with the terminal given back meanwhile.
    fn stop(&mut self, screen: &mut Borrowed) -> Result<()> {
        self.desk.save_draft();
        screen.lend(stop_until_continued)?;
        self.heard = Instant::now();
        self.desk.stage.fit(screen.area());
        Ok(())
    }

    fn draw(&mut self, screen: &mut Borrowed) -> Result<()> {
        let stage = &mut self.desk.stage;
        let theme = &self.theme;
        screen.draw(|area, buf| {
            // The size may have changed since anyone reported it.
            if area != stage.area() {
                stage.fit(area);
            }
            stage.draw(area, buf, theme)
        })?;
        Ok(())
    }
}
