//! One item at the end of a month: what the province and each of its units reached.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::judge::{self, Yardstick};
use super::rank::{Compared, Ranked, places};
use super::{
    Basis, ItemAssessment, Kind, Mark, Origin, Owed, Sum, TargetMark, UnitAssessment, UnitMark,
    worst,
};
use crate::period::Month;
use crate::plan::{Item, Role, TargetId, Who};
use crate::registry::{Scope, UnitId};
use crate::returns::{Field, Key, Return};
use crate::status::Status;
use crate::targets::{Comparator, Direction, Target};

/// An item, and what it is judged with.
pub(super) struct Subject<'a> {
    basis: &'a Basis<'a>,
    month: Month,
    item: &'a Item,
    /// The first lead unit, which reports for the province.
    primary: Option<UnitId>,
    /// The returns that are owed on it.
    owed: Owed,
    /// The units that owe one, and others with a return on it.
    units: BTreeSet<UnitId>,
    /// All returns of the month.
    returns: &'a BTreeMap<Key, Return>,
}

impl<'a> Subject<'a> {
    pub(super) fn new(basis: &'a Basis<'a>, month: Month, item: &'a Item) -> Self {
        let owed = Owed::new(basis.registry, basis.breakdown, item);
        let mut units = owed.units();
        units.extend(basis.progress.of_item(month, item.id).map(|(key, _)| key.unit));
        Self {
            basis,
            month,
            item,
            primary: item.primary(),
            owed,
            units,
            returns: basis.progress.of(month),
        }
    }

    /// Judges it.
    pub(super) fn assess(&self) -> ItemAssessment {
        let targets = self.item.reported();
        let targets: Vec<_> = targets.map(|(id, _)| self.province(id)).collect();
        ItemAssessment {
            id: self.item.id,
            status: worst(targets.iter().map(|target| target.mark.status)),
            targets,
            units: self.parts(),
        }
    }

