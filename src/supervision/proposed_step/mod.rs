//! The steps that the rules propose: listings, decisions on extensions, verifications, delistings, overdue notices, talks. A
//! person decides.

mod next;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::{Case, Cases, Days, State};
use crate::assess::{Assessment, Basis};
use crate::period::Month;
use crate::plan::{Item, ItemId};
use crate::registers::{Event, EventKind};
use crate::registry::UnitId;
use crate::status::Status;

/// A step that the rules propose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step<'a> {
    /// The event that would be entered.
    pub kind: EventKind,
    /// The item.
    pub id: ItemId,
    /// The unit.
    pub unit: UnitId,
    /// The deadline that it would set, as the unit asked for it.
    pub deadline: Option<Date>,
    /// The reasons; at least one.
    pub causes: Vec<StepCause<'a>>,
}

/// The reason for a proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StepCause<'a> {
    /// The item, or the unit's part of it, was severe at successive checks.
    Severe {
        /// True for the whole item, which the lead unit answers for; false for the unit's own part.
        province: bool,
        /// The months of the checks, in order.
        months: Vec<Month>,
    },
    /// A notice was not answered for too long.
    Unanswered {
        /// The notice.
        notice: &'a Event,
        /// Its deadline.
        deadline: Date,
    },
    /// A leader has ordered it, as `duban.toml` says.
    Instructed,
    /// The deadline of the listing, which this event set, passed without an application.
    Passed(&'a Event),
    /// The listed case is overdue.
    Overdue(&'a Event),
    /// The unit asked for a later deadline, at the latest on the last day for that.
    Requested {
        /// The request.
        request: &'a Event,
        /// The last day on which it could be made.
        last: Date,
    },
    /// The item, or the unit's part of it, is as a check after the listing found it.
    Checked {
        /// True for the whole item, which the lead unit answers for.
        province: bool,
        /// The month of the check.
        month: Month,
    },
    /// The unit applied for delisting.
    Applied(&'a Event),
    /// The office has verified that the item was put right.
    Verified(&'a Event),
}

/// The data from which proposals follow.
#[derive(Debug, Clone, Copy)]
pub struct StepSource<'a> {
    /// Plan, registry and returns.
    pub basis: &'a Basis<'a>,
    /// The assessments of the monthly checks of the year, in order.
    pub checks: &'a [Assessment],
    /// The cases on the day.
    pub cases: &'a Cases<'a>,
    /// The rules and the working days.
    pub days: Days<'a>,
    /// The day.
    pub date: Date,
}

/// Returns what the rules propose on a day, in the order of the notice and of the registry. What is listed already is
/// not proposed again.
pub fn proposed_steps<'a>(source: &StepSource<'a>) -> Vec<Step<'a>> {
    let mut found = listings(source);
    found.extend(source.cases.iter().flat_map(|case| next::next_steps(source, case)));
    found.sort_by_key(|proposal| (proposal.id, proposal.unit));
    found
}

/// Returns the listings that the rules propose.
fn listings<'a>(source: &StepSource<'a>) -> Vec<Step<'a>> {
    let mut found = Vec::new();
    for item in source.basis.plan.items() {
        let mut units: BTreeSet<UnitId> = source
            .cases
            .iter()
            .filter(|case| case.id == item.id)
            .map(|case| case.unit)
            .chain(item.primary())
            .collect();
        units.extend(item.implementers(source.basis.registry));
        let severe = severe_units(source, item);
        for unit in units {
            let case = source.cases.of(item.id, unit);
            if case.is_some_and(|case| case.state.is_listed()) {
                continue;
            }
            let mut causes = Vec::new();
            let since = case.filter(|case| case.state == State::Closed).map(|case| case.since);
            let severe = severe.iter().find(|(one, ..)| *one == unit);
            if let Some((_, province, months)) = severe
                && months
                    .first()
                    .is_some_and(|first| since.is_none_or(|day| first.last_day() > day))
            {
                causes.push(StepCause::Severe { province: *province, months: months.clone() });
            }
            causes.extend(case.and_then(|case| unanswered(source, case)));
            let was_listed = source.cases.all().any(|case| {
                (case.id, case.unit) == (item.id, unit) && case.last(EventKind::List).is_some()
            });
            let is_instructed = source.days.rules.instructed.contains(&item.id);
            if is_instructed && item.primary() == Some(unit) && !was_listed {
                causes.push(StepCause::Instructed);
            }
            if !causes.is_empty() {
                found.push(Step {
                    kind: EventKind::List,
                    id: item.id,
                    unit,
                    deadline: None,
                    causes,
                });
            }
        }
    }
    found
}

