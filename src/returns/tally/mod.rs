//! Rows of returns → the year's returns.
//!
//! `load` reads the files and `fold` brings their rows together: `row_count` counts them, `corrections` settles
//! which row counts, and `doubts` checks the result, which is a `progress`.
//!
//! Nothing is judged here; [`crate::assess`] does that.

mod corrections;
mod doubts;
mod fold;
mod load;
mod progress;
mod row_count;

pub(super) use fold::{Fold, duplicates};
pub(super) use load::each_file;
pub use progress::{Progress, Return};
pub use row_count::Tally;
