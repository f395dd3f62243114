//! The notice's statements about its annexes outside of the tables.

use std::ops::Range;

use super::number;
use crate::input::width::half_width;
use crate::plan::Annex;
use crate::registry::names::is_blank;

/// Returns the number of the annex of which `line` is the heading: 附件1, 附件 2, 附件十二, 附件：1, 附表２.
///
/// A title may follow after a colon or a blank; a sentence that begins with 附件1 is not a heading.
pub(super) fn number(line: &str) -> Option<u32> {
    let (number, after) = parts(line)?;
    let ends = after.chars().next().is_none_or(|c| is_blank(c) || ENDS.contains(c));
    (ends && line.trim_matches(is_blank).chars().count() <= 60).then_some(number)
}

/// Marks behind the number of an annex.
const ENDS: &str = ":：.．、(（)）";

/// Returns the number of an annex and what follows it.
fn parts(line: &str) -> Option<(u32, &str)> {
    let rest = line.trim_matches(is_blank);
    let rest = rest.strip_prefix("附件").or_else(|| rest.strip_prefix("附表"))?;
    let rest = rest.trim_start_matches(|c| is_blank(c) || matches!(c, ':' | '：' | '(' | '（'));
    let is_digit = |c: char| half_width(c).is_ascii_digit();
    let is_numeral = |c: char| "一二三四五六七八九十".contains(c);
    let length = |is_part: &dyn Fn(char) -> bool| rest.find(|c| !is_part(c)).unwrap_or(rest.len());
    let (number, after) = rest.split_at(length(&is_digit).max(length(&is_numeral)));
    let digits: String = number.chars().map(half_width).collect();
    let number = digits.parse().ok().or_else(|| number::chinese(&digits));
    number.filter(|&number| number > 0).map(|number| (number, after))
}

/// Returns whether `line` is the heading of the only annex: 附件 or 附表 alone.
pub(super) fn is_bare(line: &str) -> bool {
    let words: String =
        line.chars().filter(|&c| !is_blank(c) && !matches!(c, ':' | '：')).collect();
    words == "附件" || words == "附表"
}

/// Returns the title behind the number of an annex: 附件2：重点任务分解表.
pub(super) fn title(line: &str) -> Option<&str> {
    let (_, after) = parts(line)?;
    let title = after.trim_start_matches(|c| is_blank(c) || ENDS.contains(c));
    is_title(title).then_some(title)
}

/// Returns whether a line can be the title of a table.
pub(super) fn is_title(line: &str) -> bool {
    let words: String = line.chars().filter(|&c| !is_blank(c)).collect();
    let count = words.chars().count();
    let ends = [
        "表",
        "清单",
        "方案",
        "台账",
        "目录",
        "计划",
        "任务书",
        "意见",
        "安排",
        "要点",
        "一览",
        "分工",
        "分解",
        "”",
    ];
    let bare = words.trim_end_matches(|c: char| "）)》”0123456789年".contains(c));
    let named = ends.iter().any(|end| words.ends_with(end) || bare.ends_with(end));
    (4..=60).contains(&count)
        && named
        && !words.contains(['。', '；', '\t', '|'])
        && !words.starts_with("附件")
}

/// Returns the annex to which a table with this title belongs by its kind: 1 for indicators, 2 for tasks.
pub(super) fn kind(title: &str) -> Option<Annex> {
    match (
        title.contains("指标"),
        title.contains("任务") || title.contains("工作") || title.contains("实事"),
    ) {
        (true, false) => Some(Annex::INDICATORS),
        (false, true) => Some(Annex::TASKS),
        _ => None,
    }
}

/// Returns the tables that `text` names: 《2018年省政府重点工作任务分解表》, or a caption of that form on a
/// line of its own.
///
/// Each comes with its annex and the byte range of its name.
pub(super) fn announced(text: &str) -> impl Iterator<Item = (Annex, Range<usize>)> {
    let quoted = text.match_indices('《').filter_map(|(at, open)| {
        let start = at + open.len();
        let length = text[start..].find('》')?;
        Some(start..start + length)
    });
    let caption = text.trim_matches(is_blank);
    let start = text.len() - text.trim_start_matches(is_blank).len();
    quoted
        .chain(std::iter::once(start..start + caption.len()))
        .filter_map(|name| Some((table_name(&text[name.clone()])?, name)))
}

/// Returns the annex of a table with this name.
fn table_name(name: &str) -> Option<Annex> {
    if name.chars().count() > 40 || !(name.ends_with("分解表") || name.ends_with("一览表")) {
        return None;
    }
    match (name.contains("指标"), name.contains("任务")) {
        (true, false) => Some(Annex::INDICATORS),
        (false, true) => Some(Annex::TASKS),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_known_in_every_form() {
        for form in [
            "附件2",
            "　　附件2",
            "附件 2",
            "附件：2",
            "附件二",
            "附件２",
            "附表2",
            "附件2：工作任务分解表",
            "附件（2）",
            "附件2（续）",
        ] {
            assert_eq!(number(form), Some(2), "{form}");
        }
        assert_eq!(number("附件1"), Some(1));
        for form in ["附件12", "附件十二", "附表１２", "附件 12：重点改革清单", "附件（十二）"]
        {
            assert_eq!(number(form), Some(12), "{form}");
        }
        assert_eq!(["附件十", "附件10"].map(number), [Some(10); 2]);
        assert_eq!(title("附件1 2018年重点任务分解表"), Some("2018年重点任务分解表"));
        assert_eq!(title("附件十二：重点改革事项清单"), Some("重点改革事项清单"));
    }

    #[test]
    fn sentences_are_no_headings() {
        for other in ["附件", "附件2所列各项任务要抓紧落实。", "附件内容", "附件0", "见附件2", ""]
        {
            assert_eq!(number(other), None, "{other}");
        }
    }

    #[test]
    fn tables_named_in_the_body_are_found() {
        let text = "认真对照《2018年全省经济社会发展主要指标分解表》（附件1）和《2018年省政府重点工作任务分解表》（附件2）";
        let found: Vec<_> = announced(text).collect();
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].0, Annex::INDICATORS);
        assert_eq!(found[1].0, Annex::TASKS);
        assert_eq!(&text[found[1].1.clone()], "2018年省政府重点工作任务分解表");
        assert_eq!(announced("　　2018年重点工作任务分解表").count(), 1);
        assert_eq!(announced("通过《政府工作报告》确定的目标任务").count(), 0);
    }
}
