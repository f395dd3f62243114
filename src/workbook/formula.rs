//! Formulas with their stored results, for programs that do not calculate.
//!
//! Formulas are such that Excel, WPS, LibreOffice, Apache POI and excelize give the same results: counts by COUNTIFS with
//! criteria that are values or [`ANY_TEXT`] and [`ANY_NUMBER`], never by `"<>"`; functions take single cells where Excel takes a
//! single value, also inside SUMPRODUCT, which only compares and multiplies ranges. What such a function makes of each row
//! is a column of its own.

use rust_decimal::{Decimal, RoundingStrategy};
use rust_xlsxwriter::{ColNum, Format, Formula, RowNum, Worksheet, XlsxError};

/// Decimals to which sums and differences are rounded inside their formulas: binary noise lies far
/// below, what an office counts far above.
pub(super) const DECIMALS: u32 = 10;

/// The criterion that every text meets but the empty one. `"<>"` counts differently in every program.
pub(super) const ANY_TEXT: &str = "?*";
/// The criterion that every number meets, and nothing else.
pub(super) const ANY_NUMBER: &str = ">-1E+300";

/// The result of a formula.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Outcome {
    /// A number.
    Number(f64),
    /// A text; the empty one shows as a blank cell. No text may look like a number.
    Text(String),
}

impl Outcome {
    /// No more than a blank cell.
    pub(super) const BLANK: Self = Self::Text(String::new());
}

impl From<f64> for Outcome {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

impl From<usize> for Outcome {
    fn from(count: usize) -> Self {
        Self::Number(count as f64)
    }
}

impl From<&str> for Outcome {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<Option<Decimal>> for Outcome {
    fn from(value: Option<Decimal>) -> Self {
        value.map_or(Self::BLANK, |value| Self::Number(float(value)))
    }
}

/// Writes a formula with its result.
///
/// A sheet with results that are blank needs [`allow_blank_results`] first.
pub(super) fn write_formula(
    sheet: &mut Worksheet,
    (row, col): (RowNum, ColNum),
    formula: &str,
    outcome: &Outcome,
    format: &Format,
) -> Result<(), XlsxError> {
    let formula = Formula::new(formula).set_result(match outcome {
        Outcome::Number(number) => number.to_string(),
        Outcome::Text(text) => text.clone(),
    });
    sheet.write_formula_with_format(row, col, formula, format)?;
    Ok(())
}

/// Makes blank results of a sheet blank texts; rust_xlsxwriter would store a zero.
pub(super) fn allow_blank_results(sheet: &mut Worksheet) {
    sheet.set_formula_result_default("");
}

/// Returns the binary fraction next to a decimal.
pub(super) fn float(value: Decimal) -> f64 {
    let digits = value.to_string();
    digits.parse().expect("the digits of a decimal are a number")
}

/// Returns a percentage as Excel keeps it: 12.5% is 0.125.
pub(super) fn of_whole(percent: Decimal) -> f64 {
    float(percent / Decimal::ONE_HUNDRED)
}

/// Returns the sum of `values`, rounded as the formulas round it. Where it is beyond a decimal's 28 digits,
/// the binary one.
pub(super) fn sum(values: impl Iterator<Item = Decimal> + Clone) -> f64 {
    let exact = (values.clone()).try_fold(Decimal::ZERO, |sum, value| sum.checked_add(value));
    exact.map_or_else(|| values.map(float).sum(), |sum| float(rounded(sum)))
}

fn rounded(value: Decimal) -> Decimal {
    value.round_dp_with_strategy(DECIMALS, RoundingStrategy::MidpointAwayFromZero)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_exact_and_never_fail() {
        let values = |texts: &[&str]| -> Vec<Decimal> {
            texts.iter().map(|text| text.parse().unwrap()).collect()
        };
        assert_eq!(sum(values(&["0.1", "0.2"]).into_iter()), 0.3);
        assert_eq!(sum(values(&["0.00000000005"]).into_iter()), 0.0000000001);
        let huge = Decimal::MAX;
        assert_eq!(sum([huge, huge].into_iter()), 2.0 * float(huge));
    }
}
