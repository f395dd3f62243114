//! The titles that identify the columns of a notice's annex tables.

pub use crate::plan::annex_file::Field;
use crate::plan::{Annex, Column};
use crate::registry::names::is_blank;

/// The meaning of a title in a header row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Title {
    Field(Field),
    /// The items, with their annex if the title names it.
    Items(Option<Annex>),
    /// 责任单位: lead units, or supporting units beside a column 牵头单位.
    Responsible,
}

const NUMBER: [&str; 6] = ["序号", "编号", "序", "项次", "项号", "顺序号"];
const INDICATORS: [&str; 3] = ["指标", "指标名称", "指标内容"];
const TASKS: [&str; 8] =
    ["任务", "重点工作", "工作内容", "任务内容", "工作事项", "民生实事", "实事项目", "任务名称"];
const ITEMS: [&str; 12] = [
    "目标",
    "内容",
    "事项",
    "项目",
    "名称",
    "主要内容",
    "主要目标",
    "工作目标",
    "具体内容",
    "措施",
    "工作措施",
    "具体措施",
];
const DEADLINE: [&str; 6] = ["时限", "完成时间", "时间节点", "时限要求", "时间要求", "完成期限"];
/// Words for bodies in the titles of unit columns.
const BODIES: [&str; 3] = ["单位", "部门", "主体"];

/// Returns the meaning of a cell of a header row; `None` if it is not a known title.
///
/// Blanks and line breaks inside it, a remark in brackets and the first words (省政府, 市) are ignored.
pub(super) fn title(cell: &str) -> Option<Title> {
    let compact: String = cell.chars().filter(|&c| !is_blank(c)).collect();
    let title = compact.split(['(', '（']).next().unwrap_or_default();
    // A longer cell is a sentence that happens to end like a title.
    if title.is_empty() || title.chars().count() > 14 {
        return None;
    }
    let names = |column| Some(Title::Field(Field::Names(column)));
    if NUMBER.contains(&title) {
        Some(Title::Field(Field::Number))
    } else if title.ends_with("领导") || title.ends_with("负责人") || title.ends_with("领导同志")
    {
        names(Column::Leaders)
    } else if let Some(role) = BODIES.iter().find_map(|body| title.strip_suffix(body)) {
        unit_title(role)
    } else if DEADLINE.contains(&title) || title.ends_with("时限") {
        Some(Title::Field(Field::Deadline))
    } else if INDICATORS.contains(&title) || title.ends_with("指标") {
        Some(Title::Items(Some(Annex::INDICATORS)))
    } else if TASKS.contains(&title) || title.ends_with("任务") || title.ends_with("重点工作")
    {
        Some(Title::Items(Some(Annex::TASKS)))
    } else if ITEMS.contains(&title) {
        Some(Title::Items(None))
    } else {
        None
    }
}

/// Returns the meaning of a title of a unit column by the word before 单位: 牵头, 配合, 实施, 责任.
fn unit_title(role: &str) -> Option<Title> {
    let any = |words: &[&str]| words.iter().any(|word| role.contains(word));
    let column = if any(&["牵头", "主办"]) {
        Column::Lead
    } else if any(&["配合", "协办", "协助", "协同", "参与", "参加"]) {
        Column::Support
    } else if any(&["实施", "落实", "承办"]) {
        Column::Implement
    } else if role.ends_with("责任") {
        return Some(Title::Responsible);
    } else {
        return None;
    };
    Some(Title::Field(Field::Names(column)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_known_whatever_blanks_stand_in_them() {
        let names = |column| Some(Title::Field(Field::Names(column)));
        assert_eq!(title("序 号"), Some(Title::Field(Field::Number)));
        assert_eq!(title("省政府　　牵头领导"), names(Column::Leaders));
        assert_eq!(title("责任\n领导"), names(Column::Leaders));
        assert_eq!(title("牵头单位（部门）"), names(Column::Lead));
        assert_eq!(title("配合部门"), names(Column::Support));
        assert_eq!(title("实施单位"), names(Column::Implement));
        assert_eq!(title("责任单位"), Some(Title::Responsible));
        assert_eq!(title("完成时限"), Some(Title::Field(Field::Deadline)));
        assert_eq!(title("主要指标"), Some(Title::Items(Some(Annex::INDICATORS))));
        assert_eq!(title("工作任务"), Some(Title::Items(Some(Annex::TASKS))));
        assert_eq!(title("重点工作任务"), Some(Title::Items(Some(Annex::TASKS))));
        assert_eq!(title("事项"), Some(Title::Items(None)));
    }

    #[test]
    fn other_words_are_no_title() {
        for other in ["", "备注", "单位", "省财政厅", "2018年省政府重点工作任务分解表", "责任"]
        {
            assert_eq!(title(other), None, "{other}");
        }
    }
}
