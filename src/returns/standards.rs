//! The settings of the office by which returns are examined, beside the plan.

use jiff::civil::Date;

use crate::period::Month;
use crate::plan::{Due, Item, Schedule, TargetId, Territory};

/// The settings by which returns are examined; by default the customary ones.
#[derive(Debug, Clone, Copy)]
pub struct Standards<'a> {
    /// The planned course of the year; a twelfth a month without one.
    pub schedule: Option<&'a Schedule>,
    /// The units whose figures add up to the province's; without it nothing is added up.
    pub territory: Option<Territory<'a>>,
    /// The day of the month on which returns are due.
    pub return_day: u8,
}

/// The first of the days of a month that are due days of the month itself in some places (the 25th, the 28th). With an
/// earlier day returns are due in the month after.
const LATE_DAY: u8 = 20;

impl Default for Standards<'_> {
    fn default() -> Self {
        Self { schedule: None, territory: None, return_day: 5 }
    }
}

impl Standards<'_> {
    /// Returns the share due of a target of an item at the end of a month; `None` for the item where the plan does not have it.
    pub fn due(&self, item: Option<&Item>, target: TargetId, month: Month) -> Due {
        match (self.schedule, item) {
            (Some(schedule), Some(item)) => schedule.due_of(item, target, month),
            (Some(schedule), None) => schedule.due(target, month.number()),
            (None, _) => Due::straight(month.number()),
        }
    }

    /// Returns the first day on which returns of a month can be filed: its last day, or the due day where this lies in
    /// the month itself.
    pub fn first_day_of_filing(&self, month: Month) -> Date {
        let last = month.last_day();
        if self.return_day < LATE_DAY {
            return last;
        }
        let day = i8::try_from(self.return_day).unwrap_or(i8::MAX);
        let due = last.with().day(day.clamp(1, last.days_in_month())).build();
        due.unwrap_or(last)
    }

    /// Returns the last day on which a return of a month is filed or corrected: a year after the month.
    pub fn last_day_of_filing(&self, month: Month) -> Date {
        let next = Month::new(month.year().saturating_add(1), month.number());
        next.unwrap_or(month).last_day()
    }
}
