//! Puts every file under `protocols/` into the program, so that a new one needs no list. What comes
//! out is an array of paths below `protocols/` and texts, read by `src/shell/catalog/shipped.rs`.
#![expect(clippy::disallowed_methods, reason = "a build looks at the files it builds from")]
#![allow(clippy::disallowed_macros, reason = "this is how a build script speaks to cargo")]

use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=protocols");
    let of = |name| env::var_os(name).map(PathBuf::from).unwrap_or_default();
    let folder = of("CARGO_MANIFEST_DIR").join("protocols");
    let mut files = Vec::new();
    collect(&folder, &mut files)?;
    files.sort();
    let mut list = String::from("[\n");
    for path in &files {
        let name = path.strip_prefix(&folder).unwrap_or(path).to_string_lossy().replace('\\', "/");
        list.push_str(&format!("({name:?}, include_str!({:?})),\n", path.to_string_lossy()));
    }
    list.push_str("]\n");
    fs::write(of("OUT_DIR").join("shipped.rs"), list)
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|end| end == "yaml") {
            files.push(path);
        }
    }
    Ok(())
}
