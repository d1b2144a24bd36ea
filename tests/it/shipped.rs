//! The protocols that come with the program are whole.

use std::path::Path;

use fieldbook::protocol;

#[test]
fn every_shipped_protocol_is_without_a_problem() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("protocols");
    let mut read = 0;
    for entry in std::fs::read_dir(folder).expect("the folder of protocols") {
        let path = entry.expect("an entry").path();
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
