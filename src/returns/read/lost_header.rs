//! A return form whose header row was deleted. The keys of its rows show the columns' position, and the content
//! that the form fills in shows whether the columns are still in their order.

use std::ops::Range;

use super::header::Columns;
use super::index::Index;
use super::item_id::{self, WrittenId};
use super::status_word;
use super::texts::is_text_of;
use crate::input::grid::{GridCell, GridRow};
use crate::plan::Item;
use crate::returns::form::{Column, RowKey, are_last_words, are_role_words};
use crate::targets::quantity::is_missing;

/// Returns the first row with a key and the columns of the form, if all rows confirm that the columns are in
/// their order.
pub(super) fn find(rows: &[GridRow], index: &Index<'_>) -> Option<(usize, Columns)> {
    let (start, column) = (0..).zip(rows).find_map(|(at, row)| {
        let key = row.filled().find(|cell| RowKey::is(cell.text()))?;
        Some((at, key.column))
    })?;
    let version = rows[start].text(column).parse::<RowKey>().ok()?.version;
    let layout = Layout { first: column, columns: Column::layout(version) };
    layout.first.checked_add(layout.columns.len())?;
    let mut keyed = rows.iter().filter_map(|row| {
        let key: RowKey = row.text(column).parse().ok()?;
        Some((row, key))
    });
    let sound = keyed.all(|(row, key)| {
        let item = index.plan.item(key.target.item);
        item.is_some_and(|item| bears_out(row, &key, item, &layout))
    });
    let says = |place: Column| {
        let mut rows = rows.iter();
        rows.any(|row| !layout.text(row, place).is_empty())
    };
    // Problems without any progress are progress that was moved by one column.
    let words = says(Column::Progress) || !says(Column::Problems) && !says(Column::NextSteps);
    (sound && words).then(|| (start, Columns::of_form(column, version)))
}

/// The columns of a form, from its first.
struct Layout {
    first: usize,
    columns: Vec<Column>,
}

impl Layout {
    /// Returns the text of a row in a column; empty where forms of this version do not have it.
    fn text<'r>(&self, row: &'r GridRow, column: Column) -> &'r str {
        let place = self.columns.iter().position(|own| *own == column);
        place.map_or("", |place| row.text(self.first.saturating_add(place)))
    }

    /// Returns the places of the columns.
    fn places(&self) -> Range<usize> {
        self.first..self.first.saturating_add(self.columns.len())
    }
}

/// Returns whether rows have the keys of a return form.
pub(super) fn has_keys(rows: &[GridRow]) -> bool {
    let mut cells = rows.iter().flat_map(GridRow::filled);
    cells.any(|cell| RowKey::is(cell.text()))
}

/// Returns whether the form's own statements about the item are in their places, and the other cells hold
/// nothing that cannot be theirs.
fn bears_out(row: &GridRow, key: &RowKey, item: &Item, layout: &Layout) -> bool {
    let text = |column: Column| layout.text(row, column);
    let id = item_id::parse(text(Column::Item)) == Some(WrittenId::Whole(key.target.item));
    let target = item.target(key.target);
    let measure = text(Column::Measure);
    let measured = target.map_or(measure.is_empty(), |target| measure == target.measure);
    let last = text(Column::Last);
    let shown = is_missing(last) || are_last_words(last);
    let status = text(Column::Status);
    let judged = is_missing(status) || status_word::parse(status).is_some();
    let inside = |cell: &GridCell| layout.places().contains(&cell.column);
    id && are_role_words(text(Column::Role))
        && measured
        && shown
        && judged
        && is_text_of(item, text(Column::Text))
        && row.filled().all(inside)
}
