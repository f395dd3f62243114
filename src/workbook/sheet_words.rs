//! The words of those sheets of the province's workbook whose names are fixed, since names of ranges, links and the
//! formulas of other sheets are made of them.

use serde::Deserialize;

use super::breakdown_words::BreakdownResults;
use super::column_titles::titles;
use crate::plan::Role;
use crate::report::template::{FormulaWord, Phrase, SheetName, WordFault, repeated_word};

/// The words of a sheet with the titles of its columns.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TitledSheet<C> {
    pub title: Phrase,
    /// The line above the table, or in 领导汇总 below it; may be blank.
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
    pub indicators: AnnexWords,
    /// 附件2.
    pub tasks: AnnexWords,
    /// 数据.
    pub data: TitledSheet<DataColumns>,
    /// 指标.
    pub targets: TitledSheet<TargetColumns>,
    /// 分解数据.
    pub parts: TitledSheet<PartColumns>,
    /// 目标分解.
    pub breakdown: BreakdownWords,
    /// 责任矩阵; the note is for a matrix without units.
    pub matrix: MatrixWords,
    /// 单位统计.
    pub units: UnitsWords,
    /// 进展.
    pub progress: ProgressWords,
    /// 领导汇总.
    pub leaders: TitledSheet<LeaderCountColumns>,
    /// The sheet of a leader.
    pub leader: LeaderWords,
}

/// The words of 附件1 and 附件2.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AnnexWords {
    /// The number of the annex, above the title.
    pub mark: Phrase,
    pub title: Phrase,
    /// The line below the title; may be blank.
    pub note: Phrase,
    pub about: Phrase,
    pub columns: AnnexColumns,
}

/// The words of the contents.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ContentsWords {
    pub title: Phrase,
    /// Issuer and day, below the title.
    pub from: Phrase,
    pub note: Phrase,
    /// The link on all other sheets that leads here.
    pub back: Phrase,
    pub columns: ContentsColumns,
    pub measures: Measures,
}

/// The measures of the counts in the contents.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Measures {
    pub item: Phrase,
    pub target: Phrase,
    pub unit: Phrase,
    pub row: Phrase,
    pub leader: Phrase,
}

/// The words of 目标分解.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BreakdownWords {
    pub title: Phrase,
    pub note: Phrase,
    /// The end of the note where units lie inside others, with marks for their names and the kind of the others.
    pub enclosed: Phrase,
    pub about: Phrase,
    /// The words of 分解情况.
    pub results: BreakdownResults,
    pub columns: BreakdownColumns,
}

/// The words of 责任矩阵.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MatrixWords {
    pub title: Phrase,
    /// The line of a matrix without units.
    pub note: Phrase,
    pub about: Phrase,
    /// The meaning of the signs, below the title.
    pub legend: Phrase,
    /// The mark behind the title on the pages to the right.
    pub continued: Phrase,
    pub columns: MatrixColumns,
    pub signs: Signs,
}

/// The signs of roles in cells, which formulas count.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Signs {
    pub lead: FormulaWord,
    pub support: FormulaWord,
    pub implement: FormulaWord,
    pub possible: FormulaWord,
}

impl Signs {
    /// Returns the sign of a role.
    pub(super) fn of(&self, role: Role) -> &str {
        match role {
            Role::Lead => &self.lead,
            Role::Support => &self.support,
            Role::Implement => &self.implement,
            Role::Possible => &self.possible,
        }
    }

    /// Returns the first sign that is the same as an earlier one.
    pub(super) fn fault(&self) -> Option<WordFault> {
        let signs = [
            ("lead", &self.lead),
            ("support", &self.support),
            ("implement", &self.implement),
            ("possible", &self.possible),
        ];
        repeated_word("sheets.matrix.signs", &signs)
    }
}

/// The words of 单位统计.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct UnitsWords {
    pub title: Phrase,
    pub note: Phrase,
    pub about: Phrase,
    /// The text of the charts for those who do not see them.
    pub alt: Phrase,
    pub columns: UnitColumns,
    /// The names of the bars, by role.
    pub bars: RoleNames,
}

/// The words of the sheet of a leader.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LeaderWords {
    pub title: Phrase,
    pub note: Phrase,
    pub about: Phrase,
    /// The line above the items, with marks for the counts.
    pub band: Phrase,
    /// The name in place of a leader's where the notice names none.
    pub nobody: SheetName,
    /// The manners of leading an item.
    pub sole: FormulaWord,
    pub joint: FormulaWord,
    pub columns: LeaderItemColumns,
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
titles!(
    /// The titles of the columns of 附件1 and 附件2.
    AnnexColumns { no, text, leaders, lead, support, implement, deadline }
);
titles!(
    /// The titles of the columns of 目标分解 beside those of the units.
    BreakdownColumns { key, subject, kind, measure, goal, sum, difference, lowest, highest, result }
);
titles!(
    /// The titles of the columns of 责任矩阵 beside those of the units.
    MatrixColumns { id, text, lead, support, implement, possible, total }
);
titles!(
    /// The titles of the columns of 单位统计.
    UnitColumns { no, unit, kind, lead, support, implement, possible, total, chart }
);
titles!(
    /// The names of roles.
    RoleNames { lead, support, implement, possible }
);
titles!(
    /// The titles of the columns of a leader's sheet.
    LeaderItemColumns { id, text, manner, others, lead, support, implement, goal, status }
);
titles!(
    /// The titles of the columns of 领导汇总.
    LeaderCountColumns { leader, post, indicators, tasks, total, sole, joint }
);
