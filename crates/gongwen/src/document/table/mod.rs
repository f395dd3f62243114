//! Tables: the data that the template function `table(…)` emits and the typesetter lays out.
//!
//! A table is passed as JSON in a fenced block, so that no value in it can be markup. `read` and `read_cell`
//! turn the JSON into a [`Table`], `value` reads the value of a key, `spans` finds the places of the grid
//! that merged cells take, `error` describes faults and their places.

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
use crate::foreign;

/// A table with resolved spans: every row of the head and of the body has a place for each column. The first
/// place of a merged cell holds the cell; its other places are `None`.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// The columns from left to right; at least one.
    pub columns: Vec<Column>,
    /// The rows of the head, at least one; more if columns share a common title.
    pub head: Vec<Vec<Option<Cell>>>,
    /// The rows from top to bottom.
    pub rows: Vec<Row>,
    /// Placement across the page (横排, GB/T 9704 clause 8).
    pub landscape: Landscape,
    /// Its rules.
    pub style: TableStyle,
    /// Type size in points, 9 to 14.
    pub size: f64,
    /// True if there is little blank around the text of its cells.
    pub dense: bool,
    /// True if it is not divided where a page holds it.
    pub whole: bool,
    /// True if continuation pages are marked (续表).
    pub continued: bool,
    /// The name by which the text refers to it.
    pub name: Option<Name>,
    /// The caption above it (表1 …).
    pub caption: Option<Caption>,
    /// The unit of its figures, printed above it on the right (单位：万元).
    pub unit: Option<String>,
    /// Notes below it, one per line.
    pub notes: Vec<String>,
}

/// A column.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Its own title, without common titles.
    pub title: String,
    /// Its width.
    pub width: Width,
    /// Horizontal alignment of the text in its cells.
    pub align: Align,
    /// Vertical alignment of the text in its cells.
    pub valign: VerticalAlign,
}

/// The width of a column.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub enum Width {
    /// A share of the width that the other columns leave.
    Share(f64),
    /// A fixed width in millimetres.
    Fixed(f64),
    /// The width that its contents need.
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

/// The placement of a table across the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Landscape {
    /// Across the page only if its contents are too wide for an upright one.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// The rules of a table.
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
    /// The default type size of tables, in points: 五号.
    pub const SIZE: f64 = 10.5;

    /// Reads and checks the JSON of a fenced block.
    ///
    /// # Errors
    /// [`TableError`]: not a table, an unknown key or value, spans that overlap or leave the table.
    pub fn from_json(json: &str, palette: &Palette) -> Result<Self, TableError> {
        let value =
            serde_json::from_str(json).map_err(|error| TableError::Json(foreign::json(&error)))?;
        Self::from_value(&value, palette)
    }

    /// Reads and checks JSON that has already been parsed.
    ///
    /// # Errors
    /// See [`TableError`].
    pub fn from_value(json: &serde_json::Value, palette: &Palette) -> Result<Self, TableError> {
        read::table(json, palette)
    }

    /// Returns the texts that may hold references to notes, in the order in which they are read.
    pub(super) fn texts_mut(&mut self) -> Vec<&mut String> {
        let mut texts: Vec<&mut String> = Vec::new();
        texts.extend(self.caption.as_mut().map(|caption| &mut caption.words));
        texts.extend(&mut self.unit);
        texts.extend(self.head.iter_mut().flatten().flatten().flat_map(Cell::texts_mut));
        for row in &mut self.rows {
            match row {
                Row::Cells(cells) => {
                    texts.extend(cells.iter_mut().flatten().flat_map(Cell::texts_mut));
                }
                Row::Group { group } => texts.push(group),
            }
        }
        texts.extend(&mut self.notes);
        texts
    }
}

#[cfg(test)]
mod tests;
