//! A small province for the tests of targets broken down.

use crate::diagnostic::Diagnostics;
use crate::input::SourceFile;
use crate::plan::{Breakdown, Item, Plan, TARGETS_FILE, WEIGHTS_FILE};
use crate::registry::Registry;
use crate::sample::{Item as Row, Province};

/// Three prefectures and the new area inside the first, with targets of every sort.
fn province() -> Province {
    let all = "各市州政府、兰州新区";
    let lead = |item: Row| item.lead("省财政厅");
    let by = |implement| move |item| lead(item).implement(implement);
    Province::new()
        .unit("省财政厅", "组成部门")
        .unit("省妇联", "群团组织")
        .unit_with("兰州市", "市州", |unit| unit.full("兰州市人民政府"))
        .unit_with("白银市", "市州", |unit| unit.full("白银市人民政府"))
        .unit("金昌市", "市州")
        .unit("兰州新区", "新区")
        .group("各市州政府", "市州")
        .open_group("相关市州政府", "市州")
        .indicator(1, "甲", |item| by(all)(item).target("生产总值增长 ≈ 6 %"))
        .indicator(2, "乙", |item| by(all)(item).target("城镇登记失业率 ≤ 4 %"))
        .task(1, "甲", |item| {
            let item = by(all)(item).target("危房改造 = 11.64 万户");
            item.target("整改任务 = 6 项")
        })
        .task(2, "乙", |item| {
            let item = by("兰州市、白银市")(item).support("省妇联");
            item.target("新建 = 7.0 个")
        })
        .task(3, "丙", |item| by("各市州政府")(item).target("生产安全事故 ≤ 100 起"))
        .task(4, "丁", |item| by("相关市州政府")(item).target("扶持 = 4 个"))
        .task(5, "戊", by("各市州政府"))
        .task(6, "己", by("各市州政府"))
        .task(7, "庚", by("各市州政府"))
        .task(9, "辛", by("各市州政府"))
        .task(10, "壬", |item| by("省妇联")(item).target("培训 = 8 人"))
}

/// The province with its targets broken down.
pub(in crate::plan) struct Given {
    pub registry: Registry,
    pub plan: Plan,
    pub breakdown: Breakdown,
    problems: Diagnostics,
}

/// The province with these rows of `targets.csv` and this text of `weights.csv`.
pub(in crate::plan) fn given(rows: &str, weights: &str) -> Given {
    let (registry, plan) = province().load();
    let mut problems = Diagnostics::new();
    let text = format!("编号,指标,单位,目标值,计量单位,备注,权重,规则\n{rows}");
    let targets = SourceFile::from_text(TARGETS_FILE, text);
    let weights = SourceFile::from_text(WEIGHTS_FILE, weights);
    let weights = (!weights.text().is_empty()).then_some(&weights);
    let breakdown =
        Breakdown::from_sources(Some(&targets), weights, &plan, &registry, &mut problems);
    problems.sort();
    Given { registry, plan, breakdown, problems }
}

impl Given {
    /// The given parts as `item.target unit value`.
    pub fn parts(&self) -> Vec<String> {
        let targets = self.plan.items().iter().flat_map(Item::numbered);
        let parts = targets.flat_map(|(target, _)| {
            let parts = self.breakdown.parts(target);
            parts.map(move |(unit, value)| {
                let unit = &self.registry.unit(unit).short;
                format!("{target} {unit} {}", value.normalize())
            })
        });
        parts.collect()
    }

    /// The problems of reading as `line:column message`.
    pub fn problems(&self) -> Vec<String> {
        let problems = self.problems.iter().map(|problem| {
            let place = problem.place.as_ref().expect("it stands in a file");
            format!("{}:{} {}", place.line, place.column, problem.message)
        });
        problems.collect()
    }
}
