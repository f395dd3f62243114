//! Tables: what the `table(...)` function of a template emits and the typesetter lays out.

use serde::{Deserialize, Serialize};

/// A table. Serialised as JSON in a fenced block, so that no value in it can be markup.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// The columns from left to right; at least one.
    pub columns: Vec<Column>,
    /// The rows from top to bottom.
    pub rows: Vec<Row>,
    /// Whether it lies across the sheet (横排, GB/T 9704 clause 8).
    #[serde(default)]
    pub landscape: bool,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// Its heading.
    pub title: String,
    /// Its share of the width; the shares of all columns make up the type area's width.
    pub width: f64,
    /// How its cells are aligned.
    #[serde(default)]
    pub align: Align,
}

/// How a column's cells are aligned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Align {
    /// Flush left; the text of several lines is justified.
    #[default]
    Left,
    /// Centred.
    Center,
    /// Flush right.
    Right,
}

/// A row.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Row {
    /// A cell for each column. A line feed in a cell begins a new line.
    Cells(Vec<String>),
    /// A line across all columns that heads the rows below it.
    Group {
        /// Its words.
        group: String,
    },
}

/// Why a table cannot be used.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum TableError {
    /// The JSON does not describe a table.
    #[error("表格数据不合要求：{0}")]
    Json(String),
    /// No columns.
    #[error("表格没有列")]
    NoColumns,
    /// A width that is not a positive number.
    #[error("第{column}列的宽度应为正数")]
    Width {
        /// The column, from 1.
        column: usize,
    },
    /// A row of another length than the header.
    #[error("第{row}行有{found}格，表头有{expected}列")]
    RowLength {
        /// The row, from 1.
        row: usize,
        /// Cells in the row.
        found: usize,
        /// Columns of the table.
        expected: usize,
    },
}

impl Table {
    /// Reads and checks the JSON of a fenced block.
    ///
    /// # Errors
    /// [`TableError`]: no table, no columns, a width that is not positive, a row of another length.
    pub fn from_json(json: &str) -> Result<Self, TableError> {
        let table: Self =
            serde_json::from_str(json).map_err(|error| TableError::Json(error.to_string()))?;
        table.check()?;
        Ok(table)
    }

    /// Checks what the types cannot say.
    ///
    /// # Errors
    /// See [`TableError`].
    pub fn check(&self) -> Result<(), TableError> {
        if self.columns.is_empty() {
            return Err(TableError::NoColumns);
        }
        if let Some(index) = self
            .columns
            .iter()
            .position(|column| !(column.width.is_finite() && column.width > 0.0))
        {
            return Err(TableError::Width { column: index + 1 });
        }
        for (index, row) in self.rows.iter().enumerate() {
            if let Row::Cells(cells) = row
                && cells.len() != self.columns.len()
            {
                return Err(TableError::RowLength {
                    row: index + 1,
                    found: cells.len(),
                    expected: self.columns.len(),
                });
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_cells_or_groups() {
        let table = Table::from_json(
            r#"{"columns":[{"title":"序号","width":1,"align":"center"}],"rows":[{"group":"主要指标"},["1"]]}"#,
        )
        .unwrap();
        assert_eq!(
            table.rows,
            [
                Row::Group {
                    group: "主要指标".into()
                },
                Row::Cells(vec!["1".into()])
            ]
        );
    }

    #[test]
    fn a_row_of_another_length_is_named() {
        let error =
            Table::from_json(r#"{"columns":[{"title":"a","width":1}],"rows":[["1"],["1","2"]]}"#)
                .unwrap_err();
        assert_eq!(error.to_string(), "第2行有2格，表头有1列");
    }

    #[test]
    fn widths_must_be_positive() {
        let error =
            Table::from_json(r#"{"columns":[{"title":"a","width":0}],"rows":[]}"#).unwrap_err();
        assert_eq!(error, TableError::Width { column: 1 });
    }
}
