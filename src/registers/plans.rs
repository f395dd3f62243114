//! `plans.csv`: the implementation plans that units have filed (实施方案), with three levels of responsibility.

use jiff::civil::Date;

use super::{rows, twice};
use crate::diagnostic::{Diagnostics, Place};
use crate::input::SourceFile;
use crate::input::columns::{ColumnSpec, file_columns};
use crate::plan::ItemId;
use crate::registry::{Registry, UnitId};
use crate::returns::Reader;

/// The register of plans, relative to the workspace.
pub const PLANS_FILE: &str = "seeds/plans.csv";

file_columns! {
    /// The columns of the register.
    pub(crate) enum PlanColumn {
        Unit = ColumnSpec::required("单位", "unit"),
        Item = ColumnSpec::optional("编号", "id").or(&["事项编号"]),
        FiledOn = ColumnSpec::required("报送日期", "filed_on").or(&["日期"]),
        PrincipalHead = ColumnSpec::optional("主要领导", "principal_head"),
        DeputyInCharge = ColumnSpec::optional("分管领导", "deputy_in_charge"),
        Section = ColumnSpec::optional("责任处室", "section"),
        Liaison = ColumnSpec::optional("联络员", "liaison"),
        Phone = ColumnSpec::optional("电话", "phone").or(&["联系电话"]),
    }
}

/// Those responsible in a unit, by level. Any of them may be empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Responsible {
    /// 主要领导: bears overall responsibility.
    pub principal_head: String,
    /// 分管领导: bears specific responsibility.
    pub deputy_in_charge: String,
    /// 责任处室: does the work.
    pub section: String,
    /// 联络员.
    pub liaison: String,
    /// The telephone of the liaison.
    pub phone: String,
}

/// A plan that a unit has filed, or those responsible before it is filed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanFiled {
    /// The unit.
    pub unit: UnitId,
    /// The item; `None` for the plan of the whole unit.
    pub item: Option<ItemId>,
    /// The day on which it was filed; `None` until it is.
    pub filed_on: Option<Date>,
    /// Those responsible.
    pub responsible: Responsible,
    /// The place of the row.
    pub place: Place,
}

impl PlanFiled {
    /// Returns the cells of its row in the register.
    pub(crate) fn cells(&self, registry: &Registry) -> Vec<(PlanColumn, String)> {
        let Responsible { principal_head, deputy_in_charge, section, liaison, phone } =
            &self.responsible;
        vec![
            (PlanColumn::Unit, registry.unit(self.unit).short.clone()),
            (PlanColumn::Item, self.item.map_or_else(String::new, |item| item.to_string())),
            (PlanColumn::FiledOn, self.filed_on.map_or_else(String::new, |day| day.to_string())),
            (PlanColumn::PrincipalHead, principal_head.clone()),
            (PlanColumn::DeputyInCharge, deputy_in_charge.clone()),
            (PlanColumn::Section, section.clone()),
            (PlanColumn::Liaison, liaison.clone()),
            (PlanColumn::Phone, phone.clone()),
        ]
    }
}

/// All plans, in the order of the file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PlansFiled(Vec<PlanFiled>);

impl PlansFiled {
    /// Reads the register.
    pub(super) fn read(
        source: Option<&SourceFile>,
        reader: &Reader<'_>,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let all = rows(source, PlanColumn::ALL, reader, diagnostics, |cells| {
            let named = cells.unit(PlanColumn::Unit)?;
            let (unit, item) = match cells.row.filled(PlanColumn::Item) {
                None => (named, None),
                Some(_) => {
                    let item = cells.item(PlanColumn::Item)?;
                    (cells.holder(item, named, PlanColumn::Unit)?, Some(item.id))
                }
            };
            let responsible = Responsible {
                principal_head: cells.text(PlanColumn::PrincipalHead),
                deputy_in_charge: cells.text(PlanColumn::DeputyInCharge),
                section: cells.text(PlanColumn::Section),
                liaison: cells.text(PlanColumn::Liaison),
                phone: cells.text(PlanColumn::Phone),
            };
            let filed_on = cells.day(PlanColumn::FiledOn)?;
            Some(PlanFiled {
                unit,
                item,
                filed_on,
                responsible,
                place: cells.place(PlanColumn::Unit),
            })
        });
        let mut plans: Vec<PlanFiled> = Vec::new();
        for plan in all {
            let same = |other: &&PlanFiled| {
                let key = |plan: &PlanFiled| (plan.unit, plan.item, plan.filed_on);
                key(other) == key(&plan)
            };
            match plans.iter().find(same) {
                Some(other) => {
                    let problem = twice("同一单位、同一事项、同一日期的方案", other.place.line);
                    diagnostics.push(problem.at(plan.place));
                }
                None => plans.push(plan),
            }
        }
        Self(plans)
    }

    /// Returns the newest plan of a unit for an item, or else that of the whole unit; with a day, the newest that was
    /// filed by then, or that has no date.
    pub fn of(&self, unit: UnitId, item: Option<ItemId>, on: Option<Date>) -> Option<&PlanFiled> {
        let newest = |item: Option<ItemId>| {
            let plans = self.0.iter().filter(move |plan| (plan.unit, plan.item) == (unit, item));
            let known = |day: Date| on.is_none_or(|on| day <= on);
            plans.filter(|plan| plan.filed_on.is_none_or(known)).max_by_key(|plan| plan.filed_on)
        };
        item.and_then(|item| newest(Some(item))).or_else(|| newest(None))
    }

    /// Returns all plans, in the order of the file.
    pub fn all(&self) -> &[PlanFiled] {
        &self.0
    }
}
