//! Figures in cells: numbers that can be calculated with, and formulas with their results.

use rust_decimal::Decimal;
use rust_xlsxwriter::{ColNum, Format, RowNum, Worksheet, XlsxError};

use crate::workbook::formula::{self, Outcome};
pub(super) use crate::workbook::formula::{float, of_whole};
pub(super) use crate::workbook::styles::PERCENT;
use crate::workbook::styles::Styles;
use gongwen::rounding::print;

/// Places gained, lost or kept.
const CHANGE: &str = "\"↑\"0;\"↓\"0;\"持平\"";

/// The looks of figures.
pub(super) struct Looks<'a> {
    /// The looks of everything else.
    pub styles: &'a Styles,
    /// A count.
    pub count: Format,
    /// A count that is not shown when it is zero.
    pub sparse: Format,
    /// A share or completion.
    pub percent: Format,
    /// How many places a unit went up or down.
    pub change: Format,
    /// A link to another sheet.
    pub link: Format,
}

impl<'a> Looks<'a> {
    /// Builds them.
    pub(super) fn new(styles: &'a Styles) -> Self {
        let number = styles.centred.clone().unset_text_wrap().set_shrink();
        Self {
            styles,
            count: number.clone().set_num_format("0"),
            sparse: number.clone().set_num_format("0;-0;"),
            percent: number.clone().set_num_format(PERCENT),
            link: number.clone().set_hyperlink(),
            change: number.set_num_format(CHANGE),
        }
    }

    /// The look of `value` with so many decimals. Excel would show a fall that rounds to nothing as
    /// -0.0.
    fn decimal(&self, value: Decimal, digits: u32) -> Format {
        let pattern = pattern(digits);
        let vanishes = print(value, Some(digits)) == print(Decimal::ZERO, Some(digits));
        let pattern = if value.is_sign_negative() && vanishes {
            format!("{pattern};\"{pattern}\"")
        } else {
            pattern
        };
        self.count.clone().set_num_format(pattern)
    }

    /// Writes a number that shows with so many decimals.
    pub(super) fn number(
        &self,
        sheet: &mut Worksheet,
        (row, col): (RowNum, ColNum),
        value: Decimal,
        digits: u32,
    ) -> Result<(), XlsxError> {
        let format = self.decimal(value, digits);
        sheet.write_number_with_format(row, col, float(value), &format)?;
        Ok(())
    }

    /// Writes a formula whose result, rounded to ten decimals by the formula itself, shows with so
    /// many: differences of binary fractions would tip halves either way.
    pub(super) fn difference(
        &self,
        sheet: &mut Worksheet,
        at: (RowNum, ColNum),
        difference: &str,
        value: Decimal,
        digits: u32,
    ) -> Result<(), XlsxError> {
        let format = self.decimal(value, digits);
        let formula = format!("=ROUND({difference},10)");
        write_formula(sheet, at, &formula, float(value.round_dp(10)), &format)
    }

    /// Writes a percentage that is no result of other cells.
    pub(super) fn percentage(
        &self,
        sheet: &mut Worksheet,
        (row, col): (RowNum, ColNum),
        percent: Decimal,
    ) -> Result<(), XlsxError> {
        sheet.write_number_with_format(row, col, of_whole(percent), &self.percent)?;
        Ok(())
    }
}

/// The pattern of a number with so many decimals; Excel takes 30, a decimal has up to 28.
pub(super) fn pattern(digits: u32) -> String {
    match digits {
        0 => "0".to_owned(),
        digits => format!("0.{}", "0".repeat(digits as usize)),
    }
}

/// Writes a formula with its result, for programs that do not calculate.
pub(super) fn write_formula(
    sheet: &mut Worksheet,
    at: (RowNum, ColNum),
    formula: &str,
    result: f64,
    format: &Format,
) -> Result<(), XlsxError> {
    formula::write_formula(sheet, at, formula, &Outcome::Number(result), format)
}