/// Returns the units that answer for an item being severe at successive checks, with these: the lead unit where the whole
/// item is, otherwise each implementing unit whose own part is. True stands for the whole item.
fn severe_units(source: &StepSource<'_>, item: &Item) -> Vec<(UnitId, bool, Vec<Month>)> {
    let of_item = |check: &Assessment| check.item(item.id).map(|assessed| assessed.status);
    let whole = severe_months(source, of_item);
    if let Some((lead, months)) = item.primary().zip(whole) {
        return vec![(lead, true, months)];
    }
    let local = item.implementers(source.basis.registry).into_iter();
    let severe = local.filter(|unit| Some(*unit) != item.primary()).filter_map(|unit| {
        let of_part = |check: &Assessment| {
            check.item(item.id)?.unit(unit).filter(|part| part.expected).map(|part| part.status)
        };
        Some((unit, false, severe_months(source, of_part)?))
    });
    severe.collect()
}

/// Returns the months of the last checks, as many as the rules ask for, if all of them were severe: successive months, or
/// the ends of successive quarters of what is only measured then.
fn severe_months(
    source: &StepSource<'_>,
    status: impl Fn(&Assessment) -> Option<Status>,
) -> Option<Vec<Month>> {
    let count = usize::from(source.days.rules.severe_checks);
    let checks: Vec<(Month, Status)> = source
        .checks
        .iter()
        .map(|check| (check.month, status(check).unwrap_or(Status::Unrated)))
        .collect();
    let has_verdict = |status: Status| {
        !matches!(status, Status::Unreported | Status::Defective | Status::Unrated)
    };
    let last = checks.last().filter(|(_, status)| *status == Status::Severe)?;
    let judged: Vec<&(Month, Status)> =
        checks.iter().filter(|(_, status)| has_verdict(*status)).collect();
    let tail = |all: &[&(Month, Status)]| {
        let tail = all.get(all.len().checked_sub(count)?..)?;
        let severe = tail.iter().all(|(_, status)| *status == Status::Severe);
        severe.then(|| tail.iter().map(|(month, _)| *month).collect::<Vec<_>>())
    };
    let all: Vec<&(Month, Status)> = checks.iter().collect();
    let is_quarterly = judged.iter().all(|(month, _)| month.number() % 3 == 0);
    match tail(&all) {
        Some(months) => Some(months),
        None if is_quarterly && last.0.number() % 3 == 0 => {
            let months = tail(&judged)?;
            let successive = months.windows(2).all(|pair| pair[0].number() + 3 == pair[1].number());
            successive.then_some(months)
        }
        None => None,
    }
}

/// Returns the reason to list a case whose notice was not answered for too long.
fn unanswered<'a>(source: &StepSource<'a>, case: &Case<'a>) -> Option<StepCause<'a>> {
    if case.state != State::Noticed {
        return None;
    }
    let deadline = case.deadline()?;
    let days = source.days;
    let from = days.calendar.after_working_days(deadline, days.rules.unanswered_days);
    let notice = case.last(EventKind::Notice)?;
    (source.date >= from).then_some(StepCause::Unanswered { notice, deadline })
}
