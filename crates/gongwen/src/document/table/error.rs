//! Why a table cannot be used.

/// Why a table cannot be used, and where. Rows and columns count from 1; of columns below a common
/// title each counts, the title does not.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum TableError {
    /// This is no JSON.
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
    /// Something is wrong with the table as a whole.
    #[error("表格：{0}")]
    Table(Fault),
    /// Something is wrong with a column.
    #[error("第{column}列：{fault}")]
    Column {
        /// The column.
        column: usize,
        /// What is wrong.
        fault: Fault,
    },
    /// Something is wrong with a row.
    #[error("第{row}行：{fault}")]
    Row {
        /// The row.
        row: usize,
        /// What is wrong.
        fault: Fault,
    },
    /// Something is wrong with a cell.
    #[error("第{row}行第{column}格：{fault}")]
    Cell {
        /// The row.
        row: usize,
        /// The column.
        column: usize,
        /// What is wrong.
        fault: Fault,
    },
}

/// What is wrong with a part of a table.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Fault {
    /// A key that it does not have.
    #[error("不认识的项 {key}，可用的有：{}", known.join("、"))]
    UnknownKey {
        /// The key.
        key: String,
        /// Those that it can have.
        known: &'static [&'static str],
    },
    /// A value that a key does not take.
    #[error("{key} 不能是“{value}”，可用的有：{}", known.join("、"))]
    UnknownValue {
        /// The key.
        key: &'static str,
        /// The value.
        value: String,
        /// Those that it takes.
        known: &'static [&'static str],
    },
    /// A value of the wrong kind, or out of range.
    #[error("{key} 应为{expected}")]
    Expected {
        /// The key.
        key: &'static str,
        /// What it takes.
        expected: &'static str,
    },
    /// It is neither of the kinds that it can be.
    #[error("应为{0}")]
    Kind(&'static str),
    /// A key that cannot do without another.
    #[error("有 {key} 而没有 {needs}")]
    Alone {
        /// The key.
        key: &'static str,
        /// The other one.
        needs: &'static str,
    },
    /// Nothing is below a common title, or too much.
    #[error("columns 应有1至8层，每层至少一列")]
    Nesting,
    /// A merged cell is wider than the table.
    #[error("colspan 超出表格右边")]
    BeyondRight,
    /// A merged cell is higher than the table, or runs over a group line.
    #[error("rowspan 超出表格末行或跨过小标题行")]
    BeyondBottom,
    /// A place belongs to two merged cells.
    #[error("与第{row}行第{column}格的合并重叠")]
    Overlap {
        /// The row of the other one.
        row: usize,
        /// Its column.
        column: usize,
    },
    /// A place of a merged cell has a content of its own.
    #[error("已并入第{row}行第{column}格，不应再有内容")]
    Covered {
        /// The row of the merged cell.
        row: usize,
        /// Its column.
        column: usize,
    },
}
