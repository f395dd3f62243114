//! Returns with answers known by hand, on their whole way: the rows that `check` counts, the status in `export
//! assessment`, and the words of the bulletin.

use serde_json::Value;

use crate::pdf_text;
use crate::support::province::RETURNS_HEADER;
use crate::support::{Case, Run};

const PREFECTURES: [&str; 14] = [
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
    "临夏州",
    "甘南州",
];

/// Makes the office's workspace with only these returns, without targets or milestones of units.
fn case(rows: &[&str]) -> Case {
    let case = Case::seeds();
    case.duban(["import", "seeds/notice-2018.txt"]).exits(0);
    case.write("seeds/progress/报送.csv", format!("{RETURNS_HEADER}{}\n", rows.join("\n")));
    case
}

fn items(case: &Case, period: &str) -> Value {
    let run = case.duban(["-q", "export", "assessment", "--period", period]);
    let json: Value = serde_json::from_str(&run.stdout).unwrap_or_else(|_| panic!("{run:?}"));
    json["items"].clone()
}

fn item<'a>(items: &'a Value, id: &str) -> &'a Value {
    let mut all = items.as_array().unwrap().iter();
    all.find(|item| item["id"] == id).unwrap()
}

/// Asserts the status, value and completion of an item.
#[track_caller]
fn is(items: &Value, id: &str, status: &str, value: Option<&str>, percent: Option<&str>) {
    let item = item(items, id);
    assert_eq!(item["status"], status, "{id}: {item}");
    assert_eq!(item["value"].as_str(), value, "{id}");
    assert_eq!(item["percent"].as_str(), percent, "{id}");
}

fn rank(items: &Value, id: &str, unit: &str) -> Option<u64> {
    let units = item(items, id)["by_unit"].as_array().unwrap();
    let part = units.iter().find(|part| part["unit"] == unit).unwrap();
    part["rank"].as_u64()
}

/// Asserts the number of rows that `check` prints, and that the rows read and left out add up to it.
#[track_caller]
fn counts(run: &Run, total: usize, read: usize, left: usize) {
    let words = format!("{total}行，读入{read}行");
    assert!(run.stdout.contains(&words), "{}", run.stdout);
    assert!(run.stdout.contains(&format!("未读入{left}行")), "{}", run.stdout);
    assert_eq!(total, read + left);
}

/// Returns the words of a bulletin without blanks, page numbers and watermark.
fn bulletin(case: &Case, period: &str) -> String {
    let name = format!("output/bulletins/{period}.pdf");
    let text = pdf_text::text(&case.read(&name));
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    (1..100).fold(text, |text, page| text.replace(&format!("—{page}—"), ""))
}

#[test]
fn a_threshold_belongs_to_the_better_status() {
    // At the end of March 25% are due, and 20% are four fifths of that.
    let case = case(&[
        "2018-03,2-8,1,省人社厅,6.8,万人次",
        "2018-03,2-143,1,省人社厅,99.99,万人",
        "2018-03,2-81,1,省旅游发展委,25,个",
        "2018-03,2-2,1,省农牧厅,14.99,万亩",
        "2018-03,1-1,1,省发展改革委,5.5,%",
        "2018-03,1-2,1,省发展改革委,6.0,%",
        "2018-03,1-3,1,省商务厅,6.99,%",
        "2018-03,1-4,1,省财政厅,下降0.1%,",
        "2018-03,1-8,1,省发展改革委,3,%",
        "2018-03,2-1,1,省财政厅,,,20%",
        "2018-03,2-5,1,省发展改革委,,,19.9",
    ]);
    let all = items(&case, "2018-03");
    is(&all, "2-8", "lagging", Some("6.8"), Some("20"));
    is(&all, "2-143", "severe", Some("99.99"), Some("19.998"));
    is(&all, "2-81", "on_track", Some("25"), Some("25"));
    is(&all, "2-2", "lagging", Some("14.99"), Some("24.983333"));
    is(&all, "1-1", "on_track", Some("5.5"), None);
    is(&all, "1-2", "lagging", Some("6"), None);
    is(&all, "1-3", "severe", Some("6.99"), None);
    is(&all, "1-4", "severe", Some("-0.1"), None);
    is(&all, "1-8", "on_track", Some("3"), None);
    is(&all, "2-1", "lagging", None, Some("20"));
    is(&all, "2-5", "severe", None, Some("19.9"));
    counts(&case.duban(["check"]), 11, 11, 0);
}

