use super::*;
use crate::plan::tests::given::{Given, given};

fn proposal(given: &Given) -> Proposal {
    let territory = Territory::new(&given.registry, "市州", "新区");
    Proposal::new(&given.plan, &given.registry, territory, &given.breakdown)
}

fn key(item: &str, target: u32) -> TargetId {
    TargetId::new(item.parse().unwrap(), target).unwrap()
}

/// The proposed parts of a target as `unit value`.
fn parts(given: &Given, item: &str, target: u32) -> Vec<String> {
    let proposal = proposal(given);
    let parts = &proposal.parts[&key(item, target)];
    let values = parts.values.iter();
    values.map(|(&unit, value)| format!("{} {value}", given.registry.unit(unit).short)).collect()
}

/// Returns the reasons why a target is left.
fn reasons(given: &Given, item: &str, target: u32) -> Vec<Reason> {
    let left = proposal(given).left.into_iter();
    left.filter(|left| left.target == key(item, target)).map(|left| left.reason).collect()
}

const WEIGHTS: &str = "单位,人口\n兰州市,3\n白银市,1.5\n金昌市,1.5\n兰州新区,1\n";

#[test]
fn one_row_for_a_collective_is_enough() {
    let given = given("2-1,1,各市州政府,,,,,按人口\n", WEIGHTS);
    assert_eq!(parts(&given, "2-1", 1), ["兰州市 5.82", "白银市 2.91", "金昌市 2.91"]);
}

#[test]
fn what_is_given_stays_and_the_rest_is_shared() {
    // 11.64 − 5 = 6.64, by 1.5 to 1.5.
    let with = given("2-1,1,,,,,,按人口\n2-1,1,兰州市,5,,,,\n", WEIGHTS);
    assert_eq!(parts(&with, "2-1", 1), ["白银市 3.32", "金昌市 3.32"]);
    // A given part with three decimals makes the others as fine: 6.639, with the odd one for the first
    // unit.
    let fine = given("2-1,1,,,,,,按人口\n2-1,1,兰州市,5.001,,,,\n", WEIGHTS);
    assert_eq!(parts(&fine, "2-1", 1), ["白银市 3.320", "金昌市 3.319"]);
    let all = given("2-1,1,,,,,,按人口\n2-1,1,兰州市,11.64,,,,\n", WEIGHTS);
    assert_eq!(parts(&all, "2-1", 1), ["白银市 0.00", "金昌市 0.00"]);
    assert_eq!(proposal(&all).parts[&key("2-1", 1)].empty, 0);
    let over = given("2-1,1,,,,,,按人口\n2-1,1,兰州市,12,,,,\n", WEIGHTS);
    assert_eq!(reasons(&over, "2-1", 1).last(), Some(&Reason::Exceeded("0.36".parse().unwrap())));
}

#[test]
fn weights_of_rows_divide_among_these_rows_in_any_order() {
    // 6 by 5 : 4 is 3.33 and 2.67.
    let one = given("2-1,2,白银市,,,,4,\n2-1,2,兰州市,,,,5,\n", "");
    let other = given("2-1,2,兰州市,,,,5,\n2-1,2,白银市,,,,4,\n", "");
    assert_eq!(parts(&one, "2-1", 2), ["兰州市 3", "白银市 3"]);
    assert_eq!(parts(&other, "2-1", 2), parts(&one, "2-1", 2));
}

#[test]
fn parts_have_the_decimals_of_the_target_as_it_is_written() {
    // 7.0 by halves, 7.0 among three.
    let two = given("2-2,,兰州市,,,,,平均\n2-2,,白银市,,,,,平均\n", "");
    assert_eq!(parts(&two, "2-2", 1), ["兰州市 3.5", "白银市 3.5"]);
    let few = given("2-1,2,兰州市,5,,,,平均\n2-1,2,白银市,,,,,\n2-1,2,金昌市,,,,,\n", "");
    assert_eq!(parts(&few, "2-1", 2), ["白银市 1", "金昌市 0"]);
    assert_eq!(proposal(&few).parts[&key("2-1", 2)].empty, 1);
}

#[test]
fn the_same_for_all_is_no_division() {
    let given = given("2-1,2,,,,,,同全省\n", "");
    assert_eq!(parts(&given, "2-1", 2), ["兰州市 6", "白银市 6", "金昌市 6", "兰州新区 6"]);
}

