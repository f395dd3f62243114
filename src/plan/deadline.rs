//! The day that the words of a deadline mean: 6月底前, 上半年, 11月中旬.

use jiff::civil::Date;

use crate::input::date;
use crate::input::width::half_width;

/// Words before a deadline that say nothing of its day.
const BEFORE: [&str; 10] =
    ["于", "在", "到", "力争", "争取", "确保", "截至", "截止", "计划", "预计"];
/// Words behind a deadline that say nothing of its day.
const BEHIND: [&str; 18] = [
    "全面完成",
    "基本完成",
    "完成",
    "建成",
    "办结",
    "落实",
    "到位",
    "报送",
    "以前",
    "之前",
    "前",
    "为止",
    "止",
    "24时",
    "份",
    "期间",
    "。",
    "；",
];
/// Words between a day and what is to be done by it: 10月底前开工建设.
const BY: [&str; 3] = ["以前", "之前", "前"];
/// Characters of a further day, and marks that begin a further part of a plan.
const FURTHER: &str = "年月日号旬季底末初半、，,；;（(—~～至";
/// The months in words, longest first where one begins with another.
const MONTHS: [(&str, i8); 12] = [
    ("十二", 12),
    ("十一", 11),
    ("十", 10),
    ("一", 1),
    ("二", 2),
    ("三", 3),
    ("四", 4),
    ("五", 5),
    ("六", 6),
    ("七", 7),
    ("八", 8),
    ("九", 9),
];

/// Returns the day that `words` mean, the last one of a span; words without a year mean `year`. `None` for what
/// names no day, or more than one.
pub fn date_of(words: &str, year: i16) -> Option<Date> {
    let text: String = words.chars().filter(|c| !c.is_whitespace()).map(half_width).collect();
    let text = by_which(bare(&text));
    let half = text.strip_suffix("年中").map(|year| format!("{year}年上半年"));
    let text = half.as_deref().unwrap_or(text);
    if let Some(day) = date::parse(text).or_else(|| date::from_serial(text)) {
        return Some(day);
    }
    // 年前 is before the Spring Festival.
    let (year, rest) = year_of(text, year).filter(|_| text != "年" || !words.contains('前'))?;
    if rest == text && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let (month, day) = day_of(rest)?;
    match day {
        Some(day) => Date::new(year, month, day).ok(),
        None => Some(Date::new(year, month, 1).ok()?.last_of_month()),
    }
}

/// Returns a text without the words around the day.
fn bare(mut text: &str) -> &str {
    while let Some(rest) = BEFORE.iter().find_map(|word| text.strip_prefix(word)) {
        text = rest;
    }
    while let Some(rest) = BEHIND.iter().find_map(|word| text.strip_suffix(word)) {
        text = rest;
    }
    text
}

/// Returns the day alone of one with what is to be done by it.
fn by_which(text: &str) -> &str {
    let parts = BY.iter().find_map(|word| text.split_once(word));
    match parts {
        Some((day, action))
            if !day.is_empty()
                && !action.contains(|c: char| c.is_ascii_digit() || FURTHER.contains(c)) =>
        {
            day
        }
        _ => text,
    }
}

/// Returns the year that a text names, or the plan's, and the rest of the text.
fn year_of(text: &str, year: i16) -> Option<(i16, &str)> {
    for (words, ahead) in [("今年", 0), ("本年", 0), ("当年", 0), ("明年", 1), ("次年", 1)]
    {
        if let Some(rest) = text.strip_prefix(words) {
            return Some((year + ahead, rest));
        }
    }
    if let Some((number, rest)) = year_in_words(text) {
        return Some((number, rest));
    }
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let named = (digits == 4).then(|| text.split_at(4));
    match named.map(|(number, rest)| (number, rest.strip_prefix(['年', '.', '-', '/']))) {
        Some((number, Some(rest))) => Some((number.parse().ok()?, rest)),
        _ if ["年", "全年", "年度"].iter().any(|word| text.starts_with(word)) => {
            let rest = text.trim_start_matches('全');
            Some((year, rest.trim_start_matches('年')))
        }
        _ => Some((year, text)),
    }
}

/// Returns the year that a text begins with in characters, and the rest: 二〇一八年六月.
fn year_in_words(text: &str) -> Option<(i16, &str)> {
    let (number, rest) = text.split_once('年')?;
    let digit = |c| "〇一二三四五六七八九".chars().position(|digit| digit == c);
    let digits: Option<Vec<usize>> =
        number.chars().map(|c| if "零○".contains(c) { Some(0) } else { digit(c) }).collect();
    let digits = digits.filter(|digits| digits.len() == 4)?;
    let year = digits.into_iter().fold(0, |year, digit| year * 10 + digit);
    Some((i16::try_from(year).ok()?, rest))
}

