//! Single rows: their content, and their problems at the right cell.

use jiff::civil::date;

use super::rows;
use crate::diagnostic::Code;
use crate::period::Period;
use crate::registry::UnitId;
use crate::returns::{DefectKind, Field};
use crate::status::Status;

/// Reads a row of 2-1 (万户) by 省建设厅 with this value and measure, and returns its figure or the problems.
fn value_of(value: &str, measure: &str) -> String {
    let read = rows(&format!("2018-03,2-1,1,省建设厅,{value},{measure},,,,,,,\n"));
    match read.told().first() {
        Some(problem) => problem.clone(),
        None => read.figures().join(" "),
    }
}

#[test]
fn values_are_brought_into_the_measure_of_the_target() {
    for (value, measure) in [
        ("3.2", ""),
        ("3.2万户", ""),
        ("3.2", "万户"),
        ("32000", "户"),
        ("三点二万", "户"),
        ("32000户", "万户"),
        ("\"32,000\"", "户"),
    ] {
        assert_eq!(value_of(value, measure), "2018-03 2-1.1 1 3.2 —", "{value} {measure}");
    }
    for value in ["", "暂无", "—", "/", "N/A"] {
        assert_eq!(value_of(value, ""), "2018-03 2-1.1 1 — —", "{value}");
    }
    assert_eq!(value_of("0", ""), "2018-03 2-1.1 1 0 —");
}

#[test]
fn values_that_cannot_be_used_are_errors_at_their_cell() {
    for (value, measure, problem) in [
        ("5-6", "", "G121 a.csv:2:20 完成值“5-6”是一个区间，应填一个数，此格不采用"),
        ("若干", "", "G121 a.csv:2:20 完成值“若干”不是数字，此格不采用"),
        ("3.2", "公顷", "G122 a.csv:2:20 计量单位“公顷”与目标的“万户”不一致，此格不采用"),
        ("3.2万人", "", "G122 a.csv:2:20 计量单位“万人”与目标的“万户”不一致，此格不采用"),
        ("#REF!", "", "G125 a.csv:2:20 “完成值”的公式结果是“#REF!”，此格不采用"),
        (
            "99999999999999999999999999999999",
            "",
            "G121 a.csv:2:20 完成值“999999999999999999999999999999…”位数太多，此格不采用",
        ),
    ] {
        assert_eq!(value_of(value, measure), problem);
    }
}

#[test]
fn inexact_figures_and_fractions_are_doubted_and_kept() {
    let read = rows(
        "2018-03,2-1,1,省建设厅,约3.2万户,,,,,,,,\n\
         2018-03,1-2,1,省教育厅,0.928,,,,,,,,\n\
         2018-03,2-3,,省农牧厅,,,0.25,,,,,,\n\
         2018-03,1-1,1,省财政厅,0.5,,,,,,,,\n",
    )
    .tells(&[
        "G123 a.csv:2:20 完成值“约3.2万户”带有“约”，按3.2采用",
        "G124 a.csv:3:20 完成值“0.928”疑似小数：可能是92.8%，也可能确为0.928%",
        "G124 a.csv:4:21 完成率“0.25”疑似小数：可能是25%，也可能确为0.25%",
    ]);
    assert_eq!(
        read.figures(),
        [
            "2018-03 1-1.1 0 0.5 —",
            "2018-03 1-2.1 3 0.928 —",
            "2018-03 2-1.1 1 3.2 —",
            "2018-03 2-3.1 2 — 0.25"
        ]
    );
}

