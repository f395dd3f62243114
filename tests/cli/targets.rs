//! Targets broken down, with answers known by hand: the problems of `check`, and the proposals of
//! `sheets --propose-targets`.

use crate::support::Case;
use crate::support::province::{Item, Province};

const PROPOSED: &str = "seeds/targets.proposed.csv";

/// Makes a workspace with three prefectures and the new area inside the first, an amount of 60万亩,
/// 3.97万户, and a rate.
fn case() -> Case {
    let case = Case::tiny();
    let all = "各市州政府、兰州新区管委会";
    let by_all = |item: Item| item.leaders("黄强").lead("省财政厅").implement(all);
    let province = Province::new()
        .unit_with("省财政厅", "组成部门", |unit| unit.full("甘肃省财政厅"))
        .unit("省妇联", "群团组织")
        .unit_with("兰州市", "市州", |unit| unit.full("兰州市人民政府").aliases("兰州市政府"))
        .units("市州", ["白银市", "天水市"])
        .unit_with("兰州新区", "新区", |unit| unit.aliases("兰州新区管委会"))
        .group("各市州政府", "市州")
        .leader("黄强")
        .indicator(1, "增长。", |item| by_all(item).target("生产总值增长 = 7 %"))
        .task(1, "种植。", |item| by_all(item).target("种植 = 60 万亩"))
        .task(2, "改造。", |item| {
            let item = by_all(item).support("省妇联");
            item.target("危房改造 = 3.97 万户")
        })
        .task(3, "宣传。", |item| {
            let item = item.leaders("黄强").lead("省妇联");
            item.implement("各市州政府")
        });
    case.write_registry(&province);
    case.write("seeds/annex/indicators.csv", province.indicators_csv());
    case.write("seeds/annex/tasks.csv", province.tasks_csv());
    case
}

#[test]
fn a_proposal_adds_up_and_waits_for_acceptance() {
    let case = case();
    let targets = "编号,指标,单位,目标值,计量单位,备注,权重,规则\n\
                   2-1,1,各市州政府,,,,,按人口\n\
                   2-2,1,兰州市,1.97,万户,已商定,,\n\
                   2-2,1,白银市,,,,2,\n\
                   2-2,1,天水市,,,,1,\n";
    case.write("seeds/targets.csv", targets);
    // 370 : 172 : 333 of 60 is 25.37, 11.79 and 22.83; the two units left over go to 白银市 and 天水市.
    case.write("seeds/weights.csv", "单位,人口\n兰州市,370\n白银市,172\n天水市,333\n");
    case.duban(["sheets", "--propose-targets"])
        .exits(0)
        .says("测算分解指标 3 个：")
        .says("seeds/targets.proposed.csv")
        .says("同全省 1 个：指标1（生产总值增长）")
        .says("按人口 1 个：任务1（种植）")
        .says("按权重 1 个：任务2（危房改造）");
    // 3.97 − 1.97 by 2 : 1 is 1.333 and 0.667.
    assert_eq!(
        case.text(PROPOSED),
        "\u{feff}编号,指标,单位,目标值,计量单位,备注,权重,规则\n\
         2-1,1,兰州市,25,万亩,测算：按人口,,按人口\n\
         2-1,1,白银市,12,万亩,测算：按人口,,按人口\n\
         2-1,1,天水市,23,万亩,测算：按人口,,按人口\n\
         2-2,1,兰州市,1.97,万户,已商定,,\n\
         2-2,1,白银市,1.33,万户,测算：按权重,2,\n\
         2-2,1,天水市,0.67,万户,测算：按权重,1,\n\
         1-1,1,兰州市,7,%,测算：同全省,,\n\
         1-1,1,白银市,7,%,测算：同全省,,\n\
         1-1,1,天水市,7,%,测算：同全省,,\n\
         1-1,1,兰州新区,7,%,测算：同全省,,\n"
    );
    assert_eq!(case.text("seeds/targets.csv"), targets);
    assert!(case.list("output").is_empty());
    case.duban(["check"]).exits(0).complains("任务1（种植）第1个指标有3个单位的目标值待定");

    // Accepted: nothing is left to report or propose.
    case.write("seeds/targets.csv", case.read(PROPOSED));
    let run = case.duban(["check"]).exits(0);
    for code in ["P112", "P113", "P114", "P115", "P116", "P117", "P118", "P119"] {
        assert!(!run.stderr.contains(code), "{}", run.stderr);
    }
    case.duban(["sheets", "--propose-targets"])
        .exits(0)
        .says("没有可以测算的指标，没有写文件")
        .says("已经分解 3 个，照原样");
}

