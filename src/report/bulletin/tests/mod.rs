mod context;
mod words;

use std::fs;

use jiff::civil::date;

use super::{Bulletin, Source, bulletin};
use crate::assess::{Assessment, Basis};
use crate::diagnostic::{Diagnostics, Severity};
use crate::period::Period;
use crate::plan::{Annex, Breakdown, Duties, Plan, Schedule};
use crate::progress::{PROGRESS_DIR, Progress};
use crate::registry::Registry;
use crate::source::SourceFile;
use crate::workspace::Config;

const UNITS: &str = "\
简称,类别
省财政厅,组成部门
省妇联,群团组织
省林业厅,组成部门
兰州市,市州
嘉峪关市,市州
金昌市,市州
白银市,市州
天水市,市州
兰州新区,新区
";
const GROUPS: &str = "名称,范围,成员,候选\n各市州政府,all,市州,\n";
const LEADERS: &str = "姓名\n黄强\n宋亮\n";
const INDICATORS: &str = "\
序号,主要指标,省政府牵头领导,牵头单位,配合单位,实施单位,目标
1,生产总值增长6%左右。,黄强,省财政厅,,各市州政府、兰州新区,生产总值增长 ≈ 6 %
2,就业40万人，失业率4%以内。,宋亮,省财政厅,,各市州政府、兰州新区,城镇新增就业 = 40 万人；城镇登记失业率 ≤ 4 %
3,能耗完成控制指标。,黄强,省林业厅,,各市州政府,
";
const TASKS: &str = "\
序号,重点工作任务,省政府牵头领导,牵头单位,配合单位,实施单位,目标
1,推广|“甲”模式。,黄强、宋亮,省妇联,省财政厅,,
2,植树360万亩。,宋亮,省林业厅,,,植树 ≥ 360 万亩
3,办好博览会。,宋亮,省林业厅,,,
4,建立台账。,宋亮,省妇联,,,
";
const HEADER: &str = "期间,编号,指标,单位,完成值,计量单位,完成率,状态,进展情况,存在问题,下一步措施,填报人,填报日期\n";

/// The returns of a quarter, by hand: who is where can be counted on the fingers.
const FIRST_QUARTER: &str = "\
2018Q1,1-1,,省财政厅,5.3,%,,,总体平稳。,,,甲,2018-04-04
2018Q1,1-1,,兰州市,6.2,%,,,,,,甲,2018-04-09
2018Q1,1-1,,嘉峪关市,7.1,%,,,,,,甲,2018-04-04
2018Q1,1-1,,金昌市,7.1,%,,,,,,甲,2018-04-04
2018Q1,1-1,,白银市,-1.2,%,,,,,,甲,2018-04-04
2018Q1,1-1,,兰州新区,11,%,,,,,,甲,2018-04-04
2018Q1,1-2,1,省财政厅,11.02,万人,,,,,,甲,2018-04-04
2018Q1,1-2,2,省财政厅,2.75,%,,,,,,甲,2018-04-04
2018Q1,1-3,,省林业厅,暂无,,,,,,,甲,2018-04-04
2018Q1,2-1,,省妇联,,,100%,,全部建成。,,,甲,2018-04-04
2018Q1,2-2,,省林业厅,50,万亩,,,春季造林过半。,苗木|不足。,# 调运苗木。,甲,2018-04-04
2018Q1,2-3,,省林业厅,,,21%,,,场馆未完工。,倒排工期。,甲,2018-04-04
";

/// The bulletin of a period, and what the one before says.
fn of(period: &str, returns: &str, date_of_issue: Option<jiff::civil::Date>) -> Bulletin {
    let mut problems = Diagnostics::new();
    let source = |name: &str, text: &str| SourceFile::from_text(name, text);
    let registry = Registry::from_sources(
        &source("units.csv", UNITS),
        Some(&source("groups.csv", GROUPS)),
        Some(&source("leaders.csv", LEADERS)),
        date(2018, 2, 13),
        &mut problems,
    );
    let annexes = [
        (Annex::Indicators, source("i.csv", INDICATORS)),
        (Annex::Tasks, source("t.csv", TASKS)),
    ];
    let plan = Plan::from_sources(&annexes, &registry, &mut problems);
    let folder = tempfile::tempdir().unwrap();
    let returns_dir = folder.path().join(PROGRESS_DIR);
    fs::create_dir_all(&returns_dir).unwrap();
    fs::write(returns_dir.join("a.csv"), format!("{HEADER}{returns}")).unwrap();
    let breakdown = Breakdown::default();
    let root = folder.path();
    let progress = Progress::load(root, 2018, &plan, &breakdown, &registry, &mut problems);
    assert_eq!(problems.count(Severity::Error), 0, "{problems:?}");
    let config = Config::parse(include_str!("../../../../duban.toml")).unwrap();
    let duties = Duties::new(&plan, &registry);
    let basis = Basis {
        plan: &plan,
        registry: &registry,
        duties: &duties,
        breakdown: &breakdown,
        schedule: &Schedule::default(),
        progress: &progress,
        rules: &config.assessment,
    };
    let period: Period = period.parse().unwrap();
    let now = Assessment::new(&basis, period.close());
    let previous = period
        .previous()
        .filter(|previous| !progress.of(previous.close()).is_empty());
    let before = previous.map(|previous| (previous, Assessment::new(&basis, previous.close())));
    bulletin(&Source {
        basis: &basis,
        config: &config,
        period,
        now: &now,
        before: before.as_ref().map(|(period, before)| (*period, before)),
        date: date_of_issue,
    })
}

fn first_quarter() -> Bulletin {
    of("2018Q1", FIRST_QUARTER, Some(date(2018, 5, 4)))
}
