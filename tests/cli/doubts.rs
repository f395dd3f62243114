//! Which period is the newest, figures that the office verifies, and corrections after a bulletin was issued.

use crate::pdf_text;
use crate::support::Case;
use crate::support::province::RETURNS_HEADER;

/// Makes a workspace with its annex data and these returns.
fn reported(rows: &str) -> Case {
    let case = Case::tiny();
    case.duban(["import", "seeds/notice-2018.txt"]).exits(0);
    case.write("seeds/progress/a.csv", format!("{RETURNS_HEADER}{rows}"));
    case
}

/// The returns of all three units for June.
const JUNE: &str = "2018-06,1-1,1,省财政厅,5.3,,,,,,,,2018-07-04\n\
    2018-06,2-2,,省妇联,,,50,,,,,,2018-07-04\n\
    2018-06,1-1,1,兰州市,5.6,,,,,,,,2018-07-04\n";

fn bulletin(case: &Case, period: &str) -> String {
    case.duban(["bulletin", "--period", period]);
    let text = pdf_text::text(&case.read(&format!("output/bulletins/{period}.pdf")));
    text.split_whitespace().collect()
}

/// The exported status of an item and those of its units.
fn statuses(case: &Case, period: &str, id: &str, date: &str) -> (String, Vec<String>) {
    let run = case.duban(["export", "assessment", "--period", period, "--date", date]);
    let json: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    let items = json["items"].as_array().unwrap();
    let item = items.iter().find(|item| item["id"] == id).unwrap();
    let units = item["by_unit"].as_array().unwrap().iter();
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    (text(&item["status"]), units.map(|unit| text(&unit["status"])).collect())
}

#[test]
fn a_mistyped_period_does_not_move_the_main_job() {
    let slip = "2018-09,1-1,1,兰州市,5.6,,,,,,,,2018-07-04\n";
    let case = reported(&format!("{JUNE}{slip}"));
    let run = case.duban([]);
    assert!(run.stdout.contains("2018年7月报送表"), "{run:?}");
    assert!(case.list("output/bulletins").contains(&"2018Q2.pdf".to_owned()));
    assert!(!case.list("output/bulletins").contains(&"2018Q3.pdf".to_owned()));
    // Asked for, it is shown, and the row is in doubt.
    let (_, units) = statuses(&case, "2018Q3", "1-1", "2018-12-31");
    assert!(units.contains(&"defective".to_owned()), "{units:?}");
}

#[test]
fn periods_of_another_year_are_refused() {
    let case = reported(JUNE);
    case.duban(["bulletin", "--period", "2019Q1"]).exits(2).complains("期间2019Q1不在2018年");
    case.duban(["check", "--period", "2017-06"]).exits(2).complains("期间2017-06不在2018年");
    let export = ["export", "assessment", "--period", "2019"];
    case.duban(export).exits(2).complains("期间2019不在2018年");
    case.duban(["build", "--period", "2019Q1"]).exits(2).complains("期间2019Q1不在2018年");
    assert!(!case.path("output").exists());
}

#[test]
fn a_verified_figure_settles_a_doubt_from_its_date_on() {
    let case = reported(&JUNE.replace("5.6", "105.6"));
    assert_eq!(statuses(&case, "2018Q2", "1-1", "2018-12-31").1, ["lagging", "defective"]);
    case.write(
        "seeds/verified.csv",
        "期间,编号,指标,单位,核定值,核定状态,依据,核定人,日期\n2018Q2,1-1,,兰州市,5.6,,统计局函,张三,2018-07-20\n",
    );
    assert_eq!(statuses(&case, "2018Q2", "1-1", "2018-12-31").1, ["lagging", "on_track"]);
    assert_eq!(statuses(&case, "2018Q2", "1-1", "2018-07-19").1, ["lagging", "defective"]);
    let run = case.duban(["check"]);
    assert!(run.stdout.contains("核定1行"), "{run:?}");
    assert!(!run.stderr.contains("G184"), "{run:?}");
}

#[test]
fn a_verified_status_replaces_the_one_by_the_rules() {
    let case = reported(JUNE);
    case.write(
        "seeds/verified.csv",
        "期间,编号,指标,单位,核定值,核定状态,依据,核定人,日期\n2018Q2,2-2,,省妇联,,完成,验收报告,张三,2018-07-20\n",
    );
    assert_eq!(statuses(&case, "2018Q2", "2-2", "2018-12-31").0, "done");
}

#[test]
fn a_correction_after_a_bulletin_is_noted_in_the_next_one() {
    let march = JUNE.replace("2018-06", "2018-03").replace("2018-07", "2018-04");
    let case = reported(&format!("{march}{JUNE}"));
    let first = bulletin(&case, "2018Q1");
    assert!(first.contains("生产总值增长5.3%"), "{first}");
    assert!(!bulletin(&case, "2018Q2").contains("更正为"));
    // The bulletin of the first quarter is dated 2018-05-04.
    let late = "2018-03,1-1,1,省财政厅,5.5,,,,,,,,2018-05-20\n";
    case.write("seeds/progress/b.csv", format!("{RETURNS_HEADER}{late}"));
    assert_eq!(bulletin(&case, "2018Q1"), first);
    let second = bulletin(&case, "2018Q2");
    let note = "一季度通报省财政厅指标1（生产总值增长）为增长5.3%，现更正为增长5.5%。";
    assert!(second.contains(note), "{second}");
}

#[test]
fn a_first_return_after_a_bulletin_is_noted_in_the_next_one() {
    let march = JUNE.replace("2018-06", "2018-03").replace("2018-07", "2018-04");
    let without =
        march.lines().filter(|row| !row.contains("兰州市")).collect::<Vec<_>>().join("\n");
    let case = reported(&format!("{without}\n{JUNE}"));
    let first = bulletin(&case, "2018Q1");
    assert!(!bulletin(&case, "2018Q2").contains("印发后补报"));
    let late = "2018-03,1-1,1,兰州市,5.4,,,,,,,,2018-05-20\n";
    case.write("seeds/progress/b.csv", format!("{RETURNS_HEADER}{late}"));
    assert_eq!(bulletin(&case, "2018Q1"), first);
    let run = case.duban(["bulletin", "--period", "2018Q2"]);
    assert!(!run.stderr.contains("T160"), "{run:?}");
    let second = bulletin(&case, "2018Q2");
    let note = "一季度通报兰州市指标1（生产总值增长）为未报送，印发后补报增长5.4%。";
    assert!(second.contains(note), "{second}");
    // A return that says nothing yet is no news.
    let nothing = "2018-03,1-1,1,兰州市,暂无,,,,,,,,2018-05-20\n";
    case.write("seeds/progress/b.csv", format!("{RETURNS_HEADER}{nothing}"));
    assert!(!bulletin(&case, "2018Q2").contains("印发后补报"));
}
