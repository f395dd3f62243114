//! Figures, days and periods that are doubted, and what is not.

use super::{HEADER, Read, read_in, rows};
use crate::returns::Field;
use crate::sample::Province;

/// The fields that are in doubt, and the values that are used all the same, of the only return.
#[track_caller]
fn doubted(read: &Read) -> Vec<Field> {
    read.only().defects.iter().map(|defect| defect.field).collect()
}

#[test]
fn a_row_filed_before_its_period_ends_is_in_doubt() {
    let read = rows("2018-03,2-1,1,省建设厅,3,,,,,,,,2018-03-30\n").tells(&[
        "G180 a.csv:2:29 填报日期2018-03-30在期间2018-03结束之前：可能日期填错，也可能期间填错",
    ]);
    assert_eq!(doubted(&read), [Field::Value]);
    assert_eq!(read.only().first_reported_on, None);
    // The last day of the period, and a year after it, are no doubt.
    rows("2018-03,2-1,1,省建设厅,3,,,,,,,,2018-03-31\n").tells(&[]);
    rows("2018-03,2-1,1,省建设厅,3,,,,,,,,2019-03-31\n").tells(&[]);
}

#[test]
fn a_day_years_away_is_in_doubt_once_a_file() {
    rows(
        "2018-03,2-1,1,省建设厅,3,,,,,,,,2081-04-05\n2018-03,2-1,2,省建设厅,1,,,,,,,,2081-04-05\n",
    )
    .tells(&[
        "G180 a.csv:2:29 填报日期2081-04-05比期间2018-03结束晚一年以上（共2行）：可能日期填错，也可能期间填错",
    ]);
}

#[test]
fn a_row_of_a_sound_day_that_says_the_same_settles_the_doubt() {
    let both =
        "2018-03,2-1,1,省建设厅,3,,,,,,,,2081-04-05\n2018-03,2-1,1,省建设厅,3,,,,,,,,2018-04-05\n";
    assert!(doubted(&rows(both)).is_empty());
    // Nobody knows which of two different figures is the later one.
    let other = "2018-03,2-1,1,省建设厅,3.2,,,,,,,,2081-04-05\n2018-03,2-1,1,省建设厅,3,,,,,,,,2018-04-05\n";
    assert_eq!(doubted(&rows(other)), [Field::Value]);
}

#[test]
fn one_row_of_a_later_period_does_not_make_it_the_newest() {
    let units = ["省建设厅", "兰州市", "白银市"];
    let july: String =
        units.map(|unit| format!("2018-07,2-1,1,{unit},0.3,,,,,,,,2018-08-05\n")).concat();
    let newest = |rows: &str| {
        let read = self::rows(rows);
        read.progress.newest().map(|month| month.number())
    };
    assert_eq!(newest(&july), Some(7));
    // A mistyped period; its day of filing shows that it had not ended.
    let slip = format!("{july}2018-09,2-1,2,兰州市,0.1,,,,,,,,2018-08-05\n");
    assert_eq!(newest(&slip), Some(7));
    // The first return of a month that is over.
    let first = format!("{july}2018-08,2-1,1,兰州市,0.4,,,,,,,,2018-09-04\n");
    assert_eq!(newest(&first), Some(7));
    let second = format!("{first}2018-08,2-1,1,白银市,0.4,,,,,,,,2018-09-04\n");
    assert_eq!(newest(&second), Some(8));
    // What there is, where nobody else reports.
    assert_eq!(newest("2018-07,2-1,1,兰州市,0.3,,,,,,,,2018-08-05\n"), Some(7));
    assert_eq!(newest("2018-07,2-1,1,兰州市,0.3,,,,,,,,2018-07-05\n"), Some(7));
}

