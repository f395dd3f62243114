//! Positions in the user's files.

/// A position in one of the user's files, with the offending text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The file as the user knows it: relative to the workspace, `/` as separator.
    pub file: String,
    /// The worksheet, where the file is a workbook.
    pub sheet: Option<String>,
    /// Line, or row of the worksheet, counted from 1; 0 when the place is the file as a whole.
    pub line: usize,
    /// Column, counted from 1: in characters, or that of the cell in a worksheet; 0 when the place is
    /// the whole line.
    pub column: usize,
    /// The line's text with the offending part, where it is known.
    pub snippet: Option<Snippet>,
}

/// A line of a file and the part of it that a problem points at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snippet {
    /// The whole line, without its line end.
    pub line: String,
    /// The offending part: a byte range in `line`, on character boundaries.
    pub range: std::ops::Range<usize>,
}

impl Place {
    /// A file as a whole.
    pub fn file(file: impl Into<String>) -> Self {
        Self {
            file: file.into(),
            sheet: None,
            line: 0,
            column: 0,
            snippet: None,
        }
    }
}
