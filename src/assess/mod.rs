//! Assessment (评价): what was reached, against the target and the time that has gone by.
//!
//! Pure functions over the plan and the returns; the rules are those of the table in
//! [`judge`]. Values are compared unrounded.

mod change;
mod counts;
pub mod export;
pub mod judge;
mod owed;
mod precision;
mod punctuality;
mod rank;
mod rules;
mod subject;

#[cfg(test)]
mod tests;

pub use crate::targets::Kind;
pub use change::{Change, Moved};
pub use counts::Counts;
pub use owed::Owed;
pub use precision::Precision;
pub use punctuality::{Delay, InQuestion, OwedItem, Punctuality};
pub use rank::Compared;
pub use rules::Rules;

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::period::Month;
use crate::plan::{Breakdown, Due, Duties, ItemId, Plan, Schedule, Territory};
use crate::registry::{Registry, UnitId};
use crate::returns::{Progress, Reported};
use crate::status::{Stage, Status};

/// The result reached for a target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Its status.
    pub status: Status,
    /// Cumulative value in the target's measure.
    pub value: Option<Decimal>,
    /// The decimals with which the value is printed.
    pub value_precision: Precision,
    /// Completion in percent of the target; only for amounts, and for tasks without a figure.
    pub percent: Option<Decimal>,
    /// The decimals with which the completion is printed.
    pub percent_precision: Precision,
    /// The target that it is compared with: the unit's own, else the provincial one of a rate.
    pub goal: Option<Decimal>,
    /// The unit's own statements, where the office has verified others in their place.
    pub verified: Option<Reported>,
}

/// The province's result for one target of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TargetMark {
    /// The kind of target.
    pub kind: Kind,
    /// The result.
    pub mark: Mark,
    /// The share that should be reached by the end of the period.
    pub due: Due,
    /// True if it is on schedule only by a narrow margin.
    pub narrow: bool,
    /// The origin of the result.
    pub origin: Origin,
}

impl TargetMark {
    /// Returns the sum of the implementing units' values, where no lead unit reported.
    pub fn sum(&self) -> Option<Sum> {
        match self.origin {
            Origin::Sum(sum) => Some(sum),
            Origin::Lead | Origin::CoLead(_) | Origin::Contradiction => None,
        }
    }

    /// Returns the sum if it proves nothing: values are missing in it, and the target is not reached without them.
    pub fn unproven_sum(&self) -> Option<Sum> {
        self.sum().filter(|_| self.mark.value.is_none())
    }

    /// Returns the co-lead whose return it is.
    pub fn co_lead(&self) -> Option<UnitId> {
        match self.origin {
            Origin::CoLead(unit) => Some(unit),
            Origin::Lead | Origin::Sum(_) | Origin::Contradiction => None,
        }
    }
}

/// The origin of the province's result for a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// The return of the primary lead unit, or the lack of any.
    Lead,
    /// The return of a co-lead, where the primary lead unit did not report.
    CoLead(UnitId),
    /// The returns of co-leads that lead to different verdicts.
    Contradiction,
    /// The sum of the implementing units' values, where no lead unit reported.
    Sum(Sum),
}

/// A sum of implementing units' values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sum {
    /// The sum.
    pub total: Decimal,
    /// The sum in percent of the target.
    pub percent: Option<Decimal>,
    /// Units that reported a value.
    pub reported: usize,
    /// Units whose values make up the whole.
    pub expected: usize,
    /// True if the value of no unit that owes a part is missing.
    pub complete: bool,
}

/// One unit's result for one target, and its place among the prefectures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitMark {
    /// The result. Without a return on a target on which the unit owes none, it is unrated.
    pub mark: Mark,
    /// True if the unit owes a return on the target.
    pub owed: bool,
    /// Its place, from 1; `None` where it is not ranked.
    pub rank: Option<usize>,
}

impl UnitMark {
    /// Returns whether it rests on a return.
    fn is_reported(&self) -> bool {
        let mark = &self.mark;
        mark.value.is_some()
            || mark.percent.is_some()
            || mark.status.is_verdict()
            || mark.status == Status::Defective
    }
}

/// One unit's part of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitAssessment {
    /// The unit.
    pub unit: UnitId,
    /// True if it has to report on the item; other lead units and supporting units may.
    pub expected: bool,
    /// As bad as the worst of its targets.
    pub status: Status,
    /// By target; one for an item without targets.
    pub targets: Vec<UnitMark>,
}