    fn target(&self, id: TargetId) -> Option<&'a Target> {
        self.item.target(id)
    }

    fn kind(&self, id: TargetId) -> Kind {
        self.target(id).map_or(Kind::Task, Kind::of)
    }

    fn direction(&self, id: TargetId) -> Direction {
        self.target(id).map_or(Direction::Up, |target| target.direction)
    }

    /// Returns a unit's report on a target.
    fn report(&self, target: TargetId, unit: UnitId) -> Option<&'a Return> {
        self.returns.get(&Key { target, unit })
    }

    fn yardstick(&self, id: TargetId, goal: Option<Decimal>) -> Yardstick<'a> {
        let target = self.target(id);
        let schedule = self.basis.schedule;
        Yardstick {
            kind: self.kind(id),
            comparator: target.map_or(Comparator::Ge, |target| target.comparator),
            direction: self.direction(id),
            goal,
            least_digits: target.map_or(0, Target::least_digits),
            due: schedule.due_of(self.item, id, self.month),
            month: self.month,
            rules: self.basis.rules,
        }
    }

    /// Returns the province's result for a target: as its primary lead unit reports, or else a co-lead, or else,
    /// for an amount, the sum of its implementing units' values.
    fn province(&self, id: TargetId) -> TargetMark {
        let yardstick = self.yardstick(id, self.target(id).map(|target| target.value));
        let lead = self.primary.and_then(|unit| self.report(id, unit));
        let (mark, origin) = match lead {
            Some(lead) => (judge::report(Some(lead), &yardstick), Origin::Lead),
            None => self.without_lead(id, &yardstick),
        };
        TargetMark {
            kind: yardstick.kind,
            narrow: judge::is_narrow(&mark, &yardstick),
            mark,
            due: yardstick.due,
            origin,
        }
    }

    /// Returns the province's result for a target on which the primary lead unit did not report.
    fn without_lead(&self, id: TargetId, yardstick: &Yardstick<'_>) -> (Mark, Origin) {
        if let Some(result) = self.of_co_leads(id, yardstick) {
            return result;
        }
        let nothing = judge::report(None, yardstick);
        let adds_up =
            self.target(id).is_some_and(|target| self.basis.breakdown.adds_up(id, target));
        if yardstick.kind != Kind::Amount || !adds_up {
            return (nothing, Origin::Lead);
        }
        match self.sum(id, yardstick.goal) {
            Ok(sum) => {
                let summed = Return { value: Some(sum.total), ..Return::default() };
                let mark = judge::report(Some(&summed), yardstick);
                let mark = match sum.complete || !mark.status.is_behind() {
                    true => mark,
                    // What is missing may make up for it.
                    false => Mark { status: self.status_of_gaps(id), ..nothing },
                };
                (mark, Origin::Sum(sum))
            }
            Err(Unsummable) => (Mark { status: self.status_of_gaps(id), ..nothing }, Origin::Lead),
        }
    }

    /// Returns the result by the co-leads' returns; `None` if there are none. Of several that lead to the same
    /// verdict, the first in the notice's order counts; if verdicts differ, none does.
    fn of_co_leads(&self, id: TargetId, yardstick: &Yardstick<'_>) -> Option<(Mark, Origin)> {
        let leads = self.item.lead.iter().filter_map(|party| match party.who {
            Who::Unit(unit) => Some(unit),
            Who::Group(_) | Who::Unknown => None,
        });
        let reports = leads.filter_map(|unit| Some((unit, self.report(id, unit)?)));
        let marks = reports.map(|(unit, report)| (judge::report(Some(report), yardstick), unit));
        let marks: Vec<(Mark, UnitId)> = marks.collect();
        let mut verdicts = marks.iter().filter(|(mark, _)| mark.status.is_verdict());
        let Some((first, unit)) = verdicts.next() else {
            // A figure in question comes before a return without any.
            let in_question = marks.iter().find(|(mark, _)| mark.status == Status::Defective);
            let (mark, unit) = in_question.or(marks.first())?;
            return Some((mark.clone(), Origin::CoLead(*unit)));
        };
        if verdicts.any(|(other, _)| other.status != first.status) {
            let mark = Mark { status: Status::Defective, value: None, percent: None, ..*first };
            return Some((mark, Origin::Contradiction));
        }
        Some((first.clone(), Origin::CoLead(*unit)))
    }

    /// Returns the status of a target whose sum proves nothing: defective if every unit that owes a part reported
    /// on it, so that only figures in question are missing.
    fn status_of_gaps(&self, id: TargetId) -> Status {
        let mut lacking = self
            .parts_of_the_whole()
            .into_iter()
            .filter(|&unit| self.owed.owes(id, unit) && self.value(id, unit).is_none());
        let in_question = |unit: UnitId| {
            let report = self.report(id, unit);
            report.is_some_and(|report| report.defect(Field::Value).is_some())
        };
        match lacking.next() {
            Some(first) if in_question(first) && lacking.all(in_question) => Status::Defective,
            _ => Status::Unreported,
        }
    }

    /// Returns the value that a unit reported on a target, if it can be used.
    fn value(&self, id: TargetId, unit: UnitId) -> Option<Decimal> {
        self.report(id, unit).and_then(Return::usable_value)
    }

    /// The values of the implementing units added up.
    ///
    /// # Errors
    /// [`Unsummable`] if none of them has one, or the sum is too large.
    fn sum(&self, id: TargetId, goal: Option<Decimal>) -> Result<Sum, Unsummable> {
        let parts = self.parts_of_the_whole();
        // The members of an open collective are not known: others may have a part.
        let open = self.item.implement.iter().any(|party| match party.who {
            Who::Unit(_) => false,
            Who::Group(group) => self.basis.registry.group(group).scope == Scope::Open,
            Who::Unknown => true,
        });
        let mut sum =
            Sum { total: Decimal::ZERO, percent: None, reported: 0, expected: 0, complete: !open };
        for unit in parts {
            let value = self.value(id, unit);
            let owes = self.owed.owes(id, unit);
            sum.complete &= value.is_some() || !owes;
            sum.expected += usize::from(value.is_some() || owes);
            if let Some(value) = value {
                sum.total = sum.total.checked_add(value).ok_or(Unsummable)?;
                sum.reported += 1;
            }
        }
        sum.percent = judge::completion(Some(sum.total), goal);
        if sum.reported > 0 { Ok(sum) } else { Err(Unsummable) }
    }

    /// The implementing units, without one that lies inside another: 兰州新区 is part of 兰州.
    fn parts_of_the_whole(&self) -> Vec<UnitId> {
        let territory = self.basis.territory();
        let roles = self.item.roles(self.basis.registry);
        territory.counted(self.units.iter().copied().filter(|&unit| {
            let role = roles.get(&unit);
            matches!(role, Some(Role::Implement | Role::Possible))
        }))
    }

    /// Each unit's part, with places among the prefectures.
    fn parts(&self) -> Vec<UnitAssessment> {
        let units: Vec<UnitId> = self.units.iter().copied().collect();
        let mut targets: Vec<Vec<UnitMark>> = vec![Vec::new(); units.len()];
        for (id, _) in self.item.reported() {
            let marks: Vec<_> = units.iter().map(|&unit| self.part(id, unit)).collect();
            let ranks = self.ranks(id, &units, &marks);
            let ranked = units.iter().zip(marks).zip(ranks);
            for (part, ((&unit, mark), rank)) in targets.iter_mut().zip(ranked) {
                part.push(UnitMark { mark, owed: self.owed.owes(id, unit), rank });
            }
        }
        let parts = units.into_iter().zip(targets);
        parts
            .map(|(unit, targets)| UnitAssessment {
                unit,
                expected: targets.iter().any(|target| target.owed),
                status: worst(targets.iter().map(|target| target.mark.status)),
                targets,
            })
            .collect()
    }

    /// Returns a unit's result for a target.
    fn part(&self, id: TargetId, unit: UnitId) -> Mark {
        let yardstick = self.yardstick(id, self.goal(id, unit));
        let mark = judge::report(self.report(id, unit), &yardstick);
        match mark.status {
            Status::Unreported if !self.owed.owes(id, unit) => {
                Mark { status: Status::Unrated, ..mark }
            }
            _ => mark,
        }
    }

    /// Returns the value that a unit has to reach: its own target, or the provincial one where it reports
    /// for the province or where the target is a rate. The province's bound on an amount (事故100起以内) is no unit's.
    fn goal(&self, id: TargetId, unit: UnitId) -> Option<Decimal> {
        let own = self.basis.breakdown.value(id, unit);
        let target = self.target(id)?;
        let shared = self.primary == Some(unit) || target.is_rate();
        own.or_else(|| shared.then_some(target.value))
    }

    /// The places of those that are ranked: rates by value, amounts by completion.
    fn ranks(&self, id: TargetId, units: &[UnitId], marks: &[Mark]) -> Vec<Option<usize>> {
        let kind = self.kind(id);
        if kind == Kind::Task {
            return vec![None; units.len()];
        }
        let territory = self.basis.territory();
        let local = |unit: UnitId| territory.is_ranked(unit) || territory.is_enclosed(unit);
        let compared: Vec<_> = units
            .iter()
            .zip(marks)
            .map(|(&unit, mark)| Compared::of(kind, mark).filter(|_| local(unit)))
            .collect();
        let digits = Compared::digits(compared.iter().flatten());
        let values: Vec<_> = units
            .iter()
            .zip(marks.iter().zip(&compared))
            .map(|(&unit, (mark, compared))| {
                let has_place =
                    territory.is_ranked(unit) && (kind != Kind::Amount || mark.goal.is_some());
                let value = compared.filter(|_| has_place)?.printed(digits);
                Some(Ranked { value, goal: mark.goal })
            })
            .collect();
        let direction = match kind {
            // Of a completion more is better, whatever the amount.
            Kind::Amount => Direction::Up,
            _ => self.direction(id),
        };
        places(&values, direction)
    }
}

/// The values of the implementing units cannot be added up.
struct Unsummable;
