mod context;
mod prefecture;
mod scoreboard;
mod words;
mod worst;

use jiff::civil::{Date, date};

use super::Bulletin;
use crate::sample::Province;

fn province() -> Province {
    let all = "各市州政府、兰州新区";
    Province::new()
        .unit("省财政厅", "组成部门")
        .unit("省妇联", "群团组织")
        .unit("省林业厅", "组成部门")
        .units("市州", ["兰州市", "嘉峪关市", "金昌市", "白银市", "天水市"])
        .unit("兰州新区", "新区")
        .group("各市州政府", "市州")
        .leader("黄强")
        .leader("宋亮")
        .indicator(1, "生产总值增长6%左右。", |item| {
            let item = item.leaders("黄强").lead("省财政厅").implement(all);
            item.target("生产总值增长 ≈ 6 %")
        })
        .indicator(2, "就业40万人，失业率4%以内。", |item| {
            let item = item.leaders("宋亮").lead("省财政厅").implement(all);
            item.target("城镇新增就业 = 40 万人").target("城镇登记失业率 ≤ 4 %")
        })
        .indicator(3, "能耗完成控制指标。", |item| {
            let item = item.leaders("黄强").lead("省林业厅");
            item.implement("各市州政府")
        })
        .task(1, "推广|“甲”模式。", |item| {
            let item = item.leaders("黄强、宋亮").lead("省妇联");
            item.support("省财政厅")
        })
        .task(2, "植树360万亩。", |item| {
            let item = item.leaders("宋亮").lead("省林业厅");
            item.target("植树 ≥ 360 万亩")
        })
        .task(3, "办好博览会。", |item| item.leaders("宋亮").lead("省林业厅"))
        .task(4, "建立台账。", |item| item.leaders("宋亮").lead("省妇联"))
}

/// The returns of a quarter, few enough that places can be counted by hand.
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

/// Returns the bulletin of a period.
fn of(period: &str, returns: &str, issued: Option<Date>) -> Bulletin {
    province().bulletin(period, returns, issued)
}

fn first_quarter() -> Bulletin {
    of("2018Q1", FIRST_QUARTER, Some(date(2018, 5, 4)))
}
