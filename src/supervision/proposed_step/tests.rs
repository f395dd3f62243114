//! The listings that the rules propose.

use jiff::civil::date;

use super::*;
use crate::calendar::Calendar;
use crate::diagnostic::Diagnostics;
use crate::plan::{Duties, Schedule};
use crate::registers::Ledger;
use crate::returns::{PROGRESS_DIR, Reader, Reports};
use crate::sample::Province;
use crate::supervision::Rules;

/// Returns the listings proposed on these returns, rows `MONTH,ID,UNIT,VALUE`, as `ID UNIT province|own MONTHS`.
fn proposed(returns: &str, rules: &Rules) -> Vec<String> {
    let province = Province::new()
        .unit("省林业厅", "组成部门")
        .unit("甲市", "市州")
        .unit("乙市", "市州")
        .group("各市州政府", "市州")
        .task(1, "造林120万亩。", |item| {
            let item = item.lead("省林业厅").implement("各市州政府");
            item.target("造林 = 120 万亩")
        })
        .part("2-1", 1, "甲市", "60")
        .part("2-1", 1, "乙市", "60");
    let (registry, plan) = province.load();
    let breakdown = province.breakdown(&registry, &plan);
    let folder = tempfile::tempdir().unwrap();
    let progress = folder.path().join(PROGRESS_DIR);
    std::fs::create_dir_all(&progress).unwrap();
    let rows = format!("期间,编号,单位,完成值\n{returns}");
    std::fs::write(progress.join("a.csv"), rows).unwrap();
    let reader = Reader::new(2018, &plan, &breakdown, &registry);
    let mut problems = Diagnostics::new();
    let reports = Reports::load(folder.path(), &reader, &mut problems);
    let progress = reports.progress(&reader, &mut problems);
    let duties = Duties::new(&plan, &registry);
    let assessed = crate::assess::Rules::default();
    let schedule = Schedule::default();
    let basis = Basis {
        plan: &plan,
        registry: &registry,
        duties: &duties,
        breakdown: &breakdown,
        schedule: &schedule,
        progress: &progress,
        rules: &assessed,
    };
    let months = (3..=12).map(|month| Month::new(2018, month).unwrap());
    let months = months.filter(|month| !progress.of(*month).is_empty());
    let checks: Vec<_> = months.map(|month| Assessment::new(&basis, month)).collect();
    let (ledger, calendar) = (Ledger::default(), Calendar::default());
    let days = Days { calendar: &calendar, rules, registry: &registry };
    let cases = Cases::on(&ledger, None, days);
    let source = StepSource {
        basis: &basis,
        checks: &checks,
        cases: &cases,
        days,
        date: date(2018, 12, 31),
    };
    let steps = proposed_steps(&source).into_iter();
    let words = steps.flat_map(|step| {
        let unit = registry.unit(step.unit).short.clone();
        step.causes.into_iter().map(move |cause| match cause {
            StepCause::Severe { province, months } => {
                let whose = if province { "province" } else { "own" };
                let months = months.iter().map(ToString::to_string).collect::<Vec<_>>();
                format!("{} {unit} {whose} {}", step.id, months.join(" "))
            }
            other => format!("{} {unit} {other:?}", step.id),
        })
    });
    words.collect()
}

#[test]
fn the_lead_unit_answers_where_the_province_is_severe_twice() {
    let rules = Rules::default();
    let rows = "2018-04,2-1,省林业厅,10\n2018-05,2-1,省林业厅,15\n2018-05,2-1,甲市,1\n";
    assert_eq!(proposed(rows, &rules), ["2-1 省林业厅 province 2018-04 2018-05"]);
    // Severe once, then lagging only: 45 of 50 are due.
    let better = "2018-04,2-1,省林业厅,10\n2018-05,2-1,省林业厅,45\n";
    assert_eq!(proposed(better, &rules), [""; 0]);
    let once = Rules { severe_checks: 1, ..Rules::default() };
    assert_eq!(proposed("2018-05,2-1,省林业厅,15\n", &once), ["2-1 省林业厅 province 2018-05"]);
    let thrice = Rules { severe_checks: 3, ..Rules::default() };
    assert_eq!(proposed(rows, &thrice), [""; 0]);
}

#[test]
fn a_prefecture_answers_where_only_its_own_part_is_severe_twice() {
    let rows = "2018-04,2-1,省林业厅,60\n2018-04,2-1,甲市,5\n2018-04,2-1,乙市,55\n\
        2018-05,2-1,省林业厅,65\n2018-05,2-1,甲市,8\n2018-05,2-1,乙市,57\n";
    assert_eq!(proposed(rows, &Rules::default()), ["2-1 甲市 own 2018-04 2018-05"]);
}

#[test]
fn what_is_only_measured_by_quarter_is_compared_by_quarter() {
    let rules = Rules::default();
    // Others report in April and May, so that these are checks too.
    let others = "2018-04,2-1,甲市,20\n2018-05,2-1,甲市,25\n2018-06,2-1,甲市,30\n";
    let quarters = format!("2018-03,2-1,省林业厅,5\n2018-06,2-1,省林业厅,15\n{others}");
    assert_eq!(proposed(&quarters, &rules), ["2-1 省林业厅 province 2018-03 2018-06"]);
    let between = format!("{quarters}2018-05,2-1,省林业厅,60\n");
    assert_eq!(proposed(&between, &rules), [""; 0]);
}
