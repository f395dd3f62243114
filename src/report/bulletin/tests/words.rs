//! The text that the template produces.

use jiff::civil::date;

use super::{Bulletin, FIRST_QUARTER, first_quarter, of};
use crate::report::template::{BULLETIN, BULLETIN_YEAR, Templates};
use crate::status::Stage;
use gongwen::document::{Block, Document, plain_text};

fn document(bulletin: &Bulletin) -> Document {
    let template = match bulletin.stage {
        Stage::UnderWay => BULLETIN,
        Stage::YearEnd => BULLETIN_YEAR,
    };
    let templates = Templates::load(std::path::Path::new("/nowhere"), "templates", template);
    templates.unwrap().document(template, bulletin).unwrap().document
}

/// Returns the paragraphs and headings of the body.
fn lines(document: &Document) -> Vec<String> {
    let words = |block: &Block| match block {
        Block::Heading { text, .. } | Block::Paragraph(text) => {
            Some(plain_text(text).replace('\u{2060}', ""))
        }
        _ => None,
    };
    document.body.iter().filter_map(words).collect()
}

/// Asserts that no sentence has a gap left by an empty value.
fn whole(document: &Document) {
    for line in lines(document) {
        for hole in
            ["，，", "。。", "，。", "：。", "；。", "、。", "、，", "，、", "（）", "项项", "  "]
        {
            assert!(!line.contains(hole), "{hole} in {line}");
        }
        assert!(!line.trim().is_empty());
    }
}

#[test]
fn the_first_section_says_what_matters() {
    let document = document(&first_quarter());
    whole(&document);
    let lines = lines(&document);
    assert_eq!(
        lines[0],
        "全省7项主要指标和重点工作任务中，完成和达到序时进度的2项，占28.6%；滞后和严重滞后的3项，其中严重滞后1项；\
         未报送1项，不评价1项。现通报如下。"
    );
    assert_eq!(lines[1], "滞后的三个事项");
    assert_eq!(
        lines[2],
        "滞后事项较多的单位（按第一牵头单位计）：省林业厅（2项，其中严重滞后1项）。"
    );
    assert_eq!(lines[3], "未报送的单位：9个应报送单位中，天水市1个单位未报送，见附件5。");
    let headings: Vec<&str> =
        document.attachments.iter().map(|attachment| attachment.title.as_str()).collect();
    assert_eq!(
        headings,
        [
            "滞后和严重滞后事项清单",
            "其他重点工作任务进展情况表",
            "各市州主要指标位次表",
            "各市州主要指标对比图",
            "未报送、迟报、漏报和报送有误单位名单",
        ]
    );
}

#[test]
fn an_indicator_is_told_with_its_places() {
    let lines = lines(&document(&first_quarter()));
    let gdp = lines.iter().find(|line| line.starts_with("生产总值")).unwrap();
    assert_eq!(
        gdp,
        "生产总值增长5.3%，低于年度目标（6%左右）0.7个百分点，进度滞后。4个市州排名，依次为嘉峪关市（增长7.1%，\
         并列第1位）、金昌市（增长7.1%，并列第1位）、兰州市（增长6.2%）、白银市（下降1.2%）。天水市未报送，不参加排名。"
    );
}

#[test]
fn a_quarter_with_one_return_is_worded_whole() {
    let bulletin =
        of("2018Q3", "2018-09,2-1,,省妇联,,,,正常推进,有序推进。,,,甲,2018-10-08\n", None);
    let document = document(&bulletin);
    whole(&document);
    assert_eq!(bulletin.overall.all.unreported, 6);
    let text = lines(&document).join("\n");
    assert!(text.contains("未报送6项，可以评价的只有1项，尚不能反映全面情况。"), "{text}");
    assert!(text.contains("情况尚不清楚。"), "{text}");
    assert!(!text.contains("没有判定为滞后"), "{text}");
}

