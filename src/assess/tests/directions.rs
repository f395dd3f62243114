//! Targets of which less is better, whose fall is compared, or from which both sides count.

use super::{month, value_of};
use crate::assess::judge::{Yardstick, report};
use crate::assess::{Basis, Kind, Rules};
use crate::plan::{Breakdown, Due, Duties, Schedule, TargetId};
use crate::returns::{Key, Progress};
use crate::sample::{self, unit};
use crate::status::Status::{self, Done, Lagging, OnTrack, Severe, Unrated};
use crate::targets::Target;

/// Returns the status of a value of a target in the notation of the column 目标.
fn status(notation: &str, period: &str, value: &str) -> Status {
    let target = &Target::parse_list(notation).expect(notation)[0];
    let month = month(period);
    let by = Yardstick {
        kind: Kind::of(target),
        comparator: target.comparator,
        direction: target.direction,
        goal: Some(target.value),
        least_digits: 1,
        due: Due::straight(month.number()),
        month,
        rules: &Rules::default(),
    };
    report(Some(&value_of(value)), &by).status
}

#[test]
fn where_less_is_better_a_value_may_not_go_above() {
    for (notation, period, value, expected) in [
        ("城镇调查失业率 ≈ 5.5 %", "2018-06", "4.2", OnTrack),
        ("城镇调查失业率 ≈ 5.5 %", "2018-12", "4.2", Done),
        ("城镇调查失业率 ≈ 5.5 %", "2018-06", "6", OnTrack),
        ("城镇调查失业率 ≈ 5.5 %", "2018-06", "6.01", Lagging),
        ("城镇调查失业率 ≈ 5.5 %", "2018-06", "7.0", Lagging),
        ("城镇调查失业率 ≈ 5.5 %", "2018-06", "7.01", Severe),
        ("居民消费价格涨幅 = 3 %", "2018-06", "-0.4", OnTrack),
        ("居民消费价格涨幅 = 3 %", "2018-06", "3.01", Lagging),
        ("居民消费价格涨幅 = 3 %", "2018-06", "4.01", Severe),
        ("贫困发生率 = 3 %〔下降到3%〕", "2018-12", "2.78", Done),
        // The bound of an amount has no lagging; an amount with ↓ is compared as it is.
        ("生产安全事故 ≤ 100 起", "2018-06", "100", OnTrack),
        ("生产安全事故 ≤ 100 起", "2018-06", "101", Severe),
        ("死亡人数 = 100 人 ↓", "2018-06", "99", OnTrack),
        ("死亡人数 = 100 人 ↓", "2018-06", "120", Severe),
    ] {
        assert_eq!(status(notation, period, value), expected, "{notation} {period} {value}");
    }
}

#[test]
fn of_a_decline_the_fall_is_compared() {
    for (notation, period, value, expected) in [
        ("单位能耗下降 = 3 %", "2018-06", "3.5", OnTrack),
        ("单位能耗下降 = 3 %", "2018-12", "3", Done),
        ("单位能耗下降 = 3 %", "2018-06", "2", Lagging),
        ("单位能耗下降 = 3 %", "2018-06", "1.99", Severe),
        ("单位能耗 ≈ 0.5 % −", "2018-06", "0", OnTrack),
        // A rise, if only a small one.
        ("单位能耗 ≈ 0.5 % −", "2018-06", "-0.1", Severe),
        ("单位能耗下降 ≈ 3 %", "2018-06", "2.5", OnTrack),
        ("死亡人数下降 ≥ 5 %", "2018-06", "4.99", Lagging),
    ] {
        assert_eq!(status(notation, period, value), expected, "{notation} {period} {value}");
    }
}

#[test]
fn from_a_target_to_be_near_both_sides_count() {
    for (value, expected) in [
        ("106.5", OnTrack),
        ("107.5", OnTrack),
        ("107.51", Lagging),
        ("106.49", Lagging),
        ("108.5", Lagging),
        ("105.49", Severe),
    ] {
        assert_eq!(status("性别比 = 107 % ◎", "2018-06", value), expected, "{value}");
    }
}

/// Returns status and place of each prefecture for the target of an item with these values.
fn placed(notation: &str, values: &[(&str, &str)]) -> Vec<(Status, Option<usize>)> {
    let (registry, plan) = sample::Province::new()
        .unit("省人社厅", "组成部门")
        .units("市州", ["兰州市", "金昌市", "白银市", "天水市"])
        .group("各市州政府", "市州")
        .indicator(1, "甲。", |item| {
            item.lead("省人社厅").implement("各市州政府").target(notation)
        })
        .load();
    let target = TargetId::first("1-1".parse().expect("an id"));
    let mut progress = Progress::default();
    let returns = progress.months.entry(month("2018-06")).or_default();
    for (name, value) in values {
        returns.insert(Key { target, unit: unit(&registry, name) }, value_of(value));
    }
    let basis = Basis {
        plan: &plan,
        registry: &registry,
        duties: &Duties::new(&plan, &registry),
        breakdown: &Breakdown::default(),
        schedule: &Schedule::default(),
        progress: &progress,
        rules: &Rules::default(),
    };
    let assessment = crate::assess::Assessment::new(&basis, month("2018-06"));
    let item = assessment.item(target.item).expect("the item");
    let part = |(name, _): &(&str, &str)| {
        let part = item.unit(unit(&registry, name)).expect("a part");
        (part.status, part.targets[0].rank)
    };
    values.iter().map(part).collect()
}

#[test]
fn the_best_city_is_first_in_the_direction_of_the_target() {
    let values = [("兰州市", "6.9"), ("金昌市", "4.2"), ("白银市", "5.8"), ("天水市", "5.8")];
    assert_eq!(
        placed("失业率 ≈ 5.5 %", &values),
        [(Lagging, Some(4)), (OnTrack, Some(1)), (OnTrack, Some(2)), (OnTrack, Some(2))]
    );
    let values = [("兰州市", "3.5"), ("金昌市", "-1"), ("白银市", "2.1"), ("天水市", "3.0")];
    assert_eq!(
        placed("单位能耗下降 = 3 %", &values),
        [(OnTrack, Some(1)), (Severe, Some(4)), (Lagging, Some(3)), (OnTrack, Some(2))]
    );
    let values = [("兰州市", "107.4"), ("金昌市", "106.8"), ("白银市", "109"), ("天水市", "104")];
    assert_eq!(
        placed("性别比 ≈ 107 % ◎", &values),
        [(OnTrack, Some(2)), (OnTrack, Some(1)), (Severe, Some(3)), (Severe, Some(4))]
    );
}

#[test]
fn the_provinces_bound_on_an_amount_is_no_units() {
    let values = [("省人社厅", "60"), ("兰州市", "120"), ("金昌市", "3")];
    let statuses = |notation| placed(notation, &values).into_iter().map(|(status, _)| status);
    assert!(statuses("生产安全事故 ≤ 100 起").eq([OnTrack, Unrated, Unrated]));
    assert!(statuses("死亡人数 = 100 人 ↓").eq([OnTrack, Unrated, Unrated]));
    // A rate holds for every unit.
    let values = [("省人社厅", "3.8"), ("兰州市", "4.1"), ("金昌市", "3")];
    let statuses: Vec<_> =
        placed("登记失业率 ≤ 4 %", &values).into_iter().map(|(status, _)| status).collect();
    assert_eq!(statuses, [OnTrack, Severe, OnTrack]);
}
