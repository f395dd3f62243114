//! `duban notices` and `duban number notices`: the monthly papers, from the returns to the ledger.

use crate::pdf_text;
use crate::support::Case;

const LEDGER: &str = "seeds/ledger.csv";
const HEADER: &str = "期间,编号,单位,完成值,计量单位,完成率,状态,进展情况,存在问题,填报日期\n";

/// Makes a workspace with its annex data and returns of these months.
fn reported(months: &[(&str, &str)]) -> Case {
    let case = Case::tiny();
    case.duban(["import", "seeds/notice-2018.txt"]).exits(0);
    for (month, rows) in months {
        case.write(&format!("seeds/progress/{month}.csv"), format!("{HEADER}{rows}"));
    }
    case
}

/// Returns of May: a task that is far behind, an indicator as it should be, a unit that is silent.
const MAY: &str = "2018-05,1-1,省财政厅,6.1,%,,,甲,,2018-06-04\n\
    2018-05,2-1,省财政厅,100,万亩,,,甲,春旱影响整地,2018-06-04\n\
    2018-05,2-2,省妇联,,,,滞后,甲,,2018-06-04\n";

/// Returns the text of a paper without blanks.
fn text(case: &Case, name: &str) -> String {
    let text = pdf_text::text(&case.read(&format!("output/notices/{name}.pdf")));
    text.split_whitespace().collect()
}

fn contains(text: &str, words: &[&str]) {
    for words in words {
        assert!(text.contains(words), "{words}: {text}");
    }
}

#[test]
fn each_unit_gets_the_paper_that_it_has_earned() {
    let case = reported(&[("2018-05", MAY)]);
    let run = case.duban(["notices", "--period", "2018-05"]).exits(0);
    let run = run.says("催报函 1 份、函 1 份、督办单 1 份").complains("L201");
    assert!(run.stderr.contains("“省妇联”（群团组织）不宜用督办单"), "{}", run.stderr);
    assert_eq!(
        case.list("output/notices/2018-05"),
        ["001-省财政厅-督办单.pdf", "002-省妇联-函.pdf", "003-兰州市-催报函.pdf"]
    );
    let notice = text(&case, "2018-05/001-省财政厅-督办单");
    contains(
        &notice,
        &[
            "甘政办督〔2018〕号",
            "督办通知单",
            "你单位承担的下列1项严重滞后，请抓紧整改",
            "□提示■督办□催办",
            "360万亩以上",
            "5月底应完成41.7%",
            "100.0万亩（27.8%）",
            "低13.9个百分点",
            "春旱影响整地",
            // 10 working days after Monday, 11 June; the 18th is a holiday.
            "6月26日前",
            "2018年6月11日",
            "回执",
        ],
    );
    assert!(!notice.contains("生产总值"), "{notice}");
    let letter = text(&case, "2018-05/002-省妇联-函");
    contains(
        &letter,
        &["关于商请推进有关事项的函", "请予支持", "来文甘肃省人民政府办公厅函", "单位自评滞后"],
    );
    for demand in ["挂牌", "督办单", "整改", "主要领导负责"] {
        assert!(!letter.contains(demand), "{demand}: {letter}");
    }
    // Returns were due by 5 June.
    let call = text(&case, "2018-05/003-兰州市-催报函");
    let named = ["应于6月5日前报送", "没有收到你市的报送", "指标1", "任务1", "任务2", "6月19日前"];
    contains(&call, &named);
}

#[test]
fn numbers_enter_the_events_and_the_next_month_cites_them() {
    let june = MAY.replace("2018-05", "2018-06").replace("2018-06-04", "2018-07-04");
    let case = reported(&[("2018-05", MAY), ("2018-06", &june)]);
    let may = ["number", "notices", "--period", "2018-05"];
    case.duban(may).exits(0).says(
        "取号 3 个：甘政办督〔2018〕1号至2号、甘政办函〔2018〕1号，登记在 ./seeds/numbers.csv；2 项记入 seeds/ledger.csv",
    );
    assert_eq!(
        case.text("seeds/numbers.csv"),
        "\u{feff}系列,年度,号,文件,日期,状态\n\
         甘政办督,2018,1,notices/2018-05/001-省财政厅-督办单,2018-06-11,已用\n\
         甘政办督,2018,2,notices/2018-05/003-兰州市-催报函,2018-06-11,已用\n\
         甘政办函,2018,1,notices/2018-05/002-省妇联-函,2018-06-11,已用\n"
    );
    let events = "\u{feff}日期,编号,单位,事件,文号,期限,依据,决定人\n\
         2018-06-11,2-1,省财政厅,通知,甘政办督〔2018〕1号,2018-06-26,2018-05严重滞后,\n\
         2018-06-11,2-2,省妇联,通知,甘政办函〔2018〕1号,2018-06-26,2018-05滞后,\n";
    assert_eq!(case.text(LEDGER), events);
    case.duban(may).exits(0).says("都已有号，没有取号");
    assert_eq!(case.text(LEDGER), events);
    // The paper stays what it was, with its number.
    case.duban(["notices", "--period", "2018-05"]).exits(0);
    let notice = text(&case, "2018-05/001-省财政厅-督办单");
    contains(&notice, &["甘政办督〔2018〕1号", "□提示■督办□催办", "6月26日前"]);
    // One of the two was answered.
    case.write(LEDGER, format!("{events}2018-06-20,2-1,省财政厅,答复,,,,\n"));
    case.duban(["notices"]).exits(0);
    let reminder = text(&case, "2018-06/001-省财政厅-催办函");
    contains(&reminder, &["□提示□督办■催办", "1—5月也严重滞后"]);
    assert!(!reminder.contains("尚未答复"), "{reminder}");
    let letter = text(&case, "2018-06/002-省妇联-函");
    contains(&letter, &["甘政办函〔2018〕1号应于6月26日前答复，尚未答复"]);
}

