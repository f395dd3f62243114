//! Intake of files, one after the other.

use std::collections::BTreeMap;

use super::existing::ExistingReturns;
use super::files::OwnFiles;
use super::known_rows::KnownRows;
use super::report::FileReport;
use super::rows::{self, RowTaker};
use super::wanted::{Options, WantedForms};
use super::{identity, refusals};
use crate::returns::Reader;
use crate::returns::read::{LastFigures, take_back};
use crate::returns::tally::duplicates;

/// The collector, which takes in files of returns.
#[derive(Debug)]
pub struct Collector<'a> {
    taker: RowTaker<'a>,
    /// The figures that forms may show as the last ones.
    last: LastFigures,
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

    /// Takes in the file `name`.
    pub fn collect(&mut self, name: &str, bytes: &[u8]) -> FileReport {
        let mut report = FileReport { name: name.to_owned(), ..FileReport::default() };
        let RowTaker { reader, wanted, .. } = &self.taker;
        let mut file = match reader.read(name, bytes, wanted.presumed()) {
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
