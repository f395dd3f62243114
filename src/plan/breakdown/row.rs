//! One row of `targets.csv`, and what its words refer to.

use rust_decimal::Decimal;

use super::super::id_cells::IdCells;
use super::super::{Item, Plan, TargetId};
use super::TargetsColumn as Column;
use super::rule::Rule;
use super::weights::weight;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::input::columns::NamedRow;
use crate::input::csv::Cell;
use crate::input::demonstration::is_demonstration;
use crate::registry::{Registry, UnitId, Who};
use crate::targets::Target;
use crate::targets::quantity::Quantity;

/// A row that could be read.
#[derive(Debug)]
pub(super) struct Row {
    /// Its place among the rows of the file, from 0.
    pub line: usize,
    /// The target that it breaks down.
    pub target: TargetId,
    /// Whom it is about.
    pub scope: Scope,
    /// The part, in the target's measure; `None` where it is to be worked out.
    pub value: Option<Decimal>,
    /// Its weight, zero or more.
    pub weight: Option<Decimal>,
    /// The rule that it states: none, words that are no rule, or a rule.
    pub rule: Option<Option<Rule>>,
    /// True if its remark marks it as made up.
    pub is_demonstration: bool,
    /// The places of its cells.
    pub at: At,
}

/// The places of cells of a row.
#[derive(Debug)]
pub(super) struct At {
    pub unit: Place,
    pub value: Place,
    pub weight: Place,
    pub rule: Place,
}

/// Whom a row is about.
#[derive(Debug)]
pub(super) enum Scope {
    /// One unit.
    Unit(UnitId),
    /// The members of a collective, or, where the row names nobody, the units that implement the item; in
    /// registry order.
    All(Vec<UnitId>),
}

/// Reads one row.
pub(super) struct Reader<'a> {
    pub row: &'a NamedRow<'a, Column>,
    /// Its place among the rows of the file, from 0.
    pub line: usize,
    pub plan: &'a Plan,
    pub registry: &'a Registry,
}