#[test]
fn growth_and_bounds_are_done_only_at_the_end_of_the_year() {
    let case = case(&[
        "2018,1-2,1,省发展改革委,7,%",
        "2018Q4,1-3,1,省商务厅,7.5,%",
        "全年,1-8,1,省发展改革委,3.0,%",
        "2018-12,2-8,1,省人社厅,339864人次,",
        "2018-09,1-2,1,省发展改革委,7,%",
        "2018-09,2-8,1,省人社厅,34,万人次",
    ]);
    let year = items(&case, "2018");
    is(&year, "1-2", "done", Some("7"), None);
    is(&year, "1-3", "lagging", Some("7.5"), None);
    is(&year, "1-8", "done", Some("3"), None);
    is(&year, "2-8", "lagging", Some("33.9864"), Some("99.96"));
    let autumn = items(&case, "2018Q3");
    is(&autumn, "1-2", "on_track", Some("7"), None);
    is(&autumn, "2-8", "done", Some("34"), Some("100"));
    case.duban(["bulletin", "--period", "2018"]).exits(0);
    let text = bulletin(&case, "2018");
    assert!(text.contains("未完成年度目标"), "{text}");
    for word in ["滞后", "序时", "下一期", "挂牌督办"] {
        assert!(!text.contains(word), "{word} in {text}");
    }
    assert!(!text.contains("（100.0%）"), "{text}");
    assert!(text.contains("（99.9%）"), "{text}");
}

#[test]
fn january_and_february_are_recorded_and_not_rated() {
    let case = case(&["1—2月,1-2,1,省发展改革委,-7,%", "2018-02,2-8,1,省人社厅,0.1,万人次"]);
    let all = items(&case, "2018-02");
    is(&all, "1-2", "unrated", Some("-7"), None);
    assert_eq!(item(&all, "2-8")["status"], "unrated");
    is(&all, "2-4", "unreported", None, None);
}

#[test]
fn a_later_return_corrects_and_a_blank_does_not_erase() {
    let case = case(&[
        "2018-03,1-5,1,省人社厅,9,%,,,,,,,2018-04-12",
        "2018-03,1-5,1,省人社厅,6,%,,,,,,,2018-04-03",
        "2018-03,1-6,1,省农牧厅,8.5,%,,,,,,,2018年4月3日",
        "2018Q1,1-6,1,省农牧厅,,,,,补充说明,,,,2018.4.9",
        "2018-03,2-2,1,省农牧厅,20,万亩,,,,,,,2018/4/3",
        "2018-03,2-2,1,省农牧厅,暂无,,,,,,,,20180409",
    ]);
    let all = items(&case, "2018Q1");
    is(&all, "1-5", "on_track", Some("9"), None);
    is(&all, "1-6", "on_track", Some("8.5"), None);
    is(&all, "2-2", "unrated", None, None);
    counts(&case.duban(["check"]).exits(0), 6, 6, 0);
}

#[test]
fn two_figures_of_one_day_count_neither() {
    let case = case(&[
        "2018-03,1-5,1,省人社厅,8,%,,,,,,,2018-04-03",
        "2018-03,1-5,1,省人社厅,9,%,,,,,,,2018-04-03",
        "2018-03,1-6,1,省农牧厅,8.5,%,,,,,,,2018-04-03",
        "2018-03,1-6,1,省农牧厅,8.50%,,,,,,,,2018-04-03",
    ]);
    let all = items(&case, "2018-03");
    is(&all, "1-5", "defective", None, None);
    is(&all, "1-6", "on_track", Some("8.5"), None);
    let run = case.duban(["check"]).exits(1);
    run.complains("在同一天填报，但完成值不同，均不采用");
}

#[test]
fn ties_share_a_place_and_the_new_area_has_none() {
    let values = ["8", "7", "7", "6", "5", "5", "5", "4", "4", "3", "3", "3", "3", "-2"];
    let mut rows: Vec<String> = PREFECTURES
        .iter()
        .zip(values)
        .map(|(unit, value)| format!("2018-03,1-2,1,{unit},{value},%"))
        .collect();
    rows.push("2018-03,1-2,1,兰州新区管委会,99,%".to_owned());
    rows.push("2018-03,1-8,1,兰州市,2,%\n2018-03,1-8,1,金昌市,1.9,%".to_owned());
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let case = case(&rows);
    let all = items(&case, "2018-03");
    let ranks: Vec<_> = PREFECTURES.iter().map(|unit| rank(&all, "1-2", unit)).collect();
    let known = [1, 2, 2, 4, 5, 5, 5, 8, 8, 10, 10, 10, 10, 14];
    assert_eq!(ranks, known.map(Some));
    assert_eq!(rank(&all, "1-2", "兰州新区"), None);
    // Lower is better, and a unit that did not report has no place.
    assert_eq!(rank(&all, "1-8", "金昌市"), Some(1));
    assert_eq!(rank(&all, "1-8", "兰州市"), Some(2));
    assert_eq!(rank(&all, "1-8", "甘南州"), None);
    assert_eq!(item(&all, "1-2")["status"], "unreported");
}

