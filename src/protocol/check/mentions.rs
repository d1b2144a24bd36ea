//! Every mention leads to something that was asked before, has the part that is asked of it, and can
//! be seen from where it is mentioned.

use crate::base::problem::{MOST, Problem};
use crate::base::span::{Span, Spanned};
use crate::expr::ALWAYS;
use crate::kind::contract::Shape;
use crate::protocol::check::{Is, Known, Name, OF_LISTS, secrets};
use crate::protocol::compare;
use crate::written::mention::{Mention, Wants};
use crate::written::suggest::{nearest, short};

/// Most names that one step may mention; a text has room for many, and a person for few.
const MOST_MENTIONS: usize = 1_000;

/// What is wrong with a name that is always there, if it is wanted for what it is not.
fn misused(word: &str, wants: Wants, span: Span) -> Option<Problem> {
    match wants {
        Wants::Person if word != "me" => Some(not_a_person(word, span)),
        Wants::Items if word != "people" => Some(not_a_list(word, span)),
        _ => None,
    }
}

fn not_a_person(word: &str, span: Span) -> Problem {
    let message = format!("`{word}` does not stand for a person");
    let hint = "write all, each, or the name of a pick with options_from: people";
    Problem::new("not-a-person", span, message).hint(hint)
}

fn not_a_list(word: &str, span: Span) -> Problem {
    Problem::new("not-a-list", span, format!("`{word}` is not a list"))
        .hint("name a step of kind list, multi or table")
}

impl Known<'_> {
    /// Looks up what the part called `own` mentions.
    pub(super) fn look_up(&mut self, mentions: &[Mention], own: Option<&Spanned<String>>) {
        if let Some(extra) = mentions.get(MOST_MENTIONS) {
            let message = format!("this step mentions others more than {MOST_MENTIONS} times");
            let problem = Problem::new("too-large", extra.name.span, message);
            self.problems.push(problem.hint("people read one screen at a time; leave some out"));
            return;
        }
        for mention in mentions {
            if self.problems.len() >= MOST {
                return;
            }
            let Spanned { value: word, span } = &mention.name;
            if ALWAYS.contains(&word.as_str()) {
                self.problems.extend(misused(word, mention.wants, *span));
                continue;
            }
            let Some(name) = self.all.get(word) else {
                let message = format!("no step is called `{}`", short(word));
                let problem = Problem::new("no-such-step", *span, message);
                let capital = word.starts_with(char::is_uppercase);
                let hint = if capital && nearest(word, &self.known_before()).is_none() {
                    format!("if these are words to compare with, write \"{}\"", short(word))
                } else {
                    self.instead_of(word, mention.wants)
                };
                self.problems.push(problem.hint(hint));
                continue;
            };
            let earlier = self.before.contains(word);
            if mention.wants != Wants::AnyStep && !earlier {
                let (message, hint) = if matches!(name.is, Is::Loop(_)) {
                    (
                        format!("`{word}` only has a meaning inside its own loop"),
                        "name the list itself, or move this into the loop",
                    )
                } else if own.is_some_and(|own| own.value == *word) {
                    (
                        format!("`{word}` is this step itself, and not answered yet"),
                        "name a step that was asked before it",
                    )
                } else {
                    (
                        format!("`{word}` has not been asked at this point"),
                        "move this step below the one it speaks of",
                    )
                };
                self.problems.push(Problem::new("not-yet", *span, message).hint(hint));
            } else if mention.wants == Wants::Person && !name.is_person {
                self.problems.push(not_a_person(word, *span));
            } else if mention.wants == Wants::Items && !name.has_items {
                self.problems.push(not_a_list(word, *span));
            } else {
                let secret = || match mention.wants {
                    Wants::AnyStep => secrets::recalled(word, name, self.asker, *span),
                    Wants::Hidden => secrets::revealed(word, name, *span),
                    Wants::Answer | Wants::Items | Wants::Person => {
                        secrets::quoted(word, name, self.revealed.contains(word), self.asker, *span)
                    }
                };
                let found = self.missing_part(name, mention).or_else(|| self.never(name, mention));
                let found = found.or_else(secret);
                self.problems.extend(found);
            }
        }
    }

    /// Whether one stands in all the loops that a step is asked in, so that its name is one answer.
    fn is_inside(&self, name: &Name) -> bool {
        self.inside.starts_with(&name.loops)
    }

    /// A comparison that can never hold.
    fn never(&self, name: &Name, mention: &Mention) -> Option<Problem> {
        let (how, with) = mention.compared.as_ref().filter(|_| mention.parts.is_empty())?;
        let list = Shape::Several(None);
        let word = &mention.name.value;
        if self.is_inside(name) {
            return compare::problem(word, name.shape.as_ref()?, (*how, with));
        }
        let hint = format!(
            "outside its loop it is all that was said, time after time: compare {word}.count, or \
             move this step into the loop"
        );
        compare::problem(word, &list, (*how, with)).map(|problem| problem.hint(hint))
    }

    /// The first part asked of a name that it cannot have.
    fn missing_part(&self, name: &Name, mention: &Mention) -> Option<Problem> {
        let through = match &name.is {
            Is::Loop(Some(list)) => self.all.get(list),
            Is::Loop(None) | Is::Step => None,
        };
        let mut parts = through.unwrap_or(name).parts.clone()?;
        if through.is_some() {
            parts.retain(|part| !OF_LISTS.contains(&part.as_str()));
        } else if !self.is_inside(name) {
            // Quoted from outside its loop, it is a list of what was said each time.
            parts.extend(OF_LISTS.map(str::to_owned));
        } else if name.several {
            // Of several people, it is a list of what each of them said.
            parts.extend(OF_LISTS.map(str::to_owned));
        }
        if name.in_laps {
            parts.push("laps".to_owned());
        }
        let part = mention.parts.iter().find(|part| !parts.contains(&part.value))?;
        let known: Vec<&str> = parts.iter().map(String::as_str).collect();
        let message =
            format!("`{}` has no part called `{}`", mention.name.value, short(&part.value));
        let hint = match (nearest(&part.value, &known), known.as_slice()) {
            (Some(near), _) => format!("did you mean `{near}`?"),
            (None, []) => "quote it as it is, without the full stop".to_owned(),
            (None, known) => format!("it has: {}", known.join(", ")),
        };
        Some(Problem::new("no-such-part", part.span, message).hint(hint))
    }

    fn known_before(&self) -> Vec<&str> {
        self.before.iter().map(String::as_str).collect()
    }

    /// What could be named in place of `word`.
    fn instead_of(&self, word: &str, wants: Wants) -> String {
        let (where_from, before): (&str, Vec<&str>) = if wants == Wants::AnyStep {
            ("steps of this protocol", self.all.keys().map(String::as_str).collect())
        } else {
            ("steps before this one", self.before.iter().map(String::as_str).collect())
        };
        match nearest(word, &before) {
            Some(name) => format!("did you mean `{name}`?"),
            None if before.is_empty() => {
                "only steps asked before can be named, and this is the first".to_owned()
            }
            None => {
                let mut names: Vec<String> =
                    before.iter().map(|name| format!("`{name}`")).collect();
                names.sort();
                format!("{where_from}: {}", names.join(", "))
            }
        }
    }
}
