mod directions;
mod items;
mod judging;
mod random;
mod reports;

use rust_decimal::Decimal;

use super::{Assessment, Basis, Rules};
use crate::diagnostic::Code;
use crate::period::{Month, Period};
use crate::plan::{Breakdown, Duties, ItemId, Plan, Schedule, TargetId};
use crate::registry::{Registry, UnitId};
use crate::returns::{Defect, DefectKind, Field, Key, Progress, Return, Sheet, Source};
use crate::sample::{self, unit};
use crate::status::Status;

fn decimal(text: &str) -> Decimal {
    text.parse().expect("a number")
}

fn month(text: &str) -> Month {
    text.parse::<Period>().expect("a period").close()
}

fn id(text: &str) -> ItemId {
    text.parse().expect("an id")
}

fn target_id(item: &str, number: u32) -> TargetId {
    TargetId::new(id(item), number).expect("a number from 1")
}

/// A small province, and what was reported of it.
struct Province {
    registry: Registry,
    plan: Plan,
    breakdown: Breakdown,
    schedule: Schedule,
    progress: Progress,
    rules: Rules,
}

impl Province {
    fn new() -> Self {
        let all = "各市州政府、兰州新区";
        let (registry, plan) = sample::Province::new()
            .unit("省财政厅", "组成部门")
            .unit("省妇联", "群团组织")
            .units("市州", ["兰州市", "金昌市", "白银市", "天水市"])
            .unit("兰州新区", "新区")
            .group("各市州政府", "市州")
            .open_group("相关市州政府", "市州")
            .indicator(1, "生产总值增长6%左右。", |item| {
                let item = item.lead("省财政厅").implement(all);
                item.target("生产总值增长 ≈ 6 %")
            })
            .indicator(2, "就业40万人，失业率4%以内。", |item| {
                let item = item.lead("省财政厅、省妇联").implement(all);
                item.target("就业 = 40 万人").target("登记失业率 ≤ 4 %")
            })
            .task(1, "甲。", |item| {
                let item = item.lead("省妇联").support("省财政厅");
                item.implement("各市州政府")
            })
            .task(2, "植树360万亩。", |item| {
                let item = item.lead("省妇联").implement("相关市州政府");
                item.target("植树 ≥ 360 万亩")
            })
            .load();
        Self {
            registry,
            plan,
            breakdown: Breakdown::default(),
            schedule: Schedule::default(),
            progress: Progress::default(),
            rules: Rules::default(),
        }
    }

    fn unit(&self, name: &str) -> UnitId {
        unit(&self.registry, name)
    }

    /// Adds a return.
    fn report(&mut self, period: &str, item: &str, target: u32, unit: &str, report: Return) {
        let key = Key { target: target_id(item, target), unit: self.unit(unit) };
        let returns = self.progress.months.entry(month(period)).or_default();
        returns.insert(key, report);
    }

    /// Adds returns of a value each.
    fn values(&mut self, period: &str, item: &str, target: u32, values: &[(&str, &str)]) {
        for (unit, value) in values {
            self.report(period, item, target, unit, value_of(value));
        }
    }

    fn goal(&mut self, item: &str, target: u32, unit: &str, value: &str) {
        let unit = self.unit(unit);
        self.breakdown.set(target_id(item, target), unit, decimal(value));
    }

    fn assess(&self, period: &str) -> Assessment {
        let duties = Duties::new(&self.plan, &self.registry);
        let basis = Basis {
            plan: &self.plan,
            registry: &self.registry,
            duties: &duties,
            breakdown: &self.breakdown,
            schedule: &self.schedule,
            progress: &self.progress,
            rules: &self.rules,
        };
        Assessment::new(&basis, month(period))
    }

    fn status(&self, period: &str, item: &str) -> Status {
        self.assess(period).item(id(item)).expect("an item").status
    }
}

fn value_of(value: &str) -> Return {
    Return { value: Some(decimal(value)), ..Return::default() }
}

fn percent_of(percent: &str) -> Return {
    Return { percent: Some(decimal(percent)), ..Return::default() }
}

/// Returns the report with a defect in a field.
fn with_defect(report: Return, field: Field, kind: DefectKind) -> Return {
    let sheet = Sheet { file: "a.csv".to_owned(), name: None };
    let source = Source { sheet: sheet.into(), line: 2, column: 1 };
    let defect = Defect { field, kind, code: Code::FigureUnreadable, source };
    Return { defects: vec![defect], ..report }
}

/// Returns a report of which one field cannot be read, and which states nothing else.
fn unreadable(field: Field) -> Return {
    with_defect(Return::default(), field, DefectKind::Unreadable("若干".to_owned()))
}
