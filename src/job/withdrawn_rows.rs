//! The rows of base tables that may be missing, since `seeds/changes.csv` withdraws their items.

use std::collections::BTreeSet;
use std::path::Path;

use crate::input::base_table::BaseTable;
use crate::input::{self, SourceFile};
use crate::plan::written_id::{self, WrittenId};
use crate::plan::{self, Annex, CHANGES_FILE, ItemId};
use crate::workspace::memory;

/// The titles of the column that tells the item of a row.
const TITLES: [&str; 5] = ["序号", "编号", "事项编号", "no", "id"];

/// The items that are withdrawn.
pub(super) struct WithdrawnRows<'a> {
    root: &'a Path,
    items: BTreeSet<ItemId>,
}

impl<'a> WithdrawnRows<'a> {
    /// Reads the withdrawals of the workspace `root`.
    pub fn of(root: &'a Path) -> Self {
        let source = input::bytes(root, CHANGES_FILE).ok();
        let source = source.and_then(|bytes| SourceFile::decode(CHANGES_FILE, &bytes).ok());
        let items = source.map_or_else(BTreeSet::new, |source| plan::withdrawn(&source));
        Self { root, items }
    }

    /// Returns the number of rows about withdrawn items that the last run read in the file `name` and that it does not have
    /// any more, as `source` shows it.
    pub fn missing(&self, table: &BaseTable, name: &str, source: &SourceFile) -> usize {
        if self.items.is_empty() {
            return 0;
        }
        let copy = memory::last_copy(self.root, name);
        let last = std::fs::read(copy).ok().and_then(|bytes| table.decode(name, &bytes).ok());
        let before = last.map_or(0, |last| self.count(table, &last));
        before.saturating_sub(self.count(table, source))
    }

    /// Counts the rows about withdrawn items.
    fn count(&self, table: &BaseTable, source: &SourceFile) -> usize {
        let annex = Annex::all().find(|annex| annex.file() == table.name);
        let mut rows = table.texts(source).into_iter();
        let header = rows.next().unwrap_or_default();
        let is_id = |title: &String| TITLES.contains(&&*title.trim().to_lowercase());
        let Some(column) = header.iter().position(is_id) else { return 0 };
        let id = |row: &Vec<String>| match (written_id::parse(row.get(column)?)?, annex) {
            (WrittenId::Bare(number), annex) => {
                Some(number.of(annex.unwrap_or(Annex::INSTRUCTIONS)))
            }
            (WrittenId::Whole(id) | WrittenId::Mangled(id), Some(annex)) if id.annex != annex => {
                id.as_number().map(|number| number.of(annex))
            }
            (WrittenId::Whole(id) | WrittenId::Mangled(id), _) => Some(id),
        };
        rows.filter(|row| id(row).is_some_and(|id| self.items.contains(&id))).count()
    }
}
