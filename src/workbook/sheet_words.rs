//! The words of those sheets of the province's workbook whose names are fixed, since names of ranges, links and the
//! formulas of other sheets are made of them.

use serde::Deserialize;

use super::column_titles::titles;
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

/// The words of a sheet with the titles of its columns.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TitledSheet<C> {
    pub title: Phrase,
    /// A line above or below the table; may be blank.
    pub note: Phrase,
    /// What the contents say of it.
    pub about: Phrase,
    pub columns: C,
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
    pub data: TitledSheet<DataColumns>,
    /// 指标.
    pub targets: TitledSheet<TargetColumns>,
    /// 分解数据.
    pub parts: TitledSheet<PartColumns>,
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
    /// The labels of the counts above the table.
    pub status_label: Phrase,
    pub count_label: Phrase,
    pub total: Phrase,
    pub columns: ProgressColumns,
}

titles!(
    /// The titles of the columns of 数据.
    DataColumns { id, annex, no, kind, text, leaders, primary, lead, support, implement, target_count, targets, inherited, deadline, milestone }
);
titles!(
    /// The titles of the columns of 指标.
    TargetColumns { key, id, target, subject, comparator, value, measure, kind, raw, lead }
);
titles!(
    /// The titles of the columns of 分解数据.
    PartColumns { key, id, target, subject, kind, unit, unit_kind, value, measure }
);
titles!(
    /// The titles of the columns of 进展.
    ProgressColumns { id, text, leaders, primary, goal, reached, value, measure, percent, due, status, status_before, change, course, report, note }
);
