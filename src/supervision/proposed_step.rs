//! The steps that the rules propose: listings, overdue notices, talks. A person decides.

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
    /// The event that would be entered: a listing, an overdue notice or a talk.
    pub kind: EventKind,
    /// The item.
    pub id: ItemId,
    /// The unit.
    pub unit: UnitId,
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
    found.extend(source.cases.iter().filter_map(|case| next_step(source, case)));
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
                found.push(Step { kind: EventKind::List, id: item.id, unit, causes });
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

/// Returns the overdue notice or the talk that a listed case calls for.
fn next_step<'a>(source: &StepSource<'a>, case: &Case<'a>) -> Option<Step<'a>> {
    let (kind, cause) = match case.state {
        State::Listed | State::Planned | State::Extended if case.request().is_none() => {
            case.deadline().filter(|deadline| *deadline < source.date)?;
            let set_by = case.last(EventKind::Extend).or_else(|| case.last(EventKind::List))?;
            (EventKind::Overdue, StepCause::Passed(set_by))
        }
        State::Overdue => {
            let overdue = case.last(EventKind::Overdue)?;
            let after = case.events.iter().rev().take_while(|event| **event != overdue);
            let talked = after.into_iter().any(|event| event.kind == EventKind::Talk);
            (!talked).then_some((EventKind::Talk, StepCause::Overdue(overdue)))?
        }
        _ => return None,
    };
    Some(Step { kind, id: case.id, unit: case.unit, causes: vec![cause] })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::calendar::Calendar;
    use crate::diagnostic::Diagnostics;
    use crate::plan::{Duties, Schedule};
    use crate::registers::Ledger;
    use crate::returns::{PROGRESS_DIR, Reader, Reports};
    use crate::sample::Province;
    use crate::supervision::Rules;

    /// Returns the listings proposed on these returns, rows `MONTH,ID,UNIT,VALUE`, as `ID UNIT province|own MONTHS`.
    fn proposed(returns: &str, rules: &Rules) -> Vec<String> {
        let province = Province::new()
            .unit("省林业厅", "组成部门")
            .unit("甲市", "市州")
            .unit("乙市", "市州")
            .group("各市州政府", "市州")
            .task(1, "造林120万亩。", |item| {
                let item = item.lead("省林业厅").implement("各市州政府");
                item.target("造林 = 120 万亩")
            })
            .part("2-1", 1, "甲市", "60")
            .part("2-1", 1, "乙市", "60");
        let (registry, plan) = province.load();
        let breakdown = province.breakdown(&registry, &plan);
        let folder = tempfile::tempdir().unwrap();
        let progress = folder.path().join(PROGRESS_DIR);
        std::fs::create_dir_all(&progress).unwrap();
        let rows = format!("期间,编号,单位,完成值\n{returns}");
        std::fs::write(progress.join("a.csv"), rows).unwrap();
        let reader = Reader::new(2018, &plan, &breakdown, &registry);
        let mut problems = Diagnostics::new();
        let reports = Reports::load(folder.path(), &reader, &mut problems);
        let progress = reports.progress(&reader, &mut problems);
        let duties = Duties::new(&plan, &registry);
        let assessed = crate::assess::Rules::default();
        let schedule = Schedule::default();
        let basis = Basis {
            plan: &plan,
            registry: &registry,
            duties: &duties,
            breakdown: &breakdown,
            schedule: &schedule,
            progress: &progress,
            rules: &assessed,
        };
        let months = (3..=12).map(|month| Month::new(2018, month).unwrap());
        let months = months.filter(|month| !progress.of(*month).is_empty());
        let checks: Vec<_> = months.map(|month| Assessment::new(&basis, month)).collect();
        let (ledger, calendar) = (Ledger::default(), Calendar::default());
        let days = Days { calendar: &calendar, rules, registry: &registry };
        let cases = Cases::on(&ledger, None, days);
        let source = StepSource {
            basis: &basis,
            checks: &checks,
            cases: &cases,
            days,
            date: date(2018, 12, 31),
        };
        let steps = proposed_steps(&source).into_iter();
        let words = steps.flat_map(|step| {
            let unit = registry.unit(step.unit).short.clone();
            step.causes.into_iter().map(move |cause| match cause {
                StepCause::Severe { province, months } => {
                    let whose = if province { "province" } else { "own" };
                    let months = months.iter().map(ToString::to_string).collect::<Vec<_>>();
                    format!("{} {unit} {whose} {}", step.id, months.join(" "))
                }
                other => format!("{} {unit} {other:?}", step.id),
            })
        });
        words.collect()
    }

    #[test]
    fn the_lead_unit_answers_where_the_province_is_severe_twice() {
        let rules = Rules::default();
        let rows = "2018-04,2-1,省林业厅,10\n2018-05,2-1,省林业厅,15\n2018-05,2-1,甲市,1\n";
        assert_eq!(proposed(rows, &rules), ["2-1 省林业厅 province 2018-04 2018-05"]);
        // Severe once, then lagging only: 45 of 50 are due.
        let better = "2018-04,2-1,省林业厅,10\n2018-05,2-1,省林业厅,45\n";
        assert_eq!(proposed(better, &rules), [""; 0]);
        let once = Rules { severe_checks: 1, ..Rules::default() };
        assert_eq!(proposed("2018-05,2-1,省林业厅,15\n", &once), ["2-1 省林业厅 province 2018-05"]);
        let thrice = Rules { severe_checks: 3, ..Rules::default() };
        assert_eq!(proposed(rows, &thrice), [""; 0]);
    }

    #[test]
    fn a_prefecture_answers_where_only_its_own_part_is_severe_twice() {
        let rows = "2018-04,2-1,省林业厅,60\n2018-04,2-1,甲市,5\n2018-04,2-1,乙市,55\n\
            2018-05,2-1,省林业厅,65\n2018-05,2-1,甲市,8\n2018-05,2-1,乙市,57\n";
        assert_eq!(proposed(rows, &Rules::default()), ["2-1 甲市 own 2018-04 2018-05"]);
    }

    #[test]
    fn what_is_only_measured_by_quarter_is_compared_by_quarter() {
        let rules = Rules::default();
        // Others report in April and May, so that these are checks too.
        let others = "2018-04,2-1,甲市,20\n2018-05,2-1,甲市,25\n2018-06,2-1,甲市,30\n";
        let quarters = format!("2018-03,2-1,省林业厅,5\n2018-06,2-1,省林业厅,15\n{others}");
        assert_eq!(proposed(&quarters, &rules), ["2-1 省林业厅 province 2018-03 2018-06"]);
        let between = format!("{quarters}2018-05,2-1,省林业厅,60\n");
        assert_eq!(proposed(&between, &rules), [""; 0]);
    }
}
