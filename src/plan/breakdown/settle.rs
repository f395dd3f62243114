//! The rows of the file brought together, target by target.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::super::{Plan, TargetId};
use super::row::{Row, Scope};
use super::rule::Rule;
use super::{Breakdown, Division, Share};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::registry::{Registry, UnitId};
use crate::targets::Target;

/// Puts rows into a breakdown.
pub(super) struct Settler<'a> {
    pub breakdown: &'a mut Breakdown,
    pub plan: &'a Plan,
    pub registry: &'a Registry,
    pub diagnostics: &'a mut Diagnostics,
}

impl Settler<'_> {
    /// Settles the rows. A unit's own row comes before that of a collective, in whatever order they were
    /// written.
    pub(super) fn settle(mut self, rows: Vec<Row>) {
        let rules = self.rules(&rows);
        let rows: Vec<_> =
            rows.into_iter().filter(|row| self.says_something(row, &rules)).collect();
        for row in &rows {
            let target = row.target;
            let place = row.at.unit.clone();
            let by_weight = self.adds_up(target).then_some(Rule::Weights);
            let divisions = &mut self.breakdown.divisions;
            divisions.entry(target).or_insert_with(|| Division {
                place,
                rule: rules.get(&target).cloned().unwrap_or(by_weight),
                shares: BTreeMap::new(),
            });
        }
        for row in &rows {
            if let Scope::Unit(unit) = row.scope {
                self.single(row, unit);
            }
        }
        let mut by_collective = BTreeMap::new();
        for row in &rows {
            if let Scope::All(units) = &row.scope {
                self.collective(row, units, &mut by_collective);
            }
        }
    }

    /// The rule of each target whose rows state any; `None` where it cannot be used.
    fn rules(&mut self, rows: &[Row]) -> BTreeMap<TargetId, Option<Rule>> {
        let mut rules: BTreeMap<TargetId, Option<Rule>> = BTreeMap::new();
        for row in rows {
            let Some(rule) = &row.rule else { continue };
            match (rules.get(&row.target), rule) {
                (None, Some(rule)) => {
                    let usable = self.is_usable(rule, row);
                    rules.insert(row.target, usable.then(|| rule.clone()));
                }
                (None, None) => {
                    rules.insert(row.target, None);
                }
                (Some(Some(first)), Some(rule)) if first != rule => {
                    let message = format!(
                        "{}的规则写了“{first}”，又写了“{rule}”，以前一个为准",
                        self.plan.target_name(row.target)
                    );
                    self.report(message, &row.at.rule, "一个指标只能用一个规则");
                }
                (Some(_), _) => {}
            }
        }
        for row in rows {
            self.check_weight(row, rules.get(&row.target));
        }
        rules
    }

    /// Returns whether a target can be broken down by `rule`.
    fn is_usable(&mut self, rule: &Rule, row: &Row) -> bool {
        if !self.adds_up(row.target) && *rule != Rule::Same {
            let message = format!(
                "{}是比率或平均数，不能{rule}分摊，规则未采用",
                self.plan.target_name(row.target)
            );
            self.report(message, &row.at.rule, "其规则只能是“同全省”，或逐个填写目标值");
            return false;
        }
        if let Rule::Column(column) = rule
            && !self.breakdown.weights.has(column)
        {
            let message = format!("seeds/weights.csv 没有“{column}”列，规则“{rule}”未采用");
            let hint = match self.breakdown.weights.nearest(column) {
                Some(known) => format!("是否应为“按{known}”？"),
                None => format!("在 seeds/weights.csv 中加上“{column}”列"),
            };
            self.report(message, &row.at.rule, &hint);
            return false;
        }
        true
    }

    /// P112: a weight that the target's rule has no use for.
    fn check_weight(&mut self, row: &Row, rule: Option<&Option<Rule>>) {
        if row.weight.is_none() || row.value.is_some() {
            return;
        }
        let (message, hint) = match rule {
            Some(Some(Rule::Weights) | None) => return,
            Some(Some(rule)) => (
                format!("{}的规则是“{rule}”，权重未采用", self.plan.target_name(row.target)),
                "删除权重，或把规则改为“按权重”",
            ),
            None if self.adds_up(row.target) => return,
            None => (
                format!(
                    "{}是比率或平均数，不能按权重分摊，权重未采用",
                    self.plan.target_name(row.target)
                ),
                "填写目标值，或写规则“同全省”",
            ),
        };
        self.report(message, &row.at.weight, hint);
    }

    /// Returns whether a row gives a number or a way to work it out; reports F115 otherwise.
    fn says_something(&mut self, row: &Row, rules: &BTreeMap<TargetId, Option<Rule>>) -> bool {
        if row.value.is_some() || row.weight.is_some() || rules.contains_key(&row.target) {
            return true;
        }
        self.diagnostics.push(
            Diagnostic::new(Code::CellEmpty, "“目标值”不能为空，本行未读入")
                .at(row.at.value.clone())
                .hint("填写“目标值”；要测算的填写“权重”或“规则”；不需要的行请整行删除"),
        );
        false
    }

    fn single(&mut self, row: &Row, unit: UnitId) {
        let share = Share { weight: row.weight, place: row.at.unit.clone() };
        let division = self.breakdown.divisions.get_mut(&row.target);
        let shares = &mut division.expect("each row's target has one").shares;
        if shares.contains_key(&unit) {
            let short = &self.registry.unit(unit).short;
            let message =
                format!("{}已给“{short}”定过目标，以前一行为准", self.plan.target_name(row.target));
            return self.duplicate(message, row);
        }
        shares.insert(unit, share);
        match row.value {
            Some(value) => self.set(row, unit, value),
            None => self.open(row, vec![unit]),
        }
    }

    fn set(&mut self, row: &Row, unit: UnitId, value: Decimal) {
        self.breakdown.set(row.target, unit, value);
        self.breakdown.places.insert((row.target, unit), row.at.value.clone());
        if row.is_demonstration {
            self.breakdown.demonstrations.insert((row.target, unit));
        }
    }

    /// Gives the row to those of `units` without one. `given`: by target and unit, whether a
    /// collective's row gave a number.
    fn collective(
        &mut self,
        row: &Row,
        units: &[UnitId],
        given: &mut BTreeMap<(TargetId, UnitId), bool>,
    ) {
        let place = row.at.unit.clone();
        let division = self.breakdown.divisions.get_mut(&row.target);
        let shares = &mut division.expect("each row's target has one").shares;
        let (held, new): (Vec<UnitId>, Vec<UnitId>) =
            units.iter().partition(|unit| shares.contains_key(unit));
        for &unit in &new {
            let place = place.clone();
            shares.insert(unit, Share { weight: None, place });
            given.insert((row.target, unit), row.value.is_some());
        }
        match row.value {
            Some(value) => {
                for unit in new {
                    self.set(row, unit, value);
                }
            }
            None => self.open(row, new),
        }
        // Two collectives without numbers do not contradict each other.
        let twice = held.into_iter().find(|&unit| {
            let before = given.get(&(row.target, unit));
            before.is_some_and(|&number| number || row.value.is_some())
        });
        if let Some(unit) = twice {
            let short = &self.registry.unit(unit).short;
            let message = format!(
                "{}已给“{short}”等定过目标，以前一行为准",
                self.plan.target_name(row.target)
            );
            self.duplicate(message, row);
        }
    }

    fn open(&mut self, row: &Row, units: Vec<UnitId>) {
        if let Some(line) = self.breakdown.lines.get_mut(row.line) {
            line.open = Some((row.target, units));
        }
    }

    fn adds_up(&self, target: TargetId) -> bool {
        self.plan.target(target).is_some_and(Target::adds_up)
    }

    fn duplicate(&mut self, message: String, row: &Row) {
        self.diagnostics.push(
            Diagnostic::new(Code::BreakdownDuplicate, message)
                .at(row.at.unit.clone())
                .hint("删除多余的一行"),
        );
    }

    /// P112.
    fn report(&mut self, message: String, at: &Place, hint: &str) {
        self.diagnostics
            .push(Diagnostic::new(Code::BreakdownRule, message).at(at.clone()).hint(hint));
    }
}
