//! An answer lent to an editor of the person's own: what comes before, and taking it over after.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::kind::contract::Input;
use crate::shell::desk::Desk;
use crate::shell::editor::{self, Rewritten};

/// Files that an editor's own window may still have open, by the journal and the place in it that
/// each belongs to.
#[derive(Default)]
pub(super) struct Lent(BTreeMap<(Option<PathBuf>, String), PathBuf>);

/// What an editor that was asked for begins with.
pub(super) enum Begun {
    /// This is said, and nothing else is to be done.
    Said(String),
    /// The text goes to this editor, in a file under this folder.
    Lend { command: String, folder: PathBuf },
}

/// Takes over what an editor's window has written since, or names the editor to start.
pub(super) fn begin(desk: &mut Desk) -> Begun {
    let place = place(desk);
    if let Some(path) = desk.lent.0.remove(&place) {
        return Begun::Said(match editor::fetch(&path) {
            Ok(text) => {
                take_over(desk, &text, &path);
                "Taken over from your editor's window.".to_owned()
            }
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
    Begun::Lend { command, folder }
}

/// Takes over what came back, and gives what is to be said of it. `again` is what asks for the
/// editor once more.
pub(super) fn back(desk: &mut Desk, outcome: Result<Rewritten>, again: &str) -> String {
    match outcome {
        Ok(Rewritten::Text(text, path)) => {
            take_over(desk, &text, &path);
            "Taken over from your editor.".to_owned()
        }
        Ok(Rewritten::Same) => "Nothing was changed.".to_owned(),
        Ok(Rewritten::Gone(path)) => {
            let place = place(desk);
            desk.lent.0.insert(place, path);
            format!(
                "Your editor returned at once. If it opened a window, save there and {again} \
                 again to take the text over."
            )
        }
        Err(why) => unchanged(&why),
    }
}

fn place(desk: &Desk) -> (Option<PathBuf>, String) {
    (desk.folder(), desk.stage.spoken().place)
}

/// The file goes once its words are kept here.
fn take_over(desk: &mut Desk, text: &str, path: &Path) {
    desk.stage.on(Input::Rewritten(text));
    desk.save_draft();
    editor::take_back(path);
}

fn unchanged(why: &anyhow::Error) -> String {
    format!("{why:#}. The text here is unchanged.")
}
