//! Items as a whole: the province, its units, sums and places.

use super::{Province, decimal, id, percent_of, unreadable, value_of};
use crate::assess::{Assessment, Origin, TargetMark, worst};
use crate::plan::Scope;
use crate::returns::{Field, Return};
use crate::sample;
use crate::status::Status::{self, Defective, Done, Lagging, OnTrack, Severe, Unrated, Unreported};

/// A unit's status, value and place in the first target of an item.
fn part(
    province: &Province,
    assessment: &Assessment,
    item: &str,
    unit: &str,
) -> (Status, Option<usize>) {
    let item = assessment.item(id(item)).unwrap();
    let part = item.unit(province.unit(unit)).unwrap();
    (part.status, part.targets[0].rank)
}

#[test]
fn an_empty_quarter_is_unreported_throughout_and_adds_up() {
    let assessment = Province::new().assess("2018Q1");
    let counts = assessment.counts();
    assert_eq!((counts.total(), counts.of(Unreported)), (4, 4));
    // The lead unit and the local units owe a return; co-leads and supporting units do not.
    let owed: Vec<_> = assessment.items.iter().map(|item| item.units.len()).collect();
    assert_eq!(owed, [6, 6, 5, 1]);
}

#[test]
fn the_lead_units_return_is_the_provinces() {
    let mut province = Province::new();
    province.values("2018Q1", "1-2", 1, &[("省财政厅", "11"), ("兰州市", "1"), ("省妇联", "2")]);
    province.values("2018Q1", "1-2", 2, &[("省财政厅", "3.2")]);
    let assessment = province.assess("2018Q1");
    let item = assessment.item(id("1-2")).unwrap();
    assert_eq!(item.status, OnTrack);
    assert!(!item.is_computed());
    let mark = &item.targets[0].mark;
    assert_eq!(mark.value, Some(decimal("11")));
    assert_eq!(mark.percent, Some(decimal("27.5")));
    // A co-lead that reports an amount has no target of its own to be compared with.
    assert_eq!(item.unit(province.unit("省妇联")).unwrap().targets[0].mark.status, Unrated);
}

/// The province's result for the first target of 1-2 in the first quarter: 40万人, of which 10 are due.
fn employment(province: &Province) -> TargetMark {
    let assessment = province.assess("2018Q1");
    assessment.item(id("1-2")).unwrap().targets[0].clone()
}

#[test]
fn without_it_an_amount_is_what_the_units_add_up_to() {
    let mut province = Province::new();
    province.values(
        "2018Q1",
        "1-2",
        1,
        &[
            ("兰州市", "6"),
            ("金昌市", "0"),
            ("白银市", "3.5"),
            ("天水市", "0.4"),
            ("兰州新区", "2"),
        ],
    );
    let target = employment(&province);
    // The New Area lies in 兰州 and is not added.
    assert_eq!(target.mark.value, Some(decimal("9.9")));
    assert_eq!(target.mark.status, Lagging);
    let sum = target.sum().unwrap();
    assert_eq!((sum.reported, sum.expected, sum.complete), (4, 4, true));
    let assessment = province.assess("2018Q1");
    let item = assessment.item(id("1-2")).unwrap();
    // A rate is never added up.
    assert_eq!(item.targets[1].mark.status, Unreported);
    assert_eq!(item.status, Lagging);
}

#[test]
fn amounts_of_one_are_not_added_up() {
    let (registry, plan) = sample::Province::new()
        .unit("省财政厅", "组成部门")
        .units("市州", ["兰州市", "金昌市", "白银市", "天水市"])
        .group("各市州政府", "市州")
        .task(3, "农村居民人均可支配收入达到9000元。", |item| {
            let item = item.lead("省财政厅").implement("各市州政府");
            item.target("农村居民人均可支配收入 ≥ 9000 元")
        })
        .load();
    let mut province = Province { registry, plan, ..Province::new() };
    province.values(
        "2018",
        "2-3",
        1,
        &[("兰州市", "9000"), ("金昌市", "8000"), ("白银市", "7000"), ("天水市", "6000")],
    );
    province.goal("2-3", 1, "兰州市", "8500");
    let assessment = province.assess("2018");
    let item = assessment.item(id("2-3")).unwrap();
    // 30000 would be more than the 9000 that are asked for.
    assert_eq!(item.status, Unreported);
    assert_eq!((item.targets[0].mark.value, item.targets[0].sum()), (None, None));
    // A unit is compared with its own target, and with no other's.
    assert_eq!(part(&province, &assessment, "2-3", "兰州市").0, Done);
    assert_eq!(part(&province, &assessment, "2-3", "金昌市").0, Unrated);
    province.values("2018", "2-3", 1, &[("省财政厅", "9100")]);
    assert_eq!(province.status("2018", "2-3"), Done);
}

