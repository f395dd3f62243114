//! The existing rows, and the comparison of a new row with them.

use std::borrow::Cow;
use std::collections::BTreeMap;

use jiff::civil::Date;

use super::existing::{ExistingReturns, ExistingRow};
use crate::period::Month;
use crate::returns::read::{Key, RowContent};

/// All existing rows, including those taken from the files before.
#[derive(Debug, Default)]
pub(super) struct KnownRows<'a> {
    versions: BTreeMap<(Month, Key), Vec<KnownRow<'a>>>,
}

/// A row, and the file that holds it, as messages name the file.
#[derive(Debug)]
pub(super) struct KnownRow<'a> {
    pub file: Cow<'a, str>,
    pub row: Cow<'a, ExistingRow>,
}

/// The place of a row.
#[derive(Debug)]
pub(super) struct RowPlace {
    /// The file, as messages name it.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// The row's place among the rows with content of its file, from 0.
    pub index: usize,
}

/// The result of comparing a new row with the existing ones.
#[derive(Debug)]
pub(super) enum Comparison {
    /// There is no row of its kind, or only earlier ones.
    New,
    /// It states the same as an existing row.
    Known,
    /// It differs from another one of the same day.
    Conflict {
        /// The other one.
        other: RowPlace,
        /// True if it can be used where the other one cannot, or where others of the day contradict that one.
        is_mended: bool,
    },
    /// A later row exists already, of this day.
    Late(Date),
}

impl<'a> KnownRows<'a> {
    /// Makes the list of the rows of the existing files.
    pub(super) fn new(existing: &'a ExistingReturns) -> Self {
        let mut rows = Self::default();
        for (file, row) in existing.rows() {
            rows.add(KnownRow { file: Cow::Borrowed(file), row: Cow::Borrowed(row) });
        }
        rows
    }

    /// Adds a row.
    pub(super) fn add(&mut self, known: KnownRow<'a>) {
        let versions = self.versions.entry(key(&known.row.content)).or_default();
        versions.push(known);
    }

    /// Removes the row at this place, whose key is that of `new`.
    pub(super) fn remove(&mut self, new: &ExistingRow, gone: &RowPlace) {
        if let Some(versions) = self.versions.get_mut(&key(&new.content)) {
            versions.retain(|known| known.file != gone.file || known.row.index != gone.index);
        }
    }

    /// Compares a row with the existing ones. A row that another one of its file contradicts mends nothing.
    pub(super) fn compare(&self, new: &ExistingRow, contradicted: bool) -> Comparison {
        let versions = self.versions.get(&key(&new.content));
        let versions = versions.map_or(&[][..], Vec::as_slice);
        let day = new.content.reported_on;
        let same = |known: &KnownRow<'_>| {
            known.row.content.content == new.content.content
                && known.row.content.unreadable == new.content.unreadable
                && known.row.measure == new.measure
        };
        let reported_on = |known: &KnownRow<'_>| known.row.content.reported_on;
        let mut of_the_day = versions.iter().filter(|known| reported_on(known) == day);
        let contents = || of_the_day.clone().map(|known| &known.row.content.content);
        let undecided = !contradicted && contents().zip(contents().skip(1)).any(|(a, b)| a != b);
        if !undecided && of_the_day.clone().any(same) {
            return Comparison::Known;
        }
        if let Some(other) = of_the_day.next() {
            let place = RowPlace {
                file: other.file.to_string(),
                line: other.row.line,
                index: other.row.index,
            };
            let unreadable = |row: &ExistingRow| row.content.unreadable.len();
            let is_mended = undecided || unreadable(&other.row) > unreadable(new);
            return Comparison::Conflict { other: place, is_mended };
        }
        let Some(latest) = versions.iter().max_by_key(|known| reported_on(known)) else {
            return Comparison::New;
        };
        match reported_on(latest) {
            // Among undated rows only the latest one decides whether anything is new.
            last if same(latest) && (day.is_none() || day > last) => Comparison::Known,
            Some(last) if Some(last) > day => Comparison::Late(last),
            _ => Comparison::New,
        }
    }
}

fn key(row: &RowContent) -> (Month, Key) {
    (row.month, row.key)
}
