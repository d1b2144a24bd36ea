//! What the fuzz targets do with their bytes: the same as the property tests of the program.

#[path = "../../tests/it/readers.rs"]
pub mod readers;
