//! Drawing a map in lines: answers to one question after the other, or a whole link at once.

use crate::key::called;
use crate::kind::contract::Reply;
use crate::kind::map::editor::{Editor, no_room};
use crate::kind::map::keys::{Act, WORDS};
use crate::kind::map::names::{self, Named, Tail};
use crate::kind::map::sketch::{Making, Stage};
use crate::kind::map::{Sign, Sure};

impl Editor {
    /// A line: a name, a sign, yes or no; or a whole link, such as “errors + checks late”.
    pub(super) fn line(&mut self, line: &str) -> Reply {
        let line = line.trim();
        if let Some(at) = self.asked_about() {
            let known = sure(line).filter(|_| !line.is_empty());
            self.link = None;
            if let Some(known) = known {
                self.sketch.change(at, |link| link.sure = Some(known));
                self.link = self.sketch.unsure(at + 1);
            }
            if known.is_some() || line.is_empty() {
                return Reply::Changed;
            }
        }
        self.link = None;
        match (self.sketch.stage(), line) {
            (Stage::From, "") => {
                // Letters that were typed on the screen name nothing by themselves.
                self.clear();
                Reply::Done
            }
            (Stage::From, line) if self.is_full() && !line.is_empty() => {
                Reply::Refused(self.full())
            }
            (Stage::From, line) => match names::line(line) {
                Some(whole) => self.whole(&whole),
                None => self.named(line),
            },
            (Stage::Sign | Stage::To, "") => {
                self.sketch.making = Making::default();
                self.clear();
                Reply::Changed
            }
            (Stage::Sign, line) => {
                let word = line.to_lowercase();
                let minus = match word.as_str() {
                    "more" => Some(false),
                    "less" => Some(true),
                    word => names::sign(word),
                };
                let Some(minus) = minus else {
                    return Reply::Refused("Write + for more, or - for less.".to_owned());
                };
                self.sketch.making.minus = Some(minus);
                Reply::Changed
            }
            (Stage::To, line) => self.named(line),
            (Stage::Delay, line) => match line.to_lowercase().as_str() {
                "" | "n" | "no" => self.delayed(false),
                "y" | "yes" => self.delayed(true),
                _ => Reply::Refused("Write y or n.".to_owned()),
            },
            (Stage::Sure, "") => self.finish(None),
            (Stage::Sure, line) => match sure(line) {
                Some(sure) => self.finish(Some(sure)),
                None => Reply::Refused("Write data, experience or hunch.".to_owned()),
            },
        }
    }

    /// Takes the variable that a line names.
    fn named(&mut self, words: &str) -> Reply {
        match self.variable(words) {
            Ok(at) => self.name(at),
            Err(why) => Reply::Refused(why),
        }
    }

    /// The variable that words name, added where that may be.
    fn variable(&mut self, words: &str) -> Result<usize, String> {
        match names::named(&self.sketch.variables, words) {
            Named::One(at) => Ok(at),
            Named::Several(several) => {
                let listed = |at: &usize| format!("{}. {}", at + 1, self.sketch.text(*at));
                let several: Vec<String> = several.iter().take(6).map(listed).collect();
                let new = if self.spec.new_items {
                    format!(" Or a new one: “:new {words}”.")
                } else {
                    String::new()
                };
                Err(format!("Which of them: {}?{new}", several.join("; ")))
            }
            Named::Nobody if self.spec.new_items && words.parse::<usize>().is_err() => {
                self.sketch.add(words).ok_or_else(no_room)
            }
            Named::Nobody => {
                let count = self.sketch.variables.len();
                Err(format!("“{words}” is none of them. Choose by number, from 1 to {count}."))
            }
        }
    }

    /// A whole link.
    fn whole(&mut self, line: &names::Line<'_>) -> Reply {
        let before = self.sketch.clone();
        match self.linked(line) {
            Ok(_) => {
                self.clear();
                Reply::Changed
            }
            Err(why) => {
                self.sketch = before;
                Reply::Refused(why)
            }
        }
    }

    fn linked(&mut self, line: &names::Line<'_>) -> Result<usize, String> {
        let from = self.variable(line.from)?;
        let exact = match names::named(&self.sketch.variables, line.rest) {
            Named::One(at) => Some((at, Tail::default())),
            _ => None,
        };
        let (to, mut tail) = match exact {
            Some(found) => found,
            None => {
                let (name, tail) = names::tail(line.rest);
                (self.variable(name)?, tail)
            }
        };
        if !self.spec.sure {
            tail.sure = None;
        }
        let itself = || "A variable cannot be linked to itself.".to_owned();
        self.sketch.link(from, line.minus, to, tail).ok_or_else(itself)
    }

