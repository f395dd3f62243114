//! Dates as they are written in cells.

use jiff::civil::Date;

use super::width::half_width;

/// The date that `text` writes: 2018-10-30, 2018/10/30, 2018.10.30, 2018年10月30日 or 20181030,
/// with or without leading zeros, in half-width or full-width digits; `None` for anything else and for
/// days that do not exist.
pub fn parse(text: &str) -> Option<Date> {
    let text: String = text.trim().chars().map(half_width).collect();
    let (year, month, day) = if text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit()) {
        (&text[..4], &text[4..6], &text[6..])
    } else if let Some((year, rest)) = text.split_once('年') {
        let (month, day) = rest.split_once('月')?;
        (year, month, day.trim_end().strip_suffix('日')?)
    } else {
        let separator = text.chars().find(|c| ['-', '/', '.'].contains(c))?;
        let (year, rest) = text.split_once(separator)?;
        let (month, day) = rest.split_once(separator)?;
        (year, month, day)
    };
    if year.trim().len() != 4 {
        return None;
    }
    Date::new(number(year)?, number(month)?, number(day)?).ok()
}

/// The day that Excel's number of a day means (43195 is 2018-04-05), as it shows in a column without
/// the format of a date; `None` outside of 2000 to 2099, where it could be any number.
pub fn from_serial(text: &str) -> Option<Date> {
    /// The days of 2000-01-01 and 2099-12-31.
    const RANGE: std::ops::RangeInclusive<i32> = 36_526..=73_050;
    let text = text.trim();
    let serial: i32 = (text.len() == 5).then(|| number(text))??;
    RANGE.contains(&serial).then_some(())?;
    jiff::civil::date(1899, 12, 30).checked_add(jiff::Span::new().try_days(serial).ok()?).ok()
}

/// An English month with a number before or behind it, in lower case (mar-18, 7-jan): the month, 1 to
/// 12, and the number's digits.
pub fn english_month(text: &str) -> Option<(i64, &str)> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let is_letter = |c: char| c.is_ascii_lowercase();
    let start = text.find(is_letter)?;
    let length = text[start..].find(|c| !is_letter(c)).unwrap_or(text.len() - start);
    let (before, word) = (&text[..start], &text[start..start + length]);
    let after = &text[start + length..];
    let (month, _) = (1..)
        .zip(MONTHS)
        .find(|(_, name)| word == *name || (word.len() == 3 && name.starts_with(word)))?;
    let digits = match (before, after) {
        ("", after) => after.trim_start_matches(['-', '.', ' ', ',', '/']),
        (before, "") => before.trim_end_matches(['-', '.', ' ', '/']),
        _ => return None,
    };
    let numeric = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    numeric.then_some((month, digits))
}

/// A number of digits alone, blanks around it left aside.
fn number<T: std::str::FromStr>(text: &str) -> Option<T> {
    let text = text.trim();
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{english_month, from_serial, parse};

    #[test]
    fn every_customary_form_is_read() {
        let day = Some(date(2018, 4, 5));
        for text in [
            "2018-04-05",
            "2018-4-5",
            "2018/4/5",
            "2018.04.05",
            "2018年4月5日",
            "2018年 4月 5日 ",
            "20180405",
            "２０１８－４－５",
        ] {
            assert_eq!(parse(text), day, "{text}");
        }
    }

    #[test]
    fn what_is_no_day_is_not_read() {
        for text in [
            "",
            "2018",
            "2018-4",
            "2018-02-30",
            "18-4-5",
            "2018-4/5",
            "2018年4月",
            "2018-+4-5",
            "201804051",
            "2018-4-5-6",
            "4月5日",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn numbers_of_days_are_those_of_excel() {
        assert_eq!(from_serial("43195"), Some(date(2018, 4, 5)));
        assert_eq!(from_serial("36526"), Some(date(2000, 1, 1)));
        for text in ["", "131", "4319", "36525", "99999", "43195.5", "-4319"] {
            assert_eq!(from_serial(text), None, "{text}");
        }
    }

    #[test]
    fn english_months_stand_before_or_behind_their_number() {
        assert_eq!(english_month("mar-18"), Some((3, "18")));
        assert_eq!(english_month("7-jan"), Some((1, "7")));
        assert_eq!(english_month("march 2018"), Some((3, "2018")));
        for text in ["mar", "1-jan-18", "mart-18", "18", ""] {
            assert_eq!(english_month(text), None, "{text}");
        }
    }
}
