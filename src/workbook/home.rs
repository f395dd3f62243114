//! Links inside a workbook: from its contents to a sheet and back, from an item to where it stands.

use rust_xlsxwriter::{ColNum, Format, RowNum, Url, Worksheet, XlsxError};

use super::cell::{printable, write_text};
use super::styles::Styles;
use super::table::Table;

/// The sheet that tells what a workbook holds.
pub(super) const CONTENTS: &str = "目录";

const BACK: &str = "返回目录";
/// The width of the column of the link back, in pixels.
const BACK_WIDTH: u32 = 76;

/// Writes a link to the first cell of a row of another sheet.
///
/// LibreOffice keeps the text of a link on one line and cuts off what is wider than the column.
pub(super) fn write_link(
    sheet: &mut Worksheet,
    (row, col): (RowNum, ColNum),
    text: &str,
    target: (&str, RowNum),
    format: &Format,
) -> Result<(), XlsxError> {
    let (name, line) = (target.0.replace('\'', "''"), target.1 + 1);
    let link = Url::new(format!("internal:'{name}'!A{line}")).set_text(printable(text));
    sheet.write_url_with_format(row, col, link, format)?;
    // rust_xlsxwriter takes the text of a link as it is; data has to stay text.
    write_text(sheet, row, col, text, format)
}

/// Writes the link back to the contents to the right of a finished table, where it is in sight but
/// not printed.
pub(super) fn write_back(table: &mut Table<'_>) -> Result<(), XlsxError> {
    let (last_row, last_col) = (table.next_row().max(1) - 1, table.last_col());
    let styles = table.styles;
    table
        .sheet
        .set_column_width_pixels(last_col + 1, BACK_WIDTH)?
        .set_print_area(0, 0, last_row, last_col)?;
    write_back_at(table.sheet, (0, last_col + 1), styles)
}

/// Writes the link back to the contents into a cell.
pub(super) fn write_back_at(
    sheet: &mut Worksheet,
    at: (RowNum, ColNum),
    styles: &Styles,
) -> Result<(), XlsxError> {
    write_link(sheet, at, BACK, (CONTENTS, 0), &styles.back)
}
