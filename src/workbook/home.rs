//! Links inside a workbook: from its contents to a sheet and back, from an item to its row.

use rust_xlsxwriter::utility::row_col_to_cell;
use rust_xlsxwriter::{ColNum, Format, RowNum, Url, Worksheet, XlsxError};

use super::styles::Styles;
use super::table::Table;
use super::text::{printable, write_text};

/// The sheet that lists what a workbook holds.
pub(super) const CONTENTS: &str = "目录";

const BACK: &str = "返回目录";
/// The width of the column of the link back, in pixels.
const BACK_WIDTH: u32 = 76;

/// A cell of a worksheet, for a link to lead to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    sheet: String,
    row: RowNum,
    col: ColNum,
}

impl Place {
    /// A cell of the worksheet called `sheet`.
    pub(super) fn new(sheet: &str, row: RowNum, col: ColNum) -> Self {
        let sheet = sheet.to_owned();
        Self { sheet, row, col }
    }
}

/// Writes a link to a cell of another sheet.
///
/// LibreOffice keeps the text of a link on one line and cuts off what is wider than the column.
pub(super) fn write_link(
    sheet: &mut Worksheet,
    (row, col): (RowNum, ColNum),
    text: &str,
    place: &Place,
    format: &Format,
) -> Result<(), XlsxError> {
    let name = place.sheet.replace('\'', "''");
    let target = row_col_to_cell(place.row, place.col);
    let link = Url::new(format!("internal:'{name}'!{target}")).set_text(printable(text));
    sheet.write_url_with_format(row, col, link, format)?;
    // rust_xlsxwriter takes the text of a link as it is; data has to stay text.
    write_text(sheet, row, col, text, format)
}

/// Writes the link back to the contents to the right of a finished table, where it is in sight but
/// not printed.
pub(super) fn write_back<R: ?Sized>(table: &mut Table<'_, R>) -> Result<(), XlsxError> {
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
    write_link(sheet, at, BACK, &Place::new(CONTENTS, 0, 0), &styles.back)
}