#[test]
fn all_who_share_the_last_places_are_named() {
    let values = ["8", "7", "7", "6", "5", "5", "5", "4", "4", "3.5", "3", "3", "3", "-2"];
    let mut rows: Vec<String> = PREFECTURES
        .iter()
        .zip(values)
        .map(|(unit, value)| format!("2018-03,1-2,1,{unit},{value},%"))
        .collect();
    rows.push("2018-03,1-2,1,省发展改革委,4,%".to_owned());
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let case = case(&rows);
    case.duban(["bulletin", "--period", "2018Q1"]).exits(0);
    let text = bulletin(&case, "2018Q1");
    let wanted = "14个市州排名，居前的是兰州市（增长8.0%）、嘉峪关市（增长7.0%，并列第2位）、金昌市（增长7.0%，\
                  并列第2位），居后的是定西市（增长3.0%，并列第11位）、陇南市（增长3.0%，并列第11位）、临夏州\
                  （增长3.0%，并列第11位）、甘南州（下降2.0%）。";
    let wanted = wanted.replace(' ', "");
    assert!(text.contains(&wanted), "{text}");
}

#[test]
fn where_the_lead_unit_is_silent_the_implementing_units_add_up() {
    let mut rows: Vec<String> =
        PREFECTURES.iter().map(|unit| format!("2018-03,2-8,1,{unit},\"5,000人次\",")).collect();
    rows.push("2018-03,2-8,1,兰州新区,90,万人次".to_owned());
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let case = case(&rows);
    let all = items(&case, "2018-03");
    // 14 times 0.5 of 34; 兰州新区 lies inside 兰州市.
    is(&all, "2-8", "lagging", Some("7"), Some("20.588235"));
    assert_eq!(item(&all, "2-8")["computed"], true);
}

#[test]
fn milestones_take_the_place_of_the_straight_line() {
    let case = case(&[
        "2018-03,2-13,1,省建设厅,0,万户\n2018-03,2-13,2,省建设厅,0,万户",
        "2018-06,2-13,1,省住建厅,4.656,万户\n2018-06,2-13,2,甘肃省住房和城乡建设厅,\"15,880户\",",
    ]);
    let schedule = "编号,指标,月份,序时进度,备注\n2-13,,5,10,\n2-13,1,6,50,\n2-13,1,12,100,\n";
    case.write("seeds/schedule.csv", schedule);
    is(&items(&case, "2018-03"), "2-13", "on_track", Some("0"), Some("0"));
    let june = items(&case, "2018-06");
    is(&june, "2-13", "lagging", Some("4.656"), Some("40"));
    let targets = &item(&june, "2-13")["targets"];
    assert_eq!(targets[0]["status"], "lagging");
    assert_eq!(targets[1]["status"], "on_track");
    assert_eq!(targets[1]["percent"], "40");
}

#[test]
fn numbers_and_names_are_read_as_offices_write_them() {
    let case = case(&[
        "2018-03,2-63,1,省农牧厅,１．５,",
        "2018-03,2-4,1,省旅游委,一百五十个,",
        "2018-03,2-12,1,省水利厅,339200人,",
        "2018-03,2-1,1,省财政厅,,,１２．５％",
        "2018-03,2-165,1,省食药监局,,,,达到序时进度",
        "2018-03,2-32,1,省生态环境厅,6项,\n2018-03,2-32,2,省环保厅,10,",
    ]);
    let all = items(&case, "2018-03");
    is(&all, "2-63", "on_track", Some("1.5"), Some("25"));
    is(&all, "2-4", "done", Some("150"), Some("100"));
    is(&all, "2-12", "done", Some("33.92"), Some("100"));
    is(&all, "2-1", "severe", None, Some("12.5"));
    is(&all, "2-32", "done", Some("6"), Some("100"));
}

