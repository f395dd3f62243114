//! The many spellings of a period.

use crate::input::{date, text};
use crate::period::Month;

/// The reason for which a text does not name a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum PeriodTextError {
    #[error("无法识别")]
    Unreadable,
    #[error("不是从1月起累计")]
    NotCumulative,
}

/// Reads the month that closes the period written as `text`; a text without a year is of `year`.
///
/// Accepts 2018-03, 201803, 2018年3月, 1—3月, 2018Q1, 一季度, 上半年, 2018, Mar-18, 43160 (Excel's number of a day).
pub(super) fn parse(text: &str, year: i16) -> Result<Month, PeriodTextError> {
    let text = bare(text);
    let text = text.as_str();
    if let Some(day) = date::parse(text).or_else(|| date::from_serial(text)) {
        return month(day.year(), i64::from(day.month()));
    }
    if let Some((year, number)) = english(text) {
        return month(year, number);
    }
    let (year, rest) = split_year(text, year)?;
    within(rest).and_then(|number| month(year, number))
}

fn month(year: i16, number: i64) -> Result<Month, PeriodTextError> {
    i8::try_from(number)
        .ok()
        .and_then(|number| Month::new(year, number))
        .ok_or(PeriodTextError::Unreadable)
}

/// Replaces 至 and the like with hyphens, and removes words like 截至.
fn bare(text: &str) -> String {
    let text = text::numeral(text).replace(['~', '至', '到'], "-");
    let text = text.strip_prefix("截-").unwrap_or(&text);
    let text = text.strip_prefix("截止").unwrap_or(text);
    let text = text.trim_start_matches(['(', '-']).trim_end_matches(')');
    text.replace("--", "-")
}

/// Splits off the year at the beginning of a text, or `year` if there is none, from the rest.
fn split_year(text: &str, year: i16) -> Result<(i16, &str), PeriodTextError> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    let read = |digits: &str| digits.parse().map_err(|_| PeriodTextError::Unreadable);
    let after_year = |rest: &str| {
        let rest = rest.strip_prefix("年度").or_else(|| rest.strip_prefix('年'));
        rest.map(str::len)
    };
    match (digits.len(), after_year(rest)) {
        (4, Some(left)) => Ok((read(digits)?, &rest[rest.len() - left..])),
        (2, Some(left)) => Ok((2000 + read(digits)?, &rest[rest.len() - left..])),
        (4, None) => Ok((read(digits)?, rest.trim_start_matches(['-', '/', '.', '_']))),
        (6, None) if rest.is_empty() => Ok((read(&digits[..4])?, &digits[4..])),
        _ if text.is_empty() => Err(PeriodTextError::Unreadable),
        _ => Ok((year, text)),
    }
}

/// Reads the month that closes a period inside a year: nothing (the whole year), 3, 3月, 1-3月, q1, 一季度.
fn within(text: &str) -> Result<i64, PeriodTextError> {
    let text = text.strip_prefix("累计").unwrap_or(text);
    let text = text.strip_suffix("累计").unwrap_or(text);
    let text = text.trim_end_matches(['末', '底', '份']);
    match text {
        "" | "全年" | "年度" | "全年度" | "年" | "1-4季度" | "前四季度" => {
            return Ok(12);
        }
        "上半年" | "半年" | "前半年" | "h1" => return Ok(6),
        _ => {}
    }
    if let Some(quarter) = text.strip_prefix('q') {
        return quarter_end(quarter);
    }
    if let Some(quarters) = text.strip_suffix("季度").or_else(|| text.strip_suffix('季')) {
        let quarters = quarters.strip_prefix('第').unwrap_or(quarters);
        let quarters = quarters.strip_prefix('前').unwrap_or(quarters);
        return match quarters.split_once('-') {
            Some((from, to)) => cumulative(from, to).and_then(|_| quarter_end(to)),
            None => quarter_end(quarters),
        };
    }
    let months = text.strip_suffix('月').unwrap_or(text);
    match months.split_once('-') {
        Some((from, to)) => cumulative(from.trim_end_matches('月'), to),
        None => number(months),
    }
    .and_then(|month| {
        let named = months.len() < text.len() || text.bytes().all(|byte| byte.is_ascii_digit());
        ((1..=12).contains(&month) && named).then_some(month).ok_or(PeriodTextError::Unreadable)
    })
}

