//! Rows of `verified.csv`, read against a small plan.

use std::collections::BTreeSet;

use jiff::civil::date;
use proptest::prelude::*;
use rust_decimal::Decimal;

use super::*;
use crate::returns::Known;
use crate::returns::{Reader, Reports, Return};
use crate::sample::{Province, cases};

const HEADER: &str = "期间,编号,指标,单位,核定值,核定状态,依据,核定人,日期\n";

fn province() -> Province {
    Province::new()
        .unit("省财政厅", "组成部门")
        .unit("兰州市", "市州")
        .indicator(1, "新增就业40万人，就业率85%。", |item| {
            let item = item.lead("省财政厅").implement("兰州市");
            item.target("新增就业 = 40 万人").target("就业率 ≥ 85 %")
        })
        .task(1, "办好博览会。", |item| item.lead("省财政厅"))
}

/// Returns what `examine` says of these rows of verified figures beside these returns, and the problems.
fn examine<T>(
    verified: &str,
    returns: &str,
    examine: impl FnOnce(&Reports, &Reader<'_>) -> T,
) -> (T, Vec<String>) {
    let folder = tempfile::tempdir().unwrap();
    let progress = folder.path().join(crate::returns::PROGRESS_DIR);
    std::fs::create_dir_all(&progress).unwrap();
    if !returns.is_empty() {
        let returns = format!("期间,编号,指标,单位,完成值,填报日期\n{returns}");
        std::fs::write(progress.join("a.csv"), returns).unwrap();
    }
    std::fs::write(folder.path().join(VERIFIED_FILE), format!("{HEADER}{verified}")).unwrap();
    let province = province();
    let (registry, plan) = province.load();
    let breakdown = province.breakdown(&registry, &plan);
    let reader = Reader::new(2018, &plan, &breakdown, &registry);
    let mut problems = Diagnostics::new();
    let reports = Reports::load(folder.path(), &reader, &mut problems);
    let examined = examine(&reports, &reader);
    reports.progress(&reader, &mut problems);
    let told = problems.iter().map(|problem| {
        let place = problem.place.as_ref().unwrap();
        format!("{} {}:{} {}", problem.code.as_str(), place.line, place.column, problem.message)
    });
    (examined, told.collect())
}

/// Returns all returns as of a day.
fn known(verified: &str, returns: &str, day: Option<Date>) -> Vec<Return> {
    let (months, _) = examine(verified, returns, |reports, reader| {
        reports.as_of(Known { filed: None, verified: day }, reader).months
    });
    months.into_values().flat_map(BTreeMap::into_values).collect()
}

fn told(verified: &str) -> Vec<String> {
    examine(verified, "", |_, _| ()).1
}

fn figure(text: &str) -> Option<Decimal> {
    Some(text.parse().unwrap())
}

#[test]
fn a_verified_figure_wins_and_keeps_what_was_reported() {
    let returns = "2018Q1,1-1,1,省财政厅,121,2018-04-05\n";
    let row = "2018Q1,1-1,1,省财政厅,12.1万人,,统计局函,张三,2018-04-17\n";
    let all = known(row, returns, None);
    let [report] = &all[..] else { panic!("{all:?}") };
    assert_eq!(report.value, figure("12.1"));
    let verified = report.verified.as_ref().unwrap();
    assert_eq!(verified.reported.value, figure("121"));
    assert_eq!((&*verified.evidence, &*verified.verified_by), ("统计局函", "张三"));
    assert_eq!(report.sources[&Field::Value].sheet.file, VERIFIED_FILE);
}

#[test]
fn a_blank_unit_is_the_first_lead_unit() {
    let rows = ["", "省财政厅"].map(|unit| format!("2018Q1,1-1,,{unit},12.1,,,,2018-04-17\n"));
    let [blank, named] = rows.map(|row| known(&row, "", None));
    assert_eq!((blank.len(), blank[0].value), (1, figure("12.1")));
    assert_eq!(blank[0].value, named[0].value);
}

#[test]
fn a_row_is_not_known_before_its_date() {
    let row = "2018Q1,1-1,1,,12.1,,,,2018-04-17\n2018Q1,1-1,1,,12.3,,,,2018-05-02\n";
    let on = |month, day| {
        let all = known(row, "", Some(date(2018, month, day)));
        all.first().and_then(|report| report.value)
    };
    assert_eq!(on(4, 16), None);
    assert_eq!(on(4, 17), figure("12.1"));
    assert_eq!(on(5, 2), figure("12.3"));
}

#[test]
fn a_status_needs_a_reason_and_a_person() {
    assert_eq!(
        told("2018Q1,2-1,,,,完成,,李四,2018-04-17\n"),
        ["G190 2:18 改动状态须写明依据，本行未采用",]
    );
    assert_eq!(
        told("2018Q1,2-1,,,,完成,验收报告,,2018-04-17\n"),
        ["G190 2:23 改动状态须写明核定人，本行未采用",]
    );
    let all = known("2018Q1,2-1,,,,完成,验收报告,李四,2018-04-17\n", "", None);
    assert_eq!(all[0].verified.as_ref().unwrap().status, Some(Status::Done));
}

#[test]
fn the_figure_of_an_item_without_a_target_is_its_completion() {
    let all = known("2018Q1,2-1,,,60%,,,,2018-04-17\n", "", None);
    assert_eq!(all[0].percent, figure("60"));
}

#[test]
fn rows_that_cannot_be_used_are_named() {
    assert_eq!(
        told(
            "2019Q1,1-1,,,1,,,,2018-04-17\n2018Q1,1-9,,,1,,,,2018-04-17\n\
             2018Q1,1-1,3,,1,,,,2018-04-17\n2018Q1,1-1,,某厅,1,,,,2018-04-17\n\
             2018Q1,2-1,,兰州市,1,,,,2018-04-17\n2018Q1,1-1,,,一半,,,,2018-04-17\n\
             2018Q1,1-1,,,,,,,2018-04-17\n2018Q1,1-1,,,1,未报送,甲,乙,2018-04-17\n\
             2018Q1,1-1,,,1,,,,2081-04-17\n"
        ),
        [
            "G115 2:1 期间“2019Q1”不在2018年，本行未采用",
            "G111 3:8 没有编号为“1-9”的事项，本行未采用",
            "G113 4:12 指标1（新增就业和就业率）没有第3个指标，共2个，本行未采用",
            "G116 5:13 “某厅”不在单位名录中，本行未采用",
            "G190 6:13 “兰州市”不承担任务1（办好博览会），本行未采用",
            "G121 7:14 完成值“一半”不是数字，本行未采用",
            "G190 8:14 没有核定值，也没有核定状态，本行未采用",
            "G190 9:16 核定状态“未报送”无法识别，本行未采用",
            "G190 10:19 日期2081-04-17不在2018-01-01至2019-12-31之间，本行未采用",
        ]
    );
}

#[test]
fn two_figures_of_a_day_are_neither_used() {
    let rows = "2018Q1,1-1,,,12,,,,2018-04-17\n2018Q1,1-1,,,13,,,,2018-04-17\n";
    assert!(known(rows, "", None).is_empty());
    assert_eq!(told(rows), ["G191 3:8 与第2行核定的是同一事项、同一日期，而内容不同，均不采用"]);
}

proptest! {
    #![proptest_config(cases(128))]

    /// Each line with content is used, or a problem names it.
    #[test]
    fn every_row_is_kept_or_reported(
        lines in prop::collection::vec(
            "(2018-0[36]|2018Q1|2017-03|甲)?,(1-1|2-1|1-9|附件3)?,[1-3]?,(省财政厅|兰州市|定西市)?,([0-9]{1,2}万人?|[0-9]{1,3}|甲)?,(完成|滞后|乙)?,函,张三,(2018-04-0[1-9]|甲)?|2018-03,1-1,1,兰州市,[56],,函,张三,2018-04-05|[a-z,，合计附件3]{0,9}",
            0..10,
        ),
    ) {
        let text = format!("{HEADER}{}\n", lines.join("\n"));
        let province = province();
        let (registry, plan) = province.load();
        let breakdown = province.breakdown(&registry, &plan);
        let reader = Reader::new(2018, &plan, &breakdown, &registry);
        let mut problems = Diagnostics::new();
        let source = SourceFile::from_text(VERIFIED_FILE, text);
        let verified = Verified::from_source(&source, &reader.index, &mut problems);
        let kept: BTreeSet<usize> = verified.rows.iter().map(|row| row.place.line).collect();
        prop_assert_eq!(kept.len(), verified.rows.len());
        let places = problems.iter().filter_map(|problem| problem.place.as_ref());
        let told: BTreeSet<usize> = places.map(|place| place.line).collect();
        let lost = (2..).zip(&lines).filter(|(_, line)| line.chars().any(|c| c != ','));
        let lost: Vec<_> = lost.filter(|(at, _)| !kept.contains(at) && !told.contains(at)).collect();
        // Of two that contradict each other, the problem of one names the line of the other.
        let contradicted = problems.iter().filter(|problem| problem.code == Code::VerifiedConflict);
        let named: Vec<String> = contradicted.map(|problem| problem.message.clone()).collect();
        let lost: Vec<_> = lost
            .into_iter()
            .filter(|(at, _)| !named.iter().any(|message| message.contains(&format!("第{at}行"))))
            .collect();
        prop_assert!(lost.is_empty(), "{lost:?}");
    }
}
