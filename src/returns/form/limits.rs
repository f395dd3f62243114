//! The limits of what a return may state. The validation of the form's cells and the reader of returns share
//! them, so that what the form forbids is no less a problem when a program typed it.

use std::ops::RangeInclusive;

use jiff::civil::{Date, date};

/// The longest text, in characters (`domain.md` 3.8).
pub const LONGEST_ANSWER: u32 = 200;

/// The highest completion, in percent. A higher one suggests that measures were mixed up.
pub const HIGHEST_PERCENT: u32 = 1000;

/// The days on which returns of a period of `year` may be filed: until the end of the next year.
pub fn filing_days(year: i16) -> RangeInclusive<Date> {
    let year = year.clamp(1, 9998);
    date(year, 1, 1)..=date(year + 1, 12, 31)
}