/// Reads the end of a range that has to begin with 1.
fn cumulative(from: &str, to: &str) -> Result<i64, PeriodTextError> {
    match (number(from)?, number(to)?) {
        (1, to) => Ok(to),
        _ => Err(PeriodTextError::NotCumulative),
    }
}

fn quarter_end(text: &str) -> Result<i64, PeriodTextError> {
    match number(text)? {
        quarter @ 1..=4 => Ok(quarter * 3),
        _ => Err(PeriodTextError::Unreadable),
    }
}

/// Reads 1 to 12 in figures or numerals.
fn number(text: &str) -> Result<i64, PeriodTextError> {
    const NUMERALS: [&str; 12] =
        ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"];
    let numeral = (1..).zip(NUMERALS).find(|(_, numeral)| *numeral == text);
    if let Some((value, _)) = numeral {
        return Ok(value);
    }
    if text.is_empty() || text.len() > 2 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(PeriodTextError::Unreadable);
    }
    text.parse().map_err(|_| PeriodTextError::Unreadable)
}

/// Reads Mar-18, march2018 and 2018-mar, in lower case.
fn english(text: &str) -> Option<(i16, i64)> {
    let (month, year) = date::english_month(text)?;
    let year: i16 = year.parse().ok()?;
    match year {
        0..=99 => Some((2000 + year, month)),
        1000..=9999 => Some((year, month)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        match parse(text, 2018) {
            Ok(month) => month.to_string(),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn every_spelling_of_the_first_quarter_is_read() {
        for text in [
            "2018-03",
            "2018-3",
            "2018/03",
            "2018/3",
            "2018.3",
            "2018.03",
            "201803",
            "2018年3月",
            "2018年3月份",
            "2018 年 3 月",
            "２０１８年３月",
            "3月",
            "3月份",
            "三月",
            "1-3月",
            "1—3月",
            "1月-3月",
            "1至3月",
            "2018年1-3月",
            "2018年1—3月",
            "2018Q1",
            "2018q1",
            "2018-Q1",
            "Q1",
            "一季度",
            "第一季度",
            "1季度",
            "2018年一季度",
            "2018年第一季度",
            "2018年1季度",
            "Mar-18",
            "2018-03-31",
            "2018-03-01",
            "2018/3/1",
            "2018年3月底",
            "截至2018年3月底",
            "截止3月底",
            "43160",
            "'2018-03",
            "一季度末",
            "18年3月",
            "（2018年3月）",
            "2018年1-3月累计",
        ] {
            assert_eq!(read(text), "2018-03", "{text}");
        }
    }

    #[test]
    fn later_periods_close_where_they_end() {
        for (text, month) in [
            ("二季度", "2018-06"),
            ("上半年", "2018-06"),
            ("2018年上半年", "2018-06"),
            ("1—6月", "2018-06"),
            ("前三季度", "2018-09"),
            ("三季度", "2018-09"),
            ("一至三季度", "2018-09"),
            ("全年", "2018-12"),
            ("2018", "2018-12"),
            ("2018年", "2018-12"),
            ("2018年度", "2018-12"),
            ("四季度", "2018-12"),
            ("十二月", "2018-12"),
            ("2017年一季度", "2017-03"),
            ("2018年12月", "2018-12"),
            ("May-18", "2018-05"),
        ] {
            assert_eq!(read(text), month, "{text}");
        }
    }

    #[test]
    fn what_is_no_cumulative_period_is_refused() {
        for text in [
            "",
            "四月中旬",
            "2018-13",
            "0月",
            "13月",
            "2018Q5",
            "下半年",
            "本月",
            "五季度",
            "abc",
            "3-",
        ] {
            assert_eq!(read(text), "无法识别", "{text}");
        }
        assert_eq!(read("4—6月"), "不是从1月起累计");
        assert_eq!(read("二至三季度"), "不是从1月起累计");
    }
}