#[test]
fn a_stray_row_without_a_date_beside_a_whole_form_is_in_doubt() {
    let mut july: String =
        (1..=6).map(|number| format!("2018-07,2-{number},1,兰州市,,,50,,,,,,\n")).collect();
    july += "2018-09,2-1,1,兰州市,,,60,,,,,,\n";
    let tasks = (1..=6).fold(
        Province::new().unit("省财政厅", "组成部门").unit("兰州市", "市州"),
        |all, number| {
            all.task(number, "办好一件事。", |item| item.lead("省财政厅").implement("兰州市"))
        },
    );
    let read = read_in(&tasks, &[("a.csv", format!("{HEADER}{july}"))]).tells(&[
        "G181 a.csv:8:21 期间2018-09晚于各单位报送的2018-07，该单位只报了个别事项，又没有填报日期：可能是2018-07的误写，也可能提前报送",
    ]);
    assert_eq!(read.progress.newest().map(|month| month.number()), Some(7));
}

#[test]
fn percentages_that_cannot_be_are_in_doubt() {
    let read = rows("2018-06,2-3,,兰州市,,,275,,,,,,\n")
        .tells(&["G182 a.csv:2:20 完成率275%：可能是27.5%，也可能确为年度目标的2.75倍"]);
    assert_eq!(doubted(&read), [Field::Percent]);
    let read = rows("2018-06,2-3,,兰州市,,,-5,,,,,,\n")
        .tells(&["G182 a.csv:2:20 完成率-5%：可能是5%，也可能把减少的幅度填成了完成率"]);
    assert_eq!(doubted(&read), [Field::Percent]);
    rows("2018-06,2-3,,兰州市,,,11080,,,,,,\n").tells(&[
        "G182 a.csv:2:20 完成率11080%，超出报送表所许的0至1000：可能是110.8%，也可能确为年度目标的110.8倍",
    ]);
    rows("2018-06,2-3,,兰州市,,,120,,,,,,\n").tells(&[]);
    // 3.3 of 兰州市's 1.2 are 275%: the figure confirms it.
    rows("2018-06,2-1,1,兰州市,2.3,,191.7,,,,,,\n").tells(&[]);
}

#[test]
fn only_gross_contradictions_of_the_own_judgement_are_in_doubt() {
    let told = |percent: &str, own: &str| {
        let read = rows(&format!("2018-06,2-3,,兰州市,,,{percent},{own},,,,,\n"));
        (read.told().len(), doubted(&read))
    };
    let doubt = (1, vec![Field::Percent]);
    assert_eq!(told("40", "完成"), doubt);
    assert_eq!(told("100", "滞后"), doubt);
    assert_eq!(told("60", "严重滞后"), doubt);
    assert_eq!(told("20", "达到序时"), doubt);
    for (percent, own) in [
        ("99.5", "完成"),
        ("45", "达到序时"),
        ("60", "滞后"),
        ("45", "严重滞后"),
        ("100", "达到序时"),
    ] {
        assert_eq!(told(percent, own), (0, vec![]), "{percent} {own}");
    }
    rows("2018-06,2-3,,兰州市,,,40,完成,,,,,\n").tells(&[
        "G183 a.csv:2:23 自评“完成”，完成率却是40%：可能状态填错，也可能完成情况的数字填错",
    ]);
}

/// A province whose department reports on one target.
fn with_target(notation: &str) -> Province {
    Province::new()
        .unit("省财政厅", "组成部门")
        .indicator(1, "完成目标。", |item| item.lead("省财政厅").target(notation))
}