#[test]
fn undone_numbers_leave_no_events() {
    let case = reported(&[("2018-05", MAY)]);
    case.duban(["number", "notices"]).exits(0);
    case.duban(["undo"]).exits(0).says("作废 甘政办督〔2018〕1号");
    assert!(!case.path(LEDGER).exists());
    case.duban(["number", "notices"])
        .exits(0)
        .says("甘政办督〔2018〕3号至4号、甘政办函〔2018〕2号");
}

#[test]
fn a_draft_has_neither_number_nor_date() {
    let case = reported(&[("2018-05", MAY)]);
    case.duban(["number", "notices"]).exits(0);
    case.duban(["notices", "--draft"]).exits(0);
    let notice = text(&case, "2018-05/001-省财政厅-督办单");
    contains(&notice, &["〔2018〕号", "印发之日起10个工作日内"]);
    assert!(!notice.contains("2018年6月11日"), "{notice}");
}

#[test]
fn papers_that_nobody_gets_any_more_are_deleted() {
    let case = reported(&[("2018-05", MAY)]);
    case.duban([]).exits(0).says("督办单 1 份");
    assert_eq!(case.list("output/notices/2018-05").len(), 3);
    case.edit("seeds/progress/2018-05.csv", "100,万亩", "200,万亩");
    case.duban(["notices"]).exits(0).says("删去 1 个");
    assert_eq!(case.list("output/notices/2018-05"), ["002-省妇联-函.pdf", "003-兰州市-催报函.pdf"]);
}

#[test]
fn nobody_is_called_to_report_what_is_not_due() {
    let case = reported(&[("2018-05", MAY)]);
    case.duban(["notices", "--date", "2018-06-05"]).exits(0).complains("L203");
    assert_eq!(
        case.list("output/notices/2018-05"),
        ["001-省财政厅-督办单.pdf", "002-省妇联-函.pdf"]
    );
    // Nobody reported on July: whether it is over, a person says.
    case.duban(["notices", "--period", "2018-07"]).exits(2).complains("用 --date 写明印发日期");
    case.duban(["notices", "--period", "2018-07", "--date", "2018-08-10"])
        .exits(0)
        .says("催报函 3 份");
    case.duban(["notices", "--period", "2017-07"]).exits(2);
}

#[test]
fn what_is_due_soon_is_told_and_begins_no_case() {
    let case = reported(&[("2018-05", MAY)]);
    case.write("seeds/schedule.csv", "编号,月份,序时进度\n2-1,3,5\n2-1,6,60\n");
    case.duban(["notices", "--date", "2018-06-19"]).exits(0).says("提示函 1 份");
    let hint = text(&case, "2018-05/001-省财政厅-提示函");
    contains(&hint, &["提示函", "■提示□督办□催办", "6月底应完成60%", "按期完成", "6月30日前"]);
    assert!(!hint.contains("挂牌") && !hint.contains("未说明"), "{hint}");
    case.duban(["number", "notices", "--date", "2018-06-19"]).exits(0).says("1 项记入");
    assert!(!case.text(LEDGER).contains("2-1,"), "{}", case.text(LEDGER));
}

#[test]
fn the_notice_of_december_is_about_the_year_and_not_about_the_schedule() {
    let december = MAY.replace("2018-05", "2018-12").replace("2018-06-04", "2019-01-04");
    let case = reported(&[("2018-12", &december)]);
    case.duban(["notices", "--period", "2018-12", "--date", "2019-01-10"]);
    let notice = text(&case, "2018-12/001-省财政厅-督办单");
    contains(&notice, &["下列1项没有完成年度目标，请抓紧整改", "未完成"]);
    let letter = text(&case, "2018-12/002-省妇联-函");
    contains(&letter, &["贵单位没有完成年度目标的1项函告如下", "未完成"]);
    for paper in [notice, letter] {
        for words in ["滞后", "序时"] {
            assert!(!paper.contains(words), "{words}: {paper}");
        }
    }
}
