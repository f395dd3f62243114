//! Excel workbooks (.xlsx): what their cells show.
//!
//! Numbers come as the text that a person reads in the cell: 0.12 formatted as percent is `12%`, a
//! date is `2018-04-05`, 131.0 is `131`; text comes to the letter. A formula counts by its stored result.
//! Hidden rows, columns and sheets are read like all others. In a vertical merge every row has the value of
//! its first cell.
//!
//! Nothing is calculated, executed or fetched: macros, links to other files, objects and pictures are not
//! looked at.

mod budget;
mod cells;
#[cfg(test)]
pub(crate) mod handmade;
mod shown;
mod xlsx;

#[cfg(test)]
mod tests;

use calamine::XlsxError;

use super::grid::GridRow;

/// A worksheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Worksheet {
    /// Its name on the tab.
    pub name: String,
    /// Its rows with content.
    pub rows: Vec<GridRow>,
}

/// Why a workbook cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum WorkbookError {
    /// The bytes are no sound workbook.
    #[error("不是完好的 Excel 工作簿")]
    Damaged(#[from] XlsxError),
    /// It holds more than is taken in; the words say of what.
    #[error("{0}")]
    TooLarge(String),
}

/// Whether a file begins as a workbook does (a zip archive).
pub fn is_workbook(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

/// Whether a file begins as old (.xls) and encrypted workbooks do (an OLE container).
pub fn is_old_workbook(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0])
}

/// All worksheets in the order of their tabs.
///
/// # Errors
/// The bytes are no sound workbook, or one that is too large.
pub fn read(bytes: &[u8]) -> Result<Vec<Worksheet>, WorkbookError> {
    xlsx::read(bytes)
}
