//! What became of a file that was collected.

use std::collections::BTreeSet;

use super::claim::Claim;
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::period::Month;
use crate::plan::{ItemId, TargetId};
use crate::registry::UnitId;
use crate::returns::Field;

/// What became of a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FileReport {
    /// The file as the user named it.
    pub name: String,
    /// Whose returns it holds, and for which months; in order of appearance.
    pub of: Vec<(UnitId, Month)>,
    /// Rows that were taken.
    pub taken: usize,
    /// Rows that were there already with the same content.
    pub unchanged: usize,
    /// Rows that were refused; each was reported.
    pub refused: usize,
    /// Rows in which nothing was filled in.
    pub blank: usize,
    /// Items of rows among those taken that the form did not have.
    pub added: Vec<ItemId>,
    /// Rows of the form that the file does not have any more.
    pub missing: Vec<TargetId>,
    /// Cells that are written down otherwise than they were typed.
    pub corrections: Vec<Correction>,
    /// Whether nothing of the file was taken because of what it is.
    pub rejected: bool,
    /// Whose the file says that it is, and of which month; `None` where it says neither or several.
    pub claim: Option<Claim>,
    /// What is wrong with it.
    pub problems: Diagnostics,
}

/// A cell that is written down otherwise than it was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// Where it stands.
    pub place: Place,
    /// What it holds.
    pub field: Field,
    /// What was typed, to the letter.
    pub typed: String,
    /// What was written down.
    pub clean: String,
    /// Whether it stands further up and a vertical merge gives it to this row as well.
    pub merged: bool,
}

impl FileReport {
    /// Adds a row that is refused, and why.
    pub(super) fn refuse(&mut self, problem: Diagnostic) {
        self.refused += 1;
        self.problems.push(problem);
    }

    /// The items of the rows that the file does not have any more, each once.
    pub fn missing_items(&self) -> BTreeSet<ItemId> {
        self.missing.iter().map(|target| target.item).collect()
    }
}
