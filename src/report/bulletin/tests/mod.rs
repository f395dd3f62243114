mod context;
mod words;

use jiff::civil::{Date, date};

use super::Bulletin;
use crate::sample::Texts;

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
const TEXTS: Texts = Texts {
    units: UNITS,
    groups: GROUPS,
    leaders: LEADERS,
    indicators: INDICATORS,
    tasks: TASKS,
};

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

/// The bulletin of a period.
fn of(period: &str, returns: &str, issued: Option<Date>) -> Bulletin {
    TEXTS.bulletin(period, &[], returns, issued)
}

fn first_quarter() -> Bulletin {
    of("2018Q1", FIRST_QUARTER, Some(date(2018, 5, 4)))
}
