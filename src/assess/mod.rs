//! Assessment (评价): what was reached, against the target and the time that has gone by.
//!
//! Pure functions over the plan and the returns; the rules are those of the table in
//! [`judge`]. Values are compared unrounded.

mod change;
mod counts;
pub mod export;
pub mod judge;
mod punctuality;
mod rank;
mod rules;
mod subject;

#[cfg(test)]
mod tests;

pub use crate::targets::Kind;
pub use change::{Change, Moved};
pub use counts::Counts;
pub use punctuality::{Delay, Punctuality};
pub use rules::Rules;
pub use subject::expected;

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::period::Month;
use crate::plan::{Breakdown, Due, Duties, ItemId, Plan, Schedule, Territory};
use crate::registry::{Registry, UnitId};
use crate::returns::Progress;
use crate::status::Status;

/// What was reached of a target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// How far it has come.
    pub status: Status,
    /// Cumulative value in the target's measure.
    pub value: Option<Decimal>,
    /// Completion in percent of the target; only for amounts, and for tasks without a figure.
    pub percent: Option<Decimal>,
    /// The target that it is compared with: the unit's own, else the provincial one of a rate.
    pub goal: Option<Decimal>,
}

/// What the province reached of one target of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TargetMark {
    /// What kind of target it is.
    pub kind: Kind,
    /// What was reached.
    pub mark: Mark,
    /// What should be reached by the end of the period.
    pub due: Due,
    /// Whether it is on schedule by a hair.
    pub narrow: bool,
    /// Where the lead unit did not report: from whose values the sum was computed.
    pub computed: Option<Sum>,
}

/// A sum of implementing units' values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sum {
    /// Units that reported a value.
    pub reported: usize,
    /// Units whose values make up the whole.
    pub expected: usize,
}

/// What one unit reached of one target, and its place among the prefectures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitMark {
    /// What it reached.
    pub mark: Mark,
    /// Its place, from 1; `None` where it is not ranked.
    pub rank: Option<usize>,
}

/// One unit's part of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitAssessment {
    /// The unit.
    pub unit: UnitId,
    /// Whether it has to report on the item; other lead units and supporting units may.
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
    /// Whether any of its figures is a sum of the implementing units'.
    pub fn is_computed(&self) -> bool {
        self.targets.iter().any(|target| target.computed.is_some())
    }

    /// Whether it is on schedule, but one of its targets only by a hair.
    pub fn is_at_risk(&self) -> bool {
        self.status == Status::OnTrack && self.targets.iter().any(|target| target.narrow)
    }

    /// What one unit reached of it.
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
    /// All items of the plan, in order.
    pub items: Vec<ItemAssessment>,
    /// The units that report, or should, with the statuses of their parts.
    pub units: BTreeMap<UnitId, Counts>,
}

/// What an assessment rests on.
#[derive(Debug, Clone, Copy)]
pub struct Basis<'a> {
    /// The items and their targets.
    pub plan: &'a Plan,
    /// The units.
    pub registry: &'a Registry,
    /// Who has what to do.
    pub duties: &'a Duties<'a>,
    /// The units' own targets.
    pub breakdown: &'a Breakdown,
    /// The course of the year.
    pub schedule: &'a Schedule,
    /// What was reported.
    pub progress: &'a Progress,
    /// Thresholds.
    pub rules: &'a Rules,
}

impl<'a> Basis<'a> {
    /// Which units' figures add up to the province's.
    pub fn territory(&self) -> Territory<'a> {
        let rules = self.rules;
        Territory::new(self.registry, &rules.ranked_kind, &rules.enclosed_kind)
    }
}

impl Assessment {
    /// Judges every item at the end of `month`.
    pub fn new(basis: &Basis<'_>, month: Month) -> Self {
        let items: Vec<_> = basis
            .plan
            .items()
            .iter()
            .map(|item| subject::Subject::new(basis, month, item).assess())
            .collect();
        let mut units: BTreeMap<UnitId, Counts> = BTreeMap::new();
        for part in items.iter().flat_map(|item| &item.units) {
            units.entry(part.unit).or_default().add(part.status);
        }
        Self {
            month,
            items,
            units,
        }
    }

    /// The item with `id`.
    pub fn item(&self, id: ItemId) -> Option<&ItemAssessment> {
        let position = self.items.binary_search_by_key(&id, |item| item.id);
        position.ok().map(|position| &self.items[position])
    }

    /// How many items have each status; adds up to the number of items.
    pub fn counts(&self) -> Counts {
        self.items.iter().map(|item| item.status).collect()
    }
}

/// The worst of several statuses. What is not judged does not make an item better or worse; a target
/// that nobody reported on keeps an item from being on schedule, but is no failure to reach it.
pub fn worst(statuses: impl IntoIterator<Item = Status>) -> Status {
    let badness = |status: &Status| match status {
        Status::Unrated => 0,
        Status::Done => 1,
        Status::OnTrack => 2,
        Status::Unreported => 3,
        Status::Lagging => 4,
        Status::Severe => 5,
    };
    let worst = statuses.into_iter().max_by_key(badness);
    worst.unwrap_or(Status::Unrated)
}