#[test]
fn every_error_of_a_row_is_told() {
    rows("2017-03,1-99,,省住件厅,,,,,,,,,\n2018-03,2-1,3,各市州政府,x,,y,好,,,,,昨天\n2018-03,2-1,1,省建设厅,x,,3万户,好,,,,,昨天\n")
        .tells(&[
            "G115 a.csv:2:1 期间“2017-03”不在2018年，本行未读入",
            "G116 a.csv:2:15 “省住件厅”不在单位名录中，本行未读入",
            "G111 a.csv:2:9 没有编号为“1-99”的事项，本行未读入",
            "G116 a.csv:3:15 “各市州政府”是一组单位，不能作为填报单位，本行未读入",
            "G113 a.csv:3:13 任务1（危房改造11.64万户）没有第3个指标，共2个，本行未读入",
            "G121 a.csv:4:20 完成值“x”不是数字，此格不采用",
            "G122 a.csv:4:23 完成率“3万户”不是百分数，此格不采用",
            "G126 a.csv:4:27 状态“好”无法识别，此格不采用",
            "G127 a.csv:4:33 填报日期“昨天”无法识别，此格不采用",
        ])
        .counts(3, 1, 2);
}

#[test]
fn blank_keys_are_errors() {
    rows(",2-1,,省建设厅,3,,,,,,,,\n2018-03,,,省建设厅,3,,,,,,,,\n2018-03,2-1,,,3,,,,,,,,\n")
        .tells(&[
            "F115 a.csv:2:1 “期间”不能为空，本行未读入",
            "F115 a.csv:3:9 “编号”不能为空，本行未读入",
            "F115 a.csv:4:14 “单位”不能为空，本行未读入",
        ])
        .counts(3, 0, 3);
}

#[test]
fn ids_that_were_taken_for_dates_are_read_with_one_note_a_file() {
    let read = rows("2018-03,1月1日,,省财政厅,5.3,,,,,,,,\n2018-06,1-Jan,,省财政厅,5.4,,,,,,,,\n")
        .tells(&[
            "G112 a.csv:2:9 2个编号被表格软件改成了日期，已按编号读入：“1月1日”是1-1，“1-Jan”是1-1",
        ]);
    assert_eq!(read.figures(), ["2018-03 1-1.1 0 5.3 —", "2018-06 1-1.1 0 5.4 —"]);
}

#[test]
fn a_bare_number_needs_one_annex_or_the_items_text() {
    rows("2018-03,3,,省农牧厅,,,50,,,,,,\n2018-03,1,,省财政厅,5,,,,,,,,\n2018-03,7,,省财政厅,5,,,,,,,,\n")
        .tells(&[
            "G111 a.csv:3:9 编号“1”在附件1和附件2中都有，本行未读入",
            "G111 a.csv:4:9 没有编号为“7”的事项，本行未读入",
        ])
        .counts(3, 1, 2);
    let text = "期间,序号,重点工作任务,单位,完成值\n\
                2018-03,1,完成危房改造11.64万户,省建设厅,3\n\
                2018-03,（1）,生产总值增长6%左右。,省财政厅,5\n\
                2018-03,,义务教育巩固率达到92.8%。,省教育厅,92\n\
                2018-03,2,办好博览会。,省农牧厅,1\n";
    let read = super::read(&[("a.csv", text)])
        .tells(&["G200 a.csv:5:9 编号是1-2，事项内容是2-3，不能确定填的是哪一项，本行未读入"]);
    assert_eq!(
        read.figures(),
        ["2018-03 1-1.1 0 5 —", "2018-03 1-2.1 3 92 —", "2018-03 2-1.1 1 3 —"]
    );
}

#[test]
fn old_and_new_names_mean_the_unit_of_the_plan() {
    let read = rows("2018-03,2-2,,省农业农村厅,30,,,,,,,,\n2018-06,2-3,,甘肃省农业农村厅,,,50,,,,,,\n2018-03,2-1,,兰州市政府,3000户,,,,,,,,\n2018-03,2-1,, 白 银 ，市人民政府,,,,,,,,,\n")
        .tells(&[
            "G117 a.csv:2:14 “省农业农村厅”的报送记在“省农牧厅”名下",
            "G116 a.csv:5:15 “白 银 ，市人民政府”不在单位名录中，本行未读入",
        ]);
    assert_eq!(
        read.figures(),
        ["2018-03 2-1.1 4 0.3 —", "2018-03 2-2.1 2 30 —", "2018-06 2-3.1 2 — 50"]
    );
}

