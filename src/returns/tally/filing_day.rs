//! Days of filing that cannot be true: before the period ends, or more than a year after it.

use jiff::civil::Date;

use super::doubts::ADVICE;
use crate::diagnostic::{Code, Diagnostic};
use crate::period::Month;
use crate::returns::Standards;

/// Returns the doubt about a day on which a return of `month` is said to have been filed, in words.
pub(super) fn doubt(month: Month, day: Date, standards: &Standards<'_>) -> Option<String> {
    Some(format!("{}：可能日期填错，也可能期间填错", reason(month, day, standards)?))
}

/// Returns G180 for a day of filing that holds for a number of rows.
pub(super) fn problem(
    month: Month,
    day: Date,
    rows: usize,
    standards: &Standards<'_>,
) -> Option<Diagnostic> {
    let reason = reason(month, day, standards)?;
    let many = if rows > 1 { format!("（共{rows}行）") } else { String::new() };
    let message = format!("{reason}{many}：可能日期填错，也可能期间填错");
    Some(Diagnostic::new(Code::FilingDayDoubtful, message).hint(ADVICE))
}

fn reason(month: Month, day: Date, standards: &Standards<'_>) -> Option<String> {
    if day < standards.first_day_of_filing(month) {
        return Some(format!("填报日期{day}在期间{month}结束之前"));
    }
    (day > standards.last_day_of_filing(month))
        .then(|| format!("填报日期{day}比期间{month}结束晚一年以上"))
}
