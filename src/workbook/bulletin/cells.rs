//! Cells that several annexes have.

use crate::report::wording::NONE;
use crate::workbook::cell::Cell;

/// A cell, or the dash in its place.
pub(super) fn or_dash(cell: Option<Cell>) -> Cell {
    cell.unwrap_or_else(|| Cell::text(NONE))
}

/// The lead leaders, one on a line.
pub(super) fn leaders(names: &[String]) -> Cell {
    Cell::text(&names.join("\n"))
}

/// The lead units, one on a line.
pub(super) fn lead(units: &str) -> Cell {
    Cell::text(&units.replace('、', "\n"))
}
