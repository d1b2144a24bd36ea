//! What several kinds of step are made of: a text in the making, a stack of cells, options, titles.

pub mod cells;
pub mod choosing;
pub mod listing;
pub mod options;
pub mod titled;
pub mod worded;
pub mod writing;
