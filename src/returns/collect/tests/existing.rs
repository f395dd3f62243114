//! New rows beside the existing ones.

use jiff::civil::date;

use super::super::Options;
use super::{FILE, Form, HEADER, Run, Val};
use crate::returns::form::Column;

/// Makes a form with one row filled in, on this day.
fn form(progress: &str, day: &str) -> Vec<(&'static str, Vec<u8>)> {
    let mut form = Form::new();
    form.type_in(4, Column::Progress, progress);
    form.grid[2][6] = Val::Text(day.to_owned());
    vec![("a.xlsx", form.bytes())]
}

fn row(progress: &str, day: &str) -> String {
    format!("2018-06,2-3,1,兰州市,,,,,{progress},,,张三,{day}\n")
}

fn beside(rows: &[String]) -> Run<'static> {
    Run { existing: vec![(FILE, format!("{HEADER}{}", rows.concat()))], ..Run::default() }
}

#[test]
fn a_later_row_is_a_correction_and_comes_behind() {
    let result = beside(&[row("旧", "2018-07-05")]).collect(&form("新", "2018-07-08"));
    let expected = format!("{HEADER}{}{}", row("旧", "2018-07-05"), row("新", "2018-07-08"));
    assert_eq!(result.files[FILE], expected);
    assert!(result.told().is_empty());
}

#[test]
fn the_same_content_later_is_nothing_new() {
    let result = beside(&[row("旧", "2018-07-05")]).collect(&form("旧", "2018-07-08"));
    assert_eq!(result.report().unchanged, 1);
    assert!(result.files.is_empty());
    // A row that takes back a correction is new, however.
    let rows = [row("旧", "2018-07-05"), row("新", "2018-07-06")];
    let result = beside(&rows).collect(&form("旧", "2018-07-08"));
    assert_eq!(result.report().taken, 1);
}

#[test]
fn another_row_of_the_same_day_needs_force() {
    let run = beside(&[row("旧", "2018-07-05")]);
    let result = run.collect(&form("新", "2018-07-05"));
    assert!(result.files.is_empty());
    assert_eq!(
        result.told(),
        [
            "G164 进展报送!A10 任务3（敦煌文博会）与seeds/progress/2018-06-003-兰州市.csv第2行不同，填报日期同为2018-07-05，本行未收"
        ]
    );
    let options = Options { replace: true, ..Options::default() };
    let result = Run { options, ..run }.collect(&form("新", "2018-07-05"));
    assert_eq!(result.files[FILE], format!("{HEADER}{}", row("新", "2018-07-05")));
    // A row of another file cannot be replaced.
    let run = Run {
        existing: vec![("seeds/progress/手工.csv", format!("{HEADER}{}", row("旧", "2018-07-05")))],
        options,
        ..Run::default()
    };
    let result = run.collect(&form("新", "2018-07-05"));
    assert!(result.files.is_empty());
    assert!(result.told()[0].contains("手工.csv第2行不同"), "{:?}", result.told());
}

#[test]
fn a_day_may_be_given_for_forms_without_one() {
    let options = Options { date: Some(date(2018, 7, 9)), ..Options::default() };
    let run = Run { options, ..beside(&[row("旧", "2018-07-05")]) };
    let result = run.collect(&form("新", ""));
    assert!(result.files[FILE].ends_with(&row("新", "2018-07-09")));
    // A day of filing in the form takes precedence.
    let result = run.collect(&form("新", "2018-07-07"));
    assert!(result.files[FILE].ends_with(&row("新", "2018-07-07")));
}

#[test]
fn a_row_without_effect_is_told() {
    let result = beside(&[row("旧", "2018-07-05")]).collect(&form("新", ""));
    assert!(result.files[FILE].ends_with(&row("新", "")));
    assert_eq!(
        result.told(),
        [
            "G165 进展报送!A10 任务3（敦煌文博会）没有填报日期，已有2018-07-05填报的，有出入的以后者为准"
        ]
    );
}

#[test]
fn what_the_office_wrote_into_the_file_stays() {
    let own = "2018-06,2-2,1,兰州市,\"1,200\",万亩,,,督查室核实,,,李四,2018-07-06,\n";
    let existing =
        format!("{}{own}", HEADER.replace("填报日期\n", "填报日期,\n")).replace('\n', "\r\n");
    let run = Run { existing: vec![(FILE, existing)], ..Run::default() };
    let result = run.collect(&form("新", "2018-07-05"));
    let expected =
        format!("{}{own}{}", HEADER.replace("填报日期\n", "填报日期,\n"), row("新", "2018-07-05"));
    assert_eq!(result.files[FILE], expected);
}

#[test]
fn a_file_that_was_reshaped_is_left_alone() {
    let existing = "编号,期间,单位,进展情况\n2-2,2018-06,兰州市,甲\n".to_owned();
    let run = Run { existing: vec![(FILE, existing)], ..Run::default() };
    let result = run.collect(&form("新", "2018-07-05"));
    assert!(result.files.is_empty());
    assert_eq!(
        result.told(),
        [
            "G167 进展报送!A10 “seeds/progress/2018-06-003-兰州市.csv”的列已改动或内容残缺，不能续写，本行未收"
        ]
    );
}

#[test]
fn two_forms_of_a_unit_in_one_go() {
    let mut files = form("一", "2018-07-05");
    files.extend(form("二", "2018-07-05"));
    files.extend(form("三", "2018-07-06"));
    let result = Run::default().collect(&files);
    assert_eq!(
        result.files[FILE],
        format!("{HEADER}{}{}", row("一", "2018-07-05"), row("三", "2018-07-06"))
    );
    assert_eq!(result.reports[1].refused, 1);
    assert!(
        result.told()[0].contains("任务3（敦煌文博会）与a.xlsx第10行不同"),
        "{:?}",
        result.told()
    );
}

#[test]
fn rows_without_effect_are_told_together() {
    let there = row("旧", "2018-07-05");
    let mut form = Form::new();
    form.type_in(3, Column::Progress, "新");
    form.type_in(4, Column::Progress, "新");
    form.grid[2][6] = Val::Text(String::new());
    let result = beside(&[there.replace("2-3", "2-2"), there]).collect(&[("a.xlsx", form.bytes())]);
    assert_eq!(
        result.told(),
        [
            "G165 进展报送!A9 任务2（新增种植面积60万亩）等2行没有填报日期，已有2018-07-05填报的，有出入的以后者为准"
        ]
    );
}

#[test]
fn a_rise_beside_a_fall_keeps_its_word_and_is_read_the_same_again() {
    const OWN: &str = "seeds/progress/2018-06-001-省教育厅.csv";
    let typed = "期间,编号,单位,完成值,计量单位\n2018-06,2-5,省教育厅,上升1.2,%\n";
    let result = Run::default().collect(&[("a.csv", typed.into())]);
    let written = format!("{HEADER}2018-06,2-5,1,省教育厅,上升1.2,%,,,,,,,\n");
    assert_eq!(result.files[OWN], written);
    assert!(result.told().is_empty(), "{:?}", result.told());
    let again = Run { existing: vec![(OWN, written.clone())], ..Run::default() }
        .collect(&[("b.csv", written.into())]);
    assert_eq!(again.report().unchanged, 1);
    assert!(again.files.is_empty() && again.told().is_empty(), "{:?}", again.told());
}
