//! The titles that identify the columns of a notice's tables.

use super::settings::Settings;
use crate::input::width::half_width;
pub use crate::plan::annex_file::Field;
use crate::plan::{Annex, Column};
use crate::registry::names::is_blank;

/// The meaning of a title in a header row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Title {
    /// A column with this content, whatever the others are.
    Field(Field),
    /// The items, with their annex if the title names it.
    Items(Option<Annex>),
    /// The name of an item beside its content: 项目名称, 指标名称.
    Name(Option<Annex>),
    /// The target beside an indicator's name, or else the items: 目标, 年度目标.
    Value,
    /// The measures beside the items, or else the items: 工作措施.
    Measures,
    /// 责任单位: lead units, or supporting units beside a column 牵头单位.
    Responsible,
    /// 承办单位: lead units, or implementing units beside a column 主办单位.
    Undertaking,
    /// 单位 alone: the measure of a figure, or else the responsible units.
    Unit,
    /// The growth that is the target: 增幅, 增速.
    Growth,
    /// 责任人: a leader, unless the table has leaders in another column.
    Person,
}

const NUMBER: [&str; 15] = [
    "序号",
    "编号",
    "序",
    "项次",
    "项号",
    "顺序号",
    "任务序号",
    "任务编号",
    "事项编号",
    "指标序号",
    "指标编号",
    "项目编号",
    "项目序号",
    "no.",
    "no",
];
const CATEGORY: [&str; 20] = [
    "类别",
    "分类",
    "类型",
    "任务类别",
    "目标类别",
    "指标类别",
    "工作类别",
    "项目类别",
    "任务分类",
    "领域",
    "工作领域",
    "板块",
    "方面",
    "大类",
    "一级指标",
    "一级任务",
    "一级目标",
    "任务类型",
    "指标类型",
    "类",
];
const SOURCE: [&str; 8] =
    ["任务来源", "来源", "依据", "事项来源", "目标来源", "文件依据", "出处", "任务出处"];
const REMARKS: [&str; 5] = ["备注", "说明", "注", "备考", "附注"];
const MEASURE: [&str; 5] = ["计量单位", "度量单位", "指标单位", "数据单位", "计算单位"];
const MEASURES: [&str; 16] = [
    "措施",
    "工作措施",
    "具体措施",
    "主要措施",
    "推进措施",
    "落实措施",
    "保障措施",
    "举措",
    "工作举措",
    "主要举措",
    "具体举措",
    "重点举措",
    "实施步骤",
    "工作举措及要求",
    "工作步骤",
    "工作要求",
];
const LAST_YEAR: [&str; 7] = ["基数", "基期", "上年", "去年", "完成", "实绩", "完成数"];
const VALUE: [&str; 30] = [
    "目标",
    "目标值",
    "年度目标",
    "年度目标值",
    "目标数",
    "目标数值",
    "计划数",
    "计划",
    "计划目标",
    "年度计划",
    "全年目标",
    "全年计划",
    "预期目标",
    "任务目标",
    "工作目标",
    "主要目标",
    "考核目标",
    "目标要求",
    "任务数",
    "目标任务数",
    "指标值",
    "年目标",
    "总量",
    "绝对值",
    "绝对数",
    "绝对量",
    "年度工作目标",
    "年度目标任务",
    "计划值",
    "预期值",
];
const GROWTH: [&str; 6] = ["增速", "增幅", "增长率", "预期增速", "增长目标", "增长幅度"];
const NAME: [&str; 6] = ["名称", "项目", "项目名称", "实事项目", "工作名称", "实事名称"];
const INDICATORS: [&str; 2] = ["指标", "指标内容"];
const TASKS: [&str; 12] = [
    "任务",
    "重点工作",
    "工作内容",
    "任务内容",
    "工作事项",
    "民生实事",
    "任务事项",
    "重点事项",
    "督办事项",
    "实事事项",
    "工作任务及目标",
    "工作要点",
];
const ITEMS: [&str; 5] = ["内容", "事项", "实事", "要点", "工作"];
const DEADLINE: [&str; 14] = [
    "时限",
    "完成时间",
    "时间节点",
    "时限要求",
    "时间要求",
    "完成期限",
    "完成日期",
    "进度要求",
    "时间安排",
    "时间进度",
    "完成时间节点",
    "完成时间要求",
    "节点",
    "办结日期",
];
/// Words for bodies in the titles of unit columns.
const BODIES: [&str; 3] = ["单位", "部门", "主体"];

/// Returns the meaning of a cell of a header row; `None` if it is not a known title.
///
/// Blanks and line breaks inside it, a remark in brackets, the year and the first words (省政府, 市) are ignored.
pub(super) fn title(cell: &str, settings: &Settings) -> Option<Title> {
    let compact = compact(cell);
    let known = settings
        .titles
        .iter()
        .find(|(_, others)| others.iter().any(|other| self::compact(other) == compact));
    if let Some((title, _)) = known {
        return meaning(&self::compact(title));
    }
    meaning(&compact)
}

