use super::*;

fn parsed(text: &str) -> Quantity {
    Quantity::parse(text)
        .unwrap_or_else(|error| panic!("{text}: {error}"))
        .unwrap_or_else(|| panic!("{text} counts as missing"))
}

/// The value in the measure given.
fn value(text: &str, measure: &str) -> Option<String> {
    let value = parsed(text).in_measure(measure);
    value.map(|value| value.normalize().to_string())
}

#[test]
fn missing_is_not_zero() {
    for text in [
        "",
        " ",
        "　",
        "—",
        "－",
        "-",
        "–",
        "——",
        "/",
        "…",
        "……",
        "...",
        "N/A",
        "n/a",
        "NA",
        "无",
        "暂无",
        "未统计",
        "待核",
        "未出",
        "尚未公布",
        "暂未公布",
        "暂 无",
        "暂无。",
        "'",
    ] {
        assert_eq!(Quantity::parse(text), Ok(None), "{text}");
    }
    for text in ["0", "零", "0.0", "０", "持平", "与上年同期持平", "0%"] {
        assert_eq!(parsed(text).value, Decimal::ZERO, "{text}");
    }
}

#[test]
fn numbers_are_read_in_figures_and_numerals() {
    for (text, number) in [
        ("3.2", "3.2"),
        ("１２．５％", "12.5"),
        ("1,064", "1064"),
        ("1，064", "1064"),
        ("１，０６４", "1064"),
        ("1 064", "1064"),
        ("1\u{2009}064", "1064"),
        ("1\u{a0}064.5", "1064.5"),
        ("1,234,567.89", "1234567.89"),
        ("1.2E+05", "120000"),
        ("1.5e-3", "0.0015"),
        ("'12", "12"),
        ("131.0", "131.0"),
        ("三十二", "32"),
        ("一点五", "1.5"),
        ("零点零五", "0.05"),
        ("两百", "200"),
        ("两百零五", "205"),
        ("十", "10"),
        ("十二", "12"),
        ("一千零六十四", "1064"),
        ("两千五", "2500"),
        ("一百二", "120"),
        ("20180405", "20180405"),
        (".5", "0.5"),
        ("-.5", "-0.5"),
        ("5.", "5"),
        ("千分之二", "0.2"),
        ("百分之十二", "12"),
        ("百分之12.5", "12.5"),
        ("百分之九十二点八", "92.8"),
        ("\u{feff}7 %", "7"),
    ] {
        assert_eq!(parsed(text).value.to_string(), number, "{text}");
    }
}

#[test]
fn thousandths_are_tenths_of_a_percent_and_ratios_count_nothing() {
    assert_eq!(value("千分之五点三", "%").as_deref(), Some("0.53"));
    assert_eq!(value("下降千分之2", "%").as_deref(), Some("-0.2"));
    assert!(Quantity::parse("千分之百分之二").is_err());
    assert_eq!(value("7.12人/万人", "万人"), None);
}

#[test]
fn words_signs_and_arrows_give_the_direction() {
    use Direction::{Down, Up};
    for (text, number, direction) in [
        ("增长3.2", "3.2", Some(Up)),
        ("增长3.2%", "3.2", Some(Up)),
        ("同比增长 3.2%", "3.2", Some(Up)),
        ("增长-3.2", "-3.2", Some(Up)),
        ("↑3.2", "3.2", Some(Up)),
        ("+3.2", "3.2", Some(Up)),
        ("上升0.5个百分点", "0.5", Some(Up)),
        ("下降3.2", "-3.2", Some(Down)),
        ("降低3.2%", "-3.2", Some(Down)),
        ("减少3.2", "-3.2", Some(Down)),
        ("负增长3.2%", "-3.2", Some(Down)),
        ("↓3.2", "-3.2", Some(Down)),
        ("负3.2", "-3.2", None),
        ("-3.2", "-3.2", None),
        ("－3.2", "-3.2", None),
        ("−3.2", "-3.2", None),
        ("—3.2", "-3.2", None),
    ] {
        let quantity = parsed(text);
        assert_eq!(quantity.value.to_string(), number, "{text}");
        assert_eq!(quantity.direction, direction, "{text}");
        assert_eq!(quantity.hedge, "", "{text}");
    }
}

#[test]
fn a_fall_is_positive_where_the_target_is_a_fall() {
    let of = |text: &str, target: &str| {
        let target = &Target::parse_list(target).expect(target)[0];
        parsed(text).beside(target).value.to_string()
    };
    let energy = "单位生产总值能耗下降 = 3 %";
    assert_eq!(of("下降3.2%", energy), "3.2");
    assert_eq!(of("增长1.5%", energy), "-1.5");
    assert_eq!(of("3.2", energy), "3.2");
    assert_eq!(of("-3.2", energy), "-3.2");
    assert_eq!(of("降低3.5个百分点", "单位能耗 ≥ 3 % −"), "3.5");
    assert_eq!(of("上升3.5", "单位能耗 ≥ 3 % −"), "-3.5");
    assert_eq!(of("减少65万人", "减少贫困人口 = 65 万人"), "65");
    assert_eq!(of("下降3.2%", "固定资产投资增长 = 7 %"), "-3.2");
    assert_eq!(of("下降0.2", "城镇登记失业率 ≤ 4 %"), "-0.2");
}

