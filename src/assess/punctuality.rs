//! The units that have not reported, that were late, and whose returns have gaps.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::Assessment;
use crate::plan::ItemId;
use crate::registry::UnitId;
use crate::returns::Progress;
use crate::status::Status;

/// A unit whose first return came after the day it was due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Delay {
    /// The unit.
    pub unit: UnitId,
    /// The day on which its first return came in.
    pub on: Date,
}

/// The punctuality of the units' reports.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Punctuality {
    /// The number of units that have to report, including those below.
    pub expected: usize,
    /// Units from which nothing came in, in registry order, with the items that they owe.
    pub missing: Vec<(UnitId, Vec<ItemId>)>,
    /// Units that were late.
    pub late: Vec<Delay>,
    /// Units that reported some of their items but not all, with those that they owe.
    pub incomplete: Vec<(UnitId, Vec<ItemId>)>,
}

impl Punctuality {
    /// Looks at the returns of an assessed month, due on the day `due`. Who reports without having to
    /// (docs/assessment.md) is neither counted nor found fault with.
    pub fn new(assessment: &Assessment, progress: &Progress, due: Date) -> Self {
        Self::of_present(assessment, progress, due, |unit| unit)
    }

    /// The same, where `present` returns the unit that has the duties of another by now. Units that have become one are
    /// counted once.
    pub fn of_present(
        assessment: &Assessment,
        progress: &Progress,
        due: Date,
        present: impl Fn(UnitId) -> UnitId,
    ) -> Self {
        let mut owed: BTreeMap<UnitId, Vec<ItemId>> = BTreeMap::new();
        let mut reported: BTreeSet<UnitId> = BTreeSet::new();
        for item in &assessment.items {
            for part in &item.units {
                let statuses = part.targets.iter().map(|target| target.mark.status);
                let missing = statuses.clone().filter(|&status| status == Status::Unreported);
                let (missing, all) = (missing.count(), statuses.count());
                if missing < all {
                    reported.insert(present(part.unit));
                }
                if part.expected {
                    let items = owed.entry(present(part.unit)).or_default();
                    items.extend((missing > 0).then_some(item.id));
                }
            }
        }
        let mut late = late(progress, assessment, due, present);
        late.retain(|delay| owed.contains_key(&delay.unit));
        let mut punctuality = Self { expected: owed.len(), late, ..Self::default() };
        for (unit, items) in owed {
            if !reported.contains(&unit) {
                punctuality.missing.push((unit, items));
            } else if !items.is_empty() {
                punctuality.incomplete.push((unit, items));
            }
        }
        punctuality
    }
}

/// The units whose first return of the month came after `due`; the day of an undated return is not
/// known, and it is not called late.
fn late(
    progress: &Progress,
    assessment: &Assessment,
    due: Date,
    present: impl Fn(UnitId) -> UnitId,
) -> Vec<Delay> {
    let mut first: BTreeMap<UnitId, Option<Date>> = BTreeMap::new();
    for (key, report) in progress.of(assessment.month) {
        let on = report.first_reported_on;
        first
            .entry(present(key.unit))
            .and_modify(|earliest| *earliest = (*earliest).min(on))
            .or_insert(on);
    }
    let dated = first.into_iter().filter_map(|(unit, on)| Some((unit, on?)));
    dated.filter(|&(_, on)| on > due).map(|(unit, on)| Delay { unit, on }).collect()
}
