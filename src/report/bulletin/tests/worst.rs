//! The worst items: their order by each rule and in ties, worked out by hand, and their words.

use jiff::civil::date;

use super::province;
use crate::report::bulletin::{Bulletin, WorstRow};
use crate::sample::Province;

/// A province with a task for each of `goals`: a target in its notation, or "" for none.
fn tasks(goals: &[&str]) -> Province {
    let mut province =
        Province::new().unit("省林业厅", "组成部门").unit("省妇联", "群团组织").leader("宋亮");
    for (number, goal) in (1..).zip(goals) {
        province = province.task(number, &format!("事项{number}的工作。"), |item| {
            let item = item.leaders("宋亮").lead("省林业厅");
            if goal.is_empty() { item } else { item.target(goal) }
        });
    }
    province
}

/// Returns the returns of the half year: the value, the 完成率 and the unit's own status of each task.
fn half_year(rows: &[[&str; 3]]) -> String {
    let row = |(number, [value, percent, own]): (u32, &[&str; 3])| {
        format!("2018Q2,2-{number},,省林业厅,{value},,{percent},{own},,,,甲,2018-07-03\n")
    };
    (1..).zip(rows).map(row).collect()
}

fn ids(bulletin: &Bulletin) -> Vec<&str> {
    bulletin.worst.rows.iter().map(|row| &*row.item.id).collect()
}

fn order(goals: &[&str], rows: &[[&str; 3]]) -> Vec<String> {
    let bulletin = tasks(goals).bulletin("2018Q2", &half_year(rows), None);
    ids(&bulletin).into_iter().map(str::to_owned).collect()
}

#[test]
fn amounts_come_by_the_part_of_what_is_due() {
    // Half is due: 10/50 = 20%, 18/50 = 36%, 5/50 = 10%, 30/50 = 60% are severe; 45/50 = 90% lags. A 完成率 counts as well.
    let goals = ["植树 ≥ 100 万亩", "", "造林 ≥ 200 万亩", "", "种草 ≥ 100 万亩"];
    let rows = [["10", "", ""], ["", "18%", ""], ["10", "", ""], ["", "30%", ""], ["45", "", ""]];
    assert_eq!(order(&goals, &rows), ["2-3", "2-1", "2-2", "2-4", "2-5"]);
}

#[test]
fn the_severe_come_before_the_lagging_whatever_they_are_measured_by() {
    // 41/50 = 82% of what is due lags; a growth 5 points short and a word are severe.
    let goals = ["植树 ≥ 100 万亩", "产量增长 ≥ 10 %", ""];
    let rows = [["41", "", ""], ["5", "", ""], ["", "", "严重滞后"]];
    assert_eq!(order(&goals, &rows), ["2-2", "2-3", "2-1"]);
}

#[test]
fn of_one_status_amounts_come_first_then_rates_by_points_then_words() {
    // All severe: 39/50 = 78% of what is due; 1.5 and 4 points short; two words.
    let goals = ["", "产量增长 ≥ 10 %", "植树 ≥ 100 万亩", "产值增长 ≥ 8 %", ""];
    let rows = [
        ["", "", "严重滞后"],
        ["8.5", "", ""],
        ["39", "", ""],
        ["4", "", ""],
        ["", "", "严重滞后"],
    ];
    assert_eq!(order(&goals, &rows), ["2-3", "2-4", "2-2", "2-1", "2-5"]);
}

#[test]
fn points_are_counted_on_the_side_that_is_bad() {
    // A limit passed by 2, a fall short by 3 (it fell by 2 of 5), a ratio short by 2.5, a growth short by 1.2.
    let goals = ["失业率 ≤ 4 %", "能耗下降 ≥ 5 %", "巩固率 ≥ 90 %", "产值增长 ≥ 8 %"];
    let rows = [["6", "", ""], ["2", "", ""], ["87.5", "", ""], ["6.8", "", ""]];
    assert_eq!(order(&goals, &rows), ["2-2", "2-3", "2-1", "2-4"]);
}

#[test]
fn a_limit_in_an_amount_is_measured_by_its_part() {
    // 100 of 125 are 80%, 100 of 200 are 50%; 39/50 are 78% of what is due.
    let goals = ["事故 ≤ 100 起", "植树 ≥ 100 万亩", "死亡人数 ≤ 100 人"];
    let rows = [["125", "", ""], ["39", "", ""], ["200", "", ""]];
    assert_eq!(order(&goals, &rows), ["2-3", "2-2", "2-1"]);
}