/// An item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemAssessment {
    /// Its key.
    pub id: ItemId,
    /// As bad as the worst of its targets.
    pub status: Status,
    /// By target; one for an item without targets.
    pub targets: Vec<TargetMark>,
    /// The units that report on it, or that should, in registry order.
    pub units: Vec<UnitAssessment>,
}

impl ItemAssessment {
    /// Returns whether any of its figures is a sum of the implementing units'.
    pub fn is_computed(&self) -> bool {
        self.targets.iter().any(|target| target.sum().is_some())
    }

    /// Returns whether it is on schedule, but one of its targets only by a narrow margin.
    pub fn is_at_risk(&self) -> bool {
        self.status == Status::OnTrack && self.targets.iter().any(|target| target.narrow)
    }

    /// Returns one unit's result for it.
    pub fn unit(&self, unit: UnitId) -> Option<&UnitAssessment> {
        let position = self.units.binary_search_by_key(&unit, |one| one.unit);
        position.ok().map(|position| &self.units[position])
    }
}

/// All items at the end of a month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assessment {
    /// The month.
    pub month: Month,
    /// All items of the plan whose returns of the month were owed, in order.
    pub items: Vec<ItemAssessment>,
    /// The units that report, or should, with the statuses of their parts.
    pub units: BTreeMap<UnitId, Counts>,
}

/// The facts on which an assessment rests.
#[derive(Debug, Clone, Copy)]
pub struct Basis<'a> {
    /// The items and their targets.
    pub plan: &'a Plan,
    /// The units.
    pub registry: &'a Registry,
    /// The items of each unit, by role.
    pub duties: &'a Duties<'a>,
    /// The units' own targets.
    pub breakdown: &'a Breakdown,
    /// The course of the year.
    pub schedule: &'a Schedule,
    /// The reports of the units.
    pub progress: &'a Progress,
    /// Thresholds.
    pub rules: &'a Rules,
}

impl<'a> Basis<'a> {
    /// Returns the units whose figures add up to the province's.
    pub fn territory(&self) -> Territory<'a> {
        let rules = self.rules;
        Territory::new(self.registry, &rules.ranked_kind, &rules.enclosed_kind)
    }
}

impl Assessment {
    /// Returns the assessment as documents of a stage show it.
    #[must_use]
    pub fn shown_at(mut self, stage: Stage) -> Self {
        for item in &mut self.items {
            item.status = stage.shown(item.status);
            let targets = item.targets.iter_mut().map(|target| &mut target.mark);
            let units = item.units.iter_mut().flat_map(|unit| &mut unit.targets);
            for mark in targets.chain(units.map(|target| &mut target.mark)) {
                mark.status = stage.shown(mark.status);
            }
            for unit in &mut item.units {
                unit.status = stage.shown(unit.status);
            }
        }
        self
    }

    /// Judges every item at the end of `month`, by the returns of the units that had it when they were due. Instructions
    /// given later are not judged.
    pub fn new(basis: &Basis<'_>, month: Month) -> Self {
        let items: Vec<_> = basis
            .plan
            .returned_for(month)
            .map(|item| subject::Subject::new(basis, month, item).assess())
            .collect();
        let mut units: BTreeMap<UnitId, Counts> = BTreeMap::new();
        for part in items.iter().flat_map(|item| &item.units) {
            units.entry(part.unit).or_default().add(part.status);
        }
        Self { month, items, units }
    }

    /// The item with `id`.
    pub fn item(&self, id: ItemId) -> Option<&ItemAssessment> {
        let position = self.items.binary_search_by_key(&id, |item| item.id);
        position.ok().map(|position| &self.items[position])
    }

    /// Returns the number of items of each status; the numbers add up to that of the items.
    pub fn counts(&self) -> Counts {
        self.items.iter().map(|item| item.status).collect()
    }
}

/// Returns the worst of several statuses (`FORMATS.md`). A target that was not judged does not make an item
/// better or worse. A target that nobody reported on, or whose return is in question, keeps an item from being
/// on schedule, but does not count as a failure.
pub fn worst(statuses: impl IntoIterator<Item = Status>) -> Status {
    let badness = |status: &Status| match status {
        Status::Unrated => 0,
        Status::Done => 1,
        Status::OnTrack => 2,
        Status::Defective => 3,
        Status::Unreported => 4,
        Status::Lagging => 5,
        Status::Severe => 6,
    };
    let worst = statuses.into_iter().max_by_key(badness);
    worst.unwrap_or(Status::Unrated)
}
