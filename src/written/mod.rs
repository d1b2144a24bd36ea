//! What a person wrote in a file: YAML as a tree with places, and reading fields from it so that
//! every slip is noticed and none hides another.

pub mod fields;
pub mod mention;
pub mod naming;
mod slip;
pub mod sources;
pub mod tree;
pub mod yaml;

pub use crate::base::suggest;
