//! Working days: weekends, days off and the weekends that are worked in their place.

use std::collections::BTreeSet;

use jiff::civil::{Date, Weekday};
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer};

use crate::json_schema;

/// The year's deviations from weeks of five working days: the table `[calendar]` of `duban.toml`.
///
/// Both lists hold days (`"2018-04-08"`) and spans (`"2018-04-05/2018-04-07"`).
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Calendar {
    /// Days off in addition to weekends.
    #[serde(deserialize_with = "days")]
    #[schemars(schema_with = "json_schema::days")]
    pub holidays: BTreeSet<Date>,
    /// Saturdays and Sundays that are working days.
    #[serde(deserialize_with = "days")]
    #[schemars(schema_with = "json_schema::days")]
    pub workdays: BTreeSet<Date>,
}

impl Calendar {
    /// Returns whether offices work on that day.
    pub fn is_working_day(&self, day: Date) -> bool {
        let weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
        self.workdays.contains(&day) || !(weekend || self.holidays.contains(&day))
    }

    /// Returns `day` itself or, if it is a day off, the next working day.
    pub fn working_day_from(&self, day: Date) -> Date {
        let mut later = day.series(jiff::Span::new().days(1));
        later.find(|&day| self.is_working_day(day)).unwrap_or(day)
    }

    /// Returns the last of `days` working days after `day`.
    pub fn after_working_days(&self, day: Date, days: u16) -> Date {
        let mut later = day.series(jiff::Span::new().days(1)).skip(1);
        let mut working = later.by_ref().filter(|&day| self.is_working_day(day));
        let last = usize::from(days).checked_sub(1).and_then(|n| working.nth(n));
        last.unwrap_or(day)
    }
}

/// Reads a list of days and spans.
fn days<'de, D: Deserializer<'de>>(deserializer: D) -> Result<BTreeSet<Date>, D::Error> {
    let mut days = BTreeSet::new();
    for entry in Vec::<String>::deserialize(deserializer)? {
        let span = span(&entry).ok_or_else(|| {
            let hint = "日期写作 \"2018-04-08\"，连续多日写作 \"2018-04-05/2018-04-07\"";
            serde::de::Error::custom(format!("“{entry}”不是日期：{hint}"))
        })?;
        days.extend(span);
    }
    Ok(days)
}

/// Returns the days of a day or a span; `None` for a span longer than a year.
fn span(entry: &str) -> Option<impl Iterator<Item = Date>> {
    let (first, last) = entry.split_once('/').unwrap_or((entry, entry));
    let first: Date = first.trim().parse().ok()?;
    let last: Date = last.trim().parse().ok()?;
    let length = first.until(last).ok()?.get_days();
    (0..=366)
        .contains(&length)
        .then(|| first.series(jiff::Span::new().days(1)).take_while(move |&day| day <= last))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn calendar(toml: &str) -> Result<Calendar, toml::de::Error> {
        toml::from_str(toml)
    }

    #[test]
    fn a_day_off_moves_to_the_next_day_worked() {
        let calendar = calendar(
            "holidays = ['2018-04-05/2018-04-07', '2018-01-01']\nworkdays = ['2018-04-08']",
        )
        .unwrap();
        assert_eq!(calendar.holidays.len(), 4);
        assert_eq!(calendar.working_day_from(date(2018, 4, 5)), date(2018, 4, 8));
        assert_eq!(calendar.working_day_from(date(2018, 1, 1)), date(2018, 1, 2));
        assert_eq!(calendar.working_day_from(date(2018, 7, 5)), date(2018, 7, 5));
        // A Saturday without any entry.
        assert_eq!(calendar.working_day_from(date(2018, 5, 5)), date(2018, 5, 7));
    }

    #[test]
    fn a_term_counts_working_days_after_the_first() {
        let calendar = calendar("holidays = ['2018-05-01']\nworkdays = ['2018-05-05']").unwrap();
        // A Friday; the Saturday after it, Monday and Tuesday are working days.
        let after = |days| calendar.after_working_days(date(2018, 5, 4), days);
        assert_eq!(after(3), date(2018, 5, 8));
        assert_eq!(after(1), date(2018, 5, 5));
        assert_eq!(after(0), date(2018, 5, 4));
    }

    #[test]
    fn what_is_no_day_is_refused() {
        for entry in ["2018-02-30", "春节", "2018-04-07/2018-04-05", "1018-01-01/2018-01-01"] {
            let error = calendar(&format!("holidays = ['{entry}']")).unwrap_err();
            assert!(error.to_string().contains(entry), "{error}");
        }
    }
}
