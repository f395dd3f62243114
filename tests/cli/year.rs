//! The sample year (`examples/year`), replayed: who gets which paper in which month, and where each case stands on the first of
//! each month. The right answers were worked out by hand from the tables of `examples/year/replay.py`.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::support::{Case, repository};

/// A copy of the sample year; its faces are those of the repository.
fn year() -> Case {
    let case = Case::empty();
    let year = repository().join("examples/year");
    copy(&year.join("seeds"), &case.path("seeds"));
    let config = fs::read_to_string(year.join("duban.toml")).unwrap();
    let fonts = repository().join("fonts").display().to_string().replace('\\', "/");
    case.write("duban.toml", config.replace("../../fonts", &fonts));
    case
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let place = to.join(entry.file_name());
        match entry.path().is_dir() {
            true => copy(&entry.path(), &place),
            false => drop(fs::copy(entry.path(), place).unwrap()),
        }
    }
}

/// The papers of each month.
const PAPERS: [(&str, &[&str]); 10] = [
    // 2-2 is at 60 % of the schedule, of 2-3 only 西岭市 is behind.
    ("2018-03", &["003-省住建厅-督办单", "102-西岭市-督办单"]),
    // Both again; 2-7 is at 85 %, and its unit is asked, not instructed; 北原州 reported nothing.
    (
        "2018-04",
        &["003-省住建厅-催办函", "010-省委宣传部-函", "102-西岭市-催办函", "104-北原州-催报函"],
    ),
    // 2-2 is listed by now. 2-6 and P-1 are due on 30 June, 2-1 has a milestone then; a figure of 南川市 cannot be read.
    (
        "2018-05",
        &[
            "001-省发展改革委-提示函",
            "004-省林业厅-提示函",
            "005-省交通运输厅-提示函",
            "102-西岭市-催办函",
            "103-南川市-催报函",
        ],
    ),
    // Of 2-1 only 东港市 is behind, of 2-10 only 南川市.
    ("2018-06", &["101-东港市-督办单", "102-西岭市-催办函", "103-南川市-督办单"]),
    ("2018-07", &["102-西岭市-催办函", "103-南川市-催办函"]),
    // 2-3 is listed; 2-1 has a milestone on 30 September.
    ("2018-08", &["004-省林业厅-提示函"]),
    // 1-1 grows by 6.4 % in place of 7 ± 0.5, of 2-4 only 西岭市 is behind.
    ("2018-09", &["001-省发展改革委-督办单", "102-西岭市-督办单"]),
    ("2018-10", &["005-省交通运输厅-督办单"]),
    ("2018-11", &["005-省交通运输厅-催办函"]),
    // 2-4 is done, but the notice of December was not answered.
    ("2018-12", &["005-省交通运输厅-催办函"]),
];

#[test]
fn each_unit_gets_its_paper_of_each_month() {
    let case = year();
    for (month, papers) in PAPERS {
        case.duban(["notices", "--period", month]);
        let names: Vec<String> = papers.iter().map(|paper| format!("{paper}.pdf")).collect();
        assert_eq!(case.list(&format!("output/notices/{month}")), names, "{month}");
    }
}

/// A case: item, unit, state, the day since which it stands there, its deadline.
type Standing<'a> = (&'a str, &'a str, &'a str, &'a str, Option<&'a str>);

