//! Dates as they are written in cells.

use jiff::civil::Date;

use super::width::half_width;

/// The date that `text` writes: 2018-10-30, 2018/10/30, 2018.10.30, 2018年10月30日 or 20181030,
/// with or without leading zeros, in half-width or full-width digits; `None` for anything else and for days that do not exist.
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

/// A number of digits alone, blanks around it left aside.
fn number<T: std::str::FromStr>(text: &str) -> Option<T> {
    let text = text.trim();
    text.bytes()
        .all(|byte| byte.is_ascii_digit())
        .then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::parse;

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
}