    /// One word of plain mode, and what follows it.
    pub(super) fn said(&mut self, word: &str, rest: &str) -> Reply {
        let Some(act) = called(&WORDS, word) else { return Reply::Ignored };
        if act == Act::New {
            return self.add(rest);
        }
        let (number, words) = rest.split_once(' ').unwrap_or((rest, ""));
        let at = number.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        let Some(at) = at.filter(|at| *at < self.sketch.links.len()) else {
            return Reply::Refused("Name a link by its number, such as “:drop 2”.".to_owned());
        };
        match act {
            Act::Drop => {
                self.sketch.drop_link(at);
                self.link = None;
            }
            Act::Turn => {
                self.sketch.change(at, |link| link.sign = Sign::of(!link.sign.is_minus()));
            }
            Act::Delay => self.sketch.change(at, |link| link.delay = !link.delay),
            _ if !self.spec.sure => {
                return Reply::Refused("Nobody asks here how a link is known.".to_owned());
            }
            _ => match sure(words.trim()) {
                Some(sure) => self.sketch.change(at, |link| link.sure = Some(sure)),
                None => {
                    return Reply::Refused("Write data, experience or hunch behind it.".to_owned());
                }
            },
        }
        Reply::Changed
    }

    fn add(&mut self, name: &str) -> Reply {
        if !self.spec.new_items {
            return Reply::Refused("No variables are added here.".to_owned());
        }
        if name.is_empty() || name.parse::<usize>().is_ok() {
            return Reply::Refused("Name it, such as “:new time to rest”.".to_owned());
        }
        match self.sketch.add(name) {
            Some(_) => Reply::Changed,
            None => Reply::Refused(no_room()),
        }
    }

    /// The variables, the links and the loops, line by line.
    pub(super) fn spoken(&self) -> Vec<String> {
        let sketch = &self.sketch;
        let variable = |at: usize| format!("{}. {}", at + 1, sketch.text(at));
        let mut lines: Vec<String> = (0..sketch.variables.len()).map(variable).collect();
        for (at, link) in sketch.links.iter().enumerate() {
            let sure = link.sure.map(|sure| format!(" ({})", sure.name())).unwrap_or_default();
            lines.push(format!("Link {}: {}{sure}", at + 1, sketch.link_in_words(link)));
        }
        let told = |(name, text): (String, String)| format!("Loop {name} {text}");
        lines.extend(sketch.loops_in_words().into_iter().map(told));
        lines
    }

    /// The link of which it is asked how it is known.
    pub(super) fn asked_about(&self) -> Option<usize> {
        let unsure = |at: &usize| self.sketch.unsure(*at) == Some(*at);
        self.link.filter(|at| self.spec.sure && unsure(at))
    }

    /// The loops that the latest link closes.
    fn closed(&self) -> String {
        let last = self.sketch.links.len().checked_sub(1);
        let loops = self.sketch.loops.iter().zip(self.sketch.loops_in_words());
        let closed = loops.filter(|(one, _)| last.is_some_and(|last| one.links.contains(&last)));
        let told: Vec<String> = closed.map(|(_, (name, text))| format!("{name} {text}")).collect();
        told.join("; ")
    }

    /// What the next line is.
    pub(super) fn label(&self) -> String {
        let closed = match self.closed() {
            closed if closed.is_empty() || self.sketch.stage() != Stage::From => String::new(),
            closed => format!("The latest link closes a loop: {closed}. "),
        };
        if let Some(link) = self.asked_about().and_then(|at| self.sketch.links.get(at)) {
            let words = self.sketch.link_in_words(link);
            return format!(
                "{words}. How do you know: data, experience or hunch; an empty line goes on"
            );
        }
        let so_far = self.so_far();
        let so_far = so_far.trim_end();
        let asked = match self.sketch.stage() {
            Stage::From if self.is_full() => {
                format!("{} An empty line goes on", self.full())
            }
            Stage::From if self.sketch.links.is_empty() => {
                "What moves another? Its number or name; or a whole link, such as “1 + 2” or \
                 “1 - 2 late”"
                    .to_owned()
            }
            Stage::From => "The next link: what moves another? An empty line goes on".to_owned(),
            Stage::Sign => format!("{so_far} …: + for more, or - for less"),
            Stage::To => format!("{so_far} …: of what? Its number or name"),
            Stage::Delay => format!("{so_far}. Does it take long, y or n"),
            Stage::Sure => format!("{so_far}. How do you know: data, experience or hunch"),
        };
        format!("{closed}{asked}")
    }
}

/// How one knows, by a word or its first letter.
fn sure(word: &str) -> Option<Sure> {
    let word = word.to_lowercase();
    let begins = |sure: &Sure| !word.is_empty() && sure.name().starts_with(&word);
    Sure::ALL.into_iter().find(begins)
}
