//! Milestones and deadlines of items.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::{Due, DueKind, DueSource};
use crate::period::Month;
use crate::plan::Item;
use crate::status::Status;

/// Returns the milestones and deadlines of the items that are not done, each at the item's first lead unit: those ahead that
/// were not reached yet; of those that have passed, the deadlines, and the last milestone of an item that was behind at the
/// last check.
pub(super) fn milestones(source: &DueSource<'_>) -> Vec<Due> {
    let mut found = Vec::new();
    for item in source.basis.plan.items() {
        let unit = item.primary().map(|unit| source.basis.registry.present(unit));
        let days = days(source, item).into_iter();
        found.extend(days.map(|due| Due {
            due,
            kind: DueKind::Milestone,
            unit,
            id: Some(item.id),
            document: None,
            month: None,
        }));
    }
    found
}

/// Returns the days of an item.
fn days(source: &DueSource<'_>, item: &Item) -> BTreeSet<Date> {
    let date = source.date;
    let assessed = source.now.and_then(|now| now.item(item.id));
    if assessed.is_some_and(|assessed| assessed.status == Status::Done) {
        return BTreeSet::new();
    }
    let year = source.now.map_or(date.year(), |now| now.month.year());
    let last_day = |month| Month::new(year, month).map(Month::last_day);
    let mut days: BTreeSet<Date> = item.deadline_date(year).into_iter().collect();
    for (place, (target, _)) in item.reported().enumerate() {
        let mark = assessed.and_then(|assessed| assessed.targets.get(place));
        let mark = mark.map(|target| &target.mark);
        let mut passed = None;
        let mut month = 1;
        while let Some(next) = source.basis.schedule.next(target, month) {
            let day = last_day(next.month);
            let is_checked = source.now.is_some_and(|now| next.month <= now.month.number());
            if is_checked {
                passed = day;
            } else {
                let is_reached = mark.is_some_and(|mark| {
                    mark.status == Status::Done
                        || mark.percent.is_some_and(|percent| percent >= next.percent)
                });
                days.extend(day.filter(|_| !is_reached));
            }
            month = next.month + 1;
        }
        let is_behind = mark.is_some_and(|mark| mark.status.is_behind());
        days.extend(passed.filter(|_| is_behind));
    }
    // Of a day that has passed since the last check nobody knows.
    let checked = source.now.map(|now| now.month.last_day());
    days.retain(|&day| day >= date || checked.is_some_and(|checked| day <= checked));
    days
}