#[test]
fn an_edited_proposal_is_not_overwritten_without_force() {
    let case = case();
    case.duban(["sheets", "--propose-targets"]).exits(0).says(
        "无权重 2 个（在 targets.csv 中写上权重或规则即可测算）：任务1（种植）、任务2（危房改造）",
    );
    let made = case.text(PROPOSED);
    case.duban(["sheets", "--propose-targets"]).exits(0);
    case.edit(PROPOSED, "兰州市,7,", "兰州市,7.5,");
    let edited = case.text(PROPOSED);
    case.duban(["sheets", "--propose-targets"])
        .exits(2)
        .complains("seeds/targets.proposed.csv 已由人工修改，没有覆盖；确要重新测算请加 --force");
    assert_eq!(case.text(PROPOSED), edited);
    case.duban(["sheets", "--propose-targets", "--force"]).exits(0);
    assert_eq!(case.text(PROPOSED), made);
}

#[test]
fn nothing_is_proposed_beside_rows_that_cannot_be_read() {
    let case = case();
    case.write(
        "seeds/targets.csv",
        "编号,指标,单位,目标值,规则\n2-1,1,各市州政府,,平均\n2-1,1,兰州市,若干,\n",
    );
    case.duban(["sheets", "--propose-targets"])
        .exits(1)
        .complains("目标值“若干”不是数字，本行未读入")
        .says("targets.csv 或 weights.csv 有错误，没有测算；请先改正");
    assert!(!case.path(PROPOSED).exists());
}

#[test]
fn check_tells_what_does_not_fit() {
    let case = case();
    case.write(
        "seeds/targets.csv",
        "编号,指标,单位,目标值,计量单位,备注\n\
         1-1,1,兰州市,6.9,%,\n1-1,1,白银市,6,%,\n1-1,1,天水市,6.5,%,\n\
         2-1,1,兰州市,30,万亩,\n2-1,1,白银市,18,万亩,\n2-1,1,天水市,10,万亩,\n2-1,1,兰州新区,5,万亩,\n\
         2-2,1,兰州市,3,万户,\n2-2,1,白银市,1,万户,\n2-2,1,省妇联,0.01,万户,\n",
    );
    let run = case.duban(["check"]).exits(0);
    for line in [
        "警告[P115]: 指标1（生产总值增长）第1个指标分给各单位的都低于全省目标7%\n --> seeds/targets.csv:2:7\n",
        "警告[P113]: 任务1（种植）第1个指标分解合计58万亩，比全省目标60万亩少2万亩\n --> seeds/targets.csv:5:7\n",
        "提示[P114]: 任务2（危房改造）第1个指标分解合计4.01万户，比全省目标3.97万户多0.04万户\n --> seeds/targets.csv:9:7\n",
        "提示[P117]: 任务2（危房改造）第1个指标没有分解到1个实施单位（不作评价）：天水市\n",
        "警告[P116]: “省妇联”不是任务2（危房改造）的实施单位，却有分解的目标\n  --> seeds/targets.csv:11:7\n",
        "提示[P120]: 没有数字目标的重点工作任务1项：任务3（宣传）\n",
    ] {
        assert!(run.stderr.contains(line), "no {line:?} in:\n{}", run.stderr);
    }
    assert!(!run.stderr.contains("P119"), "{}", run.stderr);
}