#[test]
fn a_quarter_without_any_fault_is_worded_whole() {
    const PREFECTURES: [&str; 5] = ["兰州市", "嘉峪关市", "金昌市", "白银市", "天水市"];
    let mut returns = String::new();
    let mut add = |id: &str, target: u8, unit: &str, value: &str, percent: &str| {
        returns += &format!("2018Q1,{id},{target},{unit},{value},,{percent},,,,,甲,2018-04-04\n");
    };
    for (id, target, value) in [("1-1", 1, "7"), ("1-2", 1, "20"), ("1-2", 2, "3")] {
        for unit in PREFECTURES.iter().chain(&["省财政厅", "兰州新区"]) {
            add(id, target, unit, value, "");
        }
    }
    for unit in PREFECTURES {
        add("1-3", 1, unit, "", "30%");
    }
    for (id, unit) in
        [("1-3", "省林业厅"), ("2-1", "省妇联"), ("2-3", "省林业厅"), ("2-4", "省妇联")]
    {
        add(id, 1, unit, "", "30%");
    }
    add("2-2", 1, "省林业厅", "100", "");
    let bulletin = of("2018Q1", &returns, Some(date(2018, 5, 4)));
    assert_eq!((bulletin.overall.all.good, bulletin.returns.rows.len()), (7, 0));
    let document = document(&bulletin);
    whole(&document);
    let lines = lines(&document);
    assert!(lines.contains(&"一季度没有判定为滞后的事项，各单位均按时完整报送。".to_owned()));
    assert!(lines[0].contains("任务全部达到序时进度。"));
}

#[test]
fn the_second_quarter_names_the_first() {
    let second = FIRST_QUARTER.replace("2018Q1", "2018Q2").replace("2018-04", "2018-07");
    let bulletin = of("2018Q2", &format!("{FIRST_QUARTER}{second}"), Some(date(2018, 8, 3)));
    let document = document(&bulletin);
    whole(&document);
    let text = lines(&document).join("\n");
    assert!(text.contains("与一季度相比，"), "{text}");
    assert!(text.contains("在一季度和上半年都滞后"), "{text}");
}

#[test]
fn the_last_of_two_is_not_named_as_leading() {
    let two = "\
2018Q1,1-1,,省财政厅,5.3,%,,,,,,甲,2018-04-04
2018Q1,1-1,,兰州市,6.2,%,,,,,,甲,2018-04-04
2018Q1,1-1,,白银市,-1.2,%,,,,,,甲,2018-04-04
";
    let document = document(&of("2018Q1", two, None));
    let text = lines(&document).join("\n");
    assert!(text.contains("2个市州排名，依次为兰州市（增长6.2%）、白银市（下降1.2%）。"), "{text}");
    let alone = two.lines().take(2).collect::<Vec<_>>().join("\n");
    let document = self::document(&of("2018Q1", &alone, None));
    let text = lines(&document).join("\n");
    assert!(text.contains("只有1个市州可以排名：兰州市（增长6.2%）。"), "{text}");
    assert!(!text.contains("居前"), "{text}");
}

/// The bulletin of a year says of every kind of unreported and doubtful task what that of a quarter says.
#[test]
fn the_year_names_unreported_and_doubtful_tasks_once() {
    let rows = "\
2018,1-1,,省财政厅,6.3,%,,,,,,甲,2019-01-04
2018,2-1,,省妇联,,,-5,,,,,甲,2019-01-04
";
    let document = document(&of("2018", rows, Some(date(2019, 2, 15))));
    whole(&document);
    let text = lines(&document).join("\n");
    assert_eq!(text.matches("没有收到牵头单位的报送").count(), 1, "{text}");
    assert!(!text.contains("。。"), "{text}");
    assert!(text.contains("1项任务的报送有误，核实之前不作评价：省妇联牵头的任务1"), "{text}");
    assert!(text.contains("1个单位的报送有误、待核。名单和原因见附件5。"), "{text}");
}

