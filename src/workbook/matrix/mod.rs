//! 责任矩阵: the role of each unit in each item, with sums that are formulas.
//!
//! It has a row for each item and a column for each unit that has an item; the cell shows the unit's
//! strongest role, as in its task letter ([`Duties`]). Laid out for A3; every page has the units' names above
//! and the items on the left.

mod pages;
mod roles;
mod sums;

use rust_xlsxwriter::utility::worksheet_range_absolute;
use rust_xlsxwriter::{ColNum, ConditionalFormatFormula, RowNum, Worksheet, XlsxError};

use super::Source;
use super::home::write_back_at;
use super::sheet_words::{MatrixColumns, MatrixWords, Signs};
use super::styles::{MATRIX_PT, Styles, matrix_lines};
use super::text::write_text;
use super::text_width::{shorten, stack_height};
use crate::plan::{Plan, Role};
use crate::registry::UnitId;
pub(super) use roles::ROLES;
use roles::Roles;
use sums::{SUMS, sum_names};

/// The row of the header. The link back to the contents, the title and the legend are above it.
const HEADER_ROW: RowNum = 3;
const FIRST_ITEM: RowNum = 4;
const ID_COL: ColNum = 0;
const TEXT_COL: ColNum = 1;
const FIRST_UNIT: ColNum = 2;

/// Widths in pixels.
const ID_WIDTH: u32 = 48;
const TEXT_WIDTH: u32 = 300;
const ROLE_WIDTH: u32 = 26;
const SUM_WIDTH: u32 = 34;
/// The width shown of an item's text, in ems: as much as its column holds on a line.
const TEXT_EMS: f64 = 24.0;
/// The width shown of a unit's name, in ems; the longest in the registry of 2018 has 11.
const UNIT_EMS: f64 = 16.0;
/// The height of an item's row, in points.
const ROW_HEIGHT: f64 = 16.0;
/// Space below a unit's name for the button of the filter, in points.
const FILTER_BUTTON: f64 = 14.0;

/// The maximum number of cells that are all written.
const MOST_CELLS: usize = 100_000;

/// The worksheet's name.
pub(super) const NAME: &str = "责任矩阵";

/// The roles of the units, and where the matrix shows them.
pub(super) struct Grid {
    roles: Roles,
    last_item: RowNum,
    signs: Signs,
}

impl Grid {
    /// Returns the units, from left to right.
    pub(super) fn units(&self) -> &[UnitId] {
        &self.roles.units
    }

    /// Returns the number of items in which the unit of a column, counted from 0, has a role.
    pub(super) fn count(&self, unit: usize, role: Role) -> usize {
        self.roles.of_unit(unit, role)
    }

    /// Returns the formula of the same count; it counts the role's sign.
    pub(super) fn count_formula(&self, unit: usize, role: Role) -> Result<String, XlsxError> {
        let col = ColNum::try_from(unit).ok();
        let col = col.and_then(|col| col.checked_add(FIRST_UNIT));
        let col = col.ok_or(XlsxError::RowColumnLimitError)?;
        let items = worksheet_range_absolute(NAME, FIRST_ITEM, col, self.last_item, col);
        Ok(format!("=COUNTIF({items},\"{}\")", self.signs.of(role)))
    }
}

/// Writes the matrix. Returns its content, unless no unit has an item.
pub(super) fn write(sheet: &mut Worksheet, source: Source<'_>) -> Result<Option<Grid>, XlsxError> {
    let (basis, styles) = (source.basis, source.styles);
    write_back_at(sheet, (0, ID_COL), source.back(), styles)?;
    let roles = Roles::new(basis.plan, basis.duties);
    if roles.units.is_empty() || roles.by_item.is_empty() {
        write_text(sheet, 1, 0, &source.words.matrix.note, &styles.note)?;
        return Ok(None);
    }
    let names: Vec<String> = (roles.units.iter())
        .map(|&unit| shorten(&basis.registry.unit(unit).short, UNIT_EMS))
        .collect();
    let matrix = Matrix::new(roles, &names, styles, &source.words.matrix)?;
    matrix.write_header(sheet, &names)?;
    matrix.write_items(sheet, basis.plan)?;
    matrix.write_item_sums(sheet)?;
    matrix.write_unit_sums(sheet)?;
    matrix.write_sums_of_sums(sheet)?;
    sheet.set_freeze_panes(FIRST_ITEM, FIRST_UNIT)?;
    matrix.write_pages(sheet)?;
    let signs = source.words.matrix.signs.clone();
    Ok(Some(Grid { last_item: matrix.last_item, roles: matrix.roles, signs }))
}

