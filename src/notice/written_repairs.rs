//! Reads `repairs.csv` back: the repairs that an import made, as the file lists them.

use std::path::Path;

use super::store::REPAIRS_FILE;
use crate::diagnostic::Diagnostics;
use crate::input::SourceFile;
use crate::input::columns::{ColumnSpec, NamedRows, file_columns, read_table};
use crate::plan::ItemId;

file_columns! {
    /// The columns of the file.
    enum Column {
        Item = ColumnSpec::required("编号", "item"),
        Field = ColumnSpec::required("列", "column"),
        Kind = ColumnSpec::required("类型", "kind"),
        Before = ColumnSpec::required("修复前", "before"),
        After = ColumnSpec::required("修复后", "after"),
        Note = ColumnSpec::optional("说明", "note"),
    }
}

/// A repair, as the file lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenRepair {
    /// The item.
    pub item: ItemId,
    /// The title of the column.
    pub column: String,
    /// The kind: `split`, `suspect`, …
    pub kind: String,
    /// The cell as published.
    pub before: String,
    /// The cell after the repair.
    pub after: String,
    /// A note on what was done, or on what a person should check.
    pub note: String,
}

/// Returns the repairs of the workspace `root` in the order of the file; none where the file is not there. The file is
/// written by the import, so that what cannot be read of it is of no use to anybody and is left out.
pub fn written_repairs(root: &Path) -> Vec<WrittenRepair> {
    let mut silent = Diagnostics::new();
    let Ok(source) = SourceFile::read(root, REPAIRS_FILE) else { return Vec::new() };
    let table = read_table(&source, Column::ALL, &mut silent);
    let Some(rows) = NamedRows::new(&table, Column::ALL, &mut silent) else { return Vec::new() };
    let repair = |row: crate::input::columns::NamedRow<'_, Column>| {
        let text = |column| row.cell(column).text.to_string();
        Some(WrittenRepair {
            item: text(Column::Item).parse().ok()?,
            column: text(Column::Field),
            kind: text(Column::Kind),
            before: text(Column::Before),
            after: text(Column::After),
            note: text(Column::Note),
        })
    };
    rows.iter().filter_map(repair).collect()
}
