//! Random returns of a small province: what is said of a unit or an item is what the returns prove.

use std::collections::BTreeSet;

use jiff::civil::date;
use proptest::prelude::*;
use tempfile::TempDir;

use super::month;
use crate::assess::{Assessment, Basis, Punctuality, Rules};
use crate::diagnostic::Diagnostics;
use crate::plan::{Duties, Schedule};
use crate::registry::UnitId;
use crate::returns::{PROGRESS_DIR, Progress};
use crate::sample::{self, cases};
use crate::status::Status;

/// Item, target, the units that may report on it.
const SUBJECTS: [(&str, &str); 5] =
    [("1-1", "1"), ("1-2", "1"), ("1-2", "2"), ("2-1", "1"), ("2-2", "1")];
const UNITS: [&str; 6] = ["省财政厅", "省妇联", "兰州市", "金昌市", "白银市", "兰州新区"];

fn province() -> sample::Province {
    let all = "各市州政府、兰州新区";
    sample::Province::new()
        .unit("省财政厅", "组成部门")
        .unit("省妇联", "群团组织")
        .units("市州", ["兰州市", "金昌市", "白银市"])
        .unit("兰州新区", "新区")
        .group("各市州政府", "市州")
        .indicator(1, "生产总值增长6%左右。", |item| {
            item.lead("省财政厅").implement(all).target("生产总值增长 ≈ 6 %")
        })
        .indicator(2, "就业40万人，扶贫9万人。", |item| {
            let item = item.lead("省财政厅、省妇联").implement(all);
            item.target("就业 = 40 万人").target("扶贫 ≥ 9 万人")
        })
        .task(1, "甲。", |item| item.lead("省妇联").support("省财政厅").implement(all))
        .task(2, "植树360万亩。", |item| {
            item.lead("省妇联、省财政厅").implement(all).target("植树 ≥ 360 万亩")
        })
        .part("1-2", 2, "兰州市", "6万人")
        .part("1-2", 2, "金昌市", "3万人")
}

/// Draws a row: often missing, with cells that may be unreadable, twice on one day, or of an unknown item.
fn row() -> impl Strategy<Value = String> {
    let figure =
        || prop::sample::select(vec!["", "0", "3", "12", "40", "若干", "#REF!", "暂无", "5-6"]);
    let status = prop::sample::select(vec!["", "滞后", "达到序时", "红灯", "已办结"]);
    let day = prop::sample::select(vec!["", "2018-04-05", "2018-04-06", "前天"]);
    let subject = 0..SUBJECTS.len() + 2;
    (subject, 0..UNITS.len(), figure(), figure(), status, day).prop_map(
        |(subject, unit, value, percent, status, day)| {
            let unit = UNITS[unit];
            match SUBJECTS.get(subject) {
                Some((item, target)) => format!(
                    "2018-03,{item},{target},{unit},{value},,{percent},{status},文字,,,,{day}\n"
                ),
                None if subject == SUBJECTS.len() => {
                    format!("2018-03,,,{unit},,,,,零报告,,,,{day}\n")
                }
                None => format!("2018-03,8-8,,{unit},{value},,,,文字,,,,{day}\n"),
            }
        },
    )
}

const HEADER: &str = "期间,编号,指标,单位,完成值,计量单位,完成率,状态,进展情况,存在问题,下一步措施,填报人,填报日期\n";

proptest! {
    #![proptest_config(cases(128))]

    #[test]
    fn nothing_is_said_that_the_returns_do_not_prove(
        rows in prop::collection::vec(row(), 0..24),
    ) {
        let dir = TempDir::new().unwrap();
        let folder = dir.path().join(PROGRESS_DIR);
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("a.csv"), format!("{HEADER}{}", rows.concat())).unwrap();
        let province = province();
        let (registry, plan) = province.load();
        let breakdown = province.breakdown(&registry, &plan);
        let mut problems = Diagnostics::new();
        let progress =
            Progress::load(dir.path(), 2018, &plan, &breakdown, &registry, &mut problems);
        let duties = Duties::new(&plan, &registry);
        let (schedule, rules) = (Schedule::default(), Rules::default());
        let basis = Basis {
            plan: &plan,
            registry: &registry,
            duties: &duties,
            breakdown: &breakdown,
            schedule: &schedule,
            progress: &progress,
            rules: &rules,
        };
        let month = month("2018Q1");
        let assessment = Assessment::new(&basis, month);

        // The statuses add up.
        prop_assert_eq!(assessment.counts().total(), plan.items().len());
        for (&unit, counts) in &assessment.units {
            let parts = assessment.items.iter().filter(|item| item.unit(unit).is_some());
            prop_assert_eq!(counts.total(), parts.count());
        }

        // Whoever sent a row is not silent.
        let sent: BTreeSet<&str> =
            UNITS.into_iter().filter(|unit| rows.iter().any(|row| row.contains(unit))).collect();
        let found = Punctuality::new(&assessment, &progress, date(2018, 4, 9));
        for (unit, _) in &found.missing {
            prop_assert!(!sent.contains(&*registry.unit(*unit).short));
        }
        prop_assert!(found.expected <= UNITS.len());

        for item in &assessment.items {
            for part in &item.units {
                for target in &part.targets {
                    let Status::Defective = target.mark.status else { continue };
                    // What is in question has neither figure nor place, and is listed.
                    prop_assert_eq!((target.mark.value, target.mark.percent), (None, None));
                    prop_assert_eq!(target.rank, None);
                    prop_assert!(found.in_question.iter().any(|one| one.unit == part.unit));
                }
            }
            // Where figures of those who owe them are missing, nothing is called missed.
            for (index, target) in item.targets.iter().enumerate() {
                let Some(sum) = target.sum() else { continue };
                let lacking = |unit: UnitId| {
                    let part = item.unit(unit).map(|part| &part.targets[index]);
                    part.is_some_and(|part| part.owed && part.mark.value.is_none())
                };
                let local = ["兰州市", "金昌市", "白银市"].map(|name| sample::unit(&registry, name));
                if local.into_iter().any(lacking) {
                    prop_assert!(!sum.complete);
                    prop_assert!(!target.mark.status.is_behind());
                    prop_assert_eq!(target.mark.value.is_some(), target.mark.status.is_verdict());
                }
            }
        }
    }
}
