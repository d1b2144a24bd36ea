//! What people do with the editor, and what no sequence of doings may break.

mod changing;
mod fuzz;
mod long;
mod moving;
mod seeing;

use crate::key;
use crate::prose::{Form, Prose};

/// A text with the caret where the bar is.
fn at(marked: &str) -> Prose {
    let text = marked.replacen('|', "", 1);
    let mut prose = Prose::with(Form::Long, &text);
    let caret = marked.find('|').unwrap_or(text.len());
    prose.fit(40, 10);
    prose.restore(crate::prose::Position { caret, anchor: None, top: 0 });
    assert_eq!(prose.position().caret, caret, "{marked:?}");
    prose
}

/// The text with a bar where the caret is, and brackets round the selection.
fn marked(prose: &Prose) -> String {
    let mut text = prose.text();
    let at = prose.position();
    match prose.selection() {
        Some(range) => {
            text.insert(range.end, ']');
            text.insert(range.start, '[');
        }
        None => text.insert(at.caret, '|'),
    }
    text
}

/// Presses the keys of a script.
fn press(prose: &mut Prose, script: &str) {
    for key in key::parse(script).expect("scripts of tests are well formed") {
        prose.on(key);
    }
}

/// Starting from a marked text, what the keys make of it.
fn after(start: &str, script: &str) -> String {
    let mut prose = at(start);
    press(&mut prose, script);
    marked(&prose)
}

/// The visible rows as words.
fn shown(prose: &Prose) -> Vec<String> {
    prose.rows().iter().map(|row| row.text.trim_end().to_owned()).collect()
}
