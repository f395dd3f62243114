//! The many spellings of the day of filing.

use jiff::civil::Date;

use crate::input::{date, text};
use crate::period::Month;

/// Reads the day that `text` names. A day without a year is the first such day after the period begins to
/// close: it is in the year of `period`, or in the next year if it would otherwise be before the period's end.
pub(in crate::returns) fn parse(text: &str, period: Month) -> Option<Date> {
    let text = text::plain(without_time(text));
    let text = text.trim_start_matches('\'').replace('号', "日");
    let text =
        ["以前", "之前", "前"].iter().find_map(|before| text.strip_suffix(before)).unwrap_or(&text);
    if let Some(day) = date::parse(text).or_else(|| date::from_serial(text)) {
        return Some(day);
    }
    if let Some((year, rest)) = text.split_once('年')
        && year.len() == 4
    {
        return day_of(rest, year.parse().ok()?);
    }
    let here = day_of(text, period.year())?;
    if here >= period.last_day() {
        return Some(here);
    }
    day_of(text, period.year().checked_add(1)?)
}

/// Removes the time of day that programs put behind a date.
fn without_time(text: &str) -> &str {
    match text.trim().split_once(char::is_whitespace) {
        Some((day, time)) if time.contains([':', '：']) => day,
        _ => text,
    }
}

/// Reads 4月5日, 4月底, 4月中旬, 二季度末 or 年底 of a year; of several days, the last one.
fn day_of(text: &str, year: i16) -> Option<Date> {
    let month = |number: i8| Month::new(year, number);
    let quarters = ["一季度末", "二季度末", "三季度末", "四季度末"];
    if let Some(quarter) = quarters.iter().position(|end| text == *end) {
        return Some(month(3 * (i8::try_from(quarter).ok()? + 1))?.last_day());
    }
    if matches!(text, "年底" | "年末" | "底" | "末") {
        return Some(month(12)?.last_day());
    }
    let (number, day) = text.split_once('月')?;
    let month = month(number.parse().ok()?)?;
    let day = match day {
        "底" | "末" | "下旬" => return Some(month.last_day()),
        "上旬" => 10,
        "中旬" => 20,
        "初" => 1,
        _ => day.strip_suffix('日')?.parse().ok()?,
    };
    Date::new(year, month.number(), day).ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn read(text: &str) -> Option<Date> {
        parse(text, Month::new(2018, 3).unwrap())
    }

    #[test]
    fn every_spelling_of_a_day_is_read() {
        for text in [
            "2018-4-5",
            "2018-04-05",
            "2018/04/05",
            "2018.4.5",
            "20180405",
            "2018年4月5日",
            "4月5日",
            "4月5号",
            "43195",
            "２０１８－４－５",
            "2018 年 4 月 5 日",
        ] {
            assert_eq!(read(text), Some(date(2018, 4, 5)), "{text}");
        }
        assert_eq!(read("4月底"), Some(date(2018, 4, 30)));
        assert_eq!(read("2018年4月底"), Some(date(2018, 4, 30)));
        assert_eq!(read("2018/4/5 10:30:00"), Some(date(2018, 4, 5)));
        assert_eq!(read("4月中旬"), Some(date(2018, 4, 20)));
        assert_eq!(read("4月上旬"), Some(date(2018, 4, 10)));
        assert_eq!(read("4月下旬前"), Some(date(2018, 4, 30)));
        assert_eq!(read("2018年二季度末"), Some(date(2018, 6, 30)));
        assert_eq!(read("2018年底"), Some(date(2018, 12, 31)));
        assert_eq!(read("年底前"), Some(date(2018, 12, 31)));
    }

    #[test]
    fn a_day_before_the_end_of_the_period_is_of_the_next_year() {
        assert_eq!(read("1月5日"), Some(date(2019, 1, 5)));
        assert_eq!(read("3月31日"), Some(date(2018, 3, 31)));
        let december = Month::new(2018, 12).unwrap();
        assert_eq!(parse("1月10日", december), Some(date(2019, 1, 10)));
    }

    #[test]
    fn what_is_no_day_is_refused() {
        for text in ["", "4月", "2018", "13月1日", "4月31日", "昨天", "5日"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
