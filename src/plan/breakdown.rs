//! Targets broken down to units: `seeds/targets.csv`.

use std::collections::BTreeMap;
use std::path::Path;

use rust_decimal::Decimal;

use super::{ItemId, Plan};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::registry::{Registry, UnitId, Who};
use crate::source::SourceFile;
use crate::source::columns::{ColumnSpec, NamedRow, NamedRows};
use crate::source::csv::{Cell, CsvTable};
use crate::target::Target;
use crate::target::quantity::Quantity;

/// The file of the workspace that holds them; optional.
pub const TARGETS_FILE: &str = "seeds/targets.csv";

const COLUMNS: &[ColumnSpec] = &[
    ColumnSpec::required("编号", "id").or(&["事项编号"]),
    ColumnSpec::optional("指标", "target").or(&["指标序号"]),
    ColumnSpec::required("单位", "unit").or(&["责任单位", "实施单位"]),
    ColumnSpec::required("目标值", "value").or(&["目标", "年度目标"]),
    ColumnSpec::optional("计量单位", "measure"),
    ColumnSpec::optional("备注", "note"),
];

/// The parts of provincial targets that units have of their own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Breakdown {
    values: BTreeMap<(ItemId, u32, UnitId), Decimal>,
}

impl Breakdown {
    /// What `unit` has to reach of the target `target` (from 1) of an item, in the target's measure;
    /// `None` when nothing was broken down to it.
    pub fn value(&self, item: ItemId, target: u32, unit: UnitId) -> Option<Decimal> {
        self.values.get(&(item, target, unit)).copied()
    }

    /// Sets what a unit has to reach.
    pub fn set(&mut self, item: ItemId, target: u32, unit: UnitId, value: Decimal) {
        self.values.insert((item, target, unit), value);
    }

    /// Reads the targets of the workspace `root`; a workspace without the file has none.
    ///
    /// A row that cannot be read is reported and left out; of two rows for the same target and unit the
    /// first counts (P111).
    pub fn load(
        root: &Path,
        plan: &Plan,
        registry: &Registry,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let source = match SourceFile::read(root, TARGETS_FILE) {
            Ok(source) => source,
            Err(problem) => {
                if problem.code != Code::FileMissing {
                    diagnostics.push(problem);
                }
                return Self::default();
            }
        };
        Self::from_source(&source, plan, registry, diagnostics)
    }

    /// The targets that `source` writes down; see [`Breakdown::load`].
    pub fn from_source(
        source: &SourceFile,
        plan: &Plan,
        registry: &Registry,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let mut breakdown = Self::default();
        let table = CsvTable::parse(source, diagnostics);
        let Some(rows) = NamedRows::new(&table, COLUMNS, diagnostics) else {
            return breakdown;
        };
        for row in rows.iter() {
            let read = Reader {
                row: &row,
                source,
                plan,
                registry,
            };
            if let Some(((item, target, unit), value)) = read.part(diagnostics) {
                if breakdown.value(item, target, unit).is_some() {
                    let message = format!(
                        "{item}第{target}个指标已给“{}”定过目标，以前一行为准",
                        registry.unit(unit).short
                    );
                    diagnostics.push(
                        Diagnostic::new(Code::BreakdownDuplicate, message)
                            .at(source.place(row.cell("单位").range.clone()))
                            .hint("删除多余的一行"),
                    );
                } else {
                    breakdown.set(item, target, unit, value);
                }
            }
        }
        breakdown
    }
}

/// One row of the file, and what its words refer to.
struct Reader<'a> {
    row: &'a NamedRow<'a>,
    source: &'a SourceFile,
    plan: &'a Plan,
    registry: &'a Registry,
}

impl Reader<'_> {
    /// Which target of which item a unit has, and how much of it.
    fn part(&self, diagnostics: &mut Diagnostics) -> Option<((ItemId, u32, UnitId), Decimal)> {
        let id = self.row.needed("编号", self.source, diagnostics)?;
        let unit = self.row.needed("单位", self.source, diagnostics)?;
        let value = self.row.needed("目标值", self.source, diagnostics)?;
        let part = self.target(id).and_then(|(item, number, target)| {
            let unit = self.unit(unit)?;
            Ok(((item, number, unit), self.value(value, target)?))
        });
        part.map_err(|problem| diagnostics.push(problem)).ok()
    }

    fn target(&self, id: &Cell) -> Result<(ItemId, u32, &Target), Diagnostic> {
        let item = id.text.parse().ok().and_then(|id| self.plan.item(id));
        let item = item.ok_or_else(|| {
            self.invalid(id, format!("没有编号为“{}”的事项", id.text))
                .hint("编号写作“附件号-序号”，如 1-7")
        })?;
        let cell = self.row.cell("指标");
        let number: u32 = match &*cell.text {
            "" => 1,
            text => text
                .parse()
                .map_err(|_| self.invalid(cell, format!("指标“{text}”不是序号")))?,
        };
        let target = (number as usize)
            .checked_sub(1)
            .and_then(|index| item.targets.get(index));
        let target = target.ok_or_else(|| {
            let at = if cell.is_empty() { id } else { cell };
            let count = item.targets.len();
            self.invalid(at, format!("{}没有第{number}个指标，共{count}个", item.id))
        })?;
        Ok((item.id, number, target))
    }

    fn unit(&self, cell: &Cell) -> Result<UnitId, Diagnostic> {
        match self.registry.resolve(&cell.text) {
            Some(Who::Unit(unit)) => Ok(unit),
            _ => {
                let problem = self.invalid(cell, format!("“{}”不在单位名录中", cell.text));
                Err(match self.registry.nearest(&cell.text) {
                    Some(known) => problem.hint(format!("是否应为“{known}”？")),
                    None => problem,
                })
            }
        }
    }

    fn value(&self, cell: &Cell, target: &Target) -> Result<Decimal, Diagnostic> {
        let quantity = Quantity::parse(&cell.text)
            .ok()
            .flatten()
            .ok_or_else(|| self.invalid(cell, format!("目标值“{}”不是数字", cell.text)))?;
        let measure = self.row.cell("计量单位");
        let quantity = if quantity.measure.is_empty() {
            Quantity {
                measure: measure.text.clone(),
                ..quantity
            }
        } else {
            quantity
        };
        quantity.in_measure(&target.measure).ok_or_else(|| {
            let message = format!(
                "计量单位“{}”与目标的“{}”不一致",
                quantity.measure, target.measure
            );
            self.invalid(if measure.is_empty() { cell } else { measure }, message)
        })
    }

    /// F116: what a cell holds cannot be used, and its row is left out.
    fn invalid(&self, cell: &Cell, message: String) -> Diagnostic {
        Diagnostic::new(Code::CellInvalid, format!("{message}，本行未读入"))
            .at(self.source.place(cell.range.clone()))
    }
}
