//! Errors of a table.

use std::fmt;

/// An error that makes a table unusable, with its place. Rows and columns count from 1. Each column below a
/// common title is counted; the title itself is not.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum TableError {
    /// The text is not JSON.
    #[error("表格数据不合要求：{0}")]
    Json(String),
    /// The table has no columns.
    #[error("表格没有列")]
    NoColumns,
    /// A width is not positive.
    #[error("第{column}列的宽度应为正数")]
    Width {
        /// The column's number.
        column: usize,
    },
    /// A row and the header differ in length.
    #[error("第{row}行有{found}格，表头有{expected}列")]
    RowLength {
        /// The row's number.
        row: usize,
        /// Number of cells in the row.
        found: usize,
        /// Number of columns of the table.
        expected: usize,
    },
    /// A part of the table has a fault.
    #[error("{place}：{fault}")]
    Part {
        /// The part.
        place: TablePlace,
        /// The fault.
        fault: TableFault,
    },
}

/// A part of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TablePlace {
    /// The table as a whole.
    Table,
    /// A column.
    Column(usize),
    /// A row.
    Row(usize),
    /// A cell, by row and column.
    Cell(usize, usize),
}

/// A fault of a part of a table.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum TableFault {
    /// An unknown key, or a value that its key does not accept, in words.
    #[error("{0}")]
    Entry(String),
    /// A common title has nothing below it, or too many levels.
    #[error("columns 应有1至8层，每层至少一列")]
    Nesting,
    /// A merged cell is wider than the table.
    #[error("colspan 超出表格右边")]
    BeyondRight,
    /// A merged cell is higher than the table, or crosses a group line.
    #[error("rowspan 超出表格末行或跨过小标题行")]
    BeyondBottom,
    /// A place belongs to two merged cells; the other one is at this row and column.
    #[error("与第{0}行第{1}格的合并重叠")]
    Overlap(usize, usize),
    /// A place of the merged cell at this row and column has its own content.
    #[error("已并入第{0}行第{1}格，不应再有内容")]
    Covered(usize, usize),
}

impl TablePlace {
    /// Returns the error of a fault at this place.
    pub(super) fn has(self, fault: impl Into<TableFault>) -> TableError {
        TableError::Part { place: self, fault: fault.into() }
    }
}

impl From<String> for TableFault {
    fn from(entry: String) -> Self {
        Self::Entry(entry)
    }
}

impl fmt::Display for TablePlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Table => write!(f, "表格"),
            Self::Column(column) => write!(f, "第{column}列"),
            Self::Row(row) => write!(f, "第{row}行"),
            Self::Cell(row, column) => write!(f, "第{row}行第{column}格"),
        }
    }
}
