//! The sums of the matrix: by item on the right, by unit at the bottom.

use rust_xlsxwriter::utility::cell_range;
use rust_xlsxwriter::{ColNum, RowNum, Worksheet, XlsxError};

use super::roles::ROLES;
use super::{FIRST_ITEM, FIRST_UNIT, ID_COL, Matrix, ROW_HEIGHT, TEXT_COL};
use crate::workbook::cell::write_merged;
use crate::workbook::formula::write_count;

/// The columns and rows of sums: one for each role and one for all.
pub(super) const SUMS: u16 = 5;

impl Matrix<'_> {
    /// The columns on the right: how many units have each role in an item.
    pub(super) fn write_item_sums(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        for (row, item) in (FIRST_ITEM..=self.last_item).zip(0..) {
            let units = cell_range(row, FIRST_UNIT, row, self.last_unit);
            let mut all = 0;
            for (col, (role, sign, _)) in (self.last_unit + 1..).zip(ROLES) {
                let count = self.roles.in_item(item, role);
                self.write_sum(sheet, (row, col), &count_if(&units, sign), count)?;
                all += count;
            }
            let sums = cell_range(row, self.last_unit + 1, row, self.last_unit + SUMS - 1);
            self.write_sum(sheet, (row, self.last_unit + SUMS), &sum(&sums), all)?;
        }
        Ok(())
    }

    /// The rows at the bottom: how many items a unit has in each role.
    pub(super) fn write_unit_sums(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let styles = &self.styles.matrix;
        for (row, name) in (self.last_item + 1..).zip(sum_names()) {
            write_merged(sheet, (row, ID_COL), (row, TEXT_COL), name, &styles.total)?;
            sheet.set_row_height(row, ROW_HEIGHT)?;
        }
        let (first_sum, last_sum) = (self.last_item + 1, self.last_item + u32::from(SUMS));
        for (col, unit) in (FIRST_UNIT..=self.last_unit).zip(0..) {
            let items = cell_range(FIRST_ITEM, col, self.last_item, col);
            let mut all = 0;
            for (row, (role, sign, _)) in (first_sum..).zip(ROLES) {
                let count = self.roles.of_unit(unit, role);
                self.write_sum(sheet, (row, col), &count_if(&items, sign), count)?;
                all += count;
            }
            let sums = cell_range(first_sum, col, last_sum - 1, col);
            self.write_sum(sheet, (last_sum, col), &sum(&sums), all)?;
        }
        Ok(())
    }

    /// The corner on the lower right, where the sums by item and those by unit meet: on the diagonal
    /// a role's sum over the items, at the end of its row that over the units. They agree.
    pub(super) fn write_sums_of_sums(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let last_sum_row = self.last_item + u32::from(SUMS);
        let last_sum_col = self.last_unit + SUMS;
        let totals = ROLES.map(|(role, ..)| self.roles.total(role));
        let all = totals.iter().sum();
        for (row, total) in (self.last_item + 1..).zip(totals.into_iter().chain([all])) {
            for col in self.last_unit + 1..last_sum_col {
                sheet.write_blank(row, col, &self.styles.matrix.total)?;
            }
            let units = cell_range(row, FIRST_UNIT, row, self.last_unit);
            self.write_sum(sheet, (row, last_sum_col), &sum(&units), total)?;
        }
        for (col, (row, total)) in (self.last_unit + 1..).zip((self.last_item + 1..).zip(totals)) {
            let items = cell_range(FIRST_ITEM, col, self.last_item, col);
            self.write_sum(sheet, (row, col), &sum(&items), total)?;
            self.write_sum(sheet, (last_sum_row, col), &sum(&items), total)?;
        }
        Ok(())
    }

    /// A formula with its result, for programs that do not calculate.
    fn write_sum(
        &self,
        sheet: &mut Worksheet,
        at: (RowNum, ColNum),
        formula: &str,
        result: usize,
    ) -> Result<(), XlsxError> {
        write_count(sheet, at, formula, result, &self.styles.matrix.total)
    }
}

/// What the columns and rows of sums are called.
pub(super) fn sum_names() -> impl Iterator<Item = &'static str> {
    ROLES.iter().map(|(.., name)| *name).chain(["合计"])
}

fn count_if(range: &str, sign: &str) -> String {
    format!("=COUNTIF({range},\"{sign}\")")
}

fn sum(range: &str) -> String {
    format!("=SUM({range})")
}
