//! The places of a table's cells, which extend over rows and columns.

use crate::input::limits::MOST_CELLS;
use crate::input::places::Region;

/// The most columns of a cell: a browser knows none over more.
pub(super) const MOST_SPANNED: usize = 1_000;

/// The most columns of a table.
const MOST_COLUMNS: usize = 4_096;

/// The most columns and covered cells, as against those with a text of their own.
const MOST_SLOTS: usize = 2 * MOST_CELLS;

/// A table while its cells find their places.
#[derive(Debug, Default)]
pub(super) struct Layout {
    rows: Vec<LaidRow>,
    slots: usize,
}

/// A row with its place in the file.
#[derive(Debug)]
struct LaidRow {
    region: Region,
    line: usize,
    slots: Vec<Slot>,
}

/// A place for a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Slot {
    /// Nothing lies there yet.
    Free,
    /// A cell begins there; its text, and its column in the file, from 1.
    Own(String, usize),
    /// The cell that begins at this row and column covers it.
    Covered(usize, usize),
}

/// A row of a finished table.
#[derive(Debug)]
pub(super) struct DraftRow {
    pub(super) region: Region,
    pub(super) line: usize,
    pub(super) cells: Vec<DraftCell>,
}

/// A cell of a finished table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct DraftCell {
    pub(super) text: String,
    pub(super) column: usize,
    pub(super) covered_by: Option<(usize, usize)>,
}

/// A table has more cells than are taken in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TooLarge;

impl Layout {
    /// Begins a row, which lies at `line` of `region`. Returns its index.
    pub(super) fn begin_row(&mut self, region: Region, line: usize) -> usize {
        self.rows.push(LaidRow { region, line, slots: Vec::new() });
        self.rows.len() - 1
    }

    /// The number of rows begun.
    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    /// Returns the first column from `column` on at which nothing lies in a row.
    pub(super) fn free(&self, row: usize, column: usize) -> usize {
        let slots = self.rows.get(row).map_or(&[][..], |row| &row.slots);
        let rest = slots.get(column..).unwrap_or_default();
        column + rest.iter().take_while(|slot| **slot != Slot::Free).count()
    }

    /// Lays a cell over `columns` columns of the last row; `shown` is its column in the file, from 1. What lies there
    /// already keeps its place.
    ///
    /// # Errors
    /// The table becomes too large.
    pub(super) fn put(
        &mut self,
        column: usize,
        columns: usize,
        text: String,
        shown: usize,
    ) -> Result<(), TooLarge> {
        let Some(row) = self.rows.len().checked_sub(1) else { return Ok(()) };
        let end = column.saturating_add(columns.clamp(1, MOST_SPANNED));
        self.set(row, column, Slot::Own(text, shown))?;
        (column + 1..end).try_for_each(|at| self.set(row, at, Slot::Covered(row, column)))
    }

    /// Lets the cell that begins at `from` cover `columns` columns of the row `row` too.
    ///
    /// # Errors
    /// The table becomes too large.
    pub(super) fn cover(
        &mut self,
        row: usize,
        from: (usize, usize),
        columns: usize,
    ) -> Result<(), TooLarge> {
        let end = from.1.saturating_add(columns.clamp(1, MOST_SPANNED));
        (from.1..end).try_for_each(|at| self.set(row, at, Slot::Covered(from.0, from.1)))
    }

    /// Returns the first cell of the merge in which a column of a row lies, with its text.
    pub(super) fn owner(&self, row: usize, column: usize) -> Option<((usize, usize), &str)> {
        match self.rows.get(row)?.slots.get(column)? {
            Slot::Free => None,
            Slot::Own(text, _) => Some(((row, column), text)),
            &Slot::Covered(row, column) => match self.rows.get(row)?.slots.get(column)? {
                Slot::Own(text, _) => Some(((row, column), text)),
                _ => None,
            },
        }
    }

    fn set(&mut self, row: usize, column: usize, slot: Slot) -> Result<(), TooLarge> {
        let Some(laid) = self.rows.get_mut(row) else { return Ok(()) };
        if column >= MOST_COLUMNS {
            // Beyond lie only the ends of absurd spans; a cell with text of its own is too much.
            return if matches!(slot, Slot::Own(..)) { Err(TooLarge) } else { Ok(()) };
        }
        if laid.slots.len() <= column {
            self.slots += column + 1 - laid.slots.len();
            if self.slots > MOST_SLOTS {
                return Err(TooLarge);
            }
            laid.slots.resize(column + 1, Slot::Free);
        }
        if let Some(place) = laid.slots.get_mut(column)
            && *place == Slot::Free
        {
            *place = slot;
        }
        Ok(())
    }

    /// Returns the rows, all as long as the longest, without the columns in which no cell begins.
    pub(super) fn into_rows(self) -> Vec<DraftRow> {
        let width = self.rows.iter().map(|row| row.slots.len()).max().unwrap_or(0);
        let mut begins = vec![false; width];
        for row in &self.rows {
            for (begins, slot) in begins.iter_mut().zip(&row.slots) {
                *begins |= matches!(slot, Slot::Own(..));
            }
        }
        let mut kept = 0;
        let kept_before: Vec<usize> = begins
            .iter()
            .map(|&begins| {
                kept += usize::from(begins);
                kept - usize::from(begins)
            })
            .collect();
        let place = |(row, column): (usize, usize)| {
            (row, kept_before.get(column).copied().unwrap_or(column))
        };
        let rows = self.rows.into_iter().map(|mut row| {
            row.slots.resize(width, Slot::Free);
            let slots = row.slots.into_iter().enumerate().zip(&begins);
            let cells = slots.filter(|&(_, &begins)| begins).map(|((at, slot), _)| match slot {
                Slot::Own(text, column) => DraftCell { text, column, covered_by: None },
                Slot::Covered(row, column) => DraftCell {
                    text: String::new(),
                    column: at + 1,
                    covered_by: Some(place((row, column))),
                },
                Slot::Free => DraftCell { text: String::new(), column: at + 1, covered_by: None },
            });
            DraftRow { region: row.region, line: row.line, cells: cells.collect() }
        });
        rows.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn laid(layout: Layout) -> Vec<String> {
        let rows = layout.into_rows().into_iter().map(|row| {
            let cells = row.cells.iter().map(|cell| match cell.covered_by {
                Some((row, column)) => format!("{row}/{column}"),
                None => cell.text.clone(),
            });
            cells.collect::<Vec<_>>().join("|")
        });
        rows.collect()
    }

    #[test]
    fn columns_in_which_no_cell_begins_are_left_out() {
        let mut layout = Layout::default();
        layout.begin_row(Region::Lines, 1);
        layout.put(0, 40_000, "题".to_owned(), 1).unwrap();
        layout.begin_row(Region::Lines, 2);
        layout.put(0, 3, "甲".to_owned(), 1).unwrap();
        layout.put(3, 1, "乙".to_owned(), 2).unwrap();
        let row = layout.begin_row(Region::Lines, 3);
        layout.cover(row, (1, 0), 3).unwrap();
        layout.put(3, 1, "丙".to_owned(), 2).unwrap();
        assert_eq!(laid(layout), ["题|0/0", "甲|乙", "1/0|丙"]);
    }

    #[test]
    fn a_table_of_spans_alone_is_bounded() {
        let mut layout = Layout::default();
        let grown = (0..10_000).try_for_each(|row| {
            layout.begin_row(Region::Lines, row);
            layout.put(0, 1_000, String::new(), 1)
        });
        assert_eq!(grown, Err(TooLarge));
    }
}