#[test]
fn a_change_that_was_not_judged_twice_is_no_standstill() {
    let first = "2018Q1,1-1,,省财政厅,5.8,%,,,,,,甲,2018-04-04\n";
    let second = "2018Q2,1-1,,省财政厅,6,%,,,,,,甲,2018-07-04\n\
                  2018Q2,2-2,,省林业厅,300,万亩,,,,,,甲,2018-07-04\n";
    let document = document(&of("2018Q2", &format!("{first}{second}"), None));
    let text = lines(&document).join("\n");
    assert!(text.contains("与一季度相比，没有好转、后退或仍然滞后的事项。"), "{text}");
}

/// An indicator without a number says whose word its status is, and does not wait for a target that nobody hands down.
#[test]
fn an_indicator_without_a_number_is_worded_by_what_is_known() {
    let mut province = super::province();
    province = province.indicator(4, "完善服务体系。", |item| {
        item.leaders("黄强").lead("省财政厅、省林业厅")
    });
    let rows = "2018Q1,1-4,,省林业厅,,,12%,,,,,甲,2018-04-04\n";
    let bulletin = province.bulletin("2018Q1", rows, None);
    let row = bulletin.indicators.rows.last().unwrap();
    assert_eq!((&*row.goal_words, &*row.percent_words), ("—", "12.0%"));
    assert_eq!(
        row.statement,
        "服务体系，单位报完成率12.0%，进度严重滞后（由共同牵头单位省林业厅报送）"
    );
    let none =
        province.bulletin("2018Q1", "2018Q1,1-4,,省财政厅,,,,,已启动。,,,甲,2018-04-04\n", None);
    let row = none.indicators.rows.last().unwrap();
    assert_eq!(row.statement, "服务体系，本期不评价");
}

const PREFECTURES: [&str; 12] = [
    "兰州市",
    "嘉峪关市",
    "金昌市",
    "白银市",
    "天水市",
    "武威市",
    "张掖市",
    "平凉市",
    "酒泉市",
    "庆阳市",
    "定西市",
    "陇南市",
];

/// Returns the returns of 12 prefectures on the growth of 1-1, in the order of the registry.
fn growths(values: [&str; 12]) -> String {
    let row = |(unit, value)| format!("2018Q1,1-1,,{unit},{value},%,,,,,,甲,2018-04-04\n");
    PREFECTURES.into_iter().zip(values).map(row).collect()
}

fn places(values: [&str; 12]) -> String {
    let province = super::province()
        .units("市州", ["武威市", "张掖市", "平凉市", "酒泉市", "庆阳市", "定西市", "陇南市"]);
    let lead = "2018Q1,1-1,,省财政厅,6,%,,,,,,甲,2018-04-04\n";
    let bulletin = province.bulletin("2018Q1", &format!("{lead}{}", growths(values)), None);
    let row = bulletin.indicators.rows.into_iter().next().unwrap();
    row.places.replace('\u{2060}', "")
}

#[test]
fn the_last_three_are_named_also_where_they_reach_the_target() {
    // 5.5 is within half a point of 6左右.
    let all = ["9", "8.5", "8", "7.5", "7", "6.9", "6.8", "6.7", "6.6", "6.5", "6", "5.5"];
    assert_eq!(
        places(all),
        "12个市州排名，居前的是兰州市（增长9.0%）、嘉峪关市（增长8.5%）、金昌市（增长8.0%），\
         居后的是庆阳市（增长6.5%）、定西市（增长6.0%）、陇南市（增长5.5%）。"
    );
}

#[test]
fn who_has_completed_its_amount_is_not_among_the_last() {
    let mut province = super::province()
        .units("市州", ["武威市", "张掖市", "平凉市", "酒泉市", "庆阳市", "定西市", "陇南市"]);
    let values = ["4", "3.9", "3.8", "3", "3", "3", "3", "3", "3", "3", "3", "2.4"];
    let mut returns = "2018,1-2,1,省财政厅,40.1,万人,,,,,,甲,2019-01-04\n".to_owned();
    for (unit, value) in PREFECTURES.into_iter().zip(values) {
        province = province.part("1-2", 1, unit, "3");
        returns += &format!("2018,1-2,1,{unit},{value},万人,,,,,,甲,2019-01-04\n");
    }
    let bulletin = province.bulletin("2018", &returns, None);
    let row = bulletin.indicators.rows.into_iter().find(|row| !row.places.is_empty()).unwrap();
    assert_eq!(
        row.places.replace('\u{2060}', ""),
        "12个市州按完成率排名，居前的是兰州市（133.3%）、嘉峪关市（130.0%）、金昌市（126.7%），\
         居后的是陇南市（80.0%）。"
    );
}

