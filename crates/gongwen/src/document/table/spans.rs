//! Merged cells: the places that they take, and the merging of equal cells.

use super::Row;
use super::cell::Cell;
use super::error::{TableError, TableFault, TablePlace};

/// A merged cell that extends down from a row above.
#[derive(Clone, Copy)]
struct Reaching {
    /// The row in which it begins, from 0.
    row: usize,
    column: usize,
    /// The first row below it.
    end: usize,
}

/// Empties the places that merged cells take.
///
/// # Errors
/// A cell leaves the table, two cells overlap, or a cell with its own content is inside another.
pub(super) fn resolve(rows: &mut [Row]) -> Result<(), TableError> {
    let mut above: Vec<Option<Reaching>> = Vec::new();
    let count = rows.len();
    for (row, cells) in rows.iter_mut().enumerate() {
        match cells {
            Row::Cells(cells) => {
                above.resize(cells.len(), None);
                resolve_row(cells, row, count, &mut above)?;
            }
            Row::Group { .. } => check_group(row, &above)?,
        }
    }
    Ok(())
}

fn resolve_row(
    cells: &mut [Option<Cell>],
    row: usize,
    count: usize,
    above: &mut [Option<Reaching>],
) -> Result<(), TableError> {
    let mut left: Option<(usize, usize)> = None;
    for column in 0..cells.len() {
        let at = |fault: TableFault| TablePlace::Cell(row + 1, column + 1).has(fault);
        let covering = above[column].filter(|reaching| reaching.end > row);
        let beside = left.filter(|&(_, end)| column < end);
        let owner = covering
            .map(|reaching| (reaching.row, reaching.column))
            .or(beside.map(|(start, _)| (row, start)));
        let Some(cell) = &cells[column] else { continue };
        if let Some((above, beside)) = owner {
            if !cell.is_blank() || !cell.is_single() {
                return Err(at(TableFault::Covered(above + 1, beside + 1)));
            }
            cells[column] = None;
            continue;
        }
        let end = column.saturating_add(cell.columns);
        let bottom = row.saturating_add(cell.rows);
        if end > cells.len() {
            return Err(at(TableFault::BeyondRight));
        }
        if bottom > count {
            return Err(at(TableFault::BeyondBottom));
        }
        for taken in &mut above[column..end] {
            if let Some(other) = taken.filter(|other| other.end > row) {
                return Err(at(TableFault::Overlap(other.row + 1, other.column + 1)));
            }
            *taken = Some(Reaching { row, column, end: bottom });
        }
        left = Some((column, end));
    }
    Ok(())
}

/// Checks that no cell crosses a group line.
fn check_group(row: usize, above: &[Option<Reaching>]) -> Result<(), TableError> {
    match above.iter().flatten().find(|reaching| reaching.end > row) {
        None => Ok(()),
        Some(Reaching { row, column, .. }) => {
            Err(TablePlace::Cell(row + 1, column + 1).has(TableFault::BeyondBottom))
        }
    }
}

/// Merges neighbouring cells in the columns that ask for it. A cell that is blank or equal to the one above
/// becomes part of it, unless a new cell begins in such a column further left.
pub(super) fn merge(rows: &mut [Row], merged: &[bool]) {
    // The row in which the current cell of each column begins.
    let mut starts: Vec<Option<usize>> = vec![None; merged.len()];
    for row in 0..rows.len() {
        let mut begins = false;
        for column in (0..merged.len()).filter(|&column| merged[column]) {
            let start = starts[column].filter(|_| !begins);
            if let Some(start) = start.filter(|&start| goes_on(rows, start, row, column)) {
                if let Some(cell) = cell_mut(rows, row, column) {
                    *cell = None;
                }
                if let Some(Some(cell)) = cell_mut(rows, start, column) {
                    cell.rows += 1;
                }
            } else {
                begins = true;
                starts[column] =
                    cell(rows, row, column).is_some_and(Cell::is_single).then_some(row);
            }
        }
    }
}

fn cell(rows: &[Row], row: usize, column: usize) -> Option<&Cell> {
    match rows.get(row) {
        Some(Row::Cells(cells)) => cells.get(column)?.as_ref(),
        _ => None,
    }
}

fn cell_mut(rows: &mut [Row], row: usize, column: usize) -> Option<&mut Option<Cell>> {
    match rows.get_mut(row) {
        Some(Row::Cells(cells)) => cells.get_mut(column),
        _ => None,
    }
}

fn goes_on(rows: &[Row], start: usize, row: usize, column: usize) -> bool {
    match (cell(rows, start, column), cell(rows, row, column)) {
        (Some(first), Some(this)) => {
            this.is_single() && (this.is_blank() || this.reads_like(first))
        }
        _ => false,
    }
}
