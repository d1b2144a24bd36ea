//! Questions and titles that are too long for a narrow screen, where people read them.

use crate::base::problem::Problem;
use crate::base::span::Spanned;
use crate::protocol::remarks::written::{Written, words};
use crate::widget::wrap;

/// Columns of the narrowest screen that everything is made for.
const NARROW: usize = 40;
/// Most rows of a question there: below it, there must be room to answer.
const ROWS: u16 = 6;

pub(super) fn remarks(written: &Written<'_>) -> Vec<Problem> {
    let asks = written.steps.iter().filter_map(|step| question(&step.words("ask")?));
    let titles = written.steps.iter().filter_map(|step| step.words("title"));
    let titles = written.head("title").and_then(words).into_iter().chain(titles);
    asks.chain(titles.filter_map(|words| title(&words))).collect()
}

fn question(ask: &Spanned<&str>) -> Option<Problem> {
    let rows = wrap::count(ask.value, NARROW);
    (rows > ROWS).then(|| {
        let message = format!("this question fills {rows} rows of a screen of {NARROW} columns");
        let hint = format!(
            "keep it to {ROWS} rows, about 200 letters; what leads up to it can stand after say:"
        );
        Problem::remark("too-wide", ask.span, message).hint(hint)
    })
}

fn title(title: &Spanned<&str>) -> Option<Problem> {
    (wrap::count(title.value, NARROW) > 1).then(|| {
        let message = format!("this title is wider than a screen of {NARROW} columns");
        Problem::remark("too-wide", title.span, message).hint("one to five words are enough")
    })
}
