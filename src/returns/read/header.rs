//! The header of a table of returns: the field of each column, whatever title the unit gave it.

use std::collections::BTreeMap;

use super::titles::{Meaning, is_of_other_span, meaning, plain};
use crate::input::grid::GridRow;
use crate::returns::Field;
use crate::returns::form::{Column, RowKey, VERSION};

/// The columns of a table's fields.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::returns) struct Columns {
    positions: BTreeMap<Field, usize>,
    /// The measure that the title of 完成值 states: 完成值（万户）.
    pub measure: String,
    /// Unused columns: position and title.
    pub unused: Vec<(usize, String)>,
    /// Columns that are known and hold nothing to read.
    pub shown: Vec<usize>,
    /// Columns of a return form that are known by their place alone, since their titles were retyped.
    pub by_place: Vec<(Field, usize)>,
}

impl Columns {
    /// Returns the columns of a return form of a version whose first column, that of the keys, is `first`.
    pub(super) fn of_form(first: usize, version: u32) -> Self {
        let mut columns = Self::default();
        for (column, place) in Column::layout(version).into_iter().zip(first..) {
            match column.field() {
                Some(field) => {
                    columns.positions.insert(field, place);
                }
                None => columns.shown.push(place),
            }
        }
        columns
    }

    /// Marks the columns about which anything is known, including that they are unused.
    pub(super) fn known(&self) -> Vec<bool> {
        let unused = self.unused.iter().map(|(column, _)| column);
        let mut known = Vec::new();
        for &column in self.positions.values().chain(&self.shown).chain(unused) {
            known.resize(known.len().max(column + 1), false);
            known[column] = true;
        }
        known
    }

    /// Returns the column of `field`, from 0.
    pub(in crate::returns) fn of(&self, field: Field) -> Option<usize> {
        self.positions.get(&field).copied()
    }

