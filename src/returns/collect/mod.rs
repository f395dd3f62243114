//! Filled return forms and tables of returns → rows of clean CSVs in `seeds/progress/`.
//!
//! A [`Collector`] has the existing rows ([`ExistingReturns`]). It reads files ([`Collector::read`]), several at once, and
//! makes a [`FileReport`] of each, one after the other ([`Collector::collect`]); [`Collector::finish`] returns the files to be written. `identity` refuses
//! files of another unit, period or year, `form_key` those whose keys are not sound, and `file_name` doubts those whose names are of another unit. `rows` goes through the
//! rows and makes them `clean`; `known_rows` compares them with the existing ones; `files` makes the CSVs.
//!
//! Rows are recognized and read by `returns::read`. Nothing is written here.

mod claim;
mod clean;
mod collector;
mod existing;
mod file_name;
mod files;
mod form_key;
mod identity;
mod known_rows;
mod refusals;
mod report;
mod rows;
mod wanted;

#[cfg(test)]
mod tests;

pub use claim::Claim;
pub use collector::{Collector, ReadFile};
pub use existing::ExistingReturns;
pub use report::{Correction, FileReport};
pub use wanted::{Options, WantedForms};
