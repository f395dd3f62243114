use proptest::prelude::*;

use super::*;
use crate::plan::Territory;
use crate::plan::tests::given::{Given, given};
use crate::sample::cases;

/// The parts that these rows hand down, and the problems as `line:column message`.
fn read(rows: &str) -> (Vec<String>, Vec<String>) {
    let given = given(rows, "");
    (given.parts(), given.problems())
}

#[test]
fn parts_are_kept_in_the_measure_of_the_target() {
    let (parts, problems) = read(
        "2-1,,兰州市,1.2,,演示数据\n2-1,1,白银市,8000户,,\n2-1,2,兰州市人民政府,3,项,\n2-1,2,白银市,\"1,200\",,\n",
    );
    assert_eq!(problems, [""; 0]);
    assert_eq!(
        parts,
        ["2-1.1 兰州市 1.2", "2-1.1 白银市 0.8", "2-1.2 兰州市 3", "2-1.2 白银市 1200"]
    );
}

#[test]
fn parts_of_a_target_come_in_registry_order() {
    let target = |id: &str| id.parse().unwrap();
    let [first, second] = [0, 1].map(UnitId);
    let mut breakdown = Breakdown::default();
    breakdown.set(target("2-1.2"), first, Decimal::TEN);
    breakdown.set(target("2-1.1"), second, Decimal::ONE);
    breakdown.set(target("2-1.1"), first, Decimal::TWO);
    breakdown.set(target("2-2.1"), first, Decimal::TEN);
    let parts: Vec<_> = breakdown.parts(target("2-1.1")).collect();
    assert_eq!(parts, [(first, Decimal::TWO), (second, Decimal::ONE)]);
    assert_eq!(breakdown.parts(target("2-1.3")).count(), 0);
}

#[test]
fn of_two_parts_the_first_counts() {
    let (parts, problems) = read("2-1,,兰州市,1.2,,\n2-1,1,兰州市,1.3,,\n");
    assert_eq!(parts, ["2-1.1 兰州市 1.2"]);
    assert_eq!(
        problems,
        ["3:7 任务1（危房改造和整改任务）第1个指标已给“兰州市”定过目标，以前一行为准"]
    );
}

#[test]
fn what_cannot_be_read_is_told_at_its_cell_and_left_out() {
    let (parts, problems) = read(
        "2-8,,兰州市,1,,\n2-5,,兰州市,1,,\n2-1,3,兰州市,1,,\n2-1,甲,兰州市,1,,\n2-1,,定西市,1,,\n\
         2-1,,兰州市,若干,,\n2-1,,兰州市,暂无,,\n2-1,,兰州市,3,公顷,\n2-1,,兰州市,3公顷,,\n2-1,,兰州市,,,\n",
    );
    assert_eq!(parts, [""; 0]);
    assert_eq!(
        problems,
        [
            "2:1 没有编号为“2-8”的事项，本行未读入",
            "3:1 任务5没有第1个指标，共0个，本行未读入",
            "4:5 任务1（危房改造和整改任务）没有第3个指标，共2个，本行未读入",
            "5:5 指标“甲”不是序号，本行未读入",
            "6:6 “定西市”不在单位名录中，本行未读入",
            "7:10 目标值“若干”不是数字，本行未读入",
            "8:10 目标值“暂无”不是数字，本行未读入",
            "9:12 计量单位“公顷”与目标的“万户”不一致，本行未读入",
            "10:10 计量单位“公顷”与目标的“万户”不一致，本行未读入",
            "11:10 “目标值”不能为空，本行未读入",
        ]
    );
}

#[test]
fn a_unit_s_own_row_comes_before_that_of_its_collective() {
    let (parts, problems) = read(
        "1-1,,各市州政府,6,,,,\n1-1,,金昌市,7,,,,\n2-1,,兰州市,6,,,,\n2-1,,各市州政府,,,,,平均\n",
    );
    assert_eq!(problems, [""; 0]);
    assert_eq!(parts, ["1-1.1 兰州市 6", "1-1.1 白银市 6", "1-1.1 金昌市 7", "2-1.1 兰州市 6"]);
}

#[test]
fn a_part_to_be_worked_out_is_no_target_yet() {
    let given = given("2-1,,兰州市,,,,3,\n2-1,,白银市,,,,1,\n2-1,2,,,,,,平均\n", "");
    assert_eq!(given.problems(), [""; 0]);
    assert_eq!(given.parts(), [""; 0]);
    let division = given.breakdown.division("2-1.1".parse().unwrap()).unwrap();
    assert_eq!(division.rule, Some(Rule::Weights));
    assert_eq!(division.shares.len(), 2);
    let division = given.breakdown.division("2-1.2".parse().unwrap()).unwrap();
    // Whoever implements the item: the three cities and the new area.
    assert_eq!((division.rule.clone(), division.shares.len()), (Some(Rule::Equal), 4));
}

