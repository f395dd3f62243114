//! Several names in one cell: 省财政厅、省扶贫办.

use std::ops::Range;

/// The separators between two names: besides 、, which duban writes, everything that people type instead.
const SEPARATORS: [char; 7] = ['、', '，', ',', '；', ';', '\n', '\r'];

/// Kinds of places that one collective may list: 各县、市、区政府.
const KINDS: [&str; 21] = [
    "自治县",
    "自治州",
    "经开区",
    "高新区",
    "开发区",
    "管理区",
    "街道",
    "园区",
    "新区",
    "市州",
    "县区",
    "市",
    "州",
    "县",
    "区",
    "旗",
    "盟",
    "乡镇",
    "乡",
    "镇",
    "师",
];

/// The byte ranges of the names in `text`, without the blanks around them; empty ones are left out.
///
/// Nothing is split within brackets (各县（市、区）政府), nor a collective that lists kinds of places (各县、市、区政府).
pub fn parts(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let inner = inner_marks(text);
    let mut ends: Vec<(usize, usize)> = text
        .match_indices(SEPARATORS)
        .filter(|(at, _)| !inner.contains(at))
        .map(|(at, mark)| (at, at + mark.len()))
        .collect();
    ends.push((text.len(), text.len()));
    let mut start = 0;
    ends.into_iter().filter_map(move |(end, next)| {
        let part = text.get(start..end).unwrap_or_default();
        let from = start + part.len() - part.trim_start().len();
        start = next;
        let part = part.trim();
        (!part.is_empty()).then(|| from..from + part.len())
    })
}

/// Returns the byte offsets of the marks in `text` that are part of a name: those within brackets, and those between the
/// kinds of places of a collective.
pub fn inner_marks(text: &str) -> Vec<usize> {
    let mut inner = bracketed(text);
    for (at, _) in text.match_indices('各') {
        let begins = text.get(..at).and_then(|before| before.chars().next_back());
        if begins.is_none_or(|c| !is_letter(c)) {
            inner.extend(kinds(text, at + '各'.len_utf8()));
        }
    }
    inner
}

/// Returns the marks within brackets that are closed again.
fn bracketed(text: &str) -> Vec<usize> {
    let mut marks = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for (at, c) in text.char_indices() {
        match c {
            '（' | '(' | '〔' | '[' => open.push(marks.len()),
            '）' | ')' | '〕' | ']' => {
                open.pop();
            }
            c if SEPARATORS.contains(&c) && !open.is_empty() => marks.push(at),
            _ => {}
        }
    }
    // A bracket that is never closed holds nothing together.
    if let Some(&first) = open.first() {
        marks.truncate(first);
    }
    marks
}

/// Returns the marks between the kinds of places from `at` on: 县、市、区政府 after 各.
fn kinds(text: &str, at: usize) -> Vec<usize> {
    let mut marks = Vec::new();
    let mut rest = at;
    while let Some(here) = text.get(rest..)
        && let Some(kind) = KINDS.iter().find(|kind| here.starts_with(**kind))
    {
        let end = rest + kind.len();
        let mark = text.get(end..).and_then(|after| after.chars().next());
        let Some(mark) = mark.filter(|mark| matches!(mark, '、' | '，' | ',')) else { break };
        let next = end + mark.len_utf8();
        let after = text.get(next..).unwrap_or_default();
        let Some(kind) = KINDS.iter().find(|kind| after.starts_with(**kind)) else { break };
        // 各县、市财政局: the second is a name of its own.
        let behind = &after[kind.len()..];
        let goes_on =
            ["政府", "人民政府", "级", "管委会", "党委"].iter().any(|end| behind.starts_with(end))
                || behind.chars().next().is_none_or(|c| !is_letter(c))
                || behind.starts_with('（');
        if !goes_on {
            break;
        }
        marks.push(end);
        rest = next;
    }
    marks
}

fn is_letter(c: char) -> bool {
    c.is_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::parts;

    fn split(text: &str) -> Vec<&str> {
        parts(text).map(|range| &text[range]).collect()
    }

    #[test]
    fn every_customary_separator_parts_names() {
        assert_eq!(
            split("省财政厅、省扶贫办，省民委, 省妇联；团省委;省残联\r\n省统计局"),
            ["省财政厅", "省扶贫办", "省民委", "省妇联", "团省委", "省残联", "省统计局"]
        );
    }

    #[test]
    fn blanks_and_empty_parts_are_left_out() {
        assert_eq!(split("　省财政厅 、、\u{a0}省民委　、"), ["省财政厅", "省民委"]);
        assert!(split(" 、　").is_empty());
    }

    #[test]
    fn nothing_is_split_within_brackets() {
        assert_eq!(split("各县（市、区）政府、市教育局"), ["各县（市、区）政府", "市教育局"]);
        assert_eq!(split("市局（甲、乙(丙、丁)），市厅"), ["市局（甲、乙(丙、丁)）", "市厅"]);
        assert_eq!(split("市局（甲、乙"), ["市局（甲", "乙"]);
        assert_eq!(split("市局甲）、乙"), ["市局甲）", "乙"]);
    }

    #[test]
    fn a_collective_of_several_kinds_of_places_is_one_name() {
        assert_eq!(split("市气象局，各县、市、区政府"), ["市气象局", "各县、市、区政府"]);
        assert_eq!(split("各市、州人民政府、省教育厅"), ["各市、州人民政府", "省教育厅"]);
        assert_eq!(split("各县、区"), ["各县、区"]);
        assert_eq!(split("市妇联、各县政府"), ["市妇联", "各县政府"]);
        assert_eq!(split("各县、市财政局"), ["各县", "市财政局"]);
        assert_eq!(split("各乡镇、街道"), ["各乡镇、街道"]);
        assert_eq!(split("东港市、西岭县、南湖区政府"), ["东港市", "西岭县", "南湖区政府"]);
    }
}
