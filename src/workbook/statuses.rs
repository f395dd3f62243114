//! Statuses in the workbook: their words are coloured by conditional formats, so that a word that
//! someone corrects takes its new colour. The palette is that of the printed bulletin.

use rust_xlsxwriter::{
    ColNum, Color, ConditionalFormatCell, ConditionalFormatCellRule, Format, RowNum, Worksheet,
    XlsxError,
};

use gongwen::status::Status;
use gongwen::typeset::{self, status};

/// Colours the words of statuses in a range.
pub(super) fn colour(
    sheet: &mut Worksheet,
    (first_row, first_col): (RowNum, ColNum),
    (last_row, last_col): (RowNum, ColNum),
) -> Result<(), XlsxError> {
    for status in Status::ALL {
        let format = Format::new()
            .set_background_color(fill(status))
            .set_font_color(rgb(status::ink_on_fill(status)));
        let format = match status {
            Status::Severe => format.set_bold(),
            _ => format,
        };
        let rule = ConditionalFormatCell::new()
            .set_rule(ConditionalFormatCellRule::EqualTo(status.word()))
            .set_format(format);
        sheet.add_conditional_format(first_row, first_col, last_row, last_col, &rule)?;
    }
    Ok(())
}

/// The colour of the areas of a status.
pub(super) fn fill(status: Status) -> Color {
    rgb(status::fill(status))
}

fn rgb(color: typeset::Color) -> Color {
    let [red, green, blue] = [color.red, color.green, color.blue].map(u32::from);
    Color::RGB(red << 16 | green << 8 | blue)
}