/// Where each case stands that is neither answered nor closed, on the first of each month.
const OPEN: [(&str, &[Standing<'static>]); 11] = [
    ("2018-04-01", &[]),
    ("2018-05-01", &[("2-3", "西岭市", "noticed", "2018-04-10", Some("2018-04-24"))]),
    (
        "2018-06-01",
        &[
            ("2-2", "省住建厅", "planned", "2018-05-21", Some("2018-06-14")),
            ("2-3", "西岭市", "noticed", "2018-05-10", Some("2018-05-24")),
        ],
    ),
    (
        "2018-07-01",
        &[
            ("2-2", "省住建厅", "extended", "2018-06-08", Some("2018-07-14")),
            ("2-3", "西岭市", "noticed", "2018-06-11", Some("2018-06-26")),
        ],
    ),
    ("2018-08-01", &[("2-3", "西岭市", "noticed", "2018-07-10", Some("2018-07-24"))]),
    ("2018-09-01", &[("2-3", "西岭市", "listed", "2018-08-15", Some("2018-09-14"))]),
    ("2018-10-01", &[("2-3", "西岭市", "overdue", "2018-09-17", Some("2018-09-14"))]),
    ("2018-11-01", &[]),
    ("2018-12-01", &[]),
    ("2019-01-01", &[("2-4", "省交通运输厅", "noticed", "2018-12-10", Some("2018-12-24"))]),
    ("2019-02-01", &[("2-4", "省交通运输厅", "noticed", "2019-01-10", Some("2019-01-24"))]),
];

/// The cases that were answered or closed by a day: item, unit, state, day.
const SETTLED: [(&str, &str, &str, &str); 9] = [
    ("2-2", "省住建厅", "answered", "2018-04-20"),
    ("2-7", "省委宣传部", "answered", "2018-05-22"),
    ("2-2", "省住建厅", "closed", "2018-07-13"),
    ("2-1", "东港市", "answered", "2018-07-20"),
    ("2-10", "南川市", "answered", "2018-08-22"),
    ("2-3", "西岭市", "closed", "2018-10-19"),
    ("1-1", "省发展改革委", "answered", "2018-10-22"),
    ("2-4", "西岭市", "answered", "2018-10-23"),
    ("2-4", "省交通运输厅", "answered", "2018-11-23"),
];

#[test]
fn each_case_stands_where_it_should_on_the_first_of_each_month() {
    let case = year();
    for (day, open) in OPEN {
        let run = case.duban(["ledger", "--date", day, "--format", "json"]);
        let cases: Vec<Value> = serde_json::from_str(&run.stdout).unwrap();
        let is_settled = |case: &Value| case["state"] == "answered" || case["state"] == "closed";
        let rows = |settled: bool| -> Vec<Value> {
            let cases = cases.iter().filter(|case| is_settled(case) == settled);
            let row = |case: &Value| {
                json!([case["id"], case["unit"], case["state"], case["since"], case["deadline"]])
            };
            cases.map(row).collect()
        };
        let expected: Vec<Value> = open.iter().map(|standing| json!(standing)).collect();
        assert_eq!(rows(false), expected, "{day}");
        for settled in rows(true) {
            let state = [&settled[0], &settled[1], &settled[2], &settled[3]];
            let known = SETTLED.iter().any(|(id, unit, word, since)| {
                *since < day && state == [&json!(id), &json!(unit), &json!(word), &json!(since)]
            });
            // 南川市 answered twice.
            let earlier =
                settled[1] == "南川市" && settled[3] == "2018-07-23" && day < "2018-08-10";
            assert!(known || earlier, "{day}: {settled}");
        }
        let count = cases.len();
        let begun = SETTLED.iter().filter(|(.., since)| *since < day);
        let begun = begun.chain([("2-3", "西岭市", "", "2018-04-10")].iter());
        let keys: std::collections::BTreeSet<_> = begun
            .filter(|(.., since)| *since < day)
            .map(|(id, unit, ..)| (*id, *unit))
            .chain(open.iter().map(|(id, unit, ..)| (*id, *unit)))
            .chain((day == "2018-08-01").then_some(("2-10", "南川市")))
            .collect();
        assert_eq!(count, keys.len(), "{day}");
    }
}

#[test]
fn the_year_makes_every_kind_of_paper() {
    let case = year();
    // One figure of May could not be read, and was sent again.
    case.duban(["-q"]).exits(1);
    for kind in ["letters", "sheets/units", "bulletins", "notices/changes", "dispatch", "print"] {
        assert!(!case.list(&format!("output/{kind}")).is_empty(), "{kind}");
    }
    let text = crate::pdf_text::text(&case.read("output/bulletins/2018.pdf"));
    let text: String = text.split_whitespace().collect();
    // The listings cost 省住建厅 and 西岭市 five points each, the late return costs 岭西海关 one.
    assert!(text.contains("各单位2018年度评价情况表"), "{text}");
    assert_eq!(text.matches("挂牌1项扣5").count(), 2);
    assert_eq!(text.matches("迟报1次扣1").count(), 1);
    // What was referred is a draft in a folder of its own, and in nothing else that anybody gets.
    assert_eq!(case.list("output/referrals").len(), 1);
    let sent = case.list("output/dispatch/102-西岭市").join(" ");
    let status = case.text("output/status.txt");
    for text in [sent, status, case.text("output/calendar.ics")] {
        assert!(!text.contains("移送") && !text.contains("referral"), "{text}");
    }
}
