//! All problems of the data, without making anything.

use std::collections::BTreeSet;

use super::Session;
use crate::assess::{Assessment, OwedItem, Punctuality};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::period::Month;
use crate::plan::{self, Duties, ItemId};
use crate::registry::UnitId;
use crate::report::{template, wording};
use crate::workspace::TEMPLATE_DIR;

impl Session {
    /// Adds what `duban check` reports beyond loading, and puts all in file order.
    pub fn check(&self, problems: &mut Diagnostics) {
        let (published, year) = (self.changes.published(), self.workspace.config.year);
        plan::check(&self.plan, published, &self.registry, year, problems);
        self.changes.check_leaders(&self.registry, self.workspace.config.year, problems);
        self.breakdown.check(&self.plan, &self.registry, self.territory(), problems);
        let kinds = self.registry.units().map(|(_, unit)| unit.kind.as_str());
        self.workspace.check(kinds, problems);
        let outdated = template::outdated(&self.workspace.root, TEMPLATE_DIR);
        problems.extend(outdated.into_iter().collect());
        problems.sort();
    }

    /// Adds who has not reported for `month`, or not all, or late (G151 to G153).
    pub fn check_returns(&self, month: Month, problems: &mut Diagnostics) {
        let due = self.workspace.config.returns_due(month);
        let found = self.punctuality(month);
        let mut add = |code, unit: UnitId, message: String, hint: &str| {
            problems.push(
                Diagnostic::new(code, message)
                    .at(self.registry.unit_place(unit).clone())
                    .hint(hint),
            );
        };
        let short = |unit| &self.registry.unit(unit).short;
        for (unit, items) in &found.missing {
            let message = format!("“{}”没有报送{month}，应报{}项", short(*unit), items.len());
            add(Code::ReturnMissing, *unit, message, "催报；没有进展的也应零报送");
        }
        for (unit, items) in &found.incomplete {
            let message =
                format!("“{}”报送{month}{}", short(*unit), wording::owed(&self.plan, items));
            add(Code::ReturnIncomplete, *unit, message, "请该单位补报");
        }
        for found in found.in_question.iter().filter(|found| found.unassigned > 0) {
            let message = format!(
                "“{}”报送{month}有{}行无法对应到事项，未按漏报计",
                short(found.unit),
                found.unassigned
            );
            add(
                Code::ReturnUnassigned,
                found.unit,
                message,
                "按前面逐行的说明改正后再看缺哪些事项",
            );
        }
        for delay in &found.late {
            let message = format!("“{}”{}报送{month}，晚于{due}", short(delay.unit), delay.on);
            add(Code::ReturnLate, delay.unit, message, "通报附件中列为迟报");
        }
        problems.sort();
    }

    fn punctuality(&self, month: Month) -> Punctuality {
        let duties = Duties::new(&self.plan, &self.registry);
        let assessment = Assessment::new(&self.basis(&duties), month);
        let due = self.workspace.config.returns_due(month);
        Punctuality::new(&assessment, &self.progress, due)
    }

    /// Returns the units that have not reported for `month` yet, or not completely, in registry order.
    pub fn outstanding(&self, month: Month) -> Outstanding {
        let found = self.punctuality(month);
        let named = |units: Vec<(UnitId, Vec<OwedItem>)>| {
            let units = units.into_iter();
            let units = units.map(|(unit, owed)| (self.registry.unit(unit).short.clone(), owed));
            units.collect()
        };
        Outstanding {
            expected: found.expected,
            missing: named(found.missing),
            incomplete: named(found.incomplete),
            in_question: found
                .in_question
                .iter()
                .map(|found| {
                    let items: BTreeSet<ItemId> =
                        found.subjects.iter().map(|key| key.target.item).collect();
                    let unit = self.registry.unit(found.unit).short.clone();
                    (unit, items.into_iter().collect(), found.unassigned)
                })
                .collect(),
            zero_reports: found
                .zero_reports
                .iter()
                .map(|&unit| self.registry.unit(unit).short.clone())
                .collect(),
        }
    }
}

/// The units that have not reported for a month yet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outstanding {
    /// The number of units that have to report, including those below.
    pub expected: usize,
    /// Short names of units from which nothing came in, with the items that they owe.
    pub missing: Vec<(String, Vec<OwedItem>)>,
    /// Short names of units that left items out, with those.
    pub incomplete: Vec<(String, Vec<OwedItem>)>,
    /// Short names of units of whose returns something cannot be used: the items, and the number of rows that could
    /// not be assigned to any.
    pub in_question: Vec<(String, Vec<ItemId>, usize)>,
    /// Short names of units that sent a zero report.
    pub zero_reports: Vec<String>,
}
