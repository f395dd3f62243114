use rust_decimal::Decimal;

use crate::assess::judge::{Yardstick, report};
use crate::assess::{Kind, Rules};
use crate::period::Period;
use crate::plan::Due;
use crate::report::wording::Wording;
use crate::returns::Return;
use crate::targets::Target;

fn target(notation: &str) -> Target {
    Target::parse_list(notation).unwrap().remove(0)
}

fn decimal(text: &str) -> Option<Decimal> {
    text.parse().ok()
}

/// Returns the sentence on a value of a target at the end of a period.
fn sentence(notation: &str, period: &str, value: &str) -> String {
    let target = target(notation);
    let month = period.parse::<Period>().unwrap().close();
    let by = Yardstick {
        kind: Kind::of(&target),
        comparator: target.comparator,
        direction: target.direction,
        goal: Some(target.value),
        due: Due::straight(month.number()),
        month,
        rules: &Rules::default(),
    };
    let reported = Return { value: decimal(value), ..Return::default() };
    Wording::new(&target).sentence(&report(Some(&reported), &by), by.due)
}

#[test]
fn growth_rises_and_falls_without_signs() {
    let gdp = "生产总值增长 ≈ 6 %";
    let invest = "固定资产投资增长 = 7 %";
    for (notation, period, value, said) in [
        (gdp, "2018Q1", "5.3", "生产总值增长5.3%，低于年度目标（6%左右）0.7个百分点，进度滞后"),
        (
            gdp,
            "2018Q1",
            "5.6",
            "生产总值增长5.6%，低于年度目标（6%左右）0.4个百分点，基本达到目标，达到序时进度",
        ),
        (gdp, "2018", "6.3", "生产总值增长6.3%，高于年度目标（6%左右）0.3个百分点，已完成年度目标"),
        (
            invest,
            "2018Q1",
            "-3.2",
            "固定资产投资下降3.2%，低于年度目标（7%）10.2个百分点，进度严重滞后",
        ),
        (invest, "2018Q1", "0", "固定资产投资持平，低于年度目标（7%）7.0个百分点，进度严重滞后"),
        (invest, "2018Q1", "7", "固定资产投资增长7.0%，与年度目标（7%）持平，达到序时进度"),
        (invest, "2018Q1", "6.96", "固定资产投资增长7.0%，略低于年度目标（7%），进度滞后"),
        (invest, "2018Q1", "", "固定资产投资暂无数据，本期不评价"),
    ] {
        assert_eq!(sentence(notation, period, value), said);
    }
}

#[test]
fn a_target_to_fall_is_met_by_falling() {
    let energy = "单位生产总值能耗下降 = 3 %";
    assert_eq!(
        sentence(energy, "2018Q2", "3.1"),
        "单位生产总值能耗下降3.1%，高于年度目标（3%）0.1个百分点，达到序时进度"
    );
    assert_eq!(
        sentence(energy, "2018Q2", "-3.5"),
        "单位生产总值能耗上升3.5%，低于年度目标（3%）6.5个百分点，进度严重滞后"
    );
    assert_eq!(
        sentence("单位能耗 ≥ 3 % −", "2018Q2", "2.5"),
        "单位能耗下降2.5%，低于年度目标（3%以上）0.5个百分点，进度滞后"
    );
}

#[test]
fn where_less_is_better_more_is_over_the_limit() {
    let jobless = "城镇调查失业率 ≈ 5.5 %";
    for (notation, period, value, said) in [
        (
            jobless,
            "2018Q2",
            "4.2",
            "城镇调查失业率为4.2%，低于控制目标（5.5%左右）1.3个百分点，达到序时进度",
        ),
        (
            jobless,
            "2018Q2",
            "5.8",
            "城镇调查失业率为5.8%，高于控制目标（5.5%左右）0.3个百分点，基本达到目标，达到序时进度",
        ),
        (
            jobless,
            "2018Q2",
            "6.9",
            "城镇调查失业率为6.9%，高于控制目标（5.5%左右）1.4个百分点，超过控制目标",
        ),
        (
            "居民消费价格涨幅 ≈ 3 %",
            "2018",
            "2.1",
            "居民消费价格上涨2.1%，低于控制目标（3%左右）0.9个百分点，已完成年度目标",
        ),
        (
            "出生人口性别比 ≈ 107 % ◎",
            "2018Q2",
            "110.4",
            "出生人口性别比为110.4%，高于年度目标（107%左右）3.4个百分点，偏离年度目标",
        ),
    ] {
        assert_eq!(sentence(notation, period, value), said);
    }
}

