//! The sums of the matrix: by item on the right, by unit at the bottom.

use rust_xlsxwriter::utility::cell_range;
use rust_xlsxwriter::{ColNum, RowNum, Worksheet, XlsxError};

use super::roles::ROLES;
use super::{FIRST_ITEM, FIRST_UNIT, ID_COL, Matrix, NAME, ROW_HEIGHT, TEXT_COL};
use crate::workbook::formula::write_formula;
use crate::workbook::sheet_words::MatrixColumns;
use crate::workbook::styles::of_matrix_column;
use crate::workbook::text::write_merged;

/// The columns and rows of sums: one for each role and one for all.
pub(super) const SUMS: u16 = 5;

impl Matrix<'_> {
    /// Writes the columns on the right: the number of units with each role in an item.
    pub(super) fn write_item_sums(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        for (row, item) in (FIRST_ITEM..=self.last_item).zip(0..) {
            let units = cell_range(row, FIRST_UNIT, row, self.last_unit);
            let counts = ROLES.map(|role| self.roles.in_item(item, role));
            self.write_counts(sheet, &units, counts, |at| (row, self.last_unit + 1 + at))?;
        }
        Ok(())
    }

    /// Writes the rows at the bottom: the number of items that a unit has in each role.
    pub(super) fn write_unit_sums(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let first_sum = self.last_item + 1;
        for (row, name) in (first_sum..).zip(sum_names(&self.words.columns)) {
            let total = &self.styles.matrix.total;
            write_merged(sheet, (row, ID_COL), (row, TEXT_COL), name, total)?;
            sheet.set_row_height(row, ROW_HEIGHT)?;
        }
        for (col, unit) in (FIRST_UNIT..=self.last_unit).zip(0..) {
            let items = cell_range(FIRST_ITEM, col, self.last_item, col);
            let counts = ROLES.map(|role| self.roles.of_unit(unit, role));
            self.write_counts(sheet, &items, counts, |at| (first_sum + u32::from(at), col))?;
        }
        Ok(())
    }

    /// The corner on the lower right, where the sums by item and those by unit meet: on the diagonal
    /// a role's sum over the items, at the end of its row that over the units. They agree.
    pub(super) fn write_sums_of_sums(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let totals = ROLES.map(|role| self.roles.total(role));
        let totals: Vec<usize> = totals.into_iter().chain([totals.iter().sum()]).collect();
        let last = SUMS - 1;
        for (row, down) in (self.last_item + 1..).zip(0..SUMS) {
            for (col, (across, &total)) in (self.last_unit + 1..).zip((0..).zip(&totals)) {
                if across == last {
                    let units = cell_range(row, FIRST_UNIT, row, self.last_unit);
                    self.write_sum(sheet, (row, col), &sum(&units), totals[usize::from(down)])?;
                } else if down == across || down == last {
                    let items = cell_range(FIRST_ITEM, col, self.last_item, col);
                    self.write_sum(sheet, (row, col), &sum(&items), total)?;
                } else {
                    sheet.write_blank(row, col, &self.styles.matrix.total)?;
                }
            }
        }
        Ok(())
    }

    /// Writes the number of times that each role occurs in a range, and the sum; `place` gives the cell of
    /// each, from 0.
    fn write_counts(
        &self,
        sheet: &mut Worksheet,
        range: &str,
        counts: [usize; 4],
        place: impl Fn(u16) -> (RowNum, ColNum),
    ) -> Result<(), XlsxError> {
        for ((at, role), count) in (0..).zip(ROLES).zip(counts) {
            let sign = self.words.signs.of(role);
            let formula = format!("=COUNTIF({range},\"{sign}\")");
            self.write_sum(sheet, place(at), &formula, count)?;
        }
        let (first, last) = (place(0), place(SUMS - 2));
        let all = cell_range(first.0, first.1, last.0, last.1);
        self.write_sum(sheet, place(SUMS - 1), &sum(&all), counts.iter().sum())
    }

    /// A formula with its result, for programs that do not calculate.
    fn write_sum(
        &self,
        sheet: &mut Worksheet,
        at: (RowNum, ColNum),
        formula: &str,
        result: usize,
    ) -> Result<(), XlsxError> {
        let format = of_matrix_column(&self.styles.matrix.total, NAME, at.1);
        write_formula(sheet, at, formula, &result.into(), &format)
    }
}

/// Returns the names of the columns and rows of sums.
pub(super) fn sum_names(titles: &MatrixColumns) -> [&str; SUMS as usize] {
    [&titles.lead, &titles.support, &titles.implement, &titles.possible, &titles.total]
        .map(|t| &**t)
}

fn sum(range: &str) -> String {
    format!("=SUM({range})")
}
