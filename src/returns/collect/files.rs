//! The CSVs of collected returns. Existing rows remain as they are; new ones are added behind them.

use std::collections::{BTreeMap, BTreeSet};

use csv::StringRecord;

use super::existing::ExistingReturns;
use crate::input::{csv_writer, formula_guard};
use crate::period::Month;
use crate::registry::{Registry, UnitId};
use crate::returns::{Field, PROGRESS_DIR};

/// Returns the path of a unit's collected returns in the workspace: `seeds/progress/2018-06-003-省教育厅.csv`.
pub(super) fn file_of(month: Month, unit: UnitId, registry: &Registry) -> String {
    let unit = registry.unit(unit);
    let name = crate::output::file_name(&format!("{month}-{}-{}", unit.code, unit.short));
    format!("{PROGRESS_DIR}/{name}.csv")
}

/// The files that rows are added to.
#[derive(Debug)]
pub(super) struct OwnFiles<'a> {
    existing: &'a ExistingReturns,
    /// The files by path in the workspace, each parsed on first use; `None` if no rows can be added.
    files: BTreeMap<String, Option<OwnFile>>,
}

/// A file with its new rows.
#[derive(Debug)]
struct OwnFile {
    /// The existing rows with content, the header being the first.
    rows: Vec<StringRecord>,
    /// The places of the rows that are removed.
    gone: BTreeSet<usize>,
    new: Vec<StringRecord>,
}

impl<'a> OwnFiles<'a> {
    pub(super) fn new(existing: &'a ExistingReturns) -> Self {
        Self { existing, files: BTreeMap::new() }
    }

    /// Returns whether rows can be added to the file: it does not exist yet, or has the columns of a CSV of
    /// returns in their order.
    pub(super) fn takes(&mut self, name: &str) -> bool {
        self.file(name).is_some()
    }

    /// Adds a row to a file that accepts rows.
    pub(super) fn add(&mut self, name: &str, row: StringRecord) {
        if let Some(file) = self.file(name) {
            file.new.push(row);
        }
    }

    /// Removes the row at `index` from an existing file, and returns whether rows can be removed from it.
    pub(super) fn remove(&mut self, name: &str, index: usize) -> bool {
        let is_there = self.existing.file(name).is_some();
        let file = self.file(name).filter(|_| is_there);
        file.map(|file| file.gone.insert(index)).is_some()
    }

    /// Returns the files that change, with their new bytes.
    pub(super) fn finish(self) -> BTreeMap<String, Vec<u8>> {
        let files = self.files.into_iter();
        let files = files.filter_map(|(name, file)| Some((name, file?)));
        let changed = files.filter(|(_, file)| !file.new.is_empty() || !file.gone.is_empty());
        changed.map(|(name, file)| (name, file.bytes())).collect()
    }

    fn file(&mut self, name: &str) -> Option<&mut OwnFile> {
        if !self.files.contains_key(name) {
            let rows = match self.existing.file(name) {
                Some(file) => file.text.as_ref().and_then(|text| rows(text.text())),
                None => Some(vec![Field::CSV.map(Field::title).as_slice().into()]),
            };
            let file = rows.map(|rows| OwnFile { rows, gone: BTreeSet::new(), new: Vec::new() });
            self.files.insert(name.to_owned(), file);
        }
        self.files.get_mut(name)?.as_mut()
    }
}

impl OwnFile {
    fn bytes(self) -> Vec<u8> {
        let rows = self.rows.into_iter().enumerate();
        let kept = rows.filter(|(index, _)| !self.gone.contains(index));
        let rows: Vec<_> = kept.map(|(_, row)| row).chain(self.new).collect();
        let is_figure = |column| {
            let field = Field::CSV.get(column);
            matches!(field, Some(Field::Value | Field::Percent))
        };
        csv_writer::with_figures(&rows, is_figure)
    }
}

/// Returns the words of the rows of a CSV that have content, its header first; `None` if it does not have our columns.
fn rows(text: &str) -> Option<Vec<StringRecord>> {
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let rows: Result<Vec<StringRecord>, _> = reader.records().collect();
    let words = |row: &StringRecord| row.iter().map(formula_guard::words).collect();
    let mut rows: Vec<StringRecord> = rows.ok()?.iter().map(words).collect();
    rows.retain(|row| row.iter().any(|cell| !cell.trim().is_empty()));
    let mut titles = rows.first()?.iter().map(str::trim);
    let ours = Field::CSV.iter().all(|field| titles.next() == Some(field.title()));
    (ours && titles.all(str::is_empty)).then_some(rows)
}