#[test]
fn an_incomplete_sum_proves_only_that_the_target_is_reached() {
    for (value, status) in [("0.5", Unreported), ("9.9", Unreported), ("10", OnTrack), ("40", Done)]
    {
        let mut province = Province::new();
        province.values("2018Q1", "1-2", 1, &[("兰州市", value), ("金昌市", "0")]);
        let target = employment(&province);
        assert_eq!(target.mark.status, status, "{value}");
        let sum = target.sum().unwrap();
        assert_eq!((sum.total, sum.reported, sum.expected), (decimal(value), 2, 4));
        assert_eq!(target.mark.value, status.is_verdict().then(|| decimal(value)));
        assert_eq!(target.unproven_sum().is_some(), status == Unreported);
    }
}

#[test]
fn a_sum_that_lacks_only_figures_in_question_is_in_question() {
    let mut province = Province::new();
    province.values("2018Q1", "1-2", 1, &[("兰州市", "1"), ("金昌市", "1"), ("白银市", "1")]);
    province.report("2018Q1", "1-2", 1, "天水市", unreadable(Field::Value));
    assert_eq!(employment(&province).mark.status, Defective);
    province.report("2018Q1", "1-2", 1, "白银市", unreadable(Field::Value));
    assert_eq!(employment(&province).mark.status, Defective);
    // Of one unit nothing came in, or it has no figure yet.
    province.report("2018Q1", "1-2", 1, "白银市", Return::default());
    assert_eq!(employment(&province).mark.status, Unreported);
    // All that came in is in question.
    let mut province = Province::new();
    for unit in ["兰州市", "金昌市", "白银市", "天水市"] {
        province.report("2018Q1", "1-2", 1, unit, unreadable(Field::Value));
    }
    assert_eq!(employment(&province).mark.status, Defective);
}

#[test]
fn where_the_first_lead_unit_is_silent_a_co_lead_speaks() {
    let mut province = Province::new();
    province.values("2018Q1", "1-2", 1, &[("省妇联", "12"), ("兰州市", "1")]);
    let target = employment(&province);
    assert_eq!((target.mark.status, target.mark.value), (OnTrack, Some(decimal("12"))));
    assert_eq!(target.origin, Origin::CoLead(province.unit("省妇联")));
    // The first lead unit's word counts, whatever it is.
    province.report("2018Q1", "1-2", 1, "省财政厅", unreadable(Field::Value));
    assert_eq!(employment(&province).mark.status, Defective);
    assert_eq!(employment(&province).origin, Origin::Lead);
}

#[test]
fn co_leads_that_lead_to_different_verdicts_are_in_question() {
    let mut province = Province::new();
    let plan = crate::sample::Province::new()
        .unit("省财政厅", "组成部门")
        .unit("省妇联", "群团组织")
        .unit("省审计厅", "组成部门")
        .units("市州", ["兰州市"])
        .task(1, "甲。", |item| item.lead("省财政厅、省妇联、省审计厅").implement("兰州市"))
        .load();
    (province.registry, province.plan) = plan;
    let origin = |province: &Province| {
        let assessment = province.assess("2018Q1");
        let target = &assessment.item(id("2-1")).unwrap().targets[0];
        (target.mark.status, target.origin)
    };
    province.report("2018Q1", "2-1", 1, "省审计厅", percent_of("25"));
    let audit = province.unit("省审计厅");
    assert_eq!(origin(&province), (OnTrack, Origin::CoLead(audit)));
    // Without a figure, the other says nothing against it.
    province.report("2018Q1", "2-1", 1, "省妇联", Return::default());
    assert_eq!(origin(&province), (OnTrack, Origin::CoLead(audit)));
    province.report("2018Q1", "2-1", 1, "省妇联", percent_of("30"));
    assert_eq!(origin(&province), (OnTrack, Origin::CoLead(province.unit("省妇联"))));
    province.report("2018Q1", "2-1", 1, "省妇联", percent_of("24"));
    assert_eq!(origin(&province), (Defective, Origin::Contradiction));
}

