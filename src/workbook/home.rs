//! The sheet with a workbook's contents, and the links back to it.

use rust_xlsxwriter::{ColNum, RowNum, Worksheet, XlsxError};

use super::link::{Place, write_link};
use super::styles::Styles;
use super::table::Table;

/// The sheet that lists what a workbook holds.
pub(super) const CONTENTS: &str = "目录";

/// The width of the column of the link back, in pixels.
const BACK_WIDTH: u32 = 76;

/// Writes the link back to the contents to the right of a finished table, where it is in sight but
/// not printed.
pub(super) fn write_back<R: ?Sized>(
    table: &mut Table<'_, R>,
    words: &str,
) -> Result<(), XlsxError> {
    let (last_row, last_col) = (table.next_row().max(1) - 1, table.last_col());
    let printed = table.last_printed();
    let styles = table.styles;
    table
        .sheet
        .set_column_width_pixels(last_col + 1, BACK_WIDTH)?
        .set_print_area(0, 0, last_row, printed)?;
    write_back_at(table.sheet, (0, last_col + 1), words, styles)
}

/// Writes the link back to the contents into a cell.
pub(super) fn write_back_at(
    sheet: &mut Worksheet,
    at: (RowNum, ColNum),
    words: &str,
    styles: &Styles,
) -> Result<(), XlsxError> {
    write_link(sheet, at, words, &Place::new(CONTENTS, 0, 0), &styles.back)
}