#[test]
fn equal_units_have_no_first_place() {
    assert_eq!(places(["4"; 12]), "12个市州均增长4.0%。");
}

#[test]
fn where_nobody_reported_the_units_are_not_counted_twice() {
    let zero = "2018Q1,,,天水市,,,,,零报告,,,甲,2018-04-04\n";
    let quarter = document(&of("2018Q2", FIRST_QUARTER, None));
    whole(&quarter);
    let text = lines(&quarter).join("\n");
    assert!(text.contains("9个应报送单位都没有报送，见附件5。"), "{text}");
    assert!(text.contains("前报送，都没有报送。"), "{text}");
    assert!(!text.contains("未报送的9个单位"), "{text}");
    assert!(!text.contains("巩固成果"), "{text}");
    let text = lines(&document(&of("2018Q1", zero, None))).join("\n");
    assert!(text.contains("兰州新区8个单位未报送"), "{text}");
}

#[test]
fn a_target_that_is_missing_is_no_item_that_is_missing() {
    let without = FIRST_QUARTER.replace("2018Q1,1-2,2,省财政厅,2.75,%,,,,,,甲,2018-04-04\n", "");
    let bulletin = of("2018Q1", &without, None);
    let finance = bulletin.returns.incomplete.iter().find(|row| row.unit == "省财政厅").unwrap();
    assert_eq!((finance.owed, finance.partly), (0, 1));
    assert_eq!(
        finance.detail,
        "部分未报送1项：指标2（城镇新增就业和城镇登记失业率）中的城镇登记失业率"
    );
    let all = &bulletin.overall.all;
    assert_eq!((all.unreported, all.partly), (2, 1));
    let text = lines(&document(&bulletin)).join("\n");
    assert!(text.contains("；未报送2项（其中1项为部分未报送），不评价1项。"), "{text}");
    assert!(
        text.contains("3项主要指标中，滞后1项，未报送1项（为部分未报送），不评价1项。"),
        "{text}"
    );
}

