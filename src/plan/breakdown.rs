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

    /// The parts of a target (from 1) that units have, in registry order and in the target's measure.
    pub fn parts(&self, item: ItemId, target: u32) -> impl Iterator<Item = (UnitId, Decimal)> + '_ {
        self.values
            .range((item, target, UnitId::FIRST)..)
            .take_while(move |((of, number, _), _)| (*of, *number) == (item, target))
            .map(|((_, _, unit), value)| (*unit, *value))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Annex;

    const UNITS: &str = "简称,全称,别名,类别\n兰州市,兰州市人民政府,,市州\n白银市,,,市州\n";
    const TASKS: &str = "序号,重点工作任务,省政府牵头领导,牵头单位,配合单位,实施单位,目标,沿用\n\
                         1,甲,,,,兰州市,危房改造 = 11.64 万户；整改任务 = 6 项,\n2,乙,,,,兰州市,,\n";

    /// The parts that these rows hand down, and the problems as `line:column message`.
    fn read(rows: &str) -> (Vec<String>, Vec<String>) {
        let mut diagnostics = Diagnostics::new();
        let source = SourceFile::from_text;
        let registry = Registry::from_sources(
            &source("units.csv", UNITS),
            None,
            None,
            jiff::civil::date(2018, 2, 13),
            &mut diagnostics,
        );
        let tasks = (Annex::Tasks, source("tasks.csv", TASKS));
        let plan = Plan::from_sources(&[tasks], &registry, &mut Diagnostics::new());
        let targets = source(
            TARGETS_FILE,
            &format!("编号,指标,单位,目标值,计量单位,备注\n{rows}"),
        );
        let breakdown = Breakdown::from_source(&targets, &plan, &registry, &mut diagnostics);
        let parts = breakdown
            .values
            .iter()
            .map(|((item, target, unit), value)| {
                let unit = &registry.unit(*unit).short;
                format!("{item}.{target} {unit} {}", value.normalize())
            });
        let problems = diagnostics.iter().map(|problem| {
            let place = problem.place.as_ref().expect("it stands in the file");
            format!("{}:{} {}", place.line, place.column, problem.message)
        });
        (parts.collect(), problems.collect())
    }

    #[test]
    fn parts_are_kept_in_the_measure_of_the_target() {
        let (parts, problems) = read(
            "2-1,,兰州市,1.2,,演示数据\n2-1,1,白银市,8000户,,\n2-1,2,兰州市人民政府,3,项,\n2-1,2,白银市,\"1,200\",,\n",
        );
        assert_eq!(problems, [""; 0]);
        assert_eq!(
            parts,
            [
                "2-1.1 兰州市 1.2",
                "2-1.1 白银市 0.8",
                "2-1.2 兰州市 3",
                "2-1.2 白银市 1200"
            ]
        );
    }

    #[test]
    fn parts_of_a_target_come_in_registry_order() {
        let item = "2-1".parse().unwrap();
        let [first, second] = [0, 1].map(UnitId);
        let mut breakdown = Breakdown::default();
        breakdown.set(item, 2, first, Decimal::TEN);
        breakdown.set(item, 1, second, Decimal::ONE);
        breakdown.set(item, 1, first, Decimal::TWO);
        breakdown.set("2-2".parse().unwrap(), 1, first, Decimal::TEN);
        let parts: Vec<_> = breakdown.parts(item, 1).collect();
        assert_eq!(parts, [(first, Decimal::TWO), (second, Decimal::ONE)]);
        assert_eq!(breakdown.parts(item, 3).count(), 0);
    }

    #[test]
    fn of_two_parts_the_first_counts() {
        let (parts, problems) = read("2-1,,兰州市,1.2,,\n2-1,1,兰州市,1.3,,\n");
        assert_eq!(parts, ["2-1.1 兰州市 1.2"]);
        assert_eq!(
            problems,
            ["3:7 2-1第1个指标已给“兰州市”定过目标，以前一行为准"]
        );
    }

    #[test]
    fn what_cannot_be_read_is_told_at_its_cell_and_left_out() {
        let (parts, problems) = read(
            "2-9,,兰州市,1,,\n2-2,,兰州市,1,,\n2-1,3,兰州市,1,,\n2-1,甲,兰州市,1,,\n2-1,,定西市,1,,\n\
             2-1,,兰州市,若干,,\n2-1,,兰州市,暂无,,\n2-1,,兰州市,3,公顷,\n2-1,,兰州市,3公顷,,\n2-1,,兰州市,,,\n",
        );
        assert_eq!(parts, [""; 0]);
        assert_eq!(
            problems,
            [
                "2:1 没有编号为“2-9”的事项，本行未读入",
                "3:1 2-2没有第1个指标，共0个，本行未读入",
                "4:5 2-1没有第3个指标，共2个，本行未读入",
                "5:5 指标“甲”不是序号，本行未读入",
                "6:6 “定西市”不在单位名录中，本行未读入",
                "7:10 目标值“若干”不是数字，本行未读入",
                "8:10 目标值“暂无”不是数字，本行未读入",
                "9:12 计量单位“公顷”与目标的“万户”不一致，本行未读入",
                "10:10 计量单位“公顷”与目标的“万户”不一致，本行未读入",
                "11:10 “目标值”不能为空，本行未读入",
            ]
        );
    }
}
