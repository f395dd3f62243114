//! The cell that a figure comes from.

use schemars::JsonSchema;
use serde::Serialize;

use crate::diagnostic::Place;

/// A cell of one of the office's files.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
pub struct Source {
    /// The file, relative to the workspace.
    pub file: String,
    /// The worksheet; `None` for a text file.
    pub sheet: Option<String>,
    /// The line, or the row of the worksheet, from 1.
    pub line: usize,
    /// The column, from 1: of the character in a text, until `duban export` counts the cells of the line; of the
    /// cell in a worksheet.
    pub column: usize,
}

impl From<&Place> for Source {
    fn from(place: &Place) -> Self {
        Self {
            file: place.file.clone(),
            sheet: place.sheet.clone(),
            line: place.line,
            column: place.column,
        }
    }
}
