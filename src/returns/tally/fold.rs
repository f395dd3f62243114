//! The rows of all files, brought together: their problems and their result.

use super::corrections::Returns;
use super::reports::Reports;
use super::row_count::Tally;
use super::senders::{Senders, senders, zero_reports};
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::returns::read::{
    Consequence, Index, Problem, ReturnFile, RowContent, RowOutcome, Table, ZeroReport,
};
use crate::returns::{Field, Verified};

/// The collection of rows, file after file in the order of their names.
#[derive(Debug, Default)]
pub(in crate::returns) struct Fold {
    returns: Returns,
    zero_reports: Vec<(ZeroReport, Place)>,
    senders: Senders,
    tally: Tally,
}

impl Fold {
    /// Adds a file, whose tables and problems are taken out of it. The problems of the file and its rows are
    /// reported.
    pub fn add_file(
        &mut self,
        file: &mut ReturnFile,
        index: &Index<'_>,
        problems: &mut Diagnostics,
    ) {
        self.count(Tally::of(file));
        self.add_senders(senders(file));
        self.zero_reports.extend(zero_reports(file, index));
        for mut table in std::mem::take(&mut file.tables) {
            problems.extend(reported(&mut table));
            let sheet = self.add_sheet(&file.name, table.sheet.as_deref());
            for row in std::mem::take(&mut table.rows) {
                if let RowOutcome::Return(content) = row.outcome {
                    let origin = file.origin(&table);
                    let place = |field| table.head.place(origin, &row.cells, field);
                    self.add(sheet, *content, place, problems);
                }
            }
        }
        let beside = std::mem::take(&mut file.problems).into_iter();
        problems.extend(beside.map(diagnostic).collect());
    }

    /// Adds the counts of a file.
    pub fn count(&mut self, file: Tally) {
        self.tally += file;
    }

    /// Adds units of which rows came in.
    pub fn add_senders(&mut self, senders: Senders) {
        for (sender, unassigned) in senders {
            *self.senders.entry(sender).or_default() += unassigned;
        }
    }

    /// Adds zero reports.
    pub fn add_zero_reports(&mut self, reports: impl IntoIterator<Item = (ZeroReport, Place)>) {
        self.zero_reports.extend(reports);
    }

    /// Adds a file or worksheet that rows will come from, and returns its number.
    pub fn add_sheet(&mut self, file: &str, name: Option<&str>) -> usize {
        self.returns.add_sheet(file, name)
    }

    /// Adds a row of a sheet; `place` makes the place of its cell of a field.
    pub fn add(
        &mut self,
        sheet: usize,
        row: RowContent,
        place: impl FnOnce(Field) -> Place,
        problems: &mut Diagnostics,
    ) {
        self.returns.add(sheet, row, place, problems);
    }

    /// Returns all that was reported, together with what the office has verified.
    pub fn finish(self, verified: Verified) -> Reports {
        let Self { returns, zero_reports, senders, tally } = self;
        Reports { returns, zero_reports, senders, verified, tally }
    }
}

/// Returns G131: a row of a file that repeats another one of the same file.
pub(in crate::returns) fn duplicates(file: &ReturnFile) -> Diagnostics {
    let mut returns = Returns::default();
    let mut problems = Diagnostics::new();
    for (table, row) in file.rows() {
        if let RowOutcome::Return(content) = &row.outcome {
            let sheet = returns.add_sheet(&file.name, table.sheet.as_deref());
            let place = |field| table.head.place(file.origin(table), &row.cells, field);
            returns.add(sheet, RowContent::clone(content), place, &mut problems);
        }
    }
    problems
}

/// Returns the problems of a table except those of its rows' contents.
fn reported(table: &mut Table) -> Diagnostics {
    let problems = std::mem::take(&mut table.problems);
    let unread = table.unread.unknown().into_iter();
    unread.chain(problems).map(diagnostic).collect()
}

/// Words a problem for readers of `seeds/progress`.
fn diagnostic(problem: Problem) -> Diagnostic {
    let consequence = match problem.consequence {
        Consequence::None => "",
        Consequence::RowNotRead => "本行未读入",
        Consequence::CellLeftOut => "此格不采用",
        Consequence::RowsBelowNotRead => "以此为准的各行未读入",
        Consequence::RowsNotRead(rows) => &format!("{rows}行未读入"),
        Consequence::RowNotCounted => "本行未计入",
        Consequence::NoReturn => "未作为报送读入",
    };
    problem.reported(consequence)
}
