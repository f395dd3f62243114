use super::*;
use crate::plan::TargetId;
use crate::sample::unit;
use crate::targets::Target;

/// Returns a plan with an amount of 4万户, a rate and an upper bound for the prefectures, a target that is a
/// department's alone, and one that nobody broke down.
fn plan() -> Plan {
    let with = |id: &str, implement: &str, targets: &str| {
        let mut item = item(id, "推进。", ["黄强", "省财政厅", "", implement]);
        item.targets = Target::parse_list(targets).expect("a test's targets");
        item
    };
    let rates = "投资增长 = 7 %；失业率 ≤ 4 %；植树 ≥ 360 万亩";
    Plan::new(vec![
        with("1-1", "各市州政府", "危房改造 = 4 万户"),
        with("1-2", "各市州政府", rates),
        with("2-1", "", "收入 = 10 亿元"),
    ])
}

/// Targets of units: item, number, unit, value.
fn parts(parts: &[(&str, u32, &str, &str)]) -> Data {
    let registry = registry();
    let mut breakdown = Breakdown::default();
    for (item, number, name, value) in parts {
        let value = value.parse().expect("a number");
        let target = TargetId::new(item.parse().expect("an id"), *number).expect("a number");
        breakdown.set(target, unit(&registry, name), value);
    }
    Data { breakdown, ..Data::default() }
}

#[test]
fn targets_are_listed_in_figures() {
    let mut book = Data::default().book(&plan());
    let expected = [
        "指标编号|编号|指标序号|指标内容|比较|目标值|计量单位|类型|原文|牵头单位",
        "1-1#1|1-1|1|危房改造|=|4|万户|总量|4万户|省财政厅",
        "1-2#1|1-2|1|投资增长|=|7|%|增速|7%|省财政厅",
        "1-2#2|1-2|2|失业率|≤|4|%|上限|4%以内|省财政厅",
        "1-2#3|1-2|3|植树|≥|360|万亩|总量|360万亩以上|省财政厅",
        "2-1#1|2-1|1|收入|=|10|亿元|总量|10亿元|省财政厅",
    ];
    assert_eq!(book.lines("指标", 2..=7), expected);
    assert_eq!(book.row("指标", 3)[5], Value::Float(4.0));
}

#[test]
fn parts_stand_in_rows_and_beside_their_targets() {
    let data = parts(&[
        ("1-1", 1, "白银市", "1.9"),
        ("1-1", 1, "兰州市", "2.1"),
        ("1-2", 1, "兰州市", "6.5"),
        ("1-2", 1, "白银市", "8"),
        ("1-2", 2, "兰州市", "4"),
        ("2-1", 1, "省审计厅", "10.5"),
    ]);
    let mut book = data.book(&plan());
    let expected = [
        "1-1#1|1-1|1|危房改造|总量|兰州市|市州|2.1|万户",
        "1-1#1|1-1|1|危房改造|总量|白银市|市州|1.9|万户",
    ];
    assert_eq!(book.lines("分解数据", 3..=4), expected);
    // 兰州新区 lies inside 兰州市 and is not added to it.
    let expected = [
        "指标编号|指标内容|类型|计量\n单位|全省\n目标|兰州市|白银市|兰州新区|省审计厅|分解\n合计|差额|最低|最高|分解情况",
        "1-1#1|危房改造|总量|万户|4|2.1|1.9|||4|0|||平衡",
        "1-2#1|投资增长|增速|%|7|6.5|8|||||6.5|8|1个低于全省",
        "1-2#2|失业率|上限|%|4|4||||||4|4|均不高于全省",
        "1-2#3|植树|总量|万亩|360|||||||||未分解",
        "2-1#1|收入|总量|亿元|10||||10.5|10.5|0.5|||多",
    ];
    assert_eq!(book.lines("目标分解", 3..=8), expected);
}

#[test]
fn a_growth_in_times_is_a_rate_and_has_no_sum() {
    let mut income = item("1-1", "推进。", ["黄强", "省财政厅", "", "各市州政府"]);
    income.targets = Target::parse_list("旅游收入增长 = 2 倍").expect("a target");
    let data = parts(&[("1-1", 1, "兰州市", "2.5"), ("1-1", 1, "白银市", "1.5")]);
    let mut book = data.book(&Plan::new(vec![income]));
    let expected = "1-1#1|旅游收入增长|增速|倍|2|2.5|1.5||||1.5|2.5|1个低于全省";
    assert_eq!(book.lines("目标分解", 4..=4), [expected]);
}

