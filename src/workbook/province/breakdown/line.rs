//! The targets that are broken down, with the results of their formulas.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use crate::assess::Basis;
use crate::plan::{Item, Role, TargetId};
use crate::registry::UnitId;
use crate::targets::Target;
use crate::workbook::breakdown_words::BreakdownResults;
use crate::workbook::formula::{Outcome, float, sum};

/// The units that have a column, in three groups from left to right.
pub(super) struct Units {
    /// Those that make up the province.
    pub ranked: Vec<UnitId>,
    /// Those inside one of them: added up only where none of the ranked has a part.
    pub enclosed: Vec<UnitId>,
    /// All other units that have a part of their own.
    pub others: Vec<UnitId>,
}

impl Units {
    pub(super) fn new(basis: &Basis<'_>) -> Self {
        let (territory, sharing) = (basis.territory(), sharing(basis));
        let (mut ranked, mut enclosed, mut others) = (Vec::new(), Vec::new(), Vec::new());
        for (id, _) in basis.registry.units() {
            let has_part = sharing.contains(&id);
            let is_in_force = has_part || basis.registry.in_being(id);
            match () {
                () if territory.is_ranked(id) && is_in_force => ranked.push(id),
                () if territory.is_enclosed(id) && is_in_force => enclosed.push(id),
                () if has_part => others.push(id),
                () => {}
            }
        }
        Self { ranked, enclosed, others }
    }

    /// Returns all units, from left to right.
    pub(super) fn all(&self) -> impl Iterator<Item = UnitId> + '_ {
        let units = self.ranked.iter().chain(&self.enclosed).chain(&self.others);
        units.copied()
    }
}

/// Returns the units that have a part of any target.
fn sharing(basis: &Basis<'_>) -> BTreeSet<UnitId> {
    let targets = basis.plan.items().iter().flat_map(Item::numbered);
    targets.flat_map(|(id, _)| basis.breakdown.units(id)).collect()
}

/// A unit's part of a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// Nothing.
    None,
    /// A figure that is still to be worked out.
    Open,
    /// This much.
    Given(Decimal),
}

impl Part {
    fn new(basis: &Basis<'_>, id: TargetId, unit: UnitId, units: &BTreeSet<UnitId>) -> Self {
        match basis.breakdown.value(id, unit) {
            Some(value) => Self::Given(value),
            None if units.contains(&unit) => Self::Open,
            None => Self::None,
        }
    }

    fn value(self) -> Option<Decimal> {
        match self {
            Self::Given(value) => Some(value),
            Self::None | Self::Open => None,
        }
    }

    /// Returns the result of its cell.
    pub(super) fn outcome(self, pending: &str) -> Outcome {
        match self {
            Self::Open => Outcome::Text(pending.to_owned()),
            part => Outcome::from(part.value()),
        }
    }
}

/// A target and its parts.
pub(super) struct BreakdownLine<'a> {
    pub id: TargetId,
    pub target: &'a Target,
    /// True if the parts make up the whole.
    pub adds_up: bool,
    /// By unit, in the order of the columns.
    pub parts: Vec<Part>,
    /// True for each part that is added up. A unit inside another unit that has a part is not added up.
    added: Vec<bool>,
}

/// Returns the targets that have parts, and those that local units have to reach.
pub(super) fn lines<'a>(basis: &Basis<'a>, units: &Units) -> Vec<BreakdownLine<'a>> {
    let mut lines = Vec::new();
    for item in basis.plan.items() {
        let is_local = is_done_locally(basis, units, item);
        for (id, target) in item.numbered() {
            let sharing = basis.breakdown.units(id);
            if !is_local && sharing.is_empty() {
                continue;
            }
            let counted = basis.territory().counted(sharing.iter().copied());
            let part = |unit| Part::new(basis, id, unit, &sharing);
            lines.push(BreakdownLine {
                id,
                target,
                adds_up: basis.breakdown.adds_up(id, target),
                parts: units.all().map(part).collect(),
                added: units.all().map(|unit| counted.contains(&unit)).collect(),
            });
        }
    }
    lines
}

fn is_done_locally(basis: &Basis<'_>, units: &Units, item: &Item) -> bool {
    units.ranked.iter().chain(&units.enclosed).any(|&unit| {
        let role = basis.duties.role(unit, item.id);
        matches!(role, Some(Role::Implement | Role::Possible))
    })
}

impl BreakdownLine<'_> {
    /// Returns whether no unit has a figure.
    fn is_open(&self) -> bool {
        self.parts.iter().all(|part| part.value().is_none())
    }

    /// Returns the parts that make up the whole.
    fn added(&self) -> impl Iterator<Item = Part> + Clone + '_ {
        let parts = self.parts.iter().zip(&self.added);
        parts.filter(|(_, added)| **added).map(|(part, _)| *part)
    }

    /// Returns the result of 分解合计.
    pub(super) fn sum(&self) -> Outcome {
        if self.is_open() {
            return Outcome::BLANK;
        }
        Outcome::Number(sum(self.added().filter_map(Part::value)))
    }

    fn gap(&self) -> f64 {
        let mut whole = self.target.value;
        whole.set_sign_negative(!whole.is_sign_negative());
        sum(self.added().filter_map(Part::value).chain([whole]))
    }

    /// Returns the result of 差额.
    pub(super) fn difference(&self) -> Outcome {
        if self.is_open() {
            return Outcome::BLANK;
        }
        Outcome::Number(self.gap())
    }

    /// Returns the text of 分解情况 for parts that add up.
    pub(super) fn sum_words(&self, words: &BreakdownResults) -> String {
        let pending = self.added().filter(|part| *part == Part::Open).count();
        let gap = self.gap();
        match () {
            () if pending > 0 => words.some_pending().of(pending),
            () if self.is_open() => words.open.to_string(),
            () if gap == 0.0 => words.even.to_string(),
            () if gap < 0.0 => words.short.to_string(),
            () => words.over.to_string(),
        }
    }

    /// Returns the values of 最低 and 最高.
    pub(super) fn range(&self) -> [Option<Decimal>; 2] {
        let parts = || self.parts.iter().filter_map(|part| part.value());
        [parts().min(), parts().max()]
    }

    /// Returns the text of 分解情况 for parts that do not add up.
    pub(super) fn range_words(&self, words: &BreakdownResults) -> String {
        let pending = self.parts.iter().filter(|part| **part == Part::Open);
        let pending = pending.count();
        if pending > 0 {
            return words.some_pending().of(pending);
        }
        let goal = float(self.target.value);
        let lower = self.target.lower_is_better();
        let parts = self.parts.iter().filter_map(|part| part.value()).map(float);
        let (count, parts) = (parts.clone().count(), parts);
        let worse = parts.filter(|&part| if lower { part > goal } else { part < goal });
        let phrases = words.worse(self.target);
        match worse.count() {
            _ if count == 0 => words.open.to_string(),
            0 => phrases.none.to_owned(),
            all if all == count => phrases.all.to_owned(),
            some => phrases.some.of(some),
        }
    }
}
