//! Targets broken down to units: `seeds/targets.csv`.
//!
//! A row gives a unit its part of a target, or the rule by which the part is to be worked out (`rule`, with
//! the figures of `weights`); such a part counts only once a number replaces the rule. `row` reads a row,
//! `settle` brings the rows of a target together, `check` reports rows that do not fit.

mod check;
mod row;
mod rule;
mod settle;
mod weights;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use rust_decimal::Decimal;

use super::id_cells::IdCells;
use super::{Plan, TargetId};
use crate::diagnostic::{Diagnostics, Place};
use crate::input::SourceFile;
use crate::input::base_table::BaseTable;
use crate::input::columns::{ColumnSpec, NamedRows, file_columns, read_table};
use crate::input::csv::Cell;
use crate::registry::{Registry, UnitId};
use crate::targets::Target;
use row::Reader;
use settle::Settler;
use weights::Weights;

pub use rule::Rule;
pub use weights::WEIGHTS_FILE;

/// The file of the workspace that holds them; optional.
pub const TARGETS_FILE: &str = "seeds/targets.csv";

file_columns! {
    /// The columns of the file.
    pub(crate) enum TargetsColumn {
        Item = ColumnSpec::required("编号", "id").or(&["事项编号"]),
        Target = ColumnSpec::optional("指标", "target").or(&["指标序号"]),
        Unit = ColumnSpec::required("单位", "unit").or(&["责任单位", "实施单位"]),
        Value = ColumnSpec::required("目标值", "value").or(&["目标", "年度目标"]),
        Measure = ColumnSpec::optional("计量单位", "measure"),
        Note = ColumnSpec::optional("备注", "note"),
        Weight = ColumnSpec::optional("权重", "weight"),
        Rule = ColumnSpec::optional("规则", "rule").or(&["分解规则"]),
    }
}

/// The table of targets and that of weights.
pub(super) fn tables() -> [BaseTable; 2] {
    [BaseTable::optional(TARGETS_FILE, TargetsColumn::ALL), weights::table()]
}

/// The parts of provincial targets that units have of their own, and how those still to be worked out are
/// to be.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Breakdown {
    values: BTreeMap<(TargetId, UnitId), Decimal>,
    /// The cells of these values.
    places: BTreeMap<(TargetId, UnitId), Place>,
    /// The parts whose rows are marked as made up.
    demonstrations: BTreeSet<(TargetId, UnitId)>,
    divisions: BTreeMap<TargetId, Division>,
    weights: Weights,
    /// The titles of the file's columns; empty without a file.
    header: Vec<String>,
    lines: Vec<Line>,
}

/// The content of the rows of one target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Division {
    /// The first of the rows.
    pub place: Place,
    /// The rule for parts without a number: by the weights in the rows where they state none; `None`
    /// where it cannot be used.
    pub rule: Option<Rule>,
    /// The units that have a part, or are to have one, in registry order.
    pub shares: BTreeMap<UnitId, Share>,
}

/// The content of a unit's row besides the number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Share {
    /// The weight in the unit's row, zero or more.
    pub weight: Option<Decimal>,
    /// The unit's row.
    pub place: Place,
}

/// A row of the file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Line {
    /// Its cells, in the order of the header.
    pub cells: Vec<String>,
    /// The target that it is about, and the units whose parts it leaves to be worked out: that of the row, or
    /// the members of its collective without a row of their own. `None` where the row gives a
    /// number, or could not be read.
    pub open: Option<(TargetId, Vec<UnitId>)>,
}

impl Breakdown {
    /// The part of a target that `unit` has to reach, in the target's measure; `None` when nothing was
    /// broken down to it.
    pub fn value(&self, target: TargetId, unit: UnitId) -> Option<Decimal> {
        self.values.get(&(target, unit)).copied()
    }

    /// Returns the cell that gives `unit` its part of a target.
    pub fn place(&self, target: TargetId, unit: UnitId) -> Option<&Place> {
        self.places.get(&(target, unit))
    }