#[test]
fn inexact_numbers_keep_the_words_that_say_so() {
    for (text, number, hedge) in [
        ("约3.2万户", "3.2", "约"),
        ("超过200公里", "200", "超过"),
        ("超200公里", "200", "超"),
        ("近5万人", "5", "近"),
        ("达到92.8%", "92.8", "达到"),
        ("≥85%", "85", "≥"),
        (">=85%", "85", ">="),
        ("＞８５％", "85", ">"),
        ("6%左右", "6", "左右"),
        ("200公里以上", "200", "以上"),
        ("60余万亩", "60", "余"),
        ("100多个", "100", "余"),
        ("3.2万户（预计）", "3.2", "(预计)"),
        ("预计5.3%", "5.3", "预计"),
        ("预计增长5.3%", "5.3", "预计"),
        ("3万余", "3", "余"),
        ("3.2万（其中贫困户1.1万）", "3.2", "(其中贫困户1.1万)"),
        ("1.23457E+11", "123457000000", "科学计数法，末几位可能不全"),
        ("增长约3.2%", "3.2", "约"),
    ] {
        let quantity = parsed(text);
        assert_eq!(quantity.value.to_string(), number, "{text}");
        assert_eq!(quantity.hedge, hedge, "{text}");
    }
}

#[test]
fn measures_of_the_same_base_convert() {
    for (text, measure, number) in [
        ("3.2万户", "户", "32000"),
        ("3.2万户", "万户", "3.2"),
        ("1200人", "万人", "0.12"),
        ("6.18万羊单位", "万羊单位", "6.18"),
        ("三十二万", "万亩", "32"),
        ("三十二万户", "万户", "32"),
        ("三万二千户", "万户", "3.2"),
        ("三万二千", "户", "32000"),
        ("三万零五十户", "户", "30050"),
        ("一万二", "万户", "1.2"),
        ("三万五", "万户", "3.5"),
        ("十二万三", "万户", "12.3"),
        ("十二万三千户", "万户", "12.3"),
        ("三万零五", "户", "30005"),
        ("一亿二千万", "亿元", "1.2"),
        ("一亿二千万元", "万元", "12000"),
        ("一亿二", "亿元", "1.2"),
        ("3万2千", "万户", "3.2"),
        ("3万2千户", "户", "32000"),
        ("3万2", "万户", "3.2"),
        ("3万2000户", "万户", "3.2"),
        ("1亿2千万元", "万元", "12000"),
        ("3千2百万元", "万元", "3200"),
        ("3万2千5百", "万户", "3.25"),
        ("1.2亿", "亿元", "1.2"),
        ("三成", "%", "30"),
        ("三成五", "%", "35"),
        ("百分之六十", "%", "60"),
        ("5.3个百分点", "%", "5.3"),
        ("1:30", "小时", "1.5"),
        ("1.5亿元", "万元", "15000"),
        ("23亿元", "亿元", "23"),
        ("4710000吨", "万吨", "471"),
        ("5千米", "公里", "5"),
        ("1200万千瓦", "千瓦", "12000000"),
        ("3百人", "人", "300"),
        ("10000人", "万名", "1"),
        ("1万名", "万名", "1"),
        ("65万", "万", "65"),
        ("650000人", "万", "65"),
        ("40", "万人", "40"),
        ("45个乡镇", "个", "45"),
        ("12%", "%", "12"),
        ("12个百分点", "%", "12"),
        ("5‰", "%", "0.5"),
        ("1.2倍", "%", "120"),
        ("增长2倍", "倍", "2"),
        ("增长150%", "倍", "1.5"),
        ("5成", "%", "50"),
        ("5亿元人民币", "万元", "50000"),
        ("30亿美元", "万美元", "300000"),
        ("5个公园", "个", "5"),
        ("百分之十二", "%", "12"),
    ] {
        assert_eq!(value(text, measure).as_deref(), Some(number), "{text} in {measure}");
    }
}

#[test]
fn other_bases_do_not_convert() {
    for (text, measure) in [
        ("3公顷", "亩"),
        ("3户", "人"),
        ("3万人次", "万人"),
        ("12%", "户"),
        ("12户", "%"),
        ("3万", "%"),
        ("3个百分点", "个"),
        ("3倍", "个"),
        ("30亿美元", "亿元"),
        ("3台次", "台"),
        ("3件次", "件"),
        ("3吨公里", "吨"),
        ("3吨标准煤", "吨"),
        ("2个月", "个"),
        ("3斤", "公斤"),
    ] {
        assert_eq!(value(text, measure), None, "{text} in {measure}");
    }
}