#[test]
fn the_own_judgement_of_a_rate_is_compared_with_the_rate() {
    let is_doubted = |notation: &str, period: &str, value: &str, own: &str| {
        let row = format!("{HEADER}{period},1-1,,省财政厅,{value},,,{own},,,,,\n");
        doubted(&read_in(&with_target(notation), &[("a.csv", &row)])) == [Field::Value]
    };
    // Notation, figure, and the words that it contradicts, under way and at the end of the year.
    let cases = [
        ("投资增长 = 7 %", "5.5", "完成、达到序时", "完成、达到序时"),
        ("投资增长 = 7 %", "6.2", "完成", "完成"),
        ("投资增长 = 7 %", "6.96", "", ""),
        ("投资增长 = 7 %", "7.5", "严重滞后", "滞后、严重滞后"),
        ("投资增长 = 0.5 %", "-0.1", "完成、达到序时", "完成、达到序时"),
        ("生产总值增长 ≈ 6 %", "5.6", "严重滞后", "滞后、严重滞后"),
        ("生产总值增长 ≈ 6 %", "5.3", "完成", "完成"),
        ("城镇调查失业率 ≈ 5.5 % ↓", "4.2", "严重滞后", "滞后、严重滞后"),
        ("城镇调查失业率 ≈ 5.5 % ↓", "7.1", "完成、达到序时", "完成、达到序时"),
        ("单位能耗 ≥ 3 % −", "1.5", "完成、达到序时", "完成、达到序时"),
        ("单位能耗 ≥ 3 % −", "3.5", "严重滞后", "滞后、严重滞后"),
        ("巩固率 ≥ 92.8 %", "91.5", "完成、达到序时", "完成、达到序时"),
        ("存贷比 = 70 % ◎", "72", "完成、达到序时", "完成、达到序时"),
        ("存贷比 = 70 % ◎", "70.4", "严重滞后", "滞后、严重滞后"),
        ("登记失业率 ≤ 4 %", "4.1", "完成、达到序时", "完成、达到序时"),
        ("登记失业率 ≤ 4 %", "4", "严重滞后", "滞后、严重滞后"),
        ("安全事故 ≤ 100 起", "101", "完成、达到序时", "完成、达到序时"),
    ];
    for (notation, value, under_way, at_the_end) in cases {
        for (period, words) in [("2018-06", under_way), ("2018-12", at_the_end)] {
            for own in ["完成", "达到序时", "滞后", "严重滞后", "不评价"] {
                let expected = words.split('、').any(|word| word == own);
                let found = is_doubted(notation, period, value, own);
                assert_eq!(found, expected, "{notation} {period} {value} {own}");
            }
        }
    }
    let row = format!("{HEADER}2018-06,1-1,,省财政厅,5.5,,,完成,,,,,\n");
    read_in(&with_target("投资增长 = 7 %"), &[("a.csv", &row)]).tells(&[
        "G183 a.csv:2:25 自评“完成”，完成值却是5.5%（目标7%）：可能状态填错，也可能完成值填错",
    ]);
}

#[test]
fn an_index_is_asked_about_and_read_where_the_target_names_it() {
    let read = rows("2018-06,1-1,,省财政厅,106.2,,,,,,,,\n").tells(&[
        "G184 a.csv:2:19 完成值106.2疑似指数（上年=100）：可能是增长6.2%，也可能确为106.2%",
    ]);
    assert_eq!(doubted(&read), [Field::Value]);
    let prices = Province::new().unit("省财政厅", "组成部门").indicator(
        1,
        "居民消费价格指数涨幅控制在3%以内。",
        |item| item.lead("省财政厅").target("居民消费价格指数涨幅 ≤ 3 %"),
    );
    let row = format!("{HEADER}2018-06,1-1,,省财政厅,102.1,,,,,,,,\n");
    let read = read_in(&prices, &[("a.csv", row)])
        .tells(&["G185 a.csv:2:19 完成值102.1是指数（上年=100），按上涨2.1%采用"]);
    assert_eq!(read.figures(), ["2018-06 1-1.1 0 2.1 —"]);
}

/// Four prefectures with a part of 10 each of a target of 40, and a growth of 6%.
fn prefectures() -> Province {
    let cities = ["甲市", "乙市", "丙市", "丁市"];
    let province = Province::new()
        .unit("省建设厅", "组成部门")
        .units("市州", cities)
        .group("各市州政府", "市州")
        .indicator(1, "投资增长6%。", |item| {
            item.lead("省建设厅").implement("各市州政府").target("投资增长 = 6 %")
        })
        .task(1, "新增就业40万人。", |item| {
            item.lead("省建设厅").implement("各市州政府").target("新增就业 = 40 万人")
        });
    cities.into_iter().fold(province, |province, city| province.part("2-1", 1, city, "10"))
}

