//! Data bars in cells.

use rust_xlsxwriter::{
    ColNum, Color, ConditionalFormatDataBar, ConditionalFormatType, RowNum, Worksheet, XlsxError,
};

/// Pale enough for black figures on it, also in a black-and-white copy.
const BAR: Color = Color::RGB(0xB4_C7_DC);
/// The colour of bars to the left.
const NEGATIVE: Color = Color::RGB(0xE3_B7_A0);

/// Returns bars behind the figures of a column.
fn bar() -> ConditionalFormatDataBar {
    ConditionalFormatDataBar::new()
        .set_solid_fill(true)
        .set_border_off(true)
        .set_fill_color(BAR)
        .set_negative_fill_color(NEGATIVE)
}

/// Bars of values of any size.
pub(super) fn values(
    sheet: &mut Worksheet,
    col: ColNum,
    (first, last): (RowNum, RowNum),
) -> Result<(), XlsxError> {
    sheet.add_conditional_format(first, col, last, col, &bar())?;
    Ok(())
}

/// Adds bars of completions, from zero to 100%; a completion over 100% fills its cell.
pub(super) fn completions(
    sheet: &mut Worksheet,
    col: ColNum,
    (first, last): (RowNum, RowNum),
) -> Result<(), XlsxError> {
    let bar = bar()
        .set_minimum(ConditionalFormatType::Number, 0)
        .set_maximum(ConditionalFormatType::Number, 1);
    sheet.add_conditional_format(first, col, last, col, &bar)?;
    Ok(())
}
