//! Returns (进展情况报送): everything that units report, from the form to clean rows.
//!
//! `form` is the contract of the return form, `read` splits files of returns into rows, `tally` brings the rows
//! together into the year's returns, and `collect` writes the rows of forms that come in.

pub mod batch;
pub mod collect;
mod field;
pub mod folder;
pub mod form;
mod read;
mod standards;
mod tally;
mod verified;

#[cfg(test)]
mod tests;

pub use field::Field;
pub use folder::PROGRESS_DIR;
pub use read::{
    Key, Opened, PresumedHead, Reader, ZERO_REPORT, ZeroReport, known_titles, means_column,
    means_label,
};
pub use standards::Standards;
pub use tally::{Defect, DefectKind, Known, Progress, Reports, Return, Sheet, Source, Tally};
pub use verified::{Reported, VERIFIED_FILE, Verification, Verified, table as verified_table};
