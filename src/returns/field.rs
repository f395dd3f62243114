//! The fields of a column of returns, in files of units and in the program's own.

/// The content of a column in a table of returns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// 期间.
    Period,
    /// 编号.
    Item,
    /// The item in words, which decides the meaning of a bare number.
    ItemText,
    /// 指标.
    Target,
    /// 单位.
    Unit,
    /// 完成值.
    Value,
    /// 计量单位.
    Measure,
    /// 完成率.
    Percent,
    /// 状态.
    Status,
    /// 进展情况.
    Progress,
    /// 存在问题.
    Problems,
    /// 下一步措施.
    NextSteps,
    /// 填报人.
    Reporter,
    /// 填报日期.
    ReportedOn,
    /// The target for the year, in words.
    Goal,
    /// The figure that the unit last reported, as the return form shows it.
    Last,
    /// The key that the return form gives a row ([`crate::returns::form::RowKey`]).
    RowKey,
}

impl Field {
    /// The fields that units fill in, row by row.
    pub const OPEN: [Field; 6] =
        [Self::Value, Self::Percent, Self::Status, Self::Progress, Self::Problems, Self::NextSteps];

    /// The fields by which a unit states something about a target, and when.
    pub const REPORTED: [Field; 8] = [
        Self::Value,
        Self::Percent,
        Self::Status,
        Self::Progress,
        Self::Problems,
        Self::NextSteps,
        Self::Reporter,
        Self::ReportedOn,
    ];

    /// The columns of a CSV of returns, from left to right (`FORMATS.md`, "Progress CSV").
    pub const CSV: [Field; 13] = [
        Self::Period,
        Self::Item,
        Self::Target,
        Self::Unit,
        Self::Value,
        Self::Measure,
        Self::Percent,
        Self::Status,
        Self::Progress,
        Self::Problems,
        Self::NextSteps,
        Self::Reporter,
        Self::ReportedOn,
    ];

    /// Returns the field's title in messages and in the program's own CSVs.
    pub fn title(self) -> &'static str {
        match self {
            Self::Period => "期间",
            Self::Item => "编号",
            Self::ItemText => "事项",
            Self::Target => "指标",
            Self::Unit => "单位",
            Self::Value => "完成值",
            Self::Measure => "计量单位",
            Self::Percent => "完成率",
            Self::Status => "状态",
            Self::Progress => "进展情况",
            Self::Problems => "存在问题",
            Self::NextSteps => "下一步措施",
            Self::Reporter => "填报人",
            Self::ReportedOn => "填报日期",
            Self::Goal => "年度目标",
            Self::Last => "上期累计",
            Self::RowKey => "识别码",
        }
    }
}