#[test]
fn a_unit_owes_nothing_on_an_amount_that_was_divided_among_others() {
    let mut province = Province::new();
    province.goal("1-2", 1, "兰州市", "30");
    province.goal("1-2", 1, "金昌市", "10");
    province.goal("1-2", 1, "白银市", "0");
    // A rate is nobody's share: all the others owe it all the same.
    province.goal("1-1", 1, "兰州市", "7");
    province.values("2018Q1", "1-2", 1, &[("兰州市", "1"), ("金昌市", "1")]);
    let assessment = province.assess("2018Q1");
    let owing = |item: &str| -> Vec<usize> {
        let units = &assessment.item(id(item)).unwrap().units;
        units.iter().map(|part| part.targets.iter().filter(|target| target.owed).count()).collect()
    };
    // 省财政厅 leads; 白银市, 天水市 and 兰州新区 owe the unemployment rate alone.
    assert_eq!(owing("1-2"), [2, 2, 2, 1, 1, 1]);
    assert_eq!(owing("1-1"), [1; 6]);
    let item = assessment.item(id("1-2")).unwrap();
    let part = item.unit(province.unit("天水市")).unwrap();
    let statuses: Vec<_> = part.targets.iter().map(|target| target.mark.status).collect();
    assert_eq!(statuses, [Unrated, Unreported]);
    // Both that share it reported: the sum is complete.
    let target = &item.targets[0];
    assert_eq!((target.mark.status, target.mark.value), (Severe, Some(decimal("2"))));
}

#[test]
fn a_unit_with_no_share_in_the_only_target_is_not_listed() {
    let mut province = Province::new();
    province.goal("2-2", 1, "兰州市", "360");
    // The collective of 2-2 is open; nobody but its lead unit owes anything.
    assert_eq!(province.assess("2018Q1").item(id("2-2")).unwrap().units.len(), 1);
}

#[test]
fn units_that_an_open_collective_may_mean_add_up_once_they_report() {
    let mut province = Province::new();
    province.values("2018Q1", "2-2", 1, &[("兰州市", "60"), ("天水市", "31")]);
    let assessment = province.assess("2018Q1");
    let target = &assessment.item(id("2-2")).unwrap().targets[0];
    assert_eq!(target.mark.value, Some(decimal("91")));
    assert_eq!(target.mark.status, OnTrack);
}

#[test]
fn a_lead_unit_without_a_figure_is_unrated_and_not_replaced() {
    let mut province = Province::new();
    province.report("2018Q1", "2-2", 1, "省妇联", Return::default());
    province.values("2018Q1", "2-2", 1, &[("兰州市", "60")]);
    assert_eq!(province.status("2018Q1", "2-2"), Unrated);
}

