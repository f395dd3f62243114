//! Figures in a text, and those among them that need no claim: dates, numbers of items, documents, tables.

use std::ops::Range;

/// Words before a number in a list or of a document.
const BEFORE: [&str; 9] = ["指标", "任务", "事项", "附件", "图", "表", "序号", "〔", "["];
/// Characters after the parts of a date.
const DATE: &str = "年月日";

/// Returns the figures of a text: 5.3, 40, 1,234.
pub fn figures(text: &str) -> Vec<&str> {
    ranges(text).into_iter().map(|range| &text[range]).collect()
}

/// Returns whether every figure of a text is part of a date, or the number of an item, a document or a list.
pub fn is_formal(text: &str) -> bool {
    is_formal_beside(text, |_| false)
}

/// Returns whether every figure of a text is such, or is one of those that are `known`.
pub(super) fn is_formal_beside(text: &str, known: impl Fn(&str) -> bool) -> bool {
    ranges(text).into_iter().all(|range| known(&text[range.clone()]) || is_formal_at(text, &range))
}

/// Returns the places of the figures, with their points and their thousands separators.
pub(super) fn ranges(text: &str) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for (at, c) in text.char_indices().filter(|(_, c)| c.is_ascii_digit()) {
        match ranges.last_mut() {
            Some(last) if last.end == at => last.end = at + c.len_utf8(),
            Some(last) if matches!(&text[last.end..at], "." | ",") => last.end = at + c.len_utf8(),
            _ => ranges.push(at..at + c.len_utf8()),
        }
    }
    ranges
}

pub(super) fn is_formal_at(text: &str, range: &Range<usize>) -> bool {
    let (before, figure, after) = (&text[..range.start], &text[range.clone()], &text[range.end..]);
    let is_whole = !figure.contains(['.', ',']);
    let next = after.chars().next();
    if is_whole && figure.len() <= 4 && next.is_some_and(|c| DATE.contains(c)) {
        return true;
    }
    if is_whole && begins_months(figure, after) {
        return true;
    }
    if BEFORE.iter().any(|word| before.ends_with(word)) && next != Some('位') {
        return true;
    }
    // The number of a target inside of its item: 第2个目标.
    if before.ends_with('第') && (after.starts_with("个目标") || after.starts_with("个指标"))
    {
        return true;
    }
    if is_whole && after.starts_with('号') && before.ends_with('〕') {
        return true;
    }
    is_item_id(before, figure, after) || is_iso_date(before, figure, after)
}

/// Returns whether a figure is the first month of several: 1—5月.
fn begins_months(figure: &str, after: &str) -> bool {
    let last = after.strip_prefix('—').and_then(|rest| rest.split_once('月'));
    let is_month = |figure: &str| matches!(figure.parse(), Ok(1..=12_u8));
    is_month(figure) && last.is_some_and(|(last, _)| is_month(last))
}

/// Returns whether a figure is part of an item's id: 2-131, 2-3.1.
fn is_item_id(before: &str, figure: &str, after: &str) -> bool {
    let is_annex = |figure: &str| figure.len() == 1;
    let ends = |after: &str| {
        !after.starts_with(|c: char| c.is_alphanumeric() || "%％-—".contains(c))
            || after.starts_with('由')
    };
    if let Some(rest) = after.strip_prefix('-') {
        let number =
            rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.').len();
        return is_annex(figure) && number > 0 && ends(&rest[number..]);
    }
    let annex = before.strip_suffix('-').map(|before| before.chars().next_back());
    let second = before.strip_suffix('-').and_then(|before| before.chars().rev().nth(1));
    matches!(annex, Some(Some(c)) if c.is_ascii_digit())
        && !second.is_some_and(|c| c.is_ascii_digit())
        && ends(after)
}

/// Returns whether a figure is part of a date or a period as in files: 2018-05-18, 2018Q1.
fn is_iso_date(before: &str, figure: &str, after: &str) -> bool {
    let is_year = |text: &str| text.len() == 4 && text.starts_with("20");
    let year_before =
        |before: &str| before.get(before.len().wrapping_sub(4)..).is_some_and(is_year);
    if is_year(figure) {
        return after.starts_with(['Q', '-', '/']);
    }
    let Some(before) = before.strip_suffix(['Q', '-', '/']) else {
        return false;
    };
    let month = before.strip_suffix(|c: char| c.is_ascii_digit());
    let month = month.map(|text| text.strip_suffix(|c: char| c.is_ascii_digit()).unwrap_or(text));
    year_before(before)
        || month.and_then(|text| text.strip_suffix(['-', '/'])).is_some_and(year_before)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_keep_their_points() {
        assert_eq!(figures("增长5.3%，共1,234项。2项"), ["5.3", "1,234", "2"]);
        assert_eq!(figures("未报送"), [""; 0]);
    }

    #[test]
    fn dates_and_numbers_need_no_claim() {
        for text in [
            "2018年3月31日",
            "甘政办函〔2018〕12号",
            "任务2（省林业厅）",
            "2-131",
            "2-3.1、1-7（省财政厅）",
            "2018-05-18",
            "2018Q1",
            "图3",
            "公路（第2个目标）",
            "比1—4月后退",
            "无",
        ] {
            assert!(is_formal(text), "{text}");
        }
        for text in
            ["5.3%", "40万人", "10-15亿元", "第1位", "3项", "2018万元", "1-7个", "1—7个", "1—40月"]
        {
            assert!(!is_formal(text), "{text}");
        }
    }
}