impl Reader<'_> {
    /// Reads the row and reports its errors.
    pub(super) fn read(&self, ids: &mut IdCells, diagnostics: &mut Diagnostics) -> Option<Row> {
        let id = self.row.needed(Column::Item, diagnostics)?;
        let value = self.row.filled(Column::Value);
        let unit = match value {
            // A row without a unit is not a row for all units: the unit was forgotten.
            Some(_) => Some(self.row.needed(Column::Unit, diagnostics)?),
            None => self.row.filled(Column::Unit),
        };
        let row = self.target(id, ids).and_then(|(item, target_id, target)| {
            let scope = match unit {
                Some(unit) => self.scope(unit, value.is_some() && target.adds_up())?,
                None => self.implementers(item, id)?,
            };
            let value = value.map(|value| self.value(value, target)).transpose()?;
            let weight = self.weight(&scope)?;
            Ok((target_id, scope, value, weight))
        });
        let row = row.map_err(|problem| diagnostics.push(problem)).ok();
        let (target, scope, value, weight) = row?;
        if let Some(problem) = self.words_unused() {
            diagnostics.push(problem);
        }
        Some(Row {
            line: self.line,
            target,
            scope,
            value,
            weight,
            rule: self.rule(diagnostics),
            is_demonstration: is_demonstration(&self.row.cell(Column::Note).text),
            at: At {
                unit: self.row.place(Column::Unit),
                value: self.row.place(Column::Value),
                weight: self.row.place(Column::Weight),
                rule: self.row.place(Column::Rule),
            },
        })
    }

    fn target(
        &self,
        id: &Cell,
        ids: &mut IdCells,
    ) -> Result<(&Item, TargetId, &Target), Diagnostic> {
        let item = ids.read(self.row.source, id).and_then(|id| self.plan.item(id));
        let item = item.ok_or_else(|| {
            self.invalid(id, format!("没有编号为“{}”的事项", id.text))
                .hint("编号写作“附件号-序号”，如 1-7")
        })?;
        let cell = self.row.cell(Column::Target);
        let number: u32 = match &*cell.text {
            "" => 1,
            text => {
                text.parse().map_err(|_| self.invalid(cell, format!("指标“{text}”不是序号")))?
            }
        };
        let target_id = TargetId::new(item.id, number);
        let target = target_id.and_then(|id| Some((item, id, item.target(id)?)));
        target.ok_or_else(|| {
            let at = if cell.is_empty() { id } else { cell };
            let count = item.targets.len();
            self.invalid(at, format!("{}没有第{number}个指标，共{count}个", item.name()))
        })
    }

    /// Whom the name in 单位 means; `single`: it has to be one unit, since the row gives it an amount.
    fn scope(&self, cell: &Cell, single: bool) -> Result<Scope, Diagnostic> {
        let name = &cell.text;
        match self.registry.resolve(name) {
            Some(Who::Unit(unit)) => Ok(Scope::Unit(unit)),
            Some(Who::Group(_)) if single => {
                let message = format!("“{name}”不是一个单位，数量目标应分给各个单位");
                Err(self.invalid(cell, message).hint("每个单位写一行；要按规则测算的，目标值留空"))
            }
            Some(Who::Group(group)) => match self.registry.members(group) {
                [] => Err(self
                    .invalid(cell, format!("“{name}”的成员尚未明确"))
                    .hint("逐个写明单位，或在 seeds/groups.csv 中填写成员")),
                members => Ok(Scope::All(members.to_vec())),
            },
            Some(Who::Unknown) | None => {
                let problem = self.invalid(cell, format!("“{name}”不在单位名录中"));
                Err(match self.registry.nearest(name) {
                    Some(known) => problem.hint(format!("是否应为“{known}”？")),
                    None => problem,
                })
            }
        }
    }

    /// The units that a row without a name is about.
    fn implementers(&self, item: &Item, id: &Cell) -> Result<Scope, Diagnostic> {
        let units: Vec<_> = item.implementers(self.registry).into_iter().collect();
        if units.is_empty() {
            let message = format!("{}没有明确的实施单位，应写明单位", item.name());
            return Err(self.invalid(id, message));
        }
        Ok(Scope::All(units))
    }

    fn value(&self, cell: &Cell, target: &Target) -> Result<Decimal, Diagnostic> {
        let quantity = Quantity::parse(&cell.text)
            .ok()
            .flatten()
            .ok_or_else(|| self.invalid(cell, format!("目标值“{}”不是数字", cell.text)))?;
        let measure = self.row.cell(Column::Measure);
        let quantity = if quantity.measure.is_empty() {
            Quantity { measure: measure.text.clone(), ..quantity }
        } else {
            quantity
        };
        quantity.in_measure(&target.measure).ok_or_else(|| {
            let message =
                format!("计量单位“{}”与目标的“{}”不一致", quantity.measure, target.measure);
            self.invalid(if measure.is_empty() { cell } else { measure }, message)
        })
    }

    /// P170: words of comparison around the value, which are those of the province's target.
    fn words_unused(&self) -> Option<Diagnostic> {
        let cell = self.row.filled(Column::Value)?;
        let quantity = Quantity::parse(&cell.text).ok().flatten()?;
        let message = format!("目标值中的“{}”不采用，比较方式与全省目标一致", quantity.hedge);
        let problem = Diagnostic::new(Code::ComparisonUnused, message);
        let problem = problem.at(self.row.source.place(cell.range.clone()));
        (!quantity.hedge.is_empty()).then(|| problem.hint("目标值只填数字"))
    }

    fn weight(&self, scope: &Scope) -> Result<Option<Decimal>, Diagnostic> {
        let Some(cell) = self.row.filled(Column::Weight) else {
            return Ok(None);
        };
        if let Scope::All(_) = scope {
            let message = "权重应写给一个单位".to_owned();
            return Err(self.invalid(cell, message).hint("每个单位写一行权重"));
        }
        weight(&cell.text).map(Some).map_err(|problem| self.invalid(cell, format!("权重{problem}")))
    }

    fn rule(&self, diagnostics: &mut Diagnostics) -> Option<Option<Rule>> {
        let cell = self.row.filled(Column::Rule)?;
        let rule = Rule::parse(&cell.text);
        if rule.is_none() {
            let message = format!("不认识规则“{}”，规则未采用", cell.text);
            diagnostics.push(
                self.row.source.problem(Code::BreakdownRule, message, cell).hint(
                    "可写：按权重、平均、同全省，或“按”加 seeds/weights.csv 的列名，如 按人口",
                ),
            );
        }
        Some(rule)
    }

    /// F116: what a cell holds cannot be used, and its row is left out.
    fn invalid(&self, cell: &Cell, message: String) -> Diagnostic {
        let message = format!("{message}，本行未读入");
        self.row.source.problem(Code::CellInvalid, message, cell)
    }
}
