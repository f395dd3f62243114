//! Tables: what the `table(…)` function of a template emits and the typesetter lays out.
//!
//! A table comes as JSON in a fenced block, so that no value in it can be markup. `read` and
//! `read_cell` turn the JSON into a [`Table`], `value` reads what a key takes, `spans` finds out which places of the grid its
//! merged cells take, `error` says what is wrong and where.

mod cell;
mod error;
mod read;
mod read_cell;
mod spans;
mod value;

use super::numbering::{Caption, Name};
pub use cell::{Align, Bar, Cell, CellBlock, VerticalAlign};
pub use error::{TableError, TableFault, TablePlace};

use serde::Deserialize;

use super::palette::Palette;

/// A table whose spans are resolved: every row of the head and of the body has a place for each
/// column, and the places that a merged cell takes besides its first are `None`.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// The columns from left to right; at least one.
    pub columns: Vec<Column>,
    /// The rows of the head, at least one; more where columns stand below a common title.
    pub head: Vec<Vec<Option<Cell>>>,
    /// The rows from top to bottom.
    pub rows: Vec<Row>,
    /// Whether it lies across the sheet (横排, GB/T 9704 clause 8).
    pub landscape: Landscape,
    /// How it is ruled.
    pub style: TableStyle,
    /// The size of its type in points, 9 to 14.
    pub size: f64,
    /// Whether the pages that it goes on to say so (续表).
    pub continued: bool,
    /// The name by which the text refers to it.
    pub name: Option<Name>,
    /// What stands above it (表1 …).
    pub caption: Option<Caption>,
    /// What its figures are counted in, above it on the right (单位：万元).
    pub unit: Option<String>,
    /// Notes below it, a line each.
    pub notes: Vec<String>,
}

/// A column.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Its own title, without those that it shares.
    pub title: String,
    /// Its width.
    pub width: Width,
    /// How the text of its cells stands across.
    pub align: Align,
    /// How the text of its cells stands from top to bottom.
    pub valign: VerticalAlign,
}

/// The width of a column.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub enum Width {
    /// A share of what the others leave.
    Share(f64),
    /// Millimetres.
    Fixed(f64),
    /// As wide as its contents need.
    #[default]
    Content,
}

/// A row.
#[derive(Debug, Clone, PartialEq)]
pub enum Row {
    /// A place for each column.
    Cells(Vec<Option<Cell>>),
    /// A line across all columns that heads the rows below it.
    Group {
        /// Its words.
        group: String,
    },
}

/// Whether a table lies across the sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Landscape {
    /// If its contents are too wide for an upright sheet.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// How a table is ruled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TableStyle {
    /// Thin rules around every cell.
    #[default]
    Grid,
    /// 三线表: thick rules above and below, a thin one below the head.
    Rules,
    /// Rules above, below and below the head; every other row is grey.
    Zebra,
}

impl Table {
    /// The size of type in tables unless another is asked for: 五号.
    pub const SIZE: f64 = 10.5;

    /// Reads and checks the JSON of a fenced block.
    ///
    /// # Errors
    /// [`TableError`]: no table, an unknown key or value, spans that overlap or leave the table.
    pub fn from_json(json: &str, palette: &Palette) -> Result<Self, TableError> {
        let value =
            serde_json::from_str(json).map_err(|error| TableError::Json(error.to_string()))?;
        Self::from_value(&value, palette)
    }

    /// The same of JSON that was read already.
    ///
    /// # Errors
    /// See [`TableError`].
    pub fn from_value(json: &serde_json::Value, palette: &Palette) -> Result<Self, TableError> {
        read::table(json, palette)
    }
}

#[cfg(test)]
mod tests;
