//! The bulletins that are made: of which periods, under which names and numbers, and the briefs beside them.

use crate::pdf_text;
use crate::support::province::{Province, RETURNS_HEADER};
use crate::support::{Case, Run};

/// The bulletins' folder.
const FOLDER: &str = "output/bulletins";

/// Makes the tiny workspace, with the notice read.
fn imported() -> Case {
    let case = Case::tiny();
    case.duban(["import", "seeds/notice-2018.txt"]).exits(0);
    case
}

/// Makes the tiny workspace with what both lead units reported at the end of these months.
fn case(months: &[&str]) -> Case {
    let case = imported();
    for month in months {
        report(&case, month, &["省财政厅", "省妇联"]);
    }
    case
}

/// Adds the returns of a month: 生产总值增长 below the target, 造林 far behind, 妇女之家 in time.
fn report(case: &Case, month: &str, units: &[&str]) {
    let rows = [
        "1-1,1,省财政厅,5.2,%,,,增长5.2%。,企业开工不足。,,甲,",
        "2-1,1,省财政厅,20,万亩,,,完成20万亩。,春季干旱。,,甲,",
        "2-2,1,省妇联,,,90,,进展顺利。,,,乙,",
    ];
    let rows = rows.iter().filter(|row| units.iter().any(|unit| row.contains(unit)));
    let next = month[5..].parse::<u8>().unwrap() + 1;
    let rows: Vec<String> = rows.map(|row| format!("{month},{row}2018-{next:02}-03")).collect();
    let text = format!("{RETURNS_HEADER}{}\n", rows.join("\n"));
    case.write(&format!("seeds/progress/{month}.csv"), text);
}

/// Returns the words of a bulletin without blanks.
fn text(case: &Case, name: &str) -> String {
    let text = pdf_text::text(&case.read(&format!("{FOLDER}/{name}.pdf")));
    text.split_whitespace().collect()
}

/// Returns the number of pages that a run's summary tells of a file.
fn pages(run: &Run, name: &str) -> usize {
    let line = run.stdout.lines().find(|line| line.ends_with(&format!("/{name}.pdf")));
    let words = line.unwrap_or_else(|| panic!("no {name} in:\n{}", run.stdout));
    words.split(' ').nth(1).unwrap().parse().unwrap()
}

#[test]
fn a_month_within_a_quarter_has_an_edition_of_its_own() {
    let case = case(&["2018-03", "2018-05"]);
    let run = case.duban(["bulletin", "--period", "2018-05"]).exits(0).says("月度通报");
    assert_eq!(pages(&run, "2018-05-一页通"), 1);
    assert_eq!(case.list(FOLDER), ["2018-05-一页通.pdf", "2018-05.pdf", "2018-05.xlsx"]);
    let words = text(&case, "2018-05");
    assert!(words.contains("关于2018年1—5月主要指标和重点工作任务进展情况的通报"), "{words}");
    assert!(words.contains("5月31日"), "{words}");
    // A month that ends a quarter is the quarter.
    case.duban(["bulletin", "--period", "2018-03"]).exits(0).says("季度通报").says("2018Q1.pdf");
}

#[test]
fn an_edition_compares_with_the_newest_period_of_which_most_units_reported() {
    let case = case(&["2018-03", "2018-04", "2018-05", "2018-07"]);
    case.duban(["bulletin", "--period", "2018-05"]).exits(0);
    assert!(text(&case, "2018-05").contains("1—4月"), "{}", text(&case, "2018-05"));
    // No returns of June: the newest before July are those of May.
    case.duban(["bulletin", "--period", "2018-07"]).exits(0);
    assert!(text(&case, "2018-07").contains("1—5月"));
    case.duban(["bulletin", "--period", "2018-04"]).exits(0);
    assert!(text(&case, "2018-04").contains("一季度"));
}