#[test]
fn what_lies_inside_another_unit_counts_only_without_it() {
    let goal = |data: Data| -> Vec<String> {
        let mut book = data.book(&plan());
        book.texts("目标分解", 4)[5..].to_vec()
    };
    let both = parts(&[("1-1", 1, "兰州市", "3.7"), ("1-1", 1, "兰州新区", "0.3")]);
    assert_eq!(goal(both), ["3.7", "", "0.3", "3.7", "-0.3", "", "", "少"]);
    let alone = parts(&[("1-1", 1, "兰州新区", "4")]);
    assert_eq!(goal(alone), ["", "", "4", "4", "0", "", "", "平衡"]);
}

#[test]
fn sums_and_differences_are_formulas_over_the_data() {
    let data = parts(&[("1-1", 1, "兰州市", "0.1"), ("1-2", 2, "白银市", "4.5")]);
    let mut book = data.book(&plan());
    let part = "分解_指标编号,$A4,分解_单位,\"=\"&$F$3";
    let none = "COUNT(F4:G4)+COUNTIF(F4:G4,\"待定\")";
    let open = format!("COUNTIF(F4:G4,\"待定\")+IF({none}=0,COUNTIF(H4,\"待定\"),0)");
    let (all, worse) = ("COUNTIF(F6:H6,\"待定\")", "COUNTIF(F6:H6,\">\"&E6)");
    let formulas = [
        ((4, 4), "INDEX(指标_目标值,MATCH($A4,指标_指标编号,0))".to_owned()),
        (
            (4, 5),
            format!(
                "IF(COUNTIFS({part})=0,\"\",IF(COUNTIFS({part},分解_目标值,\">-1E+300\")=0,\"待定\",SUMIFS(分解_目标值,{part})))"
            ),
        ),
        ((4, 8), format!("IF(COUNT(F4:H4)=0,\"\",ROUND(SUM(F4:G4)+IF({none}=0,SUM(H4),0),10))")),
        ((4, 9), "IF(I4=\"\",\"\",ROUND(I4-E4,10))".to_owned()),
        (
            (4, 12),
            format!(
                "IF({open}>0,{open}&\"个待定\",IF(J4=\"\",\"未分解\",IF(J4=0,\"平衡\",IF(J4<0,\"少\",\"多\"))))"
            ),
        ),
        ((6, 10), "IF(COUNT(F6:H6)=0,\"\",MIN(F6:H6))".to_owned()),
        (
            (6, 12),
            format!(
                "IF({all}>0,{all}&\"个待定\",IF(COUNT(F6:H6)=0,\"未分解\",IF({worse}=0,\"均不高于全省\",IF({worse}=COUNT(F6:H6),\"均高于全省\",{worse}&\"个高于全省\"))))"
            ),
        ),
    ];
    for ((row, col), formula) in formulas {
        assert_eq!(book.formula("目标分解", row, col), formula);
    }
    assert_eq!(book.texts("目标分解", 6)[12], "均高于全省");
}

#[test]
fn what_does_not_add_up_is_marked() {
    let book = parts(&[("1-1", 1, "兰州市", "1")]).book(&plan());
    let xml = book.sheet("目标分解");
    assert!(xml.contains("<conditionalFormatting sqref=\"M4:M7\">"), "{xml}");
    let off = "OR(M4=\"少\",M4=\"多\",M4=\"均高于全省\",M4=\"均低于全省\")";
    let open = "OR(M4=\"未分解\",RIGHT(M4,3)=\"个待定\",RIGHT(M4,5)=\"个高于全省\",RIGHT(M4,5)=\"个低于全省\")";
    assert!(xml.contains(off) && xml.contains(open), "{xml}");
}

/// Targets as rows of `targets.csv` state them.
fn rows(plan: &Plan, rows: &str) -> Data {
    let mut problems = Diagnostics::new();
    let file = format!("编号,指标,单位,目标值,计量单位,权重,规则\n{rows}");
    let source = SourceFile::from_text("seeds/targets.csv", &file);
    let breakdown = Breakdown::from_sources(Some(&source), None, plan, &registry(), &mut problems);
    assert!(problems.is_empty(), "{problems:?}");
    Data { breakdown, ..Data::default() }
}

