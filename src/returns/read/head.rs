//! The head of a table of returns: its columns, and the statements in the lines above it.

use super::header::Columns;
use super::heading_lines::HeadingLines;
use super::index::Index;
use super::{key_cells, period_text};
use crate::diagnostic::Place;
use crate::input::grid::{GridRow, Origin};
use crate::period::Month;
use crate::registry::UnitId;
use crate::returns::Field;

/// The head of a table.
#[derive(Debug, Clone, Default)]
pub(in crate::returns) struct Head {
    /// The table's columns.
    pub columns: Columns,
    /// The statements in the lines above the table.
    pub lines: HeadingLines,
}

impl Head {
    /// Returns the text of a row in the column of `field`, without the blanks around it.
    pub fn text<'r>(&self, row: &'r GridRow, field: Field) -> &'r str {
        self.columns.of(field).map_or("", |column| row.text(column))
    }

    /// Returns the place of a row's cell of `field`, or of the row if there is no such column.
    pub fn place(&self, origin: Origin<'_>, row: &GridRow, field: Field) -> Place {
        match self.columns.of(field) {
            Some(column) => origin.place(row, column),
            None => origin.row_place(row),
        }
    }

    /// Returns the measure that a row states for its value: its own, or that of the column's title.
    pub fn measure<'r>(&'r self, row: &'r GridRow) -> &'r str {
        match self.text(row, Field::Measure) {
            "" => &self.columns.measure,
            measure => measure,
        }
    }

    /// Returns the unit that the lines above the table state, if the registry knows it.
    pub fn unit(&self, index: &Index<'_>) -> Option<(UnitId, &Place)> {
        let (text, place) = self.lines.unit.as_ref()?;
        Some((key_cells::unit(text, index).ok()?, place))
    }

    /// Returns the period that the lines above the table state; it may be of any year.
    pub fn month(&self, index: &Index<'_>) -> Option<(Month, &Place)> {
        let (text, place) = self.lines.period.as_ref()?;
        Some((period_text::parse(text, index.year).ok()?, place))
    }
}
