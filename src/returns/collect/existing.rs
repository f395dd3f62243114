//! The existing files of returns, kept after they were read.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use rayon::prelude::*;

use super::clean::TypedRow;
use crate::diagnostic::{Code, Diagnostics, Place};
use crate::input::SourceFile;
use crate::returns::read::{
    Index, LastFigures, Opened, PresumedHead, Problem, Reader, ReturnFile, RowContent, RowOutcome,
    ZeroReport,
};
use crate::returns::tally::{Fold, Progress, Senders, Tally, each_file, senders, zero_reports};
use crate::returns::{Field, Verified};

/// The existing files of returns.
#[derive(Debug, Default)]
pub struct ExistingReturns {
    /// The files by path in the workspace, in the order in which they are read.
    files: BTreeMap<String, ExistingFile>,
    /// The figures that the office has verified.
    verified: Verified,
}

/// The parts of a file of returns that are needed again.
#[derive(Debug, Default)]
pub(super) struct ExistingFile {
    /// The file's text; `None` if it is not a text, is in an archive, or has rows that could not be identified.
    pub text: Option<SourceFile>,
    tally: Tally,
    senders: Senders,
    zero_reports: Vec<(ZeroReport, Place)>,
    /// The worksheets of its tables, and their rows.
    tables: Vec<(Option<String>, Vec<ExistingRow>)>,
}

/// An existing row.
#[derive(Debug, Clone)]
pub(super) struct ExistingRow {
    pub content: RowContent,
    /// The measure of its value. For an item without a target nothing else states it.
    pub measure: String,
    /// The row's line, from 1.
    pub line: usize,
    /// The row's place among the rows with content of its file, from 0.
    pub index: usize,
}

impl ExistingReturns {
    /// Reads each of the files of returns of the workspace `root` once, and returns them with the year's
    /// returns. Their problems are reported.
    pub fn load(root: &Path, reader: &Reader<'_>, problems: &mut Diagnostics) -> (Self, Progress) {
        let mut existing = Self::default();
        let mut fold = Fold::default();
        each_file(root, reader, problems, |name, file, problems| {
            let kept = match file {
                Some(mut file) => {
                    let mut kept = ExistingFile::new(&file, &reader.index);
                    let broken = |problem: &Problem| problem.code == Code::CellInvalid;
                    let sound = !file.problems.iter().any(broken);
                    fold.add_file(&mut file, &reader.index, problems);
                    let packed = file.packed;
                    kept.text = file.text.filter(|_| sound && !packed);
                    kept
                }
                None => ExistingFile::default(),
            };
            existing.files.insert(name, kept);
        });
        existing.verified = Verified::load(root, &reader.index, problems);
        let reports = fold.finish(existing.verified.clone());
        (existing, reports.progress(reader, problems))
    }

    /// Returns the text of a file that was read; `None` for one to which no rows are added.
    pub fn text(&self, name: &str) -> Option<&SourceFile> {
        self.files.get(name)?.text.as_ref()
    }

    /// Returns the year's returns after the files `written` have these bytes. The problems of these files are
    /// reported as when they are loaded; no file is read.
    pub fn rewritten(
        mut self,
        written: &BTreeMap<String, Vec<u8>>,
        reader: &Reader<'_>,
        problems: &mut Diagnostics,
    ) -> Progress {
        let mut fold = Fold::default();
        let read = written.par_iter().map(|(name, bytes)| {
            let opened = Opened::of(name, bytes);
            let read = opened.map(|opened| reader.read(name, opened, PresumedHead::default()));
            (name.clone(), read)
        });
        let mut read: BTreeMap<_, _> = read.collect();
        let names = self.files.keys().chain(written.keys()).cloned();
        for name in names.collect::<BTreeSet<_>>() {
            match read.remove(&name) {
                Some(Ok(mut file)) => fold.add_file(&mut file, &reader.index, problems),
                Some(Err(problem)) => problems.push(problem),
                None => {
                    let file = self.files.remove(&name).unwrap_or_default();
                    file.fold(&name, &mut fold, problems);
                }
            }
        }
        fold.finish(self.verified).progress(reader, problems)
    }

    /// Returns whether the file `name` was there to be read.
    pub fn contains(&self, name: &str) -> bool {
        self.files.contains_key(name)
    }

    /// Returns the file `name`, if it exists.
    pub(super) fn file(&self, name: &str) -> Option<&ExistingFile> {
        self.files.get(name)
    }

    /// Returns the zero reports.
    pub(super) fn zero_reports(&self) -> impl Iterator<Item = &ZeroReport> {
        let reports = self.files.values().flat_map(|file| &file.zero_reports);
        reports.map(|(report, _)| report)
    }

    /// Returns the figures that forms may show as the last ones.
    pub(super) fn last_figures(&self) -> LastFigures {
        let mut figures = LastFigures::default();
        for (_, row) in self.rows() {
            figures.add_row(&row.content);
        }
        self.verified.add_to(&mut figures);
        figures
    }

    /// Returns all rows, each with its file.
    pub(super) fn rows(&self) -> impl Iterator<Item = (&str, &ExistingRow)> {
        self.files.iter().flat_map(|(name, file)| {
            let rows = file.tables.iter().flat_map(|(_, rows)| rows);
            rows.map(move |row| (name.as_str(), row))
        })
    }
}

impl ExistingFile {
    fn new(file: &ReturnFile, index: &Index<'_>) -> Self {
        let tables = file.tables.iter().map(|table| {
            let rows = table.rows.iter().filter_map(|row| match &row.outcome {
                RowOutcome::Return(content) => {
                    let typed = TypedRow::new(file, table, row, content);
                    Some(ExistingRow::new(typed, index))
                }
                _ => None,
            });
            (table.sheet.clone(), rows.collect())
        });
        Self {
            text: None,
            tally: Tally::of(file),
            senders: senders(file),
            zero_reports: zero_reports(file, index),
            tables: tables.collect(),
        }
    }

    /// Brings the file's rows together with others.
    fn fold(self, name: &str, fold: &mut Fold, problems: &mut Diagnostics) {
        fold.count(self.tally);
        fold.add_senders(self.senders);
        fold.add_zero_reports(self.zero_reports);
        for (sheet, rows) in self.tables {
            let number = fold.add_sheet(name, sheet.as_deref());
            for row in rows {
                let position = row.content.position;
                let place = |field: Field| {
                    let (line, column) = position.of(field);
                    Place {
                        file: name.to_owned(),
                        sheet: sheet.clone(),
                        part: None,
                        line: line as usize,
                        column: column as usize,
                        snippet: None,
                    }
                };
                fold.add(number, row.content, place, problems);
            }
        }
    }
}

impl ExistingRow {
    pub(super) fn new(row: TypedRow<'_>, index: &Index<'_>) -> Self {
        Self {
            content: row.content.clone(),
            measure: row.measure(index),
            line: row.line(),
            index: row.row.index,
        }
    }
}
