//! The words of those sheets of the province's workbook whose names are fixed, since names of ranges, links and the
//! formulas of other sheets are made of them.

use serde::Deserialize;

use crate::report::template::Phrase;

/// The words of a sheet.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SheetWords {
    pub title: Phrase,
    /// A line above or below the table; may be blank.
    pub note: Phrase,
    /// What the contents say of it.
    pub about: Phrase,
}

/// The words of the sheets.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FixedSheets {
    /// 目录.
    pub contents: ContentsWords,
    /// 附件1.
    pub indicators: SheetWords,
    /// 附件2.
    pub tasks: SheetWords,
    /// 数据.
    pub data: SheetWords,
    /// 指标.
    pub targets: SheetWords,
    /// 分解数据.
    pub parts: SheetWords,
    /// 目标分解.
    pub breakdown: SheetWords,
    /// 责任矩阵; the note is for a matrix without units.
    pub matrix: SheetWords,
    /// 单位统计.
    pub units: SheetWords,
    /// 进展.
    pub progress: ProgressWords,
    /// 领导汇总.
    pub leaders: SheetWords,
    /// The sheet of a leader.
    pub leader: SheetWords,
}

/// The words of the contents.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ContentsWords {
    pub title: Phrase,
    /// Issuer and day, below the title.
    pub from: Phrase,
    pub note: Phrase,
    pub columns: ContentsColumns,
}

/// The titles of the columns of the contents.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ContentsColumns {
    pub no: Phrase,
    pub sheet: Phrase,
    pub about: Phrase,
    pub count: Phrase,
    pub measure: Phrase,
}

/// The words of 进展.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ProgressWords {
    pub title: Phrase,
    pub note: Phrase,
    /// The note on the period before and on the course; may be blank.
    pub course: Phrase,
    pub about: Phrase,
}