#[test]
fn parts_to_be_worked_out_are_shown_and_hold_the_verdict_back() {
    let plan = plan();
    // The units among which 1-1 is to be divided determine the sum: 兰州新区 lies inside 兰州市.
    let data = rows(
        &plan,
        "1-1,1,兰州市,,,3,\n1-1,1,白银市,1,,,\n1-1,1,兰州新区,0.5,,,\n1-2,1,白银市,,,,同全省\n",
    );
    let mut book = data.book(&plan);
    let expected = [
        "1-1#1|危房改造|总量|万户|4|待定|1|0.5|1|-3|||1个待定",
        "1-2#1|投资增长|增速|%|7||待定||||||1个待定",
    ];
    assert_eq!(book.lines("目标分解", 4..=5), expected);
    assert_eq!(
        book.lines("分解数据", 3..=4),
        [
            "1-1#1|1-1|1|危房改造|总量|兰州市|市州||万户",
            "1-1#1|1-1|1|危房改造|总量|白银市|市州|1|万户",
        ]
    );
    assert_eq!(book.texts("目录", 8)[3], "2");
}

#[test]
fn an_amount_that_each_unit_has_to_reach_is_not_added_up() {
    let plan = plan();
    let data = rows(&plan, "1-1,1,兰州市,4,,,同全省\n1-1,1,白银市,5,,,\n");
    let mut book = data.book(&plan);
    let line = "1-1#1|危房改造|总量|万户|4|4|5||||4|5|均不低于全省";
    assert_eq!(book.lines("目标分解", 4..=4), [line]);
}

#[test]
fn a_bound_on_an_amount_adds_up() {
    let mut item = item("2-1", "严控。", ["黄强", "省财政厅", "", "各市州政府"]);
    item.targets = Target::parse_list("事故 ≤ 100 起").expect("a test's target");
    let plan = Plan::new(vec![item]);
    let data = parts(&[("2-1", 1, "兰州市", "60"), ("2-1", 1, "白银市", "50")]);
    let mut book = data.book(&plan);
    let line = "2-1#1|事故|上限|起|100|60|50||110|10|||多";
    assert_eq!(book.lines("目标分解", 4..=4), [line]);
}

#[test]
fn another_region_is_called_by_its_name() {
    let data = parts(&[("1-2", 1, "兰州市", "6"), ("1-2", 1, "白银市", "7")]);
    let heading = Heading { region: "全\"区".into(), ..heading() };
    let mut book = Book::open(data.make(&plan(), &heading).expect("a workbook"));
    assert_eq!(book.texts("目标分解", 5)[12], "1个低于全\"区");
    let formula = book.formula("目标分解", 5, 12);
    assert!(formula.contains("\"均不低于全\"\"区\""), "{formula}");
}

#[test]
fn the_results_are_in_the_words_of_the_template() {
    let plan = plan();
    let file = "1-1,1,兰州市,4,,,\n1-2,1,兰州市,6,,,\n1-2,1,白银市,7,,,\n1-2,2,白银市,,,,同全省\n";
    let replaced = vec![
        ("pending = \"待定\"", "pending = \"再定\""),
        ("\"{count}个待定\"", "\"还有{count}家没定\""),
        ("even = \"平衡\"", "even = \"相符\""),
        ("\"{count}个低于{{ region }}\"", "\"低的有{count}\""),
    ];
    let mut book = Data { replaced, ..rows(&plan, file) }.book(&plan);
    let results: Vec<_> = (4..=6).map(|row| book.texts("目标分解", row)[12].clone()).collect();
    assert_eq!(results, ["相符", "低的有1", "还有1家没定"]);
    assert_eq!(book.texts("目标分解", 6)[6], "再定");
    let formula = book.formula("目标分解", 5, 12);
    let some = "IF(COUNTIF(F5:H5,\"再定\")>0,\"还有\"&COUNTIF(F5:H5,\"再定\")&\"家没定\",";
    assert!(formula.starts_with(some), "{formula}");
    assert!(formula.ends_with(",\"低的有\"&COUNTIF(F5:H5,\"<\"&E5)))))"), "{formula}");
    let xml = book.sheet("目标分解");
    let rule = "OR(M4=\"未分解\",AND(LEFT(M4,2)=\"还有\",RIGHT(M4,3)=\"家没定\"),RIGHT(M4,5)=\"个高于全省\",LEFT(M4,3)=\"低的有\")";
    assert!(xml.contains(rule), "{xml}");
}