#[test]
fn a_unit_without_a_role_counts_only_where_the_item_is_open() {
    let read = rows("2018-03,1-1,,省建设厅,5,,,,,,,,\n2018-03,2-2,,省财政厅,5,,,,,,,,\n2018-03,2-2,,白银市,5,,,,,,,,\n")
        .tells(&[
            "G118 a.csv:3:14 “省财政厅”不承担任务2（新增种植面积60万亩），本行未计入",
            "G118 a.csv:4:14 “白银市”不承担任务2（新增种植面积60万亩），本行未计入",
        ])
        .counts(3, 1, 2);
    assert_eq!(read.progress.tally.uninvolved, 2);
    assert_eq!(read.figures(), ["2018-03 1-1.1 1 5 —"]);
}

#[test]
fn targets_are_told_by_number_or_subject() {
    let read = rows("2018-03,2-1,,省建设厅,3,,,,,,,,\n2018-03,2-1,贫困户危房改造,省建设厅,1,,,,,,,,\n2018-06,2-1,2.0,省建设厅,2,,,,,,,,\n2018-03,2-3,2,省农牧厅,2,,,,,,,,\n2018-03,2-1,乙,省建设厅,2,,,,,,,,\n")
        .tells(&[
            "G113 a.csv:5:13 任务3（办好博览会）没有第2个指标，共1个，本行未读入",
            "G113 a.csv:6:13 指标“乙”不是序号，本行未读入",
        ]);
    assert_eq!(
        read.figures(),
        ["2018-03 2-1.1 1 3 —", "2018-03 2-1.2 1 1 —", "2018-06 2-1.2 1 2 —"]
    );
}

#[test]
fn texts_and_status_are_kept_and_none_is_blank() {
    let read =
        rows("2018-03,2-3,,省农牧厅,,,,达到序时进度,已印发方案,无,—,张三,2018-04-05\n").tells(&[]);
    let only = read.only();
    assert_eq!(only.status, Some(Status::OnTrack));
    assert_eq!((&*only.progress, &*only.problems, &*only.next_steps), ("已印发方案", "", ""));
    assert!(!only.corrected);
}

#[test]
fn growth_is_signed_by_its_words() {
    let read = rows("2018-03,1-1,,省财政厅,增长5.3%,,,,,,,,\n2018-03,1-1,,兰州市,下降3.2%,,,,,,,,\n2018-03,1-1,,白银市,持平,,,,,,,,\n").tells(&[]);
    assert_eq!(
        read.figures(),
        ["2018-03 1-1.1 0 5.3 —", "2018-03 1-1.1 4 -3.2 —", "2018-03 1-1.1 5 0 —"]
    );
}

#[test]
fn a_blank_return_in_the_standard_form_is_a_return() {
    let read = rows("2018-03,2-1,,省建设厅,,,,,,,,,\n").tells(&[]).counts(1, 1, 0);
    assert_eq!(read.only().value, None);
}

#[test]
fn totals_are_told_by_any_key_but_not_by_the_text_of_an_item() {
    let text = "期间,编号,事项,单位,完成值\n\
                2018-03,2-1,危房改造总数,省建设厅,3\n\
                2018-03,2-1,,全省合计,3\n\
                2018-03,,小　计,,3\n";
    let read = super::read(&[("a.csv", text)])
        .tells(&["G107 a.csv:3:1 第3至4行是合计，未作为报送读入"])
        .counts(3, 1, 2);
    assert_eq!(read.progress.tally.totals, 2);
}

