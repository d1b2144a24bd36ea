//! Taking back and doing again, thought by thought: a phrase is a thought, and so is a run of
//! rubbing out, a paste, or a rewriting of the whole.

use std::collections::VecDeque;

/// Thoughts that are remembered at most.
const MOST_THOUGHTS: usize = 1_000;

/// Bytes that they may take together.
const MOST_BYTES: usize = 4 * 1024 * 1024;

/// Bytes of one step; rubbing out for long is several steps of one thought.
const STEP: usize = 1024;

/// Letters after which a thought without any mark ends with the next word, and those after which
/// it ends anyway.
const LONG: (usize, usize) = (60, 240);

/// Where the caret stands, and the other end of the selection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stand {
    pub caret: usize,
    pub anchor: Option<usize>,
}

/// What is being done to the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Doing {
    /// This letter is typed.
    Typing(char),
    /// Something before the caret is rubbed out.
    RubbingOut,
    /// Something after the caret is deleted.
    Deleting,
    /// Something that is a thought of its own.
    Else,
}

/// A change that can be turned round: `was` stood where `len` bytes stand now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Step {
    pub at: usize,
    pub len: usize,
    pub was: String,
}

/// Changes that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Thought {
    pub steps: Vec<Step>,
    pub before: Stand,
    pub after: Stand,
}

impl Thought {
    fn bytes(&self) -> usize {
        self.steps.iter().map(|step| step.was.len() + size_of::<Step>()).sum()
    }
}

/// What can be taken back, and what can be done again.
#[derive(Clone, Debug, Default)]
pub(super) struct History {
    past: VecDeque<Thought>,
    future: Vec<Thought>,
    bytes: usize,
    open: Option<Open>,
}

/// The thought that is still going on.
#[derive(Clone, Copy, Debug)]
struct Open {
    doing: Doing,
    letters: usize,
    last: char,
}

impl History {
    /// Ends the thought that is going on.
    pub fn pause(&mut self) {
        self.open = None;
    }

    /// Notes a step, as part of the thought that is going on if it belongs to it.
    pub fn note(&mut self, doing: Doing, step: Step, before: Stand, after: Stand) {
        self.future.clear();
        let same =
            |open: &Open| std::mem::discriminant(&open.doing) == std::mem::discriminant(&doing);
        let goes_on = self.open.filter(same).filter(|_| doing != Doing::Typing('\n'));
        self.bytes += step.was.len();
        if let Some(thought) = self.past.back_mut().filter(|_| goes_on.is_some()) {
            if !join(thought.steps.last_mut(), &step) {
                thought.steps.push(step);
                self.bytes += size_of::<Step>();
            }
            thought.after = after;
        } else {
            self.past.push_back(Thought { steps: vec![step], before, after });
            self.bytes += size_of::<Step>();
        }
        self.open = next(goes_on, doing);
        while self.past.len() > MOST_THOUGHTS || (self.bytes > MOST_BYTES && self.past.len() > 1) {
            let gone = self.past.pop_front();
            self.bytes -= gone.map_or(0, |gone| gone.bytes()).min(self.bytes);
        }
    }

    /// The last thought, to be taken back by `turn`, which gives it turned round.
    pub fn back(&mut self, turn: impl FnOnce(Thought) -> Thought) -> bool {
        self.pause();
        let Some(thought) = self.past.pop_back() else { return false };
        self.bytes -= thought.bytes().min(self.bytes);
        self.future.push(turn(thought));
        true
    }

    /// The last thought that was taken back, to be done again by `turn`.
    pub fn forth(&mut self, turn: impl FnOnce(Thought) -> Thought) -> bool {
        self.pause();
        let Some(thought) = self.future.pop() else { return false };
        let thought = turn(thought);
        self.bytes += thought.bytes();
        self.past.push_back(thought);
        true
    }
}

/// Makes `step` part of the one before it, where they touch.
fn join(last: Option<&mut Step>, step: &Step) -> bool {
    let Some(last) = last else { return false };
    if step.was.is_empty() && step.at == last.at + last.len {
        last.len += step.len;
        return true;
    }
    let gone = step.len == 0 && last.len == 0 && last.was.len() < STEP;
    if gone && step.at + step.was.len() == last.at {
        last.was.insert_str(0, &step.was);
        last.at = step.at;
        return true;
    }
    if gone && step.at == last.at {
        last.was.push_str(&step.was);
        return true;
    }
    false
}

/// What goes on after this; `None` where a thought ends.
fn next(open: Option<Open>, doing: Doing) -> Option<Open> {
    let (letters, last) = open.map_or((0, ' '), |open| (open.letters, open.last));
    match doing {
        Doing::Else => None,
        Doing::RubbingOut | Doing::Deleting => Some(Open { doing, letters, last }),
        Doing::Typing(c) => {
            let phrase =
                c.is_whitespace() && matches!(last, '.' | '!' | '?' | ';' | ':' | ',' | '…');
            let closed = matches!(c, '。' | '！' | '？' | '、' | '，' | '；' | '：' | '\n');
            let long =
                letters >= LONG.0 && (c.is_whitespace() || ('\u{3041}'..='\u{9fff}').contains(&c));
            let ends = phrase || closed || long || letters >= LONG.1;
            (!ends).then_some(Open { doing, letters: letters + 1, last: c })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stand(caret: usize) -> Stand {
        Stand { caret, anchor: None }
    }

    fn thoughts_of(typed: &str) -> usize {
        let mut history = History::default();
        for (at, c) in typed.char_indices() {
            let step = Step { at, len: c.len_utf8(), was: String::new() };
            history.note(Doing::Typing(c), step, stand(at), stand(at + c.len_utf8()));
        }
        history.past.len()
    }

    #[test]
    fn a_phrase_is_a_thought() {
        let table = [
            ("just a few words", 1),
            ("One. Two", 2),
            ("Yes, and no. Why?", 3),
            ("3.14 is one", 1),
            ("one\ntwo", 3),
            ("今日は、雨。だから", 3),
            ("well… yes", 2),
        ];
        for (typed, thoughts) in table {
            assert_eq!(thoughts_of(typed), thoughts, "{typed}");
        }
        assert_eq!(thoughts_of(&"word ".repeat(26)), 2);
        assert_eq!(thoughts_of(&"字".repeat(130)), 3);
        assert_eq!(thoughts_of(&"a".repeat(500)), 3);
    }

    #[test]
    fn a_run_of_rubbing_out_is_one_thought_with_few_steps() {
        let mut history = History::default();
        for at in (0..5_000).rev() {
            let step = Step { at, len: 0, was: "x".to_owned() };
            history.note(Doing::RubbingOut, step, stand(at + 1), stand(at));
        }
        assert_eq!(history.past.len(), 1);
        assert_eq!(history.past[0].steps.len(), 5);
    }

    #[test]
    fn memory_is_bounded() {
        let mut history = History::default();
        for _ in 0..50 {
            let step = Step { at: 0, len: 0, was: "x".repeat(1024 * 1024) };
            history.note(Doing::Else, step, stand(0), stand(0));
        }
        assert!(history.bytes <= MOST_BYTES && history.past.len() == 3, "{}", history.past.len());
        for _ in 0..5_000 {
            let step = Step { at: 0, len: 1, was: String::new() };
            history.note(Doing::Else, step, stand(0), stand(1));
        }
        assert_eq!(history.past.len(), MOST_THOUGHTS);
        let counted: usize = history.past.iter().map(Thought::bytes).sum();
        assert_eq!(history.bytes, counted);
    }
}
