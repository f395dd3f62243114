//! The many spellings of an item's id, spreadsheets' dates among them.
//!
//! Excel, WPS and LibreOffice take `1-7` for a day of the present year (1月7日, 7-Jan, 2018/1/7), and `2-31`, which is
//! no day, for a month (Feb-31, 1931年2月, 1931-02-01), and `2-3-1` for a day of a year, 2002-03-01. `2-131` and `2-3.1`
//! stay text.

use std::fmt;

use jiff::civil::Date;

use super::{Annex, ItemId};
use crate::input::{date, text};

/// The content of an item's id cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WrittenId {
    /// 1-7.
    Whole(ItemId),
    /// 1月7日: a spreadsheet took 1-7 for a date.
    Mangled(ItemId),
    /// 131 or 3.1: the annex is missing.
    Bare(ItemNumber),
}

/// The number of an item in its annex.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ItemNumber {
    /// 3.
    pub no: u32,
    /// 1 in 3.1.
    pub sub: Option<u32>,
}

impl ItemNumber {
    /// Returns the id of this number in `annex`.
    pub fn of(self, annex: Annex) -> ItemId {
        ItemId { annex, no: self.no, sub: self.sub }
    }
}

impl fmt::Display for ItemNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.of(Annex::TASKS).number())
    }
}

impl ItemId {
    /// Returns the number that an id was meant to be where no annex is written: 3-1 is the first part of item 3.
    pub fn as_number(self) -> Option<ItemNumber> {
        let no = self.annex.number()?.into();
        self.sub.is_none().then_some(ItemNumber { no, sub: Some(self.no) })
    }
}

/// Reads `text` as an id; `None` if it is not one.
pub fn parse(text: &str) -> Option<WrittenId> {
    let text = hyphenated(text);
    let text = text.strip_prefix("附件").unwrap_or(&text);
    if let Some(no) = text.strip_prefix('p') {
        let no = digits(no.strip_prefix('-').unwrap_or(no)).filter(|&no| no > 0)?;
        return Some(WrittenId::Whole(ItemId::new(Annex::INSTRUCTIONS, no)));
    }
    let text = without_time(text);
    if let Some(day) = date::parse(text).or_else(|| from_serial(text)) {
        return day_of_year(day);
    }
    if let Some((annex, number)) = text.split_once('-')
        && let (Some(annex), Some(number)) = (digits(annex).and_then(Annex::new), number_of(number))
    {
        return Some(WrittenId::Whole(number.of(annex)));
    }
    if let Some((year, month)) = year_and_month(text) {
        // Two digits were typed that are no day, and were taken for the year: 2-31 became 1931年2月.
        let no = (1930..2050).contains(&year).then_some(year % 100)?;
        let is_year = is_no_day(month, no.into());
        return is_year.then(|| id(month, Some(no))).flatten().map(WrittenId::Mangled);
    }
    if let Some((month, day)) = month_and_day(text) {
        return id(digits(month)?.into(), digits(day)).map(WrittenId::Mangled);
    }
    if let Some((month, number)) = date::english_month(text) {
        return id(month, digits(number)).map(WrittenId::Mangled);
    }
    bare(text).map(WrittenId::Bare)
}

/// Leaves out the time of a date, as other programs write it: 2018-01-07 00:00:00. Blanks are gone already.
fn without_time(text: &str) -> &str {
    let Some(colon) = text.find(':') else { return text };
    let hour = text[..colon].len().saturating_sub(2);
    let date = text.get(..hour).unwrap_or_default();
    let date = date.strip_suffix('t').unwrap_or(date);
    if date::parse(date).is_some() { date } else { text }
}

/// Returns the day of a serial number, as it shows in a column without the format of a date: no item has so
/// high a number.
fn from_serial(text: &str) -> Option<Date> {
    /// The days of 1930-01-01 and 2099-12-31.
    const RANGE: std::ops::RangeInclusive<i32> = 10_959..=73_050;
    let serial = i32::try_from(digits(text)?).ok().filter(|serial| RANGE.contains(serial))?;
    jiff::civil::date(1899, 12, 30).checked_add(jiff::Span::new().try_days(serial).ok()?).ok()
}

/// The years that three numbers become, of which the first is an annex: no one types an id in them any more.
const PART_YEARS: std::ops::RangeInclusive<i16> = 2001..=2009;

