//! The places of the cells whose statements count.

use std::sync::Arc;

use crate::diagnostic::Place;

/// A file, or a worksheet of one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sheet {
    /// The file's path in the workspace.
    pub file: String,
    /// The worksheet; `None` in a text.
    pub name: Option<String>,
}

/// The place of a cell of a return, without its text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Source {
    /// The file or worksheet.
    pub sheet: Arc<Sheet>,
    /// Line or row, from 1.
    pub line: u32,
    /// Column, from 1: of the character in a text, of the cell in a worksheet.
    pub column: u32,
}

impl Source {
    /// Returns the place as problems name it.
    pub fn place(&self) -> Place {
        Place {
            file: self.sheet.file.clone(),
            sheet: self.sheet.name.clone(),
            part: None,
            line: self.line as usize,
            column: self.column as usize,
            snippet: None,
        }
    }

    /// Makes the source that a place names.
    pub(super) fn of(place: &Place) -> Self {
        let small = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        Self {
            sheet: Arc::new(Sheet { file: place.file.clone(), name: place.sheet.clone() }),
            line: small(place.line),
            column: small(place.column),
        }
    }

    /// Describes the row as seen from another: 第3行, or with its sheet and file if they differ.
    pub(super) fn row_words(&self, from: &Self) -> String {
        let line = format!("第{}行", self.line);
        if self.sheet == from.sheet {
            return line;
        }
        let sheet = self.sheet.name.as_ref();
        let sheet = sheet.map_or_else(String::new, |sheet| format!("工作表“{sheet}”"));
        if self.sheet.file == from.sheet.file {
            return format!("{sheet}{line}");
        }
        format!("{}{sheet}{line}", self.sheet.file)
    }
}
