//! The units that have not reported, that were late, and whose returns have gaps.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::{Assessment, ItemAssessment, UnitAssessment, UnitMark};
use crate::plan::{ItemId, TargetId};
use crate::registry::UnitId;
use crate::returns::{Field, Key, Progress};
use crate::status::Status;

/// A unit whose first return came after the day it was due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Delay {
    /// The unit.
    pub unit: UnitId,
    /// The day on which its first return came in.
    pub on: Date,
}

/// An item that a unit owes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwedItem {
    /// The item.
    pub item: ItemId,
    /// The targets that are missing, where the unit reported others of the item; empty where nothing of it came in.
    pub targets: Vec<TargetId>,
}

/// A unit of whose returns something cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InQuestion {
    /// The unit.
    pub unit: UnitId,
    /// The subjects on which there are statements that cannot be used.
    pub subjects: Vec<Key>,
    /// Number of its rows that could not be assigned to an item.
    pub unassigned: usize,
    /// The items that it owes; those of the rows that could not be assigned may be among them.
    pub owed: Vec<OwedItem>,
}

/// The punctuality of the units' reports.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Punctuality {
    /// The number of units that have to report, including those below.
    pub expected: usize,
    /// Units from which nothing came in, in registry order, with the items that they owe.
    pub missing: Vec<(UnitId, Vec<OwedItem>)>,
    /// Units that were late.
    pub late: Vec<Delay>,
    /// Units that reported some of their items but not all, with those that they owe.
    pub incomplete: Vec<(UnitId, Vec<OwedItem>)>,
    /// Units of whose returns something cannot be used.
    pub in_question: Vec<InQuestion>,
    /// Units that reported that they have nothing to report, and reported nothing else.
    pub zero_reports: Vec<UnitId>,
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
        let month = assessment.month;
        // Of lead units that have become one, it is enough that one reported.
        let is_covered = |item: &ItemAssessment, part: &UnitAssessment, index: usize| {
            item.units.iter().any(|other| {
                let target = other.targets.get(index).filter(|_| !other.expected);
                let of_one = other.unit != part.unit && present(other.unit) == present(part.unit);
                of_one && target.is_some_and(|target| target.is_reported())
            })
        };
        let mut owed: BTreeMap<UnitId, Vec<OwedItem>> = BTreeMap::new();
        for item in &assessment.items {
            for part in item.units.iter().filter(|part| part.expected) {
                let items = owed.entry(present(part.unit)).or_default();
                let is_missing = |index: usize, target: &UnitMark| {
                    target.owed
                        && target.mark.status == Status::Unreported
                        && !is_covered(item, part, index)
                };
                let came_in = |index: usize, target: &UnitMark| {
                    target.is_reported() || is_covered(item, part, index)
                };
                items.extend(owed_item(item.id, part, is_missing, came_in));
            }
        }
        let mut late = late(progress, assessment, due, &present);
        late.retain(|delay| owed.contains_key(&delay.unit));
        let reported: BTreeSet<UnitId> = progress
            .of(month)
            .iter()
            .filter(|(_, report)| report.is_reported())
            .map(|(key, _)| present(key.unit))
            .collect();
        let mut in_question = defects(assessment, progress, &present);
        let zero_reports = progress.zero_reports.get(&month).into_iter().flat_map(|all| all.keys());
        let zero_reports: BTreeSet<UnitId> = zero_reports.map(|&unit| present(unit)).collect();
        let mut unassigned: BTreeMap<UnitId, usize> = BTreeMap::new();
        for (unit, rows) in progress.senders_of(month) {
            *unassigned.entry(present(unit)).or_default() += rows;
        }
        let mut punctuality = Self { expected: owed.len(), late, ..Self::default() };
        let only_zero = zero_reports.difference(&reported).copied();
        punctuality.zero_reports = only_zero.collect();
        for (unit, items) in owed {
            let rows = unassigned.get(&unit).copied();
            if let Some(rows) = rows.filter(|&rows| rows > 0) {
                let of_unit = in_question.entry(unit).or_insert_with(|| InQuestion::of(unit));
                (of_unit.unassigned, of_unit.owed) = (rows, items);
            } else if punctuality.zero_reports.contains(&unit) || items.is_empty() {
                // What was said of all items was said of each.
            } else if rows.is_some() || reported.contains(&unit) {
                punctuality.incomplete.push((unit, items));
            } else {
                punctuality.missing.push((unit, items));
            }
        }
        punctuality.in_question = in_question.into_values().collect();
        punctuality
    }
}

/// Returns what a unit owes of an item; `None` if it owes nothing.
fn owed_item(
    item: ItemId,
    part: &UnitAssessment,
    is_missing: impl Fn(usize, &UnitMark) -> bool,
    came_in: impl Fn(usize, &UnitMark) -> bool,
) -> Option<OwedItem> {
    let targets = (1..).filter_map(|number| TargetId::new(item, number)).zip(&part.targets);
    let missing: Vec<TargetId> = targets
        .clone()
        .filter(|(id, target)| is_missing(id.index(), target))
        .map(|(id, _)| id)
        .collect();
    let mut others = targets.filter(|(id, _)| !missing.contains(id));
    let is_partial = others.any(|(id, target)| came_in(id.index(), target));
    let owed = OwedItem { item, targets: if is_partial { missing.clone() } else { Vec::new() } };
    (!missing.is_empty()).then_some(owed)
}

impl OwedItem {
    /// Returns whether the unit reported another target of the item.
    pub fn is_partial(&self) -> bool {
        !self.targets.is_empty()
    }
}

impl InQuestion {
    fn of(unit: UnitId) -> Self {
        Self { unit, subjects: Vec::new(), unassigned: 0, owed: Vec::new() }
    }
}

/// Returns the units that reported statements by which their part of an item would be judged or added up, but which
/// cannot be used.
fn defects(
    assessment: &Assessment,
    progress: &Progress,
    present: impl Fn(UnitId) -> UnitId,
) -> BTreeMap<UnitId, InQuestion> {
    const FIGURES: [Field; 3] = [Field::Value, Field::Percent, Field::Status];
    let mut units: BTreeMap<UnitId, InQuestion> = BTreeMap::new();
    for (key, report) in progress.of(assessment.month) {
        let item = assessment.item(key.target.item);
        let part = item.and_then(|item| item.unit(key.unit));
        let mark = part.and_then(|part| part.targets.get(key.target.index()));
        let is_judged = mark.is_some_and(|target| target.mark.status.is_verdict());
        let is_lost = FIGURES.iter().any(|&field| report.defect(field).is_some());
        if is_lost && !is_judged {
            let unit = present(key.unit);
            let of_unit = units.entry(unit).or_insert_with(|| InQuestion::of(unit));
            of_unit.subjects.push(*key);
        }
    }
    units
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
    let zero_reports = progress.zero_reports.get(&assessment.month).into_iter().flatten();
    for (&unit, report) in zero_reports {
        let on = report.reported_on;
        first
            .entry(present(unit))
            .and_modify(|earliest| *earliest = (*earliest).min(on))
            .or_insert(on);
    }
    let dated = first.into_iter().filter_map(|(unit, on)| Some((unit, on?)));
    dated.filter(|&(_, on)| on > due).map(|(unit, on)| Delay { unit, on }).collect()
}
