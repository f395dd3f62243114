//! The text that a cell shows for the value that it holds.

use calamine::{ExcelDateTime, ExcelDateTimeType};
use rust_decimal::Decimal;

/// The serial number of the day after 9999-12-31, the last one that spreadsheets know.
const END_OF_DAYS: f64 = 2_958_466.0;

/// The form in which a number is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Shown {
    /// As a number.
    #[default]
    Plain,
    /// As a percentage.
    Percent,
    /// As a day, counted from 1900 or from 1904.
    Day { since_1904: bool },
}

/// The text that a person reads in a cell that holds `number`.
pub(super) fn number(number: f64, shown: Shown) -> String {
    match shown {
        Shown::Plain => shortest(number),
        Shown::Percent => percentage(&shortest(number)),
        Shown::Day { since_1904 } => day(number, since_1904).unwrap_or_else(|| shortest(number)),
    }
}

/// `TRUE` or `FALSE`.
pub(super) fn truth(truth: bool) -> &'static str {
    if truth { "TRUE" } else { "FALSE" }
}

/// Returns the day of a serial number (43195 is 2018-04-05); `None` if it is not a day.
fn day(serial: f64, since_1904: bool) -> Option<String> {
    if !(1.0..END_OF_DAYS).contains(&serial) {
        return None;
    }
    let date = ExcelDateTime::new(serial, ExcelDateTimeType::DateTime, since_1904);
    let (year, month, day, ..) = date.to_ymd_hms_milli();
    Some(format!("{year:04}-{month:02}-{day:02}"))
}

/// The number in 15 significant digits, as many as Excel keeps: what a formula leaves behind them
/// (0.30000000000000004) is an error of binary arithmetic.
fn shortest(number: f64) -> String {
    let rounded: f64 = format!("{number:.14e}").parse().unwrap_or(number);
    rounded.to_string()
}

/// A fraction as percent, exact: 0.063 is 6.3%.
fn percentage(fraction: &str) -> String {
    let percent = Decimal::from_str_exact(fraction)
        .ok()
        .and_then(|fraction| fraction.checked_mul(Decimal::ONE_HUNDRED));
    match percent {
        Some(percent) => format!("{}%", percent.normalize()),
        None => fraction.to_owned(),
    }
}

/// Returns whether a number format shows percent: a % outside of quoted text.
pub(super) fn is_percent(format: &str) -> bool {
    symbols(format).any(|char| char == '%')
}

/// The characters of a number format that are not literal text: neither quoted, nor escaped, nor in
/// square brackets (a colour, a language, a condition).
pub(super) fn symbols(format: &str) -> impl Iterator<Item = char> + '_ {
    let (mut quoted, mut escaped, mut bracketed) = (false, false, false);
    format.chars().filter(move |&char| {
        let literal = quoted || escaped || bracketed;
        escaped = !literal && matches!(char, '\\' | '_' | '*');
        quoted ^= char == '"' && (quoted || !literal);
        bracketed = bracketed && char != ']' || !literal && char == '[';
        !(literal || escaped || quoted || bracketed || char == '"')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percent_is_told_from_a_percent_sign_in_text() {
        for format in ["0%", "0.00%", "#,##0.0%;[Red]-0.0%", "\"约\"0.0%", "[>1]0%"] {
            assert!(is_percent(format), "{format}");
        }
        for format in ["General", "0.0\"%\"", "0\\%", "0_%", "0*%", "[$%-804]0", "yyyy/m/d"] {
            assert!(!is_percent(format), "{format}");
        }
    }

    #[test]
    fn numbers_are_shown_as_people_read_them() {
        let day = Shown::Day { since_1904: false };
        let mac = Shown::Day { since_1904: true };
        for (value, shown, text) in [
            (131.0, Shown::Plain, "131"),
            (0.1 + 0.2, Shown::Plain, "0.3"),
            (-0.063, Shown::Percent, "-6.3%"),
            (43195.0, day, "2018-04-05"),
            (43195.75, day, "2018-04-05"),
            (41733.0, mac, "2018-04-05"),
            (0.5, day, "0.5"),
            (-3.0, day, "-3"),
            (2_958_465.0, day, "9999-12-31"),
            (2_958_466.0, day, "2958466"),
        ] {
            assert_eq!(number(value, shown), text);
        }
        assert_eq!(number(f64::NAN, day), "NaN");
        assert_eq!(number(1e300, Shown::Percent).len(), 301);
    }
}
