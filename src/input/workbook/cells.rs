//! The cells of a worksheet while it is read.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use calamine::Dimensions;

use super::WorkbookError;
use super::budget::{Budget, MERGES, too_many_merges};
use crate::input::grid::{GridCell, GridRow, Withheld};

/// The cells by row (from 0), in the order in which they were read.
#[derive(Debug, Default)]
pub(super) struct Cells(BTreeMap<u32, Vec<GridCell>>);

impl Cells {
    /// Adds what the cell at `row` and `column`, both from 0, shows. An empty text counts as a result, but
    /// is not handed out.
    ///
    /// # Errors
    /// The workbook holds more than is taken in.
    pub(super) fn add(
        &mut self,
        (row, column): (u32, u32),
        text: &str,
        budget: &mut Budget,
    ) -> Result<(), WorkbookError> {
        budget.take(row, text.len())?;
        let cell = GridCell::worksheet(column as usize, text);
        match self.0.entry(row) {
            Entry::Occupied(mut cells) => cells.get_mut().push(cell),
            Entry::Vacant(place) => {
                budget.begin_row()?;
                place.insert(vec![cell]);
            }
        }
        Ok(())
    }

    /// Marks the cell that was added last in its row as one whose content does not count.
    pub(super) fn withhold(&mut self, at: (u32, u32), why: Withheld) {
        if let Some(cell) = self.last(at) {
            cell.withhold(why);
        }
    }

    /// Leaves `rest` of the text of the cell that was added last in its row.
    pub(super) fn shorten(&mut self, at: (u32, u32), rest: &str) {
        if let Some(cell) = self.last(at) {
            *cell = GridCell::worksheet(cell.column, rest);
        }
    }

    fn last(&mut self, (row, column): (u32, u32)) -> Option<&mut GridCell> {
        let last = self.0.get_mut(&row)?.last_mut()?;
        (last.column == column as usize).then_some(last)
    }

    /// Brings the cells of each row into the order of their columns. Where a file has a cell twice, the
    /// later one counts, as in Excel.
    pub(super) fn sort(&mut self) {
        for cells in self.0.values_mut() {
            if !cells.is_sorted_by(|one, next| one.column < next.column) {
                cells.reverse();
                cells.sort_by_key(|cell| cell.column);
                cells.dedup_by_key(|cell| cell.column);
            }
        }
    }

    /// Marks the cell at a place as a formula without a result, unless it has one. The cells are sorted.
    ///
    /// # Errors
    /// The workbook holds more than is taken in.
    pub(super) fn add_formula(
        &mut self,
        (row, column): (u32, u32),
        budget: &mut Budget,
    ) -> Result<bool, WorkbookError> {
        let column = column as usize;
        let cells = self.0.entry(row).or_default();
        let Err(at) = cells.binary_search_by_key(&column, |cell| cell.column) else {
            return Ok(false);
        };
        budget.take(row, 0)?;
        cells.insert(at, GridCell::without_result(column));
        Ok(true)
    }

    /// Gives the value in the first cell of each merge to the rows below that have content of their own.
    /// The cells are sorted.
    ///
    /// # Errors
    /// The workbook holds more than is taken in.
    pub(super) fn spread(
        &mut self,
        merges: &[Dimensions],
        budget: &mut Budget,
    ) -> Result<(), WorkbookError> {
        if merges.len() > MERGES {
            return Err(too_many_merges());
        }
        for merge in merges {
            let ((top, left), (bottom, _)) = (merge.start, merge.end);
            let Some(first) = self.cell(top, left).filter(|_| top < bottom) else {
                continue;
            };
            let first = first.spread();
            let mut shared = false;
            for (&row, cells) in self.0.range_mut(top + 1..=bottom) {
                budget.take(row, first.raw().len())?;
                if let Err(at) = cells.binary_search_by_key(&first.column, |cell| cell.column) {
                    cells.insert(at, first.clone());
                    shared = true;
                }
            }
            let cells = self.0.get_mut(&top).filter(|_| shared);
            let head =
                cells.and_then(|cells| cells.iter_mut().find(|cell| cell.column == first.column));
            if let Some(head) = head {
                head.share();
            }
        }
        Ok(())
    }

    fn cell(&self, row: u32, column: u32) -> Option<&GridCell> {
        let cells = self.0.get(&row)?;
        let at = cells.binary_search_by_key(&(column as usize), |cell| cell.column);
        at.ok().map(|at| &cells[at])
    }

    /// The rows with content, in order.
    pub(super) fn into_rows(self) -> Vec<GridRow> {
        let rows = self.0.into_iter().filter_map(|(row, mut cells)| {
            cells.retain(|cell| !cell.text().is_empty() || cell.lacks_result());
            (!cells.is_empty()).then(|| GridRow::worksheet(row as usize + 1, cells))
        });
        rows.collect()
    }
}
