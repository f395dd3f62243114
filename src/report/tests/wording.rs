use std::cmp::Ordering;
use std::collections::BTreeMap;

use gongwen::rounding::{print, round};
use proptest::prelude::*;
use rust_decimal::Decimal;

use crate::assess::judge::{Yardstick, report};
use crate::assess::{Compared, Kind, Mark, Rules};
use crate::diagnostic::Code;
use crate::period::Period;
use crate::plan::Due;
use crate::report::wording::{self, Wording, completion_words};
use crate::returns::{DefectKind, Return};
use crate::status::{Stage, Status};
use crate::targets::{Direction, Target};

fn target(notation: &str) -> Target {
    Target::parse_list(notation).unwrap().remove(0)
}

fn decimal(text: &str) -> Option<Decimal> {
    text.parse().ok()
}

/// Returns the result of a value for a target at the end of a period, and the share that was due.
fn judged(target: &Target, period: &str, value: Option<Decimal>) -> (Mark, Due) {
    let month = period.parse::<Period>().unwrap().close();
    let by = Yardstick {
        kind: Kind::of(target),
        comparator: target.comparator,
        direction: target.direction,
        goal: Some(target.value),
        least_digits: target.least_digits(),
        due: Due::straight(month.number()),
        month,
        rules: &Rules::default(),
    };
    let reported = Return { value, ..Return::default() };
    (report(Some(&reported), &by), by.due)
}

fn mark(notation: &str, value: &str) -> Mark {
    judged(&target(notation), "2018Q2", decimal(value)).0
}

/// Returns the sentence on a value of a target at the end of a period.
fn sentence(notation: &str, period: &str, value: &str) -> String {
    let target = target(notation);
    let (mark, due) = judged(&target, period, decimal(value));
    Wording::new(&target).sentence(&mark, due)
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
        (
            invest,
            "2018Q1",
            "6.96",
            "固定资产投资增长6.96%，低于年度目标（7%）0.04个百分点，进度滞后",
        ),
        (
            invest,
            "2018Q1",
            "6.9996",
            "固定资产投资增长6.9996%，低于年度目标（7%）0.0004个百分点，进度滞后",
        ),
        (
            invest,
            "2018Q1",
            "7.1234",
            "固定资产投资增长7.123%，高于年度目标（7%）0.123个百分点，达到序时进度",
        ),
        (gdp, "2018Q1", "5.46", "生产总值增长5.46%，低于年度目标（6%左右）0.54个百分点，进度滞后"),
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
        "单位生产总值能耗下降3.1%，高于年度目标（下降3%）0.1个百分点，达到序时进度"
    );
    assert_eq!(
        sentence(energy, "2018Q2", "-3.5"),
        "单位生产总值能耗上升3.5%，低于年度目标（下降3%）6.5个百分点，进度严重滞后"
    );
    assert_eq!(
        sentence("单位能耗 ≥ 3 % −", "2018Q2", "2.5"),
        "单位能耗下降2.5%，低于年度目标（下降3%以上）0.5个百分点，进度滞后"
    );
}

/// Without the verb, deaths that rose by 0.4 % would stand in the table as 死亡人数 5%以上 -0.4%.
#[test]
fn a_fall_is_called_one_wherever_its_figures_stand() {
    let printed = |notation: &str, value: &str| {
        let target = target(notation);
        let words = Wording::new(&target);
        (words.label(), words.goal(), words.value(&mark(notation, value)))
    };
    for (notation, value, label, goal, said) in [
        ("死亡人数下降 ≥ 5 %", "-0.4", "死亡人数降幅", "下降5%以上", "上升0.4%"),
        ("死亡人数下降 ≥ 5 %", "5.25", "死亡人数降幅", "下降5%以上", "下降5.25%"),
        ("单位能耗 = 3 % −", "0", "单位能耗降幅", "下降3%", "持平"),
        ("单位能耗 = 3 % −", "", "单位能耗降幅", "下降3%", "—"),
        ("城镇化率提高 = 1.2 个百分点", "1", "城镇化率增幅", "提高1.2个百分点", "提高1.0个百分点"),
        ("生产总值增长 ≈ 6 %", "-0.4", "生产总值", "6%左右", "-0.4%"),
        ("居民消费价格涨幅 ≤ 3 %", "-0.4", "居民消费价格", "3%以内", "-0.4%"),
    ] {
        let wanted = (label.to_owned(), goal.to_owned(), said.to_owned());
        assert_eq!(printed(notation, value), wanted, "{notation} {value}");
    }
}

