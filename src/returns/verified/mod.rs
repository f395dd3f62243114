//! Figures and statuses that the office has verified (核定): `seeds/verified.csv`.
//!
//! They win over returns and settle doubts. A row counts from its date on: a document of an earlier date is made
//! without it. `row` reads a row.

mod row;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::path::Path;

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::input::SourceFile;
use crate::input::base_table::BaseTable;
use crate::input::columns::{NamedRows, read_table};
use crate::period::Month;
use crate::returns::Field;
use crate::returns::form::last_figures;
use crate::returns::read::{Index, Key, LastFigures};
use crate::status::Status;
use row::{Column, Row};

/// The file of the workspace that holds them; optional.
pub const VERIFIED_FILE: &str = "seeds/verified.csv";

/// The table of them.
pub fn table() -> BaseTable {
    BaseTable::optional(VERIFIED_FILE, Column::ALL)
}

/// The figures and statuses that the office has verified.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verified {
    /// The rows that can be used, by date; undated ones first.
    rows: Vec<Row>,
}

/// The verified statements about one target of a unit in a month.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verification {
    /// The cumulative value, in the target's measure.
    pub value: Option<Decimal>,
    /// The completion of an item without a target, in percent.
    pub percent: Option<Decimal>,
    /// The status that replaces the one by the rules.
    pub status: Option<Status>,
    /// 依据 of the last row.
    pub evidence: String,
    /// 核定人 of the last row.
    pub verified_by: String,
    /// 日期 of the last row.
    pub date: Option<Date>,
    /// The places of the cells.
    pub places: BTreeMap<Field, Place>,
    /// The statements of the unit that it replaces.
    pub reported: Reported,
    /// The places of those statements.
    pub replaced: BTreeMap<Field, Place>,
}

/// The statements of a unit that the office has replaced.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Reported {
    /// 完成值, in the target's measure.
    pub value: Option<Decimal>,
    /// 完成率, in percent.
    pub percent: Option<Decimal>,
    /// 状态.
    pub status: Option<Status>,
}

impl Verified {
    /// Reads the file of the workspace `root`; a workspace without it has nothing verified. A row that cannot be used
    /// is reported and left out.
    pub(super) fn load(root: &Path, index: &Index<'_>, problems: &mut Diagnostics) -> Self {
        table()
            .read_optional(root, problems)
            .map(|source| Self::from_source(&source, index, problems))
            .unwrap_or_default()
    }

    fn from_source(source: &SourceFile, index: &Index<'_>, problems: &mut Diagnostics) -> Self {
        let table = read_table(source, Column::ALL, problems);
        let Some(named) = NamedRows::new(&table, Column::ALL, problems) else {
            return Self::default();
        };
        let rows = named.iter().filter_map(|named| Row::read(&named, index, problems));
        let mut rows: Vec<Row> = rows.collect();
        let contradicted = contradicted(&rows, problems);
        let mut at = 0..;
        rows.retain(|_| at.next().is_none_or(|at| !contradicted.contains(&at)));
        rows.sort_by_key(|row| row.date);
        Self { rows }
    }

    /// Returns the number of rows that are used.
    pub fn count(&self) -> usize {
        self.rows.len()
    }

    /// Adds the figures that a form may show as the last ones.
    pub(super) fn add_to(&self, figures: &mut LastFigures) {
        for row in &self.rows {
            figures.add(row.month, row.key, last_figures(row.value, row.percent, row.status));
        }
    }

    /// Returns what had been verified by the end of a day; without a day, everything. A later row replaces what it
    /// states of an earlier one.
    pub(super) fn on(&self, day: Option<Date>) -> BTreeMap<(Month, Key), Verification> {
        let mut all: BTreeMap<_, Verification> = BTreeMap::new();
        let known = |row: &&Row| match (row.date, day) {
            (Some(date), Some(day)) => date <= day,
            _ => true,
        };
        for row in self.rows.iter().filter(known) {
            let verification = all.entry((row.month, row.key)).or_default();
            verification.value = row.value.or(verification.value);
            verification.percent = row.percent.or(verification.percent);
            verification.status = row.status.or(verification.status);
            row.evidence.clone_into(&mut verification.evidence);
            row.verified_by.clone_into(&mut verification.verified_by);
            verification.date = row.date;
            let places = row.places.iter().map(|(field, place)| (*field, place.clone()));
            verification.places.extend(places);
        }
        all
    }
}

/// Returns the rows that contradict another one of the same day, which are reported: nobody knows which of them holds.
fn contradicted(rows: &[Row], problems: &mut Diagnostics) -> Vec<usize> {
    let mut found = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let earlier = rows.iter().take(at).enumerate().find(|(_, earlier)| {
            let same = (earlier.month, earlier.key, earlier.date) == (row.month, row.key, row.date);
            same && earlier.contradicts(row)
        });
        if let Some((other, earlier)) = earlier {
            let line = earlier.place.line;
            let message = format!("与第{line}行核定的是同一事项、同一日期，而内容不同，均不采用");
            let problem = Diagnostic::new(Code::VerifiedConflict, message);
            problems.push(problem.at(row.place.clone()).hint("删除有误的一行，或填上较晚的日期"));
            found.extend([other, at]);
        }
    }
    found
}