#[test]
fn rules_and_weights_that_cannot_be_used_are_told() {
    let given = given(
        "2-1,1,兰州市,,,,,按人口\n2-1,1,白银市,,,,,平均\n2-1,2,兰州市,,,,,按面积\n\
         1-1,,兰州市,,,,,平均\n2-2,,兰州市,,,,,凭感觉\n2-3,,兰州市,,,,5,平均\n2-3,,各市州政府,,,,5,\n\
         2-3,,白银市,,,,-1,\n2-3,,金昌市,,,,若干,\n",
        "单位,人口\n兰州市,3\n",
    );
    assert_eq!(
        given.problems(),
        [
            "3:15 任务1（危房改造和整改任务）第1个指标的规则写了“按人口”，又写了“平均”，以前一个为准",
            "4:15 seeds/weights.csv 没有“面积”列，规则“按面积”未采用",
            "5:14 指标1（生产总值增长）第1个指标是比率或平均数，不能平均分摊，规则未采用",
            "6:14 不认识规则“凭感觉”，规则未采用",
            "7:13 任务3（生产安全事故）第1个指标的规则是“平均”，权重未采用",
            "8:15 权重应写给一个单位，本行未读入",
            "9:13 权重“-1”不是零以上的数字，本行未读入",
            "10:13 权重“若干”不是零以上的数字，本行未读入",
        ]
    );
}

#[test]
fn a_collective_has_no_amount_of_its_own_and_an_open_one_no_members() {
    let (parts, problems) = read(
        "2-1,,各市州政府,11.64,,,,\n2-1,,相关市州政府,,,,,平均\n2-1,,,11.64,,,,\n2-4,,,,,,,平均\n",
    );
    assert_eq!(parts, [""; 0]);
    assert_eq!(
        problems,
        [
            "2:6 “各市州政府”不是一个单位，数量目标应分给各个单位，本行未读入",
            "3:6 “相关市州政府”的成员尚未明确，本行未读入",
            "4:6 “单位”不能为空，本行未读入",
            "5:1 任务4（扶持）没有明确的实施单位，应写明单位，本行未读入",
        ]
    );
}

#[test]
fn weights_are_any_columns_of_numbers() {
    let given = given(
        "",
        "人口,单位,,基数,人口\n3.2万,兰州市,,7,1\n18000,白银市人民政府,,,2\n多,金昌市,9,-1,3\n1,白银市,,,\n1,武威市,,,\n",
    );
    let unit = |name| crate::sample::unit(&given.registry, name);
    let weight = |title, name| {
        let weight = given.breakdown.weights.of(title, unit(name));
        weight.map(|weight| weight.normalize().to_string())
    };
    assert_eq!(weight("人口", "兰州市").as_deref(), Some("32000"));
    assert_eq!(weight("人口", "白银市").as_deref(), Some("18000"));
    assert_eq!(weight("人口", "金昌市"), None);
    assert_eq!(weight("基数", "兰州市").as_deref(), Some("7"));
    assert_eq!(weight("基数", "白银市"), None);
    assert_eq!(
        given.problems(),
        [
            "1:7 此列没有列名，内容未采用",
            "1:11 “人口”列重复，以前一列为准",
            "4:1 “人口”列的“多”不是零以上的数字，未采用",
            "4:9 “基数”列的“-1”不是零以上的数字，未采用",
            "5:3 “白银市”已有一行权重，以前一行为准",
            "6:3 “武威市”不在单位名录中，本行未读入",
        ]
    );
}

#[test]
fn totals_among_the_weights_are_passed_over_with_a_note() {
    let weights = "单位,人口\n兰州市,3\n小计,3\n全省,6\n白银市,3\n全省合计,6\n";
    let given = given("2-2,,,,,,,按人口\n", weights);
    assert_eq!(
        given.problems(),
        ["3:1 “小计”是合计行，略过", "4:1 “全省”是合计行，略过", "6:1 “全省合计”是合计行，略过",]
    );
    let unit = |name| crate::sample::unit(&given.registry, name);
    assert_eq!(given.breakdown.weights.of("人口", unit("白银市")), Some(3.into()));
}

/// Returns the problems that `check` reports for these rows, as `code message`, without P119 and P120.
fn check(rows: &str) -> Vec<String> {
    let given = given(rows, "");
    assert_eq!(given.problems(), [""; 0]);
    let told = checked(&given);
    told.into_iter().filter(|line| !line.starts_with("P119") && !line.starts_with("P120")).collect()
}