#[test]
fn prefectures_are_ranked_by_rate_and_by_completion() {
    let mut province = Province::new();
    province.values(
        "2018Q1",
        "1-1",
        1,
        &[
            ("兰州市", "5.5"),
            ("金昌市", "7"),
            ("白银市", "7.0"),
            ("兰州新区", "11"),
            ("省财政厅", "6"),
        ],
    );
    for (unit, goal) in [("兰州市", "10"), ("金昌市", "2"), ("白银市", "4")] {
        province.goal("1-2", 1, unit, goal);
    }
    province.values(
        "2018Q1",
        "1-2",
        1,
        &[("兰州市", "2.5"), ("金昌市", "1"), ("白银市", "0.8"), ("天水市", "9")],
    );
    province.values("2018Q1", "1-2", 2, &[("兰州市", "3.9"), ("天水市", "3.1")]);
    let assessment = province.assess("2018Q1");
    let part = |item, unit| part(&province, &assessment, item, unit);
    assert_eq!(part("1-1", "兰州市"), (OnTrack, Some(3)));
    assert_eq!(part("1-1", "金昌市"), (OnTrack, Some(1)));
    assert_eq!(part("1-1", "白银市"), (OnTrack, Some(1)));
    assert_eq!(part("1-1", "天水市"), (Unreported, None));
    assert_eq!(part("1-1", "兰州新区"), (OnTrack, None));
    assert_eq!(part("1-1", "省财政厅"), (OnTrack, None));
    // 25%, 50%, 20%; a unit without a target of its own has no completion to rank.
    assert_eq!(part("1-2", "兰州市"), (OnTrack, Some(2)));
    assert_eq!(part("1-2", "金昌市").1, Some(1));
    assert_eq!(part("1-2", "白银市").1, Some(3));
    assert_eq!(part("1-2", "天水市"), (OnTrack, None));
    // The second target, an upper bound: the lower, the better.
    let rank = |unit| {
        let item = assessment.item(id("1-2")).unwrap();
        item.unit(province.unit(unit)).unwrap().targets[1].rank
    };
    assert_eq!((rank("兰州市"), rank("天水市")), (Some(2), Some(1)));
}

#[test]
fn a_units_own_target_goes_before_the_provincial_one() {
    let mut province = Province::new();
    province.goal("1-1", 1, "兰州市", "8");
    province.values("2018Q1", "1-1", 1, &[("兰州市", "7"), ("金昌市", "7")]);
    let assessment = province.assess("2018Q1");
    // 8% less the tolerance of 左右 is 7.5%.
    assert_eq!(part(&province, &assessment, "1-1", "兰州市").0, Lagging);
    assert_eq!(part(&province, &assessment, "1-1", "金昌市").0, OnTrack);
}

#[test]
fn milestones_go_before_the_straight_line() {
    let mut province = Province::new();
    province.schedule.set(Scope::Item(id("2-2")), 3, decimal("5"));
    province.schedule.set(Scope::Item(id("2-2")), 6, decimal("60"));
    let mut status = |period: &str, value| {
        province.report(period, "2-2", 1, "省妇联", value_of(value));
        province.status(period, "2-2")
    };
    assert_eq!(status("2018-03", "18"), OnTrack);
    assert_eq!(status("2018-05", "18"), OnTrack);
    assert_eq!(status("2018-06", "180"), Lagging);
    assert_eq!(status("2018-06", "216"), OnTrack);
}

#[test]
fn returns_of_other_months_do_not_stand_in() {
    let mut province = Province::new();
    province.values("2018-02", "1-1", 1, &[("省财政厅", "6")]);
    assert_eq!(province.status("2018Q1", "1-1"), Unreported);
    assert_eq!(province.status("2018-02", "1-1"), Unrated);
}

#[test]
fn an_item_is_as_bad_as_its_worst_target() {
    assert_eq!(worst([Done, OnTrack, Severe, Lagging]), Severe);
    assert_eq!(worst([OnTrack, Unreported]), Unreported);
    assert_eq!(worst([Unreported, Lagging]), Lagging);
    assert_eq!(worst([Done, Unrated]), Done);
    assert_eq!(worst([OnTrack, Done]), OnTrack);
    assert_eq!(worst([]), Unrated);
}

#[test]
fn the_parts_of_each_unit_are_counted() {
    let mut province = Province::new();
    province.values("2018Q1", "1-1", 1, &[("兰州市", "2")]);
    province.values("2018Q1", "1-2", 2, &[("兰州市", "3")]);
    let assessment = province.assess("2018Q1");
    let counts = assessment.units[&province.unit("兰州市")];
    assert_eq!(counts.of(Severe), 1);
    // 1-2 lacks its first target, 2-1 lacks everything.
    assert_eq!(counts.of(Unreported), 2);
    assert_eq!(counts.total(), 3);
}
