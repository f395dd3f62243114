//! The unit that a row is about, and its part in the item.

use super::{FormHead, RowReader, instead_of, of_another_form};
use crate::diagnostic::Code;
use crate::input::grid::GridRow;
use crate::period::Month;
use crate::plan::Item;
use crate::registry::UnitId;
use crate::returns::Field;
use crate::returns::read::key_cells;
use crate::returns::read::problem::{Consequence, Problem};

impl<'a> RowReader<'a> {
    /// Returns whether the row's key, the form's key, the row's cells and the lines above the table name one unit and
    /// one period; if not, reports it.
    pub(super) fn is_at_home(
        &mut self,
        row: &GridRow,
        unit: Option<UnitId>,
        month: Option<Month>,
    ) -> bool {
        let (Some(unit), Some(month)) = (unit, month) else {
            return true;
        };
        let index = self.index;
        if let Some(key) = self.key(row) {
            let home = self.form.unwrap_or(FormHead { month, unit });
            let keyed = index.registry.unit_of_code(&key.code);
            let related = keyed.is_some_and(|keyed| index.related(keyed, home.unit));
            if key.period != home.month || !related {
                let place = self.origin.row_place(row);
                self.problems.push(of_another_form(&key, index).at(place));
                return false;
            }
        }
        let above = self.head.unit(index).map(|(unit, _)| unit);
        let own = self.form.map(|form| form.unit).or(above);
        let Some(own) = own.filter(|&own| !index.related(own, unit)) else {
            return true;
        };
        let (own, unit) = (&index.registry.unit(own).short, &index.registry.unit(unit).short);
        let message = format!("本行是{unit}的，这份报送表却是{own}的");
        let problem = Problem::of_row(Code::RowOfAnotherUnit, message)
            .hint("一份报送表只填一个单位；汇总几个单位的，删去表格上方的填报单位");
        self.report(row, Field::Unit, problem);
        false
    }

    /// Reads the unit that the row names, or takes that of the form's key if the name cannot be read.
    pub(super) fn unit(&mut self, row: &GridRow) -> Option<UnitId> {
        let keyed = self.keyed(row).map(|head| head.unit);
        let Some(source) = self.stated(row, Field::Unit) else {
            if keyed.is_none() {
                self.report(row, Field::Unit, key_cells::blank(Field::Unit));
            }
            return keyed;
        };
        let problem = match (key_cells::unit(source.text, self.index), keyed) {
            // A form shows the name in force; its key says which of the units that have it by now is meant.
            (Ok(unit), Some(keyed)) if self.index.registry.takes_over_alone(keyed, unit) => {
                return Some(keyed);
            }
            (Ok(unit), _) => return Some(unit),
            (Err(_), Some(unit)) => {
                instead_of("单位", source.text, &self.index.registry.unit(unit).short)
            }
            (Err(problem), None) => problem,
        };
        let above = source.above;
        self.report_at(row, Field::Unit, above, problem);
        keyed
    }

    /// Notes that a return of `unit` counts for one that came before or after it.
    pub(super) fn renamed(&mut self, row: &GridRow, unit: UnitId, relative: UnitId) {
        if self.renamed.insert((unit, relative)) {
            let (name, known) = (self.short(unit), self.short(relative));
            let message = format!("“{name}”的报送记在“{known}”名下");
            self.report(row, Field::Unit, Problem::new(Code::ReturnUnitRenamed, message));
        }
    }

    /// Reports a return of one of several that took over from the unit with the item, and returns the doubt in words.
    pub(super) fn one_of_heirs(
        &mut self,
        row: &GridRow,
        unit: UnitId,
        holder: UnitId,
        heirs: &[UnitId],
        what: &str,
    ) -> String {
        let (name, known) = (self.short(unit), self.short(holder));
        let heirs = self.quoted(heirs);
        let doubt = format!(
            "“{name}”报送的{what}由“{known}”承担，“{known}”由{heirs}承接，不能断定由哪一家承担"
        );
        let problem = Problem::new(Code::HeirUnsettled, doubt.clone())
            .with(Consequence::RowNotCounted)
            .hint("问明后在附件中把该项的单位写作新单位，或由办公室核实后填入 seeds/verified.csv（核定）");
        self.report(row, Field::Unit, problem);
        doubt
    }

    /// Reports a return that may be about the part of more than one unit.
    pub(super) fn one_of(&mut self, row: &GridRow, unit: UnitId, units: &[UnitId], item: &Item) {
        let (name, units) = (self.short(unit), self.quoted(units));
        let message = format!("{}由{units}分别承担，不能断定“{name}”报送的是哪一家的", item.id);
        let problem = Problem::of_row(Code::PredecessorUnsettled, message)
            .hint("分别报送，单位写作原单位的名称；或在附件中把该项的单位写作现在的单位");
        self.report(row, Field::Unit, problem);
    }

    pub(super) fn uninvolved(&mut self, row: &GridRow, unit: UnitId, item: &Item) {
        let message = format!("“{}”不承担{}", self.short(unit), item.name());
        let problem = Problem::new(Code::ReturnUnitUninvolved, message)
            .with(Consequence::RowNotCounted)
            .hint("检查编号和单位；确由该单位承担的，在任务表中补上");
        self.report(row, Field::Unit, problem);
    }

    pub(super) fn short(&self, unit: UnitId) -> &'a str {
        &self.index.registry.unit(unit).short
    }

    /// Returns names in quotation marks: “甲”、“乙”.
    pub(super) fn quoted(&self, units: &[UnitId]) -> String {
        let names: Vec<_> = units.iter().map(|&unit| format!("“{}”", self.short(unit))).collect();
        names.join("、")
    }
}