fn checked(given: &Given) -> Vec<String> {
    let mut problems = Diagnostics::new();
    let territory = Territory::new(&given.registry, "市州", "新区");
    given.breakdown.check(&given.plan, &given.registry, territory, &mut problems);
    let line = |problem: &crate::diagnostic::Diagnostic| {
        format!("{} {}", problem.code.as_str(), problem.message)
    };
    problems.iter().map(line).collect()
}

#[test]
fn parts_that_do_not_add_up_are_told() {
    assert_eq!(
        check("2-1,1,兰州市,5,,,,\n2-1,1,白银市,4.5,,,,\n2-1,1,金昌市,2,,,,\n"),
        [
            "P113 任务1（危房改造和整改任务）第1个指标分解合计11.5万户，比全省目标11.64万户少0.14万户"
        ]
    );
    assert_eq!(
        check("2-1,1,兰州市,5,,,,\n2-1,1,白银市,4.64,,,,\n2-1,1,金昌市,3,,,,\n"),
        ["P114 任务1（危房改造和整改任务）第1个指标分解合计12.64万户，比全省目标11.64万户多1万户"]
    );
    // Units inside 兰州市 are already counted in its part.
    assert_eq!(
        check(
            "2-1,1,兰州市,5,,,,\n2-1,1,白银市,4.64,,,,\n2-1,1,金昌市,2,,,,\n2-1,1,兰州新区,1,,,,\n"
        ),
        [""; 0]
    );
    let huge = "79228162514264337593543950335";
    assert_eq!(
        check(&format!("2-1,1,兰州市,{huge},,,,\n2-1,1,白银市,{huge},,,,\n2-1,1,金昌市,2,,,,\n")),
        ["P114 任务1（危房改造和整改任务）第1个指标分解的数位数太多，无法合计"]
    );
    // Of a bound the parts may well be less.
    assert_eq!(
        check("2-3,1,兰州市,50,,,,\n2-3,1,白银市,30,,,,\n2-3,1,金昌市,30,,,,\n"),
        ["P115 任务3（生产安全事故）第1个指标分解合计110起，比全省目标100起多10起"]
    );
    assert_eq!(
        check("2-3,1,兰州市,30,,,,\n2-3,1,白银市,30,,,,\n2-3,1,金昌市,30,,,,\n"),
        ["P114 任务3（生产安全事故）第1个指标分解合计90起，比全省目标100起少10起"]
    );
}

#[test]
fn a_rate_that_every_unit_may_fall_short_of_is_told() {
    assert_eq!(
        check("1-1,1,兰州市,5.5,,,,\n1-1,1,白银市,5.9,,,,\n1-1,1,金昌市,5,,,,\n"),
        ["P115 指标1（生产总值增长）第1个指标分给各单位的都低于全省目标6%左右"]
    );
    assert_eq!(check("1-1,,各市州政府,5,,,,\n1-1,1,金昌市,6,,,,\n"), [""; 0]);
    assert_eq!(
        check("1-2,,各市州政府,4.1,,,,\n"),
        ["P115 指标2（城镇登记失业率）第1个指标分给各单位的都高于全省目标4%以内"]
    );
    assert_eq!(check("1-2,,各市州政府,3.9,,,,\n"), [""; 0]);
}

#[test]
fn units_that_do_not_implement_and_those_left_out_are_told() {
    // 2-2: 省财政厅 leads, 省妇联 supports, 兰州市 and 白银市 implement; the lead unit may have a part.
    assert_eq!(
        check("2-2,,兰州市,4,,,,\n2-2,,金昌市,1,,,,\n2-2,,省财政厅,1,,,,\n2-2,,省妇联,1,,,,\n"),
        [
            "P117 任务2（新建）第1个指标没有分解到1个实施单位（不作评价）：白银市",
            "P116 “省妇联”不是任务2（新建）的实施单位，却有分解的目标",
            "P116 “金昌市”不是任务2（新建）的实施单位，却有分解的目标",
        ]
    );
    // 2-4 is implemented by an open collective: any of its candidates may have a part.
    assert_eq!(check("2-4,,兰州市,4,,,,\n"), [""; 0]);
}

#[test]
fn open_parts_are_told_instead_of_a_sum() {
    assert_eq!(
        check("2-1,1,兰州市,5,,,,\n2-1,1,各市州政府,,,,,平均\n"),
        ["P118 任务1（危房改造和整改任务）第1个指标有2个单位的目标值待定：白银市、金昌市"]
    );
}

