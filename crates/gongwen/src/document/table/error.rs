//! Why a table cannot be used.

use std::fmt;

/// Why a table cannot be used, and where. Rows and columns count from 1; of columns below a common
/// title each counts, the title does not.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum TableError {
    /// The text is not JSON.
    #[error("表格数据不合要求：{0}")]
    Json(String),
    /// No columns.
    #[error("表格没有列")]
    NoColumns,
    /// A width that is not positive.
    #[error("第{column}列的宽度应为正数")]
    Width {
        /// The column.
        column: usize,
    },
    /// A row of another length than the header.
    #[error("第{row}行有{found}格，表头有{expected}列")]
    RowLength {
        /// The row.
        row: usize,
        /// Cells in the row.
        found: usize,
        /// Columns of the table.
        expected: usize,
    },
    /// A part of the table that is wrong.
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
    /// An unknown key, or a value that its key does not take, in words.
    #[error("{0}")]
    Entry(String),
    /// Nothing is below a common title, or too much.
    #[error("columns 应有1至8层，每层至少一列")]
    Nesting,
    /// A merged cell is wider than the table.
    #[error("colspan 超出表格右边")]
    BeyondRight,
    /// A merged cell is higher than the table, or runs over a group line.
    #[error("rowspan 超出表格末行或跨过小标题行")]
    BeyondBottom,
    /// A place belongs to two merged cells, of which the other is at this row and column.
    #[error("与第{0}行第{1}格的合并重叠")]
    Overlap(usize, usize),
    /// A place of the merged cell at this row and column has a content of its own.
    #[error("已并入第{0}行第{1}格，不应再有内容")]
    Covered(usize, usize),
}

impl TablePlace {
    /// The error that this place has a fault.
    pub(super) fn has(self, fault: impl Into<TableFault>) -> TableError {
        TableError::Part {
            place: self,
            fault: fault.into(),
        }
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
