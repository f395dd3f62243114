//! The targets that are broken down, with what their formulas come to.

use rust_decimal::Decimal;

use super::{EVEN, OPEN, OVER, SHORT};
use crate::assess::Basis;
use crate::plan::{Item, ItemId, Role};
use crate::registry::UnitId;
use crate::sheet::formula::{Outcome, float, sum};
use crate::sheet::province::targets::numbered;
use crate::target::{Kind, Target};

/// The units that have a column, in three groups from left to right.
pub(super) struct Units {
    /// Those that make up the province.
    pub ranked: Vec<UnitId>,
    /// Those inside one of them: added up only where none of the ranked has a part.
    pub enclosed: Vec<UnitId>,
    /// All others that have a part of their own.
    pub others: Vec<UnitId>,
}

impl Units {
    pub(super) fn new(basis: &Basis<'_>) -> Self {
        let of_kind = |kind: &str| -> Vec<UnitId> {
            let units = basis.registry.units();
            let units = units.filter(|(id, unit)| {
                unit.kind == kind && (basis.registry.in_being(*id) || has_part(basis, *id))
            });
            units.map(|(id, _)| id).collect()
        };
        let (ranked, enclosed) = (&basis.rules.ranked_kind, &basis.rules.enclosed_kind);
        let others = basis.registry.units().filter(|(id, unit)| {
            unit.kind != *ranked && unit.kind != *enclosed && has_part(basis, *id)
        });
        Self {
            others: others.map(|(id, _)| id).collect(),
            ranked: of_kind(ranked),
            enclosed: if enclosed == ranked {
                Vec::new()
            } else {
                of_kind(enclosed)
            },
        }
    }

    /// All of them, from left to right.
    pub(super) fn all(&self) -> impl Iterator<Item = UnitId> + '_ {
        let units = self.ranked.iter().chain(&self.enclosed).chain(&self.others);
        units.copied()
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.all().count()
    }
}

fn has_part(basis: &Basis<'_>, unit: UnitId) -> bool {
    basis.plan.items().iter().any(|item| {
        numbered(item).any(|(number, _)| basis.breakdown.value(item.id, number, unit).is_some())
    })
}

/// A target and its parts.
pub(super) struct Line<'a> {
    pub item: ItemId,
    /// The number of the target inside the item, from 1.
    pub number: u32,
    pub target: &'a Target,
    pub kind: Kind,
    /// By unit, in the order of the columns.
    pub parts: Vec<Option<Decimal>>,
    /// How many of the parts, from the left, belong to ranked and to enclosed units.
    groups: (usize, usize),
}

/// The targets that have parts, and those that units on the spot have to reach.
pub(super) fn lines<'a>(basis: &Basis<'a>, units: &Units) -> Vec<Line<'a>> {
    let mut lines = Vec::new();
    for item in basis.plan.items() {
        let on_the_spot = is_done_on_the_spot(basis, units, item);
        for (number, target) in numbered(item) {
            let parts: Vec<_> = units
                .all()
                .map(|unit| basis.breakdown.value(item.id, number, unit))
                .collect();
            if on_the_spot || parts.iter().any(Option::is_some) {
                lines.push(Line {
                    item: item.id,
                    number,
                    target,
                    kind: Kind::of(target),
                    parts,
                    groups: (units.ranked.len(), units.enclosed.len()),
                });
            }
        }
    }
    lines
}

fn is_done_on_the_spot(basis: &Basis<'_>, units: &Units, item: &Item) -> bool {
    units.ranked.iter().chain(&units.enclosed).any(|&unit| {
        let role = basis.duties.role(unit, item.id);
        matches!(role, Some(Role::Implement | Role::Possible))
    })
}

impl Line<'_> {
    fn is_open(&self) -> bool {
        self.parts.iter().all(Option::is_none)
    }

    /// The parts that make up the whole.
    fn added(&self) -> impl Iterator<Item = Decimal> + Clone + '_ {
        let (ranked, enclosed) = self.groups;
        let (ranked, rest) = self.parts.split_at(ranked);
        let (enclosed, others) = rest.split_at(enclosed);
        let inside = if ranked.iter().any(Option::is_some) {
            &[]
        } else {
            enclosed
        };
        ranked
            .iter()
            .chain(inside)
            .chain(others)
            .filter_map(|part| *part)
    }

    /// 分解合计.
    pub(super) fn sum(&self) -> Outcome {
        if self.is_open() {
            return Outcome::BLANK;
        }
        Outcome::Number(sum(self.added()))
    }

    fn gap(&self) -> f64 {
        let mut whole = self.target.value;
        whole.set_sign_negative(!whole.is_sign_negative());
        sum(self.added().chain([whole]))
    }

    /// 差额.
    pub(super) fn difference(&self) -> Outcome {
        if self.is_open() {
            return Outcome::BLANK;
        }
        Outcome::Number(self.gap())
    }

    /// 分解情况 of an amount.
    pub(super) fn amount_words(&self) -> &'static str {
        let gap = self.gap();
        match () {
            () if self.is_open() => OPEN,
            () if gap == 0.0 => EVEN,
            () if gap < 0.0 => SHORT,
            () => OVER,
        }
    }

    /// 最低 and 最高.
    pub(super) fn range(&self) -> [Outcome; 2] {
        let parts = || self.parts.iter().filter_map(|part| *part);
        [parts().min(), parts().max()].map(Outcome::from)
    }

    /// 分解情况 of a rate.
    pub(super) fn rate_words(&self) -> String {
        if self.is_open() {
            return OPEN.to_owned();
        }
        let goal = float(self.target.value);
        let parts = self.parts.iter().filter_map(|part| part.map(float));
        let (worse, word) = if self.kind.lower_is_better() {
            (parts.filter(|&part| part > goal).count(), "高于")
        } else {
            (parts.filter(|&part| part < goal).count(), "低于")
        };
        match worse {
            0 => format!("均不{word}全省"),
            worse => format!("{worse}个{word}全省"),
        }
    }
}
