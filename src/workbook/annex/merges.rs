//! Cells that the notice merges with the row above: their choice, the resulting row heights, and the merging
//! itself.

use rust_xlsxwriter::{ColNum, RowNum, XlsxError};

use crate::plan::{Column, Entry, Item};
use crate::workbook::cell::Cell;
use crate::workbook::styles::of_column;
use crate::workbook::table::{MAX_LINES, Table};
use crate::workbook::text::write_merged;

/// An item's row, before it is written.
pub(super) struct AnnexRow {
    /// The sections that begin with it, and the item of which it is the first part here.
    bands: Vec<String>,
    cells: Vec<Cell>,
    /// The column of the table for the first of [`Column::ALL`]; the others follow it.
    first: ColNum,
    /// The number of lines of text that it has to hold.
    lines: usize,
    /// By [`Column::ALL`]: whether its cell is part of the one above.
    joined: [bool; 4],
}

impl AnnexRow {
    /// Returns whether it is merged with the row above in any column.
    pub(super) fn is_joined(&self) -> bool {
        self.joined.contains(&true)
    }

    /// Returns whether its cell in a column of the table is part of the one above.
    fn is_joined_in(&self, col: usize) -> bool {
        let column = col.checked_sub(usize::from(self.first));
        column.and_then(|column| self.joined.get(column)) == Some(&true)
    }

    /// Returns whether it goes on in further rows.
    fn is_long(&self) -> bool {
        self.lines > MAX_LINES
    }
}

/// The place of an item's row.
#[derive(Debug, Clone, Copy)]
pub(super) struct Placed {
    /// The first of its bands, or the row itself.
    pub top: RowNum,
    pub row: RowNum,
    /// Its height in points, and that of its bands.
    pub height: f64,
}

/// Returns the rows of the items among `lines`, which are listed in `table` in this order; `first` is the column for
/// the first of [`Column::ALL`].
pub(super) fn rows(table: &Table<'_, Item>, lines: &[Entry<'_>], first: ColNum) -> Vec<AnnexRow> {
    let mut rows: Vec<AnnexRow> = Vec::with_capacity(lines.len());
    let mut counts: Vec<Vec<usize>> = Vec::with_capacity(lines.len());
    let mut bands = Vec::new();
    for line in lines {
        let Entry::Item(item) = line else {
            bands.extend(line.group());
            continue;
        };
        let cells = table.cells(item);
        let lines = table.line_counts(&cells);
        let row = AnnexRow {
            bands: std::mem::take(&mut bands),
            lines: lines.iter().copied().max().unwrap_or(1),
            joined: [false; 4],
            first,
            cells,
        };
        let joined = match rows.last() {
            Some(above) if row.bands.is_empty() && !row.is_long() && !above.is_long() => {
                joined(item, &row, above)
            }
            _ => [false; 4],
        };
        rows.push(AnnexRow { joined, ..row });
        counts.push(lines);
    }
    fit(&mut rows, &counts);
    rows
}

/// Returns the cells that are equal to those above because they were taken from there. A cell that the office
/// has changed since is not merged.
fn joined(item: &Item, row: &AnnexRow, above: &AnnexRow) -> [bool; 4] {
    let mut joined = [false; 4];
    for ((col, column), joined) in (usize::from(row.first)..).zip(Column::ALL).zip(&mut joined) {
        *joined = item.inherited.contains(&column) && row.cells.get(col) == above.cells.get(col);
    }
    joined
}

/// Makes rows no higher than necessary: a merged cell has the space of all its rows, and the last of them is
/// made higher if that is too little.
fn fit(rows: &mut [AnnexRow], counts: &[Vec<usize>]) {
    for (row, counts) in rows.iter_mut().zip(counts) {
        let own = (counts.iter().enumerate())
            .filter(|(col, _)| !row.is_joined_in(*col))
            .map(|(_, &lines)| lines);
        row.lines = own.max().unwrap_or(1);
    }
    for column in 0..Column::ALL.len() {
        for (start, end) in runs(rows, column) {
            let needed = counts[start][usize::from(rows[start].first) + column];
            let room: usize = rows[start..=end].iter().map(|row| row.lines).sum();
            rows[end].lines += needed.saturating_sub(room);
        }
    }
}

/// Returns the first and last rows of each merged cell of a column.
fn runs(rows: &[AnnexRow], column: usize) -> Vec<(usize, usize)> {
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
pub(super) fn write(
    table: &mut Table<'_, Item>,
    rows: &[AnnexRow],
) -> Result<Vec<Placed>, XlsxError> {
    let mut placed = Vec::with_capacity(rows.len());
    for row in rows {
        let (top, before) = (table.next_row(), table.height());
        for band in &row.bands {
            table.band(band)?;
        }
        let at = table.next_row();
        if row.is_long() {
            table.row_of_cells(&row.cells)?;
        } else {
            table.row_of_lines(&row.cells, row.lines)?;
        }
        placed.push(Placed { top, row: at, height: table.height() - before });
    }
    Ok(placed)
}

/// Merges the cells of the written rows. A merged cell ends at a page break, given by the row after it, and
/// the next page shows its text again.
pub(super) fn merge(
    table: &mut Table<'_, Item>,
    rows: &[AnnexRow],
    placed: &[Placed],
    breaks: &[RowNum],
) -> Result<(), XlsxError> {
    let sheet_name = table.sheet.name();
    for (column, offset) in (0..Column::ALL.len()).zip(0..) {
        for (start, end) in runs(rows, column) {
            let col: ColNum = rows[start].first + offset;
            let Some(cell) = rows[start].cells.get(usize::from(col)) else {
                continue;
            };
            let format = of_column(&table.styles.centred, &sheet_name, col);
            for (first, last) in parts(&placed[start..=end], breaks) {
                write_merged(table.sheet, (first, col), (last, col), cell.words(), &format)?;
            }
        }
    }
    Ok(())
}

/// Returns the first and last rows of the parts of a merged cell, cut at the breaks.
fn parts(placed: &[Placed], breaks: &[RowNum]) -> Vec<(RowNum, RowNum)> {
    let mut parts: Vec<(RowNum, RowNum)> = Vec::new();
    for place in placed {
        match parts.last_mut() {
            Some((_, end)) if !breaks.contains(&place.top) => *end = place.row,
            _ => parts.push((place.row, place.row)),
        }
    }
    parts
}