/// Returns a title without blanks, in half width and small letters.
pub(super) fn compact(title: &str) -> String {
    let shown = title.chars().filter(|&c| !is_blank(c)).map(half_width);
    shown.flat_map(char::to_lowercase).collect()
}

fn meaning(compact: &str) -> Option<Title> {
    let title = compact.split('(').next().unwrap_or_default();
    // A longer cell is a sentence that happens to end like a title.
    if title.is_empty()
        || title.chars().count() > 14
        || title.contains(['。', '、', '，', ',', '；'])
    {
        return None;
    }
    if NUMBER.contains(&title) {
        return Some(Title::Field(Field::Number));
    }
    if let Some(quarter) = quarter(title) {
        return Some(Title::Field(Field::Quarter(quarter)));
    }
    let field = |field| Some(Title::Field(field));
    let undated = without_year(title);
    if LAST_YEAR.iter().any(|word| *word == undated && undated != title)
        || ["上年", "去年", "基期", "基数", "前三年"].iter().any(|word| title.contains(word))
        || (undated != title
            && ["实绩", "完成数", "完成值", "完成情况", "实际"].iter().any(|w| title.ends_with(w)))
    {
        return field(Field::LastYear);
    }
    match title {
        "牵头" | "牵头负责" => return field(Field::Names(Column::Lead)),
        "配合" | "参与" | "参加" => return field(Field::Names(Column::Support)),
        "负责" | "分别负责" | "按职责分工负责" | "按职责负责" => {
            return Some(Title::Responsible);
        }
        _ => {}
    }
    people(title)
        .or_else(|| {
            let role = BODIES.iter().find_map(|body| title.strip_suffix(body));
            role.and_then(|role| units(role, title == "单位"))
        })
        .or_else(|| other(undated))
}

fn people(title: &str) -> Option<Title> {
    let ends = ["领导", "负责人", "领导同志", "责任人", "责任领导人", "负责同志"];
    let deputy = title.contains('副') && ["长", "任"].iter().any(|end| title.ends_with(end));
    let both =
        BODIES.iter().any(|body| title.contains(body)) && title.contains(['及', '和', '与', '/']);
    let is_people = ends.iter().any(|end| title.ends_with(end)) || deputy;
    let is_person = ["责任人", "负责人"].contains(&title);
    (is_people && !both).then_some(match is_person {
        true => Title::Person,
        false => Title::Field(Field::Names(Column::Leaders)),
    })
}

/// Returns the meaning of a title of a unit column by the word before 单位: 牵头, 配合, 实施, 责任.
fn units(role: &str, is_bare: bool) -> Option<Title> {
    let any = |words: &[&str]| words.iter().any(|word| role.contains(word));
    let column = if role.contains("领导") {
        return None;
    } else if any(&[
        "配合",
        "协办",
        "协助",
        "协同",
        "协作",
        "参与",
        "参加",
        "会办",
        "其他责任",
        "其它责任",
        "联办",
        "相关责任",
    ]) {
        Column::Support
    } else if any(&["牵头", "主办", "主责", "第一责任", "主要责任", "首要责任", "领办", "总责"])
    {
        Column::Lead
    } else if any(&["实施", "落实", "执行", "建设"]) {
        Column::Implement
    } else if any(&["承办"]) {
        return Some(Title::Undertaking);
    } else if role.ends_with("责任") || role.ends_with("负责") || role.ends_with("承担") {
        return Some(Title::Responsible);
    } else if is_bare {
        return Some(Title::Unit);
    } else {
        return None;
    };
    Some(Title::Field(Field::Names(column)))
}

fn other(title: &str) -> Option<Title> {
    let is = |words: &[&str]| words.contains(&title);
    let ends = |words: &[&str]| words.iter().any(|word| title.ends_with(word));
    if is(&DEADLINE) || ends(&["时限", "期限", "完成时间", "时间节点"]) {
        Some(Title::Field(Field::Deadline))
    } else if is(&CATEGORY) {
        Some(Title::Field(Field::Category))
    } else if is(&SOURCE) {
        Some(Title::Field(Field::Source))
    } else if is(&REMARKS) {
        Some(Title::Field(Field::Remarks))
    } else if is(&MEASURE) {
        Some(Title::Field(Field::Measure))
    } else if is(&MEASURES) {
        Some(Title::Measures)
    } else if is(&GROWTH) {
        Some(Title::Growth)
    } else if is(&VALUE) || VALUE.iter().any(|value| is_of_region(title, value)) {
        Some(Title::Value)
    } else if title.ends_with("指标名称") {
        Some(Title::Name(Some(Annex::INDICATORS)))
    } else if title.ends_with("任务名称") {
        Some(Title::Name(Some(Annex::TASKS)))
    } else if is(&NAME) || ends(&["名称"]) {
        Some(Title::Name(None))
    } else if is(&INDICATORS) || ends(&["指标"]) {
        Some(Title::Items(Some(Annex::INDICATORS)))
    } else if is(&TASKS)
        || ends(&["任务", "重点工作", "工作内容", "任务内容", "民生实事", "目标任务"])
    {
        Some(Title::Items(Some(Annex::TASKS)))
    } else if is(&ITEMS) || ends(&["内容", "事项"]) {
        Some(Title::Items(None))
    } else {
        None
    }
}

