//! Repairs: every change made to a cell of the published tables.

use super::title::Field;
use crate::plan::ItemId;

/// A change to a cell, or a doubt about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repair {
    /// The item.
    pub item: ItemId,
    /// The column.
    pub field: Field,
    /// The kind of change.
    pub kind: RepairKind,
    /// The cell as published, without the blanks around it.
    pub before: String,
    /// The cell after the change; names joined by 、.
    pub after: String,
    /// A note on what was done, or on what a person should check.
    pub note: String,
}

/// The kind of a change. The list is that of `FORMATS.md`, "Reading the notice".
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RepairKind {
    /// A line break inside a cell.
    JoinedLine,
    /// Runs of blanks and other separators, or padding inside names of two characters.
    Spacing,
    /// Names run together without a separator, and lists that share their ending.
    Split,
    /// One name broken by blanks.
    JoinedName,
    /// A blank cell below a merged one.
    Inherited,
    /// Several columns joined to one text, or one column of units divided into those that lead and the others.
    Columns,
    /// A number that the row has by its place.
    Numbered,
    /// Words beside the names of a list: …牵头, …等, —.
    Words,
    /// No change, but a doubt that a person should check.
    Suspect,
}

impl RepairKind {
    /// Returns the word in `repairs.csv`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::JoinedLine => "joined-line",
            Self::Spacing => "spacing",
            Self::Split => "split",
            Self::JoinedName => "joined-name",
            Self::Inherited => "inherited",
            Self::Columns => "columns",
            Self::Numbered => "numbered",
            Self::Words => "words",
            Self::Suspect => "suspect",
        }
    }

    /// Returns the office's description of the change.
    pub(super) fn note(self) -> &'static str {
        match self {
            Self::JoinedLine => "单元格内的换行已去掉",
            Self::Spacing => "分隔和姓名中的空格已统一，名称之间用顿号",
            Self::Split => "连写或省写的名称已拆开",
            Self::JoinedName => "被空格断开的名称已连起来",
            Self::Inherited => "合并单元格，沿用上一行",
            Self::Columns => "几列内容已并成一句",
            Self::Numbered => "按所在位置编号",
            Self::Words => "名称以外的字已去掉",
            Self::Suspect => "未改动，请核对原件",
        }
    }
}
