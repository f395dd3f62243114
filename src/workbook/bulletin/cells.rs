//! Cells that several annexes share.

use crate::report::wording::NONE;
use crate::workbook::cell::Cell;

/// Returns a cell, or the dash in its place.
pub(super) fn or_dash(cell: Option<Cell>) -> Cell {
    cell.unwrap_or_else(|| Cell::text(NONE))
}

/// Returns the lead leaders, one per line.
pub(super) fn leaders(names: &[String]) -> Cell {
    Cell::text(&names.join("\n"))
}

/// Returns the lead units, one per line.
pub(super) fn lead(units: &str) -> Cell {
    Cell::text(&units.replace('、', "\n"))
}