/// 6.0 is above 5.5 and within the half point that 左右 allows: the limit is met by this allowance alone.
#[test]
fn what_is_above_its_limit_is_not_called_within_it() {
    let target = target("城镇调查失业率 ≈ 5.5 % ↓");
    for (value, said) in [
        (
            "6.0",
            "城镇调查失业率为6.0%，高于控制目标（5.5%左右）0.5个百分点，基本达到目标，已完成年度目标",
        ),
        ("5.5", "城镇调查失业率为5.5%，与控制目标（5.5%左右）持平，控制在目标以内"),
        ("5.1", "城镇调查失业率为5.1%，低于控制目标（5.5%左右）0.4个百分点，控制在目标以内"),
        ("6.01", "城镇调查失业率为6.01%，高于控制目标（5.5%左右）0.51个百分点，超过控制目标"),
    ] {
        let (mark, due) = judged(&target, "2018", decimal(value));
        assert_eq!(Wording::new(&target).at(Stage::YearEnd).sentence(&mark, due), said);
    }
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
        "城镇登记失业率为2.75%，低于控制目标（4%以内）1.25个百分点，达到序时进度"
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
            "城镇新增就业累计完成11.02万人，为年度目标（40万人）的27.6%，比序时进度高2.6个百分点，达到序时进度",
        ),
        (
            "2018Q1",
            "8",
            "城镇新增就业累计完成8.0万人，为年度目标（40万人）的20.0%，比序时进度低5.0个百分点，进度滞后",
        ),
        (
            "2018Q2",
            "20",
            "城镇新增就业累计完成20.0万人，为年度目标（40万人）的50.0%，与序时进度持平，达到序时进度",
        ),
        (
            "2018Q3",
            "39.99",
            "城镇新增就业累计完成39.99万人，为年度目标（40万人）的99.9%，比序时进度高24.9个百分点，达到序时进度",
        ),
        (
            "2018",
            "39.99996",
            "城镇新增就业累计完成39.99996万人，为年度目标（40万人）的99.9%，比序时进度低0.1个百分点，进度滞后",
        ),
        (
            "2018Q1",
            "9.9999",
            "城镇新增就业累计完成9.9999万人，为年度目标（40万人）的24.9998%，比序时进度低0.0002个百分点，进度滞后",
        ),
        (
            "2018",
            "43.13",
            "城镇新增就业累计完成43.13万人，为年度目标（40万人）的107.8%，已完成年度目标",
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
        let (target, before, now) = (target(notation), mark(notation, before), mark(notation, now));
        Wording::new(&target).trend(Some(&before), Some(&now), "一季度")
    };
    let gdp = "生产总值增长 ≈ 6 %";
    assert_eq!(trend(gdp, "5.3", "5.0").as_deref(), Some("比一季度回落0.3个百分点"));
    assert_eq!(trend(gdp, "5.0", "5.3").as_deref(), Some("比一季度加快0.3个百分点"));
    assert_eq!(trend(gdp, "5.3", "5.31").as_deref(), Some("比一季度加快0.01个百分点"));
    assert_eq!(trend(gdp, "5.3", "5.30").as_deref(), Some("与一季度持平"));
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

fn any_target() -> impl Strategy<Value = (Target, u8)> {
    let subjects = prop::sample::select(vec![
        ("生产总值增长", "%"),
        ("城镇调查失业率", "%"),
        ("居民消费价格涨幅", "%"),
        ("单位能耗下降", "%"),
        ("巩固率", "%"),
        ("性别比", "%"),
        ("新增就业", "万人"),
        ("危房改造", "户"),
        ("生产安全事故", "起"),
    ]);
    let comparators = prop::sample::select(vec!["=", "≥", "≈", "≤"]);
    (subjects, comparators, 0..1_000_i64, 0..3_u32, 1..=12_u8).prop_map(
        |((subject, measure), comparator, number, scale, month)| {
            let value = Decimal::new(number, scale);
            let near = if subject == "性别比" && comparator != "≤" { " ◎" } else { "" };
            (target(&format!("{subject} {comparator} {value} {measure}{near}")), month)
        },
    )
}

/// Returns the first number in a text, and the text before it.
fn first_number(text: &str) -> Option<(Decimal, &str)> {
    let start = text.find(|c: char| c.is_ascii_digit())?;
    let rest = &text[start..];
    let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
    let (number, before): (Decimal, &str) = (rest[..end].parse().ok()?, &text[..start]);
    Some((if before.ends_with('-') { -number } else { number }, before))
}

