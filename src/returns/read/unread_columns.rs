//! The columns of a table that are not read.

use std::collections::{BTreeMap, BTreeSet};

use super::header::Columns;
use super::problem::{Problem, quote};
use crate::diagnostic::{Code, Place};
use crate::input::grid::{GridRow, Origin};
use crate::returns::form::Column;

/// Columns that are not read. A reader of `seeds/progress` reports the unknown ones
/// ([`UnreadColumns::unknown`]); `duban collect` reports them all ([`UnreadColumns::all`]).
#[derive(Debug, Default)]
pub(in crate::returns) struct UnreadColumns {
    /// Titles that mean nothing, or mean a field that another column holds, with their places.
    unknown: Vec<UnreadColumn>,
    /// Titles that are known and not kept (备注, 牵头单位), in columns where rows have content.
    passed_over: Vec<UnreadColumn>,
    /// Columns without a title in which returns have content: the first text, its place, and the number of
    /// texts.
    untitled: BTreeMap<usize, (String, Place, usize)>,
}

/// A column with a title that is not read.
#[derive(Debug)]
struct UnreadColumn {
    title: String,
    place: Place,
    /// The first text in it, and the number of texts; none where it is empty.
    content: Option<(String, usize)>,
}

impl UnreadColumns {
    /// Finds the titled columns below `header`, except titles that are already in `reported`; `rows` are the
    /// rows of the table.
    pub(super) fn titled(
        origin: Origin<'_>,
        (header, rows): (&GridRow, &[GridRow]),
        columns: &Columns,
        reported: &mut BTreeSet<String>,
    ) -> Self {
        let mut fresh = |(title, column): (&str, usize)| {
            let fresh = reported.insert(title.to_owned());
            let mut texts = rows.iter().map(|row| row.text(column)).filter(|text| !text.is_empty());
            fresh.then(|| UnreadColumn {
                title: title.to_owned(),
                place: origin.place(header, column),
                content: texts.next().map(|first| (quote(first), 1 + texts.count())),
            })
        };
        let unknown = columns.unused.iter();
        let unknown = unknown.map(|(column, title)| (title.as_str(), *column));
        let unknown = unknown.filter_map(&mut fresh).collect();
        // The columns that the form itself fills hold no words of the unit.
        let own = |title: &str| {
            let mut shown = Column::ALL.iter().filter(|column| column.field().is_none());
            shown.any(|column| column.title() == title)
        };
        let used = |column| rows.iter().any(|row| !row.text(column).is_empty());
        let passed_over = columns.shown.iter();
        let passed_over = passed_over
            .map(|&column| (header.text(column), column))
            .filter(|&(title, column)| !title.is_empty() && !own(title) && used(column));
        Self {
            unknown,
            passed_over: passed_over.filter_map(fresh).collect(),
            untitled: BTreeMap::new(),
        }
    }

    /// Adds the content of a return in columns that are not `known`.
    pub(super) fn add(&mut self, origin: Origin<'_>, row: &GridRow, known: &[bool]) {
        let is_known = |column: usize| known.get(column) == Some(&true);
        for cell in row.filled().filter(|cell| !is_known(cell.column)) {
            let untitled = self.untitled.entry(cell.column);
            let first = || (quote(cell.text()), origin.place(row, cell.column), 0);
            untitled.or_insert_with(first).2 += 1;
        }
    }

    /// Returns G105 for the columns with unknown titles.
    pub(in crate::returns) fn unknown(&self) -> Option<Problem> {
        titles(self.unknown.iter(), false)
    }

    /// Returns G105 for all of them, or for the first ones of a broken sheet with thousands.
    pub(in crate::returns) fn all(&self) -> Vec<Problem> {
        const MOST: usize = 20;
        let untitled = self.untitled.values().take(MOST);
        let untitled = untitled.map(|(words, place, cells)| {
            let count = match cells {
                1 => String::new(),
                _ => format!("等{cells}格"),
            };
            let message = format!("“{words}”{count}所在的列没有列名，未采用");
            Problem::new(Code::ReturnsColumnUnused, message).at(place.clone())
        });
        let titled = titles(self.unknown.iter().chain(&self.passed_over), true);
        untitled.chain(titled).collect()
    }
}

/// Returns G105 for columns; `quoted` with the first text of each.
fn titles<'t>(columns: impl Iterator<Item = &'t UnreadColumn>, quoted: bool) -> Option<Problem> {
    let columns: Vec<_> = columns.collect();
    let first = columns.first()?;
    let titles = columns.iter().map(|column| match &column.content {
        Some((text, 1)) if quoted => format!("{}（“{text}”）", column.title),
        Some((text, cells)) if quoted => format!("{}（“{text}”等{cells}格）", column.title),
        _ => column.title.clone(),
    });
    let titles: Vec<_> = titles.collect();
    let message = format!("未采用的列：{}", titles.join("、"));
    Some(Problem::new(Code::ReturnsColumnUnused, message).at(first.place.clone()))
}