/// The problems of a month in which the prefectures report these figures on the target of an item.
fn told_of(item: &str, lead: &str, figures: [&str; 4]) -> Vec<String> {
    let row = |unit: &str, value: &str| format!("2018-06,{item},1,{unit},{value},,,,,,,,\n");
    let cities = ["甲市", "乙市", "丙市", "丁市"].into_iter().zip(figures);
    let mut rows: String = cities.map(|(city, value)| row(city, value)).collect();
    if !lead.is_empty() {
        rows += &row("省建设厅", lead);
    }
    read_in(&prefectures(), &[("a.csv", format!("{HEADER}{rows}"))]).told()
}

#[test]
fn slips_of_ten_are_found_by_target_and_by_the_others() {
    assert_eq!(
        told_of("2-1", "", ["5", "6", "50", "4"]),
        [
            "G186 a.csv:4:18 完成值50万人与目标10万人、其他单位的数相差过大：可能是5万人，也可能确为50万人",
        ]
    );
    assert_eq!(
        told_of("2-1", "", ["5", "6", "500", "4"]),
        [
            "G186 a.csv:4:18 完成值500万人与目标10万人、其他单位的数相差过大：可能是5万人，也可能确为500万人",
        ]
    );
    assert_eq!(
        told_of("1-1", "", ["5", "6", "53", "4"]),
        ["G186 a.csv:4:18 完成值53%与目标6%、其他单位的数相差过大：可能是5.3%，也可能确为53%",]
    );
    // Exceeding a target, lagging behind it, and rates as high as the others' are not slips.
    assert!(told_of("2-1", "", ["5", "19", "0.4", "0"]).is_empty());
    assert!(told_of("1-1", "", ["25", "28", "31", "-14"]).is_empty());
    // One that is done long before the others, and one that has begun.
    assert!(told_of("2-1", "", ["1", "1.1", "10", "1"]).is_empty());
    assert!(told_of("2-1", "", ["5", "6", "2", "4"]).is_empty());
}

#[test]
fn a_figure_alone_among_the_others_is_a_slip_either_way() {
    // Among few others, or others that differ much, a unit may have hardly begun.
    assert!(told_of("2-1", "", ["5", "6", "0.5", "4"]).is_empty());
    let seven = |low: &str, last: &str| {
        let cities = ["甲市", "乙市", "丙市", "丁市", "戊市", "己市", "庚市"];
        let province = prefectures().units("市州", ["戊市", "己市", "庚市"]);
        let parts = ["戊市", "己市", "庚市"].into_iter();
        let province = parts.fold(province, |province, city| province.part("2-1", 1, city, "10"));
        let figures = ["5", "6", low, "4", "5", "5.5", last];
        let rows = cities.into_iter().zip(figures);
        let rows = rows.map(|(city, value)| format!("2018-06,2-1,1,{city},{value},,,,,,,,\n"));
        read_in(&province, &[("a.csv", format!("{HEADER}{}", rows.collect::<String>()))]).told()
    };
    assert_eq!(
        seven("0.5", "4.5"),
        [
            "G186 a.csv:4:18 完成值0.5万人与目标10万人、其他单位的数相差过大：可能是5万人，也可能确为0.5万人"
        ]
    );
    assert!(seven("0.5", "1.6").is_empty());
    assert_eq!(
        told_of("2-1", "", ["1.5", "1.6", "16", "1.5"]),
        [
            "G186 a.csv:4:18 完成值16万人与目标10万人、其他单位的数相差过大：可能是1.6万人，也可能确为16万人"
        ]
    );
    assert_eq!(
        told_of("1-1", "", ["8", "9", "36", "11"]),
        ["G186 a.csv:4:18 完成值36%与目标6%、其他单位的数相差过大：可能是3.6%，也可能确为36%"]
    );
}