#[test]
fn what_is_no_number_says_why() {
    use QuantityError::{Date, DoubleNegative, NoNumber, Range, Several, Time, TooLong};
    for (text, error) in [
        ("abc", NoNumber),
        ("已完成", NoNumber),
        ("约一半", NoNumber),
        ("一半以上", NoNumber),
        ("三个半", NoNumber),
        ("一些", NoNumber),
        ("一部分", NoNumber),
        ("十几个", NoNumber),
        ("#REF!", NoNumber),
        ("三亿五千", NoNumber),
        ("3万2户", Several),
        ("3.2（调整后3.5）", Several),
        ("2018-03-04", Date),
        ("3月4日", Date),
        ("4-Mar", Date),
        ("1:20", Time),
        ("二〇一八", NoNumber),
        ("%", NoNumber),
        ("约", NoNumber),
        ("5-6", Range),
        ("5—6", Range),
        ("5～6万户", Range),
        ("5%-6%", Range),
        ("5至6", Range),
        ("5万到6万户", Range),
        ("五至六", Range),
        ("3万户12万人", Several),
        ("12/40", Several),
        ("1,06", Several),
        ("3 5", Several),
        ("1.2.3", NoNumber),
        ("下降-3.2", DoubleNegative),
        ("99999999999999999999999999999999", TooLong),
        ("0.12345678901234567890123456789012345", TooLong),
        ("1e99", TooLong),
    ] {
        assert_eq!(Quantity::parse(text), Err(error), "{text}");
    }
}

#[test]
fn huge_numbers_do_not_overflow_when_converted() {
    let huge = "79228162514264337593543950335亿元";
    assert_eq!(parsed(huge).in_measure("元"), None);
    assert_eq!(parsed(huge).in_measure("亿元").map(|value| value.scale()), Some(0));
}

/// The ways to write a number of tens of thousands, given in hundreds.
fn spellings(hundreds: u32) -> Vec<String> {
    const DIGITS: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let (whole, thousands, rest) = (hundreds / 100, hundreds / 10 % 10, hundreds % 10);
    let number = Decimal::new(hundreds.into(), 2).normalize();
    let plain = u64::from(hundreds) * 100;
    let mut spellings = vec![
        format!("{number}万户"),
        format!("{number}万"),
        format!("{plain}户"),
        format!("{}", number),
        format!("约{number}万户"),
        format!("{plain}户（其中农村1户）"),
        number.to_string().replace('.', "．") + "万户",
    ];
    if (1000..1_000_000).contains(&plain) {
        spellings.push(format!("{},{:03}户", plain / 1000, plain % 1000));
    }
    if (1..10).contains(&whole) && thousands > 0 {
        let (large, small) = (DIGITS[whole as usize], DIGITS[thousands as usize]);
        if rest == 0 {
            spellings.push(format!("{large}万{small}千户"));
            spellings.push(format!("{large}万{small}"));
            spellings.push(format!("{whole}万{thousands}千户"));
        } else {
            let last = DIGITS[rest as usize];
            spellings.push(format!("{large}万{small}千{last}百户"));
            spellings.push(format!("{large}万{small}千{last}"));
            spellings.push(format!("{whole}万{thousands}千{rest}百户"));
        }
    }
    spellings
}

proptest::proptest! {
    #[test]
    fn every_spelling_of_a_number_is_the_same_number(hundreds in 0_u32..1_000_000) {
        let expected = Decimal::new(hundreds.into(), 2);
        for spelling in spellings(hundreds) {
            let read = parsed(&spelling).in_measure("万户");
            proptest::prop_assert_eq!(read, Some(expected), "{}", spelling);
        }
    }

    #[test]
    fn every_measure_of_targets_is_read_back(
        (at, digits) in (0_usize..1000, 1_u32..10_000_000),
    ) {
        let measures = gongwen::measure::all().filter(|measure| measure.in_targets);
        let measures: Vec<_> = measures.collect();
        let measure = measures[at % measures.len()];
        let number = Decimal::new(digits.into(), 2);
        for scale in ["", "万", "亿"].into_iter().take(if measure.kind.takes_scale() { 3 } else { 1 }) {
            let own = format!("{scale}{}", measure.word);
            for text in [format!("{number}{own}"), format!(" {number} {own}"), format!("{number}")] {
                let read = parsed(&text).in_measure(&own);
                proptest::prop_assert_eq!(read, Some(number), "{}", text);
            }
        }
    }

    #[test]
    fn no_text_panics(text in "[0-9０-９.,，%‰万亿千百十零一二两点 \\-—～至约超增长下降负↓'()（）户人亩元eE+]{0,16}") {
        if let Ok(Some(quantity)) = Quantity::parse(&text) {
            let _ = quantity.in_measure("万户");
            let fall = &Target::parse_list("能耗下降 = 3 %").expect("a target")[0];
            let _ = quantity.beside(fall).in_measure("%");
        }
    }

    #[test]
    fn any_text_is_read_without_panic(text in ".{0,12}") {
        let _ = Quantity::parse(&text);
    }
}
