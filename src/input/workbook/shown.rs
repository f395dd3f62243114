//! The text that a cell shows for the value that it holds.

use calamine::{ExcelDateTime, ExcelDateTimeType};
use rust_decimal::Decimal;

use super::number_format::{Face, NumberFormat};

/// The serial number of the day after 9999-12-31, the last one that spreadsheets know.
const END_OF_DAYS: f64 = 2_958_466.0;

/// The form in which a number is shown.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) enum Shown {
    /// As a number.
    #[default]
    Plain,
    /// As a percentage.
    Percent,
    /// As a day, counted from 1900 or from 1904.
    Day { since_1904: bool },
    /// As a format spells it out, with days counted from 1900 or from 1904.
    Format { format: NumberFormat, since_1904: bool },
}

impl Shown {
    /// Returns the form that a number format has.
    pub(super) fn of_code(code: &str, since_1904: bool) -> Self {
        match code {
            "General" | "0" | "0.00" | "#,##0" | "#,##0.00" | "@" => Self::Plain,
            code => Self::Format { format: NumberFormat::parse(code), since_1904 },
        }
    }
}

/// The text that a person reads in a cell that holds `number`. A number that its format hides comes as a number.
pub(super) fn number(number: f64, shown: &Shown) -> String {
    let plain = shortest(number);
    match shown {
        Shown::Plain => plain,
        Shown::Percent => percentage(&plain),
        Shown::Day { since_1904 } => day(number, *since_1904).unwrap_or(plain),
        Shown::Format { format, since_1904 } => match format.face(number, &plain) {
            Face::Number { before, value, behind } => format!("{before}{value}{behind}"),
            Face::Words(words) => words.to_owned(),
            Face::Nothing => plain,
            Face::Day => day(number, *since_1904).unwrap_or(plain),
            Face::Month => {
                let month = month_to_come(number, *since_1904);
                month.or_else(|| day(number, *since_1904)).unwrap_or(plain)
            }
            Face::Time => time(number.fract()).unwrap_or(plain),
            Face::Duration => time(number).unwrap_or(plain),
        },
    }
}

/// Returns whether the format of a cell hides the number in it.
pub(super) fn is_hidden(number: f64, shown: &Shown) -> bool {
    match shown {
        Shown::Format { format, .. } => format.face(number, "") == Face::Nothing,
        _ => false,
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

/// Returns the month of a serial number that is the first of one from 2029 to 2049: 2029年2月. A spreadsheet makes it of
/// 2-29, which is no day of most years, and shows no day of it; as 2029-02-01 it might as well be 2-1.
fn month_to_come(serial: f64, since_1904: bool) -> Option<String> {
    let day = day(serial, since_1904)?;
    let (year, month) = day.strip_suffix("-01")?.split_once('-')?;
    let number: u16 = year.parse().ok()?;
    (2029..2050).contains(&number).then(|| format!("{year}年{}月", month.trim_start_matches('0')))
}

/// Returns the hours and minutes of a part of a day (1:30), and its seconds if there are any.
fn time(days: f64) -> Option<String> {
    let seconds = (days * 86_400.0).round();
    // A month of hours; more is no time.
    if !(0.0..2_678_400.0).contains(&seconds) {
        return None;
    }
    let seconds = seconds as u32;
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    Some(match seconds {
        0 => format!("{hours}:{minutes:02}"),
        _ => format!("{hours}:{minutes:02}:{seconds:02}"),
    })
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_shown_as_people_read_them() {
        let day = || Shown::Day { since_1904: false };
        let mac = Shown::Day { since_1904: true };
        let of = |code: &str| Shown::of_code(code, false);
        for (value, shown, text) in [
            (0.0625, of("h:mm"), "1:30"),
            (43195.75, of("h:mm"), "18:00"),
            (1.5, of("[h]:mm"), "36:00"),
            (0.0003125, of("mm:ss"), "0:00:27"),
            (43163.0, of("m\"月\"d\"日\""), "2018-03-04"),
            // 2-29 typed in a year without this day, 2-1 typed in 2029, 2018年7月.
            (47150.0, of("mmm-yy"), "2029年2月"),
            (47150.0, of("mmm"), "2029年2月"),
            (47150.0, of("m\"月\"d\"日\""), "2029-02-01"),
            (43282.0, of("yyyy\"年\"m\"月\""), "2018-07-01"),
            (6950.0, of("0\"人\""), "6950人"),
            (12.0, of(";;;"), "12"),
            (131.0, Shown::Plain, "131"),
            (0.1 + 0.2, Shown::Plain, "0.3"),
            (-0.063, Shown::Percent, "-6.3%"),
            (43195.0, day(), "2018-04-05"),
            (43195.75, day(), "2018-04-05"),
            (41733.0, mac, "2018-04-05"),
            (0.5, day(), "0.5"),
            (-3.0, day(), "-3"),
            (2_958_465.0, day(), "9999-12-31"),
            (2_958_466.0, day(), "2958466"),
        ] {
            assert_eq!(number(value, &shown), text);
        }
        let day = Shown::Day { since_1904: false };
        assert_eq!(number(f64::NAN, &day), "NaN");
        assert_eq!(number(1e300, &Shown::Percent).len(), 301);
    }
}