    /// Returns all fields that the table has, with their columns.
    pub(super) fn all(&self) -> impl Iterator<Item = (Field, usize)> + '_ {
        self.positions.iter().map(|(&field, &column)| (field, column))
    }

    /// Reads the header that begins with `row`, and returns whether the row `below` belongs to it. Returns
    /// `None` if `row` is not a header: a header has a column for the items and at least one for statements
    /// about them.
    pub(super) fn read(row: &GridRow, below: Option<&GridRow>) -> Option<(Self, bool)> {
        let upper = titles(row);
        let lower = below.filter(|below| is_second_row(row, below)).map(titles);
        let mut joined = upper.clone();
        for (column, title) in lower.iter().flatten() {
            joined.insert(*column, title.clone());
        }
        let own = Self::of_titles(&upper);
        let Some(lower) = lower else {
            return own.is_enough().then_some((own, false));
        };
        // A title above a header is not a part of it.
        if !own.is_enough() && Self::of_titles(&lower).is_enough() {
            return None;
        }
        let both = Self::of_titles(&joined);
        both.is_enough().then_some((both, true))
    }

    /// Returns whether a row could be a header at all, judged by its first one or two cells. The test is cheap
    /// enough for every row.
    pub(super) fn may_begin(row: &GridRow) -> bool {
        let mut cells = row.filled().take(2);
        cells.any(|cell| meaning(cell.text()).is_some())
    }

    /// Finds the columns that retyped titles hide: the keys of a form by their notation, its other columns by
    /// their places. `header` is the row that was read; `rows` are the rows below it.
    pub(super) fn complete(&mut self, header: &GridRow, rows: &[GridRow]) {
        if self.of(Field::RowKey).is_none() {
            let mut cells = rows.iter().flat_map(GridRow::filled);
            let key = cells.find(|cell| RowKey::is(cell.text()));
            let column = key.map(|cell| cell.column);
            let free = |column: &usize| !self.positions.values().any(|held| held == column);
            if let Some(column) = column.filter(free) {
                self.positions.insert(Field::RowKey, column);
                self.unused.retain(|&(unused, _)| unused != column);
            }
        }
        let mut cells = rows.iter().flat_map(GridRow::filled);
        let version = cells.find_map(|cell| cell.text().parse::<RowKey>().ok());
        match version.map(|key| key.version) {
            Some(version) => self.know_by_place(&titles(header), version),
            None => {
                for version in (1..=VERSION).rev() {
                    self.know_by_place(&titles(header), version);
                }
            }
        }
    }

    fn of_titles(titles: &BTreeMap<usize, String>) -> Self {
        let mut best: BTreeMap<Field, (usize, usize)> = BTreeMap::new();
        let mut columns = Self::default();
        for (&column, title) in titles {
            match meaning(title) {
                Some(Meaning::Field(field, rank)) => match best.get(&field) {
                    Some(&(better, _)) if better <= rank => {
                        columns.leave_out(field, column, title);
                    }
                    worse => {
                        if let Some(&(_, column)) = worse {
                            let title = titles.get(&column).map_or("", String::as_str);
                            columns.leave_out(field, column, title);
                        }
                        best.insert(field, (rank, column));
                    }
                },
                Some(Meaning::Known) => columns.shown.push(column),
                None => columns.unused.push((column, title.clone())),
            }
        }
        columns.unused.sort();
        columns.positions = best.into_iter().map(|(field, (_, at))| (field, at)).collect();
        if let Some(title) = columns.of(Field::Value).and_then(|at| titles.get(&at)) {
            columns.measure = stated_measure(title);
        }
        columns
    }

    /// Uses the place of a column whose title means nothing, in a return form whose other columns are in their
    /// order: the column holds the field that the form has at this place.
    fn know_by_place(&mut self, titles: &BTreeMap<usize, String>, version: u32) {
        /// Number of columns in their places that make a form, whatever the others are called; fewer are enough
        /// if the keys are among them.
        const ENOUGH: usize = 8;
        const ENOUGH_WITH_KEYS: usize = 4;
        let places = (0..).zip(Column::layout(version).into_iter().map(Column::field));
        let fields: Vec<(usize, Field)> =
            places.filter_map(|(place, field)| Some((place, field?))).collect();
        let shifts = fields.iter().filter_map(|(place, field)| {
            // A column one place to the left of its own is a shift of minus one.
            Some(self.of(*field)?.wrapping_sub(*place))
        });
        let shifts: Vec<usize> = shifts.collect();
        let Some(&shift) = shifts.first() else { return };
        let enough = match self.of(Field::RowKey) {
            Some(_) => ENOUGH_WITH_KEYS,
            None => ENOUGH,
        };
        if shifts.len() < enough || shifts.iter().any(|&other| other != shift) {
            return;
        }
        for (place, field) in fields {
            let column = place.wrapping_add(shift);
            let taken = self.positions.values().any(|&held| held == column);
            let other_span = titles.get(&column).is_none_or(|title| is_of_other_span(title));
            if self.of(field).is_some() || taken || other_span {
                continue;
            }
            self.positions.insert(field, column);
            self.unused.retain(|&(unused, _)| unused != column);
            self.by_place.push((field, column));
        }
    }

    /// Leaves out a second column for a field. 序号 beside 编号 merely counts rows.
    fn leave_out(&mut self, field: Field, column: usize, title: &str) {
        if !(field == Field::Item && matches!(&*plain(title), "序号" | "no" | "no.")) {
            self.unused.push((column, title.to_owned()));
        }
    }

    fn is_enough(&self) -> bool {
        let has = |field| self.positions.contains_key(&field);
        let said = [Field::Value, Field::Percent, Field::Status, Field::Progress];
        let items = [Field::Item, Field::ItemText, Field::RowKey];
        let is_form = has(Field::RowKey) && has(Field::Item);
        is_form || items.into_iter().any(has) && said.into_iter().any(has)
    }
}

fn titles(row: &GridRow) -> BTreeMap<usize, String> {
    row.filled().map(|cell| (cell.column, cell.text().to_owned())).collect()
}

/// Returns whether `below` is the second row of the header `row`: it holds only titles, and where the row above
/// has the title of a field already, the same one (a vertical merge).
fn is_second_row(row: &GridRow, below: &GridRow) -> bool {
    let mut news = 0;
    for cell in below.filled() {
        if row.text(cell.column) == cell.text() {
            continue;
        }
        if meaning(cell.text()).is_none() {
            return false;
        }
        news += 1;
    }
    news > 0
}

/// Returns the measure in the brackets of a title; empty if there are no brackets or they hold something else.
fn stated_measure(title: &str) -> String {
    let title = plain(title);
    let inside =
        title.split_once('(').and_then(|(_, rest)| rest.strip_suffix(')')).unwrap_or_default();
    let remark = ["数值", "累计", "填", "月", "截至", "同比", "初步"];
    if remark.iter().any(|word| inside.contains(word)) {
        return String::new();
    }
    inside.trim_start_matches("单位:").to_owned()
}
