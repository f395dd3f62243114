//! The scoreboard and the verdict, counted by hand.

use serde_json::json;

use super::{FIRST_QUARTER, first_quarter, of, province};
use crate::sample::Province;

#[test]
fn the_scoreboard_has_the_statuses_that_occur() {
    let scoreboard = first_quarter().scoreboard;
    let titles: Vec<_> = scoreboard.columns.iter().map(|column| column["title"].clone()).collect();
    assert_eq!(
        titles,
        ["事　项", "总　数", "完成", "达到序时", "滞后", "严重滞后", "未报送", "不评价"]
    );
    // 1-1 lags, 1-2 is on schedule, 1-3 is unrated; 2-1 is done, 2-2 severe, 2-3 lags, 2-4 is missing.
    let row =
        |label: &str, [total, done, on_track, lagging, severe, unreported, unrated]: [u8; 7]| {
            json!({"label": label, "total": total, "done": done, "on_track": on_track, "lagging": lagging,
            "severe": severe, "unreported": unreported, "unrated": unrated})
        };
    assert_eq!(
        scoreboard.rows,
        [
            row("全部事项", [7, 1, 1, 2, 1, 1, 1]),
            row("主要指标", [3, 0, 1, 1, 0, 0, 1]),
            row("重点工作任务", [4, 1, 0, 1, 1, 1, 0]),
        ]
    );
}

#[test]
fn the_scoreboard_has_the_change_in_brackets() {
    // In the second quarter 2-1 is severe and 2-3 is done; 2-4 lags; the rest stays.
    let second = FIRST_QUARTER.replace("2018Q1", "2018Q2").replace("2018-04", "2018-07");
    let second = second.replace("11.02,万人", "22,万人").replace("省妇联,,,100%", "省妇联,,,10%");
    let second = second.replace("省林业厅,,,21%", "省林业厅,,,100%");
    let more = "2018Q2,2-4,,省妇联,,,45%,,,,,甲,2018-07-04\n";
    let bulletin = of("2018Q2", &format!("{FIRST_QUARTER}{second}{more}"), None);
    assert_eq!(
        bulletin.scoreboard.rows[0],
        json!({"label": "全部（比一季度）", "total": 7, "done": 1, "on_track": 1, "lagging": 2, "severe": "2（+1）",
            "unreported": "0（-1）", "unrated": 1})
    );
    assert_eq!(bulletin.scoreboard.rows[1]["on_track"], 1);
}

#[test]
fn tasks_alone_are_all_items() {
    let province =
        Province::new().unit("省妇联", "群团组织").task(1, "甲。", |item| item.lead("省妇联"));
    let bulletin =
        province.bulletin("2018Q1", "2018Q1,2-1,,省妇联,,,50%,,,,,甲,2018-04-04\n", None);
    assert_eq!(bulletin.scoreboard.rows.len(), 1);
    assert_eq!(bulletin.overall.all.verdict_words, "全部达到序时进度");
}

/// Returns the verdict on the four tasks of a province, by the 完成率 of each; "" for none.
fn verdict(period: &str, percents: [&str; 4]) -> String {
    let mut province = Province::new().unit("省妇联", "群团组织");
    let mut rows = String::new();
    for (number, percent) in (1..).zip(percents) {
        province = province.task(number, &format!("工作{number}。"), |item| item.lead("省妇联"));
        if !percent.is_empty() {
            rows += &format!("{period},2-{number},,省妇联,,,{percent},,,,,甲,2018-07-04\n");
        }
    }
    if period == "2018" {
        rows = rows.replace("2018-07-04", "2019-01-04");
    }
    province.bulletin(period, &rows, None).overall.all.verdict_words
}

#[test]
fn the_verdict_says_what_is_known() {
    assert_eq!(
        verdict("2018Q2", ["100%", "60%", "45%", "10%"]),
        "完成和达到序时进度的2项，占50.0%；滞后和严重滞后的2项，其中严重滞后1项"
    );
    assert_eq!(verdict("2018Q2", ["60%"; 4]), "全部达到序时进度");
    assert_eq!(verdict("2018Q2", ["100%"; 4]), "全部完成");
    assert_eq!(
        verdict("2018Q2", ["100%", "60%", "60%", "60%"]),
        "全部完成或达到序时进度，其中完成1项"
    );
    assert_eq!(verdict("2018Q2", ["10%"; 4]), "全部严重滞后");
}

#[test]
fn where_all_is_behind_the_verdict_says_so_once() {
    // 45% of 50% lags, 10% is severe.
    assert_eq!(verdict("2018Q2", ["45%", "45%", "45%", "10%"]), "全部滞后，其中严重滞后1项");
    assert_eq!(verdict("2018Q2", ["45%"; 4]), "全部滞后");
    assert_eq!(
        verdict("2018Q2", ["45%", "45%", "", ""]),
        "没有完成或达到序时进度的事项；滞后的2项；未报送2项"
    );
}

#[test]
fn the_verdict_praises_nobody_where_most_is_unknown() {
    assert_eq!(
        verdict("2018Q2", ["60%", "", "", ""]),
        "未报送3项，可以评价的只有1项，尚不能反映全面情况。达到序时进度的1项；可以评价的1项中没有滞后的"
    );
    assert_eq!(
        verdict("2018Q2", ["60%", "60%", "60%", ""]),
        "达到序时进度的3项，占75.0%；可以评价的3项中没有滞后的；未报送1项"
    );
    let unrated =
        province().bulletin("2018Q3", "2018Q3,1-1,,兰州市,6,%,,,,,,甲,2018-10-04\n", None);
    assert_eq!(unrated.overall.all.verdict_words, "没有可以评价的：未报送7项");
}

#[test]
fn at_the_end_of_the_year_the_verdict_is_on_the_targets() {
    assert_eq!(
        verdict("2018", ["100%", "90%", "100%", ""]),
        "完成年度目标的2项，占50.0%；未完成年度目标的1项；未报送1项"
    );
    assert_eq!(verdict("2018", ["90%"; 4]), "全部未完成年度目标");
    assert_eq!(verdict("2018", ["100%"; 4]), "全部完成年度目标");
}
