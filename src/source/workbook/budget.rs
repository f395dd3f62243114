//! How much of a workbook is taken in before it is refused.
//!
//! A file may hold little and mean a lot: one long text that a million cells refer to, a merge over a
//! million rows. What is counted here is what the cells of a workbook take once they are read.

use super::WorkbookError;

/// So many cells with content may a workbook have: 100,000 rows of a return have 1.4 million.
pub(super) const CELLS: usize = 2_000_000;

/// So many bytes may the texts of its cells take.
const TEXT: usize = 192 << 20;

/// The rows of a worksheet, as many as Excel has.
pub(super) const ROWS: u32 = 1_048_576;

/// So many merges may a worksheet have.
pub(super) const MERGES: usize = 200_000;

/// What is left to take in.
#[derive(Debug)]
pub(super) struct Budget {
    cells: usize,
    text: usize,
}

impl Budget {
    pub(super) fn new() -> Self {
        Self {
            cells: CELLS,
            text: TEXT,
        }
    }

    /// Counts a cell of the row `row` (from 0) whose text takes `text` bytes.
    ///
    /// # Errors
    /// It is one too many.
    pub(super) fn take(&mut self, row: u32, text: usize) -> Result<(), WorkbookError> {
        if row >= ROWS {
            return Err(WorkbookError::TooLarge(format!("超过{ROWS}行")));
        }
        let left = (self.cells.checked_sub(1), self.text.checked_sub(text));
        let (Some(cells), Some(text)) = left else {
            let message = match left.0 {
                None => format!("内容超过{}万个单元格", CELLS / 10_000),
                Some(_) => format!("文字超过{}MB", TEXT >> 20),
            };
            return Err(WorkbookError::TooLarge(message));
        };
        *self = Self { cells, text };
        Ok(())
    }
}