#[test]
fn the_main_job_makes_the_newest_quarter_and_the_newest_month_after_it() {
    let files = |names: &[&str]| {
        let of = |name: &&str| {
            [format!("{name}-一页通.pdf"), format!("{name}.pdf"), format!("{name}.xlsx")]
        };
        names.iter().flat_map(of).collect::<Vec<_>>()
    };
    let case = case(&["2018-03", "2018-04", "2018-05"]);
    case.duban([]).exits(0);
    assert_eq!(case.list(FOLDER), files(&["2018-05", "2018Q1"]));
    std::fs::remove_dir_all(case.path("output")).unwrap();
    // The first return of a month does not make it the newest.
    report(&case, "2018-07", &["省妇联"]);
    case.duban(["bulletin"]);
    assert_eq!(case.list(FOLDER), files(&["2018-05", "2018Q1"]));
    std::fs::remove_dir_all(case.path("output")).unwrap();
    case.duban(["build", "--period", "2018-04"]);
    assert_eq!(case.list(FOLDER), files(&["2018-04", "2018Q1"]));
    std::fs::remove_dir_all(case.path("output")).unwrap();
    case.duban(["build", "--period", "2018Q1"]);
    assert_eq!(case.list(FOLDER), files(&["2018Q1"]));
}

#[test]
fn an_edition_has_number_and_date_as_a_bulletin_has() {
    let case = case(&["2018-03", "2018-05"]);
    // Only a month that the configuration names gets a number without being asked for.
    case.duban(["number", "bulletin"]).exits(0).says("〔2018〕1号，");
    case.duban(["number", "bulletin", "--period", "2018-05"]).exits(0).says("〔2018〕2号，");
    case.edit("duban.toml", "2018Q1 = ", "2018-05 = { date = 2018-06-15 }\n2018Q1 = ");
    case.duban(["bulletin", "--period", "2018-05"]).exits(0);
    let words = text(&case, "2018-05");
    assert!(words.contains("甘政办发〔2018〕2号"), "{words}");
    assert!(words.contains("2018年6月15日"), "{words}");
    report(&case, "2018-04", &["省财政厅", "省妇联"]);
    case.edit(
        "duban.toml",
        "2018-05 = { date = 2018-06-15",
        "2018-04 = { number = 7 }\n2018-05 = { date = 2018-06-15",
    );
    case.duban(["number", "bulletin"]).exits(0).says("〔2018〕7号，");
}

#[test]
fn a_later_bulletin_corrects_an_edition_that_was_issued() {
    let case = case(&["2018-05"]);
    case.edit("duban.toml", "2018Q1 = ", "2018-05 = { date = 2018-06-15 }\n2018Q1 = ");
    report(&case, "2018-06", &["省财政厅", "省妇联"]);
    let corrected = "2018-05,1-1,1,省财政厅,6.1,%,,,,,,甲,2018-07-03\n";
    case.write("seeds/progress/更正.csv", format!("{RETURNS_HEADER}{corrected}"));
    case.duban(["bulletin", "--period", "2018Q2"]);
    let words = text(&case, "2018Q2");
    let note = "1—5月通报省财政厅指标1（生产总值增长）为增长5.2%，现更正为增长6.1%";
    assert!(words.contains(note), "{words}");
}

#[test]
fn claims_and_reasons_cover_edition_and_brief() {
    let case = case(&["2018-03", "2018-05"]);
    let run = case.duban(["-q", "export", "claims", "--period", "2018-05"]).exits(0);
    let claims: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    let documents = claims.as_array().unwrap().iter();
    let documents: Vec<&str> = documents.map(|claim| claim["document"].as_str().unwrap()).collect();
    for name in ["bulletins/2018-05.pdf", "bulletins/2018-05-一页通.pdf"] {
        assert!(documents.contains(&name), "{name}");
    }
    case.duban(["-q", "why", "2-1", "--period", "2018-05"]).exits(0).says("bulletins/2018-05");
}

/// Numerals by which the units of a large province differ.
const NUMERALS: &str = "一二三四五六七八九十百千万亿甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳";

