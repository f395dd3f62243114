//! The amount of a workbook that is taken in before it is refused.
//!
//! A small file may mean a lot: one long text that a million cells refer to, a merge over a million rows.
//! The budget counts the memory that the cells of a workbook take once they are read.

use super::WorkbookError;
use crate::input::limits::{MOST_CELLS, MOST_ROWS};

/// The maximum number of cells without content, which are left out but take time.
const EMPTY: usize = 5_000_000;

/// The maximum size of the texts of its cells, in bytes.
const TEXT: usize = 192 << 20;

/// The rows of a worksheet, as many as Excel has.
pub(super) const ROWS: u32 = 1_048_576;

/// The maximum number of merges in a worksheet.
pub(super) const MERGES: usize = 200_000;

/// The amount that may still be taken in.
#[derive(Debug)]
pub(super) struct Budget {
    rows: usize,
    cells: usize,
    empty: usize,
    text: usize,
}

impl Budget {
    pub(super) fn new() -> Self {
        Self { rows: MOST_ROWS, cells: MOST_CELLS, empty: EMPTY, text: TEXT }
    }

    /// Counts a cell of the row `row` (from 0) whose text takes `text` bytes.
    ///
    /// # Errors
    /// It is one too many.
    pub(super) fn take(&mut self, row: u32, text: usize) -> Result<(), WorkbookError> {
        if row >= ROWS {
            return Err(WorkbookError::TooLarge(format!("中的工作表超过{ROWS}行")));
        }
        let left = (self.cells.checked_sub(1), self.text.checked_sub(text));
        let (Some(cells), Some(text)) = left else {
            let message = match left.0 {
                None => format!("中有内容的单元格超过{}万个", MOST_CELLS / 10_000),
                Some(_) => format!("中的文字超过{}MB", TEXT >> 20),
            };
            return Err(WorkbookError::TooLarge(message));
        };
        *self = Self { cells, text, ..*self };
        Ok(())
    }

    /// Counts a row with content.
    ///
    /// # Errors
    /// It is one too many.
    pub(super) fn begin_row(&mut self) -> Result<(), WorkbookError> {
        let left = self.rows.checked_sub(1);
        self.rows = left.ok_or_else(|| {
            WorkbookError::TooLarge(format!("中有内容的行超过{}万行", MOST_ROWS / 10_000))
        })?;
        Ok(())
    }

    /// Counts a cell without content.
    ///
    /// # Errors
    /// It is one too many.
    pub(super) fn visit(&mut self) -> Result<(), WorkbookError> {
        let left = self.empty.checked_sub(1);
        self.empty = left.ok_or_else(|| {
            WorkbookError::TooLarge(format!("中的空单元格超过{}万个", EMPTY / 10_000))
        })?;
        Ok(())
    }
}

/// A worksheet has more merges than are taken in.
pub(super) fn too_many_merges() -> WorkbookError {
    WorkbookError::TooLarge(format!("中的合并单元格超过{}万处", MERGES / 10_000))
}
