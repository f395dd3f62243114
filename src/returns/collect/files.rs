//! The CSVs of collected returns: rows that are there stay as they are, new ones come behind them.

use std::collections::{BTreeMap, BTreeSet};

use csv::StringRecord;

use crate::input::{SourceFile, csv_writer};
use crate::returns::COLUMNS;

/// The files that are there, and what comes into them.
#[derive(Debug, Default)]
pub(super) struct Store {
    /// By path in the workspace: bytes, and whether all rows could be told apart.
    held: BTreeMap<String, (Vec<u8>, bool)>,
    changes: BTreeMap<String, Change>,
}

/// What is to become of a file.
#[derive(Debug, Default)]
struct Change {
    /// Rows that go, counted from 0 among those with content, the header being the first.
    gone: BTreeSet<usize>,
    new: Vec<StringRecord>,
}

impl Store {
    /// Takes note of a file; `sound` says that all its rows could be told apart.
    pub(super) fn hold(&mut self, name: &str, bytes: Vec<u8>, sound: bool) {
        self.held.insert(name.to_owned(), (bytes, sound));
    }

    /// Whether rows can be added to the file: it is not there yet, or has the columns of a CSV of returns
    /// in their order.
    pub(super) fn takes(&self, name: &str) -> bool {
        self.held
            .get(name)
            .is_none_or(|(bytes, sound)| *sound && rows(name, bytes).is_some())
    }

    /// Adds a row to a file.
    pub(super) fn add(&mut self, name: &str, row: StringRecord) {
        self.changes
            .entry(name.to_owned())
            .or_default()
            .new
            .push(row);
    }

    /// Takes the row at `index` out of a file that is there; `false` where it is none of those that are
    /// written.
    pub(super) fn remove(&mut self, name: &str, index: usize) -> bool {
        let takes = self.held.contains_key(name) && self.takes(name);
        if takes {
            let change = self.changes.entry(name.to_owned()).or_default();
            change.gone.insert(index);
        }
        takes
    }

    /// The files that change, with their new bytes.
    pub(super) fn finish(self) -> BTreeMap<String, Vec<u8>> {
        let Self { held, changes } = self;
        let files = changes.into_iter().map(|(name, change)| {
            let old = held.get(&name).and_then(|(bytes, _)| rows(&name, bytes));
            let header = StringRecord::from(COLUMNS.map(|field| field.title()).to_vec());
            let old = old.unwrap_or_else(|| vec![header]).into_iter().enumerate();
            let kept = old.filter(|(index, _)| !change.gone.contains(index));
            let kept = kept.map(|(_, row)| row);
            let rows: Vec<_> = kept.chain(change.new).collect();
            (name, csv_writer::bytes(&rows))
        });
        files.collect()
    }
}

/// The rows of a CSV that have content, its header first; `None` when it is none of ours.
fn rows(name: &str, bytes: &[u8]) -> Option<Vec<StringRecord>> {
    let source = SourceFile::decode(name, bytes).ok()?;
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(source.text().as_bytes());
    let rows: Result<Vec<_>, _> = reader.records().collect();
    let mut rows = rows.ok()?;
    rows.retain(|row| row.iter().any(|cell| !cell.trim().is_empty()));
    let mut titles = rows.first()?.iter().map(str::trim);
    let ours = COLUMNS
        .iter()
        .all(|field| titles.next() == Some(field.title()));
    (ours && titles.all(str::is_empty)).then_some(rows)
}