#[test]
fn a_cell_that_cannot_be_read_falls_out_alone() {
    let read = rows(
        "2018-03,2-1,1,省建设厅,若干,,25,,开工,,,张三,2018年7月左右\n\
         2018-03,1-2,1,省教育厅,92,,#REF!,红灯,,,,,\n",
    )
    .counts(2, 2, 0);
    assert_eq!(read.figures(), ["2018-03 1-2.1 3 92 —", "2018-03 2-1.1 1 — 25"]);
    let mut returns = read.progress.months.values().flat_map(|returns| returns.values());
    let first = returns.next().unwrap();
    let defects: Vec<_> = first.defects.iter().map(|defect| defect.field).collect();
    assert_eq!(defects, [Field::Percent, Field::Status]);
    let second = returns.next().unwrap();
    assert_eq!((&*second.progress, second.reported_on), ("开工", None));
    let defect = second.defect(Field::Value).unwrap();
    assert_eq!(defect.kind, DefectKind::Unreadable("若干".to_owned()));
    assert_eq!((defect.code, defect.source.line), (Code::FigureUnreadable, 2));
    assert!(second.defect(Field::ReportedOn).is_some());
    // The places of the statements that count.
    let place = second.sources[&Field::Percent].place();
    assert_eq!((place.line, place.column), (2, 24));
}

#[test]
fn a_value_whose_measure_is_lost_is_lost_with_it() {
    let read = rows("2018-03,2-1,1,省建设厅,3.2,#REF!,,,,,,,\n").counts(1, 1, 0);
    assert_eq!(read.figures(), ["2018-03 2-1.1 1 — —"]);
    assert!(read.only().defect(Field::Value).is_some());
}

#[test]
fn a_zero_report_is_known_by_month_and_unit() {
    let read = rows(
        "2018-03,,,省教育厅,,,,,零报告,,,李四,2018-04-02\n2018Q1,,,兰州,,,,,零报告。,,,,\n\
         2018-03,,,省建设厅,3,,,,零报告,,,,\n",
    )
    .tells(&["F115 a.csv:4:9 “编号”不能为空，本行未读入"])
    .counts(3, 2, 1);
    let month = "2018-03".parse::<Period>().unwrap().close();
    let [education, lanzhou] = [UnitId(3), UnitId(4)];
    let report = read.progress.zero_report(month, education).unwrap();
    assert_eq!(report.reporter.as_deref(), Some("李四"));
    assert_eq!(report.reported_on, Some(date(2018, 4, 2)));
    assert!(read.progress.zero_report(month, lanzhou).is_some());
    // A figure without an item is not a zero report, but its unit did report.
    assert!(read.progress.zero_report(month, UnitId(1)).is_none());
    assert!(read.progress.senders_of(month).any(|(unit, rows)| unit == UnitId(1) && rows == 1));
}

#[test]
fn a_unit_whose_rows_cannot_be_assigned_has_reported() {
    let read = rows(
        "2018-03,2-99,,省教育厅,3,,,,,,,,\n某月,2-1,,省建设厅,3,,,,,,,,\n\
         2017-03,2-1,,省财政厅,3,,,,,,,,\n",
    )
    .counts(3, 0, 3);
    let month = "2018-03".parse::<Period>().unwrap().close();
    let sent = [0, 1, 2, 3].map(|unit| read.progress.unassigned(month, UnitId(unit)));
    assert_eq!(sent, [0, 1, 0, 1]);
}

/// The figure itself can be read, but not what it counts.
#[test]
fn a_figure_whose_measure_has_no_result_is_lost_for_its_measure() {
    let read = rows("2018-03,2-1,1,省建设厅,5,#REF!,,,,,,,\n");
    let report = read.progress.months.values().flat_map(|returns| returns.values()).next().unwrap();
    let defect = report.defect(Field::Value).unwrap();
    assert_eq!(defect.kind, DefectKind::Unreadable("5".to_owned()));
    assert_eq!(defect.code, Code::FigureMeasure);
}