#[test]
fn nonsense_is_told_row_by_row_and_the_rest_still_counts() {
    let case = case(&[
        "2018-03,9-99,1,省财政厅,1,",
        "垃圾,1-1,1,省财政厅,5,",
        "2018-03,1-1,7,省发展改革委,5,",
        "2018-03,1-1,1,某某厅,5,",
        "2018-03,1-1,1,省发展改革委,#REF!,%",
        "2018-03,1-1,1,省发展改革委,5-6,%",
        "2018-03,1-2,1,省发展改革委,99999999999999999999999999999999999999999,%",
        "合计,,,,,",
    ]);
    case.write("seeds/progress/乱码.csv", [0, 0xFF, 0xFE, 1].repeat(500));
    case.write("seeds/progress/空.csv", "");
    case.write("seeds/progress/只有表头.csv", RETURNS_HEADER);
    case.write("seeds/progress/坏.xlsx", "PK\u{3}\u{4}junk");
    let gb =
        [b"2018-03,1-6,1,".to_vec(), b"\xCA\xA1\xC5\xA9\xC4\xC1\xCC\xFC,8\n".to_vec()].concat();
    let head = b"period,id,target,unit,value\n".to_vec();
    case.write("seeds/progress/国标.csv", [head, gb].concat());
    let run = case.duban(["check"]).exits(1);
    counts(&run, 9, 4, 5);
    for words in [
        "没有编号为“9-99”的事项",
        "期间“垃圾”无法识别",
        "指标1（生产总值增长）没有第7个指标，共1个",
        "“某某厅”不在单位名录中",
        "#REF!",
        "“5-6”是一个区间",
        "位数太多",
        "乱码.csv",
        "坏.xlsx",
    ] {
        assert!(run.stderr.contains(words), "no {words} in {}", run.stderr);
    }
    is(&items(&case, "2018-03"), "1-6", "on_track", Some("8"), None);
    case.duban(["bulletin", "--period", "2018Q1"]).exits(1);
    assert!(
        bulletin(&case, "2018Q1")
            .contains("农村居民人均可支配收入增长8.0%，与年度目标（8%）持平，达到序时进度")
    );
}

#[test]
fn hostile_words_of_a_unit_are_printed_and_nothing_else() {
    let words =
        "|#*{{ 7*7 }}<script>alert(1)</script>{% raw %}\\\"\"\"\n+++\n- \u{202E}\u{7}👍".to_owned();
    let long = "长".repeat(10_000);
    let quoted = words.replace('"', "\"\"");
    let row = format!(
        "2018-03,2-107,1,省建设厅,,,,严重滞后,\"{quoted}{long}\",\"```\n| a | b |\n|---|---|\","
    );
    let case = case(&[&row]);
    counts(&case.duban(["check"]), 1, 1, 0);
    case.duban(["bulletin", "--period", "2018Q1"]);
    let text = bulletin(&case, "2018Q1");
    assert!(text.contains("<script>alert(1)</script>"), "{text}");
    assert!(text.contains("{{7*7}}") && !text.contains("49<script>"), "{text}");
    assert_eq!(text.matches('长').count() / 10_000, 1);
}

#[test]
fn a_quarter_without_returns_has_no_bulletin() {
    let case = case(&["2018-03,1-2,1,省发展改革委,7,%"]);
    for (period, words) in [
        ("2018Q3", "2018Q3没有任何报送数据，不能生成通报"),
        ("2018-05", "2018-05没有任何报送数据，不能生成通报"),
    ] {
        case.duban(["bulletin", "--period", period]).exits(2).complains(words);
    }
    assert_eq!(case.list("output/bulletins"), [""; 0]);
    case.duban(["bulletin"]).exits(0);
    let files = ["2018Q1-一页通.pdf", "2018Q1.pdf", "2018Q1.xlsx"];
    assert_eq!(case.list("output/bulletins"), files);
}

#[test]
fn where_no_return_can_be_read_the_refusal_comes_with_the_reasons() {
    let case = case(&["2018-03,9-99,1,省发展改革委,5,%"]);
    let run = case.duban(["bulletin", "--period", "2018Q1"]).exits(2);
    assert!(run.stderr.contains("没有编号为“9-99”的事项"), "{}", run.stderr);
    assert!(run.stderr.contains("2018Q1没有任何报送数据"), "{}", run.stderr);
}

#[test]
fn a_unit_whose_figure_cannot_be_read_has_reported() {
    let case = case(&[
        "2018-03,1-1,1,省发展改革委,若干,%,,,一季度经济平稳。,,,,",
        "2018-03,2-107,1,省建设厅,,,,红灯,,,,,",
        "2018-03,2-108,1,省科技厅,,,50,,,,,,前天",
    ]);
    let all = items(&case, "2018Q1");
    is(&all, "1-1", "defective", None, None);
    is(&all, "2-107", "defective", None, None);
    case.duban(["bulletin", "--period", "2018Q1"]).exits(1);
    let text = bulletin(&case, "2018Q1");
    assert!(text.contains("报送有误（待核）（2个单位）"), "{text}");
    assert!(text.contains("指标1（生产总值增长）完成值“若干”无法识别"), "{text}");
    assert!(text.contains("任务107（城市建设管理和城镇化质量）状态“红灯”无法识别"), "{text}");
}
