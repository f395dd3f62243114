//! The words of the sheets to filter and to count by, as the template of the province's workbook states them.

use serde::Deserialize;

use super::SHEETS;
use crate::diagnostic::Diagnostic;
use crate::report::ProvinceBook;
use crate::report::template::{
    ColumnTitle, Phrase, SheetName, Templates, WORKBOOK, WordFault, Words, repeated_sheet,
    repeated_word,
};
use crate::workbook::column_titles::{Titles, title_fault, titles};
use crate::workbook::page_words::PageWords;
use crate::workbook::sheet_words::FixedSheets;
use crate::workbook::values::ValueWords;

/// The words of the province's workbook.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProvinceWords {
    /// The title of the workbook.
    pub(super) title: Phrase,
    pub(super) page: PageWords,
    pub(super) values: ValueWords,
    /// The sheets whose names are fixed.
    pub(super) sheets: FixedSheets,
    pub(super) overview: OverviewWords,
    pub(super) duties: DataWords<DutyColumns>,
    pub(super) leaders: DataWords<LeaderColumns>,
    pub(super) units: DataWords<UnitColumns>,
    pub(super) months: DataWords<MonthColumns>,
    pub(super) heat: HeatWords,
}

/// The words of a data sheet.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DataWords<C> {
    pub sheet: SheetName,
    pub title: Phrase,
    pub note: Phrase,
    /// What the contents say of it.
    pub about: Phrase,
    pub columns: C,
}

/// The words of the overview.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OverviewWords {
    pub sheet: SheetName,
    pub title: Phrase,
    /// The day of the figures, and what changed.
    pub state: Phrase,
    /// The name of the line of all items.
    pub all: Phrase,
    /// The bands above the leaders, the units and the items, and the title of the chart.
    pub leaders: Phrase,
    pub chart: Phrase,
    pub units: Phrase,
    pub items: Phrase,
    /// The band above the items where only the first are listed.
    pub first_items: Phrase,
    pub note: Phrase,
    pub about: Phrase,
    pub columns: OverviewColumns,
}

/// The words of the heat map.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct HeatWords {
    pub sheet: SheetName,
    pub title: Phrase,
    pub note: Phrase,
    pub about: Phrase,
    /// The title of the column of units.
    pub unit: ColumnTitle,
    /// The measure of amounts, whose completion is shown.
    pub percent: Phrase,
}

titles!(
    /// The titles of the overview's columns beside those of the statuses.
    OverviewColumns { name, total, good, share }
);
titles!(
    /// The titles of the columns of roles.
    DutyColumns { id, short, annex, unit, kind, role, manner, written, lead, status, leader }
);
titles!(
    /// The titles of the columns of leaders and their items.
    LeaderColumns { id, short, annex, leader, post, manner, place, lead, status }
);
titles!(
    /// The titles of the columns of units' results.
    UnitColumns {
        id, short, subject, unit, role, goal, measure, value, percent, due, status, rank,
        value_before, gain, status_before, change, rank_before, places, milestone, milestone_due,
        period, target, annex, target_kind, unit_kind, goal_origin, owed, leader, lead, key,
    }
);
titles!(
    /// The titles of the columns of months.
    MonthColumns {
        id, short, target, subject, period, month, measure, value, percent, due, status, course,
    }
);

impl ProvinceWords {
    /// Returns the words of a template.
    ///
    /// # Errors
    /// A mistake in the template.
    pub fn new(templates: &Templates, context: &ProvinceBook) -> Result<Self, Diagnostic> {
        Ok(templates.words(WORKBOOK, context)?.0)
    }

    /// Returns the names of the sheets, each with its table in the template.
    pub(super) fn sheets(&self) -> [(&'static str, &SheetName); 6] {
        [
            ("overview", &self.overview.sheet),
            ("duties", &self.duties.sheet),
            ("leaders", &self.leaders.sheet),
            ("units", &self.units.sheet),
            ("months", &self.months.sheet),
            ("heat", &self.heat.sheet),
        ]
    }
}

impl Words for ProvinceWords {
    fn fault(&self) -> Option<WordFault> {
        let leader = &self.sheets.leader;
        let manners = [("sole", &leader.sole), ("joint", &leader.joint)];
        let fault = repeated_sheet(&self.sheets(), &SHEETS)
            .or_else(|| self.values.fault())
            .or_else(|| self.sheets.matrix.signs.fault())
            .or_else(|| self.sheets.breakdown.results.fault())
            .or_else(|| repeated_word("sheets.leader", &manners));
        if fault.is_some() {
            return fault;
        }
        let tables: [(&'static str, &dyn Titles); 8] = [
            ("duties.columns", &self.duties.columns),
            ("leaders.columns", &self.leaders.columns),
            ("units.columns", &self.units.columns),
            ("months.columns", &self.months.columns),
            ("sheets.data.columns", &self.sheets.data.columns),
            ("sheets.targets.columns", &self.sheets.targets.columns),
            ("sheets.parts.columns", &self.sheets.parts.columns),
            ("sheets.progress.columns", &self.sheets.progress.columns),
        ];
        tables.into_iter().find_map(|(table, titles)| title_fault(table, titles))
    }
}
