//! What a published table has between its rows: headings of sections, page numbers, totals, notes.

use super::AnnexRow;
use super::number;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::input::width::half_width;
use crate::registry::names::is_blank;

/// Maximum number of characters in the heading of a section.
const LONGEST: usize = 60;

/// The headings above the present row, from the outermost to the innermost.
#[derive(Debug, Clone, Default)]
pub(super) struct Sections {
    above: Vec<(u8, String)>,
    /// All headings so far, with their places.
    opened: Vec<(String, Place)>,
}

impl Sections {
    /// Opens a section: it ends those of its own level and below.
    pub fn open(&mut self, heading: &str, place: Place) {
        let level = level(heading).unwrap_or(PLAIN);
        self.above.retain(|&(above, _)| above < level);
        self.above.push((level, heading.to_owned()));
        self.opened.push((heading.to_owned(), place));
    }

    /// Reports the headings that are above none of the `rows`.
    pub fn without_items(self, rows: &[AnnexRow]) -> impl Iterator<Item = Diagnostic> {
        let is_above = |heading: &str| {
            rows.iter().any(|row| row.category.iter().any(|path| path.contains(heading)))
        };
        let unused = self.opened.into_iter().filter(move |(heading, _)| !is_above(heading));
        unused.map(|(heading, place)| {
            let message = format!("分节标题“{heading}”下没有读到事项，未收入");
            Diagnostic::new(Code::RowTakenOut, message).at(place)
        })
    }

    /// Returns the headings joined, from the outermost to the innermost; `None` where there are none.
    pub fn path(&self) -> Option<String> {
        let headings: Vec<&str> = self.above.iter().map(|(_, heading)| heading.as_str()).collect();
        (!headings.is_empty()).then(|| headings.join("／"))
    }
}

/// The level of a heading without a number.
const PLAIN: u8 = 1;

/// Returns the level of a numbered heading: 第一部分, 一、, （一）, 1、, （1）; `None` for other words.
pub(super) fn level(text: &str) -> Option<u8> {
    let plain: String = text.chars().filter(|&c| !is_blank(c)).map(half_width).collect();
    let count = plain.chars().count();
    if !(2..=LONGEST).contains(&count) {
        return None;
    }
    let numeral = |text: &str| number::chinese(text).is_some();
    if let Some(rest) = plain.strip_prefix('第') {
        let words = ["部分", "板块", "类", "篇", "章", "节", "方面"];
        let found = words.iter().find_map(|word| rest.split_once(word));
        return found.filter(|(no, _)| numeral(no) || digits(no)).map(|_| 0);
    }
    if let Some((inner, after)) = plain.strip_prefix('(').and_then(|rest| rest.split_once(')')) {
        return match inner {
            _ if after.is_empty() => None,
            inner if numeral(inner) => Some(2),
            inner if digits(inner) => Some(4),
            _ => None,
        };
    }
    let end = plain.find(['、', '.', '．', ':', '：'])?;
    let (no, rest) = plain.split_at(end);
    let rest = rest.trim_start_matches(['、', '.', '．', ':', '：']);
    match no {
        no if rest.is_empty() || no.is_empty() => None,
        no if numeral(no) => Some(1),
        no if no.chars().all(|c| "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ".contains(c)) => Some(1),
        no if digits(no) && !rest.starts_with(|c: char| c.is_ascii_digit()) => Some(3),
        _ => None,
    }
}

fn digits(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_digit())
}

/// Returns whether a line is the heading of a section in a table: numbered in Chinese, and not a sentence.
pub(super) fn is_heading(text: &str) -> bool {
    level(text).is_some_and(|level| level <= 2) && !text.trim_end_matches(is_blank).ends_with('。')
}

/// Returns whether a line is the number of a page: — 3 —, 第3页, 第3页 共9页, 3 / 9.
pub(super) fn is_page_number(text: &str) -> bool {
    let plain: String = text.chars().filter(|&c| !is_blank(c)).map(half_width).collect();
    let stroke = |c: char| matches!(c, '-' | '—' | '–' | '―' | '－' | '─' | '·' | '~');
    let inner = plain.trim_matches(stroke);
    let in_strokes = plain.starts_with(stroke) && plain.ends_with(stroke) && digits(inner);
    let page = inner.strip_prefix('第').and_then(|rest| rest.split_once('页'));
    let is_rest = |rest: &str| {
        let rest = rest.trim_start_matches([',', '，', '/', '(']).trim_end_matches(')');
        let total = rest.strip_prefix('共').and_then(|rest| rest.strip_suffix('页'));
        rest.is_empty() || total.is_some_and(digits)
    };
    in_strokes || page.is_some_and(|(no, rest)| digits(no) && is_rest(rest))
}

/// Returns whether a line is a note below a table or between its rows: 注：…, 说明：….
pub(super) fn is_note(text: &str) -> bool {
    let text = text.trim_start_matches(is_blank);
    ["注：", "注:", "备注：", "备注:", "说明：", "说明:", "附注：", "注1", "注１", "填表说明"]
        .iter()
        .any(|word| text.starts_with(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_lie_within_one_another() {
        let mut sections = Sections::default();
        assert_eq!(sections.path(), None);
        sections.open("一、发展经济", Place::file("a"));
        sections.open("（一）工业", Place::file("a"));
        assert_eq!(sections.path().as_deref(), Some("一、发展经济／（一）工业"));
        sections.open("（二）农业", Place::file("a"));
        assert_eq!(sections.path().as_deref(), Some("一、发展经济／（二）农业"));
        sections.open("二、改善民生", Place::file("a"));
        assert_eq!(sections.path().as_deref(), Some("二、改善民生"));
        sections.open("第二部分　改革", Place::file("a"));
        assert_eq!(sections.path().as_deref(), Some("第二部分　改革"));
    }

    #[test]
    fn headings_are_no_sentences_and_no_quantities() {
        for heading in ["一、发展经济", "（十二）改善民生", "第三部分 改革开放", "十一．其他"]
        {
            assert!(is_heading(heading), "{heading}");
        }
        for other in [
            "一",
            "1.5万户",
            "建成一批项目。",
            "一、建成一批项目。",
            "甘肃省人民政府",
            "12月底前",
            "、兰州新区管委会",
        ] {
            assert!(!is_heading(other), "{other}");
        }
    }

    #[test]
    fn page_numbers_are_told_from_numbers_of_rows() {
        for page in ["— 3 —", "- 12 -", "－3－", "第3页", "第 3 页 共 9 页", "第3页/共9页", "·3·"]
        {
            assert!(is_page_number(page), "{page}");
        }
        for other in ["3", "-1", "第3项", "第3页以后", "", "——", "3-1"] {
            assert!(!is_page_number(other), "{other}");
        }
    }
}
