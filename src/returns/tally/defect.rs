//! Statements of a return that cannot be used before somebody has settled what they mean.

use super::source::Source;
use crate::diagnostic::Code;
use crate::returns::Field;

/// A statement of a return that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Defect {
    /// The field that it concerns.
    pub field: Field,
    /// The reason.
    pub kind: DefectKind,
    /// The code of the problem that was reported for it.
    pub code: Code,
    /// The place of the cell.
    pub source: Source,
}

/// The reason for which a statement cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DefectKind {
    /// The cell cannot be read. It holds this text.
    Unreadable(String),
    /// Rows of one day contradict each other. They state these values.
    Contradiction(Vec<String>),
    /// The statement can be read, but the office has not settled whether it is meant so: the doubt in words.
    Doubt(String),
}

impl DefectKind {
    /// Returns whether something else that the unit stated may take the statement's place: the cell is as good as
    /// left out. A contradiction or a doubt calls the whole return into question.
    pub fn leaves_the_rest(&self) -> bool {
        matches!(self, Self::Unreadable(_))
    }
}
