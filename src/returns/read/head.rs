//! The head of a table of returns: its columns, and what the lines above it state.

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
    /// Its columns.
    pub columns: Columns,
    /// What the lines above it state.
    pub lines: HeadingLines,
}

impl Head {
    /// The text of a row in the column of `field`, without the blanks around it.
    pub fn text<'r>(&self, row: &'r GridRow, field: Field) -> &'r str {
        self.columns.of(field).map_or("", |column| row.text(column))
    }

    /// The place of a row's cell of `field`; without such a column, of the row.
    pub fn place(&self, origin: Origin<'_>, row: &GridRow, field: Field) -> Place {
        match self.columns.of(field) {
            Some(column) => origin.place(row, column),
            None => origin.row_place(row),
        }
    }

    /// The measure that a row states for its value: its own, or that of the column's title.
    pub fn measure<'r>(&'r self, row: &'r GridRow) -> &'r str {
        match self.text(row, Field::Measure) {
            "" => &self.columns.measure,
            measure => measure,
        }
    }

    /// The unit that the lines above the table state, where the registry knows it.
    pub fn unit(&self, index: &Index<'_>) -> Option<(UnitId, &Place)> {
        let (text, place) = self.lines.unit.as_ref()?;
        Some((key_cells::unit(text, index).ok()?, place))
    }

    /// The period that they state; of any year.
    pub fn month(&self, index: &Index<'_>) -> Option<(Month, &Place)> {
        let (text, place) = self.lines.period.as_ref()?;
        Some((period_text::parse(text, index.year).ok()?, place))
    }
}