    /// The parts of a target that units have, in registry order and in the target's measure.
    pub fn parts(&self, target: TargetId) -> impl Iterator<Item = (UnitId, Decimal)> + '_ {
        self.values
            .range((target, UnitId::FIRST)..)
            .take_while(move |((of, _), _)| *of == target)
            .map(|((_, unit), value)| (*unit, *value))
    }

    /// Returns whether the part that `unit` has of a target is marked as made up.
    pub fn is_demonstration(&self, target: TargetId, unit: UnitId) -> bool {
        self.demonstrations.contains(&(target, unit))
    }

    /// Returns whether any part is marked as made up.
    pub fn has_demonstrations(&self) -> bool {
        !self.demonstrations.is_empty()
    }

    /// Returns whether a unit has a part of a target, or is to have one. A part of zero is none.
    pub fn has_share(&self, target: TargetId, unit: UnitId) -> bool {
        match self.value(target, unit) {
            Some(value) => !value.is_zero(),
            None => {
                self.division(target).is_some_and(|division| division.shares.contains_key(&unit))
            }
        }
    }

    /// The units that have a part of a target that is not zero, or are to have one, in registry order.
    pub fn sharing(&self, target: TargetId) -> BTreeSet<UnitId> {
        self.units(target).into_iter().filter(|unit| self.has_share(target, *unit)).collect()
    }

    /// The rows of the file for a target; `None` when it has none.
    pub fn division(&self, target: TargetId) -> Option<&Division> {
        self.divisions.get(&target)
    }

    /// The units that have a part of a target, or are to have one, in registry order.
    pub fn units(&self, target: TargetId) -> BTreeSet<UnitId> {
        let open = self.division(target);
        let open = open.into_iter().flat_map(|division| division.shares.keys());
        let given = self.parts(target).map(|(unit, _)| unit);
        given.chain(open.copied()).collect()
    }

    /// Returns whether the parts of the target `id` make up the whole: those of an amount, unless its
    /// rule gives the provincial figure to each unit.
    pub fn adds_up(&self, id: TargetId, target: &Target) -> bool {
        let rule = self.division(id).and_then(|d| d.rule.as_ref());
        target.adds_up() && rule != Some(&Rule::Same)
    }

    /// The weight of a unit under the rule of its target; `None` where it is not written down.
    pub fn weight(&self, rule: &Rule, unit: UnitId, share: &Share) -> Option<Decimal> {
        match rule {
            Rule::Weights => share.weight,
            Rule::Equal => Some(Decimal::ONE),
            Rule::Same => None,
            Rule::Column(column) => self.weights.of(column, unit),
        }
    }

    /// The titles of the file's columns; empty without a file.
    pub fn header(&self) -> &[String] {
        &self.header
    }

    /// The rows of the file below the header.
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// Sets what a unit has to reach.
    pub fn set(&mut self, target: TargetId, unit: UnitId, value: Decimal) {
        self.values.insert((target, unit), value);
    }

    /// Reads the targets of the workspace `root`, and the weights; a workspace without the files has
    /// none.
    ///
    /// A row that cannot be read is reported and left out; of two rows for the same target and unit the
    /// first counts (P111).
    pub fn load(
        root: &Path,
        plan: &Plan,
        registry: &Registry,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let [targets, weights] = tables().map(|table| table.read_optional(root, diagnostics));
        Self::from_sources(targets.as_ref(), weights.as_ref(), plan, registry, diagnostics)
    }

    /// The targets that these files write down; see [`Breakdown::load`].
    pub fn from_sources(
        targets: Option<&SourceFile>,
        weights: Option<&SourceFile>,
        plan: &Plan,
        registry: &Registry,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let mut breakdown = Self::default();
        if let Some(weights) = weights {
            breakdown.weights = Weights::read(weights, registry, diagnostics);
        }
        if let Some(targets) = targets {
            breakdown.read(targets, plan, registry, diagnostics);
        }
        breakdown
    }

    fn read(
        &mut self,
        source: &SourceFile,
        plan: &Plan,
        registry: &Registry,
        diagnostics: &mut Diagnostics,
    ) {
        let table = read_table(source, TargetsColumn::ALL, diagnostics);
        let Some(named) = NamedRows::new(&table, TargetsColumn::ALL, diagnostics) else {
            return;
        };
        self.header = texts(table.header());
        let (mut rows, mut ids) = (Vec::new(), IdCells::default());
        for (line, row) in named.iter().enumerate() {
            self.lines.push(Line { cells: texts(row.cells()), open: None });
            let reader = Reader { row: &row, line, plan, registry };
            rows.extend(reader.read(&mut ids, diagnostics));
        }
        ids.report(diagnostics);
        let settler = Settler { breakdown: self, plan, registry, diagnostics };
        settler.settle(rows);
    }
}

fn texts(cells: &[Cell]) -> Vec<String> {
    cells.iter().map(|cell| cell.text.clone()).collect()
}