/// Returns a workspace of sixty units with names of `length` characters, each with two tasks; every third item has a
/// target, and twenty of the units are prefectures with an indicator.
fn large(length: usize) -> (Case, Vec<String>) {
    let name = |c: char, kind: &str| format!("{c}{}{kind}", "地区协调推进".repeat(length / 6));
    let departments: Vec<String> = NUMERALS.chars().map(|c| name(c, "厅")).collect();
    let prefectures: Vec<String> = NUMERALS.chars().take(20).map(|c| name(c, "市")).collect();
    let leaders = "欧阳修远、司马相如、诸葛孔明、东方未明";
    let mut province = Province::new()
        .units("组成部门", departments.iter().map(String::as_str))
        .units("市州", prefectures.iter().map(String::as_str))
        .group("各市州政府", "市州");
    for leader in leaders.split('、') {
        province = province.leader(leader);
    }
    province = province.indicator(1, "生产总值增长6%。", |item| {
        let item = item.leaders(leaders).lead(&departments[0]).implement("各市州政府");
        item.target("生产总值增长 = 6 %")
    });
    for (number, unit) in (1..).zip(departments.iter().chain(&departments)) {
        let text = format!("推进{unit}牵头的第{number}类重点工程项目建设并按期完成全部手续。");
        province = province.task(number, &text, |item| {
            let item = item.leaders(leaders).lead(unit);
            if number % 3 == 0 {
                item.target("重点工程项目建设里程 = 1234.5678 万平方米")
            } else {
                item
            }
        });
    }
    let case = Case::tiny();
    case.write_registry(&province);
    case.write("seeds/annex/indicators.csv", province.indicators_csv());
    case.write("seeds/annex/tasks.csv", province.tasks_csv());
    (case, departments)
}

/// Writes what the departments report for May, but for the first `silent` of them: `percent` of everything.
fn fill(case: &Case, departments: &[String], silent: usize, percent: &str) {
    let reason = "前期工作不到位，要素保障不足，资金筹措困难，协调推进机制不健全。".repeat(20);
    let rows = (1..).zip(departments.iter().chain(departments)).map(|(number, unit)| {
        let cells = format!("{percent},,推进中,{reason},{reason},甲,2018-06-03");
        (unit, format!("2018-05,2-{number},1,{unit},,,{cells}"))
    });
    let rows = rows.filter(|(unit, _)| !departments[..silent].contains(unit));
    let rows: Vec<String> = rows.map(|(_, row)| row).collect();
    let text = format!("{RETURNS_HEADER}{}\n", rows.join("\n"));
    case.write("seeds/progress/2018-05.csv", text);
}

#[test]
fn a_brief_takes_one_page_whatever_the_data() {
    for (length, silent, percent) in
        [(6, 0, "5"), (18, 0, "5"), (30, 0, "5"), (30, 20, "30"), (18, 29, "50"), (6, 0, "60")]
    {
        let (case, departments) = large(length);
        fill(&case, &departments, silent, percent);
        let run = case.duban(["bulletin", "--period", "2018-05"]).exits(0);
        assert_eq!(pages(&run, "2018-05-一页通"), 1, "{length} {silent} {percent}");
        assert!(!run.stderr.contains("T105"), "{}", run.stderr);
        let words = text(&case, "2018-05-一页通");
        // Three items at least, each with its unit and its leaders.
        let unit = &departments[silent];
        let named = words.matches("牵头领导：欧阳修远、司马相如、诸葛孔明、东方未明").count();
        match percent {
            "5" | "30" => {
                assert!(named >= 3, "{words}");
                assert!(words.contains(&**unit), "{words}");
                assert!(words.contains(&format!("{}个单位", 30 - silent)), "{words}");
            }
            _ => assert_eq!(named, 0, "{words}"),
        }
        assert!(!words.contains("没有滞后事项"), "{words}");
        if silent == 29 {
            assert!(words.contains("尚不能反映全面情况"), "{words}");
            // The prefectures are silent too.
            assert!(words.contains("等49个单位"), "{words}");
        }
    }
}

#[test]
fn a_brief_that_the_office_made_too_long_is_told() {
    let case = case(&["2018-03"]);
    let template = include_str!("../../templates/brief.md");
    let long = "工作要求。\n\n".repeat(40);
    case.write("templates/brief.md", format!("{template}\n{long}"));
    case.duban(["bulletin", "--period", "2018Q1"])
        .complains("T105")
        .complains("一页通排不进一页，排成了3页")
        .says("一页通 3 页");
}

#[test]
fn before_the_end_of_march_an_edition_tells_only_who_reported() {
    let case = case(&["2018-01", "2018-02"]);
    report(&case, "2018-02", &["省财政厅"]);
    case.duban(["bulletin", "--period", "2018-02"]).exits(0);
    for name in ["2018-02", "2018-02-一页通"] {
        let words = text(&case, name);
        assert!(words.contains("一季度末以前"), "{words}");
        assert!(words.contains("省妇联"), "{words}");
        for wrong in ["最突出", "滞后", "比1月", "与1月"] {
            assert!(!words.contains(wrong), "{wrong} in {words}");
        }
    }
}
