//! The many spellings of an item's id, Excel's dates among them.

use crate::input::{date, text};
use crate::plan::{Annex, ItemId};

/// The content of an item's id cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum WrittenId {
    /// 1-7.
    Whole(ItemId),
    /// 1月7日: Excel took 1-7 for a date.
    Mangled(ItemId),
    /// 131: the annex is missing.
    Bare(u32),
}

/// Reads `text` as an id; `None` if it is not one.
pub(super) fn parse(text: &str) -> Option<WrittenId> {
    let text = hyphenated(text);
    let text = text.strip_prefix("附件").unwrap_or(&text);
    if let Some(day) = date::parse(text) {
        return mangled(day.year(), i64::from(day.month()), i64::from(day.day()));
    }
    if let Some((annex, no)) = text.split_once('-')
        && let Some(id) = digits(annex).and_then(|annex| id(annex.into(), digits(no)))
    {
        return Some(WrittenId::Whole(id));
    }
    let month_and_day = text
        .split_once('月')
        .map(|(month, day)| (month, day.trim_end_matches(['日', '号'])))
        .or_else(|| text.split_once('/'));
    if let Some((month, day)) = month_and_day {
        return id(digits(month)?.into(), digits(day)).map(WrittenId::Mangled);
    }
    if let Some((month, number)) = date::english_month(text) {
        return id(month, digits(number)).map(WrittenId::Mangled);
    }
    bare(text).map(WrittenId::Bare)
}

/// Replaces any stroke between the numbers with a hyphen.
fn hyphenated(text: &str) -> String {
    let text = text::numeral(text);
    let text = text.trim_start_matches(['\'', '‘', '’']);
    text.replace(['﹣', '_'], "-").replace("--", "-")
}

/// Returns the id that Excel took for a date: 1-7 becomes 7 January of some year, 2-35 becomes 1 February 1935.
fn mangled(year: i16, month: i64, day: i64) -> Option<WrittenId> {
    let no = if day == 1 && (1930..2000).contains(&year) { i64::from(year) - 1900 } else { day };
    id(month, u32::try_from(no).ok()).map(WrittenId::Mangled)
}

fn id(annex: i64, no: Option<u32>) -> Option<ItemId> {
    let annex = Annex::ALL.into_iter().find(|candidate| i64::from(candidate.number()) == annex)?;
    let no = no.filter(|&no| no > 0)?;
    Some(ItemId { annex, no })
}

/// Reads a number alone: 131, 131.0, (3), 3、, 第3项, ③.
fn bare(text: &str) -> Option<u32> {
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
        assert_eq!(parse("1935-02-01"), taken_for_date("2-35"));
        assert_eq!(parse("2018-02-01"), taken_for_date("2-1"));
        assert_eq!(parse("Feb-35"), taken_for_date("2-35"));
    }

    #[test]
    fn bare_numbers_stay_without_an_annex() {
        for text in ["131", "131.0", "（131）", "131、", "第131项", "１３１"] {
            assert_eq!(parse(text), Some(WrittenId::Bare(131)), "{text}");
        }
        for (text, no) in [("①", 1), ("⑳", 20), ("㉑", 21), ("㊱", 36), ("⑴", 1)] {
            assert_eq!(parse(text), Some(WrittenId::Bare(no)), "{text}");
        }
    }

    #[test]
    fn what_is_no_id_is_refused() {
        for text in [
            "",
            "-",
            "3-1",
            "0-1",
            "1-0",
            "1-",
            "1-2-3",
            "一",
            "1.7",
            "99999999999",
            "3月7日",
            "合计",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