/// Returns the month of a text without its year, and the day where it is not the month's last.
fn day_of(text: &str) -> Option<(i8, Option<i8>)> {
    let text = text.strip_prefix('第').unwrap_or(text);
    let end = text.trim_end_matches(['底', '末', '内', '度']);
    let span = match end {
        // 年底, 2018年, 年度内.
        "" => Some(12),
        "上半年" => Some(6),
        "下半年" | "全年" => Some(12),
        "前三季" => Some(9),
        _ => quarter(end),
    };
    if let Some(month) = span {
        return Some((month, None));
    }
    let (month, rest) = month_of(text)?;
    let day = match rest {
        "" | "底" | "末" | "下旬" | "中下旬" | "内" => None,
        "上旬" => Some(10),
        "中旬" => Some(20),
        rest => Some(rest.trim_end_matches(['日', '号']).parse().ok()?),
    };
    Some((month, day))
}

/// Returns the last month of a quarter: 9 for 三季.
fn quarter(text: &str) -> Option<i8> {
    let number = text.strip_suffix('季')?;
    ["一", "二", "三", "四", "1", "2", "3", "4"]
        .iter()
        .zip([3, 6, 9, 12].into_iter().cycle())
        .find_map(|(word, month)| (*word == number).then_some(month))
}

/// Returns the month at the beginning of a text, 1 to 12, and what follows it.
fn month_of(text: &str) -> Option<(i8, &str)> {
    let in_words = MONTHS.iter().find_map(|(word, month)| Some((*month, text.strip_prefix(word)?)));
    let (month, rest) = in_words.or_else(|| {
        let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let (number, rest) = text.split_at(digits);
        Some((number.parse().ok()?, rest))
    })?;
    let rest = match rest.strip_prefix('月') {
        Some(rest) => rest.strip_prefix('份').unwrap_or(rest),
        None if rest.is_empty() => rest,
        None => return None,
    };
    (1..=12).contains(&month).then_some((month, rest))
}

#[cfg(test)]
mod tests {
    use super::date_of;

    fn day(words: &str) -> String {
        date_of(words, 2018).map_or_else(|| "—".to_owned(), |day| day.to_string())
    }

    #[test]
    fn the_customary_words_mean_a_day() {
        for (words, date) in [
            ("6月底", "2018-06-30"),
            ("6月底前完成", "2018-06-30"),
            ("6月30日前", "2018-06-30"),
            ("２０１８年６月３０日前", "2018-06-30"),
            ("2018年6月", "2018-06-30"),
            ("2018.6", "2018-06-30"),
            ("2018-06-15", "2018-06-15"),
            ("2018.6.15", "2018-06-15"),
            ("43281", "2018-06-30"),
            ("二月底", "2018-02-28"),
            ("6月份", "2018-06-30"),
            ("上半年", "2018-06-30"),
            ("三季度末", "2018-09-30"),
            ("第三季度", "2018-09-30"),
            ("前三季度", "2018-09-30"),
            ("一季度", "2018-03-31"),
            ("11月中旬", "2018-11-20"),
            ("11月上旬前", "2018-11-10"),
            ("十一月下旬", "2018-11-30"),
            ("年底前", "2018-12-31"),
            ("力争年内建成", "2018-12-31"),
            ("2018年底", "2018-12-31"),
            ("全年", "2018-12-31"),
            ("本年度内", "2018-12-31"),
            ("12月", "2018-12-31"),
            ("2019年3月底前", "2019-03-31"),
            ("明年6月底", "2019-06-30"),
            ("2018年10月底前开工建设", "2018-10-31"),
            ("5月底前出台方案", "2018-05-31"),
            ("9月底前全面完成", "2018-09-30"),
            ("9月15日前报送", "2018-09-15"),
            ("2018年底前取得阶段性成效", "2018-12-31"),
            ("6月中下旬", "2018-06-30"),
            ("年中", "2018-06-30"),
            ("二〇一八年六月底", "2018-06-30"),
            ("到2020年", "2020-12-31"),
        ] {
            assert_eq!(day(words), date, "{words}");
        }
    }

    #[test]
    fn what_names_no_day_or_several_is_not_read() {
        for words in [
            "",
            "长期坚持",
            "持续推进",
            "13月底",
            "2月30日",
            "6月底前完成方案，年底前建成",
            "6月至9月",
            "国庆节前",
            "年前",
            "3月底前启动，年底前建成",
            "10月底前完成主体（争取9月底）",
            "每季度末",
            "1—6月",
            "全年推进",
            "立即",
            "6",
            "30日",
        ] {
            assert_eq!(day(words), "—", "{words}");
        }
    }
}