struct Matrix<'a> {
    roles: Roles,
    styles: &'a Styles,
    words: &'a MatrixWords,
    /// The last item's row; the sums follow it.
    last_item: RowNum,
    /// The last unit's column; the sums follow it.
    last_unit: ColNum,
    /// The height of the header row, in points.
    header_height: f64,
}

impl<'a> Matrix<'a> {
    /// Returns the matrix of `roles`, which has a row and a column at least.
    fn new(
        roles: Roles,
        names: &[String],
        styles: &'a Styles,
        words: &'a MatrixWords,
    ) -> Result<Self, XlsxError> {
        let last_item = RowNum::try_from(roles.by_item.len()).map(|rows| FIRST_ITEM - 1 + rows);
        let last_unit = ColNum::try_from(roles.units.len())
            .ok()
            .and_then(|columns| columns.checked_add(FIRST_UNIT - 1 + SUMS));
        match (last_item, last_unit) {
            (Ok(last_item), Some(last_col)) => Ok(Self {
                roles,
                styles,
                words,
                last_item,
                last_unit: last_col - SUMS,
                header_height: header_height(names, &words.columns),
            }),
            _ => Err(XlsxError::RowColumnLimitError),
        }
    }

    fn write_header(&self, sheet: &mut Worksheet, names: &[String]) -> Result<(), XlsxError> {
        let styles = &self.styles.matrix;
        sheet.set_column_width_pixels(ID_COL, ID_WIDTH)?;
        sheet.set_column_width_pixels(TEXT_COL, TEXT_WIDTH)?;
        let first_sum = self.last_unit + 1;
        sheet.set_column_range_width_pixels(FIRST_UNIT, self.last_unit, ROLE_WIDTH)?;
        sheet.set_column_range_width_pixels(first_sum, self.last_unit + SUMS, SUM_WIDTH)?;
        write_text(sheet, HEADER_ROW, ID_COL, &self.words.columns.id, &styles.header)?;
        write_text(sheet, HEADER_ROW, TEXT_COL, &self.words.columns.text, &styles.header)?;
        for (col, name) in (FIRST_UNIT..).zip(names) {
            write_text(sheet, HEADER_ROW, col, name, &styles.unit)?;
        }
        for (col, name) in (self.last_unit + 1..).zip(sum_names(&self.words.columns)) {
            write_text(sheet, HEADER_ROW, col, name, &styles.unit)?;
        }
        sheet.set_row_height(HEADER_ROW, self.header_height)?;
        sheet.autofilter(HEADER_ROW, ID_COL, self.last_item, self.last_unit)?;
        Ok(())
    }

    fn write_items(&self, sheet: &mut Worksheet, plan: &Plan) -> Result<(), XlsxError> {
        let styles = &self.styles.matrix;
        for ((row, item), roles) in (FIRST_ITEM..).zip(plan.items()).zip(&self.roles.by_item) {
            write_text(sheet, row, ID_COL, &item.id.to_string(), &styles.id)?;
            write_text(sheet, row, TEXT_COL, &shorten(&item.text, TEXT_EMS), &styles.text)?;
            for (col, role) in (FIRST_UNIT..).zip(roles) {
                let (sign, format) = match role {
                    Some(Role::Lead) => (self.words.signs.of(Role::Lead), &styles.lead),
                    Some(role) => (self.words.signs.of(*role), &styles.role),
                    None if self.is_large() => continue,
                    None => ("", &styles.role),
                };
                write_text(sheet, row, col, sign, format)?;
            }
            sheet.set_row_height(row, ROW_HEIGHT)?;
        }
        if self.is_large() {
            let lines =
                ConditionalFormatFormula::new().set_rule("=TRUE").set_format(matrix_lines());
            let (first, last) = ((FIRST_ITEM, FIRST_UNIT), (self.last_item, self.last_unit));
            sheet.add_conditional_format(first.0, first.1, last.0, last.1, &lines)?;
        }
        Ok(())
    }

    /// Returns whether the matrix has more cells than are all written. A cell without a role then has its lines from a
    /// conditional format: the cells with one grow with the items, all of them with items times units.
    fn is_large(&self) -> bool {
        self.roles.units.len() * self.roles.by_item.len() > MOST_CELLS
    }
}

/// Returns the height of the row with the names of units and sums, in points.
fn header_height(names: &[String], titles: &MatrixColumns) -> f64 {
    let names = names.iter().map(|name| stack_height(name, MATRIX_PT));
    let sums = sum_names(titles).into_iter().map(|name| stack_height(name, MATRIX_PT));
    names.chain(sums).fold(0.0, f64::max) + FILTER_BUTTON
}
