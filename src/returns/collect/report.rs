//! The report of a file that was collected.

use std::collections::BTreeSet;

use super::claim::Claim;
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::period::Month;
use crate::plan::{ItemId, TargetId};
use crate::registry::UnitId;
use crate::returns::Field;

/// The result of collecting a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FileReport {
    /// The file's name as the user gave it.
    pub name: String,
    /// The units and months of the file's returns, in order of appearance.
    pub of: Vec<(UnitId, Month)>,
    /// Number of rows that were taken.
    pub taken: usize,
    /// Number of rows that existed already with the same content.
    pub unchanged: usize,
    /// Number of rows that were refused, each of them reported.
    pub refused: usize,
    /// Number of rows in which nothing was filled in.
    pub blank: usize,
    /// The units and months of zero reports.
    pub zero_reports: Vec<(UnitId, Month)>,
    /// Items of taken rows that the form did not have.
    pub added: Vec<ItemId>,
    /// Rows of the form that the file no longer has.
    pub missing: Vec<TargetId>,
    /// Cells whose text was changed when it was written down.
    pub corrections: Vec<Correction>,
    /// True if nothing of the file was taken because of its unit, period, year or key.
    pub rejected: bool,
    /// The unit and month that the file states; `None` if it states none or several.
    pub claim: Option<Claim>,
    /// The file's problems.
    pub problems: Diagnostics,
}

/// A cell whose text was changed when it was written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// The cell's place.
    pub place: Place,
    /// The cell's field.
    pub field: Field,
    /// The typed text, unchanged.
    pub typed: String,
    /// The text written down.
    pub clean: String,
    /// True if the text is from a row further up, and a vertical merge gives it to this row as well.
    pub merged: bool,
}

impl FileReport {
    /// Adds a row that is refused, with its reason.
    pub(super) fn refuse(&mut self, problem: Diagnostic) {
        self.refused += 1;
        self.problems.push(problem);
    }

    /// Returns the items of the rows that the file no longer has, each once.
    pub fn missing_items(&self) -> BTreeSet<ItemId> {
        self.missing.iter().map(|target| target.item).collect()
    }
}
