//! The annex CSV: its columns, for `duban import`, which writes it, and for [`super::Plan::load`].

use super::{Annex, Column};
use crate::input::base_table::BaseTable;
use crate::input::columns::ColumnSpec;

/// A column of the annex CSV.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// 序号.
    Number,
    /// 主要指标 or 重点工作任务.
    Text,
    /// 类别: the section of the table in which the row is, where there are any.
    Category,
    /// People or units.
    Names(Column),
    /// 完成时限, where the notice has it.
    Deadline,
    /// 目标: targets in the notation of [`crate::targets`].
    Targets,
    /// 沿用: the titles of columns taken from the row above.
    Inherited,
    /// 一季度 …: what is due at the end of a quarter, in the notice's words.
    Quarter(u8),
    /// 工作措施.
    Measures,
    /// 任务来源.
    Source,
    /// 上年实绩.
    LastYear,
    /// 计量单位, where it is not part of the target.
    Measure,
    /// 备注.
    Remarks,
    /// 项目名称: a column of the notice alone, which the text takes in.
    Name,
    /// 目标值: likewise.
    Value,
    /// 增幅: likewise.
    Growth,
    /// A column of the notice that is kept under its own title, by its position there.
    Extra(u8),
}

impl Field {
    /// The columns that the file may have, from left to right.
    pub const ALL: [Field; 19] = [
        Self::Number,
        Self::Category,
        Self::Text,
        Self::Names(Column::Leaders),
        Self::Names(Column::Lead),
        Self::Names(Column::Support),
        Self::Names(Column::Implement),
        Self::Deadline,
        Self::Targets,
        Self::Inherited,
        Self::Quarter(1),
        Self::Quarter(2),
        Self::Quarter(3),
        Self::Quarter(4),
        Self::Measures,
        Self::Source,
        Self::LastYear,
        Self::Measure,
        Self::Remarks,
    ];

    /// The column's title in the file of an annex.
    pub const fn title(self, annex: Annex) -> &'static str {
        match self {
            Self::Number => "序号",
            Self::Category => "类别",
            Self::Text => annex.noun(),
            Self::Names(column) => column.title(),
            Self::Deadline => "完成时限",
            Self::Targets => "目标",
            Self::Inherited => "沿用",
            Self::Quarter(1) => "一季度目标",
            Self::Quarter(2) => "二季度目标",
            Self::Quarter(3) => "三季度目标",
            Self::Quarter(_) => "四季度目标",
            Self::Measures => "工作措施",
            Self::Source => "任务来源",
            Self::LastYear => "上年实绩",
            Self::Measure => "计量单位",
            Self::Remarks => "备注",
            Self::Name => "项目名称",
            Self::Value => "目标值",
            Self::Growth => "增幅",
            Self::Extra(_) => "其他",
        }
    }

    const fn spec(self, annex: Annex) -> ColumnSpec {
        let title = self.title(annex);
        match self {
            Self::Number => ColumnSpec::required(title, "no").or(&NUMBER_TITLES),
            Self::Category => ColumnSpec::optional(title, "category"),
            Self::Text => ColumnSpec::required(title, "text").or(match annex {
                Annex::INDICATORS => &["指标", "指标名称", "指标内容"],
                Annex::TASKS => &["重点任务", "工作任务", "任务", "任务内容", "工作内容"],
                _ => &ANY_TEXT,
            }),
            Self::Names(column) => ColumnSpec::required(title, column.as_str()).or(match column {
                Column::Leaders => &LEADERS_TITLES,
                Column::Lead => &["牵头部门", "牵头责任单位"],
                Column::Support => &["配合部门", "责任单位", "协办单位"],
                Column::Implement => &["实施部门", "落实单位"],
            }),
            Self::Deadline => ColumnSpec::optional(title, "deadline").or(&["时限", "完成时间"]),
            Self::Targets => ColumnSpec::optional(title, "targets"),
            Self::Inherited => ColumnSpec::optional(title, "inherited"),
            Self::Quarter(1) => ColumnSpec::optional(title, "q1"),
            Self::Quarter(2) => ColumnSpec::optional(title, "q2"),
            Self::Quarter(3) => ColumnSpec::optional(title, "q3"),
            Self::Quarter(_) => ColumnSpec::optional(title, "q4"),
            Self::Measures => ColumnSpec::optional(title, "measures"),
            Self::Source => ColumnSpec::optional(title, "source"),
            Self::LastYear => ColumnSpec::optional(title, "last_year"),
            Self::Measure => ColumnSpec::optional(title, "measure"),
            Self::Remarks => ColumnSpec::optional(title, "remarks"),
            Self::Name | Self::Value | Self::Growth | Self::Extra(_) => {
                ColumnSpec::optional(title, title)
            }
        }
    }
}

/// Other titles of the column of leaders: those of other governments, and what people write.
const LEADERS_TITLES: [&str; 15] = [
    "牵头领导",
    "自治区政府牵头领导",
    "市政府牵头领导",
    "州政府牵头领导",
    "县政府牵头领导",
    "区政府牵头领导",
    "旗政府牵头领导",
    "盟行署牵头领导",
    "行署牵头领导",
    "管委会牵头领导",
    "政府牵头领导",
    "责任领导",
    "分管领导",
    "省领导",
    "领导",
];

/// Other titles of the column of sequence numbers, which is the one most often renamed.
const NUMBER_TITLES: [&str; 9] =
    ["编号", "项号", "号", "No.", "№", "任务序号", "任务编号", "指标序号", "指标编号"];

/// Other titles of the column of items in an annex of any kind.
const ANY_TEXT: [&str; 14] = [
    "主要指标",
    "指标",
    "指标名称",
    "重点工作任务",
    "重点任务",
    "工作任务",
    "任务",
    "任务内容",
    "工作内容",
    "事项内容",
    "项目",
    "项目名称",
    "重点项目",
    "内容",
];

/// The table of an annex. A workspace needs one of them, but may do without any particular one.
pub fn table(annex: Annex) -> BaseTable {
    BaseTable::optional(annex.file(), columns(annex))
}

const fn specs(annex: Annex) -> [(Field, ColumnSpec); Field::ALL.len()] {
    let mut specs = [(Field::Number, Field::Number.spec(annex)); Field::ALL.len()];
    let mut at = 0;
    while at < specs.len() {
        specs[at] = (Field::ALL[at], Field::ALL[at].spec(annex));
        at += 1;
    }
    specs
}

static INDICATORS: [(Field, ColumnSpec); Field::ALL.len()] = specs(Annex::INDICATORS);
static TASKS: [(Field, ColumnSpec); Field::ALL.len()] = specs(Annex::TASKS);
static OTHERS: [(Field, ColumnSpec); Field::ALL.len()] = specs(Annex::OTHERS);

/// The columns of the file of an annex.
pub(super) fn columns(annex: Annex) -> &'static [(Field, ColumnSpec)] {
    match annex {
        Annex::INDICATORS => &INDICATORS,
        Annex::TASKS => &TASKS,
        _ => &OTHERS,
    }
}