#[test]
fn equal_ones_are_in_the_order_of_the_annexes() {
    // 10 of 100 and 30 of 300 are both 10%; so is a 完成率 of 10%. 1/3 is no finite decimal.
    let goals = ["", "植树 ≥ 300 万亩", "造林 ≥ 100 万亩", "种草 ≥ 3 万亩", "种花 ≥ 9 万亩"];
    let rows = [["", "10%", ""], ["30", "", ""], ["10", "", ""], ["1", "", ""], ["3", "", ""]];
    assert_eq!(order(&goals, &rows), ["2-1", "2-2", "2-3", "2-4", "2-5"]);
}

#[test]
fn an_item_has_the_place_of_its_worst_target() {
    // 40/50 of trees lag, 10/50 of grass are severe: the item stands for the grass. The other has 15/50.
    let province = tasks(&["", "造林 ≥ 100 万亩"]);
    let province = province.task(3, "绿化。", |item| {
        let item = item.leaders("宋亮").lead("省林业厅、省妇联");
        item.target("植树 ≥ 100 万亩").target("种草 ≥ 100 万亩")
    });
    let rows = "\
2018Q2,2-2,,省林业厅,15,,,,,,,甲,2018-07-03
2018Q2,2-3,1,省林业厅,40,,,,,,,甲,2018-07-03
2018Q2,2-3,2,省林业厅,10,,,,,缺水。,,甲,2018-07-03
";
    let bulletin = province.bulletin("2018Q2", rows, Some(date(2018, 8, 3)));
    assert_eq!(ids(&bulletin), ["2-3", "2-2"]);
    let first = &bulletin.worst.rows[0];
    assert_eq!(
        words(first),
        ["种草：100万亩以上\n6月底应完成50.0%", "10.0万亩（10.0%）", "低40.0个百分点", "缺水。"]
    );
    assert_eq!(
        first.heading.replace('\u{2060}', ""),
        "任务3　植树和种草　省林业厅（牵头领导：宋亮）"
    );
    assert_eq!((bulletin.worst.numeral, bulletin.worst.has_more), ("两", false));
}

/// What is expected, what was reached, the gap and the reason.
fn words(row: &WorstRow) -> [&str; 4] {
    [&row.expected, &row.reached, &row.gap_words, &row.item.problems]
}

#[test]
fn no_more_than_five_are_named() {
    let rows = [["", "10%", ""]; 7];
    let bulletin = tasks(&[""; 7]).bulletin("2018Q2", &half_year(&rows), None);
    assert_eq!((bulletin.worst.rows.len(), bulletin.worst.lines.len()), (5, 10));
    assert_eq!((bulletin.worst.numeral, bulletin.worst.has_more), ("五", true));
}

#[test]
fn each_kind_of_item_has_its_words() {
    let worst = super::first_quarter().worst;
    let found: Vec<[&str; 4]> = worst.rows.iter().map(words).collect();
    assert_eq!(
        found,
        [
            // 50 of 360, a quarter of which is due.
            [
                "植树：360万亩以上\n3月底应完成25.0%",
                "50.0万亩（13.9%）",
                "低11.1个百分点",
                "苗木|不足。"
            ],
            ["3月底应完成25.0%", "完成率21.0%", "低4.0个百分点", "场馆未完工。"],
            ["生产总值：6%左右", "5.3%", "低0.7个百分点", "未说明"],
        ]
    );
    let own = tasks(&[""]).bulletin("2018Q2", &half_year(&[["", "", "滞后"]]), None);
    assert_eq!(words(&own.worst.rows[0]), ["6月底应完成50.0%", "单位自评滞后", "—", "未说明"]);
}

#[test]
fn at_the_end_of_the_year_all_is_due() {
    // 90 of 100 are 90%, 60 of 80 are 75%.
    let rows = half_year(&[["90", "", ""], ["60", "", ""]])
        .replace("2018Q2", "2018")
        .replace("2018-07", "2019-01");
    let bulletin = tasks(&["植树 ≥ 100 万亩", "造林 ≥ 80 万亩"]).bulletin("2018", &rows, None);
    assert_eq!(ids(&bulletin), ["2-2", "2-1"]);
    assert_eq!(
        words(&bulletin.worst.rows[0])[..3],
        ["造林：80万亩以上", "60.0万亩（75.0%）", "低25.0个百分点"]
    );
}

#[test]
fn where_nothing_is_behind_nothing_is_worst() {
    let bulletin =
        province().bulletin("2018Q1", "2018Q1,2-1,,省妇联,,,50%,,,,,甲,2018-04-04\n", None);
    assert!(bulletin.worst.rows.is_empty() && bulletin.worst.lines.is_empty());
    assert_eq!(bulletin.worst.numeral, "");
}
