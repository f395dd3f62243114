//! Links from a cell to another sheet.

use rust_xlsxwriter::utility::row_col_to_cell;
use rust_xlsxwriter::{ColNum, Format, RowNum, Url, Worksheet, XlsxError};

use super::text::{is_plain, printable, write_text};

/// A cell of a worksheet, for a link to lead to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    sheet: String,
    row: RowNum,
    col: ColNum,
}

impl Place {
    /// Returns a cell of the worksheet called `sheet`.
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
    let shown = printable(text);
    let link = Url::new(format!("internal:'{name}'!{target}")).set_text(&*shown);
    sheet.write_url_with_format(row, col, link, format)?;
    // A link without text of its own would show its target.
    match is_plain(&shown) && !shown.is_empty() {
        true => Ok(()),
        // rust_xlsxwriter takes the text of a link as it is; data has to stay text.
        false => write_text(sheet, row, col, text, format),
    }
}
