use super::*;
use crate::plan::TargetId;
use crate::returns::{Key, Reported, Return, Verification};
use crate::sample::unit;
use crate::targets::Target;

/// Half a year in which the first item came to 24 of 40, the second to 30 percent, and of the third
/// nobody reported.
fn half_a_year() -> (Plan, Data) {
    let mut first = item("1-1", "就业40万人。", ["黄强", "省财政厅、省审计厅", "", "各市州政府"]);
    first.targets = Target::parse_list("就业 = 40 万人").expect("a test's target");
    let plan = Plan::new(vec![
        first,
        item("2-1", "推进。", ["黄强、李斌", "省农牧厅", "", ""]),
        item("2-2", "落实。", ["李斌", "省审计厅", "", ""]),
    ]);
    let registry = registry();
    let month = Month::new(2018, 6).expect("a month");
    let mut data = Data { month: Some(month), ..Data::default() };
    let returns = data.progress.months.entry(month).or_default();
    let decimal = |text: &str| Some(text.parse().expect("a number"));
    for (id, name, report) in [
        (
            "1-1",
            "省财政厅",
            Return {
                value: decimal("24"), progress: "=新增24万人".into(), ..Return::default()
            },
        ),
        (
            "2-1",
            "省农牧厅",
            Return {
                percent: decimal("30"), progress: "进展缓慢。".into(), ..Return::default()
            },
        ),
    ] {
        let key = Key {
            target: TargetId::first(id.parse().expect("an id")),
            unit: unit(&registry, name),
        };
        returns.insert(key, report);
    }
    (plan, data)
}

#[test]
fn items_stand_with_figures_status_and_words() {
    let (plan, data) = half_a_year();
    let mut book = data.book(&plan);
    let expected = [
        "编号|事项|牵头领导|主要牵头单位|年度目标|累计完成|完成值|计量单位|完成率|序时进度|状态|进展情况|备注",
        "1-1|就业40万人。|黄强|省财政厅|就业：40万人|就业：24.0万人|24|万人|0.6|0.5|达到序时|=新增24万人|",
        "2-1|推进。|黄强、李斌|省农牧厅|||||0.3|0.5|严重滞后|进展缓慢。|",
        "2-2|落实。|李斌|省审计厅|||||||未报送||",
    ];
    assert_eq!(book.lines("进展", 5..=8), expected);
    assert!(book.texts("进展", 2)[0].starts_with("数据截至2018年6月30日。"));
    assert_eq!(book.row("进展", 6)[6], Value::Float(24.0));
    // The leaders' sheets, however many, come last.
    let names = book.0.sheet_names();
    assert_eq!(names[10..15], ["分工", "进展", "各单位进展", "月度数据", "领导汇总"]);
    assert_eq!(book.texts("目录", 14)[2], "截至2018年6月底各事项的进展和状态");
}

#[test]
fn of_several_targets_no_figure_stands_alone() {
    let (_, data) = half_a_year();
    let mut first = item("1-1", "就业。", ["黄强", "省财政厅", "", ""]);
    first.targets = Target::parse_list("就业 = 40 万人；失业率 ≤ 4 %").expect("a test's targets");
    let mut book = data.book(&Plan::new(vec![first]));
    let row = book.texts("进展", 6);
    assert_eq!(row[5..8], ["就业：24.0万人\n失业率：—", "", ""]);
}

#[test]
fn statuses_are_counted_by_formulas() {
    let (plan, data) = half_a_year();
    let mut book = data.book(&plan);
    let expected = [
        "|状态||完成|达到序时|滞后|严重滞后|未报送|报送有误（待核）|不评价|合计||",
        "|事项数||0|1|0|1|1|0|0|3||",
    ];
    assert_eq!(book.lines("进展", 3..=4), expected);
    assert_eq!(book.formula("进展", 4, 4), "COUNTIF(进展_状态,E3)");
    assert_eq!(book.formula("进展", 4, 10), "SUM(D4:J4)");
}

#[test]
fn leaders_see_the_status_of_their_items() {
    let (plan, data) = half_a_year();
    let mut book = data.book(&plan);
    assert_eq!(book.texts("李斌", 3)[8], "状态");
    assert_eq!(book.texts("李斌", 4)[8], "严重滞后");
    assert_eq!(book.formula("李斌", 5, 8), "INDEX(进展_状态,MATCH($A5,进展_编号,0))");
}

#[test]
fn without_returns_there_is_no_progress() {
    let (plan, _) = half_a_year();
    let mut book = Data::default().book(&plan);
    assert!(!book.0.sheet_names().contains(&"进展".to_owned()));
    assert_eq!(book.texts("李斌", 3).len(), 8);
}

#[test]
fn what_was_verified_says_so_beside_what_was_reported() {
    let (plan, mut data) = half_a_year();
    let decimal = |text: &str| Some(text.parse().expect("a number"));
    let month = Month::new(2018, 6).expect("a month");
    for report in data.progress.months.get_mut(&month).expect("the month").values_mut() {
        let reported =
            Reported { value: report.value, percent: report.percent, ..Reported::default() };
        let (value, percent) = match report.value {
            Some(_) => (decimal("21.5"), None),
            None => (None, decimal("25")),
        };
        let verification = Verification { value, percent, reported, ..Verification::default() };
        *report = Return { value, percent, verified: Some(verification), ..report.clone() };
    }
    let mut book = data.book(&plan);
    assert_eq!(book.texts("进展", 6)[5], "就业：21.5万人（核定，原报24.0万人）");
    assert_eq!(book.texts("进展", 7)[12], "核定，原报完成率30.0%");
}