#[test]
fn slips_are_found_without_others_and_beside_a_limit() {
    let told = |notation: &str, value: &str| {
        let row = format!("{HEADER}2018-06,1-1,,省财政厅,{value},,,,,,,,\n");
        read_in(&with_target(notation), &[("a.csv", &row)]).told()
    };
    // Half of 40 is due.
    assert_eq!(
        told("城镇新增就业 = 40 万人", "215"),
        ["G186 a.csv:2:19 完成值215万人与目标40万人相差过大：可能是21.5万人，也可能确为215万人"]
    );
    assert_eq!(
        told("城镇登记失业率 ≤ 4 %", "27.8"),
        ["G186 a.csv:2:19 完成值27.8%与目标4%相差过大：可能是2.78%，也可能确为27.8%"]
    );
    assert_eq!(
        told("居民消费价格涨幅 ≤ 3 %", "210"),
        ["G186 a.csv:2:19 完成值210%与目标3%相差过大：可能是2.1%，也可能确为210%"]
    );
    for (notation, value) in [
        ("城镇新增就业 = 40 万人", "79"),
        ("城镇新增就业 = 40 万人", "2"),
        ("城镇登记失业率 ≤ 4 %", "6.3"),
        ("城镇登记失业率 ≤ 4 %", "0.4"),
        ("城镇调查失业率 ≈ 5.5 % ↓", "9.5"),
    ] {
        assert!(told(notation, value).is_empty(), "{notation} {value}");
    }
}

#[test]
fn a_provincial_figure_that_differs_from_the_sum_is_in_doubt() {
    assert_eq!(
        told_of("2-1", "24", ["5", "6", "5", "4"]),
        [
            "G187 a.csv:6:20 牵头单位报全省24万人，4个单位所报合计20万人，相差4万人：可能全省数有误，也可能有单位少报",
        ]
    );
    // Rounding, a part that is missing, and one that is in doubt itself.
    assert!(told_of("2-1", "20.1", ["5", "6", "5", "4"]).is_empty());
    assert!(told_of("2-1", "24", ["5", "6", "5", "暂无"]).is_empty());
    assert_eq!(told_of("2-1", "20", ["5", "6", "50", "4"]).len(), 1);
}

#[test]
fn a_bare_minus_beside_a_fall_is_in_doubt_and_a_word_is_not() {
    let province = Province::new()
        .unit("省发展改革委", "组成部门")
        .indicator(9, "单位能耗下降3%。", |item| {
            item.lead("省发展改革委").target("单位能耗下降 = 3 %")
        })
        .indicator(2, "投资增长7%。", |item| {
            item.lead("省发展改革委").target("投资增长 = 7 %")
        });
    let value = |row: &str| {
        let text = format!("{HEADER}2018-03,{row},,,,,,,,2018-04-05\n");
        let read = read_in(&province, &[("a.csv", text)]);
        let only = read.only();
        (only.value.map(|value| value.to_string()), only.defects.first().map(|one| one.code))
    };
    let some = |value: &str| Some(value.to_owned());
    let doubt = Some(crate::diagnostic::Code::FallSign);
    assert_eq!(value("1-9,1,省发展改革委,-3.5"), (some("-3.5"), doubt));
    assert_eq!(value("1-9,1,省发展改革委,3.5"), (some("3.5"), None));
    assert_eq!(value("1-9,1,省发展改革委,下降3.5%"), (some("3.5"), None));
    assert_eq!(value("1-9,1,省发展改革委,降低3.5"), (some("3.5"), None));
    assert_eq!(value("1-9,1,省发展改革委,上升1.2"), (some("-1.2"), None));
    assert_eq!(value("1-9,1,省发展改革委,增长1.2%"), (some("-1.2"), None));
    assert_eq!(value("1-2,1,省发展改革委,-3.5"), (some("-3.5"), None));
    assert_eq!(value("1-2,1,省发展改革委,下降3.2"), (some("-3.2"), None));
}
