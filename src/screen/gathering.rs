//! Who is here, in the order of their seats, and how much time there is: asked before a
//! conversation begins, where its protocol has room for more than one person or for choosing.

use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::base::plural::counted;
use crate::key::Hint;
use crate::kind::contract::{Editor as _, Input, Kind as _, Opening, Reply, View as _};
use crate::kind::part::options::{Choice, Chosen, Options, Source};
use crate::kind::{list, pick};
use crate::protocol::{Form, Protocol};
use crate::screen::{Door, Effect, Spoken, Surface, frame};
use crate::widget::theme::Theme;
use crate::widget::{ink, wrap};

/// Who is here, and for how long.
#[derive(Debug)]
pub struct Gathering {
    protocol: Arc<Protocol>,
    names: Vec<String>,
    asking: Asking,
    notice: Option<String>,
    unsaid: bool,
    size: (u16, u16),
}

/// What is asked just now.
#[derive(Debug)]
enum Asking {
    Names(list::Editor),
    Minutes(Box<pick::Editor>),
}

/// The minutes one can agree on, beside as long as it takes.
const MINUTES: [u32; 6] = [15, 30, 45, 60, 90, 120];

impl Gathering {
    /// Whether there is anything to ask before this protocol begins.
    pub fn is_needed(protocol: &Protocol) -> bool {
        protocol.people.to > 1 || Self::asks_for_time(protocol)
    }

    /// Before a conversation with this protocol.
    pub fn new(protocol: Arc<Protocol>) -> Self {
        let asking = if protocol.people.to > 1 {
            let spec =
                list::Spec { start_from: None, at_least: 0, at_most: protocol.people.to as usize };
            Asking::Names(spec.open(&fresh()))
        } else {
            Asking::minutes(&protocol, 1)
        };
        let (names, notice) = (Vec::new(), None);
        Self { protocol, names, asking, notice, unsaid: false, size: (80, 24) }
    }

    /// Time is only asked for where something can be left out for want of it.
    fn asks_for_time(protocol: &Protocol) -> bool {
        protocol.steps().iter().any(|step| step.optional)
    }

    fn question(&self) -> (String, &'static str) {
        match self.asking {
            Asking::Names(_) => {
                let people = &self.protocol.people;
                let say = match people.from {
                    1 => format!(
                        "There is room for {}. Alone, leave it empty and go on.",
                        counted(people.to as usize, "person", "people")
                    ),
                    _ => format!("This is for {}.", people.says()),
                };
                (say, "Who is here? One name a line, in the order of your seats.")
            }
            Asking::Minutes(_) => {
                let form = Form::of(self.names.len());
                let meant = self.protocol.minutes.of(form);
                let say = meant.map(|minutes| format!("It is meant to take {minutes} minutes."));
                (say.unwrap_or_default(), "How much time do you have?")
            }
        }
    }

    fn say(&mut self, words: impl Into<String>) -> Vec<Effect> {
        self.notice = Some(words.into());
        self.unsaid = true;
        Vec::new()
    }

    /// What is asked now has been answered.
    fn go_on(&mut self) -> Vec<Effect> {
        match &self.asking {
            Asking::Names(editor) => {
                let answer = editor.answer().ok().flatten();
                let items = answer.map(|answer| answer.items).unwrap_or_default();
                let names = items.into_iter().map(|item| item.text.trim().to_owned());
                let names: Vec<String> = names.filter(|name| !name.is_empty()).collect();
                if let Some(words) = self.objection(&names) {
                    return self.say(words);
                }
                // One name is that of someone alone; it is not needed to tell them apart.
                self.names = if names.len() == 1 { Vec::new() } else { names };
                if Self::asks_for_time(&self.protocol) {
                    self.asking = Asking::minutes(&self.protocol, self.names.len());
                    self.notice = None;
                    self.fit();
                    return Vec::new();
                }
                self.begin(None)
            }
            Asking::Minutes(editor) => {
                let chosen = editor.answer().ok().flatten().map(|answer| answer.chosen.id);
                let minutes = chosen.and_then(|id| id.parse().ok());
                self.begin(minutes)
            }
        }
    }

    fn begin(&self, minutes: Option<u32>) -> Vec<Effect> {
        let (id, people) = (self.protocol.id.to_string(), self.names.clone());
        vec![Effect::Open(Door::Begin { id, people, minutes })]
    }

    /// Why it cannot begin with these people, if it cannot.
    fn objection(&self, names: &[String]) -> Option<String> {
        let people = &self.protocol.people;
        let count = names.len().max(1);
        let (from, to) = (people.from as usize, people.to as usize);
        if count < from {
            return Some(format!("This needs {} or more.", counted(from, "person", "people")));
        }
        if count > to {
            return Some(format!("There is room for {}.", counted(to, "person", "people")));
        }
        let twice = |(at, name): (usize, &String)| {
            let before = names[..at].iter();
            let mut same = before.filter(|other| other.to_lowercase() == name.to_lowercase());
            same.next().map(|_| name.clone())
        };
        let name = names.iter().enumerate().find_map(twice)?;
        Some(format!("Two of you are called {name}. Add a letter, so that words stay apart."))
    }

    fn back(&mut self) -> Vec<Effect> {
        match self.asking {
            Asking::Minutes(_) if self.protocol.people.to > 1 => {
                *self = Self { size: self.size, ..Self::new(Arc::clone(&self.protocol)) };
                self.fit();
                Vec::new()
            }
            _ => vec![Effect::Open(Door::Threshold(self.protocol.id.to_string()))],
        }
    }

    fn area(&self) -> Rect {
        Rect::new(0, 0, self.size.0, self.size.1)
    }

