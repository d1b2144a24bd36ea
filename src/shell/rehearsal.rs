//! The program without a terminal: keys go in, pictures come out, and journals are written as
//! ever. For scenarios, for measuring, and for anyone who wants to try a protocol from a test.

#![expect(
    clippy::disallowed_methods,
    reason = "the store is told how late it is, as in the program itself"
)]

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::Result;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::base::stamp::Stamp;
use crate::key::{Hint, Key};
use crate::kind::contract::Input;
use crate::screen::{Effect, Screen, Spoken};
use crate::shell::catalog::{self, Missing};
use crate::shell::desk::{Ask, Desk};
use crate::shell::places::Places;
use crate::store::State;
use crate::widget::theme::{Ground, Theme};

/// The program, led by hand.
pub struct Rehearsal {
    desk: Desk,
    area: Rect,
    theme: Theme,
    left: bool,
    rang: usize,
    handed: Option<String>,
}

impl Rehearsal {
    /// The shelf, with journals under `home`, on a screen of `size` cells. `clock` tells the time.
    pub fn new(home: &Path, size: (u16, u16), clock: fn() -> Stamp) -> Result<Self> {
        let places = Places::find(Some(home))?;
        let mut desk = Desk::new(places, Box::new(|| Box::new(|| {})));
        desk.clock = clock;
        desk.fill();
        let area = Rect::new(0, 0, size.0, size.1);
        desk.stage.fit(area);
        let theme = Theme::on(Ground::Dark);
        Ok(Self { desk, area, theme, left: false, rang: 0, handed: None })
    }

    /// Draws for another background from now on.
    pub fn set_ground(&mut self, ground: Ground) {
        self.theme = Theme::on(ground);
    }

    /// Lets the program have been called in `folder`, whose `protocols/` stand on the shelf as well.
    pub fn called_in(&mut self, folder: &Path) {
        self.desk.places.here = Some(folder.to_owned());
        self.desk.fill();
    }

    /// Goes to the threshold of a protocol, by its id or the path of its file. Its problems come
    /// back as they would be shown.
    pub fn offer(&mut self, protocol: &str) -> Result<()> {
        let found =
            catalog::find(protocol, &self.desk.places).map_err(|missing| match missing {
                Missing::Unknown(words) => anyhow::anyhow!("{words}"),
                Missing::Broken { sources, problems } => {
                    let shown = problems.iter().map(|one| sources.render(one));
                    anyhow::anyhow!("{}", shown.collect::<String>())
                }
            })?;
        self.desk.offer(found);
        self.desk.fill();
        Ok(())
    }

    /// Goes on with a conversation, by the name of its folder.
    pub fn resume(&mut self, name: &str) -> Result<()> {
        self.desk.resume(name)
    }

    /// One key.
    pub fn key(&mut self, key: Key) {
        self.input(Input::Key(key));
    }

    /// A paste, as it came.
    pub fn paste(&mut self, text: &str) {
        self.input(Input::Paste(text));
    }

    /// A click, in cells.
    pub fn click(&mut self, column: u16, row: u16) {
        self.input(Input::Click { column, row, extend: false });
    }

    /// Time passes.
    pub fn elapse(&mut self, time: Duration) {
        self.input(Input::Elapsed(time));
    }

    /// The text as it comes back from an editor of the person's own.
    pub fn rewrite(&mut self, text: &str) {
        if let Screen::Conversation(conversation) = &mut self.desk.stage.screen
            && let Err(why) = conversation.rewrite(text)
        {
            conversation.say(why);
        }
        self.keep();
    }

    /// One line of plain mode. Gives what is said at once.
    pub fn line(&mut self, line: &str) -> Vec<String> {
        let (effects, words) = self.desk.stage.line(line);
        self.carry_out(effects);
        words
    }

    /// Another size.
    pub fn resize(&mut self, width: u16, height: u16) {
        self.area = Rect::new(0, 0, width, height);
        self.desk.stage.fit(self.area);
    }

    /// One key, of which nothing is written down until [`Rehearsal::keep`].
    pub fn unkept_key(&mut self, key: Key) {
        let effects = self.desk.stage.on(Input::Key(key));
        self.heed(effects);
    }

    /// Writes down what changed.
    pub fn keep(&mut self) {
        self.desk.save_draft();
        self.desk.tick(Instant::now());
    }

    fn input(&mut self, input: Input<'_>) {
        if !self.left {
            let effects = self.desk.stage.on(input);
            self.carry_out(effects);
        }
    }

    fn carry_out(&mut self, effects: Vec<Effect>) {
        self.heed(effects);
        self.keep();
    }

    fn heed(&mut self, effects: Vec<Effect>) {
        for ask in self.desk.carry_out(effects) {
            match ask {
                Ask::Leave => {
                    self.desk.close();
                    self.left = true;
                }
                Ask::Ring => self.rang += 1,
                Ask::Edit(text) => self.handed = Some(text),
            }
        }
    }

    /// The screen, and the cell of the caret.
    pub fn picture(&self) -> (Buffer, Option<(u16, u16)>) {
        let mut buffer = Buffer::empty(self.area);
        let caret = self.desk.stage.draw(self.area, &mut buffer, &self.theme);
        (buffer, caret)
    }

    /// Draws onto `buffer`, which must be as large as the screen.
    pub fn draw(&self, buffer: &mut Buffer) -> Option<(u16, u16)> {
        self.desk.stage.draw(self.area, buffer, &self.theme)
    }

    /// What plain mode says of the screen.
    pub fn spoken(&self) -> Spoken {
        self.desk.stage.spoken()
    }

    /// Something to say now, in plain mode; taken once.
    pub fn notice(&mut self) -> Option<String> {
        self.desk.stage.notice()
    }

    /// The keys of this place.
    pub fn hints(&self) -> Vec<Hint> {
        self.desk.stage.hints()
    }

    /// How often the screen wants to hear of passing time.
    pub fn pace(&self) -> Option<Duration> {
        self.desk.stage.pace()
    }

    /// Whether the person has left.
    pub fn has_left(&self) -> bool {
        self.left
    }

    /// How often it rang.
    pub fn rang(&self) -> usize {
        self.rang
    }

    /// The text that was handed to an editor of the person's own.
    pub fn handed(&mut self) -> Option<String> {
        self.handed.take()
    }

    /// What is said once the program has ended.
    pub fn last_words(&self) -> Option<&str> {
        self.desk.last_words.as_deref()
    }

    /// The folder of the open journal.
    pub fn folder(&self) -> Option<PathBuf> {
        self.desk.folder()
    }

    /// Whether everything is on the disk by now.
    pub fn is_saved(&mut self) -> bool {
        self.desk.tick(Instant::now());
        self.desk.state().is_none_or(|state| state == State::Saved)
    }

    /// The conversation, if one is on the screen.
    pub fn session(&self) -> Option<&crate::session::Session> {
        match &self.desk.stage.screen {
            Screen::Conversation(conversation) => Some(conversation.session()),
            _ => None,
        }
    }
}