#[test]
fn all_of_a_units_items_behind_are_severe() {
    let rows = FIRST_QUARTER.replace("省林业厅,,,21%", "省林业厅,,,5%");
    let bulletin = of("2018Q1", &rows, None);
    assert_eq!(
        bulletin.behind.concentrated_words.replace('\u{2060}', ""),
        "省林业厅（2项，均为严重滞后）"
    );
    assert_eq!(bulletin.behind.rows.len(), 5);
    let text = serde_json::to_string(&bulletin.behind.rows).unwrap();
    assert!(text.contains(r#""problems":"未说明""#), "{text}");
}

#[test]
fn only_what_can_slide_is_at_risk() {
    let at_risk = |rows: &str| {
        let behind = of("2018Q1", rows, None).behind;
        behind.at_risk.iter().map(|row| row.id.clone()).collect::<Vec<_>>()
    };
    // Half of the year's trees will be due; 92 of 360 are a little more than a quarter.
    let planted = FIRST_QUARTER.replace("省林业厅,50,万亩", "省林业厅,92,万亩");
    assert_eq!(at_risk(&planted), ["2-2"]);
    // Half a point below 6左右 would be too low.
    assert_eq!(at_risk(&planted.replace("省财政厅,5.3,%", "省财政厅,5.6,%")), ["1-1", "2-2"]);
}

#[test]
fn gaps_are_differences_of_printed_figures() {
    // 34.46% and 33.33% print as 34.5 and 33.3: 1.2 points, not 1.1.
    let due = crate::plan::Due::straight(4);
    assert_eq!(due.ahead("34.46".parse().unwrap(), 1), "1.2".parse().ok());
    let rows = FIRST_QUARTER.replace("省财政厅,5.3,%", "省财政厅,5.9975,%");
    let rows = of("2018Q1", &rows, None).indicators.rows;
    assert_eq!((&*rows[0].value_words, &*rows[0].gap_words), ("5.998%", "-0.002"));
    assert!(rows[0].sentence.contains("0.002个百分点"), "{}", rows[0].sentence);
}

/// A province of two departments with tasks only.
fn tasks_alone() -> crate::sample::Province {
    let province = crate::sample::Province::new().unit("省妇联", "群团组织").leader("宋亮");
    (1..=7).fold(province, |province, number| {
        let text = format!("事项{number}的工作。");
        province.task(number, &text, |item| item.leaders("宋亮").lead("省妇联"))
    })
}

fn halves(percents: [&str; 7]) -> String {
    let row = |(number, percent)| {
        format!("2018Q2,2-{number},,省妇联,,,{percent},,,经费不足。,,甲,2018-07-04\n")
    };
    (1..8).zip(percents).map(row).collect()
}

#[test]
fn where_all_is_behind_nobody_is_told_to_go_on() {
    let bulletin = tasks_alone().bulletin("2018Q2", &halves(["10%"; 7]), None);
    let document = document(&bulletin);
    whole(&document);
    let lines = lines(&document);
    assert_eq!(lines[..2], ["全省7项重点工作任务全部严重滞后。现通报如下。", "最突出的五个事项"]);
    let text = lines.join("\n");
    assert!(
        text.contains("滞后事项较多的单位（按第一牵头单位计）：省妇联（7项，均为严重滞后）。"),
        "{text}"
    );
    for words in ["保持工作力度", "主要指标完成情况", "巩固成果", "没有判定"]
    {
        assert!(!text.contains(words), "{words} in {text}");
    }
}

#[test]
fn without_indicators_and_prefectures_no_sentence_is_about_them() {
    let percents = ["60%", "60%", "60%", "60%", "60%", "60%", "45%"];
    let bulletin = tasks_alone().bulletin("2018Q2", &halves(percents), None);
    let document = document(&bulletin);
    whole(&document);
    let lines = lines(&document);
    assert_eq!(
        lines[0],
        "全省7项重点工作任务中，达到序时进度的6项，占85.7%；滞后的1项。现通报如下。"
    );
    assert_eq!(lines[1], "滞后的一个事项");
    let text = lines.join("\n");
    for words in ["市州", "主要指标", "相比", "两项以上"] {
        assert!(!text.contains(words), "{words} in {text}");
    }
}

#[test]
fn at_the_end_of_the_year_nothing_is_about_the_schedule() {
    let year = |percents| halves(percents).replace("2018Q2", "2018").replace("2018-07", "2019-01");
    let bulletin = tasks_alone().bulletin("2018", &year(["90%"; 7]), None);
    let document = document(&bulletin);
    whole(&document);
    let text = lines(&document).join("\n");
    assert!(text.contains("任务全部未完成年度目标。"), "{text}");
    assert!(text.contains("差距最大的五个事项"), "{text}");
    assert!(!text.contains("序时") && !text.contains("滞后"), "{text}");
}

#[test]
fn lists_of_more_than_ten_go_to_an_annex() {
    let province = crate::sample::Province::new().unit("省妇联", "群团组织");
    let province = (1..=12).fold(province, |province, number| {
        province.task(number, &format!("事项{number}的工作。"), |item| item.lead("省妇联"))
    });
    let row = |number| format!("2018Q2,2-{number},,省妇联,,,100%,,,,,甲,2018-07-04\n");
    let text = |count| {
        let returns: String = (1..=count).map(row).collect();
        lines(&document(&province.bulletin("2018Q2", &returns, None))).join("\n")
    };
    assert!(text(10).contains("已完成的10项：省妇联牵头的任务1（"), "{}", text(10));
    assert!(!text(11).contains("已完成的11项"), "{}", text(11));
}