    /// The room for the editor, below the words.
    fn field(&self, area: Rect) -> (Rect, Rect) {
        let body = frame::parts(area).body;
        let width = usize::from(body.width);
        let (say, ask) = self.question();
        let rows = wrap::count(&say, width) + wrap::count(ask, width);
        let gap = u16::from(body.height >= 9);
        (body, ink::below(body, rows + 2 * gap))
    }

    fn fit(&mut self) {
        let (_, field) = self.field(self.area());
        let input = Input::Fit { width: field.width, height: field.height };
        self.asking.on(input);
    }
}

/// An opening with nothing before it.
fn fresh<'a, A>() -> Opening<'a, A> {
    Opening { scope: &(), earlier: None, used: &[], draft: None, time: None }
}

impl Asking {
    fn minutes(protocol: &Protocol, people: usize) -> Self {
        let meant = protocol.minutes.of(Form::of(people)).unwrap_or(0);
        let choice =
            |id: String, text: String, means: String| Choice { is: Chosen { id, text }, means };
        let long = choice("long".to_owned(), "As long as it takes".to_owned(), String::new());
        let shorter = MINUTES.iter().filter(|minutes| meant == 0 || **minutes < meant + 15);
        let shorter = shorter.map(|minutes| {
            let means = if *minutes < meant { "offers may be left out" } else { "" };
            choice(minutes.to_string(), format!("{minutes} minutes"), means.to_owned())
        });
        let source = Source::Written(std::iter::once(long).chain(shorter).collect());
        let spec = pick::Spec { options: Options { source, other: false } };
        Self::Minutes(Box::new(spec.open(&fresh())))
    }

    fn on(&mut self, input: Input<'_>) -> Reply {
        match self {
            Self::Names(editor) => editor.on(input),
            Self::Minutes(editor) => editor.on(input),
        }
    }
}

impl Surface for Gathering {
    fn on(&mut self, input: Input<'_>) -> Vec<Effect> {
        if let Input::Fit { width, height } = input {
            self.size = (width, height);
            self.fit();
            return Vec::new();
        }
        if let Input::Key(key) = input {
            use crate::key::{Code, Key};
            if key == Key::ctrl('n') {
                return self.go_on();
            }
            if key == Key::ctrl('p') || key.code == Code::Escape {
                return self.back();
            }
        }
        match self.asking.on(input) {
            Reply::Done => return self.go_on(),
            Reply::Refused(why) => return self.say(why),
            Reply::Changed => self.notice = None,
            Reply::Moved | Reply::Ignored => {}
        }
        self.fit();
        Vec::new()
    }

    fn word(&mut self, word: &str, rest: &str) -> Option<Vec<Effect>> {
        match word {
            "next" => return Some(self.go_on()),
            "back" => return Some(self.back()),
            _ => {}
        }
        let reply = match &mut self.asking {
            Asking::Names(editor) => editor.word(word, rest),
            Asking::Minutes(editor) => editor.word(word, rest),
        };
        match reply {
            Reply::Ignored => None,
            Reply::Refused(why) => Some(self.say(why)),
            Reply::Done => Some(self.go_on()),
            Reply::Moved | Reply::Changed => {
                let lines = self.there();
                Some(self.say(lines.join("\n")))
            }
        }
    }

    fn draw(&self, area: Rect, buf: &mut Buffer, theme: &Theme) -> Option<(u16, u16)> {
        let parts = frame::parts(area);
        frame::head(parts.head, buf, theme, &self.protocol.title, "");
        let (body, field) = self.field(area);
        let (say, ask) = self.question();
        let rows = wrap::count(&say, usize::from(body.width));
        ink::paragraph(buf, body, &say, theme.text);
        let gap = u16::from(body.height >= 9);
        ink::paragraph(buf, ink::below(body, rows + gap), ask, theme.question);
        let caret = match &self.asking {
            Asking::Names(editor) => editor.draw(field, buf, theme),
            Asking::Minutes(editor) => editor.draw(field, buf, theme),
        };
        if let Some(words) = &self.notice {
            frame::notice(parts.notice, buf, theme, words);
        }
        frame::foot(parts.foot, buf, theme, &self.hints());
        caret
    }

    fn hints(&self) -> Vec<Hint> {
        let own = match &self.asking {
            Asking::Names(editor) => editor.hints(),
            Asking::Minutes(editor) => editor.hints(),
        };
        [own, keys_of_gathering()].concat()
    }

    fn spoken(&self) -> Spoken {
        let (say, ask) = self.question();
        let words = [say, format!("Question: {ask}")].into_iter().filter(|line| !line.is_empty());
        let lines = words.chain(self.there()).collect();
        let label = match &self.asking {
            Asking::Names(editor) => editor.line_label(),
            Asking::Minutes(editor) => editor.line_label(),
        };
        Spoken { lines, label, place: format!("the gathering: {ask}") }
    }

    fn notice(&mut self) -> Option<String> {
        std::mem::take(&mut self.unsaid).then(|| self.notice.clone()).flatten()
    }

    fn types(&self) -> bool {
        matches!(self.asking, Asking::Names(_))
    }
}

impl Gathering {
    fn there(&self) -> Vec<String> {
        match &self.asking {
            Asking::Names(editor) => editor.lines(),
            Asking::Minutes(editor) => editor.lines(),
        }
    }
}

/// The keys of this place, beside those of its editors.
pub(super) fn keys_of_gathering() -> Vec<Hint> {
    use crate::key::{Code, Key};
    vec![
        Hint { keys: vec![Key::ctrl('n')], word: "next", says: "go on", foot: false },
        Hint {
            keys: vec![Key::ctrl('p'), Key::plain(Code::Escape)],
            word: "back",
            says: "back",
            foot: true,
        },
    ]
}