#[test]
fn of_many_open_parts_the_first_are_named() {
    let open = |unit: &str| format!("1-1,1,{unit},,,,,同全省\n");
    let told = |units: &[&str]| -> Vec<String> {
        let rows: String = units.iter().map(|unit| open(unit)).collect();
        let told = check(&rows).into_iter();
        told.filter(|line| line.starts_with("P118")).collect()
    };
    let five = ["各市州政府", "兰州新区", "省财政厅"];
    assert_eq!(
        told(&five),
        [
            "P118 指标1（生产总值增长）第1个指标有5个单位的目标值待定：省财政厅、兰州市、白银市、金昌市、兰州新区"
        ]
    );
    let six = ["各市州政府", "兰州新区", "省财政厅", "省妇联"];
    assert_eq!(
        told(&six),
        [
            "P118 指标1（生产总值增长）第1个指标有6个单位的目标值待定：省财政厅、省妇联、兰州市、白银市、金昌市等"
        ]
    );
}

#[test]
fn targets_without_parts_and_items_without_targets_are_listed_once() {
    let told = checked(&given("2-1,1,,,,,,平均\n", ""));
    assert_eq!(
        told,
        [
            "P118 任务1（危房改造和整改任务）第1个指标有3个单位的目标值待定：兰州市、白银市、金昌市",
            "P119 由市州实施而没有分解的数量指标3个（各单位不作评价）：任务1（危房改造和整改任务）第2个、任务2（新建）、任务3（生产安全事故）；比率指标2个（各单位按全省目标评价）：指标1（生产总值增长）、指标2（城镇登记失业率）",
            "P120 没有数字目标的重点工作任务4项：任务5、任务6、任务7、任务9",
        ]
    );
}

#[test]
fn an_amount_that_is_the_same_for_all_is_not_added_up() {
    let with = given("2-1,2,各市州政府,,,,,同全省\n", "");
    assert_eq!(with.problems(), [""; 0]);
    assert_eq!(
        check("2-1,2,兰州市,6,,,,同全省\n2-1,2,白银市,6,,,,\n2-1,2,金昌市,6,,,,\n"),
        [""; 0]
    );
}

#[test]
fn of_two_collectives_with_numbers_the_first_counts() {
    let (parts, problems) = read("1-1,,各市州政府,6,,,,\n1-1,,各市州政府,7,,,,\n");
    assert_eq!(parts, ["1-1.1 兰州市 6", "1-1.1 白银市 6", "1-1.1 金昌市 6"]);
    assert_eq!(
        problems,
        ["3:6 指标1（生产总值增长）第1个指标已给“兰州市”等定过目标，以前一行为准"]
    );
    let (_, problems) = read("1-1,,各市州政府,,,,,同全省\n1-1,,,,,,,同全省\n");
    assert_eq!(problems, [""; 0]);
}

proptest! {
    #![proptest_config(cases(200))]

    /// Each figure of the weights is kept, or a problem names its line.
    #[test]
    fn every_weight_is_kept_or_reported(
        lines in prop::collection::vec(
            "(兰州市|白银市|金昌市|兰州市人民政府|定西市|合计|全省)?,([0-9]{1,3}|1[.]2万|甲|-1)?,([0-9]{1,3}|若干)?|[a-z,，附件3]{0,9}|白银市,1,2,3",
            0..10,
        ),
    ) {
        let given = given("", &format!("单位,人口,面积\n{}\n", lines.join("\n")));
        let told = given.problems();
        let told = told.iter().filter_map(|problem| problem.split_once(':')?.0.parse().ok());
        let told: BTreeSet<usize> = told.collect();
        let silent: Vec<&str> = (2..)
            .zip(&lines)
            .filter(|(line, _)| !told.contains(line))
            .map(|(_, line)| line.as_str())
            .collect();
        let figures = silent.iter().flat_map(|line| line.split(',').skip(1));
        let figures = figures.filter(|cell| !cell.is_empty()).count();
        let units = ["兰州市", "白银市", "金昌市"].map(|name| crate::sample::unit(&given.registry, name));
        let kept = ["人口", "面积"].into_iter().flat_map(|title| {
            units.iter().filter_map(|&unit| given.breakdown.weights.of(title, unit)).collect::<Vec<_>>()
        });
        let kept = kept.count();
        let rows = silent.iter().filter(|line| line.chars().any(|c| c != ','));
        prop_assert!(kept >= figures, "{kept} of {silent:?}");
        let of_units = rows.filter(|line| ["兰州市", "白银市", "金昌市"].iter().any(|unit| line.starts_with(unit)));
        let others = silent.iter().filter(|line| line.chars().any(|c| c != ',')).count() - of_units.count();
        prop_assert_eq!(others, 0, "{:?}", silent);
    }
}
