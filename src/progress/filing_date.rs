//! The many spellings of the day on which a return was filed.

use jiff::civil::Date;

use crate::period::Month;
use crate::source::date;
use crate::source::width::half_width;

/// The day that `text` names; without a year it is the first such day after the period begins to
/// close: in the year of `period`, or the year after if that were before its end.
pub(super) fn parse(text: &str, period: Month) -> Option<Date> {
    let text: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '\u{200b}'..='\u{200d}' | '\u{feff}'))
        .map(half_width)
        .collect();
    let text = text.trim_start_matches('\'').replace('号', "日");
    if let Some(day) = date::parse(&text).or_else(|| date::from_serial(&text)) {
        return Some(day);
    }
    if let Some((year, rest)) = text.split_once('年') {
        let year: i16 = (year.len() == 4).then(|| year.parse().ok())??;
        return day_of(rest, year);
    }
    let here = day_of(&text, period.year())?;
    if here >= period.last_day() {
        return Some(here);
    }
    day_of(&text, period.year().checked_add(1)?)
}

/// 4月5日 or 4月底 of a year.
fn day_of(text: &str, year: i16) -> Option<Date> {
    let (month, day) = text.split_once('月')?;
    let month = Month::new(year, month.parse().ok()?)?;
    match day {
        "底" | "末" => Some(month.last_day()),
        _ => Date::new(year, month.number(), day.strip_suffix('日')?.parse().ok()?).ok(),
    }
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
        for text in [
            "",
            "4月",
            "4月中旬",
            "2018",
            "13月1日",
            "4月31日",
            "昨天",
            "5日",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
