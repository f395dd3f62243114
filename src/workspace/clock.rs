//! The time, for people: when a run began, when a file was saved, the year of a new workspace, the day of a question. Documents are never dated by it.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use jiff::ToSpan as _;
use jiff::civil::{Date, DateTime, date};

/// Returns the time in China: 2018-06-03 09:12:05.
pub(super) fn now() -> String {
    in_china(SystemTime::now()).strftime("%Y-%m-%d %H:%M:%S").to_string()
}

/// Returns the year in China, for a new workspace that is made without naming one.
pub fn this_year() -> i16 {
    in_china(SystemTime::now()).year()
}

/// Returns the day in China, for commands that ask how matters stand today.
pub fn today() -> Date {
    in_china(SystemTime::now()).date()
}

/// Returns a time in China as it is part of a file's name: 20180603T091205.
pub(super) fn stamp(time: SystemTime) -> String {
    in_china(time).strftime("%Y%m%dT%H%M%S").to_string()
}

fn in_china(time: SystemTime) -> DateTime {
    let since: Duration = time.duration_since(UNIX_EPOCH).unwrap_or_default();
    let seconds = i64::try_from(since.as_secs()).unwrap_or_default().saturating_add(8 * 60 * 60);
    let epoch = date(1970, 1, 1).at(0, 0, 0, 0);
    // A time beyond all years is a fault of the file system.
    seconds_after(epoch, seconds).unwrap_or(epoch)
}

fn seconds_after(epoch: DateTime, seconds: i64) -> Option<DateTime> {
    let (days, rest) = (seconds / 86_400, seconds % 86_400);
    let days = i32::try_from(days).ok().filter(|days| *days < 3_000_000)?;
    epoch.checked_add(days.days()).ok()?.checked_add(rest.seconds()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_those_of_china() {
        // 2018-06-03 01:12:05 in Greenwich.
        let time = UNIX_EPOCH + Duration::from_secs(1_527_988_325);
        assert_eq!(stamp(time), "20180603T091205");
        assert_eq!(
            stamp(UNIX_EPOCH + Duration::from_secs(u64::from(u32::MAX) << 16)),
            "19700101T000000"
        );
        assert!(now().parse::<DateTime>().is_ok());
    }
}