/// Returns the id that became a whole date: 1-7 the 7 January of the year in which it was typed, 2-35 the 1 February
/// 1935, 2-3-1 the 1 March 2002. Where the first of a month may come from either, it is not certain which id was typed.
fn day_of_year(day: Date) -> Option<WrittenId> {
    let (year, month) = (day.year(), i64::from(day.month()));
    if let Some(annex) =
        PART_YEARS.contains(&year).then(|| u32::try_from(year - 2000).ok()).flatten()
    {
        let number =
            ItemNumber { no: u32::try_from(month).ok()?, sub: u32::try_from(day.day()).ok() };
        return Annex::new(annex).map(|annex| WrittenId::Mangled(number.of(annex)));
    }
    let no = match (day.day(), year) {
        (1, 1930..2000) => i64::from(year) - 1900,
        (_, 1930..2000) => return None,
        (1, 2029..2050) if is_no_day(month, i64::from(year) - 2000) => return None,
        (day, _) => day.into(),
    };
    id(month, u32::try_from(no).ok()).map(WrittenId::Mangled)
}

/// Returns whether a month may not have a day of this number, so that a spreadsheet takes it for a year.
fn is_no_day(month: i64, number: i64) -> bool {
    number > if month == 2 { 28 } else { 31 }
}

/// Splits 1931年2月, 1931-02 or 1931/2 into year and month.
fn year_and_month(text: &str) -> Option<(u32, i64)> {
    let (year, month) = match text.split_once('年') {
        Some((year, rest)) => (year, rest.strip_suffix('月')?),
        None => text.split_once(['-', '/', '.'])?,
    };
    let year = digits(year).filter(|_| year.len() == 4)?;
    Some((year, digits(month)?.into()))
}

/// Splits 1月7日, 1/7, and what LibreOffice shows in Chinese, 7-1月 and 2月-31, into month and day.
fn month_and_day(text: &str) -> Option<(&str, &str)> {
    if let Some((day, month)) = text.strip_suffix('月').and_then(|text| text.split_once('-')) {
        return Some((month, day));
    }
    match text.split_once('月') {
        Some((month, day)) => Some((month, day.trim_matches(['-', '日', '号']))),
        None => text.split_once('/'),
    }
}

/// Replaces any stroke between the numbers with a hyphen.
fn hyphenated(text: &str) -> String {
    let text = text::numeral(text);
    let text = text.trim_start_matches(['\'', '‘', '’']);
    text.replace(['﹣', '_'], "-").replace("--", "-")
}

fn id(annex: i64, no: Option<u32>) -> Option<ItemId> {
    let annex = Annex::new(u32::try_from(annex).ok()?)?;
    Some(ItemId::new(annex, no.filter(|&no| no > 0)?))
}

/// Reads a number alone: 131, 131.0, (3), 3、, 第3项, ③; or that of a part, 3.1 or 3(1).
fn bare(text: &str) -> Option<ItemNumber> {
    match whole_number(text) {
        Some(no) => Some(ItemNumber { no, sub: None }),
        None => number_of(text),
    }
}

/// Reads the number after an annex: 131; of a part 3.1, 3-1, 3(1), 3.(1), 3①.
fn number_of(text: &str) -> Option<ItemNumber> {
    let positive = |number: u32| Some(number).filter(|&number| number > 0);
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (no, rest) = text.split_at(end);
    let no = digits(no).and_then(positive)?;
    if rest.is_empty() {
        return Some(ItemNumber { no, sub: None });
    }
    let is_marked = rest.starts_with(['.', '-']);
    let part = rest.strip_prefix(['.', '-']).unwrap_or(rest);
    let bracketed = part.strip_prefix('(').and_then(|part| part.strip_suffix(')'));
    let sub = bracketed.and_then(digits).or_else(|| circled(part));
    let sub = sub.or_else(|| digits(part).filter(|_| is_marked)).and_then(positive)?;
    Some(ItemNumber { no, sub: Some(sub) })
}

/// Reads the number of a whole item.
fn whole_number(text: &str) -> Option<u32> {
    let text = text.strip_prefix('第').unwrap_or(text);
    let text = text.trim_end_matches(['项', '条', '号']);
    let text = text.trim_start_matches('(').trim_end_matches(')');
    let text = text.trim_end_matches(['、', '.', ',']);
    let text = text.strip_suffix(".0").unwrap_or(text);
    circled(text).or_else(|| digits(text)).filter(|&no| no > 0)
}

/// Reads ① to ㊿, and ⑴ to ⒇.
fn circled(text: &str) -> Option<u32> {
    let mut chars = text.chars();
    let (Some(char), None) = (chars.next(), chars.next()) else {
        return None;
    };
    let code = u32::from(char);
    match code {
        0x2460..=0x2473 => Some(code - 0x2460 + 1),
        0x2474..=0x2487 => Some(code - 0x2474 + 1),
        0x3251..=0x325f => Some(code - 0x3251 + 21),
        0x32b1..=0x32bf => Some(code - 0x32b1 + 36),
        _ => None,
    }
}

