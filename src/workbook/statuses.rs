//! Statuses in the workbook: their words are coloured by conditional formats, so that a word that
//! someone corrects takes its new colour. The palette is that of the printed bulletin.

use rust_xlsxwriter::{
    ColNum, Color, ConditionalFormatCell, ConditionalFormatCellRule, Format, RowNum, Worksheet,
    XlsxError,
};

use crate::status::{Stage, Status};

/// Colours the words of statuses in a range, as documents of a stage print them.
pub(super) fn colour(
    sheet: &mut Worksheet,
    stage: Stage,
    (first_row, first_col): (RowNum, ColNum),
    (last_row, last_col): (RowNum, ColNum),
) -> Result<(), XlsxError> {
    for status in stage.statuses() {
        let (fill, ink) = colours(status);
        let format = Format::new().set_background_color(fill).set_font_color(ink);
        let format = match status {
            Status::Severe => format.set_bold(),
            _ => format,
        };
        let rule = ConditionalFormatCell::new()
            .set_rule(ConditionalFormatCellRule::EqualTo(status.word_at(stage)))
            .set_format(format);
        sheet.add_conditional_format(first_row, first_col, last_row, last_col, &rule)?;
    }
    Ok(())
}

/// Returns the colour of the areas of a status, and of text on them.
pub(super) fn colours(status: Status) -> (Color, Color) {
    (fill(status), rgb(status.look().ink_on_fill))
}

/// Returns the colour of the areas of a status.
pub(super) fn fill(status: Status) -> Color {
    rgb(status.look().fill)
}

fn rgb(color: gongwen::Color) -> Color {
    let [red, green, blue] = [color.red, color.green, color.blue].map(u32::from);
    Color::RGB(red << 16 | green << 8 | blue)
}
