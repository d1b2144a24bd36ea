//! The conversation drawn: a quiet head, the question with room around it, the answer, the keys.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::kind::part::writing::time_in_words;
use crate::prose::width;
use crate::screen::conversation::layout::Layout;
use crate::screen::conversation::open::Open;
use crate::screen::conversation::{At, Conversation, Over, Saving};
use crate::screen::{Surface, frame};
use crate::widget::theme::Theme;
use crate::widget::{ink, wrap};

impl Conversation {
    pub(super) fn draw_all(
        &self,
        area: Rect,
        buf: &mut Buffer,
        theme: &Theme,
    ) -> Option<(u16, u16)> {
        match &self.over {
            Some(Over::Leaf(leaf)) => {
                leaf.draw(area, buf, theme);
                return None;
            }
            Some(Over::Outline(outline)) => {
                outline.draw(area, buf, theme);
                return None;
            }
            None => {}
        }
        let parts = frame::parts(area);
        let beside = self.beside();
        let room = parts.head.width.saturating_sub(width::of(&beside) as u16 + 2);
        frame::head(parts.head, buf, theme, &self.head(room), &beside);
        let caret = match &self.at {
            At::Step(open) => Self::draw_step(open, buf, theme),
            At::Curtain(curtain) => {
                curtain.draw(area, buf, theme);
                None
            }
            At::End(closing) => {
                closing.draw(area, buf, theme);
                None
            }
        };
        if let Some(words) = self.words_below() {
            frame::notice(parts.notice, buf, theme, &words);
        }
        frame::foot(parts.foot, buf, theme, &self.hints());
        caret
    }

    fn draw_step(open: &Open, buf: &mut Buffer, theme: &Theme) -> Option<(u16, u16)> {
        let Layout { say, ask, field, cut, parts } = open.layout();
        let rows = wrap::rows(&open.say, usize::from(say.width));
        let visible = rows.iter().skip(usize::from(open.words_top)).take(usize::from(say.height));
        for (y, row) in visible.enumerate() {
            ink::put(buf, say, (0, y as u16), row, theme.text);
        }
        ink::paragraph(buf, ask, &open.ask, theme.question);
        if cut && open.ask.is_empty() {
            let more = rows.len() > usize::from(open.words_top + say.height);
            ink::put(buf, parts.notice, (0, 0), if more { "↓ more" } else { "" }, theme.quiet);
        } else if cut {
            let words = "Ctrl-G shows the whole question.";
            ink::put(buf, parts.notice, (0, 0), words, theme.quiet);
        }
        let caret = open.editor.draw(field, buf, theme);
        Self::draw_guide(open, parts.notice, buf, theme.quiet);
        caret
    }

    /// Says about how many words are meant, once there are clearly more.
    fn draw_guide(open: &Open, area: Rect, buf: &mut Buffer, style: Style) {
        let Some(guide) = open.editor.guide() else { return };
        if let Some(words) = open.words_beyond(guide) {
            let line = format!("{words} words; about {guide} are meant. Long is fine too.");
            ink::put(buf, area, (0, 0), &line, style);
        }
    }

    /// Where one is: the practice and the step, or the step alone where both have no room. How many
    /// steps there are is not said: it changes with the answers.
    fn head(&self, room: u16) -> String {
        let title = &self.session.protocol().title;
        let At::Step(open) = &self.at else { return title.clone() };
        let both = format!("{title} · {}", open.title);
        match open.title.as_str() {
            "" => title.clone(),
            _ if width::of(&both) <= usize::from(room) => both,
            step => step.to_owned(),
        }
    }

    /// What stands at the right of the head: the clock, where it was asked for.
    fn beside(&self) -> String {
        let At::Step(open) = &self.at else { return String::new() };
        match open.timing.in_thirds() {
            _ if open.timing.hides_the_clock() => String::new(),
            _ if !self.clock && !open.timing.shows_the_clock() => String::new(),
            Some(thirds) => thirds.to_owned(),
            None => self.clock_in_words(),
        }
    }

    pub(super) fn clock_in_words(&self) -> String {
        let At::Step(open) = &self.at else { return String::new() };
        let seconds = open.spent.as_secs();
        let spent = format!("{}:{:02}", seconds / 60, seconds % 60);
        match open.timing.target() {
            Some(target) => format!("{spent} of about {}", time_in_words(target)),
            None => spent,
        }
    }

    /// What is said above the foot: a word about what was just done, and never without saying
    /// that words are not saved, if they are not.
    fn words_below(&self) -> Option<String> {
        match (&self.saving, &self.notice) {
            (Saving::NotSaved(_), Some(words)) => Some(format!("NOT SAVED. {words}")),
            (_, Some(words)) => Some(words.clone()),
            (_, None) => self.trouble().or_else(|| self.remark()),
        }
    }

    /// What is gently remarked on what is being written.
    pub(super) fn remark(&self) -> Option<String> {
        match &self.at {
            At::Step(open) => open.remark.clone(),
            At::Curtain(_) | At::End(_) => None,
        }
    }

    /// What is wrong with saving, if anything is.
    pub(super) fn trouble(&self) -> Option<String> {
        match &self.saving {
            Saving::Safe => None,
            Saving::Slow(since) => {
                Some(format!("The disk is slow: last safe {} s ago.", since.as_secs()))
            }
            Saving::NotSaved(why) => Some(format!(
                "NOT SAVED: {why}. Your words are here, and saving is tried again each second."
            )),
        }
    }
}
