//! One item at the end of a month: what the province and each of its units reached.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::judge::{self, Yardstick};
use super::rank::{Compared, Ranked, places};
use super::{Basis, ItemAssessment, Kind, Mark, Sum, TargetMark, UnitAssessment, UnitMark, worst};
use crate::period::Month;
use crate::plan::{Item, Role, TargetId};
use crate::registry::{Registry, UnitId};
use crate::returns::{Key, Return};
use crate::targets::{Comparator, Direction, Target};

/// An item, and what it is judged with.
pub(super) struct Subject<'a> {
    basis: &'a Basis<'a>,
    month: Month,
    item: &'a Item,
    /// The first lead unit, which reports for the province.
    primary: Option<UnitId>,
    /// The units from which a return on it is expected.
    expected: BTreeSet<UnitId>,
    /// Those, and others with a return on it.
    units: BTreeSet<UnitId>,
    /// All returns of the month.
    returns: &'a BTreeMap<Key, Return>,
}

impl<'a> Subject<'a> {
    pub(super) fn new(basis: &'a Basis<'a>, month: Month, item: &'a Item) -> Self {
        let expected = expected(basis.registry, item);
        let mut units = expected.clone();
        units.extend(basis.progress.of_item(month, item.id).map(|(key, _)| key.unit));
        Self {
            basis,
            month,
            item,
            primary: item.primary(),
            expected,
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
            due: schedule.due(id, self.month.number()),
            month: self.month,
            rules: self.basis.rules,
        }
    }

    /// Returns the province's result for a target: as its primary lead unit reports, or else, for an
    /// amount, the sum of its implementing units' values.
    fn province(&self, id: TargetId) -> TargetMark {
        let yardstick = self.yardstick(id, self.target(id).map(|target| target.value));
        let lead = self.primary.and_then(|unit| self.report(id, unit));
        let sum = match lead {
            None if yardstick.kind == Kind::Amount => self.sum(id),
            _ => None,
        };
        let summed = sum.map(|(value, _)| Return { value: Some(value), ..Return::default() });
        let mark = judge::report(summed.as_ref().or(lead), &yardstick);
        TargetMark {
            kind: yardstick.kind,
            narrow: judge::is_narrow(&mark, &yardstick),
            mark,
            due: yardstick.due,
            computed: sum.map(|(_, sum)| sum),
        }
    }

    /// The values of the implementing units added up; `None` where none of them has one.
    fn sum(&self, id: TargetId) -> Option<(Decimal, Sum)> {
        let parts = self.parts_of_the_whole();
        let mut total = Decimal::ZERO;
        let mut reported = 0;
        for unit in &parts {
            let value = self.report(id, *unit).and_then(Return::usable_value);
            if let Some(value) = value {
                total = total.checked_add(value)?;
                reported += 1;
            }
        }
        let expected = parts.len();
        (reported > 0).then_some((total, Sum { reported, expected }))
    }

    /// The implementing units, without one that lies inside another: 兰州新区 is part of 兰州.
    fn parts_of_the_whole(&self) -> Vec<UnitId> {
        let territory = self.basis.territory();
        territory.counted(self.units.iter().copied().filter(|&unit| {
            let role = self.basis.duties.role(unit, self.item.id);
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
            for ((unit, mark), rank) in targets.iter_mut().zip(marks).zip(ranks) {
                unit.push(UnitMark { mark, rank });
            }
        }
        let parts = units.into_iter().zip(targets);
        parts
            .map(|(unit, targets)| UnitAssessment {
                unit,
                expected: self.expected.contains(&unit),
                status: worst(targets.iter().map(|target| target.mark.status)),
                targets,
            })
            .collect()
    }

    /// Returns a unit's result for a target.
    fn part(&self, id: TargetId, unit: UnitId) -> Mark {
        let yardstick = self.yardstick(id, self.goal(id, unit));
        judge::report(self.report(id, unit), &yardstick)
    }

    /// Returns the value that a unit has to reach: its own target, or the provincial one where it reports
    /// for the province or where the target is a rate. The province's bound on an amount (事故100起以内) is no unit's.
    fn goal(&self, id: TargetId, unit: UnitId) -> Option<Decimal> {
        let own = self.basis.breakdown.value(id, unit);
        let target = self.target(id)?;
        let shared = self.primary == Some(unit) || !target.adds_up();
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

/// Returns the units from which a return on an item is expected: the primary lead unit, which compiles the
/// contributions of the others, and the units that do the work locally.
pub fn expected(registry: &Registry, item: &Item) -> BTreeSet<UnitId> {
    let mut units = item.implementers(registry);
    units.extend(item.primary());
    units
}
