//! Zero reports (零报告): forms that come back signed, with nothing filled in.

use super::file::ReturnFile;
use super::filing_date;
use super::index::Index;
use super::row::RowOutcome;
use super::row_content::ZeroReport;
use crate::diagnostic::Place;
use crate::targets::quantity::is_missing;

impl ReturnFile {
    /// Returns the zero report that a form is: it names who filled it in, or when, and none of its rows is filled
    /// in.
    pub fn zero_report(&self, index: &Index<'_>) -> Option<(ZeroReport, Place)> {
        let key = self.key()?;
        let unit = index.registry.unit_of_code(&key.code)?;
        let mut rows = self.rows().map(|(_, row)| &row.outcome);
        let is_blank = |outcome: &RowOutcome| {
            matches!(
                outcome,
                RowOutcome::NotFilledIn | RowOutcome::Total | RowOutcome::Remark { .. }
            )
        };
        if self.faulty > 0 || key.period.year() != index.year || !rows.all(is_blank) {
            return None;
        }
        let stated = |text: &&(String, Place)| !is_missing(&text.0);
        self.tables.iter().find_map(|table| {
            let lines = &table.head.lines;
            let reporter = lines.reporter.as_ref().filter(stated);
            let date = lines.date.as_ref().filter(stated);
            let (_, place) = reporter.or(date)?;
            let report = ZeroReport {
                month: key.period,
                unit,
                reporter: reporter.map(|(text, _)| text.clone()),
                reported_on: date.and_then(|(text, _)| filing_date::parse(text, key.period)),
            };
            Some((report, place.clone()))
        })
    }
}