#[test]
fn what_lies_inside_another_has_no_part_of_an_amount() {
    let given = given("2-1,1,,,,,,平均\n", "");
    assert_eq!(parts(&given, "2-1", 1), ["兰州市 3.88", "白银市 3.88", "金昌市 3.88"]);
    let area = crate::sample::unit(&given.registry, "兰州新区");
    assert_eq!(reasons(&given, "2-1", 1), [Reason::Enclosed(vec![area])]);
}

#[test]
fn rates_without_rows_are_handed_down_and_amounts_are_left() {
    let given = given("", "");
    let proposal = proposal(&given);
    let keys: Vec<_> = proposal.parts.keys().copied().collect();
    assert_eq!(keys, [key("1-1", 1), key("1-2", 1)]);
    assert_eq!(parts(&given, "1-1", 1), ["兰州市 6", "白银市 6", "金昌市 6", "兰州新区 6"]);
    let left: Vec<_> = proposal.left.iter().map(|left| left.target).collect();
    // 2-10 is the concern of a department alone.
    let expected = [("2-1", 1), ("2-1", 2), ("2-2", 1), ("2-3", 1), ("2-4", 1)];
    assert_eq!(left, expected.map(|(item, target)| key(item, target)));
    assert_eq!(reasons(&given, "2-3", 1), [Reason::NoWeights]);
    assert_eq!(reasons(&given, "2-4", 1), [Reason::OpenGroup]);
}

#[test]
fn a_unit_without_a_weight_is_named_and_not_taken_for_zero() {
    let given = given("2-1,1,各市州政府,,,,,按人口\n", "单位,人口\n兰州市,3\n白银市,0\n");
    let city = crate::sample::unit(&given.registry, "金昌市");
    let rule = Rule::Column("人口".to_owned());
    assert_eq!(reasons(&given, "2-1", 1), [Reason::WeightMissing(rule, vec![city])]);
}

#[test]
fn zeros_divide_nothing() {
    let given = given("2-1,1,兰州市,,,,0,\n2-1,1,白银市,,,,0,\n", "");
    assert_eq!(reasons(&given, "2-1", 1), [Reason::AllZero]);
}

#[test]
fn the_file_keeps_given_rows_and_says_how_the_others_came_about() {
    let given = given(
        "2-1,1,各市州政府,,,待议,,按人口\n2-1,,白银市人民政府,1,万户,已商定,,\n2-2,1,兰州市,,户,,2,\n2-3,,各市州政府,,,,,按人口\n",
        "单位,人口\n兰州市,3\n金昌市,1\n",
    );
    let bytes = file::bytes(&proposal(&given), &given.breakdown, &given.registry);
    let text = String::from_utf8(bytes).unwrap();
    assert_eq!(
        text,
        "\u{feff}编号,指标,单位,目标值,计量单位,备注,权重,规则\n\
         2-1,1,兰州市,7.98,万户,待议；测算：按人口,,按人口\n\
         2-1,1,金昌市,2.66,万户,待议；测算：按人口,,按人口\n\
         2-1,,白银市人民政府,1,万户,已商定,,\n\
         2-2,1,兰州市,7.0,个,测算：按权重,2,\n\
         2-3,,各市州政府,,,,,按人口\n\
         1-1,1,兰州市,6,%,测算：同全省,,\n\
         1-1,1,白银市,6,%,测算：同全省,,\n\
         1-1,1,金昌市,6,%,测算：同全省,,\n\
         1-1,1,兰州新区,6,%,测算：同全省,,\n\
         1-2,1,兰州市,4,%,测算：同全省,,\n\
         1-2,1,白银市,4,%,测算：同全省,,\n\
         1-2,1,金昌市,4,%,测算：同全省,,\n\
         1-2,1,兰州新区,4,%,测算：同全省,,\n"
    );
}

#[test]
fn who_does_not_implement_gets_no_part() {
    // Only 兰州市 and 白银市 implement 2-2; 金昌市 neither gets a part nor takes from the others.
    let given = given("2-2,,兰州市,,,,,平均\n2-2,,白银市,,,,,\n2-2,,金昌市,,,,,\n", "");
    assert_eq!(parts(&given, "2-2", 1), ["兰州市 3.5", "白银市 3.5"]);
    let other = crate::sample::unit(&given.registry, "金昌市");
    assert_eq!(reasons(&given, "2-2", 1), [Reason::Uninvolved(vec![other])]);
}
