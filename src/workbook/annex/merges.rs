//! Cells that the notice merges with the row above: which they are, how high their rows get, and the
//! merging itself.

use rust_xlsxwriter::{ColNum, RowNum, XlsxError};

use crate::plan::{Column, Item};
use crate::workbook::cell::write_merged;
use crate::workbook::table::{Cell, MAX_LINES, Table};

/// The column of the table in which the first of [`Column::ALL`] stands; the others follow it.
const FIRST: ColNum = 2;

/// An item's row, before it is written.
pub(super) struct Row {
    cells: Vec<Cell>,
    /// How many lines of text it has to hold.
    lines: usize,
    /// By [`Column::ALL`]: whether its cell is part of the one above.
    joined: [bool; 4],
}

impl Row {
    /// Whether it is merged with the row above in any column.
    pub(super) fn is_joined(&self) -> bool {
        self.joined.contains(&true)
    }

    /// Whether it goes on in further rows.
    fn is_long(&self) -> bool {
        self.lines > MAX_LINES
    }
}

/// Where an item's row was written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Placed {
    pub row: RowNum,
    /// Its height in points.
    pub height: f64,
}

/// The rows of `items`, which stand in `table` in this order.
pub(super) fn rows(
    table: &Table<'_>,
    items: &[&Item],
    cells: impl Fn(&Item) -> Vec<Cell>,
) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::with_capacity(items.len());
    let mut counts: Vec<Vec<usize>> = Vec::with_capacity(items.len());
    for item in items {
        let cells = cells(item);
        let lines = table.line_counts(&cells);
        let row = Row {
            lines: lines.iter().copied().max().unwrap_or(1),
            joined: [false; 4],
            cells,
        };
        let joined = match rows.last() {
            Some(above) if !row.is_long() && !above.is_long() => joined(item, &row, above),
            _ => [false; 4],
        };
        rows.push(Row { joined, ..row });
        counts.push(lines);
    }
    fit(&mut rows, &counts);
    rows
}

/// Which cells are the same as those above because they were taken from there. What the office has
/// changed since stands by itself.
fn joined(item: &Item, row: &Row, above: &Row) -> [bool; 4] {
    let mut joined = [false; 4];
    for ((col, column), joined) in (usize::from(FIRST)..).zip(Column::ALL).zip(&mut joined) {
        *joined = item.inherited.contains(&column) && row.cells.get(col) == above.cells.get(col);
    }
    joined
}

/// Makes rows no higher than they need to be: a merged cell has the room of all its rows, and where
/// that is too little the last of them is made higher.
fn fit(rows: &mut [Row], counts: &[Vec<usize>]) {
    for (row, counts) in rows.iter_mut().zip(counts) {
        let joined = row.joined;
        let own = (counts.iter().enumerate())
            .filter(|(col, _)| !is_joined(joined, *col))
            .map(|(_, &lines)| lines);
        row.lines = own.max().unwrap_or(1);
    }
    for column in 0..Column::ALL.len() {
        for (start, end) in runs(rows, column) {
            let needed = counts[start][usize::from(FIRST) + column];
            let room: usize = rows[start..=end].iter().map(|row| row.lines).sum();
            rows[end].lines += needed.saturating_sub(room);
        }
    }
}

fn is_joined(joined: [bool; 4], col: usize) -> bool {
    let column = col.checked_sub(usize::from(FIRST));
    column.and_then(|column| joined.get(column)) == Some(&true)
}

/// The first and last rows of each merged cell of a column.
fn runs(rows: &[Row], column: usize) -> Vec<(usize, usize)> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        if !row.joined[column] {
            continue;
        }
        match runs.last_mut() {
            Some((_, end)) if *end + 1 == at => *end = at,
            _ => runs.push((at.saturating_sub(1), at)),
        }
    }
    runs
}

/// Writes the rows, each with all its cells.
pub(super) fn write(table: &mut Table<'_>, rows: &[Row]) -> Result<Vec<Placed>, XlsxError> {
    let mut placed = Vec::with_capacity(rows.len());
    for row in rows {
        let (at, before) = (table.next_row(), table.height());
        if row.is_long() {
            table.row(&row.cells)?;
        } else {
            table.row_of_lines(&row.cells, row.lines)?;
        }
        placed.push(Placed {
            row: at,
            height: table.height() - before,
        });
    }
    Ok(placed)
}

/// Merges the cells of the written rows. At a page break, given by the row that follows it, a merged
/// cell ends, and the next page shows its text again.
pub(super) fn merge(
    table: &mut Table<'_>,
    rows: &[Row],
    placed: &[Placed],
    breaks: &[RowNum],
) -> Result<(), XlsxError> {
    let format = &table.styles.centred;
    for (column, col) in (0..Column::ALL.len()).zip(FIRST..) {
        for (start, end) in runs(rows, column) {
            for part in parts(&placed[start..=end], breaks) {
                let Some(Cell::Text(text)) = rows[start].cells.get(usize::from(col)) else {
                    continue;
                };
                write_merged(table.sheet, (part.0, col), (part.1, col), text, format)?;
            }
        }
    }
    Ok(())
}

/// The first and last rows of the parts of a merged cell, cut at the breaks.
fn parts(placed: &[Placed], breaks: &[RowNum]) -> Vec<(RowNum, RowNum)> {
    let mut parts: Vec<(RowNum, RowNum)> = Vec::new();
    for place in placed {
        match parts.last_mut() {
            Some((_, end)) if !breaks.contains(&place.row) => *end = place.row,
            _ => parts.push((place.row, place.row)),
        }
    }
    parts
}