#[test]
fn bounds_and_levels_are_so_and_so_much() {
    assert_eq!(
        sentence("城镇登记失业率 ≤ 4 %", "2018Q1", "2.75"),
        "城镇登记失业率为2.8%，低于控制目标（4%以内）1.3个百分点，达到序时进度"
    );
    assert_eq!(
        sentence("居民消费价格指数涨幅 ≤ 3 %", "2018Q1", "3.1"),
        "居民消费价格指数上涨3.1%，高于控制目标（3%以内）0.1个百分点，超过控制目标"
    );
    assert_eq!(
        sentence("贫困地区义务教育巩固率 ≥ 92.8 %", "2018Q2", "92.8"),
        "贫困地区义务教育巩固率为92.8%，与年度目标（92.8%以上）持平，达到序时进度"
    );
    assert_eq!(
        sentence("事故 ≤ 100 起", "2018Q2", "85"),
        "事故为85起，低于控制目标（100起以内）15起，达到序时进度"
    );
}

#[test]
fn amounts_are_a_share_of_the_target_beside_the_time_gone_by() {
    let jobs = "城镇新增就业 = 40 万人";
    for (period, value, said) in [
        (
            "2018Q1",
            "11.02",
            "城镇新增就业累计完成11.0万人，为年度目标（40万人）的27.6%，比序时进度高2.6个百分点，达到序时进度",
        ),
        (
            "2018Q1",
            "8",
            "城镇新增就业累计完成8万人，为年度目标（40万人）的20.0%，比序时进度低5.0个百分点，进度滞后",
        ),
        (
            "2018Q2",
            "20",
            "城镇新增就业累计完成20万人，为年度目标（40万人）的50.0%，与序时进度持平，达到序时进度",
        ),
        (
            "2018Q3",
            "39.99",
            "城镇新增就业累计完成40.0万人，为年度目标（40万人）的99.9%，比序时进度高25.0个百分点，达到序时进度",
        ),
        (
            "2018",
            "43.13",
            "城镇新增就业累计完成43.1万人，为年度目标（40万人）的107.8%，已完成年度目标",
        ),
    ] {
        assert_eq!(sentence(jobs, period, value), said);
    }
    // As many decimals as the target has.
    assert!(sentence("改造 = 23.22 万套", "2018Q1", "5.8").starts_with("改造累计完成5.80万套，"));
}

#[test]
fn nouns_labels_and_titles_leave_out_what_the_verb_says() {
    let target = target("一般公共预算收入增长（同口径） = 7 %");
    let words = Wording::new(&target);
    assert_eq!(words.noun(), "一般公共预算收入（同口径）");
    assert_eq!(words.label(), "一般公共预算收入");
    assert_eq!(words.title(), "一般公共预算收入增速");
    let title = |notation: &str| Wording::new(&self::target(notation)).title();
    assert_eq!(title("城镇新增就业 = 40 万人"), "城镇新增就业完成率");
    assert_eq!(title("居民消费价格指数涨幅 ≤ 3 %"), "居民消费价格指数涨幅");
    assert_eq!(title("城镇登记失业率 ≤ 4 %"), "城镇登记失业率");
    assert_eq!(title("单位生产总值能耗下降 = 3 %"), "单位生产总值能耗降幅");
}

#[test]
fn trends_of_rates_are_told_in_points() {
    let trend = |notation: &str, before: &str, now: &str| {
        let target = target(notation);
        Wording::new(&target).trend(decimal(before), decimal(now), "一季度")
    };
    let gdp = "生产总值增长 ≈ 6 %";
    assert_eq!(trend(gdp, "5.3", "5.0").as_deref(), Some("比一季度回落0.3个百分点"));
    assert_eq!(trend(gdp, "5.0", "5.3").as_deref(), Some("比一季度加快0.3个百分点"));
    assert_eq!(trend(gdp, "5.3", "5.31").as_deref(), Some("与一季度持平"));
    assert_eq!(
        trend("城镇登记失业率 ≤ 4 %", "2.7", "2.8").as_deref(),
        Some("比一季度提高0.1个百分点")
    );
    let energy = "单位能耗下降 = 3 %";
    assert_eq!(trend(energy, "3.1", "2.8").as_deref(), Some("比一季度收窄0.3个百分点"));
    assert_eq!(trend(gdp, "-1.0", "0.5").as_deref(), Some("比一季度提高1.5个百分点"));
    assert_eq!(trend("城镇新增就业 = 40 万人", "10", "20"), None);
    assert_eq!(trend(gdp, "", "5.0"), None);
}
