//! The law of conservation: every character of a cell of an item is in the annex CSV, in `repairs.csv` or in a message.
//!
//! Each part of the import takes care of it by itself; this looks again at the end, so that nothing is lost where one of
//! them does not.

use std::collections::BTreeMap;

use super::AnnexRow;
use super::cell::Cell;
use super::record::Record;
use super::repair::Repair;
use super::title::Field;
use crate::input::width::half_width;
use crate::plan::Column;
use crate::registry::names::{is_blank, is_mark};

/// Returns the cells of which a character is neither in `row` nor in one of its `repairs`.
pub(super) fn lost<'r>(
    record: &'r Record<'_>,
    row: &AnnexRow,
    repairs: &[Repair],
) -> Vec<(Field, &'r Cell)> {
    let mut kept: BTreeMap<char, usize> = BTreeMap::new();
    let mut keep = |text: &str| {
        for c in shown(text) {
            *kept.entry(c).or_default() += 1;
        }
    };
    keep(&row.text);
    [&row.category, &row.deadline].into_iter().flatten().for_each(|text| keep(text));
    Column::ALL.iter().flat_map(|&column| row.names(column)).for_each(|name| keep(name));
    row.columns.values().for_each(|text| keep(text));
    row.extra.iter().for_each(|(_, text)| keep(text));
    repairs.iter().filter(|repair| repair.item == row.id).for_each(|repair| keep(&repair.before));
    let cells = record.cells.iter().filter(|(field, _)| **field != Field::Number);
    cells
        .filter(|(_, cell)| {
            let mut needed: BTreeMap<char, usize> = BTreeMap::new();
            shown(&cell.text).for_each(|c| *needed.entry(c).or_default() += 1);
            needed.iter().any(|(c, count)| kept.get(c).copied().unwrap_or(0) < *count)
        })
        .map(|(&field, cell)| (field, cell))
        .collect()
}

/// Returns the characters of a text that say something, in half width.
fn shown(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().filter(|&c| !is_blank(c) && !is_mark(c) && c != '"').map(half_width)
}
