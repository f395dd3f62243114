//! A small province for the tests of targets broken down.

use crate::diagnostic::Diagnostics;
use crate::input::SourceFile;
use crate::plan::{Breakdown, Item, Plan, TARGETS_FILE, WEIGHTS_FILE};
use crate::registry::Registry;
use crate::sample::Texts;

const TEXTS: Texts = Texts {
    units: "简称,全称,别名,类别\n省财政厅,,,组成部门\n省妇联,,,群团组织\n兰州市,兰州市人民政府,,市州\n\
            白银市,白银市人民政府,,市州\n金昌市,,,市州\n兰州新区,,,新区\n",
    groups: "名称,范围,成员,候选\n各市州政府,all,市州,\n相关市州政府,open,,市州\n",
    leaders: "姓名\n",
    indicators: "序号,主要指标,省政府牵头领导,牵头单位,配合单位,实施单位,目标\n\
                 1,甲,,省财政厅,,各市州政府、兰州新区,生产总值增长 ≈ 6 %\n\
                 2,乙,,省财政厅,,各市州政府、兰州新区,城镇登记失业率 ≤ 4 %\n",
    tasks: "序号,重点工作任务,省政府牵头领导,牵头单位,配合单位,实施单位,目标\n\
            1,甲,,省财政厅,,各市州政府、兰州新区,危房改造 = 11.64 万户；整改任务 = 6 项\n\
            2,乙,,省财政厅,省妇联,兰州市、白银市,新建 = 7.0 个\n\
            3,丙,,省财政厅,,各市州政府,生产安全事故 ≤ 100 起\n\
            4,丁,,省财政厅,,相关市州政府,扶持 = 4 个\n\
            5,戊,,省财政厅,,各市州政府,\n6,己,,省财政厅,,各市州政府,\n7,庚,,省财政厅,,各市州政府,\n\
            9,辛,,省财政厅,,各市州政府,\n10,壬,,省财政厅,,省妇联,培训 = 8 人\n",
};

/// The province with its targets broken down.
pub(super) struct Given {
    pub registry: Registry,
    pub plan: Plan,
    pub breakdown: Breakdown,
    problems: Diagnostics,
}

/// The province with these rows of `targets.csv` and this text of `weights.csv`.
pub(super) fn given(rows: &str, weights: &str) -> Given {
    let (registry, plan, mut problems) = TEXTS.load();
    assert_eq!(problems, Diagnostics::new());
    let text = format!("编号,指标,单位,目标值,计量单位,备注,权重,规则\n{rows}");
    let targets = SourceFile::from_text(TARGETS_FILE, text);
    let weights = SourceFile::from_text(WEIGHTS_FILE, weights);
    let weights = (!weights.text().is_empty()).then_some(&weights);
    let breakdown =
        Breakdown::from_sources(Some(&targets), weights, &plan, &registry, &mut problems);
    problems.sort();
    Given {
        registry,
        plan,
        breakdown,
        problems,
    }
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