proptest! {
    /// What a reader works out from the printed value is what the sentence says.
    #[test]
    fn words_figures_and_verdicts_agree(
        (target, month) in any_target(),
        near in -3_000_000..3_000_000_i64,
        scale in 0..7_u32,
    ) {
        let period = format!("2018-{month:02}");
        // A value near the target, or near the share that is due.
        let due = Due::straight(i8::try_from(month).unwrap()).percent() / Decimal::ONE_HUNDRED;
        let middle = if near % 2 == 0 { target.value } else { target.value * due };
        let value = (middle + Decimal::new(near, 6)).round_dp(scale);
        let (exact, due) = judged(&target, &period, Some(value));
        let words = Wording::new(&target);
        let said = words.sentence(&exact, due);
        let (fact, rest) = said.split_once('，').expect("a comma");
        let printed = match first_number(fact) {
            Some((number, before)) => {
                let reversed = match words.noun() {
                    noun if before == noun || before == format!("{noun}累计完成") => false,
                    noun => ["下降", "上升"]
                        .iter()
                        .any(|verb| before == format!("{noun}{verb}"))
                        && value.is_sign_negative(),
                };
                if reversed { -number } else { number }
            }
            None => Decimal::ZERO,
        };
        // The printed value is judged as the exact one.
        let (reread, _) = judged(&target, &period, Some(printed));
        prop_assert_eq!(reread.status, exact.status, "{}", said);
        prop_assert_eq!(printed.cmp(&target.value), value.cmp(&target.value), "{}", said);
        // Its side of the target is the one named.
        if Kind::of(&target) != Kind::Amount {
            let side = match value.cmp(&target.value) {
                Ordering::Less => "低于",
                Ordering::Equal => "与",
                Ordering::Greater => "高于",
            };
            prop_assert!(rest.starts_with(side), "{}", said);
        }
        // Short of the whole never prints as the whole, and the reverse.
        if let Some(percent) = exact.percent {
            let done = completion_words(&exact);
            let done: Decimal = done.trim_end_matches('%').parse().unwrap();
            let hundred = Decimal::ONE_HUNDRED;
            prop_assert_eq!(done >= hundred, percent >= hundred, "{}", said);
            let is_behind = match exact.status {
                // Nothing is judged in the first months.
                Status::Unrated => percent < due.percent(),
                status => status.is_behind(),
            };
            prop_assert_eq!(said.contains("比序时进度低"), is_behind, "{}", said);
            let digits = exact.percent_precision.digits();
            prop_assert_eq!(done < round(due.percent(), digits), is_behind, "{}", said);
        }
        // What is over its limit is not a matter of progress; nothing that is good is over it.
        let is_limit = target.direction == Direction::Down;
        let is_behind = exact.status.is_behind();
        prop_assert_eq!(said.ends_with("超过控制目标"), is_limit && is_behind, "{}", said);
        prop_assert!(!(is_limit && (said.contains("进度滞后") || said.contains("严重"))));
    }

    /// Equal printed figures of a column never carry different verdicts.
    #[test]
    fn equal_printed_figures_have_equal_verdicts(
        (target, month) in any_target(),
        near in prop::collection::vec((-3_000..3_000_i64, 0..6_u32), 2..15),
    ) {
        let period = format!("2018-{month:02}");
        let kind = Kind::of(&target);
        let marks: Vec<Mark> = near
            .iter()
            .map(|&(near, scale)| target.value + Decimal::new(near, scale))
            .map(|value| judged(&target, &period, Some(value)).0)
            .collect();
        let compared: Vec<Compared> =
            marks.iter().filter_map(|mark| Compared::of(kind, mark)).collect();
        let digits = Compared::digits(&compared);
        let mut verdicts = BTreeMap::new();
        for mark in &marks {
            let Some(compared) = Compared::of(kind, mark) else { continue };
            let printed = print(compared.printed(digits), Some(digits));
            let verdict = *verdicts.entry(printed).or_insert(mark.status);
            prop_assert_eq!(verdict, mark.status);
        }
    }
}

/// A figure that can be read is not said to be unreadable: its measure is wrong, or its cell.
#[test]
fn a_figure_that_cannot_be_used_is_named_for_what_is_wrong_with_it() {
    let unreadable = DefectKind::Unreadable("6.2".to_owned());
    let words = [
        (Code::FigureUnreadable, "“6.2”无法识别"),
        (Code::FigureMeasure, "“6.2”的计量单位有误"),
        (Code::FigureShared, "“6.2”在几行合并的单元格里"),
    ];
    for (code, expected) in words {
        assert_eq!(wording::defect(&unreadable, code), expected);
    }
}
