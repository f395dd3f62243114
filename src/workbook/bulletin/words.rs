//! The words of the bulletin's workbook, as its template states them.

use serde::Deserialize;

use crate::diagnostic::Diagnostic;
use crate::report::Bulletin;
use crate::report::template::{
    BULLETIN_WORKBOOK, FormulaWord, Phrase, SheetName, Templates, WordFault, Words, repeated_sheet,
};
use crate::workbook::page_words::PageWords;

/// The words of the bulletin's workbook.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BulletinWords {
    /// The title of the workbook.
    pub(super) title: Phrase,
    /// The line below every title: the day of the figures.
    pub(super) state: Phrase,
    pub(super) page: PageWords,
    pub(super) overview: OverviewWords,
    pub(super) indicators: TableWords<IndicatorColumns>,
    pub(super) charts: ChartWords,
    pub(super) rankings: RankingWords,
    pub(super) tasks: TableWords<TaskColumns>,
    pub(super) behind: BehindWords,
    pub(super) returns: ReturnsWords,
}

/// The words of a sheet with a table.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TableWords<C> {
    pub sheet: SheetName,
    /// The number of the annex, above the title.
    pub mark: Phrase,
    pub title: Phrase,
    pub note: Phrase,
    pub columns: C,
}

/// The words of the overview.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OverviewWords {
    pub sheet: SheetName,
    pub title: Phrase,
    pub note: Phrase,
    /// The band above the leaders.
    pub leaders: Phrase,
    /// The names of the lines: all items, their shares, each annex.
    pub all: Phrase,
    pub shares: Phrase,
    pub indicators: Phrase,
    pub tasks: Phrase,
    /// The titles of the charts.
    pub chart: Phrase,
    pub leaders_chart: Phrase,
    pub columns: OverviewColumns,
}

/// The words of the charts of indicators.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ChartWords {
    pub sheet: SheetName,
    pub title: Phrase,
    /// The title of the column of indicators.
    pub label: Phrase,
    /// The chart of rates, and its columns.
    pub rates: Phrase,
    pub value: Phrase,
    pub goal: Phrase,
    /// The chart of amounts, and its columns.
    pub amounts: Phrase,
    pub percent: Phrase,
    pub due: Phrase,
}

/// The words of the rankings.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RankingWords {
    pub sheet: SheetName,
    pub mark: Phrase,
    pub title: Phrase,
    pub note: Phrase,
    /// The note where nothing is ranked.
    pub nothing: Phrase,
    /// The note on verified figures; may be blank.
    pub verified: Phrase,
    /// The word before an indicator's number.
    pub indicator: Phrase,
    /// The words where the lowest, or the nearest, is the best.
    pub low: Phrase,
    pub near: Phrase,
    /// The word for a place that was kept.
    pub kept: FormulaWord,
    pub columns: RankingColumns,
}

/// The words of the items that are behind.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BehindWords {
    pub sheet: SheetName,
    pub mark: Phrase,
    pub title: Phrase,
    pub note: Phrase,
    /// The note where no item is behind.
    pub nothing: Phrase,
    /// The word after a status whose items are counted.
    pub count: Phrase,
    pub columns: BehindColumns,
}

/// The words of the faults in reporting.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ReturnsWords {
    pub sheet: SheetName,
    pub mark: Phrase,
    pub title: Phrase,
    pub note: Phrase,
    /// The note where there are none.
    pub nothing: Phrase,
    /// The sums above the list.
    pub expected: Phrase,
    pub missing: Phrase,
    pub reported: Phrase,
    /// Kinds of faults.
    pub late: Phrase,
    pub incomplete: Phrase,
    pub columns: ReturnsColumns,
}

macro_rules! titles {
    ($(#[$doc:meta])* $name:ident { $($key:ident),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub(super) struct $name {
            $(pub $key: Phrase,)*
        }
    };
}

titles!(
    /// The titles of the overview's columns beside those of the statuses.
    OverviewColumns { who, total, good, share }
);
titles!(
    /// The titles of the indicators' columns.
    IndicatorColumns {
        no, subject, goal_words, goal, value, measure, percent, due, gap, status, whole, leaders,
        lead, remark,
    }
);
titles!(
    /// The titles of the rankings' columns.
    RankingColumns { unit, goal, value, percent, rank, status, before, change, merit }
);
titles!(
    /// The titles of the tasks' columns.
    TaskColumns {
        no, text, leaders, lead, result, goal, value, percent, progress, status, remark,
    }
);
titles!(
    /// The titles of the columns of items that are behind.
    BehindColumns {
        item, text, leaders, lead, result, percent, problems, next_steps, status, remark,
    }
);
titles!(
    /// The titles of the columns of faults in reporting.
    ReturnsColumns { no, kind, unit, owed, detail }
);

impl BulletinWords {
    /// Returns the words of the workbook of a bulletin, as the template [`BULLETIN_WORKBOOK`] states them.
    ///
    /// # Errors
    /// A mistake in the template.
    pub fn new(templates: &Templates, context: &Bulletin) -> Result<Self, Diagnostic> {
        let (words, _) = templates.words(BULLETIN_WORKBOOK, context)?;
        Ok(words)
    }

    /// Returns the names of the sheets, the overview first, with their tables in the template.
    pub(super) fn sheets(&self) -> [(&'static str, &SheetName); 7] {
        [
            ("overview", &self.overview.sheet),
            ("indicators", &self.indicators.sheet),
            ("charts", &self.charts.sheet),
            ("rankings", &self.rankings.sheet),
            ("tasks", &self.tasks.sheet),
            ("behind", &self.behind.sheet),
            ("returns", &self.returns.sheet),
        ]
    }
}

impl Words for BulletinWords {
    fn fault(&self) -> Option<WordFault> {
        repeated_sheet(&self.sheets(), &[])
    }
}
