//! The prefectures by their own indicators, counted by hand.

use crate::sample::Province;

/// Three prefectures with two indicators.
fn province() -> Province {
    let indicator = |province: Province, number, text, target| {
        province.indicator(number, text, |item| {
            item.lead("省统计局").implement("各市州政府").target(target)
        })
    };
    let province = Province::new()
        .unit("省统计局", "组成部门")
        .units("市州", ["甲市", "乙市", "丙市"])
        .group("各市州政府", "市州");
    let province = indicator(province, 1, "生产总值增长6%。", "生产总值增长 = 6 %");
    indicator(province, 2, "财政收入增长7%。", "财政收入增长 = 7 %")
}

#[test]
fn prefectures_are_counted_by_indicators_behind() {
    // 甲市 misses both, 丙市 the first and did not report the second, 乙市 keeps both.
    let rows = [
        ("1-1", "甲市", "5.2"),
        ("1-2", "甲市", "6.9"),
        ("1-1", "乙市", "6.1"),
        ("1-2", "乙市", "7"),
        ("1-1", "丙市", "3"),
    ];
    let rows = rows
        .map(|(id, unit, value)| format!("2018Q1,{id},1,{unit},{value},%,,,,,,甲,2018-04-04\n"));
    let found = province().bulletin("2018Q1", &rows.concat(), None).prefectures;
    let words = |rows: &[crate::report::bulletin::PrefectureRow]| {
        rows.iter().map(|row| row.words.replace('\u{2060}', "")).collect::<Vec<_>>()
    };
    assert_eq!(words(&found.behind), ["甲市（2项）", "丙市（1项）"]);
    assert_eq!(words(&found.clear), ["乙市"]);
}

#[test]
fn a_prefecture_that_owes_an_indicator_is_not_without_fault() {
    let rows = "2018Q1,1-1,1,甲市,6.1,%,,,,,,甲,2018-04-04\n";
    let found = province().bulletin("2018Q1", rows, None).prefectures;
    assert_eq!(found.clear, []);
    assert_eq!(found.behind, []);
}
