//! Intake of files, one after the other.

use std::collections::BTreeMap;

use super::existing::ExistingReturns;
use super::files::OwnFiles;
use super::known_rows::KnownRows;
use super::report::FileReport;
use super::rows::{self, RowTaker};
use super::wanted::{Options, WantedForms};
use super::{identity, refusals};
use crate::diagnostic::Diagnostic;
use crate::input::workbook::Worksheet;
use crate::returns::Reader;
use crate::returns::read::{LastFigures, Opened, ReturnFile, take_back};
use crate::returns::tally::duplicates;

/// The collector, which takes in files of returns.
#[derive(Debug)]
pub struct Collector<'a> {
    taker: RowTaker<'a>,
    /// The figures that forms may show as the last ones.
    last: LastFigures,
}

/// A file that was read and not yet taken in.
#[derive(Debug)]
pub struct ReadFile {
    name: String,
    file: Result<ReturnFile, Diagnostic>,
}

impl ReadFile {
    /// Takes out the worksheets of a workbook with a form's key; none of any other file.
    pub fn take_sheets(&mut self) -> Vec<Worksheet> {
        self.file.as_mut().map(|file| std::mem::take(&mut file.sheets)).unwrap_or_default()
    }
}

impl<'a> Collector<'a> {
    /// Makes a collector of the `wanted` forms, which are added to the existing ones.
    pub fn new(
        reader: &'a Reader<'a>,
        existing: &'a ExistingReturns,
        wanted: WantedForms,
        options: Options,
    ) -> Self {
        let taker = RowTaker {
            reader,
            wanted,
            options,
            known: KnownRows::new(existing),
            files: OwnFiles::new(existing),
            zero_reports: existing.zero_reports().cloned().collect(),
        };
        Self { taker, last: existing.last_figures() }
    }

    /// Reads the file `name`. Nothing is taken in, so that several files can be read at once.
    pub fn read(&self, name: String, content: Result<Opened, Diagnostic>) -> ReadFile {
        let RowTaker { reader, wanted, .. } = &self.taker;
        let file = content.map(|opened| reader.read(&name, opened, wanted.presumed()));
        ReadFile { name, file }
    }

    /// Takes in a file that was read.
    pub fn collect(&mut self, ReadFile { name, file }: ReadFile) -> FileReport {
        let mut report = FileReport { name, ..FileReport::default() };
        let RowTaker { reader, wanted, .. } = &self.taker;
        let mut file = match file {
            Ok(file) => file,
            Err(problem) => {
                report.rejected = true;
                report.problems.push(problem);
                return report;
            }
        };
        take_back(&mut file, &self.last, &reader.index);
        identity::examine(&file, &reader.index, wanted, &mut report);
        if report.rejected {
            return report;
        }
        report.rejected = file.tables.is_empty();
        report.problems.extend(refusals::of_reading(&mut file));
        if !report.rejected {
            report.problems.extend(duplicates(&file));
            rows::take(&mut self.taker, &file, &mut report);
        }
        report.problems.sort();
        report
    }

    /// Returns the files to be written, by their paths in the workspace.
    pub fn finish(self) -> BTreeMap<String, Vec<u8>> {
        self.taker.files.finish()
    }
}
