//! What changed in items during the year, and the plan in force on any day: `seeds/changes.csv`.
//!
//! [`Changes::load`] reads the file on top of the plan as it was published, [`Changes::on`] returns the plan in force on
//! a day, and [`Changes::reading`] the one by which returns are read, in which former duties still count for the months
//! before.

mod departed;
mod enter;
mod in_force;
mod row;
mod value;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use jiff::civil::Date;

use super::{ItemId, Plan};
use crate::diagnostic::{Diagnostics, Place};
use crate::input::SourceFile;
use crate::input::base_table::BaseTable;
use crate::input::columns::{NamedRows, read_table};
use crate::period::Month;
use crate::registry::Registry;
use enter::Ledger;
use row::Column;

pub use value::{Changed, Value};

/// The file of the workspace that holds the changes; optional.
pub const CHANGES_FILE: &str = "seeds/changes.csv";

/// The table of changes.
pub(super) fn table() -> BaseTable {
    BaseTable::register(CHANGES_FILE, Column::ALL)
}

/// Returns the ids of the items that the file `source` withdraws, also of those that are not in the plan any more.
pub fn withdrawn(source: &SourceFile) -> BTreeSet<ItemId> {
    let mut quiet = Diagnostics::new();
    let table = read_table(source, Column::ALL, &mut quiet);
    let Some(rows) = NamedRows::new(&table, Column::ALL, &mut quiet) else {
        return BTreeSet::new();
    };
    let registry = Registry::default();
    let mut reader = row::Reader {
        registry: &registry,
        year: 0,
        ids: super::id_cells::IdCells::default(),
        problems: &mut quiet,
    };
    rows.iter().filter_map(|row| reader.withdrawn(&row)).collect()
}

/// A change of one column of one item, from a day on.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The first day on which it holds.
    pub date: Date,
    /// The item.
    pub item: ItemId,
    /// The whole content of the column before.
    pub before: Value,
    /// The whole content of the column from that day on.
    pub after: Value,
    /// The reason.
    pub evidence: String,
    /// The cell with the new content.
    pub place: Place,
}

/// The plan as it was published, and what changed in it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Changes {
    published: Plan,
    /// By date; of one date in the order of the file.
    list: Vec<Change>,
    /// The day on which the returns of each month of the year are due.
    due: BTreeMap<Month, Date>,
}

impl Changes {
    /// Reads the changes of the workspace `root` in a plan as it was published. `due` returns the day on which the returns
    /// of a month are due.
    ///
    /// A row that cannot be used is reported and left out: one that cannot be read (P180), one whose earlier content is
    /// not in force on its date (P181), a second change of one column of one item on one date (P182).
    pub fn load(
        root: &Path,
        (published, registry): (Plan, &Registry),
        year: i16,
        due: impl Fn(Month) -> Date,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let source = table().read_optional(root, diagnostics);
        Self::from_source(source.as_ref(), (published, registry), year, due, diagnostics)
    }

    /// Reads the changes from `source`; see [`Changes::load`].
    pub fn from_source(
        source: Option<&SourceFile>,
        (published, registry): (Plan, &Registry),
        year: i16,
        due: impl Fn(Month) -> Date,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let months = (1..=12).filter_map(|month| Month::new(year, month));
        let due = months.map(|month| (month, due(month))).collect();
        let list = source.map_or_else(Vec::new, |source| {
            let mut ledger = Ledger::new(published.clone(), year);
            ledger.read(source, registry, diagnostics);
            ledger.list
        });
        Self { published, list, due }
    }

    /// Returns the changes by date; of one date in the order of the file.
    pub fn list(&self) -> &[Change] {
        &self.list
    }

    /// Returns the plan as it was published, with every instruction.
    pub fn published(&self) -> &Plan {
        &self.published
    }

    /// Returns whether anything changes between two days.
    pub fn differ(&self, one: Date, other: Date) -> bool {
        self.between(one, other).next().is_some()
    }

    /// Returns whether targets, or the units that share them, change between two days.
    pub fn move_targets(&self, one: Date, other: Date) -> bool {
        self.between(one, other).any(|change| {
            let changed = change.after.changed();
            matches!(changed, Changed::Targets | Changed::Names(super::Column::Implement))
        })
    }

    /// Returns the changes after the earlier of two days until the later one.
    fn between(&self, one: Date, other: Date) -> impl Iterator<Item = &Change> {
        let (first, last) = (one.min(other), one.max(other));
        self.list.iter().filter(move |change| first < change.date && change.date <= last)
    }
}
