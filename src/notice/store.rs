//! An import as the files of `seeds/annex/`, which are then the office's to edit.

use super::field::Field;
use super::{AnnexRow, Import, Repair};
use crate::plan::{Annex, Column};
use crate::targets::Targets;

/// The file of the repairs, in the workspace.
pub const REPAIRS_FILE: &str = "seeds/annex/repairs.csv";

/// UTF-8 with a mark: without it Excel takes a CSV for GB18030 when it is opened by a double click.
pub(super) const BOM: &str = "\u{feff}";

/// The bytes of `annex.file()`: the notice's columns, then 目标 and 沿用.
///
/// Names are joined by 、, targets are written in the notation of [`crate::targets`], and 沿用 holds the titles
/// of the columns taken from the row above.
pub fn table(import: &Import, annex: Annex) -> Vec<u8> {
    let fields = fields(import);
    let titles = fields.iter().map(|field| field.title(annex));
    let mut rows = vec![record(titles.chain(["目标", "沿用"]))];
    let items = match annex {
        Annex::Indicators => &import.indicators,
        Annex::Tasks => &import.tasks,
    };
    rows.extend(items.iter().map(|row| {
        let cells = fields.iter().map(|&field| cell(row, field));
        let inherited: Vec<&str> = row.inherited.iter().map(|column| column.title()).collect();
        record(cells.chain([Targets(&row.targets).to_string(), inherited.join("、")]))
    }));
    bytes(rows)
}

/// The bytes of [`REPAIRS_FILE`].
pub fn repairs(repairs: &[Repair]) -> Vec<u8> {
    let titles = ["编号", "列", "类型", "修复前", "修复后", "说明"];
    let mut rows = vec![record(titles)];
    rows.extend(repairs.iter().map(|repair| {
        record([
            repair.item.to_string().as_str(),
            repair.field.title(repair.item.annex),
            repair.kind.as_str(),
            &repair.before,
            &repair.after,
            &repair.note,
        ])
    }));
    bytes(rows)
}

/// The columns of the annex files.
fn fields(import: &Import) -> Vec<Field> {
    let mut fields = vec![Field::Number, Field::Text];
    fields.extend(Column::ALL.map(Field::Names));
    if import.has_deadlines {
        fields.push(Field::Deadline);
    }
    fields
}

fn cell(row: &AnnexRow, field: Field) -> String {
    match field {
        Field::Number => row.id.no.to_string(),
        Field::Text => row.text.clone(),
        Field::Names(column) => row.names(column).join("、"),
        Field::Deadline => row.deadline.clone().unwrap_or_default(),
    }
}

/// A row of a CSV.
pub fn record<T: AsRef<[u8]>>(cells: impl IntoIterator<Item = T>) -> csv::ByteRecord {
    cells.into_iter().collect()
}

/// The bytes of a CSV with a mark.
pub fn bytes(rows: Vec<csv::ByteRecord>) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(BOM.as_bytes().to_vec());
    for row in rows {
        writer
            .write_byte_record(&row)
            .expect("all rows have as many cells, and memory takes all bytes");
    }
    writer.into_inner().expect("memory takes all bytes")
}