/// Returns whether a title is `value` of a whole region: 全市目标.
fn is_of_region(title: &str, value: &str) -> bool {
    let rest = title.strip_prefix('全').unwrap_or_default();
    rest.strip_prefix(['省', '市', '县', '区', '州', '旗']) == Some(value)
}

/// Returns a title without the year at its beginning: 2026年目标.
fn without_year(title: &str) -> &str {
    let rest = title.trim_start_matches(|c: char| c.is_ascii_digit());
    match rest.strip_prefix('年').filter(|_| title.len() - rest.len() == 4) {
        Some("") | None => title,
        Some(rest) => rest.strip_prefix('度').unwrap_or(rest),
    }
}

/// Returns the quarter of a column of milestones: 一季度目标, 第2季度, 1-9月.
fn quarter(title: &str) -> Option<u8> {
    const NUMERALS: [(char, u8); 8] =
        [('一', 1), ('二', 2), ('三', 3), ('四', 4), ('1', 1), ('2', 2), ('3', 3), ('4', 4)];
    let of =
        |c: char| NUMERALS.iter().find(|&&(numeral, _)| numeral == c).map(|&(_, number)| number);
    if let Some(at) = title.find("季度") {
        return of(title[..at].chars().next_back()?);
    }
    if title.starts_with("上半年") {
        return Some(2);
    }
    let months = title
        .strip_prefix("1-")
        .or_else(|| title.strip_prefix("1—"))
        .or_else(|| title.strip_prefix("1至"))?;
    match months.split('月').next()? {
        "3" => Some(1),
        "6" => Some(2),
        "9" => Some(3),
        "12" => Some(4),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn title(cell: &str) -> Option<Title> {
        super::title(cell, &Settings::default())
    }

    #[test]
    fn titles_are_known_whatever_blanks_stand_in_them() {
        let names = |column| Some(Title::Field(Field::Names(column)));
        assert_eq!(title("序 号"), Some(Title::Field(Field::Number)));
        assert_eq!(title("省政府　　牵头领导"), names(Column::Leaders));
        assert_eq!(title("责任\n领导"), names(Column::Leaders));
        assert_eq!(title("分管副市长"), names(Column::Leaders));
        assert_eq!(title("牵头单位（部门）"), names(Column::Lead));
        assert_eq!(title("第一责任单位"), names(Column::Lead));
        assert_eq!(title("配合部门"), names(Column::Support));
        assert_eq!(title("其他责任单位"), names(Column::Support));
        assert_eq!(title("会办单位"), names(Column::Support));
        assert_eq!(title("实施单位"), names(Column::Implement));
        assert_eq!(title("责任主体"), Some(Title::Responsible));
        assert_eq!(title("承办单位"), Some(Title::Undertaking));
        assert_eq!(title("单位"), Some(Title::Unit));
        assert_eq!(title("办结时限"), Some(Title::Field(Field::Deadline)));
        assert_eq!(title("主要指标"), Some(Title::Items(Some(Annex::INDICATORS))));
        assert_eq!(title("重点工作任务"), Some(Title::Items(Some(Annex::TASKS))));
        assert_eq!(title("任务事项"), Some(Title::Items(Some(Annex::TASKS))));
        assert_eq!(title("事项"), Some(Title::Items(None)));
        assert_eq!(title("项目名称"), Some(Title::Name(None)));
        assert_eq!(title("2026年目标"), Some(Title::Value));
        assert_eq!(title("2025年完成"), Some(Title::Field(Field::LastYear)));
        assert_eq!(title("上年实绩"), Some(Title::Field(Field::LastYear)));
        assert_eq!(title("工作措施"), Some(Title::Measures));
        assert_eq!(title("备注"), Some(Title::Field(Field::Remarks)));
        assert_eq!(title("第三季度目标"), Some(Title::Field(Field::Quarter(3))));
        assert_eq!(title("1—6月"), Some(Title::Field(Field::Quarter(2))));
    }

    #[test]
    fn other_words_are_no_title() {
        for other in
            ["", "省财政厅", "2018年省政府重点工作任务分解表", "责任", "责任领导及单位", "联系电话"]
        {
            assert_eq!(title(other), None, "{other}");
        }
    }

    #[test]
    fn the_office_adds_titles_of_its_own() {
        let titles = [("牵头领导".to_owned(), vec!["包保 县干".to_owned()])];
        let settings = Settings { titles: titles.into(), ..Settings::default() };
        assert_eq!(
            super::title("包保县干", &settings),
            Some(Title::Field(Field::Names(Column::Leaders)))
        );
    }
}
