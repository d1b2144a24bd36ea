//! The protocols that come with the program are whole.

use std::path::{Path, PathBuf};

use fieldbook::protocol;

#[test]
fn every_shipped_protocol_is_without_a_problem() {
    let mut read = 0;
    for path in files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("protocols")) {
        let source = std::fs::read_to_string(&path).expect("a text");
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if let Err(problems) = protocol::read(&source) {
            let shown: Vec<String> = problems.iter().map(|p| p.render(&name, &source)).collect();
            panic!("{}", shown.join("\n"));
        }
        read += 1;
    }
    assert!(read >= 3, "only {read} protocols were found");
}

/// All files of a folder and of the folders in it.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("a folder of protocols");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    paths.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}
