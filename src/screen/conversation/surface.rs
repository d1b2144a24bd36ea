//! The conversation as a screen: inputs, words of plain mode, keys.

use std::time::Duration;

use ratatui::layout::Rect;

use crate::key::{Hint, bound, called, hints};
use crate::kind::contract::{Input, Reply};
use crate::screen::conversation::curtain::Curtain;
use crate::screen::conversation::keys::KEYS;
use crate::screen::conversation::{At, Conversation, Saving};
use crate::screen::{Effect, Spoken, Surface};
use crate::widget::theme::Theme;

impl Surface for Conversation {
    fn on(&mut self, input: Input<'_>) -> Vec<Effect> {
        match input {
            Input::Fit { width, height } => {
                self.area = Rect::new(0, 0, width, height);
                self.fit();
                Vec::new()
            }
            Input::Elapsed(time) => self.elapsed(time),
            Input::Key(key) if self.over.is_some() => self.key_over(key),
            Input::Key(key) => match bound(KEYS, key) {
                Some(act) => {
                    self.notice = None;
                    self.act(act)
                }
                None => self.pass_on(input),
            },
            _ if self.over.is_some() => Vec::new(),
            other => self.pass_on(other),
        }
    }

    fn word(&mut self, word: &str, rest: &str) -> Option<Vec<Effect>> {
        match word {
            "outline" => {
                let lines = self.outline().lines();
                self.say(lines.join("\n"));
                return Some(Vec::new());
            }
            "go" => return Some(self.go_to_number(rest)),
            "hint" => {
                if let At::Step(open) = &self.at {
                    let lines = open.help().lines().join("\n");
                    self.say(lines);
                }
                return Some(Vec::new());
            }
            "clock" => {
                let words = self.clock_in_words();
                self.say(words);
                return Some(Vec::new());
            }
            "pass" => return Some(self.pass()),
            _ => {}
        }
        if let At::Step(open) = &mut self.at {
            match open.word(word, rest) {
                Reply::Ignored => {}
                Reply::Done => return Some(self.go_on(true)),
                Reply::Refused(why) => {
                    self.say(why);
                    return Some(Vec::new());
                }
                Reply::Moved | Reply::Changed => {
                    let lines = open.editor.lines().join("\n");
                    self.say(if lines.is_empty() {
                        "Nothing is here now.".to_owned()
                    } else {
                        lines
                    });
                    return Some(Vec::new());
                }
            }
        }
        called(KEYS, word).map(|act| self.act(act))
    }

    fn draw(
        &self,
        area: Rect,
        buf: &mut ratatui::buffer::Buffer,
        theme: &Theme,
    ) -> Option<(u16, u16)> {
        self.draw_all(area, buf, theme)
    }

    fn hints(&self) -> Vec<Hint> {
        let own = match &self.at {
            At::Step(open) => open.editor.hints(),
            At::Curtain(_) => Curtain::hints(),
            At::End(closing) => closing.hints(),
        };
        let (first, rest): (Vec<Hint>, Vec<Hint>) = own.into_iter().partition(|hint| hint.foot);
        let mut everywhere = hints(KEYS);
        if !matches!(self.at, At::Step(_)) {
            // Between questions and after the last one, there is none to be passed, helped with or written.
            const OF_QUESTIONS: [&str; 6] = ["next", "pass", "hint", "clock", "more", "edit"];
            everywhere.retain(|hint| !OF_QUESTIONS.contains(&hint.word));
        }
        // Time is spoken of only where there is some to speak of.
        let timed = matches!(&self.at, At::Step(open) if open.timing.target().is_some());
        let planned = self.session.setting().minutes.is_some();
        everywhere.retain(|hint| match hint.word {
            "more" => timed,
            "leave-out" | "take-in" => planned,
            _ => true,
        });
        // One way to go on is enough for the foot.
        let goes_on =
            first.iter().any(|hint| hint.says == "go on" || hint.says.ends_with("; and go on"));
        for hint in everywhere.iter_mut().filter(|hint| hint.word == "next" && goes_on) {
            hint.foot = false;
        }
        if matches!(self.saving, Saving::NotSaved(_)) {
            // What helps now goes first.
            everywhere.sort_by_key(|hint| hint.word != "elsewhere");
            everywhere[0].foot = true;
            return [everywhere, first, rest].concat();
        }
        [first, everywhere, rest].concat()
    }

    fn spoken(&self) -> Spoken {
        self.speak()
    }

    fn notice(&mut self) -> Option<String> {
        let alarm = std::mem::take(&mut self.alarm).then(|| self.trouble()).flatten();
        let notice = std::mem::take(&mut self.unsaid).then(|| self.notice.clone()).flatten();
        let words: Vec<String> = alarm.into_iter().chain(notice).collect();
        (!words.is_empty()).then(|| words.join("\n"))
    }

    fn types(&self) -> bool {
        matches!(&self.at, At::Step(open) if open.editor.types())
    }

    fn pace(&self) -> Option<Duration> {
        let At::Step(open) = &self.at else { return None };
        let ticks = self.clock || open.timing.shows_the_clock() || open.timing.runs();
        let clock = ticks.then_some(Duration::from_secs(1));
        open.editor.pace().into_iter().chain(clock).min()
    }
}