fn digits(text: &str) -> Option<u32> {
    let all = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    all.then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(id: &str) -> Option<WrittenId> {
        Some(WrittenId::Whole(id.parse().unwrap()))
    }

    fn number(no: u32, sub: Option<u32>) -> Option<WrittenId> {
        Some(WrittenId::Bare(ItemNumber { no, sub }))
    }

    fn taken_for_date(id: &str) -> Option<WrittenId> {
        Some(WrittenId::Mangled(id.parse().unwrap()))
    }

    #[test]
    fn ids_are_read_in_any_width_and_with_any_stroke() {
        for text in
            ["1-7", "１－７", "1—7", "1–7", "附件1-7", " 1 - 7 ", "'1-7", "1−7", "1_7", "01-07"]
        {
            assert_eq!(parse(text), whole("1-7"), "{text}");
        }
        assert_eq!(parse("2-131 "), whole("2-131"));
    }

    #[test]
    fn instructions_are_read_in_any_width_too() {
        for text in ["P-1", "p-1", "Ｐ－１", "P—1", "P1", " P - 01"] {
            assert_eq!(parse(text), whole("P-1"), "{text}");
        }
        for text in ["P", "P-", "P-0", "P-1.1", "P-x"] {
            assert_eq!(parse(text), None, "{text}");
        }
        let instruction: ItemId = "P-1".parse().unwrap();
        assert_eq!(instruction.as_number(), None);
    }

    #[test]
    fn parts_are_read_as_they_are_published() {
        for text in ["2-3.1", "2-3-1", "２－３．１", "附件2-3（1）", "2-3.(1)", "2-3①", "02-03.01"]
        {
            assert_eq!(parse(text), whole("2-3.1"), "{text}");
        }
        assert_eq!(parse("2-3.10"), whole("2-3.10"));
        assert_eq!(parse("附件3-4"), whole("3-4"));
        assert_eq!(parse("12-31"), whole("12-31"));
        for text in ["3.1", "3(1)", "３．１", "3①"] {
            assert_eq!(parse(text), number(3, Some(1)), "{text}");
        }
        // A spreadsheet took 2-3-1 for a day.
        for text in ["2002-03-01", "2002/3/1", "2002年3月1日", "2002-03-01 00:00:00", "37316"] {
            assert_eq!(parse(text), taken_for_date("2-3.1"), "{text}");
        }
        // Published 3-1 is the first part of item 3 where the annex is known.
        let published: ItemId = "3-1".parse().unwrap();
        assert_eq!(published.as_number().map(WrittenId::Bare), number(3, Some(1)));
    }

    #[test]
    fn dates_that_were_ids_are_read_as_ids() {
        for text in [
            "1月7日",
            "1月7号",
            "7-Jan",
            "Jan-07",
            "Jan-7",
            "07-jan",
            "2018/1/7",
            "2018-01-07",
            "2018年1月7日",
            "1/7",
        ] {
            assert_eq!(parse(text), taken_for_date("1-7"), "{text}");
        }
        for text in [
            "1935-02-01",
            "1935/2/1",
            "1935年2月1日",
            "1935年2月",
            "1935-02",
            "1935/2",
            "Feb-35",
            "Feb 35",
            "35-Feb",
            "2月-35",
            "2月35日",
            "1935-02-01 00:00:00",
            "1935-02-01T00:00:00",
            "12816",
        ] {
            assert_eq!(parse(text), taken_for_date("2-35"), "{text}");
        }
        for (text, id) in [
            ("2018-02-01", "2-1"),
            ("43107", "1-7"),
            ("7-1月", "1-7"),
            ("1月 7日", "1-7"),
            ("2026/1/1", "1-1"),
            ("2031-01-01", "1-1"),
            ("Feb-29", "2-29"),
            ("2月29日", "2-29"),
            ("2029年2月", "2-29"),
            ("2-131", "2-131"),
            ("Feb-99", "2-99"),
            ("1999-01-01", "1-99"),
        ] {
            let read = match parse(text) {
                Some(WrittenId::Mangled(id) | WrittenId::Whole(id)) => id.to_string(),
                other => panic!("{text}: {other:?}"),
            };
            assert_eq!(read, id, "{text}");
        }
    }

    #[test]
    fn bare_numbers_stay_without_an_annex() {
        for text in ["131", "131.0", "（131）", "131、", "第131项", "１３１"] {
            assert_eq!(parse(text), number(131, None), "{text}");
        }
        for (text, no) in [("①", 1), ("⑳", 20), ("㉑", 21), ("㊱", 36), ("⑴", 1)] {
            assert_eq!(parse(text), number(no, None), "{text}");
        }
    }

    #[test]
    fn what_is_no_id_is_refused() {
        for text in [
            "",
            "-",
            "0-1",
            "1-0",
            "1-",
            "1-2-3-4",
            "2-3.",
            "2-3.0",
            "2-3.1.1",
            "2-31(",
            "一",
            "0.7",
            "99999999999",
            "合计",
            // 2-29 typed in another year, or 2-1 typed in 2029.
            "2029-02-01",
            "2035/2/1",
            "1935-02-07",
            "2018年1月",
            "2018-02",
            "1930-01",
            "12:30",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
