//! An answer lent to an editor of the person's own: what comes before, and taking it over after.

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::Result;

use crate::screen::Screen;
use crate::shell::desk::Desk;
use crate::shell::editor::{self, Rewritten};

/// A journal, and the place in it that a text belongs to.
type Place = (Option<PathBuf>, String);

/// Texts that editors wrote and no question has taken yet, by the place each belongs to.
#[derive(Default)]
pub(super) struct Lent {
    /// Files that an editor's own window may still have open.
    open: BTreeMap<Place, PathBuf>,
    /// Files whose text was not taken, and what stood here instead.
    refused: BTreeMap<Place, (PathBuf, String)>,
}

/// What an editor that was asked for begins with.
pub(super) enum Begun {
    /// This is said, and nothing else is to be done.
    Said(String),
    /// This text goes to this editor, in a file under this folder.
    Lend { text: String, command: String, folder: PathBuf },
}

/// Takes over what an editor's window has written since, or gives the editor to start. `text` is
/// what stands here; `again` is what asks for the editor once more.
pub(super) fn begin(desk: &mut Desk, text: &str, again: &str) -> Begun {
    let place = place(desk);
    if let Some(path) = desk.lent.open.remove(&place) {
        return Begun::Said(match editor::fetch(&path) {
            Ok(back) => take_over(desk, &back, path, text, again),
            Err(why) => unchanged(&why),
        });
    }
    let (Some(command), Some(folder)) = (editor::command(), desk.folder()) else {
        let words =
            "No editor is named. Start the program as EDITOR=nano fieldbook, or name another.";
        return Begun::Said(words.to_owned());
    };
    // The words are safe before another program gets hold of them.
    desk.save_draft();
    // A text that was not taken is gone on with, unless what stands here was changed since.
    let refused = desk.lent.refused.get(&place).filter(|(_, stood)| stood == text);
    let refused = refused.and_then(|(path, _)| editor::fetch(path).ok());
    Begun::Lend { text: refused.unwrap_or_else(|| text.to_owned()), command, folder }
}

/// Takes over what came back, and gives what is to be said of it. `text` and `again` as they were.
pub(super) fn back(desk: &mut Desk, outcome: Result<Rewritten>, text: &str, again: &str) -> String {
    match outcome {
        Ok(Rewritten::Text(back, path)) => take_over(desk, &back, path, text, again),
        Ok(Rewritten::Same) => "Nothing was changed.".to_owned(),
        Ok(Rewritten::Gone(path)) => {
            let place = place(desk);
            desk.lent.open.insert(place, path);
            format!(
                "Your editor returned at once. If it opened a window, save there and {again} \
                 again to take the text over."
            )
        }
        Err(why) => unchanged(&why),
    }
}

fn place(desk: &Desk) -> Place {
    (desk.folder(), desk.stage.spoken().place)
}

/// Takes the text `back` over, and gives what is to be said of it. Its file goes once the words are
/// kept here; where they are not taken, the editor goes on with it when it is asked for `again`.
fn take_over(desk: &mut Desk, back: &str, path: PathBuf, text: &str, again: &str) -> String {
    let place = place(desk);
    let taken = match &mut desk.stage.screen {
        Screen::Conversation(conversation) => conversation.rewrite(back),
        _ => Err(String::new()),
    };
    if let Err(why) = taken {
        let before = desk.lent.refused.insert(place, (path, text.to_owned()));
        // What was gone on with lives on in the new file; another text stays where it is.
        if let Some((before, _)) = before.filter(|(_, stood)| stood == text) {
            editor::take_back(&before);
        }
        let mut again = again.to_owned();
        again[..1].make_ascii_uppercase();
        return format!("{why} {again} again to shorten it.");
    }
    desk.save_draft();
    editor::take_back(&path);
    if let Some((before, _)) = desk.lent.refused.remove(&place).filter(|(_, stood)| stood == text) {
        editor::take_back(&before);
    }
    "Taken over from your editor.".to_owned()
}

fn unchanged(why: &anyhow::Error) -> String {
    format!("{why:#}. The text here is unchanged.")
}
