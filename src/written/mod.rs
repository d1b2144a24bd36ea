//! What a person wrote in a file: YAML as a tree with places, and reading fields from it so that
//! every slip is noticed and none hides another.

pub mod asked;
pub mod fields;
mod groups;
pub mod mention;
pub mod naming;
mod slip;
pub mod sources;
pub mod tree;
mod value;
pub mod yaml;

pub use crate::base::suggest;
