//! A line of a notice: an item, and why it is in the paper.

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::sent::Record;
use super::{Grade, PaperSource, Sent, status_of};
use crate::period::Month;
use crate::plan::{Item, ItemId, TargetId};
use crate::registry::UnitId;
use crate::status::Status;

/// A line of a notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The item.
    pub item: ItemId,
    /// The unit as the plan names it; the paper goes to the one that has its duties now.
    pub unit: UnitId,
    /// The figures that the line shows.
    pub scope: Scope,
    /// The status by them.
    pub status: Status,
    /// The reasons, the gravest first; at least one.
    pub causes: Vec<Cause>,
    /// The last notice about the item that the ledger has of the unit, since the case was last closed.
    pub earlier: Option<Sent>,
    /// The day by which the unit has to act.
    pub due: Date,
}

/// The figures that a line shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// Those of the province, to its lead unit.
    Province,
    /// Those of the unit itself.
    Unit {
        /// True if the unit answers for its part being behind; false if the lead unit does.
        acts: bool,
    },
}

/// The reason for a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cause {
    /// A notice was not answered by its deadline.
    Unanswered,
    /// The item is behind, and was so at the preceding check.
    BehindAgain {
        /// The month of that check.
        before: Month,
        /// The status at it.
        was: Status,
    },
    /// The item is behind.
    Behind,
    /// A milestone is due soon.
    Milestone {
        /// The target.
        target: TargetId,
        /// The month at whose end it is due, 1 to 12.
        month: i8,
        /// The share due, in percent.
        percent: Decimal,
    },
    /// The deadline (完成时限) is near.
    Deadline(Date),
}

impl Cause {
    /// Returns the grade of a line with this reason.
    pub fn grade(&self) -> Grade {
        match self {
            Self::Unanswered | Self::BehindAgain { .. } => Grade::Reminder,
            Self::Behind => Grade::Notice,
            Self::Milestone { .. } | Self::Deadline(_) => Grade::Hint,
        }
    }
}

impl Line {
    /// Returns the grade.
    pub fn grade(&self) -> Grade {
        self.causes.iter().map(Cause::grade).max().unwrap_or(Grade::Hint)
    }
}

/// Returns the line of an item for a unit; `None` where there is nothing to tell it.
pub(super) fn line(
    source: &PaperSource<'_>,
    item: &Item,
    unit: UnitId,
    scope: Scope,
    record: Record,
) -> Option<Line> {
    let assessed = source.now.item(item.id)?;
    let status = status_of(assessed, unit, scope);
    let mut causes = Vec::new();
    causes.extend(record.is_unanswered.then_some(Cause::Unanswered));
    let acts = scope == Scope::Province || scope == Scope::Unit { acts: true };
    if acts && status.is_behind() {
        causes.push(behind_again(source, item.id, unit, scope).unwrap_or(Cause::Behind));
    } else if scope == Scope::Province {
        causes.extend(soon(source, item, status));
    }
    let first = causes.first()?;
    let days = source.rules.days_to_reply(item.id);
    let due = match first {
        Cause::Milestone { month, .. } => last_day(source.date.year(), *month)?,
        Cause::Deadline(day) => *day,
        _ => source.calendar.after_working_days(source.date, days),
    };
    Some(Line { item: item.id, unit, scope, status, causes, earlier: record.last, due })
}

/// Returns the reason that an item is behind for the second time; `None` where it was not behind at the preceding check.
fn behind_again(
    source: &PaperSource<'_>,
    item: ItemId,
    unit: UnitId,
    scope: Scope,
) -> Option<Cause> {
    let before = source.before?;
    let was = status_of(before.item(item)?, unit, scope);
    was.is_behind().then_some(Cause::BehindAgain { before: before.month, was })
}

/// Returns what is due soon of an item that is under way, the earliest first. A milestone that was reached is not.
fn soon(source: &PaperSource<'_>, item: &Item, status: Status) -> Vec<Cause> {
    if !matches!(status, Status::OnTrack | Status::Unrated) {
        return Vec::new();
    }
    let year = source.now.month.year();
    let is_near = |day: Date| {
        let days = source.date.until(day).map_or(-1, |span| span.get_days());
        (0..=i32::from(source.rules.hint_days)).contains(&days)
    };
    let mut found: Vec<(Date, Cause)> = Vec::new();
    let marks = source.now.item(item.id).into_iter().flat_map(|assessed| &assessed.targets);
    for ((target, _), mark) in item.reported().zip(marks) {
        let next = source.basis.schedule.next(target, source.date.month());
        let Some(next) = next.filter(|_| source.date.year() == year) else { continue };
        let is_reached = mark.mark.percent.is_some_and(|percent| percent >= next.percent)
            || mark.mark.status == Status::Done;
        let day = last_day(year, next.month).filter(|&day| is_near(day) && !is_reached);
        found.extend(day.map(|day| {
            (day, Cause::Milestone { target, month: next.month, percent: next.percent })
        }));
    }
    let deadline = item.deadline_date(year).filter(|&day| is_near(day));
    found.extend(deadline.map(|day| (day, Cause::Deadline(day))));
    // The sort is stable: the deadline comes after the milestones of its day.
    found.sort_by_key(|&(day, _)| day);
    found.into_iter().map(|(_, cause)| cause).collect()
}

fn last_day(year: i16, month: i8) -> Option<Date> {
    Month::new(year, month).map(Month::last_day)
}
