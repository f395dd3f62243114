//! An import as the files of `seeds/annex/`, which are then the office's to edit.

use super::milestones;
use super::{AnnexRow, Import, Repair};
use crate::input::csv_writer;
use crate::plan::annex_file::Field;
use crate::plan::{Annex, AnnexName, annexes_csv, short_title, titles_csv};
use crate::targets::Targets;

/// The file of the repairs, in the workspace.
pub const REPAIRS_FILE: &str = "seeds/annex/repairs.csv";

/// The bytes of `annex.file()`, with the titles of a government: 省政府. Columns of which no row has content are left out, but for those that every annex has.
pub fn table(import: &Import, annex: Annex, government: &str) -> Vec<u8> {
    let items = import.rows(annex);
    let fields: Vec<Field> = Field::ALL
        .into_iter()
        .filter(|&field| match field {
            Field::Deadline => import.has_deadlines,
            Field::Category => items.iter().any(|row| row.category.is_some()),
            _ if is_kept(field) => items.iter().any(|row| row.columns.contains_key(&field)),
            _ => true,
        })
        .collect();
    let mut extra: Vec<&str> = Vec::new();
    for (title, _) in items.iter().flat_map(|row| &row.extra) {
        if !extra.contains(&title.as_str()) {
            extra.push(title);
        }
    }
    let titles = fields.iter().map(|&field| title(field, annex, government));
    let titles: Vec<String> = titles.chain(extra.iter().map(|&title| title.to_owned())).collect();
    let rows = items.iter().map(|row| {
        let others = extra.iter().map(|title| {
            let found = row.extra.iter().find(|(other, _)| other == title);
            found.map(|(_, content)| content.clone()).unwrap_or_default()
        });
        fields.iter().map(|&field| cell(row, field, government)).chain(others).collect::<Vec<_>>()
    });
    csv_writer::bytes(std::iter::once(titles).chain(rows))
}

/// Returns whether a column is one that the annex has as the notice does.
fn is_kept(field: Field) -> bool {
    matches!(
        field,
        Field::Quarter(_)
            | Field::Measures
            | Field::Source
            | Field::LastYear
            | Field::Measure
            | Field::Remarks
    )
}

/// The bytes of [`ANNEXES_FILE`](crate::plan::ANNEXES_FILE); `None` where all annexes go by the usual names.
pub fn annexes(import: &Import) -> Option<Vec<u8>> {
    let titled = import.annexes.iter().filter_map(|(&annex, table)| {
        let title = table.title.as_deref()?;
        AnnexName::new(annex, Some(title)).is_own().then_some((annex, title))
    });
    let titled: Vec<_> = titled.collect();
    (!titled.is_empty()).then(|| annexes_csv(titled.into_iter()))
}

/// The bytes of [`TITLES_FILE`](crate::plan::TITLES_FILE): the titles that the texts of the items propose.
pub fn titles(import: &Import) -> Vec<u8> {
    let titles = import
        .all_rows()
        .map(|row| (row.id, short_title::propose(row.id.annex, &row.text, &row.targets)));
    titles_csv(titles)
}

/// The bytes of [`SCHEDULE_FILE`](crate::plan::SCHEDULE_FILE) that the columns of quarters give; `None` where there are
/// none.
pub fn schedule(import: &Import) -> Option<Vec<u8>> {
    let (milestones, _) = milestones::of(import);
    let titles = ["编号", "指标", "月份", "序时进度", "备注"].map(str::to_owned);
    let rows = milestones.iter().map(|milestone| {
        [
            milestone.item.to_string(),
            String::new(),
            milestone.month.to_string(),
            milestone.percent.normalize().to_string(),
            milestone.words.clone(),
        ]
    });
    (!milestones.is_empty()).then(|| csv_writer::bytes(std::iter::once(titles).chain(rows)))
}

/// The bytes of [`REPAIRS_FILE`].
pub fn repairs(repairs: &[Repair], government: &str) -> Vec<u8> {
    let titles = ["编号", "列", "类型", "修复前", "修复后", "说明"].map(str::to_owned);
    let rows = repairs.iter().map(|repair| {
        [
            repair.item.to_string(),
            title(repair.field, repair.item.annex, government),
            repair.kind.as_str().to_owned(),
            repair.before.clone(),
            repair.after.clone(),
            repair.note.clone(),
        ]
    });
    csv_writer::bytes(std::iter::once(titles).chain(rows))
}

/// Returns the title of a column in the files of a government.
fn title(field: Field, annex: Annex, government: &str) -> String {
    match field {
        Field::Names(column) => column.title_of(government),
        other => other.title(annex).to_owned(),
    }
}

fn cell(row: &AnnexRow, field: Field, government: &str) -> String {
    match field {
        // A spreadsheet would turn 3.10 into 3.1.
        Field::Number if row.id.sub.is_some() => row.id.to_string(),
        Field::Number => row.id.number(),
        Field::Category => row.category.clone().unwrap_or_default(),
        Field::Text => row.text.clone(),
        Field::Names(column) => row.names(column).join("、"),
        Field::Deadline => row.deadline.clone().unwrap_or_default(),
        Field::Targets => Targets(&row.targets).to_string(),
        Field::Inherited => {
            let titles = row.inherited.iter().map(|column| column.title_of(government));
            titles.collect::<Vec<_>>().join("、")
        }
        other => row.columns.get(&other).cloned().unwrap_or_default(),
    }
}
