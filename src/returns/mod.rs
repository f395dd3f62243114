//! Returns (进展情况报送): everything that units report, from the form to clean rows.

pub mod collect;
pub mod form;
mod read;

pub use read::*;
